"""What a worker process does: it hears a question, answers it, and goes on until it has grown."""

from __future__ import annotations

import gc
import os
import pickle
import select
import struct
import time
from contextlib import suppress
from multiprocessing.connection import Connection

from graph.machine.allocator import share_memory
from graph.machine.fence import fence
from graph.machine.memory import open_status, resident
from graph.serving.worker import Place, Question, Reply, Stores, warm

_GROWTH = 20_000_000
"""Bytes that a process may keep of its questions; then another takes over."""
_QUIET = 60.0
"""Seconds without a question, after which a process lets go of what it has read of its stores."""
_PART = 4
"""The engine may hold this part of the memory of a process of its stores at the most."""

LENGTH = struct.Struct("!Q")
"""How the length of a message stands before it."""
_ROOM = 65_536
_ERRORS = 2
"""The file of a process for what it says of errors."""


def serve(connection: Connection, errors: Connection, memory: int, place: Place | None) -> None:
    """Answer what comes through `connection` until it ends, within `memory` bytes.

    What the engine says as it ends the process goes into `errors`, as far as there is room.
    """
    os.set_blocking(errors.fileno(), False)
    os.dup2(errors.fileno(), _ERRORS)
    share_memory()
    fence(memory)
    gc.freeze()  # what is there now stays: a collection need not look at it
    stores = Stores()
    if place:
        # what is wrong with the store is said to the first who asks
        with suppress(OSError, ValueError):
            warm(stores, place)
    with suppress(EOFError, ConnectionError):  # the pool is gone, or has done with this process
        _answer_all(connection, stores, memory // _PART)


def _answer_all(connection: Connection, stores: Stores, most: int) -> None:
    """Answer until the process has grown: by what the engine may hold of the stores, up to `most`
    bytes, and by `_GROWTH`. While nobody asks it gives that back."""
    _send(connection, Reply())
    status = open_status()
    least, grown = resident(status), 0
    waiting = select.poll()
    waiting.register(connection, select.POLLIN)
    while True:
        if grown > _GROWTH and not waiting.poll(_QUIET * 1000):
            stores.reopen()
            grown = 0
        question, arguments = pickle.loads(_received(connection.fileno()))  # noqa: S301 - of the pool
        begun = time.process_time()
        reply = _reply(question, stores, arguments)
        seconds = time.process_time() - begun
        grown = resident(status) - least
        retires = grown > min(stores.held(), most) + _GROWTH
        _send(connection, Reply(reply.value, reply.error, retires, seconds))


def _received(file: int) -> memoryview:
    """Return the next message; there is never more than one. Raises EOFError at the end.

    Most are read at once. The connections of multiprocessing read the length first, then the rest.
    """
    data = _piece(file)
    while len(data) < LENGTH.size:
        data += _piece(file)
    (length,) = LENGTH.unpack_from(data)
    while len(data) < LENGTH.size + length:
        data += _piece(file)
    return memoryview(data)[LENGTH.size :]


def _piece(file: int) -> bytes:
    piece = os.read(file, _ROOM)
    if not piece:
        raise EOFError
    return piece


def _send(connection: Connection, reply: Reply) -> None:
    """Send `reply`, all at once: whoever reads it would be woken by its length alone.

    The pickle of connections knows sockets too, and takes longer.
    """
    message = memoryview(pickle.dumps(reply, protocol=5))
    file, head = connection.fileno(), LENGTH.pack(len(message))
    sent = os.writev(file, [head, message]) - len(head)
    while sent < len(message):
        sent += os.write(file, message[sent:])


def _reply(question: Question, stores: Stores, arguments: tuple[object, ...]) -> Reply:
    try:
        return Reply(question(stores, *arguments))
    except MemoryError:
        raise
    except Exception as error:
        # nothing that the question had open outlives it: a traceback would keep a store that
        # goes on writing files while whoever asked takes its folder away
        error.__context__ = error.__cause__ = None
        return Reply(error=error.with_traceback(None))
