"""Answers that take less than to hand the request on: look-ups by GET, made in the connection.

Only what says nothing unusual is answered here. Whatever this is in doubt about takes the way of
all requests, which says the same, and what is wrong with a request.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

from api.answering import respond
from api.asked import Asked
from api.envelope import TO_ASK_AGAIN, added_headers
from api.heads import PATH, Fields, Head, field_of
from api.known import Prompted, as_lines
from api.negotiation import packed_as
from api.percent import unquoted
from api.sparql import JSON_RESULTS, query_of
from api.tags import key_of_text, manner_of, tag_of
from graph.evaluate import ZSTD, Answer
from graph.lookups.finding import TooMuch, answer
from graph.opened import CurrentSnapshot, OpenSnapshot
from graph.search_clauses import has_clauses
from ontology.errors import ZhengtuError

_QUERY = b"query="
_LENGTH = b"content-length"


@dataclass(frozen=True)
class _Manner:
    """How those are answered whose requests have the same fields."""

    text: str
    wanted: tuple[str, ...]


@dataclass(frozen=True)
class _Frame:
    """What all answers on one snapshot have: the path of its store, and lines of their heads."""

    snapshot: str
    store_path: str
    lines: bytes


class Prompt:
    """Answers the look-ups that come, on the snapshot that is `current`."""

    def __init__(self, current: CurrentSnapshot) -> None:
        self._current = current
        self._frame = _Frame("", "", b"")

    def answer(self, head: Head) -> Prompted | None:
        """Return the answer to the request of `head`, None if others shall give it."""
        manner, text = _manner_of(head.fields), _text_of(head.query_string)
        if manner is None or text is None:
            return None
        asked = Asked(query=text)
        with suppress(ZhengtuError, OSError, SyntaxError, TooMuch):
            opened = self._current.open()
            if lookup := opened.lookups.read(text):
                body, asked.rows = answer(opened.store, lookup)
                return self._prompted(manner, opened, body, asked)
        return None

    def _prompted(
        self, manner: _Manner, opened: OpenSnapshot, body: bytes, asked: Asked
    ) -> Prompted:
        if self._frame.snapshot != opened.snapshot.id:
            self._frame = _frame_of(opened)
        frame = self._frame
        asked.snapshot, asked.status = frame.snapshot, 200
        lines = b"%scontent-length: %d\r\nzhengtu-rows: %d\r\n"
        lines %= (frame.lines, len(body), asked.rows)
        if key := key_of_text(frame.store_path, manner.text, asked.query):
            asked.tag = tag_of(key, *manner.wanted)
            lines += b"etag: %s\r\ncache-control: %s\r\n" % (asked.tag.encode(), TO_ASK_AGAIN)
        return Prompted(lines, body, asked)


def _text_of(query_string: bytes) -> str | None:
    """Return the text of the query, if that is all there is."""
    if not query_string.startswith(_QUERY) or b"&" in query_string:
        return None
    try:
        text = unquoted(query_string[len(_QUERY) :].decode("ascii"))
    except ValueError:
        return None
    return None if has_clauses(text) else text


@lru_cache(maxsize=256)
def _manner_of(fields: Fields) -> _Manner | None:
    names = (b"accept", b"accept-encoding", b"host")
    accept, encoding, host = (field_of(fields, name) for name in names)
    if packed_as(encoding, ZSTD) or "text/html" in (accept or ""):
        return None
    query = query_of([("query", "")], accept, f"http://{host}{PATH}", encoding)
    if query.solutions_as != JSON_RESULTS:
        return None
    return _Manner(manner_of(query), (accept or "", encoding or "", host or ""))


def _frame_of(opened: OpenSnapshot) -> _Frame:
    """Return what `respond` and the envelope put around each of these answers."""
    snapshot = opened.snapshot
    headers = respond(opened, Answer(b"", JSON_RESULTS)).raw_headers
    headers += added_headers(200, headers, Asked(snapshot=snapshot.id))
    lines = as_lines([(name, value) for name, value in headers if name != _LENGTH])
    return _Frame(snapshot.id, str(snapshot.store_path), lines)
