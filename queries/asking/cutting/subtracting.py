"""What is taken away from what was said before: 把A分管的去掉还剩哪些, A除外, 排除他人."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from queries.asking.cutting.unaccompanied import (
    HOLDERS,
    ends_part,
    with_others_taken_away,
    with_shared_taken_away,
)
from queries.asking.readings.draft import WITHIN, is_agent
from queries.asking.readings.reading import OPPOSITES
from queries.asking.words.tokens import Token, taken_as


def with_subtraction(tokens: list[Token]) -> list[Token]:
    """Put what is taken away between 除 and 以外, where the grammar looks for it.

    >>> with_subtraction([])
    []
    """
    tokens = _with_two_words(_without_noun_again(_without_known_role(_with_signs(tokens))))
    tokens = with_others_taken_away(tokens)
    tokens = _with_parts_taken_away(_with_bounds_turned(_with_parts_before(tokens)))
    return _without_rest_named(with_shared_taken_away(_with_names_taken_away(tokens)))


def _with_bounds_turned(tokens: list[Token]) -> list[Token]:
    """`把牵头不足15项的单位去掉，还剩哪几家`: those with at least 15."""
    out = next((i for i, t in enumerate(tokens) if t.text == "除"), None)
    end = next((i for i, t in enumerate(tokens) if t.has("exceptend")), None)
    if out is None or end is None or end <= out:
        return tokens
    said = tokens[out + 1 : end]
    bounds = [t for t in said if t.has(*OPPOSITES)]
    if len(bounds) != 1 or said[-1].value("noun") not in HOLDERS:
        return tokens
    kind = next(k for k in OPPOSITES if bounds[0].has(k))
    turned = taken_as(bounds[0], OPPOSITES[kind])
    held = [turned if t is bounds[0] else t for t in said]
    rest = [t for t in tokens[end + 1 :] if not t.has("mark") or t.text != ","]
    return [*tokens[:out], *held, *rest]


def _without_rest_named(tokens: list[Token]) -> list[Token]:
    """`A分管的不要，其余任务`: what is left is the rest, and nobody else than somebody named."""
    end = next((i for i, t in enumerate(tokens) if t.has("exceptend")), len(tokens))
    return [
        taken_as(t, "noise") if i > end and t.text in _REST and _counted(tokens, i + 1) else t
        for i, t in enumerate(tokens)
    ]


_REST = ("其余", "其他", "其它", "别的", "另一位", "另一家", "另一个")


def _counted(tokens: list[Token], place: int) -> bool:
    noun = tokens[place] if place < len(tokens) else None
    of_items = noun is not None and noun.value("noun") in ("item", "project", "indicator")
    return of_items or (noun is not None and tokens[place - 1].text.startswith("另一"))


def _with_signs(tokens: list[Token]) -> list[Token]:
    """`A分管 减 B主责 = 哪几条`, `A(主责)-B(分管)=?`: as 除B主责以外."""
    for place in range(1, len(tokens) - 2):
        before = [t for t in tokens[:place] if t.text != ")"]
        behind = tokens[place + 1]
        minus = tokens[place].text in _MINUS and is_agent(behind) and before[-1].has("role")
        equals = next((i for i in range(place, len(tokens)) if tokens[i].text == "="), None)
        if not minus or equals is None:
            continue
        said = [t for t in tokens[place + 1 : equals] if t.text not in "()"]
        left = [t for t in before if t.text not in "()"]
        out = replace(taken_as(tokens[place], "except"), text="除")
        end = replace(taken_as(tokens[equals], "exceptend", "behind"), text="以外")
        item = replace(taken_as(tokens[equals], "noun", "item"), text="任务")
        return [*left, item, out, *said, end, *tokens[equals + 1 :]]
    return tokens


def _without_noun_again(tokens: list[Token]) -> list[Token]:
    """`剔除由A负责的工程之后，尚余哪些工程`: what is left is asked for in the same word."""
    out = next((i for i, t in enumerate(tokens) if t.has("except")), None)
    comma = next(
        (i for i, t in enumerate(tokens) if out is not None and i > out and t.text == ","), 0
    )
    if out is None or not comma:
        return tokens
    said = [t for t in tokens[out + 1 : comma] if t.text not in _AFTER]
    again = len(said) > 1 and said[-2].text == "的" and said[-1].has("noun")
    asked = any(t.text == said[-1].text for t in tokens[comma:]) if again else False
    if not asked or not any(t.has("role") for t in said):
        return tokens
    end = replace(taken_as(tokens[comma], "exceptend", "behind"), text="以外")
    return [*tokens[: out + 1], *said[:-1], end, *tokens[comma:]]


_AFTER = ("之后", "以后", "后", "之外", "以外")
_MINUS = ("减", "减去", "-", "−", "–")


def _without_known_role(tokens: list[Token]) -> list[Token]:
    """`除牵头的A外，…`: A is left out, whose role is only told."""
    for place in range(len(tokens) - 4):
        out, role, of, named, end = tokens[place : place + 5]
        told = out.has("except") and role.has("role") and of.text == "的"
        if told and is_agent(named) and end.has("exceptend"):
            return [*tokens[: place + 1], *tokens[place + 3 :]]
    return tokens


def _with_two_words(tokens: list[Token]) -> list[Token]:
    """`A分管的不要`, `A分管的不算在内`: not wanted at the end of a part is taken away."""
    found: list[Token] = []
    for place, token in enumerate(tokens):
        last = found[-1] if found else None
        taken = last is not None and last.text == "不" and token.text in _WANTED
        apart = ends_part(tokens, place + 1) or _begins(tokens, place - 1)
        if last is not None and taken and apart:
            found[-1] = replace(taken_as(last, "except"), text="不要", end=token.end)
        else:
            found.append(token)
    return found


def _begins(tokens: list[Token], place: int) -> bool:
    """Tell whether 不 begins a part that ends in 的: 不要A牵头的，…."""
    end = next((i for i in range(place, len(tokens)) if tokens[i].text == ","), place)
    said = tokens[place:end]
    begins = place == 0 or tokens[place - 1].has("mark")
    return begins and bool(said) and said[-1].text == "的" and _is_condition(said)


_WANTED = ("要", "需要", "用", "看", "列", "数")


def _with_parts_before(tokens: list[Token]) -> list[Token]:
    """`把A分管的去掉，…`, `A分管的不算，…`: what is taken away stands before the verb."""
    for place in range(len(tokens) - 1, 0, -1):
        if not tokens[place].has("except") or not ends_part(tokens, place + 1):
            continue
        begin = _beginning(tokens, place)
        said = tokens[begin:place]
        while said and (said[-1].has("scope") or said[-1].text in _ALL):
            said = said[:-1]
        if not any(t.has("role", "rolenoun") for t in said) or not _is_condition(said):
            continue
        before = tokens[:begin]
        if before and before[-1].text in _TAKING:
            before = before[:-1]
        if any(t.has("except") for t in before[-3:]):
            continue
        out = replace(taken_as(tokens[place], "except"), text="除")
        end = replace(taken_as(tokens[place], "exceptend", "behind"), text="以外")
        tokens = [*before, out, *said, end, *tokens[place + 1 :]]
    return tokens


_TAKING = ("把", "将")
_ALL = ("都", "也", "统统", "全", "全都", "一律", "先")


def _beginning(tokens: list[Token], place: int) -> int:
    """Return where what is taken away begins: behind 把, behind the whole it is of, or a mark."""
    for at in range(place - 1, -1, -1):
        token = tokens[at]
        if token.text in _TAKING or token.has("mark"):
            begin = at + 1
            break
    else:
        begin = 0
    for at in range(begin, place - 1):
        if tokens[at].value("noun") == "item" and tokens[at + 1].text in WITHIN:
            return at + 2
    return begin


def _is_condition(said: list[Token]) -> bool:
    asks = any(t.has("wh", "which", "who", "count", "yesno") for t in said)
    named = any(is_agent(t) for t in said)
    counted = any(t.has("lt", "le", "gt", "ge", "eq", "ormore", "orless", "only") for t in said)
    return (named or counted) and not asks


def _with_parts_taken_away(tokens: list[Token]) -> list[Token]:
    """`去掉A牵头的和B分管的`, `去掉A的、再去掉B的`: each is left out by itself."""
    found: list[Token] = []
    within: Token | None = None
    for place, token in enumerate(tokens):
        if within is not None and (token.has("exceptend") or token.text == ","):
            within = None
        elif within is not None and (token.has("except") or _parts(tokens, place)):
            while found[-1].text in _AGAIN or found[-1].has("and"):
                found.pop()
            found.append(replace(taken_as(token, "exceptend", "behind"), text="以外"))
            if not token.has("except"):
                found.append(within)
                continue
        if token.has("except"):
            within = token
        found.append(token)
    return found


_AGAIN = ("再", "又", "并", "也", "、")


def _parts(tokens: list[Token], place: int) -> bool:
    """Tell whether 和 joins two conditions here, each with a role of its own."""
    before, behind = tokens[place - 1], tokens[place + 1 : place + 4]
    joins = tokens[place].has("and") and before.text == "的"
    return joins and any(is_agent(t) for t in behind[:1]) and any(t.has("role") for t in behind)


def _with_names_taken_away(tokens: list[Token]) -> list[Token]:
    """`（A除外）` behind a role: A is left out, and does not have the role."""
    for place, (out, end) in enumerate(pairwise(tokens)):
        if not (out.has("except") and end.has("exceptend")):
            continue
        first = place
        while first and (is_agent(tokens[first - 1]) or tokens[first - 1].has("and")):
            first -= 1
        names, before = tokens[first:place], [t for t in tokens[:first] if t.text != "("]
        if names and before and before[-1].has("role") and not names[0].has("and"):
            rest = tokens[place + 2 :]
            rest = rest[1:] if rest and rest[0].text == ")" else rest
            return [*before, out, *names, end, *_with_names_taken_away(rest)]
    return tokens
