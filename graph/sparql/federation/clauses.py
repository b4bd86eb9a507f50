"""The SERVICE clauses of a query: whom each asks, and the query that it sends there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urldefrag

from graph.sparql.rewriting.prefixes import mentioned, resolved
from graph.sparql.rewriting.scope import in_scope
from graph.sparql.syntax.guard import position
from graph.sparql.syntax.read import read_query
from graph.sparql.syntax.tokens import NotUnderstood, tokens_of
from graph.sparql.syntax.tree import Exists, Node, Prologue, Service
from ontology.errors import QueryError, QueryRefused

MOST_ROWS = 9_999
"""Solutions of one clause. One more is asked for, to see that none is left: endpoints that cut
their answers and say nothing of it mostly do so at 10,000 or above."""
_VARIABLE = re.compile(r"[?$]([\w\u00b7\u0300-\u036f\u203f\u2040]+)")
_RELATIVE = re.compile(r"<(?![a-zA-Z][\w+.\-]*:)")


@dataclass(frozen=True)
class Clause:
    """A clause: its place in the text, the endpoint, what is sent, and the variables it binds."""

    start: int
    end: int
    endpoint: str
    question: str
    variables: tuple[str, ...]
    silent: bool


def read_clauses(text: str, prefixes: Mapping[str, str], base: str | None) -> tuple[Clause, ...]:
    """Return the clauses of a query in their order; `prefixes` may be used undeclared.

    Raises QueryRefused for one whose solutions would be no right table in its place, QueryError
    for a query that is not understood.
    """
    try:
        prologue, query = read_query(text)
    except (NotUnderstood, RecursionError) as error:
        raise QueryError(f"a query with SERVICE that cannot be read: {error}") from None
    head = _Head(text[: query.start], prologue, prefixes, base)
    return tuple(_clause(text, service, head) for service in _services(text, query))


@dataclass(frozen=True)
class _Head:
    """What stands in front of a query, and what holds undeclared."""

    text: str
    prologue: Prologue
    prefixes: Mapping[str, str]
    base: str | None

    def endpoint(self, name: str) -> str:
        """Return the IRI of an endpoint; raises ValueError for none."""
        return urldefrag(resolved(name, self.prologue, self.prefixes, self.base).value).url

    def before(self, pattern: str) -> str:
        """Return the BASE and PREFIX that `pattern` needs where it is sent, without comments."""
        own = " ".join(token.text for token in tokens_of(self.text))
        declared = self.prologue.prefixes
        others = mentioned(self.prefixes, pattern).items()
        names = [f"PREFIX {name}: <{iri}>" for name, iri in others if name not in declared]
        is_relative = self.base and _RELATIVE.search(f"{own} {pattern}")
        base = [f"BASE <{self.base}>"] if is_relative else []
        return "".join(f"{line}\n" for line in (*base, *names, own) if line)


def _services(text: str, node: Node, around: str = "") -> Iterator[Service]:
    """Yield the clauses in `node`, which stands in a SERVICE or EXISTS if `around` says so."""
    if isinstance(node, Service):
        if around or node.name.kind != "iri":
            raise _refusal(text, node, around)
        around = "SERVICE"
        yield node
    elif isinstance(node, Exists):
        around = around or "EXISTS"
    for child in node.children():
        yield from _services(text, child, around)


def _refusal(text: str, service: Service, around: str) -> QueryRefused:
    what, way = {
        "": (f"SERVICE {service.name.text}", "name the endpoint, each of several in a UNION"),
        "EXISTS": (
            "SERVICE inside EXISTS",
            "write it outside: join it for EXISTS, MINUS { SERVICE … } for NOT EXISTS",
        ),
        "SERVICE": (
            "SERVICE inside SERVICE",
            "write one behind the other, or OPTIONAL { SERVICE … }, in your query",
        ),
    }[around]
    return QueryRefused(f"{what} is not answered here; {way}", *position(text, service.start))


def _clause(text: str, service: Service, head: _Head) -> Clause:
    pattern = text[service.group.start : service.group.end]
    outside = f"{text[: service.start]} {text[service.end :]}"
    variables = _needed(in_scope(service.group), outside)
    shown = " ".join(variables) or "(1 AS ?zhengtu_row)"
    question = f"{head.before(pattern)}SELECT {shown} WHERE {pattern} LIMIT {MOST_ROWS + 1}"
    try:
        endpoint = head.endpoint(service.name.text)
    except ValueError as error:
        raise QueryError(f"SERVICE: {error}", *position(text, service.start)) from None
    return Clause(service.start, service.end, endpoint, question, variables, service.silent)


def _needed(bound: frozenset[str], outside: str) -> tuple[str, ...]:
    """Return those of the variables that may matter outside of their clause.

    All of them where a `*` may show or compare them, and in doubt.
    """
    if "*" in outside:
        return tuple(sorted(bound))
    used = {f"?{name}" for name in _VARIABLE.findall(outside)}
    return tuple(sorted(bound & used))
