"""Words in the raw text of a cell, however the source spaced them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Mark:
    """A stretch of a text, in code points."""

    start: int
    end: int


def find_words(words: str, text: str) -> Mark | None:
    """Return where `words` stand in `text` for the first time, white space on both sides aside.

    >>> find_words("高彬", "许超震 高　彬")
    Mark(start=4, end=7)
    >>> find_words("高彬", "许超震")
    """
    start = text.find(words)
    if words and start >= 0:
        return Mark(start, start + len(words))
    places = [place for place, character in enumerate(text) if not character.isspace()]
    sought = "".join(words.split())
    start = "".join(text[place] for place in places).find(sought)
    if not sought or start < 0:
        return None
    return Mark(places[start], places[start + len(sought) - 1] + 1)


def joined(marks: Iterable[Mark]) -> list[Mark]:
    """Return marks in order, those that overlap as one.

    >>> joined([Mark(4, 6), Mark(0, 2), Mark(1, 3)])
    [Mark(start=0, end=3), Mark(start=4, end=6)]
    """
    found: list[Mark] = []
    for mark in sorted(marks):
        if found and mark.start < found[-1].end:
            found[-1] = Mark(found[-1].start, max(found[-1].end, mark.end))
        else:
            found.append(mark)
    return found


def marked(text: str, marks: Iterable[Mark], opening: str, closing: str) -> str:
    """Return `text` with each mark between `opening` and `closing`.

    >>> marked("新增学位900个。", [Mark(4, 8)], "[", "]")
    '新增学位[900个]。'
    """
    return "".join(_pieces(text, joined(marks), opening, closing))


def _pieces(text: str, marks: list[Mark], opening: str, closing: str) -> Iterator[str]:
    end = 0
    for mark in marks:
        yield text[end : mark.start] + opening + text[mark.start : mark.end] + closing
        end = mark.end
    yield text[end:]
