"""Who is joined to whom by common work items: nodes and weighted edges."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson

from graph.opened import OpenSnapshot
from ontology.errors import ResultTooLarge, UnknownValue
from queries.filters import Filters, read_filters

if TYPE_CHECKING:
    from graph.index.entries.columns import Column, Columns, Numbers


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


HEAVIEST = 1_000_000_000
"""Least weight that may be asked for; no corpus has so many items."""
MOST_EDGES = 20_000
"""Edges of an answer; no picture and no person makes out more."""


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
    """`weight` is the least of an edge: lighter ones, and nodes without any, are left out.

    `role` is that of the agencies or officials that are joined.
    """

    kind: str
    role: str
    weight: int
    filters: Filters
    nodes: list[Node]
    edges: list[Edge]
    items: int
    snapshot: str

    def as_json(self) -> bytes:
        """Return the network as JSON."""
        content = {**vars(self), "filters": self.filters.nodes()}
        return orjson.dumps(content)

    def as_csv(self) -> str:
        """Return a line for each edge."""
        labels = {node.id: node.label for node in self.nodes}
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(["source", "sourceLabel", "target", "targetLabel", "weight"])
        for e in self.edges:
            writer.writerow([e.source, labels[e.source], e.target, labels[e.target], e.weight])
        return text.getvalue()


def network(kind: str, given: Mapping[str, str], opened: OpenSnapshot, weight: int = 1) -> Network:
    """Return the network of a kind over the work items that meet the filters `given`.

    Raises UnknownValue for a kind, weight or filter that cannot be, ResultTooLarge for a network of
    more than `MOST_EDGES` whose weight is `weight` or more.
    """
    from graph.index.counting.edges import edge_cells, heaviest_first
    from graph.index.counting.tables import count_table

    if kind not in KINDS:
        raise UnknownValue(f"kind: no network '{kind}', only {', '.join(KINDS)}", "kind", KINDS)
    if not 1 <= weight <= HEAVIEST:
        raise UnknownValue(f"weight: no '{weight}', only 1 to {HEAVIEST}", "weight")
    shape, filters = KINDS[kind], read_filters(given, opened.index)
    found = opened.columns
    mask = found.meeting(filters.conditions())
    roles = [_role(shape, name, filters) for name in (shape.source, shape.target)]
    rows, columns = (
        found.column(name).within(mask, role)
        for name, role in zip((shape.source, shape.target), roles, strict=True)
    )
    table = count_table(rows, columns, mask)
    cells = _fitting(edge_cells(table, is_symmetric=shape.source == shape.target), weight)
    edges = [Edge(*ends) for ends in heaviest_first(table, cells)]
    nodes = _nodes(edges, shape, (rows, columns), found)
    role = next(filter(None, roles), "")
    return Network(kind, role, weight, filters, nodes, edges, table.items, opened.snapshot.id)


def _role(shape: Kind, name: str, filters: Filters) -> str:
    """Return the role of one end: the one asked for if it may have it, else the usual one."""
    return filters.role_of(name) or (shape.source_role if name == shape.source else "")


def _fitting(cells: Numbers, weight: int) -> Numbers:
    """Return the `cells` of that weight or more.

    Raises ResultTooLarge, which names the weight that leaves few enough.
    """
    from graph.index.counting.edges import fitting_weight

    found = cells[cells[:, 2] >= weight]
    if len(found) <= MOST_EDGES:
        return found
    enough, left = fitting_weight(cells, MOST_EDGES)
    said = f"the network has {len(found)} edges, over {MOST_EDGES}"
    if not left:
        raise ResultTooLarge(f"{said}, none of a weight over {enough - 1}; narrow it by filters")
    raise ResultTooLarge(
        f"{said}; weight={enough} leaves the {left} heaviest, and filters narrow it too"
    )


def _nodes(
    edges: list[Edge], shape: Kind, ends: tuple[Column, Column], columns: Columns
) -> list[Node]:
    types = dict.fromkeys((edge.target for edge in edges), shape.target)
    types |= dict.fromkeys((edge.source for edge in edges), shape.source)
    counts: dict[str, int] = {}
    for column in ends:
        counts |= columns.totals(column)
    labels = columns.labels
    nodes = (Node(iri, labels.get(iri, iri), type_, counts[iri]) for iri, type_ in types.items())
    return sorted(nodes, key=lambda node: (-node.items, node.id))
