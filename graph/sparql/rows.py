"""How many rows a result has, counted in its bytes as they are written: values are not read."""

from __future__ import annotations

import re

_JSON_STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_CSV_STRING = re.compile(rb'"[^"]*"')
_JSON_FIRST, _NEXT = b'"bindings":[{"', b'}},{"'
_AFTER_STRING = (b"}", b",")
"""What follows the end of a string that is a value."""
_ROW = re.compile(rb'\}\},\{"(?![},])')
_EMPTY = re.compile(rb"\{\}")
"""To look for either by a pattern takes a half to a third of what `count` and `in` take."""
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
        self._is_plain = self._count is _count_json
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
        self._count_waiting()
        return max(self._found, 0)

    def _count_waiting(self) -> None:
        text = self._rest + b"".join(self._waiting)
        counted = _count_full(text) if self._is_plain else None
        self._is_plain = counted is not None
        found, self._rest = counted or self._count(text)
        self._found += found
        self._waiting, self._size = [], 0


def _count_json(text: bytes) -> tuple[int, bytes]:
    """Count the objects in lists: all objects of a result but its rows follow a colon."""
    bare, rest = _without(_JSON_STRING, text)
    is_answer = b":true" in bare or b":false" in bare
    return bare.count(b"[{") + bare.count(b",{") + is_answer, rest or bare[-1:]


def _count_full(text: bytes) -> tuple[int, bytes] | None:
    """Count as `_count_json`, but quickly, None where a row may be empty, or there are few.

    What is left begins in the last row, behind its bracket, which is counted.
    """
    last = text.rfind(_NEXT, 0, -1)
    end = last + len(_NEXT)
    if last < 0 or _EMPTY.search(text) or text[end : end + 1] in _AFTER_STRING:
        return None
    return full_rows(text[: end + 1]), text[end - 1 :]


def full_rows(text: bytes) -> int:
    """Count the rows of a whole result in JSON in which each row has a value.

    A quotation mark in a string has a backslash before it, so that the marks of a row stand in
    none; but one that ends a string may complete them.

    >>> full_rows('{"head":…,"results":{"bindings":[{"a":{…}},{"a":{…}}]}}'.encode())
    2
    """
    return len(_ROW.findall(text)) + (_JSON_FIRST in text)


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
