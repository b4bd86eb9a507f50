"""The endpoint and the data set say what they are, and what they say is so."""

from __future__ import annotations

import httpx
import pytest
from pyoxigraph import NamedNode, RdfFormat, Store

from graph.sparql.evaluate import GRAPH_FORMATS
from queries.catalogue import catalogue

VOID = "/.well-known/void"
CLASSES = "SELECT ?what ?n { ?part void:class ?what ; void:entities ?n }"
PROPERTIES = "SELECT ?what ?n { ?part void:property ?what ; void:triples ?n }"


def rows(client: httpx.Client, query: str) -> list[tuple[str, int]]:
    response = client.get("/sparql", params={"query": query})
    assert response.status_code == 200, response.text
    found = response.json()["results"]["bindings"]
    return sorted((row["what"]["value"], int(row["n"]["value"])) for row in found)


@pytest.mark.parametrize("path", ["/sparql", VOID])
@pytest.mark.parametrize("media_type", GRAPH_FORMATS)
def test_both_are_rdf_in_every_format(client: httpx.Client, path: str, media_type: str) -> None:
    response = client.get(path, headers={"Accept": media_type})
    assert response.headers["content-type"].split(";")[0] == media_type
    store = Store()
    store.load(response.content, GRAPH_FORMATS[media_type])
    assert len(store) > 30


def test_the_service_names_its_graphs_and_languages(client: httpx.Client, url: str) -> None:
    store = Store()
    store.load(client.get("/sparql").content, RdfFormat.TURTLE)
    sd = "http://www.w3.org/ns/sparql-service-description#"
    (endpoint,) = store.quads_for_pattern(None, NamedNode(sd + "endpoint"), None)
    assert endpoint.object == NamedNode(f"{url}/sparql")
    languages = store.quads_for_pattern(None, NamedNode(sd + "supportedLanguage"), None)
    assert NamedNode(sd + "SPARQL11Query") in {quad.object for quad in languages}
    names = {quad.object for quad in store.quads_for_pattern(None, NamedNode(sd + "name"), None)}
    in_graph = client.get("/sparql", params={"query": "SELECT DISTINCT ?g { GRAPH ?g {} }"}).json()
    assert names == {NamedNode(row["g"]["value"]) for row in in_graph["results"]["bindings"]}


def test_the_counts_are_those_of_the_graph(client: httpx.Client) -> None:
    classes = "SELECT ?what (COUNT(?s) AS ?n) { ?s a ?what FILTER(isIRI(?what)) } GROUP BY ?what"
    properties = (
        "SELECT ?what (COUNT(?o) AS ?n) { ?s ?what ?o FILTER(isIRI(?what)) } GROUP BY ?what"
    )
    all_of_it = "SELECT (rdf:Statement AS ?what) (COUNT(?s) AS ?n) { ?s ?p ?o FILTER(isIRI(?p)) }"
    said = "SELECT (rdf:Statement AS ?what) ?n { ?d a void:Dataset ; void:triples ?n }"
    assert rows(client, said) == rows(client, all_of_it)
    assert rows(client, CLASSES) == rows(client, classes)
    assert rows(client, PROPERTIES) == rows(client, properties)


def test_examples_are_of_their_class(client: httpx.Client) -> None:
    wrong = """ASK { ?part void:class ?class ; void:exampleResource ?example
                    FILTER NOT EXISTS { ?example a ?class } }"""
    some = "ASK { ?part void:class zt:Task ; void:exampleResource ?example }"
    assert client.get("/sparql", params={"query": wrong}).json()["boolean"] is False
    assert client.get("/sparql", params={"query": some}).json()["boolean"] is True


def test_every_saved_question_is_there_to_be_run(client: httpx.Client) -> None:
    query = "SELECT ?q ?text { ?q a sh:SPARQLExecutable ; sh:select ?text ; sh:prefixes ?d }"
    found = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    texts = {row["q"]["value"].rsplit("/", 1)[-1]: row["text"]["value"] for row in found}
    assert texts == {name: question.sparql for name, question in catalogue().items()}


def test_saved_questions_are_answered_as_they_are_published(client: httpx.Client) -> None:
    """Without values for their parameters, too: an editor runs the text that it finds."""
    query = "SELECT ?text { ?q a sh:SPARQLExecutable ; sh:select ?text } ORDER BY ?q"
    found = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    assert len(found) == len(catalogue())
    for row in found:
        text = row["text"]["value"]
        answer = client.post("/sparql", data={"query": text, "timeout": "25"})
        assert answer.status_code == 200, text


def test_prefixes_are_declared(client: httpx.Client) -> None:
    query = "ASK { ?d sh:declare [ sh:prefix 'zt' ; sh:namespace ?n ] FILTER(STRENDS(?n, 'def#')) }"
    query = query.replace("STRENDS(?n", "STRENDS(STR(?n)")
    assert client.get("/sparql", params={"query": query}).json()["boolean"] is True
