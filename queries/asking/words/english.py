"""English names of bodies in a question: partly written, in other translations, as initials."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache
from importlib.resources import files

from graph.index.index import TextIndex
from queries.asking.words.grammar import Sense
from queries.asking.words.tokens import Node, Token

_KINDS = "bureau commission office administration committee brigade station company league zone"
_ENDINGS = frozenset([*_KINDS.split(), "bank", "department", "authority", "subdistrict", "town"])
_ALIKE = (
    frozenset(["bureau", "administration", "department", "authority"]),
    frozenset(["commission", "committee"]),
)
"""Words that translators put for one another at the end of a name."""
_NOISE = frozenset(["of", "the", "and", "for", "cpc", "municipal", "city", "people", "s", "party"])
_WORD = re.compile(r"[a-z]+")
_MOST_WORDS = 9
_STEM = 5
_COST = 0.9
_Body = tuple[Node, frozenset[str], frozenset[str]]


def body_tokens(text: str, index: TextIndex) -> list[Token]:
    """Return a token for each run of English words that only one body with work can mean.

    The words of a name may be left out from its front or its middle, not its last: Water Bureau,
    Science and Technology Bureau; the last may stand first: Bureau of Commerce. Initials have
    three letters or more. `bodies.csv` has other translations of what such bodies are called.
    """
    words = [(m.start(), m.end(), m[0]) for m in _WORD.finditer(text)]
    if not any(word in _ENDINGS or len(word) in (3, 4, 5) for _, _, word in words):
        return []
    return [
        *_parts_of_names(text, words, index),
        *_names_behind(text, words, index),
        *_initials(words, index),
    ]


def with_bodies_of_names(names: list[Token], bodies: list[Token]) -> list[Token]:
    """Let a name mean the body, too, that only part of its name or another translation means.

    A town means its government (led by Shuangfeng Town), the name of a body that is no more or
    not yet the one with work (Health Commission).
    """
    meant = {(t.start, t.end): t.nodes for t in bodies}
    found = []
    for token in names:
        own = meant.get((token.start, token.end), ()) if token.text.isascii() else ()
        known = {node.iri for node in token.nodes}
        nodes = (*token.nodes, *(node for node in own if node.iri not in known))
        is_body = bool(token.named("place", "agency"))
        found.append(replace(token, nodes=nodes) if is_body else token)
    return [*found, *bodies]


def _parts_of_names(
    text: str, words: list[tuple[int, int, str]], index: TextIndex
) -> Iterator[Token]:
    for last, (_, end, ending) in enumerate(words):
        if ending not in _ENDINGS:
            continue
        for first in range(max(0, last - _MOST_WORDS), last):
            found = _meant(words[first:last], ending, index)
            if words[first][2] not in _NOISE and found is not None:
                yield _named(text, words[first][0], end, found)


def _names_behind(
    text: str, words: list[tuple[int, int, str]], index: TextIndex
) -> Iterator[Token]:
    """Yield names that begin with what ends others: the Bureau of Commerce."""
    for first, (start, _, ending) in enumerate(words):
        if ending not in _ENDINGS or [w for _, _, w in words[first + 1 : first + 2]] != ["of"]:
            continue
        for last in range(first + 3, min(len(words), first + 2 + _MOST_WORDS) + 1):
            found = _meant(words[first + 2 : last], ending, index)
            if words[last - 1][2] not in _NOISE and found is not None:
                yield _named(text, start, words[last - 1][1], found)


def _named(text: str, start: int, end: int, body: Node) -> Token:
    return Token(start, end, text[start:end], (Sense("name", ""),), (body,), _COST)


def _meant(words: list[tuple[int, int, str]], ending: str, index: TextIndex) -> Node | None:
    """Return the only body whose name has the stems of all the words and such an ending."""
    said = {word[:_STEM] for _, _, word in words} - _stems(_NOISE)
    found = {n for n, stems, kinds in _bodies(index) if said <= stems and ending in kinds}
    return found.pop() if said and len(found) == 1 else None


def _initials(words: list[tuple[int, int, str]], index: TextIndex) -> Iterator[Token]:
    for start, end, word in words:
        found = _by_initials(index).get(word, [])
        if len(found) == 1:
            yield Token(start, end, word, (Sense("name", ""),), tuple(found), _COST)


def _stems(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in words)


@lru_cache(maxsize=4)
def _bodies(index: TextIndex) -> tuple[_Body, ...]:
    """Return the bodies that have work, each with the stems of an English name and its kinds."""
    found = []
    for node, name in _english_names(index):
        said = _WORD.findall(name)
        place = set(_WORD.findall(node.place.lower()))
        stems = frozenset(w[:_STEM] for w in said if w not in _ENDINGS | _NOISE | place)
        kinds = frozenset(said) & _ENDINGS or frozenset(["office"])
        found.append((node, stems, kinds.union(*(same for same in _ALIKE if same & kinds))))
    return tuple(found)


@lru_cache(maxsize=4)
def _by_initials(index: TextIndex) -> dict[str, list[Node]]:
    found: dict[str, list[Node]] = {}
    for node, name in _english_names(index):
        words = [w for w in _WORD.findall(name) if w not in _NOISE]
        for first in (0, 1):
            letters = "".join(w[0] for w in words[first:])
            if len(letters) > 2 and words[-1] in _ENDINGS and node not in found.get(letters, []):
                found.setdefault(letters, []).append(node)
    return found


@lru_cache(maxsize=4)
def _english_names(index: TextIndex) -> tuple[tuple[Node, str], ...]:
    """Return the bodies that have work, each with one of its English names."""
    return tuple(_read_names(index))


def _read_names(index: TextIndex) -> Iterator[tuple[Node, str]]:
    cards = index.cards_at(iri for iri in index.values("agency") if iri.startswith("http"))
    for card in cards.values():
        place = card["jurisdiction"]["label"] if card["jurisdiction"] else ""
        node = Node(card["iri"], card["type"], card["label"], place)
        for name in card["names"]:
            if name.isascii() and " " in name:
                yield node, name.lower()
        for ending, names in _translations().items():
            if card["label"].endswith(ending):
                yield from ((node, name) for name in names)


@cache
def _translations() -> dict[str, list[str]]:
    """Return by how the name of a body ends what translators call it."""
    text = files("queries.asking").joinpath("bodies.csv").read_text("utf-8")
    return {row["name"]: row["words"].split("|") for row in csv.DictReader(text.splitlines())}
