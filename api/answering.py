"""From a query to the response: who waits for it, what is known already, what the header says."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from typing import Any

from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.types import Receive, Scope, Send

from api.http.asked import asked_of
from api.http.tags import check_tag, key_of_query
from graph.opened import OpenSnapshot
from graph.sparql.evaluate import Answer, Query
from graph.sparql.federation.joining import Asker, Federation, Visit
from graph.sparql.results import Results
from graph.sparql.search_clauses import has_clauses
from ontology.errors import QueryTimeout

Underway = dict[str, asyncio.Future[None]]
"""The queries that run, by what their answers are known by; each ends when its query does."""

_QUICK = 0.05
"""Seconds before it is worth while to look whether the client still waits."""
_PIECE = 262_144
"""Bytes that are given to the connection at a time: it holds no more of a slow reader's answer."""


async def answer_of(request: Request, opened: OpenSnapshot, query: Query) -> Answer:
    """Return the answer to `query`: from memory where it is known, or from a worker.

    Raises NotModified if the client has it already, and whatever the query raises. A query whose
    client has left is stopped, so that it does not keep a worker from others.
    """
    asked = asked_of(request.scope)
    asked.query = query.text
    federation: Federation = request.app.state.federation
    if federation.concerns(query.text):
        query, visits = await _federated(federation, opened, query)
        if visits:  # what came is of no snapshot alone, so that it is not kept
            asked.services = ", ".join(map(str, visits))
            return await _worked_out(request, opened, query)
    results: Results = request.app.state.results
    key = key_of_query(opened.snapshot, query)
    if key and not asked.tag:
        check_tag(request, key)
    underway: Underway = request.app.state.underway
    answer = results.get(key)
    if answer is None and key in underway:
        await _wait_for_other(request, underway[key], opened.workers.seconds_left())
        answer = results.get(key)
    asked.from_cache = answer is not None
    if answer is None:
        with _announced(underway, key if results.keeps else ""):
            answer = await _worked_out(request, opened, query)
            results.keep(key, answer)
    asked.rows = answer.rows
    return answer


async def _worked_out(request: Request, opened: OpenSnapshot, query: Query) -> Answer:
    if has_clauses(query.text):
        query = await run_in_threadpool(opened.workers.prepare, query)
    return await wait_for(request, opened.workers.submit(query))


async def _federated(
    federation: Federation, opened: OpenSnapshot, query: Query
) -> tuple[Query, tuple[Visit, ...]]:
    """Return `query` with what others answer in it, and who was asked."""
    limits = opened.workers.limits
    seconds = opened.workers.seconds_left()
    asker = Asker(opened.workers.client, seconds, limits.characters, limits.depth)
    return await run_in_threadpool(federation.joined, query, opened.prefixes, asker)


@contextmanager
def _announced(underway: Underway, key: str) -> Iterator[None]:
    """Let others know that the query `key` runs, so that it runs once for all who ask it now."""
    if not key or key in underway:
        yield
        return
    underway[key] = asyncio.get_running_loop().create_future()
    try:
        yield
    finally:
        underway.pop(key).set_result(None)


async def _wait_for_other(request: Request, other: asyncio.Future[None], seconds: float) -> None:
    """Wait until the same query of somebody else has ended, well or not.

    Raises QueryTimeout after `seconds`.
    """
    leaving = asyncio.ensure_future(_leave(request))
    waiting: set[asyncio.Future[None]] = {other, leaving}
    done, _ = await asyncio.wait(waiting, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    leaving.cancel()
    with suppress(asyncio.CancelledError):
        await leaving
    if not done:
        raise QueryTimeout(f"stopped after {seconds:.3g} s; narrow the query or add a LIMIT")
    if other not in done:
        raise HTTPException(499, "the client has left")


async def wait_for(request: Request, future: Future[Answer]) -> Answer:
    """Return the answer of a worker, or raise its error; stop it when the client leaves."""
    answer = asyncio.wrap_future(future)
    done, _ = await asyncio.wait({answer}, timeout=_QUICK)
    if not done:
        leaving = asyncio.ensure_future(_leave(request))
        waiting: set[asyncio.Future[Any]] = {answer, leaving}
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        if not answer.done():
            answer.cancel()
        leaving.cancel()
        with suppress(asyncio.CancelledError):
            await leaving
    try:
        found = await answer
    except asyncio.CancelledError:
        raise HTTPException(499, "the client has left") from None
    asked_of(request.scope).rows = found.rows
    return found


async def _leave(request: Request) -> None:
    """Wait until the client closes the connection."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def respond(opened: OpenSnapshot, answer: Answer) -> Response:
    """Return the answer with the snapshot that it is from; a cut one says so in its headers."""
    headers = {
        "Vary": "Accept, Accept-Encoding",
        "Zhengtu-Snapshot": opened.snapshot.id,
        "Zhengtu-Truncated": str(answer.truncated).lower(),
    }
    if answer.encoding:
        headers["Content-Encoding"] = answer.encoding
    media_type = answer.media_type
    if media_type.startswith("text/"):
        media_type += "; charset=utf-8"
    return whole(answer.body, headers, media_type)


def whole(body: bytes, headers: dict[str, str], media_type: str) -> Response:
    """Return a response of all of `body`, given to a large one's reader piece by piece."""
    kind = Response if len(body) <= _PIECE else _InPieces
    return kind(body, headers=headers, media_type=media_type)


class _InPieces(Response):
    """A body that is sent as it is read, so that little of it waits in the connection."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        start = {"type": "http.response.start", "status": self.status_code}
        await send({**start, "headers": self.raw_headers})
        body = bytes(self.body)
        for at in range(0, len(body), _PIECE):
            piece, more = body[at : at + _PIECE], at + _PIECE < len(body)
            await send({"type": "http.response.body", "body": piece, "more_body": more})
