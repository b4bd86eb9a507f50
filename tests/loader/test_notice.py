"""The notice comes out whole: what is exported is what an independent reader found in it."""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Store

from graph.storage.snapshot import Snapshot
from ontology.standards import PREFIXES

DOCUMENT = "https://w3id.org/zhengtu/id/doc/320585/tzf-2018-3"
KINDS = {"Task": "task", "Project": "project", "IndicatorItem": "indicator"}
ROLES = {"supervising": 249, "lead": 266, "supporting": 332}
ITEMS = range(166)
FIELDS = (
    ("number", "zt:officialNumber"),
    ("category", "zt:category/skos:prefLabel"),
    ("heading", "zt:heading/skos:prefLabel"),
    ("title", "dcterms:title"),
    ("text", "zt:text"),
    ("annual_task", "zt:annualTask"),
)

Row = dict[str, Any]
Key = tuple[int, int]


def ask(store: Store, pattern: str) -> Iterator[Row]:
    """Yield the solutions of `pattern` in the union of all graphs, as plain strings by name."""
    solutions = store.query(
        f"SELECT * {{ {pattern} }}", prefixes=PREFIXES, use_default_graph_as_union=True
    )
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        yield {n: v.value for n, v in zip(names, solution, strict=True) if v is not None}


def triples(store: Store, predicate: str) -> list[tuple[str, Any]]:
    prefix, _, name = predicate.partition(":")
    found = list(store.quads_for_pattern(None, NamedNode(PREFIXES[prefix] + name), None))
    assert found, f"nobody has {predicate}"
    return [(quad.subject.value, quad.object) for quad in found]


def folded(text: str) -> str:
    return "".join(text.split())


@pytest.fixture(scope="module")
def read_back(exported: Store) -> dict[Key, Row]:
    """Return the work items of the export in the form of the truth."""
    items: dict[Key, Row] = {}
    for row in ask(exported, "?item a ?class ; zt:annexNumber ?annex ; zt:rowNumber ?row"):
        kind = KINDS.get(row["class"].removeprefix(PREFIXES["zt"]))
        if kind:
            key = (int(row["annex"]), int(row["row"]))
            assert key not in items
            blank = dict.fromkeys(name for name, _ in FIELDS)
            items[key] = {"iri": row["item"], "kind": kind, **blank}
    keys = {item["iri"]: key for key, item in items.items()}
    for name, path in FIELDS:
        for row in ask(exported, f"?item a zt:WorkItem ; {path} ?value"):
            assert items[keys[row["item"]]][name] is None
            items[keys[row["item"]]][name] = row["value"]
    add_assignments(exported, items, keys)
    return items


def add_assignments(exported: Store, items: dict[Key, Row], keys: dict[str, Key]) -> None:
    found: dict[Key, dict[str, list[Row]]] = defaultdict(lambda: {role: [] for role in ROLES})
    printed: dict[Key, dict[str, int]] = defaultdict(dict)
    pattern = (
        "?item zt:hasAssignment ?a . ?a zt:role ?role ; zt:surface ?surface ; zt:cellStatus ?status"
        " ; zt:listPosition ?position ; prov:wasDerivedFrom/zt:printedRow ?printed"
    )
    for row in ask(exported, pattern):
        key, role = keys[row["item"]], row["role"].rpartition("#role-")[2]
        unit = {
            "surface": row["surface"],
            "position": int(row["position"]),
            "status": row["status"].rpartition("#")[2],
        }
        found[key][role].append(unit)
        assert printed[key].setdefault(role, int(row["printed"])) == int(row["printed"])
    for key, roles in found.items():
        for role, units in roles.items():
            items[key][role] = sorted(units, key=lambda unit: unit["position"])
        items[key]["source_rows"] = printed[key]


@pytest.mark.parametrize("index", ITEMS)
def test_item_is_what_the_reader_found(
    index: int, read_back: dict[Key, Row], truth: dict[str, Any]
) -> None:
    expected = dict(truth["items"][index])
    del expected["printed_row"]
    key = (expected.pop("annex"), expected.pop("row"))
    found = dict(read_back[key])
    del found["iri"]
    assert found == expected


def test_printed_row_of_each_text_is_what_the_reader_found(
    exported: Store, truth: dict[str, Any]
) -> None:
    pattern = (
        "?item zt:annexNumber ?annex ; zt:rowNumber ?row ; zt:text ?text ;"
        " prov:wasDerivedFrom ?cell . ?cell zt:rawText ?raw ; zt:printedRow ?printed"
    )
    found = {
        (int(row["annex"]), int(row["row"])): int(row["printed"])
        for row in ask(exported, pattern)
        if row["raw"].strip() == row["text"]
    }
    expected = {(item["annex"], item["row"]): item["printed_row"] for item in truth["items"]}
    assert found == expected
    assert len(found) == 166


def test_totals(read_back: dict[Key, Row], truth: dict[str, Any]) -> None:
    items = list(read_back.values())
    assert len(items) == len(truth["items"]) == len(ITEMS)
    assert {role: sum(len(item[role]) for item in items) for role in ROLES} == ROLES
    assert Counter(annex for annex, _ in read_back) == {1: 142, 2: 24}
    first = [item for (annex, _), item in read_back.items() if annex == 1]
    assert len({item["category"] for item in first if item["kind"] == "task"}) == 8
    assert len({item["category"] for item in first}) == 9
    assert len({item["heading"] for item in items} - {None}) == 25
    assert len({unit["surface"] for item in items for unit in item["lead"]}) == 58
    assert len({unit["surface"] for item in items for unit in item["supervising"]}) == 11


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("dcterms:title", ["关于分解落实2018年政府各项主要工作任务的通知"]),
        ("eli:id_local", ["太政发〔2018〕3号"]),
        ("zt:issuedBy/rdfs:label|zt:issuedBy/skos:prefLabel", ["太仓市人民政府"]),
        ("zt:period", ["2018"]),
        (
            "eli:based_on/skos:prefLabel|eli:based_on/dcterms:title",
            [
                "中共太仓市委十三届四次全体（扩大）会议",
                "太仓市第十六届人民代表大会第二次会议",
                "政府工作报告（2018年，市十六届人大二次会议）",
            ],
        ),
        (
            "eli:has_annex/dcterms:title",
            ["2018年政府各项主要工作分解落实表", "2018年政府实事工程情况表"],
        ),
        ("eli:has_annex/zt:annexNumber", ["1", "2"]),
        (
            "dcterms:hasVersion/zt:sha256",
            ["54170e38ec1b53897a335049d6ff1491606c9664f051920c32847626b177fa83"],
        ),
        ("dcterms:hasVersion/zt:fileName", ["taizhengfa-2018-3.txt"]),
        ("dcterms:hasVersion/zt:mediaType", ["text/plain"]),
        ("dcterms:hasVersion/zt:encoding", ["utf-8"]),
        ("dcterms:hasVersion/zt:characterCount", ["14481"]),
    ],
)
def test_fact_of_the_document(path: str, values: list[str], exported: Store) -> None:
    found = ask(exported, f"<{DOCUMENT}> {path} ?value FILTER(LANG(?value) != 'en')")
    assert sorted(row["value"] for row in found) == sorted(values)


def test_each_addressee_is_a_body_called_so(exported: Store, truth: dict[str, Any]) -> None:
    pattern = f"<{DOCUMENT}> zt:addressedTo ?body . ?body skos:prefLabel|skos:altLabel ?name"
    names: dict[str, set[str]] = defaultdict(set)
    for row in ask(exported, pattern):
        names[row["body"]].add(row["name"])
    addressees = truth["document"]["addressees"]
    assert len(names) == len(addressees) == 9
    for addressee in addressees:
        assert [body for body, known in names.items() if addressee in known], addressee


def test_the_notice_leaves_nobody_unresolved_and_nothing_unread(snapshot: Snapshot) -> None:
    [report] = snapshot.report["documents"]
    assert report["counts"]["items"] == {"indicator": 10, "project": 24, "task": 132}
    kinds = {note["kind"] for note in report["notes"]}
    assert {"inherited", "corrected", "missing"} <= kinds
    assert not kinds & {"unresolved", "unread", "empty"}


ID = re.escape("https://w3id.org/zhengtu/id/")
DOC = f"{ID}doc/320585/tzf-2018-3"
VERSION = f"{DOC}/v/54170e38ec1b"
HASH = "[a-z2-7]{10}"
WORK = rf"(?:{ID}task/320585/tzf-2018-3/a1-{HASH}|{ID}project/320585/tzf-2018-3/a2-\d\d)"
ROLE = "(?:supervising|inCharge|lead|responsible|supporting|guiding)"
CELL = rf"{VERSION}/(?:a[12]/r\d{{3}}/c\d|p\d{{4}})"


@pytest.mark.parametrize(
    ("class_name", "pattern", "count"),
    [
        ("zt:PolicyDocument", rf"{ID}doc/\d{{6}}/(?:{HASH}|[a-z]+-\d{{4}}-\d+|[a-z0-9-]+)", None),
        ("zt:DocumentVersion", VERSION, 1),
        ("zt:Annex", rf"{DOC}/a[12]", 2),
        ("zt:Cell", CELL, 1076),
        ("zt:Task", rf"{ID}task/320585/tzf-2018-3/a1-{HASH}", 132),
        ("zt:IndicatorItem", rf"{ID}task/320585/tzf-2018-3/a1-{HASH}", 10),
        ("zt:Project", rf"{ID}project/320585/tzf-2018-3/a2-(?:0[1-9]|1\d|2[0-4])", 24),
        ("zt:Assignment", rf"{WORK}/{ROLE}-[1-9]\d*", 847),
        ("zt:ThemeTag", rf"{WORK}/theme-[a-z]+(?:-[a-z]+)*", None),
        ("zt:DocumentCategory", rf"{DOC}/category/{HASH}", 17),
        ("zt:DocumentHeading", rf"{DOC}/heading/{HASH}", 25),
        ("zt:Agency", rf"{ID}agency/\d{{6}}/[a-z]+(?:-[a-z]+)*", None),
        ("zt:CollectiveAgent", rf"{ID}group/320585/grp-[a-z-]+", None),
        ("zt:Official", rf"{ID}person/320585/[a-z]+", 11),
        ("zt:Place", rf"{ID}place/\d{{6}}(?:\d{{3}}|/[a-z]+)?(?:-{HASH})?", None),
        ("zt:Mention", rf"{CELL}/m\d+", None),
        ("zt:ThemeConcept", rf"{ID}theme/[a-z]+(?:-[a-z]+)*", 16),
        ("zt:Facility", rf"{ID}facility/(?:{HASH}|[a-z]+)", None),
        ("zt:Programme", rf"{ID}programme/(?:{HASH}|[a-z0-9-]+)", None),
        ("org:Organization", rf"{ID}organization/(?:{HASH}|[a-z]+)", None),
        ("zt:Meeting", rf"{ID}event/[a-z0-9-]+", 2),
        (
            "oa:TextPositionSelector",
            rf"(?:{CELL}(?:/m\d+)?|{WORK}/(?:theme-[a-z-]+|target-\d+))/sel",
            None,
        ),
    ],
)
def test_identifiers_follow_the_contract(
    class_name: str, pattern: str, count: int | None, exported: Store
) -> None:
    nodes = {row["node"] for row in ask(exported, f"?node a {class_name}")}
    assert nodes
    assert [node for node in nodes if not re.fullmatch(pattern, node)] == []
    assert count in (None, len(nodes))


def contract_hash(words: str) -> str:
    """Hash `words` by the rule of the contract, written here a second time on purpose."""
    normal = unicodedata.normalize("NFKC", words)
    kept = "".join(c for c in normal if not unicodedata.category(c).startswith(("Z", "C", "P")))
    return base64.b32encode(hashlib.sha256(kept.encode()).digest()).decode().lower()[:10]


def test_identifier_of_an_item_is_the_hash_of_its_words(read_back: dict[Key, Row]) -> None:
    hashed = [item for item in read_back.values() if item["kind"] != "project"]
    assert len(hashed) == 142
    for item in hashed:
        words = (item["title"] or "") + item["text"]
        assert item["iri"].endswith(f"/a1-{contract_hash(words)}")
    for item in (item for item in read_back.values() if item["kind"] == "project"):
        assert item["iri"].endswith(f"/a2-{int(item['number']):02d}")


def test_identifier_of_a_label_is_its_hash(exported: Store) -> None:
    for name in ("Category", "Heading"):
        rows = list(ask(exported, f"?node a zt:Document{name} ; skos:prefLabel ?label"))
        assert rows
        for row in rows:
            assert row["node"] == f"{DOCUMENT}/{name.lower()}/{contract_hash(row['label'])}"
            assert row["label"] == folded(row["label"])


def test_raw_text_of_each_cell_is_what_stands_at_its_offsets(exported: Store, notice: Path) -> None:
    text = notice.read_bytes().decode("utf-8")
    rows = list(
        ask(
            exported,
            "?cell a zt:Cell ; zt:rawText ?raw ; oa:hasSelector ?s . ?s oa:start ?b ; oa:end ?e",
        )
    )
    assert len(rows) == len({row["cell"] for row in rows}) == 1076
    for row in rows:
        assert text[int(row["b"]) : int(row["e"])] == row["raw"], row["cell"]
        assert not row["raw"].startswith("\t")
    covered = sorted((int(row["b"]), int(row["e"])) for row in rows)
    gaps = [(before[1], after[0]) for before, after in pairwise(covered)]
    assert all(end <= start for end, start in gaps)
    assert "".join(text[end:start] for end, start in gaps).isspace()


@pytest.mark.parametrize(
    ("node", "words"),
    [
        ("?node a zt:WorkItem ; zt:text ?words", 166),
        ("?node a zt:Project ; dcterms:title ?words", 24),
        ("?node a zt:Project ; zt:annualTask ?words", 24),
        ("?node a zt:IndicatorItem ; dcterms:title ?words", 10),
        ("?node a zt:Assignment ; zt:surface ?words", 847),
    ],
)
def test_words_stand_in_the_cells_they_are_derived_from(
    node: str, words: int, exported: Store
) -> None:
    said = {row["node"]: row["words"] for row in ask(exported, node)}
    assert len(said) == words
    raw: dict[str, list[str]] = defaultdict(list)
    for row in ask(exported, "?node prov:wasDerivedFrom ?cell . ?cell zt:rawText ?raw"):
        raw[row["node"]].append(folded(row["raw"]))
    for iri, text in said.items():
        assert any(folded(text) in cell for cell in raw[iri]), iri


def test_shortcuts_are_exactly_the_assignments(exported: Store) -> None:
    shortcut = {
        "supervising": "zt:supervisedBy",
        "lead": "zt:leadAgency",
        "supporting": "zt:supportingAgency",
    }
    every: set[tuple[str, str]] = set()
    for role, predicate in shortcut.items():
        pattern = f"?item zt:hasAssignment ?a . ?a zt:role zt:role-{role} ; zt:agent ?agent"
        assigned = {(row["item"], row["agent"]) for row in ask(exported, pattern)}
        assert assigned == {(item, agent.value) for item, agent in triples(exported, predicate)}
        every |= assigned
    written = {(i, agent.value) for i, agent in triples(exported, "zt:responsibleAgent")}
    assert written == every
    involved = {agent.value for _, agent in triples(exported, "zt:involves")}
    assert involved == {agent for _, agent in every}


def test_quote_of_each_theme_tag_is_what_it_points_at(exported: Store) -> None:
    pattern = (
        "?tag a zt:ThemeTag ; oa:hasTarget ?item ; oa:hasSource ?cell ; oa:hasSelector ?s ."
        " ?s oa:start ?b ; oa:end ?e . ?cell zt:rawText ?raw . ?item prov:wasDerivedFrom ?cell"
    )
    quotes: dict[str, set[str]] = defaultdict(set)
    for tag, quote in triples(exported, "zt:quote"):
        quotes[tag].add(quote.value)
    pointed = list(ask(exported, pattern))
    by_term = {row["tag"] for row in ask(exported, "?tag a zt:ThemeTag ; zt:evidence zt:byTerm")}
    assert {row["tag"] for row in pointed} == by_term
    assert len(pointed) > 100
    for row in pointed:
        assert row["raw"][int(row["b"]) : int(row["e"])] in quotes[row["tag"]], row["tag"]


def test_quotes_of_each_theme_tag_stand_in_the_item_or_its_heading(exported: Store) -> None:
    words: dict[str, str] = defaultdict(str)
    for path in (
        "zt:text",
        "dcterms:title",
        "zt:annualTask",
        "zt:heading/skos:prefLabel",
        "zt:category/skos:prefLabel",
    ):
        for row in ask(exported, f"?item a zt:WorkItem ; {path} ?words"):
            words[row["item"]] += "\n" + row["words"]
    rows = list(ask(exported, "?tag a zt:ThemeTag ; oa:hasTarget ?item ; zt:quote ?quote"))
    assert rows
    for row in rows:
        assert row["quote"] in words[row["item"]]


def test_each_theme_of_an_item_has_its_tag(exported: Store) -> None:
    tagged = {
        (row["item"], row["theme"], row["tag"].rpartition("/theme-")[2])
        for row in ask(
            exported,
            "?tag a zt:ThemeTag ; oa:hasTarget ?item ; oa:hasBody ?theme ; zt:evidence ?e"
            " FILTER(?e IN (zt:byTerm, zt:byHeading))",
        )
    }
    themes = {
        (item, theme.value, theme.value.rpartition("/")[2])
        for item, theme in triples(exported, "zt:theme")
    }
    assert themes == tagged


@pytest.mark.parametrize(
    "predicate",
    [
        "zt:text",
        "zt:annualTask",
        "zt:surface",
        "zt:quote",
        "zt:objectQuote",
        "zt:rawText",
        "zt:officialNumber",
        "zt:column",
        "zt:sha256",
        "zt:fileName",
        "eli:id_local",
    ],
)
def test_words_of_the_source_carry_no_language(predicate: str, exported: Store) -> None:
    for _, value in triples(exported, predicate):
        assert isinstance(value, Literal)
        assert value.language is None
        assert value.datatype.value == PREFIXES["xsd"] + "string"


@pytest.mark.parametrize("predicate", ["dcterms:title", "skos:prefLabel", "skos:altLabel"])
def test_titles_and_labels_are_tagged(predicate: str, exported: Store) -> None:
    languages = {value.language for _, value in triples(exported, predicate)}
    assert languages <= {"zh", "en"}


CANONICAL = {
    "integer": r"0|-?[1-9]\d*",
    "decimal": r"0|-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?",
    "gYear": r"\d{4}",
    "gYearMonth": r"\d{4}-\d{2}",
    "boolean": "true|false",
    "date": r"\d{4}-\d{2}-\d{2}",
}


def test_every_literal_is_in_canonical_form(exported: Store) -> None:
    met: Counter[str] = Counter()
    for quad in exported:
        if isinstance(quad.object, Literal):
            name = quad.object.datatype.value.removeprefix(PREFIXES["xsd"])
            met[name] += 1
            if name in CANONICAL:
                assert re.fullmatch(CANONICAL[name], quad.object.value), quad
    assert {"integer", "decimal", "gYear", "string"} <= set(met)
    assert set(met) <= {*CANONICAL, "string", "anyURI", PREFIXES["rdf"] + "langString"}


def test_confidence_and_score_are_between_0_and_1(exported: Store) -> None:
    for predicate in ("zt:confidence", "zt:score"):
        for node, value in triples(exported, predicate):
            assert 0 <= Decimal(value.value) <= 1, node


def test_no_blank_node_and_only_ascii_identifiers(exported: Store) -> None:
    count = 0
    for quad in exported:
        for term in (quad.subject, quad.predicate, quad.object, quad.graph_name):
            assert not isinstance(term, BlankNode), quad
            if isinstance(term, NamedNode):
                assert term.value.isascii(), quad
        count += 1
    assert count > 30_000


def test_the_store_holds_exactly_the_exported_quads(
    snapshot: Snapshot, exported: Store, n_quads: bytes
) -> None:
    stored = list(Store.read_only(str(snapshot.store_path)))
    named = [str(quad) for quad in stored if quad.graph_name != DefaultGraph()]
    assert sorted(named) == sorted(str(quad) for quad in exported)
    lines = n_quads.splitlines()
    assert len(lines) == len(set(lines)) == len(named)
    assert lines == sorted(lines)
    assert snapshot.manifest["counts"]["quads"] == len(lines)


def test_default_graph_of_the_store_is_the_union(snapshot: Snapshot, exported: Store) -> None:
    store = Store.read_only(str(snapshot.store_path))
    union = [str(quad.triple) for quad in store.quads_for_pattern(None, None, None, DefaultGraph())]
    assert sorted(union) == sorted({str(quad.triple) for quad in exported})


def test_each_graph_holds_what_the_manifest_says(snapshot: Snapshot, exported: Store) -> None:
    counted = Counter(quad.graph_name.value for quad in exported)
    assert snapshot.manifest["counts"]["graphs"] == counted
    names = {"agencies", "officials", "places", "themes", "indicators", "outcomes"}
    names |= {"ontology", "enrichment", "programmes", "policies", "description"}
    expected = {f"https://w3id.org/zhengtu/id/graph/{name}" for name in names}
    assert set(counted) == {f"{DOCUMENT}/graph", *expected}


def test_the_manifest_says_what_was_loaded(snapshot: Snapshot, notice: Path) -> None:
    [document] = snapshot.manifest["documents"]
    data = notice.read_bytes()
    assert document["iri"] == DOCUMENT
    assert document["sha256"] == hashlib.sha256(data).hexdigest()
    assert document["counts"] == {"items": 166, "assignments": 847}
    place = "https://w3id.org/zhengtu/id/place/320585"
    assert (document["issue"]["place"], document["issue"]["year"]) == (place, 2018)
    [stored] = snapshot.documents()
    assert stored.path.read_bytes() == data
