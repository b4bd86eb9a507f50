"""Load documents while many clients ask: each answer must be whole and of one snapshot.

    python -m bench.reload                 # 50 clients, 3 loads
    python -m bench.reload --clients 50 --loads 3

Each client has an address of its own and asks everything in turn. What it was answered is compared,
byte by byte, with what the snapshot that the header names answers afterwards. The exit code is 1
where an answer was an error or another one.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from bench.make_corpus import write_corpus
from bench.served import serving

ASKED = (
    ("/sparql", {"query": "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"}),
    ("/sparql", {"query": "SELECT ?i ?t { ?i a zt:Task ; zt:text ?t } ORDER BY ?i LIMIT 200"}),
    ("/sparql", {"query": "SELECT ?i { ?i zt:search '整治' } ORDER BY ?i"}),
    ("/api/search", {"q": "整治"}),
    ("/api/questions/themes-overview", {}),
    ("/id/theme/environment", {}),
    ("/api/info", {}),
)
Said = tuple[int, str, str]
"""The number of what was asked, the snapshot that answered, and the hash of its answer."""


@dataclass
class Seen:
    """What all clients were answered."""

    statuses: Counter[int] = field(default_factory=Counter)
    said: Counter[Said] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)


async def ask_until(done: asyncio.Event, address: str, number: int, seen: Seen) -> None:
    """Ask everything in turn until `done`."""
    transport = httpx.AsyncHTTPTransport(local_address=f"127.0.1.{number + 1}")
    async with httpx.AsyncClient(base_url=address, transport=transport, timeout=120) as client:
        while not done.is_set():
            for which, (path, parameters) in enumerate(ASKED):
                answer = await client.get(path, params=parameters)
                seen.statuses[answer.status_code] += 1
                if answer.status_code != 200:
                    seen.errors[f"{path}: {answer.text[:300]}"] += 1
                    continue
                snapshot = answer.headers.get("zhengtu-snapshot", "")
                seen.said[which, snapshot, _hash(answer.content)] += 1


def _hash(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


async def load_beside(address: str, home: Path, files: list[Path], clients: int) -> Seen:
    """Load `files` one after another while `clients` ask; return what these were answered."""
    seen, done = Seen(), asyncio.Event()
    asking = [
        asyncio.create_task(ask_until(done, address, number, seen)) for number in range(clients)
    ]
    try:
        for file in files:
            await asyncio.sleep(1)
            await asyncio.to_thread(load, home, file)
        await asyncio.sleep(2)
    finally:
        done.set()
    await asyncio.gather(*asking)
    return seen


def load(home: Path, file: Path, *more: str) -> None:
    command = [sys.executable, "-m", "zhengtu.cli", "load", str(file), "--home", str(home), *more]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own command


def wrong_ones(address: str, seen: Seen) -> list[str]:
    """Return the answers that the snapshot of their header does not give."""
    wrong = []
    with httpx.Client(base_url=address, timeout=60, trust_env=False) as client:
        for which, snapshot, found in seen.said:
            path, parameters = ASKED[which]
            right = client.get(path, params={**parameters, "snapshot": snapshot})
            if right.status_code != 200 or _hash(right.content) != found:
                wrong.append(f"{path} {parameters} of {snapshot or 'no snapshot'}")
    return wrong


def main() -> None:
    """Run as the command line says, print what was seen, and tell whether all was right."""
    parser = argparse.ArgumentParser(description="load while clients ask")
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--loads", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder, "home")
        first, *files = write_corpus(asked.loads + 1, Path(folder, "documents"))
        load(home, first, "--fresh")
        with serving(home) as served:
            seen = asyncio.run(load_beside(served.address, home, files, asked.clients))
            wrong = wrong_ones(served.address, seen)
    snapshots = {snapshot for _, snapshot, _ in seen.said}
    print(f"{asked.clients} clients, {asked.loads} loads: {seen.statuses.total()} answers")
    print(f"  of {len(snapshots)} snapshots, statuses {dict(seen.statuses)}")
    for error, number in seen.errors.most_common(5):
        print(f"  {number} times {error}")
    print(f"  not whole or of another snapshot: {len(wrong)} {wrong[:3]}")
    sys.exit(1 if wrong or set(seen.statuses) != {200} or len(snapshots) < 2 else 0)


if __name__ == "__main__":
    main()
