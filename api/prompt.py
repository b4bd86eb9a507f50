"""Answers that take less than to hand the request on: look-ups by GET, made in the connection.

Only what says nothing unusual is answered here. Whatever this is in doubt about takes the way of
all requests, which says the same, and what is wrong with a request.
"""

from __future__ import annotations

from contextlib import suppress

from api.answering import respond
from api.asked import Asked
from api.envelope import added_headers
from api.heads import PATH, Head
from api.known import Prompted
from api.negotiation import packed_as
from api.percent import read_pairs
from api.sparql import JSON_RESULTS, query_of
from api.tags import key_of_query, tag_of
from graph.evaluate import ZSTD, Answer, Query
from graph.lookups.finding import TooMuch, answer
from graph.lookups.reading import read_lookup
from graph.opened import CurrentSnapshot, OpenSnapshot
from graph.search_clauses import has_clauses
from ontology.errors import ZhengtuError


class Prompt:
    """Answers the look-ups that come, on the snapshot that is `current`."""

    def __init__(self, current: CurrentSnapshot) -> None:
        self._current = current

    def answer(self, head: Head) -> Prompted | None:
        """Return the answer to the request of `head`, None if others shall give it."""
        query, asked = _query_of(head), Asked()
        if query is None:
            return None
        with suppress(ZhengtuError, OSError, SyntaxError):
            opened = self._current.open()
            if found := _look_up(opened, query):
                return _prompted(head, query, opened, found, asked)
        return None


def _query_of(head: Head) -> Query | None:
    accept, encoding = head.field(b"accept"), head.field(b"accept-encoding")
    if packed_as(encoding, ZSTD) or "text/html" in (accept or ""):
        return None
    try:
        pairs = read_pairs(head.query_string.decode("ascii"), 2)
    except ValueError:
        return None
    if len(pairs) != 1 or pairs[0][0] != "query" or has_clauses(pairs[0][1]):
        return None
    base = f"http://{head.field(b'host')}{PATH}"
    query = query_of(pairs, accept, base, encoding)
    return query if query.solutions_as == JSON_RESULTS else None


def _look_up(opened: OpenSnapshot, query: Query) -> Answer | None:
    lookup = read_lookup(query.text, opened.prefixes)
    if lookup is None:
        return None
    try:
        body, rows = answer(opened.store, lookup)
    except TooMuch:
        return None
    return Answer(body, JSON_RESULTS, rows=rows)


def _prompted(
    head: Head, query: Query, opened: OpenSnapshot, found: Answer, asked: Asked
) -> Prompted:
    wanted = (head.field(name) or "" for name in (b"accept", b"accept-encoding", b"host"))
    asked.snapshot, asked.query = opened.snapshot.id, query.text
    asked.tag = tag_of(key_of_query(opened.snapshot, query), *wanted)
    asked.rows, asked.status = found.rows, 200
    response = respond(opened, found)
    headers = response.raw_headers
    headers += added_headers(200, headers, asked)
    return Prompted(headers, found.body, asked)
