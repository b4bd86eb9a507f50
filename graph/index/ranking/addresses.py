"""Where the entries of the columns stand in the engine's segments, as few runs of neighbours."""

from __future__ import annotations

import numpy as np
import tantivy
from numpy.typing import NDArray

from graph.index.entries.columns import Columns
from graph.index.entries.fields import NUMBER

Numbers = NDArray[np.int64]

_AT_ONCE = 100_000
_SEGMENT = 32
"""An address as one number: these bits say where in its segment an entry stands."""
_IN_SEGMENT = (1 << _SEGMENT) - 1


class Addresses:
    """The addresses of the entries of `columns`; in their order the engine lists what is equal."""

    def __init__(
        self, searcher: tantivy.Searcher, schema: tantivy.Schema, columns: Columns
    ) -> None:
        self._searcher = searcher
        self._schema = schema
        parts = [
            self._read(columns.numbers[start : start + _AT_ONCE])
            for start in range(0, columns.count, _AT_ONCE)
        ]
        whole = np.concatenate([np.zeros(0, np.int64), *parts])
        begins = np.flatnonzero(np.diff(whole, prepend=-2) != 1)
        self._starts = begins
        self._firsts = whole[begins]

    def _read(self, numbers: Numbers) -> Numbers:
        """Return the addresses of the entries with `numbers`, which grow."""
        of = tantivy.FieldType.Unsigned
        query = tantivy.Query.range_query(
            self._schema, NUMBER, of, int(numbers[0]), int(numbers[-1])
        )
        rising = tantivy.Order.Asc
        found = self._searcher.search(
            query, len(numbers), count=False, order_by_field=NUMBER, order=rising
        )
        places = (at.segment_ord << _SEGMENT | at.doc for _, at in found.hits)
        return np.fromiter(places, np.int64, len(numbers))

    def of(self, positions: Numbers) -> Numbers:
        """Return the addresses of entries, each as one number."""
        run = self._starts.searchsorted(positions, "right") - 1
        found: Numbers = self._firsts[run] + (positions - self._starts[run])
        return found

    def at(self, address: int) -> tantivy.DocAddress:
        return tantivy.DocAddress(address >> _SEGMENT, address & _IN_SEGMENT)
