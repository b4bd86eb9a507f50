"""How many bodies, leaders or themes each work item has, by columns: which has most, the average.

Of what stands first only the rows are read: 100,000 items that have one body each are a number.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.index.entries.columns import Mask, Numbers
from graph.index.index import TextIndex
from queries.asking.readings.apart import Items
from queries.asking.readings.reading import IMPERSONAL, PERSONAL, Reading
from queries.asking.rows.selecting import bearing, of_kind, select_items
from queries.asking.rows.tables import Row
from queries.asking.rows.things import COLUMNS


@dataclass(frozen=True)
class Counted:
    """Work items by their places, each with how many of what is counted it has: one or more."""

    places: Numbers
    numbers: Numbers
    index: TextIndex

    def best(self, reading: Reading) -> Counted:
        """Return those in the places that a reading asks for; who shares the last is among them."""
        ordered = self.in_order(reading)
        if reading.nth:
            is_there = len(ordered) >= reading.top
            return self._where(self.numbers == (ordered[reading.top - 1] if is_there else 0))
        if not reading.top or len(ordered) <= reading.top:
            return self
        last = ordered[reading.top - 1]
        compare = np.less_equal if reading.order == "least" else np.greater_equal
        return self._where(compare(self.numbers, last))

    def in_order(self, reading: Reading) -> Numbers:
        """Return the numbers, the first first."""
        rising = np.sort(self.numbers)
        return rising if reading.order == "least" else rising[::-1]

    def _where(self, kept: Mask | Numbers) -> Counted:
        return Counted(self.places[kept], self.numbers[kept], self.index)

    @property
    def items(self) -> Items:
        return Items(self.places, self.index)

    def first(self, reading: Reading, most: int) -> Counted:
        """Return the first `most` of them, as a table lists them."""
        columns, sign = self.index.columns, 1 if reading.order == "least" else -1
        documents = columns.column("document")
        of = np.zeros(columns.count, np.int64)
        of[documents.items] = documents.ranks[documents.codes]
        at = self.places
        order = np.lexsort((columns.rows[at], columns.annexes[at], of[at], sign * self.numbers))
        return self._where(order[:most])

    def numbered(self, rows: list[Row], reading: Reading) -> list[Row]:
        """Return the rows of the items, each with its number, the first first."""
        of = dict(zip(self.index.items.iris(self.places), self.numbers.tolist(), strict=True))
        sign = 1 if reading.order == "least" else -1
        numbered = [row | {"items": of[row["item"]]} for row in rows]
        return sorted(numbered, key=lambda row: sign * row["items"])


def count_each(reading: Reading, index: TextIndex) -> Counted | None:
    """Return the items of a reading with what each has; None where the columns do not know it."""
    mask = select_items(reading.conditions, index) if index.columns.has_links else None
    if mask is None or not index.columns.rows[mask].all():
        return None
    numbers = np.bincount(_held(reading, index), minlength=index.columns.count)
    places = np.flatnonzero(mask & (numbers > 0))
    return Counted(places, numbers[places], index)


def _held(reading: Reading, index: TextIndex) -> Numbers:
    """Return the item of each pair that counts."""
    columns = index.columns
    if reading.counted in (*COLUMNS, "heading"):
        return columns.column(reading.counted).items
    name = "official" if reading.counted == "official" else "agency"
    column = columns.column(name)
    roles = reading.counted_roles or (PERSONAL if name == "official" else IMPERSONAL)
    kind = "entry" if reading.counted == "entry" else name
    counted = bearing(name, roles, columns) & of_kind(column, kind, index)[column.codes]
    found: Numbers = column.items[counted]
    return found
