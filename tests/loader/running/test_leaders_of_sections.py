"""The leader of a section is that of its items, whether its title or its last line names him."""

from pathlib import Path

import pytest

from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers

TITLE = "云泉县2014年重点任务分工\n"
FIRST = "一、农业\n1．修水渠（县水利局负责）；种果树（县林业局负责）。\n"
FIRST += "2．办学堂（县教育局负责）。\n"
SECOND = "二、交通\n3．修公路（县交通局负责）。\n"
SHI, GAO = "责任领导：副县长 石 磊\n", "责任领导：副县长 高立民\n"


def leaders(text: str, folder: Path, registers: Registers) -> list[list[str]]:
    path = folder / "tasks.txt"
    path.write_text(TITLE + text, encoding="utf-8")
    items = extract(read_document(path), registers)[0].items
    return [
        [one.agent.name for one in item.assignments if one.role == "supervising"] for item in items
    ]


@pytest.mark.parametrize("label", ["责任领导", "分管领导", "包抓领导"])
def test_a_label_at_the_end_of_a_section_is_of_all_its_items(
    label: str, registers: Registers, tmp_path: Path
) -> None:
    text = (FIRST + SHI + SECOND + GAO).replace("责任领导", label)
    assert leaders(text, tmp_path, registers) == [["石磊"], ["石磊"], ["石磊"], ["高立民"]]


def test_a_section_without_such_a_line_has_no_leader(registers: Registers, tmp_path: Path) -> None:
    assert leaders(FIRST + SHI + SECOND, tmp_path, registers) == [["石磊"]] * 3 + [[]]
    assert leaders(FIRST + SECOND + GAO, tmp_path, registers) == [[]] * 3 + [["高立民"]]


@pytest.mark.parametrize(
    "text",
    [
        FIRST + SECOND + "负责人：高立民\n",
        FIRST + SECOND + "请各单位抓好落实。\n" + GAO,
        FIRST + SECOND + SHI + "4．修桥（县交通局负责）。\n",
        FIRST + SHI + SECOND + SHI + "4．修桥（县交通局负责）。\n",
    ],
)
def test_a_line_that_ends_no_section_is_of_none(
    text: str, registers: Registers, tmp_path: Path
) -> None:
    """One who signs, one below a closing remark, and one within a section, here and in another."""
    assert leaders(text, tmp_path, registers)[:4] == [[]] * 4


LABELLED = (
    "一、农业\n1.修水渠。\n责任单位：县水利局\n2.种果树。\n责任单位：县林业局\n{}"
    "二、交通\n3.修公路。\n责任单位：县交通局\n{}4.修桥。\n责任单位：县住建局\n{}"
)


def test_so_is_one_below_the_labels_of_the_last_item(registers: Registers, tmp_path: Path) -> None:
    """It is of that item alone where another has one, or the last of a section has none."""
    found = [
        leaders(LABELLED.format(*lines), tmp_path, registers)
        for lines in ((SHI, "", GAO), (SHI, GAO, SHI), (SHI, GAO, ""))
    ]
    assert found == [
        [["石磊"], ["石磊"], ["高立民"], ["高立民"]],
        [[], ["石磊"], ["高立民"], ["石磊"]],
        [[], ["石磊"], ["高立民"], []],
    ]


TITLES = (
    ("副县长石磊负责的工作", "石磊"),
    ("由县委常委、副县长石磊负责推进的工作", "石磊"),
    ("副县长兼公安局长石磊负责的工作", "石磊"),
    ("副县长兼县公安局局长石磊牵头的工作", "石磊"),
    ("县委常委、副县长兼开发区管委会主任石磊负责的工作", "石磊"),
    ("石磊副县长兼公安局长负责的工作", "石磊"),
)


@pytest.mark.parametrize(("title", "name"), TITLES)
@pytest.mark.parametrize("between", ["", "协助县长处理日常事务。\n"])
def test_a_title_is_of_all_below_its_sub_headings(
    title: str, name: str, between: str, registers: Registers, tmp_path: Path
) -> None:
    """Also where the section before has sub-headings, and a sentence stands below its title."""
    text = (
        "一、高立民县长负责的工作\n全面负责。\n（一）县财政局牵头的工作\n1.清理专户。\n配合单位：县审计局\n"
        f"二、{title}\n{between}（一）县水利局牵头的工作\n1.修水渠。\n配合单位：县农业局\n2.修山塘。\n"
        "配合单位：县林业局\n（二）县交通局牵头的工作\n修公路。\n配合单位：县住建局\n"
    )
    assert leaders(text, tmp_path, registers) == [["高立民"], [name], [name], [name]]
