"""From mentions to triples: what items mention, where, and the nodes of what is mentioned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode

from loader.entities import Extraction
from loader.mentions.entities import Entity
from loader.mentions.items import Mention
from loader.registers.name_rows import CountryRow
from loader.registers.names import Kind
from loader.registers.registers import Registers
from loader.triples.agencies import Triple
from loader.triples.origins import place_iri, selector_triples
from loader.triples.places import place_triples
from ontology import ids
from ontology.standards import DCTERMS, ELI, GEO, OA, ORG, RDF, SKOS
from ontology.terms import ZT
from ontology.values import decimal, label, plain

CLASSES: dict[Kind, NamedNode] = {
    "place": ZT.Place,
    "facility": ZT.Facility,
    "organization": ORG.Organization,
    "programme": ZT.Programme,
    "event": ZT.Event,
    "policy": ZT.PolicyDocument,
}
PLACE_OF: dict[Kind, NamedNode] = {
    "facility": GEO.sfWithin,
    "organization": ZT.jurisdiction,
    "programme": ZT.jurisdiction,
    "event": ZT.jurisdiction,
}
"""How a thing is tied to the place whose documents name it."""

_PROPERTIES: dict[Kind, NamedNode] = {
    "place": ZT.aboutPlace,
    "facility": ZT.mentionsFacility,
    "organization": ZT.mentionsOrganization,
    "programme": ZT.mentionsProgramme,
    "event": ZT.mentionsEvent,
    "policy": ZT.refersToPolicy,
}


def mention_triples(
    extraction: Extraction, version: NamedNode, registers: Registers
) -> Iterator[Triple]:
    """Yield what each item mentions, the mentions, and the nodes of what they stand for."""
    for item, mentions in extraction.mentions.items():
        for entity in {mention.entity.iri: mention.entity for mention in mentions}.values():
            yield item, ZT.mentions, entity.iri
            yield item, _PROPERTIES[entity.kind], entity.iri
    document = extraction.letter.iri
    for cited in {mention.entity.iri for mention in extraction.citations}:
        yield document, ELI.cites, cited
    in_items = [mention for found in extraction.mentions.values() for mention in found]
    all_mentions = [*in_items, *extraction.citations, *extraction.programmes]
    for cell, ordered in _by_cell(all_mentions, version).items():
        for position, mention in enumerate(ordered, 1):
            yield from _mention(ids.mention(cell, position), cell, mention)
    year = extraction.letter.year
    for entity in {mention.entity.iri: mention.entity for mention in all_mentions}.values():
        yield from _entity(entity, year, registers)


def _by_cell(mentions: Iterable[Mention], version: NamedNode) -> dict[NamedNode, list[Mention]]:
    """Return the mentions of each cell, each once, in printed order."""
    cells: dict[NamedNode, dict[tuple[int, int, str], Mention]] = defaultdict(dict)
    for mention in mentions:
        key = (mention.span.start, -mention.span.end, mention.entity.iri.value)
        cells[place_iri(mention.cell, version)][key] = mention
    return {cell: [found[key] for key in sorted(found)] for cell, found in cells.items()}


def _mention(iri: NamedNode, cell: NamedNode, mention: Mention) -> Iterator[Triple]:
    yield iri, RDF.type, ZT.Mention
    yield iri, ZT.quote, plain(mention.quote)
    yield iri, OA.hasSource, cell
    yield iri, ZT.mentionOf, mention.entity.iri
    yield iri, ZT.confidence, decimal(mention.confidence)
    yield from selector_triples(iri, mention.span)


def _entity(entity: Entity, year: int | None, registers: Registers) -> Iterator[Triple]:
    """Yield the node of an entity: it depends on its name and the registers alone."""
    if entity.kind == "place" and entity.place:
        country = registers.countries.row(entity.place)
        yield from (
            _country(entity.iri, country)
            if country
            else place_triples(registers.divisions.chain(entity.place, year), registers)
        )
    elif not entity.known:
        yield from _policy(entity) if entity.kind == "policy" else _unknown(entity, registers)
    if entity.known and entity.kind != "policy" and entity.surface != entity.label:
        yield entity.iri, SKOS.altLabel, label(entity.surface)


def _country(iri: NamedNode, row: CountryRow) -> Iterator[Triple]:
    yield iri, RDF.type, ZT.Place
    yield iri, SKOS.prefLabel, label(row.name_zh)
    yield iri, SKOS.prefLabel, label(row.name_en, "en")
    yield iri, ZT.placeType, ids.place_type("country")
    yield iri, SKOS.notation, plain(row.code)
    yield iri, ZT.confidence, decimal("1")


def _unknown(entity: Entity, registers: Registers) -> Iterator[Triple]:
    yield entity.iri, RDF.type, CLASSES[entity.kind]
    if entity.kind == "programme":
        yield entity.iri, RDF.type, SKOS.Concept
    yield entity.iri, SKOS.prefLabel, label(entity.label)
    if entity.surface != entity.label:
        yield entity.iri, SKOS.altLabel, label(entity.surface)
        if entity.place and not entity.surface.startswith(entity.place.name):
            yield entity.iri, SKOS.altLabel, label(entity.place.name + entity.label)
    if entity.place and entity.place.name:
        place = ids.place(registers.divisions.key_of(entity.place))
        yield entity.iri, PLACE_OF[entity.kind], place


def _policy(entity: Entity) -> Iterator[Triple]:
    """Yield what a citation alone says of a document."""
    yield entity.iri, RDF.type, ZT.PolicyDocument
    if entity.label:
        yield entity.iri, DCTERMS.title, label(entity.label)
    if entity.number:
        yield entity.iri, ELI.id_local, plain(entity.number)
