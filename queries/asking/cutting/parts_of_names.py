"""Categories that are listed by parts of their names: 民生供给和绿色发展两个门类.

One that stands alone before 门类 is found where conditions are (`partly.py`); of a list each must
be known before it is decided what is compared.
"""

from __future__ import annotations

from dataclasses import replace

from graph.index.index import TextIndex
from queries.asking.cutting.clause_parts import QUOTES
from queries.asking.cutting.phrases import PHRASE
from queries.asking.words.grammar import Sense
from queries.asking.words.tokens import UNKNOWN, Node, Token

_MOST = 20
_SHORTEST = 2


def with_parts_of_names(tokens: list[Token], index: TextIndex) -> list[Token]:
    """Return the tokens with each listed part of the name of a category as that category."""
    nouns = [i for i, t in enumerate(tokens) if t.value("noun") == "category"]
    if len(nouns) == 1:
        return _with_listed(tokens, nouns[0], index)
    if len(nouns) == _SHORTEST and any(t.has("difference") for t in tokens):
        for noun in reversed(nouns):  # 民生供给门类比绿色发展门类多几条
            begin, node = part_before(tokens, noun, index)
            named = [_named(tokens[begin:noun], node)] if node else tokens[begin:noun]
            tokens = [*tokens[:begin], *named, *tokens[noun:]]
    return tokens


def _with_listed(tokens: list[Token], noun: int, index: TextIndex) -> list[Token]:
    end = noun
    while end and tokens[end - 1].has("noise", "num"):
        end -= 1
    listed = _listed(tokens, end, index) if end else []
    if len(listed) < _SHORTEST:
        return tokens
    named = [_named(tokens[begin:stop], node) for begin, stop, node in listed]
    begin = listed[0][0]
    if len({node for _, _, node in listed}) == 1:
        return [*tokens[:begin], named[0], *tokens[noun:]]
    if any(t.has("num") and int(t.value("num") or 0) != len(listed) for t in tokens[end:noun]):
        return tokens
    found: list[Token] = []
    for place in range(begin, end):
        spans = (n for n, (first, stop, _) in enumerate(listed) if first <= place < stop)
        inside = next(spans, None)
        if inside is None:
            found += [] if tokens[place].text in QUOTES else [tokens[place]]
        elif place == listed[inside][0]:
            found.append(named[inside])
    return [*tokens[:begin], *found, *tokens[noun:]]


def _listed(tokens: list[Token], end: int, index: TextIndex) -> list[tuple[int, int, Node]]:
    """Return where the parts stand that are joined before `end`, each with what it names."""
    found: list[tuple[int, int, Node]] = []
    while end:
        stop = end - 1 if tokens[end - 1].text in QUOTES else end
        begin, node = part_before(tokens, stop, index)
        if node is None:
            return []
        found.insert(0, (begin, stop, node))
        begin -= bool(begin) and tokens[begin - 1].text in QUOTES
        if not begin or not tokens[begin - 1].has("and"):
            return found
        end = begin - 1
    return found


def part_before(tokens: list[Token], stop: int, index: TextIndex) -> tuple[int, Node | None]:
    """Return where the longest part of the name of one category begins that ends at `stop`."""
    begin, text, only = stop, "", None
    while begin and tokens[begin - 1].has("theme", PHRASE, UNKNOWN):
        longer = tokens[begin - 1].text + text
        cards = index.cards_wording(longer, ("category",), _MOST)
        held = [c for c in cards if longer in c["label"]]
        if not held:
            break
        begin, text = begin - 1, longer
        only = held[0] if len(held) == 1 else None
    return begin, Node(only["iri"], only["type"], only["label"]) if only else None


def _named(part: list[Token], node: Node) -> Token:
    text = "".join(token.text for token in part)
    senses = (Sense("name", ""),)
    return replace(part[0], end=part[-1].end, text=text, senses=senses, nodes=(node,))
