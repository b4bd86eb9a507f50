"""To which family of questions a reading belongs."""

from __future__ import annotations

from collections.abc import Iterator

from queries.asking.readings.reading import Reading
from queries.asking.words.grammar import Family, families


def family_of(reading: Reading) -> Family | None:
    """Return the first family whose focus, measure and slots the reading has."""
    slots = set(slots_of(reading))
    return next((f for f in families() if _fits(f, reading, slots)), None)


def _fits(family: Family, reading: Reading, slots: set[str]) -> bool:
    return (
        reading.focus in family.focus
        and (not family.measure or reading.measure in family.measure)
        and set(family.slots) <= slots
    )


def slots_of(reading: Reading) -> Iterator[str]:
    """Yield the names of the slots that the reading fills."""
    for clause in reading.clauses:
        if clause.comparator:
            yield "having"
        for condition in clause.conditions:
            yield "text" if condition.edge else condition.slot
            if condition.slot != "agent":
                continue
            yield from {node.type for node in condition.nodes}
            if condition.negated:
                yield "agent-not"
            if condition.only:
                yield "agent-only"
            if condition.every and len(condition.nodes) > 1:
                yield "agent-several"
    if len(reading.clauses) > 1 or reading.clauses[0].only:
        yield "clauses"
    if set(reading.asks) & {"parent", "children"}:
        yield "elaborates"
