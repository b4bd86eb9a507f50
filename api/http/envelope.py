"""What goes around every answer, errors included: headers that keep a browser safe, and notes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.asked import Asked, asked_of, with_notes
from api.http.tags import not_what_is_there, wants_nothing_there

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""A page loads nothing but the files of this server, and runs nothing that stands in the page."""

_SAFE = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"content-security-policy": POLICY.encode(),
    b"x-frame-options": b"DENY",
    b"cross-origin-opener-policy": b"same-origin",
    b"permissions-policy": b"camera=(), geolocation=(), microphone=()",
}
TO_ASK_AGAIN = b"no-cache"
"""Keep it, and ask each time whether it is still so."""
Headers = list[tuple[bytes, bytes]]

SLOWEST = 30.0
"""Seconds that a client may take to read what is given to it at a time."""
_FRAMED = b"frame-ancestors *"
"""What the policy of a page has that may stand in the window of another."""


Observe = Callable[[str, Asked], None]
"""What is told of each request: the path of its route, if it has one, and the notes on it."""


class Envelope:
    """Adds the headers that every answer has, and tells `observe` how each request ended.

    Who takes longer than `slowest` seconds to read one message is cut off.
    """

    def __init__(self, app: ASGIApp, observe: Observe, slowest: float = SLOWEST) -> None:
        self._app = app
        self._observe = observe
        self._slowest = slowest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope = with_notes(scope)
        asked = asked_of(scope)
        send_in_time = sent_in_time(send, scope, self._slowest)

        async def send_enveloped(message: Message) -> None:
            if message["type"] == "http.response.start":
                asked.status = message["status"]
                given = message.get("headers", [])
                added = added_headers(asked.status, given, asked)
                message["headers"] = [*given, *added, seconds_header(asked)]
            await send_in_time(message)

        given: Send = send_enveloped
        if wants_nothing_there(scope):
            given = not_what_is_there(send_enveloped, asked)
        try:
            await self._app(scope, receive, given)
        finally:
            self._observe(getattr(scope.get("route"), "path", ""), asked)


def sent_in_time(send: Send, scope: Scope, slowest: float = SLOWEST) -> Send:
    """Return `send` that cuts off a client which takes too long to read a message."""

    async def send_in_time(message: Message) -> None:
        try:
            async with asyncio.timeout(slowest):
                await send(message)
        except TimeoutError:
            _abort(scope)

    return send_in_time


def seconds_header(asked: Asked) -> tuple[bytes, bytes]:
    """Return the header that says how long the answer took."""
    return b"zhengtu-seconds", b"%.4f" % asked.seconds


def _abort(scope: Scope) -> None:
    """Close the connection without waiting for its client, where the server lets us."""
    if extension := scope.get("extensions", {}).get("zhengtu.abort"):
        extension["abort"]()


def added_headers(status: int, given: Headers, asked: Asked) -> Headers:
    """Return what an answer with the headers `given` has beside them, but for its time."""
    own = {name.lower(): value for name, value in given}
    headers = dict(_SAFE)
    if asked.snapshot:
        headers[b"zhengtu-snapshot"] = asked.snapshot.encode()
    if asked.rows is not None:
        headers[b"zhengtu-rows"] = str(asked.rows).encode()
    if asked.services:
        headers[b"zhengtu-service"] = asked.services.encode()
        headers[b"cache-control"] = b"no-store"
    if asked.tag.startswith("W/") and status == 304:  # a tag of a form, see `check_tag`
        headers[b"vary"] = b"Accept, Accept-Encoding"
    if asked.tag and status in (200, 304):
        headers[b"etag"] = asked.tag.encode()
        headers[b"cache-control"] = b"public, max-age=86400" if asked.is_pinned else TO_ASK_AGAIN
    if _FRAMED in own.get(b"content-security-policy", b""):
        del headers[b"x-frame-options"]
    return [(name, value) for name, value in headers.items() if name not in own]
