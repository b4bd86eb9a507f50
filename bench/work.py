"""Print the processor time that a query takes, beside Oxigraph's own server: on a busy machine the
clock says little.

    python -m bench.work --home FOLDER
    python -m bench.work --home FOLDER --beside rdflib-endpoint --warm
    python -m bench.work --home FOLDER --beside rdflib-endpoint --new

One client asks each query of `bench.queries` over a kept connection, our server without its memory
of answers (or `--warm`: with it) and Oxigraph's (or another's) in turns of a tenth of a second.
Printed are for each the processor time of all its processes for one request, as the kernel counts
it, and the time until the answer: of the turns the one at a quarter; then, how many times ours.
`--new` gives the variables other names each time, so that no server has seen the query before:
rdflib-endpoint, for one, keeps what it has parsed.
"""

from __future__ import annotations

import argparse
import os
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from itertools import count, islice, repeat
from pathlib import Path
from urllib.parse import urlsplit

from bench.askers import LONGEST, exchange, first_length, renaming, request_of
from bench.engines import ENGINES, NotHere, folder_of
from bench.queries import AGGREGATES, QUERIES, queries_on
from bench.served import family, serving
from graph.storage.snapshot import open_current

_TURN = 0.1
_AHEAD = 100
"""Requests that are made before the first of them is sent."""
_SCHEDULED = 2
"""The clock of the processor time of a process, in the number that Linux makes of its id."""


@dataclass(frozen=True)
class Server:
    """Where a server answers, and its first processes."""

    address: str
    roots: frozenset[int]

    def work(self) -> float:
        """Return the microseconds of processor time that it has taken."""
        pids = {pid for root in self.roots for pid in family(root)}
        return sum(_ran(pid) + _ended(pid) for pid in pids) / 1000


def main() -> None:
    """Measure as the command line says."""
    parser = argparse.ArgumentParser(description="measure the processor time of a query")
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--turns", type=int, default=20)
    parser.add_argument("--only", nargs="*", default=list(QUERIES), choices=[*QUERIES, *AGGREGATES])
    parser.add_argument("--beside", default="oxigraph", choices=list(ENGINES))
    parser.add_argument("--warm", action="store_true", help="ours with its memory of answers")
    parser.add_argument("--new", action="store_true", help="another text of the query each time")
    parser.add_argument("--keep", type=Path, help="where what the other server loads stays")
    asked = parser.parse_args()
    memory = {} if asked.warm else {"cache_mb": 0}
    snapshot = open_current(asked.home)
    with ExitStack() as stack:
        scratch = asked.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder = folder_of(snapshot, scratch)

        def ours() -> str:
            bounds = {"client_queries": 1000, "query_seconds": LONGEST}
            served = stack.enter_context(serving(asked.home, **bounds, **memory))
            time.sleep(1)
            served.settle()
            return f"{served.address}/sparql"

        servers = [
            _started(ours),
            _started(lambda: stack.enter_context(ENGINES[asked.beside](snapshot, folder))),
        ]
        print(f"query         ours µs    p50 µs {asked.beside:>15} µs    p50 µs   work   time")
        for name, query in queries_on(snapshot).items():
            if name in asked.only:
                texts = map(partial(renaming, query), count()) if asked.new else repeat(query)
                print(f"{name:10}", _told(servers, texts, asked.turns), flush=True)


def _started(start: Callable[[], str]) -> Server:
    before = set(family(os.getpid()))
    address = start()
    return Server(address, frozenset(set(family(os.getpid())) - before))


def _told(servers: list[Server], texts: Iterator[str], turns: int) -> str:
    try:
        return _line(servers, texts, turns)
    except (NotHere, ConnectionError, TimeoutError) as error:
        return f"is not answered by both: {error}"


def _line(servers: list[Server], texts: Iterator[str], turns: int) -> str:
    found = [[_turn(server, texts) for server in servers] for _ in range(turns)]
    (ours, our_time), (theirs, their_time) = (_quarter(turn) for turn in zip(*found, strict=True))
    return (
        f"{ours:13.0f} {our_time:9.0f} {theirs:18.0f} {their_time:9.0f}"
        f" {theirs / ours:6.2f} {their_time / our_time:6.2f}"
    )


def _turn(server: Server, texts: Iterator[str]) -> tuple[float, float]:
    """Return the work for one request and the median time until its answer, in microseconds."""
    split = urlsplit(server.address)
    with socket.create_connection((split.hostname, split.port), timeout=LONGEST) as channel:
        requests = list[bytes]()
        length = first_length(channel, request_of(server.address, next(texts)))
        times, before = list[float](), server.work()
        end = time.perf_counter() + _TURN
        while not times or time.perf_counter() < end:
            # hardly anything runs between two requests: it would empty the caches of the processor
            requests = requests or [
                request_of(server.address, text) for text in islice(texts, _AHEAD)
            ]
            request = requests.pop()
            begun = time.perf_counter()
            exchange(channel, request, length)
            times.append(time.perf_counter() - begun)
        work = (server.work() - before) / len(times)
    return work, sorted(times)[len(times) // 2] * 1e6


def _quarter(turns: tuple[tuple[float, float], ...]) -> tuple[float, float]:
    work, times = (sorted(column)[len(turns) // 4] for column in zip(*turns, strict=True))
    return work, times


def _ran(pid: int) -> int:
    """Return the nanoseconds that a process has run, 0 if it is gone."""
    try:
        return time.clock_gettime_ns(~pid << 3 | _SCHEDULED)
    except OSError:
        return 0


def _ended(pid: int) -> int:
    """Return the nanoseconds that children of a process had run that have ended."""
    try:
        numbers = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    except OSError:
        return 0
    return sum(map(int, numbers[13:15])) * 1_000_000_000 // os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
