"""The triples of bodies that rules made; registered ones stand in the graph of the registers."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from loader.entities import Agent, Body
from ontology import ids
from ontology.standards import ORG, RDF, SKOS
from ontology.terms import ZT
from ontology.values import decimal, label

Triple = tuple[NamedNode, NamedNode, NamedNode | Literal]

LEVEL_TERMS = {
    "national": ZT.nationalLevel,
    "provincial": ZT.provincialLevel,
    "prefectural": ZT.prefecturalLevel,
    "county": ZT.countyLevel,
    "zone": ZT.zoneLevel,
    "township": ZT.townshipLevel,
    "village": ZT.villageLevel,
}


def rule_triples(agent: Agent, body: Body) -> Iterator[Triple]:
    """Yield what is known of a body that a rule made: the same in every document."""
    yield agent.iri, RDF.type, ZT.Agency
    yield agent.iri, SKOS.prefLabel, label(agent.name)
    if body.name_en:
        yield agent.iri, SKOS.prefLabel, label(body.name_en, "en")
    for form in body.forms:
        yield agent.iri, SKOS.hiddenLabel, label(form)
    yield agent.iri, ZT.resolution, ZT.byRule
    yield agent.iri, ZT.confidence, decimal(body.confidence)
    if body.type:
        yield agent.iri, ORG.classification, ids.agency_type(body.type)
    if body.line:
        yield agent.iri, ZT.businessLine, ids.business_line(body.line)
    if body.level:
        yield agent.iri, ZT.administrativeLevel, LEVEL_TERMS[body.level]
    if body.place:
        yield agent.iri, ZT.jurisdiction, ids.place(body.place)
    whole = body.parent
    if whole:
        yield agent.iri, ORG.subOrganizationOf, whole.iri
        if whole.resolution == "rule" and whole.body:
            yield from rule_triples(whole, whole.body)
