"""How many rows an asker expects: 有哪两项任务 says that there are two."""

from __future__ import annotations

from queries.asking.readings.draft import Draft

EXPECTED = "as many as the asker expects"
"""What the number of such a question means, among the words that have been used."""

RESTATED = "as many as there are"
"""What a number means that says how many items something has which is named before it."""


def number_doubts(draft: Draft, found: set[int]) -> tuple[str, ...]:
    """Say so where the asker expects another number of items: 有哪两项任务."""
    expected = {
        int(draft.tokens[i].value("num") or 0)
        for i, (_, meaning) in draft.used.items()
        if meaning == EXPECTED
    }
    if not expected or found & expected:
        return ()
    if draft.language == "zh":
        return (f"没有把握：问的是 {min(expected)} 项，找到 {max(found)} 项。",)
    return (f"Unsure: {min(expected)} were asked for, {max(found)} found.",)
