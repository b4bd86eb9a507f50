"""Who asks one server the same query for a while: wrk where it is installed (Debian: wrk), or we.

A server that answers from memory does so in less than a client in Python needs to ask. What takes
long is asked by Python anyway: wrk counts no answer that is still on its way when its time is over.
A query that no server is to know gives its variables other names each time, of one length.
"""

from __future__ import annotations

import asyncio
import math
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import count, repeat
from pathlib import Path
from urllib.parse import quote, urlsplit

import uvloop

from bench.engines import NotHere

_ENOUGH = 10_000
_LONG = 0.02
"""Seconds for an answer, from which on it does not matter who asks."""
LONGEST = 600
"""Seconds to wait for an answer."""
_PIECE = 262_144
_ACCEPT = "application/sparql-results+json, text/turtle;q=0.9"
_PRINTED = re.compile(r"^ +(50%|99%) +([\d.]+)(us|ms|s)$|^(Requests/sec): +([\d.]+)$", re.MULTILINE)
_IN_MS = {"us": 0.001, "ms": 1.0, "s": 1000.0}
_FAILED = re.compile(r"Socket errors.*|Non-2xx.*")
_VARIABLE = re.compile(r"\?[a-z]\w*")
_FIRSTS = count(0, 1_000_000)
"""The first number of each measurement: none makes that many requests."""
_RENAMING = str(Path(__file__).with_name("renaming.lua"))


@dataclass(frozen=True)
class Speed:
    """How one query was answered by one server to some clients at the same time."""

    rate: float
    p50: float
    p99: float

    def __str__(self) -> str:
        return f"{self.rate:9.1f} {self.p50:8.2f} {self.p99:8.2f}"


def measure(
    address: str, query: str, clients: int, seconds: float, *, renamed: bool = False
) -> Speed:
    """Ask `query` at `address` by `clients` at the same time for some seconds.

    `renamed`: its variables have other names each time. Raises NotHere if it is not answered.
    """
    split, numbers = urlsplit(address), count(next(_FIRSTS))
    texts = map(partial(renaming, query), numbers) if renamed else repeat(query)
    requests = (request_of(address, text) for text in texts)
    with socket.create_connection((split.hostname, split.port), timeout=LONGEST) as channel:
        length = first_length(channel, next(requests))
        begun = time.perf_counter()
        exchange(channel, next(requests), length)
        took = time.perf_counter() - begun
        if took < _LONG and (wrk := shutil.which("wrk")):
            url = f"{address}?query={quote(next(texts))}"
            return _by_wrk(wrk, url, clients, seconds, ["-s", _RENAMING] if renamed else [])
        if clients == 1 and took > seconds:
            return _speed([took], took)
        if clients == 1:
            return _alone(channel, requests, length, seconds)
    host, port = split.hostname or "", split.port or 0
    return uvloop.run(_together((host, port), requests, length, clients, seconds))


def renaming(query: str, number: int) -> str:
    """Return `query` with a number in the names of its variables, all of one length.

    >>> renaming("SELECT ?a { ?a a zt:Task }", 7)
    'SELECT ?a00000007 { ?a00000007 a zt:Task }'
    """
    return _VARIABLE.sub(rf"\g<0>{number:08}", query)


@lru_cache(maxsize=16)
def request_of(address: str, query: str) -> bytes:
    """Return the bytes of a request for `query` at `address`."""
    split = urlsplit(address)
    return (
        f"GET {split.path}?query={quote(query)} HTTP/1.1\r\nHost: {split.netloc}\r\n"
        f"Accept: {_ACCEPT}\r\n\r\n"
    ).encode()


def _by_wrk(wrk: str, url: str, clients: int, seconds: float, script: list[str]) -> Speed:
    """Let wrk ask, which takes whole seconds only; `script`: the options for one in Lua."""
    options = ["-t1", f"-c{clients}", f"-d{math.ceil(seconds)}s", "--latency"]
    command = [wrk, *options, "-H", f"Accept: {_ACCEPT}", *script, url]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    if failed := _FAILED.search(done.stdout):
        raise NotHere(failed[0])
    return read_printed(done.stdout)


def read_printed(text: str) -> Speed:
    """Return what wrk has printed.

    >>> print(read_printed("     50%  210.00us\\n     99%    1.50ms\\nRequests/sec:  4700.20"))
       4700.2     0.21     1.50
    """
    found = {m[1] or m[4]: (m[2] or m[5], m[3]) for m in _PRINTED.finditer(text)}
    p50, p99 = (float(found[name][0]) * _IN_MS[found[name][1]] for name in ("50%", "99%"))
    return Speed(float(found["Requests/sec"][0]), p50, p99)


def first_length(channel: socket.socket, request: bytes) -> int:
    """Ask for the first time; return how many bytes come."""
    channel.sendall(request)
    received = bytearray()
    while not _is_whole(received):
        received += _received(channel)
    if not received.startswith(b"HTTP/1.1 200"):
        raise NotHere(received.splitlines()[0].decode())
    return len(received)


def _is_whole(received: bytearray) -> bool:
    head, end, body = received.partition(b"\r\n\r\n")
    if not end:
        return False
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return len(body) >= int(line.split(b":")[1])
    return body.endswith(b"0\r\n\r\n")


def _received(channel: socket.socket) -> bytes:
    data = channel.recv(_PIECE)
    if not data:
        raise ConnectionError("closed")
    return data


def exchange(channel: socket.socket, request: bytes, length: int) -> None:
    """Ask again: so many bytes are the answer, unless it has fewer and says that it is whole."""
    channel.sendall(request)
    data = _received(channel)
    if len(data) == length:
        return
    received = bytearray(data)
    while not _is_whole(received):
        received += _received(channel)


def _alone(channel: socket.socket, requests: Iterator[bytes], length: int, seconds: float) -> Speed:
    """Ask over one connection without a loop, which would take longer than a small answer."""
    times = list[float]()
    start = now = time.perf_counter()
    while now < start + seconds and len(times) <= _ENOUGH:
        request = next(requests)
        begun = time.perf_counter()
        exchange(channel, request, length)
        now = time.perf_counter()
        times.append(now - begun)
    return _speed(times, now - start)


def _speed(times: list[float], took: float) -> Speed:
    """Return the speed of answers that took these seconds each, in `took` seconds in all.

    Raises NotHere if none came: a server may close its connections instead.
    """
    if not times:
        raise NotHere("no answer came")
    times.sort()
    middle, late = times[len(times) // 2], times[min(int(len(times) * 0.99), len(times) - 1)]
    return Speed(len(times) / took, middle * 1000, late * 1000)


class _Connection(asyncio.Protocol):
    """A kept connection that sends the next request when the answer to the one before is whole."""

    def __init__(
        self, requests: Iterator[bytes], length: int, until: float, times: list[float]
    ) -> None:
        self._requests, self._length = requests, length
        self._until, self._times = until, times
        self._begun = 0.0
        self._received = bytearray()
        self._transport: asyncio.Transport | None = None
        self.done = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport  # type: ignore[assignment]
        self._ask()

    def _ask(self) -> None:
        request = next(self._requests)
        self._begun = time.perf_counter()
        if self._transport:
            self._transport.write(request)

    def data_received(self, data: bytes) -> None:
        self._received += data
        if len(self._received) != self._length and not _is_whole(self._received):
            return
        now = time.perf_counter()
        self._times.append(now - self._begun)
        self._received.clear()
        if now < self._until and len(self._times) <= _ENOUGH:
            self._ask()
        elif self._transport:
            self._transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        if exc:
            self.done.set_exception(exc)
        else:
            self.done.set_result(None)


async def _together(
    place: tuple[str, int], requests: Iterator[bytes], length: int, clients: int, seconds: float
) -> Speed:
    loop, times, begun = asyncio.get_running_loop(), list[float](), time.perf_counter()
    connections = [
        (
            await loop.create_connection(
                lambda: _Connection(requests, length, begun + seconds, times), *place
            )
        )[1]
        for _ in range(clients)
    ]
    await asyncio.gather(*(connection.done for connection in connections))
    return _speed(times, time.perf_counter() - begun)
