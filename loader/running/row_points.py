"""Rows of a table in plain lines that names nobody, read as the points that they number.

序号|任务内容|完成时限          is 1.新建学校。 / 完成时限：6月底
1|新建学校|6月底

Only below such rows, or above them, a line says who has which: 第1、3项由市教育局牵头.
A number on a line of its own above a task with labels is that of the task, and of no page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from loader.assignments.fields import CONTENT, ROLES, fields_of
from loader.assignments.labels import read_label
from loader.registers.registers import Registers
from loader.source import Paragraph

_ROW = re.compile(r"^[|｜]?\s*\d{1,3}\s*(?:[|｜\t]|[ \u3000])")
_DELIMITERS = tuple(map(re.compile, (r"\s*[|｜\t]\s*", r"[ \u3000]{2,}", r"[ \u3000]+")))
"""What parts the cells of a line, the surest first."""

_NUMBER = re.compile(r"\d{1,3}[.．、]?$")
_FEWEST = 2


def with_rows_as_points(paragraphs: Iterable[Paragraph], registers: Registers) -> list[Paragraph]:
    """Return the lines, the rows below a header without a column for who answers as points.

    The header may come again above the rows of each part.
    """
    lines = _with_lone_numbers(list(paragraphs), registers)
    rows = [n for n, line in enumerate(lines) if _ROW.match(line.text)]
    if len(rows) < _FEWEST or not rows[0]:
        return lines
    head = lines[rows[0] - 1].text
    delimiter = next((one for one in _DELIMITERS if len(_cells(head, one)) > 1), None)
    fields = fields_of(tuple(_cells(head, delimiter)), registers) if delimiter else ()
    if fields[:1] != ("number",) or not CONTENT & set(fields) or {None, *ROLES} & set(fields):
        return lines
    cut = {n: _cells(lines[n].text, delimiter) for n in rows} if delimiter else {}
    whole = {n: cells for n, cells in cut.items() if len(cells) == len(fields)}
    return [
        one
        for n, line in enumerate(lines)
        for one in (_point(line, whole[n], fields) if n in whole else (line,))
        if line.text != head
    ]


def _with_lone_numbers(lines: list[Paragraph], registers: Registers) -> list[Paragraph]:
    """Return `lines`, numbers on lines of their own as the marks of the tasks below them.

    They count up from 1, and labels follow each task.
    """
    alone = [n for n, line in enumerate(lines[:-2]) if _NUMBER.match(line.text)]
    counted = [lines[n].text.rstrip(".．、") for n in alone]
    if len(alone) < _FEWEST or counted != [str(n) for n in range(1, len(alone) + 1)]:
        return lines
    if not all(_is_labelled(lines[n + 1 : n + 4], registers) for n in alone):
        return lines
    marked = {
        n + 1: replace(lines[n + 1], mark=f"{number}.", parts=(lines[n], lines[n + 1]))
        for n, number in zip(alone, counted, strict=True)
    }
    taken = set(alone)
    return [marked.get(n, line) for n, line in enumerate(lines) if n not in taken]


def _is_labelled(lines: Sequence[Paragraph], registers: Registers) -> bool:
    """Tell whether the first of `lines` is a task, and a label of who does it stands below."""
    labels = [read_label(line.text, registers) for line in lines]
    return labels[0] is None and any(label and label.field in ROLES for label in labels)


def _cells(text: str, delimiter: re.Pattern[str]) -> list[str]:
    return delimiter.split(text.strip("|｜ "))


def _point(
    line: Paragraph, printed: Sequence[str], fields: Sequence[str | None]
) -> Iterator[Paragraph]:
    """Yield a row as the point that it numbers, and its date as a line below."""
    number, *cells = zip(printed, fields, strict=True)
    words = "，".join(cell for cell, name in cells if name in CONTENT and cell)
    parts = line.lines
    yield replace(line, clean=f"{words.rstrip('。；')}。", mark=f"{number[0]}.", parts=parts)
    for cell, name in cells:
        if name == "deadline" and cell:
            yield replace(line, clean=f"完成时限：{cell}", parts=parts)
