"""A sign that stands apart from its number: SPARQL has it as an operator alone.

The engine takes it for a part of the number where it expects one, and then has a literal "- 1" that
is no number: in VALUES, in a triple, and behind another sign, as in `- - 1`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from graph.sparql.syntax.guard import RawToken, position, read_tokens
from graph.sparql.syntax.operations import Operation, read_operations
from graph.sparql.syntax.read import read_query
from graph.sparql.syntax.tokens import NotUnderstood
from ontology.errors import QueryRefused

_APART = re.compile(r"[-+](?:\s|#[^\r\n]{0,300}+[\r\n])\s*+(?:#|\.?\d)")
_NUMBER = re.compile(r"(?:\d*\.)?\d+(?:[eE][-+]?\d+)?")
_UNARY = ("unary +", "unary -")


def check_signs(text: str) -> None:
    """Refuse a sign that stands apart from its number and is no operator.

    Raises NotUnderstood for a text that is no query.

    >>> check_signs("SELECT (?x - 1 AS ?y) { ?s ?p ?x FILTER(?x > - 1) }")
    """
    if _APART.search(text) is None:
        return
    apart = list(_signs(text))
    _, query = read_operations(text)
    operators = dict(_operators(query, text))
    for (_, mark, start), found in apart:
        number = found[0]
        is_right = operators.get(start, mark == "+" and _is_understood(text))
        if not is_right:
            what = f"{mark} apart from the number {number} behind it is no operator there"
            way = f"write {mark}{number} for the number, or ({mark}{number}) behind an operator"
            raise QueryRefused(f"{what}; {way}", *position(text, start))


def _is_understood(text: str) -> bool:
    """Tell whether a + that is no operator belongs to a path, as in `?s :p+ 1`."""
    try:
        read_query(text)
    except NotUnderstood:
        return False
    return True


def _signs(text: str) -> Iterator[tuple[RawToken, re.Match[str]]]:
    """Yield the signs with space behind them, and the numbers behind that."""
    tokens = [token for token in read_tokens(text) if token[0] != "comment"]
    for sign, following in pairwise(tokens):
        number = _NUMBER.match(text, following[2])
        if sign[1] in ("+", "-") and number and number.start() > sign[2] + 1:
            yield sign, number


def _operators(
    node: Operation, text: str, *, within_sign: bool = False
) -> Iterator[tuple[int, bool]]:
    """Yield where the signs of expressions stand, and whether they may: not behind another sign."""
    is_unary = node.name in _UNARY
    if is_unary:
        yield node.start, not within_sign
    elif node.kind == "op" and node.name in ("+", "-"):
        left, right = node.parts
        between = text[left.end : right.start]
        yield from ((left.end + found.start(), True) for found in re.finditer(r"[-+]", between))
    for part in node.parts:
        yield from _operators(part, text, within_sign=is_unary)
