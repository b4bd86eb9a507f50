"""Columns beside an aggregate that are made of other columns, which the engine does not read.

    SELECT (COUNT(*) AS ?n) (?n + 1 AS ?m) { ?s ?p ?o }

What ?n stands for is put in its place, but where that would make a difference.
"""

from __future__ import annotations

from collections.abc import Iterator

from graph.sparql.syntax.expressions import AGGREGATES
from graph.sparql.syntax.tokens import Token
from graph.sparql.syntax.tree import Column, Exists, Expression, Node, Select

Edit = tuple[int, int, str]
_LONGEST = 2_000
"""Characters of what is put in the place of a name, at the most."""
_CHANGING = frozenset({"RAND", "UUID", "STRUUID", "BNODE"})
"""Functions that return another value each time."""


class NotReplaced(Exception):
    """A name that nothing may be put in the place of."""


def replaced(select: Select, text: str, tokens: list[Token]) -> list[Edit]:
    """Return what is put in the place of columns in later ones; raises NotReplaced with a name."""
    if not select.aggregated and select.keys is None:
        return []
    made: dict[str, str | None] = {}
    edits: list[Edit] = []
    for column in select.columns:
        if column.expression:
            own = _within(column.expression, tokens)
            found = list(_uses(column, own, made))
            edits += found
            start, end = column.expression.start, column.expression.end
            whole = _edited(text, start, end, found)
            is_steady = not any(token.word in _CHANGING for token in own)
            made[column.var] = f"({whole})" if is_steady and len(whole) <= _LONGEST else None
    return edits


def _within(expression: Expression, tokens: list[Token]) -> list[Token]:
    return [token for token in tokens if expression.start <= token.start < expression.end]


def _uses(column: Column, tokens: list[Token], made: dict[str, str | None]) -> Iterator[Edit]:
    """Yield the names of earlier columns in an expression with what they stand for."""
    exists = list(_exists_in(column))
    brackets: list[bool] = []  # whether an aggregate is around
    for number, token in enumerate(tokens):
        if token.word == "(":
            opens = bool(number) and tokens[number - 1].word in AGGREGATES
            brackets.append(opens or any(brackets[-1:]))
        elif token.word == ")" and brackets:
            brackets.pop()
        name = f"?{token.text[1:]}"
        if token.kind != "var" or name not in made:
            continue
        value = made[name]
        within = any(group.start <= token.start < group.end for group in exists)
        bound = number > 1 and tokens[number - 2].word == "BOUND"
        if value is None or within or bound or any(brackets[-1:]):
            raise NotReplaced(name)
        yield token.start, token.end, value


def _exists_in(node: Node) -> Iterator[Exists]:
    for child in node.children():
        if isinstance(child, Exists):
            yield child
        yield from _exists_in(child)


def _edited(text: str, start: int, end: int, edits: list[Edit]) -> str:
    pieces = []
    for at, behind, piece in edits:
        pieces += [text[start:at], piece]
        start = behind
    return "".join((*pieces, text[start:end]))
