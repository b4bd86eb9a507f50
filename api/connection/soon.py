"""Plain queries by GET that take a process: begun in the connection, past the server's layers.

These take as long as a small query in its process. What is odd about a request, and what must not
start, is left to the way of all requests, which says the same of the rest.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial

from fastapi import FastAPI

from api.answering import Underway
from api.connection.framing import Frames, Prompted, as_lines
from api.connection.plain import Plain
from api.http.asked import Asked
from api.http.envelope import added_headers
from api.http.problems import response_to
from api.http.tags import key_of_text, tag_of
from api.state import client_at
from graph.opened import OpenSnapshot
from graph.sparql.evaluate import Answer
from graph.sparql.lookups.trees import MOST_WITH_VALUE
from graph.sparql.results import Results
from graph.sparql.syntax.guard import may_have
from ontology.errors import ZhengtuError

LOG = logging.getLogger("uvicorn.error")
LEFT = 499
"""The status of a request whose client did not wait."""

Tell = Callable[[Prompted], None]
Stop = Callable[[], object]


@dataclass(frozen=True)
class _Begun:
    """A query on its way: whom it is told, and what others who may wait for it know it by."""

    key: str
    opened: OpenSnapshot
    asked: Asked
    tell: Tell


class Soon:
    """Begins the queries of `application`, in the loop in which its pool works."""

    def __init__(self, application: FastAPI) -> None:
        state = application.state
        self._results: Results = state.results
        self._underway: Underway = state.underway
        self._frames = Frames()

    def begin(self, plain: Plain, host: str, tell: Tell) -> Stop | None:
        """Begin to answer `plain` from the address `host`; return what stops that.

        `tell` is told the answer, once, also when nobody waits for it any more. None if others
        shall answer.
        """
        manner, opened, asked = plain
        key = key_of_text(opened.store_path, manner.text, asked.query)
        if key in self._underway or self._results.get(key) or may_have(asked.query, ("SERVICE",)):
            return None
        workers, query = opened.workers.of(client_at(host)), replace(manner.query, text=asked.query)
        try:
            future = workers.submit(query)
        except ZhengtuError:
            return None
        if key:
            asked.tag = tag_of(key, manner.form)
        shared = key if self._results.keeps else ""
        if shared:
            self._underway[shared] = asyncio.get_running_loop().create_future()
        future.add_done_callback(partial(self._done, _Begun(shared, opened, asked, tell)))
        return future.cancel

    def _done(self, begun: _Begun, future: Future[Answer]) -> None:
        if begun.key:
            self._underway.pop(begun.key).set_result(None)
        asked = begun.asked
        # it found too many for the loop: a front reads more, so that the connection may be lent
        is_lookup, asked.of_lookup = asked.of_lookup, False
        if future.cancelled():
            asked.status = LEFT
            begun.tell(Prompted(b"", b"", asked))
        elif error := future.exception():
            begun.tell(_failed(error, asked))
        else:
            answer = future.result()
            self._results.keep(begun.key, answer)
            asked.rows, asked.status = answer.rows, 200
            asked.of_lookup = is_lookup and (answer.rows or 0) <= MOST_WITH_VALUE
            kind = (answer.media_type, answer.encoding)
            begun.tell(self._frames.around(answer.body, kind, begun.opened, asked))


def _failed(error: BaseException, asked: Asked) -> Prompted:
    """Return the response to a query that failed, as the routes give it."""
    if not isinstance(error, ZhengtuError):
        LOG.error("a query failed", exc_info=error)
    response = response_to(error)
    asked.status = response.status_code
    headers = response.raw_headers
    headers += added_headers(asked.status, headers, asked)
    return Prompted(as_lines(headers), bytes(response.body), asked)
