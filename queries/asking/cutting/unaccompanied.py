"""Others than those named, who are left out: A和B分管且排除他人的, 把A与别人合管的去掉."""

from __future__ import annotations

from dataclasses import replace

from queries.asking.readings.draft import OTHERS, is_agent
from queries.asking.words.tokens import Token, taken_as


def with_shared_taken_away(tokens: list[Token]) -> list[Token]:
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
    return token.has("others", "beside") or token.text in OTHERS


def _says_again(tokens: list[Token], place: int, named: Token) -> bool:
    """Tell whether a word names again who is named, or is the role or 由 beside such a word."""

    def again(at: int) -> bool:
        inside = 0 <= at < len(tokens)
        return inside and (tokens[at].text == named.text or tokens[at].value("noise") == "pronoun")

    token = tokens[place]
    beside = token.has("by") and again(place + 1)
    return again(place) or beside or (token.has("role") and again(place - 1)) or token.text == "还"


def with_others_taken_away(tokens: list[Token]) -> list[Token]:
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
    if not ends_part(tokens, place + 1):
        return None
    begin = next((i for i in range(place, 0, -1) if tokens[i - 1].has("mark")), 0)
    said = tokens[begin:place]
    if not said or any(is_agent(t) or t.has("wh", "which", "count", "type") for t in said):
        return None
    others = any(t.has("others") or t.text.startswith((*OTHERS, "另有")) for t in said)
    return (begin, place + 1) if others else None


def _is_other(token: Token) -> bool:
    others = token.has("others", "beside") or token.text in OTHERS
    return others or token.text in ("他", "人", "家") or token.value("noun") in HOLDERS


HOLDERS = ("official", "agency")


def ends_part(tokens: list[Token], place: int) -> bool:
    """Tell whether a part of the question ends at `place`: a mark, or what is left is asked for."""
    if place >= len(tokens):
        return True
    token = tokens[place]
    return token.has("mark") or token.text in _LEFT


_LEFT = ("后", "之后", "以后", "还剩", "剩下", "剩下的", "余下的", "的话")
