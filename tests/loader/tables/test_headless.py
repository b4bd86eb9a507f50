"""Tables without a header: columns are told by their cells below a title that divides work."""

from pathlib import Path

import pytest

from loader.entities import Extraction
from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers
from loader.report import Report

TITLE = "青石县2023年重点工作任务分解表"
ROWS = (
    ("1", "新建口袋公园12处", "李秀英", "县城市管理局", "县财政局、县水利局", "6月底前"),
    ("2", "引进亿元以上项目20个", "张建国", "县商务局", "", "11月底前"),
    ("3", "改造老旧小区45个", "李秀英", "县住房城乡建设局", "县财政局、县公安局", "9月底前"),
)
READ = [
    ("新建口袋公园12处", "2023-06", {"supervising": 1, "responsible": 1, "supporting": 2}),
    ("引进亿元以上项目20个", "2023-11", {"supervising": 1, "responsible": 1}),
    ("改造老旧小区45个", "2023-09", {"supervising": 1, "responsible": 1, "supporting": 2}),
]


def read(path: Path, text: str, registers: Registers) -> tuple[Extraction, Report]:
    path.write_text(text, encoding="utf-8")
    return extract(read_document(path), registers)


def told(extraction: Extraction) -> list[tuple[str, str, dict[str, int]]]:
    found = []
    for item in extraction.items:
        roles = [one.role for one in item.assignments]
        counts = {role: roles.count(role) for role in dict.fromkeys(roles)}
        found.append((item.text, "".join(item.deadlines), counts))
    return found


def as_html(rows: tuple[tuple[str, ...], ...]) -> str:
    cells = "".join(f"<tr><td>{'</td><td>'.join(row)}</td></tr>" for row in rows)
    return f"<table>{cells}</table>"


FORMS = {
    "html": f"<p>{TITLE}</p>{as_html(ROWS)}",
    "tab.txt": "\n".join([TITLE, "", *("\t".join(row) for row in ROWS)]),
    "pipe.txt": "\n".join([TITLE, "", *(f"| {' | '.join(row)} |" for row in ROWS)]),
    "spaces.txt": "\n".join([TITLE, "", *("    ".join(filter(None, row)) for row in ROWS)]),
    "lines.txt": "\n".join([TITLE, "", *(cell for row in ROWS for cell in row if cell)]),
    "plain.txt": "\n".join([TITLE, "", *(cell for row in ROWS for cell in row[1:] if cell)]),
    "remark.txt": "\n".join(
        [
            TITLE,
            *(cell for row in ROWS for cell in (*row[1:], "按月推进") if cell),
            "青石县人民政府",
            "2023年3月5日",
        ]
    ),
    "csv": "\n".join([TITLE, *(",".join(row) for row in ROWS)]),
}


@pytest.mark.parametrize("form", FORMS)
def test_cells_tell_the_columns(form: str, tmp_path: Path, registers: Registers) -> None:
    extraction, report = read(tmp_path / f"a.{form}", FORMS[form], registers)
    assert told(extraction) == READ
    [note] = [note for note in report.notes if note.kind == "told columns"]
    assert "text, 3 supervising" in note.text or form in ("plain.txt", "remark.txt")


@pytest.mark.parametrize(
    ("rows", "roles"),
    [
        (
            [("新建公园2处", "县城管局", "县财政局"), ("修建道路3条", "县交通局", "县公安局")],
            ["responsible"],
        ),
        (
            [("新建公园2处", "县城管局", "张明"), ("修建道路3条", "县交通局", "李强")],
            ["responsible"],
        ),
        (
            [("新建公园2处", "县城管局", "张明副县长"), ("修建道路3条", "县交通局", "李强副县长")],
            ["supervising", "responsible"],
        ),
        (
            [("新建公园2处", "张明", "13900000000"), ("修建道路3条", "李强", "13900000001")],
            [],
        ),
    ],
)
def test_what_no_cell_tells_is_left(
    rows: list[tuple[str, ...]], roles: list[str], tmp_path: Path, registers: Registers
) -> None:
    text = f"<p>{TITLE}</p>{as_html(tuple(rows))}"
    extraction, report = read(tmp_path / "a.html", text, registers)
    assert [[one.role for one in item.assignments] for item in extraction.items] == [roles] * (
        2 * bool(roles)
    )
    left = [note for note in report.notes if note.kind == "unread"]
    assert len(left) == (2 if roles == ["responsible"] else 0)


def test_second_bodies_support_where_the_document_says_so(
    tmp_path: Path, registers: Registers
) -> None:
    rows = (("新建公园2处", "县城管局", "县财政局"), ("修建道路3条", "县交通局", "县公安局"))
    says = "<p>各牵头单位要会同配合单位抓好落实。</p>"
    extraction, _ = read(tmp_path / "a.html", f"<p>{TITLE}</p>{says}{as_html(rows)}", registers)
    assert [[one.role for one in item.assignments] for item in extraction.items] == [
        ["lead", "supporting"]
    ] * 2


NO_WORK = {
    "青石县2023年重点项目资金安排表": ROWS,
    "青石县2023年公园建设方案": ROWS,
    "青石县2023年重点工作完成情况表": ROWS,
    "青石县2023年重点工作先进单位名单": ROWS,
    "青石县2023年目标任务清单": (
        ("县教育局", "12", "30"),
        ("县水利局", "15", "40"),
        ("县财政局", "9", "20"),
    ),
    "青石县防汛责任分工": (
        ("红旗水库", "张明", "县水利局", "13900000000"),
        ("青山水库", "李强", "县农业局", "13900000001"),
    ),
    "青石县重点工作专班工作任务": (
        ("组长", "张明", "县委常委、副县长"),
        ("副组长", "李强", "县水利局局长"),
        ("成员", "王芳", "县财政局副局长"),
    ),
    "青石县2023年工作任务": (
        ("大桥工程", "县交通局", "5000", "3000"),
        ("水厂工程", "县水利局", "2000", "1000"),
    ),
    "青石县2023年任务分工": (
        ("所做的事", "谁办", "什么时候"),
        ("新建公园2处", "县城管局", "6月底前"),
        ("修建道路3条", "县交通局", "9月底前"),
        ("疏浚河道4条", "县水利局", "9月底前"),
        ("改造学校5所", "县教育局", "9月底前"),
        ("培训教师6人", "县教育局", "9月底前"),
    ),
}


@pytest.mark.parametrize("title", NO_WORK)
def test_other_tables_yield_nothing(title: str, tmp_path: Path, registers: Registers) -> None:
    rows = NO_WORK[title]
    forms = {
        "html": f"<p>{title}</p>{as_html(rows)}",
        "tab.txt": "\n".join([title, "", *("\t".join(row) for row in rows)]),
        "lines.txt": "\n".join([title, "", *(cell for row in rows for cell in row if cell)]),
    }
    for form, text in forms.items():
        extraction, report = read(tmp_path / f"2023.{form}", text, registers)
        assert extraction.items == ()
        assert "told columns" not in {note.kind for note in report.notes}
