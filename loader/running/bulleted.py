"""Signs that set lines off, read as what they mean: tasks below a body, or titles of tasks.

市教育局                        is 市教育局：新建幼儿园三所。
● 新建幼儿园三所。

●提高低保标准                   is 项目名称：提高低保标准
城市低保标准提高到400元。           工作内容：城市低保标准提高到400元。
▲主办单位：市民政局                ▲主办单位：市民政局
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import ROLES
from loader.assignments.labels import read_label
from loader.assignments.owner_headings import read_owner_heading
from loader.assignments.plausibility import are_plausible
from loader.source import Paragraph
from loader.texts.outline import BULLET, FILED, is_title, style_of, without_sign
from loader.texts.units import split_list

_DASH = re.compile(r"(?:——|--|－－)\s*(?=[\u4e00-\u9fff\d])")
"""What sets off a task below a body; elsewhere a body may stand behind it."""

_FEWEST = 2
_FEWEST_LINES = 3
"""Lines of a task with a title: that, what is to be done, and who does it."""


def with_bullets_read(paragraphs: Iterable[Paragraph], reader: ClauseReader) -> list[Paragraph]:
    """Return the lines, those that signs set off as other documents print them."""
    lines = list(paragraphs)
    for sign in (BULLET, _DASH):
        signs = [n for n, line in enumerate(lines) if _is_set_off(line, sign, reader)]
        before = {n - 1 for n in signs if n and n - 1 not in signs}
        bodies = {n for n in before if _is_body(lines[n], reader)}
        if len(bodies) >= _FEWEST and signs[0] - 1 in bodies:
            return _below_bodies(lines, set(signs), bodies, sign)
    signs = [n for n, line in enumerate(lines) if _is_set_off(line, BULLET, reader)]
    if len(signs) < _FEWEST:
        return lines
    groups = [(start, end) for start, end in pairwise([*signs, len(lines)])]
    whole = all(_has_title(lines[start:end], reader) for start, end in groups)
    return _with_titles(lines, set(signs)) if whole else lines


def _is_set_off(line: Paragraph, sign: re.Pattern[str], reader: ClauseReader) -> bool:
    """Tell whether a sign opens a line, and no label or list mark stands behind it."""
    found = sign.match(line.text)
    words = line.text[found.end() :] if found else ""
    return (
        bool(words)
        and not style_of(replace(line, clean=words))
        and not read_label(words, reader.registers)
    )


def _is_body(line: Paragraph, reader: ClauseReader) -> bool:
    """Tell whether bodies are all of a line without a mark, a bracket of their leaders apart."""
    if not style_of(line) and (heading := read_owner_heading(line.text, reader)):
        return heading.is_bare and (heading.names_both or _is_bare_body(line, reader))
    return _is_bare_body(line, reader)


def _is_bare_body(line: Paragraph, reader: ClauseReader) -> bool:
    name = line.text.rstrip("：:")
    is_named = not style_of(line) and reader.registers.ends_like_unit(name)
    return is_named and are_plausible(split_list(name), reader.registers)


def _below_bodies(
    lines: Sequence[Paragraph], signs: set[int], bodies: set[int], sign: re.Pattern[str]
) -> list[Paragraph]:
    """Return `lines`, each task behind the body that stands above it."""
    read: list[Paragraph] = []
    body: Paragraph | None = None
    for n, line in enumerate(lines):
        if n in bodies:
            body = line
        elif n in signs and body is not None:
            name, bracket, leaders = body.text.rstrip("：:").partition("（")
            words = f"{name}：{sign.sub('', line.text, count=1)}{bracket}{leaders}"
            read.append(replace(line, clean=words, parts=(body, line)))
        else:
            body = None
            read.append(line)
    return read


def _has_title(lines: Sequence[Paragraph], reader: ClauseReader) -> bool:
    """Tell whether `lines` are a title, a line that tells the work, and labels of who does it.

    A title that names no more than leaders is that of a group: ■ 王明（副市长）领衔. So is one
    above several tasks, or above the number under which one is filed: 【第7号建议】.
    """
    heading = read_owner_heading(lines[0].text, reader)
    if heading and heading.names_leaders:
        return False
    if len(lines) < _FEWEST_LINES or not is_title(without_sign(lines[0].text)):
        return False
    if FILED.match(lines[1].text):
        return False
    labels = [read_label(line.text, reader.registers) for line in lines[1:]]
    said = [label.label if label and label.field in ROLES else "" for label in labels]
    return labels[0] is None and any(said) and not _is_said_again(said)


def _is_said_again(said: list[str]) -> bool:
    """Tell whether a label of `said`, "" for other lines, comes again below another line.

    The title above is then that of a group of tasks.
    """
    first = next(label for label in said if label)
    between = said[said.index(first) + 1 :]
    return first in between and "" in between[: between.index(first)]


def _with_titles(lines: Sequence[Paragraph], signs: set[int]) -> list[Paragraph]:
    """Return `lines`, the titles behind signs and the lines below them with labels."""
    labelled = {n: f"项目名称：{without_sign(lines[n].text)}" for n in signs}
    labelled |= {n + 1: f"工作内容：{lines[n + 1].text}" for n in signs}
    return [line.with_words(labelled[n]) if n in labelled else line for n, line in enumerate(lines)]
