"""The targets of a work item, as triples; each leads to the cell and the characters it is from."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from loader.entities import Extraction, LocatedTarget, Target, WorkItem
from loader.registers.indicators import Indicator, find_indicator
from loader.registers.registers import Registers
from loader.source import Span
from loader.triples.agencies import Triple
from loader.triples.origins import place_iri, selector_triples
from ontology import ids
from ontology.standards import OA, PROV, QUDT, RDF, expand
from ontology.terms import ZT
from ontology.values import decimal, plain, year

_COMPARATORS = {
    "eq": ZT.eq,
    "ge": ZT.ge,
    "gt": ZT.gt,
    "le": ZT.le,
    "lt": ZT.lt,
    "about": ZT.about,
    "maintain": ZT.maintain,
    "above": ZT.above,
    "qualitative": ZT.qualitative,
}
MEASURES = {
    "count": ZT.count,
    "level": ZT.level,
    "share": ZT.share,
    "growthRate": ZT.growthRate,
    "change": ZT.change,
}
_TARGET_KINDS = {
    "commitment": ZT.commitment,
    "scope": ZT.scope,
    "specification": ZT.specification,
    "baselineState": ZT.baselineState,
    "rating": ZT.rating,
}
_LITERALS = {"text": ZT.text, "annual_task": ZT.annualTask}


def target_triples(
    extraction: Extraction, version: NamedNode, registers: Registers
) -> Iterator[Triple]:
    """Yield the targets of all items, those of an item numbered in the order of its text."""
    for item in extraction.items:
        for position, one in enumerate(extraction.targets.get(item.iri, ()), start=1):
            iri = ids.target(item.iri, position)
            yield item.iri, ZT.hasTarget, iri
            yield iri, RDF.type, ZT.Target
            yield from _stated(iri, one.target)
            yield from _number(iri, one.target)
            yield from _years(iri, one.target, item, extraction.letter.year)
            yield from _indicators(iri, one.target, registers)
            yield from _evidence(iri, one, version)


def _stated(iri: NamedNode, target: Target) -> Iterator[Triple]:
    yield iri, ZT.comparator, _COMPARATORS[target.comparator]
    yield iri, ZT.targetKind, _TARGET_KINDS[target.target_kind]
    if target.measure_kind:
        yield iri, ZT.measureKind, MEASURES[target.measure_kind]
    if target.measure:
        yield iri, ZT.measureText, plain(target.measure)


def _number(iri: NamedNode, target: Target) -> Iterator[Triple]:
    if target.value is not None:
        yield iri, ZT.value, decimal(target.value)
    if target.unit_text:
        yield iri, ZT.unitText, plain(target.unit_text)
    if target.qudt and target.normalized is not None:
        yield iri, QUDT.unit, expand(target.qudt)
        yield iri, ZT.normalizedValue, decimal(target.normalized)


def _years(
    iri: NamedNode, target: Target, item: WorkItem, document_year: int | None
) -> Iterator[Triple]:
    """Yield the year of the target: the document's, but for what a project is as a whole."""
    is_whole = item.annual_task is not None and target.part == "text"
    period = target.period or (None if is_whole else document_year)
    if period:
        yield iri, ZT.period, year(period)
    if target.baseline:
        yield iri, ZT.baseline, year(target.baseline)


def _indicators(iri: NamedNode, target: Target, registers: Registers) -> Iterator[Triple]:
    if indicator := indicator_of(target, registers):
        yield iri, ZT.indicator, indicator.iri
    if target.reference and (reference := find_indicator(target.reference, registers)):
        yield iri, ZT.referenceIndicator, reference.iri


def indicator_of(target: Target, registers: Registers) -> Indicator | None:
    """Return the indicator of what a target measures, its deed taken as part of the name.

    新增高新技术企业60家 is about new ones: the number of those that exist is another indicator.
    """
    deed, measure = target.deed, target.measure
    if target.measure_kind in ("count", "level") and deed:
        whole = find_indicator(deed + measure, registers) or find_indicator(
            measure + deed, registers
        )
        if whole or deed in registers.target_grammar.words("increment"):
            return whole
    return find_indicator(measure, registers) if measure else None


def _evidence(iri: NamedNode, one: LocatedTarget, version: NamedNode) -> Iterator[Triple]:
    cell = place_iri(one.cell, version)
    yield iri, ZT.quote, plain(one.target.quote)
    yield iri, ZT.quotedProperty, _LITERALS[one.target.part]
    yield iri, PROV.wasDerivedFrom, cell
    if one.at >= 0:
        yield iri, OA.hasSource, cell
        yield from selector_triples(iri, Span(one.at, one.at + len(one.target.quote)))
