"""Questions with 谁: who is asked for, officials, bodies or both."""

from __future__ import annotations

from queries.asking.draft import Draft
from queries.asking.nouns import Focus, focus_of_noun, is_agent_noun, noun_after


def ask_for_persons(draft: Draft, places: list[int]) -> Focus:
    for place in places:
        draft.use(place, "question word", "agent")
    asked = [noun_after(draft, i) for i in draft.find("wh")]
    others = tuple(i for i in asked if i is not None and is_agent_noun(draft, i))
    for place in others:
        draft.use(place, "asked for", "agent")
    before = draft.before(places[0])
    if before is not None and draft.tokens[before].has("rolenoun"):
        return focus_of_noun(draft, before)
    if before is not None and is_agent_noun(draft, before):
        return focus_of_noun(draft, before)
    told = told_apart(draft, places[-1])
    for place in told:
        draft.use(place, "asked for", "officials and bodies")
    return Focus("agent", places=(*places, *others), is_who=True, wants_all=bool(told))


def told_apart(draft: Draft, place: int) -> list[int]:
    """`归谁管（领导和部门）`: return the places of nouns that ask for both."""
    nouns = [i for i in draft.find("noun", "rolenoun") if i > place and is_agent_noun(draft, i)]
    kinds = {
        "official"
        if draft.tokens[i].value("noun") == "official"
        or draft.tokens[i].value("rolenoun") == "supervising"
        else "agency"
        for i in nouns
    }
    joined = len(nouns) > 1 and all(
        t.has("and", "or", "noise")
        for t in draft.between(nouns[0], nouns[-1])
        if not t.has("noun", "rolenoun")
    )
    return nouns if joined and len(kinds) > 1 else []


def ask_for_both(draft: Draft, place: int, nouns: list[int]) -> Focus:
    """`涉及哪些单位和领导`: officials and bodies both."""
    for other in (place, *nouns):
        draft.use(other, "asked for", "officials and bodies")
    return Focus("agent", places=tuple(nouns), wants_all=True)


def counted_behind(draft: Draft, place: int) -> Focus | None:
    """`由哪两家负责`: 家 behind a number counts bodies, 位 officials."""
    number = draft.at(place + 1)
    kind = {"家": "agency", "位": "official"}.get(number.text[-1:], "") if number else ""
    if number is None or not number.has("num") or not kind:
        return None
    draft.use(place, "question word")
    draft.use(place + 1, "number", "of those named")
    return Focus(kind, places=(place,))
