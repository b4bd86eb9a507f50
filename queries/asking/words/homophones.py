"""Words of a question that are written by their sound: 民证局 for 民政局, 付件2 for 附件2."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from graph.index.index import TextIndex
from graph.index.words.sounds import syllables_of
from queries.asking.words.grammar import words
from queries.asking.words.tokens import UNKNOWN, Token

_FIELDS = ("agency", "official", "place", "programme", "facility")
_CLASSES = ("role", "rolenoun", "noun", "annexes")
_SHORTEST, _LONGEST = 2, 12
_ANNEX_WORDS = ("附件", "附表")
"""What the grammar knows with a number alone."""


def mended(
    text: str, spans: Iterable[tuple[int, int]], index: TextIndex, held: frozenset[int]
) -> str:
    """Return `text` with the known name or word for each that sounds alike, where it meets a span.

    One character may differ, in longer words two, none of those at the places `held`, which are of
    words that are known: 文件上 is not 文肩上. The text keeps its length, so that all else stays
    where it is.
    """
    known, sounds = _by_sound(index), syllables_of(text)
    for start, end in spans:
        for first, last in _around(start, end, len(text)):
            meant = known.get(sounds[first:last])
            other = _differing(text, first, meant or "")
            if meant and 0 < len(other) <= _allowed(meant) and not other & held:
                text = text[:first] + meant + text[last:]
                break
    return text


def known_places(tokens: Iterable[Token]) -> frozenset[int]:
    """Return the places of words that the grammar knows, but for those of one character.

    >>> sorted(known_places([Token(0, 2, "文件"), Token(2, 3, "上")]))
    [0, 1]
    """
    known = (t for t in tokens if len(t.text) > 1 and not t.has(UNKNOWN, "phrase", "mark"))
    return frozenset(place for t in known for place in range(t.start, t.end))


def _around(start: int, end: int, length: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of the text that meet a span, the longest first."""
    for size in range(_LONGEST, _SHORTEST - 1, -1):
        for first in range(max(0, start - size + 1), min(end, length - size + 1)):
            yield first, first + size


def _differing(text: str, first: int, meant: str) -> set[int]:
    """Return the places where the text has other characters than the word that is meant."""
    return {place for place, one in enumerate(meant, start=first) if text[place] != one}


def _allowed(meant: str) -> int:
    return 1 if len(meant) < _LONG else 2


_LONG = 5


@lru_cache(maxsize=4)
def _by_sound(index: TextIndex) -> dict[tuple[str, ...], str]:
    """Return each name of what work items have, and each word for roles, by its syllables."""
    said = {w for w, senses in words().items() if any(s.kind in _CLASSES for s in senses)}
    return {
        syllables_of(name): name
        for name in (*_names(index), *sorted(said), *_ANNEX_WORDS)
        if _is_long(name)
    }


def _is_long(name: str) -> bool:
    return _SHORTEST <= len(name) <= _LONGEST and not any(c.isascii() for c in name)


def _names(index: TextIndex) -> Iterator[str]:
    for field in _FIELDS:
        for card in index.cards_at(i for i in index.values(field) if i.startswith("http")).values():
            place = (card.get("jurisdiction") or {}).get("label", "")
            yield from (card["label"], card["label"].removeprefix(place), *card.get("names", ()))
