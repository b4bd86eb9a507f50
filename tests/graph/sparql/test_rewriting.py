"""Queries that the engine alone answers wrongly are answered rightly, or refused by name."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode, QueryResultsFormat, RdfFormat, Store

from bench.differential.trial import run_trials
from graph.sparql.evaluate import Query, evaluate
from graph.sparql.rewriting.rewrite import rewrite_query
from graph.sparql.rewriting.types import Implied, without_known_types
from graph.sparql.syntax.read import read_query
from graph.sparql.syntax.tokens import NotUnderstood
from ontology.errors import QueryRefused
from queries.catalogue import catalogue
from tests.graph.sparql.rows import rows_of

DATA = """
@prefix : <http://e/> .
:a :p :b . :a :q :b . :b :p :c .
:g1 { :a :p :b . :a :q :b }
:g2 { :b :p :c }
:g3 { :a :p :b . :z :r "环保"@zh, "环保" }
"""


@pytest.fixture(scope="module")
def store() -> Store:
    store = Store()
    store.load(DATA.encode(), RdfFormat.TRIG)
    return store


T = [["true"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * { GRAPH ?g { VALUES ?x { 1 } } }", [["g1", "1"], ["g2", "1"], ["g3", "1"]]),
        ("SELECT * { GRAPH :none { VALUES ?x { 1 } } }", []),
        ("SELECT * { GRAPH :none { {SELECT (COUNT(*) AS ?n) {?s ?p ?o}} } }", []),
        ("SELECT ?g ?s { GRAPH ?g { {SELECT ?s {?s :p ?o}} ?s :q ?o } }", [["g1", "a"]]),
        ("SELECT ?g ?s { GRAPH ?g { {SELECT * {?s :q ?o}} ?s :q ?o } }", [["g1", "a"]]),
        (
            "SELECT ?g ?n { GRAPH ?g { {SELECT (COUNT(*) AS ?n) {?s :p ?o} GROUP BY ?o} } }",
            [["g1", "1"], ["g2", "1"], ["g3", "1"]],
        ),
        (
            "SELECT ?g ?n { GRAPH ?g { {SELECT (COUNT(*) AS ?n) {?s :q ?o}} } }",
            [["g1", "1"], ["g2", "0"], ["g3", "0"]],
        ),
        ("SELECT ?s { GRAPH ?g { {SELECT ?s {?s :q ?g}} } }", [["a"]]),
        ("SELECT ?s { GRAPH ?g { {SELECT * {?s :q ?g}} } }", []),
        ("SELECT (COUNT(DISTINCT ?n) AS ?m) {{SELECT (BNODE('x') AS ?n) {?s :p ?o}}}", [["2"]]),
        ("SELECT (BNODE(?x) = BNODE('y') AS ?n) { VALUES ?x { 'y' } }", [["true"]]),
        ("SELECT ?s { GRAPH ?g { ?s :q ?o MINUS { ?x :q ?y } } }", [["a"]]),
        ("SELECT ?g { GRAPH ?g { ?s :p ?o MINUS { ?s :q ?y } } }", [["g2"], ["g3"]]),
        ("SELECT ?g { GRAPH ?g { GRAPH :g1 { ?s :q ?o } } }", [["g1"], ["g2"], ["g3"]]),
        ("SELECT ?x { :absent :p* ?x }", [["absent"]]),
        ("SELECT ?x { ?x :p? :absent }", [["absent"]]),
        ("SELECT ?x { GRAPH ?g { :c :p* ?x } }", [["c"], ["c"], ["c"]]),
        ("SELECT ?x { GRAPH :none { :c :p* ?x } }", []),
        ("SELECT ?x { VALUES ?x { :absent } ?x :p* ?y }", []),
        ("ASK { :absent :p* :absent }", [["true"]]),
        ("ASK { :absent :p* :other }", [["false"]]),
        ("SELECT ?s { ?s (:p|:q) :b }", [["a"], ["a"]]),
        ("SELECT * { [] (:p|:q) ?o ; :q ?x }", [["b", "b"], ["b", "b"]]),
        ("SELECT ?s ?o { ?s !(:r|^:p) ?o FILTER(?s = :a) }", [["a", "b"], ["a", "b"]]),
        ("SELECT (GROUP_CONCAT(?o) AS ?n) { GRAPH :g3 { :z :r ?o } }", [["环保 环保"]]),
        ("SELECT (GROUP_CONCAT(DISTINCT ?o) AS ?n) { GRAPH :g3 { :z :r ?o } }", [["环保 环保"]]),
        ("SELECT (GROUP_CONCAT(DISTINCT ?o) AS ?n) { ?s :q ?o }", [["b"]]),
        ("SELECT (COUNT(*) AS ?n) FROM :g1 FROM :g3 { ?s :p ?o }", [["1"]]),
        ("SELECT (COUNT(*) AS ?n) FROM :g1 FROM :g2 { ?s :p ?o }", [["2"]]),
        ("SELECT ?g FROM NAMED :g1 FROM NAMED :g1 { GRAPH ?g {} }", [["g1"]]),
        ("SELECT ?s { ?s :q ?o FILTER EXISTS { MINUS { ?s :r ?x } } }", [["a"]]),
        ("SELECT (COALESCE #(\n (?x, 'concat (') AS ?n) {}", [["concat ("]]),
        ("SELECT (STRLEN(CONCAT (STR(?g), coalesce\n('1'))) > 0 AS ?n) { GRAPH ?g {?s :q ?o} }", T),
        ("SELECT (isBlank(BNODE ( )) AS ?n) {}", [["true"]]),
    ],
)
def test_what_the_engine_gets_wrong_is_right(
    store: Store, query: str, expected: list[list[str]]
) -> None:
    assert rows_of(store, query) == expected


def test_a_list_of_strings_has_no_language(store: Store) -> None:
    query = (
        "SELECT (LANG(GROUP_CONCAT(?o)) AS ?l) { GRAPH :g3 { :z :r ?o FILTER(LANG(?o) = 'zh') } }"
    )
    assert rows_of(store, query) == [[""]]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT * { GRAPH ?g { ?s ?p ?o FILTER(?g = :g1) } }", "use it behind the group"),
        ("SELECT * { GRAPH ?g { ?s ?p ?o OPTIONAL { ?g ?q ?r } } }", "use it behind the group"),
        ("SELECT * { GRAPH ?g { {SELECT (COUNT(*) AS ?n) {_:s ?p ?o}} } }", "a variable for"),
        ("SELECT * { ?s ?p ?o BIND(BNODE('x') AS ?n) }", "use BNODE() once"),
        ("SELECT (<http://e/f>(1) AS ?n) {}", "http://e/f"),
        ("SELECT * { GRAPH ?g { {SELECT ?s {?s ?p ?o} LIMIT 1} } }", "put GRAPH ?g inside"),
        ("SELECT * { ?s :p ?o FILTER EXISTS { ?s :p ?x MINUS { ?s :q ?y } } }", "NOT EXISTS"),
        ("SELECT * { ?s ?p ?x FILTER EXISTS { ?p :q* ?y } }", "no step"),
        ("SELECT * { ?x :p? 1.5 FILTER NOT EXISTS { _:n :q? ?x } }", "no step"),
        ("SELECT (COUNT(DISTINCT *) AS ?n) { [] :p ?o }", "name what is counted"),
        ("SELECT (COUNT(DISTINCT *) AS ?n) { ?s :p/:q ?o }", "name what is counted"),
        ("ASK { ?s (:p|:q)/(:p|:q)/(:p|:q)/(:p|:q)/(:p|:q)/(:p|:q)/(:p|:q) ?o }", "alternatives"),
        ("ASK { ?_zt_x :p* ?y }", "_zt_"),
    ],
)
def test_what_cannot_be_rewritten_is_refused_with_a_way_round(
    store: Store, query: str, said: str
) -> None:
    with pytest.raises(QueryRefused) as raised:
        rows_of(store, query)
    assert said in str(raised.value)


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_every_saved_question_is_understood(name: str) -> None:
    read_query(catalogue()[name].sparql)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?a ?b 1<2 }",
        "ASK { GRAPH ?g { ?s ?p } }",
        "SELECT * { ?s :p* }",
        "ASK { " + "(" * 90 + " }",
        "ASK { ?s " + "(" * 5_000 + ":p" + ")" * 5_000 + " ?o }",
    ],
)
def test_what_is_no_query_is_not_understood(query: str) -> None:
    with pytest.raises((NotUnderstood, RecursionError)):
        read_query(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (1<GROUP_CONCAT(?x)&&2>1 AS ?n) { VALUES ?x { 'a'@zh } }",
        "SELECT * { ?s ?p 'GRAPH ?g {' . # GRAPH ?g {\n ?s :p* ?o }",
        "SELECT*{?s:p*?o}",
        'SELECT * { ?s ?p ?o ; :q [ :p ?x ; :q ( 1 -2.5 \'x\'@zh """y""" true ) ] . [] :p* ?z }',
        "BASE <http://x/> PREFIX é: <p#> SELECT $x { GRAPH <g> { $x é:a.b?y } } ORDER BY DESC(?x)",
        "CONSTRUCT { ?s :p _:b } WHERE { GRAPH ?g { ?s (:p|^:q)+ ?o } } LIMIT 1 OFFSET 2",
        "DESCRIBE ?s :a WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?s",
        "SELECT ?s (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?s (STR(?p) AS ?q)"
        " HAVING(COUNT(*) > 1)(SUM(?o) < 5) ORDER BY ASC(?n) LIMIT 5 VALUES ?s { UNDEF :a }",
    ],
)
def test_the_text_that_is_written_is_sparql_again(store: Store, query: str) -> None:
    evaluate(store, Query("PREFIX : <http://e/> " + query), {}, 1_000_000)


TYPED = """
@prefix : <http://e/> .
:a a :C ; :p 1, 2 ; :q :b . :b a :C, :D ; :p 3 . :c a :D ; :q :a . :d a :C .
"""


@pytest.mark.parametrize(
    ("query", "is_changed"),
    [
        ("SELECT (COUNT(*) AS ?n) { ?s a :C ; :p ?o }", True),
        ("SELECT ?o (COUNT(?s) AS ?n) { ?s :p ?o . ?s a :C . } GROUP BY ?o", True),
        ("SELECT (COUNT(?s) AS ?n) { ?s a :C ; :p ?o . ?s a :D }", True),
        ("SELECT (SUM(?o) AS ?n) { ?s a :C OPTIONAL { ?s a :C ; :p ?o } }", True),
        ("SELECT (COUNT(*) AS ?n) { ?s a :C ; :q ?o }", False),
        ("SELECT (COUNT(*) AS ?n) { ?s a :D ; :p ?o }", False),
        ("SELECT (COUNT(*) AS ?n) { ?s a :C . ?t :p ?o }", False),
        ("SELECT (COUNT(*) AS ?n) { ?s a :C ; ?p ?o }", False),
        ("SELECT (COUNT(*) AS ?n) { ?s a ?c ; :p ?o }", False),
        ("SELECT ?s { ?s a :C ; :p ?o }", False),
    ],
)
def test_types_that_say_nothing_are_not_looked_up(query: str, *, is_changed: bool) -> None:
    store = Store()
    store.load(TYPED.encode(), RdfFormat.TURTLE)
    query = "PREFIX : <http://e/> " + query
    holds = Implied(store)
    assert (without_known_types(query, {}, holds) != query) is is_changed
    quick = evaluate(store, Query(query), {}, 1_000_000, holds=holds)
    assert quick == evaluate(store, Query(query), {}, 1_000_000)
    knowing = Implied(Store(), holds.learnt)  # a process that is told needs no store to find out
    assert without_known_types(query, {}, knowing) == without_known_types(query, {}, holds)
    assert knowing.learnt == ()


@pytest.mark.parametrize(
    ("query", "is_changed"),
    [
        ("SELECT (COUNT(DISTINCT ?b) AS ?n) { ?a :p* ?b }", True),
        ("select distinct $a where { ?a (:p|^:q)? ?b . } limit 99", True),
        ("SELECT (COUNT(DISTINCT ?b) AS ?n) { ?a :p+ ?b }", False),
        ("SELECT (COUNT(?b) AS ?n) { ?a :p* ?b }", False),
        ("SELECT (COUNT(DISTINCT ?b) AS ?n) { ?a :p* ?b } GROUP BY ?a", False),
        ("SELECT DISTINCT ?b { ?a :p* ?b } VALUES ?b { :a :none }", False),
        ("SELECT DISTINCT ?b { ?a :p* ?b FILTER(?a != ?b) }", False),
        ("SELECT DISTINCT ?b { :a :p* ?b }", False),
        ("SELECT DISTINCT ?b { ?b :p* ?b }", False),
    ],
)
def test_a_path_that_may_have_no_step_leads_to_all_nodes(
    store: Store, query: str, *, is_changed: bool
) -> None:
    text = f"PREFIX : <http://e/> {query}"
    assert ("FILTER(false)" in rewrite_query(text).text) is is_changed
    assert "FILTER(false)" not in rewrite_query(text, is_bound=True).text
    found = store.query(text).serialize(format=QueryResultsFormat.CSV)  # type: ignore[union-attr]
    ours = evaluate(store, Query(text, solutions_as="text/csv"), {}, 1_000_000).body
    assert sorted(ours.split()) == sorted((found or b"").split())


@pytest.mark.parametrize(
    ("query", "is_changed"),
    [
        ("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g", True),
        ("select distinct $g { graph $g { ?s ?p ?o . } } ORDER BY DESC($g) LIMIT 9 OFFSET 1", True),
        ("SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } } ORDER BY ?n", True),
        ("SELECT DISTINCT ?g FROM NAMED :g1 FROM NAMED :no { GRAPH ?g { ?s ?p ?o } }", True),
        ("SELECT DISTINCT ?g FROM :g1 { GRAPH ?g { ?s ?p ?o } }", True),
        ("SELECT ?g { GRAPH ?g { ?s ?p ?o } }", False),
        ("SELECT DISTINCT ?s { GRAPH ?g { ?s ?p ?o } }", False),
        ("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?g } }", False),
        ("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?s } }", False),
        ("SELECT DISTINCT ?g { GRAPH ?g { ?s :p* ?o } }", False),
        ("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o FILTER(?o != :a) } }", False),
        ("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?o", False),
        ("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g", False),
    ],
)
def test_which_graphs_state_anything_is_found_by_a_look_into_each(
    store: Store, query: str, *, is_changed: bool
) -> None:
    store.add_graph(NamedNode("http://e/empty"))
    text = f"PREFIX : <http://e/> {query}"
    assert ("FILTER EXISTS" in rewrite_query(text).text) is is_changed
    found = store.query(text).serialize(format=QueryResultsFormat.CSV)  # type: ignore[union-attr]
    ours = evaluate(store, Query(text, solutions_as="text/csv"), {}, 1_000_000).body
    assert sorted(ours.split()) == sorted((found or b"").split())


def test_no_generated_query_is_answered_wrongly() -> None:
    """The full measure is `python -m bench.differential`."""
    trials = list(run_trials(400, seed=1))
    assert [trial for trial in trials if trial.outcome == "wrong"] == []
    assert sum(trial.outcome == "right" for trial in trials) > 300
