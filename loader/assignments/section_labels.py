"""Labels below all points of a section, put above them, where labels of whole sections stand.

一、教育                         一、教育
1.新建学校。                     牵头单位：市教育局
2.招聘教师。              is     1.新建学校。
牵头单位：市教育局               2.招聘教师。
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import ROLES
from loader.assignments.labels import find_labels, read_label
from loader.registers.registers import Registers
from loader.source import Paragraph
from loader.texts.brackets import find_brackets
from loader.texts.outline import style_of

_FEWEST = 2


@dataclass(frozen=True)
class _Section:
    """Where the points of a section begin, and where its labels below them begin and end."""

    points: int
    labels: int
    end: int
    count: int


def is_role_label(line: Paragraph, registers: Registers) -> bool:
    """Tell whether a line without a mark begins with a label of a role or a date."""
    label = None if style_of(line) else read_label(line.text, registers)
    return label is not None and (label.field in ROLES or label.field == "deadline")


def with_labels_above(lines: list[Paragraph], reader: ClauseReader) -> list[Paragraph]:
    """Return `lines`, the labels that close sections above the points of these.

    So only where all labels close sections, two at least, most of which have several points.
    """
    sections = _sections(lines, reader)
    several = sum(section.count >= _FEWEST for section in sections)
    if several < _FEWEST or several * 2 <= len(sections):
        return lines
    turned, done = list[Paragraph](), 0
    for one in sections:
        turned += lines[done : one.points]
        turned += [*lines[one.labels : one.end], *lines[one.points : one.labels]]
        done = one.end
    return [*turned, *lines[done:]]


def _sections(lines: Sequence[Paragraph], reader: ClauseReader) -> list[_Section]:
    """Return the sections that labels close, none if some labels close no section."""
    registers, found = reader.registers, list[_Section]()
    labels = [is_role_label(line, registers) for line in lines]
    starts = [n for n in range(1, len(lines)) if labels[n] and not labels[n - 1]]
    forms = {style_of(lines[n - 1]) for n in starts}
    if len(forms) != 1 or forms == {""}:
        return []
    form = forms.pop()
    for start in starts:
        end = next((n for n in range(start, len(lines)) if not labels[n]), len(lines))
        first = next(n for n in range(start, -1, -1) if not n or style_of(lines[n - 1]) != form)
        goes_on = end < len(lines) and style_of(lines[end]) == form
        if goes_on or any(_names_owner(line, reader) for line in lines[first - 1 : start]):
            return []
        head = first - _announces(lines[first - 1], registers) if first else 0
        if not head or not style_of(lines[head - 1]):
            return []
        found.append(_Section(head, start, end, start - first))
    return found


def _announces(line: Paragraph, registers: Registers) -> bool:
    label = read_label(line.text, registers)
    return label is not None and label.field == "text" and not label.rest


def _names_owner(line: Paragraph, reader: ClauseReader) -> bool:
    brackets = find_brackets(line.text)
    if next(find_labels(line.text, reader.registers), None):
        return True
    return any(reader.for_brackets.read(one.inner).is_assignment for one in brackets)
