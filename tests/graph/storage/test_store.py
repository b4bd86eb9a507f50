"""A store is the same however many loads it is written by, and however they overlap."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, RdfFormat, parse

from graph.storage import store
from graph.storage.store import StoreWriter

PARTS = 24


def lines_of(part: int) -> str:
    """Return what a part states: of its own, of what each part states, and of a blank node."""
    graph = f"<http://e/g{part}>"
    own = (f'<http://e/{part}/{n}> <http://e/p> "{n}" {graph} .\n' for n in range(50))
    shared = f'<http://e/all> <http://e/p> "all" {graph} .\n'
    return "".join([*own, shared, f"_:b{part} <http://e/p> <http://e/all> {graph} .\n"])


def test_loads_at_the_same_time_give_each_quad_once_and_their_union(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_BATCH", 3_000)
    parts = [lines_of(number) for number in range(PARTS)]
    writer = StoreWriter(tmp_path / "store")
    for number, lines in enumerate(parts):
        writer.add(lines.encode(), [f"http://e/g{number}"])
    held = list(writer.compact())
    writer.flush()
    writer.close()
    expected = {quad for lines in parts for quad in parse(lines, format=RdfFormat.N_QUADS)}
    assert {quad for quad in held if quad.graph_name != DefaultGraph()} == expected
    union = [quad.triple for quad in held if quad.graph_name == DefaultGraph()]
    assert len(union) == len(set(union)) == PARTS * 51 + 1
    assert set(union) == {quad.triple for quad in expected}
