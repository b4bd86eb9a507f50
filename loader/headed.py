"""Headings that name who answers for all that stands below them.

    一、牵头单位：市教育局（联系市领导：王明）     a label
    二、由副市长王明同志负责的工作                 a sentence
    （三）王明副市长                               an official alone
    四、市教育局                                   a body alone
    市水务局：

Each is told by what else stands in the document: the headings of one form count up, and below each
stand points of another form.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from loader.brackets import MARK, find_brackets
from loader.clauses import ClauseReader, Share
from loader.labels import read_label
from loader.marks import Mark, read_mark
from loader.outline import is_title, leading_mark, mark_style, without_mark
from loader.people import read_leaders
from loader.source import Paragraph
from loader.tables import PERSONAL, ROLES
from loader.units import Unit, are_plausible, split_list

_LONGEST, _MOST_LABELS = 90, 3
_BY = re.compile(
    r"^由?(?P<who>.{2,60}?)(?P<verb>总?牵头|主抓|分管|主管|主办|承办|领衔|领办|包抓|包保|包案|联系|负责|落实)"
    r"(?:和?(?:牵头|抓|负责|落实|推进|实施|办理|完成|组织实施|组织))*"
    r"(?:的?[\u4e00-\u9fff]{0,8}(?:工作|任务|事项|项目|目标|指标|实事)+(?:分解|清单)?)?$"
)
_COUNT = re.compile(
    r"\s*[（(](?:共|计)?\s*(?:\d+|[一二三四五六七八九十]+)\s*[项个件条]?[^（()）]{0,6}[）)]\s*$"
)
_FRAME = re.compile(r"^[【〔\[](?P<inner>[^【】〔〕\[\]]+)[】〕\]]$")
_FEWEST_BODIES = 2
_LEAD = frozenset({"总牵头", "牵头", "主抓", "主办", "领衔", "领办"})


@dataclass(frozen=True)
class OwnerHeading:
    """Who answers for what stands below a heading, and how many lines say so.

    `is_bare`: it says no more than their names, `is_named`: and these are of bodies, not of groups.
    """

    shares: tuple[Share, ...]
    is_bare: bool = False
    length: int = 1

    @property
    def is_named(self) -> bool:
        return not any(share.unit.collective for share in self.shares)

    @property
    def names_bodies(self) -> bool:
        """Tell whether the points below are work that its bodies answer for."""
        return any(share.role not in PERSONAL for share in self.shares)


@dataclass(frozen=True)
class _Candidate:
    position: int
    style: str
    mark: Mark | None
    heading: OwnerHeading


def find_owner_headings(
    lines: Sequence[Paragraph], reader: ClauseReader, *, is_of_work: bool
) -> dict[int, OwnerHeading]:
    """Return the headings among `lines` that name who answers for all below, by position.

    Bodies alone are headings only in a document that `is_of_work`.
    """
    by_style: dict[str, list[_Candidate]] = defaultdict(list)
    for candidate in _candidates(lines, reader):
        by_style[candidate.style].append(candidate)
    return {
        one.position: one.heading
        for found in by_style.values()
        if not _closes_points(found[0], lines)
        for one in _of_one_form(found, is_of_work=is_of_work)
    }


def _closes_points(first: _Candidate, lines: Sequence[Paragraph]) -> bool:
    """Tell whether lines without a mark name who answers for the points above them."""
    points = style_of(lines[first.position + first.heading.length])
    above = lines[: first.position]
    marks = (mark[0] for line in above for mark in MARK.finditer(f"{line.mark}{line.text}"))
    return not first.style and any(mark_style(mark.strip()) == points for mark in marks)


def _of_one_form(found: list[_Candidate], *, is_of_work: bool) -> list[_Candidate]:
    told = [one for one in found if not one.heading.is_bare]
    named = [one for one in found if one.heading.is_bare and one.heading.is_named]
    if len(named) < _FEWEST_BODIES or not is_of_work:
        found = told
    values = [one.mark.value for one in found if one.mark]
    counts_up = all(before < after for before, after in pairwise(values))
    return found if counts_up else []


def _candidates(lines: Sequence[Paragraph], reader: ClauseReader) -> Iterator[_Candidate]:
    taken = 0
    for position, line in enumerate(lines):
        heading = read_owner_heading(line.text, reader) if len(line.text) <= _LONGEST else None
        if position < taken or (heading is None and not _may_be_titled(line)):
            continue
        more = _labels_below(lines[position + 1 : position + 1 + _MOST_LABELS], reader)
        below = lines[position + 1 + len(more) : position + 2 + len(more)]
        style = style_of(line)
        if not below or style_of(below[0]) in ("", style) or not (heading or more):
            continue
        if heading is None and not _opens_before(style, style_of(below[0]), lines):
            continue
        named = heading or OwnerHeading(())
        shares = (*named.shares, *(share for said in more for share in said))
        found = OwnerHeading(shares, named.is_bare, 1 + len(more))
        taken = position + found.length
        yield _Candidate(position, style, read_mark(line.mark or line.text), found)


def _may_be_titled(line: Paragraph) -> bool:
    """Tell whether `line` may be a title that names nobody, above labels that do."""
    return bool(style_of(line)) and is_title(line.text) and not line.text.endswith("。")


def _opens_before(style: str, other: str, lines: Sequence[Paragraph]) -> bool:
    """Tell whether the first mark of the form `style` stands before the first of `other`."""
    styles = [style_of(line) for line in lines]
    return styles.index(style) < styles.index(other)


def style_of(line: Paragraph) -> str:
    """Return the form of the mark that opens a line, "" if there is none."""
    return mark_style(leading_mark(line.mark or line.text))


def _labels_below(lines: Sequence[Paragraph], reader: ClauseReader) -> list[tuple[Share, ...]]:
    """Return what the lines right below a heading say that begin with labels of roles."""
    said: list[tuple[Share, ...]] = []
    for line in lines:
        shares = _labelled(line.text, reader) if not style_of(line) else ()
        if not shares:
            break
        said.append(shares)
    return said


def read_owner_heading(text: str, reader: ClauseReader) -> OwnerHeading | None:
    """Return who answers for what stands below the heading `text`, or None if it does not say."""
    framed = _FRAME.match(text)
    marked = bool(MARK.match(text)) or framed is not None or text.endswith(("：", ":"))
    words = _COUNT.sub("", without_mark(framed["inner"] if framed else text)).rstrip("：: ")
    if not words or re.search("[。；;！？]", words):
        return None
    shares = _labelled(words, reader) or _by_sentence(words, reader)
    if shares:
        return OwnerHeading(shares)
    leaders = read_leaders(words) if marked else []
    if leaders:
        return OwnerHeading(tuple(_supervising(leaders)))
    units = split_list(words)
    if marked and are_plausible(units, reader.registers):
        return OwnerHeading(tuple(Share(u.role or "responsible", u) for u in units), is_bare=True)
    return None


def _are_named(units: list[Unit]) -> bool:
    return not any(unit.collective for unit in units)


def _labelled(words: str, reader: ClauseReader) -> tuple[Share, ...]:
    label = read_label(words, reader.registers)
    if label is None or label.field not in ROLES or not label.rest:
        return ()
    brackets = [b for b in find_brackets(words) if b.end == len(words) and b.start > 0]
    said = words
    inner = read_label(brackets[0].inner, reader.registers) if brackets else None
    if inner and inner.rest:
        said = f"{words[: brackets[0].start]}；{brackets[0].inner}"
    clause = reader.read(said)
    return tuple(clause.shares) if clause.is_assignment and not clause.deadlines else ()


def _by_sentence(words: str, reader: ClauseReader) -> tuple[Share, ...]:
    match = _BY.match("".join(words.split()))
    if match is None:
        return ()
    leaders = read_leaders(match["who"])
    if leaders:
        return tuple(_supervising(leaders))
    units = split_list(match["who"])
    if not are_plausible(units, reader.registers) or not _are_named(units):
        return ()
    role = "lead" if match["verb"] in _LEAD else "responsible"
    return tuple(Share(unit.role or role, unit) for unit in units)


def _supervising(leaders: list[str]) -> Iterator[Share]:
    return (Share(ROLES["supervising"], Unit(name)) for name in leaders)
