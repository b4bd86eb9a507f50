"""What an entry must hold to be found: the search without its ranking.

Counting needs the set alone. Where one way to meet a word needs all that another needs and more,
it adds nothing to the set and is left out: `河道整治` as it stands beside 河道 and 整治 anywhere. A
word that jieba cuts off stands in the text, so that its character pairs find it too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graph.index.search.ways import Term, Way
from graph.index.words.words import runs


@dataclass(frozen=True)
class Wording:
    """Letters stand in a text as they are; between runs of them may be any sign."""

    text: str


@dataclass(frozen=True)
class Value:
    """A field holds one of some values."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class AllOf:
    parts: tuple[Held, ...]


@dataclass(frozen=True)
class AnyOf:
    parts: tuple[Held, ...]


@dataclass(frozen=True)
class NoneOf:
    part: Held


Held = Wording | Value | AllOf | AnyOf | NoneOf
"""`NoneOf` stands inside `AllOf` only."""


def all_held(parts: Iterable[Held]) -> Held:
    """Return what holds all of `parts`.

    >>> all_held([Wording("河道")])
    Wording(text='河道')
    """
    found = tuple(parts)
    return found[0] if len(found) == 1 and not isinstance(found[0], NoneOf) else AllOf(found)


def any_held(parts: Iterable[Held]) -> Held:
    """Return what holds any of `parts`."""
    found = tuple(parts)
    return found[0] if len(found) == 1 else AnyOf(found)


def held_of(term: Term, name_words: Iterable[str]) -> Held:
    """Return what an entry holds that `term` finds: one of its ways, or a name of `name_words`."""
    needed = [_needed(way) for way in term.ways]
    names = tuple(name_words)
    ways = _weakest([words for words in needed if words])
    found = [all_held(map(Wording, words)) for words in ways]
    if not any(_implies(names, words) for words in ways):
        found.append(all_held(Value("name_words", (word,)) for word in names))
    for way in term.ways:
        found += [Value(name, tuple(iris)) for name, iris in way.links.items()]
    found.append(Value("key", (term.text,)))
    if is_sound(term.text):
        found.append(Value("sound", (term.text,)))
    return any_held(found)


def _needed(way: Way) -> tuple[str, ...]:
    """Return the words that a way needs; none where one of them has no letter."""
    return tuple(dict.fromkeys(way.words)) if all(map(runs, way.words)) else ()


def is_sound(run: str) -> bool:
    """Tell whether a run may be a name in pinyin, or its initials."""
    return run.isascii() and run.isalpha() and len(run) > 1


def _weakest(needed: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return the needs that no other is part of.

    >>> _weakest([("河道整治",), ("河道", "整治"), ("整治", "河道")])
    [('河道', '整治')]
    """
    found: list[tuple[str, ...]] = []
    for own in dict.fromkeys(needed):
        if not any(_implies(own, other) for other in found):
            found = [other for other in found if not _implies(other, own)]
            found.append(own)
    return found


def _implies(own: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether an entry that holds `own` holds `other`."""
    return all(any(part in word for word in own) for part in other)
