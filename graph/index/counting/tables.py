"""Tables: how many items have each pair of values of two columns, counted over arrays."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from graph.index.entries.columns import Column, Mask, Numbers, Small

_DENSE = 4_000_000
"""Cells up to which all are counted in place; beyond, only those that occur are sorted."""

_SHORT = 1 << 31
"""Keys below it are sorted as numbers of four bytes, in half the time."""


@dataclass(frozen=True)
class Axis:
    """The values along one side of a table: codes of its column in order, with their totals.

    The totals count each item once: they are no sums of the cells where an item has several values.
    """

    column: Column
    codes: Numbers
    totals: Numbers

    @cached_property
    def values(self) -> list[str]:
        return [self.column.values[code] for code in self.codes.tolist()]

    @cached_property
    def ranks(self) -> Numbers:
        """Where each value stands if all of the column are put in order."""
        found: Numbers = self.column.ranks[self.codes]
        return found

    def positions(self) -> Numbers:
        """Return where each code of the column stands along the side.

        A code that is not counted gets 0: its items have nothing to count, or no cell.
        """
        found = np.zeros(len(self.column.values), np.int64)
        found[self.codes] = np.arange(len(self.codes))
        return found


@dataclass(frozen=True)
class Table:
    """Counts: of `cells` each line is (row, column, number), in order; only pairs that occur.

    `items` are looked at; `counted` of them have both a row and a column.
    """

    rows: Axis
    columns: Axis
    cells: Numbers
    items: int
    counted: int


def count_table(
    rows: Column,
    columns: Column,
    mask: Mask,
    measure: Small | None = None,
    by_value: tuple[bool, bool] = (False, False),
) -> Table:
    """Count the items (or sum their `measure`) by two columns, which are of `mask`.

    The largest rows and columns come first, or those whose side is `by_value` in their order.
    """
    has_both = rows.held(len(mask)) & columns.held(len(mask))
    down, across = (
        _axis(column, has_both, measure, by_value=ordered)
        for column, ordered in zip((rows, columns), by_value, strict=True)
    )
    cells = _cells(down, across, len(mask), measure)
    return Table(down, across, cells, int(mask.sum()), int(has_both.sum()))


def _axis(column: Column, counted: Mask, measure: Small | None, *, by_value: bool) -> Axis:
    kept = counted[column.items]
    weights = None if measure is None else measure[column.items[kept]]
    totals = np.bincount(column.codes[kept], weights, minlength=len(column.values))
    codes = np.flatnonzero(totals)
    found, ranks = totals[codes].astype(np.int64), column.ranks[codes]
    order = ranks.argsort() if by_value else np.lexsort((ranks, -found))
    return Axis(column, codes[order], found[order])


def _cells(rows: Axis, columns: Axis, count: int, measure: Small | None) -> Numbers:
    """Return the lines of a table: the numbers of pairs come out in the order of both sides."""
    width = max(1, len(columns.codes))
    down, across = rows.positions() * width, columns.positions()
    items, own, others = _pairs(rows.column, columns.column, count)
    keys = down[own] + across[others]
    weights = None if measure is None else measure[items]
    found, numbers = _counted(keys, weights, len(rows.codes) * width)
    return np.stack([found // width, found % width, numbers], axis=1)


def _pairs(rows: Column, columns: Column, count: int) -> tuple[Numbers, Small, Small]:
    """Join two columns over their items: each item with each of its rows and of its columns."""
    if columns.is_single:
        return _looked_up(rows, columns, count)
    if rows.is_single:
        items, others, own = _looked_up(columns, rows, count)
        return items, own, others
    held = np.bincount(columns.items, minlength=count)
    starts = np.cumsum(held) - held
    times = held[rows.items]
    before = np.repeat(np.cumsum(times) - times - starts[rows.items], times)
    at = np.arange(len(before)) - before
    return np.repeat(rows.items, times), np.repeat(rows.codes, times), columns.codes[at]


def _looked_up(many: Column, single: Column, count: int) -> tuple[Numbers, Small, Small]:
    """Join a column to one that has one value of an item at the most."""
    code_of = np.full(count, -1, np.int32)
    code_of[single.items] = single.codes
    others = code_of[many.items]
    both = others >= 0
    if both.all():
        return many.items, many.codes, others
    return many.items[both], many.codes[both], others[both]


def _counted(keys: Numbers, weights: Small | None, size: int) -> tuple[Numbers, Numbers]:
    """Return the distinct keys with their counts or sums; a sum of nothing is no cell."""
    if size <= _DENSE:
        counts = np.bincount(keys, weights, minlength=size).astype(np.int64)
        found = np.flatnonzero(counts)
        return found, counts[found]
    if weights is None:
        return _runs(np.sort(keys.astype(np.int32) if size < _SHORT else keys))
    found, inverse = np.unique(keys, return_inverse=True)
    counts = np.bincount(inverse, weights).astype(np.int64)
    return found[counts > 0], counts[counts > 0]


def _runs(ordered: Small) -> tuple[Numbers, Numbers]:
    """Return the distinct ones of ordered keys and how often each occurs."""
    starts = np.flatnonzero(np.diff(ordered, prepend=-1))
    return ordered[starts].astype(np.int64), np.diff(starts, append=len(ordered))
