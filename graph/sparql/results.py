"""Answers that are known already. A snapshot never changes, so an answer to a query stays right."""

from __future__ import annotations

import re
from collections import OrderedDict

from graph.sparql.evaluate import Answer

_CHANGING = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE)\b", re.IGNORECASE)
_SHARE = 8
"""No answer takes more than this part of the room: one large answer drives out few small ones."""
_OVERHEAD = 1_000


def is_repeatable(query: str) -> bool:
    """Tell whether `query` has the same answer whenever it is asked; in doubt it has not.

    >>> is_repeatable("SELECT ?s { ?s ?p ?o }"), is_repeatable("SELECT (now() AS ?t) {}")
    (True, False)
    """
    words = query.upper()
    may_change = "NOW" in words or "RAND" in words or "UUID" in words or "BNODE" in words
    return not may_change or _CHANGING.search(query) is None


class Results:
    """The answers given last, by their keys, in `room` bytes of memory.

    >>> results = Results(100_000)
    >>> results.keep("a", Answer(b"1", "text/csv")); results.get("a").body
    b'1'
    """

    def __init__(self, room: int) -> None:
        self._room = room
        self._used = 0
        self._kept: OrderedDict[str, Answer] = OrderedDict()

    @property
    def keeps(self) -> bool:
        """Tell whether any answer is kept, so that it is worth while to wait for one underway."""
        return self._room > 0

    def get(self, key: str) -> Answer | None:
        """Return the answer with that key if it is kept."""
        answer = self._kept.get(key)
        if answer is not None:
            self._kept.move_to_end(key)
        return answer

    def keep(self, key: str, answer: Answer) -> None:
        """Keep `answer`; those not asked for longest make room."""
        size = len(answer.body) + _OVERHEAD
        if not key or key in self._kept or size * _SHARE > self._room:
            return
        self._kept[key] = answer
        self._used += size
        while self._used > self._room:
            _, dropped = self._kept.popitem(last=False)
            self._used -= len(dropped.body) + _OVERHEAD
