"""Numbers that the engine has no value for, or takes for others, are what XPath says."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from tests.graph.sparql.rows import rows_of

DATA = """
@prefix : <http://e/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:n :v "NaN"^^xsd:double, 1, 2.5, "INF"^^xsd:double . :h :w "NaN"^^xsd:double .
:bad :b "abc"^^xsd:double, "xyz"^^xsd:float . :i :u "INF"^^xsd:double, "-INF"^^xsd:double .
:c :of 7 ; :all 9 ; :rate 0.3333333333, 1.5 . :d :of 1.5 ; :all 3.123 .
"""
NAN = '"NaN"^^xsd:double'


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = Store(Path(tmp_path_factory.mktemp("store")))
    store.load(DATA.encode(), RdfFormat.TURTLE)
    return store


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
