"""Who has something together with others, or more of it than others, as questions say it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from queries.asking.cutting.versus import with_comparison
from queries.asking.readings.draft import OTHERS, is_agent
from queries.asking.readings.nouns import is_item_noun
from queries.asking.words.tokens import Token, taken_as

ALONE = ("一家", "1家", "一家单位", "一个单位", "一个部门")
PERSON = ("一人", "一个人", "1人")


def with_company(tokens: list[Token]) -> list[Token]:
    """Give what is said of somebody and others the meaning that the grammar has for it.

    >>> with_company([])
    []
    """
    tokens = _with_what_of(tokens)
    tokens = _with_joint_roles(_without_likewise(_without_expected_one(tokens)))
    named = _with_pronouns(_with_any_of_named(tokens))
    compared = _with_more_than(_with_others(with_comparison(named)))
    return _all_there(_with_both_asked(_without_others(_with_others_too(compared))))


def _with_what_of(tokens: list[Token]) -> list[Token]:
    """`A是哪项的责任单位？B呢？C呢？`: of each of them the same is asked."""
    end = len(tokens)
    more: list[Token] = []
    idle = (i for i, t in enumerate(tokens) if t.text in "?。,!" or t.has("noise", "frame"))
    skipped = {i for i in idle if tokens[i].text != "呢"}
    kept = [i for i in range(end) if i not in skipped]
    while len(kept) > _ASKED_AGAIN and tokens[kept[-1]].text == "呢" and is_agent(tokens[kept[-2]]):
        more.insert(0, tokens[kept[-2]])
        end = kept[-2]
        kept = kept[:-2]
    first = [place for place, token in enumerate(tokens[:end]) if is_agent(token)]
    if not more or len(first) != 1:
        return tokens
    behind = first[0] + 1
    joint = replace(taken_as(tokens[behind], "and"), text="、")
    each = replace(taken_as(tokens[behind], "every"), text="分别")
    listed = [one for token in more for one in (joint, token)]
    return [*tokens[:behind], *listed, each, *tokens[behind:end]]


_ASKED_AGAIN = 4


def _without_expected_one(tokens: list[Token]) -> list[Token]:
    """`唯一没有X分管的是哪一项`: that there is one such item says nothing of who has it."""
    found = list(tokens)
    alone = sum(t.has("only") for t in tokens) == 1
    for place, (single, following) in enumerate(pairwise(tokens)):
        asks = following.has("wh", "which") and single.text == "唯独"
        said = tokens[place + 2 : place + 3] if following.value("num") == "1" else [following]
        asks = asks or any(t.has("neg", "by") for t in said)  # 唯一一项不由X分管的
        if alone and single.text in _SINGLE and asks:
            found[place] = taken_as(single, "noise")
    return found


def _without_likewise(tokens: list[Token]) -> list[Token]:
    """`哪些A也一样负责`, `X也同样牵头`: 也 says it, and nothing is compared."""
    return [
        t
        for i, t in enumerate(tokens)
        if not (t.text in ("一样", "同样") and i and tokens[i - 1].text == "也")
    ]


def _with_joint_roles(tokens: list[Token]) -> list[Token]:
    """`A、B合管的`: both have that role, which one word says."""
    found: list[Token] = []
    for place, token in enumerate(tokens):
        acts = tokens[place + 1 : place + 2]
        if token.text in _SOLE_ROLES and not (acts and acts[0].has("role")):
            middle = token.start + 1
            role = taken_as(token, "role", "supervising")
            found.append(replace(taken_as(token, "only"), end=middle, text="独家"))
            found.append(replace(role, start=middle, text="管"))
            continue
        if token.text in _JOINT_ROLES and token.has("role"):
            middle = token.start + 1
            denied = bool(found) and found[-1].has("neg")
            joint = replace(taken_as(token, "and"), text="共同", end=middle)
            if denied:
                joint = replace(taken_as(found.pop(), "only"), text="独家")
            role = taken_as(token, "role", token.value("role") or "any")
            found += [joint, replace(role, start=middle, text=token.text[1:])]
        else:
            found.append(token)
    return found


_SOLE_ROLES = ("独管", "单管")
_JOINT_ROLES = ("合管", "共管", "合办", "协管")
_SINGLE = ("唯一", "唯一的", "惟一", "唯独")


def _with_any_of_named(tokens: list[Token]) -> list[Token]:
    """`A、B，只要有一家牵头就算`, `A、B其中一位`: any of those who are named will do."""
    for place, token in enumerate(tokens):
        behind = tokens[place + 1 : place + 2]
        counts_others = behind and behind[0].has("noun", "rolenoun", "beside", "type", "ormore")
        if token.text not in _ONE_OF or counts_others or not _lists_agents(tokens[:place]):
            continue
        first = place
        while first and (tokens[first - 1].text in _AT_LEAST or tokens[first - 1].has("have")):
            first -= 1
        will_do = first < place and [t.text for t in tokens if t.text in ("就", "算")] == [
            "就",
            "算",
        ]
        if will_do or any(t.text in _AT_LEAST for t in tokens[first:place]):
            either = replace(taken_as(token, "or", "any"), start=tokens[first].start, text="任一")
            before = [t for t in tokens[:first] if t.text not in _AT_LEAST[:1]]
            return [*before, either, *tokens[place + 1 :]]
    return tokens


_WILL_DO = ("就", "算")
_ONE_OF = ("一家", "一个", "一位", "一人", "一方", "1家", "1个", "1位", "1人")
_AT_LEAST = (
    "至少",
    "只",
    "要",
    "哪怕",
    "其中",
    "起码",
    "最少",
    "里头",
    "当中",
    "之中",
    "任意",
)


def _lists_agents(tokens: list[Token]) -> bool:
    """Tell whether two bodies or leaders stand side by side."""
    joined = zip(tokens, tokens[1:], tokens[2:], strict=False)
    return any(is_agent(a) and b.has("and", "or") and is_agent(c) for a, b, c in joined)


def _with_pronouns(tokens: list[Token]) -> list[Token]:
    """`公安局的任务里和它一起牵头的`: with whom others work is the one that is named before."""
    found = list(tokens)
    for place, (joint, pronoun) in enumerate(pairwise(tokens), 1):
        named = {t.text: t for t in tokens[:place] if is_agent(t)}
        if joint.text in _WITH and pronoun.text in _PRONOUNS and len(named) == 1:
            [one] = named.values()
            found[place] = replace(one, start=pronoun.start, end=pronoun.end)
        first = next((t for t in tokens[:place] if is_agent(t)), None)
        if joint.has("only") and pronoun.text == "它" and first is not None:
            found[place] = replace(first, start=pronoun.start, end=pronoun.end)
    return _with_excepted_again(found)


def _with_excepted_again(tokens: list[Token]) -> list[Token]:
    """`除X自己外，它那些任务的牵头单位`: of the one that is left out something is asked."""
    named = {t.text: t for t in tokens if is_agent(t)}
    ends = (i for i, t in enumerate(tokens) if t.has("exceptend"))
    comma = next((i for i, t in enumerate(tokens) if t.text == ","), len(tokens))
    end = next(ends, comma)
    excepted = any(t.has("except") for t in tokens[:end])
    for place in range(end + 1, len(tokens) - 1):
        own = tokens[place].text in _PRONOUNS and len(named) == 1 and excepted
        if own and next(
            (is_item_noun(t) for t in tokens[place + 1 :] if not t.has("noise")), False
        ):
            [one] = named.values()
            again = replace(one, start=tokens[place].start, end=tokens[place].end)
            of = replace(taken_as(tokens[place], "noise"), text="的")
            behind = [t for t in tokens[place + 1 :] if t.value("noise") != "pronoun"]
            return [*tokens[:place], again, of, *behind]
    return tokens


_PRONOUNS = ("它", "他", "她", "其", "该局", "该单位", "该镇", "该部门", "该领导")


def _with_more_than(tokens: list[Token]) -> list[Token]:
    """`分管领导不止X一人`: X has the role, and not alone."""
    for place in range(len(tokens) - 2):
        more, named, alone = tokens[place : place + 3]
        if more.has("gt") and is_agent(named) and alone.text in (*ALONE, *PERSON):
            denial = [taken_as(more, "neg"), taken_as(alone, "only")]
            denial = [replace(denial[0], text="不是"), replace(denial[1], text="独家")]
            return [*tokens[:place], named, *denial, *tokens[place + 3 :]]
    return tokens


def _with_both_asked(tokens: list[Token]) -> list[Token]:
    """`归哪个单位、哪位领导`: who has it, bodies and leaders."""
    for place in range(len(tokens) - _BOTH_ASKED + 1):
        by, which, one, joint, again, other = tokens[place : place + _BOTH_ASKED]
        asked = which.has("wh", "which") and again.has("wh", "which") and joint.has("and")
        nouns = {one.value("noun"), other.value("noun")}
        behind = tokens[place + _BOTH_ASKED :]
        acts = bool(behind) and behind[0].has("role", "rolenoun")
        if by.has("by") and asked and nouns == {"agency", "official"} and not acts:
            return [*tokens[:place], taken_as(by, "who"), *tokens[place + _BOTH_ASKED :]]
    return tokens


_BOTH_ASKED = 6


def _with_others_too(tokens: list[Token]) -> list[Token]:
    """`X跟别的领导共同分管的`, `X还与别家一起牵头的`: at least one more has the role."""
    for place, (joint, others) in enumerate(pairwise(tokens)):
        named = next((t for t in reversed(tokens[:place]) if is_agent(t)), None)
        anybody = others.has("beside", "others") or others.text in OTHERS
        if joint.text not in _WITH or not anybody or named is None:
            continue
        end = place + 2
        while end < len(tokens) and (tokens[end].value("num") == "1" or _is_holder(tokens[end])):
            end += 1
        kind = "official" if named.named("official") else ""
        return [*tokens[:place], taken_as(joint, "others", kind), *tokens[end:]]
    return tokens


def _is_holder(token: Token) -> bool:
    return token.value("noun") in ("agency", "official")


def _all_there(tokens: list[Token]) -> list[Token]:
    """`X的任务只在附件2吗`: whether all of them are there, and not whether X is there alone."""
    if not any(t.has("yesno") for t in tokens):
        return tokens
    for place, only in enumerate(tokens):
        behind = next((t for t in tokens[place + 1 :] if not t.has("noise")), only)
        before = next((t for t in reversed(tokens[:place]) if not t.has("noise", "yesno")), only)
        if only.has("only") and behind.has("annex", "annexes") and before.has("noun"):
            every = replace(taken_as(only, "every"), text="都")
            rest = [t for t in tokens[place + 1 :] if t.text not in ("才", "才有")]
            return [*tokens[:place], every, *rest]
    return tokens


def _without_others(tokens: list[Token]) -> list[Token]:
    """`X不和别家一起牵头的`: nobody else has the role."""
    for place, (denial, others) in enumerate(pairwise(tokens)):
        named = any(is_agent(t) for t in tokens[:place])
        if named and denial.has("neg") and others.has("others"):
            alone = replace(taken_as(others, "only"), text="独家")
            return [*tokens[:place], alone, *tokens[place + 2 :]]
    return tokens


_WITH = ("跟", "与", "和", "同")


def _with_others(tokens: list[Token]) -> list[Token]:
    """`除X外还有其他分管领导的任务`, `分管领导除X外还有其他人的`: X has the role, and not alone."""
    said = [t for t in tokens if not t.has("noise") or t.has("exceptend")]
    for place in range(len(said) - _WORDS_BESIDE):
        out, named, end, also, have, others, column = said[place : place + _WORDS_BESIDE]
        is_said = out.has("except") and is_agent(named) and end.has("exceptend")
        more = also.text in ("还", "另") and have.has("have") and others.has("beside", "others")
        first, last = tokens.index(out), tokens.index(column)
        before = tokens[first - 1] if first else column
        if before.has("rolenoun") and column.value("noun") in ("official", "agency"):
            first, column = first - 1, before
        asked = said[place + _WORDS_BESIDE].has("noun", "which", "wh")
        if is_said and more and asked and column.has("rolenoun"):
            denial = replace(taken_as(also, "neg"), text="不是")
            alone = replace(taken_as(others, "only"), text="独家")
            return [*tokens[:first], column, named, denial, alone, *tokens[last + 1 :]]
    return tokens


_WORDS_BESIDE = 7
