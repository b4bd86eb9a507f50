"""The pool of worker processes: who is answered next, who is put back, who is stopped.

The engine can neither be interrupted nor kept within a memory limit from inside, and takes its
process down when it fails. So each query has a warm process of its own for its time, and the pool
kills that at the deadline, or when nobody waits for the answer any more.

A query that is not answered quickly makes way for those who wait: its process goes on behind all
others, and a fresh one takes its place. There is room for a number of such long queries; where it
is full, the client that took the most time lately loses one of its own.
Who took little is served in the order of coming.
"""

from __future__ import annotations

import asyncio
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future
from functools import partial
from typing import Any

from graph.jobs import NO_CLIENT, Crew, Job, Waiting
from graph.process import WorkerProcess
from graph.shares import Shares
from graph.worker import Place, Reply
from ontology.errors import (
    QueryOutOfMemory,
    QueryStopped,
    QueryTimeout,
    ServerBusy,
    TooManyQueries,
    ZhengtuError,
)

_TICK = 0.05
"""Seconds between two looks at the clock."""
_PATIENCE = 0.2
"""Seconds that a query has a processor before it makes way for others."""
_WAITING = 20.0
"""Seconds that a query may stand in line, however soon it is to end."""
_FREE = 1.0
"""Seconds that a client may have taken lately without standing behind others."""
_ANY = sys.maxsize


class Pool:
    """A crew of worker processes, first at `place`. Close it when nothing is asked any more.

    It works in the event loop of a server, if one is given, or in a thread of its own.
    """

    def __init__(
        self, crew: Crew, place: Place | None = None, loop: asyncio.AbstractEventLoop | None = None
    ) -> None:
        self.crew = crew
        self.place = place
        self._is_own = loop is None
        self._loop = loop or asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run_loop, daemon=True)
        self._home = threading.get_ident()
        self._workers: dict[WorkerProcess, Job | None] = {}
        self._waiting = Waiting()
        self._ending: list[WorkerProcess] = []
        self._starting: set[asyncio.Task[None]] = set()
        self._shares = Shares()
        self._tick: asyncio.TimerHandle | None = None
        self._is_closed = False
        self._ended: asyncio.Task[None] | None = None
        if self._is_own:
            self._thread.start()

    def _run_loop(self) -> None:
        self._home = threading.get_ident()
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()
        self._loop.close()

    # For every thread

    def warm(self) -> None:
        """Start the processes, which otherwise the first queries would wait for."""
        self._loop.call_soon_threadsafe(self._hire)

    def submit(self, job: Job) -> Future[Any]:
        """Put `job` in line and return its future; cancelling that stops it.

        The future fails with the error of the question, or with what stopped it: QueryTimeout,
        QueryOutOfMemory, TooManyQueries, ServerBusy or QueryStopped.
        """
        if threading.get_ident() == self._home:
            self._enter(job)
        else:
            self._loop.call_soon_threadsafe(self._enter, job)
        return job.future

    def close(self) -> None:
        """Stop all processes; queries that still run are lost."""
        if not self._is_own:
            self._end()
        elif self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._end)
            self._thread.join()

    # In the loop

    def jobs(self) -> Iterator[Job]:
        """Yield what runs, then what waits."""
        yield from (job for job in self._workers.values() if job is not None)
        yield from self._waiting

    def counts(self) -> dict[str, int]:
        """Return how many queries run and wait, and how many processes there are."""
        long = sum(worker.is_last for worker in self._workers)
        running = sum(job is not None for job in self._workers.values())
        processes = len(self._workers)
        waiting = len(self._waiting)
        return {"running": running, "waiting": waiting, "long": long, "processes": processes}

    def stop(self, job: Job, error: ZhengtuError | None = None) -> None:
        """Stop `job`, whatever it does; its future fails with `error`."""
        job.fail(error or QueryStopped("stopped by the operator of this server"))
        self._drop(job)

    def _enter(self, job: Job) -> None:
        crew, client = self.crew, job.client
        if self._is_closed:
            return job.fail(ServerBusy("the server is stopping"))
        if len(self._waiting) >= crew.waiting:
            return job.fail(ServerBusy(f"{crew.waiting} queries are waiting; try again", 5))
        try:
            self._shares.admit(client, _ANY if client == NO_CLIENT else crew.per_client)
        except TooManyQueries as error:
            return job.fail(error)
        self._waiting.add(job)
        job.future.add_done_callback(lambda future: self._left(job, future))
        self._hire()
        self._dispatch()
        self._look_at_clock()
        return None

    def _left(self, job: Job, future: Future[Any]) -> None:
        """Stop a job that nobody waits for any more."""
        if future.cancelled() and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._drop, job)

    def _drop(self, job: Job) -> None:
        if job in self._waiting:
            self._waiting.remove(job)
            self._shares.leave(job.client)
            return
        worker = next((w for w, running in self._workers.items() if running is job), None)
        if worker is not None:
            self._free(worker)
            self._dismiss(worker)
            self._dispatch()

    def _dispatch(self) -> None:
        """Give those who wait to idle processes: first who took little."""
        while self._waiting and self._running_quick() < self.crew.quick:
            idle = next((w for w, job in self._workers.items() if w.is_ready and not job), None)
            if idle is None:
                return
            now = time.monotonic()
            job = self._waiting.next(partial(self._excess, now))
            job.begun = now
            self._workers[idle] = job
            idle.ask(job.question, job.arguments)

    def _excess(self, now: float, client: str) -> float:
        return max(0.0, self._taken(client, now) - _FREE)

    def _running_quick(self) -> int:
        return sum(job is not None and not worker.is_last for worker, job in self._workers.items())

    def _heard(self, worker: WorkerProcess, reply: Reply) -> None:
        if not worker.is_ready:
            worker.is_ready = True
            self._hire()
        job = self._free(worker)
        if worker.is_last or reply.retires:
            self._dismiss(worker)
        if job is not None and not job.future.done():
            if reply.error is not None:
                job.future.set_exception(reply.error)
            else:
                job.future.set_result(reply.value)
        self._dispatch()

    def _free(self, worker: WorkerProcess) -> Job | None:
        """Take the job of `worker` off it, and count what it took."""
        job = self._workers.get(worker)
        if job is not None:
            now = time.monotonic()
            self._workers[worker] = None
            self._shares.charge(job.client, job.ran(now), now)
            self._shares.leave(job.client)
        return job

    def _lost(self, worker: WorkerProcess) -> None:
        """Say to whoever asked that the process ended; where it never came up, say it to all."""
        was_ready = worker.is_ready
        job = self._free(worker)
        was_known = self._dismiss(worker)
        error = QueryOutOfMemory(
            f"stopped at {self.crew.memory // 1_000_000} MB of memory, or nested too deep; "
            "narrow the query"
        )
        if job is not None:
            job.fail(error)
        if was_known and not was_ready:
            for waiting in list(self._waiting):
                self.stop(waiting, error)
        elif not self._is_closed:
            self._hire()

    def _hire(self) -> None:
        """Bring the crew to its number: those who run quick ones, and then one to take over."""
        quick = sum(not worker.is_last for worker in self._workers)
        spare = int(any(worker.is_ready for worker in self._workers))
        for _ in range(self.crew.quick + spare - quick):
            worker = WorkerProcess(self._heard, self._lost)
            self._workers[worker] = None
            starting = self._loop.create_task(self._start(worker))
            self._starting.add(starting)
            starting.add_done_callback(self._starting.discard)

    async def _start(self, worker: WorkerProcess) -> None:
        try:
            await worker.start(self.crew.memory, self.place)
        except asyncio.CancelledError:
            worker.kill()
            raise
        except OSError as error:
            self._dismiss(worker)
            refusal = ServerBusy(f"no process can be started: {error.strerror}", 5)
            for job in list(self._waiting):
                self.stop(job, refusal)

    def _dismiss(self, worker: WorkerProcess) -> bool:
        """End `worker`; tell whether it was still one of the crew."""
        known = worker in self._workers
        self._workers.pop(worker, None)
        worker.kill()
        if known:
            self._ending.append(worker)
            if worker.is_ready and not self._is_closed:
                self._hire()
        return known

    def _look_at_clock(self) -> None:
        if self._tick is None and not self._is_closed:
            self._tick = self._loop.call_later(_TICK, self._at_tick)

    def _at_tick(self) -> None:
        self._tick = None
        now = time.monotonic()
        self._stop_late(now)
        if self._waiting:
            self._make_room(now)
            self._dispatch()
        self._ending = [worker for worker in self._ending if not worker.is_gone()]
        self._shares.forget(now)
        if self._ending or any(True for _ in self.jobs()):
            self._look_at_clock()

    def _stop_late(self, now: float) -> None:
        for job in list(self.jobs()):
            waited = now - job.since
            if job.begun is None and waited > max(job.seconds, _WAITING):
                self.stop(job, ServerBusy(f"waited {waited:.0f} s for others; try again", 5))
            elif job.ran(now) > job.seconds:
                why = f"stopped after {job.seconds:g} s; narrow the query or add a LIMIT"
                self.stop(job, QueryTimeout(why))

    def _make_room(self, now: float) -> None:
        """Put back the quick one that runs longest, if it has had its time."""
        if self._running_quick() < self.crew.quick:
            return
        running = [(job.ran(now), w, job) for w, job in self._workers.items() if job]
        quick = [found for found in running if not found[1].is_last and found[0] > _PATIENCE]
        if not quick:
            return
        _, worker, _ = max(quick, key=lambda found: found[0])
        long = [job for _, other, job in running if other.is_last]
        if len(long) >= self.crew.long and not self._stop_greediest(long, now):
            return
        worker.put_last()
        self._hire()

    def _stop_greediest(self, long: list[Job], now: float) -> bool:
        """Stop a long query of the client that took most, if others wait; tell whether."""
        client = max((job.client for job in long), key=lambda name: self._taken(name, now))
        if not self._waiting.has_others(client):
            return False
        longest = max((job for job in long if job.client == client), key=lambda j: j.ran(now))
        why = f"stopped after {longest.ran(now):.1f} s because others wait; try again, or narrow it"
        self.stop(longest, ServerBusy(why, 5))
        return True

    def _taken(self, client: str, now: float) -> float:
        """Return the seconds that `client` took lately, with what it is taking."""
        running = (job for job in self._workers.values() if job and job.client == client)
        return self._shares.taken(client, now) + sum(job.ran(now) for job in running)

    def _end(self) -> None:
        self._is_closed = True
        for job in list(self.jobs()):
            self.stop(job, ServerBusy("the server is stopping", 5))
        for starting in self._starting:
            starting.cancel()
        for worker in list(self._workers):
            self._dismiss(worker)
        if self._tick is not None:
            self._tick.cancel()
        self._ended = self._loop.create_task(self._finish())

    async def _finish(self) -> None:
        await asyncio.gather(*self._starting, return_exceptions=True)
        await asyncio.sleep(0)
        if self._is_own:
            self._loop.stop()
