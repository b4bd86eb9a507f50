"""Errors as problem documents (RFC 9457)."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from http import HTTPStatus

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.routing import Match

from api.http.tags import NotModified
from ontology.errors import ZhengtuError

MEDIA_TYPE = "application/problem+json"
_METHODS = ("GET", "POST", "PUT", "DELETE")


def problem(status: int, title: str, detail: str, **more: object) -> Response:
    """Return a problem document; `more` are members of its own, such as the position."""
    content = {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}
    body = json.dumps(content, ensure_ascii=False)
    return Response(body.encode(), status_code=status, media_type=MEDIA_TYPE)


def handle_errors(app: FastAPI) -> None:
    """Let `app` answer every error with a problem document."""
    for kind, handler in HANDLERS.items():
        app.add_exception_handler(kind, handler)


async def _answer_to(_: Request, error: Exception) -> Response:
    return response_to(error)


def response_to(error: BaseException) -> Response:
    """Return the problem document for `error`; for one that is not ours it says nothing."""
    if not isinstance(error, ZhengtuError):
        return problem(
            500, ZhengtuError.title, "this is a defect; the server's log has the details"
        )
    response = problem(error.status, error.title, str(error), **error.details())
    response.headers.update(error.headers())
    return response


async def _not_modified(_: Request, __: Exception) -> Response:
    return Response(status_code=304)


async def _invalid(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for this class only
    first = error.errors()[0]
    name = str(first["loc"][-1])
    detail = f"{name}: {first['msg']}"
    return problem(422, "A parameter or value is not known", detail, parameter=name)


def _is_known(request: Request, method: str) -> bool:
    scope = {**request.scope, "method": method}
    return any(route.matches(scope)[0] is Match.FULL for route in request.app.routes)


async def _left(_: Request, __: Exception) -> Response:
    return problem(499, "Client Closed Request", "the client has left before its body was here")


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this class only
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        return _other_method(request)
    response = problem(error.status_code, str(error.detail), str(error.detail))
    response.headers.update(error.headers or {})
    return response


def _other_method(request: Request) -> Response:
    """Say what may be done at an address: the framework knows that of its first route only."""
    known = [method for method in _METHODS if _is_known(request, method)]
    known += ["HEAD", "OPTIONS"] if "GET" in known else ["OPTIONS"]
    allowed = {"Allow": ", ".join(known)}
    if request.method == "OPTIONS":
        return Response(status_code=204, headers=allowed)
    response = problem(405, "Method Not Allowed", f"this address knows {allowed['Allow']}")
    response.headers.update(allowed)
    return response


HANDLERS: dict[type[Exception], Callable[[Request, Exception], Awaitable[Response]]] = {
    ZhengtuError: _answer_to,
    NotModified: _not_modified,
    ClientDisconnect: _left,
    RequestValidationError: _invalid,
    HTTPException: _http,
    Exception: _answer_to,
}
"""What answers each kind of error; of two that fit the first."""
