"""Casts of numbers, decimals beside doubles and sums of times are what XPath says."""

from __future__ import annotations

import pytest
from pyoxigraph import Store

from graph.sparql.rewriting.rewrite import rewrite_query
from tests.graph.sparql.rows import rows_of, store_of

DATA = """
@prefix : <http://e/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:a :double 4413e0 ; :long 945.9796255784977 ; :short 945.97 .
:a :at "2010-10-03T16:34:16Z"^^xsd:dateTime ; :on "2010-10-03"^^xsd:date .
:a :lasts "P3D"^^xsd:dayTimeDuration ; :term "P2M"^^xsd:yearMonthDuration ; :text "P3D" .
"""


@pytest.fixture(scope="module")
def store() -> Store:
    return store_of(DATA)


def value(store: Store, expression: str, where: str = "") -> str:
    (row,) = rows_of(store, f"SELECT ({expression} AS ?r) {{ {where} }}", unbound="-")
    return row[0]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("xsd:integer(4413e0)", "4413"),
        ("xsd:integer(1e15)", "1000000000000000"),
        ("xsd:integer(-1e18)", "-1000000000000000000"),
        ("xsd:integer(-0.5e0)", "0"),
        ("xsd:integer(2.9e0)", "2"),
        ("xsd:integer(1e19)", "-"),
        ('xsd:integer("NaN"^^xsd:double)', "-"),
        ('xsd:integer("INF"^^xsd:float)', "-"),
        ('xsd:integer("1e17"^^xsd:float)', "99999998430674944"),
        ("xsd:integer(1.9)", "1"),
        ('xsd:integer(" 7 ")', "7"),
        ("xsd:integer(true)", "1"),
        ('xsd:decimal("0.1"^^xsd:float)', "0.100000001490116119"),
        ("xsd:double(945.9796255784977)", "945.9796255784977"),
        ("xsd:double(9424008.166156767)", "9424008.166156767"),
        ('xsd:double("945.9796255784977")', "945.9796255784977"),
        ("xsd:double(xsd:decimal('998.89986018248289'))", "998.8998601824829"),
        ("xsd:double(1/3)", "0.3333333333333333"),
        ("xsd:double(<http://e/a-long-name>)", "-"),
        ("945.9796255784977 + 0e0", "945.9796255784977"),
        ("1e0 * (945.9796255784977)", "945.9796255784977"),
        ("945.9796255784977 = 945.9796255784977e0", "true"),
        ("945.9796255784977 < 945.9796255784977e0", "false"),
        ("945.9796255784977e0 <= 945.9796255784977", "true"),
        ('"a text that is long" * 1e0', "-"),
    ],
)
def test_a_number_is_cast_to_the_nearest(store: Store, expression: str, expected: str) -> None:
    assert value(store, expression) == expected


@pytest.mark.parametrize(
    ("name", "expression", "expected"),
    [
        ("double", "xsd:integer(?v)", "4413"),
        ("long", "xsd:double(?v)", "945.9796255784977"),
        ("long", "?v * 1e0", "945.9796255784977"),
        ("long", "?v = 945.9796255784977e0", "true"),
        ("short", "?v + 0e0", "945.97"),
    ],
)
def test_so_is_a_number_of_the_data(
    store: Store, name: str, expression: str, expected: str
) -> None:
    assert value(store, expression, f":a :{name} ?v") == expected


@pytest.mark.parametrize("days", range(1, 13))
@pytest.mark.parametrize("turned", ["?t + {}", "{} + ?t"])
def test_a_duration_is_added_in_any_order(store: Store, days: int, turned: str) -> None:
    duration = f'"P{days}D"^^xsd:dayTimeDuration'
    day = f"2010-10-{3 + days:02}"
    assert value(store, turned.format(duration), ":a :at ?t") == f"{day}T16:34:16Z"
    assert value(store, turned.format(duration), ":a :on ?t") == day


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("?t + ?d", "2010-10-06T16:34:16Z"),
        ("?d + ?t", "2010-10-06T16:34:16Z"),
        ("?t + ?m", "2010-12-03T16:34:16Z"),
        ("?t + ?d + ?m", "2010-12-06T16:34:16Z"),
        ('?t + xsd:dayTimeDuration("P1D")', "2010-10-04T16:34:16Z"),
        ("COALESCE(?t, 1) + ?d", "2010-10-06T16:34:16Z"),
        ("?d + ?d", "P6D"),
        ("?t - ?d", "2010-09-30T16:34:16Z"),
        ("?t + ?x", "-"),
        ("?t + ?t", "-"),
    ],
)
def test_times_and_durations_of_the_data_are_added(
    store: Store, expression: str, expected: str
) -> None:
    where = ":a :at ?t ; :lasts ?d ; :term ?m ; :text ?x"
    assert value(store, expression, where) == expected


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (?a + 1 AS ?x) (STRLEN(?b) + ?a AS ?y) { ?a ?b ?c FILTER(?a > 2.5E3) }",
        "SELECT (SUM(?a) + SUM(?b) AS ?x) (?a * 2 + ?b AS ?y) { ?a ?b ?c } GROUP BY ?a ?b",
    ],
)
def test_numbers_of_their_kind_are_added_as_they_stand(query: str) -> None:
    text = rewrite_query(query).text
    assert "urn:zhengtu:function:sum" not in text
    assert "urn:zhengtu:function:double" not in text
