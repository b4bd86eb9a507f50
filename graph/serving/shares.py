"""What is known of clients: the time that each took lately, and whether it was answered quickly."""

from __future__ import annotations

import math
from collections import Counter, OrderedDict
from itertools import islice

from graph.serving.jobs import KEEPER, NO_CLIENT
from ontology.errors import TooManyQueries

_HALF_LIFE = 10.0
"""Seconds after which half of what a client took is forgotten."""
_FORGOTTEN = 0.001
_OWN = frozenset((NO_CLIENT, KEEPER))
"""Who asks for the server itself: for it nobody makes way."""
_MOST_KNOWN = 10_000
"""Clients that are known to ask what is answered quickly."""


class Shares:
    """Seconds of work that each client took lately, and how many queries it has in hand.

    >>> shares = Shares()
    >>> shares.charge("a", 8.0, now=0.0)
    >>> shares.taken("a", now=10.0), shares.taken("b", now=10.0)
    (4.0, 0.0)
    """

    def __init__(self) -> None:
        self.in_hand: Counter[str] = Counter()
        self._taken: dict[str, tuple[float, float]] = {}
        self._known = OrderedDict[str, None]()

    def charge(self, client: str, seconds: float, now: float) -> None:
        """Add `seconds` to what `client` took."""
        self._taken[client] = (self.taken(client, now) + seconds, now)

    def taken(self, client: str, now: float) -> float:
        """Return the seconds that `client` took lately."""
        seconds, since = self._taken.get(client, (0.0, now))
        return seconds * math.exp2((since - now) / _HALF_LIFE)

    def know(self, client: str, *, is_quick: bool) -> None:
        """Note whether what `client` asked was answered quickly.

        >>> shares = Shares()
        >>> shares.know("a", is_quick=True); shares.is_known("a"), shares.is_known("b")
        (True, False)
        """
        self._known.pop(client, None)
        if is_quick:
            self._known[client] = None
            if len(self._known) > _MOST_KNOWN:
                self._known.popitem(last=False)

    def is_known(self, client: str) -> bool:
        """Tell whether the last that `client` asked was answered quickly."""
        return client in self._known

    def enter(self, client: str) -> None:
        """Count one query more of `client`."""
        self.in_hand[client] += 1

    def admit(self, client: str, most: int) -> None:
        """Count one query more of `client`, unless it has `most` in hand.

        >>> shares = Shares()
        >>> shares.admit("a", 1)
        >>> shares.admit("a", 1)
        Traceback (most recent call last):
        ontology.errors.TooManyQueries: 1 queries of yours are running; wait for one to end

        Raises TooManyQueries.
        """
        if self.in_hand[client] >= most:
            raise TooManyQueries(f"{most} queries of yours are running; wait for one to end")
        self.enter(client)

    def leave(self, client: str) -> None:
        """Count one query of `client` less."""
        self.in_hand[client] -= 1
        if self.in_hand[client] <= 0:
            del self.in_hand[client]

    def has_others(self, client: str) -> bool:
        """Tell whether anybody but `client` asks, or took something lately; the server's own
        questions do not count.

        >>> shares = Shares()
        >>> shares.enter("a")
        >>> shares.charge(NO_CLIENT, 8.0, now=0.0)
        >>> shares.has_others("a"), shares.has_others("b")
        (False, True)
        """
        most = len(_OWN) + 2
        names = (*islice(self.in_hand, most), *islice(self._taken, most))
        return any(name != client and name not in _OWN for name in names)

    def forget(self, now: float) -> None:
        """Drop the clients that took next to nothing, so that the table stays small."""
        idle = [client for client in self._taken if self.taken(client, now) < _FORGOTTEN]
        for client in idle:
            del self._taken[client]
