"""Fronts as the server sees them: processes to which connections are lent that look up only.

One process answers what it can read itself on one processor. A connection that asks one look-up
after another goes to a front, a process with the store and nothing else, and comes back with the
first request that this cannot answer (`api.connection.front`). All the while it counts as one of
the server's.
"""

from __future__ import annotations

import asyncio
import logging
import pickle
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from typing import Any, Protocol

from api.connection.front import serve
from api.connection.lending import LOAN, LONGEST, Back, Gone, Lent, Logged, Ready, Seen
from api.http.observing import LOG, Figures
from graph.serving.process import process_of

_ROOM = 65_536
"""Bytes of a message from a front at the most."""
_PAUSE = 2.0
"""Seconds without fronts after one has died."""
_PATIENCE = 20.0
"""Seconds in which a front says that it goes on, when it is asked; one that does not is killed."""
_WANTED = 100
"""Requests of connections that would be lent, after which fronts are started: each takes the server
40 MB, and a client that asks a few things does not need them."""
_TOGETHER = 16
"""Connections up to which a front gets those that ask for what is known: such an answer takes less
than to wake a process does, and what one of them has asked the others find there."""
_UNUSED = 60.0
"""Seconds without a loan after which all fronts are ended."""


class Lender(Protocol):
    """A connection that was lent."""

    def take_back(self, channel: socket.socket, data: bytes) -> None:
        """Go on with the connection, which has sent `data`."""

    def gone(self) -> None:
        """Know that the connection is closed."""


End = Callable[[], None]
"""Lets a front end: it sends what it has to send, and then closes its connections."""


class Lend(Protocol):
    """Lends a connection, by its descriptor and with what it has sent, whether it asks for what is
    known, and for much. Returns what ends the front that has it now, None if there is none."""

    def __call__(
        self, file: int, data: bytes, lender: Lender, *, asks_known: bool, asks_much: bool
    ) -> End | None: ...


def lend_nothing(*_: object, **__: object) -> None:
    """Lend no connection."""


class Fronts:
    """A number of fronts, started when connections would have been lent for a while.

    Nothing is lent unless all are up, so that each has its share. What they count is told to
    `count`. They end when nothing is lent for a while, and are killed and replaced where one hangs.
    All of it runs in the loop of the server.
    """

    def __init__(self, most: int, lent: Lent, count: Callable[[Figures], None]) -> None:
        self._most = most
        self._lent = lent
        self._count = count
        self._fronts = list[_Front]()
        self._starting: asyncio.Task[None] | None = None
        self._not_before = 0.0
        self._is_used = False
        self._wanted = 0
        self._unused: asyncio.TimerHandle | None = None

    def lend(
        self, file: int, data: bytes, lender: Lender, *, asks_known: bool, asks_much: bool
    ) -> End | None:
        """Lend the connection with the descriptor `file`, which has sent `data`. If a front has it,
        return what ends that front: the connection can be closed here.

        Where it `asks_known`, it goes where such are, else where the fewest are. Those that ask for
        much share half of the fronts: what all read for it would not fit the processor's caches.
        """
        if not self._most or len(data) > LONGEST:
            return None
        if len(self._fronts) < self._most:
            self._wanted += 1
            if self._wanted >= _WANTED:
                self._start()
            return None
        if not all(front.is_ready for front in self._fronts):
            return None
        self._is_used = True
        half = self._fronts[: max(1, self._most // 2)]
        front = min(half if asks_much else self._fronts, key=lambda front: len(front.lent))
        if asks_known:
            with_room = (one for one in self._fronts if len(one.lent) < _TOGETHER)
            front = max(with_room, key=lambda front: len(front.asking_known), default=front)
        return front.finish if front.lend(file, data, lender, asks_known=asks_known) else None

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
        self._wanted = 0
        try:
            while len(self._fronts) < self._most and time.monotonic() >= self._not_before:
                front = _Front(self._count, self._lost)
                lent = self._lent._replace(is_first=not self._fronts)
                await loop.run_in_executor(None, front.start, lent)
                self._fronts.append(front)
                front.listen(loop)
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

    `counted` is told what it counts, `lost` that it has ended. It is asked again and again whether
    it goes on; the system would let one that hangs keep its connections for good.
    """

    def __init__(self, counted: Callable[[Figures], None], lost: Callable[[_Front], None]) -> None:
        self.lent = dict[int, Lender]()
        self.asking_known = set[int]()
        self.is_ready = False
        self._counted, self._lost = counted, lost
        self._numbers = count(1)
        self._channel, self._theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._channel.settimeout(0)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._process: Any = None
        self._asking: asyncio.TimerHandle | None = None
        self._is_heard = True

    def start(self, lent: Lent) -> None:
        """Start the process, which takes milliseconds; raises OSError."""
        self._process = process_of(serve, self._theirs, lent)
        self._process.start()
        self._theirs.close()

    def listen(self, loop: asyncio.AbstractEventLoop) -> None:
        """Hear what it says, from now on."""
        self._loop = loop
        loop.add_reader(self._channel.fileno(), self._heard)
        self._ask()

    def _ask(self) -> None:
        """Ask whether it goes on, if it has said so since the last time; or else kill it."""
        if not self._is_heard:
            self._heard()  # what it has said waits, if it was this server that was held up
        if not self._is_heard:
            self.end()
        if self._loop is None:
            return
        self._is_heard = False
        with suppress(OSError):  # it has much to read, or is to end
            self._channel.send(LOAN.pack(0, 0))
        self._asking = self._loop.call_later(_PATIENCE, self._ask)

    def lend(self, file: int, data: bytes, lender: Lender, *, asks_known: bool) -> bool:
        """Lend a connection; tell whether there was room for it in the channel."""
        number = next(self._numbers)
        try:
            socket.send_fds(self._channel, [LOAN.pack(number, asks_known) + data], [file])
        except OSError:
            return False
        self.lent[number] = lender
        if asks_known:
            self.asking_known.add(number)
        return True

    def finish(self) -> None:
        """Lend nothing more to it: it sends what it has to send, and ends."""
        with suppress(OSError):
            self._channel.shutdown(socket.SHUT_WR)

    def end(self) -> None:
        """End the process at once, and with it its connections."""
        if self._loop is None:
            return
        if not self._loop.is_closed():
            self._loop.remove_reader(self._channel.fileno())
        if self._asking is not None:
            self._asking.cancel()
        self._loop = None
        self._channel.close()
        self._process.kill()
        self._lost(self)
        for lender in self.lent.values():
            lender.gone()
        self.lent.clear()

    def _heard(self) -> None:
        try:
            data, files, _, _ = socket.recv_fds(self._channel, _ROOM, 1, socket.MSG_CMSG_CLOEXEC)
        except (BlockingIOError, ConnectionResetError):
            return  # it has ended with something unread: what it said before can still be heard
        except OSError:
            data = b""
        if data:
            self._is_heard = True
            self._take(pickle.loads(data), files)  # noqa: S301 - written by our own front
        else:
            self.end()

    def _returned(self, number: int) -> Lender:
        self.asking_known.discard(number)
        return self.lent.pop(number)

    def _take(self, message: object, files: list[int]) -> None:
        match message:
            case Ready():
                self.is_ready = True
            case Back(number, data) if files:
                self._returned(number).take_back(socket.socket(fileno=files[0]), data)
            case Gone(number) | Back(number):  # or as many files are open as may be
                self._returned(number).gone()
            case Seen(figures):
                self._counted(figures)
            case Logged(created, line):
                record = LOG.makeRecord(LOG.name, logging.INFO, "", 0, line, (), None)
                record.created, record.msecs = created, created % 1 * 1000
                LOG.handle(record)
