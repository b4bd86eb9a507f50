"""The head of a request while a connection awaits it: bounded in time and size."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

_END = b"\r\n\r\n"
"""Ends the head of a request."""


def is_one_head(data: bytes) -> bool:
    """Tell whether `data` is the head of one request, with nothing before or behind it.

    >>> is_one_head(b"GET / HTTP/1.1\\r\\n\\r\\n"), is_one_head(b"GET / HTTP/1.1\\r\\n")
    (True, False)
    """
    return data.startswith(b"GET ") and data.find(_END) == len(data) - len(_END)


class AwaitedHead:
    """The head that one connection awaits; `abort` is called if it has not come in `seconds`.

    `most` is how many bytes it may have.
    """

    def __init__(
        self, loop: asyncio.AbstractEventLoop, seconds: float, most: int, abort: Callable[[], None]
    ) -> None:
        self._loop, self._seconds, self._most, self._abort = loop, seconds, most, abort
        self._late: asyncio.TimerHandle | None = None
        self._length = 0
        self._last = b""

    @property
    def is_awaited(self) -> bool:
        return self._late is not None

    def begin(self) -> None:
        """Await a head from now on."""
        self._length, self._last = 0, b""
        self._late = self._loop.call_later(self._seconds, self._abort)

    def end(self) -> None:
        """Await no head: it has come, or the connection is gone."""
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def is_too_large_with(self, data: bytes) -> bool:
        """Count what of `data` is head: a body that comes with it has its own limit."""
        joined = self._last + data
        end = joined.find(_END)
        before, self._last = len(self._last), joined[-len(_END) + 1 :]
        self._length += (len(joined) if end < 0 else end + len(_END)) - before
        return self._length > self._most
