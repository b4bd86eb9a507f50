"""The allocator of the C library, as serving and loading need it.

To serve: the engine takes and frees hundreds of small pieces for a query. glibc keeps seven of each
size for the next who wants one; the rest it puts together and takes apart again, which is a twelfth
of the time of a small query. How many it keeps it reads when a process starts, and never again.
"""

from __future__ import annotations

import ctypes
import os
import sys
from contextlib import suppress

_TUNABLES = "GLIBC_TUNABLES"
_COUNT = "glibc.malloc.tcache_count"
_KEPT = 127
"""Pieces of each size that are kept: 4 MB at the most, all sizes together."""


def share_memory() -> None:
    """Let the threads of this process take memory from one pool, where the C library has several.

    A load stores, sorts and indexes in threads of their own. With a pool for each, a load of 60
    documents holds 1,100 MB in the end, with one 570, at the same processor time. A store is opened
    by threads too: each pool has 64 MB of address space, which a limit counts, used or not.
    """
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(_MOST_POOLS, 1)


_MOST_POOLS = -8
"""M_ARENA_MAX of the GNU C library; others have no such function or know no such setting."""


def keep_pieces() -> None:
    """Start this program again with more pieces kept, unless that was done or said otherwise.

    It goes on under the same number, with the same files and arguments. Where the C library is
    another one, or a process was forked to run the command, nothing is done.
    """
    given = os.environ.get(_TUNABLES, "")
    is_own = sys.orig_argv[-len(sys.argv) + 1 :] == sys.argv[1:]
    if _COUNT in given or not sys.executable or not is_own or not _has_glibc():
        return
    os.environ[_TUNABLES] = ":".join(filter(None, (given, f"{_COUNT}={_KEPT}")))
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - this very program


def _has_glibc() -> bool:
    try:
        return (os.confstr("CS_GNU_LIBC_VERSION") or "").startswith("glibc")
    except (AttributeError, ValueError, OSError):
        return False
