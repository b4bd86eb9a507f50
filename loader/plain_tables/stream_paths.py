"""The way through a stream of cells: which column each stands in, and where rows begin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Step:
    """That a cell stands in a column; as a step back, the column of the cell before it."""

    column: int
    begins: bool


def path_of(backs: Sequence[Sequence[Step]], last: int) -> list[Step]:
    """Return the column of each cell, and whether it begins a row, from the last one back."""
    steps, column = list[Step](), last
    for back in reversed(backs):
        steps.append(Step(column, back[column].begins))
        column = back[column].column
    return steps[::-1]


def rows_of(path: Sequence[Step]) -> Iterator[range]:
    """Yield the positions of each row.

    >>> list(rows_of([Step(0, True), Step(1, False), Step(0, True)]))
    [range(0, 2), range(2, 3)]
    """
    starts = [n for n, step in enumerate(path) if step.begins]
    yield from (range(start, end) for start, end in pairwise([*starts, len(path)]))
