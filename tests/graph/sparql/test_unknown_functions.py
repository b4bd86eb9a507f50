"""A function that nobody knows is refused where the answer depends on it, and only there."""

from __future__ import annotations

import json

import pytest
from pyoxigraph import Store

from graph.sparql.evaluate import Query, evaluate
from ontology.errors import QueryRefused

F = "PREFIX e: <http://e/> "


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("SELECT (e:f(?x + ?y) AS ?z) {}", [{}]),
        ("SELECT * { VALUES ?x { 1 } FILTER(COALESCE(e:f(1/0), true)) }", [{"x": "1"}]),
        ("SELECT * { VALUES ?x { 1 } FILTER(false && e:f(?x)) }", []),
        ("SELECT (e:f(?x) AS ?y) (e:g(?x) AS ?z) { VALUES ?x { UNDEF } }", [{}]),
    ],
)
def test_a_function_that_is_called_for_no_row_makes_no_difference(
    query: str, rows: list[dict[str, str]]
) -> None:
    answer = json.loads(evaluate(Store(), Query(F + query), {}, 10_000).body)
    found = answer["results"]["bindings"]
    assert [{name: value["value"] for name, value in row.items()} for row in found] == rows


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (e:f() AS ?z) {}",
        "SELECT * { VALUES ?x { 1 } FILTER(BOUND(?y) || e:f(?x)) }",
        "SELECT (COUNT(e:f(?x)) AS ?n) { VALUES ?x { 1 } }",
        "SELECT * { VALUES ?x { 1 2 } } ORDER BY e:f(?x)",
        "SELECT * { VALUES ?x { 1 2 } BIND(e:f(?x) AS ?y) }",
        "ASK { FILTER(e:f(1)) }",
        "CONSTRUCT { ?s <x:p> ?y } { VALUES ?s { <x:s> } BIND(e:f(?s) AS ?y) }",
    ],
)
def test_an_answer_that_depends_on_it_is_refused(query: str) -> None:
    with pytest.raises(QueryRefused, match="no function <http://e/f> is known here"):
        evaluate(Store(), Query(F + query), {}, 10_000)
