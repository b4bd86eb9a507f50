"""What bodies have through the collectives that hold them, which is not counted as theirs."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from graph.index.entries.columns import Mask
from graph.index.index import TextIndex
from graph.opened import OpenSnapshot
from queries.asking.readings.reading import AGENT_FOCUSES, Condition, Reading
from queries.asking.rows.compiling import collective_query
from queries.asking.rows.selecting import borne_by, select_items
from queries.asking.rows.solutions import solutions


def collectives_note(reading: Reading, opened: OpenSnapshot, language: str) -> list[str]:
    """Say how much more an agency has through the groups that hold it."""
    conditions = reading.conditions
    asked = [c for c in conditions if c.slot == "agent" and not c.negated and len(c.nodes) == 1]
    if len(asked) != 1 or asked[0].nodes[0].type != "agency" or reading.focus in AGENT_FOCUSES:
        return []
    found = _counted(asked[0], conditions, opened)
    if not found:
        return []
    names = "、".join(f"{name} {items} 项" for name, items in found)
    if language == "zh":
        return [f"另有由包括它的集合主体承担的事项，未计入：{names}。"]
    return [f"Not counted is work of collectives that hold it: {names}."]


def _counted(
    asked: Condition, conditions: tuple[Condition, ...], opened: OpenSnapshot
) -> list[tuple[str, int]]:
    """Return the groups that hold an agency, with how many items they have and it has not."""
    others = tuple(c for c in conditions if c is not asked)
    index = opened.index
    mask = select_items(others, index) if index.columns.has_links else None
    if mask is None:
        found = solutions(opened, collective_query(asked, conditions))
        return [(row["name"], int(row["items"])) for row in found]
    [agency] = asked.nodes
    mask &= ~borne_by([agency.iri], asked.roles, index.columns)
    groups = _items_of_groups(agency.iri, mask, index)
    return sorted(groups, key=lambda group: (-group[1], group[0]))


def _items_of_groups(agency: str, mask: Mask, index: TextIndex) -> Iterator[tuple[str, int]]:
    columns = index.columns
    column = columns.column("agency")
    counts = np.bincount(column.codes[mask[column.items]], minlength=len(column.values))
    for group in columns.nodes_with("member", agency.__eq__):
        code = column.code_of.get(group)
        if code is not None and counts[code]:
            yield columns.labels.get(group, group), int(counts[code])
