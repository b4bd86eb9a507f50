"""A process that answers look-ups on connections that are lent to it, and gives them back with
whatever else comes.

It knows nothing of HTTP but what `AtOnce` reads, and has nothing but the store: limits, routes,
errors, odd requests and slow heads stay with the server that lends.
"""

from __future__ import annotations

import gc
import logging
import pickle
import select
import socket
import struct
import time
from contextlib import suppress
from dataclasses import dataclass
from email.utils import formatdate
from functools import partial
from typing import NamedTuple

from api.connection.at_once import AtOnce, Response
from api.connection.lending import LOAN, LONGEST, Back, Gone, Lent, Logged, Ready, Seen
from api.connection.plain import read_plain
from api.connection.prompt import Prompt
from api.http.envelope import SLOWEST
from api.http.observing import LOG, Observer
from graph.latest import LatestSnapshot
from graph.machine.fence import fence
from graph.machine.memory import give_back
from ontology.errors import ZhengtuError

_TOLD = 0.1
"""Seconds after which figures are told to the server at the latest."""
_MOMENT = 0.0001
"""Seconds for which the next request of a client that is quick is looked for before this sleeps."""
_QUIET = 5.0
_KEPT = 20.0
"""Seconds that a connection is kept on which nothing is asked."""
_UNKNOWN = 10
"""Answers in a row that were not known, after which a connection goes back that was lent to ask for
what is: others have more room for its work."""
_CUT = struct.pack("ii", 1, 0)
"""Linger for no time: what the client has not read is dropped."""


@dataclass(slots=True)
class _Connection:
    number: int
    channel: socket.socket
    since: float
    asks_known: bool = False
    is_told_much: bool = False
    """Whether the last answer was much."""
    unknown: int = 0
    """Answers in a row that were not known."""
    rest: memoryview | None = None
    """What of the last answer the client has not taken yet."""

    @property
    def is_misplaced(self) -> bool:
        return self.asks_known and self.unknown >= _UNKNOWN


class _ToServer(logging.Handler):
    """Lets the server write the log: two processes would write into each other's lines."""

    def __init__(self, front: Front) -> None:
        super().__init__()
        self._front = front

    def emit(self, record: logging.LogRecord) -> None:
        self._front.tell(Logged(record.created, record.getMessage()))


def serve(channel: socket.socket, lent: Lent) -> None:
    """Answer on the connections that come through `channel` until that ends."""
    fence(lent.limits.memory)
    front = Front(channel, lent)
    if lent.is_logged:
        LOG.addHandler(_ToServer(front))
        LOG.setLevel(logging.INFO)
        LOG.propagate = False
    with suppress(ConnectionError):  # the server is gone, or has done with this process
        front.run()


def _date_line() -> bytes:
    return b"date: %s\r\n" % formatdate(usegmt=True).encode()


class Front:
    """The connections that one process has, and what it knows."""

    def __init__(self, channel: socket.socket, lent: Lent) -> None:
        self._channel = channel
        self._observer = Observer(with_text=lent.with_text)
        self._latest = LatestSnapshot(lent.home, lent.limits)
        self._target = ""
        self._known = AtOnce(
            lambda: self._target,
            lent.room,
            self._observer.observe,
            read=partial(read_plain, current=self._latest, public=lent.public),
            prompt=Prompt().answer,
        )
        self._open = dict[int, _Connection]()
        self._poll = select.epoll()
        self._is_first = lent.is_first
        self._is_quick = False
        self._much_after = 0.0
        self._date = _date_line()
        self._told = self._swept = self._worked = time.monotonic()
        self._is_leaving = False

    def tell(self, message: NamedTuple, *files: int) -> None:
        """Send a message to the server."""
        socket.send_fds(self._channel, [pickle.dumps(message)], files)

    def run(self) -> None:
        """Answer until the server ends the channel, and all that was answered is sent.

        Raises ConnectionError if the server is not there to be told.
        """
        with suppress(ZhengtuError, OSError):  # the server says what is wrong with it
            _ = self._latest.at(self._latest.target()).store
        gc.freeze()
        self.tell(Ready())
        self._poll.register(self._channel, select.EPOLLIN)
        while self._open or not self._is_leaving:
            events, now = self._await()
            if events:  # what has come by now has come before this
                self._target = self._latest.target()
            for file in self._in_turn(events, now):
                connection = self._open.get(file)
                if file == self._channel.fileno():
                    self._borrow(now)
                elif connection is None:  # closed while this was on its way
                    continue
                elif connection.rest is None:
                    self._hear(connection, now)
                else:
                    self._send(connection, connection.rest, now)
            if now > self._told + _TOLD:
                self._look_at_clock(now)
        self._tell_figures()

    def _await(self) -> tuple[list[tuple[int, int]], float]:
        """Return what has come, and when.

        To wake a processor takes longer than to answer a known request: where the first front has a
        single client, and that asked again at once, this looks for the next request for a moment.
        """
        begun = now = time.monotonic()
        events: list[tuple[int, int]] = []
        while self._is_quick and not events and now < begun + _MOMENT:
            events, now = self._poll.poll(0), time.monotonic()
        if not events:
            awaited = self._open or self._worked or self._observer.answered()
            events, now = self._poll.poll(_TOLD if awaited else None), time.monotonic()
        is_soon = bool(events) and now < begun + _MOMENT
        self._is_quick = self._is_first and is_soon and len(self._open) == 1
        return events, now

    def _in_turn(self, events: list[tuple[int, int]], now: float) -> list[int]:
        """Return the files of `events`; of the connections that were told much the last time only
        the one that waits longest, as the last: so others wait for one such answer at the most.

        They have half of the time of this process: while they ask, there is none before the last
        one is as long ago as it took.
        """
        files = [file for file, _ in events]
        much = [file for file in files if (own := self._open.get(file)) and own.is_told_much]
        if not much:
            return files
        quick = [file for file in files if file not in much]
        if quick and now < self._much_after:
            return quick
        return [*quick, min(much, key=lambda file: self._open[file].since)]

    def _borrow(self, now: float) -> None:
        size = LOAN.size + LONGEST
        data, files, _, _ = socket.recv_fds(self._channel, size, 1, socket.MSG_CMSG_CLOEXEC)
        if not data:
            self._leave(now)
            return
        number, asks_known = LOAN.unpack_from(data)
        if not files:  # a question whether this goes on, or as many are open as may be
            self.tell(Gone(number) if number else Ready())
            return
        channel = socket.socket(fileno=files[0])
        channel.settimeout(0)
        connection = _Connection(number, channel, now, bool(asks_known))
        self._open[channel.fileno()] = connection
        self._poll.register(channel, select.EPOLLIN)
        self._reply(connection, data[LOAN.size :], now)

    def _leave(self, now: float) -> None:
        """Answer what has come, and close what is answered; nothing more is lent."""
        self._is_leaving = True
        self._poll.unregister(self._channel)
        for connection in list(self._open.values()):
            if connection.rest is None:
                self._part(connection, now)

    def _part(self, connection: _Connection, now: float) -> None:
        """Close a connection, but for what has come on it: to close with something unread would
        take from the client what it has not read."""
        self._hear(connection, now)
        if connection.rest is None and connection.channel.fileno() in self._open:
            self._close(connection)

    def _hear(self, connection: _Connection, now: float) -> None:
        try:
            data = connection.channel.recv(LONGEST)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if data:
            self._reply(connection, data, now)
        else:
            self._close(connection)

    def _reply(self, connection: _Connection, data: bytes, now: float) -> None:
        try:
            found = None if connection.is_misplaced else self._known.at_once(data)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException:  # of the engine, too: the server meets it as well, and logs it
            found = None
        if isinstance(found, Response):
            connection.unknown = 0 if found.is_known else connection.unknown + 1
            connection.is_told_much = found.is_much
            if found.is_much:
                self._much_after = 2 * time.monotonic() - now
            message = b"%s%s\r\n%s" % (found.head, self._date, found.body)
            self._send(connection, message, now)
        else:
            self._give_back(connection, data)

    def _send(self, connection: _Connection, message: bytes | memoryview, now: float) -> None:
        """Send as much as the client takes; read no more from it before it has taken the rest."""
        try:
            sent = connection.channel.send(message)
        except BlockingIOError:
            sent = 0
        except OSError:
            self._close(connection)
            return
        if sent:
            connection.since = now
        is_whole = sent == len(message)
        if is_whole == (connection.rest is not None):
            self._poll.modify(connection.channel, select.EPOLLIN if is_whole else select.EPOLLOUT)
        connection.rest = None if is_whole else memoryview(message)[sent:]
        if is_whole and self._is_leaving:
            self._part(connection, now)

    def _give_back(self, connection: _Connection, data: bytes) -> None:
        self._tell_figures()
        self.tell(Back(connection.number, data), self._forget(connection))
        connection.channel.close()

    def _close(self, connection: _Connection) -> None:
        if connection.rest is not None:
            connection.channel.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _CUT)
        self._forget(connection)
        connection.channel.close()
        self.tell(Gone(connection.number))

    def _forget(self, connection: _Connection) -> int:
        """Look at `connection` no more; return the number of its file."""
        file = connection.channel.fileno()
        self._poll.unregister(file)
        del self._open[file]
        return file

    def _look_at_clock(self, now: float) -> None:
        self._told = now
        self._date = _date_line()
        self._worked = now if self._tell_figures() else self._worked
        if now > self._swept + 1:
            self._swept = now
            for connection in list(self._open.values()):
                if now > connection.since + (_KEPT if connection.rest is None else SLOWEST):
                    self._close(connection)
        if self._worked and now > self._worked + _QUIET:
            self._worked = 0.0
            give_back()

    def _tell_figures(self) -> bool:
        """Tell the server what was counted; return whether that was anything."""
        if not self._observer.answered():
            return False
        self.tell(Seen(self._observer.take()))
        return True
