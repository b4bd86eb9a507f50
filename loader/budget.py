"""What one document may take of the machine; the kernel stops a worker that takes more.

Processor time is counted, not the clock, so that a good document still loads on a busy machine.
Only the soft limits are set, and only in a worker: the process that the user started has none.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import NoReturn, TypeVar

from graph.machine.memory import give_back

SECONDS = 6
"""To read and understand a file that yields nothing."""

READING_SECONDS = 5
UNDERSTANDING_SECONDS = 4
"""To understand what was read, where reading took most of `SECONDS` or earned time of its own."""

READ = 50_000
"""Characters read for which a second more is given to read on; a third of a second is usual."""

PAGE = 500
"""Characters of a page of PDF for which a second more is given; a full table takes half of it."""

MOST_PAGE_SECONDS = 3.0
MOST_SECONDS = 900

WRITING_SECONDS = 20
ITEMS = 40
"""Work items or provisions for which a second more is given to understand and to write them.

To write them takes 0.3 s as a rule, and to understand them half of it.
"""

CLOCK = 3600
"""Seconds by the clock after which a worker is stopped that waits rather than works."""

MEMORY = 260_000_000
"""Bytes of data to read and understand a file, beside the 224 MB of code and registers."""

ITEM_MEMORY = 300_000
"""Bytes more to write each work item or provision; 5,000 work items take 770 MB."""

MOST_WRITING_MEMORY = 2_000_000_000

LEFT = 20_000_000
"""Bytes of data that documents may leave behind before they are given back."""

PROGRAM_MEMORY = 400_000_000
"""Bytes of data of a program that is started inside; LibreOffice takes 220 MB."""

_OUT_OF_MEMORY = 77

Found = TypeVar("Found")


def begin_worker() -> None:
    """Prepare this worker: it leaves no image of its memory where it is stopped."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def allow_reading() -> None:
    """Limit what follows to what reading a file may take that yields nothing.

    The memory of the steps after it counts from here too: what documents before it have left is
    given back first, where that is much.
    """
    _begun.memory = _held()
    _begun.first = _begun.first or _begun.memory
    if _begun.memory > _begun.first + LEFT:
        give_back()
        _begun.memory = _held()
    _allow(READING_SECONDS, MEMORY)
    _begun.reading = _used()


def earn_reading(seconds: float) -> None:
    """Give more time for what was read: `seconds` in all since `allow_reading`.

    What a file yields earns the time to read on, not its size: a hostile one yields nothing.
    """
    _allow_more(min(seconds, MOST_SECONDS))


def page_seconds(characters: int) -> float:
    """Return the seconds that a page of PDF earns which holds so many `characters`.

    >>> page_seconds(700), page_seconds(50_000)
    (1.4, 3.0)
    """
    return min(characters / PAGE, MOST_PAGE_SECONDS)


def allow_understanding() -> None:
    """Limit what follows to what reading has left, if nothing is understood."""
    _allow(max(SECONDS - (_used() - _begun.reading), UNDERSTANDING_SECONDS), MEMORY)


def earn_understanding(found: Iterable[Found]) -> Iterator[Found]:
    """Yield the work items that are `found`, and give more time for each.

    What a text yields earns the time to understand the rest, not its size.
    """
    for number, one in enumerate(found, 1):
        _allow_more(number / ITEMS)
        yield one


def allow_writing(items: int) -> None:
    """Limit what follows to what writing the statements of so many `items` may take."""
    memory = min(MEMORY + items * ITEM_MEMORY, MOST_WRITING_MEMORY)
    _allow(WRITING_SECONDS + items // ITEMS, memory)


@contextmanager
def allowing_program(seconds: int) -> Iterator[None]:
    """Let a program that is started inside have `seconds` and memory of its own."""
    before = {kind: resource.getrlimit(kind) for kind in (_CPU, _DATA)}
    _allow_program(seconds)
    yield
    for kind, limits in before.items():
        resource.setrlimit(kind, limits)


def end_worker() -> NoReturn:
    """End this worker, whose memory is used up and may be in pieces."""
    os._exit(_OUT_OF_MEMORY)


def ran_out_of_time(code: int) -> bool:
    """Tell whether a worker with the exit `code` was stopped for the time it took."""
    return code == -signal.SIGXCPU


def why_it_ended(code: int) -> str:
    """Return what to say of a document whose worker ended with the exit `code`.

    >>> why_it_ended(-signal.SIGXCPU)
    'it takes too long to read; split it, or save it again in another format'
    """
    if ran_out_of_time(code):
        return "it takes too long to read; split it, or save it again in another format"
    if code in (_OUT_OF_MEMORY, -signal.SIGKILL, -signal.SIGABRT):
        return "it takes too much memory to read; split it, or save it again in another format"
    return f"its reader broke down (exit code {code}); save it again in another format"


_LIMITED = ~0 << 3
"""The clock of this process that Linux holds against its limit. It counts ticks, and goes up to a
sixth faster or slower than what the process is said to have used: by that a worker which reads many
documents would be stopped in the middle of one."""

_CPU, _DATA = resource.RLIMIT_CPU, resource.RLIMIT_DATA


@dataclass
class _Begun:
    """Where the document at work began: bytes of data held, and seconds at which its time ends.

    `first` is what the first document found, `reading` the seconds used when reading began.
    """

    first: int = 0
    memory: int = 0
    seconds: float = 0.0
    reading: float = 0.0


_begun = _Begun()


def _allow(seconds: float, data: int) -> None:
    if multiprocessing.parent_process() is None:
        return
    _begun.seconds = _used() + seconds
    _set(_CPU, ceil(_begun.seconds))
    _set(_DATA, _begun.memory + data)


def _allow_program(seconds: int) -> None:
    """Limit what is started now; a program does not inherit what this process holds."""
    if multiprocessing.parent_process() is not None:
        _set(_CPU, ceil(_used()) + seconds)
        _set(_DATA, max(_held(), PROGRAM_MEMORY))


def _used() -> float:
    """Return the seconds of processor time that this process has had by the clock of the limit."""
    try:
        return time.clock_gettime(_LIMITED)
    except OSError:
        used = resource.getrusage(resource.RUSAGE_SELF)
        return used.ru_utime + used.ru_stime


def _allow_more(seconds: float) -> None:
    if multiprocessing.parent_process() is not None:
        _set(_CPU, max(ceil(_begun.seconds + seconds), resource.getrlimit(_CPU)[0]))


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
