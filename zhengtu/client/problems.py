"""Errors of an endpoint as the errors of zhengtu; one in a query shows it with a caret."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

from ontology.errors import (
    QueryError,
    QueryRefused,
    RemoteError,
    UnknownValue,
    ZhengtuError,
)
from zhengtu.client.query_text import Bound


def error_of(status: int, body: bytes) -> ZhengtuError:
    """Return the error that a response with `status` stands for.

    >>> problem = b'{"title": "The query took too long", "detail": "stopped after 30 s"}'
    >>> error_of(504, problem)
    QueryTimeout('stopped after 30 s')
    """
    try:
        problem = json.loads(body)
        detail, title = str(problem["detail"]), str(problem["title"])
    except (ValueError, KeyError, TypeError):
        start = body[:200].decode(errors="replace")
        return RemoteError(f"the server answered with status {status}: {start}")
    kind = _kinds().get(title, RemoteError)
    if issubclass(kind, QueryError):
        return kind(detail, _number(problem, "line"), _number(problem, "column"))
    if issubclass(kind, UnknownValue):
        return kind(detail, str(problem.get("parameter", "")))
    return kind(detail)


def _number(problem: dict[str, Any], name: str) -> int | None:
    value = problem.get(name)
    return value if isinstance(value, int) else None


def _kinds() -> dict[str, type[ZhengtuError]]:
    """Return the errors by title: all of the family that differ in nothing but message."""
    kinds: dict[str, type[ZhengtuError]] = {}
    waiting: list[type[ZhengtuError]] = [ZhengtuError]
    while waiting:
        kind = waiting.pop()
        kinds.setdefault(kind.title, kind)
        waiting += kind.__subclasses__()
    return kinds


def shown_in_query(error: QueryError, bound: Bound) -> QueryError:
    """Return `error` with the query as the user wrote it, its lines numbered, and a caret.

    >>> print(shown_in_query(QueryError("line 1, column 5: what?", 1, 5), Bound("ASK x", "ASK x")))
    line 1, column 5: what?
      1 | ASK x
        |     ^
    """
    if error.line is None or error.column is None:
        return error
    offset = min(bound.offset_of(error.line, error.column), len(bound.original))
    before = bound.original[:offset]
    line, column = before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1
    said = str(error).split("\n")[0]
    said = said.removeprefix(f"line {error.line}, column {error.column}: ")
    lines = bound.original.rstrip("\n").split("\n")
    width = len(str(len(lines)))
    text = [f"line {line}, column {column}: {said}"]
    for number, content in enumerate(lines, 1):
        text.append(f"  {number:{width}} | {content}")
        if number == line:
            blank = "".join(_blank(c) for c in content[: column - 1])
            text.append(f"  {' ' * width} | {blank}^")
    kind = QueryRefused if isinstance(error, QueryRefused) else QueryError
    return kind("\n".join(text), line, column)


def _blank(character: str) -> str:
    """Return white space as wide as `character`: a Chinese one takes two columns."""
    if character == "\t":
        return "\t"
    return "  " if unicodedata.east_asian_width(character) in "WF" else " "
