"""Numbers in two parts that nothing parts from their lines: 1.1修桥, 1.2铺路, 2.1植树."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from loader.source import Paragraph

_PARTED = re.compile(r"(?P<first>\d{1,2})[.．](?P<second>\d{1,2})(?=[\u4e00-\u9fff“《])")
"""What may be a number in two parts, or a figure that opens a sentence: 2.5万亩良田."""


def with_parted_numbers_apart(paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    """Return the lines, a blank behind the numbers in two parts that count up.

    They do if each goes on with the one before, or opens the next part: 1.1, 1.2, 2.1.
    """
    lines = list(paragraphs)
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
    return replace(line, clean=text, parts=line.parts or (line,))
