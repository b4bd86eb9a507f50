"""Which entries hold what a search needs: a bit for each entry, kept for the words of searches.

The engine finds what holds one wording or value; what several need is joined here. Bits of the same
words serve every search they occur in, whatever its filters, its order and its page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache, reduce

import numpy as np
import tantivy
from numpy.typing import NDArray

from graph.columns import Columns
from graph.counting.held import AllOf, Held, NoneOf, Value, Wording
from graph.fields import NUMBER, path_of
from graph.index import Condition
from graph.text_query import stands
from graph.words import pairs, runs

Bits = NDArray[np.uint8]
Positions = NDArray[np.int64]

_KEPT = 64_000_000
"""Bytes of bits that are kept."""
_FEWEST, _FEW = 64, 20
_WARMED, _COMMON = 256, 20
"""Pairs of characters that are looked up before they are asked for: of one entry in so many."""


class EntrySets:
    """The sets of the entries of an index, by what they hold."""

    def __init__(
        self, schema: tantivy.Schema, searcher: tantivy.Searcher, columns: Columns
    ) -> None:
        self._schema = schema
        self._searcher = searcher
        self._columns = columns
        self._has_gaps = bool(columns.count) and int(columns.numbers[-1]) != columns.count - 1
        self._nothing: Bits = np.packbits(np.zeros(columns.count, bool))
        kept = max(_FEWEST, _KEPT // max(1, columns.count // 8))
        self._found: Callable[[Wording | Value], Bits] = lru_cache(kept // 2)(self._find)
        self._met: Callable[[Condition], Bits] = lru_cache(kept // 2)(self._meet)

    def warm(self) -> None:
        """Find what the commonest pairs of characters stand in: that takes longest to find."""
        common = self._searcher.terms_with_prefix("pairs", "", limit=_WARMED)
        for pair, count in common:
            if len(runs(pair)) == 1 and len(pair) > 1 and count * _COMMON > self._columns.count:
                self._found(Wording(pair))

    def positions(self, held: Held, conditions: Iterable[Condition]) -> Positions:
        """Return the places in the columns of the entries that hold all that."""
        bits = self._holding(held)
        for condition in conditions:
            bits = bits & self._met(condition)
        return np.flatnonzero(np.unpackbits(bits, count=self._columns.count).view(bool))

    def _holding(self, held: Held) -> Bits:
        if isinstance(held, Wording | Value):
            return self._found(held)
        if isinstance(held, NoneOf):
            return ~self._holding(held.part)
        parts = map(self._holding, held.parts)
        if isinstance(held, AllOf):
            return reduce(np.bitwise_and, parts, ~self._nothing)
        return reduce(np.bitwise_or, parts, self._nothing)

    def _find(self, held: Wording | Value) -> Bits:
        most = self._most(held)
        if not most:
            return self._nothing
        query = _query_of(held, self._schema)
        found = self._searcher.search(query, most, count=False, order_by_field=NUMBER)
        numbers = np.array([number for number, _ in found.hits], np.int64)
        if self._has_gaps:
            numbers = np.searchsorted(self._columns.numbers, numbers)
        return self._packed(numbers)

    def _most(self, held: Wording | Value) -> int:
        """Return how many entries hold that at the most: the engine makes room for so many."""
        if isinstance(held, Value) and len(held.values) <= _FEW:
            path = path_of(held.field)
            return sum(self._searcher.doc_freq(path, value) for value in held.values)
        if isinstance(held, Wording) and len(held.run) > 1:
            terms = pairs(held.run)[:-1]
            return min(self._searcher.doc_freq("pairs", term) for term in terms)
        return self._searcher.num_docs

    def _meet(self, condition: Condition) -> Bits:
        return np.packbits(self._columns.holding(condition))

    def _packed(self, positions: Positions) -> Bits:
        found = np.zeros(self._columns.count, bool)
        found[positions] = True
        return np.packbits(found)


def _query_of(held: Wording | Value, schema: tantivy.Schema) -> tantivy.Query:
    if isinstance(held, Wording):
        return stands(held.run, schema)
    return tantivy.Query.term_set_query(schema, path_of(held.field), list(held.values))
