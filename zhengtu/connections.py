"""Connections that nobody can keep busy for nothing: bounded in number, time and size of a head."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from api.envelope import SLOWEST
from api.framing import as_lines
from api.known import HEAD, Response, Start
from api.soon import Stop

_PIECE = 262_144
"""Bytes that are given to the connection at a time."""
_END = b"\r\n\r\n"
"""Ends the head of a request."""


@dataclass(frozen=True)
class Bounds:
    """What a client may take: connections, seconds and bytes for the head of a request.

    After an answer to a request that is still coming it has `linger_seconds` to read that.
    """

    per_client: int = 100
    head_seconds: float = 20.0
    head_bytes: int = 300_000
    linger_seconds: float = 3.0


def _cut(transport: asyncio.Transport) -> None:
    """Close a connection at once; the system drops what it still holds for a slow reader."""
    channel = transport.get_extra_info("socket")
    if channel is not None:
        channel.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()


Recall = Callable[[bytes], Response | Start | None]
"""Tells the response to a request of just these bytes, if that takes a moment, or else what begins
to answer it; None if others shall."""


def _recall_nothing(_: bytes) -> None:
    return None


class _InHand:
    """A request that is answered past the parser, in the place where uvicorn has its own."""

    def __init__(self) -> None:
        self.keep_alive = True
        self.disconnected = False
        self.response_complete = False
        self.stop: Stop = bool

    @property
    def message_event(self) -> _InHand:
        return self

    def set(self) -> None:
        """Stop: it is called when the client has left."""
        if not self.response_complete:
            self.disconnected = True
            stop, self.stop = self.stop, bool  # it knows whom it would tell: a circle
            stop()


def _is_one_head(data: bytes) -> bool:
    """Tell whether `data` is the head of one request, with nothing before or behind it."""
    return data.startswith(b"GET ") and data.find(_END) == len(data) - len(_END)


def bounded_protocol(bounds: Bounds, recall: Recall = _recall_nothing) -> type[HttpToolsProtocol]:
    """Return the protocol of a server whose connections keep `bounds`.

    What `recall` answers, or begins to, is not parsed.

    A client may put a query of 100,000 characters into the address, so a head is large; the parser
    itself has no limit for it.
    """
    open_by_host: Counter[str] = Counter()

    class Bounded(HttpToolsProtocol):
        _late: asyncio.TimerHandle | None = None
        _head = 0
        _last = b""
        _host = ""
        _came = b""
        _unread = 0
        _is_whole = True
        _in_hand: _InHand | None = None
        _idle_since = 0.0
        _common: tuple[list[tuple[bytes, bytes]], bytes] = ([], b"")

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self._host = self.client[0] if self.client else ""
            open_by_host[self._host] += 1
            if open_by_host[self._host] > bounds.per_client:
                transport.abort()
            else:
                self._await_head()

        def connection_lost(self, exc: Exception | None) -> None:
            open_by_host[self._host] -= 1
            if not open_by_host[self._host]:
                del open_by_host[self._host]
            self._have_head()
            if self._in_hand:
                self._in_hand.set()
            super().connection_lost(exc)

        def data_received(self, data: bytes) -> None:
            is_done = self.cycle is None or self.cycle.response_complete
            is_free = is_done and self._is_whole and not self.pipeline
            if is_free and self._recall(data):
                return
            self._came = data if is_free and _is_one_head(data) else b""
            if self._late is None and is_done and self._is_whole:
                self._await_head()
            if self._late is not None:
                self._head += self._length_in_head(data)
                if self._head > bounds.head_bytes:
                    self.send_400_response("The head of the request is too large.")
                    return
            super().data_received(data)

        def on_message_begin(self) -> None:
            super().on_message_begin()
            self._is_whole = False
            extensions: dict[str, Any] = {"zhengtu.abort": {"abort": partial(_cut, self.transport)}}
            if self._came:
                extensions[HEAD] = self._came
            self.scope["extensions"] = extensions

        def on_headers_complete(self) -> None:
            self._have_head()
            super().on_headers_complete()

        def on_response_complete(self) -> None:
            super().on_response_complete()
            if not self._is_whole:
                # A close while the client sends would take the answer from it: read on, for a while
                self.loop.call_later(bounds.linger_seconds, self._leave, self.cycle)

        def on_message_complete(self) -> None:
            self._is_whole = True
            super().on_message_complete()

        def _leave(self, cycle: object) -> None:
            if self.cycle is cycle and not self._is_whole:
                self.transport.close()

        def timeout_keep_alive_handler(self) -> None:
            """Close an idle connection; one that still reads gets more time, as long as it does."""
            left = self._idle_since + self.timeout_keep_alive - self.loop.time()
            if left > 0:
                self._close_idle_in(left)
                return
            unread = self.transport.get_write_buffer_size()
            if not unread:
                super().timeout_keep_alive_handler()
            elif self._unread and unread >= self._unread:
                _cut(self.transport)
            else:
                self._close_idle_in(self.timeout_keep_alive)
            self._unread = unread

        def _close_idle_in(self, seconds: float) -> None:
            self.timeout_keep_alive_task = self.loop.call_later(
                seconds, self.timeout_keep_alive_handler
            )

        def _recall(self, data: bytes) -> bool:
            """Answer a plain request, or begin to, where all before it has been read."""
            found = None if self.transport.get_write_buffer_size() else recall(data)
            if found is None:
                return False
            if not isinstance(found, tuple):
                return self._begin(found)
            self._have_head()
            head, body = found
            self.transport.write(self._with_fields(head) + body)
            # the timer goes on: to set one for each answer takes as long as to find a known one
            self._idle_since = self.loop.time()
            if self.timeout_keep_alive_task is None:
                self._close_idle_in(self.timeout_keep_alive)
            return True

        def _with_fields(self, head: bytes) -> bytes:
            fields = self.server_state.default_headers
            if fields is not self._common[0]:  # another list each second
                self._common = (fields, as_lines(fields))
            return b"%s%s\r\n" % (head, self._common[1])

        def _begin(self, start: Start) -> bool:
            most = self.limit_concurrency
            if most and len(self.connections) >= most:
                return False
            before, request = self.cycle, _InHand()
            self.cycle = request  # type: ignore[assignment]
            stop = start(self._host, partial(self._tell, request))
            if stop is None:
                self.cycle = before
                return False
            self._have_head()
            if not request.response_complete:
                self._unset_keepalive_if_required()
                self._in_hand, request.stop = request, stop
            return True

        def _tell(self, request: _InHand, head: bytes, body: bytes) -> None:
            if request.disconnected or self.transport.is_closing():
                return
            if not request.keep_alive:
                head += b"connection: close\r\n"
            self.transport.write(self._with_fields(head) + body[:_PIECE])
            if len(body) <= _PIECE:
                self._end(request)
                return
            task = self.loop.create_task(self._write_rest(request, body))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)

        async def _write_rest(self, request: _InHand, body: bytes) -> None:
            """Write a large body as it is read, so that little of it waits in the connection."""
            for at in range(_PIECE, len(body), _PIECE):
                try:
                    async with asyncio.timeout(SLOWEST):
                        await self.flow.drain()
                except TimeoutError:
                    _cut(self.transport)
                if request.disconnected or self.transport.is_closing():
                    return
                self.transport.write(body[at : at + _PIECE])
            self._end(request)

        def _end(self, request: _InHand) -> None:
            # what stops it knows whom it tells: a circle that only a collection would find
            request.response_complete, request.stop, self._in_hand = True, bool, None
            if not request.keep_alive:
                self.transport.close()
            self.on_response_complete()

        def _length_in_head(self, data: bytes) -> int:
            """Return how much of `data` is head: a body that comes with it has its own limit."""
            joined = self._last + data
            end = joined.find(_END)
            before, self._last = len(self._last), joined[-len(_END) + 1 :]
            return (len(joined) if end < 0 else end + len(_END)) - before

        def _await_head(self) -> None:
            self._head, self._last = 0, b""
            self._late = self.loop.call_later(bounds.head_seconds, self.transport.abort)

        def _have_head(self) -> None:
            if self._late is not None:
                self._late.cancel()
                self._late = None

    return Bounded
