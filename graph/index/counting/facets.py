"""Facets: how many results have each value of a dimension, counted from the columns."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from graph.index.entries.columns import Column, Columns, Numbers, Small, bits_of
from graph.index.entries.fields import FACETS, KINDS, kinds_of_role
from graph.index.search.searches import Facet

_SLOTS = 4
"""Values of an entry that are counted without looking for them: most have no more."""


class FacetCounter:
    """Counts the values of entries, which are given by their places in the columns."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._indexed = lru_cache(len(FACETS))(self._index)

    def count(
        self, found: Numbers, role: str, most: int
    ) -> tuple[dict[str, list[Facet]], tuple[str, ...]]:
        """Return up to `most` values of each facet, and the facets that have more.

        The agents are those in `role`.
        """
        kinds = kinds_of_role(role) if role else ()
        counts = {
            name: self._indexed(name).counts(found, role if name in kinds else "")
            for name in FACETS
        }
        facets = {name: self._facets(name, own, most) for name, own in counts.items()}
        return facets, tuple(n for n, own in counts.items() if np.count_nonzero(own) > most)

    def _facets(self, name: str, counts: Numbers, most: int) -> list[Facet]:
        values = self._columns.column(name).values
        labels = self._columns.labels if name in KINDS else {}
        return [
            Facet(values[code], labels.get(values[code], values[code]), int(counts[code]))
            for code in self._indexed(name).largest(counts, most)
        ]

    def _index(self, name: str) -> _Indexed:
        return _Indexed(self._columns.column(name), self._columns.count)


class _Indexed:
    """A column with the way from an entry to its codes, and the order of its values.

    The first codes of each entry stand in slots, one below the other, where numpy is quickest;
    entries that have more have the others in the column.
    """

    def __init__(self, column: Column, count: int) -> None:
        self._column = column
        self._size = len(column.values)
        self._held = np.bincount(column.items, minlength=count).astype(np.int32)
        self._starts = np.cumsum(self._held, dtype=np.int32) - self._held
        most = int(self._held.max(initial=0))
        self._slots = [self._slot(number) for number in range(min(most, _SLOTS))]
        self._has_more = most > _SLOTS

    def _slot(self, number: int) -> Small:
        """Return the code that each entry has at `number`; `_size` stands for none."""
        found = np.full(len(self._held), self._size, np.min_scalar_type(self._size))
        have = self._held > number
        found[have] = self._column.codes[self._starts[have] + number]
        return found

    def counts(self, found: Numbers, role: str) -> Numbers:
        """Return how many of the entries `found` have each code, agents only in `role`."""
        if role and self._column.roles is not None:
            at = self._places(found, 0)
            at = at[(self._column.roles[at] & bits_of(role)) != 0]
            return np.bincount(self._column.codes[at], minlength=self._size)
        counts = np.zeros(self._size + 1, np.int64)
        for slot in self._slots:
            counts += np.bincount(slot.take(found), minlength=self._size + 1)
        if self._has_more:
            more = self._places(found[self._held[found] > _SLOTS], _SLOTS)
            counts[:-1] += np.bincount(self._column.codes[more], minlength=self._size)
        return counts[:-1]

    def _places(self, found: Numbers, first: int) -> Numbers:
        """Return where the codes of the entries `found` stand, from their code number `first`."""
        times = self._held[found] - first
        before = np.repeat(self._starts[found] + first - (np.cumsum(times) - times), times)
        return before + np.arange(len(before))

    def largest(self, counts: Numbers, most: int) -> list[int]:
        """Return the codes of the `most` largest counts, equal ones in the order of values."""
        codes = np.flatnonzero(counts)
        counts = counts[codes]
        if len(codes) > most:
            enough = counts >= np.partition(counts, -most)[-most]
            codes, counts = codes[enough], counts[enough]
        chosen: list[int] = codes[np.lexsort((self._column.ranks[codes], -counts))[:most]].tolist()
        return chosen
