"""Names of bodies that a narrow column broke within, made whole again: 市城管执 / 法局.

A line that ends within a name is as wide as the column; the endings of the register tell what is a
name and what the end of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from loader.assignments.fields import UNITS
from loader.entities import Printed
from loader.registers.registers import Registers
from loader.texts.collectives import opens_with_all
from loader.texts.units import ENDINGS

_NARROWEST = 5
"""Characters of the widest line of a column from which on its cells are taken to be wrapped."""

_LEEWAY = 1
_SEPARATORS = r"、，,；;。/／：:\\ "
_LAST = re.compile(rf"[^{_SEPARATORS}]*$")
_FIRST = re.compile(rf"^[^{_SEPARATORS}]*")
_OF_LEVEL = re.compile("[省市县区州盟旗镇乡](?!人民政府|政府).{2,}")
"""How the name of a body begins that is whole: 县水务局; 区政府 may be the end of one."""

_OF_LINE = re.compile("[省市县区州盟旗]?(?P<line>.{2,})[局委办厅部]")
"""A body by its line of work: 县 | 住房和城乡建设 | 局."""

_MANNER = re.compile("(?:管理|监督|行政|综合|执法)*$")
"""What a body does in its line of work, whatever that is: 城市管理 | 综合执法."""

_LEVEL = re.compile("^(?:自治区|[省市县区州盟旗])")

_KINDS = re.compile(r"[（(][省市县区州盟旗镇乡街道、]+[）)]")
"""Kinds of places beside the one that ends the line above: 各县 / （市、区）政府."""

_IS_CUT = re.compile("[\u4e00-\u9fff][和与及]$")
"""How no name ends, however narrow its column: 市工业和 / 信息化局."""

_GROUP_OPENS = re.compile("[各及和与直属沿]$")
"""How a line ends that the name of a group goes on with: 市直 / 各部门."""

_BEGINS_NO_NAME = re.compile("[局厅署]|会(?![同展计议务员宁泽昌东理])|委(?![编办员])")
"""How no name of a body begins: 市人力资源和社 / 会保障局, 哈尔滨铁路 / 局横道河子工务段."""

_ENDS_NO_NAME = re.compile("社会$")
"""How no name of a body ends: 市劳动和社会 / 保障局."""


def widths_of(rows: Iterable[Mapping[str, Printed]]) -> dict[str, int]:
    """Return how wide the widest line is of the cells with several, for each column of bodies."""
    widths: dict[str, int] = {}
    for values in rows:
        for name in set(UNITS) & set(values):
            lines = values[name].text.split("\n")
            if len(lines) > 1:
                widths[name] = max(widths.get(name, 0), *(len(line.strip()) for line in lines))
    return widths


def with_names_joined(text: str, width: int, registers: Registers) -> str:
    """Return a cell of a column of that `width` with the lines joined that end within a name."""
    lines = [line.strip() for line in text.split("\n")]
    if len(lines) < 2:
        return text
    is_wrapped = width >= _NARROWEST
    joined, last = lines[0], lines[0]
    for line in lines[1:]:
        is_full = len(last) >= width - _LEEWAY
        is_one = _IS_CUT.search(last) is not None and bool(line)
        is_one = is_one or (is_wrapped and goes_on(joined, line, registers, is_full=is_full))
        joined += ("" if is_one else "\n") + line
        last = line
    return joined


def goes_on(above: str, below: str, registers: Registers, *, is_full: bool) -> bool:
    """Tell whether the first name of the line `below` is the end of the last one `above`.

    It is where both share an ending, or a single sign ends the name; any other line that ends
    within a name `is_full`.
    """
    last, first = _LAST.search(above.rpartition("\n")[2]), _FIRST.match(below)
    begun, end = (last[0] if last else ""), (first[0] if first else "")
    if not begun or not end or (opens_with_all(end) and not _GROUP_OPENS.search(begun)):
        return False
    ending = registers.unit_ending.search(begun + end)
    is_cut = _ENDS_NO_NAME.search(begun) and ending
    if is_cut or _KINDS.match(below) or end in ENDINGS or (ending and ending.start() < len(begun)):
        return True
    if (ending and len(end) == 1) or (is_full and _BEGINS_NO_NAME.match(end)):
        return True
    is_known = _is_known(begun + end, registers) and not _is_known(end, registers)
    if is_full and (is_known or are_one_name(begun, end, registers)):
        return True
    is_whole = len(begun) > 1 and registers.ends_like_unit(begun)
    if not is_full or is_whole or _is_whole(end, registers):
        return False
    return ending is not None


def are_one_name(above: str, below: str, registers: Registers) -> bool:
    """Tell whether the last name `above` and the first `below` are a known body, and not two.

    Neither is one by itself, or what is above does not end as bodies do: 省人力资源社 / 会保障厅,
    市 / 监察局.
    """
    last, first = _LAST.search(above.rpartition("\n")[2]), _FIRST.match(below)
    begun, end = (last[0] if last else ""), (first[0] if first else "")
    if not (begun and end) or _is_body(begun, registers) or _is_whole(end, registers):
        return False
    is_ended = len(begun) > 1 and registers.ends_like_unit(begun)
    is_ended = is_ended and not _ENDS_NO_NAME.search(begun)
    return not (is_ended and _is_body(end, registers)) and _is_body(begun + end, registers)


def is_cut_name(name: str, registers: Registers) -> bool:
    """Tell whether `name` is a level and a line of work, without the kind of body: 省人口计生."""
    level = _LEVEL.match(name)
    is_line = level is not None and registers.is_line_of_work(name[level.end() :])
    return is_line and not registers.ends_like_unit(name)


def _is_body(name: str, registers: Registers) -> bool:
    """Tell whether a register knows a body by `name`, or its line of work."""
    named = registers.rulebook.rules(_LEVEL.sub("", name), "")
    return bool(named) or _is_known(name, registers)


def _is_known(name: str, registers: Registers) -> bool:
    """Tell whether a line of work is in `name`, its level and kind left out: 县城市管理局."""
    found = _OF_LINE.fullmatch(name)
    line = found["line"] if found else ""
    begun = (line[:n] for n in range(2, len(line) + 1) if _MANNER.match(line, n))
    return any(registers.is_line_of_work(one) and not _MANNER.match(one) for one in begun)


def _is_whole(name: str, registers: Registers) -> bool:
    """Tell whether `name` is of a body of some level: 县水务局."""
    return _OF_LEVEL.match(name) is not None and registers.ends_like_unit(name[1:])
