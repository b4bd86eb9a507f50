"""All tables as one network: nodes by their keys, edges by what refers to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ontology.packages import require
from queries.exports.about import About
from queries.exports.tables import Cell, Filled

if TYPE_CHECKING:
    import networkx as nx

_KINDS = {
    "documents": "Document",
    "items": "WorkItem",
    "agencies": "Agency",
    "officials": "Official",
    "places": "Place",
    "programmes": "Programme",
    "targets": "Target",
}
"""Tables whose rows are nodes, and what these are."""
_ENDS = {
    "assignments": ("item", "agent", "role"),
    "themes": ("item", "theme", ""),
    "mentions": ("item", "entity", ""),
    "links": ("subject", "object", "property"),
}
"""Tables whose rows are edges: columns of the two ends, and of the kind if it is not the table."""
_NAMED = {"theme": ("themeName", "Theme"), "entity": ("entityName", "Entity")}
"""Ends that have no table: the column of their name, and what they are."""
_EDGE_KINDS = {"themes": "hasTheme", "mentions": "mentions"}

Attributes = dict[str, Cell]


@dataclass
class Node:
    kind: str
    label: str
    attributes: Attributes = field(default_factory=dict)


@dataclass(frozen=True)
class Edge:
    source: str
    target: str
    kind: str
    attributes: Attributes


@dataclass(frozen=True)
class Network:
    nodes: dict[str, Node]
    edges: list[Edge]


def network_of(filled: Sequence[Filled]) -> Network:
    """Return the network of `filled`; an end that no table describes is a node of its own."""
    nodes: dict[str, Node] = {}
    edges: list[Edge] = []
    for one in filled:
        if one.table.name in _KINDS:
            for row in _rows(one):
                key = str(row[one.table.columns[0].name])
                nodes[key] = _node(one.table.name, row)
                edges += _references(one, key, row)
    for one in filled:
        if one.table.name in _ENDS:
            edges += [_edge(one.table.name, row, nodes) for row in _rows(one)]
    for edge in edges:
        for end in (edge.source, edge.target):
            nodes.setdefault(end, Node("Entity", end.rsplit("/", 1)[-1]))
    return Network(nodes, edges)


def _rows(one: Filled) -> Iterator[Attributes]:
    names = [column.name for column in one.table.columns]
    return (dict(zip(names, row, strict=True)) for row in one.rows)


def _node(table: str, row: Attributes) -> Node:
    key, *rest = row
    known = {name: row[name] for name in rest if row[name] is not None}
    names = (row.get(name) for name in ("name", "title", "text", "quote"))
    label = next((str(name) for name in names if name), str(row[key]).rsplit("/", 1)[-1])
    return Node(_KINDS[table], label, known)


def _references(one: Filled, key: str, row: Attributes) -> Iterator[Edge]:
    for column in one.table.columns:
        if column.refers_to and (target := row[column.name]) is not None:
            yield Edge(key, str(target), column.name, {})


def _edge(table: str, row: Attributes, nodes: dict[str, Node]) -> Edge:
    start, end, kind = _ENDS[table]
    if end in _NAMED:
        name, what = _NAMED[end]
        nodes.setdefault(str(row[end]), Node(what, str(row[name] or row[end])))
    ends = {start, end, kind, *(name for name, _ in _NAMED.values())}
    known = ((name, value) for name, value in row.items() if name not in ends)
    said: Attributes = {name: value for name, value in known if value is not None}
    return Edge(
        str(row[start]), str(row[end]), str(row[kind]) if kind else _EDGE_KINDS[table], said
    )


def write_graphml(filled: Sequence[Filled], about: About, path: Path) -> None:
    """Write the network as GraphML, for Gephi, yEd, igraph and networkx."""
    require("networkx")
    import networkx as nx

    nx.write_graphml(networkx_graph(filled, about), path, named_key_ids=True)


def write_gexf(filled: Sequence[Filled], about: About, path: Path) -> None:
    """Write the network as GEXF, for Gephi."""
    require("networkx")
    import networkx as nx

    nx.write_gexf(networkx_graph(filled, about), path)


def networkx_graph(filled: Sequence[Filled], about: About) -> nx.MultiDiGraph:
    """Return the network for networkx; white space and control characters of texts are folded."""
    import networkx as nx

    network = network_of(filled)
    graph = nx.MultiDiGraph(source=about.source)
    for key, node in network.nodes.items():
        known = {name: _plain(value) for name, value in node.attributes.items() if name != "kind"}
        graph.add_node(key, **{**known, "label": _plain(node.label), "type": node.kind})
    for edge in network.edges:
        said = {name: _plain(value) for name, value in edge.attributes.items()}
        graph.add_edge(edge.source, edge.target, **{**said, "kind": edge.kind})
    return graph


def _plain(value: Cell) -> Cell:
    """Return a value that XML can hold: an attribute of one type in all nodes."""
    if isinstance(value, str):
        return "".join(c if c.isprintable() else " " for c in value)
    return value if isinstance(value, bool | int | float) else str(value)
