"""Rows of an answer: things, each with its number of items and where those stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np

from graph.index.entries.cards import Card
from graph.index.entries.columns import Numbers
from graph.index.index import TextIndex
from queries.asking.readings.reading import Reading
from queries.asking.rows.grouping import Group
from queries.asking.rows.tables import Row

_AGENTS = {"Agency": "agency", "CollectiveAgent": "group", "Official": "official"}


def group_rows(reading: Reading, found: Iterable[dict[str, str]]) -> list[Row]:
    """Return a row for each thing with its number of items, the items themselves still missing.

    Things that were named and have none get a row with 0; named bodies stand before collectives.
    """
    return _with_absent(reading, [_thing(solution) for solution in found if solution.get("thing")])


def rows_of_groups(reading: Reading, groups: Iterable[Group]) -> list[Row]:
    """Return the same rows of what was counted from columns."""
    rows: list[Row] = [
        {"thing": iri, "name": name, "class": kind, "kind": kind, "items": items, "sources": []}
        for iri, name, kind, items in groups
    ]
    return _with_absent(reading, rows)


def _with_absent(reading: Reading, rows: list[Row]) -> list[Row]:
    known = {row["thing"] for row in rows} if reading.among else set()
    rows += [
        {"thing": node.iri, "name": node.label, "class": node.type, "kind": node.type}
        | {"items": 0, "sources": []}
        for node in reading.among
        if node.iri not in known
    ]
    return sorted(rows, key=lambda row: row["class"] == "group")


def _thing(solution: dict[str, str]) -> Row:
    kind = _AGENTS.get(solution.get("class", "").rpartition("#")[2], "")
    return {
        "thing": solution["thing"],
        "name": solution["name"],
        "class": kind,
        "kind": kind,
        "items": int(solution["items"]),
        "sources": [],
    }


def with_sources(rows: list[Row], sources: list[dict[str, str]], index: TextIndex) -> list[Row]:
    """Add to each thing where its items stand: an item for each of `sources`."""
    cards = index.cards_at(solution["item"] for solution in sources)
    told = {iri: _source(card) for iri, card in cards.items()}
    behind: defaultdict[str, dict[str, Row]] = defaultdict(dict)
    for solution in sources:
        behind[solution["thing"]][solution["item"]] = told[solution["item"]]
    return [{**row, "sources": _in_order(behind[row["thing"]].values())} for row in rows]


def with_items(rows: list[Row], behind: Mapping[str, Numbers], index: TextIndex) -> list[Row]:
    """Add to each thing where its items stand: their places in the index are `behind` it."""
    places = np.unique(np.concatenate([np.zeros(0, np.int64), *behind.values()]))
    cards = index.items.cards(places)
    told = {
        place: _source_of(card, index.columns.labels)
        for place, card in zip(places.tolist(), cards, strict=True)
    }
    return [
        {**row, "sources": _in_order(told[p] for p in behind[row["thing"]].tolist())}
        if row["thing"] in behind
        else row
        for row in rows
    ]


def _source_of(card: Card, labels: Mapping[str, str]) -> Row:
    """Return where an item stands, with its words, by its packed card."""
    document, (annex, row) = card.get("document", ""), card.get("order", (0, 0))
    return {
        "item": card["iri"],
        "document": document,
        "documentTitle": labels.get(document, document),
        "annexNumber": annex,
        "rowNumber": row,
        "text": card.get("text", ""),
    }


def _in_order(sources: Iterable[Row]) -> list[Row]:
    return sorted(sources, key=lambda s: (s["document"], s["annexNumber"], s["rowNumber"]))


def _source(card: Card) -> Row:
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
