"""Attack a server of our own, and print what others notice of it.

    python -m bench.hostile                 # the notice must have been loaded into snapshots/
    python -m bench.hostile --connections 200 --attackers 8 --requests 10000

First normal clients ask alone, then as many with attackers among them; then come hostile requests
one after another. Printed are p50 and p99 of the normal queries in both, what the hostile requests
were answered, and the memory of the server with its workers before and after. The exit code is 1
where a promise was not kept: p99 under three times the quiet one, no 5xx without a reason, a server
that lives, memory within 10 %.

The room for known answers is small here, so that it is full before, and a few hostile requests come
before memory is first measured. Each client has an address of its own (127.0.0.0/8).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import statistics
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from bench.attacks import NORMAL, NUMBERS, RAW, Client, hostile_queries
from bench.served import Served, serving

_WARM = 200


@dataclass
class Seen:
    """What clients saw: seconds of each answer, statuses, and answers without a reason."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    unexplained: list[str] = field(default_factory=list)

    def percentile(self, share: float) -> float:
        """Return the milliseconds within which `share` of the answers came."""
        ordered = sorted(self.seconds)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000


async def be_normal(client: Client, until: float, seen: Seen) -> None:
    """Ask what people ask, one after another."""
    while time.monotonic() < until:
        query = random.choice(NORMAL).format(n=next(NUMBERS))  # noqa: S311 - no secret
        begun = time.monotonic()
        status, body = await client.ask(query)
        seen.seconds.append(time.monotonic() - begun)
        _note(seen, status, body, "normal")


async def be_hostile(client: Client, until: float, seen: Seen) -> None:
    """Ask what hurts, one after another; leave some of it without waiting."""
    queries = hostile_queries()
    while time.monotonic() < until:
        name, query = next(queries)
        await attack(client, name, query, seen, 20.0)


async def attack(client: Client, name: str, query: str, seen: Seen, patience: float) -> None:
    """Send one hostile query; give up after `patience` seconds."""
    try:
        async with asyncio.timeout(patience):
            status, body = await client.ask(query)
        _note(seen, status, body, name)
    except TimeoutError:
        seen.statuses[0] += 1
        client.close()
    except (ConnectionError, asyncio.IncompleteReadError):
        seen.statuses[-1] += 1
        client.close()


async def attack_raw(client: Client, name: str, seen: Seen) -> None:
    """Send one hostile request that is no query."""
    try:
        async with asyncio.timeout(5):
            status, body = await client.send(RAW[name])
        _note(seen, status, body if status != 400 else b"{}", name)
    except (TimeoutError, ConnectionError, asyncio.IncompleteReadError):
        seen.statuses[-1] += 1
    client.close()


def _note(seen: Seen, status: int, body: bytes, name: str) -> None:
    """Count an answer; a 5xx must say why in a problem document, and 500 is never right."""
    seen.statuses[status] += 1
    if status < 500:
        return
    try:
        has_reason = bool(json.loads(body)["detail"]) and status != 500
    except (ValueError, KeyError):
        has_reason = False
    if not has_reason:
        seen.unexplained.append(f"{name}: {status} {body[:200]!r}")


async def crowd(port: int, normal: int, attackers: int, seconds: float) -> tuple[Seen, Seen]:
    """Let clients of both kinds ask for `seconds`; return what each kind saw."""
    until, good, bad = time.monotonic() + seconds, Seen(), Seen()
    clients = [Client(port, number) for number in range(normal + attackers)]
    tasks = [be_normal(client, until, good) for client in clients[:normal]]
    tasks += [be_hostile(client, until, bad) for client in clients[normal:]]
    await asyncio.gather(*tasks)
    for client in clients:
        client.close()
    return good, bad


async def soak(port: int, requests: int, clients: int, timeout: float) -> Seen:
    """Send `requests` hostile requests from `clients` at the same time."""
    seen, left = Seen(), iter(range(requests))

    async def go_on(number: int) -> None:
        queries, raw = hostile_queries(), iter(RAW)
        client = Client(port, 1000 + number)
        for turn in left:
            if turn % 20 == 0:
                raw = iter(RAW)
            if turn % 20 < len(RAW):
                await attack_raw(client, next(raw, "not HTTP"), seen)
            else:
                name, query = next(queries)
                await attack_with(client, name, query, seen, timeout)
        client.close()

    await asyncio.gather(*(go_on(number) for number in range(clients)))
    return seen


async def attack_with(client: Client, name: str, query: str, seen: Seen, timeout: float) -> None:
    """Send one hostile query with a deadline; leave now and then before it."""
    patience = 0.05 if next(NUMBERS) % 7 == 0 else 60.0
    try:
        async with asyncio.timeout(patience):
            status, body = await client.ask(query, timeout)
        _note(seen, status, body, name)
    except TimeoutError:
        seen.statuses[0] += 1
        client.close()
    except (ConnectionError, asyncio.IncompleteReadError):
        seen.statuses[-1] += 1
        client.close()


async def slow_ones(port: int, readers: int, writers: int) -> list[Client]:
    """Open connections that read and write next to nothing, and keep them open."""
    held = [Client(port, 2000 + number) for number in range(readers + writers)]
    for number, client in enumerate(held):
        _, writer = await client.connect()
        request = "GET /sparql?query=" + quote("SELECT * { ?s ?p ?o } LIMIT 40000")
        writer.write(
            (request + (" HTTP/1.1\r\nHost: x\r\n\r\n" if number < readers else "")).encode()
        )
    return held


def main() -> None:
    """Attack as the command line says, and tell whether the promises were kept."""
    parser = argparse.ArgumentParser(description="attack a server of our own")
    parser.add_argument("--home", type=Path, default=Path("snapshots"))
    parser.add_argument("--connections", type=int, default=200)
    parser.add_argument("--attackers", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--clients", type=int, default=32, help="of the hostile requests")
    parser.add_argument("--timeout", type=float, default=0.3, help="of a hostile request")
    asked = parser.parse_args()
    with serving(asked.home, cache_mb=8) as served:
        kept = asyncio.run(measure(served, asked))
    sys.exit(0 if kept else 1)


async def measure(served: Served, asked: argparse.Namespace) -> bool:
    """Run all parts and print what was seen; tell whether all promises were kept."""
    port, normal = served.port, asked.connections - asked.attackers
    await crowd(port, normal, 0, min(5.0, asked.seconds))
    await soak(port, min(_WARM, asked.requests), asked.clients, asked.timeout)
    before = await _settled(served)
    quiet, _ = await crowd(port, normal, 0, asked.seconds)
    _print("quiet", quiet)
    held = await slow_ones(port, 10, 10)
    busy, bad = await crowd(port, normal, asked.attackers, asked.seconds)
    _print(f"with {asked.attackers} attackers", busy)
    print(f"  attackers were answered {_statuses(bad)}")
    for client in held:
        client.close()
    seen = await soak(port, asked.requests, asked.clients, asked.timeout)
    print(f"{asked.requests} hostile requests were answered {_statuses(seen)}")
    after = await _settled(served)
    ratio = busy.percentile(0.99) / quiet.percentile(0.99)
    growth = after / before - 1
    reasons = [*quiet.unexplained, *busy.unexplained, *bad.unexplained, *seen.unexplained]
    alive = served.is_alive() and (await Client(port, 0).ask("ASK {}"))[0] == 200
    print(f"p99 with attackers / quiet: {ratio:.2f}")
    print(f"memory before {before / 1e6:.0f} MB, after {after / 1e6:.0f} MB ({growth:+.1%})")
    print(f"5xx without a reason: {len(reasons)} {reasons[:3]}; server alive: {alive}")
    answered = set(quiet.statuses) | set(busy.statuses) == {200}
    print(f"all normal queries answered: {answered}")
    return ratio < 3 and not reasons and alive and growth < 0.1 and answered


async def _settled(served: Served) -> int:
    """Return the memory when the last query has ended."""
    for _ in range(20):
        await asyncio.sleep(0.5)
    return served.memory()


def _print(name: str, seen: Seen) -> None:
    mean = statistics.fmean(seen.seconds) * 1000
    print(
        f"{name}: {len(seen.seconds)} queries, mean {mean:.1f} ms, "
        f"p50 {seen.percentile(0.5):.1f} ms, p99 {seen.percentile(0.99):.1f} ms, "
        f"{_statuses(seen)}",
        flush=True,
    )


def _statuses(seen: Seen) -> str:
    names = {0: "given up", -1: "cut off"}
    pairs = sorted(seen.statuses.items())
    return ", ".join(f"{names.get(status, status)}: {number}" for status, number in pairs)


if __name__ == "__main__":
    main()
