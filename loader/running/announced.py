"""The list that a label of an item announces: 整改措施：, below it 1. 2. 3."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from itertools import takewhile

from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import ROLES
from loader.assignments.labels import read_label
from loader.assignments.seeming import find_assignment
from loader.source import Paragraph
from loader.texts.marks import Mark, read_mark
from loader.texts.outline import SECTION, item_lines

_STOPS = ("。", "；", ";")
_OPENING = re.compile(r".{2,20}?[：:]|.{2,8}$")
"""How a line begins that may be a label; a cheap look before the words of the registers."""

_MOST_POINTS = 40
"""Lines among which the points of one list are looked for."""


def goes_on_with_list(line: Paragraph, pending: list[Paragraph], reader: ClauseReader) -> bool:
    """Tell whether `line` is a point of the list that the last label in `pending` announces."""
    if _mark_of(line) is None:
        return False
    pending = pending[-_MOST_POINTS:]
    short = [n for n, one in enumerate(pending) if _OPENING.match(one.text)]
    labels = ((n, read_label(pending[n].text, reader.registers)) for n in short)
    said = [(n, label) for n, label in labels if label]
    if not said or said[-1][1].field != "text":
        return False
    position, label = said[-1]
    listed = [*pending[position + 1 :], line]
    seen = {one.label for _, one in said}
    above = item_lines(pending[:position], whole_group=False)[:1]
    return len(list_below(label.rest, listed, above, seen, reader)) == len(listed)


def without_announcements(lines: Sequence[Paragraph], reader: ClauseReader) -> list[Paragraph]:
    """Return `lines` without the labels that announce points whose owners stand above no title.

    责任单位：县水利局 / 责任目标： / 1.修渠。 / 2.筑坝。 is as if the second line were not there,
    where it comes twice, the first time above all points.
    """
    found = [n for n in range(1, len(lines) - 1) if _announces(lines[n - 1 : n + 2], reader)]
    is_first = bool(found) and not any(_mark_of(line) for line in lines[: found[0]])
    if len(found) < 2 or not is_first:
        return list(lines)
    return [line for n, line in enumerate(lines) if n not in found]


def _announces(lines: Sequence[Paragraph], reader: ClauseReader) -> bool:
    """Tell whether three lines are a label of a role, one that announces points, and a point."""
    above, line, point = lines
    if not _OPENING.match(line.text) or _mark_of(point) is None or _mark_of(above):
        return False
    label, said = (read_label(one.text, reader.registers) for one in (line, above))
    return bool(label and said and label.field == "text" and not label.rest and said.field in ROLES)


def list_below(
    said: str,
    lines: Sequence[Paragraph],
    item: Sequence[Paragraph],
    seen: Set[str],
    reader: ClauseReader,
) -> list[Paragraph]:
    """Return the first of `lines` that count up from one, below a label that says `said` itself.

    Where it says nothing, sentences without marks are told by it, too.

    A line whose mark has the form of that of `item` opens another if a label below it was `seen`.
    There are none if one of them says who does it, since it is an item of its own.
    """
    form = _form_of(item[0]) if item else ""
    last, length = dict[str, int](), 0
    if opened := read_mark(said):
        last[opened.form] = opened.value
    if said and not (opened and opened.value == 1):
        return []
    for position, line in enumerate(lines[:_MOST_POINTS]):
        if read_label(line.text, reader.registers) or SECTION.match(line.text):
            break
        mark = _mark_of(line)
        if mark is None and position > 0:
            continue
        if mark is None or not _counts_on(mark, last):
            break
        if mark.form == form and _is_labelled(lines[position + 1 :], form, seen, reader):
            break
        last[mark.form], length = mark.value, position + 1
    points = list(lines[:length]) if said or length else _sentences(lines, form)
    return [] if any(find_assignment(line.text, reader) for line in points) else points


def _sentences(lines: Sequence[Paragraph], form: str) -> list[Paragraph]:
    """Return the sentences without marks below a label, up to the next mark of `form`.

    Where none follows, others than the first may be of the end of the document.
    """
    run = list(takewhile(lambda line: _mark_of(line) is None, lines[:_MOST_POINTS]))
    told = list(takewhile(lambda line: line.text.endswith(_STOPS), run))
    following = lines[len(run) : len(run) + 1]
    is_ended = len(told) == len(run) and bool(following) and _form_of(following[0]) == form
    return told if is_ended else told[:1]


def _mark_of(line: Paragraph) -> Mark | None:
    return read_mark(line.mark or line.text)


def _form_of(line: Paragraph) -> str:
    mark = _mark_of(line)
    return mark.form if mark else ""


def _counts_on(mark: Mark, last: dict[str, int]) -> bool:
    """Tell whether `mark` is the next of its form in a list, or begins one below another point."""
    begins_below = mark.value == 1 and next(iter(last), "") != mark.form
    return begins_below or mark.value == last.get(mark.form, 0) + 1


def _is_labelled(
    below: Sequence[Paragraph], form: str, seen: Set[str], reader: ClauseReader
) -> bool:
    """Tell whether a label that was `seen` stands below a line, before the next mark of `form`."""
    for line in below[:_MOST_POINTS]:
        label = read_label(line.text, reader.registers)
        if label or _form_of(line) == form:
            return label is not None and label.label in seen
    return False
