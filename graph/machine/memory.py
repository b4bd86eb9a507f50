"""The memory of this process, and what of a store is to be in it."""

from __future__ import annotations

import ctypes
import gc
import os
from contextlib import suppress
from pathlib import Path

_PAGE = os.sysconf("SC_PAGE_SIZE")
_BLOCKS = 1 << 25
"""Bytes of the blocks of a store that the engine keeps."""
_INDEXES = 1 / 30
"""Of the bytes of a store those of the indexes of its files, which the engine keeps when it has
read them: 1/23 was seen for 100 documents, 1/45 for 1,000."""


def most_held(store: Path) -> int:
    """Return how many bytes of the store in the folder `store` the engine may hold in time.

    They are no waste: a process that begins anew reads them again.
    """
    size = sum(file.stat().st_size for file in store.glob("*.sst"))
    return min(_BLOCKS, size) + int(size * _INDEXES)


def open_status() -> int | None:
    """Open what the system says of the memory of this process; to open it each time takes long."""
    try:
        return os.open("/proc/self/statm", os.O_RDONLY)
    except OSError:
        return None


def resident(status: int | None) -> int:
    """Return the bytes of memory of its own that this process holds, 0 where no system says it.

    Pages of files do not count: the system takes them back when it needs them.
    """
    if status is None:
        return 0
    _, pages, shared, *_ = os.pread(status, 200, 0).split()
    return (int(pages) - int(shared)) * _PAGE


def give_back() -> None:
    """Give back what this process holds and does not need; it takes some milliseconds."""
    gc.collect()
    with suppress(AttributeError, OSError):  # the C library of GNU has it
        ctypes.CDLL(None).malloc_trim(0)
