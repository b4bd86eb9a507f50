"""Does a snapshot conform to the shapes? (SHACL)"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from graph.storage.snapshot import Snapshot
from ontology.files import read_turtle
from ontology.ids import rebase

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node


@dataclass(frozen=True)
class Violation:
    """A node that does not conform: which, and why."""

    node: str
    message: str

    def __str__(self) -> str:
        return f"{self.node}: {self.message}"


def check_shapes(snapshot: Snapshot) -> list[Violation]:
    """Return all violations of `ontology/shapes.ttl` in the union of the snapshot's graphs."""
    from pyshacl import validate
    from rdflib import RDF, SH, Graph

    union = _union(snapshot)
    shapes = Graph().parse(data=rebase(read_turtle("shapes.ttl"), snapshot.base_iri))
    _, results, _ = validate(union, shacl_graph=shapes, advanced=True, inplace=True)
    found = (_violation(results, node) for node in results.subjects(RDF.type, SH.ValidationResult))
    return sorted(set(found), key=str)


def _union(snapshot: Snapshot) -> Graph:
    """Return the union of the snapshot's graphs. Its parser is quicker than that of rdflib."""
    from pyoxigraph import RdfFormat, parse
    from rdflib import Graph

    union = Graph()
    term_of = cache(_term)  # a term that is one object is compared at once
    triples = {
        quad.triple for quad in parse(b"".join(snapshot.n_quads()), format=RdfFormat.N_QUADS)
    }
    for triple in triples:
        union.add((term_of(triple.subject), term_of(triple.predicate), term_of(triple.object)))
    return union


def _term(term: object) -> Node:
    """Return a term of pyoxigraph as one of rdflib."""
    from pyoxigraph import BlankNode, Literal, NamedNode
    from rdflib import XSD, BNode, URIRef
    from rdflib import Literal as Value

    if isinstance(term, NamedNode):
        return URIRef(term.value)
    if isinstance(term, BlankNode):
        return BNode(term.value)
    assert isinstance(term, Literal)  # noqa: S101 - no snapshot has triples as terms
    datatype = URIRef(term.datatype.value)
    if term.language or datatype == XSD.string:
        return Value(term.value, lang=term.language)
    return Value(term.value, datatype=datatype)


def _violation(results: Graph, node: Node) -> Violation:
    """Return what a result says; a rule over the whole graph names the offender as its value."""
    from rdflib import SH

    offender = results.value(node, SH.value) or results.value(node, SH.focusNode)
    return Violation(str(offender), str(results.value(node, SH.resultMessage)))
