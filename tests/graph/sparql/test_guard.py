"""No query reaches the network or changes anything, however it is written; the rest may pass."""

from __future__ import annotations

from contextlib import suppress

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.sparql.syntax.guard import MOST_LINKS, check_query, check_update
from ontology.errors import QueryRefused, QueryTooLong

LONGEST, DEEPEST = 2_000, 20
OTHER = "http://127.0.0.1:9/"

NETWORK = [
    "ASK { SERVICE <U> { ?s ?p ?o } }",
    "ASK { service <U> { ?s ?p ?o } }",
    "ASK { SeRvIcE<U>{ ?s ?p ?o } }",
    "ASK { SERVICE SILENT <U> { ?s ?p ?o } }",
    "ASK { SERVICESILENT<U> { ?s ?p ?o } }",
    "ASK { VALUES ?u { <U> } SERVICE ?u { ?s ?p ?o } }",
    "ASK { VALUES ?u { <U> } SERVICE?u{ ?s ?p ?o } }",
    "PREFIX e: <U> ASK { SERVICE e:x { ?s ?p ?o } }",
    "PREFIX : <U> ASK { SERVICE:x { ?s ?p ?o } }",
    "PREFIX : <U> ASK { SERVICE: { ?s ?p ?o } }",
    "PREFIX e: <U> ASK { SERVICEe:x { ?s ?p ?o } }",
    "PREFIX e: <U> ASK { SERVICEe:x #\n { ?s ?p ?o } }",
    "ASK { ?a ?b trueSERVICE <U> { ?s ?p ?o } }",
    "ASK { ?a ?b 1e5SERVICE <U> { ?s ?p ?o } }",
    "ASK { ?a ?b 1SERVICE <U> { ?s ?p ?o } }",
    "ASK { ?a ?b 'x'SERVICE <U> { ?s ?p ?o } }",
    "ASK { ?a ?b ?c.SERVICE <U> { ?s ?p ?o } }",
    "ASK { #SERVICE\n SERVICE <U> { ?s ?p ?o } }",
    "ASK { FILTER('\\'' = '') SERVICE <U> { ?s ?p ?o } }",
    'ASK { FILTER("""a"b""" = "") SERVICE <U> { ?s ?p ?o } }',
    "PREFIX e: <U> ASK { ?a ?b ?c FILTER(1<2)SERVICE e:x { ?s ?p ?o } }",
    "PREFIX : <U> ASK { FILTER(1<2)SERVICE:x#>\n { ?s ?p ?o } }",
    "SELECT * { { SELECT * { OPTIONAL { SERVICE <U> { ?s ?p ?o } } } } }",
    "LOAD <U>",
    "LOAD SILENT <U> INTO GRAPH <http://e/g>",
]

UPDATES = [
    "INSERT DATA { <http://e/s> <http://e/p> 1 }",
    "DELETE WHERE { ?s ?p ?o }",
    "delete data { <http://e/s> <http://e/p> 1 }",
    "CLEAR ALL",
    "DROP GRAPH <http://e/g>",
    "CREATE GRAPH <http://e/g>",
    "COPY <http://e/g> TO <http://e/h>",
    "MOVE DEFAULT TO <http://e/h>",
    "ADD <http://e/g> TO DEFAULT",
    "PREFIX e: <http://e/> INSERT { ?s e:p 1 } WHERE { ?s ?p ?o }",
    "ASK {} ; DELETE WHERE { ?s ?p ?o }",
]

ALLOWED = [
    "SELECT * { ?s ?p ?o }",
    "ASK { ?s ?p 'SERVICE <http://e/>' }",
    'ASK { ?s ?p "LOAD and INSERT" }',
    'ASK { ?s ?p """SERVICE\n"quoted" DROP""" }',
    "ASK { ?s ?p '''it's a SERVICE''' }",
    'ASK { ?s ?p "a \\" SERVICE" }',
    "# SERVICE <http://e/>\nASK {}",
    "ASK { ?s ?p ?o # LOAD\n }",
    "ASK { ?s ?p <http://e/SERVICE> }",
    "ASK { ?s <http://e/services/load#insert> ?o }",
    "ASK { ?service ?load $insert }",
    "PREFIX ex: <http://e/> ASK { ?s ex:SERVICE ex:LOAD, ex:drop }",
    "PREFIX ex: <http://e/> ASK { ?s ex:a.SERVICE 1 }",
    "PREFIX load: <http://e/> ASK { ?s load:x 1 }",
    "PREFIX services: <http://e/> ASK { ?s services:x 1 }",
    "ASK { ?s ?p '服务'@zh }",
    "SELECT * { ?s ?p ?o FILTER(?o < 3 && ?o > 1) }",
    "SELECT (COUNT(*) AS ?added) { ?s ?p ?o }",
]


WHOLE = [
    "SELECT (<urn:service:a> AS ?x) {}",
    "SELECT (<mailto:service@x.org> AS ?x) {}",
    "PREFIX s: <urn:x-service:> SELECT (s:a AS ?x) {}",
    "SELECT * { ?x <urn:p> 'service' }",
]


@pytest.mark.parametrize("query", WHOLE)
def test_an_iri_that_may_hide_a_request_is_taken_with_an_escape(query: str) -> None:
    way = r"\\u0073ervice for the word in IRIs and strings"
    with pytest.raises(QueryRefused, match=way):
        check_query(query, LONGEST, DEEPEST)
    escaped = query.replace("service", r"\u0073ervice")
    check_query(escaped, LONGEST, DEEPEST)
    Store().query(escaped)


def refusal(query: str) -> QueryRefused:
    with pytest.raises(QueryRefused) as raised:
        check_query(query, LONGEST, DEEPEST)
    return raised.value


@pytest.mark.parametrize("query", NETWORK)
def test_request_to_another_server_is_refused(query: str) -> None:
    error = refusal(query.replace("<U>", f"<{OTHER}>"))
    assert "not answered here" in str(error)
    assert error.line is not None
    assert error.column is not None


@pytest.mark.parametrize("query", UPDATES)
def test_update_is_refused(query: str) -> None:
    assert "is an update; this endpoint only reads" in str(refusal(query))


@pytest.mark.parametrize("query", ALLOWED)
def test_word_that_is_no_keyword_is_allowed(query: str) -> None:
    check_query(query, LONGEST, DEEPEST)
    Store().query(query)


@pytest.mark.parametrize(
    ("query", "line", "column"),
    [
        ("SERVICE", 1, 1),
        ("ASK {\n  SERVICE <http://e/> {} }", 2, 3),
        ("ASK { # 中文\n\n  ?服 ?务 '服'; SERVICE <http://e/> {} }", 3, 14),
    ],
)
def test_refusal_names_the_place(query: str, line: int, column: int) -> None:
    error = refusal(query)
    assert (error.line, error.column) == (line, column)


ESCAPED = [
    "ASK { \\u0053ERVICE <U> { ?s ?p ?o } }",
    "ASK { \\U00000053ERVICE <U> { ?s ?p ?o } }",
    "ASK { S\\u0045RVICE <U> { ?s ?p ?o } }",
    "ASK { ſERVICE <U> { ?s ?p ?o } }",
    "ASK { ＳＥＲＶＩＣＥ <U> { ?s ?p ?o } }",
]


def reaches(query: str, address: str, calls: list[object]) -> bool:
    """Tell whether `query` calls somebody, guarded as it would be in a worker."""
    written = query.replace("<U>", f"<http://{address}/>")
    before = len(calls)
    store = Store()
    store.add(Quad(NamedNode("http://e/s"), NamedNode("http://e/p"), Literal("x")))
    with suppress(QueryRefused, SyntaxError, OSError, RuntimeError):
        check_query(written, LONGEST, DEEPEST)
        bool(store.query(written))
    return len(calls) > before


@pytest.mark.parametrize("query", [*ESCAPED, *NETWORK])
def test_nobody_is_called(query: str, listener: tuple[str, list[object]]) -> None:
    assert not reaches(query, *listener)


def test_engine_would_call_if_it_were_not_for_the_guard(
    listener: tuple[str, list[object]],
) -> None:
    """Without this the test above could pass because nobody could be called anyway."""
    address, calls = listener
    for query in (q for q in NETWORK if q.startswith(("ASK { SERVICE", "PREFIX : <U> ASK { S"))):
        before = len(calls)
        with suppress(OSError, RuntimeError):
            bool(Store().query(query.replace("<U>", f"<http://{address}/>")))
        assert len(calls) > before, query


@pytest.mark.parametrize(
    ("query", "limit"),
    [
        ("ASK {}" + " " * LONGEST, f"the limit is {LONGEST}"),
        ("SELECT * " + "{" * (DEEPEST + 1) + "}" * (DEEPEST + 1), f"deeper than {DEEPEST}"),
        ("ASK { FILTER(" + "(" * DEEPEST + "1" + ")" * DEEPEST + ") }", f"deeper than {DEEPEST}"),
        ("ASK " + "{{}" * 1000, f"the limit is {LONGEST}"),
        ("ASK " + "{[(" * 10, f"deeper than {DEEPEST}"),
    ],
)
def test_too_long_or_deep_is_refused(query: str, limit: str) -> None:
    with pytest.raises(QueryTooLong, match=limit):
        check_query(query, LONGEST, DEEPEST)


@pytest.mark.parametrize(
    "query",
    [
        "ASK {}" + " " * (LONGEST - 6),
        "SELECT * " + "{" * DEEPEST + "}" * DEEPEST,
        "ASK { " + "{} " * 100 + "}",
        "ASK { ?s ?p '" + "{" * 100 + "' }",
        "ASK {} #" + "{" * 100,
    ],
)
def test_within_the_limits_is_allowed(query: str) -> None:
    check_query(query, LONGEST, DEEPEST)


@pytest.mark.parametrize(
    "piece", ['"', "'", '"""', "<", "\\", "a.", "a-", "?", ":", "{", "#", "'\\"]
)
def test_any_query_is_looked_at_in_time(piece: str) -> None:
    """A guard that is slow for some text is a way to stop the server."""
    try:
        check_query(piece * (100_000 // len(piece)), 100_000, 100)
    except QueryTooLong:
        assert piece == "{"


ROWS = [
    ("ASK { FILTER(%strue) }", "!"),
    ("ASK { FILTER(1%s) }", "+1"),
    ("ASK { FILTER(1%s) }", " * 1"),
    ("ASK { FILTER(1%s) }", " -1"),
    ("ASK { ?x ?y ?z FILTER(?x%s) }", "||?x"),
    ("ASK { ?x ?y ?z FILTER(?x%s) }", "&&?x=1"),
    ("ASK { ?s <x:a>%s ?o }", "/<x:a>"),
    ("ASK { ?s <x:a>%s ?o }", "|^<x:a>"),
    ("ASK { {}%s }", "UNION{}"),
    ("ASK { ?s ?p ?o %s }", "MINUS { ?s ?p 1 } "),
    ("ASK { %s }", "BIND(1 AS ?x) "),
    ("ASK { ?s ?p (0%s) }", " 1"),
    ("ASK { ?s ?p ('0'%s) }", "'1'"),
    ("ASK { ?s ?p (()%s) }", " true [] 'a'@en"),
    ("ASK { ?s ?p ?o%s }", "; ?p ?o"),
    ("ASK { <x:> <x:> 0%s }", ",1"),
    ("ASK { ?s ?p [ ?q 0%s ] }", ",1"),
    ("CONSTRUCT WHERE { ?s ?p ?o%s }", ". ?s ?p 1"),
]


@pytest.mark.parametrize(("query", "link"), ROWS)
def test_what_is_too_long_in_a_row_is_refused(query: str, link: str) -> None:
    check_query(query % (link * (MOST_LINKS // 4)), 100_000, DEEPEST)
    with pytest.raises(QueryTooLong, match="in a row"):
        check_query(query % (link * (MOST_LINKS + 1)), 100_000, DEEPEST)


@pytest.mark.parametrize(
    "query",
    [
        "ASK { VALUES (?x ?y) { " + "(-1 -2) " * MOST_LINKS + "} }",
        "ASK { ?s ?p ?o . " + "?s <http://e/a/b/c-d/e> ?o . " * (MOST_LINKS - 1) + "}",
        "ASK { FILTER(1 IN (" + ", ".join(f"-{n}.5" for n in range(MOST_LINKS * 2)) + ")) }",
        "CONSTRUCT { <x:> <x:> 0" + ", -1" * MOST_LINKS + " } WHERE {}",
        "SELECT (SUM(-?x) AS ?y) { ?s ?p ?x } HAVING(0 IN (" + "COUNT(*), " * 1_500 + "1))",
        "ASK { FILTER(1 IN (" + ", ".join(map(str, range(MOST_LINKS * 2))) + ")) }",
    ],
)
def test_tables_and_names_are_no_operators(query: str) -> None:
    check_query(query, 100_000, DEEPEST)


def test_data_may_have_many_numbers_and_graphs() -> None:
    quads = "GRAPH <http://e/g> { <http://e/s> <http://e/p> -1 } " * (MOST_LINKS + 1)
    check_update(f"INSERT DATA {{ {quads} }}", 200_000, DEEPEST)
