"""From the provisions of a document to triples."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from loader.documents.provisions import derived_from
from loader.entities import Extraction, Provision
from loader.source import Span
from loader.triples.agencies import Triple
from loader.triples.origins import place_iri, selector_triples
from ontology.standards import DCTERMS, ELI, OA, PROV, RDF
from ontology.terms import ZT
from ontology.values import integer, label, plain

_KINDS = {
    "annex": ZT.provision_annex,
    "book": ZT.provision_book,
    "chapter": ZT.provision_chapter,
    "section": ZT.provision_section,
    "article": ZT.provision_article,
    "part": ZT.provision_part,
    "item": ZT.provision_item,
    "subitem": ZT.provision_subitem,
    "detail": ZT.provision_detail,
    "paragraph": ZT.provision_paragraph,
    "box": ZT.provision_box,
    "table": ZT.provision_table,
}


def provision_triples(extraction: Extraction, version: NamedNode) -> Iterator[Triple]:
    """Yield the triples of all provisions, and in which of them each work item stands."""
    for provision in extraction.provisions:
        yield from _triples(provision, extraction.letter.iri)
        for place in derived_from(provision):
            yield provision.iri, PROV.wasDerivedFrom, place_iri(place, version)
        yield from _position(provision, version)
    for item, holder in extraction.provision_of.items():
        yield item, ZT.inProvision, holder


def _triples(provision: Provision, document: NamedNode) -> Iterator[Triple]:
    iri = provision.iri
    yield iri, RDF.type, ZT.Provision
    yield iri, ZT.provisionKind, _KINDS[provision.kind]
    yield iri, ZT.provisionOrder, integer(provision.order)
    yield iri, ZT.inDocument, document
    yield iri, ZT.annexNumber, integer(provision.annex)
    yield iri, ELI.is_part_of, provision.above
    yield iri, ZT.text, plain(provision.text)
    if provision.title:
        yield iri, DCTERMS.title, label(provision.title)
    if provision.number:
        yield iri, ZT.officialNumber, plain(provision.number)


def _position(provision: Provision, version: NamedNode) -> Iterator[Triple]:
    """Yield where the text stands in its paragraph, if it is of one that is not damaged.

    The text of a provision over several lines, or of a table, has no position of its own.
    """
    if len(provision.stretches) != 1 or provision.cells:
        return
    stretch = provision.stretches[0]
    words = stretch.paragraph.raw
    if words[provision.start : provision.start + len(provision.text)] == provision.text:
        span = Span(provision.start, provision.start + len(provision.text))
        yield provision.iri, OA.hasSource, place_iri(stretch.paragraph, version)
        yield from selector_triples(provision.iri, span)
