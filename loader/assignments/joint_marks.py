"""Marks that give a role to all names before a comma, as the lists of a document show.

A（牵头），B、C  and  D、E（牵头），F    are A（牵头），B、C  and  D、E（共同牵头），F
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from loader.assignments.fields import UNITS
from loader.entities import Printed
from loader.source import Paragraph

_LED = re.compile(
    r"(?P<names>[^，,；;：:。\n]*?[^，,；;：:。\n、（(])[（(]牵头(?:单位|部门)?[）)](?P<stop>[，,；;、]?)"
)
_FEWEST = 2


def with_joint_marks(lines: Sequence[Paragraph]) -> list[Paragraph]:
    """Return `lines`, marks behind several names as those of all where a comma parts who leads."""
    return list(map(_joined, lines)) if _are_joint(line.text for line in lines) else list(lines)


def joint_in_cells(rows: Sequence[Mapping[str, Printed]]) -> bool:
    """Tell whether marks behind several names in the cells of bodies of `rows` are of them all."""
    return _are_joint(row[name].text for row in rows for name in row if name in UNITS)


def as_joint(text: str) -> str:
    """Return a list with the mark behind several names as that of all.

    >>> as_joint("甲局、乙局（牵头），丙局"), as_joint("甲局（牵头），乙局、丙局")
    ('甲局、乙局（共同牵头），丙局', '甲局（牵头），乙局、丙局')
    """
    return _LED.sub(_as_joint, text)


def _are_joint(texts: Iterable[str]) -> bool:
    """Tell whether a comma stands behind every mark, two of which stand behind one name.

    Else each is of its own name.
    """
    found = [one for text in texts for one in _LED.finditer(text)]
    single = sum(one["stop"] not in ("", "、") and "、" not in one["names"] for one in found)
    return single >= _FEWEST and all(one["stop"] != "、" for one in found)


def _joined(line: Paragraph) -> Paragraph:
    words = as_joint(line.text)
    return line if words == line.text else line.with_words(words)


def _as_joint(found: re.Match[str]) -> str:
    if "、" not in found["names"] or not found["stop"]:
        return found[0]
    return f"{found['names']}（共同牵头）{found['stop']}"
