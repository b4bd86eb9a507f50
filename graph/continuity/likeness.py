"""How like two work items are: a figure from 0 to 1, and the words that both have.

Three views of the same wording, of which the mean is taken, since each fails where the others
hold: the share of wording that both have (fails where one says much more), how much of the shorter
one stands in the other (fails for few words), and how much of it stands in the same order
(`rapidfuzz`; fails where clauses were turned round). Wording is pairs of characters, weighed
by how rare they are in the two documents. `bench/links.py` measures it on a sample.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from math import log
from typing import Literal

from rapidfuzz.fuzz import ratio

from graph.continuity.items import ComparedItem

Evidence = Literal["byTerm", "byHeading"]

_OTHER_KIND = 0.85
"""What a task and a project lose: works are seldom moved from one table to the other."""
_LONGEST_QUOTED = 2_000
"""Characters of a text in which shared words are sought: the search takes the square of them."""


@dataclass(frozen=True)
class Likeness:
    """How like two items are, and the words on both sides that say so."""

    score: float
    evidence: Evidence
    quote: str
    older_quote: str


@dataclass(frozen=True)
class Rarity:
    """The weight of character pairs: the logarithm of how few items have one."""

    items: int
    counts: Counter[str]

    @classmethod
    def of(cls, items: Iterable[ComparedItem]) -> Rarity:
        items = list(items)
        return cls(len(items), Counter(pair for item in items for pair in item.pairs))

    def weight(self, pairs: Iterable[str]) -> float:
        return sum(log((self.items + 1) / self.counts[pair]) for pair in pairs)


def score_of(older: ComparedItem, newer: ComparedItem, rarity: Rarity) -> float:
    """Return how like two items are.

    Indicator items are about the same indicator or not; where no register knows theirs, and for
    all others, words decide.
    """
    if _are_indicators(older, newer) and older.indicators | newer.indicators:
        return 1.0 if older.indicators & newer.indicators else 0.0
    score = _wording_score(older, newer, rarity)
    if older.title_pairs and newer.title_pairs:
        score = max(score, _share(older.title_pairs, newer.title_pairs, rarity))
    return score if older.kind == newer.kind else score * _OTHER_KIND


def _are_indicators(older: ComparedItem, newer: ComparedItem) -> bool:
    return older.kind == newer.kind == "IndicatorItem"


def _wording_score(older: ComparedItem, newer: ComparedItem, rarity: Rarity) -> float:
    both = rarity.weight(older.pairs & newer.pairs)
    shorter = min(rarity.weight(older.pairs), rarity.weight(newer.pairs))
    if not both:
        return 0.0
    in_order = ratio(older.wording, newer.wording) / 100
    return (_share(older.pairs, newer.pairs, rarity) + both / shorter + in_order) / 3


def _share(pairs: frozenset[str], others: frozenset[str], rarity: Rarity) -> float:
    """Return the share of the weight of both that both have (Dice)."""
    whole = rarity.weight(pairs) + rarity.weight(others)
    return 2 * rarity.weight(pairs & others) / whole if whole else 0.0


def likeness_of(older: ComparedItem, newer: ComparedItem, score: float) -> Likeness:
    """Return the likeness of a pair with the words that both have.

    >>> older = ComparedItem("urn:a", "Task", 1, 1, "继续推进城区雨污分流改造。")
    >>> newer = ComparedItem("urn:b", "Task", 1, 1, "完成城区雨污分流改造12公里。")
    >>> likeness_of(older, newer, 0.6).quote
    '城区雨污分流改造'
    """
    if older.indicators & newer.indicators and older.title and newer.title:
        return Likeness(score, "byHeading", newer.title, older.title)
    shared = max(_shared_words(older.texts, newer.texts), key=len)
    if not shared:
        return Likeness(score, "byTerm", newer.texts[0], older.texts[0])
    return Likeness(score, "byTerm", shared, shared)


def _shared_words(older: Sequence[str], newer: Sequence[str]) -> list[str]:
    """Return the longest wording that each two texts have in common."""
    return [_longest_run(a[:_LONGEST_QUOTED], b[:_LONGEST_QUOTED]) for a in older for b in newer]


def _longest_run(text: str, other: str) -> str:
    match = SequenceMatcher(None, text, other, autojunk=False).find_longest_match()
    return text[match.a : match.a + match.size]
