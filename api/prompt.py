"""Answers that take less than to hand the request on: look-ups and small counts, by GET.

Only what says nothing unusual is answered here. Whatever this is in doubt about takes the way of
all requests, which says the same, and what is wrong with a request.
"""

from __future__ import annotations

from contextlib import suppress

from api.asked import Asked
from api.framing import Frames, Manner, Prompted, manner_of, text_of
from api.heads import Head
from api.sparql import JSON_RESULTS
from api.tags import key_of_text, tag_of
from graph.evaluate import Answer
from graph.lookups.counting import count
from graph.lookups.finding import TooMuch, answer
from graph.opened import CurrentSnapshot, OpenSnapshot
from ontology.errors import ZhengtuError


class Prompt:
    """Answers the look-ups that come, on the snapshot that is `current`."""

    def __init__(self, current: CurrentSnapshot) -> None:
        self._current = current
        self._frames = Frames()

    def answer(self, head: Head) -> Prompted | None:
        """Return the answer to the request of `head`, None if others shall give it."""
        manner = manner_of(head.fields)
        if manner is None or manner.query.solutions_as != JSON_RESULTS or manner.query.encoding:
            return None
        if not (text := text_of(head.query_string)):
            return None
        asked = Asked(query=text)
        with suppress(ZhengtuError, OSError, SyntaxError, TooMuch):
            opened = self._current.open()
            if found := _found(opened, text):
                body, asked.rows = found
                return self._prompted(manner, opened, body, asked)
        return None

    def _prompted(
        self, manner: Manner, opened: OpenSnapshot, body: bytes, asked: Asked
    ) -> Prompted:
        asked.snapshot, asked.status = opened.snapshot.id, 200
        if key := key_of_text(opened.store_path, manner.text, asked.query):
            asked.tag = tag_of(key, *manner.wanted)
        return self._frames.around(Answer(body, JSON_RESULTS), opened, asked)


def _found(opened: OpenSnapshot, text: str) -> tuple[bytes, int] | None:
    """Return the answer to `text` and its number of rows, None where it may take longer."""
    if lookup := opened.lookups.read(text):
        return answer(opened.store, lookup)
    return count(opened.store, text, opened.prefixes, opened.snapshot.base_iri)
