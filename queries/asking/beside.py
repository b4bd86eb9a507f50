"""Words that say something only beside others: X一家负责, Y都在而X不在的, 一项都没有."""

from __future__ import annotations

from dataclasses import replace

from queries.asking.draft import is_agent
from queries.asking.frames import with_wanted
from queries.asking.grammar import Sense
from queries.asking.tokens import Token

_ALONE = ("一家", "1家", "一家单位", "一个单位", "一个部门")
_PRESENT = ("在", "在列", "在内")
_ENDS = ("的", "而", ",", ";", "但", "但是", "、")


def with_words_beside(tokens: list[Token]) -> list[Token]:
    """Give words the meaning that they have beside others.

    `X一家` is X alone, `X在、Y不在` who has a role, `一项都没` that there is none.

    >>> with_words_beside([])
    []
    """
    tokens = _without_translated(tokens)
    tokens = _with_none(_with_asked_column(_without_appositions(tokens)))
    found = [_beside(tokens, place) for place in range(len(tokens))]
    return [token for token in found if token is not None]


def _without_appositions(tokens: list[Token]) -> list[Token]:
    """`发展和改革委员会（发改委）`, `港区（太仓港）`: a name in brackets says the one before again."""
    found: list[Token] = []
    for token in tokens:
        found.append(token)
        if token.text != ")" or len(found) < _BRACKETED or found[-3].text != "(":
            continue
        named, again = found[-4], found[-2]
        if _is_same(named, again):
            del found[-4:]
            found.append(replace(named, end=token.end))
    return _without_types(found)


def _without_types(tokens: list[Token]) -> list[Token]:
    """`镇（沙溪镇、浏河镇）`: the bodies of a type that are listed in brackets, any of them."""
    for place, token in enumerate(tokens):
        if not token.has("type") or token.nodes or not _opens(tokens, place + 1):
            continue
        end = next((i for i in range(place + 2, len(tokens)) if tokens[i].text == ")"), None)
        inner = tokens[place + 2 : end] if end is not None else []
        if len(inner) < _LISTED or not all(_is_listed(t, n) for n, t in enumerate(inner)):
            continue
        either = [replace(t, senses=(Sense("or", ""),)) if n % 2 else t for n, t in enumerate(inner)]
        return [*tokens[:place], *either, *tokens[(end or 0) + 1 :]]
    return tokens


_LISTED = 3


def _opens(tokens: list[Token], place: int) -> bool:
    return place < len(tokens) and tokens[place].text == "("


def _is_listed(token: Token, number: int) -> bool:
    return token.has("and", "or") if number % 2 else is_agent(token)


_BRACKETED = 4


def _is_same(named: Token, again: Token) -> bool:
    own, other = {n.iri for n in named.nodes}, {n.iri for n in again.nodes}
    is_place = is_agent(named) and again.nodes and not is_agent(again)
    return bool(own & other) or bool(is_place and not again.has("noun", "theme"))


def _with_asked_column(tokens: list[Token]) -> list[Token]:
    """`归谁负责（主要责任单位）`: those of that column are asked for, and not whoever has it."""
    asked = [t for t in tokens if t.has("who")]
    column = next((t for t in tokens if t.has("column")), None)
    if column is None or len(asked) != 1 or not tokens.index(asked[0]) < tokens.index(column):
        return tokens
    role = Sense("rolenoun", column.value("column") or "")
    noun = replace(column, start=asked[0].start, end=asked[0].end, senses=(role,))
    found = with_wanted(tokens, asked[0], noun)
    return [replace(t, senses=(Sense("noise", ""),)) if t is column else t for t in found]


def _with_none(tokens: list[Token]) -> list[Token]:
    """`一项任务都没分到`, `工程一个也没有`: not a single one, which is none."""
    found: list[Token] = []
    for token in tokens:
        one = next((n for n in (-2, -3) if len(found) >= -n and _is_one(found[n])), None)
        stressed = found and found[-1].text in ("都", "也")
        noun = one == -3 and not found[-2].has("noun")
        if token.has("neg") and one is not None and stressed and not noun:
            even = found.pop()
            found[one + 1] = replace(found[one + 1], senses=(Sense("noise", ""),))
            text = token.text if token.text not in ("没", "无") else "没有"
            token = replace(token, start=even.start, text=text)
        elif token.has("neg") and token.text[:1] in "都也" and found and _is_one(found[-1]):
            found[-1] = replace(found[-1], senses=(Sense("noise", ""),))
        found.append(token)
    return found


def _is_one(token: Token) -> bool:
    return token.text in ("一个", "一项", "一条", "一件", "一次", "任何一项", "1项")


def _beside(tokens: list[Token], place: int) -> Token | None:
    """Return the word at `place` with its meaning beside the others, None if it says none."""
    token = tokens[place]
    if token.text in _ALONE and (near := _said_alone(tokens, place)):
        return replace(token, senses=(Sense("only", ""),)) if near == "only" else None
    if token.text in _PRESENT and _is_present(tokens, place):
        return replace(token, senses=(Sense("role", "any"),))
    return token


def _said_alone(tokens: list[Token], place: int) -> str:
    """Return what 一家 is: `X一家负责` says 只, `只有X一家`, `它一家单独主责` say it once more."""
    behind = tokens[place + 1] if place + 1 < len(tokens) else None
    again = behind is not None and behind.has("only")
    if again or any(t.has("only") for t in tokens[max(place - 3, 0) : place]):
        return "noise"
    acts = behind is not None and behind.has("role") and _is_body(tokens[place - 1] if place else None)
    return "only" if acts else ""


_TRANSLATED = 6


def _without_translated(tokens: list[Token]) -> list[Token]:
    """`the bus route optimisation project (公交线路优化调整工程)`: words that the brackets say."""
    found = list(tokens)
    for place, token in enumerate(tokens):
        named = tokens[place + 1] if place + 1 < len(tokens) else None
        if token.text != "(" or named is None or named.text.isascii():
            continue
        if not (named.nodes or named.has("phrase")) or not tokens[place - 1].text.isascii():
            continue
        for other in range(place - 1, max(place - _TRANSLATED, 0), -1):
            if tokens[other].has("noise") or not tokens[other].text.isascii():
                break
            if tokens[other].has("unknown"):
                found[other] = replace(tokens[other], senses=(Sense("noise", ""),))
    return found


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
