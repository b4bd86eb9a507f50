"""Marks that stand for the cell above, quotes among them, whatever parts the cells."""

from pathlib import Path

import pytest

from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers

HEADER = ("序号", "工作内容", "牵头单位", "配合单位", "分管领导")


@pytest.mark.parametrize("mark", ["同上", "〃", "”", "“", '"'])
@pytest.mark.parametrize("delimiter", ["\t", "|", " | ", "\n"])
def test_mark_stands_for_the_cell_above(
    mark: str, delimiter: str, tmp_path: Path, registers: Registers
) -> None:
    rows = [
        HEADER,
        ("1", "修建农村公路80公里。", "县交通局", "县财政局、县水利局", "高立民"),
        ("2", "架设跨江大桥一座。", mark, "县水利局", mark),
        ("3", "新建小学两所。", "县教育局", mark, mark),
        ("4", "改造体育馆一座。", mark, "县文体局", "白玉梅"),
    ]
    path = tmp_path / "table.txt"
    lines = ["云泉县2016年重点工作任务分解表", *map(delimiter.join, rows)]
    path.write_text("\n".join(lines), encoding="utf-8")
    items = extract(read_document(path), registers)[0].items
    assert [[a.surface for a in item.assignments] for item in items] == [
        ["高立民", "县交通局", "县财政局", "县水利局"],
        ["高立民", "县交通局", "县水利局"],
        ["高立民", "县教育局", "县水利局"],
        ["白玉梅", "县教育局", "县文体局"],
    ]
