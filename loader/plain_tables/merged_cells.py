"""Rows that a lone pipe ends, and in which merged cells are left out, made whole again.

市          a merged cell, as narrow as its column: 市发改委
发
改委
| 固定资产投资增长22%
| 统计局
|
编制岸线规划            the first cell goes on, and so does the last where the text stands alone
|
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loader.assignments.fields import UNITS
from loader.assignments.plausibility import are_plausible, is_plausible
from loader.plain_tables.tokens import Token
from loader.registers.registers import Registers
from loader.texts.units import Unit, split_list

Cells = Sequence[Token]

_COLUMNS = 3
"""Bodies, work, bodies."""

_FEWEST = 3
"""Rows from which on lone pipes end rows and no cells."""

_FEWEST_PIECES, _WIDEST = 2, 5
"""Pieces of a name that a narrow column broke, and their characters."""


def with_merged_cells(
    rows: Sequence[Cells], fields: Sequence[str | None], registers: Registers
) -> list[Token]:
    """Return the cells of `rows` with those that merged cells left out, nothing if that is unsure.

    The first column names bodies, and the last does: those are merged over rows.
    """
    is_of_bodies = len(fields) == _COLUMNS and fields[0] in UNITS and fields[-1] in UNITS
    full = [row for row in rows if len(row) == len(fields)]
    if not is_of_bodies or len(full) < _FEWEST or len(full) == len(rows):
        return []
    found: list[Token] = []
    above: Cells = ()
    for row in rows:
        whole = _whole(row, above, len(fields), registers)
        if whole is None:
            return []
        above = whole
        found += whole
    return found


def _whole(row: Cells, above: Cells, length: int, registers: Registers) -> list[Token] | None:
    """Return `row` with a cell for each column, None where it cannot be told which are left out."""
    if len(row) == length:
        first = replace(row[0], text=_name_of(row[0].text, registers))
        return [first, *row[1:]] if _are_bodies(first.text, registers) else None
    if not above or len(row) > length or not row or _are_bodies(row[0].text, registers):
        return None
    return [above[0], *row, *above[len(row) + 1 :]]


def _name_of(text: str, registers: Registers) -> str:
    """Return the name whose pieces are the lines of a cell: 市 / 发 / 改委; others stay apart."""
    pieces = text.split("\n")
    is_narrow = len(pieces) >= _FEWEST_PIECES and max(map(len, pieces)) <= _WIDEST
    are_names = all(is_plausible(Unit(piece), registers) for piece in pieces)
    name = "".join(pieces)
    return name if is_narrow and not are_names and is_plausible(Unit(name), registers) else text


def _are_bodies(text: str, registers: Registers) -> bool:
    return are_plausible(split_list(text), registers)
