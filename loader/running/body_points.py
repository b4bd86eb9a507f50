"""Points on the line of the body that has them, as lines of their own.

市教育局：（1）新建幼儿园三所；（2）改造校舍十所。      is 市教育局：
                                                        （1）新建幼儿园三所；
                                                        （2）改造校舍十所。
Among such lines 市水务局：修建水渠三公里。 is 修建水渠三公里（市水务局负责）。
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from loader.assignments.clauses import ClauseReader
from loader.assignments.plausibility import are_plausible
from loader.source import Paragraph
from loader.texts.brackets import MARK
from loader.texts.marks import read_mark
from loader.texts.outline import mark_style, opens_item, without_mark
from loader.texts.units import split_list

_FEWEST = 2
_BODY = re.compile(r"(?P<body>[^：:。；;]{3,40})[：:]\s*")


def with_points_below_bodies(lines: Sequence[Paragraph], reader: ClauseReader) -> list[Paragraph]:
    """Return `lines`, bodies and the points behind them apart, if two bodies at least have some."""
    heads = {n: head for n, line in enumerate(lines) if (head := _head(line, reader))}
    cut = {n: found for n, head in heads.items() if (found := [*_apart(lines[n], head.end())])}
    if len(cut) < _FEWEST:
        return list(lines)
    between = range(min(cut), max(cut))
    cut |= {n: [_closed(lines[n], heads[n])] for n in between if n in heads and n not in cut}
    return [one for n, line in enumerate(lines) for one in cut.get(n, [line])]


def _head(line: Paragraph, reader: ClauseReader) -> re.Match[str] | None:
    """Return the single bodies and the colon that a line begins with, if more stands behind."""
    head = _BODY.match(line.text)
    units = split_list(without_mark(head["body"])) if head else []
    if not units or any(one.collective for one in units):
        return None
    return head if are_plausible(units, reader.registers) else None


def _closed(line: Paragraph, head: re.Match[str]) -> Paragraph:
    body, work = without_mark(head["body"]), line.text[head.end() :].rstrip("。；; ")
    words = f"{work}（{body}负责）。"
    return line.with_words(words) if work else line


def _apart(line: Paragraph, begin: int) -> Iterator[Paragraph]:
    """Yield the body that ends at `begin` and its points, nothing if these do not count from 1."""
    marks = [one for one in MARK.finditer(line.text, begin) if opens_item(line.text, one)]
    marks = [one for one in marks if mark_style(one[0]) == mark_style(marks[0][0])]
    values = [mark.value for one in marks if (mark := read_mark(one[0]))]
    counts = len(values) >= _FEWEST and values == [*range(1, len(values) + 1)]
    if not counts or marks[0].start() != begin:
        return
    parts = line.lines
    yield replace(line, clean=line.text[:begin].strip(), parts=parts)
    for start, end in pairwise([*(one.start() for one in marks), len(line.text)]):
        yield replace(line, clean=line.text[start:end].strip(), mark="", parts=parts)
