"""Plain text. A TAB at the start of a line opens a table cell; anything else is a paragraph.

A cell runs over lines, blank ones included, to the next TAB or to the mark of the next annex.
Rows are not marked: a blank line ends each row, but may also stand inside a cell, so rows are
counted off by the width of the first row and each count is checked against the blank lines. A file
whose lines are comma-separated values is read as these, whatever it is called. A table that is
drawn exactly (`grid_tables`) is read as it is drawn.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path

from loader.readers.assemble import Grid, Sizes, table_of
from loader.readers.content import check_kind, read_bytes
from loader.readers.csv import are_rows, read_csv
from loader.readers.decoding import decode
from loader.readers.grid_tables import find_grid
from loader.source import Cell, Paragraph, Source, Span, Table, annex_mark
from ontology.errors import LayoutError, UnreadableDocument

_BLANK_TAIL = re.compile(r"\r?\n(?:[ \t\u3000\xa0]*\r?\n)*[ \t\u3000\xa0]*\Z")


_CELL = re.compile(r"^\t[^\S\n]*(?P<words>\S[^\n]*)", re.MULTILINE)
_ROW = re.compile(r"^[^\n]*\S[^\S\n]*\t[^\n]*\S", re.MULTILINE)
"""A line of several cells with TABs between them."""

_LINE_ENDS = str.maketrans("\r\u2028\u2029", "\n" * 3)
"""What ends the lines of a file that has no other line ends."""

_BORDERS = str.maketrans("+-=:|", " " * 5)

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
    """A paragraph, a cell before rows are counted off, or a `grid`.

    `gap`: a blank line follows the cell.
    """

    raw: str
    span: Span
    annex: int
    line: int
    is_cell: bool = False
    gap: bool = False
    grid: Grid | None = None


def read_text(path: Path) -> Source:
    """Read a plain text file.

    Raises UnreadableDocument if it is no text, LayoutError if a table row has the wrong width.
    """
    data = read_bytes(path)
    check_kind(data, path, "text")
    text, encoding = decode(data, path)
    if are_rows(text, path):
        return read_csv(path)
    text = text if "\n" in text else text.translate(_LINE_ENDS)
    pieces = list(_pieces(text))
    blocks = tuple(_blocks(iter(pieces), path))
    if not blocks:
        raise UnreadableDocument(f"{path}: the file is empty; get it again")
    digest = hashlib.sha256(data).hexdigest()
    shown = _without_borders(text, pieces)
    return Source(path.name, "text/plain", encoding, digest, len(text), blocks, shown)


def _without_borders(text: str, pieces: list[_Piece]) -> str:
    """Return `text` with blanks for the marks that draw tables."""
    for piece in pieces:
        if piece.grid:
            start, end = piece.span.start, piece.span.end
            text = text[:start] + text[start:end].translate(_BORDERS) + text[end:]
    return text


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
    lines, drawn = list(_lines(text)), 0
    for number, line in enumerate(lines, 1):
        if number <= drawn:
            continue
        if grid := _grid(lines, number - 1):
            yield from _close(cell, cell_line)
            yield grid[0]
            cell, drawn = [], number - 1 + grid[1]
        elif has_cells and line.text.startswith("\t"):
            yield from _close(cell, cell_line)
            cell, cell_line = [line], number
        elif cell and line.opens is None:
            cell.append(line)
        else:
            yield from _close(cell, cell_line)
            cell = []
            yield from _paragraph(line, number)
    yield from _close(cell, cell_line)


def _grid(lines: list[_Line], position: int) -> tuple[_Piece, int] | None:
    """Return the table that is drawn from the line at `position` on, and the lines it takes."""
    line = lines[position]
    is_within = position > 0 and lines[position - 1].text.startswith(("+", "|"))
    if is_within or not line.text.startswith("+-"):
        return None
    found = find_grid(lines[n].text for n in range(position, len(lines)))
    if found is None:
        return None
    grid, taken = found
    last = lines[position + taken - 1]
    span = Span(line.start, last.start + len(last.text))
    return _Piece("", span, line.annex, position + 1, grid=grid), taken


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
    for (is_cell, annex, grid), pieces_of in groupby(
        pieces, key=lambda p: (p.is_cell, p.annex, p.grid)
    ):
        run = list(pieces_of)
        if grid:
            table = table_of(sizes, grid, annex, printed_rows.get(annex, 0))
            printed_rows[annex] = printed_rows.get(annex, 0) + len(table.rows)
            yield table
            continue
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
