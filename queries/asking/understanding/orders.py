"""In which order the rows of an answer stand, and how many of them are wanted."""

from __future__ import annotations

from dataclasses import replace

from queries.asking.readings.columns import ITEM_COUNTERS
from queries.asking.readings.draft import Draft
from queries.asking.readings.nouns import Focus
from queries.asking.readings.reading import AGENT_FOCUSES
from queries.asking.understanding.uncounted import counts_those_named
from queries.asking.words.grammar import Sense


def add_order(draft: Draft, focus: Focus) -> None:
    """`最多`, `前十`, `排名`: the rows are ranked by their number."""
    for place in draft.find("most", "least"):
        focus.order = "most" if draft.tokens[place].has("most") else "least"
        focus.top = focus.top or 1
        draft.use(place, "order", focus.order)
        _add_measure(draft, focus, place)
        if focus.measure == "count":
            draft.notes.doubts.append(draft.tokens[place].text)
    for place in draft.find("first"):
        number = draft.after(place)
        if number is not None and _is_of_rows(draft, number):
            _name_rows(draft, place, number)
        elif number is not None and draft.tokens[number].has("num"):
            _use_top(draft, focus, number)
            draft.use(place, "order", "first")
    _add_place(draft, focus)
    for place in draft.find("rank", "rankup"):
        focus.order = focus.order or ("least" if draft.tokens[place].has("rankup") else "most")
        draft.use(place, "order", focus.order)
        focus.measure = "rank" if focus.measure in ("list", "each", "count") else focus.measure
    if focus.top:
        _top_by_number(draft, focus)
        if focus.measure in ("list", "count", "each", "exists"):
            focus.measure = "rank"


def _is_of_rows(draft: Draft, place: int) -> bool:
    """Tell whether `前五项` are rows in their order, and not those that have most of anything."""
    ordered = any(t.has("most", "least", "rank", "rankup", "more") for t in draft.tokens)
    token = draft.tokens[place]
    return token.has("num") and token.text[-1] in (*ITEM_COUNTERS, "行") and not ordered


def _name_rows(draft: Draft, first: int, number: int) -> None:
    token = draft.tokens[number]
    draft.use(first, "frame", "the first rows")
    draft.tokens[number] = replace(token, senses=(Sense("rows", f"1-{token.value('num')}"),))


def _add_measure(draft: Draft, focus: Focus, place: int) -> None:
    """`分管的部门最多的领导`, `由最多领导分管`: ranked by the number of others."""
    if focus.kind not in (*AGENT_FOCUSES, *_PARTS):
        return
    counted = (draft.before(place, "count", "be", "every"), _held_by_most(draft, place))
    found = (i for i in counted if i is not None and _counts_others(draft, focus, i))
    if (before := next(found, None)) is None:
        return
    kind = _counted_kind(draft, before) or ""
    role = draft.tokens[before].value("rolenoun") or "any"
    relation = draft.before(before)
    if relation is not None and draft.tokens[relation].has("involve") and draft.free(relation):
        draft.use(relation, "relation")
    focus.counted, focus.counted_role = kind, role
    draft.use(before, "counted", kind)


_PARTS = ("category", "heading", "annex")
"""Parts of documents, which have many agents: 分管领导最多的门类."""


def _held_by_most(draft: Draft, place: int) -> int | None:
    """`由最多的领导分管`: the noun for those who are most stands behind the word."""
    by = draft.at(place - 1)
    return draft.after(place) if by is not None and by.has("by") else None


def _counts_others(draft: Draft, focus: Focus, place: int) -> bool:
    """Tell whether a noun is for others than those who are asked for."""
    is_free = draft.free(place) and place not in focus.places
    return is_free and _counted_kind(draft, place) not in (None, focus.kind)


def _add_place(draft: Draft, focus: Focus) -> None:
    """`排名第二`, `第三多`, `倒数第二`: the rows in one place of the order."""
    for place in draft.find("nth"):
        number = int(draft.tokens[place].value("nth") or 1)
        focus.top, focus.nth = abs(number), abs(number) > 1
        focus.order = "least" if number < 0 else focus.order or "most"
        draft.use(place, "nth", str(number))


def add_counted(draft: Draft, focus: Focus) -> None:
    """`涉及部门最多的任务`: items are ranked by the number of their agents or themes."""
    for place in draft.find("noun", "rolenoun"):
        kind = _counted_kind(draft, place)
        if kind is None:
            continue
        focus.counted = kind
        draft.use(place, "counted", kind)
        role = draft.tokens[place].value("rolenoun")
        before = draft.before(place)
        if before is not None and draft.tokens[before].has("role", "involve"):
            draft.use(before, "role")
            role = role or draft.tokens[before].value("role")
        focus.roles = (role or "any",)
        return


def count_others(draft: Draft, focus: Focus, kind: str) -> None:
    """`各涉及多少家单位`: of each leader the bodies are counted that have part in the items."""
    for place, asked in enumerate(draft.tokens):
        if not asked.has("count"):
            continue
        noun = place + 1
        while (token := draft.at(noun)) is not None and token.value("noise") == "counting":
            noun += 1
        if token is None or _counted_kind(draft, noun) not in {*AGENT_FOCUSES} - {kind, "agent"}:
            continue
        focus.counted = _counted_kind(draft, noun) or ""
        focus.counted_role = token.value("rolenoun") or "any"
        draft.use(noun, "counted", focus.counted)
        relation = draft.before(place)
        if relation is not None and draft.tokens[relation].has("involve"):
            draft.use(relation, "relation")


def _counted_kind(draft: Draft, place: int) -> str | None:
    token = draft.tokens[place]
    if (role := token.value("rolenoun")) is not None:
        return "official" if role == "supervising" else "agency"
    kind = token.value("noun")
    return kind if kind in ("agency", "official", "theme", "category") else None


def _use_top(draft: Draft, focus: Focus, place: int) -> None:
    focus.top = int(draft.tokens[place].value("num") or 1)
    focus.order = focus.order or "most"
    draft.use(place, "top", str(focus.top))


def _top_by_number(draft: Draft, focus: Focus) -> None:
    """`最多的三个部门`, `哪三个部门…最多`: a bare number before what is asked for."""
    if focus.top != 1 or not focus.places:
        return
    number = draft.before(focus.places[0])
    if number is None or not draft.free(number) or not draft.tokens[number].has("num"):
        return
    if counts_those_named(draft, number):
        return
    before = draft.tokens[number - 1] if number else None
    if before is None or not before.has("gt", "ge", "lt", "le", "eq"):
        _use_top(draft, focus, number)
