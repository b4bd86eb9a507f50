"""Legal ways of writing that the engine does not read: respelt, or refused by name.

They are looked for in a text alone that the engine has called no SPARQL.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import pairwise

from graph.sparql.syntax.guard import position, read_tokens
from graph.sparql.syntax.read import tokens_read
from graph.sparql.syntax.tokens import NotUnderstood, Token
from graph.sparql.syntax.tree import Node, Select
from ontology.errors import QueryRefused

_ESCAPE = re.compile(r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}")
_LARGEST = 1 << 62
"""The largest LIMIT or OFFSET that is handed on; no answer has so many rows."""
_GROUPING = "{} with GROUP BY, HAVING or an aggregate is not answered here; {}"

Edit = tuple[int, int, str]


def check_escapes(text: str) -> None:
    r"""Refuse an escape of a character outside of strings and IRIs (19.2), if a query has it.

    >>> check_escapes('ASK { <x:\\u0061> <x:b> "\\u0061" }')
    """
    if "\\u" not in text and "\\U" not in text:
        return
    found = next(_escapes(text), None)
    if found and _is_query(_ESCAPE.sub(_character, text)):
        message = f"{found[0]} outside of strings and IRIs is not read here"
        way = "write the character itself"
        raise QueryRefused(f"{message}; {way}", *position(text, found.start()))


def _escapes(text: str) -> Iterator[re.Match[str]]:
    for kind, token, start in read_tokens(text):
        if kind not in ("comment", "string", "iri"):
            marks = re.finditer(r"\\", token)
            found = (_ESCAPE.match(text, start + mark.start()) for mark in marks)
            yield from filter(None, found)


def _character(escape: re.Match[str]) -> str:
    number = int(escape[0][2:], 16)
    return chr(number) if number <= sys.maxunicode else escape[0]


def _is_query(text: str) -> bool:
    try:
        tokens_read(text)
    except (NotUnderstood, RecursionError):
        return False
    return True


def respelt(text: str) -> str:
    """Return the query `text` as the engine reads it, or as it is.

    Raises QueryRefused for what is legal and cannot be respelt so, NotUnderstood for no query.

    >>> respelt("SELECT ?x ?x { ?x !() True } LIMIT 99999999999999999999")
    'SELECT ?x  { ?x (!a|a) true } LIMIT 4611686018427387904'
    """
    tokens, query = tokens_read(text)
    _check_groups(text, query, tokens)
    edits = [*_words(tokens), *_repeated(query)]
    for start, end, piece in sorted(edits, reverse=True):
        text = f"{text[:start]}{piece}{text[end:]}"
    return text


def _words(tokens: list[Token]) -> Iterator[Edit]:
    for before, token in pairwise(tokens):
        word = token.word
        if word in ("TRUE", "FALSE") and token.text != word.lower():
            yield token.start, token.end, word.lower()
        elif before.word in ("LIMIT", "OFFSET") and int(token.text) > _LARGEST:
            yield token.start, token.end, str(_LARGEST)
    for (before, token), (_, after) in pairwise(pairwise(tokens)):
        if (before.word, token.word, after.word) == ("!", "(", ")"):
            yield before.start, after.end, "(!a|a)"


def _repeated(node: Node) -> Iterator[Edit]:
    """Yield the variables that a SELECT shows once more."""
    if isinstance(node, Select):
        shown = set[str]()
        for column in node.columns:
            if column.expression is None and column.var in shown:
                yield column.start, column.end, ""
            shown.add(column.var)
    for child in node.children():
        yield from _repeated(child)


def _check_groups(text: str, node: Node, tokens: list[Token]) -> None:
    """Refuse groups that the engine knows in no such query."""
    if isinstance(node, Select):
        place = position(text, node.start)
        if node.form != "SELECT" and _is_grouped(node, tokens):
            way = f"put them into a sub-select: {node.form} … {{ {{ SELECT … }} }}"
            raise QueryRefused(_GROUPING.format(node.form, way), *place)
        if name := _used_again(node):
            message = f"{name} beside an aggregate in the same SELECT is not answered here"
            way = f"put the SELECT that makes {name} into a sub-select"
            raise QueryRefused(f"{message}; {way}", *place)
    for child in node.children():
        _check_groups(text, child, tokens)


def _is_grouped(query: Select, tokens: list[Token]) -> bool:
    behind = query.where.end if query.where else query.start
    has = any(token.word == "HAVING" and token.start >= behind for token in tokens)
    return has or query.aggregated or query.keys is not None


def _used_again(select: Select) -> str:
    """Return a column of an aggregate that another column is made of."""
    made = set[str]()
    for column in select.columns if select.aggregated or select.keys is not None else ():
        if column.expression and (again := made & column.expression.mentions):
            return min(again)
        made |= {column.var} if column.expression else set()
    return ""
