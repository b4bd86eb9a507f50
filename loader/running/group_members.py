"""Heads and members of a group, read as the leaders and those in charge that they are.

链    长：高立民  市委常委、副市长           is 分管领导：高立民、石磊
副链长：石磊  市政府秘书长                      责任人：市工信局局长李国强
成    员：市工信局局长李国强                    牵头单位：市工信局
牵头单位：市工信局

Nothing is, where no label of a role stands beside them: a list of members assigns no work.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from loader.assignments.fields import ROLES
from loader.assignments.labels import read_label
from loader.assignments.members import read_members
from loader.registers.registers import Registers
from loader.source import Paragraph

_LABELS = {"supervising": "分管领导", "in_charge": "责任人"}


def with_members_as_labels(lines: Iterable[Paragraph], registers: Registers) -> Iterator[Paragraph]:
    """Yield `lines`, each run of heads and members beside a label of a role as labels of roles."""
    runs = [list(run) for _, run in groupby(lines, key=lambda line: bool(read_members(line)))]
    for n, run in enumerate(runs):
        is_of_members = bool(read_members(run[0]))
        beside = [*(runs[n - 1][-1:] if n else []), *(runs[n + 1][:1] if n + 1 < len(runs) else [])]
        is_of_work = any(_says_who(line, registers) for line in beside)
        yield from _as_labels(run) if is_of_members and is_of_work else run


def _says_who(line: Paragraph, registers: Registers) -> bool:
    label = read_label(line.text, registers)
    return label is not None and label.field in ROLES


def _as_labels(lines: Sequence[Paragraph]) -> Iterator[Paragraph]:
    shares = [(line, share) for line in lines for share in read_members(line)]
    for field, label in _LABELS.items():
        named = [(line, one.unit.surface) for line, one in shares if one.role == ROLES[field]]
        if named:
            parts = tuple(dict.fromkeys(line for line, _ in named))
            names = "、".join(name for _, name in named)
            yield replace(parts[0], clean=f"{label}：{names}", parts=parts)
