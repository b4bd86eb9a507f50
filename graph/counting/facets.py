"""Facets: how many results have each value of a dimension, counted from the columns."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from graph.columns import Column, Columns, Numbers, bits_of
from graph.fields import FACETS, KINDS, kinds_of_role
from graph.index import Facet


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
    """A column with the way from an entry to its codes, and the order of its values."""

    def __init__(self, column: Column, count: int) -> None:
        self._codes = column.codes.astype(np.int64)
        self._roles = column.roles
        self._size = len(column.values)
        self._held = np.bincount(column.items, minlength=count)
        self._starts = np.cumsum(self._held) - self._held
        self._is_single = bool((self._held == 1).all())
        self._rank = np.empty(self._size, np.int64)
        ordered = sorted(range(self._size), key=column.values.__getitem__)
        self._rank[ordered] = np.arange(self._size)

    def counts(self, found: Numbers, role: str) -> Numbers:
        """Return how many of the entries `found` have each code, agents only in `role`."""
        return np.bincount(self._codes_of(found, role), minlength=self._size)

    def _codes_of(self, found: Numbers, role: str) -> Numbers:
        if self._is_single:
            return self._codes[found]
        times = self._held[found]
        before = np.repeat(self._starts[found] - (np.cumsum(times) - times), times)
        at = before + np.arange(len(before))
        if role and self._roles is not None:
            at = at[(self._roles[at] & bits_of(role)) != 0]
        return self._codes[at]

    def largest(self, counts: Numbers, most: int) -> list[int]:
        """Return the codes of the `most` largest counts, equal ones in the order of values."""
        least = int(np.partition(counts, -most)[-most]) if self._size > most else 1
        codes = np.flatnonzero(counts >= max(least, 1))
        chosen: list[int] = codes[np.lexsort((self._rank[codes], -counts[codes]))[:most]].tolist()
        return chosen
