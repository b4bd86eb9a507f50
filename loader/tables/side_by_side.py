"""Tables that print two tables side by side to save paper: the words of their header come twice.

序号 | 任务 | 牵头单位 | 序号 | 任务 | 牵头单位
1    | 修桥 | 市交通局 | 3    | 种树 | 市林业局
"""

from __future__ import annotations

from dataclasses import replace

from loader.source import Cell, Table

_DEEPEST, _NARROWEST = 4, 2
"""Rows at the top among which such a header is looked for, and columns of one of the tables."""


def with_tables_below_another(table: Table) -> Table:
    """Return `table` with the tables that it prints side by side below one another."""
    for position, row in enumerate(table.rows[:_DEEPEST]):
        width = _width(row)
        below = table.rows[position + 1 :]
        if width and all(len(one) == len(row) for one in below):
            parts = range(0, len(row), width)
            rows = [one[start : start + width] for start in parts for one in below]
            filled = [one for one in rows if any(cell.text for cell in one)]
            return replace(table, rows=(*table.rows[:position], row[:width], *filled))
    return table


def _width(row: tuple[Cell, ...]) -> int:
    """Return how many columns the words of a row take before all of them come again, or 0."""
    words = ["".join(cell.text.split()) for cell in row]
    widths = (n for n in range(_NARROWEST, len(words) // 2 + 1) if len(words) % n == 0)
    alike = (n for n in widths if all(words) and words == words[:n] * (len(words) // n))
    return next((n for n in alike if len(set(words[:n])) == n), 0)
