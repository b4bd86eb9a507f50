"""Somebody who works with others, or with nobody: X联合主责的, 除X外再无其他单位的."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from queries.asking.cutting.company import PERSON
from queries.asking.readings.draft import ABSENCE, ALONE, OTHERS, PRESENT, is_agent
from queries.asking.words.tokens import Token, taken_as


def with_partners(tokens: list[Token]) -> list[Token]:
    """Give what says that somebody is not alone the meaning of `with others`.

    >>> with_partners([])
    []
    """
    tokens = _with_one_holder(_with_just_one(_with_absent(_with_shunned(tokens))))
    tokens = _with_bodies_asked(tokens)
    tokens = _with_nobody_else(_without_denied_others(tokens))
    return _jointly(_not_alone(_with_any_others(tokens)))


def _with_shunned(tokens: list[Token]) -> list[Token]:
    """`不跟A搭伙、B负责的`: A is not in it, and B is."""
    for place in range(len(tokens) - 5):
        denial, joint, named, together, part, other = tokens[place : place + 6]
        shunned = denial.has("neg") and joint.text in _WITH and is_agent(named)
        together_said = together.has("and") and together.text not in ("、", "和", "与")
        if shunned and together_said and part.text in "、," and is_agent(other):
            absent = replace(taken_as(together, "role", "any"), text="参与")
            no = replace(denial, text="不")
            return [*tokens[:place], named, no, absent, *tokens[place + 4 :]]
    return tokens


def _with_absent(tokens: list[Token]) -> list[Token]:
    """`A在列而B缺席的主责任务`: A has the role, and B does not."""
    for place in range(1, len(tokens) - 3):
        other, denial, of, role = tokens[place : place + 4]
        absent = is_agent(other) and denial.has("neg") and of.text == "的" and role.has("role")
        before = place - 1
        while before and (tokens[before].has("noise", "but", "and") or tokens[before].text == ","):
            before -= 1
        present = [t.text for t in tokens[before + 1 : place] if t.has("noise", "role")]
        if absent and is_agent(tokens[before]) and "".join(present) in _HELD:
            joint = replace(taken_as(denial, "and"), text="、")
            no = replace(taken_as(denial, "neg"), text="不")
            one = tokens[before]
            return [*tokens[:before], one, role, joint, other, no, role, of, *tokens[place + 4 :]]
    return tokens


_HELD = (*PRESENT, "有", "上了")
"""What says of somebody in a list, as a whole, that he is there."""


def _with_bodies_asked(tokens: list[Token]) -> list[Token]:
    """`跟A并列主责的都有谁`: bodies, since A is one and the role is theirs."""
    for place in range(len(tokens) - 4):
        joint, named, together, role, of = tokens[place : place + 5]
        asked = tokens[place + 5 : place + 6]
        beside = joint.text in _WITH and named.named("agency") and together.has("and")
        theirs = role.has("role") and role.value("role") != "supervising" and of.text == "的"
        if beside and theirs and asked and asked[0].has("who"):
            which = replace(taken_as(asked[0], "wh"), text="哪些")
            noun = replace(taken_as(asked[0], "noun", "agency"), text="单位")
            return [*tokens[: place + 5], which, noun, *tokens[place + 6 :]]
    return tokens


def _with_one_holder(tokens: list[Token]) -> list[Token]:
    """`且只有X一位分管领导`: X alone has the role."""
    for place in range(1, len(tokens) - 3):
        only, named, number, column = tokens[place : place + 4]
        one = number.value("num") == "1" and column.has("rolenoun")
        begins = tokens[place - 1].has("and", "mark", "noise", "but")
        if only.text == "只有" and is_agent(named) and one and begins:
            role = taken_as(column, "role", column.value("rolenoun") or "any")
            by = replace(only, text="只由")
            return [*tokens[:place], by, named, role, *tokens[place + 4 :]]
    return tokens


def _with_just_one(tokens: list[Token]) -> list[Token]:
    """`分管的就X一位`, `主责就Y一家`: that one alone has the role."""
    found = list(tokens)
    for place in range(len(tokens) - 3):
        said = [t for t in tokens[place : place + 5] if t.text != "的"][:4]
        if len(said) < _ONE_SAID:
            break
        role, just, named, one = said
        alone = one.value("num") == "1" or (one.has("only") and one.text in (*ALONE, *PERSON))
        holds = tokens[place] is role and (role.has("role") or just.text == "就")
        holds = holds and role.has("role", "rolenoun")
        if holds and just.text in _JUST and is_agent(named) and alone:
            first, last = tokens.index(role), tokens.index(one, place)
            only = replace(taken_as(just, "only"), text="独家")
            held = taken_as(role, "role", role.value("role") or role.value("rolenoun") or "any")
            found = [*tokens[:first], named, only, held, *tokens[last + 1 :]]
            return _with_just_one(found)
    return found


_ONE_SAID = 4
_JUST = ("就", "只", "仅", "只有", "仅有", "只是", "就是")


def _without_denied_others(tokens: list[Token]) -> list[Token]:
    """`不跟别人搭档、只由X分管的`: what 只 says behind is only said before with other words."""
    for place, (denial, others) in enumerate(pairwise(tokens)):
        end = next((i for i in range(place, len(tokens)) if tokens[i].text in "、,"), len(tokens))
        only = any(t.has("only") for t in tokens[end:])
        if denial.has("neg") and others.has("others") and only:
            return [*tokens[:place], *tokens[end + 1 :]]
    return tokens


def _with_nobody_else(tokens: list[Token]) -> list[Token]:
    """`除X外再没有其他分管领导的`, `责任单位除X外再无旁人的`: X alone is in the column."""
    out = next((i for i, t in enumerate(tokens) if t.has("except")), None)
    end = out + 1 if out is not None else 0
    while out is not None and end < len(tokens) and _names(tokens[end]):
        end += 1
    named = tokens[out + 1 : end] if out is not None else []
    if out is None or not any(is_agent(t) for t in named):
        return tokens
    behind = end
    while behind < len(tokens) and _leads_on(tokens[behind]):
        behind += 1
    said = tokens[behind : behind + 1]
    if not said or not (said[0].has("neg") or _is_nobody(said[0])):
        return tokens
    last = behind + 1
    while last < len(tokens) and (tokens[last].has("have", "beside") or _is_other(tokens[last])):
        last += 1
    column = tokens[last : last + 1]
    if column and column[0].has("rolenoun"):
        last += 1
    else:
        column = [t for t in tokens[:out][-2:] if t.has("rolenoun")][-1:]
    is_said = _is_nobody(said[0]) or last > behind + 1
    if not is_said or not (column or _is_nobody(said[0])):
        return tokens
    role = _role_of(column, said[0], named)
    alone = replace(taken_as(said[0], "only"), text="独家")
    kept = [t for t in tokens[:out] if t not in column]
    return [*kept, *named, alone, taken_as(said[0], "role", role), *tokens[last:]]


def _names(token: Token) -> bool:
    return is_agent(token) or token.has("and", "num", "noise")


def _leads_on(token: Token) -> bool:
    return token.has("exceptend", "noise") or token.text in (",", "再", "再也", "就", "也")


def _is_nobody(token: Token) -> bool:
    return token.has("only") and (
        token.value("only") == "others" or token.text.startswith(("没有", "没", "无"))
    )


def _is_other(token: Token) -> bool:
    return token.text in (*OTHERS, "任何")


def _role_of(column: list[Token], said: Token, named: list[Token]) -> str:
    if column:
        return column[0].value("rolenoun") or "any"
    if any(word in said.text for word in ("主要责任", "牵头", "主责")):
        return "lead"
    official = any(t.named("official") for t in named) or "领导" in said.text
    return "supervising" if official else "any"


def _with_any_others(tokens: list[Token]) -> list[Token]:
    """`有没有其他单位和X共同主责`: whether others do is asked, and not said that none does."""
    for place, (have, nobody) in enumerate(pairwise(tokens)):
        denied = nobody.has("only") and nobody.text.startswith(_NOBODY)
        if have.text == "有" and denied and any(is_agent(t) for t in tokens[place + 2 :]):
            asked = replace(taken_as(have, "yesno"), text="有没有")
            rest = tokens[place + 2 :]
            behind = rest[1:] if rest[0].text in _WITH else rest
            return [*tokens[:place], asked, taken_as(nobody, "others", "anybody"), *behind]
    return tokens


_NOBODY = ("没有", "没")
_WITH = ("和", "与", "跟", "同")


def _not_alone(tokens: list[Token]) -> list[Token]:
    """`X并非独家主责的`: X has the role, and somebody else has it, too."""
    for place in range(len(tokens) - 2):
        denial, alone, role = tokens[place : place + 3]
        named = [t for t in tokens[:place] if not t.has("noise")][-1:]
        denied = denial.has("neg") and denial.text not in ABSENCE
        denied = denied and alone.has("only") and alone.text in ALONE
        if denied and role.has("role") and named and is_agent(named[0]):
            return [*tokens[:place], taken_as(alone, "others", "anybody"), *tokens[place + 2 :]]
    return tokens


def _jointly(tokens: list[Token]) -> list[Token]:
    """`公安局联合主责的事项`: where one body is named and items are asked for, with others."""
    if sum(is_agent(t) for t in tokens) != 1 or any(_names_more(t) for t in tokens):
        return tokens
    for place, (jointly, role) in enumerate(pairwise(tokens)):
        named = any(is_agent(t) for t in tokens[:place])
        asked = jointly.text in _PARTNER and any(t.has("yesno") for t in tokens)
        acts = jointly.text in _JOINTLY and role.has("role", "rolenoun")
        if named and (asked or acts):
            with_others = taken_as(jointly, "others", "anybody")
            return [*tokens[:place], with_others, *tokens[place + 1 :]]
    return tokens


_PARTNER = ("搭档", "伙伴", "帮手", "同伴")
_JOINTLY = ("联合", "共同", "合作", "携手", "会同", "协同")


def _names_more(token: Token) -> bool:
    """Tell whether a word speaks of others already, or asks for them."""
    others = token.has("others", "beside", "who", "only", "type", "rolenoun")
    return others or token.value("noun") in ("agency", "official")
