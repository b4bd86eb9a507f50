"""A bad file is a clear error within bounds; whatever lies beside it is loaded all the same."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import pytest
from pebble import ProcessExpired, ProcessPool

from loader import budget
from loader.parts import Task, _attempt
from ontology.errors import LayoutError, UnreadableDocument
from ontology.ids import DEFAULT_BASE
from tests.loader.bad_files import BAD, ODD, text

SECONDS = 240
"""The loads together are stopped after so long; each document has a limit of its own."""

MEGABYTES = 512

_LOAD = """
import json, sys
from pathlib import Path
from graph.storage.snapshot import open_current
from loader.load import Loader
from ontology.errors import ZhengtuError
from ontology.ids import DEFAULT_BASE

def main():
    folder, first, bad, *others = sys.argv[2:]
    paths = [Path(folder, name) for name in (first, bad, *others)]
    loader = Loader(Path(folder, "home"), Path(sys.argv[1]), DEFAULT_BASE, processes=2)
    before = loader.load(paths[:1]).snapshot.id
    try:
        loader.load(paths[1:2])
    except ZhengtuError:
        served = open_current(loader.home).id == before
    outcome = loader.load(paths[1:])
    errors = [[type(error).__name__, str(error)] for error in outcome.failures]
    documents = outcome.snapshot.manifest["documents"]
    loaded = {one["file"]: one["counts"]["items"] for one in documents}
    print(json.dumps([served, errors, loaded]))

if __name__ == "__main__":
    main()
"""

_MEASURED = """
import ctypes, os, resource, subprocess, sys
PR_SET_CHILD_SUBREAPER = 36
ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
done = subprocess.run(sys.argv[1:])
try:
    while True:
        os.wait()
except ChildProcessError:
    pass
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
sys.exit(done.returncode)
"""
"""Runs a command and prints the MB of its largest process, once all of them have ended."""


@dataclass(frozen=True)
class Loaded:
    """What one load made of all bad, odd and good files."""

    folder: Path
    served_before: bool
    errors: list[tuple[str, str]]
    items: dict[str, int]
    megabytes: int


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Loaded:
    """Load a good file, then a bad one, then all of them in one load in a process of its own."""
    folder = tmp_path_factory.mktemp("bad")
    (folder / "first.txt").write_text(text(1), encoding="utf-8")
    (folder / "second.txt").write_text(text(2), encoding="utf-8")
    for name, bad in BAD.items():
        bad.make(folder / name)
    for name, make in ODD.items():
        make(folder / name)
    names = ("first.txt", *BAD, *ODD, "second.txt")
    python = (sys.executable, "-c")
    run = subprocess.run(
        [*python, _MEASURED, *python, _LOAD, str(root / "data"), str(folder), *names],
        capture_output=True,
        check=True,
        timeout=SECONDS,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    said, megabytes = run.stdout.splitlines()
    return Loaded(folder, *json.loads(said), int(megabytes))


def file_named_by(message: str) -> str:
    return re.split("[:,]", message)[0].rpartition("/")[2]


@pytest.mark.parametrize("name", BAD, ids=ascii)
def test_bad_file_is_an_error_that_says_what_to_do(name: str, loaded: Loaded) -> None:
    bad = BAD[name]
    printed = name.encode("unicode_escape").decode()
    [(kind, said)] = [one for one in loaded.errors if file_named_by(one[1]) == printed]
    assert kind == bad.error.__name__
    assert [word for word in bad.words if word not in said] == [], said
    # Refused by what it is: no worker was stopped, and no library said something of its own.
    for word in ("too long", "too much memory", "broke down", "zhengtu fails", "Traceback"):
        assert word not in said
    assert said.isprintable()
    assert len(said.replace(str(loaded.folder), "")) < 300


@pytest.mark.parametrize("name", ODD)
def test_odd_file_is_read(name: str, loaded: Loaded) -> None:
    assert loaded.items.get(name) == 1, [said for _, said in loaded.errors if name in said]


def test_good_files_stay_beside_the_bad_ones(loaded: Loaded) -> None:
    assert loaded.served_before
    assert set(loaded.items) == {"first.txt", "second.txt", *ODD}
    assert loaded.items["first.txt"] == loaded.items["second.txt"] == 1
    assert len(loaded.errors) == len(BAD) >= 45


def test_bad_files_take_little_memory(loaded: Loaded) -> None:
    assert 0 < loaded.megabytes < MEGABYTES


def test_an_error_holds_nothing_of_its_document(tmp_path: Path, root: Path) -> None:
    path = tmp_path / "wide.txt"
    BAD["wide.txt"].make(path)
    task = Task(path, path.name, root / "data" / "registers", DEFAULT_BASE, "", tmp_path)
    error = _attempt(task)
    assert isinstance(error, UnreadableDocument | LayoutError)
    assert error.__traceback__ is error.__context__ is error.__cause__ is None


def spin() -> None:
    """Work without end in a worker whose seconds are used up."""
    budget.begin_worker()
    budget.allow_reading()
    while True:
        pass


def grow() -> None:
    """Take memory without end, as a reader would whose file unpacks to more and more."""
    budget.begin_worker()
    budget.allow_reading()
    held = []
    try:
        while True:
            held.append(bytearray(10_000_000))
    except MemoryError:
        budget.end_worker()


@pytest.mark.parametrize(("work", "said"), [(spin, "too long"), (grow, "too much memory")])
def test_worker_is_stopped_at_its_limit(work: object, said: str) -> None:
    with ProcessPool(max_workers=1, context=get_context("spawn")) as pool:
        with pytest.raises(ProcessExpired) as stopped:
            pool.schedule(work, timeout=SECONDS).result()
        assert said in budget.why_it_ended(stopped.value.exitcode)
        assert pool.schedule(os.getpid, timeout=SECONDS).result() != os.getpid()


CLOCK_OF_THE_LIMIT = """
import resource, signal, sys, time
from loader import budget

def stopped(*_):
    print(budget._used())
    sys.exit()

signal.signal(signal.SIGXCPU, stopped)
resource.setrlimit(resource.RLIMIT_CPU, (2, resource.RLIM_INFINITY))
while True:
    time.sleep(0.002)
    sum(range(100_000))
"""


def test_seconds_are_counted_by_the_clock_of_the_limit() -> None:
    done = subprocess.run(
        [sys.executable, "-c", CLOCK_OF_THE_LIMIT],
        capture_output=True,
        text=True,
        check=True,
        timeout=SECONDS,
    )
    assert abs(float(done.stdout) - 2) < 0.05, "by the other clock it is 0.1 away"


def test_limits_do_not_touch_the_process_of_the_user() -> None:
    before = [budget.resource.getrlimit(kind) for kind in (budget._CPU, budget._DATA)]
    budget.allow_reading()
    assert [budget.resource.getrlimit(kind) for kind in (budget._CPU, budget._DATA)] == before
