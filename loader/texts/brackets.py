"""Brackets in running text: pairs of any width, nested ones, and those that were never closed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_OPEN = "（(〔[【［"
_CLOSE = "）)〕]】］"
_OPEN_ANGLE, _CLOSE_ANGLE = "<＜〈", ">＞〉"
NUMERAL = "[一二三四五六七八九十百零〇]"
MARK = re.compile(
    rf"(?:[（(]\s*(?:{NUMERAL}{{1,4}}|\d{{1,3}})\s*[）)](?!型)|{NUMERAL}{{1,4}}[、.．]|第{NUMERAL}{{1,4}}(?:[条章节]|部分)"
    r"|\d{1,3}\s*[、．﹒]|\d{1,3}\s*\.(?!\d(?!\d{3}年|\d?月))|(?<![\dA-Za-z（(.．图表第式注])\d{1,2}[）)](?=\s*[\u4e00-\u9fff“])|(?<![\d.])\d{1,2}(?:\.\d{1,2}){2,3}[.．、]?(?![\d.])"
    r"|(?<![\d.])\d{1,2}\.\d{1,2}(?:[.．、](?!\d)|(?=\s+[\u4e00-\u9fff“]))"
    r"|[①-⑳❶-❿]|[⑴-⒇]|[⒈-⒛]"
    r"|(?<![\dA-Za-z])(?:[（(]?[A-Za-z][）)]|[A-Z]\d{1,2}[.．、])(?=\s*[\u4e00-\u9fff“])|[Ⅰ-Ⅻ](?:[-—－]\d{1,2})?(?:[、.．]|(?=\s))"
    r"|(?<![\d.])\d{1,2}[-—－]\d{1,2}(?:[、.．]|(?=\s))(?=\s*[\u4e00-\u9fff“])(?!\s*[年月日号人名个天倍万亿点时周岁]))\s*"
)
"""A mark that opens an item of a list: （一）, 1., 二、, ①, 1.2.3, a), A1., Ⅱ-1, 2-1."""


_MOST_OPEN = 50
_LONGEST_OPEN = 400
"""Characters that a bracket which is never closed may hold, and how many such are looked at."""


@dataclass(frozen=True)
class Bracket:
    """Characters `start` to `end` of a text, brackets included; `inner` is what they enclose."""

    start: int
    end: int
    inner: str
    is_closed: bool = True


def find_brackets(text: str) -> list[Bracket]:
    """Return all brackets of `text`, outer before inner, in the order in which they open.

    One that is not closed reaches to the next list mark, or as far as a list of units may.

    >>> [b.inner for b in find_brackets("一（甲（乙）〕二（丙")]
    ['甲（乙）', '乙', '丙']
    """
    opened: list[int] = []
    found: list[Bracket] = []
    for position, character in enumerate(text):
        if character in _OPEN:
            opened.append(position)
        elif character in _CLOSE and opened:
            start = opened.pop()
            found.append(Bracket(start, position + 1, text[start + 1 : position]))
    for start in opened[-_MOST_OPEN:]:
        farthest = min(len(text), start + _LONGEST_OPEN)
        mark = MARK.search(text, start + 1, farthest)
        end = mark.start() if mark else farthest
        found.append(Bracket(start, end, text[start + 1 : end], is_closed=False))
    return sorted(found, key=lambda bracket: (bracket.start, -bracket.end))


def closes_bracket(text: str) -> bool:
    """Tell whether `text` closes a bracket that it does not open.

    >>> closes_bracket("县（市、区）政府负责）"), closes_bracket("（一）修路")
    (True, False)
    """
    depth = 0
    for character in text:
        depth += (character in _OPEN) - (character in _CLOSE)
        if depth < 0:
            return True
    return False


def split_outside(text: str, separators: str) -> Iterator[str]:
    """Yield the parts of `text` between `separators` that stand outside of brackets.

    >>> list(split_outside("各县（市、区）政府，市财政局", "，、"))
    ['各县（市、区）政府', '市财政局']
    """
    if not any(separator in text for separator in separators):
        yield text
        return
    depth = start = 0
    for position, character in enumerate(text):
        if character in _OPEN + _OPEN_ANGLE:
            depth += 1
        elif character in _CLOSE + _CLOSE_ANGLE:
            depth = max(depth - 1, 0)
        elif depth == 0 and character in separators:
            yield text[start:position]
            start = position + 1
    yield text[start:]
