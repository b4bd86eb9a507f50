"""Lines of nothing but bodies that a sign opens, below the tasks that they have, with a label.

◆新建幼儿园三所。                   is ◆新建幼儿园三所。
——市教育局（牵头），市财政局            责任单位：市教育局（牵头），市财政局
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from loader.assignments.clauses import ClauseReader
from loader.assignments.closing_brackets import assigns_to_body
from loader.assignments.fields import CONTENT
from loader.assignments.labels import BULLETS, read_label
from loader.source import Paragraph
from loader.texts.outline import BULLET, SECTION, style_of

_SIGN = re.compile(rf"(?P<sign>[{BULLETS}―>＞»=@＠|｜│]+)\s*(?=[\u4e00-\u9fff])")
_BETWEEN = re.compile(r"\s*[@＠|｜│]\s*")
"""Signs that open each name of a line: @市教育局 @市财政局, │市教育局│市财政局│."""
_FEWEST = 2
_MOST = 0.75
_SHORTEST_TASK = 5


def with_signed_owners_labelled(
    lines: Sequence[Paragraph], reader: ClauseReader
) -> list[Paragraph]:
    """Return `lines`, those of bodies behind a sign with a label, each below a task.

    The sign opens two lines at least, and few that it is not clear of whom they are.
    """
    by_sign: dict[str, list[int]] = defaultdict(list)
    for n, line in enumerate(lines):
        if found := _SIGN.match(line.text):
            by_sign[found["sign"]].append(n)
    told = {n for alike in by_sign.values() if _close_tasks(alike, lines, reader) for n in alike}
    return [_labelled(line) if n in told else line for n, line in enumerate(lines)]


def _labelled(line: Paragraph) -> Paragraph:
    return line.with_words(f"责任单位：{_said(line)}")


def _said(line: Paragraph) -> str:
    """Return what stands behind the sign of a line, names apart by commas."""
    return _BETWEEN.sub("、", _SIGN.sub("", line.text, count=1)).strip("、。；; ")


def _close_tasks(alike: list[int], lines: Sequence[Paragraph], reader: ClauseReader) -> bool:
    """Tell whether the lines at `alike` stand below tasks, and bodies are all of most of them.

    Bodies behind a sign of a title (◆) may head what is below: tasks above all have one form.
    """
    owned = sum(_names_bodies(lines[n], reader) for n in alike)
    is_most = owned >= max(_FEWEST, _MOST * len(alike))
    if is_most and BULLET.match(lines[alike[0]].text):
        forms = {_form(lines[n - 1]) for n in alike}
        is_most = len(forms) == 1 and "" not in forms
    return is_most and all(n > 0 and _is_task(lines[n - 1], reader) for n in alike)


def _form(line: Paragraph) -> str:
    """Return the form of the mark that opens a line, or the sign."""
    sign = BULLET.match(line.text)
    return style_of(line) or (sign[0].strip() if sign else "")


def _is_task(line: Paragraph, reader: ClauseReader) -> bool:
    is_title = SECTION.match(line.text) is not None and not line.text.endswith("。")
    label = read_label(line.text, reader.registers)
    if len(line.text) < _SHORTEST_TASK or is_title or (label and label.field not in CONTENT):
        return False
    return not _names_bodies(line, reader)


def _names_bodies(line: Paragraph, reader: ClauseReader) -> bool:
    said = _said(line)
    if read_label(said, reader.registers) or said.endswith(("：", ":")):
        return False
    clause = reader.read(said, "responsible")
    return assigns_to_body(clause) and not clause.rest
