"""Points on the line of the title that gives those named above their role, as lines of their own.

一、市教育局                            is 一、市教育局
牵头任务：①新建学校；②招聘教师。           （一）牵头任务
配合任务：①改造校舍（市建设局）。            ①新建学校；
                                            ②招聘教师。
                                           （二）配合任务
                                            ①改造校舍（市建设局）。
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from loader.assignments.owner_headings import role_of_title
from loader.registers.registers import Registers
from loader.source import UNPRINTED, Paragraph
from loader.texts.brackets import MARK, split_outside
from loader.texts.marks import read_mark
from loader.texts.outline import mark_style, opens_item, style_of

_TITLE = re.compile(
    r"(?:^|(?<=[。；;\s]))(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．])?"
    r"(?P<title>[\u4e00-\u9fff]{2,8}(?:任务|事项|工作|项目|目标|负责|做好|抓好|落实|完成|实施))"
    r"(?:[（(]?(?:共|计)?\d{1,2}[项件个条][）)]?)?\s*[：:]\s*"
)
_FEWEST = 2
_MARKS = (("（一）", "（二）", "（三）"), ("1.", "2.", "3."), ("（1）", "（2）", "（3）"))
"""Marks that titles of roles may be read with: those that no line of a document has."""

_COUNTS = tuple(map(chr, range(ord("①"), ord("⑳") + 1)))


def with_points_below_roles(lines: Sequence[Paragraph], registers: Registers) -> list[Paragraph]:
    """Return `lines`, titles of roles and the points behind them apart, if two at least have some.

    They stand below other lines that name whose role that is.
    """
    known = _titles_of_roles(lines, registers)
    cut = {
        n: list(_cut(line))
        for n, line in enumerate(lines)
        if (titles := _titles(line)) and known.issuperset(titles)
    }
    if sum(map(len, cut.values())) < _FEWEST:
        return list(lines)
    styles = {style_of(line) for n, line in enumerate(lines) if n not in cut}
    styles |= {style_of(one) for parts in cut.values() for _, points in parts for one in points}
    free = (marks for marks in _MARKS if mark_style(marks[0]) not in styles)
    marks = next(free, _MARKS[0])
    found: list[Paragraph] = []
    count = 0
    for n, line in enumerate(lines):
        if n not in cut:
            found.append(line)
            count = 0
        for title, points in cut.get(n, []):
            found += [replace(title, mark=marks[count % len(marks)]), *points]
            count += 1
    return found


def _titles_of_roles(lines: Sequence[Paragraph], registers: Registers) -> set[str]:
    """Return the titles that open lines or stand in them beside one that gives a role.

    主要任务：… / 配合任务：… says by the second that the first is what those above do themselves.
    """
    known: set[str] = set()
    for opens, run in groupby(map(_titles, lines), key=bool):
        titles = {title for one in run for title in one} if opens else set()
        known |= titles if any(role_of_title(one, registers) for one in titles) else set()
    return known


def _titles(line: Paragraph) -> list[str]:
    """Return the titles in a line, none if other words open it."""
    return (
        [title["title"] for title in _TITLE.finditer(line.text)] if _TITLE.match(line.text) else []
    )


def _cut(line: Paragraph) -> Iterator[tuple[Paragraph, list[Paragraph]]]:
    """Yield the titles of a line, each with its points."""
    text, parts = line.text, line.lines
    titles = list(_TITLE.finditer(text))
    ends = [*(one.start() for one in titles[1:]), len(text)]
    for title, end in zip(titles, ends, strict=True):
        points = _points(text[:end], title.end())
        plain = replace(line, mark="", parts=parts)
        yield (
            replace(plain, clean=title["title"]),
            [replace(plain, clean=p) for p in points] or _unmarked(plain, text[title.end() : end]),
        )


def _points(text: str, begin: int) -> list[str]:
    """Return the points of `text` from `begin` on, none if these do not count from 1."""
    marks = [one for one in MARK.finditer(text, begin) if opens_item(text, one)]
    marks = [one for one in marks if mark_style(one[0]) == mark_style(marks[0][0])]
    values = [mark.value for one in marks if (mark := read_mark(one[0]))]
    if not marks or values != [*range(1, len(values) + 1)] or marks[0].start() != begin:
        return []
    starts = [*(one.start() for one in marks), len(text)]
    return [text[start:end].strip() for start, end in pairwise(starts)]


def _unmarked(line: Paragraph, words: str) -> list[Paragraph]:
    """Return the points that stops part in `words`, with marks that no text prints."""
    points = [one.strip() for one in split_outside(words, "。；;") if one.strip()]
    return [
        replace(line, clean=point, mark=_COUNTS[n % len(_COUNTS)], printed_mark=UNPRINTED)
        for n, point in enumerate(points)
    ]
