"""A query ends by its deadline and within its memory, says why, and never takes others with it."""

from __future__ import annotations

import csv
import io
import json
import os
import pickle
import time
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import replace
from multiprocessing import Pipe
from pathlib import Path
from threading import Thread
from typing import Any
from weakref import ref

import pytest
import zstandard
from pyoxigraph import Literal, NamedNode
from rdflib import Graph
from rdflib.query import Result

from graph.machine.memory import most_held
from graph.opened import OpenSnapshot
from graph.serving.service import LENGTH, _answer_all, _received
from graph.serving.worker import Most, Stores, answer_query
from graph.serving.workers import Limits, Workers, place_of
from graph.sparql.evaluate import GRAPH_FORMATS, SOLUTION_FORMATS, Answer, Query
from graph.sparql.output import ZSTD
from graph.sparql.rewriting.types import Fact, ValueKind
from graph.storage.snapshot import Snapshot
from ontology.errors import (
    NotAcceptable,
    QueryError,
    QueryOutOfMemory,
    QueryTimeout,
    ResultTooLarge,
    UnknownName,
    ZhengtuError,
)

pytestmark = pytest.mark.filterwarnings(
    # rdflib 7 calls what it deprecates itself while it parses JSON-LD
    "ignore:ConjunctiveGraph is deprecated:DeprecationWarning",
    "ignore:Dataset.default_context is deprecated:DeprecationWarning",
)

ITEMS = "SELECT (COUNT(?item) AS ?n) { ?item a zt:WorkItem }"
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
GREEDY = "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f"
_EIGHTFOLD = (f"BIND(CONCAT({', '.join([f'?x{n}'] * 8)}) AS ?x{n + 1})" for n in range(9))
AT_ONCE = f"SELECT (STRLEN(?x9) AS ?n) {{ BIND('12345678' AS ?x0) {' '.join(_EIGHTFOLD)} }}"
"""A text of a gigabyte, which takes a second."""
DEEP = f"ASK {{ FILTER({'!' * 60_000}true) }}"
OFFICIALS = "https://w3id.org/zhengtu/id/graph/officials"
PLACES = "https://w3id.org/zhengtu/id/graph/places"


LIMITS = {
    "time": Limits(seconds=1.5, memory=4_000_000_000),
    # seconds enough for a busy machine: memory is to be what stops
    "memory": Limits(seconds=300, memory=1_200_000_000),
    "size": Limits(seconds=20, memory=4_000_000_000, result_bytes=20_000),
}


@pytest.fixture(scope="module")
def limited(snapshot: Snapshot) -> Iterator[dict[str, Workers]]:
    """One worker for each limit."""
    pools = {name: Workers(snapshot, limits, 1) for name, limits in LIMITS.items()}
    yield pools
    for workers in pools.values():
        workers.close()


def rows(workers: Workers, query: Query) -> list[dict[str, str]]:
    solutions: dict[str, Any] = json.loads(workers.answer(query).body)
    return [
        {name: term["value"] for name, term in solution.items()}
        for solution in solutions["results"]["bindings"]
    ]


def test_what_one_process_finds_out_no_other_has_to(limited: dict[str, Workers]) -> None:
    """A look at all subjects of a property takes long where there are many."""
    query = Query("SELECT (COUNT(*) AS ?n) { ?s a zt:Assignment ; zt:role ?r }")
    first, second = (limited["time"].of(client).answer(query) for client in ("a", "b"))
    assert [fact.holds for fact in first.learnt if isinstance(fact, Fact)] == [True]
    assert (second.learnt, second.body) == ((), first.body)


def test_of_what_kind_values_are_one_process_looks_for_all(limited: dict[str, Workers]) -> None:
    query = Query("SELECT (MIN(?r) AS ?least) { ?s zt:role ?r }")
    first, second = (limited["size"].of(client).answer(query) for client in ("a", "b"))
    assert [told.kind for told in first.learnt if isinstance(told, ValueKind)] == ["iri"]
    assert (second.learnt, second.body) == ((), first.body)


def test_what_an_aggregate_lacked_is_kept_for_the_next(limited: dict[str, Workers]) -> None:
    pattern = "{ ?t zt:theme ?h ; zt:leadAgency ?a }"
    text = f"SELECT ?h (COUNT(DISTINCT ?a) AS ?n) {pattern} GROUP BY ?h"
    query, workers = Query(text, solutions_as="text/csv"), limited["size"].of("c")
    first = workers.answer(Query(f"{text} HAVING(COUNT(?t) > 0)", solutions_as="text/csv"))
    end = time.monotonic() + 20
    while (second := workers.answer(query)).lacks:
        assert time.monotonic() < end
        time.sleep(0.02)
    assert sorted(second.body.splitlines()) == sorted(first.body.splitlines())


def test_what_an_aggregate_lacked_that_came_too_late_is_kept(
    limited: dict[str, Workers], snapshot: Snapshot
) -> None:
    text = "SELECT ?c (COUNT(?s) AS ?n) { ?s zt:column ?c } GROUP BY ?c"
    place, late = place_of(snapshot), Future[Answer]()
    late.set_exception(QueryTimeout("stopped"))
    limited["size"]._learn(text, late)
    end = time.monotonic() + 20
    while isinstance(Stores().kept(place).answer(text), tuple):
        assert time.monotonic() < end
        time.sleep(0.05)


def count(workers: Workers, pattern: str, **dataset: tuple[str, ...]) -> int:
    query = Query(f"SELECT (COUNT(*) AS ?n) {pattern}", **dataset)
    return int(rows(workers, query)[0]["n"])


@pytest.mark.parametrize(
    ("limit", "query", "error", "words"),
    [
        ("time", SLOW, QueryTimeout, "stopped after 1.5 s; narrow the query or add a LIMIT"),
        ("memory", GREEDY, QueryOutOfMemory, "stopped at 1200 MB of memory"),
        ("memory", AT_ONCE, QueryOutOfMemory, "stopped at 1200 MB of memory"),
        ("size", "SELECT * { ?s ?p ?o }", ResultTooLarge, "over 20000 bytes; add a LIMIT"),
        ("size", "CONSTRUCT WHERE { ?s ?p ?o }", ResultTooLarge, "over 20000 bytes; add a LIMIT"),
        ("size", DEEP, ZhengtuError, "operators, steps and patterns in a row"),
    ],
    ids=["slow", "greedy", "greedy at once", "much", "much graph", "deep"],
)
def test_query_is_stopped_and_the_next_one_answered(
    limit: str,
    query: str,
    error: type[ZhengtuError],
    words: str,
    limited: dict[str, Workers],
) -> None:
    with pytest.raises(error, match=words):
        limited[limit].answer(Query(query))
    assert rows(limited[limit], Query(ITEMS)) == [{"n": "166"}]


def test_a_process_may_hold_what_the_engine_keeps_of_a_large_store(
    snapshot: Snapshot, tmp_path: Path
) -> None:
    with (tmp_path / "1.sst").open("wb") as file:
        file.truncate(3_000_000_000)
    assert most_held(tmp_path) > 100_000_000
    assert 0 < most_held(snapshot.store_path) < 50_000_000
    stores = Stores()
    stores.at(place_of(snapshot))
    assert stores.held() == most_held(snapshot.store_path)


def test_texts_that_are_searched_again_are_kept(opened: OpenSnapshot) -> None:
    query = 'SELECT ?t ?x {{ ?t a zt:Task ; zt:text ?x FILTER(CONTAINS(?x, "{}")) }} LIMIT 9'
    for word in ("建设", "加快"):
        assert opened.passages.answer(query.format(word)) is None
        opened.workers.answer(Query(query.format(word)))
    until = time.monotonic() + 20
    while (found := opened.passages.answer(query.format("河道"))) is None:
        assert time.monotonic() < until
        time.sleep(0.01)
    answer = opened.workers.answer(Query(query.format("河道")))
    assert json.loads(answer.body) == json.loads(found[0])
    assert answer.rows == found[1] > 0


def test_deadline_is_kept(limited: dict[str, Workers]) -> None:
    limited["time"].answer(Query("ASK {}"))
    begin = time.monotonic()
    with pytest.raises(QueryTimeout):
        limited["time"].answer(Query(SLOW))
    assert 1.5 <= time.monotonic() - begin < 4


def test_worker_that_cannot_start_is_an_error_with_advice(snapshot: Snapshot) -> None:
    workers = Workers(snapshot, Limits(seconds=10, memory=100_000_000), 1)
    try:
        for _ in range(2):
            with pytest.raises(ZhengtuError, match="memory"):
                workers.answer(Query(ITEMS))
    finally:
        workers.close()


def test_one_slow_query_does_not_hold_up_another(snapshot: Snapshot) -> None:
    workers = Workers(snapshot, Limits(seconds=3), 2)
    try:
        rows(workers, Query(ITEMS))
        slow = workers.submit(Query(SLOW))
        for _ in range(5):
            assert rows(workers, Query(ITEMS)) == [{"n": "166"}]
        assert not slow.done()
        slow.cancel()
    finally:
        workers.close()


@pytest.mark.parametrize(
    ("query", "line", "column", "words"),
    [
        ("SELEC * { ?s ?p ?o }", 1, 1, "SELEC * { ?s ?p ?o }\n^"),
        ("SELECT *\n{ ?s ?p }", 2, None, "\n{ ?s ?p }\n"),
        ("SELECT *\n{ ?s nope:x ?o }", 2, None, "the prefix is not declared"),
        ("SELECT * { ?s ?p '中文 }", 1, None, "line 1"),
        ("", 1, 1, "line 1, column 1"),
        ("SELECT ?s { ?s ?p ?o } GROUP BY ?p", None, None, "s"),
    ],
)
def test_mistake_is_shown_where_it_is(
    query: str, line: int | None, column: int | None, words: str, opened: OpenSnapshot
) -> None:
    with pytest.raises(QueryError) as raised:
        opened.workers.answer(Query(query))
    assert words in str(raised.value)
    assert "Parser" not in str(raised.value)
    if line:
        assert raised.value.line == line
    if column:
        assert raised.value.column == column


def test_known_prefixes_need_no_declaration_and_own_ones_hold(opened: OpenSnapshot) -> None:
    assert rows(opened.workers, Query(ITEMS)) == [{"n": "166"}]
    own = "PREFIX zt: <http://e/> SELECT (COUNT(*) AS ?n) { ?item a zt:WorkItem }"
    assert rows(opened.workers, Query(own)) == [{"n": "0"}]


TRIPLES = "{ ?s ?p ?o }"
IN_GRAPHS = "{ GRAPH ?g { ?s ?p ?o } }"


def test_default_graph_is_the_union_as_a_set(opened: OpenSnapshot, snapshot: Snapshot) -> None:
    graphs = snapshot.manifest["counts"]["graphs"]
    distinct = "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } } }"
    union = int(rows(opened.workers, Query(distinct))[0]["n"])
    assert count(opened.workers, TRIPLES) == union
    assert count(opened.workers, IN_GRAPHS) == sum(graphs.values())
    assert union <= sum(graphs.values())
    names = rows(opened.workers, Query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"))
    assert {row["g"] for row in names} == set(graphs)


@pytest.mark.parametrize(
    ("clauses", "given"),
    [
        (f"FROM <{OFFICIALS}>", {"default_graphs": (OFFICIALS,)}),
        (f"FROM <{OFFICIALS}> FROM <{PLACES}>", {"default_graphs": (OFFICIALS, PLACES)}),
        (f"FROM NAMED <{OFFICIALS}>", {"named_graphs": (OFFICIALS,)}),
        (
            f"FROM <{OFFICIALS}> FROM NAMED <{PLACES}>",
            {"default_graphs": (OFFICIALS,), "named_graphs": (PLACES,)},
        ),
        ("FROM <http://e/nothing>", {"default_graphs": ("http://e/nothing",)}),
    ],
)
def test_dataset_may_be_given_in_the_query_or_beside_it(
    clauses: str, given: dict[str, tuple[str, ...]], opened: OpenSnapshot, snapshot: Snapshot
) -> None:
    graphs = snapshot.manifest["counts"]["graphs"]
    in_default = sum(graphs.get(iri, 0) for iri in given.get("default_graphs", ()))
    in_named = sum(graphs.get(iri, 0) for iri in given.get("named_graphs", ()))
    for pattern, expected in ((TRIPLES, in_default), (IN_GRAPHS, in_named)):
        assert count(opened.workers, f"{clauses} {pattern}") == expected
        assert count(opened.workers, pattern, **given) == expected


def test_dataset_beside_the_query_goes_before_the_one_in_it(
    opened: OpenSnapshot, snapshot: Snapshot
) -> None:
    graphs = snapshot.manifest["counts"]["graphs"]
    found = count(opened.workers, f"FROM <{PLACES}> {TRIPLES}", default_graphs=(OFFICIALS,))
    assert found == graphs[OFFICIALS]


NAMES = (
    "SELECT ?person ?name { ?person a zt:Official ; skos:prefLabel ?name } ORDER BY ?person ?name"
)
PARSERS = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}


@pytest.mark.parametrize("media_type", SOLUTION_FORMATS)
def test_solutions_are_read_by_another_library(media_type: str, opened: OpenSnapshot) -> None:
    answer = opened.workers.answer(Query(NAMES, solutions_as=media_type))
    assert answer.media_type == media_type
    expected = [(row["person"], row["name"]) for row in rows(opened.workers, Query(NAMES))]
    assert len(expected) == 22
    if media_type == "text/csv":
        header, *found = csv.reader(io.StringIO(answer.body.decode()))
        assert (header, [tuple(row) for row in found]) == (["person", "name"], expected)
        return
    result = Result.parse(io.BytesIO(answer.body), format=PARSERS[media_type])
    assert [(str(row.person), str(row.name)) for row in result] == expected
    assert {row.name.language for row in result} == {"zh", "en"}


@pytest.mark.parametrize(
    "media_type", ["application/sparql-results+json", "application/sparql-results+xml"]
)
def test_yes_or_no_is_read_by_another_library(media_type: str, opened: OpenSnapshot) -> None:
    for query, expected in (("ASK { ?s a zt:Task }", True), ("ASK { ?s a zt:Nothing }", False)):
        answer = opened.workers.answer(Query(query, solutions_as=media_type))
        found = Result.parse(io.BytesIO(answer.body), format=PARSERS[media_type])
        assert found.askAnswer is expected


@pytest.mark.parametrize("media_type", GRAPH_FORMATS)
@pytest.mark.parametrize(
    "query",
    [
        "CONSTRUCT { ?s ?p ?o } { ?s a zt:Official ; ?p ?o }",
        "DESCRIBE ?s { ?s a zt:Official }",
    ],
    ids=["construct", "describe"],
)
def test_graph_is_read_by_another_library(
    query: str, media_type: str, opened: OpenSnapshot
) -> None:
    answer = opened.workers.answer(Query(query, graph_as=media_type))
    assert answer.media_type == media_type
    graph = Graph().parse(data=answer.body, format=media_type)
    again = opened.workers.answer(Query(query, graph_as="application/n-triples"))
    expected = Graph().parse(data=again.body, format="nt")
    assert set(graph) == set(expected)
    assert len(graph) >= 11 * 4


@pytest.mark.parametrize(
    ("query", "given"),
    [
        ("SELECT * { ?s ?p ?o } LIMIT 1", {"solutions_as": None}),
        ("ASK {}", {"solutions_as": None}),
        ("CONSTRUCT WHERE { ?s a zt:Official }", {"graph_as": None}),
    ],
)
def test_form_without_an_acceptable_format_is_an_error(
    query: str, given: dict[str, str | None], opened: OpenSnapshot
) -> None:
    with pytest.raises((NotAcceptable, QueryError)):
        opened.workers.answer(Query(query, **given))


SURFACES = "SELECT ?surface ?a { ?a zt:surface ?surface }"


@pytest.mark.parametrize(
    ("value", "occurs"),
    [
        ("总工会", True),
        ('" } UNION { ?a zt:surface ?surface', False),
        ("总工会' } #", False),
        ('总工会"@zh . ?x ?y ?z . #', False),
        ("\\u0022 }", False),
        ("", False),
    ],
)
def test_bound_value_is_a_value_and_nothing_else(
    value: str,
    occurs: bool,  # noqa: FBT001
    opened: OpenSnapshot,
    truth: dict[str, Any],
) -> None:
    found = rows(opened.workers, Query(SURFACES, values={"surface": Literal(value)}))
    units = [u["surface"] for i in truth["items"] for r in ("lead", "supporting") for u in i[r]]
    assert len(found) == units.count(value)
    assert bool(found) is occurs
    assert all(row["surface"] == value for row in found)


def test_bound_iri_narrows_and_is_in_the_answer(opened: OpenSnapshot) -> None:
    person = "https://w3id.org/zhengtu/id/person/320585/gaobin"
    query = Query(NAMES, values={"person": NamedNode(person)})
    assert [row["name"] for row in rows(opened.workers, query)] == ["Gao Bin", "高彬"]


@pytest.mark.parametrize("media_type", [*GRAPH_FORMATS, "application/json"])
def test_description_is_given_in_every_format(media_type: str, opened: OpenSnapshot) -> None:
    iri = "https://w3id.org/zhengtu/id/person/320585/gaobin"
    body = opened.workers.submit_description(iri, media_type).result().body
    if media_type == "application/json":
        assert json.loads(body)["label"] == "高彬"
    else:
        assert "Gao Bin" in {str(o) for o in Graph().parse(data=body, format=media_type).objects()}


@pytest.mark.parametrize("iri", ["http://e/nothing", "no iri", "", "http://e/a b"])
def test_unknown_node_is_an_error(iri: str, opened: OpenSnapshot) -> None:
    with pytest.raises(UnknownName):
        opened.workers.submit_description(iri, "text/turtle").result()


def test_a_packed_answer_is_the_same_and_more_of_it_passes_the_limit(
    limited: dict[str, Workers], opened: OpenSnapshot
) -> None:
    query = Query("SELECT ?s { ?s a zt:Assignment } ORDER BY ?s")
    with pytest.raises(ResultTooLarge):
        limited["size"].answer(query)
    packed = limited["size"].answer(replace(query, encoding=ZSTD))
    assert len(packed.body) <= LIMITS["size"].result_bytes
    unpacked = zstandard.ZstdDecompressor().decompressobj().decompress(packed.body)
    assert unpacked == opened.workers.answer(query).body


def test_packed_answers_have_a_limit_too(limited: dict[str, Workers]) -> None:
    with pytest.raises(ResultTooLarge, match="over 20000 bytes; add a LIMIT"):
        limited["size"].answer(Query("SELECT * { ?s ?p ?o }", encoding=ZSTD))


def test_a_process_lets_go_of_what_it_has_read_while_nobody_asks(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.serving.service._QUIET", 0.01)
    monkeypatch.setattr("graph.serving.service._GROWTH", -1_000_000_000)
    stores, place = Stores(), place_of(snapshot)
    read, (ours, theirs) = ref(stores.kept(place)), Pipe()

    def answer_all() -> None:
        with suppress(EOFError):
            _answer_all(theirs, stores, 0)

    server = Thread(target=answer_all)
    server.start()
    end = time.monotonic() + 10
    while read() and time.monotonic() < end:
        time.sleep(0.01)
    question = pickle.dumps((answer_query, (place, Query(ITEMS), Most(9_999, 9, 9))))
    os.write(ours.fileno(), LENGTH.pack(len(question)) + question)
    replies = [pickle.loads(_received(ours.fileno())) for _ in ("is ready", "answers")]  # noqa: S301
    ours.close()
    server.join(timeout=10)
    assert read() is None
    assert replies[1].value.rows == 1
