"""Edges: the cells of a table as pairs of values that items join, by their weight."""

from __future__ import annotations

import numpy as np

from graph.index.counting.tables import Table
from graph.index.entries.columns import Numbers


def edge_cells(table: Table, *, is_symmetric: bool) -> Numbers:
    """Return the cells that are edges; of two values of one kind the first is the source."""
    if not is_symmetric:
        return table.cells
    rows, columns = table.cells[:, 0], table.cells[:, 1]
    return table.cells[table.rows.ranks[rows] < table.columns.ranks[columns]]


def heaviest_first(table: Table, cells: Numbers) -> list[tuple[str, str, int]]:
    """Return the two values and the weight of each of `cells`, equal ones in order of values."""
    by_row, by_column = table.rows.ranks[cells[:, 0]], table.columns.ranks[cells[:, 1]]
    ordered = cells[np.lexsort((by_column, by_row, -cells[:, 2]))].tolist()
    rows, columns = table.rows.values, table.columns.values
    return [(rows[row], columns[column], weight) for row, column, weight in ordered]


def fitting_weight(cells: Numbers, most: int) -> tuple[int, int]:
    """Return the least weight that no more than `most` of `cells` have, and how many have it.

    >>> fitting_weight(np.array([[0, 0, 5], [0, 1, 2], [1, 0, 2], [1, 1, 1]]), 2)
    (3, 1)
    """
    weights = cells[:, 2]
    enough = int(-np.partition(-weights, most)[most]) + 1
    return enough, int((weights >= enough).sum())
