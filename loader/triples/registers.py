"""From the registers and the ontology's files to quads: one named graph each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from loader.bodies.resolution import level_of_agency
from loader.registers.body_rows import AgencyRow, GroupRow, LineRow, OfficialRow
from loader.registers.registers import Registers
from loader.registers.rows import PlaceRow, TypeRow
from loader.triples.agencies import LEVEL_TERMS, Triple
from loader.triples.change_events import Change, change_triples, known_changes
from loader.triples.name_registers import policy_graph, programme_graph, upstream_graph
from loader.triples.outcomes import outcome_triples
from ontology import ids
from ontology.files import read_turtle
from ontology.standards import GEO, ORG, RDF, SCHEMA, SKOS
from ontology.terms import ZT
from ontology.values import decimal, label, plain, year

DIRECTIONS = {"more": ZT.increase, "less": ZT.decrease}
EXTENTS = {"all": ZT.all, "relevant": ZT.relevant, "open": ZT.open}


def register_quads(registers: Registers) -> Iterator[Quad]:
    """Yield the quads of all registers and of the ontology."""
    changes = list(known_changes(registers))
    graphs = {
        "agencies": chain(_agency_graph(registers), _change_graph(changes, inferred=False)),
        "officials": _official_graph(registers),
        "places": _place_graph(registers),
        "indicators": _indicator_graph(registers),
        "outcomes": outcome_triples(registers),
        "programmes": programme_graph(registers),
        "policies": policy_graph(registers),
        "enrichment": chain(
            _post_graph(registers),
            _change_graph(changes, inferred=True),
            upstream_graph(registers),
        ),
        "themes": _theme_graph(registers),
        "ontology": _turtle("zhengtu.ttl"),
    }
    for name, triples in graphs.items():
        graph = ids.register_graph(name)
        for triple in triples:
            yield Quad(*triple, graph)


def _change_graph(changes: list[Change], *, inferred: bool) -> Iterator[Triple]:
    for change in changes:
        if change.inferred == inferred:
            yield from change_triples(change)


def _turtle(name: str) -> Iterator[Triple]:
    for quad in parse(read_turtle(name), format=RdfFormat.TURTLE):
        yield quad.subject, quad.predicate, quad.object


def _agency_graph(registers: Registers) -> Iterator[Triple]:
    for type_row in registers.agency_types:
        yield from _type_triples(ids.agency_type(type_row.slug), ZT.AgencyType, type_row)
    for line in registers.business_lines:
        yield from _type_triples(ids.business_line(line.slug), ZT.BusinessLine, line)
    for row in registers.agencies:
        yield from _agency_triples(row)
        yield from _form_triples(row, registers)
    for form in registers.national_forms:
        if form.scope == "any":
            yield ids.agent(f"agency:{form.agency}"), SKOS.altLabel, label(form.form)
    for group in registers.groups:
        yield from _group_triples(group)
    for surface in registers.surfaces:
        yield ids.agent(surface.agent), SKOS.altLabel, label(surface.as_written)


def _type_triples(iri: NamedNode, class_: NamedNode, row: TypeRow | LineRow) -> Iterator[Triple]:
    yield iri, RDF.type, class_
    yield iri, RDF.type, SKOS.Concept
    yield iri, SKOS.prefLabel, label(row.label_zh)
    yield iri, SKOS.prefLabel, label(row.label_en, "en")


def _agency_triples(row: AgencyRow) -> Iterator[Triple]:
    iri = ids.agency(row.code, row.slug)
    yield iri, RDF.type, ZT.Agency
    yield from _labels(iri, row.name_zh, row.name_en)
    yield iri, ORG.classification, ids.agency_type(row.type)
    yield iri, ZT.businessLine, ids.business_line(row.line)
    yield iri, ZT.administrativeLevel, LEVEL_TERMS[level_of_agency(row)]
    if row.since:
        yield iri, SCHEMA.foundingDate, year(int(row.since))
    if row.until:
        yield iri, SCHEMA.dissolutionDate, year(int(row.until))
    yield iri, ZT.jurisdiction, ids.place(row.code)
    yield from _register_resolution(iri, row.confidence)
    if row.parent:
        yield iri, ORG.subOrganizationOf, ids.agent(f"agency:{row.parent}")
    if row.administers:
        yield iri, ZT.administers, ids.place(row.administers)


def _form_triples(row: AgencyRow, registers: Registers) -> Iterator[Triple]:
    """Yield how else a body is called, by the rule that would make it: 发展改革委.

    A surface that the register gives to somebody is theirs alone.
    """
    taken = {surface.as_written for surface in registers.surfaces if surface.code == row.code}
    place = registers.divisions.by_code(row.code, None)
    name = row.name_zh.removeprefix(place.name) if place else row.name_zh
    for rule in registers.rulebook.rules(name, "", row.code):
        if rule.name == name:
            for form in rule.forms:
                if form not in taken:
                    yield ids.agency(row.code, row.slug), SKOS.hiddenLabel, label(form)


def _group_triples(row: GroupRow) -> Iterator[Triple]:
    iri = ids.group(row.code, row.slug)
    yield iri, RDF.type, ZT.CollectiveAgent
    yield from _labels(iri, row.label_zh, row.label_en)
    yield iri, ZT.extent, EXTENTS[row.extent]
    yield iri, ZT.jurisdiction, ids.place(row.code)
    yield from _register_resolution(iri, row.confidence)
    for key in filter(None, row.members.split("|")):
        yield iri, ZT.member, ids.agent(f"agency:{key}")
    for key in filter(None, row.possible_members.split("|")):
        yield iri, ZT.possibleMember, ids.agent(f"agency:{key}")


def _labels(iri: NamedNode, zh: str, en: str) -> Iterator[Triple]:
    yield iri, SKOS.prefLabel, label(zh)
    yield iri, SKOS.prefLabel, label(en, "en")


def _register_resolution(iri: NamedNode, confidence: str) -> Iterator[Triple]:
    yield iri, ZT.resolution, ZT.byRegister
    yield iri, ZT.confidence, decimal(confidence)


def _official_graph(registers: Registers) -> Iterator[Triple]:
    for row in registers.officials:
        iri = ids.person(row.code, row.slug)
        yield iri, RDF.type, ZT.Official
        yield from _labels(iri, row.name, row.name_en)
        yield iri, ZT.jurisdiction, ids.place(row.code)
        yield from _register_resolution(iri, "1")


def _post_graph(registers: Registers) -> Iterator[Triple]:
    for row in registers.officials:
        yield from _post_triples(row)


def _post_triples(row: OfficialRow) -> Iterator[Triple]:
    person = ids.person(row.code, row.slug)
    post = ids.membership(person, 1)
    yield post, RDF.type, ORG.Membership
    yield post, ORG.member, person
    yield post, ORG.organization, ids.agent(f"agency:{row.organization}")
    yield post, ZT.post, label(row.post_zh)
    yield post, ZT.period, year(int(row.period))
    yield post, ZT.confidence, decimal(row.confidence)
    yield post, SKOS.note, label(row.evidence, "en")


def _place_graph(registers: Registers) -> Iterator[Triple]:
    for type_row in registers.place_types:
        yield from _type_triples(ids.place_type(type_row.slug), ZT.PlaceType, type_row)
    for row in registers.places:
        yield from _place_triples(row)


def _place_triples(row: PlaceRow) -> Iterator[Triple]:
    iri = ids.place(row.key)
    yield iri, RDF.type, ZT.Place
    yield from _labels(iri, row.name_zh, row.name_en)
    yield iri, ZT.placeType, ids.place_type(row.type)
    yield iri, ZT.confidence, decimal(row.confidence)
    if row.notation:
        yield iri, SKOS.notation, plain(row.notation)
    if row.parent:
        yield iri, GEO.sfWithin, ids.place(row.parent)


def _indicator_graph(registers: Registers) -> Iterator[Triple]:
    for row in registers.indicators:
        iri = ids.indicator(row.slug)
        yield iri, RDF.type, ZT.Indicator
        yield iri, RDF.type, SKOS.Concept
        yield from _labels(iri, row.label_zh, row.label_en)
        for synonym in filter(None, row.synonyms.split("|")):
            yield iri, SKOS.altLabel, label(synonym)
        yield iri, SKOS.definition, label(row.definition)
        yield iri, ZT.unitText, plain(row.unit)
        if row.better:
            yield iri, ZT.desiredDirection, DIRECTIONS[row.better]


def _theme_graph(registers: Registers) -> Iterator[Triple]:
    yield from _turtle("themes.ttl")
    for term in registers.theme_terms:
        if term.scope == "text":
            yield ids.theme(term.theme), SKOS.hiddenLabel, label(term.term)
