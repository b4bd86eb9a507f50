"""What the beginning of a name may mean; here alone slips of typing are forgiven."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import tantivy
from rapidfuzz import fuzz

from graph.index.entries.cards import Card
from graph.index.entries.entries import ITEMS, TYPES
from graph.index.entries.fields import KINDS
from graph.index.index import TextIndex
from graph.index.words.sounds import sounds_of
from graph.index.words.words import folded, pairs, runs

SUGGESTED = tuple(t for t in TYPES if t not in (*ITEMS, "provision", "heading"))
"""Types whose names are suggested."""

_LOOKED_AT = 200
_LEAST_LIKENESS = 60.0
_LEAST_LETTERS = 4
"""Letters of pinyin in which one may be wrong."""


@dataclass(frozen=True)
class Completion:
    """A thing that may be meant; `matched` is the name that fits.

    `by`: `name`, `sound` (pinyin, initials, or a character that sounds the same) or `likeness`
    (letters are wrong or missing).
    """

    iri: str
    type: str
    label: str
    by: str
    matched: str


def complete(index: TextIndex, text: str, types: Iterable[str] = SUGGESTED) -> list[Completion]:
    """Return what `text` may be the beginning of, what fits best first."""
    typed = "".join(runs(text))
    if not typed:
        return []
    searcher = _Searcher(index, tuple(types))
    found: dict[str, Completion] = {}
    for step in (searcher.beginning, searcher.sounding, searcher.alike):
        for one in step(typed):
            found.setdefault(one.iri, one)
        if found and step is not searcher.beginning:
            break
    return list(found.values())


class _Searcher:
    def __init__(self, index: TextIndex, types: tuple[str, ...]) -> None:
        self._index = index
        kinds = [KINDS.get(name, (name,)) for name in types]
        self._types = [type_ for kind in kinds for type_ in kind]

    def beginning(self, typed: str) -> Iterator[Completion]:
        """Yield what has a name that begins so."""
        for card in self._cards(self._prefix("key", typed)):
            names = (name for name in _names(card) if "".join(runs(name)).startswith(typed))
            if name := next(names, ""):
                yield _completion(card, "name", name)

    def sounding(self, typed: str) -> Iterator[Completion]:
        """Yield what has a name that begins so in pinyin or initials, or sounds like it."""
        sound = typed if typed.isascii() else next(iter(sounds_of(typed)), "")
        if len(sound) < 2:
            return
        for card in self._cards(self._prefix("sound", sound)):
            fits = (n for n in _names(card) if any(s.startswith(sound) for s in sounds_of(n)))
            if name := next(fits, ""):
                yield _completion(card, "sound", name)

    def alike(self, typed: str) -> Iterator[Completion]:
        """Yield what has a name that differs in few letters, the most alike first."""
        found = list(self._mistyped(typed) if typed.isascii() else self._similar(typed))
        found.sort(key=lambda pair: (-pair[0], pair[1].iri))
        yield from (completion for _, completion in found)

    def _mistyped(self, typed: str) -> Iterator[tuple[float, Completion]]:
        if len(typed) < _LEAST_LETTERS:
            return
        query = self._index.mistyped("sound", typed)
        for card in self._cards(query):
            sounds = ((fuzz.ratio(s, typed), n) for n in _names(card) for s in sounds_of(n))
            likeness, name = max(sounds, default=(0.0, ""))
            yield likeness, _completion(card, "likeness", name)

    def _similar(self, typed: str) -> Iterator[tuple[float, Completion]]:
        for card in self._cards(self._index.sharing(pairs(typed)[:-1])):
            likeness, name = max((fuzz.ratio(folded(n), typed), n) for n in _names(card))
            if likeness >= _LEAST_LIKENESS:
                yield likeness, _completion(card, "likeness", name)

    def _prefix(self, name: str, typed: str) -> tantivy.Query:
        return self._index.matching(name, re.escape(typed) + ".*")

    def _cards(self, query: tantivy.Query) -> list[Card]:
        return self._index.cards(query, self._types, _LOOKED_AT)


def _completion(card: Card, by: str, name: str) -> Completion:
    return Completion(card["iri"], card["type"], card["label"], by, name)


def _names(card: Card) -> Iterator[str]:
    """Yield the names of a thing, also without its place."""
    place = folded(card["jurisdiction"]["label"]) if card["jurisdiction"] else ""
    for name in card["names"]:
        yield name
        stem = folded(name).removeprefix(place)
        if place and stem and stem != folded(name):
            yield stem
