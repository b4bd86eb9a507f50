"""Lines that say of points above, by their numbers, who has them, put below each point.

1.新建学校。                       is followed by 该项任务：牵头单位：市教育局 and
2.架桥一座。                       该项任务：配合单位：市财政局
市教育局：牵头第1项。
市财政局：配合第1、2项。

So a list of bodies is read; so are 第一部分第1、2项由市教育局牵头，市财政局配合, and
责任单位：第1项市教育局，第2项市财政局.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from loader.assignments.clauses import ClauseReader
from loader.assignments.group_owners import OF_ITEM, read_group_owners
from loader.assignments.references import Point, find_points, resolve
from loader.report import Report
from loader.running.charges import Charge, charges_among, is_announced
from loader.source import Paragraph, parts_of
from loader.texts.outline import is_title, leading_mark, style_of

_RANKS = ("牵头单位", "责任单位", "配合单位", "指导单位")
_FEWEST = 2
_LAST = 10**9
"""More than the number of any line."""

_NONE = "names points by numbers that no point above it has, or several"


@dataclass(frozen=True)
class Told:
    """What is said of a `point`; it stands before the line with the number `before`."""

    point: Paragraph
    before: int
    words: Paragraph


def find_owners_by_number(
    lines: Sequence[Paragraph], reader: ClauseReader, report: Report
) -> tuple[list[Paragraph], list[Told]]:
    """Return `lines` without those that say who has points by their numbers, and what these say.

    A block of such lines speaks of the points above it, since the block before; one that names none
    of them stays as it is. Numbers that name no point, or several, go to the report.
    """
    charges = charges_among(lines, reader)
    points, since = find_points(lines) if charges else [], 0
    found = list[Assigned]()
    for block in _blocks(sorted(charges)):
        listed = [one for one in points if one.position < block[0]]
        named = [(n, one) for n in block for one in charges[n]]
        if len(named) < _FEWEST and not _is_sure(named[0][1], lines[block[-1]]):
            continue
        near = [one for one in listed if one.position >= since]
        assigned = _assigned(named, near) or _assigned(named, listed)
        since = block[-1]
        if len(assigned) < _wanted(named) and read_group_owners(
            lines[since].text, reader.registers
        ):
            continue
        found += assigned
        _report(named, assigned, lines, report)
    spent = {position for position, _ in found}
    spent |= {n for n, said in charges.items() if not said and n + 1 in spent}
    told = [_told(charge, point, lines[n], lines, spent) for n, (point, charge) in found]
    return [line for n, line in enumerate(lines) if n not in spent], told


def with_owners_below(lines: Sequence[Paragraph], told: Sequence[Told]) -> list[Paragraph]:
    """Return `lines` with what is `told` of points below each of them."""
    said: dict[tuple[int, str], list[Told]] = defaultdict(list)
    for one in told:
        said[_key(one.point)].append(one)
    placed, waiting = list[Paragraph](), list[Told]()
    for line in lines:
        ends = style_of(line) or (is_title(line.text) and not line.text.endswith("。"))
        if waiting and (line.number >= waiting[0].before or ends):
            placed, waiting = [*placed, *_in_order(waiting)], []
        placed.append(line)
        waiting += said.pop(_key(line), [])
    return [*placed, *_in_order(waiting)]


def _key(line: Paragraph) -> tuple[int, str]:
    """Return what tells a point when a title below its mark was joined to it, or its words turned.

    Of a line that holds several, their marks tell them apart.
    """
    return line.number, line.mark or leading_mark(line.text)


def _in_order(told: Sequence[Told]) -> Iterator[Paragraph]:
    yield from sorted((one.words for one in told), key=_rank)


def _is_sure(charge: Charge, line: Paragraph) -> bool:
    """Tell whether one line alone speaks of points: of several, of a part, or announced."""
    many = any(one.above or one.annex or len(one.numbers) > 1 for one in charge.references)
    return many or is_announced(line.text)


Named = tuple[int, Charge]
Assigned = tuple[int, tuple[Point, Charge]]


def _assigned(named: Sequence[Named], points: Sequence[Point]) -> list[Assigned]:
    """Return each line with each of `points` that it names and what it says of it."""
    return [
        (position, (point, charge))
        for position, charge in named
        for reference in charge.references
        for point in (resolve(reference, points)[0] if points else ())
    ]


def _wanted(named: Sequence[Named]) -> int:
    """Return how many points are named, a part as one."""
    return sum(len(one.numbers) or 1 for _, charge in named for one in charge.references)


def _report(
    named: Sequence[Named],
    found: Sequence[Assigned],
    lines: Sequence[Paragraph],
    report: Report,
) -> None:
    """Report the numbers of `named` that are of no point, where others of them are."""
    known: dict[int, int] = defaultdict(int)
    for _, (_, charge) in found:
        known[id(charge)] += 1
    for position, charge in named if found else ():
        if known[id(charge)] < _wanted([(position, charge)]):
            report.add(
                "unused", parts_of(lines[position])[0], f"{charge.clause} {charge.numbers}", _NONE
            )


def _blocks(positions: Sequence[int]) -> Iterator[list[int]]:
    """Yield the runs of lines next to each other."""
    borders = [n for n, (a, b) in enumerate(pairwise(positions), 1) if b > a + 1]
    for start, end in pairwise([0, *borders, len(positions)]):
        if start < end:
            yield list(positions[start:end])


def _told(
    charge: Charge, point: Point, line: Paragraph, lines: Sequence[Paragraph], spent: set[int]
) -> Told:
    parts = line.parts or (() if line.row else (line,))
    words = replace(line, clean=f"{OF_ITEM}{charge.clause}", mark="", parts=parts)
    below = enumerate(lines[point.position + 1 :], point.position + 1)
    ends = (lines[n].number for n, one in below if n in spent or style_of(one))
    return Told(lines[point.position], next(ends, _LAST), words)


def _rank(line: Paragraph) -> int:
    label = line.text.removeprefix(OF_ITEM).partition("：")[0]
    return _RANKS.index(label) if label in _RANKS else 0
