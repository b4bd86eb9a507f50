"""Of what a share is taken: 占全部实事工程的百分之几, 附件1有多少比例的任务由X分管."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import chain, combinations, pairwise

import numpy as np

from queries.asking.readings.columns import ITEM_COUNTERS
from queries.asking.readings.draft import WITHIN, Draft, is_agent
from queries.asking.readings.nouns import is_item_noun
from queries.asking.readings.reading import Condition
from queries.asking.rows.selecting import select_items
from queries.asking.understanding.adjoining import Found

_KIND_WORDS = ("project", "indicator", "task")


def share_base(draft: Draft, at: int, conditions: list[Found]) -> tuple[Condition, ...]:
    """Return the conditions of the whole, of which `conditions` are the part.

    `at` is the place of the word for a share. A whole that is the part itself, or that leaves
    out a kind of item without saying so, is a doubt. So is one of another number than is stated.
    """
    reads = _chinese if draft.language == "zh" else _english
    if at < len(draft.tokens) and draft.tokens[at].has("half"):
        reads = _of_claim
    base = reads(draft, at, conditions)
    held = [c for _, c in conditions]
    if (stated := _stated(draft, at)) is not None:
        return _of_number(draft, stated, base, held)
    if not base and any(c.slot == "annex" for c in held) and _says_all(draft, at):
        draft.notes.doubts.append(draft.tokens[at].text)
    parted = any(c.slot == "kind" for c in held) or _names_whole(draft, at)
    unsaid = not base and not _says_all(draft, 0) and parted
    parts = [c for p, c in conditions if p > at or c not in base]
    loose = not base and _speaks_of_no_items(draft, held)
    if unsaid or loose or (base and all(c in base for c in held)) or _is_of_equals(parts):
        draft.notes.doubts.append(draft.tokens[at].text if at < len(draft.tokens) else "share")
    return base


def _speaks_of_no_items(draft: Draft, held: list[Condition]) -> bool:
    """`开征环保税要达到百分之几`: of what a text speaks of, and not of items, no share is known."""
    nouns = [i for i, t in enumerate(draft.tokens) if is_item_noun(t)]
    of_items = any(t.has(*_OF_ITEMS) for t in draft.tokens)
    of_items = of_items or not all(map(partial(_ends_name, draft), nouns))
    return not of_items and all(c.slot in _WORDED for c in held)


def _ends_name(draft: Draft, place: int) -> bool:
    """Tell whether a noun is the end of a name: 十八港北枢纽工程, 全链审批赋权事项."""
    before = draft.at(place - 1)
    return before is not None and before.has("name", "phrase")


_OF_ITEMS = ("role", "rolenoun", "involve", "mention", "mentionend", "theme", "scope", "total")
_WORDED = ("text", "mention", "item", "place", "named")


def _stated(draft: Draft, at: int) -> int | None:
    """`占全部142项的百分之几`: return where it is said how many items the whole has."""
    near = range(at + 1, min(at + 1 + _NEAR, len(draft.tokens)))
    numbers = [i for i in near if draft.tokens[i].has("num")]
    is_item = bool(numbers) and draft.tokens[numbers[0]].text[-1:] in ITEM_COUNTERS
    return numbers[0] if is_item and draft.tokens[at].text.startswith("占") else None


_NEAR = 4
"""Words behind 占 up to the number of the whole."""


def _of_number(
    draft: Draft, place: int, base: tuple[Condition, ...], held: list[Condition]
) -> tuple[Condition, ...]:
    """Return the whole that has the stated number of items: as read, or by what the part is, too.

    `附件1只由一人分管的占全部142项的百分之几`: the whole is annex 1, which has 142.
    """
    stated = int(draft.tokens[place].value("num") or 0)
    more = [c for c in held if c.slot in _WHOLES and c not in base and not c.negated]
    parts = chain.from_iterable(combinations(more, n) for n in range(len(more) + 1))
    for whole in ((*base, *part) for part in parts):
        items = select_items(whole, draft.index)
        if items is not None and int(np.count_nonzero(items)) == stated:
            return whole
    draft.notes.doubts.append(draft.tokens[place].text)
    return base


_WHOLES = ("annex", "kind", "category", "heading", "theme", "year", "document")
"""What a whole may be, of which somebody has a part."""


def _of_claim(draft: Draft, at: int, conditions: list[Found]) -> tuple[Condition, ...]:
    """`A的由B分管的超过一半吗`, `A的有一半以上由B分管吗`, `more than half of those of A`."""
    ordered = sorted(conditions, key=lambda found: found[0])
    before, behind = ([c for p, c in ordered if p < at], [c for p, c in ordered if p > at])
    if draft.language == "en":
        return tuple(behind)
    return tuple(before if behind else before[:-1])


def _chinese(draft: Draft, at: int, conditions: list[Found]) -> tuple[Condition, ...]:
    before = tuple(c for p, c in conditions if p < at)
    behind = (*(c for p, c in conditions if p > at), *_said_again(draft, at, conditions))
    behind = tuple(dict.fromkeys((*behind, *_of_the_same(draft, at, conditions))))
    if behind and (before or draft.tokens[at].text.startswith("占")):
        return behind if draft.tokens[at].text.startswith("占") else before
    return _whole(draft, conditions, at)


def _of_the_same(draft: Draft, at: int, conditions: list[Found]) -> tuple[Condition, ...]:
    """`A单独分管的工程占他全部工程的百分之几`: of all that A has."""
    pronoun = draft.at(at + 1)
    kinds = _PRONOUNS.get(pronoun.text, ()) if pronoun is not None else ()
    named = [c for p, c in conditions if p < at and c.slot == "agent" and not c.negated]
    own = [c for c in named if len(c.nodes) == 1 and c.nodes[0].type in kinds]
    if kinds and len(own) != 1:
        draft.notes.doubts.append(draft.tokens[at + 1].text)
    return tuple(replace(c, only=False) for c in own)


_PRONOUNS = {
    **dict.fromkeys(("他", "她", "本人", "其本人"), ("official",)),
    **dict.fromkeys(("它", "该局", "该单位", "该部门"), ("agency", "group")),
    **dict.fromkeys(("其", "自己", "自身"), ("official", "agency", "group")),
}


def _said_again(draft: Draft, at: int, conditions: list[Found]) -> tuple[Condition, ...]:
    """`X分管的实事工程占全部实事工程`: a kind or an annex is said of the part and of the whole."""
    part = [c for p, c in conditions if p < at and c.slot == "kind" and not c.negated]
    behind = range(at, len(draft.tokens))
    kinds = {draft.used[i][1] for i in behind if draft.used.get(i, ("",))[0] == "kind"}
    annexes = {draft.used[i][1] for i in behind if draft.used.get(i, ("",))[0] == "annex"}
    again = (c for p, c in conditions if p < at and c.slot == "annex" and not c.negated)
    return (
        *(c for c in part if kinds.intersection(_KIND_WORDS).intersection(c.texts)),
        *(c for c in again if annexes.intersection(map(str, c.texts))),
    )


def _whole(draft: Draft, conditions: list[Found], share: int) -> tuple[Condition, ...]:
    """`在C里，A的任务中B的占`, `A的任务由B分管的占`: all before the last 里 or noun.

    It stands before 由, too, and before a comma: 实事工程由韩飚分管的占百分之几; 附件2，他占多少.
    """
    if _says_all(draft, share):
        return ()
    for place in reversed(range(share)):
        token = draft.tokens[place]
        if not (token.text in WITHIN or is_item_noun(token)):
            continue
        begin = _begin_of_whole(draft, place)
        base = tuple(
            c for p, c in conditions if begin < p < place and not _is_of_part(c, conditions)
        )
        if 0 < len(base) < len(conditions):
            return base
    by = next((i for i in range(share) if draft.tokens[i].has("by")), 0)
    comma = next((i for i in range(share) if draft.tokens[i].text == ","), 0)
    for end in (by, comma):
        ahead = tuple(c for p, c in conditions if p < end)
        if 0 < len(ahead) < len(conditions) and not any(c.slot == "agent" for c in ahead):
            return ahead
    return ()


def _begin_of_whole(draft: Draft, end: int) -> int:
    """Return where a whole begins that ends at `end`: at 在, unless it says whose it is before.

    `A在B的任务里占` is of what B has, `A在附件1承担的任务里，B分管的占` of what A has there.
    """
    at = max((i for i in range(end) if draft.tokens[i].text == "在"), default=-1)
    inside = draft.tokens[at + 1 : end]
    has_role = any(t.has("role") for t in inside) and not any(map(is_agent, inside))
    return -1 if has_role else at


def _names_whole(draft: Draft, share: int) -> bool:
    """`凡是A牵头的条目里，…的占百分之几`: the share is of these, and not of all that there is."""
    return any(
        is_item_noun(noun) and place and behind.text in WITHIN
        for place, (noun, behind) in enumerate(pairwise(draft.tokens[:share]))
    )


def _is_of_part(condition: Condition, conditions: list[Found]) -> bool:
    """`A分管的任务中，由他一人分管的占`: what A has alone is the part, of all that A has."""
    whole = replace(condition, only=False)
    return condition.only and any(c == whole for _, c in conditions)


def _says_all(draft: Draft, start: int) -> bool:
    said = draft.tokens[start:]
    return any(t.has("scope", "total") or t.text in ("占全部", "占总数", "总数") for t in said)


def _english(draft: Draft, _: int, conditions: list[Found]) -> tuple[Condition, ...]:
    """`percentage of the projects are …`: the whole stands between the share and the verb."""
    start = max((i for i, t in enumerate(draft.tokens) if t.has("share")), default=0)
    verbs = (i for i, t in enumerate(draft.tokens) if i > start and t.has("yesno", "be"))
    end = next(verbs, len(draft.tokens))
    return tuple(c for p, c in conditions if start < p < end)


def _is_of_equals(conditions: list[Condition]) -> bool:
    """`A分管的占B分管的百分之几`: two officials have shares of the whole, not of each other."""
    named = [c.nodes[0].type for c in conditions if c.slot == "agent" and c.nodes]
    return len(named) > len(set(named))
