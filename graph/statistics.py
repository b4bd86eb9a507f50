"""What a store holds, counted: its classes with examples, and its properties (VoID)."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store, Triple

from ontology import ids
from ontology.ids import rebase
from ontology.standards import RDF, VOID, expand
from ontology.values import integer

_CLASSES = (
    f"SELECT ?what (COUNT(*) AS ?n) (MIN(?s) AS ?example) {{ ?s {RDF.type} ?what }} GROUP BY ?what"
)
_PROPERTIES = "SELECT ?what (COUNT(*) AS ?n) { ?s ?what ?o } GROUP BY ?what"


def statistics(store: Store, base_iri: str) -> Iterator[Triple]:
    """Yield the counts of the union of all graphs: statements, classes, properties."""
    dataset = NamedNode(rebase(ids.DATASET.value, base_iri))
    classes, properties = _counted(store, _CLASSES), _counted(store, _PROPERTIES)
    yield Triple(dataset, VOID.triples, integer(sum(count for _, count, _ in properties)))
    yield Triple(dataset, VOID.classes, integer(len(classes)))
    yield Triple(dataset, VOID.properties, integer(len(properties)))
    for class_, count, example in classes:
        part = ids.partition(dataset, "class", _own(class_, base_iri))
        yield Triple(dataset, VOID.classPartition, part)
        yield Triple(part, expand("void:class"), class_)
        yield Triple(part, VOID.entities, integer(count))
        if isinstance(example, NamedNode):
            yield Triple(part, VOID.exampleResource, example)
    for property_, count, _ in properties:
        part = ids.partition(dataset, "property", _own(property_, base_iri))
        yield Triple(dataset, VOID.propertyPartition, part)
        yield Triple(part, VOID.property, property_)
        yield Triple(part, VOID.triples, integer(count))


def _counted(store: Store, query: str) -> list[tuple[NamedNode, int, object]]:
    found = store.query(query)
    assert isinstance(found, QuerySolutions)  # noqa: S101 - the query is a SELECT
    names = [variable.value for variable in found.variables]
    rows = []
    for row in found:
        what, count = row["what"], row["n"]
        if isinstance(what, NamedNode) and isinstance(count, Literal):
            rows.append((what, int(count.value), row["example"] if "example" in names else None))
    return rows


def _own(term: NamedNode, base_iri: str) -> NamedNode:
    """Return `term` under the default base: what is minted from it is the same for any base."""
    return NamedNode(term.value.replace(base_iri, ids.DEFAULT_BASE))
