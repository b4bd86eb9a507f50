"""Names in a list are of one kind: 教育文化、医疗卫生、公共交通 are categories and no theme."""

from __future__ import annotations

from dataclasses import replace

from queries.asking.words.tokens import Token

_KINDS = ("category", "heading")


def with_alike_names(tokens: list[Token]) -> list[Token]:
    """Return the tokens with names that may be of two kinds as that of those listed with them.

    >>> with_alike_names([])
    []
    """
    found = list(tokens)
    for first, last in _lists(tokens):
        listed = tokens[first : last + 1 : 2]
        for kind in _KINDS:
            only = any(t.nodes and all(n.type == kind for n in t.nodes) for t in listed)
            if only and all(t.named(kind) for t in listed):
                for place in range(first, last + 1, 2):
                    found[place] = _as_kind(tokens[place], kind)
    return found


def _lists(tokens: list[Token]) -> list[tuple[int, int]]:
    """Return where names begin and end that joints put together."""
    found: list[tuple[int, int]] = []
    for place in range(len(tokens) - 2):
        first, joint, second = tokens[place : place + 3]
        if not (first.nodes and second.nodes and joint.has("and")):
            continue
        if found and found[-1][1] == place:
            found[-1] = (found[-1][0], place + 2)
        else:
            found.append((place, place + 2))
    return found


def _as_kind(token: Token, kind: str) -> Token:
    senses = tuple(sense for sense in token.senses if sense.kind != "theme")
    return replace(token, senses=senses, nodes=token.named(kind))
