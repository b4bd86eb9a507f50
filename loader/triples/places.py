"""The nodes of the places that documents met, with what they lie in.

Only these: all 3,200 divisions would double a snapshot of one document. A node depends on the
registers alone, so that two documents of one place write the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pyoxigraph import Literal, NamedNode

from loader.registers.divisions import AFTER, BEFORE, Division, Divisions
from loader.registers.registers import Registers
from ontology import ids
from ontology.standards import GEO, RDF, SKOS
from ontology.terms import ZT
from ontology.values import decimal, label, plain, year

Triple = tuple[NamedNode, NamedNode, NamedNode | Literal]


def place_triples(chain: Sequence[Division], registers: Registers) -> Iterator[Triple]:
    """Yield the nodes of the places in `chain`, each within the next.

    Those that the register of places has are in its graph.
    """
    divisions = registers.divisions
    curated = {row.key for row in registers.places}
    places = [place for place in chain if place.code not in curated]
    for place in places:
        yield from _node(place, divisions)
    for place, parent in pairwise(chain):
        if place in places:
            yield _iri(place, divisions), GEO.sfWithin, _iri(parent, divisions)


def _iri(place: Division, divisions: Divisions) -> NamedNode:
    return ids.place(divisions.key_of(place))


def _node(place: Division, divisions: Divisions) -> Iterator[Triple]:
    """Yield a place under its latest name; earlier and shorter names are alternatives."""
    iri = _iri(place, divisions)
    names = divisions.under_code(place)
    latest = names[0]
    yield iri, RDF.type, ZT.Place
    yield iri, SKOS.prefLabel, label(latest.name)
    for other in dict.fromkeys(short for named in names for short in named.names):
        if other != latest.name:
            yield iri, SKOS.altLabel, label(other)
    yield iri, ZT.placeType, ids.place_type(latest.type)
    yield iri, ZT.confidence, decimal(latest.certainty)
    if place.code.isdecimal():
        yield iri, SKOS.notation, plain(place.code)
    first, last = min(named.first for named in names), max(named.last for named in names)
    if first != BEFORE:
        yield iri, ZT.firstYear, year(first)
    if last != AFTER:
        yield iri, ZT.lastYear, year(last)
