"""Rows of an answer: items with who has them, and things with the items behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from graph.cards import Card
from graph.columns import Numbers
from graph.index import TextIndex
from queries.asking.readings.reading import Reading
from queries.asking.rows.grouping import Group

Row = dict[str, Any]
_CLASSES = {"Task": "task", "Project": "project", "IndicatorItem": "indicator"}
_CLASS_OF = {type_: class_ for class_, type_ in _CLASSES.items()}
_AGENTS = {"Agency": "agency", "CollectiveAgent": "group", "Official": "official"}


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
    cards: Iterable[Card], kinds: Mapping[str, str], labels: Mapping[str, str]
) -> list[Row] | None:
    """Return the rows of items by their packed cards, in order; `labels` says who is called what.

    None where the index does not know in which row an item stands.
    """
    rows = [_row(card, kinds, labels) for card in cards if _has_row(card, kinds)]
    return None if any(row["rowNumber"] == 0 for row in rows) else sorted(rows, key=_place)


def _row(card: Card, kinds: Mapping[str, str], labels: Mapping[str, str]) -> Row:
    annex, row = card.get("order", (0, 0))
    named: defaultdict[str, list[str]] = defaultdict(list)
    for iri, role in card.get("agencies", ()):
        named[role].append(labels.get(iri, iri))
    leaders = [labels.get(iri, iri) for iri, _ in card.get("officials", ())]
    names = card.get("names", ())
    return {
        "item": card["iri"],
        "kind": kinds[card["type"]],
        "title": names[0] if names else "",
        "text": card["text"],
        "document": card["document"],
        "documentTitle": labels.get(card["document"], card["document"]),
        "annualTask": card.get("annual_task", ""),
        "annexNumber": annex,
        "rowNumber": row,
        "officialNumber": card.get("number", ""),
        "deadlines": card.get("deadlines", []),
        "class": card["type"],
        "items": 0,
        "officials": "、".join(leaders),
        **{role: "、".join(named[role]) for role in _ROLES},
    }


def _has_row(card: Card, kinds: Mapping[str, str]) -> bool:
    return bool(card.get("text") and card.get("document") and card["type"] in kinds)


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
    named = {role: _names(card, role) for role in _ROLES}
    return {"officials": "、".join(agent["label"] for agent in card["officials"]), **named}


def _names(card: Card, role: str) -> str:
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


def group_rows(reading: Reading, found: Iterable[dict[str, str]]) -> list[Row]:
    """Return a row for each thing with its number of items, the items themselves still missing.

    Things that were named and have none get a row with 0; named bodies stand before collectives.
    """
    return _with_absent(reading, [_thing(solution) for solution in found if solution.get("thing")])


def rows_of_groups(reading: Reading, groups: Iterable[Group]) -> list[Row]:
    """Return the same rows of what was counted from columns."""
    return _with_absent(reading, [_group(*group) for group in groups])


def _group(iri: str, name: str, type_: str, items: int) -> Row:
    kinds = {"class": type_, "kind": type_}
    return {"thing": iri, "name": name, **kinds, "items": items, "sources": []}


def _with_absent(reading: Reading, rows: list[Row]) -> list[Row]:
    known = {row["thing"] for row in rows}
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


def ranked(reading: Reading, rows: list[Row]) -> list[Row]:
    """Return the first rows in order; who has as much as the last one is among them."""
    groups = [row for row in rows if row["class"] == "group"]
    single = [row for row in rows if row["class"] != "group"]
    sign = 1 if reading.order == "least" else -1
    single.sort(key=lambda row: sign * row["items"])
    if reading.nth:
        numbers = [row["items"] for row in single]
        return [row for row in single if row["items"] == number_in_place(reading, numbers)]
    if not reading.top or len(single) <= reading.top:
        return [*single, *groups]
    last = single[reading.top - 1]["items"]
    return [row for row in single if sign * row["items"] <= sign * last]


def number_in_place(reading: Reading, numbers: Sequence[int]) -> int | None:
    """Return the number in the place asked for, of all in order; None if no such place is there."""
    return numbers[reading.top - 1] if len(numbers) >= reading.top else None


def is_tied(reading: Reading, numbers: Sequence[int]) -> bool:
    """Tell whether a place is shared, so that another count of places gives other rows."""
    before = numbers[: reading.top]
    return len(set(before)) < len(before)


def place_doubts(reading: Reading, numbers: Sequence[int], language: str) -> tuple[str, ...]:
    """Say so where places are shared: who is second behind two first ones is open.

    `numbers` are those of all, those that come first first.
    """
    if not reading.nth or not is_tied(reading, numbers):
        return ()
    zh = f"前{reading.top}位中有并列，名次按并列者都占位计算。"
    en = f"Places among the first {reading.top} are shared; each of those takes a place."
    return (zh if language == "zh" else en,)


def numbers_of(reading: Reading, rows: Iterable[Row]) -> list[int]:
    """Return the numbers of rows in the order asked for; collectives take no place."""
    numbers = [row["items"] for row in rows if row["class"] != "group"]
    return sorted(numbers, reverse=reading.order != "least")
