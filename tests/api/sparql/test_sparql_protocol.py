"""The SPARQL endpoint speaks the protocol that clients speak, and says clearly what it refuses."""

from __future__ import annotations

import csv
import io
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import httpx
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import (
    CSV,
    GET,
    JSON,
    JSONLD,
    N3,
    POST,
    POSTDIRECTLY,
    RDFXML,
    TSV,
    TURTLE,
    URLENCODED,
    XML,
    SPARQLWrapper,
)

Problem = Callable[[httpx.Response, int], dict[str, Any]]
Serving = Callable[..., AbstractContextManager[str]]

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"
RESULTS = "application/sparql-results+"
AGENCIES = "https://w3id.org/zhengtu/id/graph/agencies"
PLACES = "https://w3id.org/zhengtu/id/graph/places"
BUREAU = "太仓市环境保护局"
BY_NAME = f'SELECT ?agency WHERE {{ ?agency skos:prefLabel "{BUREAU}"@zh }}'
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
COUNT_IN_GRAPHS = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"
SELECT = "SELECT ?name WHERE { ?a a zt:Agency ; skos:prefLabel ?name } LIMIT 3"
CONSTRUCT = "CONSTRUCT { ?a skos:prefLabel ?name } WHERE { ?a a zt:Agency ; skos:prefLabel ?name }"
ASK = "ASK { ?a a zt:Agency }"
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def numbers(response: httpx.Response) -> list[int]:
    """Return the values of ?n of a SELECT."""
    assert response.status_code == 200, response.text
    return [int(row["n"]["value"]) for row in response.json()["results"]["bindings"]]


def direct(content: str | bytes, media_type: str) -> dict[str, Any]:
    """Return a body of a media type."""
    return {"content": content, "headers": {"Content-Type": media_type}}


def wrapper(url: str, query: str, *, method: str = GET, form: str = URLENCODED) -> SPARQLWrapper:
    asking = SPARQLWrapper(f"{url}/sparql")
    asking.setMethod(method)
    asking.setRequestMethod(form)
    asking.setQuery(query)
    return asking


WAYS = {
    "GET": {"method": GET},
    "POST form": {"method": POST},
    "POST direct": {"method": POST, "form": POSTDIRECTLY},
}


# What a client gets


@pytest.mark.parametrize("way", WAYS)
def test_sparqlwrapper_finds_a_chinese_label(url: str, way: str) -> None:
    asking = wrapper(url, BY_NAME, **WAYS[way])
    asking.setReturnFormat(JSON)
    rows = asking.queryAndConvert()["results"]["bindings"]
    assert [row["agency"]["value"].rsplit("/", 1)[-1] for row in rows] == ["huanbaoju"]


@pytest.mark.parametrize("way", WAYS)
def test_solutions_as_xml_csv_and_tsv(url: str, way: str) -> None:
    as_xml = wrapper(url, BY_NAME, **WAYS[way])
    as_xml.setReturnFormat(XML)
    iris = [node.firstChild.data for node in as_xml.queryAndConvert().getElementsByTagName("uri")]
    as_csv = wrapper(url, BY_NAME, **WAYS[way])
    as_csv.setReturnFormat(CSV)
    rows = list(csv.reader(io.StringIO(as_csv.queryAndConvert().decode())))
    as_tsv = wrapper(url, BY_NAME, **WAYS[way])
    as_tsv.setReturnFormat(TSV)
    lines = as_tsv.queryAndConvert().decode().splitlines()
    assert len(iris) == 1
    assert rows == [["agency"], iris]
    assert lines == ["?agency", f"<{iris[0]}>"]


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("format_name", [TURTLE, N3, RDFXML, JSONLD])
def test_graphs_in_every_format_are_the_same_graph(url: str, way: str, format_name: str) -> None:
    asking = wrapper(url, CONSTRUCT, **WAYS[way])
    asking.setReturnFormat(format_name)
    found = asking.queryAndConvert()
    if isinstance(found, bytes):
        found = rdflib.Graph().parse(data=found, format="turtle")
    names = {str(name) for name in found.objects(None, rdflib.SKOS.prefLabel)}
    assert len(found) == len(names) > 100
    assert BUREAU in names


def test_rdflib_reads_the_endpoint_as_a_store(url: str) -> None:
    for method in ("GET", "POST", "POST_FORM"):
        graph = rdflib.Graph(SPARQLStore(f"{url}/sparql", method=method))
        assert [str(row[0]) for row in graph.query(f"PREFIX skos: <{rdflib.SKOS}> {BY_NAME}")] == [
            "https://w3id.org/zhengtu/id/agency/320585/huanbaoju"
        ]


@pytest.mark.parametrize("iri", ["http://example.org/环保局", "http://example.org/%E7%8E%AF"])
def test_an_iri_is_decoded_once(client: httpx.Client, iri: str) -> None:
    query = f"SELECT ?iri WHERE {{ VALUES ?iri {{ <{iri}> }} }}"
    answers = [
        client.get("/sparql", params={"query": query}),
        client.post("/sparql", data={"query": query}),
        client.post("/sparql", content=query.encode(), headers={"Content-Type": DIRECT}),
        client.post("/sparql", content=f"query={quote(query)}", headers={"Content-Type": FORM}),
    ]
    for answer in answers:
        rows = answer.json()["results"]["bindings"]
        assert [row["iri"]["value"] for row in rows] == [iri]


@pytest.mark.parametrize("content_type", [FORM, f"{FORM}; charset=UTF-8", FORM.upper()])
def test_a_form_may_say_its_charset(client: httpx.Client, content_type: str) -> None:
    headers = {"Content-Type": content_type}
    answer = client.post("/sparql", content=f"query={quote(ASK)}", headers=headers)
    assert answer.json()["boolean"] is True


def test_a_plus_in_a_form_is_a_space_and_an_encoded_plus_is_a_plus(client: httpx.Client) -> None:
    body = "query=SELECT+(1%2B1+AS+?n)+%7B%7D"
    assert numbers(client.post("/sparql", content=body, headers={"Content-Type": FORM})) == [2]


def test_prefixes_of_the_graph_need_no_declaration(client: httpx.Client) -> None:
    assert client.get("/sparql", params={"query": ASK}).json()["boolean"] is True


def test_an_answer_says_its_snapshot(client: httpx.Client, snapshot_id: str) -> None:
    answer = client.get("/sparql", params={"query": ASK})
    assert answer.headers["zhengtu-snapshot"] == snapshot_id
    assert "accept" in answer.headers["vary"].lower()


# Content negotiation


@pytest.mark.parametrize(
    ("query", "accept", "expected"),
    [
        (SELECT, None, f"{RESULTS}json"),
        (SELECT, "", f"{RESULTS}json"),
        (SELECT, "*/*", f"{RESULTS}json"),
        (SELECT, f"{RESULTS}xml", f"{RESULTS}xml"),
        (SELECT, f"{RESULTS}XML", f"{RESULTS}xml"),
        (SELECT, "application/json", f"{RESULTS}json"),
        (SELECT, "Application/JSON; charset=utf-8", f"{RESULTS}json"),
        (SELECT, "application/xml", f"{RESULTS}xml"),
        (SELECT, "text/csv", "text/csv; charset=utf-8"),
        (SELECT, "text/*", "text/csv; charset=utf-8"),
        (SELECT, "text/csv;q=0.2, text/tab-separated-values;q=0.9", "text/tab-separated-values"),
        (SELECT, "text/csv;q=0, */*", f"{RESULTS}json"),
        (SELECT, f"text/html, {RESULTS}xml;q=0.9, */*;q=0.8", "text/html; charset=utf-8"),
        (SELECT, f"text/turtle, {RESULTS}json;q=0.1", f"{RESULTS}json"),
        (ASK, f"{RESULTS}xml", f"{RESULTS}xml"),
        (ASK, "text/html, */*;q=0.1", "text/html; charset=utf-8"),
        (CONSTRUCT, None, "text/turtle"),
        (CONSTRUCT, "*/*", "text/turtle"),
        (CONSTRUCT, "application/n-triples", "application/n-triples"),
        (CONSTRUCT, "application/ld+json", "application/ld+json"),
        (CONSTRUCT, "application/rdf+xml;q=0.5, text/turtle;q=0.4", "application/rdf+xml"),
        (CONSTRUCT, f"{RESULTS}json, application/ld+json;q=0.1", "application/ld+json"),
    ],
)
def test_accept_decides_the_format(
    client: httpx.Client, query: str, accept: str | None, expected: str
) -> None:
    request = client.build_request("GET", "/sparql", params={"query": query})
    del request.headers["accept"]
    if accept is not None:
        request.headers["accept"] = accept
    answer = client.send(request)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith(expected)


@pytest.mark.parametrize(
    ("query", "accept", "offered"),
    [
        (SELECT, "image/png", f"{RESULTS}json"),
        (SELECT, "text/turtle", "text/csv"),
        (SELECT, "*/*;q=0", f"{RESULTS}json"),
        (SELECT, "text/csv;q=none", "text/csv"),
        (ASK, "image/png", f"{RESULTS}xml"),
        (CONSTRUCT, "text/csv", "text/turtle"),
    ],
)
def test_a_format_that_does_not_exist_is_406_and_names_those_that_do(
    client: httpx.Client, problem: Problem, query: str, accept: str, offered: str
) -> None:
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert offered in problem(answer, 406)["detail"]


def test_json_and_xml_hold_the_same_solutions(client: httpx.Client) -> None:
    query = {"query": f"{SELECT[:-8]} ORDER BY ?name"}
    names = client.get("/sparql", params=query).json()["results"]["bindings"]
    document = client.get("/sparql", params=query, headers={"Accept": f"{RESULTS}xml"}).content
    tree = ElementTree.fromstring(document)  # noqa: S314 - from our own server
    literals = [node.text for node in tree.iter("{http://www.w3.org/2005/sparql-results#}literal")]
    assert len(literals) > 100
    assert literals == [row["name"]["value"] for row in names]


# The dataset


def test_all_graphs_together_are_the_default_graph(client: httpx.Client) -> None:
    whole = numbers(client.get("/sparql", params={"query": COUNT}))[0]
    parts = numbers(client.get("/sparql", params={"query": COUNT_IN_GRAPHS}))[0]
    assert 30_000 < whole <= parts


@pytest.mark.parametrize("method", ["GET", "POST form", "POST form and address", "POST direct"])
def test_a_client_may_choose_its_graphs(client: httpx.Client, method: str) -> None:
    def count(query: str, **chosen: str | list[str]) -> int:
        if method == "GET":
            answer = client.get("/sparql", params={"query": query, **chosen})
        elif method == "POST form":
            answer = client.post("/sparql", data={"query": query, **chosen})
        elif method == "POST form and address":
            answer = client.post("/sparql", params=chosen, data={"query": query})
        else:
            headers = {"Content-Type": DIRECT}
            answer = client.post("/sparql", params=chosen, content=query, headers=headers)
        return numbers(answer)[0]

    agencies = count(COUNT, **{"default-graph-uri": AGENCIES})
    places = count(COUNT, **{"default-graph-uri": PLACES})
    both = count(COUNT, **{"default-graph-uri": [AGENCIES, PLACES]})
    assert agencies > 500
    assert places > 50
    assert both == agencies + places
    assert count(COUNT_IN_GRAPHS, **{"named-graph-uri": AGENCIES}) == agencies
    assert count(COUNT, **{"named-graph-uri": AGENCIES}) == 0
    from_clause = COUNT.replace("WHERE", f"FROM <{PLACES}> WHERE")
    assert count(from_clause) == places
    assert count(from_clause, **{"default-graph-uri": AGENCIES}) == agencies


def test_a_graph_that_is_no_iri_is_a_problem(client: httpx.Client, problem: Problem) -> None:
    chosen = {"query": ASK, "default-graph-uri": "not an iri"}
    problem(client.get("/sparql", params=chosen), 400)


# What is not answered


@pytest.mark.parametrize(
    ("request_", "status", "said"),
    [
        ({"method": "GET", "params": {"format": "json"}}, 400, "'query'"),
        ({"method": "GET", "params": {"query": [ASK, ASK]}}, 400, "not 2"),
        ({"method": "POST", "data": {"query": [ASK, ASK]}}, 400, "not 2"),
        ({"method": "POST", "data": {"other": ASK}}, 400, "not 0"),
        ({"method": "POST", **direct(ASK, "text/plain")}, 415, DIRECT),
        ({"method": "POST", "content": ASK}, 415, FORM),
        ({"method": "POST", "json": {"query": ASK}}, 415, "application/json"),
        ({"method": "POST", "files": {"query": b"ASK {}"}}, 415, "multipart/form-data"),
        ({"method": "GET", "params": {"update": "CLEAR ALL"}}, 400, "only reads"),
        ({"method": "POST", "data": {"update": "CLEAR ALL"}}, 401, "token"),
        ({"method": "POST", "data": {"query": ASK, "update": "CLEAR ALL"}}, 401, "token"),
        ({"method": "POST", **direct("CLEAR ALL", UPDATE)}, 401, "token"),
        ({"method": "POST", **direct("query=%FF", FORM)}, 400, "UTF-8"),
        ({"method": "POST", **direct(b"query=\xff", FORM)}, 400, "byte 6"),
        ({"method": "POST", **direct(b"ASK {} #\xce", DIRECT)}, 400, "byte 8"),
        ({"method": "POST", "data": {"query": ASK + " " * 1_000_000}}, 413, "1000000"),
        ({"method": "POST", "data": {"query": ASK + " " * 100_000}}, 413, "100000"),
        ({"method": "POST", "data": {"query": "ASK " + "{" * 300 + "}" * 300}}, 413, "nested"),
    ],
)
def test_a_request_that_is_not_of_the_protocol_is_told_why(
    client: httpx.Client,
    problem: Problem,
    request_: dict[str, Any],
    status: int,
    said: str,
) -> None:
    answer = client.request(url="/sparql", **request_)
    assert said in problem(answer, status)["detail"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_another_method_is_405(client: httpx.Client, problem: Problem, method: str) -> None:
    problem(client.request(method, "/sparql", params={"query": ASK}), 405)


@pytest.mark.parametrize("path", ["/nope", "/sparql/", "/api", "/api/search/", "/id", "/docs"])
def test_an_unknown_path_is_404(client: httpx.Client, problem: Problem, path: str) -> None:
    problem(client.get(path), 404)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        (f"/sparql?query={quote(ASK)}", 200),
        ("/sparql?query=x", 400),
        ("/id/theme/environment", 200),
        ("/api/questions", 200),
        ("/nope", 404),
    ],
)
def test_head_has_the_headers_of_get_and_no_body(
    client: httpx.Client, path: str, status: int
) -> None:
    head, got = client.head(path), client.get(path)
    assert (head.status_code, got.status_code) == (status, status)
    assert head.content == b""
    assert got.content
    for name in ("content-type", "content-length"):
        assert head.headers[name] == got.headers[name]


CHINESE = """# 各机构的牵头任务
SELECT ?机构 ?名称 WHERE {
  ?机构 a zt:Agency ;
        skos:prefLabel ?名称 。
}"""


@pytest.mark.parametrize(
    ("query", "where", "said"),
    [
        (CHINESE, (4, 28), "skos:prefLabel ?名称 。"),
        ("SELECT * WHERE {\n  ?项目 a zt:Project ；\n zt:text ?文 .\n}", (2, 20), "；"),
        ("SELECT * WHERE {\n  ?a ?b ?c .\n}\nGROUP ?a", (4, 7), "GROUP ?a"),
        ("ASK {} }", (1, 8), "not understood from here on"),
        ("SELECT * WHERE {\n  ?s ?p “太仓” }", (2, 3), "“太仓”"),
        ("SELECT ?a WHERE {\n  ?a zz:lead ?d }", (2, 13), "prefix"),
        ('SELECT ?名 WHERE {\n  ?名 ?p "环保\n}', (2, 12), '"环保'),
        ("SELECT * WHERE { ?s ?p ?o } LIMIT 十", (1, 35), "LIMIT 十"),
        ("SELECT * WHERE { ?s ?p ?o } LIMIT 1.0", (1, 36), "LIMIT 1.0"),
        ("ASK { { SELECT * WHERE { ?s ?p ?o } OFFSET 1e0 } }", (1, 45), "OFFSET 1e0"),
        ("SELECT ('x'@en-1 AS ?x) {}", (1, 17), "BCP 47"),
        ("SELECT ?x WHERE {} GROUP BY ?y", (1, 31), "variable that is unbound"),
        ("", (1, 1), "line 1"),
    ],
)
def test_a_syntax_error_says_where_it_is(
    client: httpx.Client, problem: Problem, query: str, where: tuple[int, int], said: str
) -> None:
    found = problem(client.post("/sparql", data={"query": query}), 400)
    assert (found["line"], found["column"]) == where
    assert said in found["detail"]


@pytest.fixture(scope="module")
def outside() -> Iterator[tuple[str, list[str]]]:
    """Run another server; the list has what was asked of it."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_POST = do_GET  # noqa: N815 - named by the library

        def log_message(self, *_: object) -> None:
            """Stay quiet."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <%s/sparql> { ?s ?p ?o } }",
        "SELECT * { service silent <%s/sparql> { ?s ?p ?o } }",
        "SELECT * { VALUES ?x { <%s/sparql> } SERVICE ?x { ?s ?p ?o } }",
        "SELECT * { ?s <http://www.w3.org/1999/02/22-rdf-syntax-ns\\u0023type> ?o"
        " SERVICE <%s/> { ?a ?b ?c } }",
        "PREFIX : <%s/> SELECT * { SERVICE:sparql { ?s ?p ?o } }",
        "PREFIX : <%s/> PREFIX SERVICE: <x:> SELECT * { SERVICE:sparql#\n{ ?s ?p ?o } }",
        "SELECT * { SERVICESILENT<%s/>{ ?s ?p ?o } }",
        "SELECT * { ?s ?p 'x'@zh . ?s ?q 1e5SERVICE<%s/>{ ?s ?p ?o } }",
        "PREFIX : <x:> SELECT * { OPTIONAL { ?s ?p : } ?s ?p :.SERVICE<%s/>{ ?s ?p ?o } }",
        "PREFIX : <%s/> SELECT * { FILTER(1<2)SERVICE:x#>\n{ ?s ?p ?o } }",
        "SELECT * { FILTER(1<2&&'>'!='')SERVICE<%s/>{ ?s ?p 'o' } }",
    ],
)
def test_a_query_makes_no_request_to_other_servers(
    client: httpx.Client, problem: Problem, outside: tuple[str, list[str]], query: str
) -> None:
    address, asked = outside
    found = problem(client.post("/sparql", data={"query": query % address}), 400)
    assert "SERVICE" in found["detail"]
    assert found["line"] == 1
    assert asked == []


@pytest.mark.parametrize("update", ["LOAD <http://x/>", "INSERT DATA {}", "drop all", "CLEAR ALL"])
def test_an_update_is_refused_as_a_query_too(
    client: httpx.Client, problem: Problem, update: str
) -> None:
    found = problem(client.post("/sparql", data={"query": update}), 400)
    assert update.split(maxsplit=1)[0].upper() in found["detail"]


@pytest.mark.parametrize(
    "query",
    [
        "ASK { ?s ?p 'SERVICE <http://x/> {}' } # SERVICE",
        "ASK { ?service <http://www.example.org/service> ?load }",
        "PREFIX service: <http://x/> ASK { ?s service:load ?drop ; service:b 3 . {} }",
        "ASK { ?s ?p ?o FILTER(?o<1 && ?o >2) }",
    ],
)
def test_a_harmless_query_with_such_words_is_answered(client: httpx.Client, query: str) -> None:
    assert client.get("/sparql", params={"query": query}).json()["boolean"] is False


@pytest.mark.parametrize(
    "text", ["a-", "é-", "-#", "FILTER#", '\\"', "\\'", "<a", "a.b-", "'''\\", "@a-"]
)
def test_a_hostile_query_does_not_hold_the_server_up(client: httpx.Client, text: str) -> None:
    started = time.monotonic()
    answer = client.post("/sparql", data={"query": text * (100_000 // len(text))})
    assert 400 <= answer.status_code < 500 or answer.status_code == 507
    assert time.monotonic() - started < 3


# Limits


@pytest.fixture(scope="module")
def narrow(home: Path, serving: Serving) -> Iterator[httpx.Client]:
    """Serve with little time and room for a query."""
    settings = {"ZHENGTU_QUERY_SECONDS": "1", "ZHENGTU_RESULT_MB": "1"}
    with (
        serving(home, **settings) as address,
        httpx.Client(base_url=address, timeout=30, trust_env=False) as client,
    ):
        yield client


def test_a_query_over_its_time_is_stopped_and_the_server_goes_on(
    narrow: httpx.Client, problem: Problem
) -> None:
    for _ in range(3):  # More than there are workers.
        assert "1 s" in problem(narrow.get("/sparql", params={"query": ENDLESS}), 504)["detail"]
    assert narrow.get("/sparql", params={"query": ASK}).json()["boolean"] is True


def test_a_query_whose_client_has_left_is_stopped(client: httpx.Client) -> None:
    started = time.monotonic()
    for _ in range(3):  # More than there are workers; each would take 30 s.
        with pytest.raises(httpx.ReadTimeout):
            client.get("/sparql", params={"query": ENDLESS}, timeout=0.5)
    assert client.get("/sparql", params={"query": ASK}).json()["boolean"] is True
    assert time.monotonic() - started < 15


def test_a_result_over_the_limit_is_an_error_not_a_part(
    narrow: httpx.Client, problem: Problem
) -> None:
    everything = {"query": "SELECT * WHERE { ?s ?p ?o }"}
    assert "LIMIT" in problem(narrow.get("/sparql", params=everything), 413)["detail"]


@pytest.mark.parametrize(
    "query", [f"ASK {{ FILTER({'!' * 50_000}true) }}", f"ASK {{ FILTER(1{'+1' * 1_500}) }}"]
)
def test_a_query_that_would_end_its_process_is_refused(
    narrow: httpx.Client, problem: Problem, query: str
) -> None:
    assert "in a row" in problem(narrow.post("/sparql", data={"query": query}), 413)["detail"]
    assert narrow.get("/sparql", params={"query": ASK}).json()["boolean"] is True
