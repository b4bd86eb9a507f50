"""A table begins anew at a header with other words, and not where its own comes again."""

import pytest

from loader.registers.registers import Registers
from loader.source import Cell, Table
from loader.tables.headers_within import parts_at_headers

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
    cells = tuple(
        tuple(Cell(1, r, c, text, None) for c, text in enumerate(row, 1))
        for r, row in enumerate(rows, 1)
    )
    parts = list(parts_at_headers(Table(1, cells), registers))
    assert [len(part.rows) for part in parts] == lengths
