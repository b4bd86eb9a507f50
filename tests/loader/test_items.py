"""Rows become work items: values carried down, labels repaired, nothing dropped in silence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from loader.entities import Extraction, WorkItem
from loader.report import Note, Report
from ontology.errors import LayoutError

Extract = Callable[..., tuple[Extraction, Report]]
TAICANG = {"issuer": "太仓市人民政府", "addressees": ""}


def notes(report: Report, kind: str) -> list[Note]:
    return [note for note in report.notes if note.kind == kind]


def of_role(item: WorkItem, role: str) -> list[tuple[str, str]]:
    return [(a.surface, a.status) for a in item.assignments if a.role == role]


def test_merged_cells_carry_their_value_down_with_its_origin(extracted: Extract) -> None:
    extraction, report = extracted()
    first, second, third = extraction.items
    assert of_role(first, "supervising") == [("钱甲", "explicit"), ("孙乙", "explicit")]
    assert of_role(second, "supervising") == [("钱甲", "inherited"), ("孙乙", "inherited")]
    assert of_role(second, "lead") == [("园林处", "explicit")]
    assert of_role(third, "lead") == [("教育局", "explicit"), ("财政局", "explicit")]
    assert [(item.category, item.heading) for item in extraction.items] == [
        ("河湖治理", "清淤"),
        ("河湖治理", "清淤"),
        ("办学", "校舍"),
    ]
    [carried] = {a.cell for a in second.assignments if a.role == "supervising"}
    assert (carried.row, carried.column) == (2, 4)
    assert carried in second.cells
    inherited = notes(report, "inherited")
    assert [(note.where.row, note.where.column) for note in inherited] == [
        (3, 1),
        (3, 2),
        (3, 4),
        (3, 6),
    ]
    assert all("carried down from row 2" in note.message for note in inherited)


def test_cell_that_the_last_row_lacks_is_carried_down_and_reported(extracted: Extract) -> None:
    rows = (("甲", "乙", "修路。", "钱甲", "水务局", "有关部门"), ("", "", "架桥。", "", "城建局"))
    extraction, report = extracted(rows=rows)
    assert of_role(extraction.items[1], "supporting") == [("有关部门", "inherited")]
    [missing] = notes(report, "missing")
    assert (missing.where.row, missing.text) == (3, "有关部门")
    assert "相关单位" in missing.message


@pytest.mark.parametrize(
    ("rows", "supporting"),
    [
        ((("1", "修路。", "甲局", "乙局"), ("2", "架桥。", "丙局", "")), []),
        ((("1", "修路。", "甲局", "乙局"), ("", "架桥。", "丙局", "")), [("乙局", "inherited")]),
        ((("1", "修路。", "甲局", "乙局"), ("2", "架桥。", "", "")), [("乙局", "inherited")]),
    ],
)
def test_empty_cell_of_rows_that_are_whole_names_nobody(
    rows: tuple[tuple[str, ...], ...], supporting: list[tuple[str, str]], extracted: Extract
) -> None:
    header = ("序号", "内容", "牵头单位", "配合单位")
    items = extracted(header=header, rows=rows)[0].items
    assert of_role(items[1], "supporting") == supporting


def test_header_of_a_page_break_is_no_row_and_ends_no_merged_cell(extracted: Extract) -> None:
    header = ("门类", "项目", "内容和要求", "分管领导", "主要责任单位", "相关单位")
    again = ("门  类", "项目", "内容　和要求", "分管领导", "主要责任单位", "相关单位")
    row = ("甲", "乙", "修路。", "钱甲", "水务局", "有关部门")
    rows = (row, again, ("", "", "架桥。", "", "", ""))
    extraction, _ = extracted(header=header, rows=rows)
    assert [(item.row, item.text) for item in extraction.items] == [(1, "修路。"), (2, "架桥。")]
    assert {a.status for a in extraction.items[1].assignments} == {"inherited"}
    assert extraction.items[1].text_cell.row == 4


DAMAGED = "加加快推进绿色发展，显著提高生态文明水平"
REPAIRED = "加快推进绿色发展，显著提高生态文明水平"


@pytest.mark.parametrize(
    ("number", "category", "noted"),
    [("太政发〔2018〕3号", REPAIRED, 1), ("太政发〔2019〕9号", DAMAGED, 0)],
)
def test_correction_holds_for_its_document_alone(
    number: str, category: str, noted: int, extracted: Extract
) -> None:
    row = (DAMAGED.replace("，", "，\n"), "项", "植树。", "顾晓东", "农委", "有关部门")
    extraction, report = extracted(number=number, rows=(row, ("", *row[1:])), **TAICANG)
    assert [item.category for item in extraction.items] == [category, category]
    assert [note.text for note in notes(report, "corrected")] == [DAMAGED] * noted
    assert extraction.items[0].cells[0].raw == row[0]


def test_column_that_is_not_known_is_reported_cell_by_cell(extracted: Extract) -> None:
    header = ("内容和要求", "牵头单位", "心  情")
    rows = (("修路。", "甲局", "好"), ("架桥。", "乙局", ""), ("植树。", "丙局", "坏"))
    extraction, report = extracted(header=header, rows=rows)
    assert len(extraction.items) == 3
    unread = notes(report, "unread")
    assert [(note.text, note.where.row, note.where.column) for note in unread] == [
        ("好", 2, 3),
        ("坏", 4, 3),
    ]
    assert all("心情" in note.message for note in unread)


def test_second_column_of_the_same_meaning_is_of_the_task_a_third_is_reported(
    extracted: Extract,
) -> None:
    header = ("内容和要求", "牵头单位", "工作内容", "完成时限", "工作任务")
    row = ("修路。", "甲局", "架桥。", "年底前", "清淤。")
    extraction, report = extracted(header=header, rows=(row,))
    assert [item.text for item in extraction.items] == ["修路。\n架桥。"]
    assert [note.text for note in notes(report, "unread")] == ["清淤。"]


@pytest.mark.parametrize(
    ("row", "texts"),
    [
        (("", "小计", "", "丁某", "", ""), ["小计", "丁某"]),
        (("", "", "无人负责。", "", "", ""), ["无人负责。"]),
    ],
)
def test_row_that_is_no_work_item_is_reported(
    row: tuple[str, ...], texts: list[str], extracted: Extract
) -> None:
    extraction, report = extracted(rows=(row,))
    assert extraction.items == ()
    unread = notes(report, "unread")
    assert [note.text for note in unread] == texts
    assert all("no work item" in note.message for note in unread)


def test_known_field_that_no_item_takes_is_reported(extracted: Extract) -> None:
    header = ("内容和要求", "牵头单位", "备注")
    extraction, report = extracted(header=header, rows=(("修路。", "甲局", "急"),))
    assert len(extraction.items) == 1
    assert [note.text for note in notes(report, "unread")] == ["急"]


def test_item_that_swallowed_the_document_is_reported(extracted: Extract) -> None:
    header = ("内容和要求", "牵头单位")
    rows = (("修路。", "甲局"), ("整治河道。" * 5000, "乙局"))
    extraction, report = extracted(header=header, rows=rows)
    assert [item.text for item in extraction.items] == ["修路。"]
    [note] = [note for note in notes(report, "unused") if note.text == rows[1][0]]
    assert "25000 characters" in note.message


def test_table_that_assigns_nothing_is_reported(extracted: Extract) -> None:
    extraction, report = extracted(header=("宝贝", "心情"), rows=(("猫", "好"), ("狗", "坏")))
    assert extraction.items == ()
    assert [note for note in report.notes if note.kind in {"no task table", "empty"}]


@pytest.mark.parametrize(
    ("category", "kind", "title", "heading"),
    [
        ("综合指标", "indicator", "生产总值", None),
        ("综\n\n合\n指标", "indicator", "生产总值", None),
        ("2019年主要预期目标", "indicator", "生产总值", None),
        ("综合治理", "task", None, "生产总值"),
        ("", "task", None, "生产总值"),
    ],
)
def test_category_decides_what_is_an_indicator(
    category: str, kind: str, title: str | None, heading: str | None, extracted: Extract
) -> None:
    row = (category, "生产总值", "增长7%", "钱甲", "统计局", "有关部门")
    [item] = extracted(rows=(row,))[0].items
    found = item.title.text if item.title else None
    assert (item.kind, found, item.heading) == (kind, title, heading)


def test_equal_tasks_are_numbered_in_printed_order(extracted: Extract) -> None:
    rows = tuple(("甲", "乙", text, "钱甲", "水务局", "") for text in ("修路！", "修 路。", "修路"))
    items = extracted(rows=rows)[0].items
    stem = items[0].iri.value
    assert [item.iri.value for item in items] == [stem, f"{stem}-2", f"{stem}-3"]
    assert [item.row for item in items] == [1, 2, 3]


@pytest.mark.parametrize(
    ("numbers", "iris"),
    [
        (("1", "2", "3"), ["a1-01", "a1-02", "a1-03"]),
        (("7", "9", "12"), ["a1-07", "a1-09", "a1-12"]),
        (("", "", ""), ["a1-01", "a1-02", "a1-03"]),
        (("一", "二", "三"), ["a1-01", "a1-02", "a1-03"]),
        (("1", "1", "2"), ["a1-01", "a1-01-2", "a1-02"]),
    ],
)
def test_project_is_called_by_its_printed_number(
    numbers: tuple[str, ...], iris: list[str], extracted: Extract
) -> None:
    header = ("序号", "工程名称", "主要建设内容", "2019年工作任务", "主要责任单位")
    rows = tuple((n, f"工程{i}", "新建。", "完工。", "水务局") for i, n in enumerate(numbers))
    items = extracted(header=header, rows=rows)[0].items
    assert {item.kind for item in items} == {"project"}
    assert [item.iri.value.rpartition("/")[2] for item in items] == iris
    assert [item.number for item in items] == [number or None for number in numbers]
    assert {item.annual_task.text for item in items if item.annual_task} == {"完工。"}


def test_annual_task_is_the_text_where_there_is_no_other(extracted: Extract) -> None:
    header = ("序号", "项目名称", "年度目标任务", "责任单位")
    [item] = extracted(header=header, rows=(("1", "新桥", "建成通车。", "交通局"),))[0].items
    assert (item.text, item.annual_task) == ("建成通车。", None)
    assert of_role(item, "responsible") == [("交通局", "explicit")]


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("分管领导", "supervising"),
        ("责任人", "supervising"),
        ("单位负责人", "inCharge"),
        ("牵头单位", "lead"),
        ("第一责任单位", "lead"),
        ("责任单位", "responsible"),
        ("配合单位", "supporting"),
        ("指导单位", "guiding"),
    ],
)
def test_header_word_gives_the_role(header: str, role: str, extracted: Extract) -> None:
    [item] = extracted(header=("内容", header), rows=(("修路。", "甲、乙"),))[0].items
    assert [(a.role, a.position, a.surface) for a in item.assignments] == [
        (role, 1, "甲"),
        (role, 2, "乙"),
    ]


def test_those_who_answer_stand_below_leaders(extracted: Extract) -> None:
    header = ("内容", "分管领导", "责任单位", "责任人")
    [item] = extracted(header=header, rows=(("修路。", "甲", "交通局", "乙"),))[0].items
    assert of_role(item, "supervising") == [("甲", "explicit")]
    assert of_role(item, "inCharge") == [("乙", "explicit")]


@pytest.mark.parametrize("cell", ["各单位主要负责人", "有关部门负责人"])
def test_those_who_answer_without_a_name_are_no_leaders(cell: str, extracted: Extract) -> None:
    header = ("内容", "责任单位", "责任人")
    [item] = extracted(header=header, rows=(("修路。", "交通局", cell),))[0].items
    assert of_role(item, "supervising") == []


def test_row_too_wide_for_its_header_names_the_row(extracted: Extract) -> None:
    rows = (("修路。", "甲局"), ("架桥。", "乙局", "丙局"))
    with pytest.raises(LayoutError, match="annex 1, row 3"):
        extracted(header=("内容", "牵头单位"), rows=rows)


@pytest.mark.parametrize("header", [("宝贝", "能人", "帮手"), ("内容", "能人", "备注")])
def test_table_below_an_unknown_header_is_reported(
    header: tuple[str, ...], extracted: Extract
) -> None:
    rows = (("整治河道两条。", "市财政局", "市住建局"), ("改造老旧小区。", "市教育局", "市民政局"))
    extraction, report = extracted(header=header, rows=rows)
    assert extraction.items == ()
    [note] = notes(report, "unknown header")
    assert note.text == " | ".join(header)
    assert "columns.csv" in note.message
