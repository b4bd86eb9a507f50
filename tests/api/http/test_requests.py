"""What a request says is taken as HTTP says, or refused with a reason, wherever it is answered."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.connection.plain import manner_of
from api.http.heads import read_head
from api.serving import Serving
from graph.serving.workers import Limits

Problem = Callable[[httpx.Response, int], dict[str, Any]]
ASK = "/sparql?query=ASK%7B%7D"
DIRECT, FORM = "application/sparql-query", "application/x-www-form-urlencoded"
PUBLIC = "https://data.example.org"
RELATIVE = "/sparql?query=SELECT+(IRI(%22a%22)+AS+%3Fx)+%7B%7D"


@pytest.mark.parametrize(
    ("path", "headers", "body", "status", "said"),
    [
        ("/sparql", {"Content-Type": f"{DIRECT}; charset=utf-16"}, "ASK{}", 415, "UTF-8"),
        ("/sparql", {"Content-Type": f"{FORM}; charset=gbk"}, "query=ASK{}", 415, "UTF-8"),
        ("/sparql", {"Content-Type": f'{DIRECT}; charset="UTF-8"'}, "ASK{}", 200, ""),
        ("/sparql", {"Content-Type": DIRECT, "Content-Encoding": "gzip"}, "ASK{}", 415, "as it is"),
        ("/reconcile", {"Content-Type": FORM, "Content-Encoding": "br"}, "a=b", 415, "as it is"),
        (ASK, {"Content-Type": FORM}, "query=ASK{}", 400, "one query"),
        (ASK, {"Content-Type": DIRECT}, "ASK{}", 400, "one query"),
        ("/sparql?using-graph-uri=x:g", {"Content-Type": DIRECT}, "ASK{}", 400, "for updates"),
        ("/sparql?timeout=9", {"Content-Type": FORM}, "query=ASK{}", 200, ""),
        ("/sparql", {"Content-Type": FORM, "If-None-Match": "*"}, "query=ASK{}", 200, ""),
    ],
)
def test_a_body_is_read_as_its_head_says_or_not_at_all(  # noqa: PLR0917 - most are of the case
    client: httpx.Client, path: str, headers: dict[str, str], body: str, status: int, said: str
) -> None:
    answer = client.post(path, headers=headers, content=body.encode())
    assert answer.status_code == status, answer.text
    assert said in answer.text


@pytest.mark.parametrize(
    ("method", "path", "status", "allowed"),
    [
        ("PUT", "/sparql", 405, "GET, POST, HEAD, OPTIONS"),
        ("OPTIONS", "/sparql", 204, "GET, POST, HEAD, OPTIONS"),
        ("OPTIONS", "/graphs", 204, "GET, POST, PUT, DELETE, HEAD, OPTIONS"),
        ("DELETE", "/api/info", 405, "GET, HEAD, OPTIONS"),
    ],
)
def test_an_address_says_what_it_knows(
    client: httpx.Client, method: str, path: str, status: int, allowed: str
) -> None:
    answer = client.request(method, path)
    assert (answer.status_code, answer.headers["allow"]) == (status, allowed)


def test_what_is_at_no_address_has_no_options(client: httpx.Client, problem: Problem) -> None:
    problem(client.options("/nowhere"), 404)


@pytest.mark.parametrize("path", [ASK, "/.well-known/void"])
def test_who_has_an_answer_hears_what_makes_it_another(client: httpx.Client, path: str) -> None:
    """As the answer itself says (RFC 9110, section 15.4.5)."""
    answer = client.get(path, headers={"Accept": "*/*"})
    tag = answer.headers["etag"]
    known = client.get(path, headers={"Accept": "*/*", "If-None-Match": tag})
    assert known.status_code == 304
    assert set(answer.headers["vary"].split(", ")) <= set(known.headers["vary"].split(", "))


@pytest.mark.parametrize("path", [ASK, "/snapshots", "/snapshots/ID", "/api/info"])
def test_a_tag_is_compared_as_a_tag(client: httpx.Client, snapshot_id: str, path: str) -> None:
    path = path.replace("ID", snapshot_id)
    tag = client.get(path).headers["etag"]
    strong = tag.removeprefix("W/")
    for had in (tag, strong, f'"a,b", {tag}', "*"):
        answer = client.get(path, headers={"If-None-Match": had})
        assert (answer.status_code, answer.content) == (304, b""), had
    for had in (strong.replace('"', ""), '"another"', f'"{tag}"'):
        assert client.get(path, headers={"If-None-Match": had}).status_code == 200, had


def test_only_what_is_there_is_there(client: httpx.Client) -> None:
    wanted = {"If-None-Match": "*"}
    assert client.get("/id/none", headers=wanted).status_code == 404
    assert client.get("/sparql?query=ASK", headers=wanted).status_code == 400


@pytest.mark.parametrize("ending", ["nq", "nq.zst", "trig", "trig.zst"])
def test_a_dump_is_the_same_each_time(client: httpx.Client, snapshot_id: str, ending: str) -> None:
    path = f"/snapshots/{snapshot_id}/graph.{ending}"
    first, second = client.get(path), client.head(path)
    named = ("etag", "last-modified", "content-length")
    assert [first.headers[name] for name in named] == [second.headers[name] for name in named]
    assert int(first.headers["content-length"]) == len(first.content)
    tag = first.headers["etag"]
    again = client.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.headers["etag"]) == (304, tag)
    assert "max-age" in again.headers["cache-control"]
    if ending.endswith("zst"):
        rest = client.get(path, headers={"Range": "bytes=9-", "If-Range": tag})
        assert (rest.status_code, rest.content) == (206, first.content[9:])


@pytest.mark.parametrize(
    "accept",
    ["json", "xml", "text/csv", "text/tab-separated-values", "text/html"],
)
def test_each_format_says_how_many_rows_it_has_and_that_it_is_whole(
    client: httpx.Client, accept: str
) -> None:
    accept = accept if "/" in accept else f"application/sparql-results+{accept}"
    for query, rows in (("ASK {}", "1"), ("SELECT * { VALUES ?x { 1 2 } }", "2")):
        answer = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
        told = answer.headers["zhengtu-rows"], answer.headers["zhengtu-truncated"]
        assert told == (rows, "false")


@pytest.mark.parametrize("hosts", [[], ["a", "b"], ['a"b'], [""]])
def test_a_request_names_one_host(url: str, hosts: list[str]) -> None:
    address = urlsplit(url)
    with closing(HTTPConnection(address.hostname or "", address.port, timeout=30)) as connection:
        connection.putrequest("GET", ASK, skip_host=True)
        for host in hosts:
            connection.putheader("Host", host)
        connection.endheaders()
        answer = connection.getresponse()
        assert answer.status == 400
        assert "host" in json.load(answer)["detail"].lower()


@pytest.fixture(scope="module")
def public(home: Path) -> Iterator[TestClient]:
    with TestClient(create_app(home, Limits(), serving=Serving(public=PUBLIC))) as client:
        yield client


def test_where_the_address_is_set_no_request_says_another(
    public: TestClient, snapshot_id: str
) -> None:
    headers = {"Host": "other"}
    citation = public.get(f"/snapshots/{snapshot_id}/citation", headers=headers).text
    assert f"{PUBLIC}/snapshots/{snapshot_id}" in citation
    described = public.get("/.well-known/void", headers=headers).text
    assert "data.example.org/sparql" in described
    assert "//other" not in described
    for path in (RELATIVE, f"{RELATIVE}&timeout=9"):
        answer = public.get(path, headers=headers)
        assert answer.json()["results"]["bindings"][0]["x"]["value"] == f"{PUBLIC}/a"


def test_the_short_way_knows_the_public_address() -> None:
    head = read_head(b"GET /sparql?query=ASK HTTP/1.1\r\nHost: other\r\n\r\n")
    assert head is not None
    manner, given = manner_of(head.fields, PUBLIC), manner_of(head.fields)
    assert manner is not None
    assert given is not None
    assert manner.query.base == f"{PUBLIC}/sparql"
    assert given.query.base == "http://other/sparql"
