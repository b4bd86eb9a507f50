"""The matter of a question that stands in words which were taken to say nothing.

`我在研究体系建设，主要责任单位是哪家` introduces what is asked about. Where the reading asks
for all there is, words of the work items in such a clause are a doubt: perhaps they were meant.
"""

from __future__ import annotations

import re

from queries.asking.cutting.frame_patterns import patterns
from queries.asking.cutting.introduced import FRAME
from queries.asking.cutting.matters import longest_printed
from queries.asking.readings.draft import Draft
from queries.asking.readings.reading import AGENT_FOCUSES, Reading
from queries.asking.words.tokens import Token

_OF_NO_MATTER = ("annex", "kind", "year")
"""Conditions that say nothing of what work items are about."""


def lost_matters(draft: Draft, reading: Reading) -> list[str]:
    """Return the words of items in each word that says nothing, if no other says what is meant."""
    told = reading.focus in AGENT_FOCUSES and reading.measure in ("list", "count")
    if draft.language != "zh" or not told or _restricts(reading):
        return []
    idle = [t for t in draft.tokens if t.has("noise")]
    found = [longest_printed(t.text, draft.index) or _introduction(t) for t in idle]
    return [words for words in found if words]


def _introduction(token: Token) -> str:
    """`我在研究企业发展`, `要搞企业走访`: what is worked on, in words of which nothing is made."""
    text = token.text.strip(",:")
    works = token.start == 0 and _WORKS.match(text) is not None
    said = any(p.fullmatch(text) for p in (patterns().form, patterns().whom))
    return text if works or (token.has(FRAME) and len(text) >= _LONG and not said) else ""


_LONG = 5
_WORKS = re.compile("(?:我们?|本人|为了?|出于|从|作为|正?在|最近)(?!想|要|需要|请|问).{4,}")


def _restricts(reading: Reading) -> bool:
    """Tell whether a reading asks for less than all there is, or in an order."""
    if reading.order or reading.excluded or reading.among or reading.types or reading.claimed:
        return True
    matters = any(c.slot not in _OF_NO_MATTER for c in reading.all_conditions)
    return matters or any(c.comparator or c.only or c.negated for c in reading.clauses)
