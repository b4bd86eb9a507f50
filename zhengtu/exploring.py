"""The commands that count: `zhengtu pivot` and `zhengtu network`."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.opened import OpenSnapshot
    from queries.pivot import Axes


class TableFormat(StrEnum):
    table = "table"
    json = "json"
    csv = "csv"
    long = "long"


class NetworkFormat(StrEnum):
    table = "table"
    json = "json"
    csv = "csv"


def pivot_text(
    opened: OpenSnapshot,
    axes: Axes,
    given: Mapping[str, str],
    format_: TableFormat,
) -> str:
    """Return work items counted by two dimensions; `long` is CSV with a line for each cell."""
    from queries.pivot import pivot
    from zhengtu.answers import table

    found = pivot(axes, given, opened)
    if format_ is TableFormat.json:
        return found.as_json().decode() + "\n"
    if format_ is TableFormat.table:
        head, *body = ([str(cell) for cell in line[1:]] for line in found.lines())
        counted = f"{found.counted} of {found.items} work items have both"
        return f"{table(head, body)}{counted} {axes.rows} and {axes.columns}\n"
    return found.as_csv("long" if format_ is TableFormat.long else "wide")


def network_text(
    opened: OpenSnapshot, kind: str, weight: int, given: Mapping[str, str], format_: NetworkFormat
) -> str:
    """Return the edges of at least `weight`; as a table, the heaviest first."""
    from queries.network import network
    from zhengtu.answers import table

    found = network(kind, given, opened, weight)
    if format_ is NetworkFormat.json:
        return found.as_json().decode() + "\n"
    if format_ is NetworkFormat.csv:
        return found.as_csv()
    labels = {node.id: node.label for node in found.nodes}
    rows = [[labels[edge.source], labels[edge.target], str(edge.weight)] for edge in found.edges]
    counted = f"{len(found.nodes)} nodes, {len(rows)} edges, from {found.items} work items\n"
    return table(["source", "target", "weight"], rows) + counted
