"""Does a snapshot conform to the shapes? (SHACL)"""

from __future__ import annotations

from dataclasses import dataclass
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
    from rdflib import RDF, SH, Dataset, Graph

    dataset = Dataset(default_union=True)
    dataset.parse(data=b"".join(snapshot.n_quads()), format="nquads")
    union = Graph()
    for subject, predicate, value, _ in dataset.quads():
        union.add((subject, predicate, value))
    shapes = Graph().parse(data=rebase(read_turtle("shapes.ttl"), snapshot.base_iri))
    _, results, _ = validate(union, shacl_graph=shapes, advanced=True, inplace=True)
    found = (_violation(results, node) for node in results.subjects(RDF.type, SH.ValidationResult))
    return sorted(set(found), key=str)


def _violation(results: Graph, node: Node) -> Violation:
    """Return what a result says; a rule over the whole graph names the offender as its value."""
    from rdflib import SH

    offender = results.value(node, SH.value) or results.value(node, SH.focusNode)
    return Violation(str(offender), str(results.value(node, SH.resultMessage)))
