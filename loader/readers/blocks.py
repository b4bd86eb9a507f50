"""From the cells of a sheet to titles and tables; the same for .xlsx, .xls and .csv.

A sheet knows no paragraphs: a title is a row whose only filled cell stands above a table. One sheet
may hold several tables, each under its own titles. The mark of an annex, such as 附件2, stands in a
title, or in the name of the sheet or file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from loader.readers.assemble import MOST_CELLS, Grid, GridCell, Piece, Shown, Sizes, Text, Yielded
from loader.source import Skipped, Span, annex_mark
from ontology.errors import UnreadableDocument

_ANNEX = re.compile(
    r"\s*(?P<mark>附\s*[件表]\s*\d{1,2}(?![\d\-－—])(?:\s*[:：.．、])?)\s*(?P<title>.*)"
)
_NOTE = re.compile(r"\s*(?:注|备\s*注|说\s*明|填报|[*＊※])")
_TITLE = re.compile(r"[\u4e00-\u9fff]{4}|(?<![\dA-Za-z])(?:19|20)\d\d(?!\d)")
"""What the title of a sheet holds that may stand above a table: words or a year."""

_LAST_TITLES = 4
"""An annex is opened at most so many lines above its table; above that is the letter's list."""


ByRow = dict[int, list[GridCell]]


@dataclass(frozen=True)
class _Row:
    """A row by the filled cells that it shows, merged ones from above included."""

    number: int
    shown: tuple[GridCell, ...]

    @property
    def is_blank(self) -> bool:
        return not self.shown

    @property
    def is_single(self) -> bool:
        return len(self.shown) == 1 and self.shown[0].row == self.number

    @property
    def filled(self) -> int:
        """How many columns are filled."""
        return sum(cell.colspan for cell in self.shown)


def workbook_sheet(
    sheet: str, cells: Iterable[GridCell], where: str, title: str
) -> Iterator[Yielded]:
    """Yield what `sheet_pieces` does, and all that the cells hold for the account.

    Where nothing stands above the first table, the `title` of the sheet does if it tells anything.
    """
    held = list(_counted(cells, where))
    yield Shown("\n".join(cell.raw for cell in held))
    pieces = list(sheet_pieces(sheet, held, where))
    if pieces and isinstance(pieces[0], Grid) and _TITLE.search(title):
        yield Text(title)
    yield from pieces


def hidden_sheet(sheet: str, cells: Iterable[GridCell]) -> Iterator[Yielded]:
    """Yield the cells of a hidden sheet as one skipped text, a line for each row."""
    rows = groupby(_counted(cells, f"sheet {sheet}"), key=lambda cell: cell.row)
    words = "\n".join("\t".join(cell.raw for cell in row if cell.raw) for _, row in rows)
    yield Shown(words)
    yield Skipped(words, "hidden sheet", f"sheet {sheet}")


def sheet_pieces(sheet: str, cells: Iterable[GridCell], where: str) -> Iterator[Piece]:
    """Yield the titles and tables of the `sheet` in printed order; `where` is for messages.

    Raises UnreadableDocument if its merged ranges or its words are too large.
    """
    by_row: dict[int, list[GridCell]] = {}
    for cell in _clipped(list(cells), where):
        by_row.setdefault(cell.row, []).append(cell)
    if not by_row:
        return
    pieces = [piece for block in _blocks(_rows(by_row)) for piece in _block_pieces(block, by_row)]
    table = next((n for n, piece in enumerate(pieces) if isinstance(piece, Grid)), 0)
    above = (piece.raw for piece in pieces[:table] if isinstance(piece, Text))
    if table < len(pieces) and not any(annex_mark(raw, 0) for raw in above):
        yield from _named(sheet)
    yield from pieces


def _counted(cells: Iterable[GridCell], where: str) -> Iterator[GridCell]:
    """Yield `cells`; many may share one long text, which takes no memory until it is parted."""
    sizes = Sizes(where)
    for cell in cells:
        sizes.add_characters(len(cell.raw))
        yield cell


def _named(sheet: str) -> Iterator[Text]:
    """Yield the annex that the name of a sheet tells, and the title that it adds.

    >>> [text.raw for text in _named("附件2 实事工程表")]
    ['附件2', '实事工程表']
    """
    if _ANNEX.fullmatch(sheet):
        yield from _opened(Text(sheet))


def _clipped(cells: list[GridCell], where: str) -> list[GridCell]:
    """Return `cells` without what lies beyond the last filled row and column."""
    filled = [cell for cell in cells if cell.raw.strip()]
    if not filled:
        return []
    bottom = max(cell.row for cell in filled) + 1
    right = max(cell.column for cell in filled) + 1
    bottom = max(bottom, *(cell.row + cell.rowspan for cell in filled if cell.column < right))
    inside = [
        _within(cell, 0, 0, bottom, right)
        for cell in cells
        if cell.row < bottom and cell.column < right
    ]
    if sum(cell.rowspan * cell.colspan for cell in inside) > MOST_CELLS:
        message = f"{where}: its cells and merged ranges cover over {MOST_CELLS} places"
        raise UnreadableDocument(f"{message}; delete what is no table")
    return inside


def _rows(by_row: ByRow) -> list[_Row]:
    shown: dict[int, list[GridCell]] = {}
    for cell in (cell for row in by_row.values() for cell in row):
        if cell.raw.strip():
            for number in range(cell.row, cell.row + cell.rowspan):
                shown.setdefault(number, []).append(cell)
    numbers = range(min(shown), max(shown) + 1)
    return [_Row(n, tuple(sorted(shown.get(n, ()), key=lambda c: c.column))) for n in numbers]


def _blocks(rows: list[_Row]) -> Iterator[list[_Row]]:
    """Cut `rows` where an annex opens, or titles stand below a blank row and above a header."""
    start = 0
    in_table = False
    for index, row in enumerate(rows):
        if in_table and row.is_single and _opens(rows, index):
            yield rows[start:index]
            start, in_table = index, False
        in_table = in_table or len(row.shown) > 1
    yield rows[start:]


def _opens(rows: list[_Row], index: int) -> bool:
    title = rows[index].shown[0]
    if _ANNEX.fullmatch(title.raw):
        return True
    below = rows[index : index + _LAST_TITLES + 1]
    header = next((row for row in below if len(row.shown) > 1), None)
    return rows[index - 1].is_blank and header is not None and _is_full(header)


def _is_full(row: _Row) -> bool:
    """Tell whether no place between the first and the last filled one is empty."""
    first, last = row.shown[0], row.shown[-1]
    return row.filled == last.column + last.colspan - first.column


def _block_pieces(rows: list[_Row], by_row: ByRow) -> Iterator[Piece]:
    """Yield the titles, the table and the notes below it."""
    widest = max(row.filled for row in rows)
    header = next((n for n, row in enumerate(rows) if _is_header(row, widest)), len(rows))
    end = _end(rows, header, widest)
    titles = list(_lines(rows[:header]))
    if header < end:
        yield from _with_annex(titles)
        yield _grid(by_row, rows[header].number, rows[end - 1].number)
    else:
        yield from titles
    yield from _lines(rows[end:])


def _lines(rows: list[_Row]) -> Iterator[Text]:
    """Yield the lines of the cells that stand in `rows`."""
    for row in rows:
        for cell in row.shown:
            if cell.row == row.number:
                text = Text(cell.raw, span=cell.span)
                for line in re.finditer(r"[^\n]*\S[^\n]*", cell.raw):
                    yield _part(text, line.start(), line.end())


def _is_header(row: _Row, widest: int) -> bool:
    """Tell a header from a title, and from a line such as 单位：万元 with a date."""
    return len(row.shown) > 1 and (widest < 4 or row.filled * 2 >= widest)


def _end(rows: list[_Row], header: int, widest: int) -> int:
    """Return where the notes below the table begin."""
    end = len(rows)
    while end > header and (rows[end - 1].is_blank or _is_note(rows[end - 1], widest)):
        end -= 1
    return end


def _is_note(row: _Row, widest: int) -> bool:
    return row.is_single and (row.filled >= widest or _NOTE.match(row.shown[0].raw) is not None)


def _with_annex(titles: list[Text]) -> Iterator[Text]:
    """Yield `titles`, the last that opens an annex parted into its mark and its title."""
    near = range(max(0, len(titles) - _LAST_TITLES), len(titles))
    opens = max((n for n in near if _ANNEX.fullmatch(titles[n].raw)), default=None)
    for number, title in enumerate(titles):
        yield from _opened(title) if number == opens else [title]


def _opened(line: Text) -> Iterator[Text]:
    """Yield the mark of an annex, and the title that stands behind it in the same cell."""
    found = _ANNEX.fullmatch(line.raw)
    for part in ("mark", "title"):
        if found is not None and found[part]:
            yield _part(line, found.start(part), found.end(part))


def _part(text: Text, start: int, end: int) -> Text:
    span = text.span and Span(text.span.start + start, text.span.start + end)
    return Text(text.raw[start:end], span=span)


def _grid(by_row: ByRow, top: int, bottom: int) -> Grid:
    """Return the table of the rows from `top` to `bottom`, empty columns at its edges dropped."""
    within = [cell for number in range(top, bottom + 1) for cell in by_row.get(number, ())]
    filled = [cell for cell in within if cell.raw.strip()]
    left = min(cell.column for cell in filled)
    right = max(cell.column + cell.colspan for cell in filled)
    last = bottom + 1
    return Grid(
        tuple(_within(c, top, left, last, right) for c in within if left <= c.column < right)
    )


def _within(cell: GridCell, top: int, left: int, bottom: int, right: int) -> GridCell:
    """Return `cell` as it stands in the part of the sheet between these rows and columns."""
    rowspan = min(cell.rowspan, bottom - cell.row)
    colspan = min(cell.colspan, right - cell.column)
    return GridCell(cell.row - top, cell.column - left, cell.raw, rowspan, colspan, cell.span)
