"""The targets of the notice are those that a reader wrote down, and lead to their characters."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pyoxigraph import Literal, NamedNode, Store

from bench.targets import CHOICES, read_notice, read_own, score
from loader.entities import Extraction
from loader.registers.registers import Registers
from loader.report import Report
from ontology.standards import OA, PROV
from ontology.terms import ZT

Extract = Callable[..., tuple[Extraction, Report]]


def test_value_unit_and_comparator_agree_with_the_annotation(registers: Registers) -> None:
    choose = CHOICES["value, unit, comparator"]
    samples = [*read_notice(registers).values(), *read_own(registers).values()]
    scores = {sample.name: score(sample, choose) for sample in samples}
    low = {name: str(s) for name, s in scores.items() if min(s.precision, s.recall) < 0.95}
    assert low == {}
    assert all(s.right > 50 for s in scores.values())


def test_offsets_cut_each_quote_out_of_its_cell(exported: Store) -> None:
    targets = [quad.object for quad in exported.quads_for_pattern(None, ZT.hasTarget, None)]
    assert len(targets) > 100
    for target in targets:
        raw = one(exported, one(exported, target, PROV.wasDerivedFrom), ZT.rawText).value
        selector = one(exported, target, OA.hasSelector)
        start, end = (int(one(exported, selector, p).value) for p in (OA.start, OA.end))
        assert raw[start:end] == one(exported, target, ZT.quote).value


@pytest.mark.parametrize(
    ("literal", "column", "targets"),
    [(ZT.text, "主要建设内容", 63), (ZT.annualTask, "2018年工作任务", 7)],
)
def test_the_two_time_frames_of_a_project_are_apart(
    literal: NamedNode, column: str, targets: int, exported: Store
) -> None:
    of_projects = [
        target
        for target in subjects(exported, ZT.quotedProperty, literal)
        if "/project/" in target.value
    ]
    assert len(of_projects) == targets
    cells = {one(exported, target, PROV.wasDerivedFrom) for target in of_projects}
    assert {one(exported, cell, ZT.column).value for cell in cells} == {column}
    periods = {
        q.object.value for t in of_projects for q in exported.quads_for_pattern(t, ZT.period, None)
    }
    assert periods == ({"2018"} if literal == ZT.annualTask else set())


def test_nothing_is_invented_in_a_letter_without_work(extracted: Extract) -> None:
    rows = (
        (
            "一、总则",
            "1",
            "2018年3月5日印发第12号，电话12345678，见《条例》第三条。",
            "钱甲",
            "水务局",
            "",
        ),
    )
    extraction, _ = extracted(rows=rows)
    assert extraction.items
    assert [one for found in extraction.targets.values() for one in found] == []


def one(store: Store, subject: NamedNode, predicate: NamedNode) -> NamedNode | Literal:
    (found,) = {quad.object for quad in store.quads_for_pattern(subject, predicate, None)}
    return found


def subjects(store: Store, predicate: NamedNode, object_: NamedNode) -> list[NamedNode]:
    found = store.quads_for_pattern(None, predicate, object_)
    return sorted({quad.subject for quad in found}, key=str)


@pytest.mark.parametrize(
    ("quote", "slug"),
    [("增长4.5%", "industrial-output"), ("4200件", "invention-patent-applications"), ("61个", "")],
)
def test_a_target_is_about_the_indicator_that_its_measure_names(
    quote: str, slug: str, exported: Store
) -> None:
    (target,) = {
        found for found in subjects(exported, ZT.quote, Literal(quote)) if "/target-" in found.value
    }
    indicators = [q.object.value for q in exported.quads_for_pattern(target, ZT.indicator, None)]
    assert [iri.rpartition("/")[2] for iri in indicators] == ([slug] if slug else [])
