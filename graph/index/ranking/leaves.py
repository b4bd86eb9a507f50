"""What the leaves of formulas score: read from the engine once, kept as arrays of small codes.

Scores of one leaf are few: they differ by how often a word stands in a text, and by its length.
Each entry has the code of its score, one byte or two; 0 is none.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Any

import numpy as np
import tantivy
from numpy.typing import NDArray

from graph.index.entries.columns import DIMENSIONS, Columns
from graph.index.entries.fields import NUMBER, TEXTS, path_of
from graph.index.ranking.formulas import Leaf, leaf_query, wording_terms
from graph.index.search.held import Value, Wording
from graph.index.words.words import runs

Positions = NDArray[np.int64]
Scores = NDArray[np.float32]

_KEPT = 128_000_000
"""Bytes of leaves that are kept."""
_DENSE = 12
"""A leaf that more than one entry in so many has is kept as a code for each entry."""
_FEW = 20
_NO_CODES, _NO_POSITIONS = np.zeros(0, np.uint8), np.zeros(0, np.int64)
_ONE = np.array([0, 1], np.float32)
_LEAST = np.float32(1e-30)
"""What a leaf scores at least where it is met: 0 says that it is not."""
_WARMED, _COMMON = 512, 20
"""Words that are read before they are asked for: of one entry in so many."""
_MOST_WARMED = 12_000_000
"""Scores that are read before they are asked for: they take 5 seconds."""


@dataclass(frozen=True)
class Scored:
    """What a leaf scores: `codes` of all entries, or of those at `positions`, into `table`."""

    table: Scores
    codes: NDArray[Any]
    positions: Positions | None = None

    @property
    def size(self) -> int:
        return self.codes.nbytes + (0 if self.positions is None else self.positions.nbytes)

    def at(self, found: Positions, weight: float) -> Scores | None:
        """Return the scores of the entries `found`, times `weight`; None where all are 0."""
        table = self.table * np.float32(weight)
        if self.positions is None:
            return table.take(self.codes.take(found))
        if not len(self.positions) or not len(found):
            return None
        scores = np.zeros(len(found), np.float32)
        if len(self.positions) < len(found):
            at, other = found.searchsorted(self.positions), self.positions
            inside = at < len(found)
            at, codes = at[inside], self.codes[inside]
            same = found[at] == other[inside]
            scores[at[same]] = table[codes[same]]
        else:
            at = self.positions.searchsorted(found)
            at[at == len(self.positions)] = 0
            same = self.positions[at] == found
            scores[same] = table[self.codes[at[same]]]
        return scores

    def held(self, count: int) -> NDArray[np.bool_]:
        """Return which of `count` entries have the leaf."""
        if self.positions is None:
            return self.codes.astype(bool)
        found = np.zeros(count, bool)
        found[self.positions] = True
        return found


class Leaves:
    """The leaves of an index; those asked for last are kept."""

    def __init__(
        self, schema: tantivy.Schema, searcher: tantivy.Searcher, columns: Columns
    ) -> None:
        self._schema = schema
        self._searcher = searcher
        self._columns = columns
        self._has_gaps = bool(columns.count) and int(columns.numbers[-1]) != columns.count - 1
        self._kept: OrderedDict[Leaf, Scored] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def warm(self) -> None:
        """Read the words that most entries have: those take longest to read."""
        left = _MOST_WARMED
        for word, count in self._searcher.terms_with_prefix("words", "", limit=_WARMED):
            left -= 2 * count
            if count * _COMMON < self._columns.count or left < 0:
                return
            self.scored(Value("words", (word,)))
            if len(word) > 1 and runs(word) == [word]:
                self.scored(Wording(word))

    def unread(self, leaf: Leaf) -> int:
        """Return how many scores must be read for a leaf, at the most."""
        return 0 if leaf in self._kept else self.most(leaf)

    def most(self, leaf: Leaf) -> int:
        """Return how many entries have a leaf at the most: the engine makes room for so many."""
        if isinstance(leaf, Value) and (len(leaf.values) <= _FEW or leaf.field == "iri"):
            path = path_of(leaf.field)
            return sum(self._searcher.doc_freq(path, value) for value in leaf.values)
        terms = wording_terms(leaf.text)[0] if isinstance(leaf, Wording) else []
        counts = (self._searcher.doc_freq("pairs", term) for term in terms)
        return min(counts, default=self._searcher.num_docs)

    def scored(self, leaf: Leaf) -> Scored:
        """Return what a leaf scores."""
        with self._lock:
            if found := self._kept.get(leaf):
                self._kept.move_to_end(leaf)
                return found
        found = self._read(leaf)
        with self._lock:
            if leaf not in self._kept:
                self._kept[leaf] = found
                self._size += found.size
            while self._size > _KEPT and len(self._kept) > 1:
                self._size -= self._kept.popitem(last=False)[1].size
        return found

    def _read(self, leaf: Leaf) -> Scored:
        most = self.most(leaf)
        if not most:
            return Scored(_coded(np.zeros(0, np.float32))[0], _NO_CODES, _NO_POSITIONS)
        if isinstance(leaf, Value) and leaf.field in DIMENSIONS:
            return self._in_columns(leaf)
        scores, positions = self._hits(leaf, most)
        table, codes = _coded(scores)
        if len(scores) * _DENSE > self._columns.count:
            dense = np.zeros(self._columns.count, codes.dtype)
            dense[positions] = codes
            return Scored(table, dense)
        order = positions.argsort()
        return Scored(table, codes[order], positions[order])

    def _in_columns(self, value: Value) -> Scored:
        """Return the score 1 of what has a value: the engine takes 20 ms for 1,000 bodies."""
        held = self._columns.column(value.field).holders(value.values, self._columns.count)
        if np.count_nonzero(held) * _DENSE > self._columns.count:
            return Scored(_ONE, held.view(np.uint8))
        positions = held.nonzero()[0]
        return Scored(_ONE, np.ones(len(positions), np.uint8), positions)

    def _hits(self, leaf: Leaf, most: int) -> tuple[Scores, Positions]:
        """Return the falling scores of what has a leaf, and where it stands in the columns."""
        query = leaf_query(leaf, self._schema)
        if not _differs(leaf):
            found = self._searcher.search(query, most, count=False, order_by_field=NUMBER).hits
            return np.ones(len(found), np.float32), self._positions([n for n, _ in found])
        found = self._searcher.search(query, most, count=False).hits
        positions = self.positions([address for _, address in found])
        return np.array([score for score, _ in found], np.float32), positions

    def positions(self, addresses: list[tantivy.DocAddress]) -> Positions:
        """Return where entries stand in the columns."""
        return self._positions(self._searcher.fast_field_values(NUMBER, addresses))

    def _positions(self, numbers: list[Any]) -> Positions:
        found = np.array(numbers, np.int64)
        return np.searchsorted(self._columns.numbers, found) if self._has_gaps else found


def _differs(leaf: Leaf) -> bool:
    """Tell whether a leaf scores more in one text than in another."""
    return bool(wording_terms(leaf.text)[0]) if isinstance(leaf, Wording) else leaf.field in TEXTS


def _coded(scores: Scores) -> tuple[Scores, NDArray[Any]]:
    """Return the distinct ones of falling `scores` after a 0, and where each stands in them."""
    steps = np.diff(scores, prepend=np.float32(np.inf)) != 0
    codes = np.cumsum(steps)
    table = np.concatenate([np.zeros(1, np.float32), np.maximum(scores[steps], _LEAST)])
    return table, codes.astype(np.uint8 if len(table) <= 256 else np.uint16)
