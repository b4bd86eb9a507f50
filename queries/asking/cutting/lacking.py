"""Parts of a document in which somebody has nothing: 哪些门类里X和Y都没有分管任务."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from queries.asking.readings.draft import JOINS, is_agent
from queries.asking.readings.nouns import is_item_noun
from queries.asking.words.tokens import Token, taken_as

_PARTS = ("category", "heading")
_SAID = ("noise", "mark", "be", "annex", "have", "scope", "neg", "role", "rolenoun")
_SEEN = ("出现", "出现过", "露面")
_EACH = ("和", "与", "及", "以及", "跟", "同", "、", "或", "或者", "都", "均")

_ALL = ("都", "全", "全部", "全都")
"""What behind a denial denies that all are somebody's, and not that any is: 不都由X分管."""


def with_parts_lacking(tokens: list[Token]) -> list[Token]:
    """Say of which parts nothing is somebody's as 哪些门类没有X或Y分管的任务.

    >>> with_parts_lacking([])
    []
    """
    asked = next((i for i, t in enumerate(tokens) if t.value("noun") in _PARTS), 0)
    denials = [i for i, t in enumerate(tokens) if t.has("neg")]
    agents = [t for t in tokens if is_agent(t)]
    if not asked or not tokens[asked - 1].has("wh", "which") or len(denials) != 1 or not agents:
        return tokens
    [denied] = denials
    if denied < tokens.index(agents[-1]) or denied < asked or _says_more(tokens, asked, agents):
        return tokens
    roles = [t for t in tokens if t.has("role", "rolenoun")]
    items = [t for t in tokens if is_item_noun(t)]
    if len(roles) > 1 or len(items) > 1 or len({_sort(t) for t in agents}) > 1:
        return tokens
    if any(t.value("noun") == "project" for t in items):
        return tokens
    none = tokens[denied]
    if any(t.text in _ALL for t in tokens[denied + 1 : denied + 2]):
        return tokens
    holder = roles[0] if roles else none
    role = holder.value("role") or holder.value("rolenoun") or "any"
    held = replace(taken_as(holder, "role", role), text="承担")
    work = items[0] if items else replace(taken_as(none, "noun", "item"), text="任务")
    of = replace(taken_as(none, "noise", "particle"), text="的")
    annexes = [t for t in tokens if t.has("annex")]
    none = replace(none, text="没有")
    return [*annexes, tokens[asked - 1], tokens[asked], none, *_any_of(agents), held, of, work]


def _says_more(tokens: list[Token], asked: int, agents: list[Token]) -> bool:
    """Tell whether a question says more than whose work is in none of the parts."""
    known = [tokens[asked - 1], tokens[asked], *agents]
    return not all(t in known or _says_it(t) for t in tokens)


def _says_it(token: Token) -> bool:
    if token.has(*JOINS):
        return token.text in _EACH
    said = token.has(*_SAID) or is_item_noun(token) or token.text in _SEEN
    return said or token.value("num") == "1"


def _sort(agent: Token) -> str:
    return "official" if agent.named("official") else "agency"


def _any_of(agents: list[Token]) -> Iterator[Token]:
    """Yield those who are named, any of whom is meant."""
    for agent in agents:
        if agent is not agents[0]:
            yield replace(taken_as(agent, "or"), text="或")
        yield agent
