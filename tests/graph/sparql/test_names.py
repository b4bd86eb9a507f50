"""Names with characters beyond U+FFFF are read, or refused by name."""

from __future__ import annotations

import pytest
from pyoxigraph import Store

from graph.sparql.evaluate import Query
from graph.sparql.rewriting.names import written_out
from ontology.errors import QueryError, QueryRefused
from tests.graph.sparql.rows import rows_of, store_of

DATA = "@prefix : <http://e/> . :𠮷 :p 1 . :😀 :p 2 . :a :p 3 , <http://e/𠮷> . :a𠮷b :p 4 ."


@pytest.fixture(scope="module")
def store() -> Store:
    return store_of(DATA)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT ?x { :𠮷 :p ?x }", ["1"]),
        ("SELECT ?x { :😀 :p ?x }", ["2"]),
        ("SELECT ?x { :a𠮷b :p ?x }", ["4"]),
        ("SELECT ?x { ?x :p 1 FILTER(?x = :𠮷 && STRLEN('𠮷') = 1) } # 𠮷", ["𠮷"]),
        ("SELECT ?x { :𠮷 :p* ?x }", ["1", "𠮷"]),
        ("SELECT ?x { ?x :p|:q :𠮷 }", ["a"]),
        (r"PREFIX q: <http://e/𠮷> SELECT ?x { q: :p ?x }", ["1"]),
        (r"PREFIX q: <http://e/a𠮷> SELECT ?x { q:b :p ?x }", ["4"]),
        (r"BASE <http://e/> PREFIX q: <> SELECT ?x { q:𠮷 :p ?x }", ["1"]),
        ("SELECT ?x { VALUES ?x { '𠮷' } }", ["𠮷"]),
        ("ASK { :𠮷 :p 1 }", ["true"]),
    ],
)
def test_a_name_is_an_iri(store: Store, query: str, expected: list[str]) -> None:
    assert [row[0] for row in rows_of(store, query)] == expected


def test_a_prefix_is_relative_to_the_base_of_the_request(store: Store) -> None:
    asked = Query("PREFIX q: <e/> SELECT ?x { q:𠮷 <e/p> ?x }", base="http://x/")
    assert rows_of(store, asked) == []
    assert "<http://x/e/𠮷>" in written_out(asked.text, asked.base)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT ?𠮷 { ?s :p ?𠮷 }", "the variable ?𠮷.*choose another name"),
        ("SELECT ?a😀 { ?s :p ?a😀 }", "the variable ?a😀"),
        ("SELECT ?s { ?s :p _:𠮷 }", "the blank node _:𠮷.*choose another name"),
        ("PREFIX 𠮷: <http://e/> SELECT ?s { ?s 𠮷:p 1 }", "the prefix 𠮷:.*whole IRI"),
    ],
)
def test_what_is_no_iri_is_refused_by_name(store: Store, query: str, said: str) -> None:
    with pytest.raises(QueryRefused, match=said.replace("?", r"\?")):
        rows_of(store, query)


@pytest.mark.parametrize(
    "query",
    ["SELECT ?x { :𠮷 :p ?x", "SELECT 😀 {}", "SELECT ?x { nope:𠮷 :p ?x }"],
)
def test_what_is_no_query_is_told_so(store: Store, query: str) -> None:
    with pytest.raises(QueryError, match=r"not understood|expected"):
        rows_of(store, query)
