"""Cells that stand too far left are moved to the columns they fit; blank ones at an end stay."""

from pathlib import Path

import pytest

from loader.entities import WorkItem
from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers

HEADER = ("序号", "类别", "工作内容", "分管领导", "牵头单位", "配合单位", "完成时间")
WHOLE = ("1", "交通", "修建农村公路80公里。", "高立民", "县交通局", "县财政局", "11月底")


@pytest.mark.parametrize(
    ("row", "named"),
    [
        (("架设跨江大桥一座。", "县水利局", "8月底"), ["高立民", "县水利局", "县财政局"]),
        (("2", "水利", "架设跨江大桥一座。", "白玉梅", "县水利局"), ["白玉梅", "县水利局"]),
        (
            ("2", "水利", "架设大桥。", "白玉梅", "县水利局", "县财政局"),
            ["白玉梅", "县水利局", "县财政局"],
        ),
    ],
)
def test_row_that_lacks_cells(
    row: tuple[str, ...],
    named: list[str],
    registers: Registers,
    tmp_path: Path,
) -> None:
    rows = "".join(f"| {' | '.join(one)} |\n" for one in (HEADER, ["---"] * 7, WHOLE, row))
    path = tmp_path / "云泉县2019年重点工作分解表.md"
    path.write_text(f"# 云泉县2019年重点工作分解表\n\n{rows}", encoding="utf-8")
    first, second = extract(read_document(path), registers)[0].items
    assert _named(first) == ["高立民", "县交通局", "县财政局"]
    assert _named(second) == named


def _named(item: WorkItem) -> list[str]:
    return [one.surface for one in item.assignments]
