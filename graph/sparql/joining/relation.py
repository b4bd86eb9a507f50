"""The statements of a property as arrays: which values each node has, by number.

Nodes and values are known by 128 bits of a hash of how they are written, as the engine itself knows
them. So relations can be joined that were made one by one.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyoxigraph import NamedNode, QueryResultsFormat, QuerySolutions, Store

from graph.sparql.joining.plans import Key
from ontology.standards import RDF

Array = NDArray[Any]
_SIZE = 16


@dataclass(frozen=True)
class Relation:
    """What is kept of a property, or of a class, which has no values.

    `nodes` are the hashes of its nodes and `values` of its values, as two rows of 64 bits, in the
    order of the first, in which no two are equal. `codes[starts[n] : starts[n + 1]]` are the values
    of node n. Value v is written, as in N-Triples, at `ends[v] : ends[v + 1]` of `terms`.
    """

    nodes: Array
    starts: Array
    codes: Array
    values: Array
    terms: Array
    ends: Array

    def find(self, hashes: Array) -> Array:
        """Return the number of the node of each of `hashes`, -1 where it has none."""
        at = np.searchsorted(self.nodes[0], hashes[0])
        at[at == self.nodes.shape[1]] = 0
        is_same = (self.nodes[:, at] == hashes).all(axis=0) if self.nodes.size else at < 0
        return np.where(is_same, at, -1)

    def written(self, code: int) -> str:
        """Return how the value `code` is written."""
        return self.terms[self.ends[code] : self.ends[code + 1]].tobytes().decode()

    def save(self, folder: Path) -> None:
        """Write the arrays into `folder`, which is there; they are on disk then."""
        for field in fields(self):
            with (folder / f"{field.name}.npy").open("wb") as file:
                np.save(file, getattr(self, field.name))
                file.flush()
                os.fsync(file.fileno())


def opened(folder: Path) -> Relation:
    """Return the relation that was saved in `folder`; its arrays are read as they are needed.

    Raises OSError if there is none.
    """
    names = (field.name for field in fields(Relation))
    return Relation(*(np.load(folder / f"{name}.npy", mmap_mode="r") for name in names))


def collect(store: Store, key: Key) -> Relation | None:
    """Return the statements of the union of `store` that `key` names.

    None where two nodes or two values are the same in the first 64 bits.
    """
    verb = NamedNode(key.verb)
    pattern = f"?v {RDF.type} {NamedNode(key.kind)}" if key.kind else f"?n {verb} ?v"
    names = "?v" if key.kind else "?n ?v"
    found = store.query(f"SELECT {names} {{ {pattern} }}")
    assert isinstance(found, QuerySolutions)  # noqa: S101 - a SELECT
    lines = (found.serialize(format=QueryResultsFormat.TSV) or b"").split(b"\n")[1:-1]
    if key.kind:
        _, nodes = _ordered(_hashes(lines))
        nothing = np.zeros(0, np.uint32)
        relation = Relation(nodes, nothing, nothing, nodes[:, :0], nothing, nothing)
        return relation if _are_apart(nodes) else None
    return _relation([line.partition(b"\t") for line in lines])


def _relation(rows: list[tuple[bytes, bytes, bytes]]) -> Relation | None:
    numbers = dict[bytes, int]()
    codes = np.array([numbers.setdefault(value, len(numbers)) for _, _, value in rows], np.uint32)
    by_hash, values = _ordered(_hashes(list(numbers)))
    order, hashes = _ordered(_hashes([node for node, _, _ in rows]))
    is_first = np.ones(len(rows), bool)
    is_first[1:] = (hashes[:, 1:] != hashes[:, :-1]).any(axis=0)
    nodes = hashes[:, is_first]
    if not (_are_apart(nodes) and _are_apart(values)):
        return None
    places = np.empty(len(numbers), np.uint32)
    places[by_hash] = np.arange(len(numbers))
    texts = list(numbers)
    ordered = [texts[number] for number in by_hash.tolist()]
    return Relation(
        nodes,
        np.append(np.flatnonzero(is_first), len(rows)).astype(np.uint32),
        places[codes[order]],
        values,
        np.frombuffer(b"".join(ordered), np.uint8),
        np.cumsum([0, *map(len, ordered)]),
    )


def _hashes(texts: list[bytes]) -> Array:
    data = b"".join(blake2b(text, digest_size=_SIZE).digest() for text in texts)
    return np.frombuffer(data, "<u8").reshape(-1, 2).T


def _ordered(hashes: Array) -> tuple[Array, Array]:
    """Return the order of hashes, and the hashes in that order."""
    order = np.lexsort((hashes[1], hashes[0]))
    return order, np.ascontiguousarray(hashes[:, order])


def _are_apart(hashes: Array) -> bool:
    return bool((hashes[0, 1:] != hashes[0, :-1]).all())
