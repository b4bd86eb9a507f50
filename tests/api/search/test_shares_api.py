"""Nobody takes the server from others with what the index answers, as with queries."""

import asyncio
from pathlib import Path

import httpx
import pytest

from api.app import create_app
from graph.serving.jobs import Crew
from graph.serving.workers import Limits

CLIENT = "192.0.2.1"
REQUESTS = (
    "/api/search?q=水",
    "/api/ask?q=环保局牵头哪些任务",
    "/api/pivot?rows=theme&columns=agency",
    "/api/network?kind=co-lead",
    "/api/suggest?q=huanb",
)


@pytest.mark.parametrize("path", REQUESTS)
def test_one_request_too_many_is_told_when_to_come_back(path: str, tmp_path: Path) -> None:
    app = create_app(tmp_path, Limits())
    app.state.shares.in_hand[CLIENT] = Crew().per_client
    refused, other = asyncio.run(_get(app, path))
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) >= 1
    assert refused.json()["title"] == "Too many queries at the same time"
    assert other.status_code != 429
    assert app.state.shares.in_hand == {CLIENT: Crew().per_client}


async def _get(app: object, path: str) -> list[httpx.Response]:
    """Return the answers to the client that has its share in hand, and to another."""
    found = []
    for address in (CLIENT, "192.0.2.2"):
        transport = httpx.ASGITransport(app=app, client=(address, 1))  # type: ignore[arg-type]
        async with httpx.AsyncClient(transport=transport, base_url="http://server") as client:
            found.append(await client.get(path))
    return found
