"""Run all groups of the suite against an application of its own, in this process."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

from api.app import create_app
from api.http.tokens import new_token
from api.serving import Serving
from bench.conformance.description import run_description_test
from bench.conformance.endpoints import outward_to, serve
from bench.conformance.exchanges import run_exchange
from bench.conformance.federation import FEDERATION_GROUPS, Endpoints, run_federation_test
from bench.conformance.homes import write_snapshot
from bench.conformance.manifests import read_tests
from bench.conformance.outcome import Outcome
from bench.conformance.queries import QUERY_GROUPS, RESULT_GROUPS, run_query_test
from bench.conformance.updates import UPDATE_GROUPS, run_update_test
from graph.serving.workers import Limits

_EXCHANGES = (
    ("protocol", "manifest.ttl"),
    ("graph-store-protocol", "manifest-indirect.ttl"),
    ("graph-store-protocol", "manifest-direct.ttl"),
)
_MEMORY = Path("/dev/shm")  # noqa: S108 - where files need not reach a disk


def run_suite(root: Path) -> list[Outcome]:
    """Run the suite that stands in `root`, the folder `sparql11`."""
    with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as folder:
        return asyncio.run(_run_all(root, Path(folder)))


@asynccontextmanager
async def _serving(home: Path, endpoints: Endpoints) -> AsyncIterator[httpx.AsyncClient]:
    """Serve `home` to somebody who may write all graphs, and ask `endpoints`."""
    token, line = new_token("w3c", ["write:*"])
    tokens = home / "tokens"
    tokens.write_text(f"{line}\n", encoding="utf-8")
    write_snapshot(home, {})
    with serve(endpoints.answer) as endpoints.host:
        services = outward_to(endpoints.host)
        app = create_app(home, Limits(), serving=Serving(tokens=tokens, services=services))
        app.state.current.start(asyncio.get_running_loop())
        try:
            async with httpx.AsyncClient(
                transport=httpx.ASGITransport(app),
                base_url="http://www.example",
                headers={"Authorization": f"Bearer {token}"},
            ) as client:
                yield client
        finally:
            app.state.current.close()


async def _run_all(root: Path, home: Path) -> list[Outcome]:
    outcomes = []
    endpoints = Endpoints()
    async with _serving(home, endpoints) as client:
        for group in (*QUERY_GROUPS, *RESULT_GROUPS):
            outcomes += [await run_query_test(client, home, t) for t in read_tests(root, group)]
        for group in FEDERATION_GROUPS:
            for test in read_tests(root, group):
                outcomes.append(await run_federation_test(client, home, endpoints, test))
        for group in UPDATE_GROUPS:
            outcomes += [await run_update_test(client, home, t) for t in read_tests(root, group)]
        for group, file in _EXCHANGES:
            tests = read_tests(root, group, file)
            outcomes += [await run_exchange(client, home, test) for test in tests]
        for test in read_tests(root, "service-description"):
            outcomes.append(await run_description_test(client, test))
    return outcomes
