"""Lines of nothing but bodies and what they do, below items that have no marks, as brackets.

拓宽就业渠道                          is 拓宽就业渠道, a heading
扩大企业招聘                             扩大企业招聘。发放补贴。举办招聘会。（市人社局牵头）
发放补贴。
举办招聘会。
市人社局牵头

A number on a line of its own, or that a line begins with, is that of the item:
7 / 建设泵站 / 建成两座。 / 市水务局牵头  is  7.建设泵站。建成两座。（市水务局牵头）
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import ROLES
from loader.assignments.labels import read_label
from loader.documents.lines import whole_lines
from loader.registers.registers import Registers
from loader.running.owner_parts import NUMBER, Part, cut_in_parts, without_numbers
from loader.source import Paragraph
from loader.texts.brackets import find_brackets
from loader.texts.outline import SECTION, is_title, style_of

_FEWEST, _FEWEST_NUMBERED = 3, 2
_LONGEST_TITLE = 30
_STOPS = "。；;！？：:"
_MOST_LEVELS = 2


@dataclass(frozen=True)
class _Item:
    """What stands between two lines of owners, and these: `above` are headings and other lines."""

    above: tuple[Part, ...]
    number: str
    words: tuple[Part, ...]
    owners: tuple[Part, ...]


def with_owner_lines_closed(lines: Sequence[Paragraph], reader: ClauseReader) -> list[Paragraph]:
    """Return `lines`, those as brackets of the items above them, if each closes an item so.

    Nobody else is named beside a label or in a bracket, and titles have no marks.
    """
    found = cut_in_parts(lines, reader)
    if _owners_in(found) < _FEWEST_NUMBERED:
        return list(lines)
    whole = _whole(lines, reader.registers)
    parts = cut_in_parts(whole, reader)
    if _owners_in(parts) < _owners_in(found):
        whole, parts = list(lines), found
    items = _numbered(parts) or _titled(without_numbers(parts))
    printed = [part.line for item in items for part in (*item.above, *item.words)]
    if not items or _name_others(printed, reader):
        return list(lines)
    last = items[-1].owners[-1].line
    below = whole[next(n for n, line in enumerate(whole, 1) if line is last) :]
    return [*_closed(items), *below]


def _whole(lines: Sequence[Paragraph], registers: Registers) -> list[Paragraph]:
    """Return `lines`, those joined that a page cut, between them the numbers that stand alone."""
    numbers = [line for line in lines if NUMBER.fullmatch(line.text)]
    others = (line for line in lines if not NUMBER.fullmatch(line.text))
    return sorted([*whole_lines(others, registers), *numbers], key=lambda line: line.number)


def _owners_in(parts: Sequence[Part]) -> int:
    """Return how many owners `parts` name: lines that are short alike may look cut, and are not."""
    return sum(part.kind == "owner" for part in parts)


def _stretches(parts: Sequence[Part]) -> Iterator[tuple[list[Part], list[Part]]]:
    """Yield what stands before each run of owners, and that run."""
    before: list[Part] = []
    owners: list[Part] = []
    for part in parts:
        goes_on = part.kind == "owner" or (part.kind == "date" and bool(owners))
        if owners and not goes_on:
            yield before, owners
            before, owners = [], []
        (owners if goes_on else before).append(part)
    if owners:
        yield before, owners


def _numbered(parts: Sequence[Part]) -> list[_Item]:
    """Return the items that numbers open, none if the numbers do not grow from one to the next.

    An item that nobody has is left above the next.
    """
    numbers = [int(one.words) for one in parts if one.kind == "number"]
    found = list(_stretches(parts))
    at = [[n for n, one in enumerate(b) if one.kind == "number"][-1:] for b, _ in found]
    grow = all(one < other for one, other in pairwise(numbers))
    if not grow or len(found) < _FEWEST_NUMBERED or not all(at):
        return []
    items = [
        _Item(tuple(before[:n]), before[n].words, tuple(before[n + 1 :]), tuple(owners))
        for (before, owners), (n,) in zip(found, at, strict=True)
    ]
    return items if all(item.words for item in items) else []


def _titled(parts: Sequence[Part]) -> list[_Item]:
    """Return the items whose first line is a title, none if most have no title and text below.

    Nothing but the titles of sections has a mark.
    """
    found = list(_stretches(parts))
    firsts = [_unmarked(before)[0] for before, _ in found[1:] if _unmarked(before)]
    longest = max((len(one.words) for one in firsts if _may_be_title(one)), default=0)
    cut = [_cut(before, longest, is_first=not n) for n, (before, _) in enumerate(found)]
    if len(found) < _FEWEST or _have_marks([before for before, _ in found[1:]]):
        return []
    is_titled = [bool(title) for _, title, _ in cut]
    is_short = [len(one.words) <= longest for _, _, text in cut for one in text[-1:]]
    if 2 * sum(is_titled) <= len(cut) or 2 * sum(is_short) > len(cut):
        return []
    return [
        _Item(tuple(above), "", (*title, *text), tuple(owners))
        for (above, title, text), (_, owners) in zip(cut, found, strict=True)
    ]


def _cut(
    before: Sequence[Part], longest: int, *, is_first: bool
) -> tuple[list[Part], list[Part], list[Part]]:
    """Return what stands above an item, its title, if it has one, and its text.

    Titles are no longer than `longest`. What opens a document may stand above the first item.
    """
    rest = _unmarked(before)
    begin = len(before) - len(rest)
    is_title_at = [_may_be_title(one) and len(one.words) <= longest for one in rest[:-1]]
    if is_first and True in is_title_at:
        last = len(is_title_at) - 1 - is_title_at[::-1].index(True)
        return [*before[: begin + last]], rest[last : last + 1], rest[last + 1 :]
    count = len(list(takewhile(bool, is_title_at)))
    return [*before[: begin + max(0, count - 1)]], rest[:count][-1:], rest[count:]


def _unmarked(before: Sequence[Part]) -> list[Part]:
    """Return the last of `before`, above which the last title with a mark or doubt stands."""
    marked = [n for n, one in enumerate(before) if style_of(one.line) or one.kind == "unsure"]
    return [*before[marked[-1] + 1 if marked else 0 :]]


def _may_be_title(part: Part) -> bool:
    """Tell whether a part is short and no sentence: a stop ends one only without a comma."""
    words = part.words
    is_open = words.endswith(("；", ";", "：", ":")) or (words.endswith("。") and "，" in words)
    is_short = is_title(words) and len(words) <= _LONGEST_TITLE
    return is_short and not is_open and part.kind == "words"


def _have_marks(stretches: Sequence[Sequence[Part]]) -> bool:
    """Tell whether items begin with marks: all do, or some lines do that are no headings."""
    marked = [[n for n, one in enumerate(before) if style_of(one.line)] for before in stretches]
    return all(marked) or any(places != [*range(len(places))] for places in marked)


def _name_others(lines: Sequence[Paragraph], reader: ClauseReader) -> bool:
    """Tell whether labels, or brackets at the end of lines, say who answers."""
    labels = (read_label(line.text, reader.registers) for line in lines)
    if any(label and label.rest and label.field in ROLES for label in labels):
        return True
    return any(
        reader.for_brackets.read(bracket.inner).is_assignment
        for line in lines
        for bracket in find_brackets(line.text)
        if not line.text[bracket.end :].strip("。；; ")
    )


def _closed(items: Sequence[_Item]) -> Iterator[Paragraph]:
    """Yield the items as lines, below their headings."""
    heads = [_heads(item) for item in items]
    has_sections = any(SECTION.match(part.words) for item in items for part in item.above)
    lowest = min(_MOST_LEVELS, has_sections + max(map(len, heads[1:]), default=0))
    for item, own in zip(items, heads, strict=True):
        headings = own[max(0, len(own) - lowest + has_sections) :]
        yield from (one.line for one in item.above[: len(item.above) - len(headings)])
        for level, head in enumerate(headings, lowest + 1 - len(headings)):
            yield replace(head.line, level=level)
        yield _line(item)


def _heads(item: _Item) -> list[Part]:
    """Return the last lines above an item that may be headings and have no mark."""
    free = takewhile(
        lambda one: _may_be_title(one) and not style_of(one.line), reversed(item.above)
    )
    return [*free][::-1]


def _line(item: _Item) -> Paragraph:
    words = "".join(
        one.words if one.words[-1] in _STOPS else f"{one.words}。" for one in item.words
    )
    owners = "，".join(one.words.strip("。；; ") for one in item.owners)
    number = f"{item.number}." if item.number else ""
    first = item.words[0].line
    parts = _printed([*item.words, *item.owners])
    return replace(first, clean=f"{number}{words}（{owners}）", mark="", parts=parts)


def _printed(parts: Sequence[Part]) -> tuple[Paragraph, ...]:
    lines = dict.fromkeys(one for part in parts for one in part.line.lines)
    return tuple(lines)
