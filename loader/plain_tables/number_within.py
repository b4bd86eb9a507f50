"""Rows whose number, set in the middle of a tall cell, came to stand within the words of that cell.

    更新车辆， | 5 | 绿色邮政 | 占比九成。 | 年底前 | 市邮政局 | 市公安局

is 5, 绿色邮政, 更新车辆，占比九成。 The date behind the words tells where bodies begin, of which
each row has as many as columns name; what is left behind is the first part of the next row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from loader.assignments.fields import CONTENT, UNITS
from loader.assignments.plausibility import are_mostly_plausible
from loader.entities import Printed
from loader.plain_tables.loose import LooseTable
from loader.plain_tables.tokens import Token, without_pages
from loader.registers.registers import Registers
from loader.source import Paragraph
from loader.tables.alignment import is_date
from loader.tables.table import Row
from loader.texts.deadlines import names_no_day
from loader.texts.units import split_list

_FEWEST = 3
"""Rows of such a table at the least."""

_SECTION = re.compile(r"[一二三四五六七八九十]{1,3}、?")
_OPEN, _STOPS = tuple("（("), tuple("，。；,;")
_MOST_UNSURE = 3
"""Of so many rows one may have more bodies or fewer than columns: it is not read."""

_BODIES = 2
"""Columns of bodies at the least, which with the date make a row sure."""


@dataclass(frozen=True)
class _Cells:
    """The cells of one row; what is left behind it opens the next."""

    number: Token
    words: Sequence[Token]
    date: Token
    bodies: Sequence[Token]
    left: Sequence[Token]


def rows_with_number_within(
    table: LooseTable, registers: Registers
) -> list[Row | Printed | Paragraph]:
    """Return the rows of `table`, nothing unless all are of that form: words before each number."""
    fields = [name for name in table.fields if name]
    roles = [name for name in fields if name in UNITS]
    is_told = {"number", "deadline"} <= {*fields} and len(roles) >= _BODIES == len({*roles[:2]})
    if not is_told or len({*roles}) < len(roles) or table.by_lines:
        return []
    tokens = without_pages(table.tokens, numbered=True)
    numbers = list(_numbers(tokens))
    if len(numbers) < _FEWEST:
        return []
    ends = [*numbers[1:], len(tokens)]
    read = [_cells(tokens[start:end], registers) for start, end in zip(numbers, ends, strict=True)]
    found = [cells for cells in read if cells]
    sure = sum(len(cells.bodies) == len(roles) for cells in found)
    opened = [_apart(left) for left in (tokens[: numbers[0]], *(one.left for one in found[:-1]))]
    is_of_form = len(found) == len(read) and all(first for _, first in opened)
    if not is_of_form or _MOST_UNSURE * (len(found) - sure) > len(found):
        return []
    titles = [name for name in fields[fields.index("number") :] if name in CONTENT][:-1]
    rows: list[Row | Printed | Paragraph] = []
    for (section, first), cells in zip(opened, found, strict=True):
        if section:
            rows.append(Printed(" ".join(one.text for one in section), _place(section)))
        if len(cells.bodies) == len(roles):
            rows.append(_row(cells, first, titles[:1], roles))
        else:
            rows.append(_unread([*first, cells.number, *cells.words, cells.date, *cells.bodies]))
    below = found[-1].left
    return [*rows, _unread(below)] if below else rows


def _numbers(tokens: Sequence[Token]) -> Iterator[int]:
    due = 1
    for position, token in enumerate(tokens):
        if token.text == str(due):
            due += 1
            yield position


def _cells(tokens: Sequence[Token], registers: Registers) -> _Cells | None:
    """Return the cells that begin with a number, None if no date tells where its bodies begin."""
    dates = (n for n, one in enumerate(tokens) if is_date(one.text) or names_no_day(one.text))
    at = next(dates, 0)
    behind = _with_brackets_joined(tokens[at + 1 :])
    bodies = list(takewhile(lambda one: _names_bodies(one, registers), behind))
    return (
        _Cells(tokens[0], tokens[1:at], tokens[at], bodies, behind[len(bodies) :])
        if at > 1
        else None
    )


def _names_bodies(token: Token, registers: Registers) -> bool:
    is_named = are_mostly_plausible(split_list(token.text), registers)
    return is_named and not token.text.endswith(_STOPS)


def _with_brackets_joined(tokens: Sequence[Token]) -> list[Token]:
    joined: list[Token] = []
    for token in tokens:
        if joined and token.text.startswith(_OPEN):
            text = joined[-1].text + token.text
            joined[-1] = replace(joined[-1], text=text, place=_place([joined[-1], token]))
        else:
            joined.append(token)
    return joined


def _apart(left: Sequence[Token]) -> tuple[Sequence[Token], Sequence[Token]]:
    """Return the title of a section and the words behind it: 二 | 治理货车 | 更新邮政车辆，."""
    is_section = len(left) > 2 and _SECTION.fullmatch(left[0].text) is not None
    return (left[:2], left[2:]) if is_section else ((), left)


def _row(cells: _Cells, first: Sequence[Token], titles: list[str], roles: list[str]) -> Row:
    title, words = cells.words[: len(titles)], cells.words[len(titles) :]
    parts = [*first, *words]
    values = {"number": Printed(cells.number.text, cells.number.place)}
    if title:
        values["heading"] = Printed(title[0].text, title[0].place)
    values["text"] = Printed("".join(one.text for one in parts), _place(parts))
    values["deadline"] = Printed(cells.date.text, cells.date.place)
    named = zip(roles, cells.bodies, strict=True)
    values |= {role: Printed(one.text, one.place) for role, one in named}
    return Row(cells.number.place.annex, values)


def _unread(tokens: Sequence[Token]) -> Paragraph:
    """Return cells of which the row cannot be told as one line."""
    place = _place(tokens)
    return place.with_words(" ".join(one.text for one in tokens))


def _place(tokens: Sequence[Token]) -> Paragraph:
    lines = tuple(dict.fromkeys(token.place for token in tokens))
    return replace(lines[0], parts=lines) if len(lines) > 1 else lines[0]
