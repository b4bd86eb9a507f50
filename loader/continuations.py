"""Which items of a document go on from the year before: links between two documents of a place.

With them go the reforms that only both years show: the forestry bureau that went into another.
They belong to neither document, so they are a part of their own, whose key is the hash of the two
documents' parts: a later load takes it over as long as both stay. How like two items are, and from
where on that is a link, is in `graph.continuity`.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, Quad, Store
from rapidfuzz.fuzz import ratio

from graph.build import Progress, links_of
from graph.continuity.duties import read_parties
from graph.continuity.items import ComparedItem, folded, read_items
from graph.continuity.likeness import likeness_of
from graph.continuity.pairing import Pair, pair_items
from graph.storage.parts import KEY_LENGTH, PARTS, Content, sorted_n_quads, write_part
from graph.storage.snapshot import LinkedYears, LoadedDocument
from loader.assembly import Assembly, Held
from loader.registers.registers import Registers
from loader.triples.agencies import Triple
from loader.triples.change_events import event_triples, met_changes
from loader.triples.items import EVIDENCE
from ontology import ids
from ontology.standards import OA, RDF
from ontology.terms import ZT
from ontology.values import decimal, plain

LIKE_TITLE = 50
"""Of 100: how like the titles of two documents are that are the same document of two years."""

_FORMAL = re.compile(r"^关于|印发|的?通知$")
_LONGEST_TEXT = 80
_AGENCY = re.compile(r"/id/agency/(\d{6}/[a-z0-9-]+)$")


def link_years(
    loaded: Assembly,
    held: Held,
    registers: Registers,
    fingerprint: str,
    base_iri: str,
    *,
    progress: Progress,
) -> tuple[LinkedYears, ...]:
    """Add the links from each document to that of the year before, and return them.

    What `held` has of two documents that are the same as before is taken over.
    """
    linker = _Linker(loaded.building.statements(), loaded.folder / PARTS, registers, base_iri)
    pairs = list(pairs_of_years(loaded.sorted_documents()))
    found = []
    for number, (newer, older) in enumerate(pairs, 1):
        progress("linking years", number, len(pairs))
        key = _key(newer, older, fingerprint)
        found.append(held.take_links(key, linker.folder) or linker.link(newer, older, key))
    for linked in found:
        loaded.building.add(links_of(linked.newer), linked.part)
    return tuple(found)


def pairs_of_years(
    documents: Iterable[LoadedDocument],
) -> Iterator[tuple[LoadedDocument, LoadedDocument]]:
    """Yield each document with the one of the same place a year before whose title is most like.

    Documents that are no issue of a series are in no pair.
    """
    titled = [(one, one.issue, _bare(one.issue.title)) for one in documents if one.issue]
    by_year: dict[tuple[str, int], list[tuple[str, LoadedDocument]]] = defaultdict(list)
    for document, issue, title in titled:
        by_year[issue.place, issue.year].append((title, document))
    for document, issue, title in titled:
        before = by_year.get((issue.place, issue.year - 1), [])
        rated = [(ratio(title, other_title), other.iri, other) for other_title, other in before]
        best = max(rated, key=lambda one: one[:2], default=None)
        if best and best[0] >= LIKE_TITLE:
            yield document, best[2]


def _bare(title: str) -> str:
    return _FORMAL.sub("", folded(title))


def _key(newer: LoadedDocument, older: LoadedDocument, fingerprint: str) -> str:
    made_of = " ".join((fingerprint, "links", newer.part.sha256, older.part.sha256))
    return hashlib.sha256(made_of.encode()).hexdigest()[:KEY_LENGTH]


@dataclass(frozen=True)
class _Linker:
    """Links documents that stand in `store`, and writes the parts with the links to `folder`."""

    store: Store
    folder: Path
    registers: Registers
    base_iri: str

    def link(self, newer: LoadedDocument, older: LoadedDocument, key: str) -> LinkedYears:
        pairing = pair_items(self._items(older), self._items(newer))
        graph = ids.register_graph("enrichment")
        links = (triple for pair in pairing.linked for triple in _link_triples(pair))
        bodies = self._bodies(older), self._bodies(newer)
        changes = met_changes(*bodies, self.registers)
        events = (triple for change in changes for triple in event_triples(change))
        lines = sorted_n_quads((Quad(*t, graph) for t in chain(links, events)), self.base_iri)
        report = {
            "newer": {"iri": newer.iri, "label": newer.label},
            "older": {"iri": older.iri, "label": older.label},
            "linked": len(pairing.linked),
            "suggested": [_suggestion(pair) for pair in pairing.suggested],
        }
        part = write_part(self.folder, key, Content(lines, [], [], report), self.base_iri)
        return LinkedYears(newer.iri, older.iri, part)

    def _bodies(self, document: LoadedDocument) -> set[str]:
        """Return the bodies that answer for items of a document, by code and slug."""
        parties = read_parties(document.iri, self.store, self.base_iri).values()
        found = (_AGENCY.search(party.iri) for of_item in parties for party in of_item)
        return {match[1] for match in found if match}

    def _items(self, document: LoadedDocument) -> tuple[ComparedItem, ...]:
        return read_items(document.iri, self.store, self.base_iri)


def _link_triples(pair: Pair) -> Iterator[Triple]:
    newer, older = NamedNode(pair.newer.iri), NamedNode(pair.older.iri)
    likeness = likeness_of(pair.older, pair.newer, pair.score)
    iri = ids.link(newer, "continues", 1)
    yield newer, ZT.continues, older
    yield iri, RDF.type, ZT.Link
    yield iri, OA.hasTarget, newer
    yield iri, OA.hasBody, older
    yield iri, ZT.linkProperty, ZT.continues
    yield iri, ZT.evidence, EVIDENCE[likeness.evidence]
    yield iri, ZT.quote, plain(likeness.quote)
    yield iri, ZT.objectQuote, plain(likeness.older_quote)
    yield iri, ZT.score, decimal(f"{pair.score:.2f}")
    yield iri, ZT.confidence, decimal(f"{pair.score:.2f}")


def _suggestion(pair: Pair) -> dict[str, Any]:
    return {"score": pair.score, "newer": _told(pair.newer), "older": _told(pair.older)}


def _told(item: ComparedItem) -> dict[str, str]:
    return {"iri": item.iri, "text": "".join(item.texts)[:_LONGEST_TEXT]}
