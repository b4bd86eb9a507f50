"""A bracket that says which things are meant assigns nothing; one that lost its begin does."""

from pathlib import Path

import pytest

from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers

TITLE = "云泉省2022年重点任务分工\n"
OTHERS = "8.修订条例。（省司法厅）\n9.汇编案例。（省司法厅）\n"
FIRST = ["省卫生健康委", "省财政厅"]


def bodies(text: str, folder: Path, registers: Registers) -> list[list[str]]:
    path = folder / "tasks.txt"
    path.write_text(TITLE + text, encoding="utf-8")
    items = extract(read_document(path), registers)[0].items
    return [[one.surface for one in item.assignments] for item in items]


@pytest.mark.parametrize("close", ["省卫生健康委、省财政厅", "省卫生健康委牵头，省财政厅配合"])
@pytest.mark.parametrize(
    "aside",
    [
        "含市属医院、县级医院",
        "如县医院、县中医院等",
        "试点单位为县医院、县中医院",
        "首批先行接入9个县",
        "以乡镇卫生院为主",
        "试点地区名单（第一批）见省医保局公告",
        "县医院、乡镇卫生院",
        "报省政府",
    ],
)
def test_an_aside_before_the_bracket_that_closes_names_nobody(
    aside: str, close: str, registers: Registers, tmp_path: Path
) -> None:
    text = f"1.改造急诊用房（{aside}）。（{close}）\n{OTHERS}"
    assert bodies(text, tmp_path, registers)[0] == FIRST


@pytest.mark.parametrize("aside", ["含市属医院、县级医院", "重点是三甲医院", "指省直部门"])
def test_an_aside_alone_makes_no_item(aside: str, registers: Registers, tmp_path: Path) -> None:
    text = f"1.改造急诊用房（{aside}）。\n{OTHERS}"
    assert bodies(text, tmp_path, registers) == [["省司法厅"], ["省司法厅"]]


@pytest.mark.parametrize(
    "text",
    [
        "1.改造急诊用房。省卫生健康委、省财政厅按职责分工负责）\n",
        "1.改造急诊用房（含附属用房）。省卫生健康委牵头；省财政厅配合)。\n",
        "1.改造急诊用房。\n省卫生健康委牵头，省财政厅配合）\n",
    ],
)
def test_a_bracket_that_only_closes_is_read(
    text: str, registers: Registers, tmp_path: Path
) -> None:
    assert bodies(text, tmp_path, registers) == [FIRST]


@pytest.mark.parametrize("text", ["1.公布目录。详见各部门网站）\n", "1）公布目录（见附件1）。\n"])
def test_a_sentence_that_names_nobody_is_no_bracket(
    text: str, registers: Registers, tmp_path: Path
) -> None:
    assert bodies(text, tmp_path, registers) == []


@pytest.mark.parametrize(
    ("said", "roles"),
    [
        ("省卫生厅会同省财政厅制定", ["lead", "supporting"]),
        ("省卫生厅、省财政厅起草", ["responsible", "responsible"]),
        ("省卫生厅负责；省编办指导编制核定", ["responsible", "guiding"]),
        ("省卫生厅牵头，省财政厅协助筹措资金", ["lead", "supporting"]),
    ],
)
def test_what_bodies_draw_up_or_guide_is_their_role(
    said: str, roles: list[str], registers: Registers, tmp_path: Path
) -> None:
    path = tmp_path / "tasks.txt"
    path.write_text(f"{TITLE}1.规范采购。（{said}）\n", encoding="utf-8")
    [item] = extract(read_document(path), registers)[0].items
    assert [one.role for one in item.assignments] == roles


NOTE = "括号内为责任单位。\n"


def test_a_note_says_that_all_in_brackets_answer(registers: Registers, tmp_path: Path) -> None:
    text = "1、修操场。（中心学校）\n2、修水渠。（水利站）\n3、植树。（林业站）\n"
    assert bodies(NOTE + text, tmp_path, registers) == [["中心学校"], ["水利站"], ["林业站"]]
    assert bodies(text, tmp_path, registers) == [["水利站"], ["林业站"]]


@pytest.mark.parametrize(
    ("helper", "inherited"),
    [("协助：石小燕", ["唐建国", "石小燕"]), ("配合：民政办", ["唐建国", "民政办"])],
)
def test_who_helps_a_leader_in_a_title_does_so_in_its_items(
    helper: str, inherited: list[str], registers: Registers, tmp_path: Path
) -> None:
    text = f"一、水利（分管领导：唐建国，{helper}）\n1、修水渠。（水利站）\n2、植树。（林业站）\n"
    assert bodies(NOTE + text, tmp_path, registers) == [
        [*inherited, "水利站"],
        [*inherited, "林业站"],
    ]
