"""Labels that a bar parts from what they say, and bars between the names behind them.

牵头单位｜市教育局              is 牵头单位：市教育局
配合单位｜市财政局｜市住建局          配合单位：市财政局、市住建局
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from loader.assignments.fields import CONTENT
from loader.assignments.labels import is_of_role
from loader.registers.registers import Registers
from loader.source import Paragraph

_BAR = re.compile(r"\s*[|｜]\s*")
_FEWEST = 2
_SHORTEST = 4
"""Characters of a label: 单位 and 时限 head columns, too."""


def with_bars_read(lines: Sequence[Paragraph], registers: Registers) -> list[Paragraph]:
    """Return `lines`, labels and values that bars part with colons, if two lines at least are so.

    Two labels side by side head the columns of a table; where as many tasks stand behind their own
    label as bodies behind most of theirs, each task has a column.
    """
    found = {n: told for n, line in enumerate(lines) if (told := _told(line.text, registers))}
    if len(found) < _FEWEST or _stand_in_columns(lines, found, registers):
        return list(lines)
    return [line.with_words(found[n]) if n in found else line for n, line in enumerate(lines)]


def _stand_in_columns(
    lines: Sequence[Paragraph], found: Iterable[int], registers: Registers
) -> bool:
    widths = [len(_BAR.split(line.text.strip())) for line in lines]
    of_work = {
        width
        for width, line in zip(widths, lines, strict=True)
        if width > _FEWEST and registers.field_of(_BAR.split(line.text.strip())[0]) in CONTENT
    }
    alike = Counter(widths[n] for n in found)
    return any(2 * count > alike.total() for width, count in alike.items() if width in of_work)


def _told(text: str, registers: Registers) -> str:
    """Return what labels with values say in `text`, "" if it is no line of such."""
    if "|" not in text and "｜" not in text:
        return ""
    said: list[tuple[str, list[str]]] = []
    for cell in _BAR.split(text.strip()):
        label = cell.rstrip("：:")
        if len(label) >= _SHORTEST and is_of_role(registers.field_of(label)):
            said.append((label, []))
        elif not said or not cell:
            return ""
        else:
            said[-1][1].append(cell)
    is_whole = all(values for _, values in said)
    return "；".join(f"{label}：{'、'.join(values)}" for label, values in said) if is_whole else ""
