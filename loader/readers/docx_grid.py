"""The grid of a Word table: which places each cell covers, as it is printed.

Word stores a merge over rows as a cell that `continues` the one above it, and draws borders freely,
so that a column of one row may begin a hair beside that of the next.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

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

    >>> above, below = Stored(0, 2, "门类", False), Stored(0, 2, "", True)
    >>> lay_out([[above], [below]], []).cells[0]
    GridCell(row=0, column=0, raw='门类', rowspan=2, colspan=1, span=None)
    """
    cells: list[GridCell] = []
    last: dict[tuple[int, int], int] = {}
    for number, row in enumerate(rows):
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
