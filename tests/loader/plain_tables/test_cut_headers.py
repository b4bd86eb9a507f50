"""Words of a header that go on in the next line, and titles of rows with who leads them."""

from pathlib import Path

import pytest

from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers

TITLE = "云泉市2021年重点任务分工表\n"
ROWS = "1\t建公园\t市城管局\t市财政局\t2021年6月\n2\t修电梯\t市住建局\t各区\t2021年10月\n"


def dates(text: str, folder: Path, registers: Registers) -> list[tuple[str, ...]]:
    path = folder / "table.txt"
    path.write_text(TITLE + text, encoding="utf-8")
    return [item.deadlines for item in extract(read_document(path), registers)[0].items]


@pytest.mark.parametrize(
    "header",
    [
        "序号\t工作任务\t牵头单位\t责任单位\t完成\n时限\n",
        "序号\t工作任务\t牵头\t责任\t完成\n\t\t单位\t单位\t时限\n",
    ],
)
def test_words_that_go_on_below_are_one_header(
    header: str, registers: Registers, tmp_path: Path
) -> None:
    read = [("2021-06",), ("2021-10",)]
    assert dates(header + ROWS, tmp_path, registers) == read
    assert dates(header + ROWS + header + ROWS, tmp_path, registers) == read * 2


def test_the_title_of_a_section_ends_no_header(registers: Registers, tmp_path: Path) -> None:
    header = "序号\t工作任务\t牵头单位\t责任单位\t完成时限\n水利\n"
    assert dates(header + ROWS, tmp_path, registers) == [("2021-06",), ("2021-10",)]


BLANKS = "序号 考核指标 {} 年度目标 牵头单位 责任单位\n"
PARTS = "（{}）{}（牵头领导：{}）\n{} 达标率 % 9{} 市水利局 市财政局\n"


@pytest.mark.parametrize("unit", ["单位", "计量单位"])
def test_titles_among_lines_with_blanks_name_who_leads(
    unit: str, registers: Registers, tmp_path: Path
) -> None:
    parts = [("一", "供水", "田 野"), ("二", "排水", "石小燕、龙 飞"), ("三", "节水", "唐建国")]
    lines = [PARTS.format(*part, n, n) for n, part in enumerate(parts, 1)]
    path = tmp_path / "table.txt"
    path.write_text(TITLE + BLANKS.format(unit) + "".join(lines), encoding="utf-8")
    items = extract(read_document(path), registers)[0].items
    led = [[o.surface for o in i.assignments if o.role == "supervising"] for i in items]
    assert led == [["田野"], ["石小燕", "龙飞"], ["唐建国"]]
