"""Rows of an answer: items with who has them, and things with the items behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from graph.index import TextIndex
from queries.asking.reading import Reading

Row = dict[str, Any]
_CLASSES = {"Task": "task", "Project": "project", "IndicatorItem": "indicator"}
_AGENTS = {"Agency": "agency", "CollectiveAgent": "group", "Official": "official"}


def item_rows(found: Iterable[dict[str, str]]) -> list[Row]:
    """Return a row for each item; one with several deadlines has them all."""
    rows: dict[str, Row] = {}
    for solution in found:
        row = rows.setdefault(solution["item"], _item(solution))
        if (deadline := solution.get("deadline")) and deadline not in row["deadlines"]:
            row["deadlines"].append(deadline)
    return list(rows.values())


def _item(solution: dict[str, str]) -> Row:
    row: Row = {name: solution.get(name, "") for name in ("item", "kind", "title", "text")}
    row |= {name: solution.get(name, "") for name in ("document", "documentTitle", "annualTask")}
    row |= {name: int(solution[name]) for name in ("annexNumber", "rowNumber")}
    row["officialNumber"] = solution.get("officialNumber", "")
    row["deadlines"] = []
    row["class"] = _CLASSES.get(solution.get("class", "").rpartition("#")[2], "")
    row["items"] = int(solution.get("items", 0))
    return row


def with_agents(rows: list[Row], index: TextIndex) -> list[Row]:
    """Add to each item who has it, by role."""
    cards = index.cards_at(row["item"] for row in rows)
    for row in rows:
        card = cards[row["item"]]
        row["officials"] = "、".join(agent["label"] for agent in card["officials"])
        row |= {role: _names(card, role) for role in _ROLES}
    return rows


def _names(card: dict[str, Any], role: str) -> str:
    return "、".join(agent["label"] for agent in card["agencies"] if agent["role"] == role)


_ROLES = ("lead", "responsible", "supporting", "guiding")


def target_rows(found: Iterable[dict[str, str]]) -> list[Row]:
    """Return a row for each target with the item that states it."""
    rows: dict[str, Row] = {}
    for solution in found:
        row = _item(solution)
        row |= {name: solution.get(name, "") for name in ("measure", "value", "unit", "quote")}
        row["target"] = solution["target"]
        row["comparator"] = solution.get("comparator", "").rpartition("#")[2]
        row["targetKind"] = solution.get("targetKind", "").rpartition("#")[2]
        row["quoted"] = solution.get("quoted", "").rpartition("#")[2]
        rows[row["target"]] = row
    return list(rows.values())


def group_rows(
    reading: Reading,
    found: Iterable[dict[str, str]],
    sources: list[dict[str, str]],
    index: TextIndex,
) -> list[Row]:
    """Return a row for each thing with its number of items and where they stand.

    Things that were named and have none get a row with 0; named bodies stand before collectives.
    """
    behind: defaultdict[str, dict[str, Row]] = defaultdict(dict)
    cards = index.cards_at(solution["item"] for solution in sources)
    for solution in sources:
        behind[solution["thing"]][solution["item"]] = _source(cards[solution["item"]])
    rows = [_thing(solution, behind) for solution in found if solution.get("thing")]
    known = {row["thing"] for row in rows}
    rows += [
        {"thing": node.iri, "name": node.label, "class": node.type, "kind": node.type}
        | {"items": 0, "sources": []}
        for node in reading.among
        if node.iri not in known
    ]
    return sorted(rows, key=lambda row: row["class"] == "group")


def _thing(solution: dict[str, str], behind: dict[str, dict[str, Row]]) -> Row:
    kind = _AGENTS.get(solution.get("class", "").rpartition("#")[2], "")
    found = behind.get(solution["thing"], {}).values()
    sources = sorted(found, key=lambda s: (s["document"], s["annexNumber"], s["rowNumber"]))
    return {
        "thing": solution["thing"],
        "name": solution["name"],
        "class": kind,
        "kind": kind,
        "items": int(solution["items"]),
        "sources": sources,
    }


def _source(card: dict[str, Any]) -> Row:
    """Return where an item stands, with its words."""
    document, (annex, row) = card["document"] or {"iri": "", "label": ""}, card["order"]
    return {
        "item": card["iri"],
        "document": document["iri"],
        "documentTitle": document["label"],
        "annexNumber": annex,
        "rowNumber": row,
        "text": card["text"],
    }


def ranked(reading: Reading, rows: list[Row]) -> list[Row]:
    """Return the first rows in order; who has as much as the last one is among them."""
    groups = [row for row in rows if row["class"] == "group"]
    single = [row for row in rows if row["class"] != "group"]
    sign = 1 if reading.order == "least" else -1
    single.sort(key=lambda row: sign * row["items"])
    if reading.nth:
        return [row for row in single if row["items"] == number_in_place(reading, single)]
    if not reading.top or len(single) <= reading.top:
        return [*single, *groups]
    last = single[reading.top - 1]["items"]
    return [row for row in single if sign * row["items"] <= sign * last]


def number_in_place(reading: Reading, rows: list[Row]) -> int | None:
    """Return the number that the row in the place asked for has, None if there is no such place."""
    return int(rows[reading.top - 1]["items"]) if len(rows) >= reading.top else None


def is_tied(reading: Reading, rows: list[Row]) -> bool:
    """Tell whether a place is shared, so that another count of places gives other rows."""
    numbers = [row["items"] for row in rows if row["class"] != "group"]
    numbers.sort(reverse=reading.order != "least")
    before = numbers[: reading.top]
    return len(set(before)) < len(before)
