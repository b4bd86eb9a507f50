"""Lists of bodies that say which of the points above each has, read as what is said of each point.

1.新建学校。                       is followed by 该项任务由市教育局牵头，市财政局配合。
2.架桥一座。
市教育局：牵头第1项。
市财政局：配合第1、2项。
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from loader.brackets import MARK
from loader.clauses import ClauseReader
from loader.marks import read_mark
from loader.outline import is_title, style_of
from loader.plausibility import are_plausible
from loader.running.group_owners import ONE, TO, read_numbers
from loader.source import Paragraph
from loader.units import split_list

_VERBS = {"牵头": "牵头", "主办": "牵头", "负责": "负责", "承担": "负责", "承办": "负责"}
"""What a body does with a point, and the word for it; all else is to help."""

_HELPS = "配合"
_SAID = re.compile(
    r"(?:主要|具体|共同)?(?P<verb>牵头|主办|负责|承担|承办|配合|协办|协助|参与|会办)(?:负责|落实|完成|办理|推进|做好)?"
    rf"(?P<numbers>{ONE}(?:(?:{TO}|[、，,和及与]){ONE})*)(?:重点)?(?:任务|工作|事项|目标)*(?:[，,；;。]|$)"
)
_LINE = re.compile(
    rf"(?P<who>[^：:。；;，,]{{2,60}}?)\s*[：:]?\s*(?P<said>(?:{_SAID.pattern})+)".replace(
        "?P<verb>", "?:"
    ).replace("?P<numbers>", "?:")
)
_FEWEST = 2


@dataclass(frozen=True)
class _Charge:
    """What one line says: bodies, and the numbers of points by the word for what they do."""

    line: Paragraph
    who: str
    numbers: tuple[tuple[str, tuple[int, ...]], ...]


def with_owners_by_number(lines: Sequence[Paragraph], reader: ClauseReader) -> list[Paragraph]:
    """Return `lines` with a sentence below each point in place of the list of bodies, if two lines
    at least name points, all of which stand above with a number that comes once.
    """
    charges = {n: charge for n, line in enumerate(lines) if (charge := _charge(line, reader))}
    points = _single_points(lines[: next(iter(charges), 0)])
    numbers = {n for one in charges.values() for _, some in one.numbers for n in some}
    if len(charges) < _FEWEST or not numbers <= set(points):
        return list(lines)
    ends = {_end(points[n], lines): _told(n, list(charges.values())) for n in numbers}
    told: list[Paragraph] = []
    for position, line in enumerate(lines):
        told += [ends[position]] if position in ends else []
        told += [line] if position not in charges else []
    return told


def _end(point: int, lines: Sequence[Paragraph]) -> int:
    """Return where the next mark or title stands below the point at that position."""
    below = enumerate(lines[point + 1 :], point + 1)
    return next((n for n, line in below if style_of(line) or is_title(line.text)), len(lines))


def _charge(line: Paragraph, reader: ClauseReader) -> _Charge | None:
    mark = MARK.match(line.text)
    match = _LINE.fullmatch(line.text, mark.end() if mark else 0)
    if match is None or not are_plausible(split_list(match["who"]), reader.registers):
        return None
    said = (
        (_VERBS.get(one["verb"], _HELPS), tuple(read_numbers(one["numbers"])))
        for one in _SAID.finditer(match["said"])
    )
    return _Charge(line, match["who"], tuple(said))


def _single_points(lines: Sequence[Paragraph]) -> dict[int, int]:
    """Return where the points of the form of the last stand, by the numbers that come once."""
    style = next((style_of(line) for line in reversed(lines) if _is_point(line)), "")
    marks = {
        n: read_mark(one.mark or one.text) for n, one in enumerate(lines) if style_of(one) == style
    }
    values = [mark.value for mark in marks.values() if mark]
    found = {mark.value: n for n, mark in marks.items() if mark and values.count(mark.value) == 1}
    return found if style else {}


def _is_point(line: Paragraph) -> bool:
    return bool(style_of(line)) and line.text.endswith(("。", "；"))


def _told(number: int, charges: Sequence[_Charge]) -> Paragraph:
    """Return the sentence that says who has the point with `number`."""
    named: dict[str, list[str]] = defaultdict(list)
    parts: list[Paragraph] = []
    for charge in charges:
        for verb, numbers in charge.numbers:
            if number in numbers:
                named[verb].append(charge.who)
                parts += charge.line.parts or (charge.line,)
    said = "，".join(f"{'、'.join(who)}{verb}" for verb, who in sorted(named.items(), key=_rank))
    words = f"该项任务由{said}。"
    return replace(next(islice(parts, 1)), clean=words, mark="", parts=tuple(parts))


def _rank(named: tuple[str, list[str]]) -> int:
    return ("牵头", "负责", _HELPS).index(named[0])
