"""Which work items fulfil the conditions of a question, from the columns of the index.

The graph takes seconds for what stands in 100,000 items, the columns milliseconds. What they do not
know (rows, headings, types of bodies, titles) is asked of the graph, as `compiling.py` writes it; a
test compares the two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import numpy as np

from graph.columns import ROLE_BITS, Column, Columns, Mask, Numbers
from graph.index import TextIndex
from queries.asking.patterns import MOST_NAMED
from queries.asking.reading import IMPERSONAL, PERSONAL, Condition
from queries.asking.tokens import Node

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
    found[[column.code_of[node] for node in nodes if node in column.code_of]] = True
    return found


def _pairs(roles: Iterable[str], columns: Columns) -> Iterator[tuple[Column, Mask]]:
    """Yield the columns of agents, each with the pairs that have one of `roles`."""
    for name, possible in _BEARERS.items():
        if own := set(roles) & set(possible):
            yield columns.column(name), bearing(name, own, columns)


def _agent(condition: Condition, index: TextIndex) -> Mask:
    columns, roles = index.columns, condition.roles or IMPERSONAL
    parts = [(node,) for node in condition.nodes] if condition.every else [condition.nodes]
    found = np.ones(columns.count, bool)
    for nodes in parts:
        found &= _borne_by(nodes, roles, columns)
    return found & ~_borne_by_others(condition, roles, columns) if condition.only else found


def _borne_by(nodes: Iterable[Node], roles: Iterable[str], columns: Columns) -> Mask:
    """Return which items have any of `nodes` in one of `roles`."""
    found, named = np.zeros(columns.count, bool), [node.iri for node in nodes]
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
    if types:
        return None
    columns, roles = index.columns, condition.roles or IMPERSONAL
    none = condition.comparator == "eq" and condition.number == 0
    counts = np.zeros(columns.count, np.int64)
    for column, in_role in _pairs(roles, columns):
        counted = in_role if none else in_role & of_kind(column, kind, index)[column.codes]
        counts += np.bincount(column.items[counted], minlength=columns.count)
    found: Mask = counts == 0
    return found if none else ~found & compare(counts, condition.comparator, condition.number)


def _valued(name: str) -> Callable[[Condition, TextIndex], Mask | None]:
    """By the nodes of a column; of many documents by what the nodes are called."""

    def select(condition: Condition, index: TextIndex) -> Mask | None:
        columns = index.columns
        column, values = columns.column(name), [node.iri for node in condition.nodes]
        if condition.every:
            found = np.ones(columns.count, bool)
            for value in values:
                found &= column.holders((value,), columns.count)
            return found
        if name == "category" and len(values) > MOST_NAMED:
            labels = {node.label for node in condition.nodes}
            called = zip(column.values, columns.labels_of(name), strict=True)
            values = [value for value, label in called if label in labels]
        return column.holders(values, columns.count)

    return select


def _themes(condition: Condition, index: TextIndex) -> Mask:
    column = index.columns.column("theme")
    counts = np.bincount(column.items, minlength=index.columns.count)
    return compare(counts, condition.comparator, condition.number)


def _printed(name: str) -> Callable[[Condition, TextIndex], Mask | None]:
    """By a column whose values the condition says in words."""

    def select(condition: Condition, index: TextIndex) -> Mask | None:
        return index.columns.column(name).holders(condition.texts, index.columns.count)

    return select


def _text(condition: Condition, index: TextIndex) -> Mask | None:
    return _printing(condition.texts, index)


def _printing(texts: tuple[str, ...], index: TextIndex) -> Mask | None:
    found = index.items.printing(texts)
    if found is None:
        return None
    mask = np.zeros(index.columns.count, bool)
    mask[found] = True
    return mask


def _place(condition: Condition, index: TextIndex) -> Mask | None:
    """About a place: the text names it, its government has a role, or the document is its own."""
    columns = index.columns
    places = [node for node in condition.nodes if node.type == "place"]
    agents = [node for node in condition.nodes if node.type != "place"]
    found = _borne_by(agents, (*IMPERSONAL, *PERSONAL), columns)
    if not places:
        return found
    for name in ("place", "jurisdiction"):
        found |= columns.column(name).holders([node.iri for node in places], columns.count)
    stems = [t for t in condition.texts if any(n.label == t + "镇" for n in places)]
    printing = _printing(tuple(dict.fromkeys([*(n.label for n in places), *stems])), index)
    return None if printing is None else found | printing


def _mention(condition: Condition, index: TextIndex) -> Mask | None:
    """What is named: by a mention of it, or by the same words; the columns know programmes."""
    if any(node.type != "programme" for node in condition.nodes):
        return None
    named = _valued("programme")(condition, index)
    if named is None or not condition.texts:
        return named
    printing = _printing(condition.texts, index)
    return None if printing is None else named | printing


def _filter(condition: Condition, index: TextIndex) -> Mask:
    return index.columns.meeting(condition.fields)


_SLOTS: dict[str, Callable[[Condition, TextIndex], Mask | None]] = {
    "agent": _agent,
    "agents": _agents,
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
