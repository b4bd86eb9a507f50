"""Names of officials that are written by their sound: 韩彪 for 韩飚."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from graph.index import TextIndex
from graph.sounds import sounds_of
from queries.asking.grammar import Sense
from queries.asking.tokens import UNKNOWN, Node, Token

MISWRITTEN = "miswritten"
_SHORTEST, _LONGEST = 2, 4


def with_sounding_names(tokens: list[Token], index: TextIndex) -> list[Token]:
    """Take an unknown word for the one official with work whose name sounds the same."""
    return [_sounding(t, index) if t.has(UNKNOWN) else t for t in tokens]


def _sounding(token: Token, index: TextIndex) -> Token:
    if not _SHORTEST <= len(token.text) <= _LONGEST or token.text.isascii():
        return token
    same = _by_sound(index).get(sounds_of(token.text)[0], ())
    if len(same) != 1:
        return token
    senses = (Sense("name", ""), Sense(MISWRITTEN, same[0].label))
    return replace(token, senses=senses, nodes=same)


@lru_cache(maxsize=4)
def _by_sound(index: TextIndex) -> dict[str, tuple[Node, ...]]:
    found: dict[str, tuple[Node, ...]] = {}
    for card in index.cards_at(
        i for i in index.values("official") if i.startswith("http")
    ).values():
        sounds = sounds_of(card["label"])
        if sounds:
            node = Node(card["iri"], card["type"], card["label"])
            found[sounds[0]] = (*found.get(sounds[0], ()), node)
    return found
