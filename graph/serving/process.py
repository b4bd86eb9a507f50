"""One worker process as the pool sees it: started, asked, heard, put back, killed."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import pickle
import signal
import socket
import time
import weakref
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import forkserver, resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from multiprocessing.util import Finalize
from typing import Any, cast

from graph.machine.fence import STOPS, tied
from graph.serving.service import LENGTH, serve
from graph.serving.worker import Place, Reply

_ROOM = 65_536
_SCHEDULED = 2
"""The clock of the processor time of a process, in the number that Linux makes of its id."""
_LAST = 19
"""The place in the order of the processor behind all who answer quickly."""

_THREADS = "OPENBLAS_NUM_THREADS"
"""Of numpy, for algebra that nobody here does: what processes are forked from may have none."""

_context = multiprocessing.get_context("forkserver")


def start_server() -> None:
    """Start what processes are forked from, unless it runs: it has imported all they need.

    No signal that stops a group reaches it, nor those that are forked from it before they are tied.
    """
    _context.set_forkserver_preload(
        ["__main__", "graph.serving.service", "graph.sparql.joining.counting"]
    )
    os.environ.setdefault(_THREADS, "1")
    resource_tracker.ensure_running()  # which it needs; to start that lets the signals through
    before = signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def process_of(target: Callable[..., None], *arguments: object) -> Any:  # noqa: ANN401 - see below
    """Return a process that runs `target`, not started yet; to start it takes milliseconds.

    It is forked from a server that has imported everything that workers need and has no thread. Of
    the class of such a process multiprocessing says nothing. This process alone ends it, at its own
    end at the latest.
    """
    start_server()
    process = _context.Process(target=tied, args=(target, *arguments), daemon=True)
    # multiprocessing would ask it to stop, and wait
    Finalize(process, _kill, [weakref.ref(process)], exitpriority=0)
    return process


def _kill(reference: weakref.ref[BaseProcess]) -> None:
    process = reference()
    if process is not None and process.is_alive():
        process.kill()


class WorkerProcess(asyncio.BufferedProtocol):
    """A process that answers one question at a time. All of it runs in the loop of the pool.

    `heard` is called with each reply, `lost` once when the process has ended. Processes are forked
    from a server that has imported everything and has no thread, which takes milliseconds.
    """

    def __init__(
        self,
        heard: Callable[[WorkerProcess, Reply], None],
        lost: Callable[[WorkerProcess], None],
    ) -> None:
        self._heard, self._lost = heard, lost
        self._head = memoryview(bytearray(_ROOM))
        self._body: memoryview | None = None
        self._filled = 0
        self._transport: asyncio.Transport | None = None
        self._process: Any = None
        self._errors: Connection | None = None
        self.is_ready = False
        self.is_last = False
        self.idle_since = 0.0
        self.hired = time.monotonic()
        self._is_unwanted = False

    async def start(self, memory: int, place: Place | None) -> None:
        """Start the process with `memory` bytes; its first reply says that it is ready."""
        loop = asyncio.get_running_loop()
        ours, theirs = _context.Pipe()
        self._errors, said = _context.Pipe(duplex=False)
        os.set_blocking(self._errors.fileno(), False)
        process = process_of(serve, theirs, said, memory, place)
        await loop.run_in_executor(None, process.start)
        self._process = process
        theirs.close()
        said.close()
        channel = socket.socket(fileno=os.dup(ours.fileno()))
        ours.close()
        await loop.create_unix_connection(lambda: self, sock=channel)
        if self._is_unwanted:
            self.kill()

    def ask(self, question: object, arguments: tuple[object, ...]) -> None:
        """Send a question; the reply comes by `heard`."""
        message = pickle.dumps((question, arguments), protocol=5)
        if self._transport is not None:
            self._transport.write(LENGTH.pack(len(message)) + message)

    def worked(self) -> float:
        """Return the seconds that it has had a processor; where no system says that, the time."""
        try:
            return time.clock_gettime(~self._process.pid << 3 | _SCHEDULED)
        except OSError:
            return time.monotonic()

    def put_last(self) -> None:
        """Let the processor serve this process after all others, yet not never."""
        self.is_last = True
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self._process.pid, _LAST)

    def kill(self) -> None:
        """End the process at once; `lost` is called for it soon."""
        self._is_unwanted = True
        if self._process is not None:
            self._process.kill()
        if self._transport is not None:
            self._transport.abort()

    def last_words(self) -> str:
        """Return what the process wrote among its errors; once, as it has ended."""
        if self._errors is None:
            return ""
        pieces = []
        with suppress(BlockingIOError):
            while piece := os.read(self._errors.fileno(), _ROOM):
                pieces.append(piece)
        self._errors.close()
        self._errors = None
        return b"".join(pieces).decode(errors="replace")

    def is_gone(self) -> bool:
        """Tell whether the system has taken the process back."""
        return self._process is None or not self._process.is_alive()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - named by asyncio
        self._lost(self)

    def get_buffer(self, sizehint: int) -> memoryview:  # noqa: ARG002 - named by asyncio
        return (self._head if self._body is None else self._body)[self._filled :]

    def buffer_updated(self, nbytes: int) -> None:
        self._filled += nbytes
        if self._body is None:
            self._read_head()
        if self._body is not None and self._filled == len(self._body):
            reply = pickle.loads(self._body)  # noqa: S301 - written by our own worker
            self._body, self._filled = None, 0
            self._heard(self, reply)

    def _read_head(self) -> None:
        """Make room for the message whose length has come; a worker sends one at a time."""
        if self._filled < LENGTH.size:
            return
        start, (length,) = LENGTH.size, LENGTH.unpack_from(self._head)
        self._body = memoryview(bytearray(length))
        self._body[: self._filled - start] = self._head[start : self._filled]
        self._filled -= start
