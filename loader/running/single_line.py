"""A whole document on one line, cut where its sections and points begin.

……通知如下：一、水利1.修渠，由县水务局负责。2.清淤……二、交通3.修路……  is one line per point.

Only marks that go on with the numbering open one; what a point enumerates inside (：1.…；2.…) stays
in it. Where sections hold several items that nothing numbers, each bracket that says who answers
ends one, and the first of a section stands behind its title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise, zip_longest

from loader.brackets import find_brackets
from loader.clauses import ClauseReader
from loader.marks import Mark, Numbering, before_mark
from loader.outline import is_title, without_mark
from loader.source import Paragraph

_SECTIONS = frozenset({"chapter", "part"})
_FORMS = frozenset({*_SECTIONS, "item", "subitem"})
_SHORTEST, _SHARE = 50, 0.5
"""Characters of such a line, and its part of all text where it has no sections."""

_BLANK = re.compile(r"[ \t\u3000]+")
_LINE_END = re.compile(r"(?<=[。；！）)〕】])[ \t\u3000]+")
"""White space that stands for the end of a line."""

_FEWEST_SECTIONS, _FEWEST_POINTS = 2, 3


def with_documents_cut(paragraphs: Iterable[Paragraph], reader: ClauseReader) -> list[Paragraph]:
    """Return the lines, one that holds a whole document in pieces; each has the line as a part."""
    lines = list(paragraphs)
    least = _SHARE * sum(len(line.text) for line in lines)
    return [one for line in lines for one in _cut(line, reader, is_all=len(line.text) > least)]


def _cut(line: Paragraph, reader: ClauseReader, *, is_all: bool) -> Iterator[Paragraph]:
    pieces = list(_pieces(line.text, reader, is_all=is_all))
    if len(pieces) < 2:
        yield line
        return
    for piece in pieces:
        yield replace(line, clean=piece, mark="", parts=line.parts or (line,))


def _pieces(text: str, reader: ClauseReader, *, is_all: bool) -> Iterator[str]:
    """Yield the pieces of a document, nothing if `text` is none."""
    marks = list(_opening_lines(text)) if len(text) >= _SHORTEST else []
    sections = [mark for mark in marks if mark.form in _SECTIONS]
    if len(sections) < _FEWEST_SECTIONS and not (is_all and len(marks) >= _FEWEST_POINTS):
        return
    starts = sorted({0, *(mark.start for mark in marks), len(text)})
    pieces = [text[start:end].strip() for start, end in pairwise(starts)]
    cut = [list(_items(piece, reader)) for piece in pieces]
    several = sum(len(items) > 1 for items in cut[-len(marks) :]) * 2 > len(sections)
    are_unnumbered = several and len(marks) == len(sections)
    for piece, items in zip(pieces, cut, strict=True):
        lines = [line for part in _below_title(piece, reader) for line in _lines(part)]
        if are_unnumbered and len(lines) == 1 and len(items) > 1:
            lines = [without_mark(items[0]), *items[1:]]
        yield from filter(None, (line.strip() for line in lines))


def _opening_lines(text: str) -> Iterator[Mark]:
    """Yield the marks that open lines, none that count inside of a sentence: ：1.…；2.…."""
    marks = [mark for mark in Numbering().find_marks(text) if mark.form in _FORMS]
    for mark, following in zip_longest(marks, marks[1:]):
        before = before_mark(text, mark.start)
        end = before_mark(text, following.start) if following else ""
        is_inner = before in "；;" or (before in "：:" and end in "；;")
        if not before or mark.form != "subitem" or not is_inner:
            yield mark


def _items(piece: str, reader: ClauseReader) -> Iterator[str]:
    """Yield a section cut behind the brackets that say who answers."""
    start = 0
    for end in _ends(piece, reader):
        yield piece[start:end]
        start = end
    if piece[start:].strip("。；; "):
        yield piece[start:]


def _ends(piece: str, reader: ClauseReader) -> list[int]:
    """Return where the brackets end that say who answers, none of them inside of another."""
    ends = [0]
    for bracket in find_brackets(piece):
        if bracket.start >= ends[-1] and reader.for_brackets.read(bracket.inner).is_assignment:
            ends.append(bracket.end)
    return ends[1:]


def _below_title(piece: str, reader: ClauseReader) -> list[str]:
    """Return a piece, or its title with a bracket that says who answers for what follows, and that.

    一、水利（县水务局牵头）修渠……（县财政局配合）
    """
    ends = _ends(piece, reader)[:1]
    words = piece[: ends[0]] if ends else ""
    behind = piece[len(words) :].strip()
    is_title_of = words and is_title(words) and "。" not in words and behind[:1] not in "。；;，,"
    return [words, behind] if is_title_of and behind else [piece]


def _lines(piece: str) -> Iterator[str]:
    """Yield the lines of a piece where white space stands for their ends, its title first."""
    title = _BLANK.search(piece)
    if title and title.start() > 1 and is_title(piece[: title.start()]):
        yield piece[: title.start()]
        piece = piece[title.end() :]
    yield from _LINE_END.split(piece)
