"""Tables that begin anew below a header with other words: one for each part of a list of projects.

序号 | 项目名称 | 包抓领导 | 牵头单位 | 责任单位
…
二、新开工项目
序号 | 项目名称 | 责任单位 | 牵头单位 | 包抓领导
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from loader.assignments.fields import fields_of, names_work
from loader.entities import Printed
from loader.registers.registers import Registers
from loader.source import Cell, Table
from loader.tables.header import Header
from loader.texts.outline import SECTION

_FEWEST = 3
"""Words of a header that a row must have at least."""

_LONGEST = 16
"""Characters of a header word."""

Words = tuple[str, ...]


def parts_at_headers(table: Table, registers: Registers) -> Iterator[Table]:
    """Yield `table`, or each part of it that has a header of its own, the title above it included.

    A header that is printed again begins no part.
    """
    starts = [0]
    current: Words = ()
    for position, row in enumerate(table.rows):
        words = _words_of_header(row, registers)
        if words and current and words != current and position > starts[-1] + 1:
            starts.append(_with_title(table, position))
        current = words or current
    if len(starts) == 1:
        yield table
        return
    for start, end in pairwise([*starts, len(table.rows)]):
        yield replace(table, rows=table.rows[start:end])


def title_above(table: Table, header: Header) -> Printed | None:
    """Return the title of a part that stands in a row above its header, None if there is none."""
    above = table.rows[: header.height - len(header.rows)]
    filled = [[cell for cell in row if cell.text] for row in above]
    titles = [cells[0] for cells in filled if cells and SECTION.match(cells[0].text)]
    return Printed(titles[-1].text, titles[-1]) if titles else None


def _words_of_header(row: tuple[Cell, ...], registers: Registers) -> Words:
    """Return the words of a row if it is a header: most are known, and they name work."""
    words = tuple("".join(cell.text.split()) for cell in row)
    filled = [word for word in words if word]
    if len(set(filled)) < _FEWEST or any(len(word) > _LONGEST for word in filled):
        return ()
    known = sum(registers.field_of(word) is not None for word in filled)
    is_header = known >= _FEWEST and known * 2 >= len(filled)
    return words if is_header and names_work(fields_of(words, registers)) else ()


def _with_title(table: Table, header: int) -> int:
    """Return where the rows above a header begin that belong to it: blank ones and its title."""
    start = header
    while start and _is_above(table.rows[start - 1]):
        start -= 1
    return start


def _is_above(row: tuple[Cell, ...]) -> bool:
    filled = [cell.text for cell in row if cell.text]
    figures = all(text.replace(".", "").isdecimal() for text in filled[1:])
    return not filled or (figures and SECTION.match(filled[0]) is not None)
