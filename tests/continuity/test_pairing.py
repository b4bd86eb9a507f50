"""Which items are the same work: each at most once, whatever the order of the rows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bench.links import read_samples, score_at
from graph.continuity.figures import Figure, compare_figures
from graph.continuity.items import ComparedItem
from graph.continuity.pairing import ENOUGH, pair_items
from loader.registers.registers import Registers


def items(*texts: str) -> list[ComparedItem]:
    return [ComparedItem(f"urn:{row}", "Task", 1, row, text) for row, text in enumerate(texts, 1)]


def newer_items(*texts: str) -> list[ComparedItem]:
    return [replace(item, iri=f"{item.iri}-newer") for item in items(*texts)]


def linked(older: list[ComparedItem], newer: list[ComparedItem]) -> list[tuple[int, int]]:
    return [(pair.older.row, pair.newer.row) for pair in pair_items(older, newer).linked]


@pytest.mark.parametrize(
    ("older", "newer", "pairs"),
    [
        # the best pair wins, not the first row
        (["修复城墙"], ["修复旧城和城墙外的水系", "修复城墙"], [(1, 2)]),
        (["建设西山水库", "建设东山水库大坝"], ["建设东山水库大坝"], [(2, 1)]),
        # equal rows are paired in their order
        (["加强领导。"] * 3, ["加强领导。"] * 3, [(1, 1), (2, 2), (3, 3)]),
        # figures, width and marks do not count
        (["新建公厕12座。"], ["新建公厕 ２０ 座"], [(1, 1)]),
        (["新建公厕12座。"], ["整治黑网吧12家。"], []),
        ([], ["新建公厕12座。"], []),
        (["新建公厕12座。"], [], []),
        (["。"], ["。"], []),
    ],
)
def test_same_work_is_paired_once(
    older: list[str], newer: list[str], pairs: list[tuple[int, int]]
) -> None:
    assert linked(items(*older), newer_items(*newer)) == pairs


def test_indicators_are_paired_by_indicator_and_not_by_words() -> None:
    def indicator(row: int, title: str, slug: str) -> ComparedItem:
        iri, about = f"urn:{title}", frozenset({slug})
        return ComparedItem(iri, "IndicatorItem", 1, row, "增长7%", title, indicators=about)

    older = [indicator(1, "出口总额", "exports"), indicator(2, "GDP", "gdp")]
    newer = [indicator(1, "地区生产总值", "gdp"), indicator(2, "进口总额", "imports")]
    assert linked(older, newer) == [(2, 1)]


def test_order_of_rows_changes_nothing() -> None:
    texts = [
        f"{verb}{thing}" for verb in ("新建", "改造", "整治") for thing in ("公厕", "渠道", "桥梁")
    ]
    older, newer = items(*texts), newer_items(*reversed(texts))
    assert sorted(linked(older, newer)) == sorted(linked(older[::-1], newer))
    assert len(linked(older, newer)) == len(texts)


def test_thousands_of_equal_rows_are_paired_without_comparing_each_with_each() -> None:
    rows = ["加强组织领导，落实工作责任。"] * 2_000
    assert linked(items(*rows), newer_items(*rows)) == [(row, row) for row in range(1, 2_001)]


def test_sample_that_was_held_out_is_recognised(registers: Registers) -> None:
    """What `make quality` prints; a change of the method that loses it must say so."""
    for sample in read_samples(registers):
        score = score_at(ENOUGH, pair_items(sample.older, sample.newer), sample)
        assert score.precision >= 0.9, sample.name
        assert score.recall >= 0.85, sample.name


@pytest.mark.parametrize(
    ("older", "newer", "changed", "added", "gone"),
    [
        (["12公里 河道 公里"], ["9公里 河道 公里"], ["12公里→9公里"], [], []),
        (["12公里 河道 公里"], ["12公里 河道整治 公里"], [], [], []),
        (["12公里 河道 公里"], ["9座 桥 座"], [], ["9座"], ["12公里"]),
        (["3座 桥 座", "5座 闸 座"], ["6座 闸 座", "4座 桥 座"], ["3座→4座", "5座→6座"], [], []),
        (["3座 桥 座", "5座 闸 座"], ["6座 站 座"], [], ["6座"], ["3座", "5座"]),
    ],
)
def test_figures_are_compared_with_what_measures_the_same(
    older: list[str], newer: list[str], changed: list[str], added: list[str], gone: list[str]
) -> None:
    def figures(lines: list[str]) -> list[Figure]:
        parts = (line.split() for line in lines)
        return [
            Figure(f"urn:{q}", q, m, int("".join(filter(str.isdigit, q))), u) for q, m, u in parts
        ]

    found = compare_figures(figures(older), figures(newer))
    shown = [f"{old.quote}→{new.quote}" for old, new in found.changed]
    assert shown == changed
    assert [figure.quote for figure in found.added] == added
    assert [figure.quote for figure in found.gone] == gone
