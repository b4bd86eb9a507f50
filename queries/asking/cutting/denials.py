"""What is denied with stress, or not of all: 一项都没, 一次都没有, 难道不是, 并不都由X分管."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from queries.asking.readings.draft import is_agent
from queries.asking.words.tokens import Token, taken_as


def without_rhetoric(tokens: list[Token]) -> list[Token]:
    """`难道不是X的吗`: whether it is, as the asker believes; `是否找不到…`: that there is none."""
    for place, (asks, denial) in enumerate(pairwise(tokens)):
        if asks.text in ("是否", "是不是") and denial.text in _NOWHERE:
            none = replace(denial, text="没有")
            tail = replace(taken_as(asks, "yesno", "tail"), text="对吗")
            return [*tokens[:place], none, *tokens[place + 2 :], tail]
    for place, (asks, denial) in enumerate(pairwise(tokens)):
        if asks.text == "难道" and denial.has("neg"):
            kept = taken_as(denial, "be") if denial.text.endswith("是") else None
            return [*tokens[: place + 1], *([kept] if kept else []), *tokens[place + 2 :]]
    return tokens


def without_stress(tokens: list[Token]) -> list[Token]:
    """`X没当过主要责任单位，一次都没有`: what is denied before is denied with more stress."""
    for place, token in enumerate(tokens):
        ends = place + 1 == len(tokens) or tokens[place + 1].has("mark")
        first = next((i for i in range(place, 0, -1) if tokens[i].has("mark")), 0)
        said = tokens[first + 1 : place]
        none = token.has("neg") and bool(said) and _is_one(said[0]) and len(said) <= _STRESSED
        if ends and first and none and any(t.has("neg") for t in tokens[:first]):
            return [*tokens[:first], *tokens[place + 1 :]]
    return tokens


_NOWHERE = ("找不到", "找不着", "看不到", "没有", "不存在")
_STRESSED = 2
_NONE = {"没": "没有", "无": "没有"}


def with_none(tokens: list[Token]) -> list[Token]:
    """`一项任务都没分到`, `工程一个也没有`, `没有一项由X分管`: not a single one, which is none."""
    found: list[Token] = []
    for token in tokens:
        one = next((n for n in (-2, -3) if len(found) >= -n and _is_one(found[n])), None)
        stressed = found and found[-1].text in ("都", "也")
        noun = one == -3 and not found[-2].has("noun", "role")
        if token.has("neg") and one is not None and stressed and not noun:
            even = found.pop()
            found[one + 1] = taken_as(found[one + 1], "noise")
            none = _NONE.get(token.text, token.text)
            found.append(replace(token, start=even.start, text=none))
            continue
        if token.has("neg") and token.text[:1] in "都也":
            last = -2 if len(found) > 1 and found[-1].has("noun", "role") else -1
            if len(found) >= -last and _is_one(found[last]):
                found[last] = taken_as(found[last], "noise")
                if found[-1].has("role"):
                    found.insert(-1, replace(token, text=token.text[1:]))
                    continue
        denied = _is_one(token) and found and found[-1].text in ("没有", "没", "无")
        found.append(taken_as(token, "noise") if denied else token)
    return found


def _is_one(token: Token) -> bool:
    return token.text in ("一个", "一项", "一条", "一件", "一次", "任何一项", "1项")


_MOSTLY: tuple[str, ...] = ("几乎", "大多", "大都", "基本", "基本上", "绝大多数")
_MOSTLY += ("绝大部分", "大多数", "大部分", "多半")


def without_not_all(tokens: list[Token]) -> list[Token]:
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
        again = {t.text for t in rest if is_agent(t)} & {t.text for t in tokens[place:end]}
        begin = next((i for i in range(place, 0, -1) if tokens[i].has("mark")), 0)
        if again and begin and any(t.has("neg") for t in rest):
            return [*tokens[:begin], *tokens[end:]]  # 里大多有X，没有X的是哪几项
        return rest if tokens[end].text in "。;" else tokens
    if exception is None:
        return tokens
    behind = tokens[place + 1 : exception]
    said = [t for t in behind if t.text != "都"]
    return [*tokens[:place], taken_as(tokens[place], "neg"), *said, *tokens[exception + 1 :]]


_EXCEPTION = ("例外", "例外的")
