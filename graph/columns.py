"""The columns of the entries: which values each has, as arrays of small numbers.

One compact file beside the text index, from which tables and networks of work items and the facets
of searches are counted without reading any entry. `graph/column_writer.py` says how it is written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.entries import ITEMS
from graph.fields import FACETS, ROLE_GROUPS, kinds_of_role
from graph.index import Condition
from ontology.errors import SnapshotError
from ontology.roles import ROLES

COLUMNS_FILE = "columns.npz"
AGENTS = {"agency": "agencies", "official": "officials", "line": "lines"}
"""Dimensions whose values have roles, and where a card lists them."""

DIMENSIONS = FACETS
"""What items are counted by."""

ROLE_BITS = {role: 1 << number for number, role in enumerate(ROLES)}
"""An item has an agent once, with one bit for each role."""

_DENSE = 4_000_000
"""Cells up to which all are counted in place; beyond, only those that occur are sorted."""

Numbers = NDArray[np.int64]
Small = NDArray[Any]
Mask = NDArray[np.bool_]


def bits_of(role: str) -> int:
    """Return the bits of a role or group of roles; without one, of all.

    >>> bits_of("main") == ROLE_BITS["lead"] | ROLE_BITS["responsible"]
    True
    """
    roles = ROLE_GROUPS[role] if role else ROLES
    return sum(ROLE_BITS[name] for name in roles)


@dataclass(frozen=True)
class Column:
    """The values of one dimension: `codes[i]` is a value of the entry `items[i]`, in order."""

    values: list[str]
    items: Numbers
    codes: Small
    roles: Small | None = None

    @cached_property
    def code_of(self) -> dict[str, int]:
        return {value: code for code, value in enumerate(self.values)}

    def within(self, mask: Mask, role: str = "") -> Column:
        """Return the column of the items in `mask`, agents only where they have `role`."""
        kept = mask[self.items]
        if role and self.roles is not None:
            kept &= (self.roles & bits_of(role)) != 0
        return Column(self.values, self.items[kept], self.codes[kept])

    def held(self, count: int) -> Mask:
        """Return which of `count` items have any value."""
        found = np.zeros(count, bool)
        found[self.items] = True
        return found

    def holders(self, values: Iterable[str], count: int) -> Mask:
        """Return which of `count` items have any of `values`."""
        codes = [self.code_of[value] for value in values if value in self.code_of]
        wanted = np.zeros(len(self.values) + 1, bool)
        wanted[codes] = True
        found = np.zeros(count, bool)
        found[self.items[wanted[self.codes]]] = True
        return found


@dataclass(frozen=True)
class Table:
    """Counts: a cell for each pair that occurs, as positions in `rows` and `columns`.

    The totals count each item once: they are no sums of the cells where an item has several values.
    """

    rows: list[str]
    columns: list[str]
    cells: list[tuple[int, int, int]]
    row_totals: list[int]
    column_totals: list[int]
    items: int
    counted: int


class Columns:
    """The columns of a snapshot, in memory.

    `numbers` are those of the entries in the text index; they grow, with gaps where entries went.
    """

    def __init__(self, path: Path) -> None:
        try:
            with np.load(path) as file:
                self._arrays = {name: file[name] for name in file.files}
            self.targets: Small = self._arrays["targets"]
            self.numbers: Numbers = np.cumsum(self._arrays["gaps"])
        except (OSError, ValueError, KeyError) as error:
            raise SnapshotError(f"{path}: damaged; run 'zhengtu load --fresh'") from error
        self.count = len(self.targets)
        self.labels: dict[str, str] = json.loads(bytes(self._arrays["labels"]))
        self._columns: dict[str, Column] = {}
        self._held: dict[str, frozenset[str]] = {}

    def array(self, name: str) -> Small:
        """Return an array of the file, such as `theme.codes`."""
        found: Small = self._arrays[name]
        return found

    def column(self, name: str) -> Column:
        """Return the column of a dimension."""
        if name not in self._columns:
            values = json.loads(bytes(self._arrays[f"{name}.values"]))
            items = np.repeat(np.arange(self.count), self._arrays[f"{name}.counts"])
            roles = self._arrays.get(f"{name}.roles")
            self._columns[name] = Column(values, items, self._arrays[f"{name}.codes"], roles)
        return self._columns[name]

    @cached_property
    def are_items(self) -> Mask:
        """Which entries are work items."""
        return self.column("type").holders(ITEMS, self.count)

    def meeting(self, conditions: Iterable[Condition]) -> Mask:
        """Return which work items meet all `conditions`."""
        mask = self.are_items.copy()
        for condition in conditions:
            mask &= self.holding(condition)
        return mask

    def holding(self, condition: Condition) -> Mask:
        """Return which entries meet `condition`."""
        found = self._holding(condition)
        return ~found if condition.is_negated else found

    def _holding(self, condition: Condition) -> Mask:
        everything = np.ones(self.count, bool)
        if condition.field == "role":
            found = [
                self.column(kinds_of_role(role)[0]).within(everything, role)
                for role in condition.values
            ]
            mask = np.zeros(self.count, bool)
            for column in found:
                mask[column.items] = True
            return mask
        name, _, role = condition.field.partition("_")
        return self.column(name).within(everything, role).holders(condition.values, self.count)

    def table(
        self, rows: Column, columns: Column, mask: Mask, measure: Small | None = None
    ) -> Table:
        """Count the items (or sum their `measure`) by two columns, which are of `mask`."""
        pairs = _pairs(rows, columns, self.count)
        has_both = rows.held(self.count) & columns.held(self.count)
        weights = None if measure is None else measure[pairs.items]
        width = len(columns.values)
        keys, counts = _counted(pairs.rows * width + pairs.columns, weights, rows, columns)
        found_rows, row_at = np.unique(keys // width, return_inverse=True)
        found_columns, column_at = np.unique(keys % width, return_inverse=True)
        return Table(
            rows=[rows.values[code] for code in found_rows],
            columns=[columns.values[code] for code in found_columns],
            cells=list(zip(row_at.tolist(), column_at.tolist(), counts.tolist(), strict=True)),
            row_totals=_totals(rows, has_both, found_rows, measure),
            column_totals=_totals(columns, has_both, found_columns, measure),
            items=int(mask.sum()),
            counted=int(has_both.sum()),
        )

    @cached_property
    def items_of(self) -> dict[str, int]:
        """How many items have each node as one of their values."""
        columns = (self.column(name).within(self.are_items) for name in DIMENSIONS)
        return {iri: n for column in columns for iri, n in self.totals(column).items()}

    def held_values(self, name: str) -> frozenset[str]:
        """Return the values of a dimension that any entry has."""
        if name not in self._held:
            self._held[name] = frozenset(self.totals(self.column(name)))
        return self._held[name]

    def totals(self, column: Column) -> dict[str, int]:
        """Return how many items have each value of a column."""
        counts = np.bincount(column.codes, minlength=len(column.values))
        return {column.values[code]: int(counts[code]) for code in np.flatnonzero(counts)}


@dataclass(frozen=True)
class _Pairs:
    """Each item with each of its rows and each of its columns."""

    items: Numbers
    rows: Numbers
    columns: Numbers


def _pairs(rows: Column, columns: Column, count: int) -> _Pairs:
    """Join two columns over their items, both in the order of items."""
    held = np.bincount(columns.items, minlength=count)
    starts = np.cumsum(held) - held
    times = held[rows.items]
    before = np.repeat(np.cumsum(times) - times, times)
    at = np.arange(len(before)) - before + np.repeat(starts[rows.items], times)
    row_codes = np.repeat(rows.codes.astype(np.int64), times)
    return _Pairs(np.repeat(rows.items, times), row_codes, columns.codes[at].astype(np.int64))


def _counted(
    keys: Numbers, weights: Small | None, rows: Column, columns: Column
) -> tuple[Numbers, Numbers]:
    """Return the distinct keys with their counts or sums; a sum of nothing is no cell."""
    size = len(rows.values) * len(columns.values)
    if size <= _DENSE:
        counts = np.bincount(keys, weights, minlength=size).astype(np.int64)
        found = np.flatnonzero(counts)
        return found, counts[found]
    found, inverse = np.unique(keys, return_inverse=True)
    counts = np.bincount(inverse, weights).astype(np.int64)
    return found[counts > 0], counts[counts > 0]


def _totals(column: Column, counted: Mask, found: Numbers, measure: Small | None) -> list[int]:
    """Return what the `counted` items of each code in `found` count for, each item once."""
    kept = counted[column.items]
    weights = None if measure is None else measure[column.items[kept]]
    counts = np.bincount(column.codes[kept], weights, minlength=len(column.values))
    return [int(counts[code]) for code in found]
