"""Headings that say how many of the unmarked lines below are whose work, as labels of these.

市交通局主办（2件）
第8号　整治大桥病害        is  第8号　整治大桥病害
会办：市公安局                 牵头单位：市交通局
第27号　开通公交线路           会办：市公安局
                               第27号　开通公交线路
                               牵头单位：市交通局
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

from loader.assignments.asides import COUNT
from loader.assignments.clauses import ClauseReader
from loader.assignments.labels import read_label
from loader.assignments.owner_headings import read_owner_heading
from loader.source import Paragraph
from loader.texts.marks import numeral
from loader.texts.outline import style_of

_FEWEST = 2
_NUMBER = re.compile(r"\d+|[一二三四五六七八九十]+")
_LABELS = {"lead": "牵头单位", "responsible": "责任单位", "supporting": "配合单位"}


def with_counted_heads(lines: Sequence[Paragraph], reader: ClauseReader) -> list[Paragraph]:
    """Return `lines`, without such headings if there are two and all count the lines right."""
    whole = list(lines)
    heads = {n: said for n, line in enumerate(whole) if (said := _read(line, reader))}
    if len(heads) < _FEWEST:
        return whole
    begins = [*heads, len(whole)]
    works = {
        n: _works(whole, range(n + 1, end), heads[n][0], reader) for n, end in pairwise(begins)
    }
    if not all(len(works[n]) == heads[n][0] for n in heads):
        return whole
    label_of = {work: _label(whole[n], heads[n][1]) for n, found in works.items() for work in found}
    return list(_labelled(whole, heads.keys(), label_of))


def _read(line: Paragraph, reader: ClauseReader) -> tuple[int, str] | None:
    """Return how many items are whose, as a heading without a mark says: 市交通局主办（3件）."""
    counted = COUNT.search(line.text.rstrip("：: "))
    heading = None if style_of(line) or not counted else read_owner_heading(line.text, reader)
    if heading is None or heading.is_bare or not heading.is_named or len(heading.shares) != 1:
        return None
    number = _NUMBER.search(counted[0]) if counted else None
    label = _LABELS.get(heading.shares[0].role)
    if number is None or label is None:
        return None
    return numeral(number[0]), f"{label}：{heading.shares[0].unit.surface}。"


def _works(
    lines: Sequence[Paragraph], places: range, count: int, reader: ClauseReader
) -> Sequence[int]:
    """Return which lines at `places` are work: the first `count` that are no labels."""
    plain = [n for n in places if not read_label(lines[n].text, reader.registers)]
    is_last = places.stop == len(lines)
    found = plain[:count] if is_last else plain
    return () if any(style_of(lines[n]) for n in found) else found


def _label(head: Paragraph, words: str) -> Paragraph:
    return head.with_words(words)


def _labelled(
    lines: Sequence[Paragraph], heads: Container[int], label_of: dict[int, Paragraph]
) -> Iterator[Paragraph]:
    for n, line in enumerate(lines):
        if n not in heads:
            yield line
        if n in label_of:
            yield label_of[n]
