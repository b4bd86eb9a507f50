"""Somebody who works with others that nobody names: X联合主责的, X并非独家主责的, 有没有其他单位."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from queries.asking.cutting.company import taken_as
from queries.asking.readings.draft import ALONE, is_agent
from queries.asking.words.tokens import Token


def with_partners(tokens: list[Token]) -> list[Token]:
    """Give what says that somebody is not alone the meaning of `with others`.

    >>> with_partners([])
    []
    """
    return _jointly(_not_alone(_with_any_others(tokens)))


def _with_any_others(tokens: list[Token]) -> list[Token]:
    """`有没有其他单位和X共同主责`: whether others do is asked, and not said that none does."""
    for place, (have, nobody) in enumerate(pairwise(tokens)):
        denied = nobody.has("only") and nobody.text.startswith(_NOBODY)
        if have.text == "有" and denied and any(is_agent(t) for t in tokens[place + 2 :]):
            asked = replace(taken_as(have, "yesno"), text="有没有")
            rest = [t for t in tokens[place + 2 :] if t.text not in _WITH]
            return [*tokens[:place], asked, taken_as(nobody, "others", "anybody"), *rest]
    return tokens


_NOBODY = ("没有", "没")
_WITH = ("和", "与", "跟", "同")


def _not_alone(tokens: list[Token]) -> list[Token]:
    """`X并非独家主责的`: X has the role, and somebody else has it, too."""
    for place in range(len(tokens) - 2):
        denial, alone, role = tokens[place : place + 3]
        named = [t for t in tokens[:place] if not t.has("noise")][-1:]
        denied = denial.has("neg") and alone.has("only") and alone.text in ALONE
        if denied and role.has("role") and named and is_agent(named[0]):
            return [*tokens[:place], taken_as(alone, "others", "anybody"), *tokens[place + 2 :]]
    return tokens


def _jointly(tokens: list[Token]) -> list[Token]:
    """`公安局联合主责的事项`: where one body is named and items are asked for, with others."""
    if sum(is_agent(t) for t in tokens) != 1 or any(_names_more(t) for t in tokens):
        return tokens
    for place, (jointly, role) in enumerate(pairwise(tokens)):
        named = any(is_agent(t) for t in tokens[:place])
        if named and jointly.text in _JOINTLY and role.has("role", "rolenoun"):
            with_others = taken_as(jointly, "others", "anybody")
            return [*tokens[:place], with_others, *tokens[place + 1 :]]
    return tokens


_JOINTLY = ("联合", "共同", "合作", "携手", "会同", "协同")


def _names_more(token: Token) -> bool:
    """Tell whether a word speaks of others already, or asks for them."""
    others = token.has("others", "beside", "who", "only", "type", "rolenoun")
    return others or token.value("noun") in ("agency", "official")
