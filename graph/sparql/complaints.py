"""What the engine complains of in a query, told to whoever wrote it."""

from __future__ import annotations

import re

from graph.sparql.syntax.guard import position
from ontology.errors import QueryError

_AT = re.compile(r"error at (\d+):(\d+): ?(.*)", re.DOTALL)
_SENTENCE = re.compile(r"\b[A-Z][A-Za-z]*(?: [A-Za-z]+){2,}")
"""What the engine says in words, among the characters that it expected."""

_KEYWORD = re.compile(r"\b[A-Z][A-Z_]+\b")
_CHARACTERS = re.compile(r"\['.*?'\](?=,|$)", re.DOTALL)
"""A set of characters, such as those of a name, among what the engine expected."""
ROOM = "\n" + " " * 20
"""Put behind a query. The engine compares its longest keyword with as many characters of the query,
and complains about the place behind them; without room it complains about the end."""


def query_error(message: str, query: str) -> QueryError:
    """Return the engine's complaint with the line it points at and what it looked for."""
    found = _AT.match(message)
    if found is None:
        return QueryError(message)
    offset = _offset(query, int(found[1]), int(found[2])) - _compared(found[3])
    line, column = position(query, max(0, min(offset, len(query.rstrip()))))
    shown = query.split("\n")[line - 1]
    caret = " " * (column - 1) + "^"
    text = f"line {line}, column {column}: {_readable(found[3])}\n{shown}\n{caret}"
    return QueryError(text, line, column)


def _offset(query: str, line: int, column: int) -> int:
    lines = (query + ROOM).split("\n")
    return sum(len(before) + 1 for before in lines[: line - 1]) + column - 1


def _compared(expected: str) -> int:
    """Return how far behind the error the engine points: the keyword that it compared last."""
    if _SENTENCE.search(expected) or re.search("[\"'[]", expected):
        return 0
    return min((len(keyword) for keyword in _KEYWORD.findall(expected)), default=0)


def _readable(expected: str) -> str:
    """Shorten the engine's list of what it expected to what a reader knows."""
    if "Prefix not found" in expected:
        return "the prefix is not declared"
    if "language tag" in expected:
        return "a language tag is made of parts as BCP 47 has them, such as zh-Hans-CN"
    if sentence := _SENTENCE.search(expected):
        return sentence[0]
    if _compared(expected):
        return "not understood from here on"
    named = _CHARACTERS.sub("", expected)
    words = [word for word in re.findall(r'"[^"]*"|[A-Z]{2,}', named) if len(word) < 16]
    if not words and named != expected:
        return "expected a name"
    return f"expected {' or '.join(dict.fromkeys(words[:8]))}" if words else "not expected here"
