"""Where the words of a search stand in a result: an extract with exact offsets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any

from graph.index.words.words import Folded, fold_once, span_of

LONGEST = 160
"""Characters of an extract at the most."""
_KEPT = 64
"""Searches whose terms are kept in order."""

_FIELDS = ("text", "annual_task", "label")


@dataclass(frozen=True)
class Snippet:
    """An extract: `text` begins at `start` of the result's `field`; highlights are in `text`."""

    field: str
    text: str
    start: int
    highlights: list[tuple[int, int]]


def snippet(card: dict[str, Any], terms: Iterable[str]) -> Snippet:
    """Return the extract of the first text of `card` that holds most of the folded `terms`.

    Where only a name or the row's cells hold them, the extract is the text's beginning.
    """
    terms = _ordered(tuple(terms))
    candidates = [(name, str(card[name])) for name in _FIELDS if card.get(name)]
    candidates += [("names", name) for name in card["names"]]
    candidates += [("surfaces", surface) for surface in card["surfaces"]]
    field, text = _holding_most(candidates, terms)
    return _cut(field, text, _found(text, terms))


@lru_cache(_KEPT)
def _ordered(terms: tuple[str, ...]) -> tuple[str, ...]:
    """Return the distinct ones of `terms`, the longest first: they are the same for each result."""
    return tuple(sorted(filter(None, set(terms)), key=lambda term: (-len(term), term)))


def _holding_most(candidates: list[tuple[str, str]], terms: tuple[str, ...]) -> tuple[str, str]:
    """Return the first of `candidates` that holds as many of `terms` as any."""
    found, most = candidates[0], -1
    for candidate in candidates:
        text = fold_once(candidate[1]).text
        held = sum([span_of(term, text) is not None for term in terms])
        if held > most:
            found, most = candidate, held
        if most == len(terms):
            break
    return found


def find_spans(text: str, terms: Iterable[str]) -> list[tuple[int, int]]:
    """Return where the folded `terms` stand in `text`, the longest first where they overlap.

    >>> find_spans("全面推进“河长制”，河长到位", ["河长制", "河长"])
    [(5, 8), (10, 12)]
    """
    return _found(text, _ordered(tuple(terms)))


def _found(text: str, terms: tuple[str, ...]) -> list[tuple[int, int]]:
    found = fold_once(text)
    return [_origin(found, span) for span in _spans(found.text, terms)]


def _spans(text: str, terms: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Yield what a pattern of `terms` matches, the first ones first: to compile it takes longer."""
    spans = [(term, span_of(term, text)) for term in terms]
    while following := [(term, span) for term, span in spans if span]:
        start, end = min((span for _, span in following), key=itemgetter(0))
        yield start, end
        spans = [
            (term, span_of(term, text, end) if span[0] < end else span) for term, span in following
        ]


def _origin(text: Folded, span: tuple[int, int]) -> tuple[int, int]:
    return text.origin[span[0]], text.origin[span[1] - 1] + 1


def _cut(field: str, text: str, spans: list[tuple[int, int]]) -> Snippet:
    first = spans[0][0] if spans else 0
    start = 0 if len(text) <= LONGEST else max(0, min(first - LONGEST // 4, len(text) - LONGEST))
    end = min(len(text), start + LONGEST)
    inside = [(s - start, e - start) for s, e in spans if s >= start and e <= end]
    return Snippet(field, text[start:end], start, inside)
