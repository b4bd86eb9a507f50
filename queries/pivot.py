"""Two dimensions as a table: how many work items, or targets, for each pair of values."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

import orjson

from graph.index.entries.fields import FACETS as DIMENSIONS
from graph.opened import OpenSnapshot
from ontology.errors import ResultTooLarge, UnknownValue
from queries.filters import Filters, read_filters

if TYPE_CHECKING:
    from graph.index.counting.tables import Axis
    from graph.index.entries.columns import Numbers

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


class Header(TypedDict):
    """A row or column of a table: its value, what it is called, what all its items count for.

    A table may have 10,000 of them, which are written as they are.
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
    numbers: Numbers
    items: int
    counted: int
    snapshot: str

    @property
    def cells(self) -> list[tuple[int, int, int]]:
        return list(zip(*self.numbers.T.tolist(), strict=True))

    def as_json(self) -> bytes:
        """Return the table as JSON; the cells are written from where they were counted."""
        content = {
            "rows": {"dimension": self.axes.rows, "values": self.rows},
            "columns": {"dimension": self.axes.columns, "values": self.columns},
            "measure": self.axes.measure,
            "cells": self.numbers,
            "items": self.items,
            "counted": self.counted,
            "filters": self.filters.nodes(),
            "snapshot": self.snapshot,
        }
        return orjson.dumps(content, option=orjson.OPT_SERIALIZE_NUMPY)

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
        head: list[str | int] = [name, f"{name}Label", *_told_apart(self.columns)]
        numbers = [[0] * len(self.columns) for _ in self.rows]
        for row, column, number in self.cells:
            numbers[row][column] = number
        body: list[list[str | int]] = [
            [row["value"], row["label"], *found, row["total"]]
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
            [row["value"], row["label"], column["value"], column["label"], number]
            for row, column, number in found
        ]
        return [[*head, self.axes.measure], *body]


def pivot(axes: Axes, given: Mapping[str, str], opened: OpenSnapshot) -> Pivot:
    """Count the work items that meet the filters `given` by two dimensions.

    The largest rows and columns come first; years follow each other.
    The dimensions `agency`, `line` and `official` are those in the role of the filter `role`.

    Raises UnknownValue for a dimension, measure or filter that does not exist.
    """
    from graph.index.counting.tables import count_table

    _check(axes)
    filters = read_filters(given, opened.index)
    found = opened.columns
    mask = found.meeting(filters.conditions())
    rows, columns = (
        found.column(name).within(mask, filters.role_of(name)) for name in (axes.rows, axes.columns)
    )
    measure = found.targets if axes.measure == "targets" else None
    table = count_table(rows, columns, mask, measure, (axes.rows == "year", axes.columns == "year"))
    return Pivot(
        axes=axes,
        filters=filters,
        rows=_headers(table.rows, found.called(axes.rows).labels),
        columns=_headers(table.columns, found.called(axes.columns).labels),
        numbers=table.cells,
        items=table.items,
        counted=table.counted,
        snapshot=opened.snapshot.id,
    )


def _told_apart(headers: list[Header]) -> list[str]:
    """Return labels; those that several share have their values behind them."""
    shared = Counter(one["label"] for one in headers)
    return [
        f"{one['label']} <{one['value']}>" if shared[one["label"]] > 1 else one["label"]
        for one in headers
    ]


def _check(axes: Axes) -> None:
    known = {"rows": DIMENSIONS, "columns": DIMENSIONS, "measure": MEASURES}
    for name, choices in known.items():
        value = getattr(axes, name)
        if value not in choices:
            raise UnknownValue(f"{name}: no '{value}', only {', '.join(choices)}", name, choices)


def _headers(axis: Axis, labels: list[str]) -> list[Header]:
    values = axis.column.values
    return [
        {"value": values[code], "label": labels[code], "total": total}
        for code, total in zip(axis.codes.tolist(), axis.totals.tolist(), strict=True)
    ]
