"""A snapshot opened for answering: its text index and its query workers."""

from __future__ import annotations

import asyncio
import gc
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Any, cast
from weakref import WeakValueDictionary, ref

from pyoxigraph import Store

from graph.index.index import TextIndex
from graph.outward.hosts import NOBODY, Outward
from graph.reconciliation.index import IdentityIndex
from graph.serving.jobs import Crew
from graph.serving.pool import Pool
from graph.serving.worker import prefixes_of
from graph.serving.workers import Limits, Workers, place_of
from graph.sparql.joining.kept import AT_ONCE, Kept
from graph.sparql.lookups.counting import SmallCounts
from graph.sparql.lookups.passages import PassageSearch
from graph.sparql.lookups.reading import LookupReader
from graph.sparql.lookups.trees import MOST_SCANNED
from graph.sparql.rewriting.sizes import sizes_in
from graph.sparql.rewriting.types import Facts
from graph.sparql.search_clauses import Find
from graph.sparql.search_tables import Hits
from graph.storage.snapshot import CURRENT, NAMES, Snapshot, open_current, open_snapshot, target_of
from ontology.errors import ResultTooLarge, ServerBusy

_MOST_HITS = 20_000
_BETWEEN_COLLECTIONS = 1.0
"""Seconds; a collection holds everybody up for a moment."""

if TYPE_CHECKING:
    from graph.index.entries.columns import Columns


@dataclass
class OpenSnapshot:
    """The parts of `snapshot` that answer; each is opened on first use.

    Use it as a context manager, or close it: its workers are processes, unless they are of a pool.
    A look-up may read `with_value` statements of a pattern with a value.
    """

    snapshot: Snapshot
    limits: Limits
    processes: int = 1
    pool: Pool | None = None
    with_value: int = MOST_SCANNED

    @cached_property
    def index(self) -> TextIndex:
        return TextIndex(self.snapshot.index_path)

    @cached_property
    def columns(self) -> Columns:
        return self.index.columns

    @cached_property
    def identities(self) -> IdentityIndex:
        return IdentityIndex(self.snapshot.index_path / NAMES)

    @cached_property
    def store(self) -> Store:
        """The statements themselves, for what takes a moment; queries are for the workers."""
        return Store.read_only(str(self.snapshot.store_path))

    @cached_property
    def store_path(self) -> str:
        """Where the store is, and so of what snapshot an answer is."""
        return str(self.snapshot.store_path)

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """Prefixes that may be used undeclared."""
        return prefixes_of(self.snapshot.base_iri)

    @cached_property
    def lookups(self) -> LookupReader:
        """What reads the texts of look-ups."""
        return LookupReader(self.prefixes, self.with_value)

    @cached_property
    def counts(self) -> SmallCounts:
        """What answers small counts."""
        return SmallCounts(self.store, self.prefixes, self.snapshot.base_iri, self.facts)

    @cached_property
    def passages(self) -> PassageSearch:
        """What answers searches for words in texts that were asked for before."""
        return PassageSearch(self.prefixes)

    @cached_property
    def joins(self) -> Kept:
        """What answers aggregates over few statements, where others have kept them."""
        sizes = sizes_in(self.store, self.snapshot.base_iri)
        return Kept(self.snapshot.store_path, self.store, self.prefixes, sizes, AT_ONCE)

    @cached_property
    def facts(self) -> Facts:
        """What is found out of the store on the way."""
        return Facts()

    @cached_property
    def workers(self) -> Workers:
        return Workers(
            self.snapshot,
            self.limits,
            self.processes,
            self.pool,
            find=_finder(self),
            facts=self.facts,
            passages=self.passages,
        )

    def find(self, words: str) -> Hits:
        """Return all that the keyword search finds for `words`, with scores.

        Raises ResultTooLarge for words that stand nearly everywhere.
        """
        found = self.index.scores(words, _MOST_HITS + 1)
        if len(found) > _MOST_HITS:
            raise ResultTooLarge(f"zt:search '{words}' finds over {_MOST_HITS}; use more words")
        return found

    def of(self, client: str, seconds: float | None = None) -> OpenSnapshot:
        """Return this snapshot for `client`: its queries are its own, with their deadline."""
        return cast(OpenSnapshot, _ForClient(self, self.workers.of(client, seconds)))

    def close(self) -> None:
        """Stop the workers, if any were started."""
        if "workers" in self.__dict__:
            self.workers.close()

    def __enter__(self) -> OpenSnapshot:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _finder(opened: OpenSnapshot) -> Find:
    """Return the keyword search of `opened` for its workers, which shall not keep it open."""
    reference = ref(opened)

    def find(words: str) -> Hits:
        still_open = reference()
        assert still_open is not None  # noqa: S101 - who has its workers has it
        return still_open.find(words)

    return find


class _ForClient:
    """An open snapshot with the workers of one client; all the rest is that of the snapshot."""

    def __init__(self, opened: OpenSnapshot, workers: Workers) -> None:
        self._opened = opened
        self.workers = workers

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the snapshot has
        return getattr(self._opened, name)


def _nothing() -> None:
    return None


class CurrentSnapshot:
    """The snapshot that `home` serves now, and any earlier one by its id.

    All of them share one pool of processes. At most `most_open` are open at the same time; one
    that was replaced stays open while somebody works on it.
    """

    def __init__(
        self,
        home: Path,
        limits: Limits,
        processes: int = 2,
        crew: Crew | None = None,
        most_open: int = 4,
        *,
        outward: Outward = NOBODY,
    ) -> None:
        self.home = home
        self.outward = outward
        self._link = str(home / CURRENT)
        self.limits = limits
        self._crew = replace(crew or Crew(), quick=processes, memory=limits.memory)
        self._most_open = most_open
        self._recent: OrderedDict[str, OpenSnapshot] = OrderedDict()
        self._alive: WeakValueDictionary[str, OpenSnapshot] = WeakValueDictionary()
        self._pool: Pool | None = None
        self._opening = Lock()
        self._last: tuple[str, Callable[[], OpenSnapshot | None]] = ("", _nothing)
        self._collected = 0.0

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Let the pool work in the loop of a server, which is quicker than a thread of its own."""
        self._pool = Pool(self._crew, loop=loop)

    @property
    def pool(self) -> Pool:
        if self._pool is None:
            self._pool = Pool(self._crew)
        return self._pool

    def at(self, target: str) -> OpenSnapshot:
        """Return the current snapshot, opened, where its folder is `target`; see `target`.

        Raises what `open` raises.
        """
        folder, last = self._last
        return (last() if folder == target else None) or self.open()

    def open(self, snapshot_id: str = "") -> OpenSnapshot:
        """Return the current snapshot, or the one of that id, opened.

        Raises SnapshotError if there is none that is whole, UnknownName for an id that does not
        exist, ServerBusy where as many others are in use as may be open.
        """
        with self._opening:
            folder = snapshot_id or self.target()
            found = self._alive.get(folder)
            if found is None:
                found = self._open(folder, snapshot_id)
            self._recent[folder] = found
            self._recent.move_to_end(folder)
            if not snapshot_id:
                self._last = (folder, ref(found))
            elif self._last[0] in self._recent:
                self._recent.move_to_end(self._last[0])
            if len(self._recent) > self._most_open:
                self._recent.popitem(last=False)
            return found

    def target(self) -> str:
        """Return the name of the folder of the snapshot that is current, as far as there is one.

        It is looked at for each request, so that it takes as little as it can.
        """
        return target_of(self._link)

    def _open(self, folder: str, snapshot_id: str) -> OpenSnapshot:
        if snapshot_id:
            snapshot = open_snapshot(self.home, snapshot_id)
            self._require_room()
        else:
            snapshot = open_current(self.home)
            self.pool.go_to(place_of(snapshot))
        opened = OpenSnapshot(snapshot, self.limits, pool=self.pool)
        self._alive[folder] = opened
        return opened

    def _require_room(self) -> None:
        """Let go of the snapshots that were not used for longest; refuse if all are in use."""
        current = self.target()
        for folder in [f for f in self._recent if f != current]:
            if len(self._alive) < self._most_open:
                return
            del self._recent[folder]
        if len(self._alive) >= self._most_open:
            self._collect()
        if len(self._alive) >= self._most_open:
            message = f"{self._most_open} snapshots are in use; ask for the current one, or later"
            raise ServerBusy(message, 5)

    def _collect(self) -> None:
        """Find what nobody can use any more: a request that failed may hold on to itself."""
        now = time.monotonic()
        if now > self._collected + _BETWEEN_COLLECTIONS:
            self._collected = now
            gc.collect()

    def close(self) -> None:
        """Stop the processes and let go of everything."""
        self._recent.clear()
        if self._pool is not None:
            self._pool.close()
