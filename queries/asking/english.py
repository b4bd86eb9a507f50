"""English names of bodies in a question: partly written, or as initials (EPB)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from graph.index import TextIndex
from queries.asking.grammar import Sense
from queries.asking.tokens import Node, Token

_KINDS = "bureau commission office administration committee brigade station company league zone"
_ENDINGS = frozenset([*_KINDS.split(), "bank", "department", "authority", "subdistrict", "town"])
_NOISE = frozenset(["of", "the", "and", "for", "cpc", "municipal", "city", "people", "s", "party"])
_WORD = re.compile(r"[a-z]+")
_MOST_WORDS = 9
_STEM = 5
_COST = 0.9


def body_tokens(text: str, index: TextIndex) -> list[Token]:
    """Return a token for each run of English words that only one body with work can mean.

    The words of a name may be left out from its front or its middle, not its last: Water Bureau,
    Science and Technology Bureau. Initials have three letters or more.
    """
    words = [(m.start(), m.end(), m[0]) for m in _WORD.finditer(text)]
    if not any(word in _ENDINGS or len(word) in (3, 4, 5) for _, _, word in words):
        return []
    return [*_parts_of_names(text, words, index), *_initials(words, index)]


def _parts_of_names(
    text: str, words: list[tuple[int, int, str]], index: TextIndex
) -> Iterator[Token]:
    for last, (_, end, ending) in enumerate(words):
        if ending not in _ENDINGS:
            continue
        for first in range(max(0, last - _MOST_WORDS), last):
            said = {word[:_STEM] for _, _, word in words[first:last]} - _stems(_NOISE)
            found = [n for n, stems, kinds in _bodies(index) if said <= stems and ending in kinds]
            if said and words[first][2] not in _NOISE and len(found) == 1:
                start = words[first][0]
                yield Token(start, end, text[start:end], (Sense("name", ""),), (found[0],), _COST)


def _initials(words: list[tuple[int, int, str]], index: TextIndex) -> Iterator[Token]:
    for start, end, word in words:
        found = _by_initials(index).get(word, [])
        if len(found) == 1:
            yield Token(start, end, word, (Sense("name", ""),), tuple(found), _COST)


def _stems(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in words)


@lru_cache(maxsize=4)
def _bodies(index: TextIndex) -> tuple[tuple[Node, frozenset[str], frozenset[str]], ...]:
    """Return the bodies that have work, each with the stems of its English name and its kinds."""
    found = []
    for node, name in _english_names(index):
        said = _WORD.findall(name)
        place = set(_WORD.findall(node.place.lower()))
        stems = frozenset(w[:_STEM] for w in said if w not in _ENDINGS | _NOISE | place)
        kinds = frozenset(said) & _ENDINGS or frozenset(["office"])
        found.append((node, stems, kinds | {"department"} if "bureau" in kinds else kinds))
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


def _english_names(index: TextIndex) -> Iterator[tuple[Node, str]]:
    cards = index.cards_at(iri for iri in index.values("agency") if iri.startswith("http"))
    for card in cards.values():
        place = card["jurisdiction"]["label"] if card["jurisdiction"] else ""
        node = Node(card["iri"], card["type"], card["label"], place)
        for name in card["names"]:
            if name.isascii() and " " in name:
                yield node, name.lower()
