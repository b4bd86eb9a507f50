"""Task tables in plain lines whose cells are kept apart by pipes, TABs or runs of spaces.

    序号 | 任务 | 牵头单位 |

Where the header stands on one line, a line is a row. Where each cell has a line of its own, a row
has as many pipes as the header has columns. Cells that are merged with those above are left out,
and a row may be filled up with empty ones at its end (see `alignment.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from loader.alignment import best_places, fit
from loader.clauses import ClauseReader
from loader.entities import Printed
from loader.source import Paragraph
from loader.tables import AS_ABOVE, MERGED, PEOPLE, Row, fields_of, names_work

_DELIMITERS = (r"\|", r"\t", r"[ \u3000]{2,}")
"""What may stand between the cells of a line, the surest first."""

_MARKDOWN_RULE = re.compile(r"^[\s|:\-]*-[\s|:\-]*$")
_MOST_COLUMNS = 24
_LOOKED_AT = 240
"""Lines by which the width of a table with a line per cell is found."""

_MOST_WITHOUT_PIPE = 6
"""Lines without a pipe that a cell may hold."""

_SURELY_MOVED = 3.0
"""How much better cells must fit elsewhere than where a full row prints them."""

_LONGEST_TITLE = 45
_FEWEST_NUMBERED = 3
_TRIED = 12
"""Rows by which the number of columns is found."""


@dataclass(frozen=True)
class DelimitedCell:
    text: str
    place: Paragraph


Cells = list[DelimitedCell]
Fields = tuple[str | None, ...]


@dataclass
class DelimitedTable:
    """The columns of a table with pipes, and the cells of its rows, the header left out."""

    fields: Fields
    words: tuple[str, ...]
    rows: list[Cells]


def find_delimited(
    lines: list[Paragraph], position: int, reader: ClauseReader
) -> tuple[DelimitedTable, int] | None:
    """Return the table whose header begins at `position`, and the lines it takes."""
    for delimiter in _DELIMITERS:
        table = _table([_cells_of_line(lines[position], delimiter)], reader)
        if table and len(table.words) > 2 and sum(name is not None for name in table.fields) > 2:
            rows, taken = _rows_of_lines(lines[position:], delimiter)
            return replace(table, rows=rows[1:]), taken
    head = lines[position : position + _LOOKED_AT]
    if _begins_with_header_word(head, reader):
        numbered = _numbered_table(lines[position:], reader)
        if numbered:
            return numbered
        width = _width(_cells(head[: _length(head)]), reader)
        if width:
            return _stream_table(lines[position:], width, reader)
    return None


def _stream_table(
    lines: list[Paragraph], width: int, reader: ClauseReader
) -> tuple[DelimitedTable, int] | None:
    taken = _length(lines)
    cells = _cells(lines[:taken])
    rows = [cells[start : start + width] for start in range(0, len(cells), width)]
    table = _table(rows, reader)
    return (table, taken) if table else None


def _numbered_table(
    lines: list[Paragraph], reader: ClauseReader
) -> tuple[DelimitedTable, int] | None:
    """Return the table whose rows count up in a column that its header has no word for.

    The number stands second; the first cell is merged over several rows.
    """
    taken = _length(lines)
    cells = _cells(lines[:taken])
    words = _words(list(takewhile(lambda cell: reader.registers.field_of(cell.text), cells)))
    fields, width = fields_of(words, reader.registers), len(words)
    starts = _counting_up(cells, width)
    if "number" in fields or not names_work(fields) or len(starts) < _FEWEST_NUMBERED:
        return None
    rows, end = list[Cells](), width
    for start in starts:
        if start - end > 1:
            return None
        rows.append(cells[end : start + width])
        end = start + width
    rows += [cells[end:]] if cells[end:] else []
    fields, words = (fields[0], "number", *fields[1:]), (words[0], "", *words[1:])
    return DelimitedTable(fields, words, rows), taken


def _counting_up(cells: Cells, begin: int) -> list[int]:
    """Return where in `cells` the numbers 1, 2, 3 … stand alone."""
    found: list[int] = []
    for position in range(begin, len(cells)):
        if cells[position].text == str(len(found) + 1):
            found.append(position)
    return found


def _table(rows: list[Cells], reader: ClauseReader) -> DelimitedTable | None:
    """Return the table whose first row is the header, or None if that names no work."""
    words = _words(rows[0]) if rows and len(rows[0]) <= _MOST_COLUMNS else ()
    fields = fields_of(words, reader.registers)
    return DelimitedTable(fields, words, rows[1:]) if names_work(fields) else None


def _words(header: Cells) -> tuple[str, ...]:
    return tuple("".join(cell.text.split()) for cell in header)


def _rows_of_lines(lines: list[Paragraph], delimiter: str) -> tuple[list[Cells], int]:
    """Return the rows of a table with a row per line, and how many of `lines` they take.

    A short line without a delimiter is a title among the rows; a long one ends the table.
    """
    rows: list[Cells] = []
    taken = 0
    for position, line in enumerate(lines):
        cells = _cells_of_line(line, delimiter)
        if len(cells) > 1:
            taken = position + 1
        elif len(line.text) >= _LONGEST_TITLE:
            break
        if not _MARKDOWN_RULE.match(line.text):
            rows.append(cells)
    after = {line.number for line in lines[taken:]}
    return [row for row in rows if row[0].place.number not in after], taken


def _cells_of_line(line: Paragraph, delimiter: str) -> Cells:
    """Return the cells of a line; a pipe at its start or end is a frame."""
    text = line.text.removeprefix("|").removesuffix("|") if "|" in delimiter else line.text
    return [DelimitedCell(part.strip(), line) for part in re.split(delimiter, text)]


def _begins_with_header_word(lines: list[Paragraph], reader: ClauseReader) -> bool:
    """Tell whether the first of `lines` is a header word that a pipe ends."""
    ends = "|" in lines[0].text or (len(lines) > 1 and lines[1].text.startswith("|"))
    return ends and reader.registers.field_of(lines[0].text.strip("| ")) is not None


def _length(lines: list[Paragraph]) -> int:
    """Return how many of `lines` the table takes: to its last pipe."""
    last = 0
    for position, line in enumerate(lines):
        if "|" in line.text:
            last = position
        elif position - last > _MOST_WITHOUT_PIPE:
            break
    return last + 1


def _cells(lines: list[Paragraph]) -> Cells:
    """Return the cells of `lines`; a pipe ends each."""
    cells: Cells = []
    begun: DelimitedCell | None = None
    for line in lines:
        *ended, rest = [part.strip() for part in line.text.split("|")]
        for part in ended:
            cells.append(_joined(begun, DelimitedCell(part, line)))
            begun = None
        if rest:
            begun = _joined(begun, DelimitedCell(rest, line))
    return [*cells, begun] if begun else cells


def _joined(begun: DelimitedCell | None, cell: DelimitedCell) -> DelimitedCell:
    return replace(begun, text=f"{begun.text}\n{cell.text}".strip()) if begun else cell


def _width(cells: Cells, reader: ClauseReader) -> int | None:
    """Return the number of columns with which header and first rows read best, or None."""
    best: tuple[float, int | None] = (float("-inf"), None)
    for width in range(2, min(_MOST_COLUMNS, len(cells)) + 1):
        rows = [cells[start : start + width] for start in range(0, len(cells), width)]
        words = _words(rows[0])
        fields = fields_of(words, reader.registers)
        if all(words) and names_work(fields) and len(rows) > 1:
            tried = rows[1 : _TRIED + 1]
            score = sum(_score(row, fields, reader) for row in tried) / len(tried) / width
            best = max(best, (score, width), key=lambda found: found[0])
    return best[1]


def _score(row: Cells, fields: Fields, reader: ClauseReader) -> float:
    texts = [cell.text for cell in _without_filling(row)]
    if len(texts) < 2:
        return 1.0 if texts and len(texts[0]) < _LONGEST_TITLE else 0.0
    return best_places(texts, fields, reader)[1]


def _without_filling(row: Cells) -> Cells:
    """Return the cells of `row` to the last that is not empty."""
    filled = [position for position, cell in enumerate(row) if cell.text]
    return row[: filled[-1] + 1] if filled else []


def delimited_rows(
    table: DelimitedTable, reader: ClauseReader
) -> Iterator[Row | Printed | Paragraph]:
    """Yield the rows in printed order, section titles as what they print.

    The line of a row with more cells than the header comes back as it is.
    """
    above: dict[str, Printed] = {}
    for row in table.rows:
        cells = _without_filling(row)
        if not cells or _words(row) == table.words:
            continue
        if cells[0].text.endswith(("：", ":")):
            yield cells[0].place
            continue
        if len(cells) == 1 and len(cells[0].text) < _LONGEST_TITLE:
            yield Printed(cells[0].text, cells[0].place)
        elif len(cells) > len(table.fields):
            yield cells[0].place
        else:
            values = _values(cells, len(row), table.fields, above, reader)
            above = {**above, **{name: value for name, value in values.items() if name in MERGED}}
            yield Row(cells[0].place.annex, values)


def _values(
    cells: Cells, width: int, fields: Fields, above: dict[str, Printed], reader: ClauseReader
) -> dict[str, Printed]:
    """Return the values of a row; those of columns left out, and blank names, are carried down."""
    texts = [cell.text for cell in cells]
    places, score = best_places(texts, fields, reader)
    as_printed = sum(fit(text, name, reader) for text, name in zip(texts, fields, strict=False))
    if width == len(fields) and as_printed > score - _SURELY_MOVED:
        places = tuple(range(len(cells)))
    named = {fields[place]: cell for place, cell in zip(places, cells, strict=True)}
    values = {
        name: Printed(cell.text, cell.place)
        for name, cell in named.items()
        if name and cell.text not in _NOTHING | AS_ABOVE
    }
    for name, value in above.items():
        if name not in values and _goes_on(name, named):
            values[name] = Printed(value.text, value.cell, "inherited")
    return values


def _goes_on(name: str, named: dict[str | None, DelimitedCell]) -> bool:
    """Tell whether a row has no cell for `name`, or one that says: as above."""
    printed = named[name].text if name in named else "同上"
    return printed in AS_ABOVE or (not printed and name in PEOPLE)


_NOTHING = frozenset({"", "—", "——", "-", "－", "/", "无"})
