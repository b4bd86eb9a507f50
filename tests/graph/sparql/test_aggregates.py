"""Solutions in which an expression has no value take nothing away from COUNT and MAX."""

from __future__ import annotations

import pytest
from pyoxigraph import Store

from graph.sparql.rewriting.aggregates import may_lack_values
from tests.graph.sparql.rows import rows_of, store_of

DATA = """
@prefix : <http://e/> .
:r1 :grp "A" ; :num 1 . :r2 :grp "A" ; :num 2 . :r3 :grp "A" .
:r4 :grp "B" ; :num "foo" . :r5 :grp "B" ; :num 10 . :r6 :grp "C" .
"""
GROUPS = "{ ?s :grp ?g OPTIONAL { ?s :num ?m } } GROUP BY ?g"


@pytest.fixture(scope="module")
def store() -> Store:
    return store_of(DATA)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT (COUNT(1/?x) AS ?n) { VALUES ?x { 0 1 } }", [["1"]]),
        ("SELECT (COUNT(1/?x) AS ?n) { FILTER(false) VALUES ?x { 0 1 } }", [["0"]]),
        ("SELECT (COUNT(DISTINCT 1/?x) AS ?n) { VALUES ?x { 0 1 1 2 } }", [["2"]]),
        ("SELECT (COUNT(DISTINCT ?x + 1) AS ?n) { VALUES ?x { 1 2 1 } }", [["2"]]),
        ("SELECT (COUNT(DISTINCT 1/?x) AS ?n) { VALUES ?x { 0 } }", [["0"]]),
        ("SELECT (COUNT(STRLEN(?x)) AS ?n) { VALUES ?x { 'a' 5 :i } }", [["1"]]),
        ("SELECT (COUNT(xsd:integer(?x)) AS ?n) { VALUES ?x { '1' 'a' } }", [["1"]]),
        ("SELECT (COUNT #(\n (IF(?x>1,?x,1/0)) AS ?n) { VALUES ?x { 1 2 3 } }", [["2"]]),
        ("SELECT (COUNT(COALESCE(?z,1/0)) AS ?n) { VALUES ?y { 1 2 } }", [["0"]]),
        ("SELECT (COUNT(EXISTS { ?s (:p|:grp) ?x }) AS ?n) { VALUES ?x { 'A' } }", [["1"]]),
        ("SELECT (COUNT((?x)) AS ?n) { VALUES ?x { UNDEF 1 } }", [["1"]]),
        (f"SELECT ?g (COUNT(?m+1) AS ?n) {GROUPS}", [["A", "2"], ["B", "1"], ["C", "0"]]),
        (f"SELECT ?g {GROUPS} HAVING(count(?m+1) = 0)", [["C"]]),
        (f"SELECT ?g {GROUPS} ORDER BY COUNT(?m+1)", [["A"], ["B"], ["C"]]),
        (
            "SELECT ?g (COUNT(DISTINCT xsd:integer(?m)) AS ?n) (COUNT(?m) AS ?k) " + GROUPS,
            [["A", "2", "2"], ["B", "1", "2"], ["C", "0", "0"]],
        ),
        ("SELECT (MAX(?x) AS ?m) { VALUES ?x { UNDEF 1 2 } }", [["2"]]),
        ("SELECT (MAX(?x) AS ?m) { VALUES ?x { UNDEF } }", [[""]]),
        ("SELECT (MAX(1/?x) AS ?m) { VALUES ?x { 0 1 } }", [["1"]]),
        ("SELECT (MAX(1/?x) AS ?m) { VALUES ?x { 0 } }", [[""]]),
        ("SELECT (MAX(DISTINCT 1/?x) AS ?m) { VALUES ?x { 0 1 } }", [["1"]]),
        ("SELECT (MAX(?m) AS ?n) { ?s :grp 'A' OPTIONAL { ?s :num ?m } }", [["2"]]),
        (f"SELECT ?g (MAX(xsd:integer(?m)) AS ?n) {GROUPS}", [["A", "2"], ["B", "10"], ["C", ""]]),
        ("SELECT (MIN(?x) AS ?m) { VALUES ?x { UNDEF 1 2 } }", [[""]]),
        ("SELECT (SUM(?x) AS ?m) { VALUES ?x { UNDEF 1 2 } }", [[""]]),
    ],
)
def test_what_has_no_value_is_left_out(store: Store, query: str, expected: list[list[str]]) -> None:
    assert rows_of(store, query) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ("1 '1'", "1,1"),
        ("1 1e0 1", "1,1"),
        ("1 2", "1,2"),
        ("'a'@zh 'a'@en 'a' 'a'", "a,a,a"),
        (":b 'http://e/b'", "b,http://e/b"),
        ("'a' '' '\\n'", "a,,\n"),
        ("", ""),
    ],
)
def test_different_values_are_told_once_each(store: Store, values: str, expected: str) -> None:
    asked = (
        f"SELECT (GROUP_CONCAT(DISTINCT ?v; SEPARATOR=',') AS ?c) {{ VALUES ?v {{ {values} }} }}"
    )
    assert rows_of(store, asked) == [[expected]]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (COUNT(*) AS ?count) { ?s ?p ?o }",
        "SELECT (COUNT(DISTINCT*) AS ?n) { ?s ?p ?o }",
        "SELECT (COUNT ( DISTINCT ?s ) AS ?max) { ?s ?p ?o }",
        "SELECT (MAX(?o) AS ?n) (COUNT($s) AS ?k) { ?s :count ?o }",
    ],
)
def test_aggregates_of_what_is_bound_are_not_even_read(query: str) -> None:
    assert not may_lack_values(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (MAX(?o) AS ?n) { ?s :num ?o OPTIONAL { ?s :grp ?g } }",
        "SELECT (COUNT(1) AS ?n) { ?s :num ?o }",
        "SELECT (MAX(?n) AS ?m) { SELECT (COUNT(*) AS ?n) { ?s :num ?o } GROUP BY ?s }",
    ],
)
def test_what_is_right_gives_the_same(store: Store, query: str) -> None:
    text = f"PREFIX : <http://e/> {query}"
    found = store.query(text)
    assert [[row[0].value] for row in found] == rows_of(store, query)  # type: ignore[union-attr]
