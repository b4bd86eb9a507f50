"""Sections whose headings are the words of labels, read as the labels they stand for.

一、学前教育扩容工程
（一）工作任务
新建公办幼儿园3所。                 is  工作任务：新建公办幼儿园3所。
（二）责任分工
县教育局牵头，县财政局配合。         is  责任分工：县教育局牵头，县财政局配合。

Where several tasks stand below 工作任务, those who answer come before the label: 工作任务：.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import UNITS
from loader.assignments.labels import read_label
from loader.source import Paragraph
from loader.texts.marks import read_mark
from loader.texts.outline import SECTION, style_of, without_mark

_LONGEST = 8
_OF_TASKS = re.compile("(?:任务|内容|项目|事项)$")
_OF_WORK = re.compile("(?:任务|内容|项目|事项|目标|措施|举措)$")
"""How headings end of what is to be done: one of tasks may stand above several."""

_FIRST = 1


@dataclass(frozen=True)
class _Heading:
    """A heading at `position` that is a label: of tasks, of bodies or of a date; else no field."""

    position: int
    label: str
    field: str | None


def with_sub_headings_labelled(lines: Sequence[Paragraph], reader: ClauseReader) -> list[Paragraph]:
    """Return `lines`, the sections whose headings are labels as lines with these labels."""
    whole = list(lines)
    for section in reversed(list(_sections(whole, reader))):
        first, end = section[0].position, section[-1].position
        if read := _labelled(section, whole[first:end], reader):
            whole[first:end] = read
    return whole


def _sections(lines: Sequence[Paragraph], reader: ClauseReader) -> Iterator[list[_Heading]]:
    """Yield the headings of each section below a title, and where the section ends as the last.

    All of its headings are labels; one is of tasks, and one of bodies.
    """
    position = 1
    while position < len(lines):
        outer, style = style_of(lines[position - 1]), style_of(lines[position])
        mark = read_mark(lines[position].mark or lines[position].text)
        if not (outer and style and outer != style and mark and mark.value == _FIRST):
            position += 1
            continue
        end = next((n for n in range(position, len(lines)) if _closes(lines[n], outer)), len(lines))
        places = [n for n in range(position, end) if style_of(lines[n]) == style]
        found = [_heading(n, lines[n], reader) for n in places]
        fields = {one.field for one in found}
        if {"text"} <= fields and fields & set(UNITS) and None not in fields:
            yield [*found, _Heading(end, "", None)]
            position = end
        position += 1


def _closes(line: Paragraph, outer: str) -> bool:
    return style_of(line) == outer or SECTION.match(line.text) is not None


def _heading(position: int, line: Paragraph, reader: ClauseReader) -> _Heading:
    words = without_mark(line.text).rstrip("：:。 ")
    field = reader.registers.field_of(words) if len(words) <= _LONGEST else None
    is_label = field in (*UNITS, "deadline") or (field == "text" and _OF_WORK.search(words))
    return _Heading(position, words, field if is_label else None)


def _labelled(
    section: Sequence[_Heading], lines: Sequence[Paragraph], reader: ClauseReader
) -> list[Paragraph] | None:
    """Return the lines of a section as labels, None if they say something else."""
    first = section[0].position
    tasks: list[Paragraph] = []
    others: list[Paragraph] = []
    announced: list[Paragraph] = []
    for heading, following in pairwise(section):
        start, end = heading.position - first, following.position - first
        head, below = lines[start], lines[start + 1 : end]
        if heading.field != "text":
            told = [_told(heading, head, line, reader) for line in below]
            others += [line for line in told if line]
            if not told or not all(told):
                return None
        elif len(below) == 1 and not style_of(below[0]):
            tasks.append(_joined(f"{heading.label}：{below[0].text}", head, below[0]))
        elif below and _OF_TASKS.search(heading.label) and not announced:
            announced = [replace(head, clean=f"{heading.label}：", mark=""), *below]
        else:
            return None
    if announced and tasks:
        return None
    return [*tasks, *others, *announced]


def _told(
    heading: _Heading, head: Paragraph, line: Paragraph, reader: ClauseReader
) -> Paragraph | None:
    """Return a line with its own label or that of its heading, None if it assigns nothing."""
    has_label = read_label(line.text, reader.registers) is not None
    words = line.text if has_label else f"{heading.label}：{without_mark(line.text)}"
    clause = reader.read(words.rstrip("。；;"))
    is_told = clause.is_assignment or (heading.field == "deadline" and bool(clause.deadlines))
    return _joined(words, head, line) if is_told else None


def _joined(words: str, head: Paragraph, line: Paragraph) -> Paragraph:
    return replace(line, clean=words, mark="", parts=(head, *line.lines))
