"""Where work items print a phrase, with the spellings that they give it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from graph.index.entries.entries import ITEMS
from graph.index.index import TextIndex
from graph.index.words.words import fold, runs

MOST_CARDS = 2_000
_SOME = 400
"""Cards that are looked at where more than `MOST_CARDS` print a phrase: it is said that not all."""
_FEW = 20
_MOST_KEPT = 64
"""Phrases whose places are kept: each has up to `MOST_CARDS` IRIs."""


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
    """Return where work items print `phrase`; marks and white space do not count.

    What was found last is kept, as long as the index: it never changes.
    """
    kept = _FOUND.setdefault(index, OrderedDict())
    if (found := kept.pop(phrase, None)) is None:
        found = _find(phrase, index)
    kept[phrase] = found
    while len(kept) > _MOST_KEPT:
        with suppress(KeyError):  # another thread took it
            kept.popitem(last=False)
    return found


def _find(phrase: str, index: TextIndex) -> Printed:
    key = letters_of(phrase)[0]
    is_plain = _is_plain(phrase, key)
    places = index.items.perhaps_printing((phrase,))
    are_many = places is not None and len(places) > MOST_CARDS
    cards = index.told_wording(phrase, ITEMS, _SOME if are_many else MOST_CARDS)
    if len(cards) < _FEW:
        # Marks may stand inside the words: 城市“双修”规划.
        cards = [*cards, *index.told_words(phrase, ITEMS, MOST_CARDS)]
    spellings: dict[str, None] = {}
    items: dict[str, None] = {}
    titled: dict[str, None] = {}
    for card in cards:
        for field, text in _texts(card):
            as_it_is = is_plain and _all_as(phrase, key, text)
            found = [phrase] if as_it_is else list(_spellings(text, key))
            spellings |= dict.fromkeys(found)
            if found:
                items[card["iri"]] = None
            if found and field == "title":
                titled[card["iri"]] = None
    is_cut = are_many or len(cards) >= MOST_CARDS
    return Printed(tuple(sorted(spellings)), tuple(items), tuple(titled), is_cut)


_FOUND: WeakKeyDictionary[TextIndex, OrderedDict[str, Printed]] = WeakKeyDictionary()


def is_printed(phrase: str, index: TextIndex) -> bool:
    """Tell whether a work item prints `phrase`."""
    key = letters_of(phrase)[0]
    return _any_prints(index.told_wording(phrase, ITEMS, _FEW), key) or _any_prints(
        index.told_words(phrase, ITEMS, _FEW), key
    )


def printed_behind(phrase: str, ends: Sequence[str], index: TextIndex) -> str:
    """Return the first of `ends` that one of some items prints right behind `phrase`, else ""."""
    key = letters_of(phrase)[0]
    cards = index.told_wording(phrase, ITEMS, _FEW)
    texts = [letters_of(text)[0] for card in cards for _, text in _texts(card)]
    wholes = ((end, key + letters_of(end)[0]) for end in ends)
    return next((end for end, whole in wholes if any(whole in text for text in texts)), "")


def _any_prints(cards: Iterable[dict[str, Any]], key: str) -> bool:
    return any(key in letters_of(text)[0] for card in cards for _, text in _texts(card))


def _texts(card: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield from (("title", name) for name in card.get("names", ()))
    yield "text", card.get("text", "")
    yield "annual", card.get("annual_task", "")


def _is_plain(phrase: str, key: str) -> bool:
    """Tell whether `phrase` has no marks, and its letters do not begin as they end: no overlaps."""
    return phrase.isalnum() and not any(key.endswith(key[:size]) for size in range(1, len(key)))


def _all_as(phrase: str, key: str, text: str) -> bool:
    """Tell whether `text` prints the letters `key`, and each time as a plain `phrase`.

    It takes a tenth of the time of `_spellings`, which finds how else they are printed.
    """
    count = text.count(phrase)
    return bool(count) and "".join(runs(text)).count(key) == count


def _spellings(text: str, key: str) -> Iterator[str]:
    if not key or key not in "".join(runs(text)):
        return
    letters, origin = letters_of(text)
    start = letters.find(key)
    while start >= 0:
        yield text[origin[start] : origin[start + len(key) - 1] + 1]
        start = letters.find(key, start + 1)


def letters_of(text: str) -> tuple[str, list[int]]:
    """Return the folded letters and digits of `text` with where each stands."""
    folded = fold(text)
    kept = [(c, o) for c, o in zip(folded.text, folded.origin, strict=True) if c.isalnum()]
    return "".join(c for c, _ in kept), [o for _, o in kept]
