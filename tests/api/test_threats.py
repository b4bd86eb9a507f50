"""Each threat of docs/threat-model.md has a test; here are those that no other file has."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.exceptions import HTTPException

from api.app import create_app
from api.http.cross_origin import CrossOrigin
from api.http.tokens import Tokens, hash_of, read_tokens
from api.serving import Serving
from api.sparql.graph_store import _contents
from graph.serving.workers import Limits
from ontology.errors import QueryError, SettingError

Problem = Callable[[httpx.Response, int], dict[str, Any]]

PATHS = [
    ("GET", "/"),
    ("GET", "/sparql?query=ASK%7B%7D"),
    ("GET", "/sparql?query=SELEC"),
    ("GET", "/sparql?query=SELECT%20*%20%7B%7D"),
    ("PUT", "/sparql"),
    ("GET", "/nope"),
    ("GET", "/api/search?limit=x"),
    ("GET", "/api/queries"),
    ("GET", "/id/theme/environment"),
    ("GET", "/snapshots"),
    ("GET", "/metrics"),
    ("GET", "/assets/first_page.css"),
    ("GET", "/openapi.json"),
    ("HEAD", "/"),
    ("POST", "/sparql"),
    ("GET", "/reconcile"),
]


def test_every_threat_names_tests_that_exist(root: Path) -> None:
    text = (root / "docs" / "threat-model.md").read_text("utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| T")]
    assert len(rows) > 12
    for row in rows:
        named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", row)
        assert named, row
        for path, function in named:
            assert f"def {function}(" in (root / path).read_text("utf-8"), (path, function)


@pytest.mark.parametrize(("method", "path"), PATHS)
def test_every_answer_has_the_headers_that_keep_a_browser_safe(
    client: httpx.Client, method: str, path: str
) -> None:
    headers = client.request(method, path, headers={"Accept": "text/html, */*;q=0.5"}).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "server" not in headers


def test_a_page_needs_nothing_that_the_policy_forbids(client: httpx.Client) -> None:
    browser = {"Accept": "text/html"}
    for path in ("/", "/sparql?query=SELECT * {?s a zt:Official}", "/api/questions/documents"):
        page = client.get(path, headers=browser).text
        assert "<html" in page
        assert re.search(r"<style|<script(?! src)|style=|\son\w+=|javascript:", page) is None
        for asset in re.findall(r'(?:href|src)="(/assets/[^"]+)"', page):
            assert client.get(asset).headers["Content-Type"].startswith("text/")


@pytest.mark.parametrize("name", ["pages.py", "../app.py", "..%2fapp.py", "first_page.html", ""])
def test_only_files_of_pages_are_given_out(
    client: httpx.Client, problem: Problem, name: str
) -> None:
    problem(client.get(f"/assets/{name}"), 404)


MARKUP = "<script>alert(1)</script>"


@pytest.mark.parametrize(
    "path",
    [
        f'/sparql?query=SELECT ("{MARKUP}" AS ?x) {{}}',
        f"/sparql?query={MARKUP}",
        f"/api/search?q={MARKUP}",
        f"/api/questions/{MARKUP}",
        f"/id/{MARKUP}",
        f"/nope/{MARKUP}",
    ],
)
def test_what_is_sent_never_comes_back_as_markup(client: httpx.Client, path: str) -> None:
    answer = client.get(path, headers={"Accept": "text/html, */*;q=0.1"})
    assert answer.status_code < 500
    if answer.headers["Content-Type"].startswith("text/html"):
        assert MARKUP not in answer.text


@pytest.mark.parametrize(
    ("origins", "origin", "allowed"),
    [
        ((), "https://a.example", None),
        (("*",), "https://a.example", "*"),
        (("https://a.example",), "https://a.example", "https://a.example"),
        (("https://a.example",), "https://b.example", None),
    ],
)
def test_other_origins_read_what_the_setting_says(
    origins: tuple[str, ...], origin: str, allowed: str | None
) -> None:
    async def app(_: Any, __: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def ask(path: str) -> httpx.Response:
        bounded = CrossOrigin(app, "/reconcile", origins)
        transport = httpx.ASGITransport(app=bounded)
        async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
            return await client.get(path, headers={"Origin": origin})

    answer = asyncio.run(ask("/sparql"))
    assert answer.headers.get("Access-Control-Allow-Origin") == allowed
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert asyncio.run(ask("/reconcile")).headers["Access-Control-Allow-Origin"] == "*"


def test_a_defect_shows_no_trace_outside(tmp_path: Path) -> None:
    app = create_app(tmp_path, Limits(), serving=Serving())

    @app.get("/broken")
    def broken() -> None:
        raise RuntimeError("password of the database")

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
            return await client.get("/broken")

    answer = asyncio.run(ask())
    assert answer.status_code == 500
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Content-Security-Policy"]
    assert "password" not in answer.text
    assert "Traceback" not in answer.text
    assert ".py" not in answer.text


OUTWARD = [
    ("query", "SELECT * {{ SERVICE <http://{0}/> {{ ?s ?p ?o }} }}"),
    ("query", "SELECT * {{ \\u0053ERVICE <http://{0}/> {{ ?s ?p ?o }} }}"),
    ("query", "PREFIX e: <http://{0}/> SELECT * {{ SERVICE SILENT e:x {{ ?s ?p ?o }} }}"),
    ("query", "SELECT * {{ SERVICE # comment\n <http://{0}/> {{ ?s ?p ?o }} }}"),
    ("query", "SELECT * FROM <http://{0}/data.ttl> {{ ?s ?p ?o }}"),
    ("query", "SELECT * FROM NAMED <http://{0}/data.ttl> {{ GRAPH ?g {{ ?s ?p ?o }} }}"),
    ("query", "DESCRIBE <http://{0}/thing>"),
    ("query", "LOAD <http://{0}/data.ttl>"),
    ("update", "LOAD <http://{0}/data.ttl>"),
]


@pytest.mark.parametrize(("parameter", "text"), OUTWARD)
def test_no_request_makes_the_server_call_somebody(
    client: httpx.Client, listener: tuple[str, list[object]], parameter: str, text: str
) -> None:
    address, calls = listener
    answer = client.post("/sparql", data={parameter: text.format(address)})
    assert answer.status_code < 500
    client.get("/sparql", params={"query": "ASK {}", "default-graph-uri": f"http://{address}/x"})
    assert calls == []


@pytest.mark.parametrize("graph", ["file:///etc/passwd", "file:/etc/hostname"])
def test_a_graph_is_never_a_file(client: httpx.Client, graph: str) -> None:
    query = "SELECT * FROM <%s> { ?s ?p ?o }" % graph  # noqa: S608, UP031 - a query, with braces
    for sent in ({"query": query}, {"query": "SELECT * {?s ?p ?o}", "default-graph-uri": graph}):
        assert client.get("/sparql", params=sent).json()["results"]["bindings"] == []


def test_tokens_are_kept_as_hashes_and_a_deleted_one_is_worth_nothing(tmp_path: Path) -> None:
    path = tmp_path / "tokens"
    path.write_text(f"ada {hash_of('secret')} queries\n", encoding="utf-8")
    tokens = Tokens(path)
    assert set(tokens._known()) == {hash_of("secret")}
    assert "secret" not in path.read_text("utf-8")
    path.write_text("# nobody\n", encoding="utf-8")
    assert tokens._known() == {}


@pytest.mark.parametrize("line", ["ada", "ada secret queries", f"ada {'0' * 64}"])
def test_a_line_of_tokens_that_is_none_is_an_error_without_its_words(line: str) -> None:
    with pytest.raises(SettingError, match=r"tokens, line 2") as raised:
        read_tokens(f"\n{line}\n", Path("tokens"))
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize("name", ["Accept", "Accept-Encoding", "Authorization", "Range", "Origin"])
def test_a_field_of_a_header_is_no_longer_than_it_need_be(
    client: httpx.Client, problem: Problem, name: str
) -> None:
    sent = {name: ",".join(["text/x;q=0.1"] * 2_000)}
    assert name.lower() in problem(client.get("/sparql", headers=sent), 413)["detail"]


@pytest.mark.parametrize("path", ["/sparql?", "/api/search?q=x&", "/snapshots?snapshot=x&"])
def test_a_request_has_a_number_of_parameters(
    client: httpx.Client, problem: Problem, path: str
) -> None:
    assert "parameters" in problem(client.get(path + "a&" * 20_000), 413)["detail"]


def test_a_form_with_a_number_of_parameters(client: httpx.Client, problem: Problem) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    sent = b"query=ASK{}&snapshot=x" + b"&a" * 400_000
    problem(client.post("/sparql", content=sent, headers=form), 400)


def test_what_is_compared_with_names_is_no_longer_than_a_name(
    client: httpx.Client, problem: Problem
) -> None:
    for path in ("questions/lead-agencies-of-theme?theme=", "resolve?surface="):
        assert "over 10000" in problem(client.get(f"/api/{path}{'a' * 20_000}"), 422)["detail"]


def test_a_query_searches_a_number_of_times(client: httpx.Client, problem: Problem) -> None:
    query = "ASK { " + '?a zt:search "水" . ' * 500 + "}"
    refused = problem(client.post("/sparql", data={"query": query}), 413)
    assert "searches 20 times" in refused["detail"]


NESTED = b"--a\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n--b--\r\n--a--"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"--a\r\n" * 100_000, 400),
        (b"--a\r\nContent-Type: text/turtle\r\n\r\n<x:a> <x:b> 1 .", 400),
        (NESTED, 415),
        (b"--a\r\nContent-Type: text/turtle\r\n\r\n<x:a> <x:b> 1 .\r\n--a--", 200),
        (b"--a\nContent-type:text/turtle;x=y\n\n<x:a> .\n--a\n\n\n<x:a>\n--a--", 200),
    ],
)
def test_a_form_is_read_without_reading_it_for_ever(body: bytes, status: int) -> None:
    try:
        texts = _contents(body, 'multipart/form-data; boundary="a"')
    except (QueryError, HTTPException) as error:
        assert (415 if isinstance(error, HTTPException) else 400) == status
    else:
        assert status == 200
        assert all(b"<x:a>" in text and b"--" not in text for text, _ in texts)
