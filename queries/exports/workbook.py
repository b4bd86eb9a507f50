"""Tables as an Excel workbook; no text in it is taken for a formula."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from ontology.errors import ResultTooLarge
from queries.exports.about import About
from queries.exports.csv_files import dictionary
from queries.exports.tables import Cell, Filled

_MOST_ROWS = 1_048_575
_LONGEST = 32_767
"""Rows below a header, and characters of a cell, that a workbook may have."""
_CUT = "…（此处截断，全文见其他格式）"
_WIDTHS = {"iri": 28, "text": 36}


def write_workbook(filled: Sequence[Filled], about: About, path: Path) -> None:
    """Write a sheet for each table, after one that explains them.

    Raises ResultTooLarge for a table that is longer than a sheet can be.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet("dictionary")
    sheet.append([about.source])
    for row in dictionary(filled):
        sheet.append(list(_cells(sheet, row)))
    for one in filled:
        if len(one.rows) > _MOST_ROWS:
            raise ResultTooLarge(f"{one.table.name} has {len(one.rows)} rows, a sheet {_MOST_ROWS}")
        _write_sheet(book.create_sheet(one.table.name[:31]), one)
    book.save(path)


def _write_sheet(sheet: WriteOnlyWorksheet, one: Filled) -> None:
    sheet.freeze_panes = "A2"
    dimensions = sheet.column_dimensions  # type: ignore[attr-defined]  # the stubs lack it
    for number, column in enumerate(one.table.columns, 1):
        letter = get_column_letter(number)
        dimensions[letter].width = _WIDTHS.get(column.type, 12)
    header = [WriteOnlyCell(sheet, column.name) for column in one.table.columns]
    for cell in header:
        cell.font = Font(bold=True)
    sheet.append(header)
    for row in one.rows:
        sheet.append(list(_cells(sheet, row)))


def _cells(sheet: WriteOnlyWorksheet, row: Sequence[Cell | object]) -> Iterator[object]:
    for value in row:
        if not isinstance(value, str):
            yield value
            continue
        text = ILLEGAL_CHARACTERS_RE.sub("\ufffd", value)
        if len(text) > _LONGEST:
            text = text[: _LONGEST - len(_CUT)] + _CUT
        cell = WriteOnlyCell(sheet, text)
        cell.data_type = "s"  # else `=1+1` in a text would be a formula
        yield cell
