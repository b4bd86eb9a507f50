"""Connections that nobody can keep busy for nothing: bounded in number, time and size of a head."""

from __future__ import annotations

import asyncio
import socket
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from api.connection.at_once import Response, Start
from api.connection.known import HEAD
from api.http.envelope import SLOWEST
from api.http.heads import read_head
from zhengtu.fronts import End, Lend, lend_nothing
from zhengtu.heads import AwaitedHead, is_one_head
from zhengtu.in_hand import InHand, cut
from zhengtu.telling import TellingProtocol

_PIECE = 262_144
"""Bytes that are given to the connection at a time."""


@dataclass(frozen=True)
class Bounds:
    """What a client may take: connections, seconds and bytes for the head of a request.

    After an answer to a request that is still coming it has `linger_seconds` to read that.
    """

    per_client: int = 100
    head_seconds: float = 20.0
    head_bytes: int = 300_000
    linger_seconds: float = 3.0


Recall = Callable[[bytes], Response | Start | None]
"""Tells the response to a request of just these bytes, if that takes a moment, or else what begins
to answer it; None if others shall."""


def _recall_nothing(_: bytes) -> None:
    return None


_STEADY = 10
"""Look-ups in a row after which a connection is lent, twice as many when it has come back."""
_MUCH = 3
"""Look-ups that one counts for that is told much: there is more to save in the next."""


def bounded_protocol(
    bounds: Bounds, recall: Recall = _recall_nothing, lend: Lend = lend_nothing
) -> type[HttpToolsProtocol]:
    """Return the protocol of a server whose connections keep `bounds`.

    What `recall` answers, or begins to, is not parsed. A connection that looks up only is lent by
    `lend`, and counts as open here until it is gone.

    An address may have 65,535 bytes, and a field 16,000, so a head is large; the parser itself has
    no limit for it.
    """
    open_by_host: Counter[str] = Counter()

    def leave(host: str) -> None:
        open_by_host[host] -= 1
        if not open_by_host[host]:
            del open_by_host[host]

    class Bounded(TellingProtocol):
        _head: AwaitedHead
        _host = ""
        _came = b""
        _unread = 0
        linger_seconds = bounds.linger_seconds
        _in_hand: InHand | None = None
        _idle_since = 0.0
        _lookups = 0
        _known = 0
        _is_much = False
        _steady = _STEADY
        _end_front: End | None = None
        _is_over = _is_stopping = False
        _came_back = b""
        _before: Bounded | None = None

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            seconds, most = bounds.head_seconds, bounds.head_bytes
            self._head = AwaitedHead(self.loop, seconds, most, transport.abort)
            is_stopping = self._follow()
            self._host = self.client[0] if self.client else ""
            open_by_host[self._host] += 1
            if open_by_host[self._host] > bounds.per_client:
                transport.abort()
            elif self._came_back:
                self.data_received(self._came_back)
                self._came_back = b""
                if is_stopping:
                    self.shutdown()
                # the loop begins to read only now, whatever was paused before
                self.loop.call_soon(self._pause_again)
            else:
                self._head.begin()

        def _pause_again(self) -> None:
            if self.flow.read_paused and not self.transport.is_closing():
                self.transport.pause_reading()

        def connection_lost(self, exc: Exception | None) -> None:
            self._head.end()
            if self._in_hand:
                self._in_hand.set()
            super().connection_lost(exc)
            if self._end_front is None:
                leave(self._host)
            elif not self._is_over:
                self.connections.add(self)

        def data_received(self, data: bytes) -> None:
            if self.is_refused:
                return
            is_done = self.cycle is None or self.cycle.response_complete
            is_free = is_done and self.is_whole and not self.pipeline
            if is_free and self._recall(data):
                return
            self._came = data if is_free and is_one_head(data) else b""
            if not self._head.is_awaited and is_done and self.is_whole:
                self._head.begin()
            if self._head.is_awaited and self._head.is_too_large_with(data):
                self._head.end()
                self.send_400_response(f"over {bounds.head_bytes} bytes")
                return
            super().data_received(data)

        def on_message_begin(self) -> None:
            super().on_message_begin()
            extensions: dict[str, Any] = {"zhengtu.abort": {"abort": partial(cut, self.transport)}}
            if self._came:
                extensions[HEAD] = self._came
            self.scope["extensions"] = extensions

        def on_headers_complete(self) -> None:
            self._head.end()
            super().on_headers_complete()

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
                cut(self.transport)
            else:
                self._close_idle_in(self.timeout_keep_alive)
            self._unread = unread

        def _close_idle_in(self, seconds: float) -> None:
            self.timeout_keep_alive_task = self.loop.call_later(
                seconds, self.timeout_keep_alive_handler
            )

        def _recall(self, data: bytes) -> bool:
            """Answer a plain request, or begin to, where all before it has been read."""
            if self.transport.get_write_buffer_size():
                return False
            if self._lookups >= self._steady and read_head(data) and self._lend(data):
                return True
            found = recall(data)
            if not isinstance(found, tuple):
                if found is not None and self._begin(found):
                    return True
                self._lookups = self._known = 0
                return False
            self._head.end()
            self._count(found)
            self.transport.write(self.with_fields(found.head) + found.body)
            # the timer goes on: to set one for each answer takes as long as to find a known one
            self._idle_since = self.loop.time()
            if self.timeout_keep_alive_task is None:
                self._close_idle_in(self.timeout_keep_alive)
            return True

        def _count(self, response: Response) -> None:
            self._is_much = response.is_much
            counted = _MUCH if self._is_much else 1
            self._lookups = self._lookups + counted if response.of_lookup else 0
            self._known = self._known + 1 if response.is_known else 0

        def _lend(self, data: bytes) -> bool:
            channel = self.transport.get_extra_info("socket")
            known, much = 2 * self._known >= self._steady, self._is_much
            self._end_front = lend(channel.fileno(), data, self, asks_known=known, asks_much=much)
            if self._end_front is not None:
                self.transport.abort()
            return self._end_front is not None

        def take_back(self, channel: socket.socket, data: bytes) -> None:
            """Go on with the connection that was lent, which has sent `data`."""
            again = Bounded(self.config, self.server_state, self.app_state)
            again._came_back, again._steady, again._before = data, self._steady * 2, self
            task = self.loop.create_task(again._connect(channel))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)

        async def _connect(self, channel: socket.socket) -> None:
            try:
                await self.loop.connect_accepted_socket(lambda: self, channel)
            except OSError:
                channel.close()
            finally:
                self._follow()

        def _follow(self) -> bool:
            """Count in the place of the one that was lent, which counted until now; tell whether
            the server is stopping."""
            before, self._before = self._before, None
            if before is None:
                return False
            before.gone()
            return before._is_stopping

        def gone(self) -> None:
            """Count the connection that was lent no more."""
            if not self._is_over:
                self._is_over = True
                self.connections.discard(self)
                leave(self._host)

        def shutdown(self) -> None:
            self._is_stopping = True
            if self._end_front is not None:
                self._end_front()
            else:
                super().shutdown()

        def _begin(self, start: Start) -> bool:
            most = self.limit_concurrency
            if most and len(self.connections) >= most:
                return False
            before, request = self.cycle, InHand()
            self.cycle = request  # type: ignore[assignment]
            stop = start(self._host, partial(self._tell, request))
            if stop is None:
                self.cycle = before
                return False
            self._head.end()
            if not request.response_complete:
                self._unset_keepalive_if_required()
                self._in_hand, request.stop = request, stop
            return True

        def _tell(self, request: InHand, response: Response) -> None:
            if request.disconnected or self.transport.is_closing():
                return
            self._count(response)
            head, body = response.head, response.body
            if not request.keep_alive:
                head += b"connection: close\r\n"
            self.transport.write(self.with_fields(head) + body[:_PIECE])
            if len(body) <= _PIECE:
                self._end(request)
                return
            task = self.loop.create_task(self._write_rest(request, body))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)

        async def _write_rest(self, request: InHand, body: bytes) -> None:
            """Write a large body as it is read, so that little of it waits in the connection."""
            for at in range(_PIECE, len(body), _PIECE):
                try:
                    async with asyncio.timeout(SLOWEST):
                        await self.flow.drain()
                except TimeoutError:
                    cut(self.transport)
                if request.disconnected or self.transport.is_closing():
                    return
                self.transport.write(body[at : at + _PIECE])
            self._end(request)

        def _end(self, request: InHand) -> None:
            # what stops it knows whom it tells: a circle that only a collection would find
            request.response_complete, request.stop, self._in_hand = True, bool, None
            if not request.keep_alive:
                self.transport.close()
            self.on_response_complete()

    return Bounded
