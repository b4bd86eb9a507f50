"""Runs the command line in a copy of a process that has loaded it: what a user sees, sooner."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import tempfile
from multiprocessing import forkserver
from multiprocessing.process import BaseProcess
from pathlib import Path

PRELOADED = [
    *("loader.warm", "graph.serving.service", "graph.sparql.joining.counting"),
    *("zhengtu.cli", "zhengtu.answers", "zhengtu.reporting", "zhengtu.settings"),
]
"""What workers of a load, workers that answer and commands need."""


def start_forkserver() -> None:
    """Start what all processes of a test are forked from, unless it runs.

    Whoever needs it first would start it with what it needs itself, and each process of another
    kind would then import its code anew, for seconds.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # what is forked from may have no thread
    multiprocessing.get_context("forkserver").set_forkserver_preload(PRELOADED)
    forkserver.ensure_running()


def run_forked(
    arguments: list[str], cwd: Path, environment: dict[str, str], stdin: str, seconds: float
) -> subprocess.CompletedProcess[str]:
    """Run `zhengtu` with `arguments` and return what it printed and its exit code.

    Raises TimeoutExpired, as `subprocess.run` does.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in").write_text(stdin, encoding="utf-8")
        process = start_forked(arguments, cwd, environment, folder)
        process.join(seconds)
        if process.exitcode is None:
            process.kill()
            raise subprocess.TimeoutExpired(arguments, seconds)
        out, err = ((folder / name).read_text(encoding="utf-8") for name in ("out", "err"))
        return subprocess.CompletedProcess(arguments, process.exitcode, out, err)


def start_forked(
    arguments: list[str], cwd: Path, environment: dict[str, str], folder: Path
) -> BaseProcess:
    """Start `zhengtu` with `arguments`; it reads `in` of `folder` and prints to `out` and `err`."""
    start_forkserver()
    context = multiprocessing.get_context("forkserver")
    process = context.Process(target=_become, args=(arguments, cwd, environment, folder))
    process.start()
    return process


def _become(arguments: list[str], cwd: Path, environment: dict[str, str], folder: Path) -> None:
    """Be the process of a user: its folder, environment, input and output."""
    # Its workers are copied from the process that it was copied from, not from one of its own.
    forkserver._forkserver.ensure_running = lambda: None  # type: ignore[attr-defined]
    forkserver.ensure_running = lambda: None
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
    for number, name in enumerate(("in", "out", "err")):
        os.dup2(os.open(folder / name, os.O_CREAT | os.O_RDWR, 0o600), number)
    sys.stdin, sys.stdout, sys.stderr = (
        os.fdopen(number, mode, encoding="utf-8", closefd=False)
        for number, mode in enumerate(("r", "w", "w"))
    )
    sys.argv = ["zhengtu", *arguments]
    from zhengtu.cli import main

    main()
