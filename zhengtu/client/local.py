"""A server of one's own for the snapshot on this computer: the same answers as from afar.

It is a process that ends with the one that started it. A process, because the workers of queries
are started by importing the main module anew: a plain script would run again in each of them.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
import weakref
from pathlib import Path
from threading import Thread
from typing import IO

from ontology.errors import SnapshotError, UnknownName, ZhengtuError


class LocalServer:
    """A server of `home` on a free port of the loopback; it ends when this is closed or lost."""

    def __init__(self, home: Path) -> None:
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - as long as the process
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", "zhengtu.client.local", str(home)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            # a notebook interrupts its whole group of processes; the server is to go on
            start_new_session=True,
        )
        self._end = weakref.finalize(self, _end, self._process, self._errors)
        self.url = self._address()

    def _address(self) -> str:
        assert self._process.stdout is not None  # noqa: S101 - asked for above
        printed = self._process.stdout.readline().decode()
        found = re.search(r"http://\S+", printed)
        if found is None:
            self._process.wait()
            self._errors.seek(0)
            said = self._errors.read().decode(errors="replace").strip().split("\n")[-1]
            self._end()
            raise SnapshotError(f"the local server did not start: {said or printed}")
        return found[0].rstrip("/")

    def close(self) -> None:
        self._end()


def _end(process: subprocess.Popen[bytes], errors: IO[bytes]) -> None:
    """End the server: it stops when its standard input does."""
    for stream in (process.stdin, process.stdout):
        if stream:
            stream.close()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    errors.close()


def find_snapshot(folder: Path) -> tuple[Path, str]:
    """Return the home of `folder` and the id of the snapshot that it is, or "" for the current one.

    Raises UnknownName if it is neither a home nor a snapshot.
    """
    from graph.storage.snapshot import CURRENT, MANIFEST

    if (folder / CURRENT).exists():
        return folder, ""
    if (folder / MANIFEST).is_file():
        resolved = folder.resolve()
        return resolved.parent, resolved.name
    message = f"{folder}: no snapshot there; give a folder of snapshots, one of them, or an address"
    raise UnknownName(message)


def _serve(home: Path) -> None:
    from zhengtu.server import run
    from zhengtu.settings import read_settings

    Thread(target=_stop_at_the_end_of_input, daemon=True).start()
    try:
        run(read_settings().model_copy(update={"home": home}), "127.0.0.1", 0)
    except ZhengtuError as error:
        print(f"{error.title}: {error}", file=sys.stderr, flush=True)
        sys.exit(1)


def _stop_at_the_end_of_input() -> None:
    # not sys.stdin, whose lock would be in the way when the interpreter ends
    while os.read(0, 4096):
        pass
    os.kill(os.getpid(), signal.SIGINT)


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))
