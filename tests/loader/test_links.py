"""A project is linked to the task that is the same work, and the wording that says so is kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Store

from loader.entities import Extraction
from loader.extract import extract
from loader.links import SHORTEST, find_elaborations, shared_runs
from loader.readers import read_document
from loader.registers.registers import Registers
from loader.report import Report
from ontology.standards import PREFIXES


@pytest.mark.parametrize(
    ("text", "other", "runs"),
    [
        ("城区教育资源扩建", "扩建城区教育资源", ["城区教育资源"]),
        ("公共卫生服务中心", "卫生服务，服务中心", ["卫生服务", "服务中心"]),
        ("新桥", "新桥", []),
        ("", "新桥建设", []),
        ("无关文字", "另一段话", []),
    ],
)
def test_shared_wording(text: str, other: str, runs: list[str]) -> None:
    assert shared_runs(text, other) == runs


@pytest.fixture(scope="module")
def understood(notice: Path, registers: Registers) -> Extraction:
    return extract(read_document(notice), registers)[0]


def test_quotes_stand_in_both_texts(understood: Extraction) -> None:
    assert len(understood.elaborations) > 10
    for link in understood.elaborations:
        title = link.project.title.text if link.project.title else ""
        annual = link.project.annual_task.text if link.project.annual_task else ""
        assert link.quote in "\n".join((title, link.project.text, annual))
        assert link.object_quote in link.task.text
        assert len(link.quote) >= SHORTEST
        assert 0 < float(link.score) <= 1
        assert (link.project.kind, link.task.kind) == ("project", "task")


def test_links_of_a_project_are_numbered_from_the_surest(understood: Extraction) -> None:
    by_project: dict[str, list[tuple[int, float]]] = {}
    for link in understood.elaborations:
        found = by_project.setdefault(link.project.iri.value, [])
        found.append((link.position, -float(link.score)))
    assert by_project
    for found in by_project.values():
        assert [position for position, _ in found] == list(range(1, len(found) + 1))
        assert found == sorted(found)


def test_certain_links_of_the_reader_are_mostly_found(understood: Extraction, root: Path) -> None:
    path = root / "tests" / "truth" / "taizhengfa-2018-3-elaborates.json"
    truth: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["items"]
    pairs = {(i["project_row"], t["row"]): t["certainty"] for i in truth for t in i["tasks"]}
    certain = {pair for pair, certainty in pairs.items() if certainty == "certain"}
    found = {(link.project.row, link.task.row) for link in understood.elaborations}
    assert len(certain) > 10
    assert len(found & certain) >= 0.7 * len(certain)
    assert len(found & set(pairs)) >= 0.7 * len(found)


def test_links_are_in_the_export_with_their_evidence(
    understood: Extraction, exported: Store
) -> None:
    query = """SELECT ?project ?task ?quote { GRAPH ?graph {
        ?link a zt:Link ; oa:hasTarget ?project ; oa:hasBody ?task ; zt:quote ?quote ;
          zt:linkProperty zt:elaborates . ?project zt:elaborates ?task }
        FILTER(?graph = id:graph\\/enrichment) }"""
    found = exported.query(query, prefixes=PREFIXES)
    rows = {tuple(term.value for term in row) for row in found}
    expected = {(e.project.iri.value, e.task.iri.value, e.quote) for e in understood.elaborations}
    assert rows == expected


def test_document_without_projects_has_no_link(
    extracted: Callable[..., tuple[Extraction, Report]],
) -> None:
    extraction, _ = extracted()
    assert extraction.items
    assert list(find_elaborations(extraction.items)) == []
