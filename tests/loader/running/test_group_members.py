"""Heads and members of a group answer for its projects, numbered or not, by their posts."""

from pathlib import Path

import pytest

from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers

GROUPS = """云泉市2021年重大项目包抓责任表
第一组：城建项目组
组  长：高立民（市委常委、副市长）
副组长：石磊（市政府副秘书长）
成  员：李国强（市住建局局长）、何青（市人大常委会主任）
牵头单位：市住建局
包抓项目：
滨江公园改造项目
城北快速路项目
第二组：产业项目组
组  长：白玉梅（副市长）
牵头单位：市工信局
包抓项目：
冷链物流园项目
新能源电池项目
"""
CHAINS = """云泉市2022年重点产业链工作任务分解
一、钢铁产业链
链    长：高立民  市委常委、副市长
副链长：石磊  市政府党组成员
成    员：市工信局局长李国强、市财政局局长赵勇
牵头单位：市工信局
配合单位：市发改委、市财政局
工作任务：推动钢铁企业兼并重组，培育百亿企业2家。
二、文旅产业链
链    长：白玉梅  副市长
牵头单位：市文旅局
工作任务：创建4A级景区1家。
"""
MEMBERS = """云泉市推进重大项目领导小组组成人员
组  长：高立民（市委常委、副市长）
成  员：李国强（市住建局局长）
领导小组办公室设在市发改委。
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            GROUPS,
            [
                ("滨江公园改造项目", ["高立民", "石磊", "何青"], ["李国强"], ["市住建局"]),
                ("城北快速路项目", ["高立民", "石磊", "何青"], ["李国强"], ["市住建局"]),
                ("冷链物流园项目", ["白玉梅"], [], ["市工信局"]),
                ("新能源电池项目", ["白玉梅"], [], ["市工信局"]),
            ],
        ),
        (
            CHAINS,
            [
                ("2家。", ["高立民", "石磊"], ["李国强", "赵勇"], ["市工信局"]),
                ("1家。", ["白玉梅"], [], ["市文旅局"]),
            ],
        ),
        (MEMBERS, []),
    ],
)
def test_group_is_read(
    text: str,
    expected: list[tuple[str, list[str], list[str], list[str]]],
    registers: Registers,
    tmp_path: Path,
) -> None:
    path = tmp_path / "group.txt"
    path.write_text(text, encoding="utf-8")
    extraction, report = extract(read_document(path), registers)
    found = [
        tuple(
            [
                one.surface if role == "lead" else one.agent.name
                for one in item.assignments
                if one.role == role
            ]
            for role in ("supervising", "inCharge", "lead")
        )
        for item in extraction.items
    ]
    assert [tuple(named) for _, *named in expected] == found
    for (end, *_), item in zip(expected, extraction.items, strict=True):
        assert item.text.endswith(end)
    assert not [note.text for note in report.notes if note.kind in {"unused", "plain text"}][1:]
