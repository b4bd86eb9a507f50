"""Whose body a name means, where the question says it: 太仓市 + 环保局."""

from __future__ import annotations

from dataclasses import replace

from queries.asking.words.grammar import Sense
from queries.asking.words.tokens import UNKNOWN, Token

_BODIES = ("agency", "group")


def with_jurisdictions(text: str, tokens: list[Token]) -> list[Token]:
    """Join a place with the body that follows it; a body of no such place is unknown."""
    found: list[Token] = []
    for token in tokens:
        if found and _names_whose(found[-1], token):
            place = found.pop()
            found.append(_joined(text, place, token))
        else:
            found.append(token)
    return found


def _names_whose(place: Token, body: Token) -> bool:
    glued = place.end == body.start and bool(place.named("place"))
    return glued and bool(body.named(*_BODIES)) and not body.named("place")


def _joined(text: str, place: Token, body: Token) -> Token:
    labels = {node.label for node in place.named("place")}
    nodes = tuple(node for node in body.named(*_BODIES) if node.place in labels)
    whole = text[place.start : body.end]
    if nodes:
        return replace(body, start=place.start, text=whole, nodes=nodes)
    return Token(place.start, body.end, whole, (Sense(UNKNOWN, whole),))
