"""Numbers in two parts that nothing parts from their lines: 1.1修桥, 1.2铺路, 2.1植树.

A number that stands between those before and after it may have a figure right behind:
10.修桥 / 11.121人才项目 / 12.植树.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from loader.source import Paragraph
from loader.texts.marks import read_mark
from loader.texts.outline import style_of

_PARTED = re.compile(r"(?P<first>\d{1,2})[.．](?P<second>\d{1,2})(?=[\u4e00-\u9fff“《])")
"""What may be a number in two parts, or a figure that opens a sentence: 2.5万亩良田."""

_BEFORE_FIGURE = re.compile(r"(?P<number>\d{1,3})[.．](?=\d)")


def with_parted_numbers_apart(paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    """Return the lines, a blank behind the numbers in two parts that count up.

    They do if each goes on with the one before, or opens the next part: 1.1, 1.2, 2.1.
    """
    lines = _with_figures_apart(list(paragraphs))
    found = {n: match for n, line in enumerate(lines) if (match := _PARTED.match(line.text))}
    numbers = [(int(one["first"]), int(one["second"])) for one in found.values()]
    if not _count_up(numbers):
        return lines
    return [_apart(line, found[n]) if n in found else line for n, line in enumerate(lines)]


def _count_up(numbers: list[tuple[int, int]]) -> bool:
    """Tell whether numbers count up in two parts.

    >>> _count_up([(1, 1), (1, 2), (2, 1)]), _count_up([(1, 1), (2, 1)]), _count_up([(2, 5)])
    (True, False, False)
    """
    steps = list(pairwise(numbers))
    within = [two for two in steps if two[1] == (two[0][0], two[0][1] + 1)]
    others = [two for two in steps if two not in within]
    begins_parts = all(after[1] == 1 and after[0] > before[0] for before, after in others)
    return bool(within) and numbers[0][1] == 1 and begins_parts


def _apart(line: Paragraph, number: re.Match[str]) -> Paragraph:
    text = f"{number['first']}.{number['second']} {line.text[number.end() :]}"
    return line.with_words(text)


def _with_figures_apart(lines: list[Paragraph]) -> list[Paragraph]:
    """Return `lines`, a blank behind each number that is missing between those around it."""
    found = {n: one for n, line in enumerate(lines) if (one := _BEFORE_FIGURE.match(line.text))}
    numbers = [(n, value) for n, line in enumerate(lines) if (value := _value(line))]
    due = {
        n
        for (start, before), (end, after) in pairwise(numbers)
        for n in range(start + 1, end)
        if n in found and int(found[n]["number"]) == before + 1 == after - 1
    }
    return [_spaced(line, found[n]) if n in due else line for n, line in enumerate(lines)]


def _value(line: Paragraph) -> int:
    """Return the number 1. that opens a line, 0 if none does."""
    mark = read_mark(line.mark or line.text) if style_of(line) else None
    return mark.value if mark and mark.form == "subitem" else 0


def _spaced(line: Paragraph, number: re.Match[str]) -> Paragraph:
    text = f"{number['number']}. {line.text[number.end() :]}"
    return line.with_words(text)
