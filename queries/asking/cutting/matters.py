"""The matter of a question in a long word that says nothing: 我在研究河长制，由谁牵头.

Where nothing else says what is asked about, the words of work items in an introduction do.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from graph.index.index import TextIndex
from graph.index.words.words import dictionary
from queries.asking.cutting.clause_parts import ASKING, CONTENT
from queries.asking.readings.nouns import is_item_noun
from queries.asking.words.grammar import Sense
from queries.asking.words.printed import find_printed, is_printed
from queries.asking.words.tokens import UNKNOWN, Token, is_whole

_SHORTEST = 3
"""Characters of words that say what a work item is about, at the least."""
_FEW = 3
"""Work items that print words by which one of them is meant, at the most."""
_SAYING = (*(kind for kind in CONTENT if kind != "rolenoun"), UNKNOWN, "num", "neg", "only")
_SAYING += ("except", "others", "least", "more", "every", "share", "average", "annexes")


def with_matter(tokens: list[Token], index: TextIndex) -> list[Token]:
    """Return the tokens with the matter as a word of its own, if nothing else says one."""
    asks = any(t.has(*ASKING) for t in tokens) and any(t.has("role", "rolenoun") for t in tokens)
    if not asks or any(t.nodes or t.has(*_SAYING) or is_item_noun(t) for t in tokens):
        return tokens
    for place, token in enumerate(tokens):
        matter = longest_printed(token.text, index) if token.has("noise") else ""
        if matter and len(find_printed(matter, index).items) <= _FEW:
            return [*tokens[:place], *_parted(token, matter), *tokens[place + 1 :]]
    return tokens


def longest_printed(text: str, index: TextIndex) -> str:
    """Return the longest words of a text that work items print, and that are long enough."""
    if len(text) <= _SHORTEST:
        return ""
    ends = {0, *(end for _, _, end in dictionary().tokenize(text))}
    parts = sorted(combinations(sorted(ends), 2), key=lambda part: part[0] - part[1])
    words = (text[a:b] for a, b in parts if b - a >= _SHORTEST and is_whole(text, a, b))
    return next((word for word in words if word.isalnum() and is_printed(word, index)), "")


def _parted(token: Token, matter: str) -> list[Token]:
    at = token.start + token.text.index(matter)
    end = at + len(matter)
    before = replace(token, end=at, text=token.text[: at - token.start])
    own = Token(at, end, matter, (Sense("phrase", matter),))
    behind = replace(token, start=end, text=token.text[end - token.start :])
    return [part for part in (before, own, behind) if part.text]
