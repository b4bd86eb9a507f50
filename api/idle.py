"""What a server does while nobody asks: it gives back the memory that requests took."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from graph.machine.memory import give_back

_QUIET = 5.0
"""Seconds without a request, after which a pause of a few milliseconds holds nobody up."""


async def give_back_memory(
    answered: Callable[[], int], is_busy: Callable[[], bool], quiet: float = _QUIET
) -> None:
    """Give back memory whenever `answered` has grown before, and does not for `quiet` seconds.

    Requests that failed or were left hold on to themselves until a collection finds them, and
    between what lives the C library keeps what was freed. It goes on until it is cancelled.
    """
    given, last = 0, 0
    while True:
        await asyncio.sleep(quiet)
        now = answered()
        if now == last != given and not is_busy():
            given = now
            give_back()
        last = now
