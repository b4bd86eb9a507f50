"""What stands around an answer that is made in the connection: as the routes and layers put it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from api.answering import respond
from api.asked import Asked
from api.envelope import TO_ASK_AGAIN, Headers, added_headers
from api.heads import PATH, Fields, field_of
from api.percent import unquoted
from api.sparql import query_of
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

    `text` says the same in a string, `wanted` are the fields that a tag depends on.
    """

    query: Query
    text: str
    wanted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prompted:
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
    return Manner(query, as_text(query), (accept or "", encoding or "", host or ""))


class Frames:
    """The lines that all answers of one media type on one snapshot have."""

    def __init__(self) -> None:
        self._lines = dict[tuple[str, str, str], bytes]()

    def around(self, answer: Answer, opened: OpenSnapshot, asked: Asked) -> Prompted:
        """Return `answer` with its headers; `asked` has its rows, and its tag if it has one."""
        key = (opened.snapshot.id, answer.media_type, answer.encoding)
        lines = self._lines.get(key)
        if lines is None:
            lines = self._add(key, opened, answer)
        lines += b"content-length: %d\r\n" % len(answer.body)
        if asked.rows is not None:
            lines += b"zhengtu-rows: %d\r\n" % asked.rows
        if asked.tag:
            lines += b"etag: %s\r\ncache-control: %s\r\n" % (asked.tag.encode(), TO_ASK_AGAIN)
        return Prompted(lines, answer.body, asked)

    def _add(self, key: tuple[str, str, str], opened: OpenSnapshot, answer: Answer) -> bytes:
        if len(self._lines) >= _MOST:
            self._lines.clear()
        headers = respond(opened, Answer(b"", answer.media_type, encoding=answer.encoding))
        given = headers.raw_headers
        given += added_headers(200, given, Asked(snapshot=opened.snapshot.id))
        lines = as_lines([(name, value) for name, value in given if name != _LENGTH])
        self._lines[key] = lines
        return lines


def as_lines(headers: Headers) -> bytes:
    """Return `headers` as they are sent.

    >>> as_lines([(b"vary", b"Accept")])
    b'vary: Accept\\r\\n'
    """
    return b"".join([b"%s: %s\r\n" % pair for pair in headers])
