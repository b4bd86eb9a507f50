"""Conditions that stand side by side and are one: 环境和农业, 工程或指标, 既在附件1又在附件2."""

from __future__ import annotations

from dataclasses import replace

from queries.asking.readings.draft import PLAIN, TOGETHER, Draft
from queries.asking.readings.reading import Condition

Found = tuple[int, Condition]
"""A condition with its place among the parts of the question."""

_PRINTED = {"text", "mention", "place"}
_SAME_SLOT_ANY = ("kind", "annex", "number", "row", "year", "document", "item")


def join_neighbours(draft: Draft, found: list[Found]) -> list[Found]:
    """Join neighbouring conditions of one slot: 环境和农业, 工程或指标."""
    result: list[Found] = []
    for place, condition in found:
        if result and _join(draft, result, place, condition):
            continue
        result.append((place, condition))
    return result


def _apart(draft: Draft) -> bool:
    """Tell whether the question asks of each by itself: A和B分别由谁牵头."""
    return any(t.text in ("分别", "各", "各自", "各有") for t in draft.tokens)


def _holds_twice(draft: Draft, condition: Condition) -> bool:
    """`既在附件1又在附件2`: what is asked for stands in both, each time in another item."""
    said = any(t.text in _IN_BOTH for t in draft.tokens)
    return condition.slot in ("annex", "kind") and said


_IN_BOTH = ("既", "都", "均", "同时", "横跨", "兼跨", "跨越", "both")


def _join(draft: Draft, result: list[Found], place: int, condition: Condition) -> bool:
    first, other = result[-1]
    differ = other.slot != condition.slot and {other.slot, condition.slot} <= _PRINTED
    kinds = ("or", "and") if _apart(draft) else ("or",)
    if differ and any(t.has(*kinds) for t in draft.between(first, place)):
        either = (*other.texts, *condition.texts)
        result[-1] = (first, Condition("text", texts=either, negated=other.negated))
        return True
    if other.slot != condition.slot or other.negated != condition.negated:
        return False
    between = [t for t in draft.between(first, place) if not t.has("noise")]
    between = [t for t in between if not (t.nodes and set(t.nodes) <= set(other.nodes))]
    between = [t for t in between if t.value(other.slot) not in other.texts]
    words = [t.text for t in between]
    meaningful = [
        t for t in between if not t.has("and", "or", "noun", "mark", "mention", "involve")
    ]
    if condition.slot == "text" and not any(t.has("and", "or") for t in between):
        return False
    if any(t.has("role") for t in between) or (meaningful and condition.slot != "kind"):
        return False
    texts = (*other.texts, *condition.texts)
    every = condition.slot not in _SAME_SLOT_ANY or _holds_twice(draft, condition)
    if any(t.has("or") for t in between):
        every = False
    elif every and not any(t.text in TOGETHER for t in draft.tokens):
        every = False
        adjoin = condition.slot == "theme" and not between
        if (adjoin or any(word in PLAIN for word in words)) and not _apart(draft):
            draft.notes.choices.append("either:" + condition.slot)
    if every and condition.slot in ("text", "place"):
        return False
    joined = replace(other, nodes=(*other.nodes, *condition.nodes), texts=texts, every=every)
    result[-1] = (first, joined)
    return True
