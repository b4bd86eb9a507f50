"""Officials beside the body that a heading names, and what is said of them."""

from pathlib import Path

import pytest

from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers

RULES = (
    "各部分标题所列部门为牵头部门，任务后括号内为配合部门，未注明的由牵头部门独立完成。",
    "标题中的部门为牵头单位，括号内的部门为配合单位。",
    "按牵头部门排列，各项任务后括号内单位为配合单位。",
)
TEXT = """云泉市人民政府办公室关于按部门分解2011年政府工作报告任务的通知
各县（市）区人民政府，市政府各部门：
现将《2011年政府工作报告》任务分解如下。{rule}
一、市发展改革委{first}
1、编制沿江三年建设规划。（配合：市规划局）
2、编制节能规划。
二、市农委{second}
3、新增设施农业10万亩。（市财政局、青山县政府）
4、修渠两条。
"""


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(
    ("beside", "role"),
    [
        ("（2项）　分管市领导：{}", "supervising"),
        ("　分管领导：{}（2项）", "supervising"),
        ("——分管副市长：{}", "supervising"),
        (" {}副市长", "supervising"),
        ("（分管领导：{}，共2项）", "supervising"),
        ("（{}分管）", "supervising"),
        ("（{}）", "inCharge"),
        ("（2项）", None),
    ],
)
def test_heading_names_body_and_official(
    rule: str, beside: str, role: str | None, tmp_path: Path, registers: Registers
) -> None:
    path = tmp_path / "notice.txt"
    first, second = beside.format("石小磊"), beside.format("高立民")
    text = TEXT.format(rule=rule, first=first, second=second)
    path.write_text(text, encoding="utf-8")
    items = extract(read_document(path), registers)[0].items
    named = [[(a.role, a.agent.name) for a in item.assignments] for item in items]
    of_first, of_second = ([(role, name)] * bool(role) for name in ("石小磊", "高立民"))
    assert [[one for one in item if one[0] in ("supervising", "inCharge")] for item in named] == [
        *[of_first] * 2,
        *[of_second] * 2,
    ]
    surfaces = [
        [(a.role, a.surface) for a in item.assignments if a.role in ("lead", "supporting")]
        for item in items
    ]
    assert surfaces == [
        [("lead", "市发展改革委"), ("supporting", "市规划局")],
        [("lead", "市发展改革委")],
        [("lead", "市农委"), ("supporting", "市财政局"), ("supporting", "青山县政府")],
        [("lead", "市农委")],
    ]


@pytest.mark.parametrize("part", ["文物", "安监", "史志"])
def test_bracket_of_a_body_is_no_official(part: str, tmp_path: Path, registers: Registers) -> None:
    path = tmp_path / "notice.txt"
    beside = f"（{part}）"
    path.write_text(TEXT.format(rule=RULES[0], first=beside, second=beside), encoding="utf-8")
    items = extract(read_document(path), registers)[0].items
    assert {a.role for item in items for a in item.assignments} <= {"lead", "supporting"}
