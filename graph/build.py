"""A build: a store and an index that grow part by part, beside the parts and documents themselves.

A build begins with the store and index of the snapshot before it where that saves work, and then
changes only what the parts change. The files of those two never change, so links to them will do.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Protocol

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, Triple, parse

from graph.index.entries.entries import EntryReader
from graph.index.words.lexicon import Lexicon
from graph.index.writer import IndexWriter, copy_index
from graph.reconciliation.identities import IdentityReader
from graph.reconciliation.index import update_identities, write_identities
from graph.statements.statements import StoreStatements
from graph.storage.parts import (
    KEY_LENGTH,
    PARTS,
    REBUILD,
    Content,
    Part,
    read_index,
    read_n_quads,
    sorted_n_quads,
    write_part,
)
from graph.storage.snapshot import NAMES, Snapshot
from graph.storage.statistics import Counts, Tally, count_all, counted_in, recounted, settled
from graph.storage.store import StoreWriter, copy_store
from ontology import ids
from ontology.errors import SnapshotError
from ontology.ids import rebase

_NEW = "new"
_DESCRIPTION = "description"
POLICY_LINKS = "policy links"
"""The name by which the part with the links from work items to policies goes."""


class Progress(Protocol):
    """Told what a load is doing: the step, and how many of how many where they are counted."""

    def __call__(self, step: str, done: int = 0, total: int = 0) -> None: ...


class Building:
    """What stands in the folder of a build. `lexicon` has words for the index.

    It begins as `previous`, a snapshot of the same code, registers and base, or from nothing.
    """

    def __init__(
        self, folder: Path, base_iri: str, lexicon: Lexicon, previous: Snapshot | None
    ) -> None:
        self._folder = folder
        self._base_iri = base_iri
        self._previous = previous
        self._held = dict(_held(previous)) if previous else {}
        self._touched: set[str] = set()
        self._graph = NamedNode(rebase(ids.DESCRIPTION.value, base_iri))
        self._tally = Tally() if _DESCRIPTION in self._held else None
        try:
            self._begin(lexicon)
        except (OSError, ValueError) as error:
            what = f"{previous.folder}: damaged; {REBUILD}" if previous else str(folder)
            raise SnapshotError(f"{what} ({error})") from error

    def _begin(self, lexicon: Lexicon) -> None:
        if self._previous:
            copy_store(self._previous.store_path, self.store_path(_NEW))
            copy_index(self._previous.index_path, self.index_path(_NEW))
        else:
            self.store_path("").mkdir()
        self._store = StoreWriter(self.store_path(_NEW))
        self._index = IndexWriter(self.index_path(_NEW), lexicon)
        self._counts = counted_in(self._store.flush(), self._graph, self._base_iri)

    def __enter__(self) -> Building:
        return self

    def __exit__(self, *error: object) -> None:
        """Let nothing write into the folder any more, whether the build is finished or not."""
        self._index.close()
        self._store.close()

    def store_path(self, key: str) -> Path:
        return self._folder / "store" / key

    def index_path(self, key: str) -> Path:
        return self._folder / "index" / key

    def add(self, iri: str, part: Part) -> None:
        """Add the part of a document, which stands in the folder, or replace the one it has.

        The part of the registers goes by an empty `iri`.
        """
        held = self._held.pop(iri, None)
        if held and held.sha256 == part.sha256:
            return
        if held:
            self._remove(iri, held)
        parts = self._folder / PARTS
        shared, entries = read_index(parts, part)
        self._store.add(read_n_quads(parts, part), part.graphs, self._tally)
        self._index.add(entries)
        self._touched.update(shared)

    def add_written(self, name: str, part: Part) -> None:
        """Add the part of a graph that was written with a token."""
        self.add(_written_key(name), part)

    def describe(self, said: Iterable[Triple]) -> Part:
        """Add the graph of the description: what is `said`, and what all that was added holds.

        Nothing else may be added after it.
        """
        self._remove_left()
        said = {quad.triple for quad in parse(b"".join(self._lines(said)), RdfFormat.N_QUADS)}
        counts = settled(self._counted(), said, partial(_is_new, self.statements()), self._base_iri)
        lines = self._lines(said.union(counts.triples(self._base_iri)))
        key = hashlib.sha256(b"".join(lines)).hexdigest()[:KEY_LENGTH]
        content = Content(lines, [], [], {})
        part = write_part(self._folder / PARTS, key, content, self._base_iri)
        self.add(_DESCRIPTION, part)
        return part

    def _lines(self, triples: Iterable[Triple]) -> list[bytes]:
        """Return the lines of the description that states `triples`."""
        quads = (Quad(t.subject, t.predicate, t.object, self._graph) for t in triples)
        return sorted_n_quads(quads, self._base_iri)

    def _counted(self) -> Counts:
        store = self._store.flush()
        return recounted(store, self._counts, self._tally) if self._tally else count_all(store)

    def _remove_left(self) -> None:
        """Remove what was not added again."""
        for iri, part in self._held.items():
            self._remove(iri, part)
        self._held.clear()

    def _remove(self, iri: str, part: Part) -> None:
        assert self._previous is not None  # noqa: S101 - it held the part
        parts = self._previous.parts_path
        shared, _ = read_index(parts, part)
        self._store.remove(read_n_quads(parts, part), self._tally)
        self._index.remove_part(iri)
        self._touched.update(shared)

    def statements(self) -> Store:
        """Return the store with all that was added, for reading."""
        return self._store.flush()

    def finish(self, key: str, progress: Progress) -> None:
        """Remove what was not added again, index what documents share, and name both `key`."""
        self._remove_left()
        progress("storing")
        self._index_all(progress)
        progress("compacting the store")
        self._store.flush()
        self._store.close()
        self.store_path(_NEW).rename(self.store_path(key))
        self.index_path(_NEW).rename(self.index_path(key))

    def _index_all(self, progress: Progress) -> None:
        """Finish the index and that of names, while a store that is new is compacted."""
        store = self._store.flush() if self._previous else self._store.compact()
        self._index_shared(store, progress)
        progress("writing the index")
        self._index.commit()
        self._write_names(store)

    def _write_names(self, store: Store) -> None:
        """Write the index of names, or bring that of the previous snapshot to what holds now."""
        reader = IdentityReader(store, self._base_iri)
        folder = self.index_path(_NEW) / NAMES
        if self._previous is None:
            write_identities(folder, reader.identities())
        else:
            update_identities(folder, self._previous.index_path / NAMES, self._touched, reader)

    def _index_shared(self, store: Store, progress: Progress) -> None:
        reader = EntryReader(StoreStatements(store), self._base_iri)
        self._index.write_shared(_counted(sorted(self._touched), progress), reader)


def _held(snapshot: Snapshot) -> Iterator[tuple[str, Part]]:
    yield "", Part(**snapshot.manifest["registers"])
    yield from ((document.iri, document.part) for document in snapshot.documents())
    yield from ((links_of(linked.newer), linked.part) for linked in snapshot.links())
    yield from ((POLICY_LINKS, part) for part in snapshot.policy_links())
    yield from ((_written_key(name), part) for name, part in snapshot.written())
    if description := snapshot.description():
        yield _DESCRIPTION, description


def _is_new(store: Store, triple: Triple) -> bool:
    """Tell whether no graph of `store` states `triple`."""
    subject, term, value = triple
    return Quad(subject, term, value, DefaultGraph()) not in store


def links_of(document: str) -> str:
    """Return the name by which the part with the links of a document goes."""
    return f"{document} links"


def _written_key(name: str) -> str:
    return f"graph {name}"


def _counted(nodes: list[str], progress: Progress) -> Iterator[str]:
    for number, node in enumerate(nodes):
        if number % 100 == 0:
            progress("indexing", number, len(nodes))
        yield node
