"""Requests that were answered before, to the byte: the same bytes again, before anything is parsed.

It holds for queries by GET while the same snapshot is served. What an answer depends on beside the
address stands in the key; whatever else a client sends lets the request take the whole way.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.asked import Asked, asked_of

_PATH = "/sparql"
_IN_KEY = {b"accept", b"accept-encoding", b"host"}
_WITHOUT_MEANING = {
    b"user-agent",
    b"connection",
    b"accept-language",
    b"cache-control",
    b"pragma",
    b"dnt",
    b"x-forwarded-for",
    b"x-forwarded-proto",
    b"x-request-id",
}
"""Fields of a request that change nothing in its answer."""
_SHARE = 8
_OVERHEAD = 2_000

Key = tuple[object, ...]


@dataclass(frozen=True)
class _Response:
    start: Message
    body: Message
    asked: Asked

    @property
    def size(self) -> int:
        return len(self.body["body"]) + _OVERHEAD


class Known:
    """Keeps whole responses in `room` bytes, as long as `target` names the same snapshot."""

    def __init__(self, app: ASGIApp, target: Callable[[], object], room: int) -> None:
        self._app = app
        self._target = target
        self._room = room
        self._used = 0
        self._kept: OrderedDict[Key, _Response] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        key = self._key(scope) if scope.get("path") == _PATH else None
        if key is None:
            await self._app(scope, receive, send)
        elif known := self._kept.get(key):
            self._kept.move_to_end(key)
            _note(asked_of(scope), known.asked)
            await send(dict(known.start))
            await send(known.body)
        else:
            await self._answer(key, scope, receive, send)

    def _key(self, scope: Scope) -> Key | None:
        if scope["type"] != "http" or scope["method"] != "GET":
            return None
        told = []
        for name, value in scope["headers"]:
            if name in _IN_KEY:
                told.append((name, value))
            elif name not in _WITHOUT_MEANING:
                return None
        options = asked_of(scope).options
        return (self._target(), scope["query_string"], tuple(told), repr(options))

    async def _answer(self, key: Key, scope: Scope, receive: Receive, send: Send) -> None:
        start: Message = {}

        async def send_kept(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = dict(message)
            elif start.get("status") == 200 and not message.get("more_body"):
                self._keep(key, _Response(start, message, asked_of(scope)))
            await send(message)

        await self._app(scope, receive, send_kept)

    def _keep(self, key: Key, response: _Response) -> None:
        """Keep a response that is the same each time and came at once."""
        length = dict(response.start["headers"]).get(b"content-length", b"")
        is_whole = length == str(len(response.body["body"])).encode()
        if not response.asked.tag or not is_whole or response.size * _SHARE > self._room:
            return
        self._kept[key] = response
        self._used += response.size
        while self._used > self._room:
            _, dropped = self._kept.popitem(last=False)
            self._used -= dropped.size


def _note(asked: Asked, known: Asked) -> None:
    """Let the notes on a request say what they said when it was answered first."""
    asked.snapshot, asked.query, asked.tag = known.snapshot, known.query, known.tag
    asked.rows, asked.from_cache = known.rows, True
