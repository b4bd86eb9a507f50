"""Rows of an answer: work items with who has them, and the targets that they state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from graph.index.entries.cards import Card
from graph.index.entries.coded_cards import absolute
from graph.index.entries.columns import Columns
from graph.index.index import TextIndex
from queries.asking.readings.reading import IMPERSONAL

Row = dict[str, Any]
_CLASSES = {"Task": "task", "Project": "project", "IndicatorItem": "indicator"}
_CLASS_OF = {type_: class_ for class_, type_ in _CLASSES.items()}


def item_rows(found: Iterable[dict[str, str]]) -> list[Row]:
    """Return a row for each item; one with several deadlines has them all."""
    rows: dict[str, Row] = {}
    for solution in found:
        row = rows.setdefault(solution["item"], _item(solution))
        if (deadline := solution.get("deadline")) and deadline not in row["deadlines"]:
            row["deadlines"].append(deadline)
    return list(rows.values())


def _item(solution: Mapping[str, Any]) -> Row:
    row: Row = {name: solution.get(name, "") for name in ("item", "kind", "title", "text")}
    row |= {name: solution.get(name, "") for name in ("document", "documentTitle", "annualTask")}
    row |= {name: int(solution[name]) for name in ("annexNumber", "rowNumber")}
    row["officialNumber"] = solution.get("officialNumber", "")
    row["deadlines"] = []
    row["class"] = _CLASSES.get(solution.get("class", "").rpartition("#")[2], "")
    row["items"] = int(solution.get("items", 0))
    return row


def indexed_rows(
    found: Iterable[dict[str, str]], kinds: Mapping[str, str], index: TextIndex
) -> list[Row] | None:
    """Return the rows of the items `found`, whose words stand in the index, in their order.

    What is no work item with a text in a document has no row. None where the index does not know
    in which row an item stands: then the graph is asked for all.
    """
    solutions = list(found)
    cards = index.cards_at(solution["item"] for solution in solutions)
    cards = {iri: card for iri, card in cards.items() if _has_row(card, kinds)}
    if not all(any(card["order"]) for card in cards.values()):
        return None
    rows: dict[str, Row] = {}
    for solution in solutions:
        iri = solution["item"]
        if (card := cards.get(iri)) is None:
            continue
        if iri not in rows:
            rows[iri] = _item({**solution, **_told(card, kinds)}) | _agents(card)
        if (deadline := solution.get("deadline")) and deadline not in rows[iri]["deadlines"]:
            rows[iri]["deadlines"].append(deadline)
    return sorted(rows.values(), key=_place)


def rows_of_cards(
    cards: Iterable[Card], kinds: Mapping[str, str], columns: Columns
) -> list[Row] | None:
    """Return the rows of items by their coded cards, in order; the columns say who is called what.

    None where the index does not know in which row an item stands.
    """
    nodes = _Nodes(columns)
    rows = [_row(card, kinds, nodes) for card in cards if _has_row(card, kinds)]
    return None if any(row["rowNumber"] == 0 for row in rows) else sorted(rows, key=_place)


class _Nodes:
    """The nodes of coded cards: a card of before names them by their IRIs."""

    def __init__(self, columns: Columns) -> None:
        self._documents = columns.column("document").values
        self._called = {name: columns.called(name).labels for name in _SHOWN}
        self._labels = columns.labels

    def document(self, node: int | str) -> str:
        return self._documents[node] if isinstance(node, int) else node

    def label(self, dimension: str, node: int | str) -> str:
        """Return what a node is called: to look for a code takes a tenth of what an IRI does."""
        if isinstance(node, int):
            return self._called[dimension][node]
        return self._labels.get(node, node)


_SHOWN = ("document", "agency", "official")
_NOBODY = dict.fromkeys(IMPERSONAL, "")


def _row(card: Card, kinds: Mapping[str, str], nodes: _Nodes) -> Row:
    annex, row = card.get("order", (0, 0))
    leaders = [nodes.label("official", node) for node, _ in card.get("officials", ())]
    names = card.get("names", ())
    document = nodes.document(card["document"])
    return {
        "item": absolute(card["iri"], document),
        "kind": kinds[card["type"]],
        "title": names[0] if names else "",
        "text": card["text"],
        "document": document,
        "documentTitle": nodes.label("document", card["document"]),
        "annualTask": card.get("annual_task", ""),
        "annexNumber": annex,
        "rowNumber": row,
        "officialNumber": card.get("number", ""),
        "deadlines": card.get("deadlines", []),
        "class": card["type"],
        "items": 0,
        "officials": "、".join(leaders),
        **_NOBODY,
        **_bodies(card, nodes),
    }


def _bodies(card: Card, nodes: _Nodes) -> dict[str, str]:
    """Return the bodies of an item by their roles, those roles alone that a body has."""
    named: defaultdict[str, list[str]] = defaultdict(list)
    for node, role in card.get("agencies", ()):
        if role in _NOBODY:
            named[role].append(nodes.label("agency", node))
    return {role: "、".join(names) for role, names in named.items()}


def _has_row(card: Card, kinds: Mapping[str, str]) -> bool:
    is_placed = card.get("document") not in (None, "")  # 0 is the code of the first document
    return bool(card.get("text") and is_placed and card["type"] in kinds)


def _told(card: Card, kinds: Mapping[str, str]) -> dict[str, str]:
    annex, row = card["order"]
    return {
        "class": f"#{_CLASS_OF[card['type']]}",
        "kind": kinds[card["type"]],
        "text": card["text"],
        "annualTask": card["annual_task"],
        "document": card["document"]["iri"],
        "documentTitle": card["document"]["label"],
        "annexNumber": annex,
        "rowNumber": row,
    }


def _place(row: Row) -> tuple[str, int, int, str]:
    return row["document"], row["annexNumber"], row["rowNumber"], row["item"]


def kinds_by_type(found: Iterable[dict[str, str]]) -> dict[str, str]:
    """Return what the types of work items are called, from what the graph says of the classes.

    >>> kinds_by_type([{"class": "https://w3id.org/zhengtu/def#Task", "kind": "任务"}])
    {'task': '任务'}
    """
    return {_CLASSES[one["class"].rpartition("#")[2]]: one["kind"] for one in found}


def with_agents(rows: list[Row], index: TextIndex) -> list[Row]:
    """Add to each item who has it, by role."""
    cards = index.cards_at(row["item"] for row in rows)
    return [row | _agents(cards[row["item"]]) for row in rows]


def _agents(card: Card) -> Row:
    named = {role: _names(card, role) for role in IMPERSONAL}
    return {"officials": "、".join(agent["label"] for agent in card["officials"]), **named}


def _names(card: Card, role: str) -> str:
    return "、".join(agent["label"] for agent in card["agencies"] if agent["role"] == role)


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
