"""Every export holds the whole graph, and the N-Quads are what the id is worked out from."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from pyoxigraph import DefaultGraph, RdfFormat, Store, parse

from graph.storage.export import EXPORTS, export
from graph.storage.snapshot import Snapshot
from ontology.errors import UnknownValue


def written(snapshot: Snapshot, name: str) -> bytes:
    output = io.BytesIO()
    export(snapshot, name, output)
    return output.getvalue()


def test_n_quads_are_sorted_and_give_the_id(
    snapshot: Snapshot, n_quads: bytes, work_out_id: Callable[[bytes, Snapshot], str]
) -> None:
    assert work_out_id(n_quads, snapshot) == snapshot.id
    assert len(snapshot.id) == 16
    lines = n_quads.splitlines(keepends=True)
    assert lines == sorted(set(lines))
    assert n_quads.endswith(b" .\n")


def test_trig_holds_the_same_quads(snapshot: Snapshot, exported: Store) -> None:
    quads = {str(quad) for quad in parse(written(snapshot, "trig"), RdfFormat.TRIG)}
    assert quads == {str(quad) for quad in exported}


def test_turtle_holds_the_same_triples_once(snapshot: Snapshot, exported: Store) -> None:
    found = list(parse(written(snapshot, "ttl"), RdfFormat.TURTLE))
    assert {quad.graph_name for quad in found} == {DefaultGraph()}
    triples = [str(quad.triple) for quad in found]
    assert len(triples) == len(set(triples))
    assert set(triples) == {str(quad.triple) for quad in exported}


@pytest.mark.parametrize("name", EXPORTS)
def test_export_is_the_same_every_time(name: str, snapshot: Snapshot) -> None:
    first = written(snapshot, name)
    assert len(first) > 100_000
    assert written(snapshot, name) == first


@pytest.mark.parametrize("name", ["ttl", "trig"])
def test_prefixes_make_it_readable(name: str, snapshot: Snapshot) -> None:
    text = written(snapshot, name).decode()
    assert "@prefix zt: <https://w3id.org/zhengtu/def#>" in text
    assert "zt:leadAgency" in text
    assert "顾晓东" in text


def test_unknown_format_is_named(snapshot: Snapshot) -> None:
    with pytest.raises(UnknownValue, match="no export format 'pdf', only nq, ttl, trig") as raised:
        written(snapshot, "pdf")
    assert raised.value.name == "format"
