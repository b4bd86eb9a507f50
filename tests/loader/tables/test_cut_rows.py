"""Rows that a page cut, with the header printed again between their parts."""

from pathlib import Path

import pytest

from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers

HEADER = ("序号", "工作任务", "牵头单位", "配合单位", "分管领导")
FIRST = ("1", "修建农村公路80公里。", "县交通局", "县水利局", "高立民")
LAST = ("3", "新建小学两所。", "县教育局", "县文体局", "白玉梅")
CUT = ["2", "架设跨江大桥一座，", "县交通局", "县财政局、", "高立民"]
WHOLE = ["2", "架设跨江大桥一座。", "县交通局", "县财政局", "高立民"]


@pytest.mark.parametrize(
    ("suffix", "delimiter"), [(".txt", "|"), (".md", "|"), (".txt", "\t"), (".csv", ",")]
)
@pytest.mark.parametrize(
    ("upper", "lower", "texts", "bodies"),
    [
        (
            CUT,
            ["", "年底前通车。", "", "县水利局", ""],
            ["架设跨江大桥一座，年底前通车。"],
            [["县交通局", "县财政局", "县水利局"]],
        ),
        (
            [*WHOLE[:1], "架设跨江大", *WHOLE[2:]],
            ["", "桥一座。", "", "", ""],
            ["架设跨江大桥一座。"],
            [["县交通局", "县财政局"]],
        ),
        (
            WHOLE,
            ["", "改造渡口三处。", "县水利局", "", ""],
            ["架设跨江大桥一座。", "改造渡口三处。"],
            [["县交通局", "县财政局"], ["县水利局"]],
        ),
    ],
    ids=["open cells", "cut word", "a task of its own"],
)
def test_row_below_a_header_goes_on_where_a_cell_is_open(
    upper: list[str],
    lower: list[str],
    texts: list[str],
    bodies: list[list[str]],
    *,
    suffix: str,
    delimiter: str,
    tmp_path: Path,
    registers: Registers,
) -> None:
    rows = [HEADER, FIRST, upper, HEADER, lower, LAST]
    path = tmp_path / f"table{suffix}"
    ends = delimiter.strip("\t,")
    printed = [ends + delimiter.join(row) + ends for row in rows]
    printed[1:1] = ["|---" * len(HEADER) + "|"] if suffix == ".md" else []
    lines = ["云泉县2016年重点工作任务分解表", "", *printed]
    path.write_text("\n".join(lines), encoding="utf-8")
    items = list(extract(read_document(path), registers)[0].items)[1:-1]
    assert [item.text for item in items] == texts
    named = [[a.surface for a in item.assignments if a.role != "supervising"] for item in items]
    assert [one[: len(right)] for one, right in zip(named, bodies, strict=True)] == bodies
