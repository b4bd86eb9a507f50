"""From the indicator items of a document to the indicators that they are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from loader.entities import WorkItem
from loader.registers.indicators import find_indicators
from loader.registers.registers import Registers
from loader.triples.agencies import Triple
from ontology.terms import ZT


def indicator_triples(items: Iterable[WorkItem], registers: Registers) -> Iterator[Triple]:
    """Yield the indicators that the titles of indicator items name."""
    for item in items:
        if item.kind == "indicator" and item.title:
            for indicator in find_indicators(item.title.text, registers):
                yield item.iri, ZT.indicator, indicator.iri
