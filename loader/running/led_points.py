"""Leaders named below several points that say themselves which bodies have them.

1.修建水渠三公里。（县水务局负责）      is 1.修建水渠三公里。（县水务局负责；责任领导：王明）
2.加固水坝一座。（县财政局负责）          2.加固水坝一座。（县财政局负责；责任领导：王明）
以上1—2项责任领导：王明
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loader.assignments.clauses import ClauseReader
from loader.assignments.group_owners import GroupOwner, read_group_owners
from loader.assignments.references import Point, find_points
from loader.source import Paragraph
from loader.texts.brackets import Bracket, find_brackets


def with_leaders_in_points(lines: Sequence[Paragraph], reader: ClauseReader) -> list[Paragraph]:
    """Return `lines`, leaders of points above in the brackets that close these.

    A line stays that names a body, or a point that no bracket closes.
    """
    led, spent = list(lines), set[int]()
    for n, line in enumerate(lines):
        owners = read_group_owners(line.text, reader.registers)
        people = (reader.for_brackets.read(one.clause).only_names_people for one in owners)
        if not owners or not all(people):
            continue
        points = [one for one in find_points(lines[:n]) if one.is_leaf]
        named = [(owner, point) for owner in owners for point in _chosen(owner, points)]
        closed = {point.position: _closing(led[point.position], reader) for _, point in named}
        if not named or not all(closed.values()):
            continue
        spent.add(n)
        for owner, point in named:
            led[point.position] = _with_leader(led[point.position], owner, line, reader)
    return [line for n, line in enumerate(led) if n not in spent]


def _chosen(owner: GroupOwner, points: Sequence[Point]) -> Sequence[Point]:
    """Return the points that `owner` is of; of a number that comes twice the last."""
    if owner.numbers:
        by_number = {point.number: point for point in points}
        return [by_number[number] for number in owner.numbers if number in by_number]
    return points[-owner.count :] if owner.count else ()


def _closing(line: Paragraph, reader: ClauseReader) -> Bracket | None:
    """Return the bracket that ends a line and says who answers, None if there is none."""
    end = len(line.text.rstrip("。；; "))
    last = (one for one in find_brackets(line.text) if one.end == end and one.is_closed)
    says = (one for one in last if reader.for_brackets.read(one.inner).is_assignment)
    return next(says, None)


def _with_leader(
    line: Paragraph, owner: GroupOwner, said: Paragraph, reader: ClauseReader
) -> Paragraph:
    bracket = _closing(line, reader)
    if bracket is None:
        return line
    at = bracket.end - 1
    words = f"{line.text[:at]}；{owner.clause}{line.text[at:]}"
    return replace(line, clean=words, parts=(*line.lines, *said.lines))
