"""The report names what a document holds beyond its work items, and says if anything was left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from loader.assignments.clauses import ClauseReader
from loader.assignments.seeming import find_assignment
from loader.entities import Extraction
from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers
from loader.report import KINDS, Report, left_out
from loader.triples.document import document_statements
from ontology.terms import ZT

Extract = Callable[..., tuple[Extraction, Report]]


@pytest.fixture
def report_of(tmp_path: Path, registers: Registers) -> Callable[..., Report]:
    def read(text: str, name: str = "document.txt") -> Report:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return extract(read_document(path), registers)[1]

    return read


@pytest.mark.parametrize(
    ("kind", "is_left"),
    [
        ("unread", True),
        ("unused", True),
        ("unresolved", True),
        ("unknown header", True),
        ("jurisdiction", False),
        ("unaccounted", True),
        ("empty", True),
        ("no tasks", False),
        ("inherited", False),
        ("missing", False),
        ("corrected", False),
        ("no task table", False),
        ("plain text", False),
        ("skipped", False),
        ("standing rule", False),
        ("told columns", False),
        ("undated", False),
        ("no year", True),
    ],
)
def test_what_counts_as_left_out(kind: str, is_left: bool) -> None:  # noqa: FBT001
    assert kind in KINDS
    reports = [{"notes": []}, {"notes": [{"kind": kind}]}]
    assert left_out(reports) == int(is_left)


def test_every_kind_is_in_the_table_above() -> None:
    [marker] = test_what_counts_as_left_out.pytestmark  # type: ignore[attr-defined]
    assert {kind for kind, _ in marker.args[1]} == set(KINDS)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("由市民政局牵头，各镇配合。", "由市民政局牵头；各镇配合"),
        ("市交通局负责的改造工程已完成。", "市交通局负责的改造工程已完成"),
        ("本办法由市财政局负责解释。", "本办法由市财政局负责解释"),
        ("责任单位：市水务局", "责任单位：市水务局"),
        ("（牵头单位：市水务局）", "牵头单位：市水务局）"),
        ("市发改委牵头制定了方案。", "市发改委牵头制定了方案"),
        ("各部门主要负责人要担负起责任。", ""),
        ("要认真负责，抓好落实。", ""),
        ("完成投资10亿元，配合做好征地。", ""),
        ("牵头部门要定期汇总。", ""),
        ("责任单位：", ""),
        ("第三条 市水务局负责供水。", "市水务局负责供水"),
        ("会务由市商务局负责，市公安局负责安保。", "会务由市商务局负责；市公安局负责安保"),
        ("市水务局、市财政局要按职责分工抓好落实。", "市水务局、市财政局要按职责分工抓好落实"),
        ("各有关部门要按照职责分工抓好落实。", ""),
        ("修路八条。（市交通局归口管理）", "市交通局归口管理"),
        ("修桥三座。 市水务局", "市水务局"),
        ("二、推动社会办医", ""),
        ("", ""),
    ],
)
def test_what_looks_like_an_assignment(text: str, found: str, registers: Registers) -> None:
    assert find_assignment(text, ClauseReader(registers)) == found


TITLE = "虚河市2019年重点工作方案\n"


def test_a_line_that_looks_like_an_assignment_is_named_if_nothing_uses_it(
    report_of: Callable[..., Report],
) -> None:
    body = "1.修路。（市交通局牵头）\n其余工作由市民政局负责解释。\n"
    report = report_of(TITLE + body)
    [note] = [note for note in report.notes if note.kind == "unused"]
    assert str(note.where) == "document.txt, paragraph 3"
    assert note.text == "其余工作由市民政局负责解释"


def test_a_line_of_bodies_between_items_is_named_if_nothing_uses_it(
    report_of: Callable[..., Report],
) -> None:
    notes = report_of(
        "古田县2018年重点工作任务分解\n"
        "1.新建高标准农田1.5万亩——县农业局\n"
        "2.完成水库除险加固6座——县水利局\n"
        "县财政局、各乡镇\n"
        "3.造林绿化8000亩——县林业局\n"
    ).notes
    assert [note.text for note in notes if note.kind == "unused"] == ["县财政局、各乡镇"]


def test_a_bracket_that_explains_is_named_as_one(report_of: Callable[..., Report]) -> None:
    body = "1.规范学籍管理（技工院校内由教务部门负责），办学三所。（市教育局牵头）\n"
    report = report_of(TITLE + body)
    [note] = [note for note in report.notes if note.kind == "unused"]
    assert note.text == "（技工院校内由教务部门负责）"
    assert "says who does something beside the work" in note.message
    assert report.counts["assignments"] == {"lead": 1}


@pytest.mark.parametrize(
    "body",
    [
        "1.修路。（市交通局牵头，市财政局、\n市水务局配合）\n",
        "序号\t工作内容\t牵头单位\t配合单位\t完成时限\n1\t修路八条\t市交通局\t市财政局\t6月底\n",
    ],
    ids=["two lines", "header"],
)
def test_a_line_that_an_item_uses_is_not_named(body: str, report_of: Callable[..., Report]) -> None:
    report = report_of(TITLE + body)
    assert report.counts["items"] == {"task": 1}
    assert [note.text for note in report.notes if note.kind == "unused"] == []


def test_a_bracket_in_a_cell_of_work_is_named_if_its_columns_say_otherwise(
    report_of: Callable[..., Report],
) -> None:
    rows = "1,修桥三座（市财政局牵头）,市水务局\n2,修路（市公安局配合）,市交通局\n"
    report = report_of(f"{TITLE}序号,工作内容,责任单位\n{rows}", "a.csv")
    [note] = [note for note in report.notes if note.kind == "unused"]
    assert note.text == "（市财政局牵头）"
    assert report.counts["assignments"] == {"responsible": 2, "supporting": 1}


def test_a_body_that_no_register_knows_is_named_once_for_each_place(
    report_of: Callable[..., Report],
) -> None:
    """By whatever rule it has its role, and however many items one place is for."""
    heading = "一、推进招商（市甲乙丙筹备处负责）\n1.新签项目三十个。\n2.新开企业二十家。\n"
    report = report_of(f"{TITLE}{heading}")
    assert report.counts["cell status"]["responsible inherited"] == 2
    unknown = [note.text for note in report.notes if note.kind == "unresolved"]
    assert unknown.count("市甲乙丙筹备处") == 1


def test_signs_of_bodies_that_nothing_explains_are_named(report_of: Callable[..., Report]) -> None:
    rows = "工作内容,市交通局,市水务局\n修路八条,●,○\n修桥三座,○,●\n"
    report = report_of(TITLE + rows, "a.csv")
    [note] = [note for note in report.notes if note.kind == "unknown header"]
    assert "●○" in note.message or "○●" in note.message


def test_characters_are_counted_by_where_they_went(report_of: Callable[..., Report]) -> None:
    page = "<nav>栏目甲</nav><p>虚河市2019年方案</p><p>1.修路。（市交通局牵头）</p>"
    report = report_of(f"<body>{page}</body>", "page.html")
    assert report.counts["characters"] == {
        "work items": 13,
        "other cells and lines": 10,
        "skipped": 3,
    }
    [note] = [note for note in report.notes if note.kind == "skipped"]
    assert note.text == "栏目甲"


def test_columns_are_listed_with_what_they_were_taken_for(extracted: Extract) -> None:
    header = ("门类", "内容和要求", "主要责任单位", "星级")
    rows = (("河湖", "疏浚河道。", "水务局", "三星"),)
    _, report = extracted(header=header, rows=rows)
    [table] = report.as_json()["tables"]
    assert table == {
        "layout": "table",
        "words": header,
        "fields": ("category", "text", "lead", None),
        "annex": 1,
        "row": 1,
    }
    [unread] = [note for note in report.notes if note.kind == "unread"]
    assert "星级" in unread.message


def test_a_standing_rule_is_listed_with_what_it_gives(report_of: Callable[..., Report]) -> None:
    report = report_of(
        f"{TITLE}1.修路。（责任单位：市交通局、市财政局，排在第一位的为牵头单位，下同）\n"
        "2.建校。（责任单位：市教育局、市财政局）\n"
    )
    [note] = [note for note in report.notes if note.kind == "standing rule"]
    assert (note.where.paragraph, note.message) == (2, "gives the roles of 2 assignments")


@pytest.mark.parametrize(
    ("above", "header", "words"),
    [
        ("", "序号,工作内容,牵头单位\n", ["序号", "工作内容", "牵头单位"]),
        ("填报单位：甲,,日期\n", "序号,工作内容,牵头单位\n", ["序号", "工作内容", "牵头单位"]),
    ],
)
def test_column_of_a_cell_is_the_header_that_was_recognised(
    above: str, header: str, words: list[str], tmp_path: Path, registers: Registers
) -> None:
    path = tmp_path / "虚河市2019年分解表.csv"
    path.write_text(f"{above}{header}1,修路。,交通局\n2,建校。,教育局\n", encoding="utf-8")
    source = read_document(path)
    extraction, _ = extract(source, registers)
    assert len(extraction.items) == 2
    said = list(document_statements(source, extraction, registers))
    texts = {cell: value.value for cell, term, value, _ in said if term == ZT.rawText}
    columns = {texts[cell]: value.value for cell, term, value, _ in said if term == ZT.column}
    assert [columns[raw] for raw in ("1", "修路。", "交通局")] == words


def test_column_under_a_header_of_two_rows(tmp_path: Path, registers: Registers) -> None:
    rows = (
        "<tr><td rowspan=2>序号</td><td rowspan=2>工作内容</td><td colspan=2>责任单位</td></tr>"
        "<tr><td>牵头单位</td><td>配合单位</td></tr>"
        "<tr><td>1</td><td>修路。</td><td>交通局</td><td>财政局</td></tr>"
        "<tr><td>2</td><td>建校。</td><td>教育局</td><td>水务局</td></tr>"
    )
    path = tmp_path / "虚河市2019年分解表.html"
    path.write_text(f"<body><table>{rows}</table></body>", encoding="utf-8")
    source = read_document(path)
    extraction, _ = extract(source, registers)
    said = list(document_statements(source, extraction, registers))
    texts = {cell: value.value for cell, term, value, _ in said if term == ZT.rawText}
    columns = {texts[cell]: value.value for cell, term, value, _ in said if term == ZT.column}
    assert columns["交通局"] == "牵头单位"
    assert columns["财政局"] == "配合单位"
    assert columns["修路。"] == "工作内容"
