"""Labels of roles below a line that is the name of a point told before, joined with it.

第一件实事：新建幼儿园三所。
…
第一件实事                     are  第一件实事，责任单位：市教育局；协办单位：市财政局
责任单位：市教育局
协办单位：市财政局
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from loader.assignments.fields import ROLES
from loader.assignments.labels import read_label
from loader.assignments.named_points import names_points_first
from loader.registers.registers import Registers
from loader.source import Paragraph
from loader.texts.outline import style_of

_BEHIND_NAME = re.compile(r"[：:，,、\s]")


def with_labels_joined(lines: Sequence[Paragraph], registers: Registers) -> Iterator[Paragraph]:
    """Yield `lines`, the names of points that stand alone joined with the labels below them."""
    told: set[str] = set()
    position = 0
    while position < len(lines):
        line, end = lines[position], position + 1
        name, *said = _BEHIND_NAME.split(line.text, maxsplit=1)
        if name in told and not any(said) and names_points_first(f"{name}，", len(name) + 1):
            while end < len(lines) and _is_label(lines[end], registers):
                end += 1
        yield _joined(name, lines[position:end]) if end > position + 1 else line
        told |= {name} if any(said) else set()
        position = end


def _is_label(line: Paragraph, registers: Registers) -> bool:
    label = None if style_of(line) else read_label(line.text, registers)
    return label is not None and label.field in ROLES


def _joined(name: str, lines: Sequence[Paragraph]) -> Paragraph:
    words = "；".join(one.text.rstrip("。；;") for one in lines[1:])
    parts = tuple(part for one in lines for part in one.lines)
    return replace(lines[0], clean=f"{name}，{words}", parts=parts)
