"""How often others are asked for clients: nobody may use this server to tire one of them."""

from __future__ import annotations

import math
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock

from ontology.errors import TooManyQueries

_WINDOW = 60.0
"""Seconds that a request counts."""


class Quota:
    """Counts requests: `per_client` and `per_host` a minute, and `at_once` of one client.

    A host has its bound for all clients together, as they may be one person.

    >>> quota = Quota(per_client=1)
    >>> with quota.one_more("a", "example.org"): pass
    >>> with quota.one_more("a", "example.org"): pass
    Traceback (most recent call last):
    ontology.errors.TooManyQueries: for you others were asked 1 times in a minute; try later
    """

    def __init__(
        self,
        per_client: int = 20,
        per_host: int = 60,
        at_once: int = 2,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most = {"client": per_client, "host": per_host}
        self._at_once = at_once
        self._clock = clock
        self._lock = Lock()
        self._made = deque[tuple[float, str, str]]()
        self._in_hand = Counter[str]()

    @contextmanager
    def one_more(self, client: str, host: str) -> Iterator[None]:
        """Count a request to `host` for `client` while it is made, and a minute from its begin.

        Raises TooManyQueries, which says when to come back.
        """
        with self._lock:
            self._admit(client, host, self._clock())
        try:
            yield
        finally:
            with self._lock:
                self._in_hand[client] -= 1
                self._in_hand += Counter()  # drops who has none

    def _admit(self, client: str, host: str, now: float) -> None:
        while self._made and self._made[0][0] <= now - _WINDOW:
            self._made.popleft()
        self._require_room([at for at, who, _ in self._made if who == client], "client", now)
        self._require_room([at for at, _, whom in self._made if whom == host], "host", now)
        if self._in_hand[client] >= self._at_once:
            raise TooManyQueries(f"{self._at_once} queries of yours ask others; wait for one")
        self._made.append((now, client, host))
        self._in_hand[client] += 1

    def _require_room(self, times: list[float], kind: str, now: float) -> None:
        if len(times) < self._most[kind]:
            return
        whom = "for you others were" if kind == "client" else "that host was"
        seconds = math.ceil(times[0] + _WINDOW - now)
        message = f"{whom} asked {len(times)} times in a minute; try later"
        raise TooManyQueries(message, max(1, seconds))
