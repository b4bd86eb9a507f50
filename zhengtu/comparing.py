"""The comparison of two documents as text for a terminal."""

from __future__ import annotations

import json
from typing import Any

from graph.opened import OpenSnapshot
from queries.comparison import Comparison, compare
from zhengtu.answers import table

_SHOWN = ("wording", "figures", "agencies", "leaders")
_TITLES = {"continued": "goes on", "changed": "changed", "new": "new", "dropped": "dropped"}


def comparison_answer(opened: OpenSnapshot, older: str, newer: str, format_name: str) -> str:
    """Return the comparison of two documents as a table, JSON or CSV."""
    found = compare(older, newer, opened)
    if format_name == "json":
        return json.dumps(found.as_json(), ensure_ascii=False, indent=1) + "\n"
    if format_name == "csv":
        return found.as_csv()
    return _as_text(found)


def _as_text(found: Comparison) -> str:
    lines = list(found.as_table())
    columns = ["status", "sim", "from", "to", "work", "what changed"]
    rows = [_row(line) for line in lines]
    counts = ", ".join(f"{number} {_TITLES[status]}" for status, number in found.counts.items())
    return table(columns, rows) + f"{len(rows)} works: {counts}; --format csv gives all in full\n"


def _row(line: dict[str, Any]) -> list[str]:
    changes = " | ".join(line[name] for name in _SHOWN if line[name])
    work = line["newerText"] or line["olderText"]
    places = [line["olderRow"], line["newerRow"]]
    return [line["status"], line["similarity"], *places, work, changes or line["reason"]]
