"""The words of a text, with where each begins and ends and what part of speech it is.

The dictionary is that of jieba. It is not asked to guess new words, so that what it does not know
falls into single characters: a sign of a proper name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import chain

from graph.index.words.words import dictionary

_TAGGED = re.compile(r"^(\S{2,}) \d+ (n[rstz]\w?|v\w?|a[dn]?|d|p|c|r|m|q|b|f|t)$", re.MULTILINE)
"""Lines of the dictionary whose part of speech is asked for."""

_CLAUSES = re.compile("[^，。；、]+|[，。；、]")
"""What is cut by itself: no word of the dictionary reaches over such a mark."""

_CACHED = 16_384
"""Clauses whose words are kept: documents repeat names and set phrases."""


@dataclass(frozen=True)
class Word:
    """A word of a text; `tag` is its part of speech as jieba writes it, "" if it is not asked for.

    Single characters have no tag: those of the dictionary say little.
    """

    start: int
    end: int
    text: str
    tag: str


@dataclass(frozen=True)
class Words:
    """The words of `text`, one after the other without a gap."""

    text: str
    words: tuple[Word, ...]

    @cached_property
    def edges(self) -> frozenset[int]:
        """Where words begin and end."""
        return frozenset([0, *(word.end for word in self.words)])

    def at(self, position: int) -> Word:
        """Return the word that the character at `position` belongs to."""
        return self._at[position]

    def within(self, start: int, end: int) -> list[Word]:
        """Return the words between two positions; one that reaches over an end is cut off there."""
        return list(self._within(start, end))

    def _within(self, start: int, end: int) -> Iterator[Word]:
        position = start
        while position < end:
            word = self._at[position]
            if word.start >= start and word.end <= end:
                yield word
            else:
                yield Word(
                    max(start, word.start),
                    min(end, word.end),
                    self.text[max(start, word.start) : min(end, word.end)],
                    "",
                )
            position = word.end

    @cached_property
    def _at(self) -> tuple[Word, ...]:
        return tuple(word for word in self.words for _ in range(word.end - word.start))


def cut(text: str) -> Words:
    """Return the words of `text`.

    >>> [word.text for word in cut("建设沙溪镇").words]
    ['建设', '沙溪镇']
    """
    tags = _tags()
    words, position = [], 0
    for word in chain.from_iterable(map(_clause_words, _CLAUSES.findall(text))):
        end = position + len(word)
        words.append(Word(position, end, word, tags.get(word, "")))
        position = end
    return Words(text, tuple(words))


@lru_cache(_CACHED)
def _clause_words(clause: str) -> tuple[str, ...]:
    return tuple(_parted(dictionary().cut(clause, HMM=False)))


def _parted(words: Iterable[str]) -> Iterator[str]:
    """Yield the words; a county of one province that elsewhere is a verb and its object, as two.

    新建县医院 is a new hospital but in 江西.
    """
    for word in words:
        if word.startswith("新建") and len(word) > 2:
            yield from (word[:2], word[2:])
        else:
            yield word


@cache
def _tags() -> dict[str, str]:
    with dictionary().get_dict_file() as file:
        return dict(_TAGGED.findall(file.read().decode()))
