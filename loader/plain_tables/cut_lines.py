"""Rows of one line each that line breaks in their cells cut, put on one line again.

    5 治理黑臭水体231个，消除劣Ⅴ类断面
    5个 省住房城乡建设厅 10月底

Where numbers count the rows, a line that none opens goes on with the row above, if that lacks cells
as many as the line brings, or more, or ends within the name of a body: 市 / 监察局.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from loader.assignments.clauses import ClauseReader
from loader.plain_tables.cut_words import with_cut_names_whole
from loader.plain_tables.tokens import Token, counting_up, rising_among
from loader.registers.registers import Registers
from loader.source import Paragraph
from loader.tables.alignment import is_date, lists_units
from loader.tables.wrapped_cells import are_one_name
from loader.texts.outline import SECTION, is_numbered_title

_LONGEST_NAME = 8
_OF_LEVEL = re.compile("[省市县区州盟旗].")

_FEWEST = 3
"""Rows that numbers open from which on each line does that begins one."""


def with_cut_lines_whole(
    cells: Sequence[Token], width: int, registers: Registers, *, has_people: bool
) -> list[Token]:
    """Return `cells` of a table `width` columns wide, those of a row that was cut on its line."""
    lines = [list(line) for _, line in groupby(range(len(cells)), key=lambda n: cells[n].line)]
    first = [line[0] for line in lines if len(line) > 1]
    counting = counting_up(cells)
    counting |= {*rising_among(cells, first, [n for n in first if n in counting])}
    if sum(line[0] in counting for line in lines) < _FEWEST:
        return list(cells)
    printed = [([cells[n] for n in line], line[0] in counting) for line in lines]
    rows = _rows(printed, width, registers, has_people=has_people)
    return [token for row in rows for token in row]


def _rows(
    lines: Sequence[tuple[list[Token], bool]],
    width: int,
    registers: Registers,
    *,
    has_people: bool,
) -> Iterator[list[Token]]:
    """Yield the cells of each row; a line may begin with a number that counts it."""
    held: list[Token] = []
    is_counted = False
    for printed, counts in lines:
        is_new = counts or not is_counted or _is_title(printed)
        row = [] if is_new else [*held, *printed]
        whole = with_cut_names_whole(row, registers, has_people=has_people)
        is_one = row and are_one_name(held[-1].text, printed[0].text, registers)
        if row and (len(row) - 1 <= width or is_one or len(whole) < len(row)):
            held = [replace(token, line=held[0].line) for token in whole]
            continue
        yield held
        held, is_counted = printed, counts
    yield held


def _is_title(line: Sequence[Token]) -> bool:
    first = line[0].text
    return len(line) == 1 and (SECTION.match(first) is not None or is_numbered_title(first))


def without_cut_name(
    cells: Sequence[Token], reader: ClauseReader
) -> tuple[list[Token], list[Paragraph]]:
    """Return `cells` without the last if the page ends within it and it would name a body, and it.

    It stands behind others of its line, and is a line of work, or of a level: 发展改革, 市国土资.
    """
    *others, last = cells
    names = reader.registers.is_line_of_work(last.text) or _OF_LEVEL.match(last.text)
    is_short = len(last.text) <= _LONGEST_NAME and not is_date(last.text)
    is_cut = len(others) > 1 and others[-1].line == last.line and bool(names) and is_short
    if not is_cut or lists_units(last.text, reader):
        return list(cells), []
    return others, [replace(last.place, clean=last.text, parts=(last.place,))]
