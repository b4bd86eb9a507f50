"""Which two have most work together: 哪两个部门共同牵头的任务最多."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from graph.index.entries.columns import Numbers
from graph.index.index import TextIndex
from queries.asking.readings.draft import Draft
from queries.asking.readings.reading import Condition, Reading
from queries.asking.rows.things import Held, held_by_things
from queries.asking.words.tokens import Node

_TWO = 2
PAIRING = ("共同", "一起", "联合", "一道", "jointly", "together", "搭档", "合作", "share", "shares")
"""Words that say that work is done together."""


def rank_pairs(draft: Draft, reading: Reading) -> Reading:
    """Return a ranking of pairs as that of the two who have most together, in what both have.

    The reading is left as it is where no pair is asked for; pairs that share the first place
    with the one told are doubts.
    """
    if not _asks_for_pair(draft, reading):
        return reading
    first, *others = _best_pairs(reading, draft.index) or [()]
    if not first:
        return reading
    for place in draft.find("pair", "num"):
        draft.use(place, "top", str(_TWO))
    draft.notes.doubts += ["、".join(node.label for node in pair) for pair in others]
    [clause] = reading.clauses
    both = Condition("agent", first, roles=clause.roles, every=True)
    clause = replace(clause, conditions=(*clause.conditions, both))
    return replace(reading, clauses=(clause,), among=first, top=_TWO)


def _asks_for_pair(draft: Draft, reading: Reading) -> bool:
    two = any(t.has("pair") or t.value("num") == str(_TWO) for t in draft.tokens)
    joint = any(t.text in PAIRING for t in draft.tokens)
    ranked = reading.measure == "rank" and (reading.order, reading.nth) == ("most", False)
    of_kind = reading.focus in ("agency", "official") and reading.counted == "item"
    named = any(c.slot in ("agent", "agents") for c in reading.conditions)
    return two and joint and ranked and of_kind and not named and len(reading.clauses) == 1


def _best_pairs(reading: Reading, index: TextIndex) -> list[tuple[Node, ...]]:
    """Return the pairs that have most items together, none if no two have any."""
    found = held_by_things(reading, reading.clauses[0], index) or []
    own = [held for held in found if held.things.any()]
    if len(own) != 1:
        return []
    [held] = own
    size = len(held.column.values)
    numbers, counts = _counted(held, size)
    if not len(counts):
        return []
    best = numbers[counts == counts.max()].tolist()
    pairs = [divmod(number, size) for number in best]
    return [tuple(_node(held, code, reading, index) for code in pair) for pair in pairs]


def _counted(held: Held, size: int) -> tuple[Numbers, Numbers]:
    """Return the pairs of values that have an item together, as one number each, and how many."""
    kept = held.pairs & (held.things & ~held.collectives)[held.column.codes]
    items, codes = held.column.items[kept], held.column.codes[kept].astype(np.int64)
    unique = np.unique(np.stack([items.astype(np.int64), codes]), axis=1)
    items, codes = unique
    joint = []
    step = 1
    while (same := items[step:] == items[:-step]).any():
        joint.append(codes[:-step][same] * size + codes[step:][same])
        step += 1
    together = np.concatenate(joint) if joint else np.zeros(0, np.int64)
    numbers, counts = np.unique(together, return_counts=True)
    return numbers, counts


def _node(held: Held, code: int, reading: Reading, index: TextIndex) -> Node:
    iri = held.column.values[code]
    return Node(iri, reading.focus, index.columns.labels.get(iri, iri))
