"""A table that pandoc draws is read with its merged cells; one not drawn exactly stays lines."""

from collections.abc import Callable
from typing import Any

import pytest

from loader.accounting import unaccounted
from loader.source import Source, Table

Read = Callable[[str, str | bytes], Source]

DRAWN = """\
关于修路的通知

+------+--------------+------+------+
| 门类 | 任务         | 牵头 | 配合 |
+======+==============+======+======+
| 城建 | 修“1+X”路长  | 甲局 | 丙局 |
|      | 三公里。     |      |      |
|      |              | 乙局 |      |
|      +--------------+------+      |
|      | 架吴---太桥。| 丁局 |      |
+------+--------------+------+------+
| 合计两项            | 无   |      |
+---------------------+------+------+

请认真落实。
"""
CELLS = [
    ["门类", "任务", "牵头", "配合"],
    ["城建 2x1", "修“1+X”路长三公里。", "甲局\n乙局", "丙局 2x1"],
    ["^", "架吴---太桥。", "丁局", "^"],
    ["合计两项 1x2", "^", "无", ""],
]


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_drawn_table_is_read_with_its_merged_cells(name: str, read: Read, show: Any) -> None:
    source = read(name, DRAWN)
    first, table, last = source.blocks
    assert (first.raw, last.raw) == ("关于修路的通知", "请认真落实。")
    assert isinstance(table, Table)
    assert show(table) == CELLS
    assert unaccounted(source) == []


@pytest.mark.parametrize(
    "drawn",
    [
        DRAWN.replace("三公里。 ", "三公里。"),
        DRAWN.replace("=", "-"),
        DRAWN.replace("+---------------------+------+------+\n", ""),
        DRAWN.replace("|      +--------------+------+ ", "|      +-------       +------+ "),
    ],
    ids=["a line too short", "no header", "no end", "a border with a gap"],
)
def test_what_is_not_drawn_exactly_stays_lines(drawn: str, read: Read) -> None:
    assert read("a.txt", drawn).blocks
    assert not [*read("a.txt", drawn).tables()]
