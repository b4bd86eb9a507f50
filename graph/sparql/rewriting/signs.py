"""A sign that stands apart from its number: SPARQL has it as an operator alone.

The engine takes it for a part of the number where it expects one, and then has a literal "- 1" that
is no number: in VALUES, in a triple, and behind another sign, as in `- - 1`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise

from graph.sparql.syntax.guard import position, read_tokens
from graph.sparql.syntax.operations import Operation, OperationReader
from graph.sparql.syntax.read import read_prologue, read_query
from graph.sparql.syntax.tokens import NotUnderstood, Tokens
from graph.sparql.syntax.tree import Prologue
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
    tokens = Tokens(text)
    read_prologue(tokens, Prologue())
    reader = OperationReader(tokens)
    operators = dict(_operators(reader.whole(), text))
    for mark, start, number in list(_signs(text)):
        is_elsewhere = any(first <= start < last for first, last in reader.passed)
        if not (is_elsewhere or operators.get(start) or _is_of_path(mark, start, operators, text)):
            what = f"{mark} apart from the number {number} behind it is no operator there"
            way = f"write {mark}{number} for the number, or ({mark}{number}) behind an operator"
            raise QueryRefused(f"{what}; {way}", *position(text, start))


def _is_of_path(mark: str, start: int, operators: Mapping[int, bool], text: str) -> bool:
    """Tell whether a sign belongs to a path, as in `?s :p+ 1`."""
    return mark == "+" and start not in operators and _is_understood(text)


@lru_cache(maxsize=1)
def _is_understood(text: str) -> bool:
    """Tell whether every + of `text` that is no operator is one of a path."""
    try:
        read_query(text)
    except NotUnderstood:
        return False
    return True


def _signs(text: str) -> Iterator[tuple[str, int, str]]:
    """Yield the signs with space behind them, where they stand, and the numbers behind that."""
    tokens = [token for token in read_tokens(text) if token[0] != "comment"]
    for sign, following in pairwise(tokens):
        number = _NUMBER.match(text, following[2])
        if sign[1] in ("+", "-") and number and number.start() > sign[2] + 1:
            yield sign[1], sign[2], number[0]


def _operators(query: Operation, text: str) -> Iterator[tuple[int, bool]]:
    """Yield where the signs of expressions stand, and whether they may: not behind another sign."""
    left = [(query, False)]
    while left:
        node, is_signed = left.pop()
        is_unary = node.name in _UNARY
        if is_unary:
            yield node.start, not is_signed
        elif node.kind == "op" and node.name in ("+", "-"):
            first, second = node.parts
            marks = re.finditer(r"[-+]", text[first.end : second.start])
            yield from ((first.end + mark.start(), True) for mark in marks)
        left += [(part, is_unary) for part in node.parts]
