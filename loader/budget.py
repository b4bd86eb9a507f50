"""What one document may take of the machine; the kernel stops a worker that takes more.

Processor time is counted, not the clock, so that a good document still loads on a busy machine.
Only the soft limits are set, and only in a worker: the process that the user started has none.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil
from pathlib import Path
from typing import NoReturn

SECONDS = 10
"""To read a file; as much again to understand what was read."""

PDF_BYTES = 3_000
"""Bytes of a PDF for which a second more is given: a page full of table has 8,000, takes 1.3 s."""

MOST_PDF_SECONDS = 900

CHARACTERS = 20_000
"""Characters for which a second more is given to understand them; a sixth of a second is usual."""

WRITING_SECONDS = 120
CLOCK = 3600
"""Seconds by the clock after which a worker is stopped that waits rather than works."""

MEMORY = 350_000_000
"""Bytes of data to read and understand a file, beside the 130 MB of code and registers."""

WRITING_MEMORY = 2_000_000_000
"""Bytes to write what was understood: 5,000 work items take 770 MB."""

PROGRAM_MEMORY = 2_000_000_000
_OUT_OF_MEMORY = 77


def begin_worker() -> None:
    """Prepare this worker: it leaves no image of its memory where it is stopped."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def allow_reading(path: Path) -> None:
    """Limit what follows to what reading the file at `path` may take."""
    size = path.stat().st_size if path.is_file() and path.suffix.lower() == ".pdf" else 0
    _allow(SECONDS + min(size // PDF_BYTES, MOST_PDF_SECONDS), MEMORY)


def allow_understanding(characters: int) -> None:
    """Limit what follows to what the layouts of so many `characters` may take."""
    _allow(SECONDS + characters // CHARACTERS, MEMORY)


def allow_writing() -> None:
    """Limit what follows to what writing the statements of one document may take."""
    _allow(WRITING_SECONDS, WRITING_MEMORY)


@contextmanager
def allowing_program(seconds: int) -> Iterator[None]:
    """Let a program that is started inside have `seconds` and memory of its own."""
    before = {kind: resource.getrlimit(kind) for kind in (_CPU, _DATA)}
    _allow(seconds, PROGRAM_MEMORY)
    yield
    for kind, limits in before.items():
        resource.setrlimit(kind, limits)


def end_worker() -> NoReturn:
    """End this worker, whose memory is used up and may be in pieces."""
    os._exit(_OUT_OF_MEMORY)


def why_it_ended(code: int) -> str:
    """Return what to say of a document whose worker ended with the exit `code`.

    >>> why_it_ended(-signal.SIGXCPU)
    'it takes too long to read; split it, or save it again in another format'
    """
    if code == -signal.SIGXCPU:
        return "it takes too long to read; split it, or save it again in another format"
    if code in (_OUT_OF_MEMORY, -signal.SIGKILL):
        return "it takes too much memory to read; split it, or save it again in another format"
    return f"its reader broke down (exit code {code}); save it again in another format"


_CPU, _DATA = resource.RLIMIT_CPU, resource.RLIMIT_DATA


def _allow(seconds: int, data: int) -> None:
    if multiprocessing.parent_process() is None:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _set(_CPU, ceil(used.ru_utime + used.ru_stime) + seconds)
    _set(_DATA, _held() + data)


def _set(kind: int, soft: int) -> None:
    hard = resource.getrlimit(kind)[1]
    resource.setrlimit(kind, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


def _held() -> int:
    """Return the bytes of data that this process has, which are not the document's.

    Where /proc does not tell, the peak of its memory stands for them.
    """
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5])
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return pages * resource.getpagesize()
