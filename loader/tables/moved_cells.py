"""Rows whose cells stand too far to the left: a page turned into text left merged ones out.

序号 | 类别 | 项目内容 | 领导 | 牵头单位 | 完成时间
1 | 幼有所育 | 新增托位二百个 | 高立民 | 区卫健局 | 11月底
新建幼儿园两所 | 区教育局 | 8月底
"""

from __future__ import annotations

from dataclasses import replace

from loader.assignments.clauses import ClauseReader
from loader.source import Cell, Table
from loader.tables.alignment import best_places, fit
from loader.tables.header import Header

_FEWEST_CELLS, _FEWEST_COLUMNS = 2, 4
_SURELY = 3.0
"""How much better the cells of a row must fit other columns than those they are printed in."""

_MISFIT = -5.0
"""How badly at least one of them fits the column where it is printed."""


def with_cells_moved(table: Table, header: Header, reader: ClauseReader) -> Table:
    """Return `table` with cells below columns that they fit, where places behind them are blank.

    The places that they leave are covered by the cells above.
    """
    if len(header.fields) < _FEWEST_COLUMNS:
        return table
    below = (_moved(row, header, reader) for row in table.rows[header.height :])
    return replace(table, rows=(*table.rows[: header.height], *below))


def _moved(row: tuple[Cell, ...], header: Header, reader: ClauseReader) -> tuple[Cell, ...]:
    printed = [cell.text for cell in row]
    while printed and not printed[-1]:
        printed.pop()
    is_short = _FEWEST_CELLS <= len(printed) < len(row) and all(printed)
    if not is_short or len(row) != len(header.fields) or any(cell.covered for cell in row):
        return row
    fits = [fit(text, name, reader) for text, name in zip(printed, header.fields, strict=False)]
    places, score = best_places(printed, header.fields, reader)
    if min(fits) > _MISFIT or score < _SURELY + sum(fits):
        return row
    held = dict(zip(places, row, strict=False))
    blanks = iter(row[len(printed) :])
    return tuple(
        held[n] if n in held else replace(next(blanks), covered=n < places[-1])
        for n in range(len(row))
    )
