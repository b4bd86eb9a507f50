"""The short way of a query by GET: past the routes and layers that have nothing to say to it.

They take several times as long as the engine takes for a small query.
"""

from __future__ import annotations

from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from api.asked import MOST_FIELDS
from api.bodies import LONGEST_FIELD
from api.heads import PATH
from api.problems import HANDLERS
from api.sparql import query_by_get
from api.state import current_snapshot

_LONG = {b"origin", b"content-length", b"transfer-encoding"}
"""Fields of requests that take the whole way: from a page of another origin, or with a body. So
do those whose head is refused there."""


class Direct:
    """Answers the queries of `application` by GET as its route does; all else goes to `app`."""

    def __init__(self, app: ASGIApp, application: FastAPI) -> None:
        self._app = app
        self._application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _is_plain(scope):
            await self._app(scope, receive, send)
            return
        scope["app"] = self._application
        scope["route"] = _ROUTE
        request = Request(scope, receive, send)
        try:
            response = await query_by_get(request, await current_snapshot(request))
        except Exception as error:
            response = await _answer_to(error, request)
            await response(scope, receive, send)
            if response.status_code == HTTPStatus.INTERNAL_SERVER_ERROR:
                raise  # a defect: the server's log has the details
            return
        await response(scope, receive, send)


class _Route:
    path = PATH


_ROUTE = _Route()


def _is_plain(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["path"] != PATH or scope["method"] != "GET":
        return False
    plain = (name not in _LONG and len(value) <= LONGEST_FIELD for name, value in scope["headers"])
    return all(plain) and scope["query_string"].count(b"&") < MOST_FIELDS


async def _answer_to(error: Exception, request: Request) -> Response:
    handler = next(handler for kind, handler in HANDLERS.items() if isinstance(error, kind))
    return await handler(request, error)
