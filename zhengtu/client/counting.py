"""Answers of the server that are more than rows: free questions, cross tables, networks."""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import TYPE_CHECKING, Any

from ontology.errors import UnknownValue
from zhengtu.client.frames import Origin, ResultFrame, rows_frame
from zhengtu.client.terms import Prefixes, expand, shorten

if TYPE_CHECKING:
    import networkx as nx

_BESIDE = ("sentence", "status", "understood", "not_understood", "notes", "choices", "sparql")
"""What a free question's answer says beside its rows."""


def asked_frame(answer: dict[str, Any], origin: Origin, prefixes: Prefixes) -> ResultFrame:
    """Return the answer to a free question; `origin.more` says what was understood of it.

    Raises UnknownValue, with the sentence that says why, for a question that has no answer.
    """
    if answer["status"] == "refused":
        raise UnknownValue(answer["sentence"], "question")
    rows = [
        {name: _shown(row.get(name), prefixes) for name in answer["columns"]}
        for row in answer["rows"]
    ]
    origin.more.update({name: answer[name] for name in _BESIDE if name in answer})
    origin.more["sources"] = [row.get("sources", []) for row in answer["rows"]]
    return rows_frame(rows, answer["columns"], origin)


def _shown(value: object, prefixes: Prefixes) -> object:
    if isinstance(value, str):
        return shorten(value, prefixes) if expand(value, prefixes) else value
    if isinstance(value, int | float) or value is None:
        return value
    return str(value)


def pivot_frame(answer: dict[str, Any], origin: Origin) -> ResultFrame:
    """Return a cross table: the first column names the rows, each other one a value; 0 where none.

    `origin.more` has the number of `items` that were counted: an item may count in several cells.
    """
    rows, columns = answer["rows"], answer["columns"]
    names = _apart([str(value["label"]) for value in columns["values"]], columns["values"])
    first = rows["dimension"]
    table = [{first: value["label"], **dict.fromkeys(names, 0)} for value in rows["values"]]
    for row, column, number in answer["cells"]:
        table[row][names[column]] = number
    origin.more.update({name: answer[name] for name in ("items", "counted", "measure")})
    return rows_frame(table, [first, *names], origin)


def _apart(labels: list[str], values: list[dict[str, Any]]) -> list[str]:
    """Return labels of which none is twice: two bodies may have one name."""
    counts = Counter(labels)
    return [
        label if counts[label] == 1 else f"{label} <{value['value'].rsplit('/', 1)[-1]}>"
        for label, value in zip(labels, values, strict=True)
    ]


def compared_frame(table: bytes, origin: Origin, prefixes: Prefixes) -> ResultFrame:
    """Return a comparison as a frame of words; similarity is a number."""
    header, *rows = csv.reader(io.StringIO(table.decode()))
    read = [
        {name: _number(name, cell, prefixes) for name, cell in zip(header, row, strict=True)}
        for row in rows
    ]
    return rows_frame(read, header, origin)


def _number(name: str, cell: str, prefixes: Prefixes) -> object:
    if not cell:
        return None
    if name == "similarity":
        return float(cell)
    return _shown(cell, prefixes)


def network_graph(answer: dict[str, Any], origin: Origin, prefixes: Prefixes) -> nx.Graph:
    """Return a network for networkx: `label`, `type`, `items` of nodes, `weight` of edges."""
    import networkx as nx

    graph = nx.Graph(snapshot=origin.snapshot, kind=answer["kind"], items=answer["items"])
    for node in answer["nodes"]:
        known = {name: node[name] for name in ("label", "type", "items")}
        graph.add_node(shorten(node["id"], prefixes), **known)
    for edge in answer["edges"]:
        ends = (shorten(edge[name], prefixes) for name in ("source", "target"))
        graph.add_edge(*ends, weight=edge["weight"])
    return graph
