"""A load takes over what it may, and nobody can tell: the snapshot is that of a fresh load."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Store

from graph.index.counting.tables import count_table
from graph.index.entries.columns import COLUMNS_FILE, DIMENSIONS, Columns
from graph.index.entries.fields import ROLE_GROUPS
from graph.index.index import TextIndex
from graph.index.search.searches import Search
from graph.storage.parts import is_intact, n_quads_path
from graph.storage.snapshot import Snapshot, open_current
from loader.load import Loader
from ontology.errors import SnapshotError
from ontology.ids import DEFAULT_BASE

Invent = Callable[..., str]
FEWER = (("办学", "校舍", "建成虚河一小新校舍。", "孙乙", "体育局", "各镇"),)
NEWER = "关于调整2019年政府重点工作任务的通知"


class Desk:
    """A folder of documents, registers of its own, and the home that they are loaded into."""

    def __init__(self, folder: Path, data: Path, invent: Invent) -> None:
        self.folder, self.invent = folder, invent
        self.home, self.data = folder / "home", folder / "data"
        shutil.copytree(data, self.data)

    def write(self, number: int, **changes: object) -> Path:
        path = self.folder / f"{number}.txt"
        text = self.invent(number=f"虚政发〔2019〕{number}号", **changes)
        path.write_text(text, encoding="utf-8")
        return path

    def load(self, *paths: Path) -> Snapshot:
        return Loader(self.home, self.data, DEFAULT_BASE).load(paths).snapshot

    def load_afresh(self, *paths: Path) -> Snapshot:
        home = self.folder / f"fresh{len(list(self.folder.glob('fresh*')))}"
        return Loader(home, self.data, DEFAULT_BASE, fresh=True).load(paths).snapshot


@pytest.fixture
def desk(tmp_path: Path, lean_data: Path, invent: Invent) -> Desk:
    return Desk(tmp_path, lean_data, invent)


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory, lean_data: Path, invent: Invent) -> Desk:
    """Return a desk with three documents loaded, to be copied."""
    desk = Desk(tmp_path_factory.mktemp("three"), lean_data, invent)
    desk.load(*(desk.write(number) for number in (5, 6, 7)))
    return desk


@pytest.fixture(scope="module")
def four(three: Desk) -> Snapshot:
    """Return what a fresh load of those three and of document 8 gives."""
    return three.load_afresh(*(three.write(number) for number in (5, 6, 7, 8)))


@pytest.fixture
def copied(desk: Desk, three: Desk) -> Desk:
    """Return a desk of its own that begins as `three` is."""
    shutil.copytree(three.home, desk.home, symlinks=True)
    for number in (5, 6, 7):
        desk.write(number)
    return desk


def assert_equal(one: Snapshot, other: Snapshot) -> None:
    """Compare two snapshots in all that answers: store, index, export, manifest, report."""
    assert one.id == other.id
    assert sorted_quads(one) == sorted_quads(other)
    assert cards(one) == cards(other)
    assert tables(one) == tables(other)
    assert list(one.n_quads()) == list(other.n_quads())
    for name in ("manifest.json", "report.json"):
        assert (one.folder / name).read_bytes() == (other.folder / name).read_bytes()


def sorted_quads(snapshot: Snapshot) -> list[str]:
    return sorted(map(str, Store.read_only(str(snapshot.store_path))))


def tables(snapshot: Snapshot) -> list[list[tuple[str, str, int]]]:
    """Return the counts of every dimension by the agencies in each role, and the labels."""
    columns = Columns(snapshot.index_path / COLUMNS_FILE)
    everything = columns.meeting(())
    found = []
    for name in DIMENSIONS:
        for role in ("", *ROLE_GROUPS):
            ends = (columns.column(n).within(everything, role) for n in (name, "agency"))
            table = count_table(*ends, everything)
            rows, across = table.rows.values, table.columns.values
            found.append(sorted((rows[r], across[c], n) for r, c, n in table.cells.tolist()))
    assert any(found)
    shown = {value for cells in found for a, b, _ in cells for value in (a, b)}
    return [*found, sorted((v, columns.labels[v], 0) for v in shown if v in columns.labels)]


def cards(snapshot: Snapshot) -> list[str]:
    found = TextIndex(snapshot.index_path).search(Search(limit=10_000))
    assert found.total == len(found.hits) > 100
    return sorted(str(card) for _, card in found.hits)


def inodes(folder: Path, pattern: str) -> set[int]:
    return {path.stat().st_ino for path in folder.rglob(pattern)}


def test_adding_and_replacing_in_any_order_is_a_fresh_load(copied: Desk) -> None:
    desk, first = copied, open_current(copied.home)
    paths = [desk.folder / f"{number}.txt" for number in (5, 6, 7)]

    added = desk.load(desk.write(8, title=NEWER))
    afresh = desk.load_afresh(*paths, desk.folder / "8.txt")
    assert_equal(added, afresh)
    assert inodes(first.store_path, "*.sst") & inodes(added.store_path, "*.sst")

    replaced = desk.load(desk.write(6, title=NEWER, rows=FEWER))
    assert_equal(replaced, desk.load_afresh(desk.folder / "8.txt", *paths))
    assert inodes(added.store_path, "*.sst") & inodes(replaced.store_path, "*.sst")
    assert replaced.manifest["counts"]["quads"] < added.manifest["counts"]["quads"]

    back = desk.load(desk.write(6))
    assert back.id == added.id
    assert_equal(back, afresh)


def test_unchanged_documents_are_not_made_again(desk: Desk) -> None:
    first = desk.load(*(desk.write(number) for number in (5, 6)))
    second = desk.load(desk.write(7))
    names = {n_quads_path(first.parts_path, d.part).name for d in first.documents()}
    assert len(names) == 2
    for name in names:
        assert (second.parts_path / name).samefile(first.parts_path / name)


def harmed(whole: bytes, harm: str) -> bytes:
    return whole[:-5] if harm == "cut" else whole[:-4] + b"abcd"


@pytest.mark.parametrize("suffix", [".nq.zst", ".index.zst", ".report.zst"])
@pytest.mark.parametrize("harm", ["cut", "gone", "other"])
def test_damaged_part_is_told(suffix: str, harm: str, three: Desk, tmp_path: Path) -> None:
    snapshot = open_current(three.home)
    [part, *_] = [document.part for document in snapshot.documents()]
    for path in snapshot.parts_path.glob(f"{part.key}*"):
        if not path.name.endswith(suffix):
            shutil.copy(path, tmp_path)
        elif harm != "gone":
            (tmp_path / path.name).write_bytes(harmed(path.read_bytes(), harm))
    assert not is_intact(tmp_path, part)
    shutil.copy(snapshot.parts_path / f"{part.key}{suffix}", tmp_path)
    assert is_intact(tmp_path, part)


@pytest.mark.parametrize(("suffix", "harm"), [(".nq.zst", "cut"), (".index.zst", "gone")])
def test_damaged_part_is_made_again(suffix: str, harm: str, copied: Desk, four: Snapshot) -> None:
    first = open_current(copied.home)
    [part] = [d.part for d in first.documents() if d.name == "6.txt"]
    path = first.parts_path / f"{part.key}{suffix}"
    whole = path.read_bytes()
    path.unlink()
    if harm != "gone":
        path.write_bytes(harmed(whole, harm))
    assert_equal(copied.load(copied.write(8)), four)


def test_damaged_part_is_repaired_by_loading_the_same_again(desk: Desk) -> None:
    snapshot = desk.load(desk.write(5), desk.write(6))
    export = list(snapshot.n_quads())
    [part, _] = [document.part for document in snapshot.documents()]
    path = n_quads_path(snapshot.parts_path, part)
    path.write_bytes(path.read_bytes()[:-5])
    with pytest.raises(SnapshotError, match="damaged; run 'zhengtu load --fresh'"):
        list(snapshot.n_quads())
    again = desk.load(desk.folder / "5.txt", desk.folder / "6.txt")
    assert again.id == snapshot.id
    assert list(again.n_quads()) == export


def test_changed_register_makes_everything_anew(copied: Desk) -> None:
    desk, before = copied, open_current(copied.home)
    register = desk.data / "registers" / "unit_endings.csv"
    register.write_text(register.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    after = desk.load(desk.write(8))
    keys = [{part.key for part in snapshot.parts()} for snapshot in (before, after)]
    assert keys[0].isdisjoint(keys[1])
    assert not inodes(before.store_path, "*.sst") & inodes(after.store_path, "*.sst")
    paths = [desk.folder / f"{number}.txt" for number in (5, 6, 7, 8)]
    assert_equal(after, desk.load_afresh(*paths))


def test_damaged_document_of_the_snapshot_is_not_read_as_it_is(copied: Desk) -> None:
    served = open_current(copied.home)
    [stored] = [document.path for document in served.documents() if document.name == "6.txt"]
    cut = stored.read_bytes()[:-40]
    stored.unlink()
    stored.write_bytes(cut)
    with pytest.raises(SnapshotError, match=r"missing or damaged; run 'zhengtu load --fresh'"):
        copied.load(copied.write(8))
    assert open_current(copied.home).id == served.id


def test_killed_addition_leaves_the_snapshot_before(copied: Desk, four: Snapshot) -> None:
    desk, served = copied, open_current(copied.home)
    expected = sorted_quads(served), cards(served), list(served.n_quads())
    command = [sys.executable, "-m", "zhengtu.cli", "load", str(desk.write(8))]
    places = {"ZHENGTU_HOME": str(desk.home), "ZHENGTU_DATA": str(desk.data)}
    dice = random.Random(3)  # noqa: S311
    unfinished = 0
    for _ in range(5):
        process = subprocess.Popen(command, env={**os.environ, **places})
        moment = time.monotonic() + 60
        while not list(desk.home.glob(".building-*/store/new/*")) and time.monotonic() < moment:
            time.sleep(0.001)
        time.sleep(dice.random() / 4)
        process.send_signal(signal.SIGKILL)
        if process.wait() == 0:
            break
        unfinished += any(desk.home.glob(".building-*"))
        current = open_current(desk.home)
        if current.id != served.id:
            break
        assert (sorted_quads(current), cards(current), list(current.n_quads())) == expected
    assert unfinished
    final = desk.load(desk.folder / "8.txt")
    assert_equal(final, four)
    assert (sorted_quads(served), cards(served), list(served.n_quads())) == expected
