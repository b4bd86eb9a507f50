"""Labels below the number of a group say who answers for the projects of the group."""

from itertools import product
from pathlib import Path

import pytest

from loader.entities import WorkItem
from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers

TITLE = "青石县2010年重点项目县级领导包抓责任表\n"
HEADINGS = ("第{}组", "第 {} 包抓组（2项）", "{}、第{}组", "（{}）工业项目组", "")
ORDERS = ("LMU", "UL", "LUM")
ANNOUNCED = ("联系项目：", "包抓项目（2个）：", "")
MARKS = ("{}、", "（{}）")
LABELS = {"L": "包抓领导", "U": "包抓单位", "M": "成员"}
POSTS = {"L": "组长", "U": "责任单位", "M": "副组长"}
SAID = (
    {"L": "县委书记 高立民", "M": "副县长 石 磊", "U": "县发改局、县国土局"},
    {"L": "县长 何 长 青", "M": "县政协主席 毛志刚", "U": "县交通局、县公路段"},
)
TASKS = (("供热工程。10月底前供暖。", "云河治理工程。"), ("通村油路工程。", "危桥改造。"))
LED = [{"高立民"}, {"何长青"}]
LED_WITH_MEMBERS = [{"高立民", "石磊"}, {"何长青", "毛志刚"}]

Form = tuple[str, str, str, str]


def groups(form: Form, labels: dict[str, str]) -> str:
    heading, order, announced, mark = form
    lines: list[str] = []
    for n, number in enumerate("一二"):
        points = (mark.format(2 * n + k) + task for k, task in enumerate(TASKS[n], 1))
        said = (f"{labels[one]}：{SAID[n][one]}" for one in order)
        lines += [heading.format(number, number), *said, announced, *points]
    return "\n".join(filter(None, lines))


def read(text: str, folder: Path, registers: Registers) -> tuple[WorkItem, ...]:
    path = folder / "groups.txt"
    path.write_text(TITLE + text, encoding="utf-8")
    return extract(read_document(path), registers)[0].items


def leaders(item: WorkItem) -> set[str]:
    return {one.agent.name for one in item.assignments if one.role == "supervising"}


def bodies(item: WorkItem) -> list[tuple[str, str]]:
    return [(one.role, one.surface) for one in item.assignments if one.role != "supervising"]


@pytest.mark.parametrize("form", list(product(HEADINGS, ORDERS, ANNOUNCED, MARKS)))
def test_all_projects_of_a_group_have_its_leaders_and_bodies(
    form: Form, tmp_path: Path, registers: Registers
) -> None:
    items = read(groups(form, LABELS), tmp_path, registers)
    first, second = LED_WITH_MEMBERS if "M" in form[1] else LED
    assert [leaders(item) for item in items] == [first, first, second, second]
    named = [[surface for _, surface in bodies(item)] for item in items]
    assert named == [["县发改局", "县国土局"]] * 2 + [["县交通局", "县公路段"]] * 2


def test_heads_of_groups_are_named_by_their_post(tmp_path: Path, registers: Registers) -> None:
    items = read(groups(("第{}工作组", "LMU", "", "{}."), POSTS), tmp_path, registers)
    first, second = LED_WITH_MEMBERS
    assert [leaders(item) for item in items] == [first, first, second, second]


def test_bodies_of_a_group_keep_their_role(tmp_path: Path, registers: Registers) -> None:
    labels = "第一组\n组长：县长孟晓\n成员单位：县财政局\n责任单位：县发改局\n"
    items = read(f"{labels}1.修桥三座。\n2.修路五公里。\n", tmp_path, registers)
    assert [leaders(item) for item in items] == [{"孟晓"}] * 2
    shares = [("supporting", "县财政局"), ("responsible", "县发改局")]
    assert [bodies(item) for item in items] == [shares] * 2
