"""The short way of queries and searches: past routes and layers that have nothing to say to them.

They take several times as long as the engine takes for a small query.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from api.connection.indexed import INDEXED
from api.http.asked import MOST_FIELDS
from api.http.bodies import LONGEST_FIELD, BoundedBody, is_host
from api.http.forms import FORM
from api.http.heads import PATH
from api.http.problems import HANDLERS
from api.sparql.sparql import DIRECT, query_by_get, query_by_post
from api.state import current_snapshot

_LONG = {b"origin", b"transfer-encoding"}
"""Fields of requests that take the whole way: from a page of another origin, or with a body of
unknown length. So do those whose head is refused there, and those that say a thing twice."""
_QUERIES = (FORM.encode(), DIRECT.encode())


class Direct:
    """Answers the queries of `application`, and what its index answers, as its routes do; all else
    goes to `app`.

    The body of a query may have `most_bytes`.
    """

    def __init__(self, app: ASGIApp, application: FastAPI, most_bytes: int) -> None:
        self._app = app
        self._application = application
        self._bounded = BoundedBody(self._query, most_bytes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _is_plain(scope):
            await self._app(scope, receive, send)
        elif scope["path"] == PATH:
            self._enter(scope)
            answer = self._query if scope["method"] == "GET" else self._bounded
            await answer(scope, receive, send)
        elif scope["method"] == "GET" and scope["path"] in INDEXED:
            await self._search(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _query(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive, send)
        route = query_by_get if scope["method"] == "GET" else query_by_post

        async def respond() -> Response:
            return await route(request, await current_snapshot(request))

        await _send_answer(respond, request, send)

    async def _search(self, scope: Scope, receive: Receive, send: Send) -> None:
        indexed = INDEXED[scope["path"]]
        request = Request(scope, receive, send)
        asked = indexed.read(request)
        if asked is None:
            await self._app(scope, receive, send)
            return
        self._enter(scope)
        await _send_answer(partial(indexed.respond, request, asked), request, send)

    def _enter(self, scope: Scope) -> None:
        scope["app"] = self._application
        scope["route"] = _Route(scope["path"])


class _Route:
    def __init__(self, path: str) -> None:
        self.path = path


def _is_plain(scope: Scope) -> bool:
    is_plain = all(n not in _LONG and len(value) <= LONGEST_FIELD for n, value in scope["headers"])
    if not is_plain or scope["query_string"].count(b"&") >= MOST_FIELDS:
        return False
    fields = dict(scope["headers"])
    if len(fields) < len(scope["headers"]) or not is_host(fields.get(b"host", b"")):
        return False
    if scope["method"] == "POST":
        return b"content-length" in fields and fields.get(b"content-type", b"") in _QUERIES
    return scope["method"] == "GET" and b"content-length" not in fields


async def _send_answer(
    respond: Callable[[], Awaitable[Response]], request: Request, send: Send
) -> None:
    """Send what `respond` returns, or the answer to its error."""
    try:
        response = await respond()
    except Exception as error:
        response = await _answer_to(error, request)
        await response(request.scope, request.receive, send)
        if response.status_code == HTTPStatus.INTERNAL_SERVER_ERROR:
            raise  # a defect: the server's log has the details
        return
    await response(request.scope, request.receive, send)


async def _answer_to(error: Exception, request: Request) -> Response:
    handler = next(handler for kind, handler in HANDLERS.items() if isinstance(error, kind))
    return await handler(request, error)
