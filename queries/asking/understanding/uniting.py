"""Conditions that are wider than their words look: A加上B牵头的, X工程出现在哪些条目."""

from __future__ import annotations

from dataclasses import replace

from queries.asking.readings.draft import SUMS, Draft
from queries.asking.readings.nouns import Focus
from queries.asking.readings.reading import Condition
from queries.asking.understanding.adjoining import Found


def united(draft: Draft, conditions: list[Found]) -> list[Found]:
    """`A牵头的加上B牵头的`, `A牵头或者B牵头的`: what either has in the same role."""
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
    between = list(draft.between(one[0], other[0]))
    summed = any(t.text in SUMS for t in between)
    agents = one[1].slot == other[1].slot == "agent" and not other[1].negated
    either = agents and any(t.has("or") for t in between)
    return (summed or either) and replace(one[1], nodes=()) == replace(other[1], nodes=())


def of_one_value(found: list[Found]) -> list[Found]:
    """`附件1加附件2`: what has one value has either of two, however they are joined."""
    result: list[Found] = []
    for place, condition in found:
        same = [n for n, (_, c) in enumerate(result) if _is_alike(c, condition)]
        if not same:
            result.append((place, condition))
            continue
        first, other = result[same[0]]
        texts = tuple(dict.fromkeys([*other.texts, *condition.texts]))
        result[same[0]] = (first, replace(other, texts=texts))
    return result


def _is_alike(one: Condition, other: Condition) -> bool:
    plain = not one.negated and not other.negated and not one.every and not other.every
    return one.slot == other.slot and one.slot in ("annex", "year") and plain


def in_each_annex(found: list[Found]) -> list[Found]:
    """`X工程，分管附件1而没有分管附件2的`: in either annex the item that prints the title."""
    annexes = {c for _, c in found if c.slot == "annex"}
    return [
        (p, replace(c, slot="named") if c.slot == "item" and c.texts and len(annexes) > 1 else c)
        for p, c in found
    ]


_BOTH_ANNEXES = ("两个附件", "两张表", "两份附件", "两附件", "两个表", "两张附表")


def wherever_named(draft: Draft, focus: Focus, condition: Condition) -> Condition:
    """`X工程出现在哪些条目里`: the item with that title, and all that print it."""
    both = any(t.has("annexes") or t.text.startswith(_BOTH_ANNEXES) for t in draft.tokens)
    lists = (
        both
        or focus.measure in ("list", "count", "exists")
        or focus.asks in (("where",), ("number",))
    )
    if condition.slot == "item" and condition.texts and lists and focus.kind == "item":
        return replace(condition, slot="named")
    return condition
