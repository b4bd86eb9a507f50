"""Worker processes that answer queries on one snapshot, and are killed at the deadline.

The engine can neither be interrupted nor kept within a memory limit from inside, and takes its
process down when it fails. So each query runs in a warm process of its own for that time.
"""

from __future__ import annotations

import multiprocessing
import resource
import signal
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future
from concurrent.futures import TimeoutError as DeadlinePassed
from dataclasses import dataclass
from typing import cast

from pebble import ProcessExpired, ProcessPool
from pyoxigraph import Store

from graph.describe import as_json, describe
from graph.evaluate import GRAPH_FORMATS, Answer, Query, evaluate
from graph.guard import check_query
from graph.snapshot import Snapshot
from ontology.errors import QueryOutOfMemory, QueryTimeout, UnknownName
from ontology.ids import rebase
from ontology.standards import PREFIXES


@dataclass(frozen=True)
class Limits:
    """What one query may take. `memory` is the address space of its process in bytes."""

    seconds: float = 30.0
    memory: int = 4_000_000_000
    result_bytes: int = 100_000_000
    characters: int = 100_000
    depth: int = 100


@dataclass
class _Worker:
    """What a worker process holds: the open store."""

    store: Store | None = None
    prefixes: dict[str, str] | None = None


_worker = _Worker()


def _open(store_path: str, prefixes: dict[str, str], memory: int) -> None:
    # A Python handler would wait for the engine to return, which is what is to be cut short.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if memory:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    _worker.store = Store.read_only(store_path)
    _worker.prefixes = prefixes


def _evaluate(query: Query, most_bytes: int) -> Answer:
    store, prefixes = _opened()
    return evaluate(store, query, prefixes, most_bytes)


def _describe(iri: str, media_type: str) -> Answer:
    import json

    from pyoxigraph import serialize

    store, prefixes = _opened()
    try:
        description = describe(store, iri)
    except ValueError:
        raise UnknownName(f"'{iri}' is not an IRI") from None
    if description is None:
        raise UnknownName(f"the graph has no node <{iri}>")
    if media_type == "application/json":
        text = json.dumps(as_json(description), ensure_ascii=False, indent=1)
        return Answer(text.encode(), media_type, description.truncated)
    body = serialize(description.triples(), format=GRAPH_FORMATS[media_type], prefixes=prefixes)
    return Answer(body or b"", media_type, description.truncated)


def _opened() -> tuple[Store, dict[str, str]]:
    if _worker.store is None or _worker.prefixes is None:
        raise RuntimeError("the worker has no store; it was not started by Workers")
    return _worker.store, _worker.prefixes


def _ready() -> bool:
    return _worker.store is not None


class Workers:
    """A pool of worker processes on `snapshot`. Close it when the snapshot is no longer served."""

    def __init__(self, snapshot: Snapshot, limits: Limits, processes: int = 2) -> None:
        self.snapshot = snapshot
        self.limits = limits
        self._processes = processes
        self._pool = self._new_pool()

    def _new_pool(self) -> ProcessPool:
        base_iri = self.snapshot.base_iri
        prefixes = {name: rebase(iri, base_iri) for name, iri in PREFIXES.items()}
        return ProcessPool(
            max_workers=self._processes,
            initializer=_open,
            initargs=(str(self.snapshot.store_path), prefixes, self.limits.memory),
            context=multiprocessing.get_context("spawn"),
        )

    def warm(self) -> None:
        """Start the processes, which otherwise the first queries would wait for."""
        self._pool.schedule(_ready)

    def submit(self, query: Query) -> Future[Answer]:
        """Start `query`; `result_of` waits for its answer. Cancelling the future stops it.

        Raises QueryTooLong or QueryRefused for a query that must not start.
        """
        check_query(query.text, self.limits.characters, self.limits.depth)
        return self._schedule(_evaluate, query, self.limits.result_bytes)

    def submit_description(self, iri: str, media_type: str) -> Future[Answer]:
        """Start to describe the node `iri` as an RDF media type or application/json."""
        return self._schedule(_describe, iri, media_type)

    def answer(self, query: Query) -> Answer:
        """Return the answer to `query`.

        Raises the error of the query, QueryTimeout or QueryOutOfMemory.
        """
        future = self.submit(query)
        try:
            return future.result()
        except BaseException as error:
            raise self.error_of(error) from None

    def error_of(self, error: BaseException) -> BaseException:
        """Return what a failed future means to a user."""
        if isinstance(error, DeadlinePassed):
            seconds = f"{self.limits.seconds:g} s"
            return QueryTimeout(f"stopped after {seconds}; narrow the query or add a LIMIT")
        if isinstance(error, ProcessExpired | MemoryError | BrokenExecutor):
            megabytes = self.limits.memory // 1_000_000
            return QueryOutOfMemory(f"stopped at {megabytes} MB of memory; narrow the query")
        return error

    def _schedule(self, function: Callable[..., Answer], *args: object) -> Future[Answer]:
        seconds = self.limits.seconds
        try:
            future = self._pool.schedule(function, args=args, timeout=seconds)
        except RuntimeError:
            # A worker that died while it started has broken the pool for good.
            self._pool = self._new_pool()
            future = self._pool.schedule(function, args=args, timeout=seconds)
        return cast("Future[Answer]", future)

    def close(self) -> None:
        """Stop all workers; queries that still run are lost."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()
