"""SERVICE gives what the standard says, or an error that names what it cannot give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pyoxigraph import QueryBoolean, QueryTriples, RdfFormat, Store

from bench.conformance.endpoints import JSON, Given
from bench.differential.federated import run_federated
from graph.outward.quota import Quota
from graph.sparql.evaluate import Query, results_of
from graph.sparql.federation.clauses import MOST_ROWS
from graph.sparql.federation.joining import Asker, Federation, Visit
from graph.sparql.syntax.guard import check_query
from graph.sparql.unknown_functions import UnknownFunctions
from ontology.errors import (
    OutwardRefused,
    QueryError,
    QueryRefused,
    QueryTimeout,
    QueryTooLong,
    RemoteError,
    RemoteTooLarge,
    TooManyQueries,
    ZhengtuError,
)
from tests.graph.sparql.endpoint import Endpoint, bindings, endpoint

LOCAL = """@prefix : <http://e/> .
:a :name "Alan" ; :age 40 . :b :name "Bob" ; :age 41 . :c :name "Chen" .
:g { :x :of :a , :d . } :h { :y :of :b . }"""
REMOTE = """@prefix : <http://e/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:a :knows :b , :c ; :says "你好"@zh , "hi"@en ; :born "1978-01-02"^^xsd:date .
:b :knows :c ; :score 2.50 ; :note "a\\n\\"b\\" {?x} SERVICE <http://e/> # \\\\ 'c" .
:d :knows :a . [] :met :a ; :nick "Al" . [] :met :b ."""
PREFIXES = {"e": "http://e/", "xsd": "http://www.w3.org/2001/XMLSchema#"}
IRI = {"type": "uri", "value": "http://e/a"}
BYTE = {"type": "literal", "value": "1", "datatype": "http://www.w3.org/2001/XMLSchema#byte"}
SIX = [f"SERVICE <U> {{ ?s ?p {number} }}" for number in range(6)]
TWO = bindings({"s": IRI}, {"s": IRI})[2]
ANSWERS: dict[str, Given] = {
    "blank": bindings({"s": {"type": "bnode", "value": "b0"}}),
    "byte": bindings({"s": BYTE}),
    "many": bindings(*[{"s": IRI}] * (MOST_ROWS + 1)),
    "capped": (200, {"Content-Type": JSON, "X-SPARQL-MaxRows": "2"}, TWO),
    "late": (200, {"Content-Type": JSON, "X-SQL-State": "S1TAT"}, TWO),
    "broken": (200, {"Content-Type": JSON}, b'{"results": {"bindings": [{"s": {}}]}}'),
    "relative": bindings({"s": {"type": "uri", "value": "a b"}}),
    "page": (200, {"Content-Type": "text/html"}, b"<html>"),
    "moved": (302, {"Location": "http://127.0.0.1:1/sparql"}, b""),
    "fails": (500, {}, b""),
    "large": (200, {"Content-Type": JSON}, b" " * 200_000),
}  # fmt: skip


@pytest.fixture(scope="module")
def other() -> Iterator[Endpoint]:
    with endpoint(REMOTE, ANSWERS) as served:
        yield served


Ask = Callable[..., Any]


@pytest.fixture
def ask(other: Endpoint) -> Ask:
    """Return a function that answers a query, whose `<U>` stands for the other endpoint."""
    other.questions.clear()
    other.heads.clear()

    def answer(text: str, quota: Quota | None = None, seconds: float = 5.0, **query: Any) -> Any:
        federation = Federation(other.outward(most_bytes=100_000_000), quota)
        asked = Query(text.replace("<U", f"<{other.iri}"), base="http://e/", **query)
        joined, visits = federation.joined(asked, PREFIXES, Asker("x", seconds))
        check_query(joined.text, 100_000, 100)
        found = results_of(store(), joined, PREFIXES, UnknownFunctions())
        return comparable(found), visits

    return answer


def store() -> Store:
    held = Store()
    held.load(LOCAL.encode(), RdfFormat.TRIG)
    return held


def comparable(found: Any) -> Any:
    """Return results as they are compared: in no order, with the names of their columns."""
    if isinstance(found, QueryBoolean):
        return bool(found)
    if isinstance(found, QueryTriples):
        return set(map(str, found))
    names = [variable.value for variable in found.variables]
    return set(names), Counter(
        frozenset((name, str(row[name])) for name in names if row[name] is not None)
        for row in found
    )


QUERIES = [
    "SELECT * { ?s e:name ?n SERVICE <U> { ?s e:knows ?o } }",
    "SELECT * { SERVICE <U> { ?s e:knows ?o } ?s e:name ?n }",
    "SELECT ?n { ?s e:name ?n . SERVICE <U> { ?s e:knows ?o } . ?s e:age ?a }",
    "SELECT * { ?s e:name ?n OPTIONAL { SERVICE <U> { ?s e:says ?o } } }",
    """SELECT * { ?s e:name ?n ; e:age ?a
       OPTIONAL { SERVICE <U> { ?s e:knows ?o } FILTER(?a > 40) } }""",
    "SELECT * { ?s e:name ?n OPTIONAL { SERVICE <U> { ?s e:score ?x } OPTIONAL { ?s e:age ?a } } }",
    "SELECT * { { ?s e:name ?n } UNION { SERVICE <U> { ?s e:says ?n } } }",
    "SELECT * { ?s e:name ?n MINUS { SERVICE <U> { ?s e:score ?o } } }",
    "SELECT ?s { ?s e:name ?n MINUS { SERVICE <U> { ?x e:score ?o } } }",
    "SELECT ?s (COUNT(?o) AS ?k) { ?s e:name ?n SERVICE <U> { ?s e:knows ?o } } GROUP BY ?s",
    "SELECT (COUNT(*) AS ?k) { ?s e:name ?n SERVICE <U> { ?a e:knows ?b } }",
    "SELECT (COUNT(?n) AS ?k) { ?s e:name ?n SERVICE <U> { ?a e:knows ?b } }",
    "SELECT ?n { ?s e:name ?n SERVICE <U> { [] e:knows [] } }",
    "SELECT ?n { ?s e:name ?n SERVICE <U> { e:a e:knows e:b } }",
    "SELECT ?n { ?s e:name ?n SERVICE <U> { e:a e:knows e:x } }",
    "SELECT * { ?s e:name ?n SERVICE <U> {} }",
    """SELECT * { ?s e:name ?n
       { SELECT ?s (MAX(?o) AS ?m) { SERVICE <U> { ?s e:knows ?o } } GROUP BY ?s } }""",
    "SELECT DISTINCT ?s { SERVICE <U> { SELECT ?s { ?s e:knows ?o } } }",
    """SELECT * { ?s e:name ?n
       SERVICE <U> { SELECT ?s (COUNT(?o) AS ?k) { ?s e:knows ?o } GROUP BY ?s } }""",
    """SELECT * { ?s e:name ?n SERVICE <U> {
       VALUES (?s ?z) { (e:a 1) (e:b UNDEF) (UNDEF 2) }
       OPTIONAL { ?s e:says ?t FILTER(?z < 2 && ?s != e:d) } } }""",
    "SELECT * { ?s e:age ?a SERVICE <U> { ?s e:knows ?o BIND(STR(?o) AS ?t) } }",
    "SELECT * { SERVICE <U> { ?s e:note ?t } }",
    "SELECT * { SERVICE <U> { ?s e:says ?t } FILTER(LANG(?t) = 'zh') }",
    "SELECT * { SERVICE <U> { ?s e:born ?t } FILTER(?t < '1980-01-01'^^xsd:date) }",
    "SELECT * { SERVICE <U> { ?s e:score ?t } FILTER(?t = 2.5) }",
    "SELECT * { SERVICE <U> { OPTIONAL { e:z e:z ?u } ?s e:score ?t } }",
    "SELECT * { SERVICE <U> { e:a e:knows ?o } SERVICE <U> { ?o e:knows ?p } }",
    "SELECT ?x ?y { SERVICE <U> { e:a e:knows ?x } SERVICE <U> { e:b e:knows ?y } }",
    "SELECT * { SERVICE <U> { ?s e:knows+ ?o } }",
    "SELECT * { SERVICE <U> { ?s (e:knows|e:none)? e:c } }",
    "SELECT * { SERVICE <U> { e:a e:knows ?o FILTER EXISTS { ?o e:knows ?z } } }",
    "SELECT * { SERVICE <U> { GRAPH ?g { ?s e:knows ?o } } }",
    "SELECT * { BIND('x' AS ?w) SERVICE <U> { e:a e:knows ?o } BIND(?w AS ?v) }",
    "SELECT ?n { ?s e:name ?n SERVICE <U> { ?who e:met ?s } }",
    "ASK { ?s e:name 'Alan' SERVICE <U> { ?s e:knows e:c } }",
    "CONSTRUCT { ?o e:knownBy ?s } { ?s e:name ?n SERVICE <U> { ?s e:knows ?o } }",
    "SELECT * { SERVICE SILENT <U> { e:b e:knows ?o } }",
    "SELECT * { ?s e:name ?n SERVICE SILENT <U/none> { ?s e:knows ?o } }",
    "SELECT * { ?s e:name ?n OPTIONAL { SERVICE SILENT <U/none> { ?s e:knows ?o } } }",
    "PREFIX e: <http://e/> PREFIX f: <http://e/kn> SELECT ?o { SERVICE <U> { e:a f:ows ?o } }",
    "BASE <http://e/> PREFIX : <> SELECT ?o { SERVICE <U> { <a> :knows ?o } }",
    "SELECT ?o # a word\n{ SERVICE <U> # and one\n { e:a e:knows ?o # more }\n } }",
    "SELECT $o { SERVICE <U> { ?s e:knows $o } ?o e:name ?n } ORDER BY ?n LIMIT 3",
    "SELECT ?s { SERVICE <U> { ?s e:knows ?o } FILTER EXISTS { ?s e:name ?n } }",
    """SELECT ?s { SERVICE <U> { ?s e:knows ?o } FILTER(?s != e:d) }
       GROUP BY ?s HAVING(COUNT(?o) > 1)""",
    "DESCRIBE ?s { SERVICE <U> { ?s e:score ?o } }",
    "SELECT ?n { ?s e:name ?n . FILTER(?n != 'service') SERVICE <U> { ?s e:knows e:c } }",
]  # fmt: skip


@pytest.mark.parametrize("text", QUERIES)
def test_the_answer_is_that_of_an_engine_that_asks_itself(
    text: str, ask: Ask, other: Endpoint
) -> None:
    whole = text.replace("<U", f"<{other.iri}")
    expected = comparable(store().query(whole, prefixes=PREFIXES, base_iri="http://e/"))
    found, visits = ask(text)
    assert found == expected
    assert [visit.host for visit in visits] == [other.host] * len(visits)


def test_the_queries_of_the_table_find_something(ask: Ask) -> None:
    """Without this the test above could pass on nothing."""
    found = [ask(text)[0] for text in QUERIES]
    empty = [text for text, answer in zip(QUERIES, found, strict=True) if not _has_rows(answer)]
    assert empty == [
        "SELECT ?n { ?s e:name ?n SERVICE <U> { e:a e:knows e:x } }",
        "SELECT * { SERVICE <U> { GRAPH ?g { ?s e:knows ?o } } }",
    ]


def _has_rows(answer: Any) -> bool:
    return bool(answer[1] if isinstance(answer, tuple) else answer)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT ?g { GRAPH ?g { SERVICE <U> { e:b e:knows ?o } } }", ["g", "h"]),
        ("SELECT ?g { GRAPH ?g { ?x e:of ?s SERVICE <U> { ?s e:score ?o } } }", ["h"]),
        ("SELECT ?s { GRAPH e:g { ?x e:of ?s SERVICE <U> { ?s e:knows ?o } } }", ["a", "a", "d"]),
        ("SELECT ?s { GRAPH e:none { SERVICE <U> { ?s e:knows ?o } } }", []),
    ],
)
def test_a_graph_around_a_clause_is_ours_and_not_the_others(
    ask: Ask, text: str, expected: list[str]
) -> None:
    """The engine is no judge here: it asks the endpoint for that graph, or leaves ?g unbound."""
    (_, found), _ = ask(text)
    assert sorted(value[10:-1] for row in found.elements() for _, value in row) == expected


@pytest.mark.parametrize(
    ("text", "error", "said"),
    [
        ("ASK { VALUES ?u { <U> } SERVICE ?u { ?s ?p ?o } }", QueryRefused, "name the endpoint"),
        ("ASK { SERVICE 'x' { ?s ?p ?o } }", QueryRefused, "name the endpoint"),
        ("ASK { ?s ?p ?o FILTER EXISTS { SERVICE <U> { ?s ?p ?o } } }", QueryRefused, "join it"),
        ("ASK { FILTER NOT EXISTS { {} UNION { SERVICE <U> {} } } }", QueryRefused, "MINUS"),
        ("ASK { BIND(EXISTS { SERVICE <U> {} } AS ?x) }", QueryRefused, "EXISTS"),
        ("ASK { SERVICE <U> { SERVICE <U> { ?s ?p ?o } } }", QueryRefused, "behind the other"),
        ("ASK { SERVICE <U> { FILTER EXISTS { SERVICE <U> {} } } }", QueryRefused, "behind"),
        ("ASK { SERVICE <http://other.example/> { ?s ?p ?o } }", OutwardRefused, "SERVICE_HOSTS"),
        ("ASK { SERVICE SILENT <http://b.example/> {} }", OutwardRefused, "'b.example'"),
        ("ASK { SERVICE <file:///etc/passwd> { ?s ?p ?o } }", OutwardRefused, "http and https"),
        ("ASK { SERVICE <U> {} SERVICE <http://b.example/> {} }", OutwardRefused, "b.example"),
        ("ASK { SERVICE x:y { ?s ?p ?o } }", QueryError, "'x:'"),
        ("ASK { SERVICE <U> { ?s ?p } }", QueryError, "cannot be read"),
        ("ASK { SERVICESILENT<U> { ?s ?p ?o } }", QueryError, "cannot be read"),
        ("ASK { SERVICE <U> { ?s ?p ?o }", QueryError, "cannot be read"),
        ("ASK { SERVICE <U> { e:a x:p ?o } }", RemoteError, "answers 400"),
        ("ASK { SERVICE <U/none> { ?s ?p ?o } }", RemoteError, "answers 404"),
        ("ASK { SERVICE <U/fails> { ?s ?p ?o } }", RemoteError, "answers 500"),
        ("ASK { SERVICE <U/moved> { ?s ?p ?o } }", RemoteError, "name that address"),
        ("ASK { SERVICE <U/page> { ?s ?p ?o } }", RemoteError, "text/html"),
        ("SELECT * { SERVICE <U/broken> { ?s ?p ?o } }", RemoteError, "no results"),
        ("SELECT * { SERVICE <U/relative> { ?s ?p ?o } }", RemoteError, "no results"),
        ("SELECT * { SERVICE <U/blank> { ?s ?p ?o } }", QueryRefused, "isBlank"),
        ("SELECT * { SERVICE SILENT <U/blank> { ?s ?p ?o } }", QueryRefused, "isBlank"),
        ("SELECT * { SERVICE <U/byte> { ?s ?p ?o } }", QueryRefused, "cast it in the clause"),
        ("SELECT * { SERVICE <U/many> { ?s ?p ?o } }", RemoteTooLarge, "over 9999"),
        ("SELECT * { SERVICE SILENT <U/many> { ?s ?p ?o } }", RemoteTooLarge, "over 9999"),
        ("SELECT * { SERVICE <U/capped> { ?s ?p ?o } }", RemoteTooLarge, "over 2"),
        ("SELECT * { SERVICE <U/late> { ?s ?p ?o } }", RemoteTooLarge, "not all read"),
        ("ASK { ?a <http://zhengtu.invalid/answered/0> 1 SERVICE <U> {} }", QueryRefused, "own"),
        ("ASK { " + "{" * 100 + "SERVICE <U> {}" + "}" * 101, QueryTooLong, "nested"),
        ("ASK { SERVICE <U> {} } #" + "x" * 20_000, QueryTooLong, "20000"),
        ("ASK { " + " ".join(SIX) + "}", QueryTooLong, "5 times"),
    ],
)  # fmt: skip
def test_what_has_no_right_answer_is_an_error(
    ask: Ask, text: str, error: type[ZhengtuError], said: str
) -> None:
    with pytest.raises(error, match=said) as raised:
        ask(text)
    assert type(raised.value) is error


def test_nobody_is_asked_unless_all_may_be(ask: Ask, other: Endpoint) -> None:
    with pytest.raises(OutwardRefused):
        ask("ASK { SERVICE <U> {} SERVICE <http://b.example/> {} }")
    assert other.questions == []


def test_an_answer_over_the_bytes_is_an_error_even_if_silent(other: Endpoint) -> None:
    federation = Federation(other.outward(most_bytes=100_000))
    text = f"SELECT * {{ SERVICE SILENT <http://{other.host}/sparql/large> {{ ?s ?p ?o }} }}"
    with pytest.raises(RemoteTooLarge, match="over 100000 bytes"):
        federation.joined(Query(text), {}, Asker("x", 5))


def test_what_is_asked_has_its_names_and_no_more(ask: Ask, other: Endpoint) -> None:
    ask("BASE <http://e/> # mine\nPREFIX f: <x#> SELECT ?o { SERVICE <U> { <a> e:knows ?o, ?p } }")
    [question] = other.questions
    assert question == (
        "BASE <http://e/>\nPREFIX e: <http://e/>\nBASE <http://e/> PREFIX f: <x#>\n"
        f"SELECT ?o WHERE {{ <a> e:knows ?o, ?p }} LIMIT {MOST_ROWS + 1}"
    )
    [head] = other.heads
    assert head["Accept"].startswith(JSON)
    assert not {name.lower() for name in head} & {"cookie", "authorization", "referer"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("SELECT ?s { SERVICE <U> { ?s e:knows ?o } }", "?s"),
        ("SELECT * { SERVICE <U> { ?s e:knows ?o } }", "?o ?s"),
        ("SELECT (COUNT(DISTINCT *) AS ?n) { SERVICE <U> { ?s e:knows ?o } }", "?o ?s"),
        ("SELECT $s { SERVICE <U> { ?s e:knows ?o } FILTER(1<?o) }", "?o ?s"),
        ("SELECT ?s { SERVICE <U> { ?s e:knows ?o } BIND(1 AS ?o1) }", "?s"),
        ("ASK { SERVICE <U> { ?s e:knows ?o } }", "(1 AS ?zhengtu_row)"),
    ],
)
def test_only_what_may_matter_is_asked_for(
    ask: Ask, other: Endpoint, text: str, shown: str
) -> None:
    ask(text)
    assert f"SELECT {shown} WHERE" in other.questions[0]


def test_what_is_the_same_is_asked_once(ask: Ask, other: Endpoint) -> None:
    _, visits = ask(
        "SELECT ?s { { SERVICE <U> { ?s e:knows ?o } } UNION { SERVICE <U> { ?s e:knows ?o } } }"
    )
    assert len(visits) == len(other.questions) == 1


def test_a_visit_says_whom_when_and_whether_it_failed(ask: Ask, other: Endpoint) -> None:
    _, visits = ask("ASK { SERVICE <U> { ?s e:says ?o } SERVICE SILENT <U/none> { ?s ?p ?o } }")
    assert [(visit.host, visit.failed) for visit in visits] == [
        (other.host, False),
        (other.host, True),
    ]
    assert all(isinstance(visit, Visit) and visit.at.endswith("Z") for visit in visits)


def test_silent_is_for_the_others_and_not_for_us(ask: Ask) -> None:
    quota = Quota(per_client=1)
    ask("ASK { SERVICE SILENT <U/none> {} }", quota)
    with pytest.raises(TooManyQueries):
        ask("ASK { SERVICE SILENT <U/none> {} }", quota)


def test_others_have_the_time_of_the_query(ask: Ask) -> None:
    with pytest.raises(QueryTimeout):
        ask("ASK { SERVICE SILENT <U> {} }", seconds=0)


def test_an_unlisted_address_inside_is_refused(other: Endpoint) -> None:
    from graph.outward.hosts import Outward

    federation = Federation(Outward(frozenset({other.host})))
    with pytest.raises(OutwardRefused, match="no address of the open net"):
        federation.joined(Query(f"ASK {{ SERVICE <{other.iri}> {{}} }}"), {}, Asker("x", 5))


def test_generated_queries_are_answered_as_without_a_clause() -> None:
    """What stands in a clause is asked of the same data, so that nothing may change."""
    trials = list(run_federated(400))
    assert [trial for trial in trials if trial.outcome == "wrong"] == []
    assert sum("SERVICE" in trial.query and trial.outcome == "right" for trial in trials) > 300
