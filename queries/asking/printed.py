"""Where work items print a phrase, with the spellings that they give it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from graph.index import TextIndex
from graph.words import fold

ITEMS = ("task", "project", "indicator")
MOST_CARDS = 2_000
_FEW = 20


@dataclass(frozen=True)
class Printed:
    """Where a phrase is printed: its spellings, and the items that print it, titles apart.

    `is_cut`: more items print its letters than were looked at.
    """

    spellings: tuple[str, ...]
    items: tuple[str, ...]
    titled: tuple[str, ...]
    is_cut: bool = False


def find_printed(phrase: str, index: TextIndex) -> Printed:
    """Return where work items print `phrase`; marks and white space do not count."""
    key = letters_of(phrase)[0]
    cards = index.cards_wording(phrase, ITEMS, MOST_CARDS)
    if len(cards) < _FEW:
        # Marks may stand inside the words: 城市“双修”规划.
        cards = [*cards, *index.cards_worded(phrase, ITEMS, MOST_CARDS)]
    spellings: dict[str, None] = {}
    items: dict[str, None] = {}
    titled: dict[str, None] = {}
    for card in cards:
        for field, text in _texts(card):
            found = list(_spellings(text, key))
            spellings |= dict.fromkeys(found)
            if found:
                items[card["iri"]] = None
            if found and field == "title":
                titled[card["iri"]] = None
    is_cut = len(cards) >= MOST_CARDS
    return Printed(tuple(sorted(spellings)), tuple(items), tuple(titled), is_cut)


def is_printed(phrase: str, index: TextIndex) -> bool:
    """Tell whether a work item prints `phrase`."""
    key = letters_of(phrase)[0]
    return _any_prints(index.cards_wording(phrase, ITEMS, _FEW), key) or _any_prints(
        index.cards_worded(phrase, ITEMS, _FEW), key
    )


def _any_prints(cards: Iterable[dict[str, Any]], key: str) -> bool:
    return any(key in letters_of(text)[0] for card in cards for _, text in _texts(card))


def _texts(card: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield from (("title", name) for name in card["names"])
    yield "text", card["text"]
    yield "annual", card["annual_task"]


def _spellings(text: str, key: str) -> Iterator[str]:
    letters, origin = letters_of(text)
    start = letters.find(key)
    while key and start >= 0:
        yield text[origin[start] : origin[start + len(key) - 1] + 1]
        start = letters.find(key, start + 1)


def letters_of(text: str) -> tuple[str, list[int]]:
    """Return the folded letters and digits of `text` with where each stands."""
    folded = fold(text)
    kept = [(c, o) for c, o in zip(folded.text, folded.origin, strict=True) if c.isalnum()]
    return "".join(c for c, _ in kept), [o for _, o in kept]
