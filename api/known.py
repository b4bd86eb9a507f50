"""Requests that were answered before, to the byte: the same bytes again, before anything is parsed.

It holds for queries by GET while the same snapshot is served. What an answer depends on beside the
address stands in the key; whatever else a client sends lets the request take the whole way.

A request whose very bytes are known is answered by the connection itself, see `Known.at_once`; so
is what `prompt` answers in a moment.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, partial
from http import HTTPStatus

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.asked import Asked, asked_of, with_notes
from api.envelope import Headers, Observe, seconds_header, sent_in_time
from api.framing import Prompted, as_lines
from api.heads import IN_KEY, PATH, WITHOUT_MEANING, Head, read_head
from api.plain import Plain
from api.soon import Stop

HEAD = "zhengtu.head"
"""The extension of a scope with the bytes of a request that came alone and whole."""
_SHARE = 8
_OVERHEAD = 2_000
_HEADS = 4
"""Spellings of one request that are known by their bytes."""
_SECONDS = b"zhengtu-seconds"
_STATUS = b"HTTP/1.1 200 OK\r\n"

Key = tuple[object, ...]


Read = Callable[[Head, str], Plain | None]
"""Reads a plain request to the snapshot that is current, in the folder of that name."""
Prompt = Callable[[Plain], Prompted | None]
"""Answers a plain request, if that takes a moment only."""
Begin = Callable[[Plain, str, Callable[[Prompted], None]], Stop | None]
"""Begins to answer a plain request from an address; returns what stops that, None if it does not.
The answer is told, also when nobody waits any more."""

Response = tuple[bytes, bytes]
"""Head and body of a response. The head lacks the fields that every response of the server has, and
its end."""
Start = Callable[[str, Callable[[bytes, bytes], None]], Stop | None]
"""Begins to answer a request from an address, unless others shall: None. What it returns stops
that; head and body of the response are told once, or never if it was stopped."""


@dataclass(eq=False)
class _Response:
    """A response without the header that says how long it took; `lines` are all others."""

    key: Key
    lines: bytes
    body: bytes
    asked: Asked
    heads: list[bytes] = field(default_factory=list)

    @property
    def size(self) -> int:
        return len(self.body) + _OVERHEAD + sum(map(len, self.heads))

    @cached_property
    def headers(self) -> Headers:
        pairs = (line.partition(b": ") for line in self.lines.split(b"\r\n")[:-1])
        return [(name, value) for name, _, value in pairs]

    @cached_property
    def start(self) -> bytes:
        """The first lines of the response as they are sent."""
        return _STATUS + self.lines


def _phrase(status: int) -> bytes:
    try:
        return HTTPStatus(status).phrase.encode()
    except ValueError:
        return b""


class Known:
    """Keeps whole responses in `room` bytes, as long as `target` names the same snapshot."""

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
        self._app = app
        self._read = read
        self._prompt = prompt
        self._begin = begin
        self._target = target
        self._room = room
        self._observe = observe
        self._used = 0
        self._kept: OrderedDict[Key, _Response] = OrderedDict()
        self._by_head: dict[bytes, _Response] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        key = self._key(scope) if scope.get("path") == PATH else None
        if key is None:
            await self._app(scope, receive, send)
        elif known := self._kept.get(key):
            await self._repeat(known, scope, send)
        else:
            await self._answer(key, scope, receive, send)

    def at_once(self, data: bytes) -> Response | Start | None:
        """Return the response to a request of just these bytes, if that is known or found in a
        moment, else what begins to find it; None for any request but a plain query."""
        target = self._target()
        known = self._by_head.get(data)
        if known is not None and known.key[0] == target:
            return self._told(known.start, known.body, self._noted(known))
        head = read_head(data)
        if head is None:
            return None
        key = (target, head.query_string, head.fields)
        if known := self._kept.get(key):
            self._keep_head(known, data)
            return self._told(known.start, known.body, self._noted(known))
        plain = self._read(head, target)
        if plain is None:
            return None
        found = self._prompt(plain)
        if found is None:
            return partial(self._start, key, data, plain)
        self._keep_prompted(key, found, data)
        return self._told(_STATUS + found.lines, found.body, found.asked)

    def _start(
        self, key: Key, data: bytes, plain: Plain, host: str, tell: Callable[[bytes, bytes], None]
    ) -> Stop | None:
        def tell_kept(found: Prompted) -> None:
            self._keep_prompted(key, found, data)
            start = b"HTTP/1.1 %d %s\r\n" % (found.asked.status, _phrase(found.asked.status))
            tell(*self._told(start + found.lines, found.body, found.asked))

        return self._begin(plain, host, tell_kept)

    def _keep_prompted(self, key: Key, found: Prompted, data: bytes) -> None:
        if self._room and found.asked.tag and found.asked.status == HTTPStatus.OK:
            response = _Response(key, found.lines, found.body, found.asked)
            if self._keep(response):
                self._keep_head(response, data)

    def _told(self, start: bytes, body: bytes, asked: Asked) -> Response:
        head = b"%szhengtu-seconds: %.4f\r\n" % (start, asked.seconds)
        self._observe(PATH, asked)
        return head, body

    def _key(self, scope: Scope) -> Key | None:
        if scope["type"] != "http" or scope["method"] != "GET":
            return None
        told = []
        for name, value in scope["headers"]:
            if name in IN_KEY:
                told.append((name, value))
            elif name not in WITHOUT_MEANING:
                return None
        return (self._target(), scope["query_string"], tuple(told))

    async def _repeat(self, known: _Response, scope: Scope, send: Send) -> None:
        asked = self._noted(known)
        self._learn(known, scope)
        headers = [*known.headers, seconds_header(asked)]
        send = sent_in_time(send, scope)
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": known.body})
        self._observe(PATH, asked)

    def _noted(self, known: _Response) -> Asked:
        """Return notes on a request that say what they said when it was answered first."""
        self._kept.move_to_end(known.key)
        first = known.asked
        return Asked(
            snapshot=first.snapshot, query=first.query, rows=first.rows, from_cache=True, status=200
        )

    def _learn(self, known: _Response, scope: Scope) -> None:
        """Know the request by its bytes from now on, where its connection goes on after it."""
        head = scope.get("extensions", {}).get(HEAD)
        closes = dict(scope["headers"]).get(b"connection", b"keep-alive").lower() != b"keep-alive"
        if head is None or closes or scope["http_version"] != "1.1":
            return
        self._keep_head(known, head)

    def _keep_head(self, known: _Response, head: bytes) -> None:
        if len(known.heads) >= _HEADS:
            return
        known.heads.append(head)
        self._by_head[head] = known
        self._used += len(head)

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
            self._keep(_Response(key, as_lines(headers), body, asked))

    def _keep(self, response: _Response) -> bool:
        """Keep a response that is the same each time; tell whether it is new and small enough."""
        if response.key in self._kept or response.size * _SHARE > self._room:
            return False
        self._kept[response.key] = response
        self._used += response.size
        while self._used > self._room:
            self._forget(self._kept.popitem(last=False)[1])
        return True

    def _forget(self, response: _Response) -> None:
        self._used -= response.size
        for head in response.heads:
            self._by_head.pop(head, None)
