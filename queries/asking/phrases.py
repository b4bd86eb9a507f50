"""Words of the texts in a question: what no grammar knows may stand in a work item."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from graph.index import TextIndex
from graph.words import dictionary, fold
from queries.asking.draft import WEAK_ROLES
from queries.asking.grammar import Sense
from queries.asking.tokens import UNKNOWN, Token, is_whole

ITEMS = ("task", "project", "indicator")
PHRASE = "phrase"
SAID = "said"
"""Of a phrase: the question says that a column of the tables holds it."""
_STOPS = ("wh", "which", "who", "count", "by", "rolenoun", "mark", "most", "least", "except")
_MOST_CARDS = 2_000
_FEW = 20
_EDGES = "的了、,;。:?"
"""What neither begins nor ends a phrase."""


@dataclass(frozen=True)
class Printed:
    """Where a phrase is printed: its spellings, and the items that print it, titles apart."""

    spellings: tuple[str, ...]
    items: tuple[str, ...]
    titled: tuple[str, ...]


def find_printed(phrase: str, index: TextIndex) -> Printed:
    """Return where work items print `phrase`; marks and white space do not count."""
    key = _letters(phrase)[0]
    cards = index.cards_wording(phrase, ITEMS, _MOST_CARDS)
    if len(cards) < _FEW:
        # Marks may stand inside the words: 城市“双修”规划.
        cards = [*cards, *index.cards_worded(phrase, ITEMS, _MOST_CARDS)]
    spellings: dict[str, None] = {}
    items: dict[str, None] = {}
    titled: dict[str, None] = {}
    for card in cards:
        for field, text in _texts(card):
            found = list(_spellings(text, key))
            spellings |= dict.fromkeys(found)
            if found:
                items[card["iri"]] = None
            if found and field == "title":
                titled[card["iri"]] = None
    return Printed(tuple(sorted(spellings)), tuple(items), tuple(titled))


def is_printed(phrase: str, index: TextIndex) -> bool:
    """Tell whether a work item prints `phrase`."""
    key = _letters(phrase)[0]
    return _any_prints(index.cards_wording(phrase, ITEMS, _FEW), key) or _any_prints(
        index.cards_worded(phrase, ITEMS, _FEW), key
    )


def _any_prints(cards: Iterable[dict[str, Any]], key: str) -> bool:
    return any(key in _letters(text)[0] for card in cards for _, text in _texts(card))


def _texts(card: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield from (("title", name) for name in card["names"])
    yield "text", card["text"]
    yield "annual", card["annual_task"]


def _spellings(text: str, key: str) -> Iterator[str]:
    letters, origin = _letters(text)
    start = letters.find(key)
    while key and start >= 0:
        yield text[origin[start] : origin[start + len(key) - 1] + 1]
        start = letters.find(key, start + 1)


def _letters(text: str) -> tuple[str, list[int]]:
    """Return the folded letters and digits of `text` with where each stands."""
    folded = fold(text)
    kept = [(c, o) for c, o in zip(folded.text, folded.origin, strict=True) if c.isalnum()]
    return "".join(c for c, _ in kept), [o for _, o in kept]


def with_phrases(text: str, tokens: list[Token], index: TextIndex) -> list[Token]:
    """Replace what is unknown by the longest phrases that work items print."""
    known: dict[str, bool] = {}

    def printed(phrase: str) -> bool:
        if phrase not in known:
            has_ends = phrase[0] not in _EDGES and phrase[-1] not in _EDGES
            known[phrase] = has_ends and is_printed(phrase, index)
        return known[phrase]

    before: list[Token] = []
    while tokens != before:
        before = tokens
        for token in before:
            if token in tokens and _may_be_printed(tokens, token):
                tokens = _with_phrase(text, tokens, token, printed)
    return tokens


def _may_be_printed(tokens: list[Token], token: Token) -> bool:
    return token.has(UNKNOWN) or (token.has("num") and not _counts(tokens, token))


def _counts(tokens: list[Token], token: Token) -> bool:
    """Tell whether a number stands where it may count something."""
    place = tokens.index(token)
    before = tokens[place - 1] if place else None
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    compares = before is not None and before.has(
        "gt", "ge", "lt", "le", "eq", "first", "wh", "only"
    )
    counted = after is not None and after.has("ormore", "orless", "noun", "rolenoun", "type")
    return compares or (counted and not (after is not None and after.value("noun") == "programme"))


def _with_phrase(
    text: str, tokens: list[Token], token: Token, printed: Callable[[str], bool]
) -> list[Token]:
    if token not in tokens:
        return tokens
    start, end = _longest_part(text, token, printed)
    if start == end:
        return tokens
    left, right = _room(tokens, token)
    if start == token.start:
        while start > left and printed(text[start - 1 : end]):
            start -= 1
    if end == token.end:
        while end < right and printed(text[start : end + 1]):
            end += 1
    start, end = _at_edges(tokens, token, start, end)
    start, end = _at_words(text, token, (start, end), printed)
    if len(_letters(text[start:end])[0]) < 2 or _COUNTED.fullmatch(text[start:end]):
        return tokens
    return _placed(text, tokens, start, end)


_COUNTED = re.compile(r"[\d一二两三四五六七八九十几]+[张份遍篇段句]")
"""A number with its counter, which says nothing of what an item is about: 列一张表."""

_MIXED = re.compile(r"[a-z]\d|\d[a-z]")
"""What is no word by halves: pm2.5."""


def _longest_part(text: str, token: Token, printed: Callable[[str], bool]) -> tuple[int, int]:
    size = len(token.text)
    if _MIXED.search(token.text):
        return token.start, token.start
    least = 2 if size > 1 else 1
    for length in range(size, least - 1, -1):
        for offset in range(size - length + 1):
            start, end = token.start + offset, token.start + offset + length
            if is_whole(text, start, end) and printed(text[start:end]):
                return start, end
    return token.start, token.start


def _room(tokens: list[Token], token: Token) -> tuple[int, int]:
    """Return how far a phrase may reach: up to the words that ask or assign."""
    place = tokens.index(token)
    left, right = token.start, token.end
    for other in reversed(tokens[:place]):
        if _stops(other):
            break
        left = other.start
    for other in tokens[place + 1 :]:
        if _stops(other):
            break
        right = other.end
    return left, right


def _stops(token: Token) -> bool:
    if token.has("role"):
        return token.text not in WEAK_ROLES and len(token.text) > 1
    if token.has("name"):
        return bool(token.named("official"))
    return token.has(*_STOPS)


def _at_words(
    text: str, token: Token, own: tuple[int, int], printed: Callable[[str], bool]
) -> tuple[int, int]:
    """Leave out the half of a word at either end: 垃圾处 of 垃圾处理, 防改造 of 消防改造."""
    start, end = own
    words = list(dictionary().tokenize(text, mode="search"))
    halves = (e for _, s, e in words if token.start <= s < start < e < end)
    begin = max(halves, default=start)
    if begin != start and end - begin >= _SHORTEST and printed(text[begin:end]):
        start = begin
    cut = max((s for _, s, e in words if s < end < e), default=end)
    if cut == end or cut - start < _SHORTEST or not printed(text[start:cut]):
        return start, end
    return start, cut


_SHORTEST = 2


def _at_edges(tokens: list[Token], core: Token, start: int, end: int) -> tuple[int, int]:
    """Move both ends to where a token ends, so that no meaningful word is cut."""
    for token in tokens:
        if token == core:
            continue
        if token.start < start < token.end:
            start = token.end
        if token.start < end < token.end:
            end = token.start
    return start, end


def _placed(text: str, tokens: list[Token], start: int, end: int) -> list[Token]:
    phrase = Token(start, end, text[start:end], (Sense(PHRASE, text[start:end]),))
    found: list[Token] = []
    for token in tokens:
        if token.end <= start or token.start >= end:
            found.append(token)
            continue
        if token.start < start:
            found.append(_cut(token, token.start, start))
        if token.end > end:
            found.append(_cut(token, end, token.end))
    return sorted([*found, phrase], key=lambda token: token.start)


def _cut(token: Token, start: int, end: int) -> Token:
    text = token.text[start - token.start : end - token.start]
    return replace(token, start=start, end=end, text=text, senses=(Sense(UNKNOWN, text),))


def with_wholes(tokens: list[Token], index: TextIndex) -> list[Token]:
    """Join a theme with the type behind it behind 多少, if texts print both as one: 工业企业."""
    found: list[Token] = []
    for token in tokens:
        last = found[-1] if found else None
        whole = last.text + token.text if last is not None else ""
        counted = len(found) > 1 and found[-2].has("count") and token.has("type")
        if last and counted and last.has("theme") and is_printed(whole, index):
            found[-1] = Token(last.start, token.end, whole, (Sense(PHRASE, whole),))
        else:
            found.append(token)
    return found
