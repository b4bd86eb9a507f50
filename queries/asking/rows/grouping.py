"""Who has how many of the items: rows of things, counted from the columns of the index.

What `compiling.py` asks of the graph for such a reading is counted here over arrays; where the
columns do not know a condition or a thing, the graph is asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import NamedTuple

import numpy as np

from graph.index.counting.tables import count_table
from graph.index.entries.columns import DIMENSIONS, Called, Column, Columns, Mask, Numbers
from graph.index.index import TextIndex
from queries.asking.readings.reading import AGENT_FOCUSES, IMPERSONAL, Clause, Reading
from queries.asking.rows.selecting import bearing, compare, of_kind, select_items
from queries.asking.rows.things import COLUMNS, NO_KINDS, Held, Kinds, held_by_things, names_of


class Group(NamedTuple):
    """A thing with the number of what is counted of it; `type` is that of an agent."""

    iri: str
    name: str
    type: str
    items: int


def count_groups(reading: Reading, index: TextIndex, kinds: Kinds = NO_KINDS) -> list[Group] | None:
    """Return the things of a reading with their numbers, those with most (or least) first.

    None where the columns do not know a part of it.
    """
    held = held_by_things(reading, reading.clauses[0], index, kinds)
    if held is None:
        return None
    found: list[list[Group]] = []
    for one in held:
        counts = _counted(reading, one, index)
        things = _kept(reading, one, index)
        if counts is None or things is None:
            return None
        first = _among_first(reading, one, counts, things & (counts > 0))
        called = _called(one.column, index.columns, names_of(reading, one, index, kinds))
        codes = np.flatnonzero(first & called.are_known)
        codes = codes[np.lexsort((called.ranks[codes], _sign(reading) * counts[codes]))]
        found.append(_groups(one, counts, codes, index, called))
    several = [groups for groups in found if groups]
    if len(several) < 2:
        return several[0] if several else []
    sign = _sign(reading)
    return sorted(chain(*several), key=lambda group: (sign * group.items, group.name, group.iri))


def _sign(reading: Reading) -> int:
    return 1 if reading.order == "least" else -1


def _counted(reading: Reading, held: Held, index: TextIndex) -> Numbers | None:
    """Return what is counted of each value: its items, or what they have of another column."""
    column, size = held.column, len(held.column.values)
    if reading.counted == "item":
        return np.bincount(column.codes[held.pairs], minlength=size)
    others = _others(reading, index)
    if others is None:
        return None
    own = Column(column.values, column.items[held.pairs], column.codes[held.pairs], whole=column)
    everything = np.ones(index.columns.count, bool)
    table = count_table(own, others, everything)
    counts = np.zeros(size, np.int64)
    np.add.at(counts, table.rows.codes[table.cells[:, 0]], 1)
    return counts


def _others(reading: Reading, index: TextIndex) -> Column | None:
    """Return the column of what is counted instead of items, as far as it counts."""
    if reading.counted in COLUMNS:
        return index.columns.column(reading.counted)
    if reading.counted == "heading" and index.columns.has_links:
        return index.columns.column("heading")
    if reading.counted not in ("agency", "official"):
        return None
    whole = index.columns.column(reading.counted)
    kept = bearing(reading.counted, reading.counted_roles, index.columns)
    kept &= of_kind(whole, reading.counted, index)[whole.codes]
    return Column(whole.values, whole.items[kept], whole.codes[kept], whole=whole)


def _kept(reading: Reading, held: Held, index: TextIndex) -> Mask | None:
    """Return which values meet what is said of things beside their items."""
    first, *more = reading.clauses
    column, found = held.column, held.things.copy()
    for clause in more:
        others = _having(reading, column, clause, index)
        if others is None:
            return None
        found &= ~others if clause.negated else others
    if first.only:
        beside = _beside(first, column, index)
        if beside is None:
            return None
        found &= ~beside
    if first.comparator:
        numbers = np.bincount(column.codes[held.pairs], minlength=len(column.values))
        found &= compare(numbers, first.comparator, first.number)
        found &= (numbers <= first.most) | (not first.most)
    return found


def _having(reading: Reading, column: Column, clause: Clause, index: TextIndex) -> Mask | None:
    """Return which values have an item of another clause."""
    mask = select_items(clause.conditions, index)
    if mask is None:
        return None
    pairs = mask[column.items]
    if reading.focus in AGENT_FOCUSES:
        pairs &= bearing(_name_of(column, index.columns), clause.roles, index.columns)
    return _values(column, pairs)


def _beside(clause: Clause, column: Column, index: TextIndex) -> Mask | None:
    """Return which values have something else: `只配合` another role, `只牵头工程` other items."""
    mask = select_items(clause.conditions, index)
    if mask is None:
        return None
    if clause.is_of_objects:
        roles, pairs = clause.roles, ~mask[column.items]
    else:
        roles = tuple(role for role in IMPERSONAL if role not in clause.roles)
        pairs = mask[column.items] if clause.conditions else np.ones(len(column.items), bool)
    return _values(column, pairs & bearing(_name_of(column, index.columns), roles, index.columns))


def _name_of(column: Column, columns: Columns) -> str:
    return "official" if column is columns.column("official") else "agency"


def _values(column: Column, pairs: Mask) -> Mask:
    found = np.zeros(len(column.values), bool)
    found[column.codes[pairs]] = True
    return found


def _among_first(reading: Reading, held: Held, counts: Numbers, things: Mask) -> Mask:
    """Return those of `things` that a ranking may show: as much as the last of the first have.

    Where more than that are ranked, collectives take no place; `things` are not of two columns.
    """
    if reading.measure != "rank" or not reading.top or reading.among or reading.focus == "agent":
        return things
    single = things & ~held.collectives
    numbers = counts[single]
    if len(numbers) <= reading.top:
        return things
    if reading.order == "least":
        single &= counts <= np.partition(numbers, reading.top - 1)[reading.top - 1]
    else:
        single &= counts >= np.partition(numbers, -reading.top)[-reading.top]
    return single


def _groups(
    held: Held, counts: Numbers, codes: Numbers, index: TextIndex, called: Called
) -> list[Group]:
    """Return the values `codes` with their numbers, in their order: there may be 10,000."""
    iris = map(held.column.values.__getitem__, codes.tolist())
    names = map(called.labels.__getitem__, codes.tolist())
    types = _types_of(held, codes, index)
    return list(map(Group, iris, names, types, counts[codes].tolist()))


def _called(column: Column, columns: Columns, names: Mapping[str, str]) -> Called:
    """Return what the values of a column are called, which is kept where the snapshot says it."""
    for name in DIMENSIONS:
        if column is columns.column(name) and names is columns.labels:
            return columns.called(name)
    return Called(column.values, names)


def _types_of(held: Held, codes: Numbers, index: TextIndex) -> list[str]:
    """Return what the values `codes` are: agency, group or official; nothing of no agents."""
    if held.column is index.columns.column("official"):
        return ["official"] * len(codes)
    if held.column is not index.columns.column("agency"):
        return [""] * len(codes)
    return ["group" if is_group else "agency" for is_group in held.collectives[codes].tolist()]
