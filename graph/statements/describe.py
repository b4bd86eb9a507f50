"""All that the graph says of one node, with the labels of its neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store, Triple

from ontology.standards import DCTERMS, RDFS, SKOS

LABELS = (SKOS.prefLabel, DCTERMS.title, RDFS.label)
UNION = DefaultGraph()
MOST_INCOMING = 1_000
"""Statements about other nodes that point here, at the most."""


@dataclass(frozen=True)
class Description:
    """Statements of a node, those that point to it, and labels of all nodes that occur.

    `truncated` is True where more statements point to the node than are given.
    """

    iri: str
    outgoing: list[Quad]
    incoming: list[Quad]
    labels: list[Triple]
    truncated: bool

    def triples(self) -> Iterator[Triple]:
        """Yield everything as distinct triples, in a stable order."""
        statements = (quad.triple for quad in (*self.outgoing, *self.incoming))
        yield from sorted({*statements, *self.labels}, key=str)


def describe(store: Store, iri: str) -> Description | None:
    """Return the description of the node `iri`, or None if the graph does not know it."""
    node = NamedNode(iri)
    outgoing = sorted(store.quads_for_pattern(node, None, None, UNION), key=str)
    pointing = store.quads_for_pattern(None, None, node, UNION)
    incoming = sorted(islice(pointing, MOST_INCOMING), key=str)
    if not outgoing and not incoming:
        return None
    truncated = next(pointing, None) is not None
    labels = list(_labels(store, [*outgoing, *incoming]))
    return Description(iri, outgoing, incoming, labels, truncated)


def _labels(store: Store, quads: Iterable[Quad]) -> Iterator[Triple]:
    for node in sorted({iri for quad in quads for iri in _nodes(quad)}, key=str):
        for term in LABELS:
            for quad in store.quads_for_pattern(node, term, None, UNION):
                yield quad.triple


def _nodes(quad: Quad) -> Iterator[NamedNode]:
    for term in (quad.subject, quad.predicate, quad.object):
        if isinstance(term, NamedNode):
            yield term


def as_json(description: Description) -> dict[str, object]:
    """Return the description as plain data: properties and what points here, by label."""
    names = _names(description.labels)
    return {
        "iri": description.iri,
        "label": names.get(description.iri, ""),
        "properties": _grouped((q.predicate.value, q.object) for q in description.outgoing),
        "incoming": _grouped((q.predicate.value, q.subject) for q in description.incoming),
        "labels": dict(sorted(names.items())),
        "truncated": description.truncated,
    }


def _names(labels: Iterable[Triple]) -> dict[str, str]:
    """Return one label per node, Chinese before English."""
    names: dict[str, str] = {}
    ordered = sorted(labels, key=lambda triple: (_language(triple.object) != "zh", str(triple)))
    for triple in ordered:
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, Literal):
            names.setdefault(triple.subject.value, triple.object.value)
    return names


def _language(term: object) -> str:
    return (term.language or "") if isinstance(term, Literal) else ""


def _grouped(statements: Iterable[tuple[str, object]]) -> dict[str, list[dict[str, str]]]:
    grouped: dict[str, list[dict[str, str]]] = {}
    for predicate, term in statements:
        values = grouped.setdefault(predicate, [])
        if (value := _value(term)) not in values:
            values.append(value)
    return grouped


def _value(term: object) -> dict[str, str]:
    if not isinstance(term, Literal):
        return {"iri": term.value if isinstance(term, NamedNode) else str(term)}
    value = {"value": term.value}
    if term.language:
        value["language"] = term.language
    elif not term.datatype.value.endswith("#string"):
        value["datatype"] = term.datatype.value
    return value
