"""Task tables on their side in plain lines: header words at the left, a task in each column.

序号      1         2                 序号      3
项目名称  三桥      绿道        and below  项目名称  泵站
牵头单位  市交通局  市园林局          牵头单位  市水利局

Blocks of a page's width stand one below another; each begins with the same word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import names_work
from loader.plain_tables.delimited_lines import (
    DELIMITERS,
    Cells,
    DelimitedCell,
    Fields,
    cells_of_line,
)
from loader.plain_tables.tokens import is_page_number
from loader.registers.registers import Registers
from loader.source import Paragraph
from loader.tables.alignment import lists_units
from loader.tables.told_columns import told_fields

_LONGEST_LABEL = 12
_FEWEST_LABELS, _FEWEST_TASKS = 3, 2

Columns = tuple[Fields, tuple[str, ...], list[Cells]]


def find_sideways(
    lines: Sequence[Paragraph], position: int, reader: ClauseReader
) -> tuple[Columns, int] | None:
    """Return the columns and rows of the table that begins at `position`, and the lines it takes.

    None if its first block has one task alone, or its words name no work and nobody to do it.
    """
    for delimiter in DELIMITERS:
        cells = cells_of_line(lines[position], delimiter)
        if len(cells) > _FEWEST_TASKS and reader.registers.field_of(_word(cells[0])):
            return _columns(lines[position:], delimiter, reader)
    return None


def _columns(
    lines: Sequence[Paragraph], delimiter: str, reader: ClauseReader
) -> tuple[Columns, int] | None:
    """Return the columns and rows of the table whose blocks begin `lines`, and the lines it takes.

    A line with fewer cells than its block has tasks says nothing of any: it has no field.
    """
    first = _block(lines, delimiter, reader.registers)
    words = tuple(_word(row[0]) for row in first)
    if len(words) < _FEWEST_LABELS:
        return None
    blocks, taken = [first], len(first)
    while True:
        taken += len(list(takewhile(is_page_number, lines[taken:])))
        block = _block(lines[taken:], delimiter, reader.registers)
        if tuple(_word(row[0]) for row in block) != words:
            break
        blocks.append(block)
        taken += len(block)
    rows = [row for block in blocks for row in _turned(block)]
    texts = [[cell.text for cell in row] for row in rows]
    fields = told_fields(words, texts, reader.registers, lambda cell: lists_units(cell, reader))
    short = {n for block in blocks for n, row in enumerate(block) if len(row) < _width(block)}
    fields = tuple(None if n in short else name for n, name in enumerate(fields))
    is_told = names_work(fields) and sum(map(bool, fields)) >= _FEWEST_LABELS
    return ((fields, words, rows), taken) if is_told else None


def _block(lines: Sequence[Paragraph], delimiter: str, registers: Registers) -> list[Cells]:
    """Return the lines of the block that begins `lines`, up to the one where its words begin anew.

    Each begins with a short word, and none prints a header word behind it.
    """
    block: list[Cells] = []
    words: set[str] = set()
    for line in lines:
        cells = cells_of_line(line, delimiter)
        word = _word(cells[0]) if len(cells) > 1 else ""
        values = [registers.field_of(_word(cell)) for cell in cells[1:]]
        is_line = 1 < len(word) <= _LONGEST_LABEL and not any(values)
        too_wide = bool(block) and len(cells) > len(block[0])
        if word in words or too_wide or not is_line:
            break
        words.add(word)
        block.append(cells)
    return block


def _width(block: Sequence[Cells]) -> int:
    """Return how many cells the widest line of a block has, its word at the left included."""
    return max(map(len, block), default=0)


def _turned(block: Sequence[Cells]) -> list[Cells]:
    """Return a row for each task of a block, blank where a line has no cell for it."""
    width = _width(block)
    filled = [[*row[1:], *[replace(row[0], text="")] * (width - len(row))] for row in block]
    return [list(column) for column in zip(*filled, strict=True)]


def _word(cell: DelimitedCell) -> str:
    return "".join(cell.text.split()).rstrip("：:")
