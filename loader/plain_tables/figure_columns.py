"""Columns of figures in rows whose cells one blank parts: 总投资 | 年度计划 above 58000 14000.

As many figures stand beside each other in most rows as there are columns side by side that are
neither of work nor of those who do it. So a body beside them stands in no such column.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from itertools import groupby

from loader.assignments.fields import CONTENT, ROLES
from loader.plain_tables.tokens import Token
from loader.texts.figures import is_figure

_TOLD = CONTENT | {*ROLES, "number", "deadline", "proposer"}
OF_FIGURES = 2.0
"""How well figures fit columns that hold nothing else."""


def columns_of_figures(
    fields: Sequence[str | None], rows: Sequence[Sequence[Token]]
) -> frozenset[int]:
    """Return the columns of `fields` that hold figures in most of `rows`, if they are sure."""
    lengths = Counter(max(_runs_of_figures(row), default=0) for row in rows)
    length, count = max(lengths.items(), key=lambda pair: pair[1], default=(0, 0))
    is_sure = length > 0 and 2 * count > len(rows)
    found = [run for run in _runs_of_others(fields) if len(run) == length]
    found = found or [run for run in [_printed_at(fields, rows, length)] if run]
    return frozenset(found[0]) if is_sure and len(found) == 1 else frozenset()


def _printed_at(
    fields: Sequence[str | None], rows: Sequence[Sequence[Token]], length: int
) -> list[int]:
    """Return the columns in which all rows with a cell for each print so many figures.

    There are two such rows at the least, and no other field is known for these columns.
    """
    whole = [row for row in rows if len(row) == len(fields)]
    printed = {
        tuple(n for n, word in enumerate(row) if n and is_figure(word.text)) for row in whole
    }
    columns = [*printed.pop()] if len(printed) == 1 and len(whole) > 1 else []
    are_others = all(fields[n] not in _TOLD for n in columns)
    return columns if len(columns) == length and are_others else []


def figures_of_lines(
    fields: Sequence[str | None], cells: Sequence[Token], counting: Set[int]
) -> frozenset[int]:
    """Return the columns of figures where a line is a row and numbers at the `counting` places."""
    lines = [list(line) for _, line in groupby(range(len(cells)), lambda n: cells[n].line)]
    rows = [[cells[n] for n in line] for line in lines if line[0] in counting]
    return columns_of_figures(fields, rows)


def _runs_of_figures(row: Sequence[Token]) -> Iterator[int]:
    """Yield how many figures stand beside each other, without the number of the row."""
    runs = groupby(row[1:], key=lambda word: (word.line, is_figure(word.text)))
    yield from (len(list(run)) for (_, are_figures), run in runs if are_figures)


def _runs_of_others(fields: Sequence[str | None]) -> Iterator[list[int]]:
    """Yield the columns side by side that no words of work, bodies or dates stand in."""
    for is_told, run in groupby(range(len(fields)), key=lambda n: fields[n] in _TOLD):
        if not is_told:
            yield list(run)
