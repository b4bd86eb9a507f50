"""Cards typed with TABs: lines of label, value, label, value, set apart as lines of one label each.

项目名称<TAB>危桥改造<TAB>完成时限<TAB>9月底     牵头单位<TAB>县交通局
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from loader.assignments.fields import CONTENT, UNITS
from loader.registers.registers import Registers
from loader.source import Paragraph

_PAIR = 2
_FEWEST = 2
"""Cards, and lines of two labels and more, from which on a document is of cards."""

_LONGEST_LABEL = 12


def with_labels_apart(lines: list[Paragraph], registers: Registers) -> list[Paragraph]:
    """Return `lines`, each line of labelled cells as one for each of its labels."""
    found = {line.number: cells for line in lines if (cells := _labelled(line, registers))}
    first = Counter(label for cells in found.values() for label in cells[::_PAIR])
    fields = {_field(label, registers) for label in first}
    wide = sum(len(cells) > _PAIR for cells in found.values())
    again = sum(first[label] >= _FEWEST for label in first)
    if wide < _FEWEST or again <= _PAIR or not (fields & CONTENT and fields & set(UNITS)):
        return lines
    return [part for line in lines for part in _apart(line, found.get(line.number, []))]


def _labelled(line: Paragraph, registers: Registers) -> list[str]:
    """Return the cells of a line of label, value, label, value; none of another line."""
    cells = [cell.strip().rstrip("：:") for cell in line.words.split("\t")]
    if len(cells) % _PAIR and not cells[-1]:
        cells.pop()
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
        if value:
            yield replace(line, clean=f"{''.join(label.split())}：{value}")
