"""A table begins anew at a header with other words, and not where its own comes again."""

import pytest

from loader.assignments.clauses import ClauseReader
from loader.registers.registers import Registers
from loader.source import Cell, Table
from loader.tables.header import find_header
from loader.tables.headers_within import parts_at_headers, title_above

FIRST = ("序号", "工作内容", "分管领导", "牵头单位")
OTHER = ("序号", "工作内容", "牵头单位", "分管领导")
TITLE = ("二、新建项目", "", "", "")
TASK = ("1", "修建大桥一座", "高立民", "县交通局")


@pytest.mark.parametrize(
    ("rows", "lengths"),
    [
        ([FIRST, TASK, OTHER, TASK], [2, 2]),
        ([FIRST, TASK, TITLE, OTHER, TASK, FIRST, TASK], [2, 3, 2]),
        ([FIRST, TASK, FIRST, TASK], [4]),
        ([FIRST, ("", "", "主管", "牵头"), TASK, TASK], [4]),
        ([FIRST, TASK, ("2", "牵头单位和责任单位名单", "工作内容", "县政府办")], [3]),
    ],
)
def test_parts_of_a_table(
    rows: list[tuple[str, ...]], lengths: list[int], registers: Registers
) -> None:
    parts = list(parts_at_headers(table(rows), registers))
    assert [len(part.rows) for part in parts] == lengths


def test_title_of_a_part_stands_above_its_header(registers: Registers) -> None:
    parts = parts_at_headers(table([FIRST, TASK, TITLE, OTHER, TASK]), registers)
    titles = []
    for part in parts:
        header = find_header(part, ClauseReader(registers))
        assert header
        titles.append(title_above(part, header))
    assert [title and title.text for title in titles] == [None, "二、新建项目"]


def table(rows: list[tuple[str, ...]]) -> Table:
    cells = (
        tuple(Cell(1, r, c, text, None) for c, text in enumerate(row, 1))
        for r, row in enumerate(rows, 1)
    )
    return Table(1, tuple(cells))
