"""Which entries hold what a search needs: a bit for each entry, kept for the words of searches.

The engine finds what holds one wording or value; what several need is joined here. Bits of the same
words serve every search they occur in, whatever its filters, its order and its page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache, reduce

import numpy as np
from numpy.typing import NDArray

from graph.index.entries.columns import Columns
from graph.index.entries.fields import Condition
from graph.index.ranking.leaves import Leaves
from graph.index.search.held import AllOf, Held, NoneOf, Value, Wording

Bits = NDArray[np.uint8]
Positions = NDArray[np.int64]

_KEPT = 64_000_000
"""Bytes of bits that are kept."""
_FEWEST = 64


class EntrySets:
    """The sets of the entries of an index, by what they hold."""

    def __init__(self, leaves: Leaves, columns: Columns) -> None:
        self._leaves = leaves
        self._columns = columns
        self._nothing: Bits = np.packbits(np.zeros(columns.count, bool))
        kept = max(_FEWEST, _KEPT // max(1, columns.count // 8))
        self._found: Callable[[Wording | Value], Bits] = lru_cache(kept // 2)(self._find)
        self._met: Callable[[Condition], Bits] = lru_cache(kept // 2)(self._meet)

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
        return np.packbits(self._leaves.scored(held).held(self._columns.count))

    def _meet(self, condition: Condition) -> Bits:
        return np.packbits(self._columns.holding(condition))
