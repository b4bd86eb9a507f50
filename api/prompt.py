"""Answers that take less than to hand the request on: look-ups and small counts, by GET.

Only what says nothing unusual is answered here. Whatever this is in doubt about takes the way of
all requests, which says the same, and what is wrong with a request.
"""

from __future__ import annotations

from api.asked import Asked
from api.framing import Frames, Prompted, manner_of, text_of
from api.heads import Head
from api.sparql import JSON_RESULTS
from api.tags import key_of_text, tag_of
from graph.lookups.finding import TooMuch, answer
from graph.opened import CurrentSnapshot, OpenSnapshot
from ontology.errors import ZhengtuError

_KIND = (JSON_RESULTS, "")


class Prompt:
    """Answers the look-ups that come, on the snapshot that is `current`."""

    def __init__(self, current: CurrentSnapshot) -> None:
        self._current = current
        self._frames = Frames()

    def answer(self, head: Head, target: str) -> Prompted | None:
        """Return the answer to the request of `head`, None if others shall give it.

        `target` is the folder of the current snapshot.
        """
        manner = manner_of(head.fields)
        if manner is None or manner.query.solutions_as != JSON_RESULTS or manner.query.encoding:
            return None
        text = text_of(head.query_string)
        if not text:
            return None
        asked = Asked(query=text)
        try:
            opened = self._current.at(target)
            found = _found(opened, text)
        except (ZhengtuError, OSError, SyntaxError, TooMuch):
            return None
        if found is None:
            return None
        body, asked.rows = found
        asked.snapshot, asked.status = opened.snapshot.id, 200
        if key := key_of_text(opened.store_path, manner.text, text):
            asked.tag = tag_of(key, manner.form)
        return self._frames.around(body, _KIND, opened, asked)


def _found(opened: OpenSnapshot, text: str) -> tuple[bytes, int] | None:
    """Return the answer to `text` and its number of rows, None where it may take longer."""
    if lookup := opened.lookups.read(text):
        return answer(opened.store, lookup)
    return opened.counts.answer(text)
