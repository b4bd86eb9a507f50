"""What comes nearest where nothing fulfils all conditions: the items that print most words."""

from __future__ import annotations

from dataclasses import replace

from queries.asking.figures.item_words import printing_most, words_of_most
from queries.asking.readings.draft import Draft
from queries.asking.readings.reading import IMPERSONAL, Condition, Reading
from queries.asking.rows.patterns import MOST_NAMED
from queries.asking.words.pieces import words_of
from queries.asking.words.tokens import UNKNOWN, Node

NEAREST = {
    "zh": "没有一项印有所有这些字，给出的是印得最多的。",
    "en": "No work item prints all these words; those that print most are given.",
}
_WORDED = ("text", "title", "mention", "place", "item", "named", "theme")
_SLOTS = ("text", "mention", "place", "item", "theme", "agentType", "stands in the same texts")
_TEXTS = ("text", "title", "mention", "item", "named")
_ENOUGH = 0.5


def _has_no_role(condition: Condition) -> bool:
    """Tell whether agents were named without a role, and so may only stand in the text."""
    unsaid = {"agent": IMPERSONAL, "agentType": ()}
    return unsaid.get(condition.slot) == condition.roles and not condition.negated


def _is_loose_kind(draft: Draft, condition: Condition) -> bool:
    """Tell whether a word was said that may be any work item: 马德里商标的指标写在哪一条."""
    said = {t.text for t in draft.tokens if t.value("noun") in ("project", "indicator")}
    return condition.slot == "kind" and bool(said) and said <= {"工程", "项目", "指标"}


def relaxed(draft: Draft, reading: Reading) -> Reading | None:
    """Return the reading about the items that print most of the words; None where few are."""
    worded = [c for c in reading.conditions if c.slot in _WORDED or _has_no_role(c)]
    asks = reading.measure in ("list", "tell") and any(c.slot in _TEXTS for c in worded)
    if not asks or any(c.negated for c in worded):
        return None
    pieces = [
        words_of(t)
        for i, t in enumerate(draft.tokens)
        if draft.used.get(i, ("",))[0] in _SLOTS
        or (draft.used.get(i, ("",))[0] == "agent" and any(_has_no_role(c) for c in worded))
        or (draft.free(i) and t.has(UNKNOWN, "phrase"))
    ]
    items = printing_most(pieces, draft, _ENOUGH)
    if not items:
        return None
    loose = tuple(c for c in reading.conditions if _is_loose_kind(draft, c))
    nearest = _nearest(pieces, items, draft)
    if not nearest:
        return None
    clauses = tuple(
        replace(c, conditions=(*(o for o in c.conditions if o not in (*worded, *loose)), *nearest))
        for c in reading.clauses
    )
    nearest_of = replace(reading, clauses=clauses)
    return _of_items(nearest_of) if _asks_for_places(draft, reading) else nearest_of


def _asks_for_places(draft: Draft, reading: Reading) -> bool:
    """`哪两个镇今年完成养老机构建设`: places that a text names, where nobody is said to lead."""
    return bool(reading.types) and not any(t.has("role", "rolenoun", "noun") for t in draft.tokens)


def _of_items(reading: Reading) -> Reading:
    """Return the reading about the items whose texts name what is asked for."""
    clauses = tuple(replace(clause, roles=()) for clause in reading.clauses)
    return replace(reading, focus="item", types=(), clauses=clauses)


def _nearest(pieces: list[str], items: tuple[str, ...], draft: Draft) -> tuple[Condition, ...]:
    """Return the condition that one of `items` is meant; many are known by the words they print."""
    if len(items) > MOST_NAMED:
        words = words_of_most(pieces, items, draft)
        return tuple(Condition("text", texts=spellings) for spellings in words)
    nodes = tuple(Node(iri, "task", "、".join(pieces)) for iri in items)
    return (Condition("item", nodes),)
