"""Print how fast documents are loaded, beside the raw bulk load of the same N-Quads.

    make bench-load

One line per number of documents and processes: documents and triples per second, the greatest
memory of a process, and the speed as a share of that of the bulk load alone in the same run; then
how long it takes to add one document more. Processor seconds stand beside the seconds: they tell
more where the machine has other work.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import RdfFormat, Store

from bench.make_corpus import write_corpus
from graph.storage.parts import read_n_quads
from graph.storage.snapshot import Snapshot, open_current

_MEASURED = """
import ctypes, os, resource, subprocess, sys, time
PR_SET_CHILD_SUBREAPER = 36
ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
begun = time.monotonic()
done = subprocess.run(sys.argv[1:])
seconds = time.monotonic() - begun
try:
    while True:
        os.wait()
except ChildProcessError:
    pass
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)
sys.exit(done.returncode)
"""
"""Runs a command and prints what it took: seconds, processor seconds, MB of its largest process.

The process that workers are copied from outlives the command by a moment; it is waited for too.
"""


@dataclass(frozen=True)
class Cost:
    """What something took; `memory` in MB is that of the largest process."""

    seconds: float
    processor: float
    memory: int = 0

    def __str__(self) -> str:
        return f"{self.seconds:.1f} s ({self.processor:.1f} s of processors)"


def main() -> None:
    """Measure every number of documents, with one process and with two if nothing else is said."""
    parser = argparse.ArgumentParser(description="measure the load")
    parser.add_argument("counts", type=int, nargs="*", default=[100, 1000])
    parser.add_argument("--processes", type=int, nargs="+", default=[1, 2])
    asked = parser.parse_args()
    for count in asked.counts:
        with tempfile.TemporaryDirectory() as folder:
            _measure(count, asked.processes, Path(folder))


def _measure(count: int, numbers: list[int], folder: Path) -> None:
    *paths, another = write_corpus(count + 1, folder / "documents")
    for processes in numbers:
        home = folder / f"home{processes}"
        cost = _load(paths, home, processes)
        snapshot = open_current(home)
        raw = _bulk_load(snapshot, folder / f"raw{processes}")
        quads = snapshot.manifest["counts"]["quads"]
        print(
            f"{count} documents, {processes} processes: {count / cost.seconds:.2f} documents/s, "
            f"{quads / cost.seconds:,.0f} triples/s, {cost.memory} MB at most; {cost}, "
            f"bulk load alone {raw}: {raw.seconds / cost.seconds:.2f} of its speed",
            flush=True,
        )
        more = _load([another], home, processes)
        print(f"  one document more: {more}, {more.memory} MB at most", flush=True)
        shutil.rmtree(home)


def _load(paths: list[Path], home: Path, processes: int) -> Cost:
    """Load `paths` by the command line and return what it took."""
    command = [sys.executable, "-m", "zhengtu.cli", "load", "--home", str(home)]
    environment = {"ZHENGTU_LOAD_PROCESSES": str(processes)}
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", _MEASURED, *command, *map(str, paths)],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    seconds, processor, memory = done.stdout.split()[-3:]
    return Cost(float(seconds), float(processor), int(memory))


def _bulk_load(snapshot: Snapshot, folder: Path) -> Cost:
    """Return what it takes to load the N-Quads of all parts into an empty store."""
    plain = folder.with_suffix(".nq")
    with plain.open("wb") as file:
        for part in snapshot.parts():
            file.write(read_n_quads(snapshot.parts_path, part))
    begun, worked = time.monotonic(), time.process_time()
    store = Store(str(folder))
    store.bulk_load(path=str(plain), format=RdfFormat.N_QUADS)
    store.flush()
    cost = Cost(time.monotonic() - begun, time.process_time() - worked)
    del store
    plain.unlink()
    shutil.rmtree(folder)
    return cost


if __name__ == "__main__":
    main()
