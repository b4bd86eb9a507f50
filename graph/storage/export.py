"""Write a whole snapshot to a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO

from pyoxigraph import DefaultGraph, RdfFormat, Store, serialize

from graph.storage.snapshot import Snapshot
from ontology.errors import UnknownValue
from ontology.ids import rebase
from ontology.standards import PREFIXES


def export(snapshot: Snapshot, format_name: str, output: IO[bytes]) -> None:
    """Write all quads of `snapshot` in a format of `EXPORTS`.

    Raises UnknownValue for another format.
    """
    if format_name not in EXPORTS:
        known = ", ".join(EXPORTS)
        raise UnknownValue(f"no export format '{format_name}', only {known}", "format")
    EXPORTS[format_name](snapshot, output)


def _n_quads(snapshot: Snapshot, output: IO[bytes]) -> None:
    for chunk in snapshot.n_quads():
        output.write(chunk)


def _turtle(snapshot: Snapshot, output: IO[bytes]) -> None:
    """Write all graphs as one; a statement that stands in several is written once."""
    store = Store.read_only(str(snapshot.store_path))
    union = store.quads_for_pattern(None, None, None, DefaultGraph())
    triples = sorted((quad.triple for quad in union), key=str)
    serialize(triples, output, format=RdfFormat.TURTLE, prefixes=_prefixes(snapshot))


def _trig(snapshot: Snapshot, output: IO[bytes]) -> None:
    store = Store.read_only(str(snapshot.store_path))
    named = (quad for quad in store if quad.graph_name != DefaultGraph())
    quads = sorted(named, key=lambda quad: (str(quad.graph_name), str(quad)))
    serialize(quads, output, format=RdfFormat.TRIG, prefixes=_prefixes(snapshot))


def _prefixes(snapshot: Snapshot) -> dict[str, str]:
    return {name: rebase(value, snapshot.base_iri) for name, value in PREFIXES.items()}


EXPORTS: dict[str, Callable[[Snapshot, IO[bytes]], None]] = {
    "nq": _n_quads,
    "ttl": _turtle,
    "trig": _trig,
}
"""Formats and what writes them."""
