"""A real server on a real snapshot, started as a user starts it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.http.tokens import new_token
from tests.zhengtu.forked import run_forked

ZHENGTU = str(Path(sys.executable).with_name("zhengtu"))

Load = Callable[..., str]
Serving = Callable[..., AbstractContextManager[str]]


def environment(root: Path, settings: dict[str, str]) -> dict[str, str]:
    """Return the caller's environment without settings of its own, and with `settings`."""
    kept = {k: v for k, v in os.environ.items() if not k.upper().startswith("ZHENGTU_")}
    return {**kept, "ZHENGTU_DATA": str(root / "data"), **settings}


@pytest.fixture(scope="session")
def load(root: Path) -> Load:
    """Return a function that runs `zhengtu load` and returns what it printed."""

    def run(home: Path, *arguments: str, **settings: str) -> str:
        command = ["load", "--home", str(home), *arguments]
        done = run_forked(command, Path.cwd(), environment(root, settings), "", 120)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


@pytest.fixture(scope="session")
def load_lean(load: Load, lean_data: Path) -> Load:
    """Return `load` at registers that name nobody."""
    return partial(load, ZHENGTU_DATA=str(lean_data))


@pytest.fixture(scope="session")
def serving(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Serving:
    """Return a context manager that serves a home and gives the address that was printed.

    At its end the server must stop when all its processes are asked to, as a terminal and a service
    manager do, and none may be left. It must have written nothing to standard error: an unexpected
    error is written there.
    """

    @contextmanager
    def serve(home: Path, *, quiet: bool = True, **settings: str) -> Iterator[str]:
        errors = tmp_path_factory.mktemp("server") / "stderr"
        with errors.open("wb") as stderr:
            process = subprocess.Popen(
                [ZHENGTU, "serve", "--port", "0", "--home", str(home)],
                env=environment(root, settings),
                stdout=subprocess.PIPE,
                stderr=stderr,
                text=True,
                start_new_session=True,
            )
        assert process.stdout is not None
        with process:
            try:
                printed = process.stdout.readline()
                found = re.search(r"http://\S+", printed)
                assert found is not None, printed + errors.read_text("utf-8")
                yield found[0].rstrip("/")
            finally:
                os.killpg(process.pid, signal.SIGTERM)
                try:
                    process.wait(timeout=15)
                    _await_end(process.pid)
                except (subprocess.TimeoutExpired, TimeoutError):
                    os.killpg(process.pid, signal.SIGKILL)
                    raise
        if quiet:
            assert errors.read_text("utf-8") == ""

    return serve


def _await_end(group: int) -> None:
    """Wait until no process of a group is left; raises TimeoutError if one is."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    raise TimeoutError(f"processes of the group {group} are left")


@pytest.fixture(scope="session")
def tokens(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return tokens by the name of who has them, and `file`, where the server finds them."""
    path = tmp_path_factory.mktemp("tokens") / "tokens"
    (operator, first), (reader, second) = (
        new_token("operator", ["queries"]),
        new_token("reader", ["nothing"]),
    )
    path.write_text(f"# who may do what\n{first}\n{second}\n", encoding="utf-8")
    return {"operator": operator, "reader": reader, "file": str(path)}


@pytest.fixture(scope="session")
def query_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("log") / "queries"


@pytest.fixture(scope="session")
def url(home: Path, serving: Serving, tokens: dict[str, str], query_log: Path) -> Iterator[str]:
    settings = {"ZHENGTU_TOKENS": tokens["file"], "ZHENGTU_QUERY_LOG": str(query_log)}
    with serving(home, **settings) as address:
        yield address


@pytest.fixture(scope="session")
def client(url: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=url, timeout=60, trust_env=False) as client:
        yield client


@pytest.fixture(scope="session")
def snapshot_id(client: httpx.Client) -> str:
    return str(client.get("/api/info").json()["id"])


@pytest.fixture(scope="session")
def problem() -> Callable[[httpx.Response, int], dict[str, Any]]:
    """Return a function that takes a response for a problem document of a status."""

    def read(response: httpx.Response, status: int) -> dict[str, Any]:
        assert response.status_code == status, response.text
        assert response.headers["content-type"] == "application/problem+json"
        content = response.json()
        assert content["status"] == status
        assert content["title"]
        assert content["detail"]
        return content

    return read


@pytest.fixture(scope="session")
def holder_of() -> Callable[[HTTPConnection], int]:
    """Return what tells the process that has the server's end of a connection."""

    def find(connection: HTTPConnection) -> int:
        ends = connection.sock.getsockname(), connection.sock.getpeername()
        ours, theirs = (f":{end[1]:04X}" for end in ends)
        lines = (line.split() for line in Path("/proc/net/tcp").read_text("ascii").splitlines())
        found = next(line for line in lines if line[1].endswith(theirs) and line[2].endswith(ours))
        for file in Path("/proc").glob("[0-9]*/fd/*"):
            with suppress(OSError):
                if str(file.readlink()) == f"socket:[{found[9]}]":
                    return int(file.parts[2])
        raise AssertionError("nobody has it")

    return find
