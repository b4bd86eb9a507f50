"""Every node of the graph answers at its own address, in the format that is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlsplit

import httpx
import pytest
import rdflib
from rdflib import RDFS, SKOS, URIRef

Problem = Callable[[httpx.Response, int], dict[str, Any]]

# The reader of JSON-LD in rdflib warns of a class of its own.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

ZT = "https://w3id.org/zhengtu/def#"
DOCUMENT = "/id/doc/320585/tzf-2018-3"
KINDS = (
    "zt:PolicyDocument",
    "zt:DocumentVersion",
    "zt:Annex",
    "zt:Cell",
    "oa:TextPositionSelector",
    "zt:Task",
    "zt:Project",
    "zt:IndicatorItem",
    "zt:Assignment",
    "zt:DocumentCategory",
    "zt:DocumentHeading",
    "zt:Agency",
    "zt:AgencyType",
    "zt:CollectiveAgent",
    "zt:Official",
    "zt:Place",
    "zt:PlaceType",
    "zt:ThemeConcept",
    "zt:ThemeTag",
    "zt:Event",
)


def path_of(iri: str) -> str:
    """Return where a node of the default base is served."""
    return "/id/" + quote(iri.removeprefix("https://w3id.org/zhengtu/id/"))


@pytest.fixture(scope="module", params=KINDS)
def node(request: pytest.FixtureRequest, client: httpx.Client) -> str:
    """Return the first node of a kind that has an IRI under /id/."""
    query = (
        f"SELECT ?node WHERE {{ ?node a {request.param} FILTER(STRSTARTS(STR(?node), STR(id:))) }}"
        " ORDER BY ?node LIMIT 1"
    )
    rows = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    assert rows, f"the graph has no {request.param}"
    return str(rows[0]["node"]["value"])


def test_a_node_of_every_kind_answers(client: httpx.Client, node: str) -> None:
    found = client.get(path_of(node)).json()
    assert found["iri"] == node
    assert any(name.endswith("#type") for name in found["properties"])


def test_all_formats_hold_the_same_statements(client: httpx.Client, node: str) -> None:
    query = f"CONSTRUCT {{ <{node}> ?p ?o }} WHERE {{ <{node}> ?p ?o }}"
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": "text/turtle"})
    expected = set(rdflib.Graph().parse(data=answer.text, format="turtle"))
    assert expected
    for media_type in ("text/turtle", "application/n-triples", "application/rdf+xml"):
        answer = client.get(path_of(node), headers={"Accept": media_type})
        assert answer.headers["content-type"].startswith(media_type)
        found = rdflib.Graph().parse(data=answer.content, format=media_type)
        assert set(found.triples((URIRef(node), None, None))) == expected


def test_json_ld_is_the_same_graph_as_turtle(client: httpx.Client) -> None:
    as_turtle = client.get(DOCUMENT, headers={"Accept": "text/turtle"})
    as_json = client.get(DOCUMENT, headers={"Accept": "application/ld+json"})
    turtle = rdflib.Graph().parse(data=as_turtle.text, format="turtle")
    json_ld = rdflib.Graph().parse(data=as_json.text, format="json-ld")
    assert len(turtle) > 100
    assert set(turtle) == set(json_ld)


def test_json_is_what_a_browser_gets(client: httpx.Client) -> None:
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    for accept in (browser, "application/json", "*/*"):
        answer = client.get("/id/theme/environment", headers={"Accept": accept})
        assert answer.headers["content-type"] == "application/json"
        assert answer.json()["label"] == "生态环境"


def test_neighbours_have_their_labels(client: httpx.Client) -> None:
    bureau = "/id/agency/320585/huanbaoju"
    found = client.get(bureau).json()
    assert found["label"] == "太仓市环境保护局"
    neighbours = {
        term["iri"]
        for terms in (*found["properties"].values(), *found["incoming"].values())
        for term in terms
        if "iri" in term and "/task/" not in term["iri"] and "/graph" not in term["iri"]
    }
    assert len(neighbours) > 3
    named = {iri for iri in neighbours if found["labels"].get(iri)}
    assert f"{ZT}Agency" in named
    assert {
        iri for iri in neighbours if iri.startswith("https://w3id.org/zhengtu/id/place")
    } <= named
    graph = rdflib.Graph().parse(
        data=client.get(bureau, headers={"Accept": "text/turtle"}).text, format="turtle"
    )
    assert graph.value(URIRef(f"{ZT}Agency"), RDFS.label) is not None
    assert len(set(graph.subjects(SKOS.prefLabel, None))) > 1


def test_a_node_that_is_only_pointed_to_answers(client: httpx.Client) -> None:
    graph = client.get("/id/theme/scheme").json()
    assert graph["incoming"]


@pytest.mark.parametrize("path", ["/id/theme/environmen%74", "/id%2Ftheme/environment"])
def test_a_percent_encoded_address_is_the_same_node(client: httpx.Client, path: str) -> None:
    assert client.get(path).json()["iri"].endswith("/id/theme/environment")


@pytest.mark.parametrize("accept", ["text/html", "image/png", "*/*;q=0"])
def test_a_format_that_does_not_exist_is_406(
    client: httpx.Client, problem: Problem, accept: str
) -> None:
    answer = client.get("/id/theme/environment", headers={"Accept": accept})
    assert "text/turtle" in problem(answer, 406)["detail"]


@pytest.mark.parametrize(
    "path",
    [
        "nothing",
        "",
        "agency/320585/huanbaoju/",
        "Agency/320585/huanbaoju",
        "../def#Task",
        "环保局",
        "x> . }",
        "x> ?p ?o } #",
        'x"',
        "x\\",
        "x|y",
        "x{y}",
        "x^y`",
        "x y",
        "\x00",
        "x\ny",
        "%",
        "%zz",
        "<script>alert(1)</script>",
        "x" * 20_000,
    ],
)
def test_what_is_no_node_is_404(client: httpx.Client, problem: Problem, path: str) -> None:
    assert problem(client.get("/id/" + quote(path)), 404)


@pytest.mark.parametrize("raw", ["/id/%FF", "/id/%ED%A0%80", "/id/%", "/id/theme%2", "/id/?x=1"])
def test_a_malformed_address_is_404(client: httpx.Client, problem: Problem, raw: str) -> None:
    request = client.build_request("GET", "/")
    request.url = request.url.copy_with(raw_path=raw.encode())
    assert problem(client.send(request), 404)


def test_terms_of_the_vocabulary_are_not_under_id(client: httpx.Client, problem: Problem) -> None:
    query = "SELECT ?term WHERE { ?term a owl:Class FILTER(STRSTARTS(STR(?term), STR(zt:))) }"
    rows = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    terms = [row["term"]["value"] for row in rows]
    assert f"{ZT}Task" in terms
    for term in terms:
        problem(client.get(f"/id/{urlsplit(term).fragment}"), 404)


def test_description_that_is_cut_says_so(client: httpx.Client) -> None:
    """More than a thousand cells point to the version of the notice."""
    [version] = client.get(DOCUMENT).json()["properties"]["http://purl.org/dc/terms/hasVersion"]
    for accept in ("application/json", "text/turtle"):
        cut = client.get(path_of(version["iri"]), headers={"Accept": accept})
        assert cut.headers["Zhengtu-Truncated"] == "true"
        whole = client.get(DOCUMENT, headers={"Accept": accept})
        assert whole.headers["Zhengtu-Truncated"] == "false"
