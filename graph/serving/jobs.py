"""Questions on their way, who asks them, and those that wait in line."""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from itertools import chain, count, islice
from typing import Any

from graph.serving.worker import Question
from ontology.errors import QueryTimeout, ServerBusy, ZhengtuError

NO_CLIENT = ""
KEEPER = "keeper"
"""The client for which properties are kept: it makes way for whoever asks meanwhile."""
_WAITING = 20.0
"""Seconds that a query may stand in line, however soon it is to end."""
_SOON = 0.1
"""Seconds in line that need not be told."""
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
    """A question on its way: `text` is what the operator is shown of it.

    It may run for `seconds`, and its client waits `until` some time for it, however much of that it
    stands in line. It `is_known` if its client has been answered quickly lately. When it has
    `begun`, its process had `worked_before` for so many seconds.
    """

    question: Question
    arguments: tuple[object, ...]
    seconds: float
    client: str = NO_CLIENT
    text: str = ""
    until: float = math.inf
    number: int = field(default_factory=_numbers.__next__)
    future: Future[Any] = field(default_factory=Future)
    since: float = field(default_factory=time.monotonic)
    begun: float | None = None
    is_known: bool = True
    worked_before: float = 0.0

    def ran(self, now: float) -> float:
        """Return the seconds that it has been running."""
        return max(now - self.begun, 0.0) if self.begun is not None else 0.0

    def overdue(self, now: float) -> ZhengtuError | None:
        """Return why it may not go on: it ran as long as it may, or waited for too long.

        One that began at `now` or later, when another made way, never ran.
        """
        ran = self.ran(now)
        is_late, waited = now > self.until, min(self.begun or now, now) - self.since
        if not ran and (is_late or waited > max(self.seconds, _WAITING)):
            given = ", as long as its timeout says" if is_late else ""
            return ServerBusy(f"waited {waited:.1f} s for others{given}; try again", 5)
        if is_late or ran > self.seconds:
            before = f", having waited {waited:.1f} s for others" if waited > _SOON else ""
            why = "narrow the query or add a LIMIT"
            return QueryTimeout(f"stopped after {min(ran, self.seconds):.3g} s{before}; {why}")
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
    """Three lines: in front those who are known and those who are new, and behind who took much."""

    def __init__(self) -> None:
        self.known, self.new, self.behind = Line(), Line(), Line()
        self._lines = (self.known, self.new, self.behind)

    def __len__(self) -> int:
        return len(self.known) + len(self.new) + len(self.behind)

    def __iter__(self) -> Iterator[Job]:
        return chain(*self._lines)

    def __contains__(self, job: Job) -> bool:
        return any(job in line for line in self._lines)

    def put(self, job: Job, *, in_front: bool) -> None:
        """Let `job` stand at the end of its line, wherever it stood before."""
        self.remove(job)
        in_line = self.known if job.is_known else self.new
        (in_line if in_front else self.behind).add(job)

    def remove(self, job: Job) -> None:
        """Take `job` out, wherever it stands."""
        for line in self._lines:
            line.remove(job)

    def first(self, *, new_may_go: bool) -> Job | None:
        """Return who came first in front; where `new_may_go` not, of those who are known."""
        known, new = self.known.first(), self.new.first()
        if known and new:
            return min(known, new, key=lambda job: job.since) if new_may_go else known
        return known or new

    def has_others_in_front(self, client: str) -> bool:
        """Tell whether anybody but `client` stands in front."""
        return self.known.has_others(client) or self.new.has_others(client)
