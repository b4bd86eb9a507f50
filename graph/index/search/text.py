"""What a user writes into a search box, read as words, phrases and what joins them.

    河长制 农村              both, in any order; a space may also be padding
    "河长制 工作"            exactly this wording
    “农村公路” 「农村公路」  so too, if they stand alone; in “263”专项行动 they are part of a name
    河长制 OR 湖长制         either; OR binds weaker than what stands side by side
    河道 -农村               not this (also NOT 农村)
    (学校 OR 幼儿园) 新建    brackets with a space or another bracket before them

A bracket inside a name, as in 水利(水务)局, is part of it. Signs and operators may be of full width
and in small letters; `and` within English alone is a word of a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.index.words.words import runs
from ontology.errors import UnreadableSearch

_HALF_WIDTH = {0xFF01 + place: 0x21 + place for place in range(94)}
_ALL_BUT_BRACKETS = {sign: half for sign, half in _HALF_WIDTH.items() if chr(half) not in "()"}
_CHINESE_QUOTES = {"“": "”", "「": "」", "『": "』"}
_OPERATORS = {"AND": "and", "OR": "or", "|": "or", "NOT": "not"}
_WORD = re.compile(r'\||[^\s"|]+')
_DEEPEST = 20
"""Brackets within brackets."""


@dataclass(frozen=True)
class Words:
    """Words that stand side by side, as they were written."""

    text: str


@dataclass(frozen=True)
class Phrase:
    """A wording that must stand as it is."""

    text: str


@dataclass(frozen=True)
class Quoted:
    """A wording between Chinese quotation marks: a name, if there is such a one, else a phrase."""

    text: str


@dataclass(frozen=True)
class Both:
    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Either:
    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Without:
    part: Node


Node = Words | Phrase | Quoted | Both | Either | Without


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    at: int


def read_search(text: str) -> Node | None:
    """Return what `text` asks for; None if it has no letter at all.

    Brackets of full width that do not fit are those of a text: 米）。建设.

    Raises UnreadableSearch, with the position, for a quotation mark or bracket without the other,
    and for an operator that joins nothing.

    >>> read_search('河道 -"农村 公路"')
    Both(parts=(Words(text='河道'), Without(part=Phrase(text='农村 公路'))))
    """
    try:
        return _read(text.translate(_HALF_WIDTH))
    except UnreadableSearch:
        printed = text.translate(_ALL_BUT_BRACKETS)
        if printed == text.translate(_HALF_WIDTH):
            raise
        return _read(printed)


def _read(text: str) -> Node | None:
    tokens = list(_tokens(text))
    reader = _Reader(tokens, len(text))
    found = reader.read_either(0)
    if (token := reader.peek()) is not None:
        raise UnreadableSearch(f"the bracket at {token.at + 1} closes nothing", token.at + 1)
    return found


def _tokens(text: str) -> Iterator[_Token]:
    at = 0
    while at < len(text):
        character = text[at]
        if character.isspace():
            at += 1
        elif character == '"':
            end = _closing(text, at)
            yield _Token("phrase", text[at + 1 : end], at)
            at = end + 1
        elif (closing := _closing_alone(text, at)) is not None:
            yield _Token("quoted", text[at + 1 : closing], at)
            at = closing + 1
        else:
            token = _word(text, at)
            yield token
            at += len(token.text)


def _closing(text: str, at: int) -> int:
    """Return where the quotation that opens at `at` closes."""
    end = text.find(text[at], at + 1)
    if end < 0:
        raise UnreadableSearch(f"the quotation mark at {at + 1} is not closed", at + 1)
    return end


def _closing_alone(text: str, at: int) -> int | None:
    """Return where Chinese quotation marks close that stand for themselves, not in a name."""
    closing = _CHINESE_QUOTES.get(text[at])
    if closing is None or (at and text[at - 1] not in _BESIDE_QUOTES):
        return None
    end = text.find(closing, at + 1)
    stands_alone = end > 0 and (text[end + 1 : end + 2] or " ") in _BESIDE_QUOTES
    return end if stands_alone else None


_BESIDE_QUOTES = " \t\n\u3000()-|"


def _word(text: str, at: int) -> _Token:
    """Return the sign or word that begins at `at`."""
    follows = text[at + 1 : at + 2]
    if text[at] == "(":
        return _Token("(", "(", at)
    if text[at] == ")":
        return _Token(")", ")", at)
    if text[at] == "-" and follows and not follows.isspace() and follows != "-":
        return _Token("not", "-", at)
    match = _WORD.match(text, at)
    word = _before_closing(match[0]) if match else text[at]
    is_of_name = word == "and" and text.isascii()
    return _Token("word" if is_of_name else _OPERATORS.get(word.upper(), "word"), word, at)


def _before_closing(word: str) -> str:
    """Return `word` up to a bracket that it closes but does not open."""
    depth = 0
    for position, character in enumerate(word):
        depth += (character == "(") - (character == ")")
        if depth < 0:
            return word[:position]
    return word


class _Reader:
    """Reads tokens by the rules: either > both > without > what stands alone."""

    def __init__(self, tokens: list[_Token], end: int) -> None:
        self._tokens = tokens
        self._next = 0
        self._end = end

    def peek(self) -> _Token | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def _take(self, *kinds: str) -> _Token | None:
        token = self.peek()
        if token is None or token.kind not in kinds:
            return None
        self._next += 1
        return token

    def read_either(self, depth: int) -> Node | None:
        found = [self._read_both(depth)]
        while operator := self._take("or"):
            found.append(self._read_both(depth))
            if None in found:
                raise _joins_nothing(operator)
        parts = [part for part in found if part is not None]
        return Either(tuple(parts)) if len(parts) > 1 else found[0]

    def _read_both(self, depth: int) -> Node | None:
        parts: list[Node] = []
        operator: _Token | None = None
        while (token := self.peek()) is not None and token.kind not in ("or", ")"):
            if token.kind == "and":
                if not parts or operator:
                    raise _joins_nothing(token)
                operator = self._take("and")
            elif (part := self._read_one(depth)) is not None:
                parts.append(part)
                operator = None
        if operator:
            raise _joins_nothing(operator)
        if len(parts) > 1:
            return Both(tuple(parts))
        return parts[0] if parts else None

    def _read_one(self, depth: int) -> Node | None:
        if token := self._take("not"):
            part = self._read_one(depth) if self.peek() else None
            if part is None:
                raise _joins_nothing(token)
            return Without(part)
        if token := self._take("("):
            return self._read_bracket(token, depth + 1)
        if token := self._take("phrase"):
            return Phrase(token.text) if runs(token.text) else None
        if token := self._take("quoted"):
            return Quoted(token.text) if runs(token.text) else None
        return self._read_words()

    def _read_bracket(self, opening: _Token, depth: int) -> Node | None:
        if depth > _DEEPEST:
            message = f"more than {_DEEPEST} brackets within each other at {opening.at + 1}"
            raise UnreadableSearch(message, opening.at + 1)
        found = self.read_either(depth)
        if self._take(")") is None:
            message = f"the bracket at {opening.at + 1} is not closed"
            raise UnreadableSearch(message, opening.at + 1)
        return found

    def _read_words(self) -> Node | None:
        words: list[str] = []
        while token := self._take("word"):
            words.append(token.text)
        text = " ".join(words)
        return Words(text) if runs(text) else None


def _joins_nothing(operator: _Token) -> UnreadableSearch:
    at = operator.at + 1
    return UnreadableSearch(f"nothing to search for beside {operator.text} at {at}", at)
