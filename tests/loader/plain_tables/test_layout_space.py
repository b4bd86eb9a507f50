"""Whatever forms meet in a layout, the same tasks are read from it."""

from itertools import islice
from pathlib import Path

import pytest

from bench.layout_space import KINDS, compare_rendered
from bench.part_space import parts
from loader.assignments.clauses import ClauseReader
from loader.assignments.labels import find_labels, read_bare_label
from loader.assignments.plain_labels import with_plain_label
from loader.plain_tables.delimited import find_delimited
from loader.plain_tables.fixed import placed_cells
from loader.plain_tables.streams import ReadHeader, StreamReader
from loader.plain_tables.tokens import Token
from loader.registers.registers import Registers
from loader.source import Paragraph
from loader.tables.table import Row
from loader.texts.deadlines import find_deadlines
from loader.texts.limits import find_limits

STEPS = {"table": 61, "bracket": 41, "label": 19}
"""One in so many combinations of each kind; `python -m bench.layout_space` tries all."""


@pytest.mark.parametrize("kind", KINDS)
def test_forms_are_read_in_any_combination(kind: str, registers: Registers, tmp_path: Path) -> None:
    rendered = list(islice(KINDS[kind](), 0, None, STEPS[kind]))
    assert len(rendered) >= 10
    for one in rendered:
        result = compare_rendered(one, registers, tmp_path)
        assert (result.score, result.invented) == (1, 0), (one.forms, result.differences)


def test_brackets_close_parts_in_every_form_of_document(
    registers: Registers, tmp_path: Path
) -> None:
    rendered = list(islice(parts(), 0, None, 11))
    assert len({form for one in rendered for form in one.forms}) == 15
    for one in rendered:
        result = compare_rendered(one, registers, tmp_path)
        assert (result.score, result.invented) == (1, 0), (one.forms, result.differences)


@pytest.mark.parametrize(
    ("cells", "rows"),
    [
        (
            ["1", "修路。", "市交通局", "2", "架桥。", "市水务局"],
            [("1", "市交通局"), ("2", "市水务局")],
        ),
        (["1", "修路。", "市城区道路", "管理办公室"], [("1", "市城区道路管理办公室")]),
        (
            ["①", "修路。", "市交通局", "②", "架桥。", "市水务局"],
            [("①", "市交通局"), ("②", "市水务局")],
        ),
        (
            ["一", "修路。", "市交通局", "二", "架桥。", "市水务局"],
            [("一", "市交通局"), ("二", "市水务局")],
        ),
        (["1", "修路。", "市交通局", "市财政局"], [("1", "市交通局\n市财政局")]),
        (["一、交通", "1", "修路。", "市交通局", "打印本页"], [("1", "市交通局")]),
        (
            ["1", "修路。", "市交通局", "7", "2", "架桥。", "市水务局"],
            [("1", "市交通局"), ("2", "市水务局")],
        ),
        ([], []),
    ],
)
def test_stream_is_read_as_the_rows_that_fit(
    cells: list[str], rows: list[tuple[str, str]], registers: Registers
) -> None:
    tokens = [Token(c, Paragraph(n, c, None, 0), n) for n, c in enumerate(cells, 1)]
    header = ReadHeader(("number", "text", "responsible"))
    found = StreamReader(ClauseReader(registers)).rows([header], tokens)
    values = [row.values for row in found if isinstance(row, Row)]
    assert [(v["number"].text, v["responsible"].text) for v in values] == rows


@pytest.mark.parametrize("page", ["— 3 —", "-3-", "第 3 页"])
@pytest.mark.parametrize("blank", ["    ", "\t", " | "])
def test_number_of_a_page_is_no_cell_of_the_row_above(
    page: str, blank: str, registers: Registers
) -> None:
    rows = (
        "序号|任务|牵头单位|时限",
        "1|修路十里|市交通局|9月",
        page,
        "2|架桥一座|市水务局|5月",
    )
    lines = [Paragraph(n, r.replace("|", blank), None, 0) for n, r in enumerate(rows, 1)]
    found = find_delimited(lines, 0, ClauseReader(registers))
    assert found is not None
    assert [[cell.text for cell in row] for row in found[0].rows] == [
        ["1", "修路十里", "市交通局", "9月"],
        ["2", "架桥一座", "市水务局", "5月"],
    ]


@pytest.mark.parametrize(
    ("header", "row", "fields"),
    [
        (
            ["任务    责任单位    时限", "牵头    配合"],
            "修路十里    市交通局    市财政局    9月",
            ("text", "lead", "supporting", "deadline"),
        ),
        (["任务    责任单位    时限"], "1    修路十里    市交通局    9月", ("number", "text")),
        (["重点工作 | No. | 任务 | 单位"], "交通 | 1 | 修路十里 | 市交通局", ("heading", "number")),
    ],
)
def test_header_is_read_as_its_rows_need_it(
    header: list[str], row: str, fields: tuple[str, ...], registers: Registers
) -> None:
    lines = [*header, row, row.replace("1 ", "2 ")]
    printed = [Paragraph(n, line, None, 0) for n, line in enumerate(lines, 1)]
    found = find_delimited(printed, 0, ClauseReader(registers))
    assert found is not None
    table, _ = found
    assert table.fields[: len(fields)] == fields
    assert [len(cells) for cells in table.rows] == [len(table.fields)] * 2


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("责任单位：市教育局", ["责任单位："]),
        ("牵头单位：各镇人民政府完成时限：10月", ["牵头单位：", "完成时限："]),
        ("市领导：尤佳", ["市领导："]),
        ("联系电话：0000", []),
        ("铺路2项（责任单位：市教育局）", ["责任单位："]),
    ],
)
def test_labels_are_found_in_a_text(text: str, labels: list[str], registers: Registers) -> None:
    assert [text[one.start : one.end] for one in find_labels(text, registers)] == labels


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("【责任单位】市教育局", "责任单位：市教育局"),
        ("（牵头单位：市教育局）", "牵头单位：市教育局"),
        ("[协办单位]", "协办单位："),
        ("[工作目标]", "[工作目标]"),
        ("责 任 单 位：市教育局", "责任单位：市教育局"),
        ("（此件公开发布）", "（此件公开发布）"),
        ("【重要】通知", "【重要】通知"),
    ],
)
def test_label_is_written_as_others_are(text: str, plain: str, registers: Registers) -> None:
    assert with_plain_label(text, registers) == plain


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("牵头单位市财政局", ("lead", "市财政局")),
        ("完成时限为10月底", ("deadline", "10月底")),
        ("各有关部门市财政局", None),
        ("牵头单位和责任单位", None),
    ],
)
def test_label_needs_no_colon(
    text: str, label: tuple[str, str] | None, registers: Registers
) -> None:
    assert read_bare_label(text, registers) == label


def test_cells_begin_where_they_are_printed() -> None:
    assert [cell.begin for cell in placed_cells("1   修路  市交通局")] == [0, 4, 10]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("6月完成工可", ["2012-06"]),
        ("12月投入使用", ["2012-12"]),
        ("上半年投入运行", ["2012-06"]),
        ("4月底办好茶叶节", ["2012-04"]),
        ("三季度末前出台", ["2012-09"]),
        ("年底建成", ["2012"]),
        ("5月1日举行", []),
        ("上半年形势平稳", []),
    ],
)
def test_month_of_completion_is_a_limit(text: str, dates: list[str]) -> None:
    assert [limit.value for limit in find_limits(text, 2012)] == dates


@pytest.mark.parametrize(
    ("cell", "dates"),
    [
        ("“十一”前", ["2019-09"]),
        ("春节前", ["2019-02"]),
        ("2020年元旦前", ["2019-12"]),
        ("秋季开学前", ["2019-08"]),
        ("2020年底", ["2020"]),
        ("2019.10", ["2019-10"]),
        ("2019-09-30", ["2019-09-30"]),
        ("3月至11月", ["2019-11"]),
        ("每季度", ["2019-03", "2019-06", "2019-09", "2019-12"]),
        ("每季度末调度，12月底前完成", ["2019-12"]),
        ("长期坚持", []),
    ],
)
def test_cell_of_dates_is_read(cell: str, dates: list[str]) -> None:
    assert [found.value for found in find_deadlines(cell, 2019)] == dates
