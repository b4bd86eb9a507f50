"""The cells of a stream as they are read: without numbers of pages, brackets beside their cells."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from loader.assignments.fields import BLANK
from loader.documents.lines import PAGE_NUMBER
from loader.source import Paragraph
from loader.tables.alignment import NUMBER
from loader.texts.marks import numeral
from loader.texts.outline import BARE_NUMERAL, mark_style

_BRACKET = re.compile(r"[（(][^（()）：:]{2,20}[）)]$")

_CIRCLED = re.compile("[①-⑳]$")
_LETTER = re.compile("[Ⅰ-ⅫA-Z]")
"""A class or a mark of a row, such as A or Ⅱ, rather than its number."""

_MISREAD = re.compile(r"(?=\d*[lIO])[\dlIO]{2,3}")
_FIGURES = str.maketrans("lIO", "110")
"""Letters that a reader of scans takes figures for: ll is 11."""

_LONGEST_NUMBER = 6

_FARTHEST = 3
"""Numbers that may be lost between two that count on."""


@dataclass(frozen=True)
class Token:
    """A cell of a stream; `line` tells cells of one line from those of the next.

    `close`: no blank line stands above it where blank lines part cells; None where they do not.
    """

    text: str
    place: Paragraph
    line: int = 0
    close: bool | None = None


def without_pages(tokens: Sequence[Token], *, numbered: bool) -> list[Token]:
    """Return `tokens` without the numbers of pages; a bare one is told by what is counted."""
    printed = [t for t in tokens if NUMBER.match(t.text) or not PAGE_NUMBER.match(t.text)]
    counting = counting_up(printed)
    others = [n for n, t in enumerate(printed) if t.text.isdecimal() and n not in counting]
    values = [int(printed[n].text) for n in others]
    first = values[0] if values else 0
    if not numbered or values != [*range(first, first + len(values))]:
        return printed
    return [token for n, token in enumerate(printed) if n not in others]


def with_brackets_joined(tokens: Sequence[Token]) -> list[Token]:
    """Return `tokens`, a bracket that is a line of its own with the cell before it."""
    cells: list[Token] = []
    for token in tokens:
        last = cells[-1] if cells else None
        is_remark = _BRACKET.match(token.text) and not _count(token.text)
        if last and is_remark and last.text not in BLANK and not NUMBER.match(last.text):
            parts = (*(last.place.parts or (last.place,)), token.place)
            place = replace(last.place, parts=parts) if token.place != last.place else last.place
            cells[-1] = replace(last, text=last.text + token.text, place=place, line=token.line)
        else:
            cells.append(token)
    return cells


def counting_up(cells: Sequence[Token]) -> set[int]:
    """Return which of `cells` are numbers that count up, the longest way to count them.

    They are figures, or numerals of one form (①, 一, （一）) where more of these count.
    """
    by_form: dict[str, dict[int, int]] = defaultdict(dict)
    for n, cell in enumerate(cells):
        counted = _count(cell.text)
        if counted:
            by_form[counted[0]][n] = counted[1]
    found = [_longest_count(values) for _, values in sorted(by_form.items())]
    return max(found, key=len, default=set())


def _count(text: str) -> tuple[str, int] | None:
    """Return form and value of a number that stands alone; the form of all figures is ""."""
    if len(text) > _LONGEST_NUMBER:
        return None
    if _MISREAD.fullmatch(text):
        text = text.translate(_FIGURES)
    if NUMBER.match(text):
        return "", int("".join(c for c in text if c.isdecimal()))
    if not (BARE_NUMERAL.match(text) or _CIRCLED.match(text)) or _LETTER.search(text):
        return None
    figures = unicodedata.normalize("NFKC", text).strip("（()）、.． ")
    return mark_style(text), numeral(figures)


def _longest_count(values: dict[int, int]) -> set[int]:
    """Return the places of the longest way to count up in `values` by place."""
    length: dict[int, tuple[int, int | None]] = {}
    before: dict[int, int | None] = {}
    longest: tuple[int, int | None] = (0, None)
    for n, value in values.items():
        known = [length[v] for v in range(value - 1, value - 1 - _FARTHEST, -1) if v in length]
        start = longest if value == 1 else (0, None)
        best, at = max([*known, start], key=lambda one: one[0])
        before[n] = at
        if best + 1 >= length.get(value, (0, None))[0]:
            length[value] = best + 1, n
        longest = max(longest, (best + 1, n), key=lambda one: one[0])
    found: set[int] = set()
    at = longest[1]
    while at is not None:
        found.add(at)
        at = before[at]
    return found
