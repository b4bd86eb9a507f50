"""Tables on one line without separators: where one body ends and another begins."""

from collections.abc import Callable
from pathlib import Path

import pytest

from loader.entities import Extraction
from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers
from loader.report import Report

Read = Callable[[str], tuple[Extraction, Report]]

HEADER = "序号工作任务责任领导牵头单位配合单位完成时限"
ROWS = [
    "1粮食总产量达310万吨。石建国市农业局市财政局、市水务局10月底前",
    "2整治河道三条。石建国{bodies}、市水务局11月底前",
    "3改造学校九所。石建国市教育局市财政局、市住建局9月底前",
]


@pytest.fixture
def read(tmp_path: Path, registers: Registers) -> Read:
    """Return what reads a document of one line."""

    def read(text: str) -> tuple[Extraction, Report]:
        path = tmp_path / "table.txt"
        path.write_text(f"{text}\n", encoding="utf-8")
        return extract(read_document(path), registers)

    return read


@pytest.mark.parametrize(
    ("bodies", "lead", "supporting"),
    [
        ("市农业局青山县人民政府", "市农业局", "青山县人民政府"),
        ("市扶贫办会泉县政府", "市扶贫办", "会泉县政府"),
        ("云泉经开区管委会青山区人民政府", "云泉经开区管委会", "青山区人民政府"),
        ("市水务局各县人民政府", "市水务局", "各县人民政府"),
        ("市旅游度假区管委会市财政局", "市旅游度假区管委会", "市财政局"),
    ],
)
def test_government_behind_a_body_is_another(
    bodies: str, lead: str, supporting: str, read: Read
) -> None:
    rows = "".join(ROWS).format(bodies=bodies)
    items = read(f"2012年云泉市目标任务分解表{HEADER}{rows}")[0].items
    assert [(a.role, a.surface) for a in items[1].assignments] == [
        ("supervising", "石建国"),
        ("lead", lead),
        ("supporting", supporting),
        ("supporting", "市水务局"),
    ]


def test_row_in_which_no_sign_tells_where_bodies_begin_is_reported(read: Read) -> None:
    rows = (
        "1新建厂房二十栋石磊云泉高新区管委会市住建局、市财政局10月底前"
        "2整治村庄80个高立民市农办青山县政府、临江区政府12月底前"
        "3改造农网200公里高立民市供电公司各县（区）政府9月底前"
    )
    extraction, report = read(f"2012年云泉市目标任务分解表{HEADER}{rows}")
    named = [[a.surface for a in item.assignments] for item in extraction.items]
    assert named == [
        ["高立民", "市农办", "青山县政府", "临江区政府"],
        ["高立民", "市供电公司", "各县（区）政府"],
    ]
    assert any("石磊" in note.text for note in report.notes if note.kind == "unread")


def test_names_without_a_sign_between_them_are_no_single_name(read: Read) -> None:
    extraction, report = read(
        "2021年云泉区实事项目分解表序号项目名称主要内容分管领导牵头单位配合单位"
        "1扩大学位供给新建学校5所，竣工2所。高立民教育局新城（白石镇）各街道市国有公司"
        "2稳定就业实施就业优先。全区城镇新增就业800人，再就业300人。高立民人社局新城（白石镇"
    )
    assert [a.surface for item in extraction.items for a in item.assignments] == []
    unread = [note.text for note in report.notes if note.kind == "unread"]
    assert [text[:6] for text in unread] == ["扩大学位供给", "稳定就业实施"]


def test_numbers_in_titles_of_sections_and_heads_of_a_gazette_are_no_rows(read: Read) -> None:
    head = "云泉市人民政府公报2012年第2期"
    columns = "项目编号目标任务牵头单位协办单位"
    extraction, _ = read(
        f"{head}·11·云泉市2012年目标任务分解表{columns}一、经济（3项）1整治村庄80个。市农办市水务局、各县（区）政府"
        f"2改造农网200公里。市供电公司各县（区）政府·12·{head}{columns}二、民生（2项）3新建学校两所。市教育局市财政局"
        "4建成水厂一座。市水务局市住建局"
    )
    items = extraction.items
    assert [item.number for item in items] == ["1", "2", "3", "4"]
    assert [(a.role, a.surface) for a in items[1].assignments] == [
        ("lead", "市供电公司"),
        ("supporting", "各县（区）政府"),
    ]
