"""Which item of a newer document is which of an older one: each at most once.

The best pair of all is taken first, then the best of what is left: no item loses a partner to one
that is less like it, whatever the order of the rows. Equal scores go by row, so that three equal
rows of both documents are paired in their order.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.continuity.items import ComparedItem
from graph.continuity.likeness import Rarity, score_of

ENOUGH = 0.4
"""The score from which two items are taken for the same work; `bench/links.py` shows why."""
WORTH_A_LOOK = 0.25
"""The score from which a pair is worth the look of a person."""

_RAREST = 12
"""Pairs of characters by which candidates are looked up."""
_MOST_HOLDERS = 200
"""Items that one pair of characters leads to: tables of equal rows have thousands."""
_MOST_CANDIDATES = 40


@dataclass(frozen=True)
class Pair:
    """Two items of which the newer is, or may be, the older one's work going on."""

    older: ComparedItem
    newer: ComparedItem
    score: float


@dataclass(frozen=True)
class Pairing:
    """The pairs that are links, and for the items left over those that are worth a look."""

    linked: tuple[Pair, ...]
    suggested: tuple[Pair, ...]


def pair_items(older: Sequence[ComparedItem], newer: Sequence[ComparedItem]) -> Pairing:
    """Return which items are the same work, in the order of the newer document."""
    equal = _equal_pairs(older, newer)
    known = {item.iri for pair in equal for item in (pair.older, pair.newer)}
    left, come = ([item for item in side if item.iri not in known] for side in (older, newer))
    rarity = Rarity.of((*older, *newer))
    scored = sorted(_scored_pairs(left, come, rarity), key=_best_first)
    taken = [*equal, *_one_to_one(scored)]
    linked = [pair for pair in taken if pair.score >= ENOUGH]
    suggested = [pair for pair in taken if pair.score < ENOUGH]
    return Pairing(tuple(sorted(linked, key=_by_row)), tuple(sorted(suggested, key=_by_row)))


def _equal_pairs(older: Sequence[ComparedItem], newer: Sequence[ComparedItem]) -> list[Pair]:
    """Return the items that say the same; equal ones in their order, however many there are."""
    waiting: dict[tuple[str, str], deque[ComparedItem]] = {}
    for item in older:
        waiting.setdefault((item.kind, item.wording), deque()).append(item)
    pairs = []
    for item in newer:
        found = waiting.get((item.kind, item.wording)) if item.pairs else None
        if found:
            pairs.append(Pair(found.popleft(), item, 1.0))
    return pairs


def _best_first(pair: Pair) -> tuple[float, int, int, int, int]:
    return (-pair.score, *_place(pair.older), *_place(pair.newer))


def _by_row(pair: Pair) -> tuple[int, int]:
    return _place(pair.newer)


def _place(item: ComparedItem) -> tuple[int, int]:
    return item.annex, item.row


def _one_to_one(pairs: Sequence[Pair]) -> Iterator[Pair]:
    taken: set[str] = set()
    for pair in pairs:
        if taken.isdisjoint((pair.older.iri, pair.newer.iri)):
            taken.update((pair.older.iri, pair.newer.iri))
            yield pair


def _scored_pairs(
    older: Sequence[ComparedItem], newer: Sequence[ComparedItem], rarity: Rarity
) -> Iterator[Pair]:
    holders = _holders(older)
    for item in newer:
        for number in _candidates(item, holders):
            score = round(score_of(older[number], item, rarity), 4)
            if score >= WORTH_A_LOOK:
                yield Pair(older[number], item, score)


def _holders(items: Sequence[ComparedItem]) -> dict[str, list[int]]:
    """Return where each pair of characters, and each indicator, stands."""
    holders: dict[str, list[int]] = {}
    for number, item in enumerate(items):
        for key in item.pairs | item.indicators:
            holders.setdefault(key, []).append(number)
    return holders


def _candidates(item: ComparedItem, holders: dict[str, list[int]]) -> list[int]:
    """Return the older items that share the indicator or the rarest words of `item`.

    What shares none of its rarest words shares little: comparing each with each would take the
    square of the rows, which for tables of thousands is minutes.
    """
    known = sorted(
        (pair for pair in item.pairs if pair in holders), key=lambda p: (len(holders[p]), p)
    )
    keys = [*(key for key in sorted(item.indicators) if key in holders), *known[:_RAREST]]
    shared: Counter[int] = Counter()
    for key in keys:
        shared.update(holders[key][:_MOST_HOLDERS])
    best = sorted(shared, key=lambda number: (-shared[number], number))
    return best[:_MOST_CANDIDATES]
