"""A load that is killed at any moment leaves a snapshot that opens and answers right."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from pyoxigraph import Store

from graph.index.entries.fields import Condition
from graph.index.index import TextIndex
from graph.index.search.searches import Search
from graph.opened import OpenSnapshot
from graph.serving.workers import Limits
from graph.sparql.evaluate import Query, evaluate
from graph.storage.parts import read_n_quads
from graph.storage.snapshot import Snapshot, open_current, snapshot_id
from loader.load import Loader
from ontology.ids import DEFAULT_BASE
from ontology.standards import PREFIXES
from tests.zhengtu.forked import start_forked

KILLS = 20
COUNT = "SELECT (COUNT(?item) AS ?n) { ?item a zt:WorkItem }"
STATEMENTS = "SELECT (COUNT(*) AS ?n) { GRAPH ?graph { ?s ?p ?o } }"
LENGTH = """SELECT ?text { ?item a zt:WorkItem ; zt:rowNumber 1 ; zt:text ?text }"""


@dataclass(frozen=True)
class Desk:
    """A document that is altered before each load, so that there is something to build."""

    home: Path
    data: Path
    invent: Callable[..., str]

    def alter(self, length: str) -> str:
        """Write the document with another figure; return the SHA-256 of the file."""
        text = self.invent().replace("12公里", length).encode()
        (self.data / "documents" / "invented.txt").write_bytes(text)
        return hashlib.sha256(text).hexdigest()

    def start(self) -> BaseProcess:
        environment = {
            **os.environ,
            "ZHENGTU_HOME": str(self.home),
            "ZHENGTU_DATA": str(self.data),
        }
        return start_forked(["load", "--fresh"], self.data, environment, self.data)

    def load(self) -> None:
        process = self.start()
        process.join()
        assert process.exitcode == 0

    def check(self) -> Snapshot:
        """Open what is served now and ask it; everything must fit together."""
        snapshot = open_current(self.home)
        quads = b"".join(snapshot.n_quads())
        assert snapshot.id == snapshot.folder.name == snapshot_id(snapshot.parts())
        for part in snapshot.parts():
            lines = read_n_quads(snapshot.parts_path, part)
            assert hashlib.sha256(lines).hexdigest() == part.sha256
        assert snapshot.report["snapshot"] == snapshot.id
        [document] = snapshot.documents()
        assert hashlib.sha256(document.path.read_bytes()).hexdigest() == document.sha256
        store = Store.read_only(str(snapshot.store_path))
        assert asked(store, COUNT) == ["3"]
        counts = snapshot.manifest["counts"]
        assert asked(store, STATEMENTS) == [str(counts["quads"])] == [str(quads.count(b"\n"))]
        assert asked(store, LENGTH) == [text_of(document.path)]
        found = TextIndex(snapshot.index_path).search(
            Search("疏浚", (Condition("type", ("task",)),))
        )
        assert [card["text"] for _, card in found.hits] == [text_of(document.path)]
        return snapshot


def asked(store: Store, query: str) -> list[str]:
    body = evaluate(store, Query(query), PREFIXES, 100_000).body
    solutions: list[dict[str, Any]] = json.loads(body)["results"]["bindings"]
    return [term["value"] for solution in solutions for term in solution.values()]


def text_of(path: Path) -> str:
    """Return the text of the first row."""
    text = path.read_text(encoding="utf-8")
    start = text.index("疏浚虚河")
    return text[start : text.index("\n", start)]


def test_load_killed_at_twenty_moments(
    tmp_path: Path, lean_data: Path, invent: Callable[..., str]
) -> None:
    desk = Desk(tmp_path / "home", tmp_path / "data", invent)
    shutil.copytree(lean_data, desk.data)
    (desk.data / "documents").mkdir()
    desk.alter("12公里")
    old = Loader(desk.home, desk.data, DEFAULT_BASE).load().snapshot
    desk.alter("13公里")
    begin = time.monotonic()
    desk.load()
    whole = time.monotonic() - begin
    assert desk.check().id != old.id

    dice = random.Random(20180203)  # noqa: S311
    moments = [whole * (number + dice.random()) / KILLS for number in range(KILLS)]
    dice.shuffle(moments)
    killed = unfinished = tries = 0
    while killed < KILLS:
        tries += 1
        moment = moments[-1]
        served = open_current(desk.home)
        before = {document.sha256 for document in served.documents()}
        newest = desk.alter(f"{tries}.5公里")
        process = desk.start()
        time.sleep(moment)
        process.kill()
        process.join()
        if process.exitcode == -signal.SIGKILL:
            killed += 1
            moments.pop()
        else:  # It was quicker than the one that was timed: kill another one sooner.
            moments[-1] *= 0.8
        unfinished += any(desk.home.glob(".building-*"))
        after = desk.check()
        [loaded] = after.documents()
        assert loaded.sha256 in {*before, newest}, moment
        assert (after.id == served.id) == (loaded.sha256 in before), moment
    assert unfinished >= 3

    final = desk.alter("700公里")
    desk.load()
    [loaded] = desk.check().documents()
    assert loaded.sha256 == final
    assert list(desk.home.glob(".building-*")) == []
    with OpenSnapshot(open_current(desk.home), Limits(seconds=10)) as opened:
        body = opened.workers.answer(Query(LENGTH)).body
    assert "700公里" in body.decode()
