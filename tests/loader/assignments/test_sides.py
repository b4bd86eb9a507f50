"""A rule on the two sides of a semicolon or comma gives roles in brackets, cells and labels."""

from pathlib import Path

import pytest

from loader.assignments.clauses import ClauseReader
from loader.assignments.standing import find_standing
from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("【】内分号前为牵头单位，分号后为配合单位。", ("；", "lead", "supporting")),
        ("括号内“；”前的为牵头单位，“；”后的为协办单位", ("；", "lead", "supporting")),
        ("分号前面的单位为牵头单位，后面的单位为责任单位", ("；", "lead", "responsible")),
        ("责任单位以分号隔开，前为牵头单位，后为配合单位", ("；", "lead", "supporting")),
        ("括号中分号前为牵头部门，其后为配合部门，下同", ("；", "lead", "supporting")),
        ("分号前单位牵头，分号后单位配合", ("；", "lead", "supporting")),
        ("逗号前为主办单位，逗号后为会办单位", ("，", "lead", "supporting")),
        ("责任单位（牵头；配合）", ("；", "lead", "supporting")),
        ("“/”前为牵头单位，“/”后为配合单位", ("/", "lead", "supporting")),
        ("县发改局；县财政局", None),
        ("牵头单位：县发改局；配合单位：县财政局", None),
        ("请于6月底前完成；之前为牵头单位的，后续为责任单位", None),
    ],
)
def test_rule_on_a_sign_is_found(
    text: str, sides: tuple[str, str, str] | None, registers: Registers
) -> None:
    assert find_standing(text, ClauseReader(registers)).sides == sides


RULE = "分号前为牵头单位，分号后为配合单位。"
TITLE = "青石县2022年重点工作任务分解表\n"
LEADS, BOTH_LEAD = [("lead", "县交通局")], [("lead", "县交通局"), ("lead", "县水务局")]
HELPED = [*LEADS, ("supporting", "县财政局"), ("supporting", "各镇")]
COLUMNS = "\n\n| 序号 | 任务 | {} | 时限 |\n|---|---|---|---|\n"
ROWS = (
    "| 1 | 修桥三座 | 县交通局;县财政局、各镇 | 6月 |\n"
    "| 2 | 修路五公里 | 县交通局、县水务局 | 9月 |\n"
)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "a.txt",
            f"{RULE}\n一、交通\n1.修桥三座（县交通局；县财政局、各镇）\n2.修路五公里（县交通局、县水务局）",
        ),
        (
            "b.txt",
            f"一、交通\n1.修桥三座【县交通局；县财政局，各镇】\n2.修路五公里【县交通局、县水务局】\n注：{RULE}",
        ),
        (
            "c.txt",
            f"{RULE}\n1.修桥三座。\n责任单位：县交通局；县财政局、各镇\n2.修路五公里。\n责任单位：县交通局、县水务局",
        ),
        ("d.md", f"注：{RULE}{COLUMNS.format('责任单位')}{ROWS}"),
        ("e.md", f"{COLUMNS.format('责任单位（牵头；配合）')}{ROWS}"),
        (
            "f.txt",
            "（括号内逗号前为牵头单位，逗号后为配合单位）\n一、交通\n"
            "1.修桥三座（县交通局，县财政局、各镇）\n2.修路五公里（县交通局、县水务局）",
        ),
    ],
)
def test_those_before_it_lead_wherever_the_list_stands(
    name: str, text: str, tmp_path: Path, registers: Registers
) -> None:
    path = tmp_path / name
    path.write_text(TITLE + text, encoding="utf-8")
    items = extract(read_document(path), registers)[0].items
    named = [[(one.role, one.surface) for one in item.assignments] for item in items]
    assert named == [HELPED, BOTH_LEAD]
    assert {one.status for item in items for one in item.assignments} == {"byRule"}


def test_no_role_is_assumed_without_a_rule(tmp_path: Path, registers: Registers) -> None:
    path = tmp_path / "plan.txt"
    points = "1.修桥三座（县交通局；县财政局）\n2.修路五公里（县交通局）"
    path.write_text(f"{TITLE}一、交通\n{points}", encoding="utf-8")
    items = extract(read_document(path), registers)[0].items
    assert [{one.role for one in item.assignments} for item in items] == [{"responsible"}] * 2
