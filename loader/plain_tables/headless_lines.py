"""Tables without a header in plain lines, whose cells pipes, TABs or runs of spaces part."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from loader.assignments.plain_labels import with_plain_label
from loader.documents.lines import NOTE, TAIL
from loader.plain_tables.delimited import DelimitedTable, rows_of_lines
from loader.plain_tables.delimited_lines import DELIMITERS, cells_of_line, with_cut_cells_joined
from loader.plain_tables.headless_streams import HeadlessStreams
from loader.plain_tables.layouts import Part
from loader.source import Paragraph
from loader.tables.cell_columns import Fields
from loader.tables.headless import LINES_ABOVE, HeadlessTables
from loader.texts.outline import SECTION, is_title

_FEWEST = {DELIMITERS[0]: 2, DELIMITERS[1]: 2, DELIMITERS[2]: 3}
"""Cells that a line has at the least, by what parts them: blanks stand in sentences, too."""

_FEW = 3


@dataclass(frozen=True)
class HeadlessLines:
    """Finds tables without a header in the lines that no header opens as a table."""

    tables: HeadlessTables
    reads_work: Callable[[Sequence[Paragraph]], bool]
    """Whether lines with a cell each assign work as they are: labels in them say who does what."""

    def split(self, part: Part) -> Iterator[Part]:
        """Yield the plain lines of `part` and the tables in it, in printed order."""
        if not isinstance(part, list) or not self.tables.may_stand_in(part):
            yield part
            return
        stream = HeadlessStreams(self.tables).find(part)
        if stream and not self.reads_work(part[stream[1] : stream[2]]):
            table, start, end = stream
            self.tables.note(table.fields, part[start])
            yield from (part[:start], table, part[end:])
            return
        yield from self._delimited(part)

    def _delimited(self, part: list[Paragraph]) -> Iterator[Part]:
        plain: list[Paragraph] = []
        position = 0
        while position < len(part):
            table, length = self._table(part, position)
            if table and not self._is_labelled(table):
                self.tables.note(table.fields, part[position])
                yield plain
                yield table
                plain = []
            else:
                plain += part[position : position + length]
            position += length
        if plain or not part:
            yield plain

    def _is_labelled(self, table: DelimitedTable) -> bool:
        """Tell whether a cell of the first rows says by a label what it is: 牵头单位：市教育局."""
        registers = self.tables.reader.registers
        cells = (cell.text for row in table.rows[:_FEW] for cell in row)
        return any(registers.label.match(with_plain_label(cell, registers)) for cell in cells)

    def _table(self, lines: list[Paragraph], position: int) -> tuple[DelimitedTable | None, int]:
        """Return the table that begins at `position`, and how many lines it or what is none takes.

        The title of its first section may stand before the first line with cells.
        """
        first = position + bool(SECTION.match(lines[position].text))
        beginning = lines[first : first + 1]
        delimiter = next((one for one in DELIMITERS if _is_row(beginning, one)), None)
        if delimiter is None:
            return None, 1
        block = lines[first:]
        above = [line.text for line in lines[max(0, position - LINES_ABOVE) : position]]
        run = list(_run(block, delimiter))
        fields = self._fields(above, run, delimiter)
        if fields is None:
            return None, first - position + max(1, len(run))
        reader = self.tables.reader
        rows, taken = rows_of_lines(block, delimiter, fields, reader)
        rows = list(with_cut_cells_joined(rows, fields, reader))
        if first > position:
            rows.insert(0, cells_of_line(lines[position], delimiter))
        return DelimitedTable(fields, (), rows), first - position + max(1, taken)

    def _fields(
        self, above: Sequence[str], run: Sequence[Paragraph], delimiter: str
    ) -> Fields | None:
        rows = [[cell.text for cell in cells_of_line(line, delimiter)] for line in run]
        rows = [row for row in rows if len(row) >= _FEWEST[delimiter]]
        if not rows:
            return None
        if delimiter == DELIMITERS[-1]:
            return self.tables.tell_alike(above, rows)
        width = Counter(map(len, rows)).most_common(1)[0][0]
        return self.tables.tell(above, [row for row in rows if len(row) == width], width)


def _is_row(lines: Sequence[Paragraph], delimiter: str) -> bool:
    """Tell whether a line, the only one of `lines`, has several filled cells."""
    if not lines or not re.search(delimiter, lines[0].text):
        return False
    filled = [cell for cell in cells_of_line(lines[0], delimiter) if cell.text]
    return len(filled) >= _FEWEST[delimiter]


def _run(lines: Sequence[Paragraph], delimiter: str) -> Iterator[Paragraph]:
    """Yield lines with cells, and titles between, from the first of `lines` to what is neither."""
    for line in lines:
        if NOTE.match(line.text) or TAIL.search(line.text):
            return
        if not _is_row([line], delimiter) and not is_title(line.text):
            return
        yield line
