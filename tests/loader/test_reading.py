"""As what a document is read is asked for once and kept."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from graph.storage.snapshot import Reading, open_current
from loader.load import Loader, Outcome
from ontology.ids import DEFAULT_BASE

NAMES = ("measures.txt", "opinion.txt")


class Desk:
    """A data folder of its own with two documents, and the snapshots loaded from it."""

    def __init__(self, folder: Path, data: Path, root: Path) -> None:
        self.data, self.home = folder / "data", folder / "home"
        shutil.copytree(data, self.data)
        self.samples = root / "tests" / "samples" / "policies"

    def put(self, name: str, folder: str) -> Path:
        (self.data / folder).mkdir(exist_ok=True)
        return Path(shutil.copy(self.samples / name, self.data / folder / name))

    def load(self, *paths: Path, reading: Reading | None = None, fresh: bool = False) -> Outcome:
        loader = Loader(self.home, self.data, DEFAULT_BASE, fresh, reading=reading)
        return loader.load(paths)

    def readings(self) -> dict[str, Reading]:
        return {one.name: one.reading for one in open_current(self.home).documents()}

    def provisions(self) -> dict[str, int]:
        documents = open_current(self.home).manifest["documents"]
        return {one["file"]: one["counts"].get("provisions", 0) for one in documents}


@pytest.fixture
def desk(tmp_path: Path, lean_data: Path, root: Path) -> Desk:
    return Desk(tmp_path, lean_data, root)


def test_the_folder_of_a_file_says_as_what_it_is_read(desk: Desk) -> None:
    desk.put("measures.txt", "documents")
    desk.put("opinion.txt", "policies")
    desk.load()
    assert desk.readings() == {"measures.txt": "tasks", "opinion.txt": "policy"}
    assert desk.provisions() == {"measures.txt": 0, "opinion.txt": 21}
    assert not desk.load().changed


def test_policies_alone_are_enough(desk: Desk) -> None:
    path = desk.put("opinion.txt", "policies")
    desk.load()
    assert desk.readings() == {"opinion.txt": "policy"}
    assert [one.issue for one in open_current(desk.home).documents()] == [None]
    desk.load(path)
    assert desk.readings() == {"opinion.txt": "policy"}


def test_what_was_asked_for_is_kept_by_later_loads(desk: Desk) -> None:
    first, second = (desk.put(name, "documents") for name in NAMES)
    desk.load(first, reading="policy")
    desk.load(second)
    assert desk.readings() == {"measures.txt": "policy", "opinion.txt": "tasks"}
    desk.load()
    assert desk.readings() == {"measures.txt": "policy", "opinion.txt": "tasks"}
    assert desk.provisions() == {"measures.txt": 7, "opinion.txt": 0}


def test_another_reading_of_the_same_file_makes_another_snapshot(desk: Desk) -> None:
    """The work items are the same however it is read; a fresh load forgets what was asked for."""
    path = desk.put("measures.txt", "documents")
    tasks = desk.load(path)
    policy = desk.load(path, reading="policy")
    assert policy.changed
    assert policy.snapshot.id != tasks.snapshot.id
    counts = []
    for outcome in (tasks, policy):
        [document] = outcome.snapshot.report["documents"]
        counts.append((document["counts"]["items"], document["counts"]["assignments"]))
    assert counts[0] == counts[1] == ({"task": 2}, {"lead": 1, "responsible": 1, "supporting": 1})
    assert not desk.load(path).changed
    again = desk.load(path, fresh=True)
    assert again.snapshot.id == tasks.snapshot.id
    assert desk.readings() == {"measures.txt": "tasks"}


def test_the_other_reading_can_be_asked_for_again(desk: Desk) -> None:
    path = desk.put("measures.txt", "documents")
    desk.load(path, reading="policy")
    desk.load(path, reading="tasks")
    assert desk.readings() == {"measures.txt": "tasks"}
