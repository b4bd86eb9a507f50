"""Aggregates by section 18.5.1 of SPARQL 1.1: each is replaced by its value over a group."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from bench.differential.syntax import Call, Expression, Var
from bench.differential.values import (
    Exist,
    ExpressionError,
    Node,
    Solution,
    Undefined,
    evaluate,
    is_string,
    number,
    numeric,
    rank,
)

NAMES = frozenset({"COUNT", "SUM", "AVG", "MIN", "MAX", "GROUP_CONCAT", "SAMPLE"})
ERROR = Var("an error")
"""A variable that nothing binds: what an aggregate with an error is replaced by."""


def has_aggregate(expression: Expression) -> bool:
    if not isinstance(expression, Call):
        return False
    return expression.name in NAMES or any(map(has_aggregate, expression.arguments))


def fold(expression: Expression, members: Iterable[Solution], exist: Exist) -> Expression:
    """Replace the aggregates of `expression` by their values over `members`."""
    if not isinstance(expression, Call):
        return expression
    if expression.name not in NAMES:
        arguments = tuple(fold(a, members, exist) for a in expression.arguments)
        return replace(expression, arguments=arguments)
    try:
        return aggregate(expression, members, exist)
    except ExpressionError:
        return ERROR


def aggregate(call: Call, members: Iterable[Solution], exist: Exist) -> Node:
    """Return the value of one aggregate; raises ExpressionError where it has none."""
    if not call.arguments:
        rows = [frozenset(row.items()) for row in members]
        return number(Decimal(len(set(rows) if call.distinct else rows)), "integer")
    values = [_value(call.arguments[0], row, exist) for row in members]
    if call.distinct:
        values = list(dict.fromkeys(values))
    if call.name == "COUNT":
        return number(Decimal(sum(value is not None for value in values)), "integer")
    return _of_values(call.name, values)


def _value(expression: Expression, row: Solution, exist: Exist) -> Node | None:
    try:
        return evaluate(expression, row, exist)
    except ExpressionError:
        return None


def _of_values(name: str, values: list[Node | None]) -> Node:
    match name:
        case "SUM":
            return _sum(_required(values))
        case "AVG":
            return _average(_required(values))
        case "GROUP_CONCAT":
            return _concat(_required(values))
        case "SAMPLE":
            if len(set(values)) > 1:
                raise Undefined
            return _required(values[:1] or [None])[0]
        case "MAX":
            values = [value for value in values if value is not None]  # they are the lowest
    return _extreme(_required(values or [None]), largest=name == "MAX")


def _required(values: list[Node | None]) -> list[Node]:
    found = [value for value in values if value is not None]
    if len(found) < len(values):
        raise ExpressionError
    return found


def _sum(values: list[Node]) -> Node:
    numbers = [numeric(value) for value in values]
    kind = "decimal" if any(kind == "decimal" for _, kind in numbers) else "integer"
    return number(sum((value for value, _ in numbers), Decimal(0)), kind)


def _average(values: list[Node]) -> Node:
    if not values:
        return number(Decimal(0), "integer")
    total = sum((numeric(value)[0] for value in values), Decimal(0))
    return number(total / len(values), "decimal")


def _concat(values: list[Node]) -> Node:
    """Return the strings in an order of our own: the specification leaves it open."""
    if any(value for value in values if isinstance(value, NamedNode) or not is_string(value)):
        return Literal(" ".join(sorted(value.value for value in values)))
    return Literal(" ".join(sorted(value.value for value in values)))


def _extreme(values: list[Node], *, largest: bool) -> Node:
    """Return the first or last value; numbers of the same value are one to `compare`."""
    return (max if largest else min)(values, key=rank)
