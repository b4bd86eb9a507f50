"""Requests that were answered before, to the byte: the same bytes again, before anything is parsed.

It holds for queries by GET while the same snapshot is served. What an answer depends on beside the
address stands in the key; whatever else a client sends lets the request take the whole way.

A request whose very bytes are known is answered by the connection itself, see `at_once`.
"""

from __future__ import annotations

from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.connection.at_once import AtOnce, Begin, Kept, Key, Prompt, Read
from api.connection.framing import as_lines
from api.http.asked import Asked, asked_of, with_notes
from api.http.envelope import Headers, Observe, seconds_header, sent_in_time
from api.http.heads import IN_KEY, PATH, WITHOUT_MEANING

HEAD = "zhengtu.head"
"""The extension of a scope with the bytes of a request that came alone and whole."""
_SECONDS = b"zhengtu-seconds"


class Known(AtOnce):
    """Answers what was answered before, and learns from what `app` answers."""

    def __init__(
        self,
        app: ASGIApp,
        target: Callable[[], str],
        room: int,
        observe: Observe,
        *,
        read: Read,
        prompt: Prompt,
        begin: Begin,
    ) -> None:
        super().__init__(target, room, observe, read=read, prompt=prompt, begin=begin)
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        key = self._key(scope) if scope.get("path") == PATH else None
        if key is None:
            await self._app(scope, receive, send)
        elif known := self._kept.get(key):
            await self._repeat(known, scope, send)
        else:
            await self._answer(key, scope, receive, send)

    def _key(self, scope: Scope) -> Key | None:
        if scope["type"] != "http" or scope["method"] != "GET":
            return None
        told = []
        for name, value in scope["headers"]:
            if name in IN_KEY:
                told.append((name, value))
            elif name not in WITHOUT_MEANING:
                return None
        if (scheme := scope["scheme"]) != "http":  # a proxy says so; relative IRIs have it
            told.append((b"scheme", scheme.encode()))
        return (self._target(), scope["query_string"], tuple(told))

    async def _repeat(self, known: Kept, scope: Scope, send: Send) -> None:
        self._use(known)
        asked = known.noted()
        self._learn(known, scope)
        headers = [*known.headers, seconds_header(asked)]
        send = sent_in_time(send, scope)
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": known.body})
        self._observe(PATH, asked)

    def _learn(self, known: Kept, scope: Scope) -> None:
        """Know the request by its bytes from now on, where its connection goes on after it."""
        head = scope.get("extensions", {}).get(HEAD)
        closes = dict(scope["headers"]).get(b"connection", b"keep-alive").lower() != b"keep-alive"
        if head is None or closes or scope["http_version"] != "1.1":
            return
        self._keep_head(known, head)

    async def _answer(self, key: Key, scope: Scope, receive: Receive, send: Send) -> None:
        start: Message = {}
        scope = with_notes(scope)

        async def send_kept(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
            elif start.get("status") == 200 and not message.get("more_body"):
                headers = [(n, value) for n, value in start["headers"] if n != _SECONDS]
                self._keep_whole(key, headers, message.get("body", b""), asked_of(scope))
            await send(message)

        await self._app(scope, receive, send_kept)

    def _keep_whole(self, key: Key, headers: Headers, body: bytes, asked: Asked) -> None:
        """Keep a response if it is the same each time, and came at once."""
        if asked.tag and (b"content-length", b"%d" % len(body)) in headers:
            self._keep(Kept(key, as_lines(headers), body, asked))
