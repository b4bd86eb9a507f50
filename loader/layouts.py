"""Which parts of a run of paragraphs are tables that lost their lines, and which are plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from loader.flat import FlatTable, find_flat
from loader.loose import MOST_HEADER_LINES, LooseTable, cells_of, find_loose, spaced_table
from loader.registers import Registers
from loader.ruled import RuledTable, find_ruled
from loader.source import Paragraph

Part = list[Paragraph] | LooseTable | RuledTable | FlatTable


def split_layouts(paragraphs: Iterable[Paragraph], registers: Registers) -> Iterator[Part]:
    """Yield the parts of `paragraphs` in printed order.

    A table begins with its header and goes on to the next header, a flattened one stands in one
    line; what is before the first of them is plain text.
    """
    lines = list(paragraphs)
    part: Part = []
    position = 0
    while position < len(lines):
        found = _begins(lines[position : position + MOST_HEADER_LINES], registers)
        if found is None:
            _take(part, lines[position])
            position += 1
            continue
        table, length = found
        if not _same_header(part, table):
            yield part
            part = table
        position += length
        if isinstance(part, FlatTable):
            yield part
            part = []
    yield part


def _begins(lines: list[Paragraph], registers: Registers) -> tuple[Part, int] | None:
    """Return the table that begins with the first of `lines`, and the lines its header takes."""
    for find in (find_ruled, spaced_table, find_flat):
        table = find(lines[0], registers)
        if table:
            return table, 1
    return find_loose(lines, registers)


def _same_header(part: Part, table: Part) -> bool:
    """Tell whether `table` is `part` over again, its header repeated at a page break."""
    if isinstance(part, list) or isinstance(table, list):
        return False
    if isinstance(part, FlatTable) or isinstance(table, FlatTable):
        return False
    return type(part) is type(table) and part.fields == table.fields


def _take(part: Part, line: Paragraph) -> None:
    if isinstance(part, LooseTable):
        part.tokens += cells_of(line, by_spaces=part.by_lines)
    elif isinstance(part, RuledTable):
        part.lines.append(line)
    elif isinstance(part, list):
        part.append(line)
