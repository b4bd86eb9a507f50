"""Look-ups by chance find what the engine finds, whatever way they take."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad, QueryResultsFormat, QuerySolutions, Store

from graph.sparql.joining.kept import AT_ONCE, Kept, Most
from graph.sparql.lookups.counting import SmallCounts
from graph.sparql.lookups.finding import TooMuch, answer
from graph.sparql.lookups.passages import PassageSearch, Texts, collect
from graph.sparql.lookups.reading import LookupReader
from graph.sparql.lookups.totals import Totals
from graph.sparql.rewriting.scans import Scanner, with_scans
from graph.sparql.rewriting.sifting import Sifter
from graph.sparql.rewriting.sizes import Sizes, sizes_in
from graph.sparql.rewriting.types import Fact, Facts
from graph.storage.snapshot import Snapshot
from graph.storage.statistics import Counts
from ontology import ids
from ontology.standards import PREFIXES, RDF
from ontology.terms import ZT

COUNT = 900
UNION = DefaultGraph()


@pytest.fixture(scope="module")
def store(snapshot: Snapshot) -> Store:
    return Store.read_only(str(snapshot.store_path))


@pytest.fixture(scope="module")
def quads(store: Store) -> list[Quad]:
    return list(islice(store.quads_for_pattern(None, None, None, UNION), 0, None, 7))


NAMES = ["?head", "$results", "?v", "?V_1", "$bindings"]
"""Of variables, some of them as parts of the format are called."""


def chance_of(seed: int, quads: list[Quad], store: Store) -> str:
    """Return a query that goes on from a node: to where it leads, or to where it does not."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    start = chance.choice(quads).subject
    ends, triples = {str(start): start}, list[str]()
    for number in range(chance.randint(1, 5)):
        name, node = chance.choice(list(ends.items()))
        said = [] if not isinstance(node, NamedNode) else list(_said(store, node))
        verb, value = chance.choice(said) if said else (chance.choice(quads).predicate, None)
        if value is not None and chance.random() < 0.1:
            triples.append(
                f"{name} {verb} {value}" if '"' not in str(value) else f"{name} {verb} ?x"
            )
            continue
        ends[f"?v{number}"] = value if value is not None else start
        triples.append(f"{name} {verb} ?v{number}")
    chance.shuffle(triples)
    body = " . ".join(triples)
    names = sorted({word for word in body.split() if word.startswith("?")})
    told = chance.sample(names, chance.randint(1, len(names))) if names else []
    head = f"SELECT {' '.join(told)}" if told else "ASK"
    limit = " LIMIT 40" if told and chance.random() < 0.3 else ""
    text = f"{head} {{ {body} }}{limit}"
    for number, name in enumerate(chance.sample(NAMES, len(NAMES))):
        text = text.replace(f"?v{number}", name)
    return text


def _said(store: Store, node: NamedNode) -> Iterator[tuple[NamedNode, object]]:
    for quad in store.quads_for_pattern(node, None, None, UNION):
        yield quad.predicate, quad.object


KNOWN = [
    "SELECT ?r (COUNT(?s) AS ?n) { ?s zt:role ?r } GROUP BY ?r",
    "SELECT (COUNT(DISTINCT ?s) AS ?n) $r { ?s a zt:Assignment ; zt:role ?r . } GROUP BY $r",
    "SELECT ?n (COUNT(*) AS ?m) (COUNT(?n) AS ?k) WHERE { $s zt:theme ?n } GROUP BY ?n "
    "ORDER BY ASC( ?k ) LIMIT 500 # all",
    "SELECT ?h (COUNT(DISTINCT *) AS ?n) { ?s zt:theme ?h } GROUP BY ?h ORDER BY DESC(?n)",
    "SELECT (COUNT(?s) AS ?n) { ?s zt:cellStatus ?c } GROUP BY ?c ORDER BY ?n",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a zt:Task . } # all",
    "SELECT (COUNT(?s) AS ?n) { ?s rdf:type zt:NoSuchClass }",
    "select (count(?v) as ?n) (count(*) as ?m) { $t zt:leadAgency $v }",
    "SELECT (COUNT(?s) AS ?n) { ?s rdfs:label ?o }",
    "SELECT (COUNT(?s) AS ?n) { ?s a ?c }",
    "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c } GROUP BY ?c ORDER BY DESC(?n)",
    "SELECT (COUNT(?o) AS ?n) ?p { ?s ?p ?o } GROUP BY ?p LIMIT 1000",
    "SELECT DISTINCT ?p { ?s ?p ?o } ORDER BY ?p",
    "select distinct $c where { ?s rdf:type ?c . } ORDER BY DESC(?c) LIMIT 1000 # classes",
    "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }",
    "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c } LIMIT 1",
]
NOT_KNOWN = [
    "SELECT ?r (COUNT(DISTINCT ?r) AS ?n) { ?s zt:role ?r } GROUP BY ?r",
    "SELECT ?r (COUNT(?x) AS ?n) { ?s zt:role ?r } GROUP BY ?r",
    "SELECT ?r (COUNT(*) AS ?s) { ?s zt:role ?r } GROUP BY ?r",
    "SELECT ?r (COUNT(*) AS ?n) { ?s zt:role ?r } GROUP BY ?r ORDER BY ?n ?r",
    "SELECT ?r (COUNT(*) AS ?n) { ?s zt:role ?r } GROUP BY ?r ORDER BY ?r",
    "SELECT (COUNT(*) AS ?n) { ?s zt:role ?r } GROUP BY ?s",
    "SELECT (COUNT(*) AS ?n) { ?s zt:role ?r } GROUP BY ?s ?r",
    "SELECT ?r (COUNT(*) AS ?n) { ?s a zt:Task ; zt:role ?r } GROUP BY ?r",
    "SELECT ?r (COUNT(*) AS ?n) { ?r zt:role ?r } GROUP BY ?r",
    "SELECT ?a (COUNT(*) AS ?n) { ?s zt:agent ?a } GROUP BY ?a",
    "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s zt:leadAgency ?o }",
    "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }",
    "SELECT (COUNT(?x) AS ?n) { ?s ?p ?o }",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?s }",
    "SELECT (COUNT(*) AS ?n) { ?s zt:theme zt:Task }",
    "SELECT (COUNT(*) AS ?n) { ?s ?p zt:Task }",
    "SELECT (COUNT(*) AS ?n) { ?s nowhere:p ?o }",
    "SELECT (COUNT(*) AS ?n) { ?s a ?c } LIMIT 0",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s",
    "SELECT ?p (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o } GROUP BY ?p",
    "SELECT ?s { ?s ?p ?o }",
    "SELECT DISTINCT ?p { ?s ?p ?o } LIMIT 3",
    "SELECT DISTINCT ?o { ?s ?p ?o }",
    "SELECT DISTINCT ?s { ?s a ?c }",
    "SELECT DISTINCT ?p { ?s ?p ?p }",
    "SELECT DISTINCT ?p { ?s ?p ?o } ORDER BY ?o",
    "SELECT DISTINCT ?h { ?s zt:theme ?h }",
    "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c } LIMIT 0",
    "SELECT (COUNT(DISTINCT ?p) AS ?o) { ?s ?p ?o }",
    "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o } ORDER BY ?n",
]


@pytest.fixture(scope="module")
def counts(store: Store, snapshot: Snapshot) -> SmallCounts:
    facts = Facts()
    facts.learn([Fact(ZT.role.value, ZT.Assignment.value, holds=True)])
    return SmallCounts(store, PREFIXES, snapshot.base_iri, facts)


@pytest.mark.parametrize("text", KNOWN)
def test_counts_that_are_known_are_those_of_the_engine(
    text: str, store: Store, counts: SmallCounts
) -> None:
    found, by_engine = counts.answer(text), store.query(text, prefixes=PREFIXES)
    assert found is not None
    assert isinstance(by_engine, QuerySolutions)
    expected = by_engine.serialize(format=QueryResultsFormat.JSON) or b""
    assert rows_of(found[0]) == rows_of(expected)
    is_ordered = any(order in text for order in ("ORDER BY ?p", "DESC(?c)"))
    assert not is_ordered or json.loads(found[0]) == json.loads(expected)
    assert found[1] == len(json.loads(expected)["results"]["bindings"]) > 0


@pytest.mark.parametrize("text", NOT_KNOWN)
def test_other_counts_are_left_to_the_engine(text: str, counts: SmallCounts) -> None:
    assert counts.answer(text) is None


def test_counts_in_an_order_have_it_and_no_more_rows_than_asked(counts: SmallCounts) -> None:
    query = "SELECT (COUNT(*) AS ?n) {{ ?s zt:role ?r }} GROUP BY ?r ORDER BY {}(?n) LIMIT 2"
    numbers = {}
    for direction in ("ASC", "DESC"):
        found = counts.answer(query.format(direction))
        assert found is not None
        rows = json.loads(found[0])["results"]["bindings"]
        numbers[direction] = [int(row["n"]["value"]) for row in rows]
    assert numbers["ASC"] == sorted(numbers["ASC"])
    assert numbers["DESC"] == sorted(numbers["DESC"], reverse=True)
    assert numbers["DESC"][0] > numbers["ASC"][0]


def test_totals_of_before_are_not_believed_where_others_state_what_the_description_does(
    snapshot: Snapshot,
) -> None:
    """A description of before did not count itself."""
    query, described, term = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", Store(), NamedNode("http://e/")
    said = Counts({}, {term: 1}, {}, {}).triples(snapshot.base_iri)
    quads = [Quad(*triple, ids.DESCRIPTION) for triple in said]
    quads.append(Quad(term, term, term, term))
    described.extend(quads)
    described.extend(Quad(*quad.triple, DefaultGraph()) for quad in quads)
    answer = Totals(described, PREFIXES, snapshot.base_iri).answer(query)
    assert answer is not None
    assert f'"{len(quads)}"'.encode() in answer[0]
    described.add(Quad(*quads[0].triple, NamedNode("http://e/other")))
    assert Totals(described, PREFIXES, snapshot.base_iri).answer(query) is None
    assert Totals(Store(), PREFIXES, snapshot.base_iri).answer(query) is None


SIFTED = [
    'SELECT ?t ?x { ?t a zt:Task ; zt:text ?x FILTER(CONTAINS(?x, "建设")) } LIMIT 5000',
    "PREFIX z: <https://w3id.org/zhengtu/def#> SELECT (COUNT(*) AS ?n) WHERE { $t z:text $x ; "
    'a z:Task . FILTER STRSTARTS(STR(?x), "加快") FILTER (contains($x, "建设") && '
    'STRENDS(?x, "{a zt:Task}。")) . }',
    'SELECT * { ?t a zt:WorkItem . ?t zt:text ?x . FILTER(CONTAINS(?x, "无此词")) } ORDER BY ?t',
]
NOT_SIFTED = [
    'SELECT ?t ?x { ?t a zt:Project ; zt:text ?x FILTER(CONTAINS(?x, "建设")) }',
    'SELECT ?t ?x { ?t a zt:Task ; zt:text ?x FILTER(CONTAINS(?x, "建")) }',
    'SELECT ?t ?x { ?t a zt:Task ; zt:text ?x FILTER(CONTAINS(?y, "建设")) }',
    'SELECT ?t ?x { ?t a zt:Task ; zt:text ?x FILTER(CONTAINS(STR(?t), "task")) }',
    'SELECT ?t ?x { ?t a zt:Task ; zt:text ?x FILTER(!CONTAINS(?x, "建设")) }',
    'SELECT ?t ?x { ?t a zt:Task ; zt:text ?x ; zt:theme ?h FILTER(CONTAINS(?x, "建设")) }',
    'SELECT ?t ?x { ?t a nowhere:Task ; zt:text ?x FILTER(CONTAINS(?x, "建设")) }',
    'SELECT ?t ?x FROM zt:g { ?t a zt:Task ; zt:text ?x FILTER(CONTAINS(?x, "建设")) }',
    'SELECT ?t { ?t a zt:Task ; a zt:WorkItem FILTER(CONTAINS(?x, "建设")) }',
    'ASK { ?t a zt:Task ; zt:text ?x FILTER(CONTAINS(?x, "建设")) }',
]


@pytest.mark.parametrize("text", [*SIFTED, *NOT_SIFTED])
def test_words_are_looked_for_before_types_where_that_is_quicker(
    text: str, store: Store, snapshot: Snapshot
) -> None:
    sifted = Sifter(sizes_in(store, snapshot.base_iri), PREFIXES).sifted(text)
    assert (sifted != text) is (text in SIFTED)
    if text in SIFTED:
        both = [store.query(query, prefixes=PREFIXES) for query in (text, sifted)]
        written = [found.serialize(format=QueryResultsFormat.JSON) or b"" for found in both]  # type: ignore[union-attr]
        assert rows_of(written[0]) == rows_of(written[1])
        assert '"n"' in text or "无此词" in text or rows_of(written[0])[1]  # type: ignore[index]


SCANNED = [
    "SELECT ?h (COUNT(?t) AS ?n) { ?t zt:theme ?h ; zt:inDocument/zt:period ?y . } GROUP BY ?h",
    "SELECT (COUNT(*) AS ?n) { $t a zt:Task ; zt:hasAssignment $s . ?s zt:role ?r ; zt:agent ?g }",
    "SELECT ?r (MAX(?c) AS ?m) { ?t zt:hasAssignment/zt:role ?r ; zt:category ?c } GROUP BY ?r "
    "HAVING(COUNT(?t) > 1) ORDER BY ?r LIMIT 2",
    "SELECT DISTINCT ?t ?a WHERE { ?t zt:theme ?h ; zt:leadAgency ?a } ORDER BY ?t LIMIT 9000",
    "CONSTRUCT { ?t zt:leadAgency ?a } { ?t zt:leadAgency ?a ; zt:theme ?h }",
]
NOT_SCANNED = [
    "SELECT ?t ?a { ?t zt:theme ?h ; zt:leadAgency ?a } LIMIT 50",
    "SELECT * { ?t zt:theme ?h ; zt:leadAgency ?a }",
    "SELECT ?t { ?t zt:theme ?h ; zt:leadAgency ?a FILTER(?a != ?h) }",
    "SELECT (EXISTS { ?t zt:theme ?h } AS ?x) { ?t zt:theme ?h ; zt:leadAgency ?a }",
    "CONSTRUCT WHERE { ?t zt:leadAgency ?a ; zt:theme ?h }",
    "ASK { ?t zt:leadAgency ?a ; zt:theme ?h }",
    "SELECT (COUNT(*) AS ?n) { ?t zt:theme ?h }",
    "SELECT (COUNT(DISTINCT *) AS ?n) { ?t zt:theme ?h ; zt:inDocument/zt:period ?y }",
    "SELECT (COUNT(*) AS ?n) { ?t zt:leadAgency ?a . ?u zt:supportingAgency ?a }",
    "SELECT (COUNT(*) AS ?n) { ?t zt:leadAgency ?a . ?u zt:theme ?h }",
    "SELECT (COUNT(*) AS ?n) { ?t zt:theme ?h ; zt:leadAgency/^zt:leadAgency ?a }",
    "SELECT (COUNT(*) AS ?n) { ?t zt:theme ?h ; zt:leadAgency [] }",
    "SELECT (COUNT(*) AS ?n) { ?t zt:theme ?h ; zt:rowNumber 1 }",
    "SELECT (COUNT(*) AS ?n) { ?t zt:theme ?h ; ?p ?o }",
    "SELECT (COUNT(*) AS ?n) { ?t zt:theme ?h ; zt:leadAgency ?a FILTER(?a != ?h) }",
    "SELECT (COUNT(*) AS ?n) FROM zt:g { ?t zt:theme ?h ; zt:leadAgency ?a }",
    "SELECT (COUNT(?step1) AS ?n) { ?t zt:theme ?step1 ; zt:inDocument/zt:period ?y }",
]


@pytest.mark.parametrize("text", [*SCANNED, *NOT_SCANNED])
def test_what_needs_all_of_large_properties_reads_them_whole(text: str, store: Store) -> None:
    scanned = with_scans(text, PREFIXES, Sizes(lambda _: 9_000, lambda _: 50_000))
    assert (scanned != text) is (text in SCANNED)
    if text in SCANNED:
        both = [store.query(query, prefixes=PREFIXES) for query in (text, scanned)]
        found, expected = (Counter(map(_row, answer)) for answer in both)  # type: ignore[arg-type]
        assert found == expected
        assert found


def _row(found: Iterable[object]) -> str:
    return " ".join(map(str, found))


def test_what_is_read_whole_is_counted_as_what_is_looked_up() -> None:
    changed = 0
    for seed in range(60):
        chance = random.Random(seed)  # noqa: S311 - a test, no secret
        store, text = _random_graph(chance), _random_aggregate(chance)
        scanned = with_scans(text, {}, Sizes(lambda _: 9_000, lambda _: 9_000))
        changed += scanned != text
        both = [store.query(query) for query in (text, scanned)]
        found = [answer.serialize(format=QueryResultsFormat.CSV) or b"" for answer in both]  # type: ignore[union-attr]
        assert sorted(found[0].split()) == sorted(found[1].split()), text
    assert changed > 50


def _random_graph(chance: random.Random) -> Store:
    nodes, store = [NamedNode(f"x:n{n}") for n in range(6)], Store()
    for _ in range(30):
        verb = NamedNode(f"x:{chance.choice('pqr')}")
        store.add(Quad(chance.choice(nodes), verb, chance.choice(nodes)))
        store.add(Quad(chance.choice(nodes), RDF.type, NamedNode("x:C")))
    return store


def _random_aggregate(chance: random.Random) -> str:
    """Return a count over a tree of patterns, some of them paths or types."""
    names, patterns = ["?s"], ["?s a <x:C>"] if chance.random() < 0.5 else []
    for number in range(chance.randint(2, 3)):
        path = "/".join(f"<x:{chance.choice('pqr')}>" for _ in range(chance.randint(1, 2)))
        patterns.append(f"{chance.choice(names)} {path} ?v{number}")
        names.append(f"?v{number}")
    by, what = chance.choice(names), chance.choice(["*", "DISTINCT ?s", names[-1]])
    return f"SELECT {by} (COUNT({what}) AS ?n) {{ {' . '.join(patterns)} }} GROUP BY {by}"


def test_a_property_is_not_read_whole_for_a_few_nodes(store: Store, snapshot: Snapshot) -> None:
    typed = SCANNED[1]
    assert with_scans(typed, PREFIXES, Sizes(lambda _: 9_000, lambda _: 90_000)) == typed
    assert with_scans(typed, PREFIXES, Sizes(lambda _: 90, lambda _: 90)) == typed
    scanned = Scanner(sizes_in(store, snapshot.base_iri), PREFIXES).scanned
    assert scanned(SCANNED[0]) != SCANNED[0]
    unknown = "SELECT (COUNT(*) AS ?n) { ?d zt:theme ?h ; zt:noSuchProperty ?t }"
    assert scanned(unknown) == unknown


COUNTED = [
    "SELECT ?h ?a ?y (COUNT(?t) AS ?n) { ?t zt:theme ?h ; zt:leadAgency ?a ; "
    "zt:inDocument/zt:period ?y } GROUP BY ?h ?a ?y ORDER BY DESC(?n)",
    "PREFIX z: <https://w3id.org/zhengtu/def#> select (count(distinct $a) as ?n) "
    "where { ?s z:agent $a . } # bodies",
    "SELECT ?d (COUNT(?t) AS ?n) { ?t a zt:Task ; zt:inDocument ?d } GROUP BY ?d",
    "SELECT (COUNT(*) AS ?m) ?r (COUNT(DISTINCT ?a) AS ?n) (COUNT(DISTINCT ?s) AS ?k) "
    "{ ?s zt:role ?r ; zt:agent ?a } GROUP BY ?r",
    "SELECT ?x (COUNT(?t) AS ?n) { ?t zt:text ?x } GROUP BY ?x",
    "SELECT (AVG(?n) AS ?mean) (MAX(?n) AS ?most) (MIN(?n) AS ?m) (SUM(?n) AS ?all) "
    "{ SELECT ?t (COUNT(?s) AS ?n) { ?t zt:hasAssignment ?s } GROUP BY ?t }",
]
NOT_COUNTED = [
    "SELECT ?t (COUNT(?s) AS ?n) { ?t zt:hasAssignment ?s } GROUP BY ?t",
    "SELECT DISTINCT ?h (COUNT(?t) AS ?n) { ?t zt:theme ?h } GROUP BY ?h",
    "SELECT ?h (COUNT(?t) AS ?n) { ?t zt:theme ?h } GROUP BY ?h HAVING(COUNT(?t) > 5)",
    "SELECT ?h (COUNT(?t) AS ?n) { ?t zt:theme ?h } GROUP BY ?h ORDER BY ?h",
    "SELECT ?h (COUNT(?t) AS ?n) { ?t zt:theme ?h } GROUP BY ?h ORDER BY ?n ?h",
    "SELECT ?h (COUNT(?t) AS ?n) { ?t zt:theme ?h } GROUP BY ?h VALUES ?h { zt:Task }",
    "SELECT ?h (MAX(?t) AS ?n) { ?t zt:theme ?h } GROUP BY ?h",
    "SELECT (COUNT(DISTINCT *) AS ?n) { ?t zt:theme ?h }",
    "SELECT (COUNT(?x) AS ?n) { ?t zt:theme ?h }",
    "SELECT (COUNT(?t) + 1 AS ?n) { ?t zt:theme ?h }",
    "SELECT (COUNT(?t) AS ?n) { ?t zt:theme ?h } GROUP BY (?h AS ?x)",
    "SELECT (COUNT(?t) AS ?n) { ?t zt:theme ?h FILTER(ISIRI(?h)) }",
    "SELECT (COUNT(?t) AS ?n) { ?t zt:theme ?h . ?u zt:leadAgency ?h }",
    "SELECT (COUNT(?t) AS ?n) { ?t zt:theme* ?h }",
    "SELECT (COUNT(?t) AS ?n) { ?t zt:noSuchProperty ?h }",
    "SELECT (COUNT(?t) AS ?n) { ?t nowhere:theme ?h }",
    "SELECT (COUNT(?t) AS ?n) FROM zt:g { ?t zt:theme ?h }",
    "SELECT (COUNT(?t) AS ?n) { ?t zt:theme ?h } ORDER BY DESC ?n",
    "SELECT (AVG(DISTINCT ?n) AS ?m) { SELECT (COUNT(?s) AS ?n) { ?t zt:theme ?s } GROUP BY ?t }",
    "SELECT (AVG(?n) AS ?m) { SELECT (COUNT(?s) AS ?n) { ?t zt:theme ?s } GROUP BY ?t LIMIT 2 }",
    "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }",
    "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?s }",
    "SELECT (COUNT(DISTINCT ?s) AS ?s) { ?s ?p ?o }",
    "SELECT (COUNT(DISTINCT ?s) AS ?n) FROM zt:g { ?s ?p ?o }",
    "SELECT (COUNT(DISTINCT ?b) AS ?n) { ?a skos:broader+ ?b }",
    "SELECT (COUNT(DISTINCT ?b) AS ?n) { ?a nowhere:broader* ?b }",
    "SELECT (COUNT(DISTINCT ?b) AS ?n) { ?b skos:broader* ?b }",
]
NODES = [
    "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }",
    "SELECT ( count(distinct $o) as ?m ) WHERE { ?s ?p ?o . } # values",
    "SELECT (COUNT(DISTINCT ?b) AS ?n) { ?a skos:broader* ?b }",
    "PREFIX s: <http://www.w3.org/2004/02/skos/core#> SELECT (COUNT(DISTINCT ?a) AS ?n) "
    "{ ?a s:broader? ?b }",
]


@pytest.fixture(scope="module")
def kept_at(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("home") / "snapshot" / "store" / "key"
    path.mkdir(parents=True)
    return path


@pytest.fixture(scope="module")
def kept(kept_at: Path, store: Store, snapshot: Snapshot) -> Kept:
    return Kept(kept_at, store, PREFIXES, sizes_in(store, snapshot.base_iri))


def counted_from(kept: Kept, text: str) -> bytes:
    """Return what is counted from arrays, as the engine writes solutions."""
    if isinstance(lacking := kept.answer(text), tuple):
        kept.make(lacking)
    found = kept.answer(text)
    assert isinstance(found, QuerySolutions), text
    return found.serialize(format=QueryResultsFormat.JSON) or b""


@pytest.mark.parametrize("text", COUNTED)
def test_what_is_counted_from_arrays_is_what_the_engine_counts(
    text: str, kept_at: Path, store: Store, snapshot: Snapshot, kept: Kept
) -> None:
    assert kept.answer(text)
    found, by_engine = counted_from(kept, text), store.query(text, prefixes=PREFIXES)
    expected = by_engine.serialize(format=QueryResultsFormat.JSON) or b""  # type: ignore[union-attr]
    assert json.loads(found)["head"] == json.loads(expected)["head"]
    assert rows_of(found) == rows_of(expected)
    at_once = Kept(kept_at, store, PREFIXES, sizes_in(store, snapshot.base_iri), AT_ONCE)
    assert at_once.written(text) == (found, len(json.loads(found)["results"]["bindings"]))
    if "ORDER BY" in text:
        top = json.loads(counted_from(kept, f"{text} LIMIT 9 OFFSET 3"))["results"]["bindings"]
        numbers = [row["n"]["value"] for row in json.loads(expected)["results"]["bindings"]]
        assert [row["n"]["value"] for row in top] == numbers[3:12]


@pytest.mark.parametrize("text", NODES)
def test_nodes_are_counted_once_and_as_the_engine_counts_them(
    text: str, kept_at: Path, store: Store, snapshot: Snapshot, kept: Kept
) -> None:
    found, by_engine = counted_from(kept, text), store.query(text, prefixes=PREFIXES)
    assert found == (by_engine.serialize(format=QueryResultsFormat.JSON) or b"")  # type: ignore[union-attr]
    nobody_counts = Kept(kept_at, Store(), PREFIXES, sizes_in(store, snapshot.base_iri), AT_ONCE)
    assert nobody_counts.written(text) == (found, 1)


def test_a_join_that_grows_is_left_to_others(
    kept_at: Path, store: Store, snapshot: Snapshot, kept: Kept
) -> None:
    text = "SELECT ?a (COUNT(?s) AS ?n) { ?t zt:hasAssignment ?s . ?s zt:agent ?a } GROUP BY ?a"
    sizes = sizes_in(store, snapshot.base_iri)
    assert counted_from(kept, text)
    for most in (Most(statements=9_000, rows=500), Most(statements=500, rows=9_000)):
        assert Kept(kept_at, store, PREFIXES, sizes, most).answer(text) == ()


@pytest.mark.parametrize("text", NOT_COUNTED)
def test_other_aggregates_are_not_counted_from_arrays(
    text: str, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "make", pytest.fail)
    assert kept.answer(text) == ()


@pytest.mark.parametrize("most", [4_000_000, 0])
def test_trees_by_chance_are_counted_as_by_the_engine(
    most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.sparql.joining.counting._DENSE", most)
    counted = 0
    for seed in range(60):
        chance = random.Random(seed)  # noqa: S311 - a test, no secret
        store, text = _random_graph(chance), _random_aggregate(chance)
        sizes = Sizes(lambda _: 9_000, lambda _: 9_000)
        kept = Kept(tmp_path / f"{seed}" / "store" / "key", store, {}, sizes)
        kept.make(lacking) if isinstance(lacking := kept.answer(text), tuple) else None
        if isinstance(found := kept.answer(text), QuerySolutions):
            counted += 1
            answers = [found, store.query(text)]
            rows = [one.serialize(format=QueryResultsFormat.CSV) or b"" for one in answers]  # type: ignore[union-attr]
            assert sorted(rows[0].split()) == sorted(rows[1].split()), text
    assert counted > 30


SEARCHED = [
    'SELECT ?x ?t { ?t a zt:Task ; zt:text ?x FILTER(CONTAINS(?x, "建设")) }',
    "PREFIX z: <https://w3id.org/zhengtu/def#> SELECT $t WHERE { $t z:text $x . "
    'FILTER STRSTARTS(STR(?x), "加快") FILTER (contains($x, "建设") && CONTAINS(?x, "加快")) . } #',
    'SELECT ?x { ?t zt:text ?x . ?t a zt:WorkItem . FILTER(CONTAINS(?x, "工程")) }',
    'SELECT ?n { ?a skos:prefLabel ?n FILTER(STRENDS(?n, "保护局")) }',
    'SELECT ?x { ?t a zt:Task ; zt:text ?x FILTER(CONTAINS(?x, "无此词")) } LIMIT 5',
]
NOT_SEARCHED = [
    'SELECT DISTINCT ?x { ?t a zt:Task ; zt:text ?x FILTER(CONTAINS(?x, "建设")) }',
    'SELECT ?x ?x { ?t a zt:Task ; zt:text ?x FILTER(CONTAINS(?x, "建设")) }',
    'SELECT ?y { ?t a zt:Task ; zt:text ?x FILTER(CONTAINS(?x, "建设")) }',
    'SELECT ?x { ?t a zt:Task ; zt:text ?x FILTER(CONTAINS(?t, "建设")) }',
    'SELECT ?x { ?t a zt:Task ; zt:text ?x FILTER(CONTAINS(?x, "建设")) } ORDER BY ?x',
    'SELECT ?x { ?t a zt:Task ; a zt:WorkItem ; zt:text ?x FILTER(CONTAINS(?x, "建设")) }',
    'SELECT ?x { ?x zt:text ?x FILTER(CONTAINS(?x, "建设")) }',
    'SELECT ?x { ?t zt:text ?x FILTER(!CONTAINS(?x, "建设")) }',
    'SELECT ?x { ?t zt:text ?x FILTER(CONTAINS(?x, "建设") || CONTAINS(?x, "加快")) }',
]


@pytest.mark.parametrize("most", [10_000, 100])
@pytest.mark.parametrize("text", SEARCHED)
def test_words_in_texts_that_are_kept_are_found_as_by_the_engine(
    text: str, most: int, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.sparql.lookups.passages.MOST_TEXTS", most)
    searches = PassageSearch(PREFIXES)
    assert searches.wanted(text) is None
    texts = searches.wanted(text)
    assert texts is not None
    passages = collect(store, texts)
    assert passages is not None
    searches.learn(texts, passages)
    by_engine = store.query(text, prefixes=PREFIXES)
    assert isinstance(by_engine, QuerySolutions)
    expected = by_engine.serialize(format=QueryResultsFormat.JSON) or b""
    found = searches.answer(text)
    if passages.is_whole:
        assert found is not None
        assert json.loads(found[0])["head"] == json.loads(expected)["head"]
        assert rows_of(found[0]) == rows_of(expected)
        assert found[1] or "无此词" in text
    else:
        assert found is None
        some = searches.answer(f"{text.removesuffix('#')} LIMIT 2".replace("LIMIT 5 ", ""))
        assert (some is None) is ("无此词" in text) or some is None or some[1] == 2


@pytest.mark.parametrize("text", NOT_SEARCHED)
def test_what_asks_more_than_words_is_left_to_the_engine(text: str) -> None:
    searches = PassageSearch(PREFIXES)
    assert [searches.wanted(text), searches.wanted(text)] == [None, None]


def test_values_that_are_no_strings_are_left_to_the_engine(store: Store) -> None:
    assert collect(store, Texts(ZT.theme.value, None)) is None
    assert collect(store, Texts("http://[", None)) is None


def rows_of(body: bytes) -> object:
    found = json.loads(body)
    rows = found.get("results", {}).get("bindings", [])
    return found.get("boolean"), Counter(json.dumps(row, sort_keys=True) for row in rows)


def test_names_of_variables_are_no_matter_to_a_plan() -> None:
    reader = LookupReader({"x": "http://x/"})
    first, *others = (
        reader.read(f"SELECT {told} {{ <http://a?b> x:p {end} }}")
        for told, end in [("?a ?b", "?a ; ?q ?b"), ("$n ?a", "?n ; ?b $a"), ("?a ?b", "?a ; ?b ?b")]
    )
    assert first and others[0] and others[1]
    assert first.plan is others[0].plan is not others[1].plan
    assert [lookup.names for lookup in (first, *others)] == [
        ("a", "b", "q"),
        ("n", "a", "b"),
        ("a", "b"),
    ]
    query = reader.read("PREFIX p: <http://p/?a> SELECT ?a { p:s p:p ?a } # ?c")
    assert query
    assert query.plan.fixed == (NamedNode("http://p/?as"), NamedNode("http://p/?ap"))
    odd = ["SELECT ?0 { ?0 x:p <http://a> }", "SELECT ?a { <http://a> x:p ?a\x040 }"]
    assert [reader.read(text) for text in [*odd, odd[1].replace("?a", "")]] == [None] * 3


def test_lookups_by_chance_find_what_the_engine_finds(store: Store, quads: list[Quad]) -> None:
    reader, seen = LookupReader({}), Counter[str]()
    for seed in range(COUNT):
        text = chance_of(seed, quads, store)
        lookup = reader.read(text)
        if lookup is None:
            seen["no look-up"] += 1
            continue
        try:
            body, rows = answer(store, lookup)
        except TooMuch:
            seen["too much"] += 1
            continue
        found = store.query(text)
        expected = found.serialize(format=QueryResultsFormat.JSON) or b""
        assert rows_of(body) == rows_of(expected), text
        is_select = isinstance(found, QuerySolutions)
        assert rows == (sum(rows_of(body)[1].values()) if is_select else 1)  # type: ignore[index]
        tree = lookup.plan.tree
        seen["by the engine" if tree else "by statement"] += 1
        seen["by both"] += bool(tree and tree.leaves and rows)
    assert min(seen["by the engine"], seen["by statement"]) > COUNT // 10, seen
    assert seen["by both"] > COUNT // 50, seen
