"""Clauses before a question that say who asks, or on what occasion: 年底要考核了，…."""

from __future__ import annotations

from queries.asking.cutting.clause_parts import (
    ASKS,
    ASSIGNS,
    CONTENT,
    QUOTES,
    named_in,
    text_of,
)
from queries.asking.cutting.frame_patterns import patterns
from queries.asking.readings.draft import AGENT_TYPES
from queries.asking.words.tokens import Token


def tells_occasion(clause: list[Token]) -> bool:
    """Tell whether a clause says that somebody asks, or what has happened.

    `年底要考核了`, `领导让建台账`: what is looked for stands in no such clause.
    """
    text = text_of(clause)
    if any(t.nodes or t.text in QUOTES or t.value("noun") in _SORTS for t in clause):
        return False
    if text.endswith(("的", "的话")):
        return False
    said = patterns().person.match(text)
    rest = [t for t in clause if said is None or t.start >= clause[0].start + said.end()]
    if any(t.has(*ASKS, *ASSIGNS, *_RESTRICTS) and not t.has("noise") for t in rest):
        return False
    if patterns().occurs.search(text):
        return True
    plain = all(t.has("noise") for t in rest) or patterns().works.search(text) is not None
    return said is not None and plain and not any(t.has(*CONTENT) for t in rest)


_RESTRICTS = ("neg", "but", "or", "involve", "mentioned", "asks", "year")
_SORTS = ("item", "project", "indicator", "category", "heading", "programme")


def says_where_from(clause: list[Token], clauses: list[list[Token]]) -> bool:
    """`我在双凤镇政府上班`, `老家沙溪的`: who asks, where another clause names that place again."""
    named = [t for t in clause if t.named("place", *AGENT_TYPES)]
    if len(named) != 1 or patterns().dwells.fullmatch(text_of(clause)) is None:
        return False
    if any(t.has(*ASKS, *ASSIGNS, "noun") and not t.has("noise") for t in clause):
        return False
    again = named_in(c for c in clauses if c is not clause)
    return named_in([named]) <= again
