"""How many rows a result has, counted in its bytes as they are written: values are not read."""

from __future__ import annotations

import re

_JSON_STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_CSV_STRING = re.compile(rb'"[^"]*"')
_JSON_HEAD, _JSON_END = b'{"head":{"vars":[', b"]}}"
_JSON_FIRST = b'"bindings":[{"'
_QUOTE = b'"'
_BATCH = 65_536


class RowCounter:
    """Counts the solutions of a result in a media type; a yes or no is one.

    >>> counter = RowCounter("text/csv")
    >>> counter.feed(b'a\\r\\n"two\\nli'); counter.feed(b'nes"\\r\\n'); counter.rows()
    1
    """

    def __init__(self, media_type: str) -> None:
        self._count = _COUNTS.get(media_type, _count_json)
        self._waiting: list[bytes] = []
        self._size = 0
        self._rest = b""
        self._found = -(media_type in _WITH_HEADER)

    def feed(self, data: bytes) -> None:
        """Count in the next bytes of the result."""
        self._waiting.append(data)
        self._size += len(data)
        if self._size > _BATCH:
            self._count_waiting()

    def rows(self) -> int:
        """Return the number of rows in what came so far."""
        if self._count is _count_json and not self._found:
            rows = _count_small(b"".join(self._waiting))
            if rows is not None:
                return rows
        self._count_waiting()
        return max(self._found, 0)

    def _count_waiting(self) -> None:
        found, self._rest = self._count(self._rest + b"".join(self._waiting))
        self._found += found
        self._waiting, self._size = [], 0


def _count_json(text: bytes) -> tuple[int, bytes]:
    """Count the objects in lists: all objects of a result but its rows follow a colon."""
    bare, rest = _without(_JSON_STRING, text)
    is_answer = b":true" in bare or b":false" in bare
    return bare.count(b"[{") + bare.count(b",{") + is_answer, rest or bare[-1:]


def _count_small(text: bytes) -> int | None:
    """Count the rows of a whole result, None where a row may be empty.

    A quotation mark in a string has a backslash before it, so that these marks stand in none.
    """
    if not text.startswith(_JSON_HEAD) or not text.endswith(_JSON_END) or b"{}" in text:
        return None
    return full_rows(text)


def full_rows(text: bytes) -> int:
    """Count the rows of a whole result in JSON in which each row has a value.

    >>> full_rows('{"head":…,"results":{"bindings":[{"a":{…}},{"a":{…}}]}}'.encode())
    2
    """
    return text.count(b'}},{"') + (_JSON_FIRST in text)


def _count_csv(text: bytes) -> tuple[int, bytes]:
    bare, rest = _without(_CSV_STRING, text)
    return bare.count(b"\n"), rest


def _count_tsv(text: bytes) -> tuple[int, bytes]:
    return text.count(b"\n"), b""


def _count_xml(text: bytes) -> tuple[int, bytes]:
    found = text.count(b"<result>") + text.count(b"<boolean>")
    return found, text[-8:] if not text.endswith(b">") else b""


def _without(string: re.Pattern[bytes], text: bytes) -> tuple[bytes, bytes]:
    """Return `text` without its strings, and the beginning of one that does not end here."""
    bare, quote, rest = string.sub(b"", text).partition(_QUOTE)
    return bare, quote + rest


_COUNTS = {
    "text/csv": _count_csv,
    "text/tab-separated-values": _count_tsv,
    "application/sparql-results+xml": _count_xml,
}
_WITH_HEADER = ("text/csv", "text/tab-separated-values")
"""Their first line is no row."""
