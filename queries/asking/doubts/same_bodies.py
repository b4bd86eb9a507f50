"""Bodies that the registers take for one and that documents print by unlike names: 港区, 国开区.

Who counts the names finds more bodies than we do, and other numbers of items for each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

import numpy as np

from graph.index.index import TextIndex
from queries.asking.readings.apart import MOST_TOLD, Items
from queries.asking.readings.draft import Draft
from queries.asking.readings.reading import IMPERSONAL, Condition, Reading
from queries.asking.rows.selecting import select_items
from queries.asking.rows.solutions import Found
from queries.asking.rows.tables import Row
from queries.asking.words.placing import letters
from queries.asking.words.tokens import Node, Token


def one_by_registers(draft: Draft, found: Found, index: TextIndex) -> list[str]:
    """Return the doubts that an answer rests on, in the language of the question."""
    zh = draft.language == "zh"
    named = [
        f"没有把握：“{asked}”按登记与原文里的“{printed}”是同一单位。"
        if zh
        else f"Unsure: by the registers “{asked}” is the body printed as “{printed}”."
        for asked, printed in printed_otherwise(draft, found, index)
    ]
    several = [*_named_twice(draft), *_counted_once(draft, found, index)]
    return named + [
        f"没有把握：{names}按登记是同一单位。" if zh else f"Unsure: {names} are one body."
        for names in several
    ]


def _counted_once(draft: Draft, found: Found, index: TextIndex) -> Iterator[str]:
    """Yield the unlike names of a body that a number of bodies counts once: 港区 and 国开区.

    So does whoever is sought by a number of items: the names share them, 恰好5项的单位.
    """
    reading = found.reading
    counts = reading.measure == "count" or _of_rows(draft, reading) or reading.clauses[0].comparator
    if not counts or reading.focus not in ("agency", "agent"):
        return
    bodies = [str(row["thing"]) for row in found.rows if row["class"] == "agency"]
    cards = list(index.cards_at(_items_behind(found.rows)).values())
    column = index.columns.column("agency")
    may_miss = reading.clauses[0].comparator in ("eq", "ne", "lt", "le")
    if may_miss and len(column.items) <= MOST_TOLD:
        meant = select_items(reading.conditions, index)
        places = column.items if meant is None else column.items[meant[column.items]]
        bodies, cards = column.values, list(Items(np.unique(places), index).cards())
    surfaces = {letters(name) for card in cards for name in card.get("surfaces", ())}
    for body in index.cards_at(bodies).values():
        names = sorted(surfaces.intersection(map(letters, body["names"])))
        if any(not _is_short_for(one, other) for one, other in combinations(names, 2)):
            yield "、".join(f"“{name}”" for name in names)


def printed_names(rows: Sequence[Row], index: TextIndex) -> dict[str, set[str]]:
    """Return by which names the items behind them print the bodies of rows."""
    found: dict[str, set[str]] = {}
    bodies = [row for row in rows if row["class"] == "agency"]
    known = index.cards_at([str(row["thing"]) for row in bodies])
    for row in bodies:
        names = set(map(letters, known[str(row["thing"])]["names"]))
        cards = index.cards_at(_items_behind([row])).values()
        surfaces = {letters(name) for card in cards for name in card.get("surfaces", ())}
        found[str(row["thing"])] = names & surfaces
    return found


def _of_rows(draft: Draft, reading: Reading) -> bool:
    """`各单位行数`: rows of a table are counted by the names that stand there."""
    return reading.measure == "each" and any(t.text.endswith("行数") for t in draft.tokens)


def _items_behind(rows: Sequence[Row]) -> set[str]:
    return {row["item"] for row in rows if "item" in row} | {
        source["item"] for row in rows for source in row.get("sources", ())
    }


def _named_twice(draft: Draft) -> Iterator[str]:
    """Yield two names that 和 joins and that the registers take for one body: 港区和国开区."""
    for before, joint, token in zip(draft.tokens, draft.tokens[1:], draft.tokens[2:], strict=False):
        same = set(before.named("agency")) & set(token.named("agency"))
        if joint.has("and") and same and before.text != token.text:
            yield f"“{before.text}”、“{token.text}”"


def printed_otherwise(draft: Draft, found: Found, index: TextIndex) -> Iterator[tuple[str, str]]:
    """Yield names of bodies with the other name by which some of the rows print them.

    `国开区有哪些任务`: rows that print 港区 rest on a register that takes both for one body.
    """
    bodies = list(_bodies_named(draft))
    for token, node in bodies:
        asked = [t.text for t, other in bodies if other.iri == node.iri]
        names = {letters(name) for name in index.cards_at([node.iri])[node.iri]["names"]}
        strange = {name for name in names if not any(_is_short_for(one, name) for one in asked)}
        if not strange:
            continue
        apart = _work_of(node, index) if found.reading.measure == "compare" else found.apart
        if apart:
            others = _others(_printed_by(apart, strange, names), strange)
            others = others if others and _any_own(apart, names - strange, names) else set()
        else:
            cards = index.cards_at(_items_behind(found.rows)).values()
            printed = [names.intersection(map(letters, card["surfaces"])) for card in cards]
            others = _others(printed, strange) if any(own - strange for own in printed) else set()
        if others:
            yield token.text, min(others)


def short_names(asked: str, node: Node, index: TextIndex) -> tuple[str, ...]:
    """Return the names of a body that are short for the one asked for, or the other way round."""
    names = index.cards_at([node.iri])[node.iri]["names"]
    return tuple(name for name in names if _is_short_for(asked, name))


def _work_of(node: Node, index: TextIndex) -> Items | None:
    """Return the items that a body has, which the rows of a comparison do not hold."""
    mask = select_items((Condition("agent", (node,), roles=IMPERSONAL),), index)
    return None if mask is None else Items(np.flatnonzero(mask), index)


def _others(printed: Iterable[set[str]], strange: set[str]) -> set[str]:
    """Return the names that items print which print no other name of the body."""
    return set().union(*(own for own in printed if own <= strange))


def _printed_by(items: Items, some: set[str], names: set[str]) -> Iterator[set[str]]:
    """Yield the names of a body that items print, of all that may print any of `some`."""
    found = items.naming(tuple(sorted(some))) if some else None
    for card in found.cards() if found is not None else ():
        yield names.intersection(map(letters, card.get("surfaces", ())))


def _any_own(items: Items, own: set[str], names: set[str]) -> bool:
    """Tell whether any item prints one of a body's `own` names."""
    return any(printed & own for printed in _printed_by(items, own, names))


def _bodies_named(draft: Draft) -> Iterator[tuple[Token, Node]]:
    for place, (slot, _) in sorted(draft.used.items()):
        nodes = draft.tokens[place].named("agency") if slot == "agent" else ()
        if len(nodes) == 1:
            yield draft.tokens[place], nodes[0]


def _is_short_for(one: str, other: str) -> bool:
    """Tell whether one name leaves out characters of the other.

    >>> _is_short_for("发改委", "发展和改革委员会"), _is_short_for("国开区", "港区")
    (True, False)
    """
    short, long = sorted((letters(one), letters(other)), key=len)
    rest = iter(long)
    return all(character in rest for character in short)
