"""Bodies of requests: as large as they may be, in a coding that is read, and here in time."""

from __future__ import annotations

import asyncio
import re
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.asked import MOST_FIELDS
from api.http.problems import problem
from ontology.errors import (
    QueryTooLong,
    RequestTimeout,
    UnreadableBody,
    UnreadableRequest,
    ZhengtuError,
)

SECONDS = 30.0
"""How long a body may take to arrive."""
LONGEST_FIELD = 16_000
"""Bytes of one field of a header: what is negotiated by it takes time by its length."""
_HOST = re.compile(rb"(?:\[[0-9A-Fa-f:.]+\]|[\w.~!$&'()*+,;=%-]+)(?::[0-9]*)?")
_CHARSET = re.compile(rb";\s*charset\s*=\s*\"?([^\s;\"]*)", re.IGNORECASE)
_READ = {b"utf-8", b"utf8", b"us-ascii"}
_WITH_BODY = {"POST", "PUT", "PATCH"}


class BoundedBody:
    """Refuses a body over `most_bytes`, at once where its length is told, and one that is late; and
    what is wrong with the head of a request."""

    def __init__(self, app: ASGIApp, most_bytes: int, seconds: float = SECONDS) -> None:
        self._app = app
        self._most = most_bytes
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif error := self._wrong(scope):
            await problem(error.status, error.title, str(error))(scope, receive, send)
        else:
            await self._app(scope, self._bounded(receive), send)

    def _wrong(self, scope: Scope) -> ZhengtuError | None:
        """Return what is wrong with the head of a request, which everything after it reads."""
        if _told_length(scope) > self._most:
            return self._too_long()
        if scope["query_string"].count(b"&") >= MOST_FIELDS:
            return QueryTooLong(f"the address has over {MOST_FIELDS} parameters")
        for name, value in scope["headers"]:
            if len(value) > LONGEST_FIELD:
                shown = name[:40].decode("latin-1")
                return QueryTooLong(f"the field '{shown}' is over {LONGEST_FIELD} bytes")
        return _wrong_host(scope) or _wrong_coding(scope)

    def _bounded(self, receive: Receive) -> Receive:
        """Return `receive` that counts; it raises QueryTooLong or RequestTimeout."""
        latest, size, is_whole = time.monotonic() + self._seconds, 0, False

        async def receive_bounded() -> Message:
            nonlocal size, is_whole
            if is_whole:
                return await receive()
            try:
                async with asyncio.timeout(latest - time.monotonic()):
                    message = await receive()
            except TimeoutError:
                why = f"the body did not arrive within {self._seconds:g} s"
                raise RequestTimeout(why) from None
            size += len(message.get("body", b""))
            is_whole = not message.get("more_body", False)
            if size > self._most:
                raise self._too_long()
            return message

        return receive_bounded

    def _too_long(self) -> QueryTooLong:
        return QueryTooLong(f"the body is over {self._most} bytes; send less at a time")


def is_host(value: bytes) -> bool:
    """Tell whether `value` names a host: answers have it in their addresses.

    >>> is_host(b"localhost:8000"), is_host(b"[::1]"), is_host(b"a b"), is_host(b"")
    (True, True, False, False)
    """
    return _HOST.fullmatch(value) is not None


def _wrong_host(scope: Scope) -> UnreadableRequest | None:
    """Return what is wrong unless there is one host; HTTP/1.0 knows requests without."""
    hosts = [value for name, value in scope["headers"] if name == b"host"]
    if not hosts and scope.get("http_version") == "1.0":
        return None
    if len(hosts) != 1:
        return UnreadableRequest(f"a request names one host, not {len(hosts)}: send 'Host' once")
    return None if is_host(hosts[0]) else UnreadableRequest("the field 'Host' names no host")


def _wrong_coding(scope: Scope) -> UnreadableBody | None:
    """Return what is wrong with how a body is written, as far as its head says that."""
    if scope["method"] not in _WITH_BODY:
        return None
    fields = dict(scope["headers"])
    packed = fields.get(b"content-encoding", b"identity").strip().lower()
    charset = _CHARSET.search(fields.get(b"content-type", b""))
    if packed not in (b"identity", b""):
        return UnreadableBody("send the body as it is: no Content-Encoding is read here")
    if charset and charset[1].lower() not in _READ:
        return UnreadableBody("send text in UTF-8; no other charset is read here")
    return None


def _told_length(scope: Scope) -> int:
    told = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
    return int(told) if told.isdigit() else 0
