"""Blank cells of a table with a row on a line are merged where its rows tell so, else nobody's."""

from pathlib import Path

import pytest

from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers

HEADER = ("门类", "项目", "内容和要求", "分管领导", "牵头单位", "配合单位")
ROWS = (
    ("经济建设", "道路", "修路三公里。", "高立民", "市交通局", "市财政局"),
    ("", "", "架桥两座。", "", "", ""),
    ("", "水利", "修渠一条。", "白玉梅", "市水利局", ""),
    ("社会事业", "教育", "建学校三所。", "何长", "市教育局", "市人社局"),
    ("", "", "创建示范县、农产品质量安全县。", "", "", ""),
)


def read(rows: tuple[tuple[str, ...], ...], mark: str, path: Path, registers: Registers) -> object:
    frame = mark.strip("\t")
    printed = (f"{frame}{mark.join(row)}{frame}" for row in (HEADER, *rows))
    lines = ["云泉市2023年重点任务分解表", *printed]
    (path / "table.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    items = extract(read_document(path / "table.txt"), registers)[0].items
    return [(one.text, " ".join(a.surface for a in one.assignments)) for one in items]


@pytest.mark.parametrize("mark", ["\t", "|"])
def test_bodies_printed_once_for_a_group_are_those_of_its_rows(
    mark: str, tmp_path: Path, registers: Registers
) -> None:
    assert read(ROWS, mark, tmp_path, registers) == [
        ("修路三公里。", "高立民 市交通局 市财政局"),
        ("架桥两座。", "高立民 市交通局 市财政局"),
        ("修渠一条。", "白玉梅 市水利局 市财政局"),
        ("建学校三所。", "何长 市教育局 市人社局"),
        ("创建示范县、农产品质量安全县。", "何长 市教育局 市人社局"),
    ]


@pytest.mark.parametrize("mark", ["\t", "|"])
def test_a_blank_is_nobody_where_bodies_stand_in_any_row(
    mark: str, tmp_path: Path, registers: Registers
) -> None:
    rows = (*ROWS[:2], (*ROWS[2][:5], "市农业局"), ROWS[3])
    rows = (*rows, ("", "", "植树五千株。", "", "市林业局", ""))

    assert read(rows, mark, tmp_path, registers) == [
        ("修路三公里。", "高立民 市交通局 市财政局"),
        ("架桥两座。", "高立民 市交通局"),
        ("修渠一条。", "白玉梅 市水利局 市农业局"),
        ("建学校三所。", "何长 市教育局 市人社局"),
        ("植树五千株。", "何长 市林业局"),
    ]
