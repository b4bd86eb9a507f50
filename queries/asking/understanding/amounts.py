"""What questions for numbers and for yes or no ask for: 占百分之几, 有多少项, 是不是."""

from __future__ import annotations

import re

from queries.asking.figures.figure_claims import claimed_places
from queries.asking.readings.columns import ITEM_COUNTERS
from queries.asking.readings.draft import Draft, begins_clause, is_agent
from queries.asking.readings.nouns import (
    Focus,
    counts_items,
    focus_of_noun,
    is_agent_noun,
    is_by_so_many,
    is_item_noun,
    is_of_item,
    noun_after,
    uncounted_noun_before,
)
from queries.asking.readings.ranges import SHARE
from queries.asking.understanding.counting import counts_deed, counts_in_text, sums_in_text


def share_claimed(draft: Draft) -> Focus | None:
    """`环保局牵头的超过一半由陈力分管吗`: whether a share of the items is over a half."""
    halves = draft.find("half")
    if len(halves) != 1 or not draft.find("yesno"):
        return None
    [place] = halves
    before, behind = draft.before(place, "share"), draft.at(place + 1)
    comparator, word = "", place
    if behind is not None and behind.has("ormore", "orless"):
        comparator, word = ("ge" if behind.has("ormore") else "le"), place + 1
    elif before is not None:
        said = (c for c in ("gt", "ge", "lt", "le") if draft.tokens[before].has(c))
        comparator, word = next(said, ""), before
    if not comparator:
        return None
    for used in (place, word, *draft.find("share", "yesno")):
        draft.use(used, "share")
    claim = f"{SHARE}{comparator} {draft.tokens[place].value('half')}"
    return Focus("item", "share", places=(place,), asks=(claim,))


def share_asked(draft: Draft) -> Focus | None:
    """`占全部任务的比例`, `占百分之几`; 占几项 asks for a number."""
    places = draft.find("share")
    if places and _is_measure(draft, places[0]):
        for place in places:
            draft.use(place, "part of what is measured")
        asks_for_it = any(draft.tokens[i].text in _HOW_MANY_PERCENT for i in places)
        return Focus("target", places=(places[0],)) if asks_for_it else None
    telling = [i for i in places if draft.tokens[i].text != "占"]
    if not telling and (not places or draft.find("count")):
        for place in places:
            draft.use(place, "frame")
        return None
    for place in [*places, *draft.find("count", "which", "wh")]:
        draft.use(place, "share")
    first = next((i for i in places if draft.tokens[i].text.startswith("占")), places[0])
    return Focus("item", "share", places=(first,))


def _is_measure(draft: Draft, place: int) -> bool:
    """`服务业增加值占比提高多少`: the share is what a text measures; 提到“试点”的占 is none."""
    before = draft.before(place, "now", "year")
    printing = any(t.has("mention") for t in draft.tokens[: before or 0])
    if printing and draft.tokens[place - 1].text == "的":
        return False
    return before is not None and draft.tokens[before].has("phrase", "alias")


_HOW_MANY_PERCENT = (
    "百分之几",
    "多少比例",
    "几成",
    "多大比例",
    "多大比重",
    "多大份额",
    "占多大比例",
)


def number_asked(draft: Draft) -> Focus | None:
    """`有多少项任务`, `几个部门`."""
    for place in draft.find("count"):
        if _is_compared(draft, place):
            draft.use(place, "counted")
            continue
        noun = _items_behind(draft, place, noun_after(draft, place))
        if noun is None:
            noun = uncounted_noun_before(draft, place)
        draft.use(place, "count")
        measures = draft.tokens[place].value("count") == "measure" or counts_deed(draft, place)
        if measures or counts_in_text(draft, place, noun) or sums_in_text(draft, place):
            return Focus("target", places=(place,))
        if _ITEMS_COUNTED.fullmatch(draft.tokens[place].text):
            return Focus("item", "count")
        of_bodies = noun is not None and is_agent_noun(draft, noun)
        if noun is None or (of_bodies and counts_items(draft, place, noun)):
            return Focus("item", "count")
        if is_of_item(draft, place, noun) or is_by_so_many(draft, place, noun):
            return Focus("item", "count")
        focus = focus_of_noun(draft, noun)
        focus.measure = "count"
        return focus
    return None


def _is_compared(draft: Draft, place: int) -> bool:
    """`分管条目数超过10的领导有几位`: a number of items that is compared is not asked for."""
    token, behind = draft.tokens[place], draft.after(place)
    compares = behind is not None and draft.tokens[behind].has("gt", "ge", "lt", "le", "eq", "num")
    return compares and token.text.endswith("数") and token.text[-2:-1] in _ITEMS_SAID


_ITEMS_SAID = (*ITEM_COUNTERS, "务", "目")


def _items_behind(draft: Draft, place: int, noun: int | None) -> int | None:
    """`有多少项分管领导只有一人的任务`: 项 counts the items, and not those in their column."""
    if noun is None or not is_agent_noun(draft, noun):
        return noun
    items = (i for i in draft.find("noun") if i > noun and is_item_noun(draft.tokens[i]))
    of_items = (i for i in items if draft.tokens[i - 1].text == "的")
    return next(of_items, noun) if draft.tokens[place].text[-1:] in ITEM_COUNTERS else noun


_ITEMS_COUNTED = re.compile(
    "(?:任务|事项|条目|工作|工程|项目)(?:的)?(?:总|条|项|件|个)?(?:数|数量|数目)|[项条件]数"
)
"""What counts items, whatever noun stands before it: 主要责任单位恰为三家的条目数."""


def figure_claimed(draft: Draft) -> Focus | None:
    """`地区生产总值要增长8%，是吗`: of a number it is asked whether the text states it."""
    asks = draft.find("yesno")
    claimed = claimed_places(draft)
    named = any(t.has("alias", "phrase") or t.named("indicator", "task") for t in draft.tokens)
    said = any(t.has("role", "rolenoun", "mention") or is_agent(t) for t in draft.tokens)
    begins = draft.language == "zh" or asks[:1] == [0]
    if not begins or not (asks and claimed and named) or said:
        return None
    for place in (*asks, *claimed):
        draft.use(place, "claimed")
    return Focus("target", places=tuple(asks))


def yes_or_no(draft: Draft) -> Focus | None:
    for place in draft.find("yesno"):
        asked = any(t.has("wh", "which", "who", "count") for t in draft.tokens[:place])
        if draft.language == "zh" or (begins_clause(draft.tokens, place) and not asked):
            draft.use(place, "yes or no")
            return Focus("item", "exists")
    return None
