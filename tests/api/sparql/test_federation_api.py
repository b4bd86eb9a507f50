"""A query may ask listed hosts by SERVICE; its answer says so, and is of no snapshot."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.http.tokens import new_token
from api.serving import Serving
from graph.outward.quota import Quota
from graph.serving.workers import Limits
from graph.sparql.federation.clauses import MOST_ROWS
from graph.sparql.federation.joining import Federation
from tests.graph.sparql.endpoint import Endpoint, bindings, endpoint

Problem = Callable[[httpx.Response, int], dict[str, Any]]
Serve = Callable[..., AbstractContextManager[str]]
LEAD = "太仓市环境保护局"
SAYS = "SELECT ?name ?note { ?s a zt:Agency ; skos:prefLabel ?name . SERVICE <U> { [] <x:n> ?name ; <x:o> ?note } }"  # noqa: E501
MANY = [{"n": {"type": "literal", "value": f'{number} "水" \\'}} for number in range(MOST_ROWS)]


@pytest.fixture(scope="module")
def other() -> Iterator[Endpoint]:
    data = f'[] <x:n> "{LEAD}"@zh-Hans, "{LEAD}"@zh, "{LEAD}" ; <x:o> "记下"@zh .'
    with endpoint(data, {"many": bindings(*MANY)}) as served:
        yield served


@pytest.fixture(scope="module")
def client(home: Path, other: Endpoint) -> Iterator[TestClient]:
    token, line = new_token("eve", ["write:*"])
    (home.parent / "writers").write_text(line, encoding="utf-8")
    serving = Serving(tokens=home.parent / "writers", services=other.outward(), origins=("*",))
    with TestClient(create_app(home, Limits(), serving=serving)) as client:
        client.headers["Authorization"] = f"Bearer {token}"
        yield client


@pytest.fixture
def ask(client: TestClient, other: Endpoint) -> Callable[..., httpx.Response]:
    """Return a function that sends a query; nobody has asked the other endpoint before."""
    client.app.state.federation = Federation(other.outward())  # type: ignore[attr-defined]
    other.questions.clear()

    def send(text: str, **headers: str) -> httpx.Response:
        query = text.replace("<U", f"<{other.iri}")
        return client.get("/sparql", params={"query": query}, headers=headers)

    return send


Ask = Callable[..., httpx.Response]


def test_what_is_here_is_joined_with_what_is_there(ask: Ask) -> None:
    answer = ask(SAYS).json()["results"]["bindings"]
    assert [row["name"]["value"] for row in answer] == [LEAD]
    assert answer[0]["note"] == {"type": "literal", "value": "记下", "xml:lang": "zh"}


def test_the_answer_says_who_was_asked_and_is_not_kept(ask: Ask, other: Endpoint) -> None:
    answers = [ask(SAYS), ask(SAYS, **{"If-None-Match": "*"})]
    for answer in answers:
        assert answer.status_code == 200
        told = answer.headers["Zhengtu-Service"]
        assert re.fullmatch(rf"{other.host};at=\d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\dZ", told)
        assert "etag" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Zhengtu-Snapshot"]
    assert len(other.questions) == len(answers)


def test_a_failure_that_is_silent_is_told_in_the_header(ask: Ask, other: Endpoint) -> None:
    answer = ask("SELECT * { SERVICE SILENT <U/none> { ?s ?p ?o } }")
    assert answer.json()["results"]["bindings"] == [{}]
    assert answer.headers["Zhengtu-Service"].startswith(f"{other.host};at=")
    assert answer.headers["Zhengtu-Service"].endswith(";failed")


def test_a_failure_that_is_not_is_an_error(ask: Ask, problem: Problem) -> None:
    told = problem(ask("SELECT * { SERVICE <U/none> { ?s ?p ?o } }"), 502)
    assert "answers 404" in told["detail"]


def test_as_many_solutions_as_are_read_fit_in(ask: Ask) -> None:
    answer = ask(
        "SELECT (COUNT(DISTINCT ?n) AS ?k) (MAX(?n) AS ?m) { SERVICE <U/many> {?s ?p ?n} }"
    )
    [row] = answer.json()["results"]["bindings"]
    assert row["k"]["value"] == str(MOST_ROWS)
    assert row["m"]["value"] == MANY[-1]["n"]["value"]


def test_a_word_that_is_no_clause_asks_nobody(client: TestClient, other: Endpoint) -> None:
    other.questions.clear()
    long = "'x' , " * 5_000
    for text in (
        "SELECT ('SERVICE' AS ?service) { ?s a zt:Document # SERVICE\n }",
        f"SELECT ('SERVICE' AS ?service) {{ ?s a zt:Document FILTER(?s IN ({long} 'y')) }}",
    ):
        answer = client.post("/sparql", data={"query": text})
        assert answer.status_code == 200
        assert answer.headers["ETag"]
        assert "Zhengtu-Service" not in answer.headers
    assert other.questions == []


def test_a_search_may_stand_beside_it(ask: Ask) -> None:
    text = "SELECT ?s ?n { ?s zt:search '环境保护' SERVICE <U> { [] <x:o> ?n } }"
    answer = ask(text)
    assert answer.json()["results"]["bindings"]
    assert "Zhengtu-Service" in answer.headers


def test_hosts_that_are_not_listed_are_refused(ask: Ask, problem: Problem) -> None:
    told = problem(ask("SELECT * { SERVICE <http://a.example:81/x> { ?s ?p ?o } }"), 403)
    assert "put 'a.example:81' into ZHENGTU_SERVICE_HOSTS" in told["detail"]


def test_an_update_asks_nobody(client: TestClient, other: Endpoint, problem: Problem) -> None:
    other.questions.clear()
    where = f"{{ SERVICE <{other.iri}> {{ ?s ?p ?o }} }}"
    update = f"INSERT {{ GRAPH <http://e/g> {{ ?s ?p ?o }} }} WHERE {where}"
    told = problem(client.post("/sparql", data={"update": update}), 400)
    assert "by LOAD alone" in told["detail"]
    assert other.questions == []


def test_a_client_asks_others_so_often_and_no_more(
    client: TestClient, ask: Ask, other: Endpoint, problem: Problem
) -> None:
    federation = Federation(other.outward(), Quota(per_client=2))
    client.app.state.federation = federation  # type: ignore[attr-defined]
    assert [ask(SAYS).status_code for _ in "12"] == [200, 200]
    refused = ask(SAYS)
    assert "try later" in problem(refused, 429)["detail"]
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert len(other.questions) == 2


def test_pages_of_others_may_read_who_was_asked(ask: Ask) -> None:
    answer = ask(SAYS, Origin="https://a.example")
    assert "Zhengtu-Service" in answer.headers["Access-Control-Expose-Headers"]


def test_the_endpoint_says_whether_it_asks_others(client: TestClient, home: Path) -> None:
    feature = "BasicFederatedQuery"
    assert feature in client.get("/sparql", headers={"Accept": "text/turtle"}).text
    with TestClient(create_app(home, Limits())) as alone:
        assert feature not in alone.get("/sparql", headers={"Accept": "text/turtle"}).text


def test_without_a_list_the_refusal_says_how_to_allow(
    home: Path, other: Endpoint, problem: Problem
) -> None:
    other.questions.clear()
    with TestClient(create_app(home, Limits())) as alone:
        text = f"SELECT * {{ SERVICE SILENT <{other.iri}> {{ ?s ?p ?o }} }}"
        told = problem(alone.get("/sparql", params={"query": text}), 400)
    assert told["title"] == "The query is not answered here"
    assert "SERVICE is not answered here: a query makes no request" in told["detail"]
    assert "ZHENGTU_SERVICE_HOSTS" in told["detail"]
    assert other.questions == []


def test_a_listed_name_that_leads_inside_is_refused_however_it_is_asked(
    home: Path, serving: Serve, other: Endpoint, problem: Problem
) -> None:
    """The setting of a real server, whose connections answer some queries on a shorter way."""
    other.questions.clear()
    with serving(home, ZHENGTU_SERVICE_HOSTS=other.host) as url, httpx.Client(base_url=url) as here:
        for text in (SAYS, SAYS + " # long" * 500):
            query = text.replace("<U", f"<{other.iri}")
            for answer in (
                here.get("/sparql", params={"query": query}),
                here.post("/sparql", data={"query": query}),
            ):
                assert "no address of the open net" in problem(answer, 403)["detail"]
    assert other.questions == []
