"""Statements about one value are found without those about its neighbours on disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from graph.statements.matching import matching

XSD = "http://www.w3.org/2001/XMLSchema#"
VERB = NamedNode("http://e/v")
VALUES = [
    *(("integer", n) for n in ("-257", "-256", "-2", "-1", "0", "5", "255", "256", "300", "511")),
    *(("decimal", n) for n in ("2.5", "7.25", "0.000000000000000255", "0.000000000000000256")),
    *(("double", n) for n in ("1e0", "1.7976931348623157e308", "INF")),
    *(("yearMonthDuration", n) for n in ("-P1M", "P0M", "P255M", "P256M")),
    *(("dayTimeDuration", n) for n in ("PT0S", "PT1S")),
    *(("date", n) for n in ("2024-01-01", "2024-01-02")),
    *(("string", n) for n in ("", "a", "\uffff", "255")),
]


@pytest.fixture(scope="module")
def on_disk(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder: Path = tmp_path_factory.mktemp("store")
    store = Store(folder)
    for number, (name, text) in enumerate(VALUES):
        literal = Literal(text, datatype=NamedNode(XSD + name))
        store.add(Quad(NamedNode(f"http://e/{number}"), VERB, literal))
    store.flush()
    return store


@pytest.mark.parametrize("number", range(len(VALUES)))
def test_only_what_is_said_of_the_value_is_found(on_disk: Store, number: int) -> None:
    name, text = VALUES[number]
    literal = Literal(text, datatype=NamedNode(XSD + name))
    for verb in (VERB, None):
        found = matching(on_disk, None, verb, literal, DefaultGraph())
        assert [quad.subject.value for quad in found] == [f"http://e/{number}"]


def test_a_value_is_found_as_the_store_keeps_it(on_disk: Store) -> None:
    literal = Literal("0255", datatype=NamedNode(XSD + "integer"))
    assert len(list(matching(on_disk, None, VERB, literal, None))) == 1


def test_the_store_alone_finds_others_too(on_disk: Store) -> None:
    """Without this the tests above could pass because the store does it right by now."""
    found = on_disk.quads_for_pattern(None, VERB, Literal(-1), DefaultGraph())
    assert len(list(found)) > 1
