"""Names merged over a group of rows that a page prints in the middle of it: once for each group.

    一、工业
    1  新增入园企业12户             县招商局
    2  技改项目投产       王明      县工信局
    二、农业
    3  水库除险加固       李红      县水务局

The name is that of the whole group, also of the rows above it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from loader.assignments.fields import BLANK, PEOPLE, TOTALS
from loader.entities import Printed
from loader.source import Paragraph
from loader.tables.table import Row

_FEWEST_GROUPS = 2
_GROUPS = ("category", "heading")

Printing = Row | Printed | Paragraph


def with_names_of_groups(rows: Sequence[Printing]) -> list[Printing]:
    """Return `rows`, those above the only name of their group with that name.

    A title opens a group, and so does a row that names its category. It is so in a column of people
    that prints one name in each group, not always in the first row, and leaves blanks to names
    above.
    """
    read, groups = list(rows), list(_groups(rows))
    for name in PEOPLE:
        told = [[n for n in group if _is_told(read[n], name)] for group in groups]
        if not _are_centred(groups, told) or not any(_is_carried(row, name) for row in read):
            continue
        for group, (place,) in zip(groups, told, strict=True):
            for n in group:
                if n != place:
                    read[n] = _with_name(read[n], read[place], name)
    return read


def _groups(rows: Sequence[Printing]) -> Iterator[list[int]]:
    """Yield the rows of each group."""
    group = list[int]()
    for n, row in enumerate(rows):
        if _opens(row):
            yield from [group] if group else []
            group = []
        group += [n] if isinstance(row, Row) and not _is_title(row) and not _sums_up(row) else []
    yield from [group] if group else []


def _opens(row: Printing) -> bool:
    is_named = isinstance(row, Row) and any(_is_told(row, name) for name in _GROUPS)
    return is_named or isinstance(row, Printed) or (isinstance(row, Row) and _is_title(row))


def _is_title(row: Row) -> bool:
    """Tell whether a row prints nothing but one cell."""
    return sum(_is_told(row, name) for name in row.values) <= 1


def _sums_up(row: Row) -> bool:
    return any(value.text in TOTALS for value in row.values.values())


def _is_told(row: Printing, name: str) -> bool:
    value = row.values.get(name) if isinstance(row, Row) else None
    return value is not None and value.status == "explicit" and value.text not in BLANK


def _is_carried(row: Printing, name: str) -> bool:
    return isinstance(row, Row) and name in row.values and not _is_told(row, name)


def _are_centred(groups: Sequence[Sequence[int]], told: Sequence[Sequence[int]]) -> bool:
    is_one = len(groups) >= _FEWEST_GROUPS and all(len(places) == 1 for places in told)
    return is_one and any(
        group[0] not in places for group, places in zip(groups, told, strict=True)
    )


def _with_name(row: Printing, named: Printing, name: str) -> Printing:
    """Return `row` with the name that the row `named` has; a note of the one above is no more."""
    if not isinstance(row, Row) or not isinstance(named, Row):
        return row
    value, before = named.values[name], row.values.get(name)
    notes = tuple(one for one in row.carried if before is None or one[2] != before.text)
    return replace(
        row, values={**row.values, name: replace(value, status="inherited")}, carried=notes
    )
