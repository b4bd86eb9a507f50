"""How many of something one work item has at most: 一项任务最多有几个牵头单位."""

from __future__ import annotations

from queries.asking.readings.columns import ITEM_COUNTERS
from queries.asking.readings.draft import Draft
from queries.asking.readings.nouns import Focus, focus_of_noun, is_agent_noun, is_item_noun
from queries.asking.understanding.claims import EACH_ITEM
from queries.asking.words.tokens import Token

MOST_OF_ONE = "most of one"
"""What such a question asks for, beside the items that have most."""
_AT_MOST = ("最多有", "至多有", "最多由", "最多")


def most_of_one(draft: Draft) -> Focus | None:
    """`the largest number of lead agencies on a single item`: the number, and the items with it."""
    one = [i for i, t in enumerate(draft.tokens[1:], 1) if is_item_noun(t) and _is_one(draft, i)]
    nouns = [i for i in draft.find("noun", "rolenoun") if is_agent_noun(draft, i)]
    if not one and len(nouns) == 1 and (held := _most_held(draft, nouns[0])) is not None:
        return held
    if len(one) != 1 or len(nouns) != 1 or any(t.named("agency", "official") for t in draft.tokens):
        return None
    item, noun = one[0], nouns[0]
    between = list(draft.between(min(item, noun), max(item, noun)))
    if draft.language == "en":
        most = [i for i in draft.find("most", "least") if i < noun]
        asks = item > noun and all(t.has("noise", "num") for t in between)
    else:
        most = [i for i, t in enumerate(draft.tokens) if item < i < noun and t.text in _AT_MOST]
        asks = noun > item and any(t.has("count") for t in between)
    if len(most) != 1 or not asks:
        return None
    order = "least" if draft.tokens[most[0]].has("least") else "most"
    for place in (most[0], *draft.find("count", "wh", "which")):
        draft.use(place, "order", order)
    draft.use(item - 1, "number", "one")
    return Focus("item", "rank", places=(item,), asks=(MOST_OF_ONE,), order=order, top=1)


def _most_held(draft: Draft, noun: int) -> Focus | None:
    """`the largest number of items under a single leader`: who has so many, and how many."""
    most = [i for i in draft.find("most") if i < noun and "number" in draft.tokens[i].text]
    counted = [i for i in draft.find("noun") if is_item_noun(draft.tokens[i])]
    if len(most) != 1 or not _is_one(draft, noun) or not any(most[0] < i < noun for i in counted):
        return None
    for place in draft.find("wh", "which"):
        draft.use(place, "question word")
    draft.use(noun - 1, "number", "one")
    return focus_of_noun(draft, noun)


def number_of_most(draft: Draft) -> Focus | None:
    """`牵头单位最多的那一条，一共有几家`: how many has the one that has most, and which it is."""
    if not (said := words_on_most(draft)):
        return None
    order = "least" if draft.tokens[said[0]].has("least") else "most"
    for place in said:
        draft.use(place, "order", order)
    return Focus("item", "rank", asks=(MOST_OF_ONE,), order=order, top=1)


def number_of_first(draft: Draft) -> Focus | None:
    """`分管条目最多的领导一共分管几条`: the number of whoever comes first, and who that is."""
    if not (said := words_on_first(draft)):
        return None
    focus = focus_of_noun(draft, said[0])
    focus.asks = (MOST_OF_ONE,)
    for place in said[1:]:
        draft.use(place, "question word")
    return focus


def words_on_first(draft: Draft) -> list[int]:
    """Return the places of who comes first and of what asks how many items those have."""
    most = next(iter(draft.find("most", "least")), 0)
    noun = draft.after(most)
    if draft.language != "zh" or not most or noun is None or not _has_items(draft, noun):
        return []
    before, behind = draft.tokens[:most], range(noun + 1, len(draft.tokens))
    rest = [i for i in behind if not _says_nothing(draft.tokens[i])]
    counts = [i for i in rest if _counts_items(draft, i)]
    roles = {t.value("role") for t in before if t.has("role")}
    again = [draft.tokens[i] for i in rest if i not in counts]
    same = all(is_item_noun(t) or t.value("role") in roles for t in again)
    of_items = any(map(is_item_noun, before)) or bool(roles)
    alike = _counts_the_same(before, again, of_parts=not is_agent_noun(draft, noun))
    return [noun, *rest] if len(counts) == 1 and same and of_items and alike else []


def _counts_the_same(before: list[Token], again: list[Token], *, of_parts: bool) -> bool:
    """`工程最多的领导一共有几项任务`: all that those have may be asked for, not projects alone."""
    first, second = ({t.value("noun") for t in said if is_item_noun(t)} for said in (before, again))
    restricts = any(t.nodes or t.has("annex", "theme", "phrase") for t in before)
    plain = of_parts or (not restricts and first <= {"item"})
    return first == second if second else plain


def _counts_items(draft: Draft, place: int) -> bool:
    token, behind = draft.tokens[place], draft.at(place + 1)
    of_items = token.text[-1:] in ITEM_COUNTERS or (behind is not None and is_item_noun(behind))
    return token.has("count") and of_items


def value_of_most(draft: Draft) -> Focus | None:
    """`各门类条目数的最大值是多少`: the number of whoever has most, and who that is."""
    most = next((i for i in draft.find("most", "least") if draft.tokens[i].text in _VALUES), 0)
    things = [i for i in draft.find("noun", "rolenoun") if i < most and _has_items(draft, i)]
    if len(things) != 1 or not any(map(is_item_noun, draft.tokens[things[0] + 1 : most])):
        return None
    focus = focus_of_noun(draft, things[0])
    focus.asks = (MOST_OF_ONE,)
    for place in draft.find("count", "wh", "which"):
        draft.use(place, "question word")
    return focus


_VALUES = ("最大值", "最小值", "最高值", "最低值")


def _has_items(draft: Draft, place: int) -> bool:
    parts = ("category", "heading")
    return is_agent_noun(draft, place) or draft.tokens[place].value("noun") in parts


def words_on_most(draft: Draft) -> list[int]:
    """Return the places of 最多 and of what asks how many it is, behind the column of whom."""
    most = next(iter(draft.find("most", "least")), 0)
    column = draft.before(most)
    if draft.language != "zh" or column is None or not draft.tokens[column].has("rolenoun"):
        return []
    asked = [i for i in draft.find("wh", "which") if i < column]
    rest = [i for i in range(most + 1, len(draft.tokens)) if not _says_nothing(draft.tokens[i])]
    items = [i for i in (*asked, *rest) if _is_that_item(draft.tokens[i])]
    counts = [i for i in rest if _counts_holders(draft, i)]
    others = [draft.tokens[i] for i in rest if i not in (*items, *counts)]
    role = draft.tokens[column].value("rolenoun")
    if len(counts) != 1 or not items or not all(_is_again(t, role) for t in others):
        return []
    return [most, *asked, *rest]


def _says_nothing(token: Token) -> bool:
    idle = token.has("noise", "mark", "have", "be", "total", "every")
    return idle and not _is_that_item(token)


def _counts_holders(draft: Draft, place: int) -> bool:
    """`几家`, `多少个单位`: tell whether a word asks for the number of bodies or leaders."""
    token, behind = draft.tokens[place], draft.after(place)
    counts = token.text[-1:] in _HOLDER_COUNTERS or (
        behind is not None and is_agent_noun(draft, behind)
    )
    return token.has("count") and counts


def _is_that_item(token: Token) -> bool:
    return is_item_noun(token) or token.text[-2:] in _THAT_ITEM


def _is_again(token: Token, role: str | None) -> bool:
    """Tell whether a word names once more who is counted, or their role."""
    kind = "official" if role == "supervising" else "agency"
    return role in (token.value("rolenoun"), token.value("role")) or token.value("noun") == kind


_HOLDER_COUNTERS = ("家", "位", "名", "个", "人")
_THAT_ITEM = tuple(which + counter for which in "一那这哪几" for counter in "条项件行")


def _is_one(draft: Draft, place: int) -> bool:
    """`一条任务`, `any single item`, `每条任务`: one of them, whichever."""
    before = draft.tokens[place - 1]
    return before.value("num") == "1" or before.text == "any" or before.text in EACH_ITEM
