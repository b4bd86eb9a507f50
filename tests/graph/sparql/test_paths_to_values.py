"""Paths that end in a value find that value on disk, and no neighbour of it."""

from __future__ import annotations

import json

import pytest
from pyoxigraph import RdfFormat, Store

from graph.sparql.evaluate import Query, evaluate
from graph.sparql.rewriting.rewrite import rewrite_query
from ontology.errors import QueryRefused
from tests.graph.sparql.rows import rows_of

DATA = """
@prefix : <http://e/> .
:m1 :v -1 . :m2 :v 2.5 . :m3 :v 0 . :m4 :v 255 . :m5 :v 300 . :m7 :v 7.25 . :m10 :w 2.5 .
:r1 :x 767, 768, 1023 ; :y 767 .
:k1 :b :k2 . :k2 :b :k3 ; :l "x" . :i1 :t :k3 . :k3 :v 5 .
:g { :m1 :v -1 . :m2 :v 2.5 . :r1 :x 767, 768 }
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = Store(tmp_path_factory.mktemp("store"))
    store.load(DATA.encode(), RdfFormat.TRIG)
    store.flush()
    return store


def answers(store: Store, query: str) -> list[str]:
    """Return the first column."""
    return [row[0] for row in rows_of(store, query)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT ?x { ?x :v+ -1 }", ["m1"]),
        ("SELECT ?x { ?x :v + -1 }", ["m1"]),
        ("SELECT ?x { ?x :v+ 255 }", ["m4"]),
        ("SELECT ?x { ?x (:v) + 255 }", ["m4"]),
        ("SELECT ?x { ?x :v? -1 }", ["-1", "m1"]),
        ("SELECT ?x { ?x :v* 511 }", ["511"]),
        ("SELECT ?x { 511 :v* ?x }", ["511"]),
        ("SELECT ?x { -1 :v* ?x }", ["-1"]),
        ("SELECT ?x { -1 ^:v* ?x }", ["-1", "m1"]),
        ("SELECT ?x { ?x !:w -1 }", ["m1"]),
        ("SELECT ?x { ?x ! :w -1 }", ["m1"]),
        ("SELECT ?x { ?x !(:w|a) 255 }", ["m4"]),
        ("SELECT ?x { ?x (:v|:w) -1 }", ["m1"]),
        ("SELECT ?x { ?x (:b*/:v)+ 255 }", ["m4"]),
        ("SELECT ?x { ?x !(:o|:p) 767 }", ["r1", "r1"]),
        ("SELECT ?x { ?x !(:o|^:p) 767 }", ["r1", "r1"]),
        ("SELECT ?x { ?x !() 767 }", ["r1", "r1"]),
        ("SELECT ?x { 767 !^:y ?x }", ["r1"]),
        ("SELECT ?x { ?x :o?/!(:o|:p) 767 }", ["r1", "r1"]),
        ("SELECT ?x { ?x (!(:o|:p)|:zz) 767 }", ["r1", "r1"]),
        ("SELECT ?x { GRAPH ?g { ?x !(:o|:p) 767 } }", ["r1"]),
        ("SELECT * { ?x !:y 767 }", ["r1"]),
        ("SELECT (COUNT(*) AS ?n) { ?x !(:o|:p) 767 }", ["2"]),
        ("SELECT ?x { ?y :y ?v . ?x !:y ?v }", ["r1"]),
        ("ASK { ?x :w+ -1 }", ["false"]),
        ("SELECT ?x { GRAPH :g { ?x :v+ -1 } }", ["m1"]),
        ("SELECT ?x { GRAPH ?g { ?x :v+ -1 } }", ["m1"]),
        ("SELECT ?x { VALUES ?y { -1 } ?x :v+ ?y }", ["m1"]),
        ("SELECT ?x { VALUES ?y { -1 511 } ?x :v* ?y }", ["-1", "m1"]),
        ("SELECT ?x { BIND(1 - 2 AS ?y) ?x :v+ ?y }", ["m1"]),
        ("SELECT ?x { :m1 :v ?y . ?x :v+ ?y }", ["m1"]),
        ("SELECT ?x { :m1 :v ?y . ?x :v+/:v* ?y }", ["m1"]),
        ("SELECT ?x { ?x :v ?y FILTER EXISTS { ?z :w+ ?y } }", ["m2"]),
        ("SELECT ?x { VALUES ?y { -1 } OPTIONAL { ?x :w+ ?y } FILTER(!BOUND(?x)) }", None),
        ("SELECT ?y { ?x :v ?y MINUS { ?z :w+ ?y } }", ["-1", "0", "255", "300", "5", "7.25"]),
        ("SELECT * { :i1 :t/^:b+ ?a }", ["k1", "k2"]),
    ],
)
def test_only_the_value_itself_is_found(
    store: Store, query: str, expected: list[str] | None
) -> None:
    if expected is None:
        body = evaluate(store, Query("PREFIX : <http://e/> " + query), {}, 1_000_000).body
        assert len(json.loads(body)["results"]["bindings"]) == 1
    else:
        assert answers(store, query) == expected


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?x { :m1 (:v/^:v)+ ?x }",
        "SELECT ?x { ?y :v -1 . ?y (:v|^:v)* ?x }",
        "DESCRIBE * { ?x :v+ -1 }",
        "SELECT (COUNT(DISTINCT *) AS ?n) { ?x !:y 767 }",
    ],
)
def test_a_path_through_such_values_is_refused(store: Store, query: str) -> None:
    with pytest.raises(QueryRefused, match=r"write its steps|name what is"):
        answers(store, query)


def test_the_way_round_is_right(store: Store) -> None:
    assert answers(store, "SELECT ?b { VALUES ?a { :m1 } ?a :v ?v . ?b :v ?v }") == ["m1"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT ?x { :k1 (:b|^:b)* ?x }", ["k1", "k2", "k3"]),
        ("SELECT ?x { :k1 (:l/^:l)* ?x }", ["k1"]),
        ("SELECT ?x { ?i :t ?y . ?x :b+ ?y }", ["k1", "k2"]),
    ],
)
def test_a_path_through_nodes_alone_is_answered(
    store: Store, query: str, expected: list[str]
) -> None:
    assert answers(store, query) == expected


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?x { ?x :v+ 254 }",
        "SELECT ?x { ?x :v+ 'a' }",
        "SELECT ?x { ?x :b+ ?y . ?y :l ?z }",
        "SELECT ?x { ?x :b+ ?y }",
        "SELECT ?x { ?x :b/:l ?y . ?z :l ?y }",
        "SELECT ?x { ?x :b+ :k3 }",
        "SELECT (?a + 1 AS ?x) { ?s :v ?a FILTER(!(?a = 2) && !BOUND(?b)) }",
    ],
)
def test_what_is_right_stays_as_it_is(query: str) -> None:
    text = f"PREFIX : <http://e/> {query}"
    assert rewrite_query(text).text == text
