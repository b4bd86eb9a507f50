"""Task tables in plain lines whose cells are kept apart by pipes, TABs or runs of spaces.

    序号 | 任务 | 牵头单位 |

The header stands on one line, and a line is a row. Cells that are merged with those above are left
out, and a row may be filled up with empty ones at its end (see `alignment.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import AS_ABOVE, BLANK, MERGED, PEOPLE, UNITS, names_work
from loader.documents.dates import DATE
from loader.documents.lines import ANNEXED, NOTE, TAIL
from loader.entities import Place, Printed
from loader.plain_tables.delimited_lines import (
    DELIMITERS,
    Cells,
    DelimitedCell,
    Fields,
    below_header,
    cells_of_line,
    whole_header,
    whole_row,
    with_cut_cells_joined,
    without_filling,
)
from loader.plain_tables.fixed import rows_by_place
from loader.plain_tables.group_cells import with_group_cells
from loader.plain_tables.quota_rows import with_quotas
from loader.plain_tables.sideways import find_sideways
from loader.plain_tables.stacked import find_stacked
from loader.plain_tables.tokens import is_page_number
from loader.source import Paragraph
from loader.tables.alignment import CODE, NUMBER, Places, best_places, fit, lists_units
from loader.tables.cut_rows import with_cut_rows_joined
from loader.tables.repeats import BlankCells, merged_with_groups
from loader.tables.table import Row, unread_cell
from loader.tables.told_columns import told_fields
from loader.texts.outline import BARE_NUMERAL, is_title
from ontology.values import fold_space

_MARKDOWN_RULE = re.compile(r"^[\s|:\-]*-[\s|:\-]*$")
_FEWEST_KNOWN = 3
_FEWEST_COLUMNS, _MOST_COLUMNS, _MOST_AHEAD = 2, 24, 5

_FEWEST_RUNNING, _MOST_RUNNING = 4, 40
"""Columns, at the least, and lines, at the most, by which it is told that cells run on."""

_SURELY_MOVED = 3.0
"""How much better cells must fit elsewhere than where a full row prints them."""

_LONGEST_TITLE, _LONGEST_HEADER = 45, 12


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
    if _run_on(lines[position : position + _MOST_RUNNING]):
        return None
    stacked = find_stacked(lines, position, reader.registers)
    if stacked:
        rows = [_placed(row) for row in stacked.rows]
        return DelimitedTable(stacked.header.fields, stacked.header.words, rows), stacked.taken
    if turned := find_sideways(lines, position, reader):
        return DelimitedTable(*turned[0]), turned[1]
    first, _ = whole_row(lines, position)
    ahead = lines[position + 1 : position + 1 + _MOST_AHEAD]
    ahead = [line for line in ahead if not _MARKDOWN_RULE.match(line.text)]
    for delimiter in DELIMITERS:
        header = cells_of_line(first, delimiter)
        if len(header) < _FEWEST_COLUMNS:
            continue
        below = [cells_of_line(line, delimiter) for line in ahead]
        header, height = whole_header(header, below, reader.registers)
        table = table_of([header, *below[height - 1 :]], reader)
        if table and _is_table(table, delimiter, reader):
            rows, taken = rows_of_lines(lines[position:], delimiter, table.fields, reader)
            rows = list(below_header(rows, header, height))
            for with_left_out in (with_group_cells, with_quotas):
                if whole := with_left_out(rows, table.fields, table.words, reader):
                    return DelimitedTable(*whole), taken
            rows = list(with_cut_cells_joined(rows, table.fields, reader))
            inner = [
                line for line in lines[position : position + taken] if not is_page_number(line)
            ]
            if delimiter == DELIMITERS[-1] and len(inner) > 1:
                placed = rows_by_place(inner, table.fields, reader.registers) or []
                if not placed and _go_across(inner[1:], table.fields):
                    continue
                rows = [_placed(row) for row in placed] or rows
            return replace(table, rows=rows), taken
    return None


def _run_on(lines: list[Paragraph]) -> bool:
    """Tell whether the first of `lines` is parted by blanks, and cells run on below it.

    Then lines with a number are not parted as the header is.
    """
    width = cells_of_line(lines[0], DELIMITERS[-1])
    if len(width) < _FEWEST_RUNNING:
        return False
    rows = [cells_of_line(line, DELIMITERS[-1]) for line in lines[1:]]
    numbered = [row for row in rows if NUMBER.match(row[0].text.split(" ")[0])]
    parted = sum(len(row) * 2 > len(width) for row in numbered)
    is_long = len(rows) > 2 * len(numbered)
    return is_long and len(numbered) > 1 and parted * 2 < len(numbered)


def _go_across(lines: list[Paragraph], fields: Fields) -> bool:
    """Tell whether lines below whole rows print pieces of cells, and no blanks tell of which."""
    rows = [cells_of_line(line, DELIMITERS[-1]) for line in lines]
    numbered = [row for row in rows if NUMBER.match(row[0].text)]
    whole = sum(len(row) >= len(fields) - 1 for row in numbered)
    pieces = sum(len(row) < len(fields) - 1 for row in rows if row not in numbered)
    is_numbered = fields[:1] == ("number",) and len(numbered) > 1
    return is_numbered and whole * 2 > len(numbered) and pieces * 2 >= len(numbered)


def _is_table(table: DelimitedTable, delimiter: str, reader: ClauseReader) -> bool:
    """Tell whether `table` has three known columns, or two that its first row fits."""
    if len(table.words) > 2:
        return sum(name is not None for name in table.fields) > 2
    row = table.rows[0] if table.rows else []
    fits = [fit(cell.text, name, reader) > 0 for cell, name in zip(row, table.fields, strict=False)]
    return delimiter != DELIMITERS[-1] and len(row) == len(fits) == 2 and all(fits)


def _placed(row: tuple[Paragraph, list[str]]) -> Cells:
    place, texts = row
    return [DelimitedCell(text, place) for text in texts]


def table_of(rows: list[Cells], reader: ClauseReader) -> DelimitedTable | None:
    """Return the table whose first row is the header, or None if that names no work."""
    words = _words(rows[0]) if rows and len(rows[0]) <= _MOST_COLUMNS else ()
    whole = [row for row in rows[1:] if len(row) == len(words)]
    whole = whole if len(whole) > 1 else rows[1:]
    texts = [[cell.text for cell in row] for row in whole]
    fields = told_fields(words, texts, reader.registers, lambda cell: lists_units(cell, reader))
    return DelimitedTable(fields, words, rows[1:]) if names_work(fields) else None


def _words(header: Sequence[DelimitedCell]) -> tuple[str, ...]:
    return tuple("".join(cell.text.split()) for cell in header)


def rows_of_lines(
    lines: list[Paragraph], delimiter: str, fields: Fields, reader: ClauseReader
) -> tuple[list[Cells], int]:
    """Return the rows of a table with a row per line, and how many of `lines` they take.

    A short line without a delimiter is a title among the rows, or goes on with the last cell; a
    long one ends the table.
    """
    rows: list[Cells] = []
    taken = position = 0
    while position < len(lines):
        line, length = whole_row(lines, position)
        cells = cells_of_line(line, delimiter)
        ends_cell = taken == position and _ends_last_cell(lines[position:], fields, reader)
        heads = taken < position and _heads_another(line, cells, fields)
        if rows and (heads or _has_other_header(cells, rows, reader)):
            break
        if rows and _ends_table(lines[position:], delimiter):
            break
        position += length
        if len(cells) > 1 or ends_cell:
            taken = position
        elif len(line.text) >= _LONGEST_TITLE:
            break
        if not (_MARKDOWN_RULE.match(line.text) or is_page_number(line)):
            rows.append(cells)
    after = {line.number for line in lines[taken:]}
    return [row for row in rows if row[0].place.number not in after], taken


def _ends_table(lines: list[Paragraph], delimiter: str) -> bool:
    """Tell whether the tail begins, or a note or an annex below which no row has a number."""
    text = lines[0].text
    if not (NOTE.match(text) or ANNEXED.match(text)):
        return TAIL.search(text) is not None
    below = (cells_of_line(line, delimiter) for line in lines[1:])
    return not any(len(cells) > 2 and NUMBER.match(cells[0].text) for cells in below)


def _heads_another(line: Paragraph, cells: Cells, fields: Fields) -> bool:
    """Tell whether a framed row below a line without cells is the header of another table.

    It is wider or narrower, and prints short words and no number.
    """
    text = line.text.strip()
    is_framed = text.startswith("|") and text.endswith("|") and len(cells) > 1
    short = all(0 < len(word) <= _LONGEST_HEADER for word in _words(cells))
    numbered = NUMBER.match(cells[0].text) is not None
    return is_framed and len(cells) != len(fields) and short and not numbered


def _has_other_header(cells: Cells, rows: Sequence[Cells], reader: ClauseReader) -> bool:
    """Tell whether a row below numbered ones is a header of work in other words than the first."""
    words = _words(cells)
    fields = tuple(reader.registers.field_of(word) for word in words)
    known = [name for name in fields if name]
    is_header = len(known) >= _FEWEST_KNOWN and names_work(fields) and 2 * len(known) > len(fields)
    numbered = any(row and NUMBER.match(row[0].text) for row in rows)
    return is_header and numbered and words != _words(rows[0])


def _ends_last_cell(lines: list[Paragraph], fields: Fields, reader: ClauseReader) -> bool:
    """Tell whether the first of `lines` goes on with the units of a row, and signs no letter."""
    signs = len(lines) > 1 and DATE.fullmatch(fold_space(lines[1].text)) is not None
    return not signs and fields[-1] in UNITS and fit(lines[0].text, fields[-1], reader) > 0


def delimited_rows(
    table: DelimitedTable, reader: ClauseReader, blank: BlankCells | None = None
) -> Iterator[Row | Printed | Paragraph]:
    """Yield the rows in printed order, section titles as what they print.

    `blank` is what notes say of blank cells. The line of a row with more cells than the header
    comes back as it is.
    """
    above: dict[str, Printed] = {}
    rows = with_cut_rows_joined(
        table.rows, table.fields, lambda row: _words(row) == table.words, _cell_of_two
    )
    numbers = [row[0].text for row in rows if row]
    has_figures = any(one.isdecimal() or CODE.match(one) for one in numbers)
    texts = [[cell.text for cell in row] for row in rows]
    free = (blank or BlankCells()).unmerged(table.fields, table.words, texts)
    merged, surely = MERGED - free, merged_with_groups(table.fields, texts) - free
    for row in rows:
        cells = without_filling([*row])
        if not cells:
            continue
        if cells[0].text.endswith(("：", ":")):
            yield cells[0].place
            continue
        if len(cells) == 1 and len(cells[0].text) < _LONGEST_TITLE:
            yield Printed(cells[0].text, cells[0].place)
        elif has_figures and _opens_section(cells):
            yield Printed(cells[1].text, cells[1].place)
        elif len(cells) > len(table.fields):
            yield cells[0].place
        else:
            places = _places(cells, len(row), table.fields, reader)
            values = _values(
                cells, len(row), table.fields, above, places, may_merge=merged, surely=surely
            )
            above = {**above, **values}
            yield Row(cells[0].place.annex, values, tuple(_notes(cells, places, table, values)))


def _cell_of_two(upper: DelimitedCell, lower: DelimitedCell, text: str) -> DelimitedCell:
    parts = (*upper.place.lines, lower.place)
    return DelimitedCell(text, replace(upper.place, parts=parts))


def _opens_section(cells: Cells) -> bool:
    """Tell whether a row prints a numeral and a title alone, among rows with figures: 二 | 水利."""
    return len(cells) == 2 and bool(BARE_NUMERAL.match(cells[0].text)) and is_title(cells[1].text)


def _places(cells: Cells, width: int, fields: Fields, reader: ClauseReader) -> Places:
    """Return the column of each cell of a row; one with a blank first cell has none moved."""
    texts = [cell.text for cell in cells]
    places, score = best_places(texts, fields, reader)
    as_printed = sum(fit(text, name, reader) for text, name in zip(texts, fields, strict=False))
    is_in_place = not texts[0] or as_printed > score - _SURELY_MOVED
    return tuple(range(len(cells))) if width == len(fields) and is_in_place else places


def _notes(
    cells: Cells, places: Places, table: DelimitedTable, values: dict[str, Printed]
) -> Iterator[tuple[str, Place, str, str]]:
    """Yield the notes of cells that carry a value down, or are below words nobody knows."""
    for place, cell in zip(places, cells, strict=True):
        words = table.words[place] if place < len(table.words) else ""
        value = values.get(table.fields[place] or "")
        if value and value.status == "inherited":
            yield "inherited", cell.place, value.text, f"empty cell under {words}; as above it"
        if table.fields[place] is None and cell.text not in BLANK:
            yield unread_cell(cell.place, cell.text, words, place + 1)


def _values(
    cells: Cells,
    width: int,
    fields: Fields,
    above: dict[str, Printed],
    places: Places,
    *,
    may_merge: frozenset[str],
    surely: frozenset[str],
) -> dict[str, Printed]:
    """Return the values of a row; those of columns left out, and blank names, are carried down.

    So are those of columns that are `surely` merged.
    """
    named = {fields[place]: cell for place, cell in zip(places, cells, strict=True)}
    values = {
        name: Printed(cell.text, cell.place)
        for name, cell in named.items()
        if name and cell.text not in BLANK | AS_ABOVE
    }
    is_moved = places != tuple(range(len(cells)))
    blank = {name for name in fields[: 0 if is_moved else width] if name not in values}
    as_above = {name for name, cell in named.items() if cell.text in AS_ABOVE}
    before = fields[: fields.index("text")] if "text" in fields else ()
    grouping = {*PEOPLE, "category", "heading", *({"deadline"} & set(before))}
    if width == len(fields) and not is_moved:
        grouping |= {"deadline", "lead", *surely}
    for name, value in above.items():
        merged = name not in blank or name in grouping
        is_own = name in {*UNITS, "deadline"} - grouping
        is_free = not is_own or not set(UNITS) & set(values)
        goes_on = merged and is_free and name in may_merge
        if name not in values and (name in as_above or goes_on):
            values[name] = Printed(value.text, value.cell, "inherited")
    return values
