"""From the rows of an HTML table to a grid, by the rules of the HTML standard (4.9.12).

A table that only arranges a page, one cell around a letter or a menu beside it, is no table: its
cells are read one after the other. One that is a sheet, with a letter above its annexes, is read as
a sheet is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from loader.readers.assemble import MOST_COLUMNS, Grid, GridCell, Piece, Text
from loader.readers.blocks import sheet_pieces
from loader.source import annex_mark
from ontology.errors import UnreadableDocument

_GROUP_ORDER = {"thead": 0, "tbody": 1, "tfoot": 2}
_HEADER_WORDS = 24
"""A header's cell has at most so many characters; a longer one is content."""
_HEAD_ROWS = 3
"""Rows at the top among which a header stands, below a title."""
_FEWEST_ABOVE = 3
"""Rows of a letter, at the least, above its first annex."""

_SECTION = re.compile("[一二三四五六七八九十]{1,3}[、.．]|第[一二三四五六七八九十]{1,3}[章节部]")
_FEWEST_LINES, _FEWEST_SECTIONS, _MOST = 10, 2, 0.7
"""How many lines and titles of sections a document has that stands in one cell, and how much of the
table it is."""

_METADATA = re.compile(r"索\s*引\s*号|信息索引|发布机构")
_OF_PAGE = re.compile(
    r"(?:发布|发表|更新|录入|上传)(?:时间|日期)\s*[:：]|(?:浏览|阅读|点击|访问)(?:次数|人次|量|数)\s*[:：]"
    r"|(?:信息|文章|稿件)?来源\s*[:：]|(?:作者|编辑|录入)\s*[:：]"
)
_LONGEST_OF_PAGE = 80
"""What a page prints beside a title: when it was put up, how often it was read."""


@dataclass
class _Cell:
    pieces: list[Piece]
    colspan: int
    rowspan: int
    strong: tuple[str, ...] = ()
    arranges: bool = False
    """Whether tables or the title of a page stand in it."""

    @property
    def text(self) -> str:
        return "\n".join(_lines(self.pieces))

    @property
    def holds_table(self) -> bool:
        return any(isinstance(piece, Grid) for piece in self.pieces)


_Row = list[_Cell]


def _lines(pieces: list[Piece]) -> list[str]:
    """Return the lines inside a cell, list marks and inner tables included."""
    lines: list[str] = []
    for piece in pieces:
        if isinstance(piece, Text):
            lines.append(piece.mark + piece.raw)
        else:
            lines += [cell.raw for cell in piece.cells if cell.raw]
    return lines


@dataclass
class TableBuilder:
    """Collects the cells of one table; `where` is for messages."""

    where: str
    _row: _Row = field(default_factory=list)
    _rows: list[_Row] = field(default_factory=list)
    _groups: list[tuple[int, list[_Row]]] = field(default_factory=list)

    def add_cell(self, node: etree._Element, pieces: list[Piece]) -> None:
        colspan = max(1, _span(node.get("colspan"), 1000))
        strong = tuple("".join(map(str, part.itertext())) for part in node.iter("b", "strong"))
        rowspan = _span(node.get("rowspan"), 65534)
        arranges = next(node.iter("table", "h1", "h2"), None) is not None
        self._row.append(_Cell(pieces, colspan, rowspan, strong, arranges))

    def end_row(self) -> None:
        """End a row, also one without cells, which may lie wholly below merged ones."""
        self._rows.append(self._row)
        self._row = []

    def end_group(self, tag: str) -> None:
        if self._row:
            self.end_row()
        self._groups.append((_GROUP_ORDER[tag], self._rows))
        self._rows = []

    def finish(self) -> list[Piece]:
        """Return the table as a grid, or the contents of its cells if it only arranges them.

        Raises UnreadableDocument for a row of too many columns.
        """
        if self._row or self._rows:
            self.end_group("tbody")
        groups = [rows for _, rows in sorted(self._groups, key=lambda group: group[0])]
        cells = [cell for rows in groups for row in rows for cell in row]
        if _is_layout(groups):
            return [piece for cell in cells for piece in cell.pieces]
        if _is_metadata(cells):
            rows = [row for group in groups for row in group]
            return [Text(" ".join(" ".join(c.text.split()) for c in row)) for row in rows]
        placed = _placed(groups, self.where)
        if _is_sheet(placed):
            return [*sheet_pieces("", placed, self.where)]
        return [Grid(tuple(placed))] if cells else []


def _span(value: str | None, most: int) -> int:
    """Return a span as the standard reads it: 1 where it is no number, 0 for down to the end."""
    found = re.match(r"\s*\+?(\d{1,9})", value or "")
    return min(int(found[1]), most) if found else 1


def _is_layout(groups: list[list[_Row]]) -> bool:
    """Tell a table that arranges a page: one column, or no header and a page's title, tables or a
    whole document in its cells.
    """
    rows = [row for group in groups for row in group if row]
    if max((len(row) for row in rows), default=0) < 2:
        return True
    arranging = [row for row in rows if any(cell.arranges for cell in row)]
    if arranging:
        return not any(_is_above(row, arranging) for row in rows[:_HEAD_ROWS])
    document = _row_of_document(rows)
    return document is not None and not any(_is_above(row, [document]) for row in rows)


def _is_above(row: _Row, others: list[_Row]) -> bool:
    """Tell whether `row` can head a table of which `others` are rows: one is as wide.

    The links above a page are not: below them stands one cell.
    """
    return _is_header(row) and any(len(other) >= len(row) for other in others)


def _row_of_document(rows: list[_Row]) -> _Row | None:
    """Return the row of a cell that is most of a table and has many lines, sections and all.

    Beside it stand a menu or who posted it.
    """
    longest = max((cell for row in rows for cell in row), key=lambda cell: len(cell.text))
    lines = [line.strip() for line in _lines(longest.pieces)]
    total = sum(len(cell.text) for row in rows for cell in row)
    if len(longest.text) <= _MOST * total or len(lines) < _FEWEST_LINES:
        return None
    if sum(map(_opens_section, lines)) < _FEWEST_SECTIONS:
        return None
    return next(row for row in rows if longest in row)


def _opens_section(line: str) -> bool:
    return _SECTION.match(line) is not None


def _is_header(row: _Row) -> bool:
    """Tell whether `row` can head a task table: several short cells without tables."""
    texts = [cell.text for cell in row]
    short = all(0 < len(text) <= _HEADER_WORDS for text in texts)
    return len(row) > 2 and short and not any(cell.holds_table for cell in row)


def _is_metadata(cells: list[_Cell]) -> bool:
    """Tell the box of index number, issuer and date that portals put above a document.

    So is one that says when a page was put up, whatever stands beside that in short lines.
    """
    if any(_METADATA.match(cell.text) for cell in islice(cells, 2)):
        return True
    are_short = all(len(cell.text) <= _LONGEST_OF_PAGE for cell in cells)
    return are_short and any(_OF_PAGE.match(cell.text) for cell in cells)


def _is_sheet(cells: list[GridCell]) -> bool:
    """Tell a table in which a row across all columns opens an annex, below those of a letter."""
    width = max((cell.column + cell.colspan for cell in cells), default=0)
    across = [cell for cell in cells if cell.colspan == width]
    return any(annex_mark(cell.raw, 0) for cell in across[_FEWEST_ABOVE:])


def _placed(groups: list[list[_Row]], where: str) -> list[GridCell]:
    """Give each cell its place: the first of its row that no cell from above covers."""
    placed: list[GridCell] = []
    top = 0
    for rows in groups:
        busy: dict[int, int] = {}
        for number, row in enumerate(rows):
            placed += _placed_row(row, number, top, len(rows), busy)
            if busy and max(busy) >= MOST_COLUMNS:
                message = f"{where}, a table's row {top + number + 1}: over {MOST_COLUMNS} columns"
                raise UnreadableDocument(f"{message}; check colspan and the rows' ends")
        top += len(rows)
    return placed


def _placed_row(
    row: _Row, number: int, top: int, height: int, busy: dict[int, int]
) -> list[GridCell]:
    """Place a row; `busy` holds, per column, the row of the group down to which it is covered."""
    placed: list[GridCell] = []
    column = 0
    for cell in row:
        while busy.get(column, 0) > number:
            column += 1
        free = range(column + 1, column + cell.colspan)
        colspan = 1 + next((n for n, c in enumerate(free) if busy.get(c, 0) > number), len(free))
        rowspan = min(cell.rowspan or height, height - number)
        for covered in range(column, column + colspan):
            busy[covered] = number + rowspan
        raw = cell.text
        placed.append(GridCell(top + number, column, raw, rowspan, colspan, strong=cell.strong))
        column += cell.colspan
    return placed
