"""Names that are written by their sound: 韩彪 for 韩飚, Shuangfeng for 双凤."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from graph.index import TextIndex
from graph.sounds import sounds_of
from queries.asking.grammar import Sense
from queries.asking.tokens import UNKNOWN, Node, Token

MISWRITTEN = "miswritten"
_SHORTEST, _LONGEST = 2, 4
_BODY_ENDINGS = ("局", "委", "办", "院", "行", "站", "队", "所", "中心")
_PLACE_ENDINGS = "镇市区县"


def with_sounding_names(tokens: list[Token], index: TextIndex) -> list[Token]:
    """Take an unknown word for the one official, place or body with work that it may mean."""
    return [_sounding(t, index) if t.has(UNKNOWN) else t for t in tokens]


def _sounding(token: Token, index: TextIndex) -> Token:
    if token.text.isascii():
        return _place(token, index)
    if token.text.endswith(_BODY_ENDINGS) and len(token.text) > _SHORTEST:
        return _body(token, index)
    if not _SHORTEST <= len(token.text) <= _LONGEST:
        return token
    same = _by_sound(index, "official").get(sounds_of(token.text)[0], ())
    if len(same) != 1:
        return token
    senses = (Sense("name", ""), Sense(MISWRITTEN, same[0].label))
    return replace(token, senses=senses, nodes=same)


def _body(token: Token, index: TextIndex) -> Token:
    """`税务局`: the one body with work whose name ends so."""
    same = {n for name, n in _bodies(index) if name.endswith(token.text)}
    if len(same) != 1:
        return token
    [node] = same
    senses = (Sense("name", ""), Sense(MISWRITTEN, node.label))
    return replace(token, senses=senses, nodes=(node,))


@lru_cache(maxsize=4)
def _bodies(index: TextIndex) -> tuple[tuple[str, Node], ...]:
    cards = index.cards_at(i for i in index.values("agency") if i.startswith("http"))
    return tuple(
        (name, Node(card["iri"], card["type"], card["label"]))
        for card in cards.values()
        for name in card["names"]
    )


def _place(token: Token, index: TextIndex) -> Token:
    nodes = _by_sound(index, "place").get(token.text.removesuffix(" town"), ())
    if not nodes:
        return token
    return replace(token, text=nodes[0].label, senses=(Sense("name", ""),), nodes=nodes)


@lru_cache(maxsize=8)
def _by_sound(index: TextIndex, field: str) -> dict[str, tuple[Node, ...]]:
    """Return what work items have in a field by its sound; places without 镇 and the like."""
    found: dict[str, tuple[Node, ...]] = {}
    cards = index.cards_at(i for i in index.values(field) if i.startswith("http"))
    for card in cards.values():
        sounds = sounds_of(card["label"].rstrip(_PLACE_ENDINGS))
        if sounds:
            node = Node(card["iri"], card["type"], card["label"])
            found[sounds[0]] = (*found.get(sounds[0], ()), node)
    return found
