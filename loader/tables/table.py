"""Task tables: the header, and which value stands in each row below it.

A vertically merged cell prints its value once; the places below it are covered, or, in a format
that stores no merges, empty, or, at the very end of a table, missing. All carry the value down.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import (
    AS_ABOVE,
    MERGED,
    PEOPLE,
    TOTALS,
    UNITS,
    names_work,
)
from loader.drafts import Mentioned
from loader.entities import Place, Printed
from loader.registers.registers import Registers
from loader.report import Report
from loader.source import Cell, Table
from loader.tables.alignment import lists_units
from loader.tables.cut_rows import with_cut_rows_joined
from loader.tables.repeats import BlankCells
from loader.tables.told_columns import told_fields
from ontology.errors import LayoutError
from ontology.values import fold_space, fold_width

_GROUPING = frozenset({"category", "heading", "number"})

_DEEPEST_HEADER, _TWO = 6, 2
"""Rows at the top of a table among which its header is looked for, and the rows that most have."""


@dataclass(frozen=True)
class Row:
    """A printed row as values by field; `values` holds only what is not empty.

    `carried` are the notes of the values that stand in rows above. `mentioned` are those whom the
    header names and `signs` in the row give a role.
    """

    annex: int
    values: dict[str, Printed]
    carried: tuple[tuple[str, Cell, str, str], ...] = ()
    mentioned: tuple[Mentioned, ...] = ()
    signs: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Header:
    """The header of a table: its printed rows, and words and field of each column.

    A field is None where no register knows the words. `height` counts the rows above the data.
    """

    rows: tuple[tuple[Cell, ...], ...]
    words: tuple[str, ...]
    fields: tuple[str | None, ...]
    height: int

    def repeats_in(self, row: Sequence[Cell]) -> bool:
        """Tell whether `row` prints a row of the header again, as at a page break."""
        folded = [fold_width(cell.raw) for cell in row]
        return any(folded == [fold_width(cell.raw) for cell in printed] for printed in self.rows)


def find_header(table: Table, reader: ClauseReader) -> Header | None:
    """Return the header of `table`, or None if no row at its top names work and who does it."""
    registers = reader.registers
    for position, row in enumerate(table.rows[:_DEEPEST_HEADER]):
        following = table.rows[position + 1] if position + 1 < len(table.rows) else ()
        third = table.rows[position + 2] if position + 2 < len(table.rows) else ()
        is_split = third and all(map(_reaches_down, (row, following)))
        for rows in (*([(row, following, third)] * bool(is_split)), (row, following), (row,)):
            words = words_of_header(rows, registers)
            below = table.rows[position + len(rows) :]
            cells = [[cell.text for cell in one] for one in below]
            fields = told_fields(words, cells, registers, lambda cell: lists_units(cell, reader))
            is_header = len(rows) == 1 or _is_lower_header(following, row, registers)
            if len(rows) > _TWO:
                is_header &= _is_lower_header(third, following, registers)
            if names_work(fields) and is_header:
                return Header(rows, words, fields, position + len(rows))
    return None


def _reaches_down(row: tuple[Cell, ...]) -> bool:
    """Tell whether some cells of a header row reach into the next, and others are split in it."""
    return any(cell.rowspan > 1 for cell in row) and any(cell.colspan > 1 for cell in row)


def words_of_header(rows: tuple[tuple[Cell, ...], ...], registers: Registers) -> tuple[str, ...]:
    """Return the words of each column: those of the lowest row that has some.

    Words that are no header by themselves go before those above them: 牵头 below 责任部门. A header
    of work that is as wide as several columns is that of each of them.
    """
    spanned = [{n: _folded(c) for c in row for n in _columns(c) if c.text} for row in rows]
    if len(rows) == _TWO:
        spanned[0] |= _reaching_right(rows[0], rows[1])
    words: list[str] = []
    for number, column in enumerate(zip_longest(*rows), 1):
        texts = [_folded(cell) if cell else "" for cell in column]
        place = max((n for n, text in enumerate(texts) if text), default=0)
        word = texts[place]
        over = (row.get(number, "") for row in reversed(spanned[: max(place, 1)]))
        above = next(filter(None, over), "")
        if not word and registers.field_of(above) == "text":
            word = above
        is_part = word not in ("", above) and not registers.field_of(word)
        words.append(_whole(word, above, registers) if is_part else word)
    return tuple(words)


def _whole(word: str, above: str, registers: Registers) -> str:
    """Return a word with the one above it, or that alone if it says whose the column is."""
    if registers.field_of(word + above):
        return word + above
    return above if registers.field_of(above) in UNITS else word


def _folded(cell: Cell) -> str:
    return "".join(cell.text.split())


def _reaching_right(upper: tuple[Cell, ...], lower: tuple[Cell, ...]) -> dict[int, str]:
    """Return the words that stand over blank places of `upper` and words of `lower`, by column.

    They are those at the left, where a format stores no merges.
    """
    reaching: dict[int, str] = {}
    word = ""
    for over, under in zip(upper, lower, strict=False):
        word = _folded(over) if over.text else word if under.text else ""
        if not over.text and not over.covered and word:
            reaching[over.column] = word
    return reaching


def _is_lower_header(row: tuple[Cell, ...], upper: tuple[Cell, ...], registers: Registers) -> bool:
    """Tell whether `row` is the second row of a header: its cells go on with those of `upper`.

    Then cells of the upper row reach down into it, and the others are split in it; or, where the
    format does not say so, it holds nothing but header words, or blanks say which are split.
    """
    filled = [cell for cell in row if cell.text]
    if not any(cell.covered for cell in row):
        return _splits(row, upper, registers)
    if not filled:
        return False
    split = {n for cell in upper if cell.colspan > 1 for n in _columns(cell)}
    if split and any(cell.rowspan > 1 for cell in upper):
        return all(cell.column in split for cell in filled)
    return all(registers.field_of(cell.text) for cell in filled)


def _splits(row: tuple[Cell, ...], upper: tuple[Cell, ...], registers: Registers) -> bool:
    """Tell whether `row` has words below blank places and the words before these, and only there.

    One of them is a header word, and none a number. A row above the header that is all blank but
    for its first cell is not split.
    """
    texts = [cell.text for cell in upper]
    blank_next = [not text for text in [*texts[1:], "whole"]]
    whole = [bool(text) and not blank for text, blank in zip(texts, blank_next, strict=True)]
    filled = [(cell, one) for cell, one in zip(row, whole, strict=False) if cell.text]
    known = [registers.role_of_label(_folded(cell)) for cell, _ in filled]
    return (
        any(whole)
        and any(known)
        and not any(is_whole or cell.text.isdecimal() for cell, is_whole in filled)
    )


def _columns(cell: Cell) -> range:
    return range(cell.column, cell.column + cell.colspan)


def read_rows(
    table: Table,
    header: Header,
    report: Report,
    *,
    is_continued: bool = False,
    blank: BlankCells | None = None,
) -> Iterator[Row]:
    """Yield the rows of `table` below its `header`, merged values carried down.

    `is_continued`: the header stands in an earlier table. `blank` is what notes say of
    empty cells. Raises LayoutError for a row that lacks a
    cell which cannot be merged.
    """
    above: dict[str, Printed] = {}
    merged = _merged_fields(table, header, blank or BlankCells())
    below = table.rows if is_continued else table.rows[header.height :]
    rows = with_cut_rows_joined(below, header.fields, header.repeats_in, _cell_of_two)
    for cells in rows:
        _check_width(cells, header, report.file, last=cells is rows[-1])
        values = _values(cells, header, above, merged, report)
        notes = tuple(_carried_notes(cells, header, values))
        above |= values
        yield Row(table.annex, values, notes)


def _cell_of_two(upper: Cell, lower: Cell, text: str) -> Cell:
    return replace(upper, clean=text, parts=(*(upper.parts or (upper,)), lower))


def _merged_fields(table: Table, header: Header, blank: BlankCells) -> frozenset[str]:
    """Return the fields in which an empty cell is merged with the one above.

    Where the format stores no merges, all empty cells are; those of units are not if each row is
    whole without them. Where it stores merges and the table has some, only covered cells are. Where
    the table has none, its empty cells are, if category, heading or number are left empty so; else
    only those of officials, and of units that every row needs where some row lacks them. None is
    in columns that print anew what the row above prints.
    """
    texts = [[cell.text for cell in row] for row in table.rows[header.height :]]
    free = blank.unmerged(header.fields, header.words, texts)
    if not table.stores_merges:
        return MERGED - free - (set(UNITS) if _are_whole(table, header) else set())
    if any(cell.rowspan > 1 for cell in table.cells()):
        return frozenset()
    grouping = {n for n, name in enumerate(header.fields) if name in _GROUPING}
    rows = table.rows[header.height :]
    if any(not cell.text for row in rows for n, cell in enumerate(row) if n in grouping):
        return MERGED - free
    whole = _are_whole(table, header)
    return frozenset({*PEOPLE, *(() if whole else ("lead", "responsible"))} - free)


def _check_width(cells: Sequence[Cell], header: Header, name: str, *, last: bool) -> None:
    missing = header.fields[len(cells) :]
    if len(cells) > len(header.fields) or (missing and not (last and set(missing) <= MERGED)):
        raise LayoutError(
            f"{name}, annex {cells[0].annex}, row {cells[0].row}: {len(cells)} cells where the "
            f"header has {len(header.fields)}; give every row as many cells as the header"
        )


def _values(
    cells: Sequence[Cell],
    header: Header,
    above: dict[str, Printed],
    merged: frozenset[str],
    report: Report,
) -> dict[str, Printed]:
    values: dict[str, Printed] = {}
    reached = {n for cell in cells for n in _columns(cell)[1:]}
    for index, field in enumerate(header.fields):
        cell = cells[index] if index < len(cells) else None
        if field is not None and (named := _named_behind(cells, index, header)) is not None:
            values[field] = Printed(named.text, named)
        elif field is None and cell and index and _named_behind(cells, index - 1, header) is cell:
            _report_unread(cells[index - 1], header.words[index - 1], report)
        elif field is None:
            _report_unread(cell, header.words[index], report)
        elif cell is not None and cell.text and not (cell.text in AS_ABOVE and field in above):
            values[_field_spanned(cell, field, header)] = Printed(cell.text, cell)
        elif index + 1 in reached and field in UNITS:
            continue
        elif field in above and _goes_on(cell, field, merged):
            values[field] = replace(above[field], status="inherited")
            if cell is None:
                message = f"the row has no cell for {header.words[index]}; {_origin(above[field])}"
                report.add("missing", cells[0], above[field].text, message)
    return values


def _named_behind(cells: Sequence[Cell], index: int, header: Header) -> Cell | None:
    """Return the cell behind a mark (1), ① under the same header cell, None if there is no mark."""
    if index + 1 >= min(len(cells), len(header.fields)) or header.fields[index + 1] is not None:
        return None
    shared = any({index + 1, index + 2} <= {*_columns(cell)} for row in header.rows for cell in row)
    mark, named = cells[index], cells[index + 1]
    return named if shared and named.text and _PART.fullmatch(mark.text) else None


_PART = re.compile(r"[(（]\d{1,2}[)）]|\d{1,2}[)）.．、]?|[①-⑳]")


def _goes_on(cell: Cell | None, field: str, merged: frozenset[str]) -> bool:
    """Tell whether `cell` has the value above it: it says so (同上), or is merged with that one."""
    if cell and cell.text:
        return True
    return field in MERGED and (cell is None or cell.covered or field in merged)


def _carried_notes(
    cells: Sequence[Cell], header: Header, values: dict[str, Printed]
) -> Iterator[tuple[str, Cell, str, str]]:
    """Yield what is to be said of each cell that has the value of one above it."""
    for cell, field, words in zip(cells, header.fields, header.words, strict=False):
        value = values.get(field) if field else None
        if value and value.status == "inherited":
            yield (
                "inherited",
                cell,
                value.text,
                f"empty cell under {words or field}; {_origin(value)}",
            )


def _are_whole(table: Table, header: Header) -> bool:
    """Tell whether each row has a number of its own and says who answers for it.

    Then no cell of units is merged with the one above: an empty one names nobody.
    """
    owner = next((name for name in ("lead", "responsible") if name in header.fields), None)
    if owner is None or "number" not in header.fields:
        return False
    told = [header.fields.index(name) for name in ("number", owner)]
    filled = (
        (row, [cell.text for cell in row if cell.text]) for row in table.rows[header.height :]
    )
    rows = (row for row, texts in filled if len(texts) > 1 and fold_space(texts[0]) not in TOTALS)
    return all(row[n].text for row in rows for n in told if n < len(row))


def _field_spanned(cell: Cell, field: str, header: Header) -> str:
    """Return `field`, or the text where its cell reaches over that too: a task without parts."""
    reached = {header.fields[n - 1] for n in _columns(cell) if n <= len(header.fields)}
    return "text" if field in _ABOVE_TEXT and "text" in reached else field


_ABOVE_TEXT = ("category", "heading")
"""Fields that stand before the text and part it from what it belongs to."""


def _origin(value: Printed) -> str:
    return f"carried down from row {value.cell.row}" if isinstance(value.cell, Cell) else ""


def _report_unread(cell: Cell | None, words: str, report: Report) -> None:
    if cell is not None and cell.text:
        column = f"the column '{words}'" if words else f"column {cell.column}, which has no header"
        report.add("unread", cell, cell.text, f"no field is known for {column}")
