"""Task tables set in columns by blanks, whose cells go on over lines below each other.

    序号  工 作 任 务          主办单位      协办单位
    1     拆迁改造城中村，     市城中村      各区政府
          完成面积过半         改造办公室

Where a cell begins tells its column; a line without a number, or, where rows have none, without a
first cell goes on with the row above it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from unicodedata import east_asian_width

from loader.assignments.fields import PEOPLE, UNITS
from loader.registers.registers import Registers
from loader.source import Paragraph
from loader.tables.wrapped_cells import goes_on
from loader.texts.outline import is_numbered_title
from loader.texts.posts import BODY_POST

_CELL = re.compile(r"\S+(?:[ \u3000]\S+)*")
_BEGUN = re.compile(r"(?:^|[、，,；;\s])(?:[省市县区州盟旗]|[省市县区州][乡镇]|各设区)$")
"""How a line ends that cuts a name behind what would be one by its ending: 省乡 / 村振兴局."""

_KEPT = 4096
"""Texts whose width is kept: a search for the columns of narrow cells asks for it again."""

_NEAR = 4
"""Places, of which a wide character takes two, that a cell may begin beside its column."""


@dataclass(frozen=True)
class PlacedCell:
    """A cell of a line, and the place at which it begins."""

    text: str
    begin: int


def placed_cells(line: str) -> list[PlacedCell]:
    """Return the cells of `line`, two blanks or more between them.

    >>> [(cell.text, cell.begin) for cell in placed_cells("1   修路  市交通局")]
    [('1', 0), ('修路', 4), ('市交通局', 10)]
    """
    line = line.replace("\t", "    ")
    return [PlacedCell(m[0], width_of(line[: m.start()])) for m in _CELL.finditer(line)]


@lru_cache(maxsize=_KEPT)
def width_of(text: str) -> int:
    """Return how many places `text` takes: two for each wide character."""
    return sum(2 if east_asian_width(c) in "WFA" else 1 for c in text)


def rows_by_place(
    lines: Sequence[Paragraph], fields: Sequence[str | None], registers: Registers
) -> list[tuple[Paragraph, list[str]]] | None:
    """Return the rows of a table whose first line is its header, or None if no cell goes on.

    A row comes as a place made of its lines, and its cells; a line of one cell in the first column,
    or of a title behind a numeral, as that cell.
    """
    starts = _starts([placed_cells(line.words) for line in lines])
    if len(starts) != len(fields):
        return None
    rows: list[tuple[Paragraph, list[str]]] = []
    continued, first = 0, fields.index("number") if "number" in fields else 0
    for line in lines[1:]:
        cells = placed_cells(line.words)
        columns = [_column(cell.begin, starts) for cell in cells]
        if len(cells) == len(fields):
            columns = list(range(len(fields)))
        if len(cells) == 1 and (columns[0] == 0 or is_numbered_title(cells[0].text)):
            rows.append((line, [cells[0].text]))
            continue
        if None in columns or len(set(columns)) < len(columns):
            return None
        printed = {column: cell.text for column, cell in zip(columns, cells, strict=True)}
        if rows and first not in printed and len(rows[-1][1]) == len(fields):
            rows[-1] = _longer(rows[-1], line, printed, fields, registers)
            continued += 1
        else:
            rows.append((line, [printed.get(column, "") for column in range(len(fields))]))
    return rows if continued else None


def _starts(lines: Sequence[Sequence[PlacedCell]]) -> list[set[int]]:
    """Return where the cells of each column begin: in the header, and in lines that have all.

    The words of a header may be centred above their columns.
    """
    whole = [cells for cells in lines if len(cells) == len(lines[0])]
    return [{cell.begin for cell in column} for column in zip(*whole, strict=True)]


def _column(begin: int, starts: Sequence[set[int]]) -> int | None:
    """Return the column that begins nearest to `begin`, or None if none does."""
    distances = [min(abs(start - begin) for start in column) for column in starts]
    nearest = min(range(len(starts)), key=distances.__getitem__)
    return nearest if distances[nearest] <= _NEAR else None


def _longer(
    row: tuple[Paragraph, list[str]],
    line: Paragraph,
    printed: dict[int | None, str],
    fields: Sequence[str | None],
    registers: Registers,
) -> tuple[Paragraph, list[str]]:
    """Return `row` with the cells of `line`; a name that the column cut is one again."""
    place, cells = row
    longer = [
        joined_cell(cell, printed[column], fields[column], registers) if column in printed else cell
        for column, cell in enumerate(cells)
    ]
    return replace(place, parts=(*place.lines, line)), longer


def joined_cell(
    cell: str, rest: str, name: str | None, registers: Registers, *, is_full: bool = False
) -> str:
    """Return a cell with its next line, which stays a line of its own below a whole name.

    `is_full`: the line above is as wide as the column. A post ends the name of a body above it.
    """
    whole = name in UNITS and registers.ends_like_unit(cell) and not _BEGUN.search(cell)
    whole &= f"{cell[-1:]}{rest[:1]}" != "乡镇" and not rest.startswith("等")
    whole = whole and not goes_on(cell, rest, registers, is_full=is_full)
    above = cell.rpartition("\n")[2]
    whole |= name in PEOPLE and len(rest) > 1 and not BODY_POST.fullmatch(above + rest)
    return f"{cell}\n{rest}" if whole and cell else cell + rest
