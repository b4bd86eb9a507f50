"""The columns of the entries: which values each has, as arrays of small numbers.

One compact file beside the text index, from which tables and networks of work items and the facets
of searches are counted without reading any entry. `column_writer` beside it says how it is written.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.index.entries.entries import ITEMS
from graph.index.entries.fields import FACETS, LINKS, ROLE_GROUPS, Condition, kinds_of_role
from ontology.errors import SnapshotError
from ontology.roles import ROLES

COLUMNS_FILE = "columns.npz"
EDITION = 4
"""Of what is written; since 2 the cards of work items tell their numbers and deadlines, since 3
the columns tell in which row they stand and what they are linked to, since 4 how many assignments
they have."""

_LINKED, _ASSIGNED = 3, 4

AGENTS = {"agency": "agencies", "official": "officials", "line": "lines"}
"""Dimensions whose values have roles, and where a card lists them."""

DIMENSIONS = FACETS
"""What items are counted by."""

NAMED = (*DIMENSIONS, *LINKS, "own", "number")
"""All columns: `own` is what a node is itself, of what is no work item, `number` what is printed as
the number of a work item."""

ROLE_BITS = {role: 1 << number for number, role in enumerate(ROLES)}
"""An item has an agent once, with one bit for each role."""

Numbers = NDArray[np.int64]
Small = NDArray[Any]
Mask = NDArray[np.bool_]


def bits_of(role: str) -> int:
    """Return the bits of a role or group of roles; without one, of all.

    >>> bits_of("main") == ROLE_BITS["lead"] | ROLE_BITS["responsible"]
    True
    """
    roles = ROLE_GROUPS[role] if role else ROLES
    return sum(ROLE_BITS[name] for name in roles)


@dataclass(frozen=True)
class Column:
    """The values of one dimension: `codes[i]` is a value of the entry `items[i]`, in order.

    A part of a column knows the `whole` one.
    """

    values: list[str]
    items: Numbers
    codes: Small
    roles: Small | None = None
    whole: Column | None = None

    @cached_property
    def ranks(self) -> Numbers:
        """Where each value stands in the order of values."""
        if self.whole is not None:
            return self.whole.ranks
        found = np.empty(len(self.values), np.int64)
        found[sorted(range(len(self.values)), key=self.values.__getitem__)] = np.arange(len(found))
        return found

    @cached_property
    def is_single(self) -> bool:
        """Whether no item has more than one value."""
        return bool((np.diff(self.items) > 0).all())

    @cached_property
    def code_of(self) -> dict[str, int]:
        if self.whole is not None:
            return self.whole.code_of
        return {value: code for code, value in enumerate(self.values)}

    def within(self, mask: Mask, role: str = "") -> Column:
        """Return the column of the items in `mask`, agents only where they have `role`."""
        kept = mask[self.items]
        if role and self.roles is not None:
            kept &= (self.roles & bits_of(role)) != 0
        return Column(self.values, self.items[kept], self.codes[kept], whole=self.whole or self)

    def held(self, count: int) -> Mask:
        """Return which of `count` items have any value."""
        found = np.zeros(count, bool)
        found[self.items] = True
        return found

    def holders(self, values: Iterable[str], count: int, role: str = "") -> Mask:
        """Return which of `count` items have any of `values`, agents only where they have `role`.

        Of a part of a column all pairs would have to be put in order first: ask the whole one.
        """
        pairs, ends = self.by_code
        codes = [code for code in map(self.code_of.get, values) if code is not None]
        own = np.concatenate([pairs[:0], *(pairs[ends[c] : ends[c + 1]] for c in codes)])
        if role and self.roles is not None:
            own = own[(self.roles[own] & bits_of(role)) != 0]
        found = np.zeros(count, bool)
        found[self.items[own]] = True
        return found

    @cached_property
    def by_code(self) -> tuple[Small, list[int]]:
        """Where the pairs of the first value stand, then those of the next; and where each ends."""
        counts = np.bincount(self.codes, minlength=len(self.values))
        pairs = self.codes.argsort(kind="stable").astype(np.int32)
        return pairs, [0, *np.cumsum(counts).tolist()]


class Called:
    """What the values of a column are called, by their codes; `labels` are those that are known."""

    def __init__(self, values: list[str], labels: Mapping[str, str]) -> None:
        self._values = values
        self.labels = [labels.get(value, value) for value in values]
        self.are_known: Mask = np.fromiter((value in labels for value in values), bool, len(values))

    @cached_property
    def ranks(self) -> Numbers:
        """Where each value stands in the order of labels, then of values."""
        keys = list(zip(self.labels, self._values, strict=True))
        found = np.empty(len(keys), np.int64)
        found[sorted(range(len(keys)), key=keys.__getitem__)] = np.arange(len(keys))
        return found


class Columns:
    """The columns of a snapshot, in memory.

    `numbers` are those of the entries in the text index; they grow, with gaps where entries went.
    `annexes` and `rows` say where each work item stands, `folded` in which entries letters are
    indexed otherwise than they are printed.
    """

    def __init__(self, path: Path) -> None:
        try:
            with np.load(path) as file:
                self._arrays = {name: file[name] for name in file.files}
            self.targets: Small = self._arrays["targets"]
            self.numbers: Numbers = np.cumsum(self._arrays["gaps"])
            self.edition = int(self._arrays["edition"]) if "edition" in self._arrays else 1
            nothing = np.zeros(len(self.targets), np.uint8)
            self.annexes: Small = self._arrays.get("annexes", nothing)
            self.rows: Small = self._arrays.get("rows", nothing)
            self.folded: Mask = self._arrays.get("folded", nothing) != 0
        except (OSError, ValueError, KeyError) as error:
            raise SnapshotError(f"{path}: damaged; run 'zhengtu load --fresh'") from error
        self.count = len(self.targets)
        self._columns: dict[str, Column] = {}
        labels = self._json("labels")
        known = isinstance(labels, dict)
        self.labels: dict[str, str] = (
            labels if known else dict(zip(self.column("own").values, labels, strict=True))
        )
        self._held: dict[str, frozenset[str]] = {}
        self._called: dict[str, Called] = {}

    def array(self, name: str, size: int) -> Small:
        """Return an array of the file, such as `theme.codes`; zeros of that size if it has none."""
        found: Small = self._arrays.get(name, np.zeros(size, np.uint8))
        return found

    def _json(self, name: str) -> Any:  # noqa: ANN401 - a list or a mapping
        return json.loads(bytes(self._arrays[name])) if name in self._arrays else []

    @cached_property
    def surfaces(self) -> str:
        """All names of agents as rows print them, one a line."""
        return "\n".join(self._json("surfaces"))

    @property
    def has_links(self) -> bool:
        """Whether the columns of `LINKS` and the rows are there: an older index has none."""
        return self.edition >= _LINKED

    @property
    def has_assignments(self) -> bool:
        """Whether the columns know how many assignments each item has."""
        return self.edition >= _ASSIGNED

    def column(self, name: str) -> Column:
        """Return the column of one of `NAMED`."""
        if name not in self._columns:
            values = self._json(f"{name}.values")
            if f"{name}.codes" not in self._arrays:
                nothing = np.zeros(0, np.int64)
                return Column([], nothing, nothing)
            items = np.repeat(np.arange(self.count), self._arrays[f"{name}.counts"])
            roles = self._arrays.get(f"{name}.roles")
            self._columns[name] = Column(values, items, self._arrays[f"{name}.codes"], roles)
        return self._columns[name]

    def called(self, name: str) -> Called:
        """Return what the values of a column are called."""
        if name not in self._called:
            self._called[name] = Called(self.column(name).values, self.labels)
        return self._called[name]

    @cached_property
    def are_items(self) -> Mask:
        """Which entries are work items."""
        return self.column("type").holders(ITEMS, self.count)

    def meeting(self, conditions: Iterable[Condition]) -> Mask:
        """Return which work items meet all `conditions`."""
        mask = self.are_items.copy()
        for condition in conditions:
            mask &= self.holding(condition)
        return mask

    def holding(self, condition: Condition) -> Mask:
        """Return which entries meet `condition`."""
        found = self._holding(condition)
        return ~found if condition.is_negated else found

    def _holding(self, condition: Condition) -> Mask:
        if condition.field == "role":
            mask = np.zeros(self.count, bool)
            for role in condition.values:
                everyone = self.column(kinds_of_role(role)[0])
                mask[everyone.within(np.ones(self.count, bool), role).items] = True
            return mask
        name, _, role = condition.field.partition("_")
        return self.column(name).holders(condition.values, self.count, role)

    def types_of(self, numbers: list[int]) -> list[tuple[str, str]]:
        """Return the type and the IRI of entries with some numbers, which are no work items."""
        mask = np.zeros(self.count, bool)
        mask[np.searchsorted(self.numbers, numbers)] = True
        own, types = self.column("own"), self.column("type")
        codes = own.codes[mask[own.items]].tolist()
        of = types.codes[types.items.searchsorted(own.items[mask[own.items]])].tolist()
        return [(types.values[t], own.values[c]) for t, c in zip(of, codes, strict=True)]

    def nodes_with(self, name: str, accepts: Callable[[str], bool]) -> list[str]:
        """Return the nodes, no work items, with a value of a column that `accepts` it."""
        column, own = self.column(name), self.column("own")
        wanted = np.fromiter(map(accepts, column.values), bool, len(column.values))
        found = np.zeros(self.count, bool)
        found[column.items[wanted[column.codes]]] = True
        return [own.values[code] for code in own.codes[found[own.items]].tolist()]

    @cached_property
    def items_of(self) -> dict[str, int]:
        """How many items have each node as one of their values."""
        columns = (self.column(name).within(self.are_items) for name in DIMENSIONS)
        return {iri: n for column in columns for iri, n in self.totals(column).items()}

    def held_values(self, name: str) -> frozenset[str]:
        """Return the values of a dimension that any entry has."""
        if name not in self._held:
            self._held[name] = frozenset(self.totals(self.column(name)))
        return self._held[name]

    def totals(self, column: Column) -> dict[str, int]:
        """Return how many items have each value of a column."""
        counts = np.bincount(column.codes, minlength=len(column.values))
        return {column.values[code]: int(counts[code]) for code in np.flatnonzero(counts)}
