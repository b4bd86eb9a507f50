"""However an expression is spelt, what the engine works out wrongly in it is found."""

from __future__ import annotations

import pytest
from pyoxigraph import Store

from tests.graph.sparql.rows import rows_of, store_of

DATA = """
@prefix : <http://e/> .
:a :y "x"@en, "" ; :t true, false . :b :z "it's"@en, ""@en .
"""


@pytest.fixture(scope="module")
def store() -> Store:
    return store_of(DATA)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('SELECT (COUNT(*) AS ?n) { BIND("a"@en AS ?x·y) FILTER(?x·y) }', ["1"]),
        ("SELECT ?e\u0301 { :a :y ?e\u0301 FILTER(?e\u0301) }", ["x"]),
        ("SELECT ?\u200cz { :a :y ?\u200cz FILTER(?\u200cz) }", ["x"]),
        ("SELECT ?x‿y { :a :y ?x‿y FILTER(?x‿y) }", ["x"]),
        ("SELECT ?x·y ?u { :a :t ?x·y , ?u FILTER(?x·y<?u) }", ["false true"]),
        ("SELECT ?y { BIND(EXISTS { :a :t true } > false AS ?y) }", ["true"]),
        ("SELECT ?y { BIND(NOT EXISTS { :a :t true } < true AS ?y) }", ["true"]),
        ("SELECT ?y { BIND(false < EXISTS { _:a :t true } AS ?y) }", ["true"]),
        ("SELECT ?y { BIND(EXISTS { :a :t true } > 0 AS ?y) }", ["-"]),
        ("SELECT * { :a :t ?t FILTER(?t < EXISTS { :a :t true }) }", ["false"]),
        ("SELECT * { :a :t ?t FILTER(EXISTS { :a :t true } > ?t) }", ["false"]),
        ("SELECT * { :a :t ?t FILTER(?t < NOT EXISTS { :a :t 5 }) }", ["false"]),
        ('SELECT (COUNT(*) AS ?c) { FILTER("it\'s"@en) }', ["1"]),
        ("SELECT (COUNT(*) AS ?c) { FILTER('say \"x\"'@en) }", ["1"]),
        (r'SELECT (COUNT(*) AS ?c) { FILTER("a\"b"@en) }', ["1"]),
        ('SELECT (COUNT(*) AS ?c) { FILTER("""a"""@en) }', ["1"]),
        ('SELECT (IF("it\'s"@en, 1, 2) AS ?c) {}', ["1"]),
        ('SELECT (true && "it\'s"@en AS ?c) {}', ["true"]),
        ('SELECT ("a"@en || false AS ?c) {}', ["true"]),
        ('SELECT (("a"@en #c\n) && true AS ?c) {}', ["true"]),
        ("SELECT ?k { :b :z ?y BIND((?y #c\n) && true AS ?k) }", ["false", "true"]),
        (
            "PREFIX d: <http://www.w3.org/2001/XMLSchema#dou> SELECT (d:ble('inf') AS ?r) {}",
            ["-"],
        ),
        (
            r"PREFIX d: <http://www.w3.org/2001/> SELECT (d:XMLSchema\#double('inf') AS ?r) {}",
            ["-"],
        ),
    ],
)
def test_every_spelling_is_found(store: Store, query: str, expected: list[str]) -> None:
    assert [" ".join(row) for row in rows_of(store, query, unbound="-")] == expected
