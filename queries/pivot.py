"""Two dimensions as a table: how many work items, or targets, for each pair of values."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from graph.fields import FACETS as DIMENSIONS
from graph.opened import OpenSnapshot
from ontology.errors import ResultTooLarge, UnknownValue
from queries.filters import Filters, read_filters

if TYPE_CHECKING:
    from graph.columns import Table

MEASURES = ("count", "targets")
"""What a cell counts: work items, or their targets."""

SHAPES = ("wide", "long")
"""A table as CSV: a column for each value, or a line for each cell."""

_MOST_CELLS = 1_000_000
"""Cells of a wide table, empty ones included."""


@dataclass(frozen=True)
class Axes:
    """What is counted by what: two of `DIMENSIONS` and one of `MEASURES`."""

    rows: str
    columns: str
    measure: str = "count"


class Header(NamedTuple):
    """A row or column of a table: its value, what it is called, what all its items count for.

    A table may have 10,000 of them: a tuple is made in a fifth of the time.
    """

    value: str
    label: str
    total: int


@dataclass(frozen=True)
class Pivot:
    """A table. `cells` are (row, column, number) by position; a pair that is missing counts 0.

    `items` meet the filters; `counted` of them have both a row and a column, the others none.
    """

    axes: Axes
    filters: Filters
    rows: list[Header]
    columns: list[Header]
    cells: list[tuple[int, int, int]]
    items: int
    counted: int
    snapshot: str

    def as_json(self) -> dict[str, Any]:
        return {
            "rows": {"dimension": self.axes.rows, "values": [one._asdict() for one in self.rows]},
            "columns": {
                "dimension": self.axes.columns,
                "values": [one._asdict() for one in self.columns],
            },
            "measure": self.axes.measure,
            "cells": self.cells,
            "items": self.items,
            "counted": self.counted,
            "filters": {
                name: [vars(node) for node in nodes] for name, nodes in self.filters.nodes().items()
            },
            "snapshot": self.snapshot,
        }

    def as_csv(self, shape: str) -> str:
        """Return the table as CSV in one of `SHAPES`.

        Raises ResultTooLarge for a wide table of too many cells.
        """
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerows(self.lines() if shape == "wide" else self._long_lines())
        return text.getvalue()

    def lines(self) -> list[list[str | int]]:
        """Return a wide table, its header first.

        Raises ResultTooLarge for one of too many cells.
        """
        if len(self.rows) * len(self.columns) > _MOST_CELLS:
            raise ResultTooLarge(
                f"a table of {len(self.rows)} rows and {len(self.columns)} columns is over "
                f"{_MOST_CELLS} cells; narrow it by filters, or ask for shape=long"
            )
        name = self.axes.rows
        head: list[str | int] = [name, f"{name}Label", *(one.label for one in self.columns)]
        numbers = [[0] * len(self.columns) for _ in self.rows]
        for row, column, number in self.cells:
            numbers[row][column] = number
        body: list[list[str | int]] = [
            [row.value, row.label, *found, row.total]
            for row, found in zip(self.rows, numbers, strict=True)
        ]
        return [[*head, "total"], *body]

    def _long_lines(self) -> list[list[str | int]]:
        names = (self.axes.rows, self.axes.columns)
        if self.axes.rows == self.axes.columns:
            names = (f"{self.axes.rows}1", f"{self.axes.columns}2")
        head: list[str | int] = [*(f"{n}{end}" for n in names for end in ("", "Label"))]
        found = ((self.rows[r], self.columns[c], number) for r, c, number in self.cells)
        body: list[list[str | int]] = [
            [row.value, row.label, column.value, column.label, number]
            for row, column, number in found
        ]
        return [[*head, self.axes.measure], *body]


def pivot(axes: Axes, given: Mapping[str, str], opened: OpenSnapshot) -> Pivot:
    """Count the work items that meet the filters `given` by two dimensions.

    The dimensions `agency`, `line` and `official` are those in the role of the filter `role`.

    Raises UnknownValue for a dimension, measure or filter that does not exist.
    """
    _check(axes)
    filters = read_filters(given, opened.index)
    found = opened.columns
    mask = found.meeting(filters.conditions())
    rows = found.column(axes.rows).within(mask, filters.role_of(axes.rows))
    columns = found.column(axes.columns).within(mask, filters.role_of(axes.columns))
    measure = found.targets if axes.measure == "targets" else None
    return _sorted(found.table(rows, columns, mask, measure), axes, filters, opened)


def _check(axes: Axes) -> None:
    known = {"rows": DIMENSIONS, "columns": DIMENSIONS, "measure": MEASURES}
    for name, choices in known.items():
        value = getattr(axes, name)
        if value not in choices:
            raise UnknownValue(f"{name}: no '{value}', only {', '.join(choices)}", name, choices)


def _sorted(table: Table, axes: Axes, filters: Filters, opened: OpenSnapshot) -> Pivot:
    """Put the largest rows and columns first; years follow each other."""
    labels = opened.columns.labels
    rows = _headers(table.rows, table.row_totals, labels)
    columns = _headers(table.columns, table.column_totals, labels)
    row_order, column_order = _order(axes.rows, rows), _order(axes.columns, columns)
    row_at = {old: new for new, old in enumerate(row_order)}
    column_at = {old: new for new, old in enumerate(column_order)}
    return Pivot(
        axes=axes,
        filters=filters,
        rows=[rows[old] for old in row_order],
        columns=[columns[old] for old in column_order],
        cells=sorted((row_at[r], column_at[c], number) for r, c, number in table.cells),
        items=table.items,
        counted=table.counted,
        snapshot=opened.snapshot.id,
    )


def _headers(values: list[str], totals: list[int], labels: Mapping[str, str]) -> list[Header]:
    return list(map(Header, values, (labels.get(v, v) for v in values), totals))


def _order(name: str, heads: list[Header]) -> list[int]:
    if name == "year":
        return sorted(range(len(heads)), key=lambda at: heads[at].value)
    return sorted(range(len(heads)), key=lambda at: (-heads[at].total, heads[at].value))
