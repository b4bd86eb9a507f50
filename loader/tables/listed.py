"""Rows whose cells list several tasks and who answers for each, by the same numbers.

1.修桥                  1.市交通局
2.铺路、种树            2.市城管局、市林业局
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from loader.assignments.fields import CONTENT, ROLES
from loader.entities import Printed
from loader.source import Paragraph
from loader.tables.table import Row
from loader.texts.brackets import MARK
from loader.texts.marks import read_mark

_FEWEST = 2
_STOPS = "。；;"


def with_lists_apart(
    rows: Iterable[Row | Printed | Paragraph],
) -> Iterator[Row | Printed | Paragraph]:
    """Yield `rows`, those as several whose work and owners are lists with the same numbers."""
    for row in rows:
        yield from _apart(row) if isinstance(row, Row) else (row,)


def listed(text: str) -> list[tuple[str, str]]:
    """Return mark and words of each point of a list that makes all of `text`, none if it is none.

    >>> listed("1.修桥；\\n2.铺路。")
    [('1.', '修桥'), ('2.', '铺路')]
    >>> listed("1.修桥，长2.5公里"), listed("修桥：1.主桥；2.引桥")
    ([], [])
    """
    found = [match for match in MARK.finditer(text) if _opens(text, match.start())]
    marks = [mark for match in found if (mark := read_mark(match[0]))]
    counted = [mark.value for mark in marks if mark.form == marks[0].form]
    counts_up = counted == list(range(1, len(found) + 1))
    if len(found) < _FEWEST or found[0].start() or not counts_up:
        return []
    ends = [*(match.start() for match in found[1:]), len(text)]
    points = [
        (match[0].strip(), text[match.end() : end].strip(f"{_STOPS}\n "))
        for match, end in zip(found, ends, strict=True)
    ]
    return points if all(words for _, words in points) else []


def _opens(text: str, position: int) -> bool:
    before = text[:position].rstrip(" \u3000")
    return not before or before[-1] in f"{_STOPS}\n"


def _apart(row: Row) -> Iterator[Row]:
    """Yield the rows that `row` is made of: itself, if its work or no owner is a list."""
    lists = {name: listed(value.text.strip()) for name, value in row.values.items()}
    length = max((len(lists[name]) for name in lists if name in CONTENT), default=0)
    alike = {name for name, points in lists.items() if points and len(points) == length}
    if not (alike & CONTENT and alike & set(ROLES)):
        yield row
        return
    for n in range(length):
        values = {
            name: replace(value, text=lists[name][n][1]) if name in alike else value
            for name, value in row.values.items()
        }
        if "number" not in values:
            name = next(name for name in row.values if name in alike & CONTENT)
            values["number"] = replace(row.values[name], text=lists[name][n][0])
        yield replace(row, values=values, carried=row.carried if not n else ())
