"""A body and its leader above tasks answer for them, whatever sets the tasks off."""

from pathlib import Path

import pytest

from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers

TITLE = "云泉市2017年改革任务分工\n"
OWNED = """市发改委（分管领导：高立民）
{0}出台投融资体制改革方案，6月底前完成。
{1}清理涉企收费项目，9月底前完成。
市国资委（分管领导：石磊）
{2}完成市属企业公司制改制，12月底前完成。
"""
SIGNED = """责任单位：市发改委
责任领导：高立民
工作目标：
1.出台投融资体制改革方案，6月底前完成。
2.清理涉企收费项目，9月底前完成。
责任单位：市国资委
责任领导：石磊
工作目标：
1.完成市属企业公司制改制，12月底前完成。
"""


@pytest.mark.parametrize(
    "text",
    [
        OWNED.format("1.", "2.", "3."),
        OWNED.format("（一）", "（二）", "（三）"),
        OWNED.format("——", "——", "——"),
        OWNED.format("●", "●", "●"),
        SIGNED,
    ],
)
def test_body_and_leader_answer_for_what_is_below(
    text: str, registers: Registers, tmp_path: Path
) -> None:
    path = tmp_path / "tasks.txt"
    path.write_text(TITLE + text, encoding="utf-8")
    items = extract(read_document(path), registers)[0].items
    found = [{(one.role, one.surface) for one in item.assignments} for item in items]
    first = {("responsible", "市发改委"), ("supervising", "高立民")}
    assert found == [first, first, {("responsible", "市国资委"), ("supervising", "石磊")}]
    assert [item.deadlines for item in items] == [("2017-06",), ("2017-09",), ("2017-12",)]
