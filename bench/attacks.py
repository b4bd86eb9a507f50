"""What normal and hostile clients send to a server, and a client that sends it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from itertools import count
from urllib.parse import quote

NORMAL = [
    'SELECT ?a WHERE {{ ?a skos:prefLabel "太仓市环境保护局"@zh }} # {n}',
    "SELECT ?t (COUNT(?i) AS ?n) {{ ?i zt:theme ?t }} GROUP BY ?t # {n}",
    "ASK {{ ?a a zt:Agency }} # {n}",
    "SELECT ?i ?x {{ ?i a zt:Task ; zt:text ?x }} LIMIT 20 # {n}",
]
"""What people ask; the number keeps the server from knowing the answer already."""

HOSTILE = {
    "cross product": "SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }} # {n}",
    "ORDER BY bomb": "SELECT * {{ ?a ?b ?c . ?d ?e ?f }} ORDER BY ?c ?f # {n}",
    "VALUES product": "SELECT * {{ {values} }} # {n}",
    "nested braces": "SELECT * " + "{{" * 3000 + "}}" * 3000 + " # {n}",
    "not a million": "ASK {{ FILTER(" + "!" * 60_000 + "true) }} # {n}",
    "path of all": "SELECT (COUNT(*) AS ?n) {{ ?a (!<x:y>)* ?b }} # {n}",
    "all of it": "SELECT * {{ ?s ?p ?o }} # {n}",
    "regular expression": 'SELECT * {{ ?s ?p ?o FILTER(REGEX(STR(?o), "(a|a)*(b|b)*c{n}")) }}',
    "service": "SELECT * {{ SERVICE <http://127.0.0.1:1/> {{ ?s ?p ?o }} }} # {n}",
    "no query": "SELEC * {{{{ ?s ?p # {n}",
}
RAW = {
    "body of 100 MB": b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 100000000\r\n"
    b"Content-Type: application/sparql-query\r\n\r\n" + b"x" * 100_000,
    "chunks without end": b"POST /sparql HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
    b"Content-Type: application/sparql-query\r\n\r\n" + b"10000\r\n" + b"x" * 65536 + b"\r\n",
    "not HTTP": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" * 50,
    "header without end": b"GET / HTTP/1.1\r\nX: " + b"x" * 400_000,
}
NUMBERS = count(1)
_VALUES = " ".join(f"VALUES ?v{i} {{ {' '.join(map(str, range(60)))} }}" for i in range(8))
_CONTENT = "application/x-www-form-urlencoded"


class Client:
    """One client with one kept connection from an address of its own."""

    def __init__(self, port: int, number: int) -> None:
        self._port = port
        self._address = f"127.{1 + number // 60_000}.{number // 250 % 240}.{1 + number % 250}"
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, query: str, seconds: float | None = None) -> tuple[int, bytes]:
        """Send `query` by POST and return the status and body of the answer."""
        form = f"query={quote(query)}" + (f"&timeout={seconds}" if seconds else "")
        head = (
            f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: {_CONTENT}\r\n"
            f"Content-Length: {len(form)}\r\n\r\n"
        )
        return await self.send((head + form).encode())

    async def send(self, request: bytes) -> tuple[int, bytes]:
        """Send raw bytes and return the status and body of the answer."""
        reader, writer = self._streams or await self.connect()
        writer.write(request)
        status, length, is_kept = await _head(reader)
        body = await reader.readexactly(length) if length else b""
        if not is_kept:
            self.close()
        return status, body

    async def connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Connect, unless it is done when something is sent."""
        self._streams = await asyncio.open_connection(
            "127.0.0.1", self._port, local_addr=(self._address, 0)
        )
        return self._streams

    def close(self) -> None:
        """Leave."""
        if self._streams:
            self._streams[1].transport.abort()
            self._streams = None


async def _head(reader: asyncio.StreamReader) -> tuple[int, int, bool]:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    fields = dict(line.split(b": ", 1) for line in head.split(b"\r\n")[1:] if b": " in line)
    length = int(fields.get(b"content-length", b"0"))
    return int(head.split()[1]), length, fields.get(b"connection") != b"close"


def hostile_queries() -> Iterator[tuple[str, str]]:
    """Yield hostile queries in turn with their names, no two of them equal."""
    while True:
        for name, text in HOSTILE.items():
            yield name, text.format(n=next(NUMBERS), values=_VALUES if "{values}" in text else "")
