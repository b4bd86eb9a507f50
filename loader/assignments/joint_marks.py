"""Marks that give a role to all names before a comma, as the lists of a document show.

A（牵头），B、C  and  D、E（牵头），F    are A（牵头），B、C  and  D、E（共同牵头），F
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from loader.source import Paragraph

_LED = re.compile(
    r"(?P<names>[^，,；;：:。\n]*?[^，,；;：:。\n、（(])[（(]牵头(?:单位|部门)?[）)](?P<stop>[，,、]?)"
)
_FEWEST = 2


def with_joint_marks(lines: Sequence[Paragraph]) -> list[Paragraph]:
    """Return `lines`, marks behind several names as those of all where a comma parts who leads.

    It does behind every mark, two of which stand behind one name: else each is of its own name.
    """
    found = [one for line in lines for one in _LED.finditer(line.text)]
    single = sum(one["stop"] in ("，", ",") and "、" not in one["names"] for one in found)
    if single < _FEWEST or any(one["stop"] == "、" for one in found):
        return list(lines)
    return [_joined(line) for line in lines]


def _joined(line: Paragraph) -> Paragraph:
    words = _LED.sub(_as_joint, line.text)
    return line if words == line.text else replace(line, clean=words, parts=line.parts or (line,))


def _as_joint(found: re.Match[str]) -> str:
    if "、" not in found["names"] or not found["stop"]:
        return found[0]
    return f"{found['names']}（共同牵头）{found['stop']}"
