"""Headings that name who answers for all that stands below them.

    一、牵头单位：市教育局（联系市领导：王明）     a label
    二、由副市长王明同志负责的工作                 a sentence
    （三）王明副市长                               an official alone
    四、市教育局                                   a body alone
    市水务局：
    五、稳定农业生产（市农业农村局牵头）           a bracket
    （四）治理污水。由市水务局牵头：               a sentence behind a title

Each is told by what else stands in the document: the headings of one form count up, and below each
stand points of another form.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from loader.assignments.clauses import ClauseReader
from loader.assignments.closings import ClosingReader
from loader.assignments.fields import OWNING
from loader.assignments.heading_points import (
    announces_points,
    are_titles,
    counts_on,
    has_only_point,
    is_of_group,
    may_be_titled,
    opens_before,
)
from loader.assignments.label_blocks import (
    MOST_LINES,
    LabelBlock,
    announces_tasks,
    labels_below,
    leaders_above_points,
    stand_above_points,
    titles_above_tasks,
    titles_document,
)
from loader.assignments.labels import read_label
from loader.assignments.owner_headings import (
    OwnerHeading,
    read_bracket_heading,
    read_owner_heading,
    read_prose_heading,
    role_of_title,
)
from loader.assignments.plausibility import is_surely_body
from loader.source import Paragraph
from loader.texts.brackets import MARK
from loader.texts.marks import Mark, read_mark
from loader.texts.outline import BULLET, is_title, mark_style, style_of, without_mark

_LONGEST = 90
_SENTENCE = re.compile(r"(?!各|有关要求|附件|联系|以上|注)[^。；;：]{5,60}。(?:\s*)")
"""A point without a mark below a heading: no closing remark to all."""

_NOTE = re.compile(r"(?:说明|备?注)\s*[：:\d]")
_FEWEST_POINTS = 2
_HEADS = re.compile("一[、.．]|第一|（一）|[(]一[)]")
"""Forms of marks that open titles, and items only where nothing stands below."""

_PARTS = re.compile(r"1[.．]1")
"""The form of the marks of parts, whose item has that of their first number."""

_FEWEST_BODIES = 2
_FEWEST_SURE = 3
"""Of how many names that head points one must surely be that of a body: 教育局, not 智慧医院."""


@dataclass(frozen=True)
class _Candidate:
    position: int
    style: str
    mark: Mark | None
    heading: OwnerHeading
    has_only_point: bool = False
    is_sure: bool = True


def find_owner_headings(
    lines: Sequence[Paragraph], reader: ClauseReader, *, is_of_work: bool, is_plan: bool
) -> dict[int, OwnerHeading]:
    """Return the headings among `lines` that name who answers for all below, by position.

    Bodies alone are headings only in a document that `is_of_work`, sentences in one that `is_plan`.
    """
    by_form: dict[tuple[str, str, str, bool], list[_Candidate]] = defaultdict(list)
    for one in _candidates(lines, reader, is_plan=is_plan):
        text = lines[one.position].text
        sign = BULLET.match(text)
        is_named = one.style or one.heading.is_bare
        label = None if is_named else read_label(text, reader.registers)
        form = (one.style, sign[0] if sign else "", label.kind if label else "")
        by_form[*form, one.heading.in_prose].append(one)
    closing = {
        form for form, alike in by_form.items() if _closes_points(alike, form[2], lines, reader)
    }
    kinds = {kind for _, _, kind, _ in closing if kind}
    found = {
        one.position: one.heading
        for form, alike in by_form.items()
        if form not in closing
        for one in _of_one_form(_above_points(alike, lines), is_of_work=is_of_work)
        if not _is_closed(one, lines, kinds, reader)
    }
    owners = dict(_with_parts(found, {*found, *_passing_on(found, lines)}, lines))
    passing = {
        n: replace(one, role=role_of_title(one.title, reader.registers))
        for n, one in _passing_on(owners, lines).items()
    }
    return owners | passing


def _with_parts(
    headings: dict[int, OwnerHeading], titles: set[int], lines: Sequence[Paragraph]
) -> Iterator[tuple[int, OwnerHeading]]:
    """Yield headings, as items those with a bracket whose points are their parts: from 1 anew.

    Where points count on from one heading to the next, they alone are the items. Below the title
    of an item, 1.修桥（A负责）, stand its parts: that heads nothing. `titles` are all titles that
    have owners; those of their forms that have none count, too.
    """
    below = {n + (headings[n].length if n in headings else 1) for n in titles} - titles
    forms = {(style_of(lines[n]), style_of(lines[n + one.length])) for n, one in headings.items()}
    alike = enumerate(pairwise(map(style_of, lines)), 1)
    below |= {n for n, pair in alike if pair in forms and pair[0]}
    count_on = any(counts_on(lines[n], lines[:n]) for n in below)
    for position, heading in headings.items():
        in_bracket = bool(heading.title and heading.shares) and not heading.names_leaders
        if count_on or not in_bracket:
            yield position, heading
        elif _HEADS.match(style_of(lines[position]) or "一、") or _PARTS.match(
            style_of(lines[position + heading.length])
        ):
            yield position, replace(heading, is_item=True)


def _passing_on(
    headings: dict[int, OwnerHeading], lines: Sequence[Paragraph]
) -> dict[int, OwnerHeading]:
    """Return the titles that stand between a heading of `headings` and the points below it.

    一、农业（A牵头） / （一）粮食 / 1.扩种早稻。 has its points below （一）, for A.
    """
    found: dict[int, OwnerHeading] = {}
    outer = points = ""
    for position, (line, below) in enumerate(pairwise(lines)):
        style = style_of(line)
        if position in headings:
            outer, points = style, style_of(lines[position + headings[position].length])
        elif style and style == outer:
            outer = points = ""
        elif points and style == points and may_be_titled(line):
            lower = style_of(below)
            if lower not in ("", style, outer) and opens_before(style, lower, position, lines):
                found[position] = OwnerHeading((), title=without_mark(line.text))
    return found


def _closes_points(
    alike: list[_Candidate], kind: str, lines: Sequence[Paragraph], reader: ClauseReader
) -> bool:
    """Tell whether lines without a mark name who answers for the points above them.

    The first of them tells; a line of nothing but groups before it is whom a letter is for. Labels
    of a `kind` tell by all that begin with one, also right below a title.
    """
    told = (one for one in alike if one.heading.is_named or not one.heading.is_bare)
    first = next(told, alike[0])
    points = style_of(lines[first.position + first.heading.length])
    if kind and stand_above_points(kind, points, lines, reader):
        return False
    above = lines[: first.position]
    said = (f"{line.mark}{line.text}" for line in above if not _NOTE.match(line.text))
    marks = (mark[0] for text in said for mark in MARK.finditer(text))
    return not (first.style or first.heading.in_prose) and any(
        mark_style(mark.strip()) == points for mark in marks
    )


def _is_closed(
    one: _Candidate, lines: Sequence[Paragraph], kinds: Set[str], reader: ClauseReader
) -> bool:
    """Tell whether a sentence is closed by the label below it, as others are by such `kinds`."""
    text = lines[one.position].text
    below = read_label(lines[one.position + 1].text, reader.registers)
    return text.endswith("。") and below is not None and below.kind in kinds


def _above_points(found: list[_Candidate], lines: Sequence[Paragraph]) -> list[_Candidate]:
    """Return the headings that stand above points; those without marks are two below most."""
    alone = [one.position for one in found if one.heading.length == 1 and not one.has_only_point]
    runs = {position: len(_sentences_below(position, lines)) for position in alone}
    plain = [run for run in runs.values() if run]
    if sum(run >= _FEWEST_POINTS for run in plain) * 2 >= len(plain):
        return found
    return [one for one in found if not runs.get(one.position)]


def _sentences_below(position: int, lines: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the lines without marks below a heading, none if one of them is no short sentence."""
    below = list(takewhile(lambda line: not style_of(line), lines[position + 1 :]))
    return below if all(_SENTENCE.fullmatch(line.text) for line in below) else []


def _of_one_form(found: list[_Candidate], *, is_of_work: bool) -> list[_Candidate]:
    """Return the headings: names alone are some if enough surely are those of bodies."""
    told = [one for one in found if not one.heading.is_bare]
    if sum(not one.has_only_point for one in found) < _FEWEST_BODIES:
        found = [one for one in found if not one.has_only_point]
    bare = [one for one in found if one.heading.is_bare and one.heading.is_named]
    in_brackets = [one for one in bare if one.heading.title and one.is_sure]
    alone = [one for one in bare if not one.heading.title]
    sure = [one for one in alone if one.is_sure]
    few = len(bare) < _FEWEST_BODIES or _FEWEST_SURE * len(sure) < len(alone)
    if not is_of_work:
        found = told
    elif few:
        found = [one for one in found if one in told or one in in_brackets]
    values = [one.mark.value for one in found if one.mark]
    counts_up = all(before < after or after == 1 for before, after in pairwise(values))
    return found if counts_up else []


def _candidates(
    lines: Sequence[Paragraph], reader: ClauseReader, *, is_plan: bool
) -> Iterator[_Candidate]:
    taken, above_tasks = 0, titles_above_tasks(lines, reader)
    leaders = leaders_above_points(lines, reader)
    for position, line in enumerate(lines):
        heading = _in_prose(position, lines, reader) if is_plan else None
        if heading is None and len(line.text) <= _LONGEST:
            heading = read_owner_heading(line.text, reader)
        heading = heading or _in_bracket(position, lines, reader)
        is_told = style_of(line) or read_label(line.text, reader.registers)
        ends = [one for one in leaders if one > position and is_told]
        end = min([position + 1 + MOST_LINES, *ends])
        more = labels_below(lines[position + 1 : end], reader)
        after = lines[position + 1 : end]
        if heading and not more.length and after and announces_tasks(after[0], reader):
            more = LabelBlock(length=1, announces=True)
        announces = more.announces or position in above_tasks
        of_group = is_of_group(line.text)
        is_titled = may_be_titled(line) or of_group
        if announces and is_title(line.text) and not is_titled:
            is_titled = not titles_document(position, lines, reader)
        is_addressee = heading is not None and not (heading.is_named or style_of(line))
        is_named = heading is not None and heading.is_bare and (is_titled or is_addressee)
        if of_group or (is_named and {share.role for share in more.shares} & OWNING):
            heading = None
        if position < taken or (heading is None and not is_titled):
            continue
        length = 1 + more.length + announces_points(lines[position + 1 + more.length :][:2])
        below = lines[position + length : position + length + 1]
        style = style_of(line)
        lists_unmarked = of_group and more.announces
        is_alike = below and style_of(below[0]) == style and not lists_unmarked
        if not below or is_alike or not (heading or more.length):
            continue
        told = heading and (heading.title or (style and not heading.is_bare))
        is_bare = heading is not None and heading.is_bare
        has_one = is_bare and has_only_point(line, lines[position + length :])
        if not style_of(below[0]) and not (announces or has_one) and (more.length or not told):
            continue
        is_untold = heading is None and not announces and not of_group
        if is_untold and not opens_before(style, style_of(below[0]), position, lines):
            continue
        named = heading or OwnerHeading(())
        unmarked = (announces or has_one) and not style_of(below[0])
        found = replace(
            named,
            title=named.title or (without_mark(line.text) if unmarked or of_group else ""),
            shares=(*named.shares, *more.shares),
            deadlines=(*named.deadlines, *more.deadlines),
            length=length,
            lists_titles=more.announces and are_titles(lines[position + length :], reader),
        )
        taken = position + found.length
        sure = (is_surely_body(name, reader.registers) for name in named.bodies)
        mark = read_mark(line.mark or line.text)
        yield _Candidate(position, style, mark, found, has_one, all(sure))


def _in_bracket(
    position: int, lines: Sequence[Paragraph], reader: ClauseReader
) -> OwnerHeading | None:
    """Return who answers as a bracket says that ends a title above points."""
    first = position + 1 + announces_points(lines[position + 1 :][:2])
    style, below = style_of(lines[position]), lines[first : first + 1]
    if not below or style_of(below[0]) == style or not _ends_in_bracket(lines[position]):
        return None
    if not style_of(below[0]):
        are_points = _sentences_below(position, lines)
        return read_bracket_heading(lines[position].text, reader) if are_points else None
    if style and not opens_before(style, style_of(below[0]), position, lines):
        return None
    return read_bracket_heading(lines[position].text, reader)


def _in_prose(
    position: int, lines: Sequence[Paragraph], reader: ClauseReader
) -> OwnerHeading | None:
    """Return who answers as a sentence says above points that begin with the first.

    One that announces them ends in a colon; points below another say nothing of that themselves.
    """
    line, style = lines[position], style_of(lines[position])
    points = list(takewhile(lambda one: style_of(one) not in ("", style), lines[position + 1 :]))
    first = read_mark(points[0].mark or points[0].text) if points else None
    if first is None or first.value != 1:
        return None
    heading = read_prose_heading(line.text, reader)
    above = (style_of(one) for one in reversed(lines[:position]))
    outer = style or next((one for one in above if one not in ("", style_of(points[0]))), "")
    if heading is None or line.text.endswith((":", "：")):
        return replace(heading, outer=outer) if heading else None
    if not heading.title or ClosingReader(reader).holds_items(points):
        return None
    return replace(heading, outer=outer)


def _ends_in_bracket(line: Paragraph) -> bool:
    return line.text.rstrip("。：: ").endswith(tuple("）)〕]】"))
