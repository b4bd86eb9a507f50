"""Where words stand, as identifiers and triples: cells, paragraphs, and positions in their text."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from loader.entities import Place
from loader.source import Paragraph, Span
from loader.triples.agencies import Triple
from ontology import ids
from ontology.standards import OA, RDF
from ontology.values import integer


def place_iri(place: Place, version: NamedNode) -> NamedNode:
    """Return the identifier of a cell or paragraph of a document version."""
    if isinstance(place, Paragraph):
        return ids.paragraph(version, place.number)
    return ids.table_cell(version, place.annex, place.row, place.column)


def selector_triples(node: NamedNode, span: Span) -> Iterator[Triple]:
    """Yield the position `span`, in code points, that `node` selects."""
    selector = ids.selector(node)
    yield node, OA.hasSelector, selector
    yield selector, RDF.type, OA.TextPositionSelector
    yield selector, OA.start, integer(span.start)
    yield selector, OA.end, integer(span.end)
