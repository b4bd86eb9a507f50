"""A whole snapshot conforms to the shapes, and one that lacks something is told on."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest

from graph.storage.check import check_shapes
from graph.storage.parts import PARTS, Content, write_part
from graph.storage.snapshot import Snapshot
from loader.load import Loader
from ontology.ids import DEFAULT_BASE

pytestmark = pytest.mark.filterwarnings(
    # rdflib 7 calls what it deprecates itself while it parses quads
    "ignore:Dataset.default_context is deprecated:DeprecationWarning"
)

ZT = "https://w3id.org/zhengtu/def#"
SHORTCUTS = ("leadAgency", "text", "supervisedBy")

Invent = Callable[..., str]


def test_snapshot_of_the_notice_conforms(snapshot: Snapshot) -> None:
    assert check_shapes(snapshot) == []


def damaged(folder: Path, lines: list[bytes], base_iri: str) -> Snapshot:
    (folder / PARTS).mkdir()
    part = write_part(folder / PARTS, "all", Content(lines, [], [], {}), DEFAULT_BASE)
    manifest = {"id": "x", "base_iri": base_iri, "registers": asdict(part), "documents": []}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return Snapshot(folder)


def test_each_damaged_node_is_named(tmp_path: Path, lean_data: Path, invent: Invent) -> None:
    """One shortcut and one text are taken away; one shortcut is made up."""
    document = tmp_path / "invented.txt"
    document.write_text(invent(), encoding="utf-8")
    whole = Loader(tmp_path / "home", lean_data, DEFAULT_BASE).load([document]).snapshot
    lines = b"".join(whole.n_quads()).splitlines(keepends=True)
    agent, text, official = (f" <{ZT}{name}> ".encode() for name in SHORTCUTS)
    starts = (line.partition(b" ")[0] for line in lines if agent in line)
    items = sorted({start for start in starts if b"/id/task/" in start})
    assert len(items) == 3
    for start in (items[0] + agent, items[1] + text):
        before = len(lines)
        lines = [line for line in lines if not line.startswith(start)]
        assert len(lines) < before, start
    led = next(line for line in lines if line.startswith(items[2] + official))
    lines.append(led.replace(official, f" <{ZT}guidingAgency> ".encode()))
    found = check_shapes(damaged(tmp_path, sorted(lines), whole.base_iri))
    named = {violation.node for violation in found}
    assert named == {item.decode()[1:-1] for item in items} | {
        f"{items[1].decode()[1:-1]}/target-1"
    }
    assert all(violation.message not in ("", "None") for violation in found)
    assert [str(violation) for violation in found] == sorted(str(v) for v in found)
