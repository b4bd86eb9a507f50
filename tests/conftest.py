"""What the tests share: the notice, loaded once, and a document of an invented city."""

from __future__ import annotations

import fcntl
import gc
import hashlib
import io
import json
import os
import re
import shutil
import socket
import threading
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import RdfFormat, Store

from graph.opened import OpenSnapshot
from graph.serving.workers import Limits
from graph.storage.export import export
from graph.storage.snapshot import Snapshot, open_current
from loader.entities import Extraction
from loader.extract import extract
from loader.load import Loader
from loader.readers import read_document
from loader.registers.registers import Registers
from loader.report import Report
from tests.zhengtu.forked import start_forkserver

ROOT = Path(__file__).parents[1]
BASE = "https://w3id.org/zhengtu/"
OTHER_BASE = "https://data.example.org/gov/"

NAMING = (
    "agencies",
    "agency_changes",
    "corrections",
    "division_changes",
    "divisions",
    "groups",
    "indicators",
    "national_forms",
    "officials",
    "outcomes",
    "places",
    "policies",
    "programmes",
    "references",
    "surfaces",
)
"""Registers that name single bodies, people, places, documents and measures."""

THEME_TERMS = 40
"""Of how many terms of themes the lean registers know one."""

HEADER = ("门类", "项  目", "内容和要求", "分管领导", "主要责任单位", "相关单位")
ROWS = (
    ("河湖治理", "清淤", "疏浚虚河中段河道12公里。", "钱甲\n孙  乙", "水务局", "有关部门"),
    ("", "", "沿岸种树3000株。", "", "园林处", ""),
    ("办学", "校舍", "建成虚河一小新校舍。", "孙乙", "教育局\n\n财政局", "各镇"),
)

Rows = tuple[tuple[str, ...], ...]
Invent = Callable[..., str]
Extract = Callable[..., tuple[Extraction, Report]]


def table_text(header: tuple[str, ...], rows: Rows) -> str:
    """Print a table: a TAB opens each cell, a blank line ends each row."""
    return "".join("".join(f"\t{cell}\n" for cell in row) + "\n" for row in (header, *rows))


def invented(
    *,
    number: str = "虚政发〔2019〕5号",
    title: str = "关于分解落实2019年政府重点工作任务的通知",
    addressees: str = "各镇人民政府，市各委办局：",
    body: str = "根据市委一届二次全体会议精神，现将任务分解如下。",
    annexes: str = "附件：1．2019年重点工作分解表",
    issuer: str = "虚河市人民政府",
    header: tuple[str, ...] = HEADER,
    rows: Rows = ROWS,
) -> str:
    """Return the text of a document of an invented city, in the form of the notice."""
    head = (number, title, addressees, body, annexes, issuer)
    printed = "\n".join(line for line in head if line)
    return f"{printed}\n附件1\n2019年重点工作分解表\n\n{table_text(header, rows)}"


SLOW = (
    *("test_cli", "test_asking", "test_determinism", "test_reuse", "test_publish_kill"),
    *("test_questions", "test_layouts", "test_check", "test_updates", "test_load"),
    *("test_bad_input", "test_swap", "test_legacy", "test_fronts"),
)
"""Files that take minutes: they begin first, so that no process works alone at the end."""


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for no garbage among thousands of tests and all modules that are imported.

    They live as long as the process: to look through them took half of the time to collect.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    places = {name: place for place, name in enumerate(SLOW)}
    items.sort(key=lambda item: places.get(item.path.stem, len(SLOW)))


@pytest.fixture(scope="session", autouse=True)
def _forkserver() -> None:
    start_forkserver()


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def base() -> str:
    return BASE


@pytest.fixture(scope="session")
def notice() -> Path:
    return ROOT / "data" / "documents" / "taizhengfa-2018-3.txt"


@pytest.fixture(scope="session")
def truth() -> dict[str, Any]:
    """Return what an independent reader wrote down of the notice."""
    path = ROOT / "tests" / "truth" / "taizhengfa-2018-3.json"
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def registers() -> Registers:
    return Registers(ROOT / "data" / "registers")


@pytest.fixture(scope="session")
def lean_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder without documents whose registers know no body and no place by name.

    An invented city needs none, and a load takes a sixth of the time.
    """
    data = tmp_path_factory.mktemp("lean") / "data"
    shutil.copytree(ROOT / "data" / "registers", data / "registers")
    for name in NAMING:
        _thin_out(data / "registers" / f"{name}.csv", every=0)
    _thin_out(data / "registers" / "theme_terms.csv", every=THEME_TERMS)
    return data


def _thin_out(register: Path, every: int) -> None:
    """Keep the header of a register and one of `every` rows."""
    header, *rows = register.read_text(encoding="utf-8").splitlines(keepends=True)
    register.write_text("".join((header, *(rows[::every] if every else ()))), encoding="utf-8")


@pytest.fixture(scope="session")
def invent() -> Invent:
    return invented


@pytest.fixture(scope="session")
def work_out_id() -> Callable[[bytes, Snapshot], str]:
    """Return a function that works out the id of a snapshot from its export alone."""
    return _id_of


def _id_of(n_quads: bytes, snapshot: Snapshot) -> str:
    """Work out the id from an export: the hash of the hashes of what each document states.

    A document states what stands in its own graph, and links in another one about its items. The
    links between items and policies of other documents are a part of their own.
    """
    shares: dict[str, list[bytes]] = {"": [], "description": []}
    policies: list[bytes] = []
    for document in snapshot.documents():
        shares[document.iri.replace("/id/doc/", "/")] = []
    for line in n_quads.splitlines(keepends=True):
        subject, graph = line.split(b" ", 1)[0].decode(), line.rsplit(b" ", 2)[1].decode()
        if "/id/link/" in subject:
            policies.append(line)
            continue
        where = subject if graph.endswith("/graph/enrichment>") else graph
        where = re.sub("/id/(doc|project|task)/", "/", where)
        if graph.endswith("/graph/description>"):
            shares["description"].append(line)
            continue
        owners = [owner for owner in shares if owner and where.startswith(f"<{owner}/")]
        shares[owners[0] if owners else ""].append(line)
    parts = [*shares.values(), *([policies] if policies else [])]
    hashes = sorted(hashlib.sha256(b"".join(share)).hexdigest() for share in parts)
    return hashlib.sha256("\n".join(hashes).encode()).hexdigest()[:16]


@pytest.fixture
def extracted(tmp_path: Path, registers: Registers) -> Extract:
    """Return a function that writes an invented document to a file and understands it."""

    def understand(**changes: Any) -> tuple[Extraction, Report]:
        path = tmp_path / "invented.txt"
        path.write_text(invented(**changes), encoding="utf-8")
        return extract(read_document(path), registers)

    return understand


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home into which all of data/documents is loaded, once for all processes of a run.

    Nobody may write to it: whoever needs to copies it.
    """
    return _load_once("loaded", BASE, tmp_path_factory)


@pytest.fixture(scope="session")
def moved_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the same under `OTHER_BASE`."""
    return _load_once("moved", OTHER_BASE, tmp_path_factory)


def _load_once(name: str, base: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    home, done = shared / name, shared / f"{name}.done"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            Loader(home, ROOT / "data", base, fresh=True).load()
            done.touch()
    return home


@pytest.fixture(scope="session")
def home(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home of the notice that the tests of this process may change."""
    folder = tmp_path_factory.mktemp("home") / "home"
    shutil.copytree(loaded, folder, symlinks=True, ignore=shutil.ignore_patterns(".*"))
    return folder


@pytest.fixture(scope="session")
def snapshot(loaded: Path) -> Snapshot:
    """Return the snapshot of all of data/documents."""
    return open_current(loaded)


@pytest.fixture(scope="session")
def n_quads(snapshot: Snapshot) -> bytes:
    """Return the snapshot as a user gets it by `zhengtu export`."""
    output = io.BytesIO()
    export(snapshot, "nq", output)
    return output.getvalue()


@pytest.fixture(scope="session")
def exported(n_quads: bytes) -> Store:
    """Return the exported N-Quads, read back into a store of their own."""
    store = Store()
    store.load(n_quads, format=RdfFormat.N_QUADS)
    return store


@pytest.fixture(scope="session")
def opened(snapshot: Snapshot) -> Iterator[OpenSnapshot]:
    limits = Limits(seconds=20, memory=2_000_000_000, result_bytes=20_000_000)
    with OpenSnapshot(snapshot, limits) as opened:
        yield opened


@pytest.fixture
def listener() -> Iterator[tuple[str, list[object]]]:
    """Listen on a port of this machine; return host and port, and whoever has called."""
    calls: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def accept() -> None:
            while True:
                try:
                    connection, caller = server.accept()
                except OSError:
                    return
                calls.append(caller)
                connection.close()

        threading.Thread(target=accept, daemon=True).start()
        yield f"127.0.0.1:{server.getsockname()[1]}", calls
        server.shutdown(socket.SHUT_RDWR)
