"""Tables within the cells of a column, each below its own header, as rows of the outer table.

序号 | 实事名称 | 实施内容及责任分工        序号 | 实事名称 | 子项目   | 牵头单位
1    | 教育工程 | 子项目   | 牵头单位   is  1    | 教育工程 | 新建校舍 | 县教育局
     |          | 新建校舍 | 县教育局
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from loader.assignments.fields import CONTENT, UNITS
from loader.registers.registers import Registers
from loader.source import Cell, Table

_FEWEST, _MOST = 3, 8
"""Words of the header of an inner table."""

_LONGEST = 16


@dataclass(frozen=True)
class _Inner:
    """The words of the header of an inner table, and the texts of its rows."""

    words: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def with_tables_within(table: Table, registers: Registers) -> Table:
    """Return `table` with a row for each row of the tables in one of its columns.

    All rows below its header have one there, and all of these have the same header.
    The inner cells are places of the cell that holds them; outer cells reach down over its rows.
    """
    found = {
        (n, m): inner
        for n, row in enumerate(table.rows)
        for m, cell in enumerate(row)
        if (inner := _inner(cell, registers))
    }
    columns, headers = {m for _, m in found}, {inner.words for inner in found.values()}
    first = min((n for n, _ in found), default=0)
    is_even = len({len(row) for row in table.rows}) == 1
    below = len(table.rows) - first
    if not (len(columns) == len(headers) == 1 and first and is_even and len(found) == below):
        return table
    [column], [words] = columns, headers
    above = [cell.text for cell in table.rows[first - 1] if cell.text]
    if sum(_field(text, registers) is not None for text in above) * 2 < len(above):
        return table
    rows: list[tuple[Cell, ...]] = []
    for n, row in enumerate(table.rows):
        inner = found.get((n, column))
        if n < first - 1:
            texts: Sequence[Sequence[str]] = ((row[column].text, *[""] * (len(words) - 1)),)
        else:
            texts = inner.rows if inner else (words,)
        rows += spread(row, column, texts)
    return replace(table, rows=tuple(rows))


def _inner(cell: Cell, registers: Registers) -> _Inner | None:
    """Return the table that the lines of a cell print, if its header words are all known."""
    lines = [line.strip() for line in cell.text.split("\n") if line.strip()]
    width = next((n for n, one in enumerate(lines) if not _field(one, registers)), len(lines))
    fields = {_field(line, registers) for line in lines[:width]}
    is_header = _FEWEST <= width <= _MOST and fields & CONTENT and fields & set(UNITS)
    if not is_header or len(fields) < width or len(lines) % width or len(lines) == width:
        return None
    rows = [tuple(lines[n : n + width]) for n in range(width, len(lines), width)]
    return _Inner(tuple(lines[:width]), tuple(rows))


def _field(line: str, registers: Registers) -> str | None:
    words = "".join(line.split())
    return registers.field_of(words) if len(words) <= _LONGEST else None


def spread(
    row: Sequence[Cell], column: int, texts: Sequence[Sequence[str]]
) -> Iterator[tuple[Cell, ...]]:
    """Yield a row for each of `texts`, whose words stand in the place of the cell in `column`.

    They have no place of their own, but that of the cell.
    """
    for number, words in enumerate(texts):
        cells: list[Cell] = []
        for position, cell in enumerate(row):
            if position == column:
                cells += (replace(cell, clean=word, parts=(cell,), rowspan=1) for word in words)
            elif number:
                cells.append(replace(cell, raw="", clean=None, span=None, covered=True))
            else:
                cells.append(replace(cell, rowspan=max(cell.rowspan, len(texts)), parts=(cell,)))
        yield tuple(replace(cell, column=n) for n, cell in enumerate(cells, 1))
