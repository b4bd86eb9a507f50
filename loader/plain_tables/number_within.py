"""Rows whose number, set in the middle of a tall cell, came to stand within the words of that cell.

    序号 任务 措施 牵头部门 协办单位 完成时限 | 更新邮政车辆， | 5 | 车辆更新 | 占比九成。 | 年底前 | 市邮政局 | 市公安局

is 5, 车辆更新, 更新邮政车辆，占比九成。 The date behind the words tells where bodies begin, of which
each row has as many as columns name; what is left behind these is the first part of the next row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

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
    """Return the rows of `table`, nothing unless all are of that form.

    Words must stand before the number of all rows.
    """
    fields = [name for name in table.fields if name]
    roles = [name for name in fields if name in UNITS]
    is_told = {"number", "deadline"} <= {*fields} and len(roles) >= _BODIES == len({*roles[:2]})
    if not is_told or len({*roles}) < len(roles) or table.by_lines:
        return []
    tokens = without_pages(table.tokens, numbered=True)
    numbers = list(_numbers(tokens))
    if len(numbers) < _FEWEST:
        return []
    found: list[_Cells] = []
    for start, end in zip(numbers, [*numbers[1:], len(tokens)], strict=True):
        cells = _cells(tokens[start:end], len(roles), registers)
        if cells is None:
            return []
        found.append(cells)
    titles = [name for name in fields[fields.index("number") :] if name in CONTENT][:-1]
    before = [tokens[: numbers[0]], *(cells.left for cells in found[:-1])]
    opened = [_apart(left) for left in before]
    words = [one for _, words in opened for one in words if not one.text.endswith(_STOPS)]
    if not all(words for _, words in opened) or any(_names_bodies(one, registers) for one in words):
        return []
    rows: list[Row | Printed | Paragraph] = []
    for (section, first), cells in zip(opened, found, strict=True):
        if section:
            rows.append(Printed(" ".join(one.text for one in section), _place(section)))
        rows.append(_row(cells, first, titles[:1], roles))
    return [*rows, *(token.place for token in found[-1].left)]


def _numbers(tokens: Sequence[Token]) -> Iterator[int]:
    due = 1
    for position, token in enumerate(tokens):
        if token.text == str(due):
            due += 1
            yield position


def _cells(tokens: Sequence[Token], width: int, registers: Registers) -> _Cells | None:
    """Return the cells that begin with a number, None if they are not as many as the columns."""
    dates = (n for n, one in enumerate(tokens) if is_date(one.text) or names_no_day(one.text))
    at = next(dates, 0)
    if at < 2:
        return None
    behind = _with_brackets_joined(tokens[at + 1 :])
    bodies, left = behind[:width], behind[width:]
    if len(bodies) < width or not all(_names_bodies(one, registers) for one in bodies):
        return None
    return _Cells(tokens[0], tokens[1:at], tokens[at], bodies, left)


def _names_bodies(token: Token, registers: Registers) -> bool:
    return are_mostly_plausible(split_list(token.text), registers)


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
    values |= {"heading": Printed(one.text, one.place) for one in title}
    values["text"] = Printed("".join(one.text for one in parts), _place(parts))
    values["deadline"] = Printed(cells.date.text, cells.date.place)
    named = zip(roles, cells.bodies, strict=True)
    values |= {role: Printed(one.text, one.place) for role, one in named}
    return Row(cells.number.place.annex, values)


def _place(tokens: Sequence[Token]) -> Paragraph:
    lines = tuple(dict.fromkeys(token.place for token in tokens))
    return replace(lines[0], parts=lines) if len(lines) > 1 else lines[0]
