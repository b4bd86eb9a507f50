"""A server of our own for measuring: started, warm, watched, stopped."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

_IDLE = 0.03
"""Seconds of work in half a second, below which a server waits for requests."""

_LOOKUPS = 200
"""So many in a row let a server of several processors start processes for them."""


@dataclass(frozen=True)
class Served:
    """A server that runs: its process and where it listens."""

    process: subprocess.Popen[str]
    address: str

    @property
    def port(self) -> int:
        return int(self.address.rsplit(":", 1)[1])

    def is_alive(self) -> bool:
        return self.process.poll() is None

    def memory(self) -> int:
        """Return the bytes that the server and its workers hold, shared ones divided (PSS)."""
        return sum(_pss(pid) for pid in family(self.process.pid))

    def settle(self, longest: float = 30.0) -> None:
        """Wait until it has done what it does after its start, and when somebody looks up first:
        word lists take it a second, and so do the processes for look-ups."""
        self._wait_idle(longest)
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=60)) as client:
            for number in range(_LOOKUPS):
                client.request(
                    "GET", f"/sparql?query={quote(f'ASK {{ <http://x/{number}> a ?x }}')}"
                )
                client.getresponse().read()
        self._wait_idle(longest)

    def _wait_idle(self, longest: float) -> None:
        end, before = time.monotonic() + longest, -1.0
        while time.monotonic() < end:
            now = sum(_seconds(pid) for pid in family(self.process.pid))
            if now - before < _IDLE:
                return
            before = now
            time.sleep(0.5)


@contextmanager
def serving(home: Path, **settings: object) -> Iterator[Served]:
    """Serve `home` by the command line with settings such as `query_seconds=3`."""
    environment = {f"ZHENGTU_{name.upper()}": str(value) for name, value in settings.items()}
    with subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "zhengtu.cli", "serve", "--port", "0", "--home", str(home)],
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout is not None  # noqa: S101 - a pipe
        found = re.search(r"http://\S+?(?=/?$)", process.stdout.readline().strip())
        if found is None:
            raise SystemExit(f"no server for {home}; load documents there first")
        try:
            yield Served(process, found[0])
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=20)


def family(root: int) -> list[int]:
    """Return a process and all below it."""
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text("utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(folder.name)] = int(fields[1])
    family = [root]
    for member in family:
        family += [pid for pid, parent in parents.items() if parent == member]
    return family


def _pss(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def _seconds(pid: int) -> float:
    """Return how long a process has had a processor."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
