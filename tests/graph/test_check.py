"""A whole snapshot conforms to the shapes, and one that lacks something is told on."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from graph.check import check_shapes
from graph.parts import PARTS, Content, write_part
from graph.snapshot import Snapshot
from ontology.ids import DEFAULT_BASE

pytestmark = pytest.mark.filterwarnings(
    # rdflib 7 calls what it deprecates itself while it parses quads
    "ignore:Dataset.default_context is deprecated:DeprecationWarning"
)

ZT = "https://w3id.org/zhengtu/def#"
ITEM = "https://w3id.org/zhengtu/id/project/320585/tzf-2018-3/a2-0"


def test_snapshot_of_the_notice_conforms(snapshot: Snapshot) -> None:
    assert check_shapes(snapshot) == []


def damaged(folder: Path, lines: list[bytes], base_iri: str) -> Snapshot:
    (folder / PARTS).mkdir()
    part = write_part(folder / PARTS, "all", Content(lines, [], [], {}), DEFAULT_BASE)
    manifest = {"id": "x", "base_iri": base_iri, "registers": asdict(part), "documents": []}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return Snapshot(folder)


def test_each_damaged_node_is_named(tmp_path: Path, snapshot: Snapshot, n_quads: bytes) -> None:
    """One shortcut, one text and one label are taken away; one shortcut is made up."""
    lines = n_quads.splitlines(keepends=True)
    official = next(
        line for line in lines if line.startswith(f"<{ITEM}1> <{ZT}supervisedBy>".encode())
    )
    dropped = (f"<{ITEM}2> <{ZT}leadAgency>", f"<{ITEM}3> <{ZT}text>", f"<{ITEM}4> <{ZT}theme>")
    for start in dropped:
        before = len(lines)
        lines = [line for line in lines if not line.startswith(start.encode())]
        assert len(lines) < before, start
    lines.append(official.replace(f"<{ZT}supervisedBy>".encode(), f"<{ZT}guidingAgency>".encode()))
    found = check_shapes(damaged(tmp_path, sorted(lines), snapshot.base_iri))
    named = {violation.node.partition("/a2-0")[2][:1] for violation in found}
    assert {"1", "2", "3"} <= named <= {"1", "2", "3", "4"}
    assert all(violation.message not in ("", "None") for violation in found)
    assert [str(violation) for violation in found] == sorted(str(v) for v in found)
