"""Rows that lack cells: which columns the cells that are there belong to.

A page that was turned into text prints a merged cell once and leaves it out of the rows below, so
that their cells move to the left. Each cell has a kind (a number, a name, a date, units, a text);
of all ways to put the cells of a row in order under the columns the one that fits best is taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from loader.clauses import ClauseReader
from loader.deadlines import find_deadlines
from loader.tables import PEOPLE, ROLES
from loader.units import are_plausible, split_list
from ontology.values import fold_space

NUMBER = re.compile(r"^[（(]?\d{1,4}[）).．、]?$")
NAME = re.compile(r"^[\u4e00-\u9fff·]{2,4}$")
_LONGEST_NAMES = 40
_LONGEST_DATE = 24
_GOOD, _FAIR, _BAD, _WRONG = 3.0, 1.0, -2.0, -6.0

_OF_ONE_ROW = frozenset({"text", "annual_task", "title", "indicator"})
"""Fields of content whose cells are not merged: a lone text is theirs first."""

Places = tuple[int, ...]


def place_cells(cells: Sequence[str], fields: Sequence[str | None], reader: ClauseReader) -> Places:
    """Return the column of each of `cells`, which are as many as `fields` or fewer, in order."""
    places, _ = best_places(cells, fields, reader)
    return places


def best_places(
    cells: Sequence[str], fields: Sequence[str | None], reader: ClauseReader
) -> tuple[Places, float]:
    """Return the column of each of `cells` and how well they fit, empty cells fitting anywhere."""

    @cache
    def best(cell: int, column: int) -> tuple[float, Places]:
        if cell == len(cells):
            return 0.0, ()
        if len(cells) - cell > len(fields) - column:
            return float("-inf"), ()
        here, rest = best(cell + 1, column + 1)
        taken = here + fit(cells[cell], fields[column], reader), (column, *rest)
        return max(taken, best(cell, column + 1), key=lambda found: found[0])

    score, places = best(0, 0)
    return places, score


def fit(cell: str, name: str | None, reader: ClauseReader) -> float:
    """Return how well `cell` fits the column of the field `name`."""
    if not cell:
        return 0.0
    if name == "number":
        return _GOOD if NUMBER.match(cell) else _WRONG
    if name in PEOPLE:
        return _fit_of_names(cell, reader)
    if name in ROLES:
        return _GOOD if lists_units(cell, reader) else _BAD
    if name == "deadline":
        return _GOOD if len(cell) <= _LONGEST_DATE and find_deadlines(cell, 2000) else _BAD / 2
    return _fit_of_text(cell, name, reader)


def _fit_of_names(cell: str, reader: ClauseReader) -> float:
    words = re.split(r"[、，,；;/\s]+", cell.strip())
    named = all(1 <= len(word) <= 4 and re.match(r"[\u4e00-\u9fff·]+$", word) for word in words)
    if len(cell) > _LONGEST_NAMES or not named:
        return _BAD if "长" in cell[-2:] else _WRONG
    return _FAIR if lists_units(cell, reader) else _GOOD


def _fit_of_text(cell: str, name: str | None, reader: ClauseReader) -> float:
    if name is None:
        return 0.0
    if NUMBER.match(cell) or lists_units(cell, reader):
        return _BAD
    return _FAIR if name in _OF_ONE_ROW else _FAIR / 2


def lists_units(cell: str, reader: ClauseReader) -> bool:
    """Tell whether `cell` reads as names of bodies, or as a clause that gives them roles."""
    if are_plausible(split_list(cell), reader.registers):
        return True
    return len(cell) < 300 and reader.read(cell).is_assignment


def is_name(cell: str, reader: ClauseReader) -> bool:
    folded = fold_space(cell)
    return bool(NAME.match(folded)) and not reader.registers.ends_like_unit(folded)
