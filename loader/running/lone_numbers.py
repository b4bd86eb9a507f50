"""Numbers on lines of their own above the work that they count, read as the marks of it.

A sign or a word may stand before one (NO.1, TOP1, Part 1), and a label before the work (项目名称).

01                              is 01. 新建泵站
新建泵站                            牵头单位：市水务局
牵头单位：市水务局
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from loader.assignments.fields import CONTENT, ROLES
from loader.assignments.labels import read_label
from loader.registers.registers import Registers
from loader.source import Paragraph
from loader.texts.outline import BULLET, style_of, without_sign

_LONE = re.compile(
    rf"(?:{BULLET.pattern})?(?P<word>No|№|TOP|Part)?[.．]?\s*(?P<number>\d{{1,2}})[.．、]?",
    re.IGNORECASE,
)
_FEWEST = 3
_SHORTEST_TITLE = 3


def with_numbers_joined(lines: Iterable[Paragraph], registers: Registers) -> list[Paragraph]:
    """Return `lines`, such numbers as the marks of the lines below them.

    All numbers that stand alone count up from 1, and below each stand a title and a label that says
    who does it: those of pages stand elsewhere.
    """
    listed = list(lines)
    found = {n: match for n, line in enumerate(listed) if (match := _LONE.fullmatch(line.text))}
    groups = [listed[start:end] for start, end in pairwise([*found, len(listed)])]
    counts = [int(match["number"]) for match in found.values()] == [*range(1, len(found) + 1)]
    whole = counts and all(_is_item(group[1:], registers) for group in groups)
    if len(found) < _FEWEST or not whole:
        return listed
    titles = {n + 1: match for n, match in found.items()}
    return [
        _marked(listed[n - 1], line, titles[n]) if n in titles else line
        for n, line in enumerate(listed)
        if n not in found
    ]


def _is_item(lines: Sequence[Paragraph], registers: Registers) -> bool:
    """Tell whether `lines` are work without a mark and others, one of which is such a label."""
    title, *below = [line.text for line in lines] or [""]
    labels = [label for text in below if (label := read_label(text, registers))]
    is_plain = len(title) >= _SHORTEST_TITLE and not style_of(lines[0])
    named = read_label(title, registers)
    is_plain = is_plain and (named is None or named.field in CONTENT)
    return is_plain and any(label.field in ROLES for label in labels)


def _marked(number: Paragraph, title: Paragraph, found: re.Match[str]) -> Paragraph:
    """Return `title` with the number above it, which is printed with the word that it has: NO.1."""
    parts = (*number.lines, *title.lines)
    mark, words = f"{found['number']}.", without_sign(title.text)
    if found["word"]:
        printed = without_sign(number.text)
        return replace(title, clean=words, mark=mark, parts=parts, printed_mark=printed)
    return replace(title, clean=mark + words, parts=parts)
