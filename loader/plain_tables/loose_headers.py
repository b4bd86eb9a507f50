"""The ways to read the header of a table that lost its lines: which column each word stands for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from loader.assignments.fields import PEOPLE, QUARTER, UNITS, before_numbers, with_one_text
from loader.plain_tables.loose import MOST_UNKNOWN, OF_WORK, LooseTable, may_be_header
from loader.plain_tables.streams import ReadHeader
from loader.plain_tables.tokens import Token
from loader.registers.registers import Registers
from loader.tables.alignment import NUMBER
from loader.tables.told_columns import OF_OTHER_DATES
from loader.texts.outline import BARE_NUMERAL, SECTION

_ABOVE = {"responsible": "lead", "deadline": "remark"}
"""Fields of header words that may stand above others, and what the first of those is."""


def headers_of(table: LooseTable, registers: Registers) -> list[ReadHeader]:
    """Return the ways to read the header of `table` as columns.

    Its words may stand in two rows, 责任单位 above 牵头 and 配合, numbers without a word;
    words that no register knows may stand in it, and one of them be that of the text; those at its
    end may be above dates: 起止 / 年份.
    """
    lower = tuple(
        name
        for n, name in enumerate(table.fields)
        if not name or name not in _ABOVE or _ABOVE[name] not in table.fields[n + 1 :]
    )
    found = _ways_to_read(table.fields, lower)
    if "number" not in table.fields:
        found += [
            one
            for fields in tuple(found)
            for one in (("number", *fields), (fields[0], "number", *fields[1:]))
        ]
    of_row = len(before_numbers(table.fields))
    unknown = max(0, _unknown_words(table.tokens) - of_row)
    more = [registers.field_of(t.text) for t in table.tokens[:unknown]]
    longer = (tuple(None if name in fields else name for name in more) for fields in found if more)
    dated = more and not OF_OTHER_DATES.search("".join(t.text for t in table.tokens[: len(more)]))
    return [
        *(ReadHeader(fields) for fields in found),
        *(ReadHeader((*f, *names), len(names)) for f, names in zip(found, longer, strict=False)),
        *(ReadHeader((*f, "deadline"), len(more)) for f in found if dated and "deadline" not in f),
        *_with_columns_beside(_told_apart(lower), table.tokens),
    ]


def _ways_to_read(
    fields: tuple[str | None, ...], lower: tuple[str | None, ...]
) -> list[tuple[str | None, ...]]:
    """Return the columns that a header with `fields` may stand for, `lower` without upper words."""
    ways = list(dict.fromkeys((lower, fields)))
    if not set(OF_WORK) & set(fields):
        return [_told_apart(one) for way in ways for one in _with_text(way)]
    return [
        _told_apart(one)
        for one in (*ways, *_with_parts_below(fields), *_with_text_elsewhere(lower))
    ]


def _with_columns_beside(
    fields: tuple[str | None, ...], tokens: Sequence[Token]
) -> Iterator[ReadHeader]:
    """Yield `fields` of rows without numbers, with columns beside them that no register knows.

    The word of one before them stands above the header, those of others are the first of `tokens`.
    """
    for words in range(0 if "number" in fields else MOST_UNKNOWN):
        if not all(map(may_be_header, tokens[:words])):
            return
        for before in ((), (None,)):
            columns = (*before, *fields, *(None,) * words)
            rest = len(tokens) - words
            if len(columns) > len(fields) and rest and not rest % len(columns):
                yield ReadHeader(columns, words, needs_all=True)


def _with_parts_below(fields: tuple[str | None, ...]) -> Iterator[tuple[str | None, ...]]:
    """Yield `fields` with the columns at the end in the place of one before them.

    Two rows of a header are so read one after the other: 责任分工 | 完成时限, 分管领导 | 牵头单位;
    阶段目标 | 责任单位, 一季度 | 二季度 | 三季度 | 四季度.
    """
    for kinds, above in (
        ((*UNITS, *PEOPLE), UNITS),
        (_STEPS, (*_STEPS, "text", "measure", "aim", "deadline")),
    ):
        end = len(fields)
        while end > 0 and fields[end - 1] in kinds:
            end -= 1
        if len(fields) - end < _FEWEST_PARTS:
            continue
        parts = fields[end:]
        if parts == ("remark",) * _QUARTERS:
            parts = tuple(f"{QUARTER}{n}" for n in range(1, _QUARTERS + 1))
        for place in range(1, end - 1):
            if fields[place] in above:
                yield (*fields[:place], *parts, *fields[place + 1 : end])


_QUARTERS = 4
_STEPS = ("remark", None)
"""Fields of columns with what is due in parts of a year."""

_FEWEST_PARTS = 2


def _with_text(fields: tuple[str | None, ...]) -> Iterator[tuple[str | None, ...]]:
    """Yield `fields` with each of the columns that no register knows as the text."""
    for n, name in enumerate(fields):
        if name is None:
            yield (*fields[:n], "text", *fields[n + 1 :])


def _with_text_elsewhere(fields: tuple[str | None, ...]) -> Iterator[tuple[str | None, ...]]:
    """Yield `fields` with the text in a column that no register knows, right before its own.

    What stands below its own may be figures: 招商任务 | 目标（亿元）.
    """
    for n, pair in enumerate(pairwise(fields)):
        if pair == (None, "text"):
            yield (*fields[:n], "text", None, *fields[n + 2 :])


def _unknown_words(tokens: list[Token]) -> int:
    """Return how many of `tokens` before the first number or section title may be of the header."""
    for position, token in enumerate(tokens[: MOST_UNKNOWN + 1]):
        if any(one.match(token.text) for one in (NUMBER, SECTION, BARE_NUMERAL)):
            return position
        if not may_be_header(token):
            break
    return 0


def _told_apart(columns: tuple[str | None, ...]) -> tuple[str | None, ...]:
    """Return `columns`, those whose field an earlier one has without a field."""
    told: list[str | None] = []
    for name in with_one_text(columns):
        repeated = "measure" if name == "text" and "measure" not in told else None
        told.append(name if name not in told else repeated)
    return tuple(told)
