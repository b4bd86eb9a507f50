"""Negations that stand behind what they deny, or that a claim is made of: X没有工程，对吗."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from queries.asking.readings.draft import ABSENCE, Draft
from queries.asking.readings.nouns import is_item_noun
from queries.asking.readings.reading import Condition, Reading
from queries.asking.understanding.adjoining import Found

_PLACES = ("annex", "category", "kind", "theme")
_BETWEEN = ("noise", "num", "mark", "scope")


def denied_behind(draft: Draft, place: int, condition: Condition) -> int | None:
    """Return the place of a 没有 that ends what is said of an annex, a category or a kind."""
    if condition.slot not in _PLACES:
        return None
    for other in range(place + 1, len(draft.tokens)):
        token = draft.tokens[other]
        if token.has("neg") and token.text.removesuffix("的") in ABSENCE:
            return other if draft.free(other) and _ends(draft, other) else None
        is_item = token.value("noun") == "item" and token.text not in ("综合指标",)
        if token.text in ",;" or not (token.has(*_BETWEEN) or is_item):
            return None
    return None


def _ends(draft: Draft, place: int) -> bool:
    """Tell whether nothing stands behind the negation that it could deny."""
    following = draft.at(place + 1)
    if following is None or following.text in ",;?。" or following.has("yesno"):
        return True
    return following.text == "的" or (
        draft.tokens[place].text.endswith("的") and following.has("noun", "rolenoun")
    )


def with_claimed_absence(draft: Draft, reading: Reading) -> Reading:
    """`X没有牵头工程，对吗`: that there is none is claimed, and not that there are others.

    有没有…不由X牵头的 and …中有不由X牵头的吗 ask whether there are any of which it is denied.
    """
    denied = [i for i, (slot, _) in sorted(draft.used.items()) if slot == "negation"]
    [clause] = reading.clauses
    negated = [c for c in clause.conditions if c.negated]
    counted = any(c.slot == "agents" for c in clause.conditions)
    none_said = [i for i in denied if draft.tokens[i].text in ABSENCE and _counts(draft, i)]
    if denied and not negated and counted and none_said and not asks_for_any(draft, denied[0]):
        return replace(reading, clauses=(replace(clause, comparator="eq", number=0),))
    if not denied or not negated or asks_for_any(draft, denied[0]):
        return reading
    if len(denied) > 1 or len(negated) > 1 or clause.comparator or draft.language != "zh":
        draft.notes.doubts += [draft.tokens[i].text for i in denied]
        return reading
    plain = tuple(replace(c, negated=False) for c in clause.conditions)
    none = replace(clause, conditions=plain, comparator="eq", number=0)
    return replace(reading, clauses=(none,))


def with_company(conditions: list[Found]) -> list[Found]:
    """`不是X一家牵头的任务`: X leads them with others, where nobody else says whose they are."""
    agents = [(place, c) for place, c in conditions if c.slot == "agent"]
    if len(agents) != 1 or not (agents[0][1].negated and agents[0][1].only):
        return conditions
    [(place, denied)] = agents
    return [(place, replace(denied, negated=False, only=False)), *conditions]


def _counts(draft: Draft, place: int) -> bool:
    """`没有由两家以上单位牵头的工程，对吗`: tell whether a number of bodies stands behind 没有."""
    behind = [t for t in draft.tokens[place + 1 : place + 4] if not t.has("by", "noise")]
    return bool(behind) and behind[0].has("num", "ge", "gt", "several")


def asks_for_any(draft: Draft, place: int) -> bool:
    """Tell whether 有 or 有没有 before a denial asks for what is denied something.

    So does 存在 or 有 behind it: X没参与的任务是否存在, X不管的任务有吗.
    """
    before, behind = draft.tokens[:place], draft.tokens[place:]
    if any(t.has("have") or (t.has("yesno") and t.text[:1] in "有可") for t in before):
        return True
    return any(
        {t.has("yesno"), after.has("yesno")} == {True, False}
        and (t.has("have") or after.has("have"))
        for t, after in pairwise(behind)
    )


def says_absent(draft: Draft, place: int) -> bool:
    """`leaders absent from annex 2`: who is asked for is not there; tasks that are not may be."""
    before = draft.before(place)
    of_items = before is not None and is_item_noun(draft.tokens[before])
    return draft.tokens[place].value("neg") == "absent" and not of_items
