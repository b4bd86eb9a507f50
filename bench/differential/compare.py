"""Compare an answer with that of the brute evaluator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from pyoxigraph import Literal, NamedNode

from bench.differential.syntax import Select, Var, write_select
from bench.differential.values import Node, type_of

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
    return _disorder(select, found)


def _disorder(select: Select, found: list[Row]) -> str:
    """Say where the rows are not in the order that was asked for."""
    for before, after in pairwise(found):
        for down, key in select.order:
            assert isinstance(key, Var)  # noqa: S101 - no other is generated
            rank, next_rank = _rank(before.get(key.name)), _rank(after.get(key.name))
            if rank == next_rank:
                continue
            if rank[:2] == next_rank[:2] or rank[0] != next_rank[0]:
                comparable = rank[:1] != next_rank[:1] or rank[1] == next_rank[1]
                if comparable and (rank > next_rank) != down:
                    return f"order: {before} before {after}"
            break
    return ""


def _rank(node: Node | None) -> tuple[int, str, object]:
    """Return a key that orders as 15.1 says, where the kinds of literals are the same."""
    if node is None:
        return 0, "", ""
    if isinstance(node, NamedNode):
        return 2, "", node.value
    kind = type_of(node)
    if kind in ("integer", "decimal"):
        return 3, "number", Decimal(node.value)
    return 3, kind, node.value
