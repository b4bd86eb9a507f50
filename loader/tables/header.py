"""The header of a task table: the rows at its top that name work and who does it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import UNITS, names_work
from loader.registers.registers import Registers
from loader.source import Cell, Table
from loader.tables.alignment import lists_units
from loader.tables.told_columns import told_fields
from ontology.values import fold_width

_DEEPEST_HEADER, _TWO = 6, 2
"""Rows at the top of a table among which its header is looked for, and the rows that most have."""


_IS_DONE = re.compile("(?:情况|结果)$")
"""The end of a word above columns of what was done: 形象进度 below 办理情况."""


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
            elif len(rows) == _TWO:
                is_header &= not (third and _is_split_in(following, third, registers))
            if names_work(fields) and is_header:
                return Header(rows, words, fields, position + len(rows))
    return None


def _reaches_down(row: tuple[Cell, ...]) -> bool:
    """Tell whether some cells of a header row reach into the next, and others are split in it."""
    return any(cell.rowspan > 1 for cell in row) and any(cell.colspan > 1 for cell in row)


def _is_split_in(row: tuple[Cell, ...], third: tuple[Cell, ...], registers: Registers) -> bool:
    """Tell whether `row` is the upper row of a header itself, so that what is above it is none."""
    return _reaches_down(row) and _is_lower_header(third, row, registers)


def words_of_header(rows: tuple[tuple[Cell, ...], ...], registers: Registers) -> tuple[str, ...]:
    """Return the words of each column: those of the lowest row that has some.

    Words that are no header by themselves go before those above them: 牵头 below 责任部门. A header
    of work that is as wide as several columns is that of each of them.
    """
    spanned = [{n: _folded(c) for c in row for n in columns_of(c) if c.text} for row in rows]
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
        if registers.field_of(word) == "annual_task" and _IS_DONE.search(above):
            word = above
        is_part = word not in ("", above) and not registers.field_of(word)
        words.append(_whole(word, above, registers) if is_part else word)
    return tuple(words)


def _whole(word: str, above: str, registers: Registers) -> str:
    """Return a word with the one above it, or that alone if it says whose the column is.

    A word of a role stands for itself: 牵头 below 责任分工.
    """
    if registers.field_of(word + above):
        return word + above
    if registers.role_of_label(word) in UNITS:
        return word
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
    split = {n for cell in upper if cell.colspan > 1 for n in columns_of(cell)}
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


def columns_of(cell: Cell) -> range:
    """Return the numbers of the columns over which a cell reaches."""
    return range(cell.column, cell.column + cell.colspan)
