"""Which parts of a run of paragraphs are tables that lost their lines, and which are plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from loader.assignments.clauses import ClauseReader
from loader.assignments.plausibility import are_plausible
from loader.documents.demands import opens_demands
from loader.documents.lines import ANNEXED, NOTE, TAIL
from loader.documents.signatures import IMPRINT
from loader.plain_tables.boxed import BoxedTable, find_boxed
from loader.plain_tables.column_blocks import find_column_blocks
from loader.plain_tables.delimited import DelimitedTable, find_delimited
from loader.plain_tables.flat import FlatTable, find_flat
from loader.plain_tables.glued_rows import find_glued
from loader.plain_tables.loose import (
    MOST_HEADER_LINES,
    LooseTable,
    find_loose,
    spaced_table,
)
from loader.plain_tables.piped import find_piped
from loader.plain_tables.tokens import cells_of
from loader.plain_tables.two_columns import find_two_columns
from loader.registers.registers import Registers
from loader.source import Paragraph
from loader.tables.alignment import NUMBER, is_date
from loader.texts.units import split_list

Part = list[Paragraph] | LooseTable | DelimitedTable | BoxedTable | FlatTable


def split_layouts(paragraphs: Iterable[Paragraph], reader: ClauseReader) -> Iterator[Part]:
    """Yield the parts of `paragraphs` in printed order.

    A table begins with its header and goes on to the next header, a flattened one stands in one
    line; what is before the first of them, and the tail of the document, is plain text.
    """
    lines = list(paragraphs)
    part: Part = []
    position = 0
    while position < len(lines):
        found = _begins(lines, position, reader)
        if found is None:
            if isinstance(part, LooseTable) and _ends_table(lines, position, reader):
                yield part
                part = []
            _take(part, lines[position])
            position += 1
            continue
        table, length = found
        if not _same_header(part, table):
            yield part
            part = table
        position += length
        if not isinstance(part, list) and not (isinstance(part, LooseTable) and not part.is_whole):
            yield part
            part = []
    yield part


def _ends_table(lines: list[Paragraph], position: int, reader: ClauseReader) -> bool:
    """Tell whether a line stands below a table: a note, an annex, whom to call, or the tail.

    So do demands on all who are named in it.
    """
    text = lines[position].text
    below = NOTE.match(text) or ANNEXED.match(text) or _BELOW.match(text)
    below = below or TAIL.search(text) or IMPRINT.match(text)
    return bool(below) or _demands_follow(lines, position, reader.registers)


def _demands_follow(lines: list[Paragraph], position: int, registers: Registers) -> bool:
    """Tell whether demands begin at `position`, and no cells of a table stand below."""
    if not opens_demands(lines[position].text):
        return False
    below = lines[position + 1 : position + 1 + _MOST_BELOW]
    inner = below if len(below) == _MOST_BELOW else below[:-_AT_END]
    return not any(_is_cell(line.text, registers) for line in inner)


def _is_cell(text: str, registers: Registers) -> bool:
    if NUMBER.match(text) or is_date(text):
        return True
    return "。" not in text and are_plausible(split_list(text), registers)


_MOST_BELOW = 12
_AT_END = 3
"""Lines that are looked at below, and those at the end that sign and date a document."""

_BELOW = re.compile(
    r"[\u4e00-\u9fff（）]{0,14}(?:联系|咨询|监督|举报|投诉|值班)(?:电话|方式|人)\s*[：:]"
)
"""What is printed below a table, and in none of its cells."""


def first_line(table: LooseTable | DelimitedTable | BoxedTable | FlatTable) -> Paragraph | None:
    """Return the first line of a table that lost its lines, if it has one."""
    if isinstance(table, FlatTable):
        return table.place
    if isinstance(table, LooseTable):
        return next(iter(table.header), table.tokens[0].place if table.tokens else None)
    if isinstance(table, BoxedTable):
        return next((cell.place for column in table.columns for cell in column), None)
    return next((cell.place for row in table.rows for cell in row), None)


def words_of(table: LooseTable | DelimitedTable | BoxedTable | FlatTable) -> tuple[str, ...]:
    """Return the words of the header of a table that lost its lines, as far as they are kept."""
    if isinstance(table, LooseTable):
        return tuple(line.text for line in table.header)
    return table.words if isinstance(table, DelimitedTable) else ()


def _begins(lines: list[Paragraph], position: int, reader: ClauseReader) -> tuple[Part, int] | None:
    """Return the table that begins at `position`, and the lines that it or its header takes."""
    table = (
        find_boxed(lines, position, reader)
        or find_column_blocks(lines, position, reader)
        or find_delimited(lines, position, reader)
        or find_piped(lines, position, reader)
        or find_glued(lines, position, reader.registers)
        or find_two_columns(lines, position, reader)
    )
    if table:
        return table
    for find in (spaced_table, find_flat):
        begun = find(lines[position], reader.registers)
        if begun:
            return begun, 1
    return find_loose(lines[position : position + MOST_HEADER_LINES], reader.registers)


def _same_header(part: Part, table: Part) -> bool:
    """Tell whether `table` is `part` over again, its header repeated at a page break."""
    if isinstance(part, LooseTable) and isinstance(table, LooseTable):
        return part.fields == table.fields
    return False


def _take(part: Part, line: Paragraph) -> None:
    if isinstance(part, LooseTable):
        part.tokens += cells_of(line, by_spaces=part.by_lines)
    elif isinstance(part, list):
        part.append(line)
