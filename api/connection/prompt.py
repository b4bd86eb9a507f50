"""Answers that take less than to hand the request on: look-ups, small counts and joins, and
searches in texts that are in memory, by GET.

Only what says nothing unusual is answered here. Whatever this is in doubt about takes the way of
all requests, which says the same, and what is wrong with a request.
"""

from __future__ import annotations

from api.connection.framing import Frames, Prompted
from api.connection.plain import Plain
from api.http.asked import Asked
from api.http.tags import key_of_text, tag_of
from api.sparql.sparql import JSON_RESULTS
from graph.opened import OpenSnapshot
from graph.sparql.lookups.finding import TooMany, TooMuch, answer
from ontology.errors import ZhengtuError

_KIND = (JSON_RESULTS, "")


class Prompt:
    """Answers the look-ups that come."""

    def __init__(self) -> None:
        self._frames = Frames()

    def answer(self, plain: Plain) -> Prompted | None:
        """Return the answer to `plain`, None if others shall give it."""
        manner, opened, asked = plain
        if manner.query.solutions_as != JSON_RESULTS or manner.query.encoding:
            return None
        try:
            found = _found(opened, asked)
        except TooMany:
            asked.of_lookup = True
            return None
        except (ZhengtuError, OSError, SyntaxError, TooMuch):
            return None
        if found is None:
            return None
        body, rows = found
        if rows > opened.limits.result_rows or len(body) > opened.limits.result_bytes:
            return None
        asked.rows, asked.status = rows, 200
        if key := key_of_text(opened.store_path, manner.text, asked.query):
            asked.tag = tag_of(key, manner.form)
        return self._frames.around(body, _KIND, opened, asked)


def _found(opened: OpenSnapshot, asked: Asked) -> tuple[bytes, int] | None:
    """Return the answer to what is asked and its number of rows, None where it may take longer."""
    text = asked.query
    if lookup := opened.lookups.read(text):
        by_lookup = answer(opened.store, lookup)
        asked.of_lookup = True
        return by_lookup
    answers = opened.counts.answer, opened.passages.answer, opened.joins.written
    return next((found for answer_to in answers if (found := answer_to(text))), None)
