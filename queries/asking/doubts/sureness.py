"""What of an answer is no doubt, and which words of the question none of its items prints."""

from __future__ import annotations

from queries.asking.readings.draft import Draft
from queries.asking.readings.reading import AGENT_FOCUSES, Reading
from queries.asking.rows.solutions import Found
from queries.asking.rows.tables import Row
from queries.asking.words.placing import letters

EITHER = ("并列的条件按“任一”理解。", "Joined conditions are read as either of them.")
_MANY = 4
_SEVERAL = 3


def lost_words(draft: Draft, found: Found) -> list[str]:
    """Return the joined words of a question of which no item of the answer prints any.

    `垃圾分类、秸秆利用由谁牵头`: an answer about the one alone must say so.
    """
    joined = [c for c in found.reading.conditions if c.slot == "text" and not c.negated]
    return [
        text
        for condition in joined
        for text in {letters(text): text for text in condition.texts}.values()
        if len(condition.texts) > 1 and _is_lost(text, draft, found)
    ]


def _is_lost(text: str, draft: Draft, found: Found) -> bool:
    if found.apart:
        return not found.apart.printing(text)
    return _items(found.rows).isdisjoint(draft.printed(text).items)


def listed_themselves(reading: Reading, rows: list[Row]) -> list[str]:
    """Return who is named as having the items and stands among the rows: others may be meant."""
    if reading.focus not in AGENT_FOCUSES or reading.among or reading.claimed:
        return []
    if reading.measure == "compare":
        return []
    agents = [c for clause in reading.clauses for c in clause.conditions if c.slot == "agent"]
    named = [node for c in agents if not c.negated for node in c.nodes]
    things = {row["thing"] for row in rows} if named else set()
    return [node.label for node in named if node.iri in things]


def without_settled(doubts: tuple[str, ...], found: Found) -> tuple[str, ...]:
    """Leave out that either of two words was enough, where one work item prints both anyway."""
    if found.apart or len(_items(found.rows)) != 1:
        return doubts
    return tuple(d for d in doubts if d not in EITHER)


def _items(rows: list[Row]) -> set[str]:
    found = {row["item"] for row in rows if "item" in row}
    return found | {source["item"] for row in rows for source in row.get("sources", ())}


_SAID = ("exists", "tell")
"""What an empty answer is of that says itself what there is not."""


def may_be_misread(draft: Draft, reading: Reading) -> bool:
    """Tell whether an empty answer is more likely a misreading than the truth."""
    annexes = any(c.slot in ("annex", "kind") for k in reading.clauses for c in k.conditions)
    if reading.focus in AGENT_FOCUSES and (len(reading.clauses) == 1 or annexes):
        return True
    plain = all(c.slot in ("theme", "kind") and not c.negated for c in reading.conditions)
    if plain and reading.is_about_items and reading.measure != "exists":
        return True
    of_rows = any(t.value("noun") == "item" and t.has("count") for t in draft.tokens)
    told = [c for c in reading.conditions if not (of_rows and c.slot == "annex")]
    restricted = any(c.negated or c.only for c in reading.conditions)
    if len(told) >= (_SEVERAL if restricted else _MANY) or any(
        c.slot == "last" for c in reading.conditions
    ):
        return True
    words = [c for c in reading.conditions if c.slot in ("text", "mention", "place", "item")]
    if any(text.isascii() and text.isalpha() for c in words for text in c.texts):
        return True
    said = any(t.has("mention", "mentionend", "involve") for t in draft.tokens)
    said = said or any(t.text in '“"' for t in draft.tokens) or reading.measure in _SAID
    return bool(words) and (reading.focus != "item" or len(words) > 1 or not said)
