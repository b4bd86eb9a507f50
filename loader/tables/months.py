"""Tables with a column for each month or quarter, in which signs say when a task is worked on.

序号 | 项目 | 责任单位 | 1月 | 2月 | 3月          The last sign stands in the month of the limit.
"""

from __future__ import annotations

import re
from dataclasses import replace

from loader.assignments.legends import SIGNS
from loader.source import Cell, Table
from loader.texts.brackets import NUMERAL

_PART = re.compile(rf"(?:\d{{4}}年)?(?:(?:\d{{1,2}}|{NUMERAL}{{1,2}})月份?|第?[一二三四1-4]季度)$")
_SIGN = re.compile(rf"[{re.escape(SIGNS)}—─━▬█■→\-/xX]+$")
_FEWEST = 3
_LIMIT = "完成时限"
_MONTHS = {name: n for n, name in enumerate("一二三四五六七八九十", 1)} | {"十一": 11, "十二": 12}


def with_months_as_limit(table: Table) -> Table:
    """Return `table` with one column of limits for its columns of months, if signs fill these."""
    for position, row in enumerate(table.rows[:_FEWEST]):
        columns = [n for n, cell in enumerate(row) if _PART.match("".join(cell.text.split()))]
        if len(columns) < _FEWEST or columns != list(range(columns[0], columns[-1] + 1)):
            continue
        filled = [cell for one in table.rows[position + 1 :] for cell in _at(one, columns)]
        if not filled or not all(_SIGN.match(cell.text) for cell in filled):
            return table
        months = [_month(row[n].text) for n in columns]
        rows = [
            _joined(one, columns, months if n > position else None)
            for n, one in enumerate(table.rows)
        ]
        return replace(table, rows=tuple(rows))
    return table


def _at(row: tuple[Cell, ...], columns: list[int]) -> list[Cell]:
    return [row[n] for n in columns if n < len(row) and row[n].text]


def _month(words: str) -> str:
    """Return a month or quarter in the form of a date: 十月份 is 10月."""
    words = "".join(words.split()).removesuffix("份")
    number = words.removesuffix("月")
    return f"{_MONTHS[number]}月" if number in _MONTHS else words


def _joined(
    row: tuple[Cell, ...], columns: list[int], months: list[str] | None
) -> tuple[Cell, ...]:
    """Return a row with one cell for those in `columns`: its last month, or the header."""
    first, last = columns[0], columns[-1] + 1
    if len(row) <= first:
        return row
    marked = [(cell, n) for n, cell in enumerate(row[first:last]) if cell.text]
    if months is None:
        one = replace(row[first], clean=_LIMIT if marked else "", colspan=1)
    elif marked:
        cell, n = marked[-1]
        reach = min(n + cell.colspan, len(months)) - 1
        one = replace(cell, clean=months[reach], colspan=1)
    else:
        one = row[first]
    return (*row[:first], one, *row[last:])
