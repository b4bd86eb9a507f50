"""A list below a label of an item is part of it, whatever its marks, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers
from loader.report import Report

Reading = Callable[[str], tuple[list[str], Report]]
"""Reads a text: the texts of its items, and the report."""

NUMERALS = "一二三四五六"
MARKS: dict[str, Callable[[int], str]] = {
    "一、": lambda n: f"{NUMERALS[n]}、",
    "（一）": lambda n: f"（{NUMERALS[n]}）",
    "1.": lambda n: f"{n + 1}.",
    "（1）": lambda n: f"（{n + 1}）",
    "①": lambda n: "①②③④⑤⑥"[n],
}
ITEMS = ("一、", "（一）", "1.")
LABELS = ("整改措施：", "工作措施：", "具体措施：")
BODIES = ("市水务局", "市住建局", "市公安局", "市教育局")

lists = st.lists(
    st.sampled_from(("新建管网六公里。", "建立巡查台账", "关停养殖场九家；")), max_size=5
)


@st.composite
def rectifications(draw: st.DrawFn) -> tuple[str, list[list[str]]]:
    """Draw a document and the measures of its items, below a label amid others."""
    item, label = draw(st.sampled_from(ITEMS)), draw(st.sampled_from(LABELS))
    point = draw(st.sampled_from([mark for mark in MARKS if mark != "一、"]))
    measures, place = draw(st.lists(lists, min_size=2, max_size=4)), draw(st.integers(0, 2))
    lines = ["云泉市2018年环境保护督察反馈意见整改清单", ""]
    for n, listed in enumerate(measures):
        points = [f"{MARKS[point](k)}{words}" for k, words in enumerate(listed)]
        said = [[f"责任单位：{BODIES[n]}"], ["整改时限：2018年10月底前"]]
        said.insert(place, [label, *points])
        lines += [f"{MARKS[item](n)}第{NUMERALS[n]}个排口长期未封堵。", *chain(*said)]
    return "\n".join(lines) + "\n", measures


@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(rectifications())
def test_points_below_a_label_are_part_of_their_item(
    registers: Registers, tmp_path: Path, drawn: tuple[str, list[list[str]]]
) -> None:
    text, measures = drawn
    path = tmp_path / "document.txt"
    path.write_text(text, encoding="utf-8")
    items = extract(read_document(path), registers)[0].items
    assert len(items) == len(measures)
    for one, body, listed in zip(items, BODIES, measures, strict=False):
        assert [a.surface for a in one.assignments] == [body]
        assert all(words in one.text for words in listed)
        assert one.deadlines == ("2018-10",)


@pytest.fixture
def read(tmp_path: Path, registers: Registers) -> Reading:
    def read_items(text: str) -> tuple[list[str], Report]:
        path = tmp_path / "document.txt"
        path.write_text(f"虚河市2019年重点工作任务分解\n{text}", encoding="utf-8")
        extraction, report = extract(read_document(path), registers)
        return [item.text for item in extraction.items], report

    return read_items


def test_points_that_name_who_does_them_are_items(
    read: Reading,
) -> None:
    texts, _ = read(
        "一、排口未封堵。\n责任单位：市水务局\n整改措施：\n"
        "1.新建管网。（市住建局负责）\n2.建立台账。（市公安局负责）\n"
    )
    assert texts[1:] == ["新建管网。", "建立台账。"]


def test_list_goes_on_behind_a_line_without_a_mark(
    read: Reading,
) -> None:
    texts, report = read(
        "一、排口未封堵。\n责任单位：市水务局\n整改措施：\n1.新建管网。\n分两期实施。\n2.建立台账。\n"
        "各单位要高度重视。\n"
    )
    assert [text.split("\n")[1:] for text in texts] == [
        ["1.新建管网。", "分两期实施。", "2.建立台账。"]
    ]
    [plain] = [note for note in report.notes if note.kind == "plain text" and "高度" in note.text]
    assert plain.text == "各单位要高度重视。"


def test_sentences_without_marks_below_a_label_are_part_of_their_item(
    read: Reading,
) -> None:
    texts, report = read(
        "一、排口未封堵。\n责任单位：市水务局\n整改措施：\n新建管网。\n建立台账。\n"
        "二、扬尘未治理。\n责任单位：市城管局\n整改措施：\n每日洒水。\n按月报送进展。\n"
    )
    assert texts == ["排口未封堵。\n新建管网。\n建立台账。", "扬尘未治理。\n每日洒水。"]
    assert "按月报送进展。" in [note.text for note in report.notes if note.kind == "plain text"]
