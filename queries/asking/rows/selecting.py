"""Which work items fulfil the conditions of a question, from the columns of the index.

The graph takes seconds for what stands in 100,000 items, the columns milliseconds. What an index of
before does not know is asked of the graph, as `compiling.py` writes it; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import numpy as np

from graph.index.entries.columns import ROLE_BITS, Column, Columns, Mask, Numbers
from graph.index.index import TextIndex
from queries.asking.readings.reading import IMPERSONAL, PERSONAL, Condition, Reading
from queries.asking.rows.linking import LINKED, Select, bodies_of_type, linked, linked_items, masked
from queries.asking.rows.patterns import MOST_NAMED

_BEARERS = {"agency": IMPERSONAL, "official": PERSONAL}
"""The columns of those who have a role, and the roles that they may have."""
_COMPARED: dict[str, Callable[[Numbers, int], Mask]] = {
    "gt": np.greater,
    "ge": np.greater_equal,
    "lt": np.less,
    "le": np.less_equal,
    "eq": np.equal,
    "ne": np.not_equal,
}


def select_items(conditions: Iterable[Condition], index: TextIndex) -> Mask | None:
    """Return which entries are work items that fulfil all `conditions`.

    None where the columns do not know one of them.
    """
    mask = index.columns.are_items.copy()
    for condition in conditions:
        select = _SLOTS.get(condition.slot)
        found = select(condition, index) if select else None
        if found is None:
            return None
        mask &= ~found if condition.negated else found
    return mask


def elaborated_items(reading: Reading, index: TextIndex) -> Mask | None:
    """Return the tasks that the items of a reading elaborate, or the items that elaborate those.

    None where the columns do not know them.
    """
    conditions = (c for c in reading.conditions if c.slot != "kind")
    mask = select_items(conditions, index) if index.columns.has_links else None
    if mask is None:
        return None
    column, columns = index.columns.column("elaborates"), index.columns
    if "parent" in reading.asks:
        tasks = [column.values[code] for code in column.codes[mask[column.items]].tolist()]
        return masked(index.items.places(tasks), columns)
    asked = index.items.iris(np.intersect1d(index.items.places(column.values), mask.nonzero()[0]))
    return columns.are_items & column.holders(asked, columns.count)


def bearing(name: str, roles: Iterable[str], columns: Columns) -> Mask:
    """Return which pairs of the column `name` are of an agent that has one of `roles`."""
    bits = sum(ROLE_BITS[role] for role in set(roles))
    roles_of = columns.column(name).roles
    assert roles_of is not None  # noqa: S101 - agents have roles
    found: Mask = (roles_of & bits) != 0
    return found


def of_kind(column: Column, kind: str, index: TextIndex) -> Mask:
    """Return which values of a column of agents are of a kind: `agency`, `official` or any."""
    is_official = column is index.columns.column("official")
    if kind in ("official", "agency") and is_official != (kind == "official"):
        return np.zeros(len(column.values), bool)
    return np.ones(len(column.values), bool) if kind != "agency" else ~index.items.groups


def compare(counts: Numbers, comparator: str, number: int) -> Mask:
    """Return which of `counts` compare to `number`: `gt`, `ge`, `lt`, `le`, `eq` or `ne`."""
    return _COMPARED[comparator](counts, number)


def those(column: Column, nodes: Iterable[str]) -> Mask:
    """Return which values of a column are some nodes, given by their IRIs."""
    found = np.zeros(len(column.values), bool)
    found[[code for code in map(column.code_of.get, nodes) if code is not None]] = True
    return found


def _pairs(roles: Iterable[str], columns: Columns) -> Iterator[tuple[Column, Mask]]:
    """Yield the columns of agents, each with the pairs that have one of `roles`."""
    for name, possible in _BEARERS.items():
        if own := set(roles) & set(possible):
            yield columns.column(name), bearing(name, own, columns)


def _agent(condition: Condition, index: TextIndex) -> Mask | None:
    if condition.first:
        return None
    columns, roles = index.columns, condition.roles or IMPERSONAL
    named = [node.iri for node in condition.nodes]
    parts = [[iri] for iri in named] if condition.every else [named]
    found = np.ones(columns.count, bool)
    for iris in parts:
        found &= borne_by(iris, roles, columns)
    return found & ~_borne_by_others(condition, roles, columns) if condition.only else found


def borne_by(named: Iterable[str], roles: Iterable[str], columns: Columns) -> Mask:
    """Return which items have any of the agents `named` in one of `roles`."""
    found, named = np.zeros(columns.count, bool), list(named)
    for column, in_role in _pairs(roles, columns):
        found[column.items[in_role & those(column, named)[column.codes]]] = True
    return found


def _borne_by_others(condition: Condition, roles: Iterable[str], columns: Columns) -> Mask:
    found, named = np.zeros(columns.count, bool), [node.iri for node in condition.nodes]
    for column, in_role in _pairs(roles, columns):
        found[column.items[in_role & ~those(column, named)[column.codes]]] = True
    return found


def _agents(condition: Condition, index: TextIndex) -> Mask | None:
    """So many agents of a kind have a role; no number is compared where there is none at all."""
    kind, *types = condition.texts
    if types and not index.columns.has_links:
        return None
    columns, roles = index.columns, condition.roles or IMPERSONAL
    none = condition.comparator == "eq" and condition.number == 0
    counts = np.zeros(columns.count, np.int64)
    for column, in_role in _pairs(roles, columns):
        meant = of_kind(column, kind, index)
        if types:
            meant &= those(column, bodies_of_type(types, columns))
        counted = in_role if none else in_role & meant[column.codes]
        counts += np.bincount(column.items[counted], minlength=columns.count)
    found: Mask = counts == 0
    return found if none else ~found & compare(counts, condition.comparator, condition.number)


def _agent_type(condition: Condition, index: TextIndex) -> Mask:
    bodies = bodies_of_type(condition.texts, index.columns)
    return borne_by(bodies, condition.roles or IMPERSONAL, index.columns)


def _valued(name: str) -> Select:
    """By the nodes of a column; of many documents by what the nodes are called."""

    def select(condition: Condition, index: TextIndex) -> Mask | None:
        columns = index.columns
        column, values = columns.column(name), [node.iri for node in condition.nodes]
        if condition.every:
            return linked_items(condition, index, name)
        if name == "category" and len(values) > MOST_NAMED:
            labels = {node.label for node in condition.nodes}
            called = zip(column.values, columns.called(name).labels, strict=True)
            values = [value for value, label in called if label in labels]
        return column.holders(values, columns.count)

    return select


def _themes(condition: Condition, index: TextIndex) -> Mask:
    column = index.columns.column("theme")
    counts = np.bincount(column.items, minlength=index.columns.count)
    return compare(counts, condition.comparator, condition.number)


def _printed(name: str) -> Select:
    """By a column whose values the condition says in words."""

    def select(condition: Condition, index: TextIndex) -> Mask | None:
        return index.columns.column(name).holders(condition.texts, index.columns.count)

    return select


def _text(condition: Condition, index: TextIndex) -> Mask | None:
    return masked(index.items.printing(condition.texts), index.columns)


def _place(condition: Condition, index: TextIndex) -> Mask | None:
    """About a place: the text names it, its government has a role, or the document is its own."""
    columns = index.columns
    places = [node for node in condition.nodes if node.type == "place"]
    agents = [node.iri for node in condition.nodes if node.type != "place"]
    found = borne_by(agents, (*IMPERSONAL, *PERSONAL), columns)
    if not places:
        return found
    for name in ("place", "jurisdiction"):
        found |= columns.column(name).holders([node.iri for node in places], columns.count)
    stems = [t for t in condition.texts if any(n.label == t + "镇" for n in places)]
    names = tuple(dict.fromkeys([*(n.label for n in places), *stems]))
    printing = masked(index.items.printing(names), columns)
    return None if printing is None else found | printing


def _mention(condition: Condition, index: TextIndex) -> Mask | None:
    """What is named: by a mention of it, or by the same words; before, columns knew programmes."""
    if index.columns.has_links:
        named = linked_items(condition, index, "mention")
    elif all(node.type == "programme" for node in condition.nodes):
        named = linked_items(condition, index, "programme")
    else:
        return None
    if not condition.texts:
        return named
    printing = masked(index.items.printing(condition.texts), index.columns)
    return None if printing is None else named | printing


def _filter(condition: Condition, index: TextIndex) -> Mask:
    return index.columns.meeting(condition.fields)


_SLOTS: dict[str, Select] = {
    **LINKED,
    "agent": _agent,
    "agents": _agents,
    "agentType": linked(_agent_type),
    "theme": _valued("theme"),
    "themes": _themes,
    "category": _valued("category"),
    "document": _valued("document"),
    "mention": _mention,
    "kind": _printed("type"),
    "year": _printed("year"),
    "text": _text,
    "place": _place,
    "filter": _filter,
}
"""The slots of conditions that the columns know."""
