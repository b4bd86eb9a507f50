"""The processes of a pool: those that answer quickly, one to take over, and those behind.

A process behind is served by the processor when no other one wants it, and never comes back to the
front. It takes further long questions until there was none for a while.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator

from graph.serving.jobs import Crew, Job
from graph.serving.process import WorkerProcess
from graph.serving.worker import Place, Reply

_KEPT = 5.0
"""Seconds that a process behind waits for another question."""

_STARTS = 10.0
"""Seconds after which another process takes the place of one that does not come up."""


class Staff:
    """At most `crew.quick` and one process in front, at most `crew.long` behind.

    `heard` and `lost` are told of each process, `failed` that none can be started. All of it runs
    in `loop`. New processes open the store at `place` first.
    """

    def __init__(
        self,
        crew: Crew,
        loop: asyncio.AbstractEventLoop,
        heard: Callable[[WorkerProcess, Reply], None],
        lost: Callable[[WorkerProcess], None],
        failed: Callable[[OSError], None],
    ) -> None:
        self.place: Place | None = None
        self.jobs: dict[WorkerProcess, Job | None] = {}
        self._crew, self._loop = crew, loop
        self._heard, self._lost, self._failed = heard, lost, failed
        self._ending: list[WorkerProcess] = []
        self._starting: set[asyncio.Task[None]] = set()
        self._is_closed = False

    def __contains__(self, worker: WorkerProcess) -> bool:
        return worker in self.jobs

    def running(self) -> Iterator[Job]:
        """Yield the jobs that run."""
        return (job for job in self.jobs.values() if job is not None)

    def quick(self) -> list[tuple[WorkerProcess, Job]]:
        """Return the jobs that run in front, with their processes."""
        return [(w, job) for w, job in self.jobs.items() if job and not w.is_last]

    def long(self) -> list[Job]:
        """Return the jobs that run behind."""
        return [job for worker, job in self.jobs.items() if job and worker.is_last]

    def worker_of(self, job: Job) -> WorkerProcess | None:
        """Return the process that runs `job`."""
        return next((w for w, running in self.jobs.items() if running is job), None)

    def idle_in_front(self) -> WorkerProcess | None:
        """Return a process in front that can be asked at once, if there is room for one more."""
        found, running = None, 0
        for worker, job in self.jobs.items():
            if worker.is_last:
                continue
            if job:
                running += 1
            elif worker.is_ready and found is None:
                found = worker
        return found if running < self._crew.quick else None

    def has_room_for_new(self) -> bool:
        """Tell whether who is new may have a process, although who is known waits.

        One is left to these, so that many who come at once with long queries hold up nobody. Where
        there is no more than one, the order of coming counts.
        """
        new = sum(not job.is_known for _, job in self.quick())
        ready = sum(worker.is_ready and not worker.is_last for worker in self.jobs)
        return self._crew.quick == 1 or (new < self._crew.quick - 1 and ready > new + 1)

    def idle_behind(self) -> WorkerProcess | None:
        """Return a process behind that can be asked at once; one in front may become one."""
        if len(self.long()) >= self._crew.long:
            return None
        worker = self._idle(is_last=True)
        if worker is None and (worker := self._idle(is_last=False)):
            self.put_last(worker)
        return worker

    def _idle(self, *, is_last: bool) -> WorkerProcess | None:
        found = (w for w, job in self.jobs.items() if not job and w.is_ready)
        return next((worker for worker in found if worker.is_last == is_last), None)

    def put_last(self, worker: WorkerProcess) -> None:
        """Put `worker` behind; another one takes its place in front."""
        worker.put_last()
        idle = [w for w, job in self.jobs.items() if w.is_last and not job and w is not worker]
        behind = sum(other.is_last for other in self.jobs)
        for other in idle[: max(0, behind - self._crew.long)]:
            self.dismiss(other)
        self.hire()

    def hire(self) -> None:
        """Bring the front to its number: those who run, and then one to take over."""
        front = sum(not worker.is_last for worker in self.jobs)
        spare = int(any(worker.is_ready for worker in self.jobs))
        for _ in range(self._crew.quick + spare - front):
            worker = WorkerProcess(self._heard, self._lost)
            self.jobs[worker] = None
            starting = self._loop.create_task(self._start(worker))
            self._starting.add(starting)
            starting.add_done_callback(self._starting.discard)

    async def _start(self, worker: WorkerProcess) -> None:
        try:
            await worker.start(self._crew.memory, self.place)
        except asyncio.CancelledError:
            worker.kill()
            raise
        except OSError as error:
            self.dismiss(worker)
            self._failed(error)

    def free(self, worker: WorkerProcess) -> Job | None:
        """Take the job of `worker` off it."""
        job = self.jobs.get(worker)
        if job is not None:
            self.jobs[worker] = None
            worker.idle_since = time.monotonic()
        return job

    def dismiss(self, worker: WorkerProcess) -> bool:
        """End `worker`; tell whether it was still one of the staff."""
        known = worker in self.jobs
        self.jobs.pop(worker, None)
        worker.kill()
        if known:
            self._ending.append(worker)
            if worker.is_ready and not self._is_closed:
                self.hire()
        return known

    def sweep(self, now: float) -> bool:
        """End who waited behind for long, forget who is gone; tell whether there is more to do.

        Who does not come up is ended, too, and another one hired.
        """
        behind = [w for w, job in self.jobs.items() if w.is_last and not job]
        for worker in behind:
            if now > worker.idle_since + _KEPT:
                self.dismiss(worker)
        stuck = [w for w in self.jobs if not w.is_ready and now > w.hired + _STARTS]
        for worker in stuck:
            self.dismiss(worker)
        if stuck and not self._is_closed:
            self.hire()
        self._ending = [worker for worker in self._ending if not worker.is_gone()]
        return bool(self._ending or behind or any(True for _ in self.running()))

    async def close(self) -> None:
        """End all processes."""
        self._is_closed = True
        for starting in self._starting:
            starting.cancel()
        for worker in list(self.jobs):
            self.dismiss(worker)
        await asyncio.gather(*self._starting, return_exceptions=True)
        await asyncio.sleep(0)
