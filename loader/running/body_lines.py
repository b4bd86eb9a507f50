"""Tasks without marks below lines that name a body and end in a colon.

市教育局：                     is 新建幼儿园三所。（市教育局负责）
新建幼儿园三所。                  改造校舍十所。（市教育局负责）
改造校舍十所。
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from loader.assignments.clauses import ClauseReader
from loader.assignments.labels import read_label
from loader.assignments.plausibility import are_plausible
from loader.documents.dates import DATE
from loader.documents.lines import NOTE, TAIL, is_of_letter
from loader.source import Paragraph
from loader.texts.brackets import MARK, find_brackets
from loader.texts.outline import style_of
from loader.texts.units import split_list
from ontology.values import fold_space

_FEWEST = 2
_SHORTEST_TASK = 4
_NO_TASK = re.compile(
    "(?:[你请望附各]|以上|上述|希望|特此|联系)|[^。]*(?:请示|收悉|已经)|[^，。]{0,12}[：:]"
)
"""What is no task of the body above it: an answer to it, what all are told, or a label."""


def with_tasks_below_bodies(lines: Sequence[Paragraph], reader: ClauseReader) -> list[Paragraph]:
    """Return `lines`, each task with the body above it, if two bodies at least have tasks so.

    Nothing but titles with marks stands between them.
    """
    bodies = [n for n, line in enumerate(lines) if _is_body(line, reader)]
    if len({lines[n].text for n in bodies}) < _FEWEST:
        return list(lines)
    tasks = {n: list(_tasks(lines, n + 1, reader)) for n in bodies}
    between = [lines[n + 1 + len(tasks[n]) : after] for n, after in pairwise(bodies)]
    in_list = all(style_of(line) for one in between for line in one)
    if not in_list or not all(tasks.values()):
        return list(lines)
    body_of = {task: lines[n] for n, below in tasks.items() for task in below}
    return [
        _closed(body_of[n], line) if n in body_of else line
        for n, line in enumerate(lines)
        if n not in tasks
    ]


def _is_body(line: Paragraph, reader: ClauseReader) -> bool:
    """Tell whether single bodies and a colon are all of a line without a mark."""
    if not line.text.endswith(("：", ":")) or style_of(line) or line.mark:
        return False
    units = split_list(line.text.rstrip("：:"))
    return are_plausible(units, reader.registers) and not any(one.collective for one in units)


def _tasks(lines: Sequence[Paragraph], start: int, reader: ClauseReader) -> Sequence[int]:
    """Return the places of the tasks that stand from `start` on; what signs the text is none."""
    found = list(takewhile(lambda n: _is_task(lines[n], reader), range(start, len(lines))))
    behind = lines[found[-1] + 1] if found and found[-1] + 1 < len(lines) else None
    signs = behind is not None and DATE.match(fold_space(behind.text))
    return found[:-1] if signs else found


def _is_task(line: Paragraph, reader: ClauseReader) -> bool:
    text = line.text
    if style_of(line) or line.mark or MARK.match(text) or len(text) < _SHORTEST_TASK:
        return False
    if _NO_TASK.match(text) or NOTE.match(text) or TAIL.search(text) or is_of_letter(text):
        return False
    if DATE.match(fold_space(text)) or read_label(text, reader.registers):
        return False
    return not any(reader.for_brackets.read(b.inner).is_assignment for b in find_brackets(text))


def _closed(body: Paragraph, task: Paragraph) -> Paragraph:
    words = f"{task.text.rstrip('；;')}（{body.text.rstrip('：:')}负责）"
    parts = (*body.lines, *task.lines)
    return replace(task, clean=words, parts=parts)
