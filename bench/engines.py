"""Servers to compare with, each with the triples of the same snapshot: what is installed runs."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import urlopen

from pyoxigraph import DefaultGraph, RdfFormat, Store, serialize

from graph.storage.snapshot import Snapshot

_MOST_FOR_RDFLIB = 500_000
"""Statements that rdflib holds in a bearable time."""
_GRAPH = "http://localhost/union"

Engine = Callable[[Snapshot, Path], AbstractContextManager[str]]
"""Starts a server on a snapshot, with a folder to work in; yields its SPARQL address."""


class NotHere(Exception):
    """The server is not installed, or not fit for that much data."""


@contextmanager
def oxigraph(snapshot: Snapshot, folder: Path) -> Iterator[str]:  # noqa: ARG001 - reads our store
    """Oxigraph's own server (PyPI: oxigraph) on the very store of the snapshot."""
    port = _free_port()
    command = [_found("oxigraph"), "serve-read-only", "--location", str(snapshot.store_path)]
    with _running([*command, "--bind", f"127.0.0.1:{port}"], f"http://127.0.0.1:{port}/query") as a:
        yield a


@contextmanager
def rdflib_endpoint(snapshot: Snapshot, folder: Path) -> Iterator[str]:
    """rdflib's server (PyPI: rdflib-endpoint) on a file of all triples."""
    program = _found("rdflib-endpoint")
    if snapshot.manifest["counts"]["quads"] > _MOST_FOR_RDFLIB:
        raise NotHere(f"over {_MOST_FOR_RDFLIB:,} statements take it too long to read")
    file, port = _union(snapshot, folder), _free_port()
    command = [program, "serve", "--host", "127.0.0.1", "--port", str(port), str(file)]
    with _running(command, f"http://127.0.0.1:{port}/") as address:
        yield address


@contextmanager
def virtuoso(snapshot: Snapshot, folder: Path) -> Iterator[str]:
    """Virtuoso (Debian: virtuoso-opensource) with all triples in one graph, all of them loaded."""
    program, shell = _found("virtuoso-t"), _found("isql-vt")
    file, port, sql = _union(snapshot, folder), _free_port(), _free_port()
    (folder / "virtuoso.ini").write_text(_INI.format(folder=folder, port=port, sql=sql), "utf-8")
    address = f"http://127.0.0.1:{port}/sparql"
    is_new = not (folder / "virtuoso.db").exists()
    with _running([program, "-f", "-c", str(folder / "virtuoso.ini")], address, folder):
        if is_new:
            load = _LOAD.format(folder=folder, file=file.name, graph=_GRAPH)
            command = [shell, f"localhost:{sql}", "dba", "dba", "ERRORS=STDOUT", f"exec={load}"]
            done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
            if done.returncode:
                raise NotHere(f"it did not load: {done.stderr or done.stdout}")
        _check_whole(address, file)
        yield address


def _check_whole(address: str, file: Path) -> None:
    """Raise NotHere unless the server has as many triples as the file has lines."""
    query = urlencode({"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "format": "text/csv"})
    with urlopen(f"{address}?{query}", timeout=600) as answer:  # noqa: S310 - this machine
        has = int(answer.read().split()[1])
    with file.open("rb") as lines:
        expected = sum(1 for _ in lines)
    if has != expected:
        raise NotHere(f"it has {has:,} of {expected:,} triples")


ENGINES: dict[str, Engine] = {
    "oxigraph": oxigraph,
    "rdflib-endpoint": rdflib_endpoint,
    "virtuoso": virtuoso,
}

_LOAD = """ld_dir('{folder}', '{file}', '{graph}'); rdf_loader_run(); checkpoint;
INSERT INTO DB.DBA.SYS_SPARQL_HOST (SH_HOST, SH_GRAPH_URI) VALUES ('%', '{graph}');"""
"""The second line makes that graph the one that queries ask: there are others, of its own."""
_INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
MaxCheckpointRemap = 2000
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
MaxCheckpointRemap = 2000
[Parameters]
ServerPort = {sql}
ServerThreads = 30
NumberOfBuffers = 340000
MaxDirtyBuffers = 250000
MaxQueryMem = 2G
ThreadsPerQuery = 4
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerThreads = 30
MaxKeepAlives = 64
KeepAliveTimeout = 60
[SPARQL]
ResultSetMaxRows = 1000000
[Client]
SQL_QUERY_TIMEOUT = 0
"""


def folder_of(snapshot: Snapshot, folder: Path) -> Path:
    """Return the folder below `folder` for what servers load of `snapshot`; it is made."""
    own = (folder / snapshot.id).resolve()
    own.mkdir(parents=True, exist_ok=True)
    return own


def _union(snapshot: Snapshot, folder: Path) -> Path:
    """Write the triples of all graphs to a file, each once."""
    file = folder / "union.nt"
    if not file.exists():
        store = Store.read_only(str(snapshot.store_path))
        triples = (q.triple for q in store.quads_for_pattern(None, None, None, DefaultGraph()))
        with file.open("wb") as output:
            serialize(triples, output, format=RdfFormat.N_TRIPLES)
    return file


@contextmanager
def _running(command: list[str], address: str, folder: Path | None = None) -> Iterator[str]:
    with subprocess.Popen(  # noqa: S603 - our own command
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={**os.environ},
    ) as process:
        try:
            _await(address, process)
            yield address
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()


def _await(address: str, process: subprocess.Popen[bytes]) -> None:
    query = urlencode({"query": "ASK {}"})
    for _ in range(1200):
        if process.poll() is not None:
            raise NotHere(f"it ended with {process.returncode}")
        try:
            with urlopen(f"{address}?{query}", timeout=60):  # noqa: S310 - this machine
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise NotHere("it did not answer")


def _found(program: str) -> str:
    path = shutil.which(program)
    if path is None:
        raise NotHere(f"no {program} on the PATH")
    return path


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
