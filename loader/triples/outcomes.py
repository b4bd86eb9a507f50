"""What was reached, as the register of outcomes has it, each with the document that says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from pyoxigraph import NamedNode

from loader.registers.registers import Registers
from loader.registers.rows import OutcomeRow
from loader.registers.target_grammar import Grammar
from loader.triples.agencies import Triple
from loader.triples.targets import MEASURES
from ontology import ids
from ontology.errors import RegisterError
from ontology.marks import titled
from ontology.standards import DCTERMS, ELI, PROV, QB, QUDT, RDF, SKOS, expand
from ontology.terms import ZT
from ontology.values import date, decimal, label, plain, year


def outcome_triples(registers: Registers) -> Iterator[Triple]:
    """Yield the outcomes, and what is known of the documents that report them.

    Raises RegisterError for a row about nothing, and for two rows about the same.
    """
    names = {row.slug: row.label_zh for row in registers.indicators}
    issuers = {row.key: row.name_zh for row in registers.agencies}
    counted = Counter(map(_iri, registers.outcomes))
    for row in registers.outcomes:
        what = f"{registers.folder / 'outcomes.csv'}, row '{row.year} {row.value}{row.unit}'"
        if not (row.indicator or row.item):
            raise RegisterError(f"{what}: about nothing; name an indicator or an item")
        if counted[_iri(row)] > 1:
            raise RegisterError(f"{what}: another row says the same; leave one of them")
        source = ids.document(row.code, None, row.source_title, issuers[row.source_issuer])
        yield from _observation(row, names.get(row.indicator, ""), source)
        yield from _normalized(row, registers.target_grammar)
        yield from _document(row, source)


def _iri(row: OutcomeRow) -> NamedNode:
    return ids.outcome(row.code, row.indicator or row.item, row.year, row.measure)


def _observation(row: OutcomeRow, name: str, source: NamedNode) -> Iterator[Triple]:
    iri = _iri(row)
    grew = "增长" if row.measure == "growthRate" else ""
    yield iri, RDF.type, ZT.Outcome
    yield iri, RDF.type, QB.Observation
    yield iri, SKOS.prefLabel, label(f"{row.year}年{name}{grew}{row.value}{row.unit}")
    if row.indicator:
        yield iri, ZT.indicator, ids.indicator(row.indicator)
    if row.item:
        yield iri, ZT.outcomeOf, ids.at_path(row.item)
    yield iri, ZT.value, decimal(row.value)
    yield iri, ZT.unitText, plain(row.unit)
    yield iri, ZT.measureKind, MEASURES[row.measure]
    yield iri, ZT.period, year(int(row.year))
    yield iri, ZT.jurisdiction, ids.place(row.code)
    yield iri, PROV.wasDerivedFrom, source
    yield iri, ZT.confidence, decimal(row.confidence)
    yield iri, SKOS.note, label(row.evidence, "en")


def _normalized(row: OutcomeRow, grammar: Grammar) -> Iterator[Triple]:
    """Yield the number in the unit of QUDT, so that 亿元 can be compared with 万元."""
    if not grammar.unit.fullmatch(row.unit):
        return
    unit = grammar.read_unit(row.unit)
    if unit.qudt:
        yield _iri(row), QUDT.unit, expand(unit.qudt)
        yield _iri(row), ZT.normalizedValue, decimal(Decimal(row.value) * unit.factor)


def _document(row: OutcomeRow, source: NamedNode) -> Iterator[Triple]:
    """Yield what is known of a document that may not be loaded."""
    issuer_code, _, issuer = row.source_issuer.partition("/")
    yield source, RDF.type, ZT.PolicyDocument
    yield source, DCTERMS.title, label(titled(row.source_title))
    yield source, ZT.issuedBy, ids.agency(issuer_code, issuer)
    yield source, ZT.jurisdiction, ids.place(row.code)
    if row.source_date:
        yield source, ELI.date_document, date(row.source_date)
