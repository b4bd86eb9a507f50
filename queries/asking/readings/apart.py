"""Items that an answer counts and does not list: what must be known of them without reading each.

An answer to `how many` is a number. Where it is of thousands, its items stand apart: the query that
lists them is told, and `rows=all` gets them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np

from graph.index.entries.cards import Card
from graph.index.entries.columns import Numbers
from graph.index.entries.entries import ITEMS
from graph.index.index import TextIndex

MOST_TOLD = 2_000
"""Items behind a number, or behind the rows of things, that are told with it."""
ALL = sys.maxsize
"""For `most_told`: nothing stands apart."""
_AT_ONCE = 100


@dataclass(frozen=True)
class Items:
    """Work items by their places in the columns of the index."""

    places: Numbers
    index: TextIndex

    def __len__(self) -> int:
        return len(self.places)

    @cached_property
    def kinds(self) -> Mapping[str, int]:
        """How many are tasks, projects and indicators."""
        column = self.index.columns.column("type")
        whole = np.zeros(self.index.columns.count, bool)
        whole[self.places] = True
        counts = np.bincount(column.codes[whole[column.items]], minlength=len(column.values))
        named = dict(zip(column.values, counts.tolist(), strict=True))
        return {kind: named[kind] for kind in ITEMS if named.get(kind)}

    def printing(self, text: str) -> Items | None:
        """Return those that print `text`; None where it has no letter to look for."""
        found = self.index.items.printing((text,))
        return None if found is None else self._within(found)

    def naming(self, names: tuple[str, ...]) -> Items | None:
        """Return those that print any of `names`, and perhaps a few more."""
        found = self.index.items.perhaps_printing(names)
        return None if found is None else self._within(found)

    def _within(self, found: Numbers) -> Items:
        return Items(np.intersect1d(self.places, found, assume_unique=True), self.index)

    def cards(self) -> Iterator[Card]:
        """Yield the packed cards, which are read a few at a time."""
        return chain.from_iterable(map(self.index.items.cards, self._parts()))

    def coded_cards(self) -> Iterator[Card]:
        """Yield the same cards as they are kept, nodes by their codes in the columns."""
        return chain.from_iterable(map(self.index.items.coded_cards, self._parts()))

    def _parts(self) -> Iterator[Numbers]:
        for start in range(0, len(self.places), _AT_ONCE):
            yield self.places[start : start + _AT_ONCE]
