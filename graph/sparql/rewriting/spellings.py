"""Legal ways of writing that the engine does not read: respelt, or refused by name.

They are looked for in a text alone that the engine has called no SPARQL.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import count, pairwise

from graph.sparql.rewriting.aliases import Edit, NotReplaced, replaced
from graph.sparql.rewriting.scope import mentioned
from graph.sparql.syntax.guard import position, read_tokens
from graph.sparql.syntax.read import tokens_read
from graph.sparql.syntax.tokens import NotUnderstood, Token
from graph.sparql.syntax.tree import Node, Select
from ontology.errors import QueryRefused

_ESCAPE = re.compile(r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}")
_IN_STRING = re.compile(r"\\(?:(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})|.)", re.DOTALL)
_OWN_ESCAPES = r"""\\, \", \', \n, \r"""
_LARGEST = 1 << 62
"""The largest LIMIT or OFFSET that is handed on; no answer has so many rows."""


def check_escapes(text: str) -> None:
    r"""Refuse an escape of a character outside of strings and IRIs (19.2), if a query has it.

    So is one of a character that strings have in no other way.

    >>> check_escapes('ASK { <x:\\u0061> <x:b> "\\u0061" }')
    """
    if "\\u" not in text and "\\U" not in text:
        return
    if found := next(_marks(text), None):
        what = f"{found[0]} stands for a mark of the string that it is in, and is not read here"
        way = "write a backslash, a quotation mark or the end of a line by its own escape"
        raise QueryRefused(f"{what}; {way}: {_OWN_ESCAPES}", *position(text, found.start()))
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


def _marks(text: str) -> Iterator[re.Match[str]]:
    """Yield the escapes that make another string where they are replaced first (19.2)."""
    for kind, token, start in read_tokens(text):
        if kind == "string":
            quote = token[0]
            ends = "" if token.startswith(quote * 3) else "\r\n"
            for found in _IN_STRING.finditer(text, start, start + len(token)):
                if found[1] and _character(found) in f"\\{quote}{ends}":
                    yield found


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
    edits = [*_words(tokens), *_in_selects(query, text, tokens)]
    if query.form != "SELECT" and _is_grouped(query, tokens):
        edits += _grouped(query, text, tokens)
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


def _in_selects(node: Node, text: str, tokens: list[Token]) -> Iterator[Edit]:
    if isinstance(node, Select):
        yield from _repeated(node)
        try:
            yield from replaced(node, text, tokens)
        except NotReplaced as error:
            message = f"{error} in another column beside an aggregate is not answered here"
            way = f"put the SELECT that makes {error} into a sub-select"
            raise QueryRefused(f"{message}; {way}", *position(text, node.start)) from None
    for child in node.children():
        yield from _in_selects(child, text, tokens)


def _repeated(select: Select) -> Iterator[Edit]:
    """Yield the variables that a SELECT shows once more."""
    shown = set[str]()
    for column in select.columns:
        if column.expression is None and column.var in shown:
            yield column.start, column.end, ""
        shown.add(column.var)


def _is_grouped(query: Select, tokens: list[Token]) -> bool:
    behind = query.where.end if query.where else query.start
    has = any(token.word == "HAVING" and token.start >= behind for token in tokens)
    return has or query.aggregated or query.keys is not None


def _grouped(query: Select, text: str, tokens: list[Token]) -> Iterator[Edit]:
    """Yield what puts the groups of an ASK, CONSTRUCT or DESCRIBE into a sub-select.

    Raises QueryRefused where it needs more than the keys of the groups.
    """
    keys = frozenset(_keys(query, tokens))
    wanted = _wanted(query, tokens)
    if query.where is None or wanted is None or not wanted <= keys:
        what = f"{query.form} with GROUP BY, HAVING or an aggregate"
        way = f"put them into a sub-select: {query.form} … {{ {{ SELECT … }} }}"
        raise QueryRefused(f"{what} is not answered here; {way}", *position(text, query.start))
    one = next(name for number in count() if (name := f"one{number}") not in text)
    shown = " ".join(sorted(keys)) or f"(1 AS ?{one})"
    yield query.where.start, query.where.start, f"{{ {{ SELECT {shown} "
    yield query.end, query.end, " } }"


def _keys(query: Select, tokens: list[Token]) -> Iterator[str]:
    """Yield the names of the keys of GROUP BY that have one."""
    depth = 0
    behind = query.where.end if query.where else query.start
    for before, token in pairwise(tokens):
        if behind <= token.start < (query.keys or 0):
            depth += (token.word == "(") - (token.word == ")")
            if token.kind == "var" and (not depth or (depth == 1 and before.word == "AS")):
                yield f"?{token.text[1:]}"


def _wanted(query: Select, tokens: list[Token]) -> frozenset[str] | None:
    """Return the variables of which a query makes its answer; None for those of the pattern."""
    if query.form == "CONSTRUCT":
        return frozenset().union(*map(mentioned, query.templates)) if query.templates else None
    behind = query.where.start if query.where else query.end
    names = (t for t in tokens if t.kind == "var" and query.start <= t.start < behind)
    return frozenset(f"?{token.text[1:]}" for token in names)
