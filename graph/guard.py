"""What is looked at in a query before an engine sees it.

The engine cannot be told to leave the network alone, and deep nesting ends its process. So a query
is cut into tokens, no more: strings, IRIs, comments, variables and names hide no keyword.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ontology.errors import QueryRefused, QueryTooLong

_TOKEN = re.compile(
    r"""
      (?P<comment>\#[^\n\r]*)
    | (?P<string>\"{3}(?:\"{0,2}(?:[^\"\\]|\\.))*\"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
               |\"(?:[^\"\\\n\r]|\\.)*\"|'(?:[^'\\\n\r]|\\.)*')
    | (?P<iri><[^<>\"{}|^`\\\x00-\x20]*>)
    | (?P<variable>[?$]\w+)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<name>(?:[^\W\d_][\w.\-]*)?:(?:[\w:%\-]|\\.|\.(?=[\w:%\-\\]))*)
    | (?P<word>[A-Za-z_]\w*)
    | (?P<open>[{(\[])
    | (?P<close>[})\]])
    """,
    re.VERBOSE | re.DOTALL,
)

_NETWORK = frozenset({"SERVICE", "LOAD"})
_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD"})


def check_query(query: str, longest: int, deepest: int) -> None:
    """Refuse what must not reach the engine.

    Raises QueryTooLong for a query over `longest` characters or with brackets nested over
    `deepest`, QueryRefused for a request to the network or an update.
    """
    if len(query) > longest:
        raise QueryTooLong(f"the query has {len(query)} characters; the limit is {longest}")
    depth = 0
    for kind, text, start in _tokens(query):
        depth += (kind == "open") - (kind == "close")
        if depth > deepest:
            raise QueryTooLong(f"brackets are nested deeper than {deepest}; flatten the query")
        if kind == "word":
            _check_word(text.upper(), query, start)


def _check_word(word: str, query: str, start: int) -> None:
    line, column = position(query, start)
    if word in _NETWORK:
        message = f"{word} is not answered here: a query makes no request to other servers"
        raise QueryRefused(message, line, column)
    if word in _UPDATES:
        message = f"{word} is an update; this endpoint only reads"
        raise QueryRefused(message, line, column)


def names_dataset(query: str) -> bool:
    """Tell whether `query` names its own default or named graphs with FROM.

    >>> names_dataset("SELECT * FROM <http://e/g> { ?from ?p 'from' }"), names_dataset("ASK {}")
    (True, False)
    """
    return any(kind == "word" and text.upper() == "FROM" for kind, text, _ in _tokens(query))


def position(text: str, offset: int) -> tuple[int, int]:
    """Return the 1-based line and column of `offset`.

    >>> position("ASK\\n{}", 4)
    (2, 1)
    """
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def _tokens(query: str) -> Iterator[tuple[str, str, int]]:
    for match in _TOKEN.finditer(query):
        yield match.lastgroup or "", match[0], match.start()
