"""The pool of worker processes: who is answered next, who is put back, who is stopped.

The engine can neither be interrupted nor kept within a memory limit from inside, and takes its
process down when it fails. So each query has a warm process of its own for its time, and the pool
kills that at the deadline, or when nobody waits for the answer any more.

There are two lanes. A query that is not answered quickly makes way for those who wait: its process
goes on behind all others, and a fresh one takes its place. A client that took much lately, while
others ask, begins there. There is room for a number of such long queries; where it
is full, the client that took the most time lately loses one of its own.
Who took little is served in the order of coming. Of those, one process is left to clients that were
answered quickly before: of a new one nobody knows what it asks.
"""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future
from typing import Any

from graph.serving.jobs import NO_CLIENT, Crew, Job, Waiting
from graph.serving.process import WorkerProcess
from graph.serving.shares import Shares
from graph.serving.staff import Staff
from graph.serving.turns import PATIENCE, Turns
from graph.serving.worker import Place, Reply
from ontology.errors import (
    EngineFault,
    QueryOutOfMemory,
    QueryStopped,
    ServerBusy,
    TooManyQueries,
    ZhengtuError,
)

_TICK = 0.05
"""Seconds between two looks at the clock."""
_ANY = sys.maxsize
LOG = logging.getLogger("zhengtu.processes")
_PANIC = " panicked at "
"""What Rust says of itself where it fails."""
_MEMORY = ("memory allocation of ", "bad_alloc", "MemoryError")
"""What Rust, C++ and Python say where they get no memory."""


class Pool:
    """A crew of worker processes, first at `place`. Close it when nothing is asked any more.

    It works in the event loop of a server, if one is given, or in a thread of its own.
    """

    def __init__(
        self, crew: Crew, place: Place | None = None, loop: asyncio.AbstractEventLoop | None = None
    ) -> None:
        self.crew = crew
        self._is_own = loop is None
        self._loop = loop or asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run_loop, daemon=True)
        self._home = threading.get_ident()
        self._staff = Staff(crew, self._loop, self._heard, self._lost, self._cannot_start)
        self._staff.place = place
        self._waiting = Waiting()
        self._asked = dict[Future[Any], Job]()
        self._shares = Shares()
        self._turns = Turns(self._shares, self._staff)
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

    def go_to(self, place: Place) -> None:
        """Let processes that are started from now on open the store at `place` first."""
        self._staff.place = place

    def warm(self) -> None:
        """Start the processes, which otherwise the first queries would wait for."""
        self._loop.call_soon_threadsafe(self._staff.hire)

    def submit(self, job: Job) -> Future[Any]:
        """Put `job` in line and return its future; cancelling that stops it.

        The future fails with the error of the question, or with what stopped it: QueryTimeout,
        QueryOutOfMemory, EngineFault, TooManyQueries, ServerBusy or QueryStopped.
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
        yield from self._staff.running()
        yield from self._waiting

    def counts(self) -> dict[str, int]:
        """Return how many queries run and wait, and how many processes there are."""
        running = sum(True for _ in self._staff.running())
        processes, long = len(self._staff.jobs), len(self._staff.long())
        waiting = len(self._waiting)
        return {"running": running, "waiting": waiting, "long": long, "processes": processes}

    def is_busy(self) -> bool:
        """Tell whether anything runs or waits."""
        return any(True for _ in self.jobs())

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
        now = time.monotonic()
        is_due = self._turns.is_due(job, now)
        job.is_known = client == NO_CLIENT or self._shares.is_known(client)
        self._asked[job.future] = job
        job.future.add_done_callback(self._left)
        if is_due and not self._waiting and (worker := self._staff.idle_in_front()):
            self._give(worker, job, now)
        else:
            self._waiting.put(job, in_front=is_due)
            self._staff.hire()
            self._dispatch()
        self._look_at_clock()
        return None

    def _left(self, future: Future[Any]) -> None:
        """Stop a job that nobody waits for any more."""
        job = self._asked.pop(future)
        if future.cancelled() and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._drop, job)

    def _drop(self, job: Job) -> None:
        if job in self._waiting:
            self._waiting.remove(job)
            self._shares.leave(job.client)
            return
        worker = self._staff.worker_of(job)
        if worker is not None:
            self._free(worker)
            self._staff.dismiss(worker)
            self._dispatch()

    def _dispatch(self) -> None:
        """Give those who wait to idle processes: in front who took little, else behind."""
        if not self._waiting:
            return
        now = time.monotonic()
        while (worker := self._staff.idle_in_front()) and (job := self._next_in_front(now)):
            self._waiting.remove(job)
            self._give(worker, job, now)
        while (job := self._waiting.behind.first()) and (worker := self._staff.idle_behind()):
            self._waiting.remove(job)
            self._give(worker, job, now)

    def _give(self, worker: WorkerProcess, job: Job, now: float) -> None:
        job.begun, job.worked_before = now, worker.worked()
        self._staff.jobs[worker] = job
        worker.ask(job.question, job.arguments)

    def _next_in_front(self, now: float) -> Job | None:
        """Return whose turn it is; who took too much meanwhile is sent behind."""
        may_go = not self._waiting.new or self._staff.has_room_for_new()
        while job := self._waiting.first(new_may_go=may_go):
            if self._turns.is_due(job, now):
                break
            self._waiting.put(job, in_front=False)
        return job

    def _heard(self, worker: WorkerProcess, reply: Reply) -> None:
        if not worker.is_ready:
            worker.is_ready = True
            self._staff.hire()
        job = self._free(worker, reply.seconds)
        if reply.retires:
            self._staff.dismiss(worker)
        if job is not None and not job.future.done():
            if reply.error is not None:
                job.future.set_exception(reply.error)
            else:
                job.future.set_result(reply.value)
        self._dispatch()

    def _free(self, worker: WorkerProcess, seconds: float | None = None) -> Job | None:
        """Take the job of `worker` off it, and count what it took: `seconds`, or since it began."""
        job = self._staff.free(worker)
        if job is not None:
            now = time.monotonic()
            ran = job.ran(now) if seconds is None else seconds
            self._shares.charge(job.client, ran, now)
            if seconds is not None or ran > PATIENCE:
                self._shares.know(job.client, is_quick=ran <= PATIENCE)
            self._shares.leave(job.client)
        return job

    def _lost(self, worker: WorkerProcess) -> None:
        """Say to whoever asked that the process ended; where it never came up, say it to all."""
        was_ready = worker.is_ready
        job = self._free(worker)
        was_known = self._staff.dismiss(worker)
        error = self._why(worker.last_words())
        if job is not None:
            job.fail(error)
        if was_known and not was_ready:
            self._fail_all(error)
        elif not self._is_closed:
            self._staff.hire()

    def _why(self, words: str) -> ZhengtuError:
        """Return what is told of a process that ended with `words`, which the log has in full."""
        if words:
            LOG.error("a process ended, and said:\n%s", words)
        if _PANIC in words and not any(map(words.__contains__, _MEMORY)):
            return EngineFault(
                "the engine failed, which is no fault of the query; write it in another way"
            )
        return QueryOutOfMemory(
            f"stopped at {self.crew.memory // 1_000_000} MB of memory, or nested too deep;"
            " narrow the query"
        )

    def _cannot_start(self, error: OSError) -> None:
        self._fail_all(ServerBusy(f"no process can be started: {error.strerror}", 5))

    def _fail_all(self, error: ZhengtuError) -> None:
        for waiting in list(self._waiting):
            self.stop(waiting, error)

    def _look_at_clock(self) -> None:
        if self._tick is None and not self._is_closed:
            self._tick = self._loop.call_later(_TICK, self._at_tick)

    def _at_tick(self) -> None:
        self._tick = None
        now = time.monotonic()
        self._stop_late(now)
        for job in [job for job in self._waiting.behind if self._turns.is_due(job, now)]:
            self._waiting.put(job, in_front=True)
        if self._waiting.known or self._waiting.new:
            self._make_room(now)
        self._dispatch()
        self._shares.forget(now)
        if self._staff.sweep(now) or self._waiting:
            self._look_at_clock()

    def _stop_late(self, now: float) -> None:
        for job in list(self.jobs()):
            if error := job.overdue(now):
                self.stop(job, error)

    def _make_room(self, now: float) -> None:
        """Put back who has had its time in front while others wait, the longest first."""
        quick = self._staff.quick()
        if len(quick) < self.crew.quick:
            return
        for worker, job in self._turns.over(quick, now):
            if not self._waiting.has_others_in_front(job.client):
                continue
            long = self._staff.long()
            if len(long) < self.crew.long or self._stop_greediest(long, now):
                self._staff.put_last(worker)

    def _stop_greediest(self, long: list[Job], now: float) -> bool:
        """Stop a long query of the client that took most, if others wait; tell whether."""
        longest = self._turns.greediest(long, now)
        if not self._waiting.has_others_in_front(longest.client):
            return False
        why = f"stopped after {longest.ran(now):.1f} s because others wait; try again, or narrow it"
        self.stop(longest, ServerBusy(why, 5))
        return True

    def _end(self) -> None:
        self._is_closed = True
        for job in list(self.jobs()):
            self.stop(job, ServerBusy("the server is stopping", 5))
        if self._tick is not None:
            self._tick.cancel()
        self._ended = self._loop.create_task(self._finish())

    async def _finish(self) -> None:
        await self._staff.close()
        if self._is_own:
            self._loop.stop()
