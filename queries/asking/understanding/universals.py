"""Yes-or-no questions about all of some items: 都由X牵头吗, X只牵头工程吗, 只有X牵头吗."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from queries.asking.readings.draft import ALONE, Draft, is_agent
from queries.asking.readings.nouns import is_item_noun
from queries.asking.readings.reading import Condition, Reading
from queries.asking.understanding.claims import EACH_ITEM
from queries.asking.understanding.negating import asks_for_any, with_claimed_absence
from queries.asking.words.tokens import Token


def read_claim(
    draft: Draft, reading: Reading, conditions: Sequence[tuple[int, Condition]]
) -> Reading:
    """`…的任务都由X牵头吗`: what stands behind 都 is claimed of all that stands before it."""
    places = [i for i, t in enumerate(draft.tokens) if t.text in _UNIVERSALS]
    places = places or _behind_whoever(draft) or _behind_each(draft)
    if places and any(_asks_for_any(t) for t in draft.tokens[: places[0]]):
        places = []
    if not places:
        return with_claimed_absence(draft, _restricted(draft, reading, conditions))
    base = tuple(_whole(draft, places[-1], conditions))
    if not base or len(base) == len(conditions):
        draft.notes.doubts.append(draft.tokens[places[-1]].text)
        return reading
    for place in places:
        draft.use(place, "all")
    if _is_of_both_annexes(draft, base):
        draft.notes.doubts.append(draft.tokens[places[-1]].text)
    return replace(reading, measure="universal", base=base)


def _is_of_both_annexes(draft: Draft, base: tuple[Condition, ...]) -> bool:
    """`X在附件1和附件2都…吗` claims it of either annex, and not of all items that they have."""
    annexes = [c for c in base if c.slot == "annex" and len(c.texts) > 1]
    return len(annexes) == len(base) and not any(t.has("by") for t in draft.tokens)


def _asks_for_any(token: Token) -> bool:
    """`有无A、B均牵头的`: whether there are any, and not whether all are such."""
    return token.has("yesno") and token.text in ("有无", "有没有", "是否有", "可有", "有没")


def _behind_whoever(draft: Draft) -> list[int]:
    """`凡是A的任务，B也参与，对吗`: what a comma parts from 凡是 is claimed of all of those."""
    said = (i for i, t in enumerate(draft.tokens) if t.text in _WHOEVER)
    first = next(said, len(draft.tokens))
    return [i for i, t in enumerate(draft.tokens) if i > first and t.text == ","][:1]


def _behind_each(draft: Draft) -> list[int]:
    """`A的每一项，分管领导里有B吗`: what stands behind 每一项 is claimed of each of those."""
    return [i for i, t in enumerate(draft.tokens) if t.text in EACH_ITEM]


_WHOEVER = ("凡是", "凡", "但凡", "只要是", "举凡")


def _whole(
    draft: Draft, all_: int, conditions: Sequence[tuple[int, Condition]]
) -> Iterator[Condition]:
    """Yield the conditions of what is claimed to have the others.

    `A的任务都由B管吗` and `A的任务B都管吗`, `Are all items of A led by B`, `Does B lead all of A`.
    """
    before = [p for p, _ in conditions if p < all_]
    if draft.language == "zh":
        last = all_ - 1
        while last > 0 and (
            draft.tokens[last].text == "也" or draft.tokens[last].text in _UNIVERSALS
        ):
            last -= 1
        if within := _within(draft, all_, conditions):
            yield from within
            return
        own = is_agent(draft.tokens[last]) and len(before) == len(conditions) > 1
        yield from (c for p, c in conditions if p < (last if own else all_))
    elif (
        not before
        and (draft.tokens[0].text.startswith("is it") or draft.tokens[0].text in _DOING)
        and any(t.text in _HAVING for t in draft.tokens[all_:])
    ):
        verbs = (i for i, t in enumerate(draft.tokens) if i > all_ and t.text in _HAVING)
        verb = next(verbs, len(draft.tokens))
        yield from (c for p, c in conditions if p < verb)
    elif before and (
        draft.tokens[0].text in _DOING or _is_of_all(draft, all_) or _is_charged(draft)
    ):
        yield from (c for p, c in conditions if p > all_)
    elif before:
        yield from (c for p, c in conditions if p < all_)
    else:
        said = (i for i, t in enumerate(draft.tokens) if t.has("role", "rolenoun", "involve"))
        last = max(said, default=len(draft.tokens))
        yield from (c for p, c in conditions if p < last)


def _within(
    draft: Draft, all_: int, conditions: Sequence[tuple[int, Condition]]
) -> list[Condition]:
    """`A在B分管的任务中都牵头`, `A是否参与了B分管的所有任务`: return what is said of the items.

    Nothing where what is claimed stands behind 都, as it does elsewhere.
    """
    if any(p > all_ for p, _ in conditions):
        return []
    noun = draft.at(all_ + 1)
    begin = None
    if noun is not None and is_item_noun(noun):
        begin = next((i for i in range(all_) if draft.tokens[i].has("yesno")), None)
    if begin is None:
        begin = next((i for i in range(all_) if draft.tokens[i].text == "在"), None)
    inside = [] if begin is None else [c for p, c in conditions if begin < p < all_]
    return inside if len(inside) < len(conditions) else []


def _is_of_all(draft: Draft, all_: int) -> bool:
    """`Is one unit given for every project in X`: of the projects it is claimed, whatever it is."""
    before = draft.at(all_ - 1)
    return before is not None and before.text in ("for", "in", "of", "with", "by", "across", "to")


def _is_charged(draft: Draft) -> bool:
    """`Is A in charge of all the projects led by B`: of what B leads it is claimed."""
    return draft.tokens[0].text in _HAVING and is_agent(draft.tokens[1])


_HAVING = ("has", "have", "is", "are", "was", "were")
_DOING = ("do", "does", "did")
_UNIVERSALS = (
    "是不是都",
    "是不是都由",
    "都",
    "均",
    "全都",
    "全部",
    "所有",
    "所有的",
    "全是",
    "全由",
    "一律",
    "皆",
    "件件",
    "条条",
    "项项",
    "个个",
    "无一例外",
    "毫无例外",
    "百分之百",
    "必",
    "必为",
    "必有",
    "统统",
    "全",
    "清一色",
    "必定",
    "必然",
    "势必",
    "一定",
    "总是",
    "始终",
    "无不",
    "all",
    "all the",
    "all of the",
    "every",
    "each",
    "always",
)


def _restricted(
    draft: Draft, reading: Reading, conditions: Sequence[tuple[int, Condition]]
) -> Reading:
    """`X只牵头工程吗`: of all that X leads it is claimed; `工程只由X牵头吗`: of all projects.

    `有没有只由X牵头的工程` asks whether there is any; `只由X牵头的，Y分管吗` whether Y has those.
    """
    places = [i for i, (slot, _) in sorted(draft.used.items()) if slot == "only"]
    held = [c for c in reading.conditions if c.only and c.slot == "agent"]
    if places and draft.language != "zh":
        said = (t.text for t in draft.tokens if t.has("only"))
        draft.notes.doubts += [word for word in said if word not in ALONE]
        return reading
    if not places or not held or asks_for_any(draft, len(draft.tokens)):
        return reading
    others = tuple(c for c in reading.conditions if c not in held)
    if len(held) > 1 or not others or any(c.negated for c in reading.conditions):
        draft.notes.doubts += [draft.tokens[i].text for i in places]
        return reading
    if claimed := _claimed_behind(draft, held[0], conditions):
        base = tuple(c for c in reading.conditions if c not in claimed)
        return replace(reading, measure="universal", base=base)
    if not _restricts_deed(draft, places[0]):
        return replace(reading, measure="universal", base=others)
    own = replace(held[0], only=False)
    [clause] = reading.clauses
    clause = replace(clause, conditions=(own, *others))
    return replace(reading, measure="universal", base=(own,), clauses=(clause,))


def _restricts_deed(draft: Draft, place: int) -> bool:
    """Tell whether 只 stands before the role: what X does is nothing else. 一家 says no such."""
    if draft.tokens[place].text in ALONE:
        return False
    following = draft.at(place + 1)
    said = draft.tokens[place].text[-1:] in "由有是"
    return following is not None and following.has("role") and not said


def _claimed_behind(
    draft: Draft, held: Condition, conditions: Sequence[tuple[int, Condition]]
) -> list[Condition]:
    """Return who is said to have the items that somebody has alone: 只由X牵头的任务，Y分管吗."""
    own = next((p for p, c in conditions if c == held), len(draft.tokens))
    return [
        c
        for p, c in conditions
        if c.slot == "agent"
        and p > own
        and any(is_item_noun(t) or t.text == "," for t in draft.between(own, p))
    ]
