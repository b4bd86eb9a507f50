"""Columns whose cells print labels before what they say, as a column for each label.

序号 | 任务 | 责任分工              序号 | 任务 | 责任单位 | 完成时间
1    | 修桥 | 责任单位        is    1    | 修桥 | 县交通局 | 10月底
     |      | 县交通局
     |      | 完成时间
     |      | 10月底
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from loader.assignments.fields import ROLES, UNITS
from loader.registers.registers import Registers
from loader.source import Cell, Table
from loader.tables.nested import spread

_FEWEST, _LONGEST = 2, 12
"""Rows with labels at the least, and characters of one at the most."""

_FIELDS = frozenset({*ROLES, "deadline"})
_PARTS = re.compile(r"[\n；;]")
_LABELLED = re.compile(r"(?P<label>[^：:]+)[：:]?(?P<said>.*)")


def with_labels_as_columns(table: Table, registers: Registers) -> Table:
    """Return `table` with a column for each label of a column whose cells say all behind labels."""
    if len({len(row) for row in table.rows}) != 1:
        return table
    for column in reversed(range(len(table.rows[0]))):
        table = _with_column_parted(table, column, registers)
    return table


def _with_column_parted(table: Table, column: int, registers: Registers) -> Table:
    said = [_labelled(row[column].text, registers) for row in table.rows]
    first = next((n for n, one in enumerate(said) if one), 0)
    below = [n for n, row in enumerate(table.rows) if row[column].text and not _is_title(row)]
    below = [n for n in below if n >= first]
    words = tuple(dict.fromkeys(word for one in said for word in one))
    if not first or len(below) < _FEWEST or not all(said[n] for n in below):
        return table
    if not _are_columns(words, [table.rows[n][column].text for n in below], registers):
        return table
    rows: list[tuple[Cell, ...]] = []
    for n, row in enumerate(table.rows):
        texts: Sequence[str] = [said[n].get(word, "") for word in words]
        if n == first - 1:
            texts = words
        elif not said[n]:
            texts = [row[column].text, *[""] * (len(words) - 1)]
        rows += spread(row, column, [texts])
    return replace(table, rows=tuple(rows))


def _are_columns(words: Sequence[str], cells: Sequence[str], registers: Registers) -> bool:
    """Tell whether labels are of several columns, no two of one, and cells are no clauses.

    What labels before colons say of bodies alone is one.
    """
    fields = [registers.field_of(word) for word in words]
    is_clause = "deadline" not in fields and all(re.search("[：:]", cell) for cell in cells)
    return (
        len(set(fields)) == len(fields) >= _FEWEST and bool({*fields} & {*UNITS}) and not is_clause
    )


def _is_title(row: Sequence[Cell]) -> bool:
    """Tell whether a row prints one cell alone, or the same in all: the title of those below."""
    return len({cell.text for cell in row if cell.text}) == 1


def _labelled(text: str, registers: Registers) -> dict[str, str]:
    """Return what a cell says behind each label; nothing if a part of it is not said so.

    A label is all of a line, or stands before a colon.
    """
    found: dict[str, list[str]] = {}
    for part in filter(None, map(str.strip, _PARTS.split(text))):
        match = _LABELLED.fullmatch(part)
        label = _label(match["label"], registers) if match else ""
        if match and label and label not in found:
            found[label] = [match["said"].strip()] if match["said"].strip() else []
        elif found and not label:
            found[next(reversed(found))].append(part)
        else:
            return {}
    return {k: "\n".join(v) for k, v in found.items()} if all(found.values()) else {}


def _label(words: str, registers: Registers) -> str:
    words = "".join(words.split())
    return words if len(words) <= _LONGEST and registers.field_of(words) in _FIELDS else ""
