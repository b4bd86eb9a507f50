"""An official's name and posts are one cell, on two lines or apart by a blank, either before."""

from pathlib import Path

import pytest

from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers

HEADER = ("序号", "项目名称", "建设内容", "包抓领导", "责任单位", "责任人")


@pytest.mark.parametrize(
    "leader",
    [
        "高立民\n县委书记",
        "高立民\n县委常委、副县长",
        "县长\n高立民",
        "高立民 县长",
        "县委常委、副县长 高立民",
    ],
)
def test_name_and_posts_are_one_cell(leader: str, registers: Registers, tmp_path: Path) -> None:
    rows = [
        ("1", "竹木加工园", "完成厂房主体", leader, "县农业局", "陆平\n局长"),
        ("2", "北塘生态小镇", "硬化道路12公里", leader, "县交通局\n北塘镇", "罗敏\n何田"),
        ("3", "县中医医院", "完成主体工程", leader, "县卫健局", "方远"),
    ]
    path = tmp_path / "table.txt"
    cells = [cell for row in (HEADER, *rows) for cell in row]
    path.write_text("\n".join(["云泉县2021年重点项目表", *cells]) + "\n", encoding="utf-8")
    items = extract(read_document(path), registers)[0].items
    assert [item.title.text for item in items if item.title] == [row[1] for row in rows]
    assert [item.text for item in items] == [row[2] for row in rows]
    roles = ("supervising", "inCharge", "responsible")
    named = [
        [[a.surface for a in item.assignments if a.role == role] for role in roles]
        for item in items
    ]
    assert all(people[0].endswith("高立民") and len(people) == 1 for people, _, _ in named)
    assert [officials for _, officials, _ in named] == [["陆平"], ["罗敏", "何田"], ["方远"]]
    assert [bodies for _, _, bodies in named] == [
        ["县农业局"],
        ["县交通局", "北塘镇"],
        ["县卫健局"],
    ]
