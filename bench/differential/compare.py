"""Compare an answer with that of the brute evaluator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import total_ordering

from pyoxigraph import Literal

from bench.differential.syntax import Select, Var, write_select
from bench.differential.values import Node, rank, type_of

Row = Mapping[str, Node]
_DIGITS = Decimal("0.00000000000001")


def key_of(node: Node, *, sort_words: bool) -> str:
    """Return what is the same for terms of the same value.

    The words of a string are sorted where it may come from a GROUP_CONCAT, whose order is open.
    """
    if type_of(node) == "decimal":
        try:
            return f"decimal {Decimal(node.value).quantize(_DIGITS).normalize():f}"
        except InvalidOperation:
            return str(node)
    if sort_words and isinstance(node, Literal):
        return str(Literal(" ".join(sorted(node.value.split(" "))), language=node.language))
    return str(node)


def _row_key(row: Row, *, sort_words: bool) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, key_of(node, sort_words=sort_words)) for name, node in row.items()))


def difference(select: Select, found: list[Row], true: list[Row]) -> str:
    """Say how `found` differs from all solutions `true` of `select`, or return an empty text."""
    sort_words = "GROUP_CONCAT" in write_select(select)
    got = Counter(_row_key(row, sort_words=sort_words) for row in found)
    expected = Counter(_row_key(row, sort_words=sort_words) for row in true)
    size = max(0, expected.total() - select.offset)
    if select.limit is not None:
        size = min(size, select.limit)
    if got.total() != size or got - expected:
        return f"got {sorted(got.elements())}\n  expected {size} of {sorted(expected.elements())}"
    return _disorder(select, found, true)


def _disorder(select: Select, found: list[Row], true: list[Row]) -> str:
    """Say where the rows are not those, in the order, that were asked for."""
    if not select.order:
        return ""
    places = [_place(select, row) for row in found]
    end = None if select.limit is None else select.offset + select.limit
    expected = sorted(_place(select, row) for row in true)[select.offset : end]
    return "" if places == expected else f"order: {found}"


def _place(select: Select, row: Row) -> list[_Rank]:
    """Return the ranks of a row by the keys of ORDER BY."""
    found = []
    for down, key in select.order:
        assert isinstance(key, Var)  # noqa: S101 - no other is generated
        found.append(_Rank(rank(row.get(key.name)), down))
    return found


@dataclass(frozen=True)
@total_ordering
class _Rank:
    """The rank of a term, where the last is the first if it is `down`."""

    rank: tuple[int, object, object]
    down: bool

    def __lt__(self, other: _Rank) -> bool:
        left, right = (other, self) if self.down else (self, other)
        return left.rank < right.rank  # type: ignore[operator]
