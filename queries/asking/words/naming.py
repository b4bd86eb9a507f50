"""Which parts of a question are names of the graph, with short forms of places and bodies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

from graph.index.index import TextIndex
from ontology.values import fold_width
from queries.asking.words.grammar import Sense, words
from queries.asking.words.printed import is_printed
from queries.asking.words.tokens import Node, Token
from queries.asking.words.wording import fold_name, is_latin

NAMED = (
    "agency",
    "group",
    "official",
    "place",
    "theme",
    "category",
    "heading",
    "document",
    "task",
    "project",
    "indicator",
    "event",
    "programme",
    "facility",
    "organization",
)
_LONGEST = 40
_MOST_KEPT = 16_384
"""Nodes that are kept with their names: a thousand places have a bureau of one name."""
_MOST_SHORT = 512
_PLACE_ENDINGS = ("市", "镇", "县", "省", "街道")
_BODY_ENDINGS = ("局", "委", "委员会", "办", "办公室", "中心")
_ENGLISH_BODIES: tuple[str, ...] = (
    "bureau",
    "commission",
    "office",
    "administration",
    "government",
    "committee",
)
_ENGLISH_BODIES += ("company", "branch", "brigade", "station", "league", "trade unions", "zone")
_DEPARTMENT = "部门"


def name_tokens(text: str, index: TextIndex) -> list[Token]:
    """Return a token for each part of the folded `text` that names something in the graph."""
    wanted = _wanted(text, index)
    found: defaultdict[tuple[int, int, float], dict[Node, None]] = defaultdict(dict)
    for card in index.cards_named(wanted):
        if card["type"] not in NAMED:
            continue
        node, keys = _named(card)
        for key in keys:
            for start, end, cost in wanted.get(key, ()):
                found[start, end, cost][node] = None
    tokens = [
        Token(start, end, text[start:end], (Sense("name", ""),), tuple(nodes), cost)
        for (start, end, cost), nodes in found.items()
        if _kept(list(nodes), cost)
    ]
    return _without_contained_words(tokens)


def with_held_agents(token: Token, index: TextIndex) -> Token:
    """Leave out bodies and officials without any work, if the name also means one that has some."""
    agents = token.named("agency", "group", "official")
    if not agents:
        return token
    held = [n for n in agents if index.is_held(_FIELDS[n.type], n.iri)]
    if not held and (branches := branches_of(token, index)):
        return replace(token, nodes=branches)
    if not held and _is_word(token, index):
        others = tuple(n for n in token.nodes if n not in agents)
        senses = token.senses if others else (Sense("phrase", token.text),)
        return replace(token, nodes=others, senses=senses)
    if not held or len(agents) < 2:
        return token
    idle = set(agents).difference(held)
    return replace(token, nodes=tuple(n for n in token.nodes if n not in idle))


def with_held_documents(token: Token, index: TextIndex) -> Token:
    """Leave out documents without any work item, where work items print the name: 中国制造2025."""
    documents = token.named("document")
    held = any(index.is_held("document", node.iri) for node in documents)
    if not documents or held or not is_printed(token.text, index):
        return token
    others = tuple(n for n in token.nodes if n not in documents)
    return replace(
        token, nodes=others, senses=token.senses if others else (Sense("phrase", token.text),)
    )


def branches_of(token: Token, index: TextIndex) -> tuple[Node, ...]:
    """Return the local branches with work of the institution named: 人民银行 for its 太仓市支行.

    Nothing where the name says another place: 苏州市邮政管理局.
    """
    bodies = [n for n in token.named("agency") if not _says_its_place(token, n)]
    stems = {n.label.removeprefix(n.place) for n in bodies}
    stems |= {token.text.removeprefix("市")} if bodies else set()
    found: dict[str, Node] = {}
    for stem in sorted(stems):
        for card in index.cards_wording(stem, ("agency",), _MOST_BRANCHES):
            if _is_branch(card, stem) and index.is_held("agency", card["iri"]):
                found[card["iri"]] = _named(card)[0]
    return tuple(found.values())


def _says_its_place(token: Token, body: Node) -> bool:
    named = body.place and body.place != _COUNTRY and token.text.startswith(body.place)
    return bool(named)


def _is_branch(card: dict[str, Any], stem: str) -> bool:
    """Tell whether a name of the card is the stem with only its place before or behind it."""
    place = card["jurisdiction"]["label"] if card["jurisdiction"] else ""
    short = place.rstrip("市县区镇")
    for name in card["names"]:
        before, found, after = name.partition(stem)
        if found and before in ("", _COUNTRY, place, short):
            return bool(short) and (not after or short in after)
    return False


_COUNTRY = "中国"
_MOST_BRANCHES = 50


def _is_word(token: Token, index: TextIndex) -> bool:
    """Tell whether a short name of a body without work is a plain word of the texts: 铁路."""
    short = all(token.text != node.label for node in token.nodes)
    return short and len(token.text) < _SHORTEST_NAME and is_printed(token.text, index)


_SHORTEST_NAME = 4
_FIELDS = {"agency": "agency", "group": "agency", "official": "official"}


def _kept(nodes: list[Node], cost: float) -> bool:
    return cost != _SHORT_PLACE or any(node.type == "place" for node in nodes)


_EXACT, _SHORT_PLACE, _DEPARTMENTS = 0.9, 1.3, 0.95


def _wanted(text: str, index: TextIndex) -> dict[str, list[tuple[int, int, float]]]:
    """Return what to look up: each key with the places of `text` that it would stand for."""
    found: defaultdict[str, list[tuple[int, int, float]]] = defaultdict(list)
    places = _english_places(index) if any(body in text for body in _ENGLISH_BODIES) else []
    for start, end in _parts(text):
        part = text[start:end]
        key = fold_width(part)
        found[key].append((start, end, _EXACT))
        if part.isascii():
            if part.endswith(_ENGLISH_BODIES):
                for place in places:
                    found[place + key].append((start, end, _EXACT))
            continue
        if len(part) <= 4:
            for ending in _PLACE_ENDINGS:
                found[key + ending].append((start, end, _SHORT_PLACE))
        if part.endswith(_DEPARTMENT) and 3 < len(part) < 8:
            stem = fold_width(part.removesuffix(_DEPARTMENT))
            for ending in _BODY_ENDINGS:
                found[stem + ending].append((start, end, _DEPARTMENTS))
    return found


def _english_places(index: TextIndex) -> list[str]:
    """Return what places with documents are called in English, as it stands before their bodies."""
    cards = index.cards_at(index.columns.held_values("jurisdiction")).values()
    return [fold_width(name) for card in cards for name in card["names"] if name.isascii()]


def _parts(text: str) -> Iterator[tuple[int, int]]:
    for start in range(len(text)):
        if text[start] == " " or _inside(text, start):
            continue
        longest = 90 if text[start].isascii() and text[start].isalpha() else _LONGEST
        for end in range(start + 2, min(len(text), start + longest) + 1):
            if text[end - 1] != " " and not _inside(text, end):
                yield start, end


def _inside(text: str, place: int) -> bool:
    """Tell whether `place` is inside a Latin word."""
    if not 0 < place < len(text):
        return False
    before, after = text[place - 1], text[place]
    return is_latin(before) and is_latin(after) and before.isalnum() and after.isalnum()


def _named(card: dict[str, Any]) -> tuple[Node, frozenset[str]]:
    """Return the node of a card, and its names as the index keys them."""
    place = card["jurisdiction"]["label"] if card["jurisdiction"] else ""
    return _kept_node(card["iri"], card["type"], card["label"], place, *card["names"])


@lru_cache(_MOST_KEPT)
def _kept_node(
    iri: str, type_: str, label: str, place: str, *names: str
) -> tuple[Node, frozenset[str]]:
    slug = iri.rstrip("/").rsplit("/", 1)[-1]
    return Node(iri, type_, label, place, slug), _keys_of(names, fold_width(place))


def _keys_of(names: tuple[str, ...], place: str) -> frozenset[str]:
    """Return names as the index keys them and as a question has them, with and without `place`.

    Who puts a whole name in quotes leaves out those within: “放大对德合作优势”.
    """
    keys = {fold_width(name) for name in names}
    simple = {_as_asked(name) for name in names}
    bare = {name.translate(_NO_QUOTES) for name in simple}
    return frozenset(keys | simple | bare | ({key.removeprefix(place) for key in keys} - {""}))


_NO_QUOTES = str.maketrans("", "", "“”‘’\"'")


@lru_cache(_MOST_SHORT)
def _as_asked(name: str) -> str:
    """Return a name as it is folded in a question; short ones a thousand bodies share."""
    return fold_width(fold_name(name))


def _without_contained_words(tokens: list[Token]) -> list[Token]:
    """Add to a name what the grammar says of the same word, so that no sense is lost."""
    known = words()
    found = []
    for token in tokens:
        senses = (*token.senses, *known.get(token.text, ()))
        found.append(Token(token.start, token.end, token.text, senses, token.nodes, token.cost))
    return found
