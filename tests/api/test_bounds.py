"""What hurts is stopped with a reason; what is answered says how much it is, in every format."""

from __future__ import annotations

import asyncio
import gc
import hashlib
import json
import socket
import time
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import httpx
import pytest

from api.idle import give_back_memory
from graph.sparql.evaluate import GRAPH_FORMATS, SOLUTION_FORMATS
from ontology.terms import ZT

Problem = Callable[[httpx.Response, int], dict[str, Any]]
Json = dict[str, Any]
Serving = Callable[..., AbstractContextManager[str]]

ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
VALUES = " ".join(f"VALUES ?v{i} {{ {' '.join(map(str, range(60)))} }}" for i in range(8))
TOO_MUCH = {413, 504, 507}
HOSTILE = {
    "cross product": (ENDLESS, {504}),
    "ORDER BY bomb": ("SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f", TOO_MUCH),
    "VALUES product": (f"SELECT * {{ {VALUES} }}", TOO_MUCH),
    "path of all": ("SELECT (COUNT(*) AS ?n) { ?a (!<x:y>)* ?b . ?b (!<x:y>)* ?c }", {504, 507}),
    "nested braces": ("SELECT * " + "{" * 3_000 + "}" * 3_000, {413}),
    "nested brackets": ("ASK { FILTER" + "(" * 3_000 + "1" + ")" * 3_000 + " }", {413}),
    "long": ("ASK {} #" + "x" * 200_000, {413}),
    "longer than a body": ("ASK {} #" + "x" * 2_000_000, {413}),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_query_is_stopped_with_a_reason(
    client: httpx.Client, problem: Problem, name: str
) -> None:
    query, statuses = HOSTILE[name]
    answer = client.post("/sparql", data={"query": query, "timeout": "0.5"})
    assert answer.status_code in statuses
    problem(answer, answer.status_code)
    assert client.get("/sparql", params={"query": "ASK {}"}).json()["boolean"] is True


class Circle:
    """What holds on to itself."""

    def __init__(self) -> None:
        self.own = self


@pytest.mark.parametrize(("is_busy", "is_growing"), [(False, False), (True, False), (False, True)])
def test_what_requests_took_is_given_back_when_nobody_asks(
    *, is_busy: bool, is_growing: bool
) -> None:
    circle, numbers = weakref.ref(Circle()), iter(range(1, 10_000))

    async def wait() -> None:
        idle = asyncio.create_task(
            give_back_memory(
                lambda: next(numbers) if is_growing else 1, lambda: is_busy, quiet=0.001
            )
        )
        for _ in range(50):
            await asyncio.sleep(0.001)
        idle.cancel()

    gc.disable()
    try:
        asyncio.run(wait())
        assert (circle() is None) is not (is_busy or is_growing)
    finally:
        gc.enable()


def test_a_query_that_many_ask_at_the_same_time_runs_once(client: httpx.Client) -> None:
    """Else a load would let all who ask ask the same anew, and some be refused."""
    query = "SELECT (COUNT(*) AS ?n) { ?a a zt:Task . ?b a zt:Assignment . ?c a zt:Theme }"
    sent = {"query": f"{query} # {time.time()}"}
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: client.post("/sparql", data=sent), range(16)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1


@pytest.mark.parametrize("more", ["", "&timeout=20"], ids=["in the connection", "the whole way"])
def test_where_no_answer_is_kept_nobody_waits_for_one(
    home: Path, serving: Serving, tokens: dict[str, str], more: str
) -> None:
    operator = {"Authorization": f"Bearer {tokens['operator']}"}
    settings = {"ZHENGTU_CACHE_MB": "0", "ZHENGTU_TOKENS": tokens["file"]}
    with (
        serving(home, **settings) as address,
        httpx.Client(base_url=address, timeout=60, trust_env=False) as client,
        ThreadPoolExecutor(2) as pool,
    ):
        path = f"/sparql?query={quote(ENDLESS)}{more}"
        asking = [pool.submit(client.get, path) for _ in range(2)]
        running: list[Json] = []
        end = time.monotonic() + 10
        while len(running) < 2 and time.monotonic() < end:
            time.sleep(0.05)
            running = client.get("/api/queries", headers=operator).json()
        for job in running:
            client.delete(f"/api/queries/{job['number']}", headers=operator)
        assert [job["query"] for job in running] == [ENDLESS] * 2
        assert [answer.result().status_code for answer in asking] == [503] * 2


def test_a_look_up_has_no_more_rows_than_any_answer(
    home: Path, serving: Serving, problem: Problem
) -> None:
    with serving(home, ZHENGTU_RESULT_ROWS="3") as address:
        query = {"query": f"SELECT ?p ?o {{ <{ZT.leadAgency.value}> ?p ?o }}"}
        answer = httpx.get(f"{address}/sparql", params=query, timeout=60, trust_env=False)
        assert "over 3" in problem(answer, 413)["detail"]


def test_a_body_of_100_mb_is_refused_before_it_is_sent(url: str) -> None:
    address = urlsplit(url)
    with socket.create_connection((address.hostname, address.port), timeout=20) as connection:
        connection.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 100000000\r\n"
            b"Content-Type: application/sparql-query\r\n\r\n" + b"x" * 1_000
        )
        assert connection.recv(65_536).startswith(b"HTTP/1.1 413")


@pytest.mark.parametrize("timeout", ["", "0", "-1", "x", "nan", "inf", "1&timeout=2"])
def test_a_timeout_that_is_no_time_is_refused(
    client: httpx.Client, problem: Problem, timeout: str
) -> None:
    answer = client.get(f"/sparql?query=ASK%7B%7D&timeout={timeout}")
    assert problem(answer, 422)["parameter"] == "timeout"


@pytest.mark.parametrize("way", ["query string", "form", "question"])
def test_a_client_may_ask_for_less_time(client: httpx.Client, problem: Problem, way: str) -> None:
    sent = {"query": ENDLESS, "timeout": "0.3"}
    if way == "query string":
        answer = client.get("/sparql", params=sent)
    elif way == "form":
        answer = client.post("/sparql", data=sent)
    else:
        answer = client.get("/api/questions/documents", params={"timeout": "0.0000001"})
        assert answer.status_code in (200, 504)
        return
    assert "0.3 s" in problem(answer, 504)["detail"]


def test_a_client_has_ten_queries_at_a_time(client: httpx.Client, problem: Problem) -> None:
    def ask(number: int) -> httpx.Response:
        query = {"query": f"{ENDLESS} # {number}", "timeout": "3"}
        return httpx.get(f"{client.base_url}/sparql", params=query, timeout=60, trust_env=False)

    with ThreadPoolExecutor(14) as threads:
        answers = list(threads.map(ask, range(14)))
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused
    assert {answer.status_code for answer in answers} <= {429, 504, 503}
    assert "10 queries" in problem(refused[0], 429)["detail"]
    assert int(refused[0].headers["Retry-After"]) > 0


ROWS = 'SELECT ?a ?n { ?a a zt:Official ; skos:prefLabel ?n FILTER(LANG(?n) = "zh") }'
TRIPLES = "CONSTRUCT { ?a skos:prefLabel ?n } { ?a a zt:Official ; skos:prefLabel ?n }"


@pytest.mark.parametrize(
    ("query", "accept", "rows"),
    [
        *[(ROWS, accept, 11) for accept in [*SOLUTION_FORMATS, "text/html"]],
        *[(TRIPLES, accept, 22) for accept in GRAPH_FORMATS],
        ("ASK {}", "application/json", 1),
        ("SELECT ?x { ?x a zt:Nothing }", "application/json", 0),
    ],
)
@pytest.mark.parametrize("coding", ["", "zstd"])
def test_the_header_says_how_much_it_is(
    client: httpx.Client, snapshot_id: str, *, query: str, accept: str, rows: int, coding: str
) -> None:
    headers = {"Accept": accept, "Accept-Encoding": coding}
    answer = client.get("/sparql", params={"query": query}, headers=headers)
    assert answer.status_code == 200
    assert answer.headers["Zhengtu-Rows"] == str(rows)
    assert answer.headers["Zhengtu-Snapshot"] == snapshot_id
    assert answer.headers.get("Zhengtu-Truncated", "false") == "false"
    assert 0 < float(answer.headers["Zhengtu-Seconds"]) < 60


# What a client has already


@pytest.mark.parametrize(
    "path",
    [
        "/sparql?query=ASK%7B%7D",
        "/api/questions/documents",
        "/api/questions/documents?format=csv",
        "/api/search?q=水",
        "/id/theme/environment",
        "/api/info",
    ],
)
def test_what_a_client_has_is_not_sent_again(client: httpx.Client, path: str) -> None:
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    other = client.get(path, headers={"If-None-Match": 'W/"other"'})
    assert (other.status_code, other.content) == (200, first.content)


@pytest.mark.parametrize("function", ["NOW()", "RAND()", "UUID()", "STRUUID()"])
def test_what_changes_each_time_has_no_tag(client: httpx.Client, function: str) -> None:
    query = {"query": f"SELECT ({function} AS ?x) {{}}"}
    first, second = (client.get("/sparql", params=query) for _ in range(2))
    assert "ETag" not in first.headers
    assert first.content != second.content


def test_formats_have_tags_of_their_own(client: httpx.Client) -> None:
    query = {"query": "SELECT * { ?s a zt:Official } ORDER BY ?s"}
    tags = {
        client.get("/sparql", params=query, headers={"Accept": accept}).headers["ETag"]
        for accept in [*SOLUTION_FORMATS, "text/html"]
    }
    assert len(tags) == 5


# What the operator sees


def test_the_server_says_how_it_is(client: httpx.Client, snapshot_id: str) -> None:
    assert client.get("/health").json() == {"status": "ok", "snapshot": snapshot_id}
    assert client.get("/ready").json() == {"status": "ready", "snapshot": snapshot_id}


def test_figures_count_requests_and_queries(client: httpx.Client) -> None:
    def figure(name: str) -> float:
        lines = client.get("/metrics").text.splitlines()
        return sum(float(line.rsplit(" ", 1)[1]) for line in lines if line.startswith(name))

    names = ('zhengtu_queries_total{outcome="answered"}', "zhengtu_query_cache_hits_total")
    before = [figure(name) for name in names]
    for _ in range(3):
        client.get("/sparql", params={"query": "ASK {} # figures"})
    assert [figure(name) - was for name, was in zip(names, before, strict=True)] == [3, 2]
    assert figure('zhengtu_requests_total{route="/sparql"') >= 3
    assert figure('zhengtu_load{what="processes"}') >= 2


def test_the_log_has_a_line_for_each_query_and_not_its_words(
    client: httpx.Client, query_log: Path
) -> None:
    query = "SELECT ?secret { ?secret a zt:Official }"
    client.get("/sparql", params={"query": query})
    client.get("/sparql", params={"query": "SELEC"})
    lines = [json.loads(line)["entry"] for line in query_log.read_text("utf-8").splitlines()]
    expected = hashlib.sha256(query.encode()).hexdigest()[:16]
    [found] = [line for line in lines if line["query"] == expected]
    assert (found["outcome"], found["rows"], found["status"]) == ("answered", 11, 200)
    assert found["seconds"] > 0
    assert lines[-1]["outcome"] == "invalid"
    assert "secret" not in query_log.read_text("utf-8")


def test_a_token_is_needed_to_see_and_stop_queries(
    client: httpx.Client, problem: Problem, tokens: dict[str, str]
) -> None:
    def bearer(token: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {token}"}

    wrong = ({}, {"Authorization": "Bearer"}, {"Authorization": "Basic eDp4"}, bearer("guessed"))
    for headers in wrong:
        refused = client.get("/api/queries", headers=headers)
        problem(refused, 401)
        assert refused.headers["WWW-Authenticate"] == "Bearer"
    problem(client.get("/api/queries", headers=bearer(tokens["reader"])), 403)
    operator = bearer(tokens["operator"])
    with ThreadPoolExecutor(1) as thread:
        asking = thread.submit(client.get, "/sparql", params={"query": f"{ENDLESS} # stop me"})
        running: list[Json] = []
        while not running:
            time.sleep(0.05)
            listed = client.get("/api/queries", headers=operator).json()
            running = [job for job in listed if job["query"].endswith("# stop me")]
        stop = f"/api/queries/{running[0]['number']}"
        problem(client.delete(stop), 401)
        assert client.delete(stop, headers=operator).status_code == 204
        assert "operator" in problem(asking.result(), 503)["detail"]
    problem(client.delete(stop, headers=operator), 404)


def test_an_answer_that_is_known_is_the_same_to_the_byte(client: httpx.Client) -> None:
    address = "/sparql?query=SELECT * { ?s a zt:Official } ORDER BY ?s # known"
    for accept in ("text/csv", "application/json", "text/html"):
        answers = [client.get(address, headers={"Accept": accept}) for _ in range(4)]
        first = answers[0]
        changing = {"date", "zhengtu-seconds"}
        kept = [{k: v for k, v in a.headers.items() if k not in changing} for a in answers]
        for answer, headers in zip(answers, kept, strict=True):
            assert answer.content == first.content
            assert headers == kept[0]
        assert accept.rpartition("/")[2] in first.headers["Content-Type"]
    asked_from_elsewhere = client.get(address, headers={"Origin": "https://a.example"})
    assert "Access-Control-Allow-Origin" not in asked_from_elsewhere.headers
