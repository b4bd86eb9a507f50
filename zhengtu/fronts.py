"""Fronts as the server sees them: processes to which connections are lent that look up only.

One process answers what it can read itself on one processor. A connection that asks one look-up
after another goes to a front, a process with the store and nothing else, and comes back with the
first request that this cannot answer (`api.front`). All the while it counts as one of the server's.
"""

from __future__ import annotations

import asyncio
import logging
import pickle
import socket
import time
from collections.abc import Callable
from itertools import count
from typing import Any, Protocol

from api.front import LONGEST, NUMBER, Back, Gone, Lent, Logged, Ready, Seen, serve
from api.observing import LOG, Figures
from graph.process import process_of

_ROOM = 65_536
"""Bytes of a message from a front at the most."""
_PAUSE = 2.0
"""Seconds without fronts after one has died."""
_UNUSED = 60.0
"""Seconds without a loan after which all fronts are ended: each holds 40 MB."""


class Lender(Protocol):
    """A connection that was lent."""

    def take_back(self, channel: socket.socket, data: bytes) -> None:
        """Go on with the connection, which has sent `data`."""

    def gone(self) -> None:
        """Know that the connection is closed."""


Lend = Callable[[int, bytes, Lender], bool]
"""Lends a connection, by its descriptor and with what it has sent; tells whether a front has it."""


def lend_nothing(*_: object) -> bool:
    """Lend no connection."""
    return False


class Fronts:
    """A number of fronts, started when the first connection is to be lent.

    Nothing is lent unless all are up, so that each has its share. What they count is told to
    `count`. They end when nothing is lent for a while. All of it runs in the loop of the server.
    """

    def __init__(self, most: int, lent: Lent, count: Callable[[Figures], None]) -> None:
        self._most = most
        self._lent = lent
        self._count = count
        self._fronts = list[_Front]()
        self._starting: asyncio.Task[None] | None = None
        self._not_before = 0.0
        self._is_used = False
        self._unused: asyncio.TimerHandle | None = None

    def lend(self, file: int, data: bytes, lender: Lender) -> bool:
        """Lend the connection with the descriptor `file`, which has sent `data`; tell whether a
        front has it, so that it can be closed here."""
        if not self._most or len(data) > LONGEST:
            return False
        if len(self._fronts) < self._most:
            self._start()
            return False
        if not all(front.is_ready for front in self._fronts):
            return False
        self._is_used = True
        front = min(self._fronts, key=lambda front: len(front.lent))
        return front.lend(file, data, lender)

    def close(self) -> None:
        """End all fronts, and with them the connections that they have."""
        self._most = 0
        for front in list(self._fronts):
            front.end()

    def _start(self) -> None:
        if self._starting is None and time.monotonic() >= self._not_before:
            self._starting = asyncio.get_running_loop().create_task(self._start_all())

    async def _start_all(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            while len(self._fronts) < self._most and time.monotonic() >= self._not_before:
                taken = {front.number for front in self._fronts}
                number = next(number for number in count() if number not in taken)
                front = _Front(number, self._count, self._lost)
                await loop.run_in_executor(None, front.start, self._lent)
                front.listen(loop)
                self._fronts.append(front)
            for front in self._fronts[self._most :]:
                front.end()  # the server has stopped meanwhile
            if self._unused is not None:
                self._unused.cancel()
            self._unused = loop.call_later(_UNUSED, self._end_unused)
        except (OSError, EOFError):
            self._not_before = time.monotonic() + _PAUSE
        finally:
            self._starting = None

    def _end_unused(self) -> None:
        if self._is_used or any(front.lent or not front.is_ready for front in self._fronts):
            self._is_used = False
            loop = asyncio.get_running_loop()
            self._unused = loop.call_later(_UNUSED, self._end_unused)
        else:
            for front in list(self._fronts):
                front.end()

    def _lost(self, front: _Front) -> None:
        self._fronts.remove(front)
        self._not_before = time.monotonic() + _PAUSE


class _Front:
    """One front: its process, the channel to it, and what was lent to it, by number.

    `counted` is told what it counts, `lost` that it has ended.
    """

    def __init__(
        self, number: int, counted: Callable[[Figures], None], lost: Callable[[_Front], None]
    ) -> None:
        self.number = number
        self.lent = dict[int, Lender]()
        self.is_ready = False
        self._counted, self._lost = counted, lost
        self._numbers = count(1)
        self._channel, self._theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._channel.settimeout(0)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._process: Any = None

    def start(self, lent: Lent) -> None:
        """Start the process, which takes milliseconds; raises OSError."""
        self._process = process_of(serve, self._theirs, lent, self.number)
        self._process.start()
        self._theirs.close()

    def listen(self, loop: asyncio.AbstractEventLoop) -> None:
        """Hear what it says, from now on."""
        self._loop = loop
        loop.add_reader(self._channel.fileno(), self._heard)

    def lend(self, file: int, data: bytes, lender: Lender) -> bool:
        """Lend a connection; tell whether there was room for it in the channel."""
        number = next(self._numbers)
        try:
            socket.send_fds(self._channel, [NUMBER.pack(number) + data], [file])
        except OSError:
            return False
        self.lent[number] = lender
        return True

    def end(self) -> None:
        """End the channel, and with it the process and its connections."""
        if self._loop is None:
            return
        if not self._loop.is_closed():
            self._loop.remove_reader(self._channel.fileno())
        self._loop = None
        self._channel.close()
        self._lost(self)
        for lender in self.lent.values():
            lender.gone()
        self.lent.clear()

    def _heard(self) -> None:
        try:
            data, files, _, _ = socket.recv_fds(self._channel, _ROOM, 1, socket.MSG_CMSG_CLOEXEC)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if data:
            self._take(pickle.loads(data), files)  # noqa: S301 - written by our own front
        else:
            self.end()

    def _take(self, message: object, files: list[int]) -> None:
        match message:
            case Ready():
                self.is_ready = True
            case Back(number, data) if files:
                self.lent.pop(number).take_back(socket.socket(fileno=files[0]), data)
            case Gone(number) | Back(number):  # or as many files are open as may be
                self.lent.pop(number).gone()
            case Seen(figures):
                self._counted(figures)
            case Logged(created, line):
                record = LOG.makeRecord(LOG.name, logging.INFO, "", 0, line, (), None)
                record.created, record.msecs = created, created % 1 * 1000
                LOG.handle(record)
