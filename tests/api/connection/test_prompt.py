"""What is looked up in a moment is answered as by the whole way: same rows, same headers."""

from __future__ import annotations

import json
import socket
import time
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from pyoxigraph import NamedNode, QueryBoolean, QueryResultsFormat, QuerySolutions, Store

from graph.sparql.lookups.finding import MOST_READ, TooMany, TooMuch, _written, answer
from graph.sparql.lookups.reading import LookupReader
from graph.sparql.lookups.trees import MOST_SCANNED, MOST_WITH_VALUE
from graph.storage.snapshot import open_current
from ontology.standards import PREFIXES
from ontology.terms import ZT

READER = LookupReader(PREFIXES)
SOME = """SELECT ?task ?agency ?name { ?task a zt:Task ; zt:leadAgency ?agency .
 ?agency skos:prefLabel ?name FILTER(LANG(?name) = "zh") } LIMIT 1"""
LOOKUPS = {
    "a thing": "SELECT ?p ?o { <{agency}> ?p ?o }",
    "what leads to it": "SELECT ?s ?p { ?s ?p <{agency}> }",
    "a name": 'SELECT $a { $a skos:prefLabel "{name}"@zh }',
    "yes": "ASK { <{task}> zt:leadAgency ?a . }",
    "no": "ask where { <{agency}> zt:leadAgency ?a }",
    "sentences": "SELECT ?t ?r ?n { <{task}> zt:text ?t ; zt:hasAssignment ?s . "
    "?s zt:role ?r ; zt:agent/skos:prefLabel ?n }",
    "a path": "SELECT ?n { <{task}> zt:hasAssignment/zt:agent/skos:prefLabel ?n } # 1",
    "two objects": "SELECT ?t { <{task}> zt:leadAgency <{agency}>, ?t ; a zt:Task } LIMIT 100",
    "a prefix": "PREFIX x: <http://www.w3.org/2004/02/skos/core#> "
    "SELECT ?n {<{agency}> x:prefLabel ?n}",
    "the same twice": "SELECT ?a { <{task}> ?a ?b . <{task}> ?b ?a . ?a ?p <{agency}> }",
    "a tree": "SELECT ?t ?r ?c ?k ?x { <{task}> zt:text ?t ; zt:hasAssignment ?s . "
    "?s prov:wasDerivedFrom ?c ; zt:role ?r . ?c zt:inVersion ?x ; zt:rawText ?k }",
    "only branches that end": "SELECT ?s ?n { <{task}> zt:hasAssignment ?s . ?s zt:text ?n }",
    "a branch of many that ends": "SELECT ?d ?n ?e { <{agency}> zt:jurisdiction ?d . "
    "?d skos:prefLabel ?n ; skos:definition ?e }",
    "ends that some have": "SELECT ?s ?n { <{task}> prov:wasDerivedFrom ?s . ?s zt:column ?n }",
    "an end that is not told": "SELECT ?r { <{task}> zt:hasAssignment ?s . "
    "?s zt:role ?r ; zt:agent ?g }",
    "names of the format": "SELECT ?results ?value { <{task}> zt:hasAssignment ?results . "
    "?results zt:role ?value }",
    "nothing": 'SELECT ?x { ?x skos:prefLabel "无此名称" ; zt:text ?t }',
    "some of what leads to it": "SELECT ?s ?p { ?s ?p <{agency}> } LIMIT 2",
    "no more than few": "SELECT ?o { <{task}> ?p ?o } LIMIT 1",
    "the first of a property": "SELECT ?s ?x { ?s zt:text ?x } LIMIT 9",
    "the first of all": "SELECT ?p { ?s ?p ?o } LIMIT 128",
    "a literal that says something": 'SELECT ?x { "水" zt:text ?x . <{task}> zt:text ?x }',
}
NO_LOOKUPS = [
    "SELECT ?t { <{task}> zt:text ?t ; zt:hasAssignment ?s } LIMIT 1",
    "SELECT ?x { ?s zt:text ?x } LIMIT 129",
    "SELECT ?x { ?x zt:text ?x } LIMIT 9",
    "SELECT ?s { ?s a zt:Task ; ?p ?o }",
    "SELECT ?s ?n { ?s zt:text ?n }",
    "SELECT DISTINCT ?p { <{task}> ?p ?o }",
    "SELECT * { <{task}> ?p ?o }",
    "SELECT ?p ?x { <{task}> ?p ?o }",
    "SELECT ?p ?p { <{task}> ?p ?o }",
    "SELECT ?o { <{task}> zt:text ?o . FILTER(?o > 1) }",
    "SELECT ?o { <{task}> zt:text* ?o }",
    "SELECT ?o { <{task}> ^zt:text ?o }",
    "SELECT ?o { <task> zt:text ?o }",
    "SELECT ?o { <{task}> zt:text ?o } OFFSET 1",
    "SELECT ?o { <{task}> zt:text ?o } LIMIT 1 OFFSET 1",
    'SELECT ?o { <{task}> zt:text "a\\n", ?o }',
    'SELECT ?o { <{task}> zt:text """a""", ?o }',
    "SELECT ?o { <{task}> nowhere:text ?o }",
    "SELECT ?o { <{task}> zt:text ?o . _:b zt:text ?o }",
    "SELECT ?o { <{task}> zt:text 5, ?o }",
    "SELECT ?o { <{task}> zt:text ?o, }",
    "SELECT ?o { <{task}> zt:text/?p ?o }",
    "ASK { <{task}> zt:text ?o } LIMIT 0",
    "ASK { }",
]


@pytest.fixture(scope="module")
def store(home: Path) -> Store:
    return Store.read_only(str(open_current(home).store_path))


@pytest.fixture(scope="module")
def some(store: Store) -> dict[str, str]:
    """Return a task with its agency and the name of that."""
    found = store.query(SOME, prefixes=PREFIXES)
    assert isinstance(found, QuerySolutions)
    first = next(found)
    return {"theme": ZT.theme.value} | {
        name: first[name].value for name in ("task", "agency", "name")
    }


def filled(text: str, some: dict[str, str]) -> str:
    for name, value in some.items():
        text = text.replace("{" + name + "}", value)
    return text


def rows_of(body: bytes) -> object:
    found = json.loads(body)
    if "boolean" in found:
        return found
    return found["head"], sorted(
        json.dumps(row, sort_keys=True) for row in found["results"]["bindings"]
    )


@pytest.mark.parametrize("text", LOOKUPS.values(), ids=LOOKUPS)
def test_a_lookup_finds_what_the_engine_finds(
    text: str, store: Store, some: dict[str, str]
) -> None:
    text = filled(text, some)
    lookup = READER.read(text)
    assert lookup is not None
    by_engine = store.query(text, prefixes=PREFIXES)
    assert isinstance(by_engine, QuerySolutions | QueryBoolean)
    expected = by_engine.serialize(format=QueryResultsFormat.JSON)
    assert rows_of(answer(store, lookup)[0]) == rows_of(expected or b"")


@pytest.mark.parametrize("text", NO_LOOKUPS)
def test_what_is_no_lookup_is_left_to_the_engine(
    text: str, store: Store, some: dict[str, str]
) -> None:
    lookup = READER.read(filled(text, some))
    if lookup is not None:
        with pytest.raises(TooMuch):
            answer(store, lookup)


def test_a_lookup_reads_so_much_and_no_more(store: Store) -> None:
    lookup = READER.read("SELECT ?t ?x { ?t a zt:Task ; zt:text ?x }")
    assert lookup is not None
    assert sum(True for _ in store.quads_for_pattern(None, None, None)) > MOST_READ
    with pytest.raises(TooMuch):
        answer(store, lookup)


def test_who_only_looks_up_reads_more_of_a_value(store: Store) -> None:
    reader = LookupReader(PREFIXES, MOST_WITH_VALUE)
    text = "SELECT ?one { ?one a zt:Task }"
    few, many = READER.read(text), reader.read(text)
    assert few and many
    with pytest.raises(TooMany):
        answer(store, few)
    by_engine = store.query(text, prefixes=PREFIXES)
    assert isinstance(by_engine, QuerySolutions)
    body, rows = answer(store, many)
    assert body == by_engine.serialize(format=QueryResultsFormat.JSON)
    assert MOST_SCANNED < rows <= MOST_WITH_VALUE
    without = reader.read("SELECT ?s ?x { ?s zt:text ?x } LIMIT 129")
    assert without
    with pytest.raises(TooMuch):
        answer(store, without)


def test_less_is_found_where_others_of_the_shape_found_too_much(store: Store) -> None:
    for kind, is_found in ((ZT.Task, False), (ZT.Task, False), (ZT.Annex, True), (ZT.Task, False)):
        lookup = READER.read(f"SELECT ?one {{ ?one a {kind} }}")
        assert lookup is not None
        if is_found:
            assert answer(store, lookup)[1] > 0
        else:
            with pytest.raises(TooMuch):
                answer(store, lookup)
        assert bool(lookup.plan.habit.too_many) is not is_found


def test_what_is_found_too_much_again_and_again_is_seldom_looked_for(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader, looks = LookupReader(PREFIXES), list[str]()

    def written(of: Store, text: str) -> bytes:
        looks.append(text)
        return _written(of, text)

    def look(kind: NamedNode) -> bool:
        lookup = reader.read(f"SELECT ?one {{ ?one a {kind} }}")
        assert lookup is not None
        try:
            return answer(store, lookup)[1] > 0
        except TooMuch:
            return False

    monkeypatch.setattr("graph.sparql.lookups.finding._written", written)
    assert not any(look(ZT.Task) for _ in range(80))
    assert len(looks) < 20
    assert any(look(ZT.Annex) for _ in range(8))
    looks.clear()
    assert not any(look(ZT.Task) for _ in range(2))
    assert len(looks) == 2


def raw(url: str, request: str) -> tuple[str, dict[str, str], bytes]:
    """Send a request as it is; return the status line, fields and body of the answer."""
    split = urlsplit(url)
    with socket.create_connection((split.hostname or "", split.port or 0), timeout=20) as channel:
        channel.sendall(request.encode())
        answer = channel.makefile("rb")
        status = answer.readline().decode().strip()
        fields = dict[str, str]()
        while line := answer.readline().decode().strip():
            name, _, value = line.partition(": ")
            fields[name.lower()] = value
        return status, fields, answer.read(int(fields.get("content-length", 0)))


ANSWERS = {
    **{kind: (LOOKUPS[kind], "*/*") for kind in ("a thing", "yes", "nothing", "a name")},
    "an aggregate": ("SELECT ?h (COUNT(?t) AS ?n) { ?t zt:theme ?h } GROUP BY ?h", "*/*"),
    "a count of few": (
        "SELECT (COUNT(DISTINCT ?t) AS ?n) ?h WHERE { ?t <{theme}> ?h . } "
        "GROUP BY ?h ORDER BY DESC(?n) ?h LIMIT 9",
        "*/*",
    ),
    "a count of what is not there": (
        "SELECT ?h (COUNT(*) AS ?n) { ?t zt:nothing ?h } GROUP BY ?h",
        "*/*",
    ),
    "a count that is none": ("SELECT ?t (COUNT(*) AS ?n) { ?t zt:theme ?h } GROUP BY ?h", "*/*"),
    "a count of what is no IRI": (
        "SELECT ?h (COUNT(*) AS ?n) { ?t <http://[> ?h } GROUP BY ?h",
        "*/*",
    ),
    "as CSV": ("SELECT ?h (COUNT(?t) AS ?n) { ?t zt:theme ?h } GROUP BY ?h", "text/csv"),
    "a lookup as XML": (LOOKUPS["a thing"], "application/sparql-results+xml"),
    "a graph": ("CONSTRUCT WHERE { ?t zt:theme ?h }", "application/n-triples"),
    "over a quarter of a megabyte": ("SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 3000", "*/*"),
    "not repeatable": ("SELECT (STRLEN(STR(RAND())) > 0 AS ?n) {}", "text/csv"),
    "no query": ("SELECT ?h { ?t zt:theme }", "*/*"),
    "refused": ("SELECT ?h { SERVICE <http://x/> { ?t zt:theme ?h } }", "*/*"),
    "not acceptable": ("ASK {}", "image/png"),
    "nothing asked": ("", "*/*"),
}


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(("text", "accept"), ANSWERS.values(), ids=ANSWERS)
def test_a_short_answer_is_that_of_the_whole_way(
    text: str, accept: str, method: str, url: str, some: dict[str, str]
) -> None:
    def asked(comment: str, *fields: str) -> tuple[str, dict[str, str], bytes]:
        form = f"query={quote(filled(text, some) + (comment + method if text else ''))}"
        named = [f"Host: {urlsplit(url).netloc}", f"Accept: {accept}", *fields]
        if method == "GET":
            return raw(url, "\r\n".join([f"GET /sparql?{form} HTTP/1.1", *named, "", ""]))
        kind = "Content-Type: application/x-www-form-urlencoded"
        named += [kind, f"Content-Length: {len(form)}"]
        return raw(url, "\r\n".join(["POST /sparql HTTP/1.1", *named, "", form]))

    # who came through a proxy is answered by the whole way, who asks another text not from memory
    whole, short = asked(" # 1", "X-Forwarded-For: 127.0.0.1"), asked(" # 2")
    assert short[0] == whole[0]
    tag = short[1].get("etag")
    for fields in (short[1], whole[1]):
        assert fields.pop("date")
        assert fields.pop("zhengtu-seconds")
        assert bool(fields.pop("etag", "")) == bool(tag)
    assert short[1] == whole[1]
    if not whole[0].endswith("200 OK"):
        assert whole[2] == short[2].replace(b"# 2", b"# 1")
    else:
        assert tidy(short[2]) == tidy(whole[2])
    if tag and method == "GET":
        assert asked(" # 2", f"If-None-Match: {tag}")[0] == "HTTP/1.1 304 Not Modified"


def tidy(body: bytes) -> object:
    """Return what a body says, whatever the order of its rows."""
    return rows_of(body) if body.startswith(b"{") else sorted(body.splitlines())


def test_requests_that_come_meanwhile_are_answered_in_their_order(url: str) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?a ?p ?b FILTER(STRLEN(STR(?b)) > 9) }"
    wanted = {"text/csv": count, "application/sparql-results+json": "ASK {} # meanwhile"}
    split = urlsplit(url)
    with socket.create_connection((split.hostname or "", split.port or 0), 20) as channel:
        for accept, query in wanted.items():
            fields = f"Host: {split.netloc}\r\nAccept: {accept}\r\n"
            head = f"GET /sparql?query={quote(query)} HTTP/1.1\r\n{fields}\r\n"
            channel.sendall(head.encode())
            time.sleep(0.02)  # so that the second comes by itself
        received = channel.makefile("rb")
        types = list[str]()
        while len(types) < len(wanted):
            line = received.readline().decode()
            assert line, types
            if line.startswith("content-type: "):
                types.append(line.split()[1].rstrip(";"))
    assert types == list(wanted)
