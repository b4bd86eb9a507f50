"""The same bytes give the same snapshot: anywhere, any time, and a second time for nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from graph.index.entries.fields import Condition
from graph.index.index import TextIndex
from graph.index.search.searches import Search
from graph.storage.snapshot import Snapshot, open_current
from loader.load import Loader
from ontology.ids import DEFAULT_BASE
from tests.conftest import OTHER_BASE

WorkOutId = Callable[[bytes, Snapshot], str]


def state(home: Path) -> dict[str, tuple[int, int, str]]:
    """Return every path of `home` with size, time of change and target of a link."""
    found = {}
    for path in home.rglob("*"):
        if path.name != ".lock":
            status = path.lstat()
            target = str(path.readlink()) if path.is_symlink() else ""
            found[str(path.relative_to(home))] = (status.st_size, status.st_mtime_ns, target)
    return found


def run_load(home: Path, data: Path, cwd: Path, **environment: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "zhengtu.cli", "load", "--home", str(home)],
        env={**os.environ, "ZHENGTU_DATA": str(data), **environment},
        cwd=cwd,
        check=True,
        capture_output=True,
    )


def test_another_process_writes_the_same_bytes(
    tmp_path: Path,
    root: Path,
    snapshot: Snapshot,
    n_quads: bytes,
    work_out_id: WorkOutId,
) -> None:
    data = tmp_path / "elsewhere" / "data"
    shutil.copytree(root / "data", data)
    for path in data.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    home = tmp_path / "home"
    run_load(home, data, tmp_path, PYTHONHASHSEED="4242", LC_ALL="C", TZ="Asia/Shanghai")
    loaded = open_current(home)
    assert b"".join(loaded.n_quads()) == n_quads
    assert loaded.id == loaded.folder.name == work_out_id(n_quads, loaded)
    for name in ("manifest.json", "report.json"):
        assert (loaded.folder / name).read_bytes() == (snapshot.folder / name).read_bytes()


def test_loading_the_same_again_changes_nothing(
    tmp_path: Path, lean_data: Path, invent: Callable[..., str]
) -> None:
    home, path = tmp_path / "home", tmp_path / "invented.txt"
    path.write_text(invent(), encoding="utf-8")
    first = Loader(home, lean_data, DEFAULT_BASE).load([path])
    before = state(home)
    assert len(before) > 5
    for fresh in (False, True):
        os.utime(path, (1_000_000_000, 1_000_000_000))
        again = Loader(home, lean_data, DEFAULT_BASE, fresh).load([path])
        assert (first.changed, again.changed) == (True, False)
        assert again.snapshot.id == first.snapshot.id
        assert state(home) == before


def test_order_of_the_files_does_not_matter(
    tmp_path: Path, lean_data: Path, invent: Callable[..., str]
) -> None:
    paths = []
    for number in (5, 6):
        path = tmp_path / f"{number}.txt"
        path.write_text(invent(number=f"虚政发〔2019〕{number}号"), encoding="utf-8")
        paths.append(path)
    ids = set()
    for name, order in (("a", paths), ("b", paths[::-1])):
        ids.add(Loader(tmp_path / name, lean_data, DEFAULT_BASE).load(order).snapshot.id)
    assert len(ids) == 1


def test_another_base_gives_the_same_graph_under_that_base(
    moved_home: Path, n_quads: bytes
) -> None:
    moved = open_current(moved_home)
    expected = n_quads.replace(DEFAULT_BASE.encode(), OTHER_BASE.encode())
    assert b"".join(moved.n_quads()) == b"".join(sorted(expected.splitlines(keepends=True)))
    assert moved.base_iri == OTHER_BASE
    assert moved.manifest["documents"][0]["iri"] == f"{OTHER_BASE}id/doc/320585/tzf-2018-3"
    found = TextIndex(moved.index_path).search(Search("河长制", (Condition("type", ("task",)),)))
    assert found.total > 0
    assert all(card["iri"].startswith(f"{OTHER_BASE}id/task/") for _, card in found.hits)
    graphs = moved.manifest["counts"]["graphs"]
    assert all(name.startswith(OTHER_BASE) for name in graphs)


def test_adding_to_a_snapshot_with_another_base_moves_what_it_has(
    tmp_path: Path, lean_data: Path, invent: Callable[..., str]
) -> None:
    home = tmp_path / "home"
    for number, base_iri in ((5, DEFAULT_BASE), (6, OTHER_BASE)):
        path = tmp_path / f"{number}.txt"
        path.write_text(invent(number=f"虚政发〔2019〕{number}号"), encoding="utf-8")
        loaded = Loader(home, lean_data, base_iri).load([path]).snapshot
    documents = [document.iri for document in loaded.documents()]
    assert documents == [
        f"{OTHER_BASE}id/doc/000000-ayrxi6halv/xzf-2019-{number}" for number in (5, 6)
    ]
    assert DEFAULT_BASE.encode() not in b"".join(loaded.n_quads())


def test_no_path_of_the_machine_is_in_the_snapshot(
    tmp_path: Path, root: Path, snapshot: Snapshot, n_quads: bytes
) -> None:
    written = [(snapshot.folder / name).read_bytes() for name in ("manifest.json", "report.json")]
    for content in (n_quads, *written):
        for path in (root, snapshot.folder.parent, tmp_path.parent):
            assert str(path).encode() not in content
