"""Rows of a flattened table in which amounts stand between the work and the bodies that have it.

1环城路项目加快建设3500012000市城投公司市住建局周志远林国栋2粮食市场项目…

Nothing tells where the one amount ends and the next begins, but behind them bodies begin, and the
names of leaders stand at the end or right behind the amounts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from loader.plain_tables.flat_leaders import NAME, without_last_names
from loader.registers.registers import Registers

_AMOUNTS = re.compile(
    r"\d[\d.,，]+(?:[万亿]元?)?(?:\d[\d.,，]*(?:[万亿]元?)?)*(?=[\u4e00-\u9fff])(?![年月日万亿])"
)
_NAME_FIRST = re.compile(rf"{NAME.pattern}(?=[省市县区州盟旗镇乡各])")


@dataclass(frozen=True)
class FiguredRow:
    """A row: its work, its amounts as printed, and bodies and leaders behind them."""

    work: str
    amounts: str
    bodies: str
    leaders: str


def figured_row(
    words: str, registers: Registers, are_bodies: Callable[[str], bool], people: Sequence[str]
) -> FiguredRow | None:
    """Return the row whose last amounts stand before bodies, or None if none do.

    Leaders stand where `people` says: `last` or `first`, or nowhere.

    >>> from pathlib import Path
    >>> registers = Registers(Path("data/registers"))
    >>> row = figured_row("修路项目35000120县交通局王建国李明", registers, bool, ["last"])
    >>> row.work, row.amounts, row.bodies, row.leaders
    ('修路项目', '35000120', '县交通局', '王建国、李明')
    """
    amounts = next(reversed(list(_AMOUNTS.finditer(words))), None)
    if amounts is None or not amounts.start():
        return None
    behind, leaders = words[amounts.end() :].strip(), ""
    if "last" in people:
        behind, leaders = without_last_names(behind, set(), registers)
    elif "first" in people:
        behind, leaders = _without_first_name(behind)
    if not are_bodies(behind) or (people and not leaders):
        return None
    return FiguredRow(words[: amounts.start()], amounts[0], behind, leaders)


def _without_first_name(words: str) -> tuple[str, str]:
    """Return `words` without the name that begins them before the level of a body, and the name."""
    named = _NAME_FIRST.match(words)
    return (words[named.end() :], named[0]) if named else (words, "")
