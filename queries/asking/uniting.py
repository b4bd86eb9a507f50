"""Conditions that are wider than their words look: A加上B牵头的, X工程出现在哪些条目."""

from __future__ import annotations

from dataclasses import replace

from queries.asking.conditions import Found
from queries.asking.draft import SUMS, Draft
from queries.asking.nouns import Focus
from queries.asking.reading import Condition


def united(draft: Draft, conditions: list[Found]) -> list[Found]:
    """`A牵头的加上B牵头的`: what either has, where both are spoken of in the same way."""
    found: list[Found] = []
    for place, condition in conditions:
        last = found[-1] if found else None
        if last and _are_summed(draft, last, (place, condition)):
            nodes = (*last[1].nodes, *condition.nodes)
            found[-1] = (last[0], replace(condition, nodes=nodes, every=False))
        else:
            found.append((place, condition))
    return found


def _are_summed(draft: Draft, one: Found, other: Found) -> bool:
    summed = any(t.text in SUMS for t in draft.between(one[0], other[0]))
    return summed and replace(one[1], nodes=()) == replace(other[1], nodes=())


_BOTH_ANNEXES = ("两个附件", "两张表", "两份附件", "两附件", "两个表", "两张附表")


def wherever_named(draft: Draft, focus: Focus, condition: Condition) -> Condition:
    """`X工程出现在哪些条目里`: the item with that title, and all that print it."""
    both = any(t.has("annexes") or t.text.startswith(_BOTH_ANNEXES) for t in draft.tokens)
    lists = both or focus.measure in ("list", "count", "exists") or focus.asks == ("where",)
    if condition.slot == "item" and condition.texts and lists and focus.kind == "item":
        return replace(condition, slot="named")
    return condition
