"""A question within filters: the one grammar that search, pivot and network have, too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from graph.index.index import TextIndex
from queries.asking.readings.reading import Condition, Reading
from queries.filter_patterns import patterns
from queries.filters import read_filters


def filter_condition(given: Mapping[str, str], index: TextIndex) -> Condition | None:
    """Return what the filters demand of work items; None where none is given.

    Raises UnknownValue, as every use of filters does, for a name or value that does not exist.
    """
    if not given:
        return None
    said = "、".join(f"{name}={value}" for name, value in given.items())
    filters = read_filters(given, index)
    return Condition("filter", texts=(said, patterns(filters)), fields=filters.conditions())


def within(reading: Reading, condition: Condition) -> Reading:
    """Return the reading of the same question about the items that the filters leave."""
    clauses = tuple(replace(c, conditions=(*c.conditions, condition)) for c in reading.clauses)
    base = (*reading.base, condition) if reading.measure in ("share", "universal") else reading.base
    return replace(reading, clauses=clauses, base=base)
