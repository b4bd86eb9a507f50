"""Tables of a PDF: cells from ruled lines, and their text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from loader.readers.assemble import Grid, GridCell
from loader.readers.pdf_lines import (
    NARROW,
    Char,
    Line,
    Measure,
    join_lines,
    read_lines,
)
from loader.readers.pdf_rules import TOLERANCE, Box, Rules

MOST_PADDING = 0.6
"""Space between a ruled line and the text, in characters."""


FARTHEST_MOVED = 24.0
"""Points by which a border that was dragged in some rows is apart from where it was."""


@dataclass
class Placed:
    """A cell at its place in the grid, with the lines in it.

    On its last page, of which `box` tells, stand the lines from `first` on. `open`: no line closes
    it at the foot of that page; `begun`: none does at the head of its first. `again`: a header that
    is printed once more above the rest of a row.
    """

    row: int
    column: int
    rowspan: int
    colspan: int
    box: Box
    lines: list[Line] = field(default_factory=list)
    first: int = 0
    open: bool = False
    begun: bool = False
    again: bool = False

    def last_line(self) -> Line | None:
        """Return the last line on the last page of the cell."""
        return self.lines[-1] if len(self.lines) > self.first else None

    def words(self) -> str:
        """Return the text without white space."""
        return "".join("".join(line.text.split()) for line in self.lines)


@dataclass
class Ruled:
    """A table: `edges` are its vertical lines, from left to right; `rows` counts its rows.

    `is_open`: some of its cells have no line at their foot or head. `doubts`: words first on a page
    that are read as a cell of their own, and may be the rest of the one above.
    """

    edges: list[float]
    rows: int
    cells: list[Placed]
    is_open: bool = False
    doubts: list[str] = field(default_factory=list)

    def row(self, number: int) -> list[Placed]:
        return [cell for cell in self.cells if cell.row == number]

    def ends(self) -> list[Placed]:
        """Return the cells that reach the last row."""
        return [cell for cell in self.cells if cell.row + cell.rowspan == self.rows]

    def at(self, row: int, column: int) -> Placed | None:
        """Return the cell that covers a place."""
        for cell in reversed(self.cells):
            inside = cell.row <= row < cell.row + cell.rowspan and not cell.again
            if inside and cell.column <= column < cell.column + cell.colspan:
                return cell
        return None


def read_ruled(
    boxes: Sequence[Box], rules: Rules, chars: Iterable[Char]
) -> tuple[Ruled, list[Char]]:
    """Return the table with the cells `boxes`, and the characters that stand in none of them."""
    edges = _merged(side for box in boxes for side in (box[0], box[2]))
    heights = _merged(side for box in boxes for side in (box[1], box[3]))
    cells = [_placed(box, edges, heights) for box in boxes]
    for cell in cells:
        cell.open = rules.opens(cell.box, at_foot=True)
        cell.begun = rules.opens(cell.box, at_foot=False)
    is_open = any(cell.open or cell.begun for cell in cells)
    table = Ruled(edges, len(heights) - 1, cells, is_open)
    outside = _fill(table, heights, chars)
    _drop_blank(table)
    _straighten(table)
    return table, outside


def _straighten(table: Ruled) -> None:
    """Make one edge of those near each other of which no row has two: a border that was moved."""
    sides: dict[int, set[int]] = {}
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.rowspan):
            sides.setdefault(row, set()).update((cell.column, cell.column + cell.colspan))
    columns, first = [0], 0
    for number in range(1, len(table.edges)):
        moved = set(range(first, number + 1))
        near = table.edges[number] - table.edges[first] <= FARTHEST_MOVED
        if not near or any(len(moved & row) > 1 for row in sides.values()):
            first = number
        columns.append(columns[-1] + (first == number))
    number_columns(table, columns)
    table.edges = [table.edges[columns.index(column)] for column in range(columns[-1] + 1)]


def _drop_blank(table: Ruled) -> None:
    """Drop the last row if it is only space, left at the foot of a page before the row begins."""
    begun = table.row(table.rows - 1)
    if table.rows > 1 and begun and all(cell.open and not cell.lines for cell in begun):
        table.cells = [cell for cell in table.cells if cell not in begun]
        table.rows -= 1
        for cell in table.cells:
            cell.rowspan = min(cell.rowspan, table.rows - cell.row)


def _fill(table: Ruled, heights: Sequence[float], chars: Iterable[Char]) -> list[Char]:
    """Give the cells of `table` their lines, and return the characters that stand in none.

    The last lines of a cell that is left open may hang over the foot of the table.
    """
    places = {place: cell for cell in table.cells for place in _places(cell)}
    inside: dict[int, list[Char]] = {}
    below: dict[int, list[Char]] = {}
    outside: list[Char] = []
    for char in chars:
        across = bisect_right(table.edges, (char["x0"] + char["x1"]) / 2) - 1
        down = bisect_right(heights, (char["top"] + char["bottom"]) / 2) - 1
        hangs = down == table.rows and char["top"] - heights[-1] < 2 * char["size"]
        cell = places.get((down - 1 if hangs else down, across))
        if cell is None or (hangs and not cell.open):
            outside.append(char)
        else:
            (below if hangs else inside).setdefault(id(cell), []).append(char)
    for cell in table.cells:
        cell.lines = read_lines(inside.get(id(cell), ()))
        hanging = below.get(id(cell), [])
        if cell.lines and heights[-1] - cell.lines[-1].bottom < cell.lines[-1].size:
            cell.lines += read_lines(hanging)
        else:
            outside += hanging
    return outside


def number_columns(table: Ruled, columns: Sequence[int]) -> None:
    """Give the cells of `table` their columns anew: of each edge the number that it has now."""
    for cell in table.cells:
        right = columns[cell.column + cell.colspan]
        cell.column = columns[cell.column]
        cell.colspan = max(right - cell.column, 1)


def _merged(sides: Iterable[float]) -> list[float]:
    edges: list[float] = []
    for side in sorted(sides):
        if not edges or side - edges[-1] > TOLERANCE:
            edges.append(side)
    return edges


def nearest(edges: Sequence[float], side: float) -> int:
    """Return the number of the edge that is nearest to `side`."""
    return min(range(len(edges)), key=lambda number: abs(edges[number] - side))


def _placed(box: Box, edges: Sequence[float], heights: Sequence[float]) -> Placed:
    left, right = nearest(edges, box[0]), nearest(edges, box[2])
    top, bottom = nearest(heights, box[1]), nearest(heights, box[3])
    return Placed(top, left, max(bottom - top, 1), max(right - left, 1), box)


def _places(cell: Placed) -> Iterator[tuple[int, int]]:
    for row in range(cell.row, cell.row + cell.rowspan):
        for column in range(cell.column, cell.column + cell.colspan):
            yield row, column


def to_grid(table: Ruled) -> Grid:
    """Return `table` with the text of its cells."""
    padding, reaches = _padding(table), _reaches(table)
    return Grid(
        tuple(
            GridCell(
                cell.row,
                cell.column,
                join_lines(cell.lines, _measure(cell, reaches, padding)),
                cell.rowspan,
                cell.colspan,
            )
            for cell in table.cells
        )
    )


def _reaches(table: Ruled) -> dict[tuple[int, int], float]:
    """Return, by column and span, how far the lines of the cells there reach.

    A mark that closes a line may hang over the edge, so such lines do not tell.
    """
    reaches: dict[tuple[int, int], float] = {}
    for cell in table.cells:
        for line in cell.lines:
            if line.text[-1].isalnum():
                place = (cell.column, cell.colspan)
                reaches[place] = max(line.x1, reaches.get(place, line.x1))
    return reaches


def _padding(table: Ruled) -> float:
    """Return the least space between a ruled line and the text right of it."""
    lines = [(line, cell) for cell in table.cells for line in cell.lines]
    spaces = [min(max(line.x0 - cell.box[0], 0), MOST_PADDING * line.size) for line, cell in lines]
    return min(spaces, default=0.0)


def _measure(cell: Placed, reaches: dict[tuple[int, int], float], padding: float) -> Measure:
    """Return the edges between which `cell` is set; a wide column shows how far its lines reach."""
    left, right = cell.box[0] + padding, cell.box[2] - padding
    if not cell.lines or right - left < NARROW * cell.lines[0].size:
        return Measure(left, right)
    reach = reaches.get((cell.column, cell.colspan), right)
    return Measure(left, reach if abs(right - reach) < 1.5 * cell.lines[0].size else right)
