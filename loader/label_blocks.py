"""Labels right below a heading that say who answers for all that follows them.

（一）保供工程 / 责任领导：王明 / 牵头单位：县农业农村局 / 完成时限：10月底 / 工作任务：
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loader.clauses import ClauseReader
from loader.fields import ROLES
from loader.labels import read_label
from loader.outline import style_of
from loader.owner_headings import read_labelled
from loader.shares import Share
from loader.source import Paragraph

MOST_LINES = 8


@dataclass(frozen=True)
class LabelBlock:
    """What the labels right below a heading say, how many lines they take, and whether the last
    announces tasks.
    """

    shares: tuple[Share, ...] = ()
    deadlines: tuple[str, ...] = ()
    length: int = 0
    announces: bool = False


def labels_below(lines: Sequence[Paragraph], reader: ClauseReader) -> LabelBlock:
    """Return what the lines right below a heading say that begin with labels of roles.

    One without words announces tasks (工作任务：), another says that nobody has the role.
    """
    shares: list[Share] = []
    deadlines: list[str] = []
    length = 0
    for length, line in enumerate(lines[:MOST_LINES], 1):
        label = None if style_of(line) else read_label(line.text, reader.registers)
        if label is None:
            break
        if label.field == "text" and not label.rest and shares and _OF_TASKS.search(label.label):
            return LabelBlock(tuple(shares), tuple(deadlines), length, announces=True)
        if label.field == "deadline" and label.rest:
            deadlines += reader.read(line.text).deadlines
        elif label.field in ROLES and label.rest:
            found = read_labelled(line.text, reader)
            if not found:
                break
            shares += found
        elif label.field not in ROLES:
            break
    else:
        length += 1
    return LabelBlock(tuple(shares), tuple(deadlines), length - 1) if shares else LabelBlock()


_OF_TASKS = re.compile("任务|工作$|内容|项目|事项")
"""What a label that announces tasks holds; 措施 and 举措 announce the steps of one."""
