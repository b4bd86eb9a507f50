"""The grid of a Word table: which places each cell covers, as it is printed.

Word stores a merge over rows as a cell that `continues` the one above it, and draws borders freely,
so that a column of one row may begin beside that of the next.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from loader.readers.assemble import Grid, GridCell

SLIVER = 200
"""Twentieths of a point: no character fits in a column as narrow as this."""


@dataclass(frozen=True)
class Stored:
    """A cell as Word stores it, `column` and `span` in columns of the grid; `strong` is in bold."""

    column: int
    span: int
    raw: str
    continues: bool
    strong: tuple[str, ...] = ()


def lay_out(rows: Sequence[Sequence[Stored]], widths: Sequence[int]) -> Grid:
    """Return the table with the stored `rows`; `widths` are those of its grid columns.

    Where a row begins right of the edge, the cells above that place go on.

    >>> above, below = Stored(0, 2, "门类", False), Stored(0, 2, "", True)
    >>> lay_out([[above], [below]], []).cells[0]
    GridCell(row=0, column=0, raw='门类', rowspan=2, colspan=1, span=None)
    """
    cells: list[GridCell] = []
    last: dict[tuple[int, int], int] = {}
    for number, row in enumerate(_aligned(rows, widths)):
        for ended in _left_of(row, last, number, cells):
            cells[ended] = replace(cells[ended], rowspan=cells[ended].rowspan + 1)
        for stored in row:
            above = last.get((stored.column, stored.span)) if stored.continues else None
            if above is not None and _ends_at(cells[above], number):
                cells[above] = replace(cells[above], rowspan=cells[above].rowspan + 1)
                continue
            last[stored.column, stored.span] = len(cells)
            printed = GridCell(
                number, stored.column, stored.raw, colspan=stored.span, strong=stored.strong
            )
            cells.append(printed)
    return Grid(_compact(cells, widths))


def _aligned(rows: Sequence[Sequence[Stored]], widths: Sequence[int]) -> Iterator[Sequence[Stored]]:
    """Yield `rows`, their cells in the columns of the row with most cells that these overlap."""
    model = max(rows, key=len, default=())
    edges = [0, *accumulate(widths)]
    for row in rows:
        is_told = all(cell.column + cell.span < len(edges) for cell in (*model, *row))
        yield _moved(row, model, edges) if is_told and row and row is not model else row


def _moved(row: Sequence[Stored], model: Sequence[Stored], edges: Sequence[int]) -> list[Stored]:
    """Return `row` with its borders where `model` has them: cell by cell, or the nearest ones."""
    if len(row) == len(model) and all(map(_overlap, row, model, [edges] * len(row))):
        pairs = zip(row, model, strict=True)
        return [replace(cell, column=over.column, span=over.span) for cell, over in pairs]
    borders = [_nearest(border, model, edges) for border in _borders(row)]
    if any(left >= right for left, right in pairwise(borders)):
        return list(row)
    cells = zip(row, pairwise(borders), strict=True)
    return [replace(cell, column=left, span=right - left) for cell, (left, right) in cells]


def _borders(row: Sequence[Stored]) -> list[int]:
    return [*(cell.column for cell in row), row[-1].column + row[-1].span]


def _overlap(one: Stored, other: Stored, edges: Sequence[int]) -> bool:
    """Tell whether two cells stand above one another by more than half of the narrower one."""
    (start, end), (left, right) = (
        (edges[cell.column], edges[cell.column + cell.span]) for cell in (one, other)
    )
    return 2 * (min(end, right) - max(start, left)) > min(end - start, right - left)


def _nearest(border: int, model: Sequence[Stored], edges: Sequence[int]) -> int:
    """Return the border of `model` that is next to one, if less than half a column beside it."""
    borders = _borders(model)
    place = min(range(len(borders)), key=lambda n: abs(edges[borders[n]] - edges[border]))
    around = pairwise(edges[one] for one in borders[max(place - 1, 0) : place + 2])
    narrowest = min(right - left for left, right in around)
    distance = abs(edges[borders[place]] - edges[border])
    return borders[place] if 2 * distance < narrowest else border


def _left_of(
    row: Sequence[Stored],
    last: Mapping[tuple[int, int], int],
    number: int,
    cells: Sequence[GridCell],
) -> list[int]:
    """Return which of `cells` end above the place before `row`, where it has no cell."""
    first = row[0].column if row else 0
    ended = (at for (column, span), at in last.items() if column + span <= first)
    return [at for at in ended if _ends_at(cells[at], number)]


def _ends_at(cell: GridCell, row: int) -> bool:
    return cell.row + cell.rowspan == row


def _compact(cells: Sequence[GridCell], widths: Sequence[int]) -> tuple[GridCell, ...]:
    """Leave out grid columns in which no cell begins, and slivers if no cell needs them."""
    starts = sorted({cell.column for cell in cells})
    for kept in (_without_slivers(starts, widths), starts):
        places = {start: bisect_right(kept, start) - 1 for start in starts}
        placed = tuple(_placed(cell, places, kept) for cell in cells)
        if all(cell.colspan > 0 for cell in placed):
            return placed
    return tuple(cells)


def _without_slivers(starts: Sequence[int], widths: Sequence[int]) -> list[int]:
    kept = list(starts[:1])
    for start in starts[1:]:
        if start > len(widths) or sum(widths[kept[-1] : start]) >= SLIVER:
            kept.append(start)
    return kept


def _placed(cell: GridCell, places: Mapping[int, int], kept: Sequence[int]) -> GridCell:
    """Return `cell` with its columns counted in those that are kept."""
    end = cell.column + cell.colspan
    column = places[cell.column]
    return replace(cell, column=column, colspan=places.get(end, bisect_left(kept, end)) - column)
