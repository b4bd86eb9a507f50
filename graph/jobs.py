"""Questions on their way, who asks them, and those that wait in line."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from graph.worker import Question
from ontology.errors import ZhengtuError

NO_CLIENT = ""
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Crew:
    """How many queries run at a time: quick ones, and long ones behind them.

    `waiting` may stand in line, `per_client` are those of one client, waiting or running. Each
    process has `memory` bytes of address space.
    """

    quick: int = 2
    long: int = 4
    waiting: int = 1_000
    per_client: int = 10
    memory: int = 4_000_000_000


@dataclass(eq=False)
class Job:
    """A question on its way: `text` is what the operator is shown of it."""

    question: Question
    arguments: tuple[object, ...]
    seconds: float
    client: str = NO_CLIENT
    text: str = ""
    number: int = field(default_factory=_numbers.__next__)
    future: Future[Any] = field(default_factory=Future)
    since: float = field(default_factory=time.monotonic)
    begun: float | None = None

    def ran(self, now: float) -> float:
        """Return the seconds that it has been running."""
        return now - self.begun if self.begun is not None else 0.0

    def fail(self, error: ZhengtuError) -> None:
        """Let whoever asks have `error`, unless there is an answer already."""
        if not self.future.done():
            self.future.set_exception(error)


class Waiting:
    """The jobs that wait: those of one client in the order of coming.

    >>> waiting = Waiting()
    >>> job = Job(print, (), 1.0, client="a")
    >>> waiting.add(job)
    >>> len(waiting), job in waiting, waiting.next(lambda client: 0.0) is job, len(waiting)
    (1, True, True, 0)
    """

    def __init__(self) -> None:
        self._by_client: dict[str, list[Job]] = {}

    def __len__(self) -> int:
        return sum(map(len, self._by_client.values()))

    def __iter__(self) -> Iterator[Job]:
        for jobs in self._by_client.values():
            yield from jobs

    def __contains__(self, job: Job) -> bool:
        return job in self._by_client.get(job.client, ())

    def add(self, job: Job) -> None:
        self._by_client.setdefault(job.client, []).append(job)

    def remove(self, job: Job) -> None:
        jobs = self._by_client[job.client]
        jobs.remove(job)
        if not jobs:
            del self._by_client[job.client]

    def next(self, excess_of: Callable[[str], float]) -> Job:
        """Take out whose turn it is: who took little goes by time, others later.

        `excess_of` tells the seconds that a client took too much. Nobody waits for ever: a second
        of waiting makes up for a second that was taken.
        """
        client = next(iter(self._by_client))
        if len(self._by_client) > 1:
            since = {name: jobs[0].since for name, jobs in self._by_client.items()}
            client = min(since, key=lambda name: excess_of(name) + since[name])
        job = self._by_client[client][0]
        self.remove(job)
        return job

    def has_others(self, client: str) -> bool:
        """Tell whether anybody but `client` waits."""
        return any(name != client for name in self._by_client)
