"""Tables of a PDF: cells from ruled lines, put together over page breaks.

A page break cuts rows and merged cells in two. The lower part of a cut row goes back to its row;
the lower part of a merged cell, which is empty, goes to the cell above the break.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from loader.readers.assemble import Grid, GridCell
from loader.readers.pdf_lines import (
    NARROW,
    Char,
    Line,
    Measure,
    find_wraps,
    join_lines,
    read_lines,
    wraps,
)

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in points from the top left of the page."""

TOLERANCE = 3.0
"""Points by which ruled lines may miss each other and still be one."""

MOST_PADDING = 0.6
"""Space between a ruled line and the text, in characters."""


@dataclass
class Placed:
    """A cell at its place in the grid, with the lines in it."""

    row: int
    column: int
    rowspan: int
    colspan: int
    box: Box
    lines: list[Line] = field(default_factory=list)

    def words(self) -> str:
        """Return the text without white space."""
        return "".join("".join(line.text.split()) for line in self.lines)


@dataclass
class Ruled:
    """A table: `edges` are its vertical lines, from left to right; `rows` counts its rows."""

    edges: list[float]
    rows: int
    cells: list[Placed]

    def row(self, number: int) -> list[Placed]:
        return [cell for cell in self.cells if cell.row == number]

    def at(self, row: int, column: int) -> Placed | None:
        """Return the cell that covers a place."""
        for cell in reversed(self.cells):
            inside = cell.row <= row < cell.row + cell.rowspan
            if inside and cell.column <= column < cell.column + cell.colspan:
                return cell
        return None


def read_ruled(boxes: Sequence[Box], chars: Iterable[Char]) -> tuple[Ruled, list[Char]]:
    """Return the table with the cells `boxes`, and the characters that stand in none of them."""
    edges = _merged(side for box in boxes for side in (box[0], box[2]))
    heights = _merged(side for box in boxes for side in (box[1], box[3]))
    cells = [_placed(box, edges, heights) for box in boxes]
    places = {place: number for number, cell in enumerate(cells) for place in _places(cell)}
    inside: dict[int, list[Char]] = {}
    outside: list[Char] = []
    for char in chars:
        across = bisect_right(edges, (char["x0"] + char["x1"]) / 2) - 1
        down = bisect_right(heights, (char["top"] + char["bottom"]) / 2) - 1
        number = places.get((down, across))
        (outside if number is None else inside.setdefault(number, [])).append(char)
    for number, found in inside.items():
        cells[number].lines = read_lines(found)
    return Ruled(edges, len(heights) - 1, cells), outside


def _merged(sides: Iterable[float]) -> list[float]:
    edges: list[float] = []
    for side in sorted(sides):
        if not edges or side - edges[-1] > TOLERANCE:
            edges.append(side)
    return edges


def _nearest(edges: Sequence[float], side: float) -> int:
    return min(range(len(edges)), key=lambda number: abs(edges[number] - side))


def _placed(box: Box, edges: Sequence[float], heights: Sequence[float]) -> Placed:
    left, right = _nearest(edges, box[0]), _nearest(edges, box[2])
    top, bottom = _nearest(heights, box[1]), _nearest(heights, box[3])
    return Placed(top, left, max(bottom - top, 1), max(right - left, 1), box)


def _places(cell: Placed) -> Iterator[tuple[int, int]]:
    for row in range(cell.row, cell.row + cell.rowspan):
        for column in range(cell.column, cell.column + cell.colspan):
            yield row, column


def goes_on(table: Ruled, following: Ruled) -> bool:
    """Tell whether `following`, first on its page, has its vertical lines where `table` has."""
    sides = (table.edges[0] - following.edges[0], table.edges[-1] - following.edges[-1])
    return all(abs(side) <= TOLERANCE for side in sides) and all(
        abs(table.edges[_nearest(table.edges, edge)] - edge) <= TOLERANCE
        for edge in following.edges
    )


def put_together(parts: Sequence[Ruled]) -> Ruled:
    """Return the table whose parts stand on consecutive pages."""
    table = parts[0]
    for part in parts[1:]:
        for cell in part.cells:
            right = _nearest(table.edges, cell.box[2])
            cell.column = _nearest(table.edges, cell.box[0])
            cell.colspan = max(right - cell.column, 1)
    habits = _habits(parts)
    for part in parts[1:]:
        _append(table, part, habits)
    return table


@dataclass(frozen=True)
class _Habits:
    """How a table is written: which column has most words, which are merged over rows.

    `sentences`: most cells of the main column end as a sentence does. `filled`: columns in which
    no row is empty, page breaks apart.
    """

    main: int
    merged: frozenset[int]
    filled: frozenset[int]
    sentences: bool


def _habits(parts: Sequence[Ruled]) -> _Habits:
    cells = [cell for part in parts for cell in part.cells]
    whole = [c for part in parts for c in part.cells if c.row > _repeated(parts[0], part)]
    empty = {cell.column for cell in whole if not cell.lines}
    words: Counter[int] = Counter()
    for cell in cells:
        words[cell.column] += sum(len(line.text) for line in cell.lines)
    main = words.most_common(1)[0][0]
    ends = [cell.lines[-1].ends_sentence() for cell in cells if cell.column == main and cell.lines]
    merged = frozenset(cell.column for cell in cells if cell.rowspan > 1)
    filled = frozenset(cell.column for cell in whole) - empty - merged
    return _Habits(main, merged, filled, 2 * sum(ends) > len(ends))


def _append(table: Ruled, part: Ruled, habits: _Habits) -> None:
    """Add the rows of `part`, on the next page, to `table`."""
    header = _repeated(table, part)
    cut = _is_cut(table, part.row(header), habits)
    last, shift = table.rows - 1, table.rows - (1 if cut else 0)
    for cell in part.cells:
        above = table.at(last, cell.column) if cell.row == header else None
        rest = cut or (cell.column in habits.merged and above is not None and _is_rest(above, cell))
        if above is not None and rest:
            _lengthen(above, cell, cell.row + cell.rowspan + shift)
        else:
            cell.row += table.rows if cell.row < header else shift
            table.cells.append(cell)
    table.rows += part.rows - (1 if cut else 0)


def _lengthen(above: Placed, rest: Placed, end: int) -> None:
    """Let `above` cover the rows before `end`, with the lines of `rest` below its own.

    A row that is cut in two ends where it ended before.
    """
    above.lines += rest.lines
    above.box = rest.box
    above.rowspan = max(above.rowspan, end - above.row)


def _repeated(table: Ruled, following: Ruled) -> int:
    """Return how many rows on top of `following` print those on top of `table` again."""
    for number in range(min(table.rows, following.rows)):
        words = [_words(one, number) for one in (table, following)]
        if words[0] != words[1] or not any(words[0].values()):
            return number
    return 0


def _words(table: Ruled, row: int) -> dict[int, str]:
    return {cell.column: cell.words() for cell in table.row(row)}


def _is_cut(table: Ruled, row: Sequence[Placed], habits: _Habits) -> bool:
    """Tell whether `row`, on top of a page, is the lower part of the last row of `table`.

    A column that is never empty tells, and if it counts the rows, tells for certain. So does the
    main column, where a sentence runs on.
    """
    cells = {cell.column: cell for cell in row}
    filled = [cells[column] for column in habits.filled if column in cells]
    if any(not cell.lines for cell in filled):
        return any(cell.lines for cell in row)
    if any(_counts_on(table.at(table.rows - 1, cell.column), cell) for cell in filled):
        return False
    lower, upper = cells.get(habits.main), table.at(table.rows - 1, habits.main)
    if lower is None or upper is None or not lower.lines:
        return False
    whole = all(cell.lines for cell in row)
    return _in_sentence(upper, lower, habits) or (not whole and _runs_on(upper, lower))


def _counts_on(upper: Placed | None, lower: Placed) -> bool:
    """Tell whether `lower` holds the number after that in `upper`."""
    above, below = (cell.words() if cell else "" for cell in (upper, lower))
    return above.isdecimal() and below.isdecimal() and int(below) == int(above) + 1


def _is_rest(upper: Placed, lower: Placed) -> bool:
    """Tell whether `lower`, below a page break, is the rest of a merged cell.

    One that prints all words of the upper part again is a cell of its own.
    """
    if not lower.lines:
        return True
    last = upper.lines[-1] if upper.lines else None
    if last is None or upper.box[3] - last.bottom > 2 * last.size or lower.words() == upper.words():
        return False
    upright = all(len(line.text) <= 2 for line in (*upper.lines, *lower.lines))
    return upright or _runs_on(upper, lower)


def _in_sentence(upper: Placed, lower: Placed, habits: _Habits) -> bool:
    """Tell whether `upper` ends in mid-sentence, in a table whose cells end as sentences do."""
    if not habits.sentences or not upper.lines or upper.lines[-1].ends_sentence():
        return False
    return wraps(upper.lines[-1], lower.lines[0], _page_measure(upper))


def _runs_on(upper: Placed, lower: Placed) -> bool:
    """Tell whether the last line of `upper` had no room for the first word of `lower`."""
    if not upper.lines or upper.lines[-1].ends_sentence():
        return False
    wrapped = find_wraps([*upper.lines, *lower.lines], _page_measure(upper))
    return wrapped[len(upper.lines) - 1]


def _page_measure(cell: Placed) -> Measure:
    padding = MOST_PADDING * cell.lines[-1].size
    return Measure(cell.box[0] + padding, cell.box[2] - padding)


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
