"""Task tables as a page turned into text sets them: header words stacked, cells centred on a row.

    序                      牵头
         工作任务                     市领导
    号                      单位

         新建生态停车场
    1                       市城管局   何田
         六处。

Columns are told by the places that fewest cells of a page cross, rows by blank lines and numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from loader.assignments.fields import CONTENT, PEOPLE, UNITS
from loader.plain_tables.centred_rows import centred_cuts, halfway_cuts
from loader.plain_tables.fixed import PlacedCell, joined_cell, placed_cells, width_of
from loader.plain_tables.stacked_headers import (
    StackedHeader,
    counts_page,
    end_of,
    header_at,
)
from loader.registers.registers import Registers
from loader.source import Paragraph, gap_between
from loader.tables.alignment import NUMBER, SIGNS
from loader.texts.outline import SECTION, SENTENCE_END, is_numbered_title

_WIDE = frozenset({"text", "annual_task", "title", "heading"})
"""Columns whose cells may hold blanks: a line set to the width of its column."""

_OF_NAMES = frozenset({*PEOPLE, "remark", "proposer"})
"""Columns that may print names of people: 分管领导, 提案人."""

_LONGEST_TITLE = 45
_FIRST_LINES = 2
"""Lines of a page among which its first number stands."""

_LEEWAY = 3
"""Places that a cell which fills its column may lack."""

_OPEN = re.compile(r"[、，]$")

PlacedRow = tuple[Paragraph, list[str]]


@dataclass(frozen=True)
class StackedTable:
    """The header of a table, its rows in printed order, and how many lines it takes."""

    header: StackedHeader
    rows: list[PlacedRow]
    taken: int


def find_stacked(
    lines: Sequence[Paragraph], position: int, registers: Registers
) -> StackedTable | None:
    """Return the table whose header begins at `position`, if its rows are wider than a line."""
    first = header_at(lines, position, registers)
    if first is None:
        return None
    header: StackedHeader | None = first
    rows: list[PlacedRow] = []
    end = taken = position
    while header:
        page = _page(lines, end + header.height, header, registers)
        held = _Page(header, page, _borders(header, page), registers)
        found, length = held.rows(rows)
        if any(held.clashes(line) for line in page[:length]):
            return None
        if not found:
            break
        rows, end = found, end + header.height + length
        taken = end
        end += _pages_between(lines, end, header)
        header = _header_below(lines, end, header, rows, registers)
    wraps = first.height > 1 or any(place.parts for place, _ in rows)
    return StackedTable(first, rows, taken - position) if rows and wraps else None


def _header_below(
    lines: Sequence[Paragraph],
    position: int,
    header: StackedHeader,
    rows: list[PlacedRow],
    registers: Registers,
) -> StackedHeader | None:
    """Return the header of the next page: it comes again, or the rows count on without one."""
    following = header_at(lines, position, registers)
    if following:
        return following if following.words == header.words else None
    if "number" not in header.fields or not counts_page(lines[position - 1], header):
        return None
    column = header.fields.index("number")
    last = next((cells[column] for _, cells in reversed(rows) if len(cells) > 1), "")
    next_ones = (placed_cells(line.words) for line in lines[position : position + _FIRST_LINES])
    first = [cells[0].text for cells in next_ones if cells and NUMBER.match(cells[0].text)]
    last, *first = (figures.strip(SIGNS) for figures in (last, *first))
    counts_on = last.isdecimal() and first[:1] == [str(int(last) + 1)]
    return replace(header, height=0) if counts_on else None


def _page(
    lines: Sequence[Paragraph], start: int, header: StackedHeader, registers: Registers
) -> list[Paragraph]:
    """Return the lines from `start` to the next header or number of a page."""
    for position in range(start, len(lines)):
        following = header_at(lines, position, registers)
        again = following is not None and following.words == header.words
        if again or counts_page(lines[position], header):
            return list(lines[start:position])
    return list(lines[start:])


def _pages_between(lines: Sequence[Paragraph], position: int, header: StackedHeader) -> int:
    length = 0
    while position + length < len(lines) and counts_page(lines[position + length], header):
        length += 1
    return length


def _borders(header: StackedHeader, page: list[Paragraph]) -> list[int]:
    """Return where each column but the first begins: where fewest cells are crossed.

    The words of the header are cells, too: what stands below them is of their column.
    """
    cells = [cell for line in page for cell in placed_cells(line.words)]
    printed = [*header.spans, *((cell.begin, end_of(cell)) for cell in cells)]
    borders = []
    for (left, _), (right, end) in pairwise(header.spans):
        places = range(left + 1, max(right, left + 1) + 1)
        crossed = {b: sum(start < b < stop for start, stop in printed) for b in places}
        fewest = min(crossed.values())
        near = [b for b in places if crossed[b] == fewest]
        begins = [cell.begin for cell in cells if left < cell.begin < end]
        borders.append(max(near, key=lambda b: (begins.count(b), b)))
    return borders


@dataclass(frozen=True)
class _Page:
    header: StackedHeader
    lines: list[Paragraph]
    borders: list[int]
    registers: Registers

    def rows(self, above: list[PlacedRow]) -> tuple[list[PlacedRow] | None, int]:
        """Return `above` with the rows of a page, and how many lines they take.

        A block without a number at the top of a page goes on with the last row above.
        """
        rows, taken, position = list(above), 0, 0
        for block in self._blocks(self.lines):
            position += len(block)
            numbers = [n for n, line in enumerate(block) if self._is_numbered(line)]
            cells = [cell for line in block for cell in placed_cells(line.words)]
            if numbers or "number" not in self.header.fields:
                rows += [self._row(part) for part in self._parts(block, numbers)]
            elif len(cells) == 1 and len(cells[0].text) < _LONGEST_TITLE:
                rows.append((block[0], [cells[0].text]))
                continue
            elif position == len(block) and rows and len(cells) > 0:
                rows[-1] = self._longer(rows[-1], block)
            else:
                break
            taken = position
        kept = {id(line) for line in self.lines[:taken]} | {id(row[0]) for row in above}
        printed = [row for row in rows if len(row[1]) > 1 or id(row[0]) in kept]
        return (printed if taken else None), taken

    def _blocks(self, page: list[Paragraph]) -> Iterator[list[Paragraph]]:
        """Yield the lines of `page` between blank lines; one across the columns stands alone."""
        gaps = [gap_between(*pair) for pair in pairwise(page)]
        alone = [self._is_across(line) for line in page]
        cuts = [n for n, gap in enumerate(gaps, 1) if gap > min(gaps) or alone[n - 1] or alone[n]]
        for start, end in pairwise([0, *cuts, len(page)]):
            if start < end:
                yield page[start:end]

    def _is_across(self, line: Paragraph) -> bool:
        """Tell whether a line is in no column: a section title, or words wider than a number."""
        cells = placed_cells(line.words)
        wide = cells[0].begin < self.borders[0] < end_of(cells[0])
        titled = SECTION.match(line.text) is not None or is_numbered_title(line.text)
        return len(cells) == 1 and (wide or titled)

    def _is_numbered(self, line: Paragraph) -> bool:
        if "number" not in self.header.fields:
            return False
        column = self.header.fields.index("number")
        cells = placed_cells(line.words)
        return any(self._column(c) == column and NUMBER.match(c.text) for c in cells)

    def clashes(self, line: Paragraph) -> bool:
        """Tell whether two cells of a line fall in one column: then the columns are not these."""
        columns = [self._column(cell) for cell in self._cells(line)]
        narrow = [n for n in columns if self.header.fields[n] not in _WIDE]
        return len(narrow) > len(set(narrow))

    def _cells(self, line: Paragraph) -> Iterator[PlacedCell]:
        """Yield the cells of a line; a name of two characters is one, however padded: 王  明."""
        held: PlacedCell | None = None
        for cell in self._placed(line):
            column = self._column(cell)
            is_half = len(cell.text) == 1 and self.header.fields[column] in _OF_NAMES
            if held and is_half and self._column(held) == column:
                yield PlacedCell(held.text + cell.text, held.begin)
                held = None
                continue
            if held:
                yield held
            held = cell if is_half else None
            if not held:
                yield cell
        if held:
            yield held

    def _placed(self, line: Paragraph) -> Iterator[PlacedCell]:
        """Yield the cells that blanks part; one that fills its column is a blank from the next one.

        One that is too long for it by a sign moves the next one by a place.
        """
        for cell in placed_cells(line.words):
            words = [word.start() for word in re.finditer(r"\S+", cell.text)]
            begins = {n: cell.begin + width_of(cell.text[:n]) for n in words}
            cuts = [n for n, begin in begins.items() if {begin, begin - 1} & {*self.borders}]
            for start, end in pairwise([0, *(n for n in cuts if n), len(cell.text)]):
                begin = cell.begin + width_of(cell.text[:start])
                yield PlacedCell(cell.text[start:end].rstrip(), begin)

    def _column(self, cell: PlacedCell) -> int:
        return sum(border <= cell.begin for border in self.borders)

    def _parts(self, block: list[Paragraph], numbers: list[int]) -> Iterator[list[Paragraph]]:
        """Yield the lines of each row of a block that has a row for each of `numbers`.

        The rows begin with their numbers if that breaks no more cells than to centre them.
        """
        full = self._full_widths(block)

        def broken(line: int) -> int:
            return self._broken(block[line - 1], block[line], full)

        cuts = centred_cuts(numbers, len(block), broken)
        cuts = cuts or halfway_cuts(numbers, lambda n: self._ends_text(block[n]))
        if numbers[:1] == [0] and sum(map(broken, numbers[1:])) <= sum(map(broken, cuts[1:])):
            cuts = numbers
        yield from (block[start:end] for start, end in pairwise([*cuts, len(block)]))

    def _full_widths(self, block: list[Paragraph]) -> dict[int, int]:
        """Return how wide the widest cell of each column of work or bodies is."""
        widths: dict[int, int] = {}
        for cell in (cell for line in block for cell in self._cells(line)):
            column = self._column(cell)
            if self.header.fields[column] in CONTENT | {*UNITS}:
                widths[column] = max(widths.get(column, 0), width_of(cell.text))
        return widths

    def _broken(self, above: Paragraph, below: Paragraph, full: dict[int, int]) -> int:
        """Return how many cells go on from a line to the next: full ones, lists, or no new work."""
        cells = {self._column(cell): cell.text for cell in self._cells(above)}
        begun = {self._column(cell) for cell in self._cells(below)}
        filled = sum(
            n in cells and n in begun and width_of(cells[n]) > width - _LEEWAY
            for n, width in full.items()
        )
        is_list = any(_OPEN.search(text) for n, text in cells.items() if n in full)
        has_work = any(self.header.fields[n] in CONTENT for n in begun)
        return filled + is_list + (not has_work)

    def _ends_text(self, line: Paragraph) -> bool:
        cells = placed_cells(line.words)
        return any(cell.text.endswith(tuple(SENTENCE_END)) for cell in cells)

    def _row(self, block: list[Paragraph]) -> PlacedRow:
        return self._longer((replace(block[0], parts=()), [""] * len(self.header.fields)), block)

    @cached_property
    def _widths(self) -> dict[int, int]:
        """How wide the widest cell of each column of the page is."""
        return self._full_widths(self.lines)

    def _longer(self, row: PlacedRow, block: list[Paragraph]) -> PlacedRow:
        """Return `row` with what the lines of `block` print in its columns."""
        place, texts, above = row[0], list(row[1]), dict[int, int]()
        for line in block:
            for cell in self._cells(line):
                column = self._column(cell)
                name = self.header.fields[column]
                fills = above.get(column, 0) > self._widths.get(column, 0) - _LEEWAY
                held = texts[column]
                texts[column] = joined_cell(held, cell.text, name, self.registers, is_full=fills)
                above[column] = width_of(cell.text)
        parts = (*place.parts, *block)
        return replace(place, parts=parts if len(parts) > 1 else ()), texts
