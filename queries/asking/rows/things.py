"""What things have which of the items: the column of the things asked for, and what it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from graph.index.entries.columns import Column, Columns, Mask, Numbers
from graph.index.entries.entries import ITEMS, TYPES
from graph.index.index import TextIndex
from queries.asking.readings.reading import AGENT_FOCUSES, Clause, Reading
from queries.asking.rows.linking import bodies_of_type
from queries.asking.rows.selecting import bearing, select_items, those

COLUMNS = ("theme", "category", "document", "place", "programme")
"""What things may be whose column has their name; agents have two columns."""
Kinds = Mapping[str, str]
"""What the classes of work items are called, by their IRIs, where a reading asks for them."""
NO_KINDS: Kinds = MappingProxyType({})


@dataclass(frozen=True)
class Held:
    """The things of one column: the pairs of items and values, and which values are meant.

    `collectives` are the values that are no bodies but groups of them.
    """

    column: Column
    pairs: Mask
    things: Mask
    collectives: Mask

    def of(self, things: Mask) -> Held:
        """Return what some of the values have."""
        return replace(self, pairs=self.pairs & things[self.column.codes])

    def items_of_each(self) -> Iterator[tuple[str, Numbers]]:
        """Yield the values, each with its items."""
        items, own = self.column.items[self.pairs], self.column.codes[self.pairs]
        order = own.argsort(kind="stable")
        starts = np.flatnonzero(np.diff(own[order], prepend=-1))
        for part in np.split(order, starts[1:]) if len(order) else ():
            yield self.column.values[own[part[0]]], items[part]


def held_by_things(
    reading: Reading, clause: Clause, index: TextIndex, kinds: Kinds = NO_KINDS
) -> list[Held] | None:
    """Return what the things of a reading have of the items of a clause."""
    mask = select_items(clause.conditions, index)
    if mask is None or (reading.types and not index.columns.has_links):
        return None
    if reading.focus in AGENT_FOCUSES:
        return list(_borne(reading, clause, mask, index))
    column = _column_of(reading.focus, index.columns, kinds)
    if column is None:
        return None
    none = np.zeros(len(column.values), bool)
    return [Held(column, mask[column.items], _named(reading, column), none)]


def _column_of(focus: str, columns: Columns, kinds: Kinds) -> Column | None:
    """Return the column of the things of a focus, which no agents are; None if there is none."""
    if focus in COLUMNS or (focus == "heading" and columns.has_links):
        return columns.column(focus)
    if focus == "annex" and columns.has_links:
        items = np.flatnonzero(columns.are_items & (columns.annexes > 0))
        values, codes = np.unique(columns.annexes[items], return_inverse=True)
        return Column([str(value) for value in values.tolist()], items, codes)
    if focus == "kind" and kinds:
        column = columns.column("type")
        return replace(column, values=[_class_of(value, kinds) for value in column.values])
    return None


def _class_of(type_name: str, kinds: Kinds) -> str:
    """Return the class of a type of work items, as the snapshot writes it."""
    class_name = TYPES[type_name].value.rpartition("#")[2] if type_name in ITEMS else ""
    return next((iri for iri in kinds if iri.rpartition("#")[2] == class_name), type_name)


def _borne(reading: Reading, clause: Clause, mask: Mask, index: TextIndex) -> Iterator[Held]:
    focus = reading.focus
    for name in ("agency", "official"):
        column = index.columns.column(name)
        pairs = bearing(name, clause.roles, index.columns) & mask[column.items]
        is_meant = focus in (name, "agent")
        groups = index.items.groups if name == "agency" else np.zeros(len(column.values), bool)
        meant = _named(reading, column) & _of_types(reading, column, index.columns) & is_meant
        yield Held(column, pairs, meant, groups)


def _named(reading: Reading, column: Column) -> Mask:
    """Return which values of a column the question may mean."""
    among, excluded = ([n.iri for n in nodes] for nodes in (reading.among, reading.excluded))
    found = those(column, among) if among else np.ones(len(column.values), bool)
    return found & ~those(column, excluded)


def _of_types(reading: Reading, column: Column, columns: Columns) -> Mask:
    """Return which agents are bodies of the types that the question asks for, if it does."""
    if not reading.types:
        return np.ones(len(column.values), bool)
    return those(column, bodies_of_type(reading.types, columns))


def held_by(
    reading: Reading, things: list[str], index: TextIndex, kinds: Kinds = NO_KINDS
) -> list[Held]:
    """Return what `things` have of the items of the clauses that are not denied.

    The columns know the reading, as `count_groups` says.
    """
    clauses = [clause for clause in reading.clauses if not clause.negated]
    found = [one for c in clauses for one in held_by_things(reading, c, index, kinds) or ()]
    meant = [one for one in found if one.things.any()]
    return [one.of(one.things & those(one.column, things)) for one in meant]


def items_behind(held: list[Held]) -> dict[str, Numbers]:
    """Return the items of each thing, by their places in the columns."""
    found: dict[str, Numbers] = {}
    for one in held:
        for thing, items in one.items_of_each():
            found[thing] = np.union1d(found[thing], items) if thing in found else items
    return found


def all_items(held: list[Held], count: int) -> Numbers:
    """Return the items of all things together, of `count` entries."""
    found = np.zeros(count, bool)
    for one in held:
        found[one.column.items[one.pairs]] = True
    return np.flatnonzero(found)


def names_of(reading: Reading, held: Held, index: TextIndex, kinds: Kinds) -> Mapping[str, str]:
    """Return what things are called; what has no name there is none."""
    if reading.focus == "annex":
        return {value: value for value in held.column.values}
    return kinds if reading.focus == "kind" else index.columns.labels
