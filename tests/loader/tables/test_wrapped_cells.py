"""A name that a narrow cell broke is whole again; two names below each other stay two."""

import pytest

from loader.entities import Printed
from loader.registers.registers import Registers
from loader.source import Cell
from loader.tables.wrapped_cells import are_one_name, widths_of, with_names_joined


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        ("市铁路建设指\n挥部办公室", "市铁路建设指挥部办公室"),
        ("市财政局、市城\n管执法局、市妇\n联", "市财政局、市城管执法局、市妇联"),
        ("江北经开区管\n委会", "江北经开区管委会"),
        ("县开发区指挥部办\n公室", "县开发区指挥部办公室"),
        ("市人力资源和社\n会保障局、市卫\n生局", "市人力资源和社会保障局、市卫生局"),
        ("市文体局、江州铁路\n局龙泉工务段", "市文体局、江州铁路局龙泉工务段"),
        ("县财政局、县城市\n管理综合执法局", "县财政局、县城市管理综合执法局"),
        ("长汀镇、山市\n镇", "长汀镇、山市镇"),
        ("规划局、翠屏\n区政府", "规划局、翠屏区政府"),
        ("各县\n（市、区）人\n民政府", "各县（市、区）人民政府"),
    ],
)
def test_name_that_a_line_breaks_is_one(lines: str, whole: str, registers: Registers) -> None:
    width = max(map(len, lines.split("\n")))
    assert with_names_joined(lines, width, registers) == whole


@pytest.mark.parametrize(
    "lines",
    [
        "国网临江供电公司\n各县（市）人民政府",
        "国网临江供电公司\\\n各县（市）人民政府",
        "电信\n移动公司\n联通",
        "市农村合作\n市联社",
        "县供电\n县水务局",
        "县教育局\n王明",
        "市文明办\n团市委",
        "县委宣传部\n县委编办",
        "县妇联\n县工商联",
        "县城管\n县住房和城乡建设局",
        "市财政局、\n市教育局",
    ],
)
@pytest.mark.parametrize("wider", [0, 1, 4])
def test_names_below_each_other_stay_apart(lines: str, wider: int, registers: Registers) -> None:
    width = max(map(len, lines.split("\n"))) + wider
    assert with_names_joined(lines, width, registers) == lines


def test_columns_are_as_wide_as_the_widest_of_their_broken_lines() -> None:
    def printed(text: str) -> Printed:
        return Printed(text, Cell(0, 1, 1, text, None))

    rows = [
        {"lead": printed("市自然资源和规划局"), "text": printed("修桥铺路\n架桥")},
        {"lead": printed("市水务\n局"), "supporting": printed("市残联\n市妇联")},
    ]
    assert widths_of(rows) == {"lead": 3, "supporting": 3}


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("省人力资源社", "会保障厅"),
        ("省人力资源社会", "保障厅"),
        ("省住房城乡建", "设厅"),
        ("县文化广", "电旅游局"),
        ("县水务局、县发", "展改革局"),
    ],
)
def test_lines_that_registers_know_as_one_body(
    above: str, below: str, registers: Registers
) -> None:
    assert are_one_name(above, below, registers)


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("市财政局", "水利局"),
        ("省财政厅", "省水利厅"),
        ("县教育局", "体育局"),
        ("", "县水务局"),
    ],
)
def test_lines_of_two_bodies(above: str, below: str, registers: Registers) -> None:
    assert not are_one_name(above, below, registers)
