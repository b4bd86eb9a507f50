"""Plain text. A TAB at the start of a line opens a table cell; anything else is a paragraph.

A cell runs over lines, blank ones included, to the next TAB or to the mark of the next annex.
Rows are not marked: a blank line ends each row, but may also stand inside a cell, so rows are
counted off by the width of the first row and each count is checked against the blank lines. A file
whose lines are comma-separated values is read as these, whatever it is called.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path

from loader.readers.assemble import Sizes
from loader.readers.content import check_kind, read_bytes
from loader.readers.csv import are_rows, read_csv
from loader.readers.decoding import decode
from loader.source import Cell, Paragraph, Source, Span, Table, annex_mark
from ontology.errors import LayoutError, UnreadableDocument

_BLANK_TAIL = re.compile(r"\r?\n(?:[ \t\u3000\xa0]*\r?\n)*[ \t\u3000\xa0]*\Z")


_CELL = re.compile(r"^\t[^\S\n]*(?P<words>\S[^\n]*)", re.MULTILINE)
_ROW = re.compile(r"^[^\n]*\S[^\S\n]*\t[^\n]*\S", re.MULTILINE)
"""A line of several cells with TABs between them."""

_FIRST_CELLS, _LONGEST_HEADER = 2, 24


@dataclass(frozen=True)
class _Line:
    """A line with its offset; `opens` is the annex that it opens, if any."""

    start: int
    text: str
    opens: int | None
    annex: int


@dataclass(frozen=True)
class _Piece:
    """A paragraph or a cell before rows are counted off; `gap`: a blank line follows it."""

    raw: str
    span: Span
    annex: int
    line: int
    is_cell: bool = False
    gap: bool = False


def read_text(path: Path) -> Source:
    """Read a plain text file.

    Raises UnreadableDocument if it is no text, LayoutError if a table row has the wrong width.
    """
    data = read_bytes(path)
    check_kind(data, path, "text")
    text, encoding = decode(data, path)
    if are_rows(text, path):
        return read_csv(path)
    text = text if "\n" in text else text.replace("\r", "\n")
    blocks = tuple(_blocks(_pieces(text), path))
    if not blocks:
        raise UnreadableDocument(f"{path}: the file is empty; get it again")
    digest = hashlib.sha256(data).hexdigest()
    return Source(path.name, "text/plain", encoding, digest, len(text), blocks, text)


def _lines(text: str) -> Iterator[_Line]:
    annex = start = 0
    for line in re.findall(r"[^\n]*\n|[^\n]+", text):
        opens = None if line.startswith("\t") else annex_mark(line, annex)
        annex = annex if opens is None else opens
        yield _Line(start, line, opens, annex)
        start += len(line)


def _pieces(text: str) -> Iterator[_Piece]:
    """Cut `text` into cells and paragraphs."""
    cell: list[_Line] = []
    cell_line = 0
    has_cells = _opens_cells(text)
    for number, line in enumerate(_lines(text), 1):
        if has_cells and line.text.startswith("\t"):
            yield from _close(cell, cell_line)
            cell, cell_line = [line], number
        elif cell and line.opens is None:
            cell.append(line)
        else:
            yield from _close(cell, cell_line)
            cell = []
            yield from _paragraph(line, number)
    yield from _close(cell, cell_line)


def _opens_cells(text: str) -> bool:
    """Tell whether the TABs at the start of lines open cells: short words stand in the first ones.

    A TAB there may also indent a paragraph, or be an empty first cell where a line is a row.
    """
    first = list(islice(_CELL.finditer(text), _FIRST_CELLS))
    rows = len(_ROW.findall(text))
    return (
        bool(first)
        and rows < len(_CELL.findall(text))
        and all(
            len(cell["words"]) <= _LONGEST_HEADER and not cell["words"].endswith("。")
            for cell in first
        )
    )


def _close(lines: list[_Line], number: int) -> Iterator[_Piece]:
    if not lines:
        return
    printed = "".join(line.text for line in lines)[1:]
    raw = _BLANK_TAIL.sub("", printed)
    gap = printed[len(raw) :].count("\n") > 1
    start = lines[0].start + 1
    span = Span(start, start + len(raw))
    yield _Piece(raw, span, lines[0].annex, number, is_cell=True, gap=gap)


def _paragraph(line: _Line, number: int) -> Iterator[_Piece]:
    """Yield the paragraph that a line prints, if any, without the mark of a page's begin (FF)."""
    printed = line.text.rstrip("\r\n")
    raw = printed.lstrip("\f")
    if raw.strip(" \t\u3000\xa0\f"):
        start = line.start + len(printed) - len(raw)
        span = Span(start, start + len(raw))
        yield _Piece(raw, span, line.annex, number)


def _blocks(pieces: Iterator[_Piece], path: Path) -> Iterator[Paragraph | Table]:
    number = 0
    sizes = Sizes(str(path))
    printed_rows: dict[int, int] = {}
    for (is_cell, annex), pieces_of in groupby(pieces, key=lambda p: (p.is_cell, p.annex)):
        run = list(pieces_of)
        if is_cell and not any(piece.raw.strip() for piece in run):
            continue
        if is_cell:
            first = printed_rows.get(annex, 0) + 1
            table = _table(run, annex, first, sizes)
            printed_rows[annex] = first + len(table.rows) - 1
            yield table
            continue
        for piece in run:
            number += 1
            sizes.add_paragraph(piece.raw)
            yield Paragraph(number, piece.raw, piece.span, annex)


def _table(cells: list[_Piece], annex: int, first_row: int, sizes: Sizes) -> Table:
    width = next((n for n, cell in enumerate(cells, 1) if cell.gap), len(cells))
    where = f"{sizes.name}, annex {annex}"
    sizes.add_table(where, -(-len(cells) // width), width)
    runs = [cells[start : start + width] for start in range(0, len(cells), width)]
    for offset, run in enumerate(runs[:-1]):
        if not run[-1].gap:
            found = _printed_width(cells[offset * width :], width)
            raise LayoutError(
                f"{where}, row {first_row + offset} (line {run[0].line}): {found} "
                f"cells where the header has {width}; begin each cell with a TAB and end each row "
                "with a blank line"
            )
    return Table(annex, tuple(_row(run, annex, first_row + n) for n, run in enumerate(runs)))


def _row(run: list[_Piece], annex: int, row: int) -> tuple[Cell, ...]:
    return tuple(Cell(annex, row, n, cell.raw, cell.span) for n, cell in enumerate(run, 1))


def _printed_width(cells: list[_Piece], width: int) -> int:
    """Return how many cells the first row of `cells` has by its blank lines."""
    ends = [n for n, cell in enumerate(cells, 1) if cell.gap]
    within = [end for end in ends if end < width]
    return within[-1] if within else next(iter(ends), len(cells))
