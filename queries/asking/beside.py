"""Words that say something only beside others: X一家负责, Y都在而X不在的, 一项都没有."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from queries.asking.annexed import with_one_annex, with_rows_listed, without_premise
from queries.asking.bracketed import with_brackets_read
from queries.asking.draft import is_agent
from queries.asking.grammar import Sense
from queries.asking.tokens import Token

_ALONE = ("一家", "1家", "一家单位", "一个单位", "一个部门")
_PERSON = ("一人", "一个人", "1人")
_PRESENT = ("在", "在列", "在内")
_ENDS = ("的", "而", ",", ";", "但", "但是", "、")
_LISTED_ALONE = ("只列", "仅列", "只看", "只写", "仅写")
"""What is said of the form of an answer, too: 只列行号."""
_EXACTLY = ("恰", "恰好", "正好", "刚好")
_NONE = {"没": "没有", "无": "没有"}


def with_words_beside(tokens: list[Token]) -> list[Token]:
    """Give words the meaning that they have beside others.

    `X一家` is X alone, `X在、Y不在` who has a role, `一项都没` that there is none.

    >>> with_words_beside([])
    []
    """
    tokens = with_one_annex(without_premise(with_rows_listed(with_brackets_read(tokens))))
    tokens = _with_none(_without_stress(tokens))
    tokens = _with_comparison(tokens)
    tokens = _with_both_asked(_with_company(_with_alone_listed(tokens)))
    tokens = _without_not_all(_with_more_than(_with_others(_without_other_annex(tokens))))
    found = [_beside(tokens, place) for place in range(len(tokens))]
    return [token for token in found if token is not None]


def _said(token: Token, kind: str, value: str = "") -> Token:
    return replace(token, senses=(Sense(kind, value),), nodes=())


def _without_stress(tokens: list[Token]) -> list[Token]:
    """`X没当过主要责任单位，一次都没有`: what is denied before is denied with more stress."""
    for place, token in enumerate(tokens):
        ends = place + 1 == len(tokens) or tokens[place + 1].has("mark")
        first = next((i for i in range(place, 0, -1) if tokens[i].has("mark")), 0)
        said = tokens[first + 1 : place]
        none = token.has("neg") and bool(said) and _is_one(said[0]) and len(said) <= _STRESSED
        if ends and first and none and any(t.has("neg") for t in tokens[:first]):
            return [*tokens[:first], *tokens[place + 1 :]]
    return tokens


_STRESSED = 2


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


def _with_none(tokens: list[Token]) -> list[Token]:
    """`一项任务都没分到`, `工程一个也没有`, `没有一项由X分管`: not a single one, which is none."""
    found: list[Token] = []
    for token in tokens:
        one = next((n for n in (-2, -3) if len(found) >= -n and _is_one(found[n])), None)
        stressed = found and found[-1].text in ("都", "也")
        noun = one == -3 and not found[-2].has("noun")
        if token.has("neg") and one is not None and stressed and not noun:
            even = found.pop()
            found[one + 1] = _said(found[one + 1], "noise")
            none = _NONE.get(token.text, token.text)
            found.append(replace(token, start=even.start, text=none))
            continue
        if token.has("neg") and token.text[:1] in "都也":
            last = -2 if len(found) > 1 and found[-1].has("noun") else -1
            if len(found) >= -last and _is_one(found[last]):
                found[last] = _said(found[last], "noise")
        denied = _is_one(token) and found and found[-1].text in ("没有", "没", "无")
        found.append(_said(token, "noise") if denied else token)
    return found


def _with_alone_listed(tokens: list[Token]) -> list[Token]:
    """`主要责任单位只列X一家的`: before a name 只列 restricts, elsewhere it says what to write."""
    named = [is_agent(token) for token in tokens[1:]]
    return [
        _said(token, "only") if token.text in _LISTED_ALONE and is_named else token
        for token, is_named in zip(tokens, [*named, False], strict=False)
    ]


def _is_one(token: Token) -> bool:
    return token.text in ("一个", "一项", "一条", "一件", "一次", "任何一项", "1项")


def _with_more_than(tokens: list[Token]) -> list[Token]:
    """`分管领导不止X一人`: X has the role, and not alone."""
    for place in range(len(tokens) - 2):
        more, named, alone = tokens[place : place + 3]
        if more.has("gt") and is_agent(named) and alone.text in (*_ALONE, *_PERSON):
            denial = [_said(more, "neg"), _said(alone, "only")]
            denial = [replace(denial[0], text="不是"), replace(denial[1], text="独家")]
            return [*tokens[:place], named, *denial, *tokens[place + 3 :]]
    return tokens


def _with_comparison(tokens: list[Token]) -> list[Token]:
    """`X分管的项数多于Y，对吗`: X is compared with Y, as by X比Y多."""
    for place, (more, other) in enumerate(pairwise(tokens)):
        named = is_agent(other) and any(is_agent(t) for t in tokens[:place])
        counts = any(t.has("count", "noun") for t in tokens[max(place - 2, 0) : place])
        if named and counts and more.text in _THAN:
            joint = replace(_said(more, "difference"), text="比")
            said = replace(_said(more, "more"), text=_THAN[more.text])
            return [*tokens[:place], joint, other, said, *tokens[place + 2 :]]
    return tokens


_THAN = {"多于": "多", "超过": "多", "大于": "多", "少于": "少", "小于": "少"}


def _with_both_asked(tokens: list[Token]) -> list[Token]:
    """`归哪个单位、哪位领导`: who has it, bodies and leaders."""
    for place in range(len(tokens) - _BOTH_ASKED + 1):
        by, which, one, joint, again, other = tokens[place : place + _BOTH_ASKED]
        asked = which.has("wh", "which") and again.has("wh", "which") and joint.has("and")
        nouns = {one.value("noun"), other.value("noun")}
        behind = tokens[place + _BOTH_ASKED :]
        acts = bool(behind) and behind[0].has("role", "rolenoun")
        if by.has("by") and asked and nouns == {"agency", "official"} and not acts:
            return [*tokens[:place], _said(by, "who"), *tokens[place + _BOTH_ASKED :]]
    return tokens


_BOTH_ASKED = 6


def _with_company(tokens: list[Token]) -> list[Token]:
    """`X跟别的领导共同分管的`, `X还与别家一起牵头的`: at least one more has the role."""
    for place, (joint, others) in enumerate(pairwise(tokens)):
        named = next((t for t in reversed(tokens[:place]) if not t.has("noise", "and")), None)
        anybody = others.has("beside", "others") or others.text in _ANYBODY
        if joint.text not in _WITH or not anybody or named is None or not is_agent(named):
            continue
        noun = tokens[place + 2] if place + 2 < len(tokens) else others
        end = place + (3 if noun.value("noun") in ("agency", "official") else 2)
        kind = "official" if named.named("official") else ""
        return [*tokens[:place], _said(joint, "others", kind), *tokens[end:]]
    return tokens


_WITH = ("跟", "与", "和", "同")
_ANYBODY = ("别的", "别家", "别人", "他人", "其他人", "其他家", "旁人")


def _with_others(tokens: list[Token]) -> list[Token]:
    """`除X外还有其他分管领导的任务`, `分管领导除X外还有其他人的`: X has the role, and not alone."""
    said = [t for t in tokens if not t.has("noise") or t.has("exceptend")]
    for place in range(len(said) - _OTHERS):
        out, named, end, also, have, others, column = said[place : place + _OTHERS]
        is_said = out.has("except") and is_agent(named) and end.has("exceptend")
        more = also.text in ("还", "另") and have.has("have") and others.has("beside", "others")
        first, last = tokens.index(out), tokens.index(column)
        before = tokens[first - 1] if first else column
        if before.has("rolenoun") and column.value("noun") in ("official", "agency"):
            first, column = first - 1, before
        asked = said[place + _OTHERS].has("noun", "which", "wh")
        if is_said and more and asked and column.has("rolenoun"):
            denial = replace(_said(also, "neg"), text="不是")
            alone = replace(_said(others, "only"), text="独家")
            return [*tokens[:first], column, named, denial, alone, *tokens[last + 1 :]]
    return tokens


_OTHERS = 7
_MOSTLY: tuple[str, ...] = ("几乎", "大多", "大都", "基本", "基本上", "绝大多数")
_MOSTLY += ("绝大部分", "大多数", "大部分", "多半")


def _without_not_all(tokens: list[Token]) -> list[Token]:
    """`X的任务并不都由Y分管，其中…`: what is not so of all says nothing of any one."""
    if any(t.has("yesno") for t in tokens):
        return tokens
    for place, token in enumerate(tokens[:-1]):
        ends = (i for i in range(place, len(tokens)) if tokens[i].has("mark"))
        end = next(ends, None)
        if end is None:
            break
        if token.text in _MOSTLY:
            return _with_exception(tokens, place, end)
        if not (token.has("neg") and tokens[place + 1].text in ("都", "全", "全都", "全部")):
            continue
        if tokens[end].text == "。" or any(t.text == "其中" for t in tokens[end : end + 3]):
            again = {t.text for t in tokens[:place] if is_agent(t)} & {t.text for t in tokens[end:]}
            return tokens[end + 1 :] if again else [*tokens[:place], *tokens[end:]]
    return tokens


def _with_exception(tokens: list[Token], place: int, end: int) -> list[Token]:
    """`X的任务几乎都由Y分管，例外的是哪一项`: not by Y. What a sentence says by itself goes."""
    rest = tokens[end + 1 :]
    exception = next((i for i, t in enumerate(tokens) if i > end and t.text in _EXCEPTION), None)
    if any(is_agent(t) for t in rest):
        return rest if tokens[end].text in "。;" else tokens
    if exception is None:
        return tokens
    behind = tokens[place + 1 : exception]
    said = [t for t in behind if t.text != "都"]
    return [*tokens[:place], _said(tokens[place], "neg"), *said, *tokens[exception + 1 :]]


_EXCEPTION = ("例外", "例外的")


def _beside(tokens: list[Token], place: int) -> Token | None:
    """Return the word at `place` with its meaning beside the others, None if it says none."""
    token = tokens[place]
    if token.text in _ALONE and (near := _said_alone(tokens, place)):
        return _said(token, "only") if near == "only" else None
    if token.text == "分别" and _asks_which(tokens, place):
        return None
    if token.text in _EXACTLY and _is_by_agent(tokens, place + 1):
        return replace(_said(token, "only"), text="独家")
    if token.text in _PRESENT and _is_present(tokens, place):
        return _said(token, "role", "any")
    return _of_column(tokens, place)


def _of_column(tokens: list[Token], place: int) -> Token:
    """`分管领导只有一个人的`, `分管领导恰好是A、B`: how many or who alone stands in a column."""
    token, earlier = tokens[place], tokens[max(place - 2, 0) : place]
    if token.text in _PERSON and [t.has("rolenoun", "only") for t in earlier] == [True, True]:
        return _said(token, "num", "1") if earlier[-1].has("only") else token
    if _is_where(tokens, place):
        return _said(token, "role", token.value("rolenoun") or "any")
    if token.has("eq") and earlier and earlier[-1].has("rolenoun"):
        named = next((t for t in tokens[place + 1 :] if not t.has("be")), None)
        return _said(token, "only") if named is not None and is_agent(named) else token
    return token


def _is_where(tokens: list[Token], place: int) -> bool:
    """`A、B同时出现在主要责任单位栏的是哪些`: the column says in which role they stand there."""
    token, before = tokens[place], tokens[place - 1] if place else None
    stands = before is not None and before.text.endswith("在") and "栏" in token.text
    if not (token.has("rolenoun") and stands and any(is_agent(t) for t in tokens[:place])):
        return False
    return not any(t.value("noun") in ("agency", "official") or t.has("who") for t in tokens)


def _asks_which(tokens: list[Token], place: int) -> bool:
    """`…的条目分别是哪几条`: of items that are not told apart by anybody who has them."""
    behind = tokens[place + 1] if place + 1 < len(tokens) else None
    asked = behind is not None and behind.has("which") and behind.text[-1:] in "项条件"
    return asked and sum(is_agent(t) for t in tokens) < _SEVERAL


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
    behind = tokens[place + 1] if place + 1 < len(tokens) else None
    if behind is not None and behind.text not in _ENDS and not behind.has("yesno", "mark"):
        return False
    for token in reversed(tokens[:place]):
        if token.named("agency", "group", "official"):
            return True
        if token.text not in ("不", "没", "都", "均", "也"):
            return False
    return False
