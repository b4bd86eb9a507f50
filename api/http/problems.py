"""Errors as problem documents (RFC 9457)."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from itertools import chain

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.routing import Route

from api.http.tags import NotModified
from ontology.errors import ZhengtuError

MEDIA_TYPE = "application/problem+json"


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


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this class only
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        return _other_method(request)
    response = problem(error.status_code, str(error.detail), str(error.detail))
    response.headers.update(error.headers or {})
    return response


def _other_method(request: Request) -> Response:
    """Say what may be done at an address: the framework knows that of its first route only."""
    routes = [route for route in request.app.routes if isinstance(route, Route)]
    there = (route.methods or () for route in routes if route.path_regex.match(request.url.path))
    methods = {"OPTIONS", *chain.from_iterable(there)}
    methods |= {"HEAD"} if "GET" in methods else set()
    allowed = {"Allow": ", ".join(sorted(methods))}
    if request.method == "OPTIONS":
        return Response(status_code=204, headers=allowed)
    response = problem(405, "Method Not Allowed", f"this address knows {allowed['Allow']}")
    response.headers.update(allowed)
    return response


HANDLERS: dict[type[Exception], Callable[[Request, Exception], Awaitable[Response]]] = {
    ZhengtuError: _answer_to,
    NotModified: _not_modified,
    RequestValidationError: _invalid,
    HTTPException: _http,
    Exception: _answer_to,
}
"""What answers each kind of error; of two that fit the first."""
