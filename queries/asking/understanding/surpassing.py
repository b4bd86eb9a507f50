"""Who has more work than somebody who is named: 哪些单位牵头的任务比教育局多."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from graph.opened import OpenSnapshot
from queries.asking.readings.draft import Draft, is_agent
from queries.asking.readings.nouns import Focus
from queries.asking.readings.reading import AGENT_FOCUSES, Clause, Reading
from queries.asking.rows.compiling import compile_reading
from queries.asking.rows.grouping import count_groups
from queries.asking.rows.solutions import found_items
from queries.asking.rows.things import NO_KINDS
from queries.asking.understanding.comparing import FEWER
from queries.asking.words.tokens import Node


@dataclass(frozen=True)
class Surpassed:
    """Whose number of items the things asked for must reach, and how they compare with it."""

    node: Node
    comparator: str

    def bounding(self, reading: Reading) -> Reading:
        first, *more = reading.clauses
        first = replace(first, comparator=self.comparator, than=self.node)
        beside = () if self.comparator in _STRICT else (self.node,)
        return replace(reading, clauses=(first, *more), excluded=(*reading.excluded, *beside))


def find_surpassed(draft: Draft, focus: Focus) -> Surpassed | None:
    """Return who is named to compare with, and use up the words that say so."""
    if focus.kind not in AGENT_FOCUSES or focus.measure not in ("list", "count") or focus.order:
        return None
    named = [i for i, t in enumerate(draft.tokens) if is_agent(t) and draft.free(i)]
    for place in named:
        compared = draft.tokens[place].named("agency", "official")
        if not compared:
            continue
        node, *others = compared
        comparator, words = _comparator(draft, place)
        rivals = [i for i in named if i != place and draft.tokens[i].named(node.type)]
        if others or not comparator or (rivals and "than" not in _texts(draft, words)):
            continue
        if focus.kind != "agent" and (focus.kind == "official") != (node.type == "official"):
            continue
        for word in (*words, place):
            draft.use(word, "comparison")
        return Surpassed(node, comparator)
    return None


def _comparator(draft: Draft, place: int) -> tuple[str, tuple[int, ...]]:
    """Return how the one named at `place` is compared with, and where the words stand."""
    before = place - 1
    while (noise := draft.at(before)) is not None and noise.has("noise"):
        before -= 1
    if (token := draft.at(before)) is None:
        return "", ()
    for comparator in _COMPARATORS:
        if token.has(comparator):
            return comparator, (before,)
    if token.has("and") and (same := draft.find("equal")):
        return "eq", (before, same[0])
    more = draft.find("more")
    if token.text not in _THAN or not more:
        return "", ()
    fewer = bool(FEWER.search(draft.tokens[more[0]].text))
    if (negation := draft.at(before - 1)) is not None and negation.has("neg"):
        return ("ge" if fewer else "le"), (before - 1, before, more[0])
    return ("lt" if fewer else "gt"), (before, more[0])


_STRICT = ("gt", "lt")
_COMPARATORS = (*_STRICT, "ge", "le")
_THAN = ("比", "than")


def _texts(draft: Draft, places: tuple[int, ...]) -> set[str]:
    return {draft.tokens[place].text for place in places}


def with_numbers(reading: Reading, opened: OpenSnapshot) -> Reading:
    """Return a reading with the numbers of those whom it names to compare with."""
    return replace(reading, clauses=tuple(_numbered(reading, opened)))


def _numbered(reading: Reading, opened: OpenSnapshot) -> Iterator[Clause]:
    for clause in reading.clauses:
        if clause.than is None:
            yield clause
            continue
        plain = replace(clause, comparator="", than=None)
        one = Reading(reading.focus, "compare", (plain,), among=(clause.than,))
        yield replace(clause, number=_number(one, opened))


def _number(one: Reading, opened: OpenSnapshot) -> int:
    """Return how many items the only thing has that is compared."""
    groups = count_groups(one, opened.index, NO_KINDS)
    if groups is not None:
        return sum(group.items for group in groups)
    [rows] = found_items(opened, compile_reading(one, "zh").answer)
    return sum(int(row["items"]) for row in rows)
