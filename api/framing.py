"""What stands around an answer that is made in the connection: as the routes and layers put it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from api.answering import respond
from api.asked import Asked
from api.envelope import TO_ASK_AGAIN, Headers, added_headers
from api.heads import PATH, Fields, field_of
from api.percent import unquoted
from api.sparql import query_of
from api.tags import form_of
from api.tags import manner_of as as_text
from graph.evaluate import Answer, Query
from graph.opened import OpenSnapshot
from graph.search_clauses import has_clauses

_QUERY = b"query="
_LENGTH = b"content-length"
_MOST = 16
"""Frames that are kept: snapshots times media types."""


@dataclass(frozen=True)
class Manner:
    """How those are answered whose requests have the same fields: the query but its text.

    `text` says the same in a string, `form` what a tag says of the fields that it depends on.
    """

    query: Query
    text: str
    form: str


class Prompted(NamedTuple):
    """An answer: lines of headers but the time that it took, body, and notes on the request."""

    lines: bytes
    body: bytes
    asked: Asked


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
def manner_of(fields: Fields) -> Manner | None:
    """Return how to answer a request with `fields`, None where it may be a page."""
    names = (b"accept", b"accept-encoding", b"host")
    accept, encoding, host = (field_of(fields, name) for name in names)
    if "text/html" in (accept or ""):
        return None
    query = query_of([("query", "")], accept, f"http://{host}{PATH}", encoding)
    return Manner(query, as_text(query), form_of((accept or "", encoding or "", host or "")))


class Frames:
    """The lines that all answers of one media type on one snapshot have."""

    def __init__(self) -> None:
        self._lines = dict[tuple[str, tuple[str, str]], bytes]()

    def around(
        self, body: bytes, kind: tuple[str, str], opened: OpenSnapshot, asked: Asked
    ) -> Prompted:
        """Return `body` with its headers, in the media type and encoding of `kind`.

        `asked` has its snapshot, its rows, and its tag if it has one.
        """
        lines = self._lines.get((asked.snapshot, kind))
        if lines is None:
            lines = self._add(kind, opened, asked.snapshot)
        lines += b"content-length: %d\r\n" % len(body)
        if asked.rows is not None:
            lines += b"zhengtu-rows: %d\r\n" % asked.rows
        if asked.tag:
            lines += b"etag: %s\r\ncache-control: %s\r\n" % (asked.tag.encode(), TO_ASK_AGAIN)
        return Prompted(lines, body, asked)

    def _add(self, kind: tuple[str, str], opened: OpenSnapshot, snapshot: str) -> bytes:
        if len(self._lines) >= _MOST:
            self._lines.clear()
        media_type, encoding = kind
        given = respond(opened, Answer(b"", media_type, encoding=encoding)).raw_headers
        given += added_headers(200, given, Asked(snapshot=snapshot))
        lines = as_lines([(name, value) for name, value in given if name != _LENGTH])
        self._lines[snapshot, kind] = lines
        return lines


def as_lines(headers: Headers) -> bytes:
    """Return `headers` as they are sent.

    >>> as_lines([(b"vary", b"Accept")])
    b'vary: Accept\\r\\n'
    """
    return b"".join([b"%s: %s\r\n" % pair for pair in headers])
