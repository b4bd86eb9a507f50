"""Words can be searched for inside a query: it finds what the keyword search finds, with scores."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from graph.opened import OpenSnapshot
from graph.sparql.evaluate import Query
from graph.sparql.search_clauses import find_clauses, with_hits
from graph.sparql.search_tables import filled
from ontology.errors import QueryRefused

Problem = Callable[[httpx.Response, int], dict[str, Any]]
Rows = list[dict[str, str]]

BASE = "https://w3id.org/zhengtu/"
OWN = f"PREFIX my: <{BASE}def#>"


def ask(client: httpx.Client, query: str) -> Rows:
    answer = client.post("/sparql", data={"query": query})
    assert answer.status_code == 200, answer.text
    found = answer.json()["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in found]


def by_keyword(client: httpx.Client, words: str, **filters: str) -> list[tuple[str, float]]:
    parameters = {"q": words, "limit": "200", **filters}
    found = client.get("/api/search", params=parameters).json()
    assert found["total"] == len(found["results"])
    return [(hit["iri"], hit["score"]) for hit in found["results"]]


@pytest.mark.parametrize(
    "words", ["黑臭河道", "环保局", "水 治理", "发改委", "赵建初", "没有这样的词"]
)
def test_a_query_finds_what_the_keyword_search_finds(client: httpx.Client, words: str) -> None:
    rows = ask(client, f'SELECT ?x ?s {{ (?x ?s) zt:search "{words}" }} ORDER BY DESC(?s) ?x')
    expected = by_keyword(client, words)
    assert [(row["x"], float(row["s"])) for row in rows] == sorted(
        expected, key=lambda hit: (-hit[1], hit[0])
    )
    assert bool(expected) is (words != "没有这样的词")


FORMS = [
    'SELECT ?x { ?x zt:search "水" . ?x a zt:Task }',
    'SELECT ?x { ?x zt:search "水" ; a zt:Task }',
    'SELECT ?x { ?x a zt:Task ; zt:search "水" }',
    'SELECT ?x { ?x a zt:Task ; zt:search "水" ; zt:text ?t . }',
    'SELECT ?x { ?x a zt:Task . (?x ?score) zt:search "水" . FILTER(?score > 0.5) }',
    "SELECT ?x { ?x a zt:Task . ?x zt:search '''水'''@zh }",
    f'{OWN} SELECT ?x {{ ?x my:search "\\u6C34" . ?x a my:Task }}',
    f'SELECT ?x {{ ?x a zt:Task FILTER EXISTS {{ ?x <{BASE}def#search> "水" }} }}',
    'SELECT ?x { ?x a zt:Task { SELECT ?x { ?x zt:search "水" } } }',
    'SELECT ?x { ?x a zt:Task . # zt:search "火"\n ?x zt:search "水" }',
    'SELECT ?x { ?x a zt:Task ; zt:rowNumber ?n . FILTER(?n >= 1.0) ?x zt:search "水" }',
    'SELECT ?x { BIND(1.5 AS ?n) ?x a zt:Task ; zt:search "水" FILTER(?n > 0.5) }',
]


@pytest.mark.parametrize("query", FORMS)
def test_a_clause_stands_wherever_a_triple_does(client: httpx.Client, query: str) -> None:
    found = {row["x"] for row in ask(client, query)}
    assert found == {iri for iri, _ in by_keyword(client, "水", type="task")} != set()


def test_no_hit_is_left_out_by_limits_filters_and_counts(client: httpx.Client) -> None:
    tasks = [iri for iri, _ in by_keyword(client, "建设", type="task")]
    assert len(tasks) > 20
    clause = '(?x ?s) zt:search "建设" . ?x a zt:Task'
    [count] = ask(client, f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {clause} }}")
    assert int(count["n"]) == len(tasks)
    pages = [
        ask(client, f"SELECT ?x {{ {clause} }} ORDER BY DESC(?s) ?x LIMIT 10 OFFSET {start}")
        for start in range(0, len(tasks) + 10, 10)
    ]
    assert sorted(row["x"] for page in pages for row in page) == sorted(tasks)


def test_two_searches_meet_and_join(client: httpx.Client) -> None:
    both = ask(client, 'SELECT ?x { ?x zt:search "水" . ?x zt:search "治理" . ?x a zt:Task }')
    one, other = (dict(by_keyword(client, word, type="task")) for word in ("水", "治理"))
    assert {row["x"] for row in both} == one.keys() & other.keys() != set()
    joined = ask(client, 'SELECT ?x { ?x zt:leadAgency ?a . ?a zt:search "环保局" ; a zt:Agency }')
    direct = ask(
        client, 'SELECT ?x { ?x zt:leadAgency ?a . ?a skos:prefLabel "太仓市环境保护局"@zh }'
    )
    assert {row["x"] for row in joined} == {row["x"] for row in direct} != set()


def test_contains_still_looks_at_every_text(client: httpx.Client) -> None:
    words = 'SELECT ?x { ?x a zt:Task ; zt:text ?t FILTER(CONTAINS(?t, "水")) }'
    both = 'SELECT ?x { ?x a zt:Task ; zt:text ?t ; zt:search "水" FILTER(CONTAINS(?t, "水")) }'
    found, also = ({row["x"] for row in ask(client, query)} for query in (words, both))
    assert found == also != set()


def test_what_a_construct_makes_is_no_search(client: httpx.Client) -> None:
    query = 'CONSTRUCT { ?x zt:search "水" } { ?x zt:search "河道" ; a zt:Task }'
    answer = client.post(
        "/sparql", data={"query": query}, headers={"Accept": "application/n-triples"}
    )
    lines = answer.text.splitlines()
    assert {line.split(" ")[0][1:-1] for line in lines} == {
        iri for iri, _ in by_keyword(client, "河道", type="task")
    }
    assert all(line.endswith(f'<{BASE}def#search> "水" .') for line in lines) and lines


def test_no_words_find_what_the_keyword_search_finds_for_none(client: httpx.Client) -> None:
    [row] = ask(client, 'SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x zt:search "" }')
    assert int(row["n"]) == client.get("/api/search", params={"q": ""}).json()["total"] > 0


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ('CONSTRUCT WHERE { ?x zt:search "水" }', "a group of its own"),
        ('SELECT * { ?x zt:search "水" . FILTER(?x = ) }', "FILTER(?x = ) }\n"),
    ],
)
def test_an_error_shows_the_query_as_it_was_asked(
    client: httpx.Client, problem: Problem, query: str, told: str
) -> None:
    found = problem(client.post("/sparql", data={"query": query}), 400)
    assert told in found["detail"] and "VALUES" not in found["detail"]


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("SELECT * { ?x zt:search ?words }", (1, 15)),
        ('SELECT * {\n <http://e/> zt:search "水" }', (2, 14)),
        ('SELECT * { ?x zt:search "水", "火" }', (1, 15)),
        ('SELECT * { (?x ?s ?more) zt:search "水" }', (1, 26)),
        ('SELECT * { (?x ?s) zt:search "水" ; a zt:Task }', (1, 20)),
        ('SELECT * { (?x ?x) zt:search "水" }', (1, 20)),
    ],
)
def test_a_clause_that_is_none_is_refused_where_it_stands(
    client: httpx.Client, problem: Problem, query: str, place: tuple[int, int]
) -> None:
    found = problem(client.post("/sparql", data={"query": query}), 400)
    assert (found["line"], found["column"]) == place
    assert "zt:search" in found["detail"]


def test_a_remote_store_understands_the_query(client: httpx.Client, opened: OpenSnapshot) -> None:
    """Filled here, the query is plain SPARQL: whoever has the triples answers the same."""
    query = FORMS[3]
    prepared = with_hits(Query(query), BASE, opened.find)
    plain = filled(prepared.text, prepared.hits)
    assert "search" not in plain
    assert {row["x"] for row in ask(client, plain)} == {row["x"] for row in ask(client, query)}
    embedded = opened.workers.answer(Query(query)).body
    assert embedded.count(b'"uri"') == len(ask(client, plain))


def test_words_that_stand_elsewhere_are_no_clause() -> None:
    for query in (
        'SELECT * { ?x ?p "zt:search" }',
        "SELECT ?search { ?search ?p ?o } # zt:search",
        'PREFIX zt: <http://other/> SELECT * { ?x zt:search "水" }',
    ):
        assert list(find_clauses(query, BASE)) == []
    with pytest.raises(QueryRefused):
        list(find_clauses('SELECT * { "水" zt:search "水" }', BASE))
