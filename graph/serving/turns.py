"""Whose turn it is: who took little lately goes in front, and nobody waits for ever."""

from __future__ import annotations

from collections.abc import Iterator

from graph.serving.jobs import Job
from graph.serving.process import WorkerProcess
from graph.serving.shares import Shares
from graph.serving.staff import Staff

PATIENCE = 0.1
"""Seconds that a query has a processor before it makes way for others."""
_HELD = 0.5
"""Seconds after which it makes way even if it had none: others may be busy, or it may sleep."""
_FREE = 0.3
"""Seconds that a client may have taken lately without standing behind others."""
_PRICE = 5.0
"""Seconds of waiting that make up for a second that was taken."""


class Turns:
    """Compares clients by their `shares`, and by what they are taking of the time of `staff`."""

    def __init__(self, shares: Shares, staff: Staff) -> None:
        self._shares, self._staff = shares, staff

    def is_due(self, job: Job, now: float) -> bool:
        """Tell whether `job` may have a process in front.

        Not if its client took too much, while others ask. Nobody waits for ever: waiting makes up
        for what was taken.
        """
        is_alone = self._shares.in_hand[job.client] < 2
        taken = (self._shares.taken if is_alone else self._taken)(job.client, now)
        is_paid = (taken - _FREE) * _PRICE <= now - job.since
        return is_paid or not self._shares.has_others(job.client)

    def _taken(self, client: str, now: float) -> float:
        """Return the seconds that `client` took lately, with what it is taking."""
        running = (job for job in self._staff.running() if job.client == client)
        return self._shares.taken(client, now) + sum(job.ran(now) for job in running)

    def over(
        self, quick: list[tuple[WorkerProcess, Job]], now: float
    ) -> Iterator[tuple[WorkerProcess, Job]]:
        """Yield those of `quick` that have had their time in front, the longest first."""
        for worker, job in sorted(quick, key=lambda found: found[1].begun or now):
            if job.ran(now) <= PATIENCE:
                return
            is_held = job.ran(now) <= _HELD
            if is_held and worker.worked() - job.worked_before <= PATIENCE / 2:
                continue
            yield worker, job

    def greediest(self, long: list[Job], now: float) -> Job:
        """Return the longest query of the client of `long` that took most."""
        client = max((job.client for job in long), key=lambda name: self._taken(name, now))
        return max((job for job in long if job.client == client), key=lambda j: j.ran(now))
