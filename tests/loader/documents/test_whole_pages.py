"""Lines of a document are whole before it is read; those that may be rows of a table stay."""

from pathlib import Path

import pytest

from loader.documents.annex_lists import annexes_listed
from loader.documents.lost_breaks import with_breaks_restored
from loader.documents.whole_pages import with_pages_whole
from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers
from loader.source import Source

ROOT = Path(__file__).parents[3]

CUT = """云泉县2021年重点工作分工
为确保今年各项工作落到实处，现将任务分解印发给你们，有关事项
通知如下。各责任单位要高度重视，牵头单位要主动协调，配合单位
要积极配合。各项工作的进展每月二十五日之前报送督查室，由督查
室汇总通报。
1.新建标准厂房三万平方米，引进企业四家，年内投产两家。（县工
信局牵头，县财政局配合）
"""
ROWS = """云泉县2021年重点工作分工
序号 任务 牵头单位
1 新建标准厂房三万平方米，引进企业四家，年内投产两家。 县工信局
2 改造农贸市场两处，新增摊位一百个，六月底前全部投用。 县商务局
3 疏浚河道十二公里，修复护岸三公里，汛期之前全部完工。 县水务局
"""
WIDE = (
    "关于下达2009年重点工作的通知　　各乡镇人民政府：　　现将重点工作分解下达，请认真落实。"
    "　　一、农业　　1、新建蔬菜大棚1600亩。　　责任单位：县农业局　　2、疏浚支渠25公里。"
    "　　责任单位：县水利局　　二、城建　　3、新增路灯180盏。　　责任单位：县城管局"
)
BLANKS = WIDE.replace("　　", " ")


@pytest.fixture(scope="module")
def registers() -> Registers:
    return Registers(ROOT / "data" / "registers")


def source_of(text: str, folder: Path) -> Source:
    path = folder / "document.txt"
    path.write_text(text, encoding="utf-8")
    return read_document(path)


def test_lines_that_a_page_cut_are_joined(tmp_path: Path, registers: Registers) -> None:
    lines = [one.text for one in with_pages_whole(source_of(CUT, tmp_path), registers).paragraphs()]
    assert [len(line) for line in lines] == [14, 96, 43]
    assert lines[2].endswith("（县工信局牵头，县财政局配合）")


def test_lines_that_may_be_rows_stay(tmp_path: Path, registers: Registers) -> None:
    source = source_of(ROWS, tmp_path)
    assert with_pages_whole(source, registers).blocks == source.blocks


@pytest.mark.parametrize("text", [WIDE, BLANKS], ids=["wide", "single"])
def test_lines_that_a_page_ran_together_are_restored(
    text: str, tmp_path: Path, registers: Registers
) -> None:
    source = source_of(text, tmp_path)
    items = extract(source, registers)[0].items
    assert [item.text for item in items] == [
        "新建蔬菜大棚1600亩。",
        "疏浚支渠25公里。",
        "新增路灯180盏。",
    ]
    restored = list(with_breaks_restored(source, registers).paragraphs())
    assert {part for line in restored for part in line.lines} == set(source.paragraphs())


def test_a_paragraph_with_blanks_is_no_document(tmp_path: Path, registers: Registers) -> None:
    text = "云泉县重点工作\n" + "新建 厂房 三万 平方米 引进 企业 四家 年内 投产 " * 6
    source = source_of(text, tmp_path)
    assert with_breaks_restored(source, registers).blocks == source.blocks


def test_annexes_are_listed_as_they_count(tmp_path: Path) -> None:
    text = "附件：1．名单\n2．登记表式样（县农业局负责制发）\n1.修桥。（县交通局负责）\n"
    listed = [one.text for one in annexes_listed(source_of(text, tmp_path).paragraphs())]
    assert listed == ["附件：1．名单", "2．登记表式样（县农业局负责制发）"]


def test_a_row_whose_work_is_a_figure_is_told(tmp_path: Path, registers: Registers) -> None:
    text = "云泉县任务\n序号\t任务\t责任单位\n1\t2014年8月\t县旅游局\n2\t修桥三座\t县交通局\n"
    extraction, report = extract(source_of(text, tmp_path), registers)
    assert [item.text for item in extraction.items] == ["修桥三座"]
    assert any("its cells slipped" in note.message for note in report.notes)
