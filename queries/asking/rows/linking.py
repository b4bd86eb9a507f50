"""Conditions on where items stand, what they are called and what they are linked to, by columns.

An index of before has no such columns: then none of them is known here, and the graph is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from graph.index.entries.columns import Columns, Mask, Numbers
from graph.index.index import TextIndex
from queries.asking.readings.reading import Condition
from queries.asking.rows.patterns import MOST_NAMED

Select = Callable[[Condition, TextIndex], Mask | None]


def linked(select: Select) -> Select:
    """Return what selects as `select` does where the index has the columns for it."""

    def known(condition: Condition, index: TextIndex) -> Mask | None:
        return select(condition, index) if index.columns.has_links else None

    return known


def masked(found: Numbers | None, columns: Columns) -> Mask | None:
    """Return which entries are at some places."""
    if found is None:
        return None
    mask = np.zeros(columns.count, bool)
    mask[found] = True
    return mask


def bodies_of_type(slugs: Iterable[str], columns: Columns) -> list[str]:
    """Return the bodies of some types: by the last part of the IRI of each type."""
    wanted = set(slugs)
    return columns.nodes_with("classification", lambda iri: iri.rpartition("/")[2] in wanted)


def linked_items(condition: Condition, index: TextIndex, name: str) -> Mask:
    """Return the items with any, or every one, of the nodes in a column."""
    columns = index.columns
    column, nodes = columns.column(name), [node.iri for node in condition.nodes]
    if not condition.every:
        return column.holders(nodes, columns.count)
    found = np.ones(columns.count, bool)
    for node in nodes:
        found &= column.holders((node,), columns.count)
    return found


def _annex(condition: Condition, index: TextIndex) -> Mask:
    return _is_one_of(index.columns.annexes, condition.texts)


def _row(condition: Condition, index: TextIndex) -> Mask:
    return _is_one_of(index.columns.rows, condition.texts)


def _is_one_of(numbers: Numbers, texts: Iterable[str]) -> Mask:
    found: Mask = np.isin(numbers, [int(text) for text in texts])
    return found


def _spot(condition: Condition, index: TextIndex) -> Mask:
    """Rows that are named with their annex: `1-11`."""
    found = np.zeros(index.columns.count, bool)
    for text in condition.texts:
        annex, _, row = text.partition("-")
        found |= (index.columns.annexes == int(annex)) & (index.columns.rows == int(row))
    return found


def _rows(condition: Condition, index: TextIndex) -> Mask:
    """Rows in a range, or in any of several: `20-30`, `>50` or `<10`."""
    ranges = [_in_range(index.columns.rows, text) for text in condition.texts]
    found: Mask = np.logical_or.reduce(ranges)
    return found


def _in_range(rows: Numbers, text: str) -> Mask:
    first, _, last = text.partition("-")
    if last:
        return np.logical_and(rows >= int(first), rows <= int(last))
    return np.greater(rows, int(text[1:])) if text[0] == ">" else np.less(rows, int(text[1:]))


def _last(condition: Condition, index: TextIndex) -> Mask:
    """The last rows of each annex of each document, or the one in that place from the end."""
    columns = index.columns
    documents = columns.column("document")
    items = documents.items[columns.are_items[documents.items]]
    codes = documents.codes[columns.are_items[documents.items]].astype(np.int64)
    annexes, rows = columns.annexes[items].astype(np.int64), columns.rows[items].astype(np.int64)
    keys, each = np.unique(codes << 16 | annexes, return_inverse=True)
    most = np.zeros(len(keys), np.int64)
    np.maximum.at(most, each, rows)
    found = np.zeros(columns.count, bool)
    from_end = most[each] - rows + 1
    is_nth = condition.comparator == "eq"
    found[items[from_end == condition.number if is_nth else from_end <= condition.number]] = True
    return found


def _number(condition: Condition, index: TextIndex) -> Mask:
    return index.columns.column("number").holders(condition.texts, index.columns.count)


def _heading(condition: Condition, index: TextIndex) -> Mask:
    """By the nodes; of many documents by what the nodes are called."""
    columns = index.columns
    if condition.every or len(condition.nodes) <= MOST_NAMED:
        return linked_items(condition, index, "heading")
    labels, column = {node.label for node in condition.nodes}, columns.column("heading")
    called = [value for value in column.values if columns.labels.get(value) in labels]
    return column.holders(called, columns.count)


def _without_figure(_: Condition, index: TextIndex) -> Mask:
    return ~index.columns.column("figure").held(index.columns.count)


def _item(condition: Condition, index: TextIndex) -> Mask | None:
    """The items that are named; many are known by their title."""
    if len(condition.nodes) > MOST_NAMED:
        return None
    return masked(index.items.places(node.iri for node in condition.nodes), index.columns)


def _named(condition: Condition, index: TextIndex) -> Mask | None:
    """The items of a title, and all that print it."""
    items = _item(condition, index)
    if items is None or not condition.texts:
        return items
    printing = masked(index.items.printing(condition.texts), index.columns)
    return None if printing is None else items | printing


def _title(condition: Condition, index: TextIndex) -> Mask | None:
    return masked(index.items.titled(condition.texts), index.columns)


LINKED: dict[str, Select] = {
    "annex": linked(_annex),
    "row": linked(_row),
    "rows": linked(_rows),
    "spot": linked(_spot),
    "last": linked(_last),
    "number": linked(_number),
    "heading": linked(_heading),
    "nofigure": linked(_without_figure),
    "item": _item,
    "named": _named,
    "title": _title,
}
"""The slots of conditions that are looked up here."""
