"""What an answer says beside its rows: who else is in charge, other items that name the same."""

from __future__ import annotations

from dataclasses import replace

from graph.opened import OpenSnapshot
from queries.asking.draft import Draft
from queries.asking.evaluating import evaluate_reading
from queries.asking.reading import AGENT_FOCUSES, LEADING, Clause, Reading

_COLLOQUIAL = ("管", "管着", "管的", "抓", "手里", "手上", "手头", "肩上", "过问", "归口", "管理")
"""Words that say who has something in hand, of a leader as well as of a body."""
_MOST_TOLD = 6


def bodies_in_charge(draft: Draft, reading: Reading, opened: OpenSnapshot) -> str:
    """`X归谁管`: the leader who supervises is the answer; say also which bodies lead."""
    asked = any(t.has("who") for t in draft.tokens) and draft.language == "zh"
    said = any(t.has("role") and t.text in _COLLOQUIAL for t in draft.tokens)
    plain = reading.focus == "official" and reading.measure == "list"
    if not (asked and said and plain and len(reading.clauses) == 1 and reading.conditions):
        return ""
    clause = replace(reading.clauses[0], roles=LEADING)
    rows = evaluate_reading(draft, replace(reading, focus="agency", clauses=(clause,)), opened).rows
    names = [str(row["name"]) for row in rows]
    return f"主要责任单位：{'、'.join(names)}。" if names else ""


def named_elsewhere(draft: Draft, reading: Reading, opened: OpenSnapshot) -> list[str]:
    """Say which other work items print the title of the one that was meant."""
    titles = [c for c in reading.conditions if c.slot == "item" and c.texts and not c.negated]
    if not titles or (reading.measure != "tell" and reading.focus not in AGENT_FOCUSES):
        return []
    clause = Clause((), (replace(titles[0], slot="named"),))
    items = evaluate_reading(draft, Reading("item", "list", (clause,)), opened).rows
    own = {node.iri for node in titles[0].nodes}
    places = [
        f"附件{row['annexNumber']}第{row['rowNumber']}行（{row['lead']}，{row['officials']}）"
        if draft.language == "zh"
        else f"annex {row['annexNumber']}, row {row['rowNumber']}"
        for row in items
        if row["item"] not in own
    ]
    if not places or len(places) > _MOST_TOLD:
        return []
    if draft.language == "zh":
        return [f"“{titles[0].texts[0]}”另见{'、'.join(places)}，未计入。"]
    return [f"“{titles[0].texts[0]}” also stands in {'; '.join(places)}, not counted here."]
