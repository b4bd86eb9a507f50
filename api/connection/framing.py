"""What stands around an answer that is made in the connection: as the routes and layers put it."""

from __future__ import annotations

from typing import NamedTuple

from api.answering import respond
from api.http.asked import Asked
from api.http.envelope import TO_ASK_AGAIN, Headers, added_headers
from graph.opened import OpenSnapshot
from graph.sparql.evaluate import Answer

_LENGTH = b"content-length"
_MOST = 16
"""Frames that are kept: snapshots times media types."""


class Prompted(NamedTuple):
    """An answer: lines of headers but the time that it took, body, and notes on the request."""

    lines: bytes
    body: bytes
    asked: Asked


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
