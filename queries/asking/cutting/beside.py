"""Words that say something only beside others: X一家负责, Y都在而X不在的, 一项都没有."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from queries.asking.cutting.annexed import (
    with_one_annex,
    with_rows_in_order,
    without_premise,
    without_whole,
)
from queries.asking.cutting.bracketed import with_brackets_read
from queries.asking.cutting.company import ALONE, PERSON, with_company
from queries.asking.cutting.denials import (
    with_none,
    without_not_all,
    without_rhetoric,
    without_stress,
)
from queries.asking.cutting.frames import with_wanted
from queries.asking.cutting.holding import with_roles_held
from queries.asking.cutting.lacking import with_parts_lacking
from queries.asking.cutting.notation import with_notation
from queries.asking.cutting.one_of_two import with_one_of_two
from queries.asking.cutting.order import with_usual_order
from queries.asking.cutting.partners import with_partners
from queries.asking.cutting.subtracting import with_subtraction
from queries.asking.readings.draft import PRESENT, is_agent
from queries.asking.words.grammar import Sense
from queries.asking.words.tokens import Token, taken_as

_ALL_OF_IT = ("包揽", "独揽")
"""What says by itself that nobody else has it, and behind 单独 only that somebody does."""
_ENDS = ("的", "而", ",", ";", "但", "但是", "、")
_LISTED_ALONE = ("只列", "仅列", "只看", "只写", "仅写")
"""What is said of the form of an answer, too: 只列行号."""
_EXACTLY = ("恰", "恰好", "正好", "刚好")


def with_words_beside(tokens: list[Token]) -> list[Token]:
    """Give words the meaning that they have beside others.

    `X一家` is X alone, `X在、Y不在` who has a role, `一项都没` that there is none.

    >>> with_words_beside([])
    []
    """
    tokens = with_one_of_two(with_parts_lacking(with_rows_in_order(tokens)))
    tokens = with_roles_held(with_notation(with_brackets_read(tokens)))
    tokens = with_subtraction(without_rhetoric(tokens))
    tokens = with_one_annex(without_premise(without_whole(with_usual_order(tokens))))
    tokens = with_none(without_stress(tokens))
    tokens = _without_other_annex(_with_alone_listed(_with_hosts_asked(tokens)))
    tokens = with_partners(without_not_all(with_company(tokens)))
    found = [_beside(tokens, place) for place in range(len(tokens))]
    return [token for token in found if token is not None]


def _without_other_annex(tokens: list[Token]) -> list[Token]:
    """`只在附件2担任，在附件1中从未担任`: what 只 says of one annex is said of the other again."""
    only = next((i for i, t in enumerate(tokens) if t.has("only")), None)
    near = tokens[only + 1 : only + 4] if only is not None else []
    if only is None or not any(t.has("annex") or t.value("noun") == "project" for t in near):
        return tokens
    parts = [i for i, t in enumerate(tokens) if i > only and (t.text in ",;、" or t.has("but"))]
    for place in parts:
        end = next((i for i in range(place + 1, len(tokens)) if tokens[i].has("mark")), len(tokens))
        again = tokens[place + 1 : end]
        asks = any(t.has("wh", "which", "who", "count", "noun") for t in again)
        if any(t.has("annex") for t in again) and any(t.has("neg") for t in again) and not asks:
            return [*tokens[:place], *tokens[end:]]
    return tokens


def _with_hosts_asked(tokens: list[Token]) -> list[Token]:
    """`谁来办`, `由谁承办`: a body does that, and not the leader above it."""
    for place, (asked, deed) in enumerate(pairwise(tokens)):
        if asked.has("who") and deed.text in _HOSTED:
            noun = replace(deed, text="单位", senses=(Sense("noun", "agency"),))
            rest = [*tokens[: place + 1], *tokens[place + 2 :]]
            return with_wanted(rest, asked, noun)
    return tokens


_HOSTED = ("办", "承办", "主办", "操办", "举办", "承建", "落实", "执行", "干")


def _with_alone_listed(tokens: list[Token]) -> list[Token]:
    """`主要责任单位只列X一家的`: before a name 只列 restricts, elsewhere it says what to write."""
    named = [is_agent(token) for token in tokens[1:]]
    return [
        taken_as(token, "only") if token.text in _LISTED_ALONE and is_named else token
        for token, is_named in zip(tokens, [*named, False], strict=False)
    ]


def _beside(tokens: list[Token], place: int) -> Token | None:
    """Return the word at `place` with its meaning beside the others, None if it says none."""
    token = tokens[place]
    if token.text in ALONE and (near := _said_alone(tokens, place)):
        return taken_as(token, "only") if near == "only" else None
    if token.text == "分别" and _says_nothing(tokens, place):
        return None
    if token.text in _EXACTLY and _is_by_agent(tokens, place + 1):
        return replace(taken_as(token, "only"), text="独家")
    if token.text in PRESENT and _is_present(tokens, place):
        return taken_as(token, "role", "any")
    return _of_column(tokens, place)


def _says_nothing(tokens: list[Token], place: int) -> bool:
    """Tell whether 分别 tells nothing apart: 分别是哪几条, 分别归谁分管."""
    return _asks_which(tokens, place) or _is_told(tokens, place) or _asks_who(tokens, place)


def _of_column(tokens: list[Token], place: int) -> Token:
    """`分管领导只有一个人的`, `分管领导恰好是A、B`: how many or who alone stands in a column."""
    token, earlier = tokens[place], tokens[max(place - 2, 0) : place]
    if token.text == "自己" and _is_own(tokens, place):
        return taken_as(token, "only")
    if token.text in _ALL_OF_IT and earlier and earlier[-1].has("only"):
        return taken_as(token, "role", "responsible")
    if token.text in PERSON and [t.has("rolenoun", "only") for t in earlier] == [True, True]:
        return taken_as(token, "num", "1") if earlier[-1].has("only") else token
    if _is_where(tokens, place):
        return taken_as(token, "role", token.value("rolenoun") or "any")
    if token.has("eq") and earlier and earlier[-1].has("rolenoun"):
        named = next((t for t in tokens[place + 1 :] if not t.has("be")), None)
        return taken_as(token, "only") if named is not None and is_agent(named) else token
    return token


def _is_where(tokens: list[Token], place: int) -> bool:
    """`A、B同时出现在主要责任单位栏的是哪些`: the column says in which role they stand there."""
    token, before = tokens[place], tokens[place - 1] if place else None
    stands = before is not None and before.text.endswith("在")
    stands = stands and ("栏" in token.text or token.text[0] in '“"')
    if not (token.has("rolenoun") and stands and any(is_agent(t) for t in tokens[:place])):
        return False
    asked = (t for i, t in enumerate(tokens) if not _counts_those_named(tokens, i))
    return not any(t.value("noun") in ("agency", "official") or t.has("who") for t in asked)


def _counts_those_named(tokens: list[Token], place: int) -> bool:
    """`A和B两人`: how many those are who are named."""
    before = tokens[max(place - 2, 0) : place]
    return len(before) > 1 and is_agent(before[0]) and before[1].has("num")


def _asks_which(tokens: list[Token], place: int) -> bool:
    """`…的条目分别是哪几条`: of items that are not told apart by anybody who has them."""
    behind = next((t for t in tokens[place + 1 :] if not t.has("be")), None)
    asked = behind is not None and behind.has("which", "asks") and behind.text[-1:] in "项条件"
    jointly = any(t.text in _AT_ONCE for t in tokens[:place])
    return asked and (jointly or sum(is_agent(t) for t in tokens) < _SEVERAL)


def _asks_who(tokens: list[Token], place: int) -> bool:
    """`A负责的事分别归谁分管`: by whom, which may be several."""
    behind = tokens[place + 1 : place + 3]
    supervises = len(behind) > 1 and behind[1].value("role") == "supervising"
    return supervises and behind[0].has("who") and sum(is_agent(t) for t in tokens) == 1


def _is_told(tokens: list[Token], place: int) -> bool:
    """`请分别指出由A、B担任牵头的任务`: items are told, whoever of those has them."""
    behind = tokens[place + 1 : place + 3]
    last = [t for t in tokens if not t.has("mark")][-1]
    by = len(behind) > 1 and behind[0].value("noise") == "request" and behind[1].has("by")
    return by and last.value("noun") == "item" and not any(t.has("wh", "which") for t in tokens)


def _is_own(tokens: list[Token], place: int) -> bool:
    """`农委自己主责、…的`: by itself, where it is said right before the role."""
    before, behind = tokens[max(place - 1, 0) : place], tokens[place + 1 : place + 2]
    named = bool(before) and is_agent(before[0])
    return (
        named and bool(behind) and behind[0].has("role") and not any(t.has("only") for t in before)
    )


_AT_ONCE = ("同时", "共同", "都", "均", "一起", "联合", "并列")


_SEVERAL = 2
"""From how many names on 分别 asks for the work of each."""


def _is_by_agent(tokens: list[Token], place: int) -> bool:
    """`恰由A、B两人分管`: tell whether 由 and somebody named stand at `place`."""
    by = tokens[place : place + 2]
    return len(by) > 1 and by[0].has("by") and is_agent(by[1])


def _said_alone(tokens: list[Token], place: int) -> str:
    """Return what 一家 is: `X一家负责` says 只, `只有X一家`, `它一家单独主责` say it once more."""
    before = tokens[place - 1] if place else None
    behind = tokens[place + 1] if place + 1 < len(tokens) else None
    named = before is not None and (_is_body(before) or before.text in ("它", "其", "自己"))
    again = behind is not None and behind.has("only")
    near = [t for t in tokens[:place] if not t.has("noise")][-3:]
    if named and (again or any(t.has("only") for t in near)):
        return "again"
    acts = behind is not None and behind.has("role")
    return "only" if acts and _is_body(before) else ""


def _is_body(token: Token | None) -> bool:
    return token is not None and bool(token.named("agency", "group"))


def _is_present(tokens: list[Token], place: int) -> bool:
    """Tell whether 在 ends what is said of somebody named, and leads to no place."""
    behind = next((t for t in tokens[place + 1 :] if t.text not in ("了", "过")), None)
    if behind is not None and behind.text not in _ENDS and not behind.has("yesno", "mark"):
        return False
    for token in reversed(tokens[:place]):
        if token.named("agency", "group", "official"):
            return True
        if token.text not in ("不", "没", "都", "均", "也", "却", "又", "是不是都"):
            return False
    return False
