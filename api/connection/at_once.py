"""Requests that are answered from their very bytes: those that were answered before, and those that
take a moment.

A request whose bytes are known is answered with the same bytes again, before anything is parsed; so
is what `prompt` answers in a moment.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, partial
from http import HTTPStatus
from typing import NamedTuple

from api.connection.framing import Prompted
from api.connection.plain import Plain
from api.connection.soon import Stop
from api.http.asked import Asked
from api.http.envelope import Headers, Observe
from api.http.heads import PATH, Head, read_head

_SHARE = 8
_OVERHEAD = 2_000
_MUCH = 32_768
_HEADS = 4
"""Spellings of one request that are known by their bytes."""
_STATUS = b"HTTP/1.1 200 OK\r\n"

Key = tuple[object, ...]
Read = Callable[[Head, str], Plain | None]
"""Reads a plain request to the snapshot that is current, in the folder of that name."""
Prompt = Callable[[Plain], Prompted | None]
"""Answers a plain request, if that takes a moment only."""
Begin = Callable[[Plain, str, Callable[[Prompted], None]], Stop | None]
"""Begins to answer a plain request from an address; returns what stops that, None if it does not.
The answer is told, also when nobody waits any more."""


def _begin_nothing(*_: object) -> None:
    return None


class Response(NamedTuple):
    """Head and body of a response. The head lacks the fields that every response of the server has,
    and its end.

    If it is `of_lookup`, who does nothing but look up in the snapshot can answer the request; if it
    `is_known`, it was answered before.
    """

    head: bytes
    body: bytes
    of_lookup: bool = False
    is_known: bool = False

    @property
    def is_much(self) -> bool:
        """Tell whether it took a millisecond and more to look it up."""
        return len(self.body) > _MUCH and not self.is_known


Start = Callable[[str, Callable[[Response], None]], Stop | None]
"""Begins to answer a request from an address, unless others shall: None. What it returns stops
that; the response is told once, or never if it was stopped."""


@dataclass(eq=False)
class Kept:
    """A response without the header that says how long it took; `lines` are all others."""

    key: Key
    lines: bytes
    body: bytes
    asked: Asked
    heads: list[bytes] = field(default_factory=list)

    @property
    def size(self) -> int:
        return len(self.body) + _OVERHEAD + sum(map(len, self.heads))

    @cached_property
    def headers(self) -> Headers:
        pairs = (line.partition(b": ") for line in self.lines.split(b"\r\n")[:-1])
        return [(name, value) for name, _, value in pairs]

    @cached_property
    def start(self) -> bytes:
        """The first lines of the response as they are sent."""
        return _STATUS + self.lines

    @cached_property
    def again(self) -> Asked:
        """Notes for each request that is answered at once in turn: `begun` is that of the last."""
        return self.noted()

    def noted(self) -> Asked:
        """Return notes on a request that say what they said when it was answered first."""
        first = self.asked
        return Asked(
            snapshot=first.snapshot,
            query=first.query,
            rows=first.rows,
            from_cache=True,
            status=200,
            of_lookup=first.of_lookup,
        )


def _phrase(status: int) -> bytes:
    try:
        return HTTPStatus(status).phrase.encode()
    except ValueError:
        return b""


class AtOnce:
    """Keeps whole responses in `room` bytes, as long as `target` names the same snapshot.

    `read`, `prompt` and `begin` answer what is not kept.
    """

    def __init__(
        self,
        target: Callable[[], str],
        room: int,
        observe: Observe,
        *,
        read: Read,
        prompt: Prompt,
        begin: Begin = _begin_nothing,
    ) -> None:
        self._read = read
        self._prompt = prompt
        self._begin = begin
        self._target = target
        self._room = room
        self._observe = observe
        self._used = 0
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._by_head: dict[bytes, Kept] = {}

    def at_once(self, data: bytes) -> Response | Start | None:
        """Return the response to a request of just these bytes, if that is known or found in a
        moment, else what begins to find it; None for any request but a plain query."""
        target = self._target()
        known = self._by_head.get(data)
        if known is not None and known.key[0] == target:
            return self._repeated(known)
        head = read_head(data)
        if head is None:
            return None
        key = (target, head.query_string, head.fields)
        if known := self._kept.get(key):
            self._keep_head(known, data)
            return self._repeated(known)
        plain = self._read(head, target)
        if plain is None:
            return None
        found = self._prompt(plain)
        if found is None:
            return partial(self._start, key, data, plain)
        self._keep_prompted(key, found, data)
        return self._told(_STATUS + found.lines, found.body, found.asked)

    def _start(
        self, key: Key, data: bytes, plain: Plain, host: str, tell: Callable[[Response], None]
    ) -> Stop | None:
        def tell_kept(found: Prompted) -> None:
            self._keep_prompted(key, found, data)
            start = b"HTTP/1.1 %d %s\r\n" % (found.asked.status, _phrase(found.asked.status))
            tell(self._told(start + found.lines, found.body, found.asked))

        return self._begin(plain, host, tell_kept)

    def _keep_prompted(self, key: Key, found: Prompted, data: bytes) -> None:
        if self._room and found.asked.tag and found.asked.status == HTTPStatus.OK:
            response = Kept(key, found.lines, found.body, found.asked)
            if self._keep(response):
                self._keep_head(response, data)

    def _told(self, start: bytes, body: bytes, asked: Asked) -> Response:
        head = b"%szhengtu-seconds: %.4f\r\n" % (start, asked.seconds)
        self._observe(PATH, asked)
        return Response(head, body, asked.of_lookup, asked.from_cache)

    def _repeated(self, known: Kept) -> Response:
        self._use(known)
        known.again.begun = time.perf_counter()
        return self._told(known.start, known.body, known.again)

    def _use(self, known: Kept) -> None:
        """Let `known` be the last that is forgotten."""
        self._kept.move_to_end(known.key)

    def _keep_head(self, known: Kept, head: bytes) -> None:
        if len(known.heads) >= _HEADS:
            return
        known.heads.append(head)
        self._by_head[head] = known
        self._used += len(head)

    def _keep(self, response: Kept) -> bool:
        """Keep a response that is the same each time; tell whether it is new and small enough."""
        if response.key in self._kept or response.size * _SHARE > self._room:
            return False
        self._kept[response.key] = response
        self._used += response.size
        while self._used > self._room:
            self._forget(self._kept.popitem(last=False)[1])
        return True

    def _forget(self, response: Kept) -> None:
        self._used -= response.size
        for head in response.heads:
            self._by_head.pop(head, None)
