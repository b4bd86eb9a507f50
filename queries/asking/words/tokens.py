"""The parts of a question: words of the grammar, names of the graph, numbers, words of a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from graph.index.words.words import dictionary
from queries.asking.words.forms import COMPILED, ORDINALS
from queries.asking.words.grammar import Sense, longest_word, words
from queries.asking.words.numerals import number_of
from queries.asking.words.wording import is_latin


@dataclass(frozen=True)
class Node:
    """A node that a name may mean. `place` is the name of its jurisdiction, if it has one."""

    iri: str
    type: str
    label: str
    place: str = ""
    slug: str = ""

    def __hash__(self) -> int:
        """A name may mean a thousand nodes: their IRIs tell them apart."""
        return hash(self.iri)


@dataclass(frozen=True)
class Token:
    """A part of the folded question, from `start` to `end`.

    `senses` are what the grammar says of it, `nodes` what it names; `cost` ranks readings.
    """

    start: int
    end: int
    text: str
    senses: tuple[Sense, ...] = ()
    nodes: tuple[Node, ...] = ()
    cost: float = 1.0

    def value(self, kind: str) -> str | None:
        """Return the value of the token in the class `kind`, or None if it is not of it."""
        return next((sense.value for sense in self.senses if sense.kind == kind), None)

    def has(self, *kinds: str) -> bool:
        return not self._kinds.isdisjoint(kinds)

    @cached_property
    def _kinds(self) -> frozenset[str]:
        return frozenset(sense.kind for sense in self.senses)

    def named(self, *types: str) -> tuple[Node, ...]:
        """Return the nodes of `types` that the token may name."""
        return tuple(node for node in self.nodes if node.type in types)


def taken_as(token: Token, kind: str, value: str = "") -> Token:
    """Return `token` with another meaning.

    >>> taken_as(Token(0, 1, "也"), "and").has("and")
    True
    """
    return replace(token, senses=(Sense(kind, value),), nodes=())


UNKNOWN = "unknown"
_PER_CHARACTER = 1.5
_PER_RUN = 4.0
_IDLE_COST = 1.05
"""Of two ways to cut a question the one with fewer words that say nothing is better."""


def grammar_tokens(text: str) -> Iterator[Token]:
    """Yield all words of the grammar, numbers and marks that stand in the folded `text`."""
    known = words()
    for start in range(len(text)):
        for end in range(start + 1, min(len(text), start + longest_word()) + 1):
            senses = known.get(text[start:end])
            if senses and is_whole(text, start, end) and not _cuts_verb(text, start, end):
                cost = _IDLE_COST if senses[0].kind == "noise" else 1.0
                yield Token(start, end, text[start:end], senses, cost=cost)
        for kind, pattern in COMPILED:
            match = pattern.match(text, start)
            if match and match.end() > start and is_whole(text, start, match.end()):
                yield _pattern_token(kind, match)


def general_words(text: str) -> Iterator[Token]:
    """Yield the words of general Chinese that no grammar knows, so that none of them is cut.

    Without them 地铁 would be the particle 地 and an unknown 铁; and PM2.5 three parts.
    """
    for match in _MIXED.finditer(text):
        yield Token(match.start(), match.end(), match[0], cost=_PER_RUN)
    for word, start, end in dictionary().tokenize(text):
        if (
            _begins_with_counter(text, start)
            or _begins_with_joint(word)
            or says_number(word)
            or _cuts_asking(text, word, start)
            or _cuts_verb(text, start, end)
        ):
            continue
        if leads_on(word):
            word, end = word[:-1], end - 1  # noqa: PLW2901
        if end - start > 1 and not word.isascii() and word not in words():
            yield Token(start, end, word, cost=_PER_RUN + _PER_CHARACTER * (end - start - 1))


def _cuts_asking(text: str, word: str, start: int) -> bool:
    """Tell whether a guessed word would begin with the end of a word that asks: 哪几个局|守."""
    before = (text[start - length : start + 1] for length in (2, 3) if start >= length)
    asks = any(w[0] in "哪几何啥" and w in words() and w[-2:] not in words() for w in before)
    return asks and word not in dictionary().FREQ


def _cuts_verb(text: str, start: int, end: int) -> bool:
    """Tell whether 理由 would begin with the end of a verb: 综合治理|由谁牵头."""
    return text[start:end] == "理由" and text[max(start - 1, 0) : start] in tuple(_MANAGING)


_MANAGING = "治管处办代审清受整护修料"
"""How words begin that end with 理."""


def leads_on(word: str) -> bool:
    """Tell whether a guessed word ends with what leads on: 卫记委|在附件2, 数|是授权数的几倍."""
    return _LEADS_ON.search(word) is not None and word not in dictionary().FREQ


_LEADS_ON = re.compile("[局委办院镇][在由]$|[镇村路桥河]有$|^数[是比]$")


def says_number(word: str) -> bool:
    """Tell whether a word of general Chinese ends with the 数 of what is counted: 床位数, 位数."""
    counts = len(word) == _WITH_NUMBER and word.endswith("数") and word[1] != "一"
    return word == "位数" or counts


_WITH_NUMBER = 3


def _begins_with_counter(text: str, start: int) -> bool:
    """Tell whether a word would begin with the counter of 多少 or 几: 多少|个助|餐点."""
    return text[start] in "个家项条件位名" and text[start - 1 : start] in ("少", "几")


def _begins_with_joint(word: str) -> bool:
    """Tell whether a guessed word would begin with what joins two: 日间照料中心|和助|餐点."""
    return word[0] in "和与及" and word not in dictionary().FREQ


_MIXED = re.compile(r"\d+[a-z]+\d*|[a-z]+\d+(?:\.\d+)?")


def _pattern_token(kind: str, match: re.Match[str]) -> Token:
    found = next((v for k, v in match.groupdict().items() if v and k[0] in "no"), "")
    value = str(ORDINALS.get(found) or number_of(found)) if found else match[0]
    groups = match.groupdict()
    end = next((v for k, v in groups.items() if v and k[0] == "e"), "")
    if kind == "spot":
        value = match[0]
    kind, _, meant = kind.partition(":")
    value = meant or value
    if kind == "range":
        value = f"{value}-{number_of(end)}"
    if kind == "rows":
        last = str(number_of(end)) if end else ""
        value = f"{value}-{last}" if last else f"{'>' if groups['after'] else '<'}{value}"
    if any(groups.get(name) is not None for name in ("r", "r2")):
        value = "-" + value
    sense = Sense("mark" if kind == "pure" else kind, value)
    cost = {"pure": 0.1, "num": 1.0}.get(kind, 0.9)
    return Token(match.start(), match.end(), match[0], (sense,), cost=cost)


def is_whole(text: str, start: int, end: int) -> bool:
    """Tell whether no Latin word or number is cut at either end."""
    return not (
        (_joined(text, start) and text[start : start + 1] != ",")
        or (_joined(text, end) and text[end - 1] != ",")
    )


def _joined(text: str, place: int) -> bool:
    if not 0 < place < len(text):
        return False
    before, after = text[place - 1], text[place]
    same = (before.isdigit() and after.isdigit()) or (before.isalpha() and after.isalpha())
    return before.isascii() and after.isascii() and same


def split(text: str, candidates: Iterable[Token]) -> list[Token]:
    """Return the parts of `text` at the least cost; what no candidate covers is unknown."""
    by_start: dict[int, list[Token]] = {}
    for token in candidates:
        by_start.setdefault(token.start, []).append(token)
    best: list[tuple[float, Token | None, bool]] = [(0.0, None, False)]
    best += [(float("inf"), None, False) for _ in text]
    for start in range(len(text)):
        cost, _, open_run = best[start]
        for token in by_start.get(start, ()):
            _offer(best, token.end, cost + token.cost, token)
        lost = _unknown_cost(text, start, continues=open_run)
        unknown = Token(start, start + 1, text[start])
        if cost + lost < best[start + 1][0]:
            best[start + 1] = (cost + lost, unknown, text[start] != " ")
    return _merged(text, _walk(best))


def _offer(
    best: list[tuple[float, Token | None, bool]], end: int, cost: float, token: Token
) -> None:
    if cost < best[end][0]:
        best[end] = (cost, token, False)


def _unknown_cost(text: str, place: int, *, continues: bool) -> float:
    if text[place] == " ":
        return 0.05
    share = 0.5 if is_latin(text[place]) else _PER_CHARACTER
    return share + (0.0 if continues else _PER_RUN)


def _walk(best: list[tuple[float, Token | None, bool]]) -> list[Token]:
    found: list[Token] = []
    place = len(best) - 1
    while place > 0:
        token = best[place][1]
        assert token is not None  # noqa: S101 - every place is reached
        found.append(token)
        place = token.start
    return found[::-1]


def _merged(text: str, tokens: list[Token]) -> list[Token]:
    """Join neighbouring unknown characters; blanks between words are dropped."""
    found: list[Token] = []
    for token in tokens:
        is_unknown = not token.senses and not token.nodes
        if is_unknown and found and found[-1].has(UNKNOWN) and found[-1].end == token.start:
            start = found.pop().start
            found.append(_unknown(text, start, token.end))
        elif not is_unknown:
            found.append(token)
        elif token.text != " ":
            found.append(_unknown(text, token.start, token.end))
    return [_stripped(text, token) for token in found]


def _unknown(text: str, start: int, end: int) -> Token:
    return Token(start, end, text[start:end], (Sense(UNKNOWN, text[start:end]),))


def _stripped(text: str, token: Token) -> Token:
    if not token.has(UNKNOWN):
        return token
    end = token.start + len(token.text.rstrip())
    return _unknown(text, token.start, end)
