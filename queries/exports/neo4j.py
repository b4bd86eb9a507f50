"""The network as the CSV files that `neo4j-admin database import` takes."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Iterable, Sequence
from pathlib import Path

from queries.exports.about import About
from queries.exports.network import Attributes, Network, network_of
from queries.exports.tables import Cell, Filled

_READ_ME = """{source}

neo4j-admin database import full neo4j --multiline-fields=true \\
{arguments}
"""


def write_neo4j(filled: Sequence[Filled], about: About, folder: Path) -> None:
    """Write a file for each kind of node and of relationship, and the command that takes them."""
    network = network_of(filled)
    nodes, edges = _write_nodes(network, folder), _write_edges(network, folder)
    arguments = [f"  --nodes={name} \\" for name in nodes]
    arguments += [f"  --relationships={name} \\" for name in edges]
    lines = "\n".join(arguments).removesuffix(" \\")
    text = _READ_ME.format(source=about.source, arguments=lines)
    (folder / "import.txt").write_text(text, encoding="utf-8")


def _write_nodes(network: Network, folder: Path) -> list[str]:
    written = []
    for kind in sorted({node.kind for node in network.nodes.values()}):
        found = [(key, node) for key, node in network.nodes.items() if node.kind == kind]
        columns = _columns(node.attributes for _, node in found)
        header = ["iri:ID", "label", *(f"{name}:{type_}" for name, type_ in columns), ":LABEL"]
        rows = [
            [key, node.label, *(_written(node.attributes.get(n)) for n, _ in columns), kind]
            for key, node in found
        ]
        written.append(_write(folder / f"nodes-{kind}.csv", header, rows))
    return written


def _write_edges(network: Network, folder: Path) -> list[str]:
    written = []
    for kind in sorted({edge.kind for edge in network.edges}):
        found = [edge for edge in network.edges if edge.kind == kind]
        columns = _columns(edge.attributes for edge in found)
        names = [f"{name}:{type_}" for name, type_ in columns]
        rows = [
            [e.source, *(_written(e.attributes.get(n)) for n, _ in columns), e.target, kind]
            for e in found
        ]
        header = [":START_ID", *names, ":END_ID", ":TYPE"]
        written.append(_write(folder / f"relationships-{kind}.csv", header, rows))
    return written


def _columns(attributes: Iterable[Attributes]) -> list[tuple[str, str]]:
    """Return the names of all attributes with the type that all values have, in their order."""
    types: dict[str, set[str]] = {}
    for one in attributes:
        for name, value in one.items():
            types.setdefault(name, set()).add(_type(value))
    return [(name, kinds.pop() if len(kinds) == 1 else "string") for name, kinds in types.items()]


def _type(value: Cell) -> str:
    kinds = {bool: "boolean", int: "long", float: "double", datetime.date: "date"}
    return kinds.get(type(value), "string")


def _written(value: Cell) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else value


def _write(path: Path, header: list[str], rows: Iterable[Sequence[object]]) -> str:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path.name
