"""Premises before what is asked, and what is said behind it, which a question may do without."""

from __future__ import annotations

import re
from collections.abc import Iterator

from queries.asking.readings.draft import AGENT_TYPES
from queries.asking.words.tokens import Token

Span = tuple[int, int]
MARKS = re.compile("[,，。;；:：!！?？—…~]+")
ASKS = ("wh", "which", "who", "count", "yesno", "asks", "saved", "most", "least")
ROLES = ("role", "rolenoun")


def asides(text: str, tokens: list[Token]) -> Iterator[list[Span]]:
    """Yield what may be a premise before what is asked, then what may be said behind it, the least
    that is left out first.

    `想检验“一事一主”：…`, `廉政是永恒的课题。…`, `…，哪怕它只是一条路名`: these name nobody who is
    not named in the rest, and the rest asks by itself.
    """
    marks = [mark.end() for mark in MARKS.finditer(text)]
    for end in marks[:_MOST_CLAUSES]:
        if _is_aside(text, tokens, 0, end):
            yield [(0, end)]
    for start in marks[::-1][:_MOST_CLAUSES]:
        if start < len(text) and _is_aside(text, tokens, start, len(text)):
            yield [(start, len(text))]


_MOST_CLAUSES = 4


def _is_aside(text: str, tokens: list[Token], start: int, end: int) -> bool:
    gone = [t for t in tokens if start <= t.start < end]
    rest = [t for t in tokens if not start <= t.start < end]
    asks = any(t.has(*ASKS) for t in rest) and any(t.has(*ROLES, "annex", "noun") for t in rest)
    said = text[start:end].rstrip(_STOPS)
    if not asks or _OF_WORK.search(said) or said.count("“") != said.count("”"):
        return False
    named = {node for t in gone for node in t.named("place", *AGENT_TYPES)}
    again = {node for t in rest for node in t.named("place", *AGENT_TYPES)}
    narrowing = () if said.startswith(_EVEN_IF) else _NARROWING
    asking = (*narrowing, "wh", "which", "who", "yesno")
    return named <= again and not any(t.has(*asking) and not t.has("noise") for t in gone)


_EVEN_IF = ("哪怕", "即使", "即便", "纵使", "就算")
"""How a clause begins that widens what is asked for."""
_STOPS = ",，。;；:：!！?？—…~"
_OF_WORK = re.compile("[条项件事个]$|任务$|工程$|项目$|工作$|方面$|[里中上内]$")
"""How a clause ends that says of which work something is asked: 打击固废那一条."""
_NARROWING = ("annex", "row", "rows", "spot", "number", "neg", "except", "only")
