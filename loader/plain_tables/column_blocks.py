"""Task tables whose columns were copied one after the other, each a run of lines.

    序号            序号
    1               工作任务
    2               责任单位
    工作任务        1
    修路    or      2
    架桥            修路
    责任单位        架桥
    市交通局        市交通局
    市水务局        市水务局

Each column has as many cells as the others, and each cell is of the kind of its column: else the
lines are no such table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product, takewhile

from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import BLANK, CONTENT, ROLES, fields_of, names_work
from loader.documents.dates import DATE
from loader.documents.lines import ANNEXED, NOTE, TAIL
from loader.plain_tables.delimited import DelimitedTable
from loader.plain_tables.delimited_lines import Cells, DelimitedCell, Fields
from loader.plain_tables.tokens import cells_of
from loader.registers.header_words import LONGEST_HEADER
from loader.source import Paragraph
from loader.tables.alignment import NUMBER, fit
from loader.texts.outline import SENTENCE_END
from ontology.values import fold_space

_FEWEST_COLUMNS, _FEWEST_ROWS = 3, 2
_MOST_LINES = 2_000
_TOLD = frozenset({*ROLES, "deadline", "number"})
"""Fields of columns whose cells are told by their kind."""

_IS_LIST = ("、", "，", ",")

Lines = Sequence[Paragraph]


def find_column_blocks(
    lines: Lines, position: int, reader: ClauseReader
) -> tuple[DelimitedTable, int] | None:
    """Return the table whose header or first column begins at `position`, and its lines."""
    if not _may_head(lines[position], reader):
        return None
    first, *following = lines[position : position + _MOST_LINES]
    below = [first, *takewhile(lambda line: _is_below(line, first), following)]
    signed = (n for n, line in enumerate(below) if DATE.fullmatch(fold_space(line.text)))
    below = below[: max(1, next(signed, len(below) + 1) - 1)]
    return _with_own_headers(below, reader) or _below_one_header(below, reader)


def _may_head(line: Paragraph, reader: ClauseReader) -> bool:
    words = [cell.text for cell in cells_of(line, by_spaces=True)]
    return bool(words) and all(_is_word(word, reader) for word in words)


def _is_word(text: str, reader: ClauseReader) -> bool:
    return len(text) <= LONGEST_HEADER and reader.registers.field_of(text) is not None


def _is_below(line: Paragraph, first: Paragraph) -> bool:
    """Tell whether a line may be of the table that `first` begins: it begins no other, no tail."""
    text = line.text
    ends = NOTE.match(text) or ANNEXED.match(text) or TAIL.search(text)
    return not ends and text != first.text


def _with_own_headers(lines: Lines, reader: ClauseReader) -> tuple[DelimitedTable, int] | None:
    """Return the table of columns that each stand below their own header word."""
    heads = [n for n, line in enumerate(lines) if _is_word("".join(line.text.split()), reader)]
    words = ["".join(lines[n].text.split()) for n in heads]
    if len(heads) < _FEWEST_COLUMNS or len(set(words)) < len(words):
        return None
    columns = [lines[a + 1 : b] for a, b in zip(heads, [*heads[1:], len(lines)], strict=True)]
    fields = fields_of(tuple(words), reader.registers)
    height = len(columns[fields.index("number")]) if "number" in fields else len(columns[0])
    for reading in _Reading.each(fields):
        found = [reading.cells(n, list(column), height) for n, column in enumerate(columns)]
        is_whole = not any(left for _, left in found[:-1])
        if is_whole and (table := _table(fields, words, [cells for cells, _ in found], reader)):
            return table, len(lines) - len(found[-1][1])
    return None


def _below_one_header(lines: Lines, reader: ClauseReader) -> tuple[DelimitedTable, int] | None:
    """Return the table all of whose header words stand above its first column."""
    words = [cell.text for cell in cells_of(lines[0], by_spaces=True)]
    height = 1
    if len(words) == 1:
        header = list(takewhile(lambda line: _is_word(line.text, reader), lines))
        words, height = [line.text for line in header], len(header)
    fields = fields_of(tuple(words), reader.registers)
    rows = _rows_of(lines[height:], fields)
    if len(words) < _FEWEST_COLUMNS or rows < _FEWEST_ROWS:
        return None
    for reading in _Reading.each(fields):
        left, columns = list(lines[height:]), list[Cells]()
        for n in range(len(fields)):
            cells, left = reading.cells(n, left, rows)
            columns.append(cells)
        if table := _table(fields, words, columns, reader):
            return table, len(lines) - len(left)
    return None


def _rows_of(lines: Lines, fields: Fields) -> int:
    """Return how many rows a table below its header has: as its numbers count, or as lines tell."""
    if fields[:1] != ("number",):
        return len(lines) // len(fields)
    return len(list(takewhile(lambda n: _counts_on(lines, n), range(len(lines)))))


def _counts_on(lines: Lines, n: int) -> bool:
    number, first = (lines[at].text.strip("（）().．、") for at in (n, 0))
    is_number = NUMBER.match(lines[n].text) and number.isdecimal() and first.isdecimal()
    return bool(is_number) and int(number) == int(first) + n


@dataclass(frozen=True)
class _Reading:
    """How the lines of each column are cells: one each, or several up to the end of a sentence."""

    fields: Fields
    goes_on: tuple[bool, ...]

    @classmethod
    def each(cls, fields: Fields) -> Iterator[_Reading]:
        """Yield the ways to read `fields`: only content has cells of several lines."""
        ways = ((False, True) if name in CONTENT else (False,) for name in fields)
        yield from (cls(fields, one) for one in product(*ways))

    def cells(
        self, column: int, lines: list[Paragraph], rows: int
    ) -> tuple[Cells, list[Paragraph]]:
        """Return the cells of a column of so many `rows` that begins `lines`, and what is left."""
        cells: Cells = []
        position = 0
        while position < len(lines) and len(cells) < rows:
            end = self._end(column, lines, position)
            parts = tuple(lines[position:end])
            place = replace(parts[0], parts=parts) if len(parts) > 1 else parts[0]
            cells.append(DelimitedCell("".join(line.text for line in parts), place))
            position = end
        return cells, lines[position:]

    def _end(self, column: int, lines: Lines, position: int) -> int:
        ends = tuple(SENTENCE_END) if self.goes_on[column] else ()
        is_list = self.fields[column] in ROLES
        for end in range(position, len(lines)):
            text = lines[end].text
            if text.endswith(ends) or not (ends or (is_list and text.endswith(_IS_LIST))):
                return end + 1
        return len(lines)


def _table(
    fields: Fields, words: Sequence[str], columns: list[Cells], reader: ClauseReader
) -> DelimitedTable | None:
    """Return the table of `columns` if all are as long and each cell fits its column."""
    height = len(columns[0])
    if height < _FEWEST_ROWS or any(len(cells) != height for cells in columns):
        return None
    if not names_work(fields) or not all(map(_fits, fields, columns, [reader] * len(fields))):
        return None
    return DelimitedTable(fields, tuple(words), [list(row) for row in zip(*columns, strict=True)])


def _fits(name: str | None, cells: Cells, reader: ClauseReader) -> bool:
    told = [cell.text for cell in cells if cell.text not in BLANK]
    if name in _TOLD:
        return all(fit(text, name, reader) > 0 for text in told)
    return name not in CONTENT or all(fit(text, name, reader) > 0 for text in told)
