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


def test_a_row_that_a_pipe_closes_goes_on_in_no_other(tmp_path: Path, registers: Registers) -> None:
    path = tmp_path / "虚河市2019年公开要点分工.txt"
    path.write_text(
        "工作任务 | 具体要求 | 责任单位 |\n"
        "(一)公开决策 | 1.常务会议的决定及时公开。 | 市政府办公室、市有关单位(见附件1,下同)负责 |\n"
        "2. 出台政策时写明公开的要求。 | 市司法局牵头,市有关单位负责 |\n"
        "3. 权责清单调整后在网上公开。 | 市委编办牵头,市数据局负责 |\n"
        "(二)公开预算 | 1.全面公开财政预决算。 | 市财政局牵头,各县(市、区)政府负责 |\n",
        encoding="utf-8",
    )
    items = extract(read_document(path), registers)[0].items
    assert [" ".join(a.surface for a in item.assignments) for item in items] == [
        "市政府办公室 市有关单位",
        "市司法局 市有关单位",
        "市委编办 市数据局",
        "市财政局 各县(市、区)政府",
    ]
