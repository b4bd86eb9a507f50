"""Cards of labels and values without colons, set apart as lines of one label each.

项目名称<TAB>危桥改造<TAB>完成时限<TAB>9月底     牵头单位<TAB>县交通局

So are labels and values on lines of their own, as a small screen shows the rows of a table:

牵头处室
体制改革处

Among such labels in frames, as the reader of lines knows them, may be others: 【联系电话】.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, pairwise

from loader.assignments.fields import BLANK, CONTENT, PEOPLE, UNITS
from loader.assignments.labels import is_of_role
from loader.registers.registers import Registers
from loader.source import Paragraph
from loader.texts.leaders import read_leaders

_PAIR = 2
_FEWEST = 2
"""Cards, and lines with a second label, from which on a document is of cards."""

_LONGEST_LABEL = 12
_FRAMED = re.compile(r"[【〔\[［〖](?P<label>[\u4e00-\u9fff]{2,12})[】〕\]］〗]")


def with_labels_apart(lines: list[Paragraph], registers: Registers) -> list[Paragraph]:
    """Return `lines`, each line of labelled cells as one for each of its labels."""
    lines = _with_frames_opened(lines, registers)
    found = {line.number: cells for line in lines if (cells := _labelled(line, registers))}
    first = Counter(label for cells in found.values() for label in cells[::_PAIR])
    found |= {line.number: cells for line in lines if (cells := _of_labels(line, first))}
    fields = {_field(label, registers) for label in first}
    wide = sum(any(_field(one, registers) for one in c[_PAIR::_PAIR]) for c in found.values())
    again = sum(first[label] >= _FEWEST for label in first)
    if wide < _FEWEST or again <= _PAIR or not (fields & CONTENT and fields & set(UNITS)):
        return _with_values_joined(lines, registers)
    return [part for line in lines for part in _apart(line, found.get(line.number, []))]


def _with_frames_opened(lines: list[Paragraph], registers: Registers) -> list[Paragraph]:
    """Return `lines`, each framed label of something beside the work with the line of its value.

    It comes twice at least, and each time below a framed label of a role or date and its value.
    One that no register knows stands above another such label, too, and not above the first of an
    item: that would be a title.
    """
    found = {
        n: one["label"] for n, line in enumerate(lines) if (one := _FRAMED.fullmatch(line.text))
    }
    fields = {n: registers.role_of_line(label) for n, label in found.items()}
    beside = {n: found[n] for n, name in fields.items() if name in (None, "remark")}
    within = {n for n in beside if n + 1 < len(lines) and _is_within(n, found, fields)}
    counts, again = Counter(beside.values()), Counter(found[n] for n in within)
    opened = {n for n in within if counts[found[n]] == again[found[n]] >= _FEWEST}
    return [
        _opened(line, lines[n + 1], found[n]) if n in opened else line
        for n, line in enumerate(lines)
        if n - 1 not in opened
    ]


def _is_within(n: int, found: dict[int, str], fields: dict[int, str | None]) -> bool:
    """Tell whether the framed label at line `n`, with a line below it, is none of a title."""
    first = next((found[one] for one, name in fields.items() if is_of_role(name)), "")
    above, below = fields.get(n - _PAIR), fields.get(n + _PAIR)
    goes_on = is_of_role(below) and found.get(n + _PAIR) != first
    is_below = is_of_role(above) or above == "remark"
    return is_below and n + 1 not in found and (goes_on or fields[n] == "remark")


def _opened(label: Paragraph, value: Paragraph, words: str) -> Paragraph:
    return replace(value, clean=f"{words}：{value.text}", parts=(label, value))


def _with_values_joined(lines: list[Paragraph], registers: Registers) -> list[Paragraph]:
    """Return `lines`, labels that are lines of their own each with the line of its value.

    The same labels come again, all in one order, most with a value of one line: more lines are the
    cells of a column.
    """
    found = [line.text for line in lines if "：" not in line.text and _field(line.text, registers)]
    again = {label for label, count in Counter(found).items() if count >= _FEWEST}
    fields = {_field(label, registers) for label in again}
    labels = [label for label in found if label in again]
    order = list(dict.fromkeys(labels))
    is_regular = len(order) > _PAIR and labels == order * (len(labels) // len(order))
    if not is_regular or not (fields & CONTENT and fields & set(UNITS)):
        return _with_leaders_joined(
            lines, {one for one in again if _field(one, registers) in PEOPLE}
        )
    groups = [
        (is_label, list(group))
        for is_label, group in groupby(lines, key=lambda line: line.text in again)
    ]
    values = [len(group) for is_label, group in groups if not is_label][1:]
    is_short = values.count(1) * 4 >= len(values) * 3
    if not is_short or any(is_label and len(group) > 1 for is_label, group in groups):
        return lines
    joined: list[Paragraph] = []
    label: Paragraph | None = None
    for is_label, group in groups:
        if is_label:
            label = group[0]
        else:
            joined += _valued(label, group) if label else group
            label = None
    return joined


def _with_leaders_joined(lines: list[Paragraph], labels: set[str]) -> list[Paragraph]:
    """Return `lines`, each of the `labels` of leaders with the line below that names them.

    They come twice at least, each time above somebody with a post: 包抓领导 / 副市长 何川.
    """
    told = {
        n
        for n, (line, below) in enumerate(pairwise(lines))
        if line.text in labels and read_leaders(below.text)
    }
    if len(told) < _FEWEST:
        return lines
    joined = [next(_valued(lines[n], lines[n + 1 : n + 2])) for n in sorted(told)]
    named = dict(zip(sorted(told), joined, strict=True))
    return [named.get(n, line) for n, line in enumerate(lines) if n - 1 not in told]


def _valued(label: Paragraph, group: list[Paragraph]) -> Iterator[Paragraph]:
    """Yield a label with its value, the first line of `group`, and the lines that stand below."""
    value, *below = group
    if value.text not in BLANK:
        words = f"{''.join(label.text.split())}：{value.text}"
        yield replace(value, clean=words, parts=(label, value))
    yield from below


def _cells(line: Paragraph) -> list[str]:
    cells = [cell.strip().rstrip("：:") for cell in line.words.split("\t")]
    return cells[:-1] if len(cells) % _PAIR and not cells[-1] else cells


def _of_labels(line: Paragraph, known: Counter[str]) -> list[str]:
    """Return the cells of a line whose labels other lines have, whatever its values are."""
    cells = _cells(line)
    is_known = len(cells) % _PAIR == 0 and all(one in known for one in cells[::_PAIR])
    return cells if is_known else []


def _labelled(line: Paragraph, registers: Registers) -> list[str]:
    """Return the cells of a line of label, value, label, value; none of another line."""
    cells = _cells(line)
    labels, values = cells[::_PAIR], cells[1::_PAIR]
    is_of_pairs = len(labels) == len(values) and all(labels) and _field(cells[0], registers)
    return cells if is_of_pairs and not any(_field(one, registers) for one in values) else []


def _field(label: str, registers: Registers) -> str | None:
    words = "".join(label.split())
    return registers.field_of(words) if 0 < len(words) <= _LONGEST_LABEL else None


def _apart(line: Paragraph, cells: list[str]) -> Iterator[Paragraph]:
    """Yield a line for each label with a value; each stands where the printed line does."""
    if not cells:
        yield line
    for label, value in zip(cells[::_PAIR], cells[1::_PAIR], strict=True):
        if value not in BLANK:
            yield replace(line, clean=f"{''.join(label.split())}：{value}")
