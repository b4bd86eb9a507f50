"""Workbooks and comma-separated files are read as they print, or refused with the place named."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment

from loader.accounting import unaccounted
from loader.extract import extract
from loader.readers import read_document
from loader.readers.numbers import print_number, print_value
from loader.registers.registers import Registers
from loader.source import Source, Table

Read = Callable[[str, str | bytes], Source]
Refused = Callable[[Path], str]
Sheet = list[list[Any]]

HEADER = ["内容", "牵头单位", "配合单位"]


def sheets_of(blocks: Any) -> dict[str, list[Any]]:
    """Part the notice into a sheet for the letter and one for each annex."""
    sheets: dict[str, list[Any]] = {}
    for annex, block in blocks:
        sheets.setdefault(f"附件{annex}" if annex else "通知", []).append(block)
    return sheets


def write_xlsx(path: Path, blocks: Any) -> None:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, parts in sheets_of(blocks).items():
        sheet = workbook.create_sheet(name)
        for part in parts:
            top = sheet.max_row + 1
            if isinstance(part, str):
                sheet.cell(top, 2, part)
                sheet.merge_cells(start_row=top, end_row=top, start_column=2, end_column=9)
                continue
            for row, cells in enumerate(part, top):
                for column, cell in enumerate(cells, 2):
                    if cell is not None:
                        number = cell.raw.isdecimal()
                        sheet.cell(row, column, int(cell.raw) if number else cell.raw or None)
                        if cell.rowspan > 1:
                            bottom = row + cell.rowspan - 1
                            sheet.merge_cells(None, row, column, bottom, column)
    workbook.save(path)


def write_xls(path: Path, blocks: Any) -> None:
    xlwt = pytest.importorskip("xlwt", reason="writes .xls files for this test")
    workbook = xlwt.Workbook()
    for name, parts in sheets_of(blocks).items():
        sheet = workbook.add_sheet(name)
        top = 0
        for part in parts:
            if isinstance(part, str):
                sheet.write(top, 0, part)
                top += 1
                continue
            for row, cells in enumerate(part, top):
                for column, cell in enumerate(cells):
                    if cell is not None:
                        value = float(cell.raw) if cell.raw.isdecimal() else cell.raw
                        bottom = row + cell.rowspan - 1
                        sheet.write_merge(row, bottom, column, column, value)
            top += len(part)
    workbook.save(str(path))


def csv_text(blocks: Any, delimiter: str = ",") -> str:
    """Write the lines and the tables one below the other, merged cells printed once."""
    output = io.StringIO()
    writer = csv.writer(output, delimiter=delimiter)
    for _, block in blocks:
        if isinstance(block, str):
            writer.writerow([block, "", "", "", "", ""])
        else:
            writer.writerows([cell.raw if cell else "" for cell in row] for row in block)
    return output.getvalue()


@pytest.mark.parametrize(("ending", "write"), [(".xlsx", write_xlsx), (".xls", write_xls)])
def test_notice_as_a_workbook(
    ending: str, write: Any, tmp_path: Path, notice_blocks: Any, check_notice: Any
) -> None:
    path = tmp_path / f"notice{ending}"
    write(path, notice_blocks)
    check_notice(read_document(path))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_notice_as_comma_separated_values(
    delimiter: str, encoding: str, notice_blocks: Any, check_notice: Any, read: Read
) -> None:
    source = read("notice.csv", csv_text(notice_blocks, delimiter).encode(encoding))
    assert source.encoding == encoding
    check_notice(source)


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_tables_without_a_letter_are_loaded(
    ending: str, tmp_path: Path, notice_blocks: Any, expected: Any, registers: Registers
) -> None:
    """Only the annexes: the year is in their titles, the annex number above them."""
    annexes = [block for block in notice_blocks if block[0]]
    path = tmp_path / f"太仓市分解表{ending}"
    if ending == ".csv":
        path.write_text(csv_text(annexes), encoding="utf-8")
    else:
        write_xlsx(path, annexes)
    extraction, _ = extract(read_document(path), registers)
    assert extraction.letter.year == 2018
    found = [(item.annex, item.row, "".join(item.text.split())) for item in extraction.items]
    assert found == [(item["annex"], item["row"], item["text"]) for item in expected["items"]]


def offsets(source: Source) -> Any:
    cells = [cell for table in source.tables() for cell in table.cells()]
    lines = [(line.span, line.raw) for line in source.paragraphs()]
    return [*lines, *((cell.span, cell.raw) for cell in cells if cell.raw)]


def test_cells_of_a_csv_file_know_their_offsets(read: Read) -> None:
    text = (
        '附件2：表,,\r\n内容,牵头单位,配合单位\r\n"修路,\n架桥。",甲局,\r\n"通""路""",乙局,丙\r\n'
    )
    source = read("a.csv", text)
    assert source.characters == len(text)
    for span, raw in offsets(source):
        if '"' in raw:
            assert span is None
        else:
            assert text[span.start : span.end] == raw
    [table] = source.tables()
    assert [[c.raw for c in row] for row in table.rows[1:]] == [
        ["修路,\n架桥。", "甲局", ""],
        ['通"路"', "乙局", "丙"],
    ]
    assert [(p.annex, p.raw) for p in source.paragraphs()] == [(2, "附件2："), (2, "表")]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("内容,单位\n修路,甲局\n", [["内容", "单位"], ["修路", "甲局"]]),
        ("内容,单位\r修路,甲局", [["内容", "单位"], ["修路", "甲局"]]),
        ("内容;单位\n修路,架桥;甲局\n", [["内容", "单位"], ["修路,架桥", "甲局"]]),
        ("sep=|\n内容|单位\n修,路|甲,局\n", [["内容", "单位"], ["修,路", "甲,局"]]),
        ("内容，单位\n修路，甲局\n", [["内容", "单位"], ["修路", "甲局"]]),
        ("\n\n,内容,单位,\n,修路,甲局,\n,,,\n", [["内容", "单位"], ["修路", "甲局"]]),
        ('内容,单位\n"修\n\n路", "甲局" \n', [["内容", "单位"], ["修\n\n路", "甲局"]]),
        ('内容,单位\n"雪亮"工程,甲局\n', [["内容", "单位"], ['"雪亮"工程', "甲局"]]),
        ("内容,单位\n修路,甲局\n架桥,\n", [["内容", "单位"], ["修路", "甲局"], ["架桥", ""]]),
        ("内容,单位\n修路,甲局\n,乙局\n", [["内容", "单位"], ["修路", "甲局"], ["", "乙局"]]),
    ],
)
def test_csv_in_its_dialects(text: str, rows: list[list[str]], read: Read, show: Any) -> None:
    [table] = read("a.csv", text).tables()
    assert show(table) == rows


def save(path: Path, sheets: dict[str, Sheet], *merges: str) -> Path:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for merge in merges:
            sheet.merge_cells(merge)
    workbook.save(path)
    return path


ROWS: Sheet = [HEADER, ["修路", "甲局", "乙局"], ["架桥", None, "丙局"]]


@pytest.mark.parametrize(
    ("sheet", "above", "lines", "annex"),
    [
        ("附件2", [], ["附件2"], 2),
        ("附件2 分解表", [], ["附件2", "分解表"], 2),
        ("附件2：分解表", [], ["附件2：", "分解表"], 2),
        ("附表3", [], ["附表3"], 3),
        ("Sheet1", [["附件2"], ["分解表"]], ["附件2", "分解表"], 2),
        ("Sheet1", [["附件2：分解表"]], ["附件2：", "分解表"], 2),
        ("附件2", [["附件2"], ["分解表"]], ["附件2", "分解表"], 2),
        ("附件2", [["分解表"], [None, None, "单位：个"]], ["附件2", "分解表", "单位：个"], 2),
        ("任务", [["分解表"]], ["分解表"], 0),
        (
            "任务",
            [["通知"], ["附件：1．甲表"], ["2．乙表"], ["附件1"]],
            ["通知", "附件：1．甲表", "2．乙表", "附件1"],
            1,
        ),
        ("任务", [["甲\n乙"]], ["甲", "乙"], 0),
        ("2023年重点任务分工", [], ["2023年重点任务分工"], 0),
        ("2023年重点任务分工", [["分解表"]], ["分解表"], 0),
        ("Sheet2023", [], [], 0),
    ],
)
def test_titles_and_sheet_name_give_the_annex(
    sheet: str, above: Sheet, lines: list[str], annex: int, tmp_path: Path
) -> None:
    source = read_document(save(tmp_path / "a.xlsx", {sheet: above + ROWS}))
    assert [p.raw for p in source.paragraphs()] == lines
    [table] = source.tables()
    assert table.annex == annex
    assert len(table.rows) == 3
    assert table.rows[0][0].raw == "内容"


def test_file_name_gives_the_annex_where_the_only_sheet_was_never_named(tmp_path: Path) -> None:
    source = read_document(save(tmp_path / "附件3 分解表.xlsx", {"Sheet1": ROWS}))
    [table] = source.tables()
    assert table.annex == 3


def test_merged_cells_have_their_spans(tmp_path: Path, show: Any) -> None:
    path = save(
        tmp_path / "a.xlsx", {"附件1": [["分解表"], *ROWS, [None, None, None]]}, "A1:C1", "B3:B4"
    )
    [table] = read_document(path).tables()
    assert show(table) == [HEADER, ["修路", "甲局 2x1", "乙局"], ["架桥", "^", "丙局"]]


def test_empty_merged_cells_cover_and_empty_edges_are_dropped(tmp_path: Path, show: Any) -> None:
    rows = [[None] * 5, *([None, *row, None] for row in ROWS), [None], [None, "注：说明。"]]
    path = save(tmp_path / "a.xlsx", {"表": rows}, "D3:D4", "F2:G9")
    source = read_document(path)
    [table] = source.tables()
    assert show(table) == [HEADER, ["修路", "甲局", "乙局 2x1"], ["架桥", "", "^"]]
    assert [p.raw for p in source.paragraphs()] == ["注：说明。"]


def test_sections_inside_a_table_stay_in_it(tmp_path: Path, show: Any) -> None:
    rows = [*ROWS[:2], ["二、桥"], ["架桥", "甲局", "乙局"]]
    [table] = read_document(save(tmp_path / "a.xlsx", {"表": rows}, "A3:C3")).tables()
    assert show(table)[2:] == [["二、桥 1x3", "^", "^"], ["架桥", "甲局", "乙局"]]


def test_several_tables_in_a_sheet(read: Read) -> None:
    table = "内容,牵头单位,配合单位\n修路,甲局,乙局\n"
    source = read("a.csv", f"附件1,,\n表一,,\n{table}\n表二,,\n{table}附件2：表三,,\n{table}")
    assert [(t.annex, len(t.rows), t.rows[0][0].row) for t in source.tables()] == [
        (1, 2, 1),
        (1, 2, 3),
        (2, 2, 1),
    ]
    assert [p.raw for p in source.paragraphs()] == ["附件1", "表一", "表二", "附件2：", "表三"]


def test_hidden_sheets_comments_and_margins_are_left_out_and_named(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", {"表": ROWS, "底稿": ROWS})
    workbook = openpyxl.load_workbook(path)
    workbook["底稿"].sheet_state = "hidden"
    workbook["表"]["A2"].comment = Comment("请核", "甲")
    workbook["表"].oddFooter.center.text = "第&P页"
    workbook.save(path)
    source = read_document(path)
    assert len(list(source.tables())) == 1
    assert unaccounted(source) == []
    hidden = "\n".join("\t".join(filter(None, row)) for row in ROWS)
    assert {one.why: "".join(one.text.split()) for one in source.skipped} == {
        "hidden sheet": "".join(hidden.split()),
        "comment": "请核",
        "header or footer of the pages": "第页",
    }


def test_hidden_rows_are_left_out_and_named(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", {"表": ROWS})
    workbook = openpyxl.load_workbook(path)
    workbook["表"].row_dimensions[2].hidden = True
    workbook.save(path)
    source = read_document(path)
    [table] = source.tables()
    assert len(table.rows) == len(ROWS) - 1
    assert unaccounted(source) == []
    [left] = source.skipped
    assert (left.kind, left.part) == ("unread", "sheet 表, row 2")
    assert left.text.split() == list(filter(None, ROWS[1]))


def test_a_cell_merged_over_a_hidden_row_keeps_its_words(tmp_path: Path) -> None:
    rows = [["任务", "单位"], ["修路", "市交通局"], ["架桥", ""], ["植树", "市林业局"]]
    path = save(tmp_path / "a.xlsx", {"表": rows})
    workbook = openpyxl.load_workbook(path)
    workbook["表"].merge_cells("B2:B3")
    workbook["表"].row_dimensions[2].hidden = True
    workbook.save(path)
    [table] = read_document(path).tables()
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["任务", "单位"],
        ["架桥", "市交通局"],
        ["植树", "市林业局"],
    ]


@pytest.mark.parametrize(
    ("value", "code", "printed"),
    [
        (1.0, "General", "1"),
        (0.1 + 0.2, "General", "0.3"),
        (1e21, "General", "1000000000000000000000"),
        (0.07, "0%", "7%"),
        (0.075, "0.0%", "7.5%"),
        (0.075, "0.##%", "7.5%"),
        (0.07, "0.##%", "7%"),
        (1234567, "#,##0", "1,234,567"),
        (1234.5, "#,##0.00", "1,234.50"),
        (7, "000", "007"),
        (12, '0"个"', "12个"),
        (12, '"新增"0"个"', "新增12个"),
        (12, "0\\家", "12家"),
        (-3, "0.0;[Red](0.0)", "(3.0)"),
        (-3, "0.0", "-3.0"),
        (0, '0;-0;"无"', "无"),
        (1500000, "0.0,,", "1.5"),
        (2.5, "0", "3"),
        (0.5, "# ?/?", "0.5"),
        (12345.0, "0.00E+00", "12345"),
        (8, "[$¥-804]#,##0.00", "¥8.00"),
        (8, "_ * #,##0_ ;_ * -#,##0_ ", "8"),
        (42, "@", "42"),
        (True, "General", "TRUE"),
        (date(2018, 6, 30), "yyyy-mm-dd", "2018-06-30"),
        (datetime(2018, 6, 30), "mm-dd-yy", "2018-06-30"),
        (datetime(2018, 6, 30), 'yyyy"年"m"月"', "2018-06"),
        (datetime(2018, 6, 30), 'm"月"d"日"', "2018-06-30"),
        (datetime(2018, 6, 30, 9, 5), "yyyy/m/d h:mm", "2018-06-30 09:05"),
        (datetime(2018, 6, 30), "yyyy", "2018"),
    ],
)
def test_values_are_printed_as_their_cell_shows_them(value: Any, code: str, printed: str) -> None:
    assert print_value(value, code) == printed


def test_format_without_a_digit_prints_its_words() -> None:
    assert print_number(5, '"完成"') == "完成"


def test_formats_and_formulas_of_a_file(tmp_path: Path, show: Any) -> None:
    rows: Sheet = [
        ["内容", "牵头单位", "增幅"],
        ["修路", "甲局", 0.07],
        [1.0, "乙局", date(2018, 6, 30)],
    ]
    path = save(tmp_path / "a.xlsx", {"表": rows})
    workbook = openpyxl.load_workbook(path)
    workbook["表"]["C2"].number_format = "0%"
    workbook.save(path)
    [table] = read_document(path).tables()
    assert show(table)[1:] == [["修路", "甲局", "7%"], ["1", "乙局", "2018-06-30"]]


def rezip(path: Path, member: str, change: Callable[[bytes], bytes]) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[member] = change(parts[member])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


SHEET = "xl/worksheets/sheet1.xml"


def test_strict_workbook_is_read_as_others_are(tmp_path: Path, show: Any) -> None:
    path = save(tmp_path / "strict.xlsx", {"附件1": [HEADER, ["修路。", "甲局", ""]]}, "B2:C2")

    def make_strict(data: bytes) -> bytes:
        for part in (b"spreadsheetml", b"officeDocument"):
            names = b"http://schemas.openxmlformats.org/%s/2006/" % part
            data = data.replace(names, b"http://purl.oclc.org/ooxml/%s/" % part)
        return data

    for member in ("_rels/.rels", "xl/_rels/workbook.xml.rels", "xl/workbook.xml"):
        rezip(path, member, make_strict)
    rezip(path, "xl/worksheets/sheet1.xml", make_strict)

    [table] = read_document(path).tables()
    assert show(table) == [HEADER, ["修路。", "甲局 1x2", "^"]]


def formula(path: Path) -> None:
    save(path, {"任务": [*ROWS, ["通桥", "=A1", "乙局"]]})


def stored_formula(path: Path) -> None:
    formula(path)
    rezip(path, SHEET, lambda xml: xml.replace(b"<v></v>", b"<v/>").replace(b"<v />", b"<v/>"))


def entities(path: Path) -> None:
    save(path, {"任务": ROWS})
    bomb = b'<!DOCTYPE x [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;">]>'
    rezip(path, SHEET, lambda xml: bomb + xml)


def zip_bomb(path: Path) -> None:
    save(path, {"任务": ROWS})
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet2.xml", "w") as part,
    ):
        for _ in range(300):
            part.write(bytes(1_000_000))


def truncated(path: Path) -> None:
    save(path, {"任务": ROWS * 100})
    path.write_bytes(path.read_bytes()[:-2000])


def damaged(path: Path) -> None:
    save(path, {"任务": ROWS})
    rezip(path, SHEET, lambda xml: xml[:-40])


def no_workbook(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "x")


def encrypted(path: Path) -> None:
    path.write_bytes(
        bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000) + "EncryptedPackage".encode("utf-16-le")
    )


def old_format(path: Path) -> None:
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000))


def wide(path: Path) -> None:
    save(path, {"任务": [list(range(10_000))]})


def tall(path: Path) -> None:
    save(path, {"任务": ROWS})
    workbook = openpyxl.load_workbook(path)
    workbook["任务"]["C1048576"] = "末"
    workbook.save(path)


def huge_merges(path: Path) -> None:
    save(path, {"任务": [*ROWS, *[["x"]] * 3000, [None] * 400 + ["末"]]})
    merges = b"".join(b'<mergeCell ref="A%d:XFD1048576"/>' % n for n in range(1, 3000))
    rezip(
        path,
        SHEET,
        lambda xml: xml.replace(
            b"</sheetData>", b"</sheetData><mergeCells>" + merges + b"</mergeCells>"
        ),
    )


def blank(path: Path) -> None:
    save(path, {"任务": [[None]]})


@pytest.mark.parametrize(
    ("write", "words"),
    [
        (formula, ("任务", "cell B4", "formula")),
        (stored_formula, ("任务", "cell B4", "formula")),
        (entities, ("sheet1.xml", "entities")),
        (zip_bomb, ("MB unpacked",)),
        (truncated, ("damaged",)),
        (damaged, ("save it again",)),
        (no_workbook, ("save it again",)),
        (encrypted, ("password",)),
        (old_format, ("office file of 1997 to 2003",)),
        (wide, ("任务", "columns")),
        (tall, ("rows", "at most")),
        (huge_merges, ("任务", "merged")),
        (blank, ("no text",)),
    ],
)
def test_bad_workbook_is_refused(
    write: Any, words: tuple[str, ...], tmp_path: Path, refused: Refused
) -> None:
    path = tmp_path / "bad.xlsx"
    write(path)
    said = refused(path)
    assert all(word in said for word in words), said


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", b"", "empty"),
        ("a.csv", b" \n", "empty"),
        ("a.csv", b"PK\x03\x04\x14\x00" * 99, "zip file"),
        ("a.csv", "只有一列\n没有表\n".encode(), "no table"),
        ("a.csv", '内容,单位\n"修路,甲局\n'.encode(), "row 2, column 1"),
        ("a.csv", "内容,单位\n".encode() + b"x," * 10_000, "row 2"),
        ("a.csv", "内容,单位\n".encode() + b",\n" * 400_000, "cells"),
        ("a.csv", b"x," * 15_000_000, "characters"),
        ("a.csv", b'"' * 1_900_001, "row 1"),
        ("a.csv", '内容,单位\n"'.encode() + b"x,y\n" * 400_000, "row 2"),
        ("a.csv", "内容,单位".encode("utf-16") + b"\x00", "utf-16"),
        ("a.xls", b"", "empty"),
        ("a.xls", b"PK\x03\x04\x14\x00" * 99, ".xlsx"),
        ("a.xls", b"<html><table><tr><td>x", ".html"),
        ("a.xls", b"a\tb\nc\td\n", ".csv"),
        ("a.xls", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(5000), "save it again"),
        ("a.xls", b"\x09\x08" + bytes(21_000_000), "bytes"),
        ("a.xlsx", b"", "empty"),
        ("a.xlsx", b"<html>", "rename it to .html"),
    ],
)
def test_bad_file_is_refused(
    name: str, content: bytes, words: str, tmp_path: Path, refused: Refused
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert words in refused(path)


def test_header_alone_is_a_table_without_items(
    read: Read, registers: Registers, tmp_path: Path
) -> None:
    save(tmp_path / "2018年表.xlsx", {"表": [HEADER]})
    for source in (
        read("2018年表.csv", ",".join(HEADER)),
        read_document(tmp_path / "2018年表.xlsx"),
    ):
        [table] = [block for block in source.blocks if isinstance(block, Table)]
        assert len(table.rows) == 1
        extraction, report = extract(source, registers)
        assert extraction.items == ()
        assert "empty" in {note.kind for note in report.notes}
