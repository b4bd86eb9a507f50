"""The words of a question that numbers of the texts stand by, and what compares two of them."""

from __future__ import annotations

import re

from queries.asking.words.tokens import UNKNOWN, Token

_PIECES = ("phrase", "alias", UNKNOWN)
_THINGS = (
    "programme",
    "facility",
    "event",
    "organization",
    "place",
    "task",
    "project",
    "indicator",
)
_NUMBER = re.compile(r"[\d零一二三四五六七八九十百两]+[个座家条处项所位]?")
"""How many parts there are says nothing of the words by which a number stands: 四个厂."""
_UNITS_COUNTED = re.compile("[班轨户辆张座所人]数")
_AGAINST = ("比", "相比", "than")
"""Words between two things whose numbers are compared."""


def is_piece(token: Token) -> bool:
    if token.has("theme") and not token.has("mark"):
        return True
    if token.has("share"):
        return len(token.text) > 1 and not any(c in token.text for c in "几多少分")
    if _NUMBER.fullmatch(token.text) or says_unit(token):
        return False
    return token.has(*_PIECES) or bool(token.named(*_THINGS)) or token.has("type")


def says_unit(token: Token) -> bool:
    """Tell whether a word only says in what the number is counted: 班数, 户数."""
    return _UNITS_COUNTED.fullmatch(token.text) is not None


def words_of(token: Token) -> str:
    """Return what the texts print for a piece: a place without 镇, an indicator by its title."""
    if (title := token.value("alias")) is not None:
        return title
    if (places := token.named("place")) and len(token.text) > 2:
        text = places[-1].label if token.text.isascii() else token.text
        return text.rstrip("镇市区县")
    return token.text


def is_against(tokens: list[Token], place: int) -> bool:
    """`A的目标高于B`, `A是B的几倍`, `is A to grow faster than B`: what compares two things."""
    if tokens[place].text in _AGAINST:
        return True
    if tokens[place].has("be") and any(_TIMES.search(t.text) for t in tokens[place + 1 :]):
        return any(is_piece(t) for t in tokens[place + 1 :])
    behind = next((t for t in tokens[place + 1 :] if not t.has("noise")), None)
    compares = tokens[place].has("gt", "lt") and _COMPARES.search(tokens[place].text)
    return bool(compares) and behind is not None and is_piece(behind)


_TIMES = re.compile("[几多少]倍$")
_COMPARES = re.compile("[^\\x00-\\x7f]|than$")
"""Of words that compare those that no place or programme follows: under the Binhe Park project."""
