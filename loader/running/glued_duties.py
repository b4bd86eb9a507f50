"""Duties of several bodies in one paragraph that divides work, each as a line of its own.

各部门按下列分工开展工作。1.市水务局。完成加固。2.市气象局。监测暴雨。   is
1.完成加固。（市水务局负责） / 2.监测暴雨。（市气象局负责）
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from loader.assignments.clauses import ClauseReader
from loader.assignments.plausibility import are_plausible
from loader.source import Paragraph
from loader.texts.units import split_list

_DIVIDED = re.compile(
    "按照?(?:下列|以下|如下)(?:职责|任务|工作)?分工[^。；]{0,8}[。：:]"
    "|(?:分工|任务)(?:安排|明确)?如下[：:。]"
)
"""How a sentence ends that divides work; what members of a group do is no work of the year."""

_MARK = re.compile(r"(?:^|(?<=[。；：:]))\s*(?P<number>\d{1,2})\s*[.．、](?!\d)")
_DUTY = re.compile(r"(?P<who>[^。；：:]{2,40})[。：:](?P<work>.{6,})", re.DOTALL)
_FEWEST = 3


def with_glued_duties_apart(
    lines: Iterable[Paragraph], reader: ClauseReader
) -> Iterator[Paragraph]:
    """Yield `lines`, such duties apart, each with its body in a bracket at its end."""
    for line in lines:
        divided = _DIVIDED.search(line.text)
        duties = list(_duties(line.text[divided.end() :], reader)) if divided else []
        if divided is None or not duties:
            yield line
            continue
        yield line.with_words(line.text[: divided.end()])
        for number, who, work in duties:
            yield line.with_words(f"{number}.{work}（{who}负责）", mark="")


def _duties(text: str, reader: ClauseReader) -> Iterator[tuple[int, str, str]]:
    """Yield number, body and work of each duty in `text`, nothing if some part of it is none."""
    marks = list(_MARK.finditer(text))
    numbers = [int(mark["number"]) for mark in marks]
    if len(marks) < _FEWEST or marks[0].start() or numbers != [*range(1, len(marks) + 1)]:
        return
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    pieces = [text[mark.end() : end].strip() for mark, end in zip(marks, ends, strict=True)]
    found = [_DUTY.fullmatch(piece) for piece in pieces]
    told = [duty for duty in found if duty]
    if len(told) < len(found):
        return
    if all(are_plausible(split_list(duty["who"]), reader.registers) for duty in told):
        yield from ((n, duty["who"], duty["work"]) for n, duty in enumerate(told, 1))
