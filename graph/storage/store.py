"""The store of a snapshot, written part by part: the named graphs and their union.

All triples stand once more in the default graph, as their union: the engine's own union counts a
triple once for each graph that holds it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Lock

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Store, Triple, parse

from graph.statements.matching import matching
from graph.storage.files import copy_folder
from graph.storage.statistics import Tally

_BATCH = 32_000_000
"""Bytes of N-Quads in one bulk load, which sorts what it gets."""

_AT_ONCE = 2
"""Bulk loads at the same time. One alone is slower than two processes that make parts: all parts
would be made, and the second processor would have nothing to do while the last ones are stored."""


class StoreWriter:
    """Writes a store in `folder`; what is there already is kept.

    Loading goes on in threads of its own, beside whoever makes the next parts.
    """

    def __init__(self, folder: Path) -> None:
        self._store = Store(str(folder))
        self._threads = ThreadPoolExecutor(max_workers=_AT_ONCE)
        self._loading: deque[Future[None]] = deque()
        self._extending = Lock()
        self._waiting: list[tuple[bytes, tuple[str, ...]]] = []
        self._size = 0

    def add(self, n_quads: bytes, names: Iterable[str], tally: Tally | None = None) -> None:
        """Add the lines of a part, in graphs of these names.

        `tally` is told what is new to the union.
        """
        if tally:
            self._tell_new(n_quads, tally)
        self._waiting.append((n_quads, tuple(names)))
        self._size += len(n_quads)
        if self._size > _BATCH:
            self._begin_loading()

    def _tell_new(self, n_quads: bytes, tally: Tally) -> None:
        store = self.flush()
        triples = {quad.triple for quad in parse(n_quads, format=RdfFormat.N_QUADS)}
        # most subjects of a part are its own: one look tells that all that is said of them is new
        subjects = {triple.subject for triple in triples}
        known = {one for one in subjects if _has_any(store, one)}
        for triple in triples:
            subject, term, value = triple
            if subject not in known or Quad(subject, term, value, DefaultGraph()) not in store:
                tally.note(triple, 1)

    def remove(self, n_quads: bytes, tally: Tally | None = None) -> None:
        """Remove the lines of a part; its triples stay where another graph holds them too.

        `tally` is told what the union loses.
        """
        self._load_waiting()
        for quad in parse(n_quads, format=RdfFormat.N_QUADS):
            self._store.remove(quad)
            subject, term, value = quad.triple
            union = Quad(subject, term, value, DefaultGraph())
            holders = matching(self._store, subject, term, value, None)
            if union in self._store and all(holder == union for holder in holders):
                self._store.remove(union)
                if tally:
                    tally.note(quad.triple, -1)

    def flush(self) -> Store:
        """Load what waits and return the store, for reading."""
        self._load_waiting()
        self._store.flush()
        return self._store

    def compact(self) -> Store:
        """Begin to write the store anew in as few files as it takes; return it, for reading.

        That is worth it where all of it is new. The next `flush` waits until it is done.
        """
        store = self.flush()
        self._loading.append(self._threads.submit(store.optimize))
        return store

    def close(self) -> None:
        """Let go of the store, so that its folder may be moved; what waits is dropped."""
        self._threads.shutdown(wait=True)
        self._loading.clear()
        self.__dict__.pop("_store", None)

    def _load_waiting(self) -> None:
        """Load what waits, and return when all of it is in the store."""
        self._begin_loading()
        while self._loading:
            self._loading.popleft().result()

    def _begin_loading(self) -> None:
        """Load what waits as soon as fewer loads go on than may."""
        while len(self._loading) >= _AT_ONCE:
            self._loading.popleft().result()
        if self._waiting:
            self._loading.append(self._threads.submit(self._load, self._waiting))
            self._waiting, self._size = [], 0

    def _load(self, parts: list[tuple[bytes, tuple[str, ...]]]) -> None:
        loaded: list[bytes] = []
        for n_quads, names in parts:
            lines, blank = _apart(n_quads)
            if blank:
                # a bulk load gives blank nodes other names, and they must be found again
                with self._extending:
                    self._store.extend(_with_union(parse(blank, format=RdfFormat.N_QUADS)))
            for piece in _pieces(lines):
                if sum(map(len, loaded)) > _BATCH:
                    self._bulk_load(loaded)
                    loaded = []
                loaded += [piece, _triples(piece, names)]
        self._bulk_load(loaded)

    def _bulk_load(self, lines: list[bytes]) -> None:
        # our own serialiser wrote the lines: no need to validate each IRI again
        self._store.bulk_load(b"".join(lines), RdfFormat.N_QUADS, lenient=True)


def _pieces(lines: bytes, size: int = _BATCH // 2) -> Iterator[bytes]:
    """Yield the lines of a large part in pieces of about that size, loaded in bounded memory.

    >>> [len(piece) for piece in _pieces(b"<a> <b> <c> .\\n" * 3, size=20)]
    [28, 14]
    """
    start = 0
    while start < len(lines):
        end = lines.find(b"\n", start + size) + 1 or len(lines)
        yield lines[start:end]
        start = end


def _triples(lines: bytes, names: Iterable[str]) -> bytes:
    """Return the lines without their graphs, which have these names: a line ends nowhere else."""
    for name in names:
        lines = lines.replace(f" <{name}> .\n".encode(), b" .\n")
    return lines


def _apart(lines: bytes) -> tuple[bytes, bytes]:
    """Return the lines without blank nodes, and the others."""
    if b"_:" not in lines:
        return lines, b""
    split: tuple[list[bytes], list[bytes]] = ([], [])
    for line in lines.splitlines(keepends=True):
        split[line.startswith(b"_:") or b" _:" in line].append(line)
    return b"".join(split[0]), b"".join(split[1])


def _has_any(store: Store, subject: NamedNode | BlankNode | Triple) -> bool:
    """Tell whether the union says anything of `subject`."""
    return any(True for _ in store.quads_for_pattern(subject, None, None, DefaultGraph()))


def _with_union(quads: Iterable[Quad]) -> Iterator[Quad]:
    for quad in quads:
        yield quad
        yield Quad(quad.subject, quad.predicate, quad.object, DefaultGraph())


def copy_store(source: Path, target: Path) -> None:
    """Copy a store that nobody writes. Its sorted files never change, so that links will do."""
    copy_folder(source, target, frozenset({".sst"}))
