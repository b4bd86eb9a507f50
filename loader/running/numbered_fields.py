"""Titles of projects whose fields are numbered, read as titles above plain labels.

（一）城北污水处理厂工程        is （一）城北污水处理厂工程
1、建设内容：日处理2万吨           建设内容：日处理2万吨
2、总投资：6500万元               总投资：6500万元
3、责任单位：市住建局             责任单位：市住建局

A field that says nothing of one project may be left out there, so that the numbers shift. A title
without a mark is given a label, too: 项目名称：城北污水处理厂工程.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from loader.assignments.fields import ROLES
from loader.assignments.labels import is_label, read_label
from loader.registers.registers import Registers
from loader.source import Paragraph
from loader.texts.marks import read_mark
from loader.texts.outline import is_title, style_of, without_mark

_TITLE = "项目名称"
_FEWEST = 2
"""Projects with such fields that a document has at least, and fields that each has."""


def with_fields_unnumbered(
    paragraphs: Iterable[Paragraph], registers: Registers
) -> Iterator[Paragraph]:
    """Yield the lines, the numbered fields of projects without their numbers."""
    lines = list(paragraphs)
    blocks = [found for n in range(1, len(lines)) if (found := _fields_at(lines, n, registers))]
    numbered = {n for block in blocks for n in block} if len(blocks) >= _FEWEST else set[int]()
    titles = {block[0] - 1 for block in blocks} if numbered else set[int]()
    for n, line in enumerate(lines):
        if n in numbered:
            yield _with_words(line, _words(line))
        else:
            yield _titled(line) if n in titles else line


def _fields_at(lines: Sequence[Paragraph], first: int, registers: Registers) -> list[int]:
    """Return where the fields stand whose first is at `first`, below a title; none if none do.

    All begin with labels, of which registers know more than half, and one names who answers.
    """
    style, title = style_of(lines[first]), lines[first - 1]
    if not style or style_of(title) == style or read_label(title.text, registers):
        return []
    fields = list(_counted(lines, first, style_of(title)))
    words = [_words(lines[n]) for n in fields]
    if len(fields) < _FEWEST or not all(map(is_label, words)):
        return []
    known = [label for one in words if (label := read_label(one, registers))]
    is_owned = any(label.field in ROLES and label.rest for label in known)
    return fields if is_owned and 2 * len(known) > len(fields) else []


def _counted(lines: Sequence[Paragraph], first: int, outer: str) -> Iterator[int]:
    """Yield where marks of one form count up from 1, up to one of the `outer` form."""
    style, due = style_of(lines[first]), 1
    for position in range(first, len(lines)):
        found = style_of(lines[position])
        if found and found == outer:
            return
        if found != style:
            continue
        mark = read_mark(lines[position].mark or lines[position].text)
        if mark is None or mark.value != due:
            return
        due += 1
        yield position


def _words(line: Paragraph) -> str:
    """Return a line without its mark, which the format may print."""
    return line.text if line.mark else without_mark(line.text)


def _titled(line: Paragraph) -> Paragraph:
    is_bare = not style_of(line) and is_title(line.text) and not is_label(line.text)
    return _with_words(line, f"{_TITLE}：{line.text}") if is_bare else line


def _with_words(line: Paragraph, words: str) -> Paragraph:
    return line.with_words(words, mark="")
