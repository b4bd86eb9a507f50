"""Whether a blank cell below an official is the same one or nobody is told by notes and rows."""

from pathlib import Path

import pytest

from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers

WORK = ("序号", "工作内容", "牵头单位", "分管领导")
PROPOSALS = ("编号", "案由", "提案人", "承办单位", "领办领导")
BLANK_BELOW = [
    ("1", "修建农村公路80公里。", "县交通局", "高立民"),
    ("2", "架设跨江大桥一座。", "县水利局", ""),
    ("3", "新建小学两所。", "县教育局", "白玉梅"),
]
PRINTED_ANEW = [
    ("1", "修建农村公路80公里。", "县交通局", "高立民"),
    ("2", "架设跨江大桥一座。", "县水利局", "高立民"),
    ("3", "新建小学两所。", "县教育局", "高立民"),
    ("4", "改造体育馆一座。", "县文体局", ""),
]
PROPOSED = [
    ("7", "关于修建农村公路的提案", "吉晓玲", "县交通局", "高立民"),
    ("9", "关于架设跨江大桥的提案", "卫建民", "县水利局", ""),
]


ALL_SAME = ["高立民"] * 4


@pytest.mark.parametrize("delimiter", ["\t", ","])
@pytest.mark.parametrize(
    ("rows", "note", "leaders"),
    [
        (BLANK_BELOW, "", ["高立民", "高立民", "白玉梅"]),
        (BLANK_BELOW, "注：分管领导一栏空白的，同上。", ["高立民", "高立民", "白玉梅"]),
        (BLANK_BELOW, "注：未列分管领导的，由牵头单位负责。", ["高立民", "", "白玉梅"]),
        (BLANK_BELOW, "说明：分管领导为空的由县政府办协调。", ["高立民", "", "白玉梅"]),
        (PRINTED_ANEW, "", [*ALL_SAME[:3], ""]),
        (PRINTED_ANEW, "注：分管领导空白的与上一项相同。", ALL_SAME),
        (PROPOSED, "", ["高立民", ""]),
    ],
)
def test_whom_a_blank_cell_names(
    rows: list[tuple[str, ...]],
    note: str,
    leaders: list[str],
    *,
    delimiter: str,
    registers: Registers,
    tmp_path: Path,
) -> None:
    path = tmp_path / ("table.csv" if delimiter == "," else "table.txt")
    header = WORK if len(rows[0]) == len(WORK) else PROPOSALS
    lines = ["云泉县2016年重点工作任务分解表", *map(delimiter.join, (header, *rows)), note]
    path.write_text("\n".join(lines), encoding="utf-8")
    items = extract(read_document(path), registers)[0].items
    named = [[a.surface for a in i.assignments if a.role == "supervising"] for i in items]
    assert ["".join(names) for names in named] == leaders
