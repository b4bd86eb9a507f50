"""Rows of a stream of cells that left nothing out: each has a cell for every column.

    序号 / 任务名称 / 指标要求 / 督办等级 / 牵头部门
    1 / 居家养老服务中心 / 4家 / 红灯 / 区民政局
    2 / 地区生产总值 / 增长5% / 黄灯 / 区发改局

What such cells are is told by where they stand, whatever they read like and whether a register
knows the word above them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from loader.assignments.fields import BLANK, CONTENT, ROLES, UNITS
from loader.plain_tables.tokens import Token, counting_up
from loader.tables.alignment import NUMBER
from loader.texts.outline import SECTION

_FEWEST_ROWS = 3
"""Rows from which on it is no chance that all have as many cells as there are columns."""

_TOLD = CONTENT | {*ROLES}
"""Columns that stand for themselves beside one of bodies."""

_CLASSES = ("category", "heading")

Fits = Callable[[str, str | None], float]
"""How well a text fits the column of a field."""


def columns_of_whole_rows(
    cells: Sequence[Token], fields: Sequence[str | None], fits: Fits
) -> dict[int, int]:
    """Return the columns of the cells of rows that have one for each of `fields`.

    Where numbers count the rows these are all, if none has more or less cells, else those whose
    bodies, people and dates stand in their columns; so must those of the last, which nothing ends.
    Without numbers all rows have to be so.
    """
    rows = list(_rows_of(cells, fields))
    whole = [row for row in rows if len(row) == len(fields) and not _is_cut(row, cells, fields)]
    placed = [row for row in whole if _are_in_place(row, cells, fields, fits)]
    if "number" in fields and len(whole) == len(rows):
        whole = [*whole[:-1], *(row for row in placed if row is whole[-1])]
    elif "number" in fields:
        whole = [row for row in placed if not _goes_on(row, cells, fields, fits)]
    elif len(placed) < len(rows) or _names_bodies(placed, cells, fields, fits):
        whole = []
    if len(whole) < _FEWEST_ROWS:
        return {}
    return {n: column for row in whole for column, n in enumerate(row)}


def columns_of_even_lines(
    cells: Sequence[Token], fields: Sequence[str | None], fits: Fits
) -> dict[int, int]:
    """Return the columns of the cells of lines that have one for each of `fields`.

    All lines that begin with a number must be so, their bodies, people and dates in their columns.
    """
    if fields[:1] != ("number",):
        return {}
    lines = [
        [n for n, _ in pairs]
        for _, pairs in groupby(enumerate(cells), key=lambda pair: pair[1].line)
    ]
    rows = [line for line in lines if NUMBER.match(cells[line[0]].text)]
    are_even = all(len(row) == len(fields) for row in rows)
    if len(rows) < _FEWEST_ROWS or not are_even:
        return {}
    are_placed = all(_are_in_place(row, cells, fields, fits) for row in rows)
    return {n: column for row in rows for column, n in enumerate(row)} if are_placed else {}


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


def _are_in_place(
    row: Sequence[int], cells: Sequence[Token], fields: Sequence[str | None], fits: Fits
) -> bool:
    """Tell whether the cells of a row that name bodies, people and dates stand in their columns.

    A date in that of a class, which is merged, ends the row above: 5月底前 / 4 / 修桥.
    """
    classes = [cells[n].text for n, name in zip(row, fields, strict=True) if name in _CLASSES]
    if fields[-1] == "deadline" and any(fits(text, "deadline") > 0 for text in classes):
        return False
    told = [
        fits(cells[n].text, name)
        for n, name in zip(row, fields, strict=True)
        if name in (*ROLES, "deadline") and cells[n].text not in BLANK
    ]
    return bool(told) and min(told) > 0


def _is_cut(row: Sequence[int], cells: Sequence[Token], fields: Sequence[str | None]) -> bool:
    """Tell whether a list of bodies goes on in the next cell: 县农业局、 before 各镇."""
    return any(
        name in UNITS and cells[n].text.endswith("、") for n, name in zip(row, fields, strict=True)
    )


def _goes_on(
    row: Sequence[int], cells: Sequence[Token], fields: Sequence[str | None], fits: Fits
) -> bool:
    """Tell whether bodies stand behind a column of them, in one of other words.

    They may be of the same cell, and another is left out.
    """
    told = [(cells[n].text, name) for n, name in zip(row, fields, strict=True)]
    return any(
        name in UNITS and following not in _TOLD and fits(after, name) > 0
        for (_, name), (after, following) in pairwise(told)
    )


def _names_bodies(
    rows: Sequence[Sequence[int]], cells: Sequence[Token], fields: Sequence[str | None], fits: Fits
) -> bool:
    """Tell whether most cells in the column of the text read as bodies: it is that of others."""
    if "text" not in fields:
        return False
    texts = [cells[row[fields.index("text")]].text for row in rows]
    return sum(fits(text, UNITS[0]) > 0 for text in texts) * 2 > len(texts)


def said_again(
    columns: Mapping[int, int], cells: Sequence[Token], fields: Sequence[str | None]
) -> int:
    """Return how many cells in the column of the text say what another does.

    Such words may be a class, 甲档 or 乙档, and the work stands elsewhere.
    """
    texts = [cells[n].text for n, column in columns.items() if fields[column] == "text"]
    return len(texts) - len(set(texts))
