"""Conditions that stand side by side and are one: 环境和农业, 工程或指标, 既在附件1又在附件2."""

from __future__ import annotations

from dataclasses import replace

from queries.asking.readings.draft import PLAIN, TOGETHER, Draft
from queries.asking.readings.reading import Condition
from queries.asking.words.tokens import Token

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
    """Join `condition` with the last of `result`, if they are one; tell whether."""
    first, other = result[-1]
    if _prints_either(draft, first, place, {other.slot, condition.slot}):
        either = (*other.texts, *condition.texts)
        result[-1] = (first, Condition("text", texts=either, negated=other.negated))
        return True
    if _stand_otherwise(other, condition) and any(t.has("or") for t in draft.between(first, place)):
        draft.notes.doubts += condition.texts
    if other.slot != condition.slot or other.negated != condition.negated:
        return False
    between = _between(draft, first, place, other)
    if not _adjoin(condition, between):
        return False
    every = _holds_each(draft, condition, between)
    if every and (condition.edge or condition.slot in ("text", "place")):
        return False
    nodes, texts = (*other.nodes, *condition.nodes), (*other.texts, *condition.texts)
    result[-1] = (first, replace(other, nodes=nodes, texts=texts, every=every))
    return True


def _stand_otherwise(one: Condition, other: Condition) -> bool:
    """`以“推进”开头，或含“%”`: words that stand in other places, of which either will do."""
    return one.slot != other.slot and bool(one.edge or other.edge)


def _prints_either(draft: Draft, first: int, place: int, slots: set[str]) -> bool:
    """`提到拆迁或双凤镇`: words and names of different sorts that a text prints."""
    kinds = ("or", "and") if _apart(draft) else ("or",)
    differ = len(slots) > 1 and slots <= _PRINTED
    return differ and any(t.has(*kinds) for t in draft.between(first, place))


def _between(draft: Draft, first: int, place: int, other: Condition) -> list[Token]:
    """Return what stands between two conditions and is no part of the first, `other`."""
    found = [t for t in draft.between(first, place) if not t.has("noise")]
    found = [t for t in found if not (t.nodes and set(t.nodes) <= set(other.nodes))]
    return [t for t in found if t.value(other.slot) not in other.texts]


def _adjoin(condition: Condition, between: list[Token]) -> bool:
    """Tell whether what stands between two conditions of a slot leaves them one."""
    if condition.slot == "text" and not any(t.has("and", "or") for t in between):
        return False
    parts = any(not t.has(*_JOINTS) for t in between) and condition.slot != "kind"
    return not parts and not any(t.has("role") for t in between)


_JOINTS = ("and", "or", "noun", "mark", "mention", "involve")


def _holds_each(draft: Draft, condition: Condition, between: list[Token]) -> bool:
    """Tell whether what is found fulfils both conditions; where that is open, it is a choice."""
    each = condition.slot not in _SAME_SLOT_ANY or _holds_twice(draft, condition)
    if not each or condition.slot == "rows" or any(t.has("or") for t in between):
        return False
    if any(t.text in TOGETHER for t in draft.tokens):
        return True
    adjoin = condition.slot == "theme" and not between
    if (adjoin or any(t.text in PLAIN for t in between)) and not _apart(draft):
        draft.notes.choices.append("either:" + condition.slot)
    return False
