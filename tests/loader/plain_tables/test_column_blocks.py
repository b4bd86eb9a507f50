"""Columns that were copied one after the other are rows again, where all fit."""

from collections.abc import Callable
from pathlib import Path

import pytest

from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers

NUMBERS = ["1", "2", "3"]
WORK = ["修建农村公路80公里，维修危桥7座", "新建停车场3处", "完成县医院门诊楼主体工程"]
WRAPPED = [
    "修建农村公路80公里，",
    "维修危桥7座。",
    "新建停车场3处。",
    "完成县医院门诊楼",
    "主体工程。",
]
LEADERS = ["高立民", "石磊", "白玉梅"]
BODIES = ["县交通局、县财政局", "县城管局", "县卫健委"]
LISTED = ["县交通局、", "县财政局", "县城管局", "县卫健委"]
LIMITS = ["10月底前", "9月底", "12月底前"]
COLUMNS = [("序号", NUMBERS), ("工作任务", WORK), ("分管领导", LEADERS), ("责任单位", BODIES)]
UNNUMBERED = [("工作任务", WORK), ("责任单位", BODIES), ("完成时限", LIMITS)]
BROKEN = [("序号", NUMBERS), ("工作任务", WRAPPED), ("责任单位", LISTED), ("完成时限", LIMITS)]
MORE = [
    ("序号", ["4", "5"]),
    ("工作任务", ["架桥两座", "植树300亩"]),
    ("责任单位", ["县水利局"] * 2),
]
FEWER = [("序号", NUMBERS), ("工作任务", WORK), ("责任单位", BODIES[:2])]

Columns = list[tuple[str, list[str]]]
Form = Callable[[Columns], list[str]]


def beside_their_words(columns: Columns) -> list[str]:
    return [line for word, cells in columns for line in (word, *cells)]


def below_all_words(columns: Columns) -> list[str]:
    return [*(word for word, _ in columns), *(cell for _, cells in columns for cell in cells)]


def below_one_line(columns: Columns) -> list[str]:
    words, *cells = " ".join(word for word, _ in columns), *below_all_words(columns)[len(columns) :]
    return [words, *cells]


def read(lines: list[str], registers: Registers, tmp_path: Path) -> list[tuple[str, list[str]]]:
    path = tmp_path / "table.txt"
    text = "\n".join(
        ["云泉县2018年重点工作任务分解表", "", *lines, "云泉县人民政府办公室", "2018年3月5日"]
    )
    path.write_text(text, encoding="utf-8")
    items = extract(read_document(path), registers)[0].items
    return [(item.text, [one.surface for one in item.assignments]) for item in items]


@pytest.mark.parametrize("form", [beside_their_words, below_all_words, below_one_line])
@pytest.mark.parametrize("columns", [COLUMNS, UNNUMBERED, BROKEN])
def test_columns_become_rows(
    form: Form, columns: Columns, registers: Registers, tmp_path: Path
) -> None:
    leaders = [[name] for name in LEADERS] if columns is COLUMNS else [[], [], []]
    expected = [
        (text, [*people, *bodies.split("、")])
        for text, people, bodies in zip(WORK, leaders, BODIES, strict=True)
    ]
    found = read(form(columns), registers, tmp_path)
    assert [(text.rstrip("。"), named) for text, named in found] == expected


@pytest.mark.parametrize("form", [beside_their_words, below_all_words])
def test_the_header_of_the_next_page_begins_anew(
    form: Form, registers: Registers, tmp_path: Path
) -> None:
    found = read([*form(COLUMNS), *form(MORE)], registers, tmp_path)
    assert found[3:] == [("架桥两座", ["县水利局"]), ("植树300亩", ["县水利局"])]


def test_columns_of_other_lengths_are_no_rows(registers: Registers, tmp_path: Path) -> None:
    found = read(beside_their_words(FEWER), registers, tmp_path)
    assert not {("新建停车场3处", ("县城管局",))} & {(text, tuple(named)) for text, named in found}
