"""Two who are compared, as questions say it: A多于B, 较多的是A还是B, A几项B也就几项."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from queries.asking.readings.draft import is_agent
from queries.asking.words.tokens import Token, taken_as


def with_comparison(tokens: list[Token]) -> list[Token]:
    """`X分管的项数多于Y，对吗`: as by X比Y多; 比较X与Y的任务数 compares both."""
    if (same := _with_same_counts(tokens) or _with_more_of_two(tokens)) is not None:
        return same
    asked = any(t.has("who", "which", "wh", "more", "equal") for t in tokens)
    if len(tokens) > _FEWEST and tokens[0].text in ("比较", "对比", "比一比") and not asked:
        first, joint, second = tokens[1:4]
        if is_agent(first) and joint.has("and") and is_agent(second):
            return [taken_as(tokens[0], "difference"), *tokens[1:]]
    for place, (more, other) in enumerate(pairwise(tokens)):
        named = is_agent(other) and any(is_agent(t) for t in tokens[:place])
        counts = any(t.has("count", "noun") for t in tokens[max(place - 2, 0) : place])
        if named and counts and more.text in _SAME and any(t.has("yesno") for t in tokens):
            joint = replace(taken_as(more, "and"), text="和")
            ends = [replace(taken_as(more, "equal"), text="一样多")]
            column = [t for t in tokens[:place] if not is_agent(t)]
            agents = [t for t in tokens[:place] if is_agent(t)]
            return [*agents, joint, other, *column, *ends, *tokens[place + 2 :]]
        if named and counts and more.text in _THAN:
            joint = replace(taken_as(more, "difference"), text="比")
            said = replace(taken_as(more, "more"), text=_THAN[more.text])
            return [*tokens[:place], joint, other, said, *tokens[place + 2 :]]
    return tokens


def _with_more_of_two(tokens: list[Token]) -> list[Token] | None:
    """`分管数量较多的是A还是B`: as A和B谁分管的多."""
    kept = [t for t in tokens if not t.has("mark")]
    if len(kept) < _FEWEST or not (
        is_agent(kept[-1]) and kept[-2].has("or") and is_agent(kept[-3])
    ):
        return None
    said = [t for t in kept[:-3] if not t.has("be") and t.text != "的"]
    if not said or not said[-1].has("more") or any(is_agent(t) for t in said):
        return None
    joint = replace(taken_as(kept[-2], "and"), text="和")
    who = replace(taken_as(kept[-2], "who"), text="谁")
    return [kept[-3], joint, kept[-1], who, *said]


def _with_same_counts(tokens: list[Token]) -> list[Token] | None:
    """`A分管多少条，B也分管多少条，是这样吗`: whether both have as many."""
    agents = [i for i, t in enumerate(tokens) if is_agent(t)]
    counts = [i for i, t in enumerate(tokens) if t.has("count")]
    if (
        len(agents) != _BOTH
        or len(counts) != _BOTH
        or tokens[counts[0]].text != tokens[counts[1]].text
    ):
        return None
    first, second = agents
    again = any(t.text in _AGAIN for t in tokens[second : counts[1]])
    more = any(t.has("more") for t in tokens[counts[1] :])
    claims = again and any(t.has("yesno") for t in tokens)
    if not (first < counts[0] < second < counts[1] and (claims or more)):
        return None
    joint = replace(taken_as(tokens[counts[0]], "and"), text="和")
    equal = replace(taken_as(tokens[counts[0]], "equal"), text="一样多")
    item = replace(taken_as(tokens[counts[1]], "noun", "item"), text="任务")
    roles = [t for t in tokens[first:second] if t.has("role", "rolenoun")][:1]
    before = [t for t in tokens[:first] if t.has("annex", "and", "noise")]
    ends = [t for t in tokens[counts[1] + 1 :] if t.has("yesno", "mark")]
    if more:
        who = replace(taken_as(joint, "who"), text="谁")
        most = replace(taken_as(joint, "more"), text="多")
        return [*before, tokens[first], joint, tokens[second], who, *roles, item, most, *ends]
    return [*before, tokens[first], joint, tokens[second], *roles, item, equal, *ends]


_BOTH = 2
_AGAIN = ("也", "也就", "便", "就")
_FEWEST = 4
_SAME = ("等于", "等同于")
_THAN = {"多于": "多", "超过": "多", "大于": "多", "少于": "少", "小于": "少"}
