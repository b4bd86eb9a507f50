"""Count what a tree of relations reaches, group by group, without making a solution of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from pyoxigraph import QuerySolutions, Store

from graph.sparql.joining.plans import Counted, Counts, Key, Plan, Step
from graph.sparql.joining.relation import Array, Relation

_MOST_LISTED = 1_000_000
_MOST_KEYS = 1 << 62
_DENSE = 4_000_000
"""Groups up to which all that there may be are counted in place; beyond, those that occur are
sorted."""

Relations = Mapping[Key, Relation]


class TooMany(Exception):
    """There are more rows or groups than can be counted so."""


def answer(plan: Plan, relations: Relations, most_rows: int) -> str | None:
    """Return the solutions of `plan` as TSV, None where nothing is counted: an aggregate over no
    rows is left to the engine. Raises TooMany where a join has more than `most_rows`."""
    rows = _rows(plan.counts, relations, most_rows)
    if not len(rows):
        return None
    table = _grouped(plan.counts, rows)
    return _all_over(plan, table) if plan.over else _listed(plan.counts, table, rows)


class _Rows:
    """Rows of a join: columns of numbers, each of values of a relation or of nodes of the first,
    and how many solutions each row stands for."""

    def __init__(self, first: Step, relations: Relations, needed: set[str], most: int) -> None:
        self._needed, self._most = needed, most
        own = relations[first.key]
        self.columns = {first.node: np.arange(own.nodes.shape[1])}
        self.hashes = {first.node: own.nodes}
        self.terms = dict[str, Relation]()
        self.times = np.ones(own.nodes.shape[1], np.int64)
        self._take(first, own, self.columns[first.node])

    def __len__(self) -> int:
        return len(self.times)

    def join(self, step: Step, own: Relation) -> None:
        """Go on with a step: each row once for each value that its node has."""
        at = own.find(self.hashes[step.node])[self.columns[step.node]]
        if (at < 0).any():
            kept = at >= 0
            self._keep(kept)
            at = at[kept]
        self._take(step, own, at)

    def drop(self, names: set[str]) -> None:
        """Forget the columns that are needed no more."""
        for name in names & self.columns.keys():
            del self.columns[name]

    def _take(self, step: Step, own: Relation, at: Array) -> None:
        """Take the values of the nodes `at`, which the rows have at `step`."""
        if not step.value:
            return
        starts = own.starts[at].astype(np.int64)
        held = own.starts[at + 1] - starts
        if step.value not in self._needed:
            self.times = self.times * held
            return
        if len(held) and held.max() > 1:
            if held.sum() > self._most:
                raise TooMany
            before = np.cumsum(held) - held
            self.columns = {n: np.repeat(column, held) for n, column in self.columns.items()}
            self.times = np.repeat(self.times, held)
            starts = np.repeat(starts - before, held) + np.arange(len(self.times))
        self.columns[step.value] = own.codes[starts]
        self.hashes[step.value], self.terms[step.value] = own.values, own

    def _keep(self, kept: Array) -> None:
        self.columns = {name: column[kept] for name, column in self.columns.items()}
        self.times = self.times[kept]


def _rows(counts: Counts, relations: Relations, most: int) -> _Rows:
    """Join the relations, step by step; a variable that nobody asks for is counted only."""
    told = {*counts.groups, *(column.of for column in counts.columns)}
    first, *others = counts.steps
    nodes = [step.node for step in others]
    rows = _Rows(first, relations, told.union(nodes), most)
    for number, step in enumerate(others, 1):
        rows.join(step, relations[step.key])
        left = told.union(later.node for later in others[number:])
        rows.drop(rows.columns.keys() - left)
    return rows


Table = tuple[Array, dict[str, Array]]
"""A row of each group, and the counts by their names."""


def _grouped(counts: Counts, rows: _Rows) -> Table:
    keys = _keys(rows, counts.groups)
    found, first, group = _distinct(keys)
    table = {}
    for column in counts.columns:
        if column.is_count:
            table[column.name] = (
                _values(column, counts, rows, len(found), group)
                if column.of
                else np.bincount(group, rows.times, len(found)).astype(np.int64)
            )
    return first, table


def _keys(rows: _Rows, names: tuple[str, ...]) -> Array:
    """Return a number for each row that is the same where the columns `names` are."""
    keys, size = np.zeros(len(rows), np.int64), 1
    for name in dict.fromkeys(names):
        width = rows.hashes[name].shape[1]
        size *= width
        if size > _MOST_KEYS:
            raise TooMany
        keys = keys * width + rows.columns[name]
    return keys


def _distinct(keys: Array) -> tuple[Array, Array, Array]:
    """Return the distinct keys, where each occurs, and the place of each key among them."""
    most = int(keys.max()) + 1
    if most > _DENSE:
        found, first, group = np.unique(keys, return_index=True, return_inverse=True)
        return found, first, group
    last = np.full(most, -1, np.int64)
    last[keys] = np.arange(len(keys))
    found = np.flatnonzero(last >= 0)
    places = np.zeros(most, np.int64)
    places[found] = np.arange(len(found))
    return found, last[found], places[keys]


def _values(column: Counted, counts: Counts, rows: _Rows, size: int, group: Array) -> Array:
    """Count the different values of a column in each group."""
    _, first, _ = _distinct(_keys(rows, (*counts.groups, column.of)))
    return np.bincount(group[first], minlength=size)


def _listed(counts: Counts, table: Table, rows: _Rows) -> str:
    """Write the groups and their counts, in their order, as many as are wanted."""
    first, found = table
    order = np.arange(len(first))
    if counts.order:
        name, falls = counts.order
        order = np.argsort(-found[name] if falls else found[name], kind="stable")
    end = None if counts.limit is None else counts.offset + counts.limit
    order = order[counts.offset : end]
    if len(order) > _MOST_LISTED:
        raise TooMany
    columns = [
        found[column.name][order].tolist()
        if column.is_count
        else _terms(rows, column.name, first[order])
        for column in counts.columns
    ]
    lines = ["\t".join(map(str, row)) for row in zip(*columns, strict=True)]
    return "\n".join([_head(column.name for column in counts.columns), *lines, ""])


def _terms(rows: _Rows, name: str, at: Array) -> list[str]:
    codes = rows.columns[name][at]
    own = rows.terms[name]
    written = {code: own.written(code) for code in np.unique(codes).tolist()}
    return [written[code] for code in codes.tolist()]


def _all_over(plan: Plan, table: Table) -> str:
    """Write what is made of all counts, in one row; the engine divides."""
    (numbers,) = table[1].values()
    total, count = int(numbers.sum()), len(numbers)
    made = {
        "SUM": f"{total}",
        "MIN": f"{numbers.min()}",
        "MAX": f"{numbers.max()}",
        "AVG": _quotient(total, count),
    }
    row = "\t".join(made[function] for _, function in plan.over)
    return f"{_head(name for name, _ in plan.over)}\n{row}\n"


def _head(names: Iterable[str]) -> str:
    return "\t".join(f"?{name}" for name in names)


def _quotient(total: int, count: int) -> str:
    found = Store().query(f"SELECT (({total} / {count}) AS ?mean) {{}}")
    assert isinstance(found, QuerySolutions)  # noqa: S101 - a SELECT
    return str(next(found)["mean"])
