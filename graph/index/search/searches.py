"""What is searched for in the text index, and what is found."""

from __future__ import annotations

from dataclasses import dataclass

from graph.index.entries.cards import Card
from graph.index.entries.fields import Condition
from graph.index.search.ways import Term

MOST_FACETS = 1_000
"""Values of a facet that are counted at the most; the largest come first."""


@dataclass(frozen=True)
class Search:
    """What to search for; the agents that are counted are those in `role`.

    `like` is the IRI of an entry that the results resemble; `facets` says how many values of each
    facet are counted, the most frequent ones.
    """

    text: str = ""
    conditions: tuple[Condition, ...] = ()
    limit: int = 20
    offset: int = 0
    role: str = ""
    sort: str = "relevance"
    like: str = ""
    facets: int = MOST_FACETS


@dataclass(frozen=True)
class Facet:
    value: str
    label: str
    count: int


@dataclass(frozen=True)
class Found:
    """A page of results: scores with cards, the number of all, counts over all.

    `terms` are what a result may be found by; `more` names the facets that have more values.
    """

    total: int
    hits: list[tuple[float, Card]]
    facets: dict[str, list[Facet]]
    terms: list[Term]
    more: tuple[str, ...] = ()
