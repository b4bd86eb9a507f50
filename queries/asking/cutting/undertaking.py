"""Verbs of undertaking before the name of what is undertaken: 推广雪亮工程由谁牵头.

Where it is asked who has that work they restrict nothing. What may turn it (验收, 取消) is none.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise

from queries.asking.readings.draft import is_agent
from queries.asking.words.courtesy import any_of
from queries.asking.words.grammar import Sense
from queries.asking.words.tokens import UNKNOWN, Token

_ASKS = ("who", "wh", "which")
_SHORTEST = 3
"""Characters of the name of work, at the least."""


def without_undertaking(tokens: list[Token]) -> list[Token]:
    """Return the tokens with such verbs as words that say nothing, where bodies are asked for."""
    asked = any(t.has(*_ASKS) for t in tokens)
    if not (asked and any(t.has("role", "rolenoun") for t in tokens)):
        return tokens
    idle = {id(one) for one, other in pairwise(tokens) if _undertakes(one) and _is_work(other)}
    senses = (Sense("noise", "deed"),)
    return [replace(t, senses=senses) if id(t) in idle else t for t in tokens]


def _undertakes(token: Token) -> bool:
    return token.has(UNKNOWN, "phrase") and _verbs().fullmatch(token.text) is not None


def _is_work(token: Token) -> bool:
    """Tell whether a token names a programme, an event or the like: no place, and nobody."""
    named = bool(token.nodes) and not token.named("place") and not is_agent(token)
    return named and len(token.text) >= _SHORTEST


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(any_of("undertaking"))
