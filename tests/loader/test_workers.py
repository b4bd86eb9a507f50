"""Workers: one that dies takes its task with it; a pool that breaks down is replaced."""

import multiprocessing
import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor
from contextlib import closing
from pathlib import Path

import pytest
from pebble import ProcessExpired

from loader import workers
from loader.workers import Workers

MOST_SECONDS = 60


@pytest.fixture
def two() -> Iterator[Workers[float, None]]:
    with closing(Workers(time.sleep, 2, seconds=MOST_SECONDS)) as found:
        yield found


def parent_of(process: int) -> int:
    status = Path(f"/proc/{process}/stat").read_text(encoding="ascii")
    return int(status.rpartition(")")[2].split()[1])


def processes_of_workers() -> list[int]:
    return [child.pid for child in multiprocessing.active_children() if child.pid]


def test_worker_that_dies_takes_its_own_task_with_it() -> None:
    with closing(Workers(signal.raise_signal, 1, seconds=MOST_SECONDS)) as killed:
        killed.start([signal.SIGKILL, signal.SIGWINCH, signal.SIGKILL])
        first, second, third = (made for _, made in killed.results())
    assert isinstance(first, ProcessExpired)
    assert first.exitcode == -signal.SIGKILL
    assert second is None
    assert isinstance(third, ProcessExpired)


def test_tasks_of_a_pool_that_breaks_down_are_done_by_another(two: Workers[float, None]) -> None:
    two.start([0.2] * 8)
    done = two.results()
    assert next(done) == (0.2, None)
    forked_from = parent_of(processes_of_workers()[0])
    for process in (forked_from, *processes_of_workers()):
        os.kill(process, signal.SIGKILL)
    others = [made for _, made in done]
    assert len(others) == 7
    lost = [made for made in others if made is not None]
    assert len(lost) <= 2, "those at work when their worker was killed"
    assert all(isinstance(made, ProcessExpired) for made in lost)


def test_pools_that_cannot_begin_are_told_and_not_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Barren:
        """A context that makes pipes and locks, and no process."""

        def __getattr__(self, name: str) -> object:
            return getattr(multiprocessing.get_context("forkserver"), name)

        def Process(self, **_: object) -> None:  # noqa: N802 - the name of the library
            raise BlockingIOError

    monkeypatch.setattr(workers, "worker_context", Barren)
    with closing(Workers(time.sleep, 2, seconds=MOST_SECONDS)) as barren:
        barren.start([0.1, 0.2])
        told = list(barren.results())
    assert [task for task, _ in told] == [0.1, 0.2]
    assert all(isinstance(made, BrokenExecutor) for _, made in told)
