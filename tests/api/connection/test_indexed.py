"""What the index answers by the short way is what the routes answer by the whole one."""

from __future__ import annotations

import httpx
import pytest

from api.connection.indexed import INDEXED

WHOLE_WAY = {"Origin": "https://elsewhere.example"}
"""A field with which a request takes the whole way."""
_OWN = {"date", "zhengtu-seconds", "server"}

ASKED = (
    "/api/search?q=河长制&theme=environment&facets=3",
    "/api/search?q=%22农村公路%22%20-大修&sort=year&limit=5&offset=2",
    "/api/search?q=水&timeout=20",
    "/api/search",
    "/api/ask?q=环保局牵头哪些任务",
    "/api/ask?q=各部门牵头多少项&format=csv&rows=all",
    "/api/pivot?rows=theme&columns=agency&role=lead",
    "/api/pivot?rows=theme&columns=year&format=csv&shape=long",
    "/api/network?kind=co-lead&weight=2",
    "/api/search?q=水&limit=0",
    "/api/search?q=水&q=路",
    "/api/search?q=水&lenght=3",
    "/api/search?q=%22水",
    "/api/search?q=水&sort=colour",
    "/api/search?q=水&snapshot=none",
    "/api/search?q=水&timeout=never",
    f"/api/search?q=水&theme={'x' * 10_001}",
    "/api/ask",
    "/api/ask?q=",
    "/api/ask?q=环保局牵头哪些任务&format=xml",
    "/api/pivot?rows=theme",
    "/api/pivot?rows=theme&columns=colour",
    "/api/network?kind=co-lead&weight=x",
)


@pytest.mark.parametrize("path", ASKED)
def test_the_short_way_says_what_the_whole_one_says(path: str, client: httpx.Client) -> None:
    short, whole = client.get(path), client.get(path, headers=WHOLE_WAY)
    assert short.status_code == whole.status_code
    assert short.content == whole.content
    assert _told(short) == _told(whole)


def _told(answer: httpx.Response) -> dict[str, str]:
    return {name: value for name, value in answer.headers.items() if name not in _OWN}


@pytest.mark.parametrize("path", sorted(INDEXED))
def test_each_route_that_the_index_answers_is_one_of_the_application(
    path: str, client: httpx.Client
) -> None:
    described = client.get("/openapi.json").json()["paths"][path]["get"]["parameters"]
    own = {one["name"] for one in described} - {"snapshot", "timeout"}
    assert own == set(INDEXED[path].parameters.model_fields)


def test_requests_are_counted_by_their_routes(client: httpx.Client) -> None:
    line = 'zhengtu_requests_total{route="/api/pivot",status="200"}'

    def counted() -> float:
        found = [one for one in client.get("/metrics").text.splitlines() if one.startswith(line)]
        return float(found[0].rsplit(" ", 1)[1]) if found else 0.0

    before = counted()
    client.get("/api/pivot?rows=theme&columns=year")
    assert counted() == before + 1
