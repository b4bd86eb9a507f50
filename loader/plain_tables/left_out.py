"""What it costs that a row of a stream of cells leaves columns out."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, takewhile

from loader.assignments.fields import CONTENT, before_numbers

LEFT_OUT = {
    "number": 2.5,
    "text": 6.0,
    "annual_task": 6.0,
    "title": 4.0,
    "indicator": 4.0,
    "measure": 2.0,
    "aim": 2.0,
    "heading": 0.4,
    "category": 0.2,
    "supervising": 0.8,
    "in_charge": 0.8,
    "lead": 1.6,
    "responsible": 1.6,
    "supporting": 0.6,
    "guiding": 0.6,
    "proposer": 0.6,
    "deadline": 0.7,
}
"""What a row costs that has no cell for a column, by the field of the column.

A column that alone tells the work costs more.
"""

_ONLY_TEXT = 10.0
_MERGED_BEFORE = 0.2
"""The most that a column costs, left out, which stands before that of the numbers."""

_GROUPS = frozenset({"heading", "category"})
_OF_ROW = CONTENT - _GROUPS
"""Columns of work whose cells are not merged."""

Fields = tuple[str | None, ...]


@dataclass(frozen=True)
class Columns:
    """What it costs to leave columns out: `before` each, and up to the last."""

    width: int
    before: tuple[float, ...]

    @classmethod
    def of(cls, fields: Fields) -> Columns:
        alone = [name for name in fields if name in CONTENT]
        only = {alone[0]: _ONLY_TEXT} if len(alone) == 1 else {}
        first = len(before_numbers(fields))
        costs = [(LEFT_OUT | only).get(name or "", 0.1) for name in fields]
        costs[:first] = [min(cost, _MERGED_BEFORE) for cost in costs[:first]]
        return cls(len(fields), (0.0, *accumulate(costs)))

    def between(self, earlier: int, later: int) -> float:
        return self.before[later] - self.before[earlier + 1] if earlier < later else 0.0

    def best_end(self, scores: list[float]) -> tuple[float, int]:
        """Return the best score of a row that ends here, and its last column, of two the first."""
        ends = [(s - self.between(n, self.width), -n) for n, s in enumerate(scores[: self.width])]
        score, column = max(ends)
        return max((score, -column), *((scores[n], n) for n in (self.width, self.width + 1)))


def next_to_number(fields: Fields) -> set[int]:
    """Return the columns of work behind that of the numbers, none but merged ones between."""
    behind = range(fields.index("number") + 1, len(fields)) if "number" in fields else range(0)
    between = [*takewhile(lambda n: fields[n] in _GROUPS, behind)]
    last = behind[len(between) : len(between) + 1]
    return {n for n in last if fields[n] in _OF_ROW}
