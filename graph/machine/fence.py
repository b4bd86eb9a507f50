"""What a process of the server may not do, whatever the engine is talked into: the kernel forbids
it.

The guard reads a query as text; here is the second wall. A fenced process makes no connection, runs
no other program, and takes no more memory than it was given. It does not outlive its server, and
does not end before that wants it to.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import multiprocessing
import os
import platform
import resource
import select
import signal
import struct
import sys
from collections.abc import Callable

_PR_SET_PDEATHSIG, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 1, 22, 38
_MODE_FILTER = 2
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _ERRNO = 0x7FFF0000, 0x00050000
_NUMBER_AT, _ARCHITECTURE_AT = 0, 4
_X32 = 0x40000000
"""From here on x86-64 takes a number for one of its 32-bit twin."""

_IO_URING_SETUP = 425
_SYSTEM_CALLS = {
    "x86_64": (0xC000003E, 41, 42, 59, 322),
    "aarch64": (0xC00000B7, 198, 203, 221, 281),
}
"""Of each machine: its architecture, then socket, connect, execve and execveat (asm/unistd.h)."""


STOPS = (signal.SIGINT, signal.SIGTERM)
"""What a terminal or a service manager sends to all processes of a group at once."""


def tied(target: Callable[..., None], *arguments: object) -> None:
    """Run `target` in this process, which its server alone ends: one that is told to stop lets
    what it is asked be answered first. Where it ends itself, in whatever way, so does this one.
    """
    for stop in STOPS:
        signal.signal(stop, signal.SIG_IGN)
    _end_with_server()
    target(*arguments)


def _end_with_server() -> None:
    """Let the kernel kill this process when the server's end of the pipe between them closes."""
    server = multiprocessing.parent_process()
    if server is None or not sys.platform.startswith("linux"):
        return
    pipe = server.sentinel
    fcntl.fcntl(pipe, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(pipe, fcntl.F_SETSIG, signal.SIGKILL)
    fcntl.fcntl(pipe, fcntl.F_SETFL, fcntl.fcntl(pipe, fcntl.F_GETFL) | os.O_ASYNC)
    if select.select([pipe], [], [], 0)[0]:  # it was closed before
        os.kill(os.getpid(), signal.SIGKILL)


def fence(memory: int) -> bool:
    """Fence this process for good; tell whether the kernel now keeps it off the network.

    `memory` is the address space in bytes, 0 for no limit. Elsewhere than on Linux, and on machines
    that are not in the table, the limit of memory holds and the guard stands alone.
    """
    if memory:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if not sys.platform.startswith("linux"):
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    return _forbid(libc)


def _forbid(libc: ctypes.CDLL) -> bool:
    calls = _SYSTEM_CALLS.get(platform.machine())
    if calls is None or libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        return False
    code = _filter(calls[0], [*calls[1:], _IO_URING_SETUP])
    text = ctypes.create_string_buffer(code, len(code))
    program = struct.pack("HxxxxxxP", len(code) // 8, ctypes.addressof(text))
    return bool(libc.prctl(_PR_SET_SECCOMP, _MODE_FILTER, program, 0, 0) == 0)


def _filter(architecture: int, forbidden: list[int]) -> bytes:
    """Return the program that the kernel asks at each system call: refuse, or allow."""
    count = len(forbidden)
    steps = [
        (_LOAD, 0, 0, _ARCHITECTURE_AT),
        (_EQUAL, 0, count + 3, architecture),
        (_LOAD, 0, 0, _NUMBER_AT),
        (_AT_LEAST, count + 1, 0, _X32),
        *((_EQUAL, count - position, 0, call) for position, call in enumerate(forbidden)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _ERRNO | errno.EACCES),
    ]
    return b"".join(struct.pack("HBBI", *step) for step in steps)
