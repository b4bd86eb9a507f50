"""The graphs of the registers of programmes, features and policies."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from loader.registers.known import kind_of
from loader.registers.name_rows import KnownRow, PolicyRow, ProgrammeRow
from loader.registers.registers import Registers
from loader.triples.agencies import Triple
from loader.triples.mentions import CLASSES, PLACE_OF
from ontology import ids
from ontology.standards import DCTERMS, ELI, RDF, SKOS
from ontology.terms import ZT
from ontology.values import date, decimal, label, plain


def programme_graph(registers: Registers) -> Iterator[Triple]:
    """Yield the known programmes and features, and what is stated to have created a programme.

    A programme of a province that no document is of has no place here: it would be an empty one.
    """
    described = {place.key for place in registers.places}
    for row in registers.known.rows:
        yield from _known(row)
        if row.code in described:
            yield ids.named(kind_of(row), row.slug), PLACE_OF[kind_of(row)], ids.place(row.code)
    for programme, policy in _links(registers, "established"):
        yield programme, ZT.establishedBy, policy


def policy_graph(registers: Registers) -> Iterator[Triple]:
    for row in registers.policies.rows:
        yield from _policy(row, registers)


def upstream_graph(registers: Registers) -> Iterator[Triple]:
    """Yield which policies programmes rest on by inference."""
    for programme, policy in _links(registers, "inferred"):
        yield programme, ZT.establishedBy, policy


def _links(registers: Registers, link: str) -> Iterator[tuple[NamedNode, NamedNode]]:
    for row in registers.known.programmes:
        if row.policy and row.link == link:
            yield ids.named("programme", row.slug), registers.policies.by_key[row.policy].iri


def _known(row: KnownRow) -> Iterator[Triple]:
    kind = kind_of(row)
    iri = ids.named(kind, row.slug)
    yield iri, RDF.type, CLASSES[kind]
    yield iri, SKOS.prefLabel, label(row.name_zh)
    yield iri, SKOS.prefLabel, label(row.name_en, "en")
    for surface in row.surfaces.split("|"):
        if surface != row.name_zh:
            yield iri, SKOS.altLabel, label(surface)
    yield iri, ZT.confidence, decimal(row.confidence)
    if isinstance(row, ProgrammeRow):
        yield iri, RDF.type, SKOS.Concept


def _policy(row: PolicyRow, registers: Registers) -> Iterator[Triple]:
    yield row.iri, RDF.type, ZT.PolicyDocument
    yield row.iri, DCTERMS.title, label(row.title_zh)
    if row.alias:
        yield row.iri, SKOS.altLabel, label(row.alias)
    if row.number:
        yield row.iri, ELI.id_local, plain(row.number)
    if row.date:
        yield row.iri, ELI.date_document, date(row.date)
    yield row.iri, ZT.confidence, decimal(row.confidence)
    issuer = next((a for a in registers.agencies if a.name_zh == row.issuer), None)
    if issuer:
        yield row.iri, ZT.issuedBy, ids.agency(issuer.code, issuer.slug)
    yield row.iri, ZT.jurisdiction, ids.place(row.code)
