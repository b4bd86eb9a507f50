"""The choices where a name means several things, each with what it has of what is asked for.

`科技局牵头哪些任务`, where a hundred towns have such a bureau: which of them is meant must be said,
and how much each has is told with the choice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graph.opened import OpenSnapshot
from queries.asking.readings.reading import Clause, Condition, Reading
from queries.asking.rows.compiling import compile_reading
from queries.asking.rows.grouping import count_groups
from queries.asking.rows.solutions import solutions
from queries.asking.words.tokens import Node

Choice = dict[str, str | int]
_KINDS = {"agency": "agency", "group": "agency", "official": "official"}
_SHOWN = 8


def count_choices(reading: Reading, nodes: Sequence[Node], opened: OpenSnapshot) -> list[Choice]:
    """Return what a name may mean, who has most of what is asked for first."""
    found = [_choice(node) for node in nodes]
    held = [
        (clause, c) for clause in reading.clauses for c in clause.conditions if _is_of(c, nodes)
    ]
    if len(held) != 1 or any(node.type not in _KINDS for node in nodes):
        return found
    items = _items_of_each(*held[0], nodes, opened)
    counted: list[Choice] = [
        {**choice, "items": items.get(str(choice["iri"]), 0)} for choice in found
    ]
    return sorted(counted, key=lambda choice: (-int(choice["items"]), str(choice["label"])))


def only_held(reading: Reading, nodes: Sequence[Node], choices: Sequence[Choice]) -> Reading | None:
    """Return the reading with the one meaning that has anything of what is asked for, if one has.

    The other conditions, such as a filter by place, then say which is meant.
    """
    held = {choice["iri"] for choice in choices if choice.get("items")}
    if len(held) != 1:
        return None
    others = {node for node in nodes if node.iri not in held}
    clauses = tuple(
        replace(c, conditions=tuple(_without(one, others) for one in c.conditions))
        for c in reading.clauses
    )
    return replace(reading, clauses=clauses)


def _without(condition: Condition, nodes: set[Node]) -> Condition:
    return replace(condition, nodes=tuple(n for n in condition.nodes if n not in nodes))


def _is_of(condition: Condition, nodes: Sequence[Node]) -> bool:
    return (
        condition.slot == "agent" and set(nodes) <= set(condition.nodes) and not condition.negated
    )


def _items_of_each(
    clause: Clause, held: Condition, nodes: Sequence[Node], opened: OpenSnapshot
) -> dict[str, int]:
    others = tuple(c for c in clause.conditions if c is not held)
    asked = Clause(held.roles, others)
    reading = Reading(_KINDS[nodes[0].type], "each", (asked,), among=tuple(nodes))
    groups = count_groups(reading, opened.index)
    if groups is not None:
        return {group.iri: group.items for group in groups}
    answers = solutions(opened, compile_reading(reading, "zh").answer)
    return {row["thing"]: int(row["items"]) for row in answers if row.get("thing")}


def _choice(node: Node) -> Choice:
    return {"iri": node.iri, "label": node.label, "type": node.type, "place": node.place}


def choices_sentence(name: str, choices: Sequence[Choice], language: str) -> str:
    """Say what a name may mean, those with most work first, and how to ask for one.

    >>> one = {"label": "科技局", "place": "甲市", "items": 12}
    >>> choices_sentence("科技局", [one, {"label": "乙市科技局", "items": 3}], "zh")
    '“科技局”可能指 2 个：甲市科技局（12 项）、乙市科技局（3 项）。请写明是哪一个，如“甲市科技局”。'
    """
    told = [_told(choice, zh=language == "zh") for choice in choices[:_SHOWN]]
    alike = len({_whole(choice) for choice in choices}) < len(choices)
    first = f"agency={choices[0]['iri']}" if alike else _whole(choices[0])
    more = len(choices) > _SHOWN
    if language == "zh":
        names = "、".join(told) + (" …，全部见 choices" if more else "")
        return f"“{name}”可能指 {len(choices)} 个：{names}。请写明是哪一个，如“{first}”。"
    names = ", ".join(told) + (" …; all are in choices" if more else "")
    return f"“{name}” may be any of {len(choices)}: {names}. Ask for one, such as {first}."


def _told(choice: Choice, *, zh: bool) -> str:
    if "items" not in choice:
        return _whole(choice)
    items = f"（{choice['items']} 项）" if zh else f" ({choice['items']})"
    return f"{_whole(choice)}{items}"


def _whole(choice: Choice) -> str:
    """Return a name with its place, by which it can be asked for."""
    label, place = str(choice["label"]), str(choice.get("place", ""))
    return label if place in label else place + label
