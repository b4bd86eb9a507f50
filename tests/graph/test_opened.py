"""Any snapshot can be asked, and a bounded number of them is open at the same time."""

from __future__ import annotations

import gc
import json
import shutil
from pathlib import Path

import pytest

from graph.latest import LatestSnapshot
from graph.opened import CurrentSnapshot
from graph.serving.workers import Limits
from graph.sparql.evaluate import Query
from graph.sparql.results import Results
from graph.storage.snapshot import CURRENT, MANIFEST, Snapshot
from ontology.errors import ServerBusy, UnknownName

EARLIER = ["a1", "b2", "c3"]


@pytest.fixture
def home(snapshot: Snapshot, tmp_path: Path) -> Path:
    """Return a home in which the same content stands under several ids."""
    for name in ["current1", *EARLIER]:
        shutil.copytree(snapshot.folder, tmp_path / name, copy_function=_link)
        manifest = {**snapshot.manifest, "id": name}
        (tmp_path / name / MANIFEST).unlink()
        (tmp_path / name / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    (tmp_path / CURRENT).symlink_to("current1")
    return tmp_path


def _link(source: str, target: str) -> None:
    Path(target).hardlink_to(source)


def test_a_name_that_was_read_is_opened_though_the_link_is_turned(home: Path) -> None:
    latest = LatestSnapshot(home, Limits())
    before = latest.target()
    (home / CURRENT).unlink()
    (home / CURRENT).symlink_to("a1")
    assert latest.at(before).snapshot.id == "current1"
    assert latest.at(latest.target()) is latest.at("a1")


def test_a_bounded_number_of_snapshots_is_open(home: Path) -> None:
    current = CurrentSnapshot(home, Limits(), 1, most_open=2)
    try:
        assert current.open().snapshot.id == "current1"
        for name in [*EARLIER, *EARLIER]:
            assert current.open(name).snapshot.id == name  # nobody keeps the one before
        held = current.open("a1").of("somebody")
        with pytest.raises(ServerBusy, match="2 snapshots are in use"):
            current.open("b2")
        assert current.open("a1").snapshot.id == "a1"
        assert current.open().snapshot.id == "current1"
        assert b"true" in held.workers.answer(Query("ASK { ?s a zt:Task }")).body
        del held
        assert current.open("b2").snapshot.id == "b2"
        gc.disable()
        try:
            for name in EARLIER:
                ended = [current.open(name)]
                ended.append(ended)  # type: ignore[arg-type] # as a request that failed
                del ended
                current._collected = 0.0
        finally:
            gc.enable()
    finally:
        current.close()


@pytest.mark.parametrize("name", ["none", "../a1", "a1/", ".", "ａ1", "x" * 65, "a1\0"])
def test_what_is_no_id_is_unknown(home: Path, name: str) -> None:
    current = CurrentSnapshot(home, Limits(), 1)
    with pytest.raises(UnknownName):
        current.open(name)


def test_known_answers_take_no_more_room_than_given() -> None:
    from graph.sparql.evaluate import Answer

    results = Results(100_000)
    for number in range(200):
        results.keep(str(number), Answer(b"x" * 2_000, "text/csv"))
    kept = [number for number in range(200) if results.get(str(number))]
    assert kept == list(range(167, 200))
    results.keep("large", Answer(b"x" * 50_000, "text/csv"))
    results.keep("", Answer(b"x", "text/csv"))
    assert results.get("large") is results.get("") is None
