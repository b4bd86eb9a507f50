"""Find what is looked up, within a number of statements that are read: a few hundred microseconds.

So it is done where the request came in. To hand a query over to a process of its own and back takes
longer than such a query; but nothing may run there that could take long, as the engine might with
anything but one pattern.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    Store,
)

from graph.lookups.reading import Lookup, Node, Triple
from graph.rows import RowCounter

MOST_READ = 64
"""Statements that are read for one look-up at the most."""
_UNION = DefaultGraph()
_STRING = "http://www.w3.org/2001/XMLSchema#string"

Solution = dict[str, NamedNode | Literal | BlankNode]


class TooMuch(Exception):
    """More would have to be read, or told: it is a query like any other."""


class _Reader:
    """Reads statements of `store`, so many in all and no more."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._left = MOST_READ

    def matches(self, triple: Triple, bound: Solution) -> Iterator[Solution]:
        """Yield `bound` with what each statement that fits `triple` adds to it."""
        terms = [bound.get(node, node) if isinstance(node, str) else node for node in triple]
        subject, verb, value = (None if isinstance(term, str) else term for term in terms)
        if isinstance(subject, Literal) or isinstance(verb, Literal | BlankNode):
            return
        told = [(at, node) for at, node in enumerate(terms) if isinstance(node, str)]
        is_plain = len({node for _, node in told}) == len(told)
        found = self._store.quads_for_pattern(subject, verb, value, _UNION)
        for quad in islice(found, self._left + 1):
            self._left -= 1
            if self._left < 0:
                raise TooMuch
            added = {node: quad[at] for at, node in told}
            if is_plain or all(quad[at] == added[node] for at, node in told):
                yield {**bound, **added}


def answer(store: Store, lookup: Lookup) -> tuple[bytes, int]:
    """Return the answer as SPARQL 1.1 Query Results JSON, and its number of rows.

    Raises TooMuch where that takes long.
    """
    if _is_scan(lookup):
        return _scan(store, lookup)
    solutions = find(store, lookup)
    return as_json(lookup, solutions), 1 if lookup.variables is None else len(solutions)


def _is_scan(lookup: Lookup) -> bool:
    """Tell whether each statement that is read is a solution: then the engine reads no more."""
    [first, *others] = lookup.triples
    names = [node for node in first if isinstance(node, str)]
    is_single = not others and bool(lookup.variables) and len(set(names)) == len(names)
    return is_single and len(names) > 1 and _breadth(first, set()) < 3


def _scan(store: Store, lookup: Lookup) -> tuple[bytes, int]:
    told = " ".join(f"?{name}" for name in lookup.variables or ())
    terms = (f"?{node}" if isinstance(node, str) else str(node) for node in lookup.triples[0])
    found = store.query(f"SELECT {told} {{ {' '.join(terms)} }} LIMIT {MOST_READ + 1}")
    assert isinstance(found, QuerySolutions)  # noqa: S101 - a SELECT
    body = found.serialize(format=QueryResultsFormat.JSON) or b""
    counter = RowCounter("application/sparql-results+json")
    counter.feed(body)
    rows = counter.rows()
    if rows > MOST_READ or (lookup.limit is not None and rows > lookup.limit):
        raise TooMuch
    return body, rows


def find(store: Store, lookup: Lookup) -> list[Solution]:
    """Return all solutions of `lookup`; raises TooMuch where that takes long."""
    triples, known = list(lookup.triples), set[str]()
    reader, solutions = _Reader(store), [Solution()]
    while triples and solutions:
        triple = min(triples, key=lambda triple: _breadth(triple, known))
        if _breadth(triple, known) > 2:
            raise TooMuch
        triples.remove(triple)
        known.update(node for node in triple if isinstance(node, str))
        solutions = [new for bound in solutions for new in reader.matches(triple, bound)]
    if lookup.limit is not None and len(solutions) > lookup.limit:
        raise TooMuch
    return solutions


def _breadth(triple: Triple, known: set[str]) -> int:
    """Return how many statements to expect, in a rough order; over 2 where nobody can tell."""
    subject, _, value = (not _is_open(node, known) for node in triple)
    if subject:
        return 0 if value else 1
    return 2 if value else 3


def _is_open(node: Node, known: set[str]) -> bool:
    return isinstance(node, str) and node not in known


def as_json(lookup: Lookup, solutions: list[Solution]) -> bytes:
    """Return the solutions in the format SPARQL 1.1 Query Results JSON, as the engine writes it.

    Raises TooMuch for a triple in the place of a term.

    >>> as_json(Lookup(("a",), ()), [{"a": Literal("水", language="zh")}]).decode()
    '{"head":{"vars":["a"]},"results":{"bindings":[{"a":{"type":"literal","value":"水","xml:lang":"zh"}}]}}'
    """
    if lookup.variables is None:
        return b'{"head":{},"boolean":true}' if solutions else b'{"head":{},"boolean":false}'
    rows = [{name: _term(row[name]) for name in lookup.variables} for row in solutions]
    found = {"head": {"vars": lookup.variables}, "results": {"bindings": rows}}
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()


def _term(term: NamedNode | Literal | BlankNode) -> dict[str, str]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if not isinstance(term, Literal):
        raise TooMuch
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    if term.datatype.value == _STRING:
        return {"type": "literal", "value": term.value}
    return {"type": "literal", "value": term.value, "datatype": term.datatype.value}
