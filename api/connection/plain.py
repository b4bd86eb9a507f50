"""Plain queries by GET, read: all that is looked at before one is answered."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from api.http.asked import Asked
from api.http.heads import PATH, Fields, Head, field_of
from api.http.percent import unquoted
from api.http.tags import form_of
from api.http.tags import manner_of as as_text
from api.sparql.sparql import query_of
from graph.latest import LatestSnapshot
from graph.opened import CurrentSnapshot, OpenSnapshot
from graph.sparql.evaluate import Query
from graph.sparql.search_clauses import has_clauses
from ontology.errors import ZhengtuError

_QUERY = b"query="


@dataclass(frozen=True)
class Manner:
    """How those are answered whose requests have the same fields: the query but its text.

    `text` says the same in a string, `form` what a tag says of the fields that it depends on.
    """

    query: Query
    text: str
    form: str


class Plain(NamedTuple):
    """A query that is asked of the current snapshot; `asked` has its text."""

    manner: Manner
    opened: OpenSnapshot
    asked: Asked


def read_plain(
    head: Head, target: str, current: CurrentSnapshot | LatestSnapshot, public: str = ""
) -> Plain | None:
    """Return what `head` asks, None if it may be more than a query, or there is no snapshot.

    `target` is the folder of the snapshot that is `current`, `public` the address of the server
    where it is set.
    """
    manner = manner_of(head.fields, public)
    text = text_of(head.query_string) if manner else None
    if manner is None or not text:
        return None
    asked = Asked(query=text)
    try:
        opened = current.at(target)
    except (ZhengtuError, OSError):
        return None
    asked.snapshot = opened.snapshot.id
    return Plain(manner, opened, asked)


def text_of(query_string: bytes) -> str | None:
    """Return the text of the query, if that is all there is and it has no search in it.

    >>> text_of(b"query=ASK+%7B%7D"), text_of(b"query=ASK&timeout=1")
    ('ASK {}', None)
    """
    if not query_string.startswith(_QUERY) or b"&" in query_string:
        return None
    try:
        text = unquoted(query_string[len(_QUERY) :].decode("ascii"))
    except ValueError:
        return None
    return None if has_clauses(text) else text


@lru_cache(maxsize=256)
def manner_of(fields: Fields, public: str = "") -> Manner | None:
    """Return how to answer a request with `fields`, None where it may be a page."""
    names = (b"accept", b"accept-encoding", b"host")
    accept, encoding, host = (field_of(fields, name) for name in names)
    if "text/html" in (accept or ""):
        return None
    scheme, _, host = public.partition("://") if public else ("http", "", host)
    query = query_of([("query", "")], accept, f"{scheme}://{host}{PATH}", encoding)
    return Manner(query, as_text(query), form_of((accept or "", encoding or "", host or "")))
