"""From what was understood of a document to the statements of its named graph.

The enrichment graph takes what is inferred: which task a project elaborates.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice

from pyoxigraph import NamedNode

from graph.statements.statements import Statement
from loader.entities import Agent, Extraction, Letter, Reference, WorkItem
from loader.places.jurisdictions import Jurisdiction
from loader.registers.registers import Registers
from loader.source import Cell, Paragraph, Source, Table
from loader.texts.collectives import extent_of
from loader.triples.agencies import Triple, rule_triples
from loader.triples.change_events import change_triples, local_changes
from loader.triples.indicators import indicator_triples
from loader.triples.items import elaboration_triples, item_triples, theme_triples
from loader.triples.mentions import mention_triples
from loader.triples.origins import place_iri, selector_triples
from loader.triples.places import place_triples
from loader.triples.posts import post_triples
from loader.triples.provisions import provision_triples
from loader.triples.registers import EXTENTS
from loader.triples.targets import target_triples
from ontology import ids
from ontology.marks import titled, unmarked
from ontology.standards import DCTERMS, ELI, PROV, RDF, SKOS
from ontology.terms import ZT
from ontology.values import date, decimal, fold_space, integer, label, plain, year

Columns = Mapping[tuple[int | None, int | None], Sequence[str]]

_AGENT_CLASSES = {"agency": ZT.Agency, "group": ZT.CollectiveAgent, "official": ZT.Official}


def document_statements(
    source: Source, extraction: Extraction, registers: Registers
) -> Iterator[Statement]:
    """Yield all statements of one document."""
    letter = extraction.letter
    place = place_of(letter.jurisdiction, registers)
    version = ids.version(letter.iri, source.sha256)
    graph, inferred = ids.document_graph(letter.iri), ids.register_graph("enrichment")
    for triple in _document_triples(source, extraction, version, place, registers):
        yield (*triple, graph)
    for triple in place_triples(letter.jurisdiction.chain, registers):
        yield (*triple, graph)
    for triple in mention_triples(extraction, version, registers):
        yield (*triple, graph)
    for triple in indicator_triples(extraction.items, registers):
        yield (*triple, graph)
    for triple in target_triples(extraction, version, registers):
        yield (*triple, graph)
    bodies = {agent.iri: agent for _, agent in _met(extraction)}
    for triple in _places_of(bodies.values(), letter.year, registers):
        yield (*triple, graph)
    for change in local_changes(bodies.values(), registers):
        for triple in change_triples(change):
            yield (*triple, inferred)
    for triple in post_triples(letter, extraction.items, registers):
        yield (*triple, inferred)
    for elaboration in extraction.elaborations:
        for triple in elaboration_triples(elaboration):
            yield (*triple, inferred)


def _places_of(agents: Iterable[Agent], year: int | None, registers: Registers) -> Iterator[Triple]:
    """Yield the places of the bodies that rules made: 广东省 of a ministry's document."""
    divisions = registers.divisions
    places = {agent.body.place for agent in agents if agent.body and agent.resolution == "rule"}
    for key in sorted(places - {""}):
        division = divisions.by_code(key, year) or divisions.by_code(key.partition("-")[0], year)
        if division:
            yield from place_triples(divisions.chain(division, year), registers)


def place_of(jurisdiction: Jurisdiction, registers: Registers) -> NamedNode | None:
    """Return the place whose document it is, if that is known."""
    if not jurisdiction.chain:
        return None
    return ids.place(registers.divisions.key_of(jurisdiction.chain[0]))


def _document_triples(
    source: Source,
    extraction: Extraction,
    version: NamedNode,
    place: NamedNode | None,
    registers: Registers,
) -> Iterator[Triple]:
    letter = extraction.letter
    yield from _letter_triples(letter, version)
    yield from _naming_triples(letter, registers)
    for printed in letter.paragraphs or _first_cells(source):
        yield letter.iri, PROV.wasDerivedFrom, place_iri(printed, version)
    if place:
        yield letter.iri, ZT.jurisdiction, place
    yield from _version_triples(source, letter, version)
    yield from _source_triples(source, extraction.columns, version)
    yield from _classification_triples(letter, extraction.items)
    for item in extraction.items:
        yield from item_triples(item, letter, version)
        for tag in extraction.themes.get(item.iri, ()):
            yield from theme_triples(item, tag, version)
    yield from provision_triples(extraction, version)
    yield from _agent_triples(extraction, place)
    for agent in dict.fromkeys(a.agent.iri for i in extraction.items for a in i.assignments):
        yield letter.iri, ZT.involves, agent


def _letter_triples(letter: Letter, version: NamedNode) -> Iterator[Triple]:
    iri = letter.iri
    yield iri, RDF.type, ZT.PolicyDocument
    if letter.year is not None:
        yield iri, ZT.period, year(letter.year)
    yield iri, DCTERMS.hasVersion, version
    if letter.date:
        yield iri, ELI.date_document, date(letter.date)
    for addressee in letter.addressees:
        yield iri, ZT.addressedTo, addressee.agent.iri
    for reference in letter.based_on:
        yield iri, ELI.based_on, reference.iri
        yield from _reference_triples(reference)
    for number, title in dict(reversed(letter.annexes)).items():
        annex = ids.annex(iri, number)
        yield iri, ELI.has_annex, annex
        yield annex, RDF.type, ZT.Annex
        yield annex, ZT.annexNumber, integer(number)
        yield annex, DCTERMS.title, label(title)
        yield annex, ZT.inDocument, iri


def _naming_triples(letter: Letter, registers: Registers) -> Iterator[Triple]:
    """Yield title, number and issuer, as the register has them where it knows the document.

    Others cite the document by its title, so its marks are in one print.
    """
    known = registers.policies.of_iri(letter.iri)
    yield letter.iri, DCTERMS.title, label(known.title_zh if known else titled(letter.title))
    if letter.number:
        number = known.number if known else ids.canonical_number(letter.number)
        yield letter.iri, ELI.id_local, plain(number)
    is_told = known and any(row.name_zh == known.issuer for row in registers.agencies)
    if letter.issuer and not is_told:
        yield letter.iri, ZT.issuedBy, letter.issuer.agent.iri


def _first_cells(source: Source) -> Sequence[Cell]:
    """Return the cells that open a document without a paragraph: a sheet of one table."""
    cells = (cell for table in source.tables() for cell in table.cells() if not cell.covered)
    return list(islice(cells, 1))


def _reference_triples(reference: Reference) -> Iterator[Triple]:
    if reference.kind == "meeting":
        yield reference.iri, RDF.type, ZT.Meeting
        yield reference.iri, RDF.type, ZT.Event
        name = SKOS.prefLabel
    else:
        yield reference.iri, RDF.type, ZT.PolicyDocument
        name = DCTERMS.title
    title = titled(reference.title_zh) if name is DCTERMS.title else reference.title_zh
    yield reference.iri, name, label(title)
    if reference.title_en:
        yield reference.iri, name, label(reference.title_en, "en")
    if reference.issuer and reference.kind == "document":
        yield reference.iri, ZT.issuedBy, reference.issuer


def _version_triples(source: Source, letter: Letter, version: NamedNode) -> Iterator[Triple]:
    yield version, RDF.type, ZT.DocumentVersion
    yield version, ZT.inDocument, letter.iri
    yield version, ZT.sha256, plain(source.sha256)
    yield version, ZT.fileName, plain(source.name)
    yield version, ZT.mediaType, plain(source.media_type)
    yield version, ZT.encoding, plain(source.encoding)
    yield version, ZT.characterCount, integer(source.characters)


def _source_triples(source: Source, columns: Columns, version: NamedNode) -> Iterator[Triple]:
    for paragraph in source.paragraphs():
        iri = ids.paragraph(version, paragraph.number)
        yield from _printed_triples(iri, version, paragraph)
        yield iri, ZT.paragraphNumber, integer(paragraph.number)
        yield iri, ZT.annexNumber, integer(paragraph.annex)
    for table in source.tables():
        headers = _header_words(table, columns)
        for cell in (cell for cell in table.cells() if not cell.covered):
            iri = place_iri(cell, version)
            yield from _printed_triples(iri, version, cell)
            yield iri, ZT.annexNumber, integer(cell.annex)
            yield iri, ZT.printedRow, integer(cell.row)
            yield iri, ZT.columnNumber, integer(cell.column)
            words = headers[cell.column - 1] if cell.column <= len(headers) else ""
            yield iri, ZT.column, plain(words)


def _header_words(table: Table, columns: Columns) -> Sequence[str]:
    """Return the words over each column: those of the header, in no task table of the first row."""
    known = columns.get((table.annex, table.rows[0][0].row))
    return known or [fold_space(cell.raw) for cell in table.rows[0]]


def _printed_triples(
    iri: NamedNode, version: NamedNode, printed: Cell | Paragraph
) -> Iterator[Triple]:
    yield iri, RDF.type, ZT.Cell
    yield iri, ZT.inVersion, version
    yield iri, ZT.rawText, plain(printed.raw)
    if printed.span:
        yield from selector_triples(iri, printed.span)


def _classification_triples(letter: Letter, items: Iterable[WorkItem]) -> Iterator[Triple]:
    categories = dict.fromkeys(item.category for item in items if item.category)
    headings = dict.fromkeys(item.heading for item in items if item.heading)
    kinds = [
        (ZT.DocumentCategory, ids.category, categories),
        (ZT.DocumentHeading, ids.heading, headings),
    ]
    for class_, mint, names in kinds:
        for iri, name in {mint(letter.iri, name): name for name in reversed(names)}.items():
            yield iri, RDF.type, class_
            yield iri, RDF.type, SKOS.Concept
            yield iri, SKOS.prefLabel, label(name)
            yield iri, ZT.inDocument, letter.iri


def _agent_triples(extraction: Extraction, place: NamedNode | None) -> Iterator[Triple]:
    """Yield each surface as a label of its agent, and the whole node of an unresolved one."""
    first: dict[NamedNode, Agent] = {}
    for surface, met_agent in dict.fromkeys(_met(extraction)):
        agent = first.setdefault(met_agent.iri, met_agent)
        if surface != _name_of(agent):
            yield agent.iri, SKOS.altLabel, label(surface)
        if agent.resolution == "unresolved":
            yield from _unresolved_triples(agent, place)
        elif agent.resolution == "rule" and agent.body:
            yield from rule_triples(agent, agent.body)


def _name_of(agent: Agent) -> str:
    """Return the one name of an agent: of what no register knows, what its identifier is made of.

    Documents that print 各县（区）政府 and 各县区政府 mean the same group, which has one name.
    """
    return unmarked(agent.name) if agent.resolution == "unresolved" else agent.name


def _met(extraction: Extraction) -> Iterator[tuple[str, Agent]]:
    """Yield each surface that the document prints for an agent, with the agent."""
    letter = extraction.letter
    for item in extraction.items:
        for one in item.assignments:
            yield one.surface, one.agent
    for addressee in (*letter.addressees, *([letter.issuer] if letter.issuer else [])):
        yield addressee.surface, addressee.agent
    for mention in chain.from_iterable(extraction.mentions.values()):
        if mention.entity.agent:
            yield mention.entity.surface, mention.entity.agent


def _unresolved_triples(agent: Agent, place: NamedNode | None) -> Iterator[Triple]:
    yield agent.iri, RDF.type, _AGENT_CLASSES[agent.kind]
    yield agent.iri, SKOS.prefLabel, label(_name_of(agent))
    yield agent.iri, ZT.resolution, ZT.unresolved
    if agent.kind == "group":
        yield agent.iri, ZT.extent, EXTENTS[extent_of(_name_of(agent))]
    yield agent.iri, ZT.confidence, decimal(agent.confidence)
    if place:
        yield agent.iri, ZT.jurisdiction, place
