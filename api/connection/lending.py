"""What a server and its fronts tell each other: connections lent, and what became of them."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import NamedTuple

from api.http.observing import Figures
from graph.serving.workers import Limits

LOAN = struct.Struct("!QB")
"""What stands before the first request of a connection that is lent: its number, and whether it
asks for what is known. The number is 0 in a question whether the front goes on."""
LONGEST = 32_768
"""Bytes of a request, and of all that is lent or given back with a connection, at the most."""


class Lent(NamedTuple):
    """How a front serves: the home of the snapshots, room for answers that are known, what a query
    may take, whether queries are logged, and with their text; the address that answers name, if it
    is set; whether it is the first."""

    home: Path
    room: int
    limits: Limits
    is_logged: bool
    with_text: bool
    public: str = ""
    is_first: bool = False


class Ready(NamedTuple):
    """The front has opened the store, or goes on."""


class Back(NamedTuple):
    """The connection comes with this, and with what it had sent."""

    number: int
    data: bytes


class Gone(NamedTuple):
    """The connection was closed."""

    number: int


class Seen(NamedTuple):
    """What was counted since the last time."""

    figures: Figures


class Logged(NamedTuple):
    """A line for the log of queries, and when that was."""

    created: float
    line: str
