"""How many processors this process may use: those it may run on, as far as its quota reaches."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_GROUPS = Path("/proc/self/cgroup")
_MOUNT = Path("/sys/fs/cgroup")
_QUOTA = "cpu.max"
_OLD = ("cpu.cfs_quota_us", "cpu.cfs_period_us")
"""The same in two files, where the first version of control groups is in use."""


def processors(groups: Path = _GROUPS, mount: Path = _MOUNT) -> int:
    """Return the number of processors that this process may use all the time, 1 at the least.

    A container may run on all of a machine and yet have the time of one and a half: that is one.
    """
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return max(1, min([allowed or 1, *map(int, _quotas(groups, mount))]))


def _quotas(groups: Path, mount: Path) -> Iterator[float]:
    """Yield the processors' time that each group around this process has, in processors.

    A line of `groups` is `number:controllers:path`. Within a container the path may be one of the
    outside, which is not there; the mount itself is the container's then.
    """
    with suppress(OSError):
        for line in groups.read_text("utf-8").splitlines():
            number, controllers, path = line.split(":", 2)
            if number == "0" or "cpu" in controllers.split(","):
                top = mount if number == "0" else mount / controllers
                inner = top / path.lstrip("/")
                for folder in (inner, *inner.parents):
                    yield from _quota(folder)
                    if folder == top:
                        break


def _quota(folder: Path) -> Iterator[float]:
    with suppress(OSError, ValueError, ZeroDivisionError):
        if (folder / _QUOTA).exists():
            quota, period = (folder / _QUOTA).read_text("ascii").split()
        else:
            quota, period = ((folder / name).read_text("ascii") for name in _OLD)
        if quota != "max" and int(quota) > 0:
            yield int(quota) / int(period)
