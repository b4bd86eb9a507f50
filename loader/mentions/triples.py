"""From mentions to triples: what items mention, where, and the nodes of what is mentioned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode

from loader.agency_triples import Triple
from loader.entities import Extraction
from loader.mentions.entities import Entity
from loader.mentions.items import Mention
from loader.mentions.names import Kind
from loader.place_triples import place_triples
from loader.places import place_iri, selector_triples
from loader.registers import Registers
from ontology import ids
from ontology.standards import OA, RDF, SKOS
from ontology.terms import ZT
from ontology.values import decimal, label, plain

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
    all_mentions = [mention for found in extraction.mentions.values() for mention in found]
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


def _entity(entity: Entity, year: int, registers: Registers) -> Iterator[Triple]:
    """Yield the node of an entity: it depends on its name and the registers alone."""
    country = entity.place and registers.countries.row(entity.place)
    if country:
        yield entity.iri, RDF.type, ZT.Place
        yield entity.iri, SKOS.prefLabel, label(country.name_zh)
        yield entity.iri, SKOS.prefLabel, label(country.name_en, "en")
        yield entity.iri, ZT.placeType, ids.place_type("country")
        yield entity.iri, SKOS.notation, plain(country.code)
        yield entity.iri, ZT.confidence, decimal("1")
    elif entity.place:
        yield from place_triples(registers.divisions.chain(entity.place, year), registers)
