"""The header of a table set in columns by blanks: its words, stacked or beside each other."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from loader.assignments.fields import ROLES, fields_of, names_work
from loader.documents.lines import PAGE_NUMBER
from loader.plain_tables.fixed import PlacedCell, placed_cells, width_of
from loader.plain_tables.tokens import is_page_number
from loader.registers.registers import Registers
from loader.source import Paragraph, gap_between

_MOST_HEADER_LINES = 3
_FEWEST_COLUMNS = 3
_FEWEST_BESIDE = 2
_MOST_PADDING = 6
"""Blanks at the most between the characters of one word."""
_BREAK = len("\r\n")
_DELIMITER = re.compile(r"[|｜\t]")

Fields = tuple[str | None, ...]


@dataclass(frozen=True)
class StackedHeader:
    """The columns that a header names, where each stands, and how many lines it takes."""

    words: tuple[str, ...]
    fields: Fields
    spans: tuple[tuple[int, int], ...]
    height: int


def header_at(
    lines: Sequence[Paragraph], position: int, registers: Registers
) -> StackedHeader | None:
    """Return the header that the lines from `position` on print, as many as make one."""
    first = lines[position].words if position < len(lines) else ""
    if _DELIMITER.search(first) or len(placed_cells(first)) < _FEWEST_BESIDE:
        return None
    for height in range(_MOST_HEADER_LINES, 0, -1):
        block = lines[position : position + height]
        if len(block) == height and all(gap_between(*pair) <= _BREAK for pair in pairwise(block)):
            header = _header_of(block, registers)
            if header:
                return header
    return None


def _header_of(block: Sequence[Paragraph], registers: Registers) -> StackedHeader | None:
    columns: list[list[PlacedCell]] = []
    printed = _without_split([_header_cells(line, registers) for line in block], registers)
    for cell in sorted(chain.from_iterable(printed), key=lambda c: c.begin):
        if columns and cell.begin < max(map(end_of, columns[-1])):
            columns[-1].append(cell)
        else:
            columns.append([cell])
    order = {id(cell): n for n, cell in enumerate(cell for column in columns for cell in column)}
    words = tuple(
        "".join("".join(cell.text.split()) for cell in _by_line(column, printed, order))
        for column in columns
    )
    fields = fields_of(words, registers)
    if len(fields) < _FEWEST_COLUMNS or None in fields or not names_work(fields):
        return None
    spans = tuple((min(c.begin for c in column), max(map(end_of, column))) for column in columns)
    return StackedHeader(words, fields, spans, len(block))


def _header_cells(line: Paragraph, registers: Registers) -> list[PlacedCell]:
    """Return the cells of a line of a header, those that one blank parts apart: 序号 任务."""
    cells = _without_padding(placed_cells(line.words), registers)
    return [part for cell in cells for part in _apart(cell, registers)]


def _without_split(printed: list[list[PlacedCell]], registers: Registers) -> list[list[PlacedCell]]:
    """Return the cells of a header without those above several words of roles: 责任分工."""
    lower = [*printed[1:], []]
    return [
        [
            cell
            for cell, (left, right) in zip(line, _gaps_beside(line), strict=True)
            if not _are_parts([c for c in below if left <= c.begin < right], registers)
        ]
        for line, below in zip(printed, lower, strict=True)
    ]


def _gaps_beside(line: list[PlacedCell]) -> list[tuple[float, float]]:
    """Return for each cell of a line where the one before it ends and the next begins."""
    ends = [0, *map(end_of, line[:-1])] if line else []
    return list(zip(ends, [*(cell.begin for cell in line[1:]), math.inf], strict=False))


def _are_parts(cells: list[PlacedCell], registers: Registers) -> bool:
    """Tell whether cells are the parts of a split column: several words of roles."""
    roles = {registers.role_of_label("".join(cell.text.split())) for cell in cells}
    return len(roles) > 1 and roles <= {*ROLES}


def _without_padding(cells: list[PlacedCell], registers: Registers) -> list[PlacedCell]:
    """Return `cells`, single characters that make a known word as one: 项  目  内  容."""
    found: list[PlacedCell] = []
    while cells:
        length = next((n for n, cell in enumerate(cells) if len(cell.text) > 1), len(cells))
        for end in range(length, 1, -1):
            word = "".join(cell.text for cell in cells[:end])
            gaps = [right.begin - end_of(left) for left, right in pairwise(cells[:end])]
            if max(gaps) <= _MOST_PADDING and registers.field_of(word):
                text = cells[0].text + "".join(
                    " " * gap + cell.text for gap, cell in zip(gaps, cells[1:end], strict=True)
                )
                found.append(PlacedCell(text, cells[0].begin))
                cells = cells[end:]
                break
        else:
            found.append(cells[0])
            cells = cells[1:]
    return found


def _apart(cell: PlacedCell, registers: Registers) -> list[PlacedCell]:
    is_padded = max(map(len, cell.text.split())) == 1
    for blank in () if is_padded else re.finditer(r"\s", cell.text):
        left, right = cell.text[: blank.start()], cell.text[blank.end() :]
        if all(registers.field_of("".join(word.split())) for word in (left, right)):
            begin = cell.begin + width_of(cell.text[: blank.end()])
            return [PlacedCell(left, cell.begin), PlacedCell(right, begin)]
    return [cell]


def _by_line(
    column: list[PlacedCell], printed: list[list[PlacedCell]], order: dict[int, int]
) -> list[PlacedCell]:
    """Return the cells of a column from the first of the `printed` lines down."""
    return sorted(
        column,
        key=lambda c: (next(n for n, cells in enumerate(printed) if c in cells), order[id(c)]),
    )


def end_of(cell: PlacedCell) -> int:
    return cell.begin + width_of(cell.text)


def counts_page(line: Paragraph, header: StackedHeader) -> bool:
    """Tell whether a line is the number of a page: a bare one stands right of those of rows."""
    if "number" not in header.fields or not PAGE_NUMBER.match(line.text):
        return is_page_number(line)
    _, end = header.spans[header.fields.index("number")]
    return is_page_number(line) or placed_cells(line.words)[0].begin > end
