"""What the results of a search score, and a page of the best of them, worked out over arrays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import reduce

import numpy as np

from graph.index.ranking.addresses import Addresses
from graph.index.ranking.formulas import Anything, Best, Fixed, Formula, Leaf, Scaled, Sum
from graph.index.ranking.leaves import Leaves, Positions, Scores
from graph.index.ranking.orders import Hits

_MOST_UNREAD, _MOST_AGAIN = 30_000, 300_000
"""Scores that are read for one search: for more the engine is quicker, if it is the only one."""
_MOST_NEEDED = 10_000
_LEAST_BLOCK = 8


class Ranking:
    """Ranks the results of an index by the scores of its leaves."""

    def __init__(self, leaves: Leaves, addresses: Addresses) -> None:
        self._leaves = leaves
        self._addresses = addresses
        self._needed: set[Leaf] = set()

    def is_quick(self, formula: Formula) -> bool:
        """Tell whether few of the scores that a formula needs must be read.

        More are read where all of them were needed before.
        """
        unread = self._unread(formula)
        needed = {leaf for leaf, count in unread.items() if count}
        if not needed:
            return True
        most = _MOST_AGAIN if needed <= self._needed else _MOST_UNREAD
        if len(self._needed) > _MOST_NEEDED:
            self._needed.clear()
        self._needed |= needed
        return sum(unread.values()) <= most

    def unread(self, formula: Formula) -> int:
        """Return how many scores that a formula needs must be read, at the most."""
        return sum(self._unread(formula).values())

    def _unread(self, formula: Formula) -> dict[Leaf, int]:
        return {leaf: self._leaves.unread(leaf) for leaf in leaves_in(formula)}

    def best(self, formula: Formula, found: Positions, limit: int, offset: int) -> Hits:
        """Return a page of the entries `found` that meet a formula, the best first.

        What is equal stands in the order of the engine, which is that of the documents.
        """
        scores = self._scores(formula, found, 1.0)
        if scores is None:
            scores = np.zeros(len(found), np.float32)
        chosen = self._largest(scores, found, offset + limit)
        scores, addresses = scores[chosen], self._addresses.of(found[chosen])
        order = np.lexsort((addresses, -scores))[offset : offset + limit]
        page = zip(scores[order].tolist(), addresses[order].tolist(), strict=True)
        return [(score, self._addresses.at(address)) for score, address in page]

    def _largest(self, scores: Scores, found: Positions, most: int) -> Positions:
        """Return where the `most` largest scores stand, and of equal ones the first."""
        if len(scores) <= most:
            return np.arange(len(scores))
        some = _candidates(scores, most)
        own = scores[some]
        last = np.partition(own, -most)[-most]
        above, equal = some[own > last], some[own == last]
        left = most - len(above)
        if left < len(equal):
            first = np.argpartition(self._addresses.of(found[equal]), left - 1)[:left]
            equal = equal[first]
        return np.concatenate([above, equal])

    def _scores(self, formula: Formula, found: Positions, weight: float) -> Scores | None:
        """Return what each entry scores, times `weight`: 0 where it does not meet the formula."""
        if isinstance(formula, Scaled):
            return self._scores(formula.part, found, weight * formula.weight)
        if isinstance(formula, Sum):
            return self._permitted(formula, found, weight)
        if isinstance(formula, Best):
            return self._best(formula, found, weight)
        if isinstance(formula, Fixed):
            return self._fixed(formula, found, weight)
        if isinstance(formula, Anything):
            return np.full(len(found), weight, np.float32)
        return self._leaves.scored(formula).at(found, weight)

    def _fixed(self, formula: Fixed, found: Positions, weight: float) -> Scores | None:
        own = formula.score * weight
        parts = [self._leaves.scored(value).at(found, own) for value in formula.values]
        met = [part for part in parts if part is not None]
        return reduce(np.maximum, met) if met else None

    def _permitted(self, formula: Sum, found: Positions, weight: float) -> Scores | None:
        """Return what a sum scores, 0 where a part is met that it refuses.

        Within another formula such an entry may be found for another part: 学校 OR (河道 -整治).
        """
        total = self._sum(formula, found, weight)
        for part in formula.never:
            refused = self._scores(part, found, 1.0)
            if total is not None and refused is not None:
                total = total * (refused == 0)
        return total

    def _sum(self, formula: Sum, found: Positions, weight: float) -> Scores | None:
        if len(formula.must) > 1:
            return self._all(formula, found, weight)
        must = [self._scores(part, found, weight) for part in formula.must]
        if any(part is None for part in must):
            return None
        may = [self._scores(part, found, weight) for part in formula.may]
        parts = [part for part in (*must, *may) if part is not None]
        if not parts:
            return None
        total = _added(parts)
        if must and len(parts) > 1:
            total *= parts[0] > 0
        return total

    def _all(self, formula: Sum, found: Positions, weight: float) -> Scores | None:
        """Return what several parts score together: after the rarest, only where it is met."""
        rarest, *others = sorted(formula.must, key=self._most)
        first = self._scores(rarest, found, weight)
        if first is None:
            return None
        left = replace(formula, must=tuple(others))
        met = np.flatnonzero(first)
        if 2 * len(met) > len(found):
            rest = self._sum(left, found, weight)
            return None if rest is None else (first + rest) * (first > 0) * (rest > 0)
        rest = self._sum(left, found[met], weight)
        if rest is None:
            return None
        total = np.zeros(len(found), np.float32)
        total[met] = (first[met] + rest) * (rest > 0)
        return total

    def _most(self, formula: Formula) -> int:
        """Return how many entries meet a formula, roughly."""
        first = next(leaves_in(formula), None)
        return self._leaves.most(first) if first else 0

    def _best(self, formula: Best, found: Positions, weight: float) -> Scores | None:
        ways = [self._scores(part, found, weight) for part in formula.parts]
        parts = [way for way in ways if way is not None]
        if len(parts) < 2:
            return parts[0] if parts else None
        best = reduce(np.maximum, parts)
        others = _added(parts)
        others -= best
        others *= np.float32(formula.share)
        others += best
        return others


def _candidates(scores: Scores, most: int) -> Positions:
    """Return where scores stand of which the `most` largest are some, and most others are not.

    The largest of each of many blocks are quickly found; so many scores are at least as large.
    """
    size = len(scores) // (4 * most)
    if size < _LEAST_BLOCK:
        return np.arange(len(scores))
    blocks = scores[: len(scores) // size * size].reshape(-1, size).max(axis=1)
    return np.flatnonzero(scores >= np.partition(blocks, -most)[-most])


def _added(parts: list[Scores]) -> Scores:
    total = parts[0].copy()
    for part in parts[1:]:
        total += part
    return total


def leaves_in(formula: Formula) -> Iterator[Leaf]:
    """Yield the leaves whose scores a formula needs."""
    if isinstance(formula, Scaled):
        yield from leaves_in(formula.part)
    elif isinstance(formula, Sum):
        for part in (*formula.must, *formula.may, *formula.never):
            yield from leaves_in(part)
    elif isinstance(formula, Best):
        for part in formula.parts:
            yield from leaves_in(part)
    elif isinstance(formula, Fixed):
        yield from formula.values
    elif not isinstance(formula, Anything):
        yield formula
