"""Loading keeps what was loaded, replaces what is newer, and says what it could not take."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Store

from graph.opened import OpenSnapshot
from graph.publish import locked
from graph.serving.workers import Limits
from graph.storage.check import check_shapes
from graph.storage.snapshot import list_snapshots, open_current, open_snapshot
from loader.load import Loader, Outcome
from ontology.errors import LayoutError, SnapshotError, UnreadableDocument
from ontology.ids import DEFAULT_BASE
from ontology.standards import GEO, RDF, SKOS
from ontology.terms import ZT
from queries.ask import answer
from queries.catalogue import find_question

Invent = Callable[..., str]
FIVE, SIX = (f"{DEFAULT_BASE}id/doc/000000-ayrxi6halv/xzf-2019-{number}" for number in (5, 6))


class Desk:
    """A folder of documents and the snapshots that are loaded from it."""

    def __init__(self, folder: Path, data: Path, invent: Invent) -> None:
        self.folder, self.data, self.invent = folder, data, invent
        self.home = folder / "home"

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def document(self, number: int, name: str = "", **changes: str) -> Path:
        text = self.invent(number=f"虚政发〔2019〕{number}号", **changes)
        return self.write(name or f"{number}.txt", text)

    def load(self, *paths: Path, fresh: bool = False) -> Outcome:
        return Loader(self.home, self.data, DEFAULT_BASE, fresh).load(paths)

    def served(self) -> dict[str, str]:
        """Return the titles of the documents that are served, by node."""
        snapshot = open_current(self.home)
        store = Store.read_only(str(snapshot.store_path))
        title = NamedNode("http://purl.org/dc/terms/title")
        found = {}
        for document in snapshot.documents():
            quads = store.quads_for_pattern(NamedNode(document.iri), title, None)
            [found[document.iri]] = {quad.object.value for quad in quads}
        return found

    def items(self) -> int:
        store = Store.read_only(str(open_current(self.home).store_path))
        found = {quad.subject for quad in store.quads_for_pattern(None, RDF.type, ZT.WorkItem)}
        return len(found)


@pytest.fixture
def desk(tmp_path: Path, lean_data: Path, invent: Invent) -> Desk:
    return Desk(tmp_path, lean_data, invent)


TITLE = "关于分解落实2019年政府重点工作任务的通知"
NEWER = "关于调整2019年政府重点工作任务的通知"


def test_document_is_added_and_the_first_one_kept(desk: Desk) -> None:
    first = desk.load(desk.document(5))
    second = desk.load(desk.document(6, title=NEWER))
    assert desk.served() == {FIVE: TITLE, SIX: NEWER}
    assert desk.items() == 6
    together = desk.load(desk.folder / "6.txt", desk.folder / "5.txt", fresh=True)
    assert together.snapshot.id == second.snapshot.id
    assert list_snapshots(desk.home) == sorted([first.snapshot.id, second.snapshot.id])
    assert open_snapshot(desk.home, first.snapshot.id).manifest["documents"][0]["iri"] == FIVE


def test_same_number_replaces_and_fresh_forgets(desk: Desk) -> None:
    desk.load(desk.document(5), desk.document(6))
    desk.load(desk.document(5, "newer.txt", title=NEWER))
    assert desk.served() == {FIVE: NEWER, SIX: TITLE}
    assert desk.items() == 6
    desk.load(desk.folder / "6.txt", fresh=True)
    assert desk.served() == {SIX: TITLE}
    assert desk.items() == 3


def test_two_files_of_one_document_are_not_both_loaded(desk: Desk) -> None:
    first, twin = desk.document(5, "a.txt"), desk.document(5, "b.txt", title=NEWER)
    outcome = desk.load(twin, first)
    [error] = outcome.failures
    assert isinstance(error, UnreadableDocument)
    for word in ("b.txt", "a.txt", "虚政发〔2019〕5号", "load one of the two"):
        assert word in str(error)
    assert desk.served() == {FIVE: TITLE}


def test_good_document_is_loaded_beside_a_bad_one(desk: Desk) -> None:
    bad = desk.write("bad.txt", "没有题目。\n")
    outcome = desk.load(bad, desk.document(5))
    assert outcome.changed
    [error] = outcome.failures
    assert isinstance(error, LayoutError)
    assert "bad.txt" in str(error)
    assert desk.served() == {FIVE: TITLE}


def test_newer_version_that_is_bad_leaves_the_loaded_one(desk: Desk) -> None:
    desk.load(desk.document(5))
    rows = (("修路。", "甲局"), ("架桥。", "乙局", "丙局"))
    bad = desk.write("5.txt", desk.invent(header=("内容", "牵头单位"), rows=rows))
    outcome = desk.load(bad, desk.document(6))
    assert len(outcome.failures) == 1
    assert desk.served() == {FIVE: TITLE, SIX: TITLE}


def test_fresh_load_is_all_or_nothing(desk: Desk) -> None:
    before = desk.load(desk.document(5)).snapshot.id
    bad = desk.write("bad.txt", "没有题目。\n")
    with pytest.raises(LayoutError, match=r"bad\.txt"):
        desk.load(bad, desk.document(6), fresh=True)
    assert open_current(desk.home).id == before
    assert desk.served() == {FIVE: TITLE}
    assert list_snapshots(desk.home) == [before]


def test_report_names_file_and_place_of_every_note(desk: Desk) -> None:
    snapshot = desk.load(desk.document(5)).snapshot
    report = json.loads((snapshot.folder / "report.json").read_text(encoding="utf-8"))
    assert report["snapshot"] == snapshot.id
    [document] = report["documents"]
    assert (document["iri"], document["file"]) == (FIVE, "5.txt")
    counts = document["counts"]
    assert counts["source"] == {"cells": 24, "paragraphs": 8}
    assert counts["items"] == {"task": 3}
    assert counts["assignments"] == {"lead": 4, "supervising": 5, "supporting": 3}
    assert counts["cell status"]["supervising inherited"] == 2
    assert sum(counts["notes"].values()) == len(document["notes"]) > 0
    for note in document["notes"]:
        assert set(note) == {"kind", "where", "text", "message"}
        place = set(note["where"])
        assert place in ({"file", "annex", "row", "column"}, {"file", "annex", "paragraph"})
        assert note["where"]["file"] == "5.txt"


@pytest.mark.parametrize("fresh", [False, True])
def test_second_load_is_refused_while_one_runs(desk: Desk, fresh: bool) -> None:  # noqa: FBT001
    path = desk.document(5)
    with (
        locked(desk.home),
        pytest.raises(SnapshotError, match="another load is running; wait for it to end"),
    ):
        desk.load(path, fresh=fresh)
    assert desk.load(path, fresh=fresh).changed


def test_second_process_is_refused_with_one_line(desk: Desk) -> None:
    path = desk.document(5)
    with locked(desk.home):
        command = [sys.executable, "-m", "zhengtu.cli", "load", str(path), "--home", str(desk.home)]
        environment = {**os.environ, "ZHENGTU_DATA": str(desk.data)}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "another load is running" in done.stderr
    assert "Traceback" not in done.stderr


def test_home_that_cannot_be_made_is_named(desk: Desk) -> None:
    desk.home.write_text("a file", encoding="utf-8")
    with pytest.raises(SnapshotError, match="cannot be written"):
        desk.load(desk.document(5))


def test_data_folder_without_documents_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="no document to load"):
        Loader(tmp_path / "home", tmp_path, DEFAULT_BASE).load()


def test_leftovers_of_a_killed_load_are_cleared(desk: Desk) -> None:
    desk.load(desk.document(5))
    (desk.home / ".building-abc" / "store").mkdir(parents=True)
    (desk.home / ".building-current").symlink_to("nowhere")
    desk.load(desk.document(6))
    assert list(desk.home.glob(".building-*")) == []
    assert desk.served() == {FIVE: TITLE, SIX: TITLE}


@pytest.mark.filterwarnings(
    # rdflib 7 calls what it deprecates itself while it parses quads
    "ignore:Dataset.default_context is deprecated:DeprecationWarning"
)
def test_documents_of_two_places_stand_in_their_provinces(desk: Desk, root: Path) -> None:
    """Each brings its place and what that lies in; the graph conforms."""
    desk.data = root / "data"
    desk.load(
        desk.write("5.txt", desk.invent(number="吴政发〔2010〕5号", issuer="吴江市人民政府")),
        desk.write("6.txt", desk.invent(number="襄政发〔2008〕6号", issuer="襄樊市人民政府")),
    )
    store = Store.read_only(str(open_current(desk.home).store_path))

    def lies_in(place: str) -> list[str]:
        node, names = NamedNode(f"{DEFAULT_BASE}id/place/{place}"), []
        while node:
            quads = store.quads_for_pattern(node, SKOS.prefLabel, None)
            names.append(next(q.object.value for q in quads if q.object.language == "zh"))
            above = {q.object for q in store.quads_for_pattern(node, GEO.sfWithin, None)}
            node = above.pop() if above else None
        return names

    assert lies_in("320584") == ["吴江市", "苏州市", "江苏省", "中国"]
    assert lies_in("420600") == ["襄阳市", "湖北省", "中国"]
    city = NamedNode(f"{DEFAULT_BASE}id/place/420600")
    names = {q.object.value for q in store.quads_for_pattern(city, SKOS.altLabel, None)}
    assert names == {"襄阳", "襄樊市", "襄樊"}
    documents = store.quads_for_pattern(None, ZT.jurisdiction, city)
    assert {q.subject for q in documents} >= {NamedNode(f"{DEFAULT_BASE}id/doc/420600/xzf-2008-6")}
    assert check_shapes(open_current(desk.home)) == []


@pytest.mark.filterwarnings(
    "ignore:Dataset.default_context is deprecated:DeprecationWarning"  # as above
)
def test_document_of_no_year_is_found_where_no_year_is_asked_for(desk: Desk) -> None:
    """It has no period, nor have its items; a question for a year leaves it out."""
    plan = "关于修路的通知\n1.修路三公里。（副市长钱甲负责，市交通局牵头，6月底前完成）\n"
    outcome = desk.load(desk.write("plan.txt", plan), desk.document(5))
    assert outcome.failures == ()
    assert check_shapes(outcome.snapshot) == []
    with OpenSnapshot(outcome.snapshot, Limits()) as opened:
        for name, given in (("documents", {}), ("tasks-with-many-leads", {"minimum": "1"})):
            question = find_question(name)
            rows = answer(question, given, opened).rows
            dated = answer(question, {**given, "year": "2019"}, opened).rows
            assert {row["year"] for row in rows} == {None, "2019"}
            of_year = [row["document"] for row in rows if row["year"] == "2019"]
            assert [row["document"] for row in dated] == of_year
