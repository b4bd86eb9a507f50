"""Rows of a stream of cells that left nothing out: each has a cell for every column.

    序号 / 任务名称 / 指标要求 / 督办等级 / 牵头部门
    1 / 居家养老服务中心 / 4家 / 红灯 / 区民政局
    2 / 地区生产总值 / 增长5% / 黄灯 / 区发改局

What such cells are is told by where they stand, whatever they read like and whether a register
knows the word above them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from loader.assignments.fields import BLANK, ROLES
from loader.plain_tables.tokens import Token, counting_up
from loader.texts.outline import SECTION

_FEWEST_ROWS = 3
"""Rows from which on it is no chance that all have as many cells as there are columns."""

Fits = Callable[[str, str | None], float]
"""How well a text fits the column of a field."""


def columns_of_whole_rows(
    cells: Sequence[Token], fields: Sequence[str | None], fits: Fits
) -> dict[int, int]:
    """Return the columns of the cells of rows that have one for each of `fields`.

    Where numbers count the rows these are all, if none has more or less cells, else those whose
    bodies, people and dates stand in their columns. Without numbers all rows have to be so. Work
    that a row above has too is left out: such words may be a class, and the work stands elsewhere.
    """
    rows = list(_rows_of(cells, fields))
    whole = [row for row in rows if len(row) == len(fields)]
    placed = [row for row in whole if _are_in_place(row, cells, fields, fits)]
    if "number" not in fields:
        whole = placed if len(placed) == len(rows) else []
    elif len(whole) < len(rows):
        whole = placed
    if len(whole) < _FEWEST_ROWS:
        return {}
    columns = {n: column for row in whole for column, n in enumerate(row)}
    again = _said_again(whole, cells, fields)
    return {n: column for n, column in columns.items() if n not in again}


def _rows_of(cells: Sequence[Token], fields: Sequence[str | None]) -> Iterator[list[int]]:
    """Yield the cells of each row, without titles of sections; the last ends where it is full."""
    counting = counting_up(cells) if "number" in fields else set[int]()
    body = [n for n, cell in enumerate(cells) if n in counting or not SECTION.match(cell.text)]
    starts = list(range(0, len(body), len(fields)))
    if "number" in fields:
        before = fields.index("number")
        starts = [place - before for place, n in enumerate(body) if n in counting]
    end = min(len(body), starts[-1] + len(fields)) if "number" in fields and starts else len(body)
    yield from (body[max(start, 0) : stop] for start, stop in pairwise([*starts, end]))


def _said_again(
    rows: Sequence[Sequence[int]], cells: Sequence[Token], fields: Sequence[str | None]
) -> set[int]:
    """Return the cells of the column of the text that say what one above them says."""
    if "text" not in fields:
        return set()
    texts = [row[fields.index("text")] for row in rows]
    first = {cells[n].text: n for n in reversed(texts)}
    return {n for n in texts if first[cells[n].text] != n}


def _are_in_place(
    row: Sequence[int], cells: Sequence[Token], fields: Sequence[str | None], fits: Fits
) -> bool:
    """Tell whether the cells of a row that name bodies, people and dates stand in their columns."""
    told = [
        fits(cells[n].text, name)
        for n, name in zip(row, fields, strict=True)
        if name in (*ROLES, "deadline") and cells[n].text not in BLANK
    ]
    return bool(told) and min(told) > 0
