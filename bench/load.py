"""Print how fast documents are loaded, beside the raw bulk load of the same N-Quads.

    make bench-load

One line per number of documents and processes: documents and triples per second, the greatest
memory of a process, and the speed as a share of that of the bulk load alone in the same run; then
how long it takes to add one document more.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pyoxigraph import RdfFormat, Store

from bench.make_corpus import write_corpus
from graph.parts import read_n_quads
from graph.snapshot import Snapshot, open_current

_MEASURED = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(done.returncode)
"""
"""Runs a command and prints the greatest memory of a process in it."""


def main() -> None:
    """Measure every number of documents with one process and with two."""
    parser = argparse.ArgumentParser(description="measure the load")
    parser.add_argument("counts", type=int, nargs="*", default=[100, 1000])
    for count in parser.parse_args().counts:
        with tempfile.TemporaryDirectory() as folder:
            _measure(count, Path(folder))


def _measure(count: int, folder: Path) -> None:
    *paths, another = write_corpus(count + 1, folder / "documents")
    for processes in (1, 2):
        home = folder / f"home{processes}"
        seconds, memory = _load(paths, home, processes)
        snapshot = open_current(home)
        raw = _bulk_load(snapshot, folder / f"raw{processes}")
        quads = snapshot.manifest["counts"]["quads"]
        print(
            f"{count} documents, {processes} processes: {count / seconds:.2f} documents/s, "
            f"{quads / seconds:,.0f} triples/s, {memory} MB at most; {seconds:.1f} s, "
            f"bulk load alone {raw:.1f} s: {raw / seconds:.2f} of its speed",
            flush=True,
        )
        seconds, memory = _load([another], home, processes)
        print(f"  one document more: {seconds:.1f} s, {memory} MB at most", flush=True)
        shutil.rmtree(home)


def _load(paths: list[Path], home: Path, processes: int) -> tuple[float, int]:
    """Load `paths` by the command line; return seconds and the greatest memory in MB."""
    command = [sys.executable, "-m", "zhengtu.cli", "load", "--home", str(home)]
    environment = {"ZHENGTU_LOAD_PROCESSES": str(processes)}
    begun = time.monotonic()
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", _MEASURED, *command, *map(str, paths)],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return time.monotonic() - begun, int(re.findall(r"\d+", done.stdout)[-1]) // 1024


def _bulk_load(snapshot: Snapshot, folder: Path) -> float:
    """Return the seconds of loading the N-Quads of all parts into an empty store."""
    plain = folder.with_suffix(".nq")
    with plain.open("wb") as file:
        for part in snapshot.parts():
            file.write(read_n_quads(snapshot.parts_path, part))
    begun = time.monotonic()
    store = Store(str(folder))
    store.bulk_load(path=str(plain), format=RdfFormat.N_QUADS)
    store.flush()
    seconds = time.monotonic() - begun
    del store
    plain.unlink()
    shutil.rmtree(folder)
    return seconds


if __name__ == "__main__":
    main()
