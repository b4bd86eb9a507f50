"""Workbooks of Excel 2007 and later, and of WPS.

openpyxl streams the values; merged ranges, and formulas whose value was never stored, are read from
the sheet's XML, since a stream does not tell them. Hidden sheets and rows are left out.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Literal, Protocol, cast
from zipfile import ZIP_STORED, ZipFile

from lxml import etree
from openpyxl import load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.utils import range_boundaries

from loader.readers.assemble import MOST_CELLS, MOST_COLUMNS, GridCell, Shown, Yielded, assemble
from loader.readers.blocks import hidden_sheet, workbook_sheet
from loader.readers.content import read_bytes
from loader.readers.hidden_rows import hidden_rows, without_hidden_rows
from loader.readers.numbers import print_value
from loader.readers.zipped import Archive, is_xml, open_archive
from loader.source import Skipped, Source
from ontology.errors import UnreadableDocument, ZhengtuError

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_UNPACKED = 40_000_000
"""Bytes of XML without what is empty; about ten seconds of reading."""

_EMPTY = re.compile(rb'<(?:row|c) (?=[^<>]{0,200}\br=")[^<>]{0,400}/>')
"""A row or cell that is only formatted; spreadsheet programs write a million of them."""

_UNPLACED = re.compile(rb'<(?:row|c)(?![^<>]{0,400} r=")[ >/]')
"""A row or cell whose place follows from those before it."""

_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(spreadsheetml|officeDocument)/")
_TRANSITIONAL = rb"http://schemas.openxmlformats.org/\1/2006/"
"""How the names of elements begin in a Strict Open XML workbook, and in all others."""

_ASIDES = re.compile(
    r"xl/(?:(?P<drawing>drawings|charts|diagrams)/[^/]+|(?:comments|threadedComments)[^/]*(?:/[^/]+)?)\.xml$"
)

_MARGINS = tuple(
    f"{{*}}{page}{end}" for page in ("odd", "even", "first") for end in ("Header", "Footer")
)
_MARGIN_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-F]{6}|\d+|.)')
"""What formats a header or stands for the page number, such as &C, &P, &12."""

Spans = dict[tuple[int, int], tuple[int, int]]


class _Sheet(Protocol):
    """What is used of openpyxl's ReadOnlyWorksheet, whose type stubs lack most of it."""

    title: str
    sheet_state: str
    _worksheet_path: str

    def reset_dimensions(self) -> None: ...

    def iter_rows(self) -> Iterator[tuple[ReadOnlyCell, ...]]: ...


def read_xlsx(path: Path) -> Source:
    """Read the visible sheets of a workbook.

    Raises UnreadableDocument, naming sheet and cell, for what cannot be read.
    """
    data = read_bytes(path)
    archive = open_archive(path, data, "xl/")
    with warnings.catch_warnings():
        # openpyxl warns of validations and extensions that it drops; they hold no text.
        warnings.simplefilter("ignore")
        try:
            pieces = _pieces(_trimmed(archive), path)
            return assemble(path.name, MEDIA_TYPE, "utf-8", data, pieces)
        except (ZhengtuError, MemoryError):
            raise
        except Exception as error:  # openpyxl raises whatever a damaged part runs into
            message = f"{path}: not a workbook that can be read ({type(error).__name__}: {error})"
            raise UnreadableDocument(f"{message}; open it and save it again as .xlsx") from error


def _trimmed(archive: Archive) -> bytes:
    """Return the workbook, transitional, without formatted emptiness, pictures and packing.

    Raises UnreadableDocument for a part that is damaged, or for too much that is left.
    """
    written, total = BytesIO(), 0
    with ZipFile(written, "w", ZIP_STORED) as trimmed:
        for name in filter(is_xml, archive.names()):
            data = _STRICT.sub(_TRANSITIONAL, archive.read(name))
            if "/worksheets/" in name and not _UNPLACED.search(data):
                data = _EMPTY.sub(b"", data)
            total += len(data)
            if total > MOST_UNPACKED:
                raise UnreadableDocument(
                    f"{archive.path}: over {MOST_UNPACKED} bytes when unpacked; split the workbook"
                )
            trimmed.writestr(name, data)
    return written.getvalue()


def _pieces(data: bytes, path: Path) -> Iterator[Yielded]:
    archive = ZipFile(BytesIO(data))
    workbook = load_workbook(BytesIO(data), read_only=True, data_only=True)
    sheets = cast("list[_Sheet]", workbook.worksheets)
    found = count(1)
    visible = [sheet for sheet in sheets if sheet.sheet_state == "visible"]
    for sheet in visible:
        where = f"{path}, sheet {sheet.title}"
        margins: list[str] = []
        hidden: set[int] = set()
        spans = _spans(archive, sheet._worksheet_path, where, margins, hidden)
        yield Shown("\n".join(margins))
        part = f"sheet {sheet.title}"
        yield from (Skipped(text, "header or footer of the pages", part) for text in margins)
        name = path.stem if len(visible) == 1 and _is_default(sheet.title) else sheet.title
        cells = list(_cells(sheet, spans, found, where))
        yield from hidden_rows(sheet.title, cells, hidden)
        shown = without_hidden_rows(cells, hidden)
        yield from workbook_sheet(name, shown, where, sheet.title)
    for sheet in sheets:
        if sheet.sheet_state != "visible":
            where = f"{path}, sheet {sheet.title}"
            yield from hidden_sheet(sheet.title, _cells(sheet, {}, found, where))
    yield from _asides(archive)


def _asides(archive: ZipFile) -> Iterator[Yielded]:
    """Yield the words of comments and drawings, which are in no cell."""
    for name in sorted(archive.namelist()):
        aside = _ASIDES.match(name)
        if aside is None:
            continue
        why, kind = ("words in a drawing", "unread") if aside["drawing"] else ("comment", "skipped")
        with archive.open(name) as part:
            events = etree.iterparse(part, tag=("{*}t", "{*}text"), resolve_entities=False)
            words = [node.text for _, node in events if node.text and not len(node)]
        for text in words:
            yield Shown(text)
            yield Skipped(text, why, name, cast("Literal['skipped', 'unread']", kind))


def _is_default(title: str) -> bool:
    """Tell whether a sheet was never named, so that the file's name speaks for it."""
    return title.rstrip("0123456789 ").lower() in ("sheet", "工作表")


def _spans(
    archive: ZipFile, member: str, where: str, margins: list[str], hidden: set[int]
) -> Spans:
    """Return the spans of merged cells by the place of the first one, from 0.

    What is printed in the margins of the sheet's pages goes into `margins`, the rows that are not
    shown, counted from 0, into `hidden`.

    Raises UnreadableDocument for a formula without a value.
    """
    spans: Spans = {}
    rows = 0
    with archive.open(member.lstrip("/")) as part:
        wanted = ("{*}c", "{*}row", "{*}mergeCell", *_MARGINS)
        events = etree.iterparse(part, tag=wanted, resolve_entities=False, no_network=True)
        for _, node in events:
            kind = etree.QName(node).localname
            if kind == "c":
                _check_formula(node, where)
            elif kind == "row":
                rows += 1
                rows = int(node.get("r", rows))
                hidden.update({rows - 1} if node.get("hidden") in ("1", "true") else ())
            elif kind != "mergeCell":
                margins.append(_MARGIN_CODE.sub(" ", node.text or ""))
            else:
                bounds = range_boundaries(node.get("ref", ""))
                left, top, right, bottom = cast("tuple[int, int, int, int]", bounds)
                spans[top - 1, left - 1] = (bottom - top + 1, right - left + 1)
            node.clear()
    return spans


def _check_formula(node: etree._Element, where: str) -> None:
    if node.find("{*}f") is None:
        return
    value = node.find("{*}v")
    if value is None or (not value.text and node.get("t") != "str"):
        message = f"{where}, cell {node.get('r')}: a formula whose value is not stored"
        raise UnreadableDocument(f"{message}; open the file in a spreadsheet program and save it")


def _cells(sheet: _Sheet, spans: Spans, found: count[int], where: str) -> Iterator[GridCell]:
    sheet.reset_dimensions()  # a declared size may be wrong, and huge
    for cells in sheet.iter_rows():
        for cell in cells:
            if cell.value is None:
                continue
            place = (cell.row - 1, cell.column - 1)
            if next(found) > MOST_CELLS or place[1] >= MOST_COLUMNS:
                message = f"{where}, cell {cell.coordinate}: at most {MOST_CELLS} cells and"
                raise UnreadableDocument(f"{message} {MOST_COLUMNS} columns are read; split it")
            raw = print_value(cell.value, cell.number_format).replace("\r\n", "\n")
            yield GridCell(*place, raw.replace("_x000D_", ""), *spans.pop(place, (1, 1)))
    yield from (GridCell(*place, "", *span) for place, span in spans.items())
