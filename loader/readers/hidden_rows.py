"""Rows of tables that are hidden: they are not printed and not read, and the report says so.

A filter hides rows of a sheet, too; nothing tells whether its author meant them to be left out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from itertools import groupby

from loader.readers.assemble import GridCell, Shown
from loader.source import Skipped

HIDDEN_ROW = "hidden rows of a table; show them, or clear the filter, to have them read"


def without_hidden_rows(cells: Iterable[GridCell], hidden: Set[int]) -> Iterator[GridCell]:
    """Yield the cells of a sheet with its `hidden` rows, counted from 0, closed up.

    What is merged over some of them keeps its words in the first row that is shown.

    >>> merged, below = GridCell(0, 0, "市水利局", rowspan=3), GridCell(3, 0, "市财政局")
    >>> for cell in without_hidden_rows([merged, below], {0, 2}):
    ...     print(cell.row, cell.raw, cell.rowspan)
    0 市水利局 1
    1 市财政局 1
    """
    closed = sorted(hidden)
    for cell in cells:
        if shown := _rows_shown(cell, closed):
            yield replace(cell, row=cell.row - bisect_left(closed, cell.row), rowspan=shown)


def hidden_rows(
    sheet: str, cells: Iterable[GridCell], hidden: Set[int]
) -> Iterator[Shown | Skipped]:
    """Yield the words of the rows of a sheet that are not read, those next to each other as one."""
    closed = sorted(hidden)
    left_out = (one for one in cells if not _rows_shown(one, closed))
    by_row = groupby(sorted(left_out, key=_place), key=lambda cell: cell.row)
    lines = [(row, "\t".join(cell.raw for cell in same if cell.raw)) for row, same in by_row]
    told = enumerate((row, words) for row, words in lines if words)
    for _, run in groupby(told, key=lambda one: one[1][0] - one[0]):
        printed = [line for _, line in run]
        words = "\n".join(line for _, line in printed)
        yield Shown(words)
        yield Skipped(words, HIDDEN_ROW, f"sheet {sheet}, row {printed[0][0] + 1}", "unread")


def _rows_shown(cell: GridCell, closed: Sequence[int]) -> int:
    """Return over how many rows a cell reaches that are not among those `closed`."""
    end = cell.row + cell.rowspan
    return cell.rowspan - (bisect_left(closed, end) - bisect_left(closed, cell.row))


def _place(cell: GridCell) -> tuple[int, int]:
    return cell.row, cell.column
