"""Which work items speak of the words of a question: those that print most of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from graph.index.words.words import dictionary
from queries.asking.figures.asked import Asked
from queries.asking.readings.draft import Draft

PARTLY = 0.9
"""What the parts of a word count that stands nowhere as a whole."""
_HALF, _MOST_ITEMS = 0.5, 40


def items_speaking_of(asked: Asked, draft: Draft) -> tuple[str, ...]:
    """Return the work items that print most of the words, for each number that is asked for."""
    found: dict[str, None] = {}
    for topic in asked.topics:
        weights: dict[str, float] = {}
        for piece, share in [*((p, 1.0) for p in topic.pieces), *((p, 0.5) for p in asked.context)]:
            for iri, weight in _printing(piece, draft):
                weights[iri] = weights.get(iri, 0.0) + weight * share
        most = max(weights.values(), default=0.0)
        best = sorted(
            (i for i, w in weights.items() if w >= _HALF * most), key=lambda i: -weights[i]
        )
        if len([i for i in best if weights[i] == most]) > _MOST_ITEMS:
            draft.notes.cut.append(topic.label)
        found |= dict.fromkeys(best[:_MOST_ITEMS])
    return tuple(found)


def prints_no_money(asked: Asked, draft: Draft) -> bool:
    """Tell whether money is asked for and no item that prints the names says a word of it."""
    topic = asked.topics[0] if len(asked.topics) == 1 else None
    said = "".join(t.text for t in draft.tokens)
    if topic is None or not (topic.units & _MONEY or _BUDGET.search(said)):
        return False
    names = {*topic.names, *(piece for piece in topic.pieces if len(piece) >= _NAMING)}
    if _OF_SHARE.search(said):
        return False
    items = {iri for name in names for iri in draft.printed(name).items}
    cards = draft.index.cards_at(items).values()
    return bool(items) and not any(_OF_MONEY.search(c["text"] + c["annual_task"]) for c in cards)


_NAMING = 4
"""Letters of words that name something though no register has it, at the least: 智慧停车."""
_MONEY = frozenset(["元", "万元", "亿元"])
_BUDGET = re.compile("(?:budget|cost|investment) (?:of|in)")
_OF_MONEY = re.compile("[\\d万亿千百美欧]元|投资|资金|经费|费用|预算")
_OF_SHARE = re.compile("占.+比|比重|占比")
"""`研发经费占GDP比重` is no sum of money."""


def printing_most(pieces: Sequence[str], draft: Draft, enough: float) -> tuple[str, ...]:
    """Return the items that print most of the words, if that is `enough` of them."""
    weights: dict[str, float] = {}
    for piece in pieces:
        for iri, weight in _printing(piece, draft):
            weights[iri] = weights.get(iri, 0.0) + weight
    most = max(weights.values(), default=0.0)
    if not most or most < enough * sum(map(len, pieces)):
        return ()
    return tuple(iri for iri, weight in weights.items() if weight >= most)


def words_of_most(
    pieces: Sequence[str], items: Sequence[str], draft: Draft
) -> tuple[tuple[str, ...], ...]:
    """Return what all of many `items` print of the words, each in its spellings.

    Where each prints one of several words, their spellings are together. Nothing where some print
    these words and some those.
    """
    parts = [part for piece in pieces for part in _printed_parts(piece, draft)]
    printed = {part: draft.printed(part) for part in parts}
    held = {part: set(found.items) for part, found in printed.items()}
    kinds = {frozenset(part for part in held if item in held[part]) for item in items}
    if len(kinds) == 1:
        return tuple(printed[part].spellings for part in parts if part in next(iter(kinds)))
    if any(len(kind) != 1 for kind in kinds):
        return ()
    return (tuple(s for kind in kinds for part in kind for s in printed[part].spellings),)


def _printed_parts(piece: str, draft: Draft) -> list[str]:
    return [piece] if draft.printed(piece).items else words_in(piece)


def _printing(piece: str, draft: Draft) -> Iterable[tuple[str, float]]:
    """Yield the items that print a piece, or else the words in it, with the letters they share."""
    items = draft.printed(piece).items
    if items:
        return [(iri, float(len(piece))) for iri in items]
    parts = words_in(piece)
    return [(iri, PARTLY * len(part)) for part in parts for iri in draft.printed(part).items]


def words_in(piece: str) -> list[str]:
    """Return the words of which a longer word is made."""
    if piece.isascii() or len(piece) < 4:
        return []
    return [word for word in dictionary().cut(piece) if len(word) > 1 and word != piece]
