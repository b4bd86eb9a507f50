"""Worker processes: how they are started, and what becomes of tasks whose workers break down.

Workers are copies of one process that has loaded code and words.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future, wait
from multiprocessing import forkserver
from multiprocessing.context import BaseContext
from typing import Any, Generic, TypeVar

from pebble import ProcessPool

Task = TypeVar("Task")
Result = TypeVar("Result")

_POOLS_IN_TURN = 3
"""Pools that may break down one after another, with nothing done in between."""

_LOOK = 1.0
"""Seconds after which a pool that has not answered is looked at."""


def prepare_workers() -> None:
    """Start what workers are copied from: it loads code and words beside whoever goes on.

    The earlier the better: a load that needs it waits until it has.
    """
    worker_context()
    forkserver.ensure_running()


def worker_context() -> BaseContext:
    """Return the context in which workers are started."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["loader.warm"])
    return context


class Workers(Generic[Task, Result]):
    """Worker processes that call `function` for one task after another.

    A worker that dies takes its own task with it. Where the pool as a whole breaks down, for its
    processes are stopped from outside or cannot be started, another takes its place, and what had
    not been done is begun again.
    """

    def __init__(
        self,
        function: Callable[[Task], Result],
        processes: int,
        *,
        seconds: int,
        begin: Callable[[], None] | None = None,
    ) -> None:
        """Each task may take so many `seconds` by the clock; each worker calls `begin` first."""
        self._function = function
        self._processes = processes
        self._seconds = seconds
        self._begin = begin
        self._pool = self._new_pool()
        self._started: deque[tuple[Task, Future[Result]]] = deque()
        self._broken = 0

    def start(self, tasks: Iterable[Task]) -> None:
        """Let workers begin with `tasks`, after those that were started before."""
        self._started.extend((task, self._begun(task)) for task in tasks)

    def results(self) -> Iterator[tuple[Task, Result | Exception]]:
        """Yield each started task with its result, or with what hindered it, in order."""
        while self._started:
            task, future = self._started[0]
            self._wait(future)
            if _is_lost(future) and self._broken < _POOLS_IN_TURN:
                self._renew()
                continue
            self._started.popleft()
            outcome = _outcome(future)
            yield task, outcome

    def close(self) -> None:
        """End all workers; what was started and not taken is given up."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def _new_pool(self) -> ProcessPool:
        return ProcessPool(
            max_workers=self._processes,
            initializer=self._begin,
            context=worker_context(),
        )

    def _begun(self, task: Task) -> Future[Result]:
        try:
            return self._pool.schedule(self._function, args=(task,), timeout=self._seconds)
        except RuntimeError as error:  # the pool broke down before
            lost: Future[Result] = Future()
            lost.set_exception(BrokenExecutor(str(error)))
            return lost

    def _wait(self, future: Future[Result]) -> None:
        """Wait until it is done or nobody is left to do it."""
        while not future.done() and self._pool.active:
            wait([future], timeout=_LOOK)
        if not _is_lost(future):
            self._broken = 0

    def _renew(self) -> None:
        self._broken += 1
        self.close()
        self._pool = self._new_pool()
        self._started = deque(
            (task, self._begun(task) if _is_lost(future) else future)
            for task, future in self._started
        )


def _is_lost(future: Future[Any]) -> bool:
    return not future.done() or isinstance(future.exception(), BrokenExecutor)


def _outcome(future: Future[Result]) -> Result | Exception:
    if not future.done():
        return BrokenExecutor()
    try:
        return future.result()
    except Exception as error:  # it is the worker's: the caller tells what it means
        return error
