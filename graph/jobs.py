"""Questions on their way, who asks them, and those that wait in line."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from itertools import count, islice
from typing import Any

from graph.worker import Question
from ontology.errors import QueryTimeout, ServerBusy, ZhengtuError

NO_CLIENT = ""
_WAITING = 20.0
"""Seconds that a query may stand in line, however soon it is to end."""
_numbers = count(1)


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

    def overdue(self, now: float) -> ZhengtuError | None:
        """Return why it may not go on: it ran as long as it may, or waited for too long."""
        waited = now - self.since
        if self.begun is None and waited > max(self.seconds, _WAITING):
            return ServerBusy(f"waited {waited:.0f} s for others; try again", 5)
        if self.ran(now) > self.seconds:
            why = f"stopped after {self.seconds:g} s; narrow the query or add a LIMIT"
            return QueryTimeout(why)
        return None

    def fail(self, error: ZhengtuError) -> None:
        """Let whoever asks have `error`, unless there is an answer already."""
        if not self.future.done():
            self.future.set_exception(error)


class Line:
    """Jobs in the order of coming.

    >>> line = Line()
    >>> job = Job(print, (), 1.0, client="a")
    >>> line.add(job)
    >>> len(line), job in line, line.first() is job, line.has_others("a"), line.has_others("b")
    (1, True, True, False, True)
    """

    def __init__(self) -> None:
        self._jobs: dict[int, Job] = {}
        self._clients: Counter[str] = Counter()

    def __len__(self) -> int:
        return len(self._jobs)

    def __iter__(self) -> Iterator[Job]:
        return iter(self._jobs.values())

    def __contains__(self, job: Job) -> bool:
        return job.number in self._jobs

    def add(self, job: Job) -> None:
        self._jobs[job.number] = job
        self._clients[job.client] += 1

    def remove(self, job: Job) -> None:
        """Take `job` out, if it is there."""
        if self._jobs.pop(job.number, None) is not None:
            self._clients[job.client] -= 1
            if not self._clients[job.client]:
                del self._clients[job.client]

    def first(self) -> Job | None:
        """Return the job that came first."""
        return next(iter(self), None)

    def has_others(self, client: str) -> bool:
        """Tell whether anybody but `client` stands in line."""
        return any(name != client for name in islice(self._clients, 2))


class Waiting:
    """Two lines: those who stand in front, and those behind, who took much."""

    def __init__(self) -> None:
        self.front, self.behind = Line(), Line()

    def __len__(self) -> int:
        return len(self.front) + len(self.behind)

    def __iter__(self) -> Iterator[Job]:
        yield from self.front
        yield from self.behind

    def __contains__(self, job: Job) -> bool:
        return job in self.front or job in self.behind

    def remove(self, job: Job) -> None:
        """Take `job` out, wherever it stands."""
        self.front.remove(job)
        self.behind.remove(job)

    def move(self, job: Job, line: Line) -> None:
        """Let `job` stand at the end of `line`."""
        self.remove(job)
        line.add(job)
