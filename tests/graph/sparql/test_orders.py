"""Terms of all kinds stand in one order, whatever comes first: in ORDER BY, MIN and MAX."""

from __future__ import annotations

from itertools import combinations, permutations
from random import Random

import pytest
from pyoxigraph import Literal, NamedNode, Store

from graph.sparql.evaluate import Query, evaluate
from graph.sparql.rewriting.expressions import with_right_expressions
from graph.sparql.rewriting.orders import key, term_of
from graph.sparql.unknown_functions import UnknownFunctions
from ontology.errors import QueryError, QueryTooLong
from ontology.standards import PREFIXES
from tests.graph.sparql.rows import rows_of

VALUES = [
    *("-1", "2.5", "9", "10", "1e2", '"INF"^^xsd:double', '"-INF"^^xsd:float', '"NaN"^^xsd:double'),
    *('"2x"', '"10"', '"9"', '""', '"2"@en', '"10"@en', '"2"@de', "true", "false"),
    *('"2020-01-01"^^xsd:date', '"2020-01-01Z"^^xsd:date', '"2020-01-01+14:00"^^xsd:date'),
    *('"2020-01-01T05:00:00Z"^^xsd:dateTime', '"2020-01-01T03:00:00"^^xsd:dateTime'),
    *('"2020-01-01T00:00:00-09:00"^^xsd:dateTime', '"-0009-01-01T00:00:00"^^xsd:dateTime'),
    *('"10:00:00Z"^^xsd:time', '"11:00:00"^^xsd:time', '"12:00:00+05:00"^^xsd:time'),
    *('"2018"^^xsd:gYear', '"2018Z"^^xsd:gYear', '"12000"^^xsd:gYear', '"-0009"^^xsd:gYear'),
    *('"2018-05"^^xsd:gYearMonth', '"--05"^^xsd:gMonth', '"--05-06"^^xsd:gMonthDay'),
    *('"---07"^^xsd:gDay', '"P1M"^^xsd:duration', '"P30D"^^xsd:duration', '"P27D"^^xsd:duration'),
    *('"P9M"^^xsd:yearMonthDuration', '"P10M"^^xsd:yearMonthDuration'),
    *('"PT9H"^^xsd:dayTimeDuration', '"PT10H"^^xsd:dayTimeDuration', '"P400D"^^xsd:duration'),
    *('"x"^^xsd:integer', '"zz"^^xsd:date', '"5"^^:own', '"10"^^:own', ":a", ":b"),
]
PROLOGUE = "PREFIX : <http://e/> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>"


@pytest.fixture(scope="module")
def store() -> Store:
    return Store()


def ordered(store: Store, values: list[str], key: str = "?v") -> list[str]:
    """Return the values in the order of an answer."""
    table = " ".join(values)
    body = f"SELECT ?v {{ VALUES ?v {{ {table} }} }} ORDER BY {key}"
    asked = Query(f"{PROLOGUE} {body}", "text/tab-separated-values")
    return evaluate(store, asked, PREFIXES, 1_000_000).body.decode().splitlines()[1:]


def lesser(store: Store) -> list[tuple[str, str]]:
    """Return the pairs of values of which the engine says that one is less."""
    pairs = " ".join(f"({a} {b})" for a, b in permutations(VALUES, 2))
    query = f"{PROLOGUE} SELECT ?a ?b {{ VALUES (?a ?b) {{ {pairs} }} FILTER(?a < ?b) }}"
    return [(str(row["a"]), str(row["b"])) for row in store.query(query)]  # type: ignore[union-attr]


@pytest.mark.parametrize("seed", range(8))
def test_terms_in_any_order_are_put_into_one(store: Store, seed: int) -> None:
    values = Random(seed).sample(VALUES * 3, len(VALUES) * 3)  # noqa: S311 - a test, no secret
    rows = ordered(store, values, "?v STR(?v) STR(DATATYPE(?v))")
    assert rows == ordered(store, sorted(values), "?v STR(?v) STR(DATATYPE(?v))")
    falling = ordered(store, values, "DESC(?v) DESC(STR(?v)) DESC(STR(DATATYPE(?v)))")
    assert falling == rows[::-1]


def test_the_order_is_that_of_less_wherever_that_tells(store: Store) -> None:
    table = " ".join(VALUES)
    query = f"{PROLOGUE} SELECT ?v {{ VALUES ?v {{ {table} }} }} ORDER BY ?v"
    rewritten = with_right_expressions(query)
    terms = [str(row[0]) for row in _asked(store, rewritten)]
    places = {term: number for number, term in enumerate(terms)}
    pairs = lesser(store)
    assert len(pairs) > 50
    assert [pair for pair in pairs if places[pair[0]] > places[pair[1]]] == []


def _asked(store: Store, query: str) -> list[list[NamedNode | Literal]]:
    unknown = UnknownFunctions()
    unknown.know(query)
    return list(store.query(query, custom_functions=unknown.by_name))  # type: ignore[arg-type]


def test_min_and_max_are_the_first_and_the_last(store: Store) -> None:
    for few in combinations(VALUES[::6], 3):
        expected = {}
        for table in permutations(few):
            rows = ordered(store, [*table])
            query = "SELECT (MIN(?v) AS ?a) (MAX(?v) AS ?b) { VALUES ?v { %s } }"
            [[low, high]] = rows_of(store, f"{PROLOGUE} {query % ' '.join(table)}")
            expected[low, high] = rows
        assert len(expected) == 1, few


def test_a_term_comes_out_of_its_key(store: Store) -> None:
    query = f"{PROLOGUE} SELECT ?v {{ VALUES ?v {{ {' '.join(VALUES)} 'a\\u0000b' }} }}"
    terms = [row[0] for row in store.query(query)]  # type: ignore[union-attr]
    assert [term_of(key(term)) for term in terms] == terms  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT (MIN(?v) AS ?a) (MAX(?v) AS ?b) { VALUES ?v { 9 '2x' 10 } }", [["9", "2x"]]),
        ("SELECT ?v { { SELECT ?v { VALUES ?v { 10 '2x' 9 } } ORDER BY ?v LIMIT 1 } }", [["9"]]),
        (
            "SELECT ?k (MAX(?v) AS ?b) { VALUES (?k ?v) { (1 10) (1 '2x') (1 9) (2 9) (2 10) } }"
            " GROUP BY ?k HAVING(MIN(?v) = 9) ORDER BY MAX(?v)",
            [["1", "2x"], ["2", "10"]],
        ),
        ("SELECT (MAX(?v) + 1 AS ?b) { VALUES ?v { 9 10 8 } }", [["11"]]),
        ("SELECT (MAX(?v) && true AS ?b) { VALUES ?v { 'a'@en 'b'@en } }", [["true"]]),
        ("SELECT (MIN(DISTINCT ?v) AS ?b) { VALUES ?v { :b :a 1 } }", [["a"]]),
        ("SELECT (MAX(?v) AS ?b) { VALUES ?v { UNDEF } }", [[""]]),
        ("SELECT (MAX(?v) AS ?b) { VALUES ?v { 1 } FILTER(false) }", [[""]]),
        ("SELECT ?x { VALUES ?x { :a 'b'@en '2020-01-01'^^xsd:date } FILTER(?x IN ()) }", []),
        (
            "SELECT ?x { VALUES ?x { :a 'b'@en '2020'^^xsd:gYear } FILTER(?x NOT IN ()) }",
            [["2020"], ["a"], ["b"]],
        ),
        ("SELECT ?x { VALUES ?x { :a 'b'@en } FILTER(!(?x IN ( ))) }", [["a"], ["b"]]),
        ("SELECT (:x NOT IN () AS ?a) (?u NOT IN () AS ?b) {}", [["true", ""]]),
        ("SELECT (?x #NOT\n IN () AS ?a) { VALUES ?x { :a } }", [["false"]]),
    ],
)
def test_what_depends_on_an_order_is_right(
    store: Store, query: str, expected: list[list[str]]
) -> None:
    assert rows_of(store, query) == expected


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s ORDER BY DESC(?n)",
        "SELECT ?s { ?s ?p ?o } GROUP BY ?s ORDER BY COUNT(?o) DESC(SUM(?o) / 2)",
        "SELECT ?s { ?s ?p ?o } ORDER BY STR(?o) (STRLEN(?o) + ?o) xsd:integer(?o)",
    ],
)
def test_what_is_of_one_kind_is_sorted_by_the_engine(query: str) -> None:
    assert "function:key" not in with_right_expressions(query)


def test_keys_are_bounded(store: Store) -> None:
    assert ordered(store, ["2", "1"], "?v " * 100) == ["1", "2"]
    for written in ("?v ", "STR(?v) "):
        with pytest.raises(QueryTooLong, match="over 100 keys"):
            ordered(store, ["2", "1"], written * 101)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('SELECT ?x { %s } ORDER BY IF(EXISTS { _:b ?p ?x }, "a", ?x) ?x', [["1"], ["2"], ["4"]]),
        ("SELECT (MAX(IF(EXISTS { _:b ?p ?x . _:b.c ?q ?x }, 9, ?x)) AS ?m) { %s }", [["4"]]),
        ("SELECT ?x { %s FILTER(IF(NOT EXISTS { _:b ?p ?x }, ?x, 0)) }", [["1"], ["2"], ["4"]]),
    ],
)
def test_blank_nodes_of_what_is_written_twice_may_have_names(
    store: Store, query: str, expected: list[list[str]]
) -> None:
    assert sorted(rows_of(store, query % "VALUES ?x { 2 1 4 }")) == expected


@pytest.mark.parametrize("behind", ["", " STR(?v) STR(DATATYPE(?v))"])
def test_what_looks_for_triples_is_worked_out_once(store: Store, behind: str) -> None:
    looking = "(IF(EXISTS { ?a ?b ?v }, 1/0, ?v))"
    query = f"SELECT ?v {{ ?s ?p ?v }} ORDER BY {looking}{behind}"
    assert with_right_expressions(query).count("EXISTS") == 1
    values = VALUES[::-1]
    direct, found = (ordered(store, values, f"{key}{behind}") for key in ("?v", looking))
    assert found == direct if behind else sorted(found) == sorted(direct)


def test_equal_values_are_put_in_order_by_what_comes_next(store: Store) -> None:
    values = [*typed("2.0", "decimal"), *typed("2", "integer"), *typed("2e0", "double")]
    values += ['"2020-01-01T00:00:00Z"^^xsd:dateTime', '"2020-01-01T00:00:00"^^xsd:dateTime']
    looking = "(IF(EXISTS { ?a ?b ?v }, 1/0, ?v))"
    for last in ("STR(DATATYPE(?v)) STR(?v)", "DESC(STR(DATATYPE(?v))) DESC(STR(?v))"):
        assert ordered(store, values, f"{looking} {last}") == ordered(store, values, f"?v {last}")


def typed(text: str, name: str) -> list[str]:
    return [f'"{text}"^^xsd:{name}']


def test_a_column_says_nothing_of_a_name_in_a_select_within() -> None:
    inner = "SELECT ?n { VALUES ?n { 10 '2x' 9 } } ORDER BY ?n"
    for query in (f"SELECT (COUNT(*) AS ?n) {{ {{ {inner} LIMIT 1 }} }}", inner):
        assert "function:key" in with_right_expressions(query)


def test_a_name_in_two_groups_is_refused_beside_such(store: Store) -> None:
    with pytest.raises(QueryError):
        rows_of(store, "SELECT ?x { _:b ?p ?x } ORDER BY IF(EXISTS { _:b ?p ?x }, 1, ?x)")
