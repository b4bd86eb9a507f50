"""Numbers that the engine has no value for, or takes for others, are what XPath says."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Store

from graph.sparql.rewriting.rewrite import rewrite_query
from graph.sparql.rewriting.suspects import may_be_wrong
from ontology.errors import QueryError
from tests.graph.sparql.rows import rows_of, store_of

DATA = """
@prefix : <http://e/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:n :v "NaN"^^xsd:double, 1, 2.5, "INF"^^xsd:double . :h :w "NaN"^^xsd:double .
:bad :b "abc"^^xsd:double, "xyz"^^xsd:float . :i :u "INF"^^xsd:double, "-INF"^^xsd:double .
:c :of 7 ; :all 9 ; :rate 0.3333333333, 1.5 . :d :of 1.5 ; :all 3.123 .
"""
NAN = '"NaN"^^xsd:double'


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return store_of(DATA, Path(tmp_path_factory.mktemp("store")))


def answers(store: Store, query: str) -> list[str]:
    return [" ".join(row) for row in rows_of(store, query, unbound="-")]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (f"xsd:decimal({NAN})", "-"),
        ('xsd:decimal("NaN"^^xsd:float)', "-"),
        (f'COALESCE(xsd:decimal({NAN}), "err")', "err"),
        ('xsd:decimal("-INF"^^xsd:double)', "-"),
        ('xsd:double("abc"^^xsd:double)', "-"),
        ('xsd:float("abc"^^xsd:float)', "-"),
        (f"xsd:double({NAN})", "NaN"),
    ],
)
def test_a_cast_of_what_is_no_such_number_is_an_error(
    store: Store, expression: str, expected: str
) -> None:
    assert answers(store, f"SELECT ({expression} AS ?r) {{}}") == [expected]


def test_a_cast_of_the_data_that_is_no_number_is_an_error(store: Store) -> None:
    query = "SELECT ?b { :bad :b ?b BIND(xsd:double(?b) AS ?r) FILTER(!BOUND(?r)) }"
    assert answers(store, query) == ["abc", "xyz"]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("0e0/0e0 < 1", "false"),
        ("0e0/0e0 > 1", "false"),
        ('"NaN"^^xsd:float < 1.5', "false"),
        (f"!({NAN} < 1)", "true"),
        (f"{NAN} >= {NAN}", "false"),
        (f'{NAN} <= "NaN"^^xsd:float', "false"),
        (f'{NAN} <= "a"', "-"),
        (f"{NAN} < :iri", "-"),
        (f"1 <= {NAN}", "false"),
        ("2 <= 2e0", "true"),
        (f"sameTerm(0e0/0e0, {NAN})", "true"),
        (f"sameTerm(-{NAN}, {NAN})", "true"),
        ("-(-1)", "1"),
    ],
)
def test_nan_is_one_term_and_less_than_nothing(
    store: Store, expression: str, expected: str
) -> None:
    assert answers(store, f"SELECT ({expression} AS ?r) {{}}") == [expected]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT ?v { :n :v ?v FILTER(!(?v < 5)) }", ["INF", "NaN"]),
        ("SELECT ?v { :n :v ?v FILTER(?v >= ?v) }", ["1", "2.5", "INF"]),
        ("SELECT ?v { :n :v ?v FILTER((?v < 5) = false) }", ["INF", "NaN"]),
        ('SELECT ?v { :n :v ?v FILTER(STR(ABS(ABS(?v)) < 5) = "false") }', ["INF", "NaN"]),
        ("SELECT ?v { :n :v ?v FILTER(COALESCE(?v < 5, true)) }", ["1", "2.5"]),
        ("SELECT ?v { :n :v ?v FILTER(?v < 5 || ?v > 9) }", ["1", "2.5", "INF"]),
        (
            'SELECT ?v (IF(?v < 5, "lt", "ge") AS ?r) { :n :v ?v }',
            ["1 lt", "2.5 lt", "INF ge", "NaN ge"],
        ),
        (
            "SELECT (COUNT(*) AS ?n) { :n :v ?v } GROUP BY (5 > ?v)",
            ["2", "2"],
        ),
        (f"SELECT DISTINCT ?n {{ VALUES ?a {{ 0e0 {NAN} }} BIND(?a/?a AS ?n) }}", ["NaN"]),
        ("SELECT ?x { BIND(0e0/0e0 AS ?n) ?x :w ?n }", ["h"]),
        ("SELECT ?x { :i :u ?i BIND(?i - ?i AS ?n) ?x :w ?n }", ["h", "h"]),
        ("SELECT ?x { :i :u ?i BIND(FLOOR(?i - ?i) AS ?n) ?x :w ?n }", ["h", "h"]),
        ("SELECT ?x { :h :w ?i BIND(- ?i AS ?n) ?x :w ?n }", ["h"]),
        ("SELECT ?x { { SELECT (SUM(?i) AS ?n) { :i :u ?i } } ?x :w ?n }", ["h"]),
    ],
)
def test_a_nan_of_the_data_is_as_any_other(store: Store, query: str, expected: list[str]) -> None:
    assert answers(store, query) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("1/3*0.5", "0.166666666666666666"),
        ("0.3333333333 * 0.3333333333", "0.111111111088888888"),
        ("3.14159265358979 * 2.71828182845904", "8.539734222673541815"),
        ("-(0.3333333333 * 0.3333333333)", "-0.111111111088888888"),
        ("100000/(1/3)", "300000.0000000000003"),
        ("(10000/3)/(100/7)", "233.333333333333333337"),
        ("340436193668.119435/669727770.812316412", "508.320258625683904918"),
        ("*".join(["1.1"] * 20), "6.727499949325600091"),
        ("0.000000000000000001/10", "0"),
        ("1/3*0.5*2e0", "0.3333333333333333"),
        ("1/3*0.5 + 1 - ABS(1/3*0.5)", "1"),
        ("1/3*0.5/0", "-"),
        ('1/3*0.5*"a"', "-"),
        ("170000000000000000000.5*1.1", "-"),
        ("9223372036854775807*2", "-"),
        ("9223372036854775807*2*0.5", "-"),
    ],
)
def test_a_decimal_is_cut_behind_18_digits(store: Store, expression: str, expected: str) -> None:
    assert answers(store, f"SELECT ({expression} AS ?r) {{}}") == [expected]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (
            "SELECT (AVG(?x*?x) - AVG(?x)*AVG(?x) AS ?v) { VALUES ?x { 1 2 4 } }",
            ["1.555555555555555558"],
        ),
        (
            "SELECT (AVG(?x)/AVG(?y) AS ?s) { VALUES (?x ?y) { (10000 3) (20000 4) (5 9) } }",
            ["1875.312500000000000117"],
        ),
        ("SELECT (COUNT(*)/7*0.25 AS ?r) { :n :v ?v }", ["0.142857142857142857"]),
        ("SELECT (SUM(?x*?x) AS ?r) { :c :rate ?x }", ["2.361111111088888888"]),
        ("SELECT ?x { :c :rate ?x FILTER(?x * ?x < 1) }", ["0.3333333333"]),
        ("SELECT (ROUND(?a*100/?b) AS ?r) { ?c :of ?a ; :all ?b }", ["48", "78"]),
        ("SELECT (SUM(?a) AS ?n) (?n / 2 AS ?m) { :c :of ?a }", ["7 3.5"]),
        ("SELECT (?a/?b*0.1 AS ?r) { :c :of ?a ; :all ?b }", ["0.077777777777777777"]),
    ],
)
def test_means_and_shares_have_a_value(store: Store, query: str, expected: list[str]) -> None:
    assert answers(store, query) == expected


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (SUM(?of) AS ?n) (?of / 2 AS ?m) { ?c :of ?of }",
        "SELECT (?c < 5 AS ?m) { ?c :of ?of } GROUP BY ?of",
    ],
)
def test_a_column_that_is_no_key_is_still_an_error(store: Store, query: str) -> None:
    with pytest.raises(QueryError, match="a variable that is unbound"):
        answers(store, query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?s { ?s ?p ?o FILTER(?o > 5 && STRLEN(STR(?s)) <= 9) FILTER (1 < ?o || ?o = 0) }",
        "SELECT (SUM(?v) AS ?n) (AVG(?v) AS ?m) { ?s <http://e/2004/02/v-1> ?v }",
        "SELECT (AVG(?n) AS ?m) { SELECT ?t (COUNT(?s) AS ?n) { ?t <2024-1> ?s } GROUP BY ?t }",
        "SELECT (COUNT(*) AS ?n) { ?s <x:a>/<x:b>*/<x:c> ?o FILTER(!BOUND(?n) && ?o < 5) }",
    ],
)
def test_ordinary_numbers_are_not_read(query: str) -> None:
    assert not may_be_wrong(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (?a + 1 AS ?x) (?a * 100 AS ?y) { ?s ?p ?a FILTER(?a - ?b > 5) }",
        "SELECT (COUNT(?a)/COUNT(?b) AS ?x) (COUNT(?a) * 1.5 AS ?y) { ?s ?a ?b }",
        "SELECT (IF(STRLEN(STR(?a)) < 5, 1, 2) AS ?x) { ?s ?p ?a }",
    ],
)
def test_what_has_its_value_stays_as_it_is(query: str) -> None:
    assert rewrite_query(query).text == query
