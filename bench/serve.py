"""Print how fast queries are answered, beside other servers with the same triples.

    make bench-serve                               # the notice
    python -m bench.serve --documents 1000         # as many synthetic documents
    python -m bench.serve --home FOLDER            # a snapshot that is there
    python -m bench.serve --keep FOLDER            # where no other server loads again
    python -m bench.serve --new                    # another text of the query each time

All run on one machine and take turns, over kept connections, with 1 client and with 16. Printed
are, for each query, requests a second, p50 and p99 in milliseconds, and the ratio to Oxigraph's own
server. `cold` is ours without memory of answers, `warm` with it: there each query was asked before.
`--new` gives the variables other names each time, so that no server has seen the query before:
rdflib-endpoint, for one, keeps what it has parsed, and ours has no `warm` then.
First each is asked for its answer, and printed is who says other than we do.
wrk asks where it is installed (see `askers`): it takes less of the machine than a client in Python.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from itertools import product
from pathlib import Path
from urllib.request import urlopen

from bench.answers import Answer, ask, difference
from bench.askers import LONGEST, Speed, measure
from bench.engines import ENGINES, NotHere, folder_of
from bench.make_corpus import write_corpus
from bench.queries import AGGREGATES, QUERIES, queries_on
from bench.served import serving
from graph.storage.snapshot import open_current


def agree(addresses: dict[str, str], queries: dict[str, str]) -> None:
    """Print who answers something else than ours, the first, and how many answers are the same."""
    ours, *others = addresses
    told = [
        (name, server, _compared(addresses[ours], addresses[server], query))
        for (name, query), server in product(queries.items(), others)
    ]
    for name, server, different in told:
        if different:
            print(f"  {name}, {server}: {different}")
    same = sum(not different for *_, different in told)
    print(f"{same} of {len(told)} answers are the same as ours", flush=True)


def _compared(ours: str, other: str, query: str) -> str:
    try:
        return difference(_asked(ours, query), _asked(other, query), query)
    except NotHere as error:
        return str(error)


@cache
def _asked(address: str, query: str) -> Answer:
    return ask(address, query)


Speeds = dict[tuple[int, str], Speed]
"""By the number of clients and the name of the server."""


def measured(
    addresses: dict[str, str], query: tuple[str, str], asked: argparse.Namespace
) -> Speeds:
    """Return the speed of each server with a named query.

    They take turns, so that what else the machine does hits all alike; the best round counts.
    """
    name, text = query
    speeds: Speeds = {}
    turns = product(asked.clients, range(asked.rounds), addresses.items())
    for clients, _, (server, address) in turns:
        try:
            speed = measure(address, text, clients, asked.seconds, renamed=asked.new)
        except (NotHere, ConnectionError, TimeoutError) as error:
            print(f"  {name}, {server}: {error}", flush=True)
            continue
        best = speeds.get((clients, server), speed)
        speeds[clients, server] = max(best, speed, key=lambda found: found.rate)
    return speeds


def main() -> None:
    """Measure as the command line says."""
    parser = argparse.ArgumentParser(description="measure how fast queries are answered")
    parser.add_argument("--home", type=Path)
    parser.add_argument("--documents", type=int, default=0, help="synthetic ones; 0: the notice")
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 16])
    parser.add_argument("--seconds", type=float, default=1.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--without", nargs="*", default=[], choices=list(ENGINES))
    parser.add_argument("--only", nargs="*", default=list(QUERIES), choices=[*QUERIES, *AGGREGATES])
    parser.add_argument("--keep", type=Path, help="where what other servers load stays")
    parser.add_argument("--new", action="store_true", help="another text of the query each time")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        home = asked.home or _loaded(asked.documents, Path(scratch))
        _compare(home, asked, asked.keep or Path(scratch))


def _compare(home: Path, asked: argparse.Namespace, scratch: Path) -> None:
    snapshot = open_current(home)
    counts = snapshot.manifest["counts"]["quads"]
    print(f"{len(snapshot.manifest['documents'])} documents, {counts:,} statements")
    queries = {name: q for name, q in queries_on(snapshot).items() if name in asked.only}
    folder = folder_of(snapshot, scratch)
    with ExitStack() as servers:
        addresses = {"cold": servers.enter_context(_ours(home, cache_mb=0))}
        if not asked.new:
            addresses["warm"] = servers.enter_context(_ours(home))
        for name, engine in ENGINES.items():
            if name in asked.without:
                continue
            try:
                addresses[name] = servers.enter_context(engine(snapshot, folder))
            except NotHere as error:
                print(f"{name} is left out: {error}")
        agree(addresses, queries)
        print("query  clients server               req/s   p50 ms   p99 ms  / oxigraph")
        for query in queries.items():
            _print(query[0], measured(addresses, query, asked))
    print(f"on {os.cpu_count()} processors, the clients among them")


@contextmanager
def _ours(home: Path, **settings: object) -> Iterator[str]:
    begun = time.perf_counter()
    bounds = {"client_queries": 1000, "client_connections": 1000, "query_seconds": LONGEST}
    with serving(home, **bounds, **settings) as served:
        with urlopen(f"{served.address}/sparql?query=ASK%7B%7D", timeout=60):  # noqa: S310
            first = time.perf_counter() - begun
        print(f"ours {settings}: first answer {first:.2f} s after the start", flush=True)
        time.sleep(1)
        served.settle()
        yield f"{served.address}/sparql"


def _loaded(documents: int, scratch: Path) -> Path:
    """Load the notice, or that many synthetic documents."""
    paths = write_corpus(documents, scratch / "documents") if documents else []
    home = scratch / "home"
    command = [sys.executable, "-m", "zhengtu.cli", "load", "--home", str(home)]
    subprocess.run([*command, *map(str, paths)], check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    return home


def _print(query: str, speeds: Speeds) -> None:
    """Print a line for each number of clients and server, with the ratio to Oxigraph's own."""
    for (clients, server), speed in sorted(speeds.items(), key=lambda found: found[0][0]):
        base = speeds.get((clients, "oxigraph"))
        ratio = f"{speed.rate / base.rate:6.2f}" if base else ""
        print(f"{query:7} {clients:6} {server:15} {speed} {ratio}", flush=True)


if __name__ == "__main__":
    main()
