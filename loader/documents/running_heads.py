"""Lines at the edges of pages that run on all of them: heads of gazettes, titles printed again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

from loader.registers.registers import Registers
from loader.source import Paragraph
from loader.texts.brackets import MARK

_STOPPED, _HEAD = re.compile("[。；;：:，,、]"), 4
"""Signs that no title has, and lines at the head of a document among which it stands."""

_GAZETTE = re.compile(
    r"(?:(?:19|20)\d{2}年?\s*[第·.]?\s*\d{1,2}\s*期?\s*)?"
    r"[\u4e00-\u9fff]{2,16}公报(?:\s*[（(]?(?:19|20)\d{2}[年·.]?\s*第?\s*\d{1,3}\s*[期号]?[）)]?)?"
)
"""The head of a gazette: 江苏省人民政府公报  2023年第6期."""

_BARE = re.compile(r"[\d\s]+")
_LONGEST = 30


def running_heads(
    lines: Sequence[Paragraph], page_ends: Set[int], registers: Registers
) -> set[int]:
    """Return the numbers of lines beside those of pages at `page_ends` that are no text.

    They print a line of the head again, are heads of a gazette, or stand on several pages alike.
    """
    head = {line.text: n for n, line in reversed(list(enumerate(lines[:_HEAD])))}
    again = {
        line.number
        for n, (before, line) in enumerate(pairwise(lines), 1)
        if before.number in page_ends and head.get(line.text, n) < n
        if not _STOPPED.search(line.text)
    }
    edges = [line for line in _at_edges(lines, page_ends) if _may_run(line.text, registers)]
    counted = Counter(line.text for line in lines)
    at_edges = Counter(line.text for line in edges)
    alike = {text for text, count in at_edges.items() if 1 < count == counted[text]}
    gazette = {line.number for line in edges if _GAZETTE.fullmatch(line.text)}
    return again | gazette | {line.number for line in edges if line.text in alike}


def _at_edges(lines: Sequence[Paragraph], page_ends: Set[int]) -> Iterator[Paragraph]:
    """Yield the lines above and below numbers of pages that cannot be those of rows: — 3 —."""
    ends = {
        line.number for line in lines if line.number in page_ends and not _BARE.fullmatch(line.text)
    }
    for before, line, after in zip([None, *lines], lines, [*lines[1:], None], strict=False):
        beside = {one.number for one in (before, after) if one is not None}
        if beside & ends and line.number not in page_ends:
            yield line


def _may_run(text: str, registers: Registers) -> bool:
    """Tell whether the words of a line may stand on each page: no sentence, no point, no body."""
    is_short = len(text) <= _LONGEST and not _STOPPED.search(text)
    return is_short and not MARK.match(text) and not registers.ends_like_unit(text)
