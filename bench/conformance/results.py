"""Results of queries as they are compared: equal up to the names of blank nodes."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
)

from bench.conformance.manifests import FORMATS, Node

RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
OUR = "http://e/"
SOLUTIONS = {
    ".srx": ("application/sparql-results+xml", QueryResultsFormat.XML),
    ".srj": ("application/sparql-results+json", QueryResultsFormat.JSON),
    ".csv": ("text/csv", QueryResultsFormat.CSV),
    ".tsv": ("text/tab-separated-values", QueryResultsFormat.TSV),
}
Answer = bool | tuple[frozenset[str], Dataset]
"""A boolean, or the columns and the solutions, each as a node with its values."""


def read_solutions(body: bytes, suffix: str) -> Answer:
    """Read results in the format that goes by `suffix`."""
    found = parse_query_results(body, SOLUTIONS[suffix][1])
    if isinstance(found, QueryBoolean):
        return bool(found)
    names = [variable.value for variable in found.variables]
    rows = ({n: node for n in names if (node := row[n]) is not None} for row in found)
    return frozenset(names), _as_dataset(rows)


def read_result_set(path: Path) -> Answer:
    """Read solutions that are described in RDF, the suite's older form."""
    store = Store()
    store.load(path.read_bytes(), FORMATS[path.suffix], base_iri=path.absolute().as_uri())

    def objects(node: object, term: str) -> list[Node]:
        return [q.object for q in store.quads_for_pattern(node, NamedNode(RS + term), None)]

    heads = list(store.quads_for_pattern(None, NamedNode(RS + "resultVariable"), None))
    rows = []
    for quad in store.quads_for_pattern(None, NamedNode(RS + "solution"), None):
        bindings = objects(quad.object, "binding")
        rows.append({objects(b, "variable")[0].value: objects(b, "value")[0] for b in bindings})
    return frozenset(quad.object.value for quad in heads), _as_dataset(rows)


def _as_dataset(rows: Iterable[dict[str, Node]]) -> Dataset:
    quads = []
    for row in rows:
        node = BlankNode()
        quads.append(Quad(node, NamedNode(OUR + "row"), Literal(""), DefaultGraph()))
        quads += [
            Quad(node, NamedNode(OUR + name), _by_value(value), DefaultGraph())
            for name, value in row.items()
        ]
    return canonical(quads)


def canonical(quads: Iterable[Quad]) -> Dataset:
    """Return `quads` with blank nodes named by what is said of them."""
    dataset = Dataset(
        Quad(q.subject, q.predicate, _by_value(q.object), q.graph_name) for q in quads
    )
    dataset.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return dataset


def _by_value(node: Node) -> Node:
    """Return a literal as the store writes its value, unless that changes its datatype."""
    if not isinstance(node, Literal):
        return node
    store = Store()
    store.add(Quad(NamedNode(OUR), NamedNode(OUR), node, DefaultGraph()))
    kept = next(iter(store)).object
    return kept if isinstance(kept, Literal) and kept.datatype == node.datatype else node


def read_rdf(body: bytes, format_: RdfFormat, base: str = "http://e/") -> Dataset:
    return canonical(parse(body, format=format_, base_iri=base))


def csv_rows(body: bytes) -> Counter[frozenset[tuple[str, str]]]:
    """Return the rows of a CSV in no order, with blank nodes alike and numbers by value."""
    rows = csv.DictReader(io.StringIO(body.decode()))
    return Counter(frozenset((name, _cell(row[name])) for name in row) for row in rows)


def _cell(text: str) -> str:
    if text.startswith("_:"):
        return "_:"
    try:
        return str(float(text))
    except ValueError:
        return text
