"""Tables without a column for who does the work: the rows of its sections name them.

序号 | 任务内容 | 完成时限
一、市教育局（2项）
1    | 新建幼儿园 | 8月底

So does a line above the table, or the title of its sheet.
"""

from __future__ import annotations

from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import CONTENT, fields_of
from loader.assignments.owner_headings import read_bracket_heading, read_owner_heading
from loader.drafts import Mentioned
from loader.entities import Place
from loader.running.sections import name_owner
from loader.source import Cell, Paragraph, Table
from loader.tables.header import Header, words_of_header

_DEEPEST = 4


def find_owned(table: Table, reader: ClauseReader) -> Header | None:
    """Return the header of `table` if all of its sections, from the first row on, name bodies."""
    for position, row in enumerate(table.rows[:_DEEPEST]):
        words = words_of_header((row,), reader.registers)
        fields = fields_of(words, reader.registers)
        if not (CONTENT & set(fields) and {"number", "deadline"} & set(fields)):
            continue
        below = table.rows[position + 1 :]
        titles = [cell for one in below if (cell := _title(one))]
        begins = bool(below) and _title(below[0]) is not None
        if begins and len(titles) < len(below) and all(_names(one, reader) for one in titles):
            return Header((row,), words, fields, position + 1)
    return None


def owners_of(place: Place, reader: ClauseReader, *, bare: bool) -> tuple[Mentioned, ...]:
    """Return who answers for the rows below `place`, bodies alone on a line only if `bare`."""
    heading = read_owner_heading(place.text, reader)
    if heading is None or (heading.is_bare and not (bare or heading.names_leaders)):
        return ()
    return tuple(name_owner(one, [place]) for one in heading.shares)


def owners_in_title(place: Place, reader: ClauseReader) -> tuple[Mentioned, ...]:
    """Return who answers for the rows below a title, as its brackets say.

    一、绿化（督办领导：王明）
    """
    heading = read_bracket_heading(place.text, reader)
    return tuple(name_owner(one, [place]) for one in heading.shares) if heading else ()


def bodies_of(line: Paragraph, reader: ClauseReader) -> tuple[Mentioned, ...]:
    """Return the bodies that are all of a line: a table below it that names none is theirs."""
    heading = read_owner_heading(line.text, reader)
    is_bare = heading and heading.is_bare and heading.is_named and not heading.names_leaders
    return tuple(name_owner(one, [line]) for one in heading.shares) if heading and is_bare else ()


def _title(row: tuple[Cell, ...]) -> Cell | None:
    """Return the one cell that a row fills."""
    filled = [cell for cell in row if cell.text]
    return filled[0] if len(filled) == 1 else None


def _names(title: Cell, reader: ClauseReader) -> bool:
    heading = read_owner_heading(title.text, reader)
    return heading is not None and bool(heading.shares)
