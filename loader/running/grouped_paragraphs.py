"""Paragraphs without marks, each a project, and below them a sentence that says who has them.

一、养老服务。                             is   一、养老服务。
新建日间照料中心两家。                          新建日间照料中心两家。（由区民政局牵头）
新增床位百张。                                  新增床位百张。（由区民政局牵头）
上述项目由区民政局牵头。                        改造适老住房十户。（由区建委牵头）
改造适老住房十户。
该项目由区建委牵头。

Such a sentence is of all paragraphs since the one before it, of the last one, or of as many as it
says. That they are projects of their own shows where another sentence of that kind stands above
them, or where several stand below a title and are counted as projects.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import ROLES
from loader.assignments.group_owners import GroupOwner, read_group_owners
from loader.assignments.labels import read_label
from loader.documents.dates import DATE
from loader.documents.lines import is_of_letter
from loader.source import Paragraph
from loader.texts.outline import is_heading, style_of
from ontology.values import fold_space

_COUNTED = re.compile("^[（(]?(?:以上|上述|前述)[^，。由]{0,6}(?:项目|工程|实事)")
"""That several things are meant which can be counted: 上述项目, not 上述工作."""

_IN_BRACKETS = re.compile("[【〖][^】〗。]{2,20}[】〗]")
"""A title that brackets mark as one: 【便民设施】."""

_FEWEST = 2


@dataclass(frozen=True)
class _Group:
    """The positions of paragraphs, and the line below them that says who has them."""

    paragraphs: range
    line: int
    owner: GroupOwner

    @property
    def owned(self) -> range:
        """The paragraphs that are meant, all where no number is said."""
        return self.paragraphs[-self.owner.count :] if self.owner.count else self.paragraphs


def with_paragraphs_closed(lines: Sequence[Paragraph], reader: ClauseReader) -> list[Paragraph]:
    """Return `lines`, paragraphs that are projects of their own with who has them in a bracket."""
    groups = list(_groups(lines, reader))
    follows = {group.line for group in groups}
    if any(group.paragraphs.start - 1 in follows for group in groups):
        told = groups
    else:
        told = [group for group in groups if _is_counted(group, lines)]
        many = any(len(group.paragraphs) >= _FEWEST for group in told)
        told = told if many else []
    closed = {n: (lines[group.line], group.owner) for group in told for n in group.owned}
    spent = {group.line for group in told}
    return [
        _closed(line, *closed[n]) if n in closed else line
        for n, line in enumerate(lines)
        if n not in spent
    ]


def _groups(lines: Sequence[Paragraph], reader: ClauseReader) -> Iterator[_Group]:
    start = 0
    for n, line in enumerate(lines):
        owner = _owner(line, reader)
        if owner and start < n and owner.count <= n - start:
            yield _Group(range(start, n), n, owner)
        if owner or not _is_project(line, reader):
            start = n + 1


def _owner(line: Paragraph, reader: ClauseReader) -> GroupOwner | None:
    """Return what a line without a mark says of those above it, if it says one thing of them."""
    said = [] if style_of(line) else read_group_owners(line.text, reader.registers)
    if len(said) != 1 or said[0].numbers or said[0].severally:
        return None
    return said[0] if reader.for_brackets.read(said[0].clause).is_assignment else None


def _is_project(line: Paragraph, reader: ClauseReader) -> bool:
    """Tell whether a line can be one: a sentence without a mark or a label, and of no letter."""
    text = line.text
    if style_of(line) or not text.endswith(("。", "；")) or is_of_letter(text):
        return False
    label = read_label(text, reader.registers)
    return not (label and label.field in ROLES) and not DATE.fullmatch(fold_space(text))


def _is_counted(group: _Group, lines: Sequence[Paragraph]) -> bool:
    """Tell whether paragraphs below a title are counted as projects."""
    title = lines[group.paragraphs.start - 1] if group.paragraphs.start else None
    is_titled = title is not None and style_of(title) != "" and is_heading(title.text)
    is_below = is_titled or (title is not None and _IN_BRACKETS.fullmatch(title.text) is not None)
    return is_below and bool(_COUNTED.match(lines[group.line].text))


def _closed(line: Paragraph, below: Paragraph, owner: GroupOwner) -> Paragraph:
    parts = (*line.lines, *below.lines)
    return replace(line, clean=f"{line.text}（{owner.clause}）", parts=parts)
