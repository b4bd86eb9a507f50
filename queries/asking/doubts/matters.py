"""The matter of a question that stands in words which were taken to say nothing.

`我在研究重点项目建设，主要责任单位是哪家` introduces what is asked about. Where the reading asks
for all there is, words of the work items in such a clause are a doubt: perhaps they were meant.
"""

from __future__ import annotations

from queries.asking.cutting.matters import longest_printed
from queries.asking.readings.draft import Draft
from queries.asking.readings.reading import Reading

_OF_NO_MATTER = ("annex", "kind", "year")
"""Conditions that say nothing of what work items are about."""


def lost_matters(draft: Draft, reading: Reading) -> list[str]:
    """Return the words of items in each word that says nothing, if no other says what is meant."""
    if draft.language != "zh" or _restricts(reading):
        return []
    idle = [t.text for t in draft.tokens if t.has("noise")]
    return [found for text in idle if (found := longest_printed(text, draft.index))]


def _restricts(reading: Reading) -> bool:
    """Tell whether a reading asks for less than all there is, or in an order."""
    if reading.order or reading.excluded or reading.among or reading.types or reading.claimed:
        return True
    matters = any(c.slot not in _OF_NO_MATTER for c in reading.all_conditions)
    return matters or any(clause.comparator for clause in reading.clauses)
