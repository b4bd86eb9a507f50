"""What has values of one kind alone is compared by the engine, and as before; all else by keys."""

from __future__ import annotations

from random import Random

import pytest
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store

from graph.sparql.evaluate import Query, evaluate
from graph.sparql.rewriting.kinds import Found, kind_in, kinds_in
from graph.sparql.rewriting.rewrite import rewrite_query
from ontology.standards import PREFIXES

XSD = PREFIXES["xsd"]
PROLOGUE = "PREFIX : <http://e/> "
Term = Literal | NamedNode | BlankNode


def typed(name: str, *texts: str) -> list[Term]:
    return [Literal(text, datatype=NamedNode(f"{XSD}{name}")) for text in texts]


OF_ONE_KIND: dict[str, list[Term]] = {
    "date": typed("date", "2020-01-01", "1999-12-31", "2020-02-29", "-0009-01-01", "12000-01-01"),
    "zoned": typed("date", "2020-01-01+08:00", "1999-12-31+08:00", "0001-05-05+08:00"),
    "moment": typed("dateTime", "2020-01-01T10:00:00Z", "2020-01-01T09:59:59.5Z"),
    "local": typed("dateTime", "2020-01-01T10:00:00", "2020-01-01T23:00:00.25"),
    "time": typed("time", "10:00:00", "09:59:59.25", "23:59:59", "00:00:00"),
    "number": [Literal(9), Literal(10), Literal(-2.5), *typed("integer", "100", "-11")],
    "decimal": typed("decimal", "9.5", "10.25", "-3", "0"),
    "whole": typed("integer", "9", "10", "-5", "255", "-1"),
    "text": [Literal(text) for text in ("b", "a", "", "aa", "10", "9", "中文", "𠮷", "a b")],
    "tagged": [Literal(text, language="zh") for text in ("乙", "甲", "b", "")],
    "iri": [NamedNode(f"http://e/{text}") for text in ("b", "a", "10", "9", "")],
}
OF_SEVERAL: dict[str, list[Term]] = {
    "zones": typed("date", "2020-01-01", "2020-01-01Z"),
    "ill": typed("date", "2020-01-01", "2020-13-01"),
    "all_ill": typed("date", "x", "y"),
    "bad": typed("integer", "x", "y"),
    "dates": [*typed("date", "2020-01-01"), *typed("dateTime", "2020-01-01T00:00:00")],
    "mixed": [Literal(10), Literal("2x"), Literal(9)],
    "tags": [Literal("a", language="zh"), Literal("a", language="en")],
    "half": [NamedNode("http://e/a"), Literal("a")],
    "blank": [BlankNode("a"), BlankNode("b")],
    "duration": typed("duration", "P1M", "P30D"),
    "years": typed("gYear", "2020", "12000"),
}
OTHERS = ("number", "years")
"""Not told by one look: numbers of several datatypes, and dates of which no zone is told."""


@pytest.fixture(scope="module")
def store() -> Store:
    """All values in the default graph, in no order and some twice, and others in a named graph."""
    filled, random = Store(), Random(3)  # noqa: S311 - a test, no secret
    for name, values in (OF_ONE_KIND | OF_SEVERAL).items():
        verb = NamedNode(f"http://e/{name}")
        for number, value in enumerate(random.sample(values * 3, len(values) * 3)):
            node = NamedNode(f"http://e/{name}{number}")
            filled.add(Quad(node, verb, value, DefaultGraph()))
            filled.add(Quad(node, NamedNode("http://e/key"), Literal(number % 3), DefaultGraph()))
    for value in OF_SEVERAL["mixed"]:
        quad = Quad(NamedNode("http://e/x"), NamedNode("http://e/date"), value)
        filled.add(Quad(*quad.triple, NamedNode("http://e/graph")))
    return filled


def rows(store: Store, query: str, found: Found | None = None) -> str:
    asked = Query(PROLOGUE + query, "text/tab-separated-values")
    return evaluate(store, asked, PREFIXES, 1_000_000, kinds=found).body.decode()


def written(store: Store, query: str) -> str:
    """Return what the engine is asked for `query`."""
    text = PROLOGUE + query
    kinds = kinds_in(text, {}, None, Found(store))
    return rewrite_query(text, kinds=kinds).text


@pytest.mark.parametrize("name", [*OF_ONE_KIND, *OF_SEVERAL])
@pytest.mark.parametrize(
    "query",
    [
        "SELECT (MIN(?v) AS ?a) (MAX(?v) AS ?b) { ?s :%s ?v }",
        "SELECT ?k (MIN(?v) AS ?a) (MAX(DISTINCT ?v) AS ?b) { ?s :key ?k ; :%s ?v } GROUP BY ?k"
        " ORDER BY ?b ?a ?k",
        "SELECT (MAX(?v) AS ?b) { ?s :key ?k OPTIONAL { ?s :%s ?v } }",
        "SELECT (MIN(?v) AS ?b) { ?s :key ?k OPTIONAL { ?s :%s ?v } }",
        "SELECT (MAX(?v) AS ?b) { ?s :%s ?v FILTER(false) }",
        "SELECT ?v { ?s :key/^:key/:%s ?v } ORDER BY ?v STR(?v)",
        "SELECT ?v ?s { ?s :%s ?v } ORDER BY DESC(?v) ?s",
        "SELECT ?v { { ?s :%s ?v } UNION { ?s :key 1 } } ORDER BY ?v STR(?v)",
    ],
)
def test_what_is_known_of_values_changes_no_answer(store: Store, query: str, name: str) -> None:
    asked = query % name
    assert rows(store, asked, Found(store)) == rows(store, asked)


@pytest.mark.parametrize("name", OF_ONE_KIND)
def test_min_of_one_kind_needs_no_keys(store: Store, name: str) -> None:
    is_known = name not in OTHERS
    assert bool(kind_in(store, f"http://e/{name}")) is is_known
    query = written(store, f"SELECT (MIN(?v) AS ?a) {{ ?s :{name} ?v }}")
    assert ("function:key" not in query) is is_known


@pytest.mark.parametrize("name", [*OF_SEVERAL, "nothing"])
def test_several_kinds_are_told(store: Store, name: str) -> None:
    assert kind_in(store, f"http://e/{name}") == ""


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (MAX(?v) AS ?a) { ?s :date ?v }",
        "SELECT (MAX($v) AS ?a) { ?s :key ?k OPTIONAL { ?s :date ?v } }",
        "SELECT ?v { ?s :key ?k ; :date ?v FILTER(?k > 1) } ORDER BY DESC(?v) ?k LIMIT 3",
        "SELECT ?v { ?s ^:key/:date ?v } ORDER BY ASC ( ?v )",
        "SELECT ?v { { ?s :date ?v } UNION { ?s a ?c . ?t :date ?v } } order by ?v",
        "SELECT ?v { { SELECT DISTINCT ?v { ?s :date ?v } } } ORDER BY ?v",
        "SELECT ?k (MAX(?v) AS ?last) { ?s :key ?k ; :date ?v } GROUP BY ?k ORDER BY ?last ?k",
        "SELECT (MIN(?v) AS ?a) { ?s :date ?v ; ?p ?v }",
    ],
)
def test_a_variable_of_one_kind_is_left_to_the_engine(store: Store, query: str) -> None:
    assert "function:key" not in written(store, query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?v { ?s :mixed ?v } ORDER BY ?v",
        "SELECT ?v { ?v :date ?o } ORDER BY ?v",
        "SELECT ?v { ?s ?p ?v } ORDER BY ?v",
        "SELECT ?v { ?s :date? ?v } ORDER BY ?v",
        "SELECT ?v { ?s :date* ?v } ORDER BY ?v",
        "SELECT ?v { ?s :date|:mixed ?v } ORDER BY ?v",
        "SELECT ?v { ?s ^:date ?v } ORDER BY ?v",
        "SELECT ?v { ?s :date ?v OPTIONAL { ?v ?p ?v } } ORDER BY ?v",
        "SELECT ?v { { ?s :date ?v } UNION { ?s :mixed ?v } } ORDER BY ?v",
        "SELECT ?v { { ?s :date ?v } UNION { ?s :whole ?v } } ORDER BY ?v",
        "SELECT ?v { { ?s :date ?v } UNION { ?s :zoned ?v } } ORDER BY ?v",
        "SELECT ?v { { ?s :date ?v } UNION { BIND('2x' AS ?v) } } ORDER BY ?v",
        "SELECT ?v { { ?s :date ?v } UNION { VALUES ?v { '2x' } } } ORDER BY ?v",
        "SELECT ?v { OPTIONAL { ?s :date ?v } } ORDER BY ?v VALUES ?v { 9 '2x' 10 }",
        "SELECT ?v { GRAPH :graph { ?s :date ?v } } ORDER BY ?v",
        "SELECT ?v { GRAPH ?g { ?s :date ?v } } ORDER BY ?v",
        "SELECT ?v { { ?s :date ?v } UNION { GRAPH ?g { ?s :date ?v } } } ORDER BY ?v",
        "SELECT ?v FROM :graph { ?s :date ?v } ORDER BY ?v",
        "SELECT ?v FROM NAMED :graph { ?s :date ?v } ORDER BY ?v",
        "SELECT (MAX(?v) AS ?a) { { SELECT (IF(?k > 1, ?k, '2x') AS ?v) { ?s :key ?k } } }",
        "SELECT ?v { { SELECT ?v { ?s :mixed ?k } GROUP BY (?k AS ?v) } } ORDER BY ?v",
        "SELECT (MAX(?v) AS ?a) { ?s :nothing ?v }",
        "BASE <http://e/x/> SELECT ?v { ?s <http://e/x/../mixed> ?v } ORDER BY ?v",
        "PREFIX : <http://e/mi> SELECT ?v { ?s :xed ?v } ORDER BY ?v",
        "SELECT ?v { :x :date ?v } ORDER BY ?v",
    ],
)
def test_any_other_variable_is_sorted_by_keys(store: Store, query: str) -> None:
    assert "function:key" in written(store, query)


def test_a_name_means_another_variable_in_a_select_of_its_own(store: Store) -> None:
    inner = "SELECT ?n { ?s :mixed ?n } ORDER BY ?n"
    query = f"SELECT (COUNT(*) AS ?n) {{ {{ {inner} }} }}"
    assert "function:key" in written(store, query)


def test_graphs_that_the_request_names_are_not_known(store: Store) -> None:
    query = Query(
        f"{PROLOGUE} SELECT (MAX(?v) AS ?a) {{ ?s :date ?v }}",
        "text/csv",
        default_graphs=("http://e/graph",),
    )
    found = Found(store)
    body = evaluate(store, query, PREFIXES, 10_000, kinds=found).body
    assert (body.split()[1], found.learnt) == (b"2x", ())


def test_little_is_read_only_where_it_is_known_already(store: Store) -> None:
    found = Found(store)
    for pattern, learnt in (("?s :key 1 ; :date ?v", 0), ("?s a :C ; :date ?v", 1)):
        rows(store, f"SELECT (MAX(?v) AS ?a) {{ {pattern} }}", found)
        assert len(found.learnt) == learnt
    told = Found(Store(), found.learnt)  # a process that is told needs no store to find out
    assert told.known("http://e/date") == found.known("http://e/date") != ""
