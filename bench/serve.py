"""Print how fast queries are answered, beside other servers with the same triples.

    make bench-serve                               # the notice
    python -m bench.serve --documents 1000         # as many synthetic documents
    python -m bench.serve --home FOLDER            # a snapshot that is there

All run on one machine and take turns, over kept connections, with 1 client and with 16. Printed
are, for each query, requests a second, p50 and p99 in milliseconds, and the ratio to Oxigraph's own
server. `cold` is ours without memory of answers, `warm` with it: there each query was asked before.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from urllib.parse import quote, urlsplit
from urllib.request import urlopen

import uvloop
from pyoxigraph import QuerySolutions, Store

from bench.engines import ENGINES, NotHere
from bench.make_corpus import write_corpus
from bench.served import serving
from graph.snapshot import Snapshot, open_current
from ontology.ids import rebase
from ontology.standards import PREFIXES

_ENOUGH = 10_000
QUERIES = {
    "thing": "SELECT ?p ?o { <{agency}> ?p ?o }",
    "name": 'SELECT ?a { ?a skos:prefLabel "{name}"@zh }',
    "task": "SELECT ?t ?r ?g { <{task}> zt:text ?t ; zt:hasAssignment ?s . "
    "?s zt:role ?r ; zt:agent ?g }",
    "ask": "ASK { <{task}> zt:leadAgency ?a }",
    "agency": "SELECT ?t { ?t zt:leadAgency <{agency}> } LIMIT 50",
    "themes": "SELECT ?h (COUNT(?t) AS ?n) { ?t zt:theme ?h } GROUP BY ?h",
    "years": "SELECT ?h ?a ?y (COUNT(?t) AS ?n) "
    "{ ?t zt:theme ?h ; zt:leadAgency ?a ; zt:inDocument/zt:period ?y }"
    " GROUP BY ?h ?a ?y ORDER BY DESC(?n) LIMIT 100",
    "roles": "SELECT ?r (COUNT(*) AS ?n) { ?s a zt:Assignment ; zt:role ?r } GROUP BY ?r",
    "path": "SELECT ?n { <{task}> zt:hasAssignment/zt:agent/skos:prefLabel ?n }",
    "tree": "SELECT (COUNT(DISTINCT ?b) AS ?n) { ?a skos:broader* ?b }",
    "text": 'SELECT ?t ?x { ?t a zt:Task ; zt:text ?x FILTER(CONTAINS(?x, "建设")) } LIMIT 50',
    "graph": "CONSTRUCT { ?t zt:leadAgency ?a } { ?t zt:leadAgency ?a ; zt:theme ?h } LIMIT 500",
}


@dataclass(frozen=True)
class Speed:
    """How one query was answered by one server to some clients at the same time."""

    rate: float
    p50: float
    p99: float

    def __str__(self) -> str:
        return f"{self.rate:9.1f} {self.p50:8.2f} {self.p99:8.2f}"


class Connection(asyncio.Protocol):
    """A kept connection that sends a request when the answer to the one before is whole."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._answer: asyncio.Future[bytes] | None = None
        self._received = bytearray()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport  # type: ignore[assignment]

    def data_received(self, data: bytes) -> None:
        self._received += data
        if self._answer and not self._answer.done() and _is_whole(self._received):
            self._answer.set_result(bytes(self._received))
            self._received = bytearray()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._answer and not self._answer.done():
            self._answer.set_exception(exc or ConnectionError("closed"))

    async def ask(self, request: bytes) -> bytes:
        """Send `request` and return the whole response."""
        assert self._transport is not None  # noqa: S101 - connected
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._answer

    def close(self) -> None:
        if self._transport:
            self._transport.close()


def _is_whole(received: bytearray) -> bool:
    head, end, body = received.partition(b"\r\n\r\n")
    if not end:
        return False
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return len(body) >= int(line.split(b":")[1])
    return body.endswith(b"0\r\n\r\n")


async def measure(address: str, query: str, clients: int, seconds: float) -> Speed:
    """Ask `query` at `address` by `clients` at the same time for some seconds.

    Raises NotHere if it is not answered.
    """
    split = urlsplit(address)
    request = (
        f"GET {split.path}?query={quote(query)} HTTP/1.1\r\nHost: {split.netloc}\r\n"
        "Accept: application/sparql-results+json, text/turtle;q=0.9\r\n\r\n"
    ).encode()
    if clients == 1:
        return _ask_alone(split.hostname or "", split.port or 0, request, seconds)
    loop, times = asyncio.get_running_loop(), list[float]()
    connections = [
        (await loop.create_connection(Connection, split.hostname, split.port))[1]
        for _ in range(clients)
    ]
    first = await connections[0].ask(request)
    if not first.startswith(b"HTTP/1.1 200"):
        raise NotHere(first.splitlines()[0].decode())
    begun = time.perf_counter()
    await asyncio.gather(*(_ask_on(c, request, begun + seconds, times) for c in connections))
    took = time.perf_counter() - begun
    for connection in connections:
        connection.close()
    return _speed(times, took)


def _ask_alone(host: str, port: int, request: bytes, seconds: float) -> Speed:
    """Ask over one connection without a loop, which would take longer than a small answer."""
    times = list[float]()
    with socket.create_connection((host, port), timeout=120) as channel:
        first = _exchange(channel, request)
        if not first.startswith(b"HTTP/1.1 200"):
            raise NotHere(first.splitlines()[0].decode())
        start = now = time.perf_counter()
        while now < start + seconds and len(times) <= _ENOUGH:
            begun = now
            _exchange(channel, request)
            now = time.perf_counter()
            times.append(now - begun)
    return _speed(times, now - start)


def _exchange(channel: socket.socket, request: bytes) -> bytes:
    channel.sendall(request)
    received = bytearray(channel.recv(262_144))
    while not _is_whole(received):
        more = channel.recv(262_144)
        if not more:
            raise ConnectionError("closed")
        received += more
    return bytes(received)


def _speed(times: list[float], took: float) -> Speed:
    times.sort()
    middle, late = times[len(times) // 2], times[min(int(len(times) * 0.99), len(times) - 1)]
    return Speed(len(times) / took, middle * 1000, late * 1000)


async def _ask_on(connection: Connection, request: bytes, until: float, times: list[float]) -> None:
    while True:
        begun = time.perf_counter()
        await connection.ask(request)
        now = time.perf_counter()
        times.append(now - begun)
        if now > until or len(times) > _ENOUGH:
            return


def queries_on(snapshot: Snapshot) -> dict[str, str]:
    """Return the queries with things in them that the snapshot has, all prefixes declared."""
    prefixes = {name: rebase(iri, snapshot.base_iri) for name, iri in PREFIXES.items()}
    store = Store.read_only(str(snapshot.store_path))
    some = store.query(
        "SELECT ?task ?agency ?name { ?task a zt:Task ; zt:leadAgency ?agency . "
        '?agency skos:prefLabel ?name FILTER(LANG(?name) = "zh") } LIMIT 1',
        prefixes=prefixes,
    )
    assert isinstance(some, QuerySolutions)  # noqa: S101 - a SELECT
    found = next(some)
    written = dict[str, str]()
    for name, text in QUERIES.items():
        for part in ("task", "agency", "name"):
            text = text.replace("{" + part + "}", found[part].value)  # noqa: PLW2901
        used = [p for p in prefixes if f"{p}:" in text]
        written[name] = "".join(f"PREFIX {p}: <{prefixes[p]}> " for p in used) + text
    return written


Table = dict[tuple[str, int], Speed]


def measured(
    addresses: dict[str, str], queries: dict[str, str], asked: argparse.Namespace
) -> dict[str, Table]:
    """Return the speed of each server, by its name, with each query and number of clients.

    They take turns, so that what else the machine does hits all alike; the best round counts.
    """
    tables: dict[str, Table] = {name: {} for name in addresses}
    turns = product(queries.items(), asked.clients, range(asked.rounds), addresses.items())
    for (name, query), clients, _, (server, address) in turns:
        try:
            speed = uvloop.run(measure(address, query, clients, asked.seconds))
        except (NotHere, ConnectionError) as error:
            print(f"  {name}, {server}: {error}", flush=True)
            continue
        best = tables[server].get((name, clients), speed)
        tables[server][name, clients] = max(best, speed, key=lambda found: found.rate)
    return tables


def main() -> None:
    """Measure as the command line says."""
    parser = argparse.ArgumentParser(description="measure how fast queries are answered")
    parser.add_argument("--home", type=Path)
    parser.add_argument("--documents", type=int, default=0, help="synthetic ones; 0: the notice")
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 16])
    parser.add_argument("--seconds", type=float, default=1.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--without", nargs="*", default=[], choices=list(ENGINES))
    parser.add_argument("--only", nargs="*", default=list(QUERIES), choices=list(QUERIES))
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        home = asked.home or _loaded(asked.documents, Path(scratch))
        _compare(home, asked, Path(scratch))


def _compare(home: Path, asked: argparse.Namespace, scratch: Path) -> None:
    snapshot = open_current(home)
    counts = snapshot.manifest["counts"]["quads"]
    print(f"{len(snapshot.manifest['documents'])} documents, {counts:,} statements")
    queries = {name: q for name, q in queries_on(snapshot).items() if name in asked.only}
    with ExitStack() as servers:
        addresses = {
            name: servers.enter_context(_ours(home, **settings))
            for name, settings in {"cold": {"cache_mb": 0}, "warm": {}}.items()
        }
        for name, engine in ENGINES.items():
            if name in asked.without:
                continue
            try:
                addresses[name] = servers.enter_context(engine(snapshot, scratch))
            except NotHere as error:
                print(f"{name} is left out: {error}")
        tables = measured(addresses, queries, asked)
    _print(tables, queries, asked.clients)


@contextmanager
def _ours(home: Path, **settings: object) -> Iterator[str]:
    begun = time.perf_counter()
    with serving(home, client_queries=1000, client_connections=1000, **settings) as served:
        with urlopen(f"{served.address}/sparql?query=ASK%7B%7D", timeout=60):  # noqa: S310
            first = time.perf_counter() - begun
        print(f"ours {settings}: first answer {first:.2f} s after the start", flush=True)
        time.sleep(2)
        yield f"{served.address}/sparql"


def _loaded(documents: int, scratch: Path) -> Path:
    """Load the notice, or that many synthetic documents."""
    paths = write_corpus(documents, scratch / "documents") if documents else []
    home = scratch / "home"
    command = [sys.executable, "-m", "zhengtu.cli", "load", "--home", str(home)]
    subprocess.run([*command, *map(str, paths)], check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    return home


def _print(tables: dict[str, Table], queries: dict[str, str], numbers: list[int]) -> None:
    """Print a line for each query, number of clients and server, with the ratio to Oxigraph's."""
    print("query  clients server               req/s   p50 ms   p99 ms  / oxigraph")
    for name in queries:
        for clients in numbers:
            base = tables.get("oxigraph", {}).get((name, clients))
            for server, table in tables.items():
                if speed := table.get((name, clients)):
                    ratio = f"{speed.rate / base.rate:6.2f}" if base else ""
                    print(f"{name:7} {clients:6} {server:15} {speed} {ratio}")
    print(f"on {os.cpu_count()} processors, the clients among them")


if __name__ == "__main__":
    main()
