"""What another endpoint answers to a query: its solutions, whole, or an error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

import orjson
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from graph.outward.fetch import Fetched, fetch
from graph.outward.hosts import Outward
from graph.sparql.federation.clauses import MOST_ROWS, Clause
from graph.sparql.solution_tables import Rows
from ontology.errors import QueryRefused, RemoteError, RemoteTooLarge

_RESULTS = ("application/sparql-results+json", "application/json")
_CUT = {"x-sql-state": "S1TAT", "zhengtu-truncated": "true"}
"""What Virtuoso says of an answer that it did not finish in time, and what we would say."""
_MARK = NamedNode("http://zhengtu.invalid/")
_SAMPLES = ("1", "2020-01-01T00:00:00Z")
"""Values of the datatypes that the engine takes for others, as it does xsd:byte for xsd:integer."""


@dataclass(frozen=True)
class Reply:
    """The solutions of a clause, or why there are none."""

    rows: Rows = ()
    error: RemoteError | None = None


def ask(outward: Outward, clause: Clause) -> Reply:
    """Return what the endpoint of `clause` answers; its failure is an error in the reply.

    Raises RemoteTooLarge for more than is read here, QueryRefused for what a table cannot hold,
    and what `fetch` raises where this server may not or cannot ask.
    """
    form = urlencode({"query": clause.question}).encode()
    try:
        found = fetch(outward, clause.endpoint, ", ".join(_RESULTS), form)
        return Reply(_rows(found, clause))
    except RemoteTooLarge:
        raise
    except RemoteError as error:
        return Reply(error=error.with_traceback(None))


def _rows(found: Fetched, clause: Clause) -> Rows:
    if found.media_type not in _RESULTS:
        raise RemoteError(f"<{found.iri}> gives {found.media_type}, not {_RESULTS[0]}")
    rows = read_rows(found, clause.variables)
    is_cut = any(found.headers.get(name, "").startswith(said) for name, said in _CUT.items())
    cut_at = found.headers.get("x-sparql-maxrows", "")
    if is_cut or len(rows) > MOST_ROWS or (cut_at.isdigit() and len(rows) >= int(cut_at)):
        raise RemoteTooLarge(
            f"<{found.iri}> has over {min(len(rows), MOST_ROWS)} solutions for SERVICE, which are"
            " not all read; narrow its pattern, or put a LIMIT into a sub-select there"
        )
    return rows


def read_rows(found: Fetched, variables: tuple[str, ...]) -> Rows:
    """Return the columns `variables` of a result in SPARQL's JSON.

    Raises RemoteError if it is none, QueryRefused for terms that cannot be kept as they are.
    """
    try:
        solutions = orjson.loads(found.body)["results"]["bindings"]
        return tuple(tuple(_term(row, name, found.iri) for name in variables) for row in solutions)
    except (ValueError, LookupError, TypeError, AttributeError):
        raise RemoteError(f"<{found.iri}> gives no results of SPARQL in JSON") from None


def _term(row: Mapping[str, Any], variable: str, iri: str) -> str | None:
    """Return the value of `variable` as N-Triples has it."""
    value = row.get(variable[1:])
    if value is None:
        return None
    match value["type"]:
        case "uri":
            return str(NamedNode(value["value"]))
        case "literal" | "typed-literal" if "datatype" not in value:
            return str(Literal(value["value"], language=value.get("xml:lang")))
        case "literal" | "typed-literal":
            return _typed(value["value"], value["datatype"], variable, iri)
        case "bnode":
            why = f"<{iri}> has a blank node for {variable}, which has no name elsewhere"
            way = f"leave it out by FILTER(!isBlank({variable})), or use it in the clause alone"
            raise QueryRefused(f"SERVICE: {why}; {way}")
    raise ValueError(value["type"])


def _typed(value: str, datatype: str, variable: str, iri: str) -> str:
    if (taken := _taken_for(datatype)) != datatype:
        why = f"<{iri}> has a value of <{datatype}> for {variable}, which is <{taken}> here"
        raise QueryRefused(f"SERVICE: {why}; cast it in the clause: BIND(<{taken}>(…) AS ?…)")
    return str(Literal(value, datatype=NamedNode(datatype)))


@lru_cache(maxsize=256)
def _taken_for(datatype: str) -> str:
    """Return the datatype that the engine gives to values of `datatype`.

    >>> _taken_for("http://www.w3.org/2001/XMLSchema#byte")
    'http://www.w3.org/2001/XMLSchema#integer'
    """
    store = Store()
    for value in _SAMPLES:
        literal = Literal(value, datatype=NamedNode(datatype))
        store.add(Quad(_MARK, _MARK, literal, DefaultGraph()))
    kept = (quad.object for quad in store)
    taken = {node.datatype.value for node in kept if isinstance(node, Literal)}
    return next(iter(taken - {datatype}), datatype)
