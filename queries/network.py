"""Who is joined to whom by common work items: nodes and weighted edges."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.opened import OpenSnapshot
from ontology.errors import UnknownValue
from queries.filters import Filters, read_filters

if TYPE_CHECKING:
    from graph.columns import Column, Table


@dataclass(frozen=True)
class Kind:
    """A kind of network: what its two ends are, and the role of those that have one.

    Where both ends are of one dimension, an edge joins two values of one item and has no direction.
    """

    source: str
    target: str
    source_role: str = ""
    meaning: str = ""


KINDS = {
    "co-lead": Kind("agency", "agency", "lead", "two agencies lead the same item"),
    "official-agency": Kind("official", "agency", "", "an official and an agency have part in it"),
    "agency-theme": Kind("agency", "theme", "", "an agency has part in an item of a theme"),
}
"""The networks; the filter `role` says in which role an agency or official is meant."""


@dataclass(frozen=True)
class Node:
    """`items` counts the work items that the node has, in its role."""

    id: str
    label: str
    type: str
    items: int


@dataclass(frozen=True)
class Edge:
    """`weight` counts the work items that the two have in common."""

    source: str
    target: str
    weight: int


@dataclass(frozen=True)
class Network:
    kind: str
    role: str
    filters: Filters
    nodes: list[Node]
    edges: list[Edge]
    items: int
    snapshot: str

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "role": self.role,
            "nodes": [vars(node) for node in self.nodes],
            "edges": [vars(edge) for edge in self.edges],
            "items": self.items,
            "filters": {
                name: [vars(node) for node in nodes] for name, nodes in self.filters.nodes().items()
            },
            "snapshot": self.snapshot,
        }

    def as_csv(self) -> str:
        """Return a line for each edge."""
        labels = {node.id: node.label for node in self.nodes}
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(["source", "sourceLabel", "target", "targetLabel", "weight"])
        for e in self.edges:
            writer.writerow([e.source, labels[e.source], e.target, labels[e.target], e.weight])
        return text.getvalue()


def network(kind: str, given: Mapping[str, str], opened: OpenSnapshot) -> Network:
    """Return the network of a kind over the work items that meet the filters `given`.

    Raises UnknownValue for a kind or filter that does not exist.
    """
    if kind not in KINDS:
        raise UnknownValue(f"kind: no network '{kind}', only {', '.join(KINDS)}", "kind", KINDS)
    shape, filters = KINDS[kind], read_filters(given, opened.index)
    found = opened.columns
    mask = found.meeting(filters.conditions())
    ends = [
        found.column(name).within(mask, filters.role_of(name) or _usual_role(shape, name))
        for name in (shape.source, shape.target)
    ]
    table = found.table(ends[0], ends[1], mask)
    edges = _edges(table, is_symmetric=shape.source == shape.target)
    nodes = _nodes(table, edges, shape, ends, opened)
    role = filters.role or shape.source_role
    return Network(kind, role, filters, nodes, edges, table.items, opened.snapshot.id)


def _usual_role(shape: Kind, name: str) -> str:
    return shape.source_role if name == shape.source else ""


def _edges(table: Table, *, is_symmetric: bool) -> list[Edge]:
    pairs = ((table.rows[r], table.columns[c], weight) for r, c, weight in table.cells)
    edges = (Edge(a, b, weight) for a, b, weight in pairs if not is_symmetric or a < b)
    return sorted(edges, key=lambda edge: (-edge.weight, edge.source, edge.target))


def _nodes(
    table: Table, edges: list[Edge], shape: Kind, ends: list[Column], opened: OpenSnapshot
) -> list[Node]:
    joined = {iri for edge in edges for iri in (edge.source, edge.target)}
    labels = opened.columns.labels
    types = dict.fromkeys(table.columns, shape.target) | dict.fromkeys(table.rows, shape.source)
    counts: dict[str, int] = {}
    for column in ends:
        counts |= opened.columns.totals(column)
    nodes = (Node(iri, labels.get(iri, iri), types[iri], counts[iri]) for iri in joined)
    return sorted(nodes, key=lambda node: (-node.items, node.id))
