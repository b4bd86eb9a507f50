"""Rows whose first cell is left out where it is merged, below a header word of two columns.

工作任务 | 目标要求 | 责任单位
公开政务 | 扩大公开 | 制定细则 | 市政府办     begins a group
推进预算公开 | 公布预算 | 市财政局               goes on with it
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import BLANK, CONTENT, ROLES
from loader.plain_tables.delimited_lines import Cells, Fields, is_header
from loader.tables.alignment import COUNT, fit
from loader.tables.told_columns import OF_WORK

_GROUPS = ("heading", "category")
"""Fields of groups, the first of which that no other column has is that of the group."""

_FEWEST = 2
"""Rows that begin a group, at the least."""


def with_group_cells(
    rows: Sequence[Cells], fields: Fields, words: Sequence[str], reader: ClauseReader
) -> tuple[Fields, tuple[str, ...], list[Cells]] | None:
    """Return all fields, words and whole rows of a table of groups, None where it has none.

    The cell of a group is blank where it is left out, but where the header comes again. A word that
    no register knows tells the work of both columns below it: 整治内容.
    """
    if not _has_group_cells(rows, fields, words, reader):
        return None
    group = next(name for name in _GROUPS if name not in fields)
    whole = [_filled(row, words) if 1 < len(row) == len(fields) else row for row in rows]
    first = "title" if fields[0] is None and "title" not in fields else fields[0]
    return (group, first, *fields[1:]), (words[0], *words), whole


def _has_group_cells(
    rows: Sequence[Cells], fields: Fields, words: Sequence[str], reader: ClauseReader
) -> bool:
    """Tell whether rows that begin a group have one cell more than there are columns.

    Others have as many, and those who answer stand in their columns in both.
    """
    whole = [row for row in rows if len(row) > 1]
    wide = [row for row in whole if len(row) == len(fields) + 1]
    are_even = all(len(row) in (len(fields), len(fields) + 1) for row in whole)
    is_of_work = _is_of_work(fields[0], words[0]) and not set(_GROUPS) <= set(fields)
    if not is_of_work or not are_even or len(wide) < _FEWEST or len(wide) == len(whole):
        return False
    told = [row[len(row) - len(fields) :] for row in whole]
    is_first = whole[0] in wide and not COUNT.match(whole[0][0].text)
    return is_first and all(_are_in_place(row, fields, reader) for row in told)


def _is_of_work(name: str | None, word: str) -> bool:
    return name in CONTENT or (name is None and OF_WORK.search(word) is not None)


def _are_in_place(row: Cells, fields: Fields, reader: ClauseReader) -> bool:
    """Tell whether the cells of a row that name bodies, people and dates stand in their columns."""
    told = [
        fit(cell.text, name, reader) > 0
        for cell, name in zip(row, fields, strict=True)
        if name in (*ROLES, "deadline") and cell.text not in BLANK
    ]
    return bool(told) and all(told)


def _filled(row: Cells, words: Sequence[str]) -> Cells:
    return [row[0] if is_header(row, words) else replace(row[0], text=""), *row]
