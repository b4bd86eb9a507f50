"""How the marks of points stand to a heading: which form opens first, what counts on or anew."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from loader.assignments.asides import COUNT
from loader.assignments.clauses import ClauseReader
from loader.assignments.labels import read_label
from loader.source import Paragraph
from loader.texts.brackets import NUMERAL
from loader.texts.marks import read_mark
from loader.texts.outline import BULLET, is_heading, is_title, style_of

_SHORTEST_INTRO = 12
"""Characters of a line that announces points: 重点抓好以下三项工作："""

_ANNEXED = re.compile(r"附\s*[件录表则]?\s*\d*\s*[：:]")


def counts_on(point: Paragraph, above: Sequence[Paragraph]) -> bool:
    """Tell whether the mark of `point` is the next after the last of its form `above` it."""
    mark, style = read_mark(point.mark or point.text), style_of(point)
    last = next((line for line in reversed(above) if style_of(line) == style), None)
    before = read_mark(last.mark or last.text) if last else None
    return bool(mark and before and mark.value == before.value + 1)


def opens_before(style: str, other: str, position: int, lines: Sequence[Paragraph]) -> bool:
    """Tell whether the first mark of the form `style` stands before the first of `other`.

    That is so in the section in which the line at `position` stands: 1. may follow 一、 in those
    before it, and （一） only in this one.
    """
    styles = [style_of(line) for line in lines]
    outer = set(styles[: min(styles.index(style), styles.index(other))])
    sections = (n for n in range(position, 0, -1) if styles[n] and styles[n] in outer)
    start = next(sections, 0)
    return styles.index(style, start) < styles.index(other, start)


def heads_other_points(lines: Sequence[Paragraph], position: int, points: str) -> bool:
    """Tell whether a line below points with an owner heads others, which nobody answers for.

    It has no mark, and marks of the form `points` begin anew below it: 附：考核要求.
    """
    line, below = lines[position], lines[position + 1 : position + 2]
    if style_of(line) or not is_title(line.text) or line.text.endswith("。"):
        return False
    mark = read_mark(below[0].mark or below[0].text) if below else None
    begins_anew = mark is not None and mark.value == 1 and style_of(below[0]) == points
    return begins_anew or _ANNEXED.match(line.text) is not None


_GROUP = re.compile(
    rf"(?:{NUMERAL}{{1,3}}、)?第?(?:{NUMERAL}{{1,3}}|\d{{1,2}})[\u4e00-\u9fff]{{0,6}}?[小大]?(?:组|片区?)"
    r"(?:[：:]?|[：:][\u4e00-\u9fff]{2,14})"
)
"""The number of a group, which names no body: 第一组, 第二包抓组, 第三组：工业项目组."""


def is_of_group(text: str) -> bool:
    """Tell whether a heading is the number of a group: 第二包抓组（3项）."""
    return _GROUP.fullmatch("".join(COUNT.sub("", text).split())) is not None


def may_be_titled(line: Paragraph) -> bool:
    """Tell whether `line` may be a title that names nobody, above labels that do."""
    return bool(style_of(line)) and is_title(line.text) and not line.text.endswith("。")


_COUNTS_ONE = re.compile(r"[（(]\s?共?\s?[1一]\s?[项件条个][^（()）]{0,4}[）)]\s?[：:]?$")
"""How a heading ends that has one point: 县水利局（1项）."""

_POINT = re.compile(
    r"(?!各|有关要求|附件|联系|以上|注)[^。；;：（(]{5,120}。?(?:[（(][^（()）]{2,80}[）)]。?)?"
)
"""A point without a mark, a bracket behind it that says who helps."""


def has_only_point(line: Paragraph, below: Sequence[Paragraph]) -> bool:
    """Tell whether one sentence without a mark stands below a heading that counts: its only point.

    五、县水利局（1项） / 加固水库。 / 六、县文化局 has it.
    """
    style, points = style_of(line), list(takewhile(lambda one: not style_of(one), below))
    if not style or not points or not _POINT.fullmatch(points[0].text):
        return False
    following = below[len(points) : len(points) + 1]
    is_next = len(points) == 1 and bool(following) and counts_on(following[0], [line])
    return is_next or _COUNTS_ONE.search(line.text) is not None


def are_titles(lines: Sequence[Paragraph], reader: ClauseReader) -> bool:
    """Tell whether the first two of `lines` are titles without marks and labels."""
    return len(lines) > 1 and all(
        is_heading(line.text)
        and not (style_of(line) or BULLET.match(line.text))
        and not read_label(line.text, reader.registers)
        for line in lines[:2]
    )


def announces_points(lines: Sequence[Paragraph]) -> bool:
    """Tell whether the first of two lines says that points follow, and the second is one."""
    if len(lines) < 2 or style_of(lines[0]) or not style_of(lines[1]):
        return False
    return lines[0].text.endswith(("：", ":")) and len(lines[0].text) >= _SHORTEST_INTRO
