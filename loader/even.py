"""Tables of one cell per line in which no cell is left out: the place of a cell tells its column.

Their header may have two rows, 责任单位 above 牵头 and 配合, or a column for each quarter.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_SECTION = re.compile(r"^[一二三四五六七八九十]{1,3}[、.．]")
_NUMBER = re.compile(r"^[（(]?\d{1,4}[）).．、]?$")
_ABOVE = {"responsible": "lead", "deadline": "remark"}
"""Fields of header words that may stand above others, and what the first of those is."""


def even_columns(fields: Sequence[str], cells: Sequence[str]) -> tuple[str, ...]:
    """Return the columns below a header of `fields` that is not simply one word per column.

    There are none if a row has not just one of `cells` for each column, its number first.

    >>> header = ("number", "text", "responsible", "lead", "supporting")
    >>> even_columns(header, ["1", "修路", "市住建局", "市财政局"])
    ('number', 'text', 'lead', 'supporting')
    """
    columns = tuple(
        name
        for n, name in enumerate(fields)
        if name not in _ABOVE or _ABOVE[name] not in fields[n + 1 :]
    )
    if columns[:1] != ("number",) or (columns == tuple(fields) and "remark" not in fields):
        return ()
    filled = [cell for cell in cells if not is_section(cell)]
    rows = [filled[start : start + len(columns)] for start in range(0, len(filled), len(columns))]
    even = all(len(row) == len(columns) and _NUMBER.match(row[0]) for row in rows)
    return _told_apart(columns) if even and rows else ()


def is_section(cell: str) -> bool:
    return _SECTION.match(cell) is not None


def _told_apart(columns: tuple[str, ...]) -> tuple[str, ...]:
    """Return `columns` with those of the same field numbered: remark, remark 2."""
    seen: Counter[str] = Counter()
    told: list[str] = []
    for name in columns:
        seen[name] += 1
        told.append(name if seen[name] == 1 else f"{name} {seen[name]}")
    return tuple(told)
