"""What is taken away from what was said before: 把A分管的去掉还剩哪些, A除外, 排除他人."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from queries.asking.readings.draft import is_agent
from queries.asking.words.tokens import Token, taken_as


def with_subtraction(tokens: list[Token]) -> list[Token]:
    """Put what is taken away between 除 and 以外, where the grammar looks for it.

    >>> with_subtraction([])
    []
    """
    tokens = _with_others_taken_away(_with_two_words(_without_known_role(tokens)))
    tokens = _with_parts_taken_away(_with_parts_before(tokens))
    return _without_rest_named(_with_shared_taken_away(_with_names_taken_away(tokens)))


def _with_shared_taken_away(tokens: list[Token]) -> list[Token]:
    """`把A和别人合管的去掉，他名下还有哪些`: what A has alone."""
    out = next((i for i, t in enumerate(tokens) if t.has("except")), None)
    ends = (i for i, t in enumerate(tokens) if out is not None and i > out)
    end = next((i for i in ends if tokens[i].has("exceptend") or tokens[i].text == ","), None)
    if out is None or end is None:
        return tokens
    said, rest = tokens[out + 1 : end], tokens[end + 1 :]
    names = [t for t in said if is_agent(t)]
    roles = [t for t in said if t.has("role")]
    if len(names) != 1 or len(roles) != 1 or not any(_says_others(t) for t in said):
        return tokens
    alone = replace(taken_as(tokens[out], "only"), text="独家")
    of = replace(taken_as(tokens[end], "noise"), text="的")
    behind = [t for i, t in enumerate(rest) if not _says_again(rest, i, names[0])]
    return [*tokens[:out], names[0], alone, roles[0], of, *behind]


def _says_others(token: Token) -> bool:
    return token.has("others", "beside") or token.text in _OTHERS


def _says_again(tokens: list[Token], place: int, named: Token) -> bool:
    """Tell whether a word names again who is named, or is the role or 由 beside such a word."""

    def again(at: int) -> bool:
        inside = 0 <= at < len(tokens)
        return inside and (tokens[at].text == named.text or tokens[at].value("noise") == "pronoun")

    token = tokens[place]
    beside = token.has("by") and again(place + 1)
    return again(place) or beside or (token.has("role") and again(place - 1)) or token.text == "还"


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
        apart = _ends(tokens, place + 1) or _begins(tokens, place - 1)
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
        if not tokens[place].has("except") or not _ends(tokens, place + 1):
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


def _ends(tokens: list[Token], place: int) -> bool:
    """Tell whether a part of the question ends at `place`: a mark, or what is left is asked for."""
    if place >= len(tokens):
        return True
    token = tokens[place]
    return token.has("mark") or token.text in _LEFT


_LEFT = ("后", "之后", "以后", "还剩", "剩下", "剩下的", "余下的", "的话")


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
        if tokens[at].value("noun") == "item" and tokens[at + 1].text in _OF_WHICH:
            return at + 2
    return begin


_OF_WHICH = ("里", "中", "里面", "当中", "之中", "里头", "其中")


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


def _with_others_taken_away(tokens: list[Token]) -> list[Token]:
    """`A和B分管且排除他人的`, `有别人参与的不算`: A and B alone."""
    for place, token in enumerate(tokens):
        if not token.has("except"):
            continue
        if (span := _others_behind(tokens, place) or _others_before(tokens, place)) is None:
            continue
        begin, end = span
        rest = [*tokens[:begin], *tokens[end:]]
        role = next((i for i, t in enumerate(rest) if _holds(rest, i)), None)
        if role is not None:
            alone = replace(taken_as(token, "only"), text="独家")
            return [*(t for t in rest[:role] if not _is_joint(t)), alone, *rest[role:]]
    return tokens


def _is_joint(token: Token) -> bool:
    return token.text in ("共同", "共", "一起", "联合")


def _holds(tokens: list[Token], place: int) -> bool:
    """Tell whether somebody named has the role at `place`."""
    before = [t for t in tokens[:place] if not (t.has("noise", "total") or _is_joint(t))]
    counted = [t for t in before if not (t.has("num") or t.value("noun") == "official")]
    return tokens[place].has("role") and bool(counted) and is_agent(counted[-1])


def _others_behind(tokens: list[Token], place: int) -> tuple[int, int] | None:
    """Return the span of `且排除他人`, `不算有其他领导共同分管的，`; None if it is not there."""
    end = place + 1
    said = False
    while end < len(tokens) and (_is_other(tokens[end]) or tokens[end].has("have", "and", "role")):
        said = said or _is_other(tokens[end])
        end += 1
    ends = end < len(tokens) and tokens[end].text == "的"
    if not (said and ends):
        return None
    begins = place == 0 or tokens[place - 1].has("mark")
    if begins:
        more = end + 1
        while more < len(tokens) and tokens[more].has("mark"):
            more += 1
        return place, more
    begin = place
    while begin and tokens[begin - 1].has("and"):
        begin -= 1
    return begin, end


def _others_before(tokens: list[Token], place: int) -> tuple[int, int] | None:
    """Return the span of `，有别人参与的不算`, None if it is not there."""
    if not _ends(tokens, place + 1):
        return None
    begin = next((i for i in range(place, 0, -1) if tokens[i - 1].has("mark")), 0)
    said = tokens[begin:place]
    if not said or any(is_agent(t) or t.has("wh", "which", "count", "type") for t in said):
        return None
    return (begin, place + 1) if any(t.text.startswith(_OTHERS) for t in said) else None


_OTHERS = ("别人", "他人", "其他人", "旁人", "别家", "别的", "其他", "外人", "另有")


def _is_other(token: Token) -> bool:
    others = token.has("others", "beside") or token.text in _OTHERS
    return others or token.text in ("他", "人", "家") or token.value("noun") in _HOLDERS


_HOLDERS = ("official", "agency")
