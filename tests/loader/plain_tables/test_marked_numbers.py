"""A sign beside the number of a row marks the row; the number is read without it."""

from pathlib import Path

import pytest

from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers

HEADER = ("编号", "建议标题", "主办单位", "会办单位")
TITLES = ("关于加强校车管理的建议", "关于改造管网的建议", "关于发展夜市的建议")


@pytest.mark.parametrize("between", ["\t", "\n", " "])
@pytest.mark.parametrize("marked", [["1", "2★", "3"], ["★1", "2", "3"], ["1※", "2*", "3"]])
def test_marked_rows_are_counted(
    between: str, marked: list[str], registers: Registers, tmp_path: Path
) -> None:
    rows = [
        (number, title, "县教育局", "县公安局、县交通局")
        for number, title in zip(marked, TITLES, strict=True)
    ]
    path = tmp_path / "table.txt"
    lines = ["云泉县2014年建议交办表", *(between.join(row) for row in (HEADER, *rows))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    items = extract(read_document(path), registers)[0].items
    assert [item.number for item in items] == ["1", "2", "3"]
    assert [len(item.assignments) for item in items] == [3, 3, 3]
