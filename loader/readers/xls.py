"""Workbooks of Excel 97 to 2003, and of WPS. Hidden sheets are left out.

xlrd is used because it tells number formats and merged ranges. A formula always has its value.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from itertools import count
from pathlib import Path

import xlrd
from xlrd.biffh import XLRDError, error_text_from_code
from xlrd.book import Book
from xlrd.sheet import Cell, Sheet

from loader.readers.assemble import MOST_CELLS, MOST_COLUMNS, GridCell, Shown, Yielded, assemble
from loader.readers.blocks import hidden_sheet, workbook_sheet
from loader.readers.content import check_kind, read_bytes
from loader.readers.hidden_rows import hidden_rows, without_hidden_rows
from loader.readers.numbers import print_value
from loader.source import Skipped, Source
from ontology.errors import UnreadableDocument, ZhengtuError

MEDIA_TYPE = "application/vnd.ms-excel"
MOST_BYTES = 10_000_000
_BARE_STREAMS = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
"""How workbooks begin that were written before they were put into OLE files."""


def read_xls(path: Path) -> Source:
    """Read the visible sheets of a workbook.

    Raises UnreadableDocument, naming sheet and cell, for what cannot be read.
    """
    data = read_bytes(path)
    _check(data, path)
    try:
        with xlrd.open_workbook(
            file_contents=data, formatting_info=True, on_demand=True, logfile=StringIO()
        ) as book:
            return assemble(path.name, MEDIA_TYPE, "utf-16", data, _pieces(book, path))
    except (ZhengtuError, MemoryError):
        raise
    except XLRDError as error:
        if "encrypted" not in str(error):
            raise _damaged(path, error) from error
        message = f"{path}: the file is protected by a password; save it without one"
        raise UnreadableDocument(message) from error
    except Exception as error:  # xlrd raises whatever a damaged record runs into
        raise _damaged(path, error) from error


def _damaged(path: Path, error: Exception) -> UnreadableDocument:
    message = f"{path}: not a workbook that can be read ({type(error).__name__}: {error})"
    return UnreadableDocument(f"{message}; open it and save it again as .xlsx")


def _check(data: bytes, path: Path) -> None:
    if len(data) > MOST_BYTES:
        message = f"{path}: {len(data)} bytes; at most {MOST_BYTES} of an .xls file are read"
        raise UnreadableDocument(f"{message}; save it as .xlsx")
    if not data.startswith(_BARE_STREAMS):
        check_kind(data, path, "ole")


def _pieces(book: Book, path: Path) -> Iterator[Yielded]:
    found = count(1)
    for number, name in enumerate(book.sheet_names()):
        sheet = book.sheet_by_index(number)
        where = f"{path}, sheet {name}"
        cells = list(_cells(book, sheet, found, where))
        if sheet.visibility == 0:
            hidden = {row for row, told in sheet.rowinfo_map.items() if told.hidden}
            yield from hidden_rows(name, cells, hidden)
            yield from workbook_sheet(name, without_hidden_rows(cells, hidden), where, name)
        else:
            yield from hidden_sheet(name, cells)
        for place, note in sorted(sheet.cell_note_map.items()):
            yield Shown(note.text)
            yield Skipped(note.text, "comment on a cell", f"sheet {name}, row {place[0] + 1}")
        book.unload_sheet(number)


def _cells(book: Book, sheet: Sheet, found: count[int], where: str) -> Iterator[GridCell]:
    spans = {
        (top, left): (bottom - top, right - left) for top, bottom, left, right in sheet.merged_cells
    }
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            raw = _print(book, cell)
            if raw and (next(found) > MOST_CELLS or column >= MOST_COLUMNS):
                message = f"{where}, row {row + 1}, column {column + 1}: at most {MOST_CELLS} cells"
                raise UnreadableDocument(f"{message}, {MOST_COLUMNS} columns are read; split it")
            span = spans.get((row, column), (1, 1))
            if raw or span != (1, 1):
                yield GridCell(row, column, raw, *span)


def _print(book: Book, cell: Cell) -> str:
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return ""
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return str(cell.value).replace("\r\n", "\n")
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(error_text_from_code[int(cell.value)])
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return print_value(bool(cell.value), "")
    code = book.format_map[book.xf_list[cell.xf_index or 0].format_key].format_str
    if cell.ctype == xlrd.XL_CELL_DATE:
        return print_value(xlrd.xldate_as_datetime(float(cell.value), book.datemode), code)
    return print_value(float(cell.value), code)
