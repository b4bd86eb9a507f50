"""Rows of a stream of cells that more blank lines part than stand between the cells of a row.

Without numbers nothing else tells whether 各区人民政府 ends a row or begins the next one.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from loader.assignments.fields import CONTENT, UNITS
from loader.plain_tables.tokens import Token
from loader.plain_tables.whole_rows import Fits
from loader.source import gap_between

_FEWEST_ROWS = 3
_LONGEST_PAUSE = 12
"""Characters of blank lines between two rows; behind more the page goes on with something else."""


def parted_starts(
    cells: Sequence[Token], fields: Sequence[str | None], fits: Fits
) -> frozenset[int]:
    """Return which of `cells` begin rows as the blank lines part them; none if these tell nothing.

    Each such row has one cell of work, and none but bodies beside it.
    """
    known = {name for name in fields if name}
    if not known <= {*CONTENT, *UNITS} or not cells:
        return frozenset()
    gaps = [gap_between(*two) for two in pairwise(cell.place for cell in cells)]
    usual = min(gaps, default=0)
    starts = [0, *(n for n, gap in enumerate(gaps, 1) if usual < gap <= _LONGEST_PAUSE)]
    rows = [cells[start:end] for start, end in pairwise([*starts, len(cells)])]
    work = [sum(fits(cell.text, "text") > 0 for cell in row) for row in rows]
    bodies = [sum(fits(cell.text, "responsible") > 0 for cell in row) for row in rows]
    whole = all(
        one == 1 and one + others == len(row)
        for one, others, row in zip(work, bodies, rows, strict=True)
    )
    return frozenset(starts) if usual > 0 and whole and len(rows) >= _FEWEST_ROWS else frozenset()
