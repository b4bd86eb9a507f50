"""What parts of a list share and only the last says: 国土、住建两个局, 法治型、服务型政府."""

from __future__ import annotations

from dataclasses import replace

from graph.index.index import TextIndex
from queries.asking.words.grammar import Sense
from queries.asking.words.naming import name_tokens
from queries.asking.words.printed import printed_behind
from queries.asking.words.tokens import UNKNOWN, Token

_ENDINGS: dict[str, tuple[str, ...]] = {"局": ("局",), "委": ("委",), "办": ("办",)}
_ANY_BODY = ("局", "委", "办")
_ENDINGS |= {"部门": _ANY_BODY, "单位": _ANY_BODY}


def with_shared_heads(tokens: list[Token], index: TextIndex) -> list[Token]:
    """Read each part of such a list as the name of a body, if each is one with the end of it.

    `环保和住建这俩局`, `发改、经信两家` are such lists, too, and so is `发改、经信共同牵头`.
    """
    for place in range(2, len(tokens)):
        head, number = tokens[place], tokens[place - 1].value("num")
        at = place - 1
        if head.text in _HOUSES:
            number, at = head.value("num"), place
        endings = _ANY_BODY if head.text in _HOUSES else _ENDINGS.get(head.text, ())
        if not endings or number is None or head.nodes:
            continue
        at -= tokens[at - 1].value("noise") == "pronoun"
        places = _listed_before(tokens, at)
        named = {i: _with_ending(tokens[i], endings, index) for i in places}
        if len(places) == int(number) and all(named.values()):
            noun = replace(head, senses=(Sense("noun", "agency"),))
            whole = named if head.text in _HOUSES else {**named, place: noun}
            return [whole.get(i) or token for i, token in enumerate(tokens)]
    return _with_stems(tokens, index)


def _with_stems(tokens: list[Token], index: TextIndex) -> list[Token]:
    """Read a list of short names before what they do as bodies, if one of them means nothing else.

    `教育和科技都涉及` may be about themes.
    """
    for place, token in enumerate(tokens):
        places = _listed_before(tokens, place) if token.text in _TOGETHER and place > 2 else []
        if len(places) > 1 and any(tokens[i].has(UNKNOWN) for i in places):
            named = {i: _with_ending(tokens[i], _ANY_BODY, index) for i in places}
            if all(named.values()):
                return [named.get(i) or one for i, one in enumerate(tokens)]
    return tokens


_TOGETHER = ("各自", "分别", "都", "均", "共同", "同时", "一起", "联合", "同为", "同列")
_HOUSES = ("两家", "三家", "四家", "2家", "3家")


def with_shared_ends(tokens: list[Token], index: TextIndex) -> list[Token]:
    """Read each phrase of a list with the end of the last, where that whole is printed.

    `法治型、服务型政府` are two such wholes, 法治型政府 and 服务型政府.
    """
    ended = list(tokens)
    for place, last in enumerate(tokens):
        if not last.has("phrase"):
            continue
        for before in _listed_before(tokens, place + 1)[1:]:
            first = tokens[before]
            end = _shared_end(first.text, last.text, index) if first.has("phrase", UNKNOWN) else ""
            if end:
                whole = first.text + end
                ended[before] = replace(first, text=whole, senses=(Sense("phrase", whole),))
    return ended


def _shared_end(first: str, last: str, index: TextIndex) -> str:
    """Return the longest end of `last`, two characters at least, that is printed behind `first`."""
    return printed_behind(first, [last[start:] for start in range(1, len(last) - 1)], index)


def _listed_before(tokens: list[Token], place: int) -> list[int]:
    found = [place - 1]
    while found[-1] > 1 and tokens[found[-1] - 1].has("and"):
        found.append(found[-1] - 2)
    return found


def _with_ending(token: Token, endings: tuple[str, ...], index: TextIndex) -> Token | None:
    """Return the token as the body that it names, with one of the endings if it must."""
    if token.named("agency"):
        return token
    for ending in endings:
        whole = token.text + ending
        found = [t for t in name_tokens(whole, index) if t.text == whole and t.named("agency")]
        if found:
            return replace(token, senses=found[0].senses, nodes=found[0].named("agency"))
    return None
