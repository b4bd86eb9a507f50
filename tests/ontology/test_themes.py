"""The sixteen themes are complete, and what they are mapped to exists."""

import csv
import os
import re
from pathlib import Path

import pytest
from rdflib import DCTERMS, RDF, SKOS, BNode, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from ontology.files import read_turtle

ZT = Namespace("https://w3id.org/zhengtu/def#")
THEME = Namespace("https://w3id.org/zhengtu/id/theme/")
TOPIC = Namespace("https://w3id.org/zhengtu/id/government-topic/")
SHARED = Path(os.environ.get("ZHENGTU_SHARED", Path(__file__).parents[3] / "shared"))

THEMES = {
    "environment": "生态环境",
    "economy-industry": "经济与产业",
    "agriculture-rural": "农业农村",
    "science-innovation": "科技创新",
    "opening-up": "对外开放",
    "housing-urban": "住房与城市建设",
    "transport": "交通",
    "education": "教育",
    "health": "医疗卫生",
    "social-security-employment": "社会保障与就业",
    "culture-sports-tourism": "文化体育旅游",
    "safety-stability": "安全稳定",
    "community-governance": "社会治理",
    "finance-audit": "财政金融审计",
    "reform": "改革",
    "government-building": "政府自身建设",
}
MATCHES = [SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch]
OTHER_SCHEMES = {
    "topic": rf"{TOPIC}gc\d\d(-\d\d)?",
    "cofog": r"http://dd\.eionet\.europa\.eu/vocabulary/eurostat/cofog99/GF(0[1-9]|10)(0[1-9])?",
    "sdg": r"http://metadata\.un\.org/sdg/([1-9]|1[0-7])",
}
TOPIC_COUNT, TOP_TOPIC_COUNT = 143, 22


@pytest.fixture(scope="module")
def themes() -> Graph:
    return Graph().parse(data=read_turtle("themes.ttl"), format="turtle")


def _matches(themes: Graph, theme: URIRef) -> list[str]:
    return [str(target) for match in MATCHES for target in themes.objects(theme, match)]


def _labels(themes: Graph, node: Node, property_: URIRef) -> dict[str | None, str]:
    """Return the texts of `node` by language; a language that has two is an error."""
    texts = [text for text in themes.objects(node, property_) if isinstance(text, Literal)]
    assert len({text.language for text in texts}) == len(texts)
    return {text.language: str(text) for text in texts}


def test_there_are_exactly_these_themes(themes: Graph) -> None:
    found = set(themes.subjects(RDF.type, ZT.ThemeConcept))
    assert found == {THEME[slug] for slug in THEMES}
    assert set(themes.objects(THEME.scheme, SKOS.hasTopConcept)) == found


@pytest.mark.parametrize(("slug", "name"), THEMES.items())
def test_theme_is_described(themes: Graph, slug: str, name: str) -> None:
    theme = THEME[slug]
    labels = _labels(themes, theme, SKOS.prefLabel)
    assert (labels["zh"], set(labels)) == (name, {"zh", "en"})
    assert set(_labels(themes, theme, SKOS.definition)) == {"zh", "en"}
    assert list(themes.objects(theme, SKOS.notation)) == [Literal(slug)]
    assert (theme, SKOS.inScheme, THEME.scheme) in themes
    assert (theme, SKOS.topConceptOf, THEME.scheme) in themes


@pytest.mark.parametrize("slug", THEMES)
@pytest.mark.parametrize("scheme", OTHER_SCHEMES)
def test_theme_is_mapped_to_each_scheme(themes: Graph, slug: str, scheme: str) -> None:
    pattern = re.compile(OTHER_SCHEMES[scheme])
    assert [target for target in _matches(themes, THEME[slug]) if pattern.fullmatch(target)]


@pytest.mark.parametrize("slug", THEMES)
def test_theme_is_mapped_to_nothing_unknown(themes: Graph, slug: str) -> None:
    targets = _matches(themes, THEME[slug])
    known = re.compile("|".join(OTHER_SCHEMES.values()))
    ours = [URIRef(target) for target in targets if target.startswith(TOPIC)]
    assert targets
    assert [target for target in targets if not known.fullmatch(target)] == []
    assert len(targets) == len(set(targets)), "two kinds of match to one concept"
    assert [target for target in ours if (target, RDF.type, ZT.GovernmentTopic) not in themes] == []


def test_every_topic_has_its_place(themes: Graph) -> None:
    topics = set(themes.subjects(RDF.type, ZT.GovernmentTopic))
    top = {topic for topic in topics if (topic, SKOS.topConceptOf, TOPIC.scheme) in themes}
    assert (len(topics), len(top)) == (TOPIC_COUNT, TOP_TOPIC_COUNT)
    for topic in topics:
        code = str(topic).removeprefix(TOPIC)
        parents = [] if topic in top else [TOPIC[code[:4]]]
        assert list(themes.objects(topic, SKOS.broader)) == parents
        assert list(themes.objects(topic, SKOS.notation)) == [Literal(code)]
        assert (topic, SKOS.inScheme, TOPIC.scheme) in themes
        assert {"zh", "en"} >= set(_labels(themes, topic, SKOS.prefLabel)) >= {"zh"}


def test_top_topics_are_named_in_english(themes: Graph) -> None:
    top = list(themes.subjects(SKOS.topConceptOf, TOPIC.scheme))
    names = [_labels(themes, topic, SKOS.prefLabel)["en"] for topic in top]
    assert len(set(names)) == TOP_TOPIC_COUNT


def test_topics_are_those_of_the_reference_list(themes: Graph) -> None:
    path = SHARED / "reference" / "themes_govcn.csv"
    if not path.is_file():
        pytest.skip(f"{path} is absent; set ZHENGTU_SHARED to the folder that holds it")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == TOPIC_COUNT
    for row in rows:
        labels = _labels(themes, TOPIC[row["local_code"]], SKOS.prefLabel)
        assert labels["zh"] == row["term_zh"]
        assert row["term_en"] in ("", labels.get("en"))


def test_schemes_are_titled(themes: Graph) -> None:
    schemes = set(themes.subjects(RDF.type, SKOS.ConceptScheme))
    assert schemes == {THEME.scheme, TOPIC.scheme}
    for scheme in (THEME.scheme, TOPIC.scheme):
        assert set(_labels(themes, scheme, DCTERMS.title)) == {"zh", "en"}


def test_there_is_no_blank_node(themes: Graph) -> None:
    assert len(themes) > 1000
    assert [node for triple in themes for node in triple if isinstance(node, BNode)] == []
