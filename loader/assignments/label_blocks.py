"""Labels right below a heading that say who answers for all that follows them.

（一）保供工程 / 责任领导：王明 / 牵头单位：县农业农村局 / 完成时限：10月底 / 工作任务：
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from loader.assignments.asides import COUNT
from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import BLANK, PEOPLE, PERSONAL, ROLES
from loader.assignments.labels import read_label
from loader.assignments.owner_headings import read_labelled
from loader.assignments.shares import Share
from loader.source import Paragraph
from loader.texts.outline import is_title, style_of

MOST_LINES = 8
_SAID = re.compile(
    "(?:本|该|此|以下|下列)(?:[项类节章组个]|部分)?(?:重点|专项)?(?:工作|任务|行动|工程|事项|内容)+(?=由)"
)
"""How a sentence begins that says who does all that follows: 本项工作由市教育局牵头。"""

_FEWEST_TASKS = 2
_TASK = re.compile("(?!各|以上|注|附|联系)[^。；;：:]{5,200}[。；;]", re.DOTALL)
"""A paragraph that tells one task, and is no closing remark to all."""


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

    One without words announces tasks (工作任务：), another, or 无, says that nobody has the role.
    """
    shares: list[Share] = []
    deadlines: list[str] = []
    length = 0
    said = _SAID.match(lines[0].text) if lines else None
    told = reader.read(lines[0].text[said.end() :].rstrip("。")) if said else None
    if told and told.is_assignment and style_of(lines[1] if len(lines) > 1 else lines[0]):
        return LabelBlock(tuple(told.shares), tuple(told.deadlines), 1)
    for length, line in enumerate(lines[:MOST_LINES], 1):
        if shares and announces_tasks(line, reader):
            return LabelBlock(tuple(shares), tuple(deadlines), length, announces=True)
        label = None if style_of(line) else read_label(line.text, reader.registers)
        if label is None:
            break
        if label.field == "deadline" and label.rest not in BLANK:
            deadlines += reader.read(line.text).deadlines
        elif label.field in ROLES and label.rest.strip("。；; ") not in BLANK:
            found = read_labelled(line.text, reader)
            if not found:
                break
            shares += found
        elif label.field not in ROLES and label.field != "deadline":
            break
    else:
        length += 1
    return LabelBlock(tuple(shares), tuple(deadlines), length - 1) if shares else LabelBlock()


def announces_tasks(line: Paragraph, reader: ClauseReader) -> bool:
    """Tell whether a line is a label of tasks without words, whose points stand below: 项目：."""
    if style_of(line):
        return False
    text = COUNT.sub("", line.text.rstrip("：:")).removesuffix("清单")
    label = read_label(f"{text}：", reader.registers)
    is_empty = label is not None and label.field in _OF_CONTENT and not label.rest
    return is_empty and _OF_TASKS.search(text) is not None


_OF_CONTENT = ("title", "heading", "text")
_OF_TASKS = re.compile("任务|工作$|内容|项目|事项|工程$")
"""What a label that announces tasks holds; 措施 and 举措 announce the steps of one."""


def leaders_above_points(lines: Sequence[Paragraph], reader: ClauseReader) -> list[int]:
    """Return where a label of leaders stands above points, and the same again below them.

    责任领导：甲 / 1.修桥 / 责任单位：A / 责任领导：乙 / 2.铺路 has two, and none closes a point.
    Other labels may stand between that announce the points: 责任领导：乙 / 项目： / 2.铺路.
    Posts are labels of one kind: 县长：甲 / 1.修桥 / 责任单位：A / 副县长：乙 / 2.铺路.
    Where another label stands above the first, both are of a block.
    """
    kind = None
    found: list[int] = []
    for position, line in enumerate(lines):
        said = None if style_of(line) else read_label(line.text, reader.registers)
        if not found and style_of(line):
            return []
        if said and said.field in PEOPLE and kind in (None, said.kind):
            block = labels_below(lines[position : position + MOST_LINES], reader)
            is_whole = block.announces or {share.role for share in block.shares} <= PERSONAL
            below = lines[position + (max(block.length, 1) if is_whole else 1) :]
            if below and style_of(below[0]):
                kind = said.kind
                found.append(position)
    above = lines[found[0] - 1].text if found and found[0] else ""
    return [] if read_label(above, reader.registers) else found


def stand_above_points(
    kind: str, points: str, lines: Sequence[Paragraph], reader: ClauseReader
) -> bool:
    """Tell whether all blocks of labels that begin with one of a `kind` stand above `points`.

    The first does above the first point: 牵头单位：甲 / 1.修桥 / 2.铺路 / 牵头单位：乙 / 3.植树.
    """
    said = [None if style_of(line) else read_label(line.text, reader.registers) for line in lines]
    places = [n for n, label in enumerate(said) if label and label.kind == kind]
    ends = [n + max(labels_below(lines[n : n + MOST_LINES], reader).length, 1) for n in places]
    first = next((n for n, line in enumerate(lines) if style_of(line) == points), len(lines))
    below = [style_of(line) for end in ends for line in lines[end : end + 1]]
    return bool(places) and places[0] < first and below == [points] * len(places)


def titles_above_tasks(lines: Sequence[Paragraph], reader: ClauseReader) -> set[int]:
    """Return where titles stand with labels below and then tasks without marks or labels.

    一、治水行动 / 牵头单位：市水利局 / 新建堤防18公里。 / 整治水体120处。

    Nowhere, unless two tasks at least stand below most of the titles of that form: one paragraph
    goes on with the item that the title is.
    """
    runs: dict[str, dict[int, int]] = defaultdict(dict)
    for position, line in enumerate(lines):
        if not style_of(line) or not is_title(line.text) or line.text.endswith("。"):
            continue
        block = labels_below(lines[position + 1 : position + 1 + MOST_LINES], reader)
        if block.length:
            below = lines[position + 1 + block.length :]
            runs[style_of(line)][position] = _tasks_among(below, reader)
    most = (run for run in runs.values() if _are_most(list(run.values())))
    return {position for run in most for position, tasks in run.items() if tasks}


def _are_most(counts: list[int]) -> bool:
    several = sum(count >= _FEWEST_TASKS for count in counts)
    return several >= _FEWEST_TASKS and several * 2 > len(counts)


def _tasks_among(lines: Sequence[Paragraph], reader: ClauseReader) -> int:
    """Return how many lines without marks tell tasks, up to the next mark; 0 if one does not."""
    run = list(takewhile(lambda line: not style_of(line), lines))
    tasks = [line for line in run if _TASK.fullmatch(line.text)]
    is_last = len(run) == len(lines)
    named = any(read_label(line.text, reader.registers) for line in run)
    return 0 if named or (len(tasks) < len(run) and not is_last) else len(tasks)


def titles_document(position: int, lines: Sequence[Paragraph], reader: ClauseReader) -> bool:
    """Tell whether a line above labels heads no block of them: others below begin without one.

    The first label of each such block stands right below a point of the block before, or below
    what a label says of that.
    """
    registers = reader.registers
    labels = [read_label(line.text, registers) for line in lines[position + 1 :]]
    first = labels[0].label if labels and labels[0] else ""
    return any(
        below and below.label == first and (style_of(point) or read_label(point.text, registers))
        for point, below in zip(lines[position + 1 :], labels[1:], strict=False)
    )
