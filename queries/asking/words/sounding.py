"""Names that are written by their sound: 韩彪 for 韩飚, Shuangfeng for 双凤."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise, zip_longest

from graph.index.index import TextIndex
from graph.index.words.sounds import sounds_of
from queries.asking.words.grammar import Sense
from queries.asking.words.tokens import UNKNOWN, Node, Token

MISWRITTEN = "miswritten"
_SHORTEST, _LONGEST = 2, 4
_BODY_ENDINGS = ("局", "委", "办", "院", "行", "站", "队", "所", "中心")
_PLACE_ENDINGS = "镇市区县"


def with_sounding_names(tokens: list[Token], index: TextIndex) -> list[Token]:
    """Take an unknown word for the one official, place or body with work that it may mean."""
    whole = _whole_bodies(tokens, index)
    return [
        _sounding(token, following, index) if token.has(UNKNOWN) else token
        for token, following in zip_longest(whole, whole[1:])
    ]


def _whole_bodies(tokens: list[Token], index: TextIndex) -> list[Token]:
    """Take 交通局, cut as 交通 and 局, for the one body with work whose name it shortens."""
    found: list[Token] = []
    for token in tokens:
        if token.has(UNKNOWN) and token.text in _BODY_ENDINGS and found:
            start = -2 if len(found) > 1 and found[-2].text.endswith(tuple("省市县区")) else -1
            parts = [*found[start:], token]
            if (node := _shortened(parts, index)) is not None:
                senses = (Sense("name", ""), Sense(MISWRITTEN, node.label))
                name = "".join(part.text for part in parts)
                first = replace(parts[0], text=name, end=token.end, senses=senses, nodes=(node,))
                found[start:] = [first]
                continue
        found.append(token)
    return found


def _shortened(parts: list[Token], index: TextIndex) -> Node | None:
    """Return the body that the parts of a name mean, the first of which may be its place."""
    *place, kind, ending = parts
    if any(one.end != other.start for one, other in pairwise(parts)):
        return None
    name = kind.text + ending.text
    same = {node for whole, node in _of_ends(name, index) if _shortens(name, whole)}
    same = {node for node in same if all(node.label.startswith(p.text) for p in place)}
    return same.pop() if len(same) == 1 else None


def _shortens(name: str, whole: str) -> bool:
    """Tell whether a name begins and ends like a longer one, whose place it does not say.

    >>> _shortens("交通局", "太仓市交通运输局"), _shortens("运输局", "太仓市交通运输局")
    (True, False)
    """
    own = _OF_PLACE.sub("", whole)
    longer = _SHORTEST < len(name) < len(own)
    return longer and own.startswith(name[:-1]) and own.endswith(name[-1])


def _abbreviates(name: str, whole: str) -> bool:
    """Tell whether a name takes characters of a longer one in their order, from its first to last.

    >>> _abbreviates("文广局", "文广新局"), _abbreviates("市监局", "太仓市市场监督管理局")
    (True, True)
    """
    return any(_picks(name, one) for one in (whole, _OF_PLACE.sub("", whole)))


def _picks(name: str, whole: str) -> bool:
    rest = iter(whole)
    alike = whole[:1] == name[0] and whole.endswith(name[-1]) and len(name) < len(whole)
    return alike and all(character in rest for character in name)


_Named = tuple[str, Node]
"""A name, and the body that has it."""
_OF_PLACE = re.compile("^.{1,6}?[省市县区]")


def _sounding(token: Token, following: Token | None, index: TextIndex) -> Token:
    if token.text.isascii():
        return _place(token, index)
    if token.text.endswith(_BODY_ENDINGS) and len(token.text) >= _SHORTEST:
        return _body(token, index)
    if not _SHORTEST <= len(token.text) <= _LONGEST:
        return token
    same = _by_sound(index, "official").get(sounds_of(token.text)[0], ())
    if len(same) != 1 and following is not None and following.has("role"):
        same = tuple(_without_ending(token.text, index))
    if len(same) != 1:
        return token
    senses = (Sense("name", ""), Sense(MISWRITTEN, same[0].label))
    return replace(token, senses=senses, nodes=same)


def _without_ending(text: str, index: TextIndex) -> set[Node]:
    """Return the bodies with work whose names are `text` and a kind: 发改 for 发改委."""
    return {node for name, node in _bodies(index) if name in {text + e for e in _BODY_ENDINGS}}


def _body(token: Token, index: TextIndex) -> Token:
    """`税务局`: the one body with work whose name ends so."""
    ends = len(token.text) > _SHORTEST
    same = {n for name, n in _bodies(index) if ends and name.endswith(token.text)}
    if len(same) != 1:
        same = {n for name, n in _of_ends(token.text, index) if _abbreviates(token.text, name)}
    if len(same) != 1:
        return token
    [node] = same
    senses = (Sense("name", ""), Sense(MISWRITTEN, node.label))
    return replace(token, senses=senses, nodes=(node,))


def _of_ends(text: str, index: TextIndex) -> Sequence[_Named]:
    """Return the names that may be shortened to `text`, whose first and last letters they have."""
    return _by_ends(index).get(text[0] + text[-1], ())


@lru_cache(maxsize=4)
def _by_ends(index: TextIndex) -> dict[str, list[_Named]]:
    """Return the names of bodies by their first and last letters, with and without their places."""
    found = defaultdict[str, list[_Named]](list)
    for named in _bodies(index):
        for name in filter(None, {named[0], _OF_PLACE.sub("", named[0])}):
            found[name[0] + name[-1]].append(named)
    return {**found}


@lru_cache(maxsize=4)
def _bodies(index: TextIndex) -> tuple[_Named, ...]:
    """Return the names of all bodies that have work."""
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
