"""Brackets on lines of their own above the points that their bodies have, read as headings.

一、副县长王明牵头
（县教育局、县财政局）              is 【县教育局、县财政局】
1.新建幼儿园三所。
2.改造校舍十所。
（县水务局）                        is 【县水务局】
3.修渠五公里。
"""

from __future__ import annotations

from collections.abc import Sequence

from loader.assignments.clauses import ClauseReader
from loader.assignments.closing_brackets import assigns_to_body
from loader.source import Paragraph
from loader.texts.brackets import find_brackets
from loader.texts.outline import SECTION, style_of

_FEWEST = 2


def with_brackets_above_framed(lines: Sequence[Paragraph], reader: ClauseReader) -> list[Paragraph]:
    """Return `lines`, such brackets framed as headings are, if they stand above all points.

    Two at least do. Those that stand behind points, at the end of sections, are of these.
    """
    found = [n for n, line in enumerate(lines[:-1]) if _holds_bodies(line, reader)]
    below = {style_of(lines[n + 1]) for n in found}
    if len(found) < _FEWEST or len(below) != 1 or "" in below:
        return list(lines)
    points = [n for n, line in enumerate(lines) if style_of(line) in below]
    opened = all(_stands_below(n, lines, found, points) for n in points)
    if not opened or _holds_bodies(lines[-1], reader):
        return list(lines)
    return [_framed(line) if n in found else line for n, line in enumerate(lines)]


def _holds_bodies(line: Paragraph, reader: ClauseReader) -> bool:
    brackets = find_brackets(line.text)
    if not brackets or line.text[0] not in "（(" or brackets[0].end != len(line.text):
        return False
    said = reader.for_brackets.read(brackets[0].inner, "responsible")
    return assigns_to_body(said) and not said.rest and not said.deadlines


def _stands_below(n: int, lines: Sequence[Paragraph], found: list[int], points: list[int]) -> bool:
    """Tell whether a point stands below a bracket or another point, and below no title at once."""
    above = max((one for one in (*found, *points) if one < n), default=None)
    between = lines[n if above is None else above + 1 : n]
    return above is not None and not any(SECTION.match(line.text) for line in between)


def _framed(line: Paragraph) -> Paragraph:
    return line.with_words(f"【{line.text[1:-1]}】")
