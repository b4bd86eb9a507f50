"""Questions with 谁: who is asked for, officials, bodies or both."""

from __future__ import annotations

from queries.asking.readings.draft import Draft
from queries.asking.readings.nouns import (
    Focus,
    focus_of_noun,
    is_agent_noun,
    is_item_noun,
    noun_after,
)

_COUNTERS = {"家": "agency", "位": "official"}


def ask_for_persons(draft: Draft, places: list[int]) -> Focus:
    for place in places:
        draft.use(place, "question word", "agent")
    asked = [noun_after(draft, i) for i in draft.find("wh")]
    others = tuple(i for i in asked if i is not None and is_agent_noun(draft, i))
    for place in others:
        draft.use(place, "asked for", "agent")
    if (role := _role_behind(draft, places[-1])) is not None:
        return focus_of_noun(draft, role)
    if draft.tokens[places[0]].text.endswith(("家", "家单位")):
        return Focus("agency", places=tuple(places))
    before = draft.before(places[0])
    if before is not None and draft.tokens[before].has("rolenoun"):
        return focus_of_noun(draft, before)
    if before is not None and is_agent_noun(draft, before):
        return focus_of_noun(draft, before)
    if (ranked := _named_beside(draft, places[0])) is not None:
        return focus_of_noun(draft, ranked)
    told = told_apart(draft, places[-1])
    for place in told:
        draft.use(place, "asked for", "officials and bodies")
    return Focus("agent", places=(*places, *others), is_who=True, wants_all=bool(told))


def ranked_by_work(draft: Draft) -> Focus | None:
    """`分管领导任务量排行榜`: who has the work is ranked, and not the work."""
    for place in draft.find("rank", "first"):
        measured = draft.before(place, "count", "num", "first")
        agents = [i for i in _nouns(draft) if i < place and is_agent_noun(draft, i)]
        is_item = measured is not None and is_item_noun(draft.tokens[measured])
        if is_item and agents and not draft.find("wh", "which", "who", "every"):
            return focus_of_noun(draft, agents[-1])
    return None


def ranked_by_number(draft: Draft) -> Focus | None:
    """`按任务数列出领导, 从多到少`, `任务按牵头单位数量排名`: what is ranked is no number."""
    by = [i for i in draft.find("every") if draft.tokens[i].text in _BY]
    ranks = draft.find("rank")
    if not by or not ranks or ranks[0] < by[0]:
        return None
    ends = [i for i in range(by[0], ranks[0]) if draft.tokens[i].text in _OF_WHOM]
    end = min((*ends, ranks[0]))
    words = ((i, draft.tokens[i]) for i in range(by[0] + 1, end))
    inside = {i: t for i, t in words if t.has("noun", "rolenoun", "count")}
    counts_items = any(t.has("count") or is_item_noun(t) for t in inside.values())
    beside = [i for i in _nouns(draft) if i not in inside]
    of_items = counts_items and not any(is_agent_noun(draft, i) for i in inside)
    ranked = [i for i in beside if is_agent_noun(draft, i) == of_items]
    if not inside or not ranked:
        return None
    for place in (by[0], *draft.find("every")):
        draft.use(place, "order")
    for place, word in inside.items():
        if word.has("count"):
            draft.use(place, "order")
    return focus_of_noun(draft, ranked[-1])


def _nouns(draft: Draft) -> list[int]:
    return draft.find("noun", "rolenoun")


_BY = ("按", "按照", "依", "以")
_OF_WHOM = ("给", "对", "为", "把", "将", "让")
"""What ends the words for a number: 按任务数给各单位排名."""


def _named_beside(draft: Draft, place: int) -> int | None:
    """`主要责任单位按条数排，前三名是谁`: who stands in an order; `who is the leader …`."""
    behind = draft.after(place, "yesno") if draft.language == "en" else None
    noun = draft.tokens[behind] if behind is not None else None
    if noun is not None and (noun.value("noun") == "official" or noun.has("rolenoun")):
        return behind
    ordered = any(t.has("first", "rank", "nth") for t in draft.tokens[:place])
    nouns = [i for i in draft.find("noun", "rolenoun") if i < place and is_agent_noun(draft, i)]
    return nouns[-1] if ordered and nouns else None


def _role_behind(draft: Draft, place: int) -> int | None:
    """`谁是X的责任单位`: the role noun that ends the question, or stands right behind."""
    behind = draft.after(place)
    if behind is not None and draft.tokens[behind].has("rolenoun"):
        return behind
    last = draft.before(len(draft.tokens))
    is_said = any(t.has("be") for t in draft.tokens[place : last or place]) or draft.tokens[
        place
    ].text.endswith("是")
    ends = last is not None and last > place and draft.tokens[last].has("rolenoun")
    return last if ends and is_said else None


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
    between = list(draft.between(nouns[0], nouns[-1])) if nouns else []
    joints = [t for t in between if not t.has("noun", "rolenoun")]
    joined = any(t.has("and", "or") for t in joints)
    joined = joined and all(t.has("and", "or", "noise") for t in joints)
    return nouns if joined and len(kinds) > 1 else []


def ask_for_both(draft: Draft, place: int, nouns: list[int]) -> Focus:
    """`涉及哪些单位和领导`: officials and bodies both."""
    for other in (place, *nouns):
        draft.use(other, "asked for", "officials and bodies")
    return Focus("agent", places=tuple(nouns), wants_all=True)


def counted_behind(draft: Draft, place: int) -> Focus | None:
    """`由哪两家负责`: 家 behind a number counts bodies, 位 officials."""
    number = draft.at(place + 1)
    kind = _COUNTERS.get(number.text[-1:], "") if number else ""
    if number is None or not number.has("num") or not kind:
        return None
    draft.use(place, "question word")
    draft.use(place + 1, "number", "of those named")
    return Focus(kind, places=(place,))


def counted_by(draft: Draft, place: int) -> str:
    """`牵头最多的是哪家`: 家 counts bodies, 位 persons, 类 categories, and all else items."""
    text = draft.tokens[place].text
    if text.endswith(("单位", "部门")):
        return "agency"
    return {**_COUNTERS, "类": "category"}.get(text[-1:], "item")


def who_places(draft: Draft) -> list[int]:
    agents = [
        i for i in draft.find("wh") if (n := noun_after(draft, i)) and is_agent_noun(draft, n)
    ]
    return [*draft.find("who"), *agents]
