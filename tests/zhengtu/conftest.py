"""The command line as a user runs it: a process, its output, its exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.zhengtu.forked import run_forked

ZHENGTU = str(Path(sys.executable).with_name("zhengtu"))

Done = subprocess.CompletedProcess[str]
Run = Callable[..., Done]


def environment(**settings: str) -> dict[str, str]:
    """Return the caller's environment without settings of its own, and with `settings`."""
    kept = {k: v for k, v in os.environ.items() if not k.upper().startswith("ZHENGTU_")}
    return {**kept, **settings}


@pytest.fixture(scope="session")
def run(root: Path) -> Run:
    """Return a function that runs `zhengtu` in the checkout; settings are given by name."""

    def zhengtu(*arguments: str | Path, stdin: str = "", cwd: Path = root, **settings: str) -> Done:
        return run_forked(list(map(str, arguments)), cwd, environment(**settings), stdin, 60)

    return zhengtu


@pytest.fixture(scope="session")
def lean(run: Run, lean_data: Path) -> Run:
    """Return `run` at registers that name nobody, with which a load takes a third of the time."""
    return partial(run, ZHENGTU_DATA=str(lean_data))
