"""A machine that stands still is noticed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

WATCH = """
import time
from graph.machine.pauses import Pauses
with Pauses(look=0.05, pause=0.5) as pauses:
    print("begun", flush=True)
    time.sleep(2)
print(pauses.seen)
"""


def watched(*, stands_still: bool) -> str:
    """Return what a process prints that watches for pauses, and is stopped for a second or not."""
    command = [sys.executable, "-c", WATCH]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as watching:
        assert watching.stdout is not None
        watching.stdout.readline()
        if stands_still:
            time.sleep(0.2)
            os.kill(watching.pid, signal.SIGSTOP)
            time.sleep(1)
            os.kill(watching.pid, signal.SIGCONT)
        return watching.stdout.read().strip()


def test_a_pause_is_seen() -> None:
    assert watched(stands_still=True) == "True"
    assert watched(stands_still=False) == "False"
