"""Rows that a page cut: the header is printed again, and below it what was left of the row.

12 | 新建公路，     | 县交通局 | 县财政局、
序号 | 工作任务     | 牵头单位 | 配合单位
     | 年底前通车。 |          | 县水利局
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from loader.assignments.fields import CONTENT

_OPEN = re.compile("[，、,：:（(]$")
_ENDED = re.compile("[。；;！）)]$")


class _Worded(Protocol):
    @property
    def text(self) -> str: ...


_Cell = TypeVar("_Cell", bound=_Worded)
_Row = Sequence[_Cell]


def with_cut_rows_joined(
    rows: Sequence[_Row[_Cell]],
    fields: Sequence[str | None],
    is_header: Callable[[_Row[_Cell]], bool],
    join: Callable[[_Cell, _Cell, str], _Cell],
) -> list[_Row[_Cell]]:
    """Return `rows` without headers printed again, those one again that such a header cuts.

    `join` makes one cell of two with the words that it is given.
    """
    kept: list[_Row[_Cell]] = []
    sentences = _are_sentences(rows, fields)
    below_header = False
    for row in rows:
        if is_header(row):
            below_header = True
            continue
        if below_header and kept and _goes_on(kept[-1], row, fields, sentences=sentences):
            pairs = zip(kept[-1], row, fields, strict=True)
            kept[-1] = [_whole(upper, lower, name, join) for upper, lower, name in pairs]
        else:
            kept.append(row)
        below_header = False
    return kept


def _are_sentences(rows: Sequence[_Row[_Cell]], fields: Sequence[str | None]) -> bool:
    """Tell whether most rows end what is to be done with a full stop."""
    cells = (pair for row in rows for pair in zip(row, fields, strict=False))
    texts = [cell.text for cell, name in cells if name in CONTENT]
    return sum(map(bool, map(_ENDED.search, texts))) * 2 > len(texts)


def _goes_on(
    above: _Row[_Cell], row: _Row[_Cell], fields: Sequence[str | None], *, sentences: bool
) -> bool:
    """Tell whether `row` has no number and goes on with a cell that the one `above` left open."""
    if not len(above) == len(row) == len(fields) or "number" not in fields:
        return False
    number = fields.index("number")
    if row[number].text or not above[number].text:
        return False
    pairs = [
        (upper.text, lower.text, name)
        for upper, lower, name in zip(above, row, fields, strict=True)
        if upper.text and lower.text
    ]
    return any(
        _OPEN.search(upper) or (sentences and name in CONTENT and not _ENDED.search(upper))
        for upper, _, name in pairs
    )


def _whole(
    upper: _Cell, lower: _Cell, name: str | None, join: Callable[[_Cell, _Cell, str], _Cell]
) -> _Cell:
    if not (upper.text and lower.text):
        return upper if upper.text else lower
    joint = "" if name in CONTENT or _OPEN.search(upper.text) else "\n"
    return join(upper, lower, upper.text + joint + lower.text)
