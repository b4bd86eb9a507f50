"""Links between documents: from work items to the policies and provisions that they go back to.

An item and a provision that name the same programme are related; where the policy created the
programme, or has it in its title, and is not later than the item, the item is taken to be based on
it. A title that is cited and that a loaded document has leads to that document. All of it is
inferred, so that each link is a node with the words on both sides.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.build import POLICY_LINKS
from graph.statements.describe import UNION
from graph.storage.parts import KEY_LENGTH, PARTS, Content, Part, sorted_n_quads, write_part
from loader.assembly import Assembly
from loader.registers.policies import folded
from loader.triples.agencies import Triple
from ontology import ids
from ontology.standards import DCTERMS, ELI, OA, PROV, RDF
from ontology.terms import ZT
from ontology.values import decimal, plain

_SHORTEST_TITLE = 8
"""Fewest characters of a cited title that may be part of a document's own: 印发《…》的通知."""
_CREATED, _TITLED, _SHARED = "0.9", "0.8", "0.5"
"""Confidence of a link to a policy that created a programme, has it in its title, or names it."""


@dataclass(frozen=True)
class Passage:
    """A provision, or an item, that names a programme: `quote` are its words."""

    node: NamedNode
    document: NamedNode
    quote: str
    times: int = 1


@dataclass(frozen=True)
class PolicyLink:
    """That `subject` goes back to `body`, by the words `quote` there and `object_quote` here."""

    subject: Passage
    body: Passage
    term: NamedNode
    confidence: str


@dataclass(frozen=True)
class Linker:
    """Finds links between `documents`, which stand in `store` under `base_iri`."""

    store: Store
    documents: frozenset[NamedNode]
    base_iri: str

    def links(self) -> Iterator[PolicyLink]:
        """Yield all links, each once, in a fixed order."""
        found = {(link.subject.node, link.body.node): link for link in self._by_programme()}
        found |= {(link.subject.node, link.body.node): link for link in self._by_title()}
        for key in sorted(found, key=str):
            yield found[key]

    def _by_programme(self) -> Iterator[PolicyLink]:
        for programme, policies in sorted(self._passages.items(), key=str):
            for item in self._items(programme):
                for document, best in sorted(policies.items(), key=str):
                    if item.document != document:
                        yield self._link(item, best, programme)

    def _link(self, item: Passage, provision: Passage, programme: NamedNode) -> PolicyLink:
        created = provision.document in self._objects(programme, ZT.establishedBy)
        titled = provision.quote.strip("“”") in self._title(provision.document)
        confidence = _CREATED if created else _TITLED if titled else _SHARED
        is_basis = (created or titled) and self._is_not_later(provision.document, item.document)
        term = ELI.based_on if is_basis else DCTERMS.relation
        return PolicyLink(item, provision, term, confidence)

    @cached_property
    def _passages(self) -> dict[NamedNode, dict[NamedNode, Passage]]:
        """The provision of each policy that names a programme most often, by programme."""
        found: dict[NamedNode, dict[NamedNode, Passage]] = defaultdict(dict)
        for provision in self._sorted(self._subjects(RDF.type, ZT.Provision)):
            document = self._document(provision)
            if document not in self.documents:
                continue
            for programme, quotes in self._named_in(provision).items():
                passage = Passage(provision, document, quotes[0], len(quotes))
                held = found[programme].get(document)
                if held is None or held.times < passage.times:
                    found[programme][document] = passage
        return found

    def _named_in(self, node: NamedNode) -> dict[NamedNode, list[str]]:
        """Return the programmes that the cells of `node` name, with the words for each."""
        text = self._text(node, ZT.text)
        found: dict[NamedNode, list[str]] = defaultdict(list)
        for cell in self._objects(node, PROV.wasDerivedFrom):
            for mention in self._sorted(self._subjects(OA.hasSource, cell)):
                quote = self._text(mention, ZT.quote)
                if quote and quote in text:
                    for named in self._objects(mention, ZT.mentionOf):
                        found[named].append(quote)
        return found

    def _items(self, programme: NamedNode) -> Iterator[Passage]:
        for item in self._sorted(self._subjects(ZT.mentionsProgramme, programme)):
            document = self._document(item)
            quotes = self._quotes(item, programme)
            if document in self.documents and quotes:
                yield Passage(item, document, quotes[0])

    def _quotes(self, item: NamedNode, entity: NamedNode) -> list[str]:
        """Return the words by which `item` names `entity`."""
        cells = self._objects(item, PROV.wasDerivedFrom)
        mentions = (m for cell in cells for m in self._subjects(OA.hasSource, cell))
        named = (m for m in mentions if entity in self._objects(m, ZT.mentionOf))
        return sorted(self._text(mention, ZT.quote) for mention in named)

    def _by_title(self) -> Iterator[PolicyLink]:
        """Yield links from what cites a title to the loaded document that has it."""
        for document in sorted(self.documents, key=str):
            for cited in self._objects(document, ELI.cites):
                target = self._loaded_as(cited)
                if target and target != document and self._is_not_later(target, document):
                    yield from self._citations(document, cited, target)

    def _citations(
        self, document: NamedNode, cited: NamedNode, target: NamedNode
    ) -> Iterator[PolicyLink]:
        title = self._title(cited)
        body = Passage(target, target, self._title(target))
        yield PolicyLink(Passage(document, document, title), body, ELI.cites, _CREATED)
        for item in self._sorted(self._subjects(ZT.refersToPolicy, cited)):
            if self._document(item) == document and (quotes := self._quotes(item, cited)):
                subject = Passage(item, document, quotes[0])
                yield PolicyLink(subject, body, ZT.refersToPolicy, _CREATED)

    def _loaded_as(self, cited: NamedNode) -> NamedNode | None:
        """Return the one loaded document whose title is, or issues, that of `cited`, if any."""
        title = folded(self._title(cited))
        if cited in self.documents or len(title) < _SHORTEST_TITLE:
            return None
        found = [document for document, own in self._titles.items() if title in own]
        return found[0] if len(found) == 1 else None

    @cached_property
    def _titles(self) -> dict[NamedNode, str]:
        return {document: folded(self._title(document)) for document in self.documents}

    def _is_not_later(self, policy: NamedNode, document: NamedNode) -> bool:
        """Tell whether a policy is certainly not later than a document: by day, else by year."""
        dates = [self._text(node, ELI.date_document) for node in (policy, document)]
        years = [self._text(node, ZT.period) for node in (policy, document)]
        earlier, later = dates if all(dates) else years
        shared = min(len(earlier), len(later))
        return bool(shared) and earlier[:shared] <= later[:shared]

    def _title(self, document: NamedNode) -> str:
        return self._text(document, DCTERMS.title)

    def _document(self, node: NamedNode) -> NamedNode | None:
        return next(iter(self._objects(node, ZT.inDocument)), None)

    def _objects(self, node: NamedNode, term: NamedNode) -> list[NamedNode]:
        quads = self.store.quads_for_pattern(node, self._at(term), None, UNION)
        return sorted((q.object for q in quads if isinstance(q.object, NamedNode)), key=str)

    def _subjects(self, term: NamedNode, value: NamedNode) -> list[NamedNode]:
        quads = self.store.quads_for_pattern(None, self._at(term), self._at(value), UNION)
        return [quad.subject for quad in quads if isinstance(quad.subject, NamedNode)]

    def _text(self, node: NamedNode, term: NamedNode) -> str:
        quads = self.store.quads_for_pattern(node, self._at(term), None, UNION)
        values = (quad.object for quad in quads)
        found = (v.value for v in values if isinstance(v, Literal) and v.language in (None, "zh"))
        return min(found, default="")

    def _at(self, term: NamedNode) -> NamedNode:
        return ids.rebased(term, self.base_iri)

    @staticmethod
    def _sorted(nodes: Iterable[NamedNode]) -> list[NamedNode]:
        return sorted(nodes, key=str)


def link_policies(loaded: Assembly, fingerprint: str, base_iri: str) -> tuple[Part, ...]:
    """Add the part with all links between the loaded documents, and return it if there are any.

    They are found anew by each load: that needs no document to be read again.
    """
    graph = ids.register_graph("enrichment")
    documents = frozenset(NamedNode(iri) for iri in loaded.documents)
    links = Linker(loaded.building.statements(), documents, base_iri).links()
    lines = sorted_n_quads(
        (Quad(*triple, graph) for link in links for triple in _triples(link)), base_iri
    )
    if not lines:
        return ()
    made_of = b" ".join((fingerprint.encode(), b"policies", *lines))
    key = hashlib.sha256(made_of).hexdigest()[:KEY_LENGTH]
    part = write_part(loaded.folder / PARTS, key, Content(lines, [], [], {}), base_iri)
    loaded.building.add(POLICY_LINKS, part)
    return (part,)


def _triples(link: PolicyLink) -> Iterator[Triple]:
    iri = ids.link_between(link.subject.node, link.term, link.body.node)
    yield iri, RDF.type, ZT.Link
    yield iri, OA.hasTarget, link.subject.node
    yield iri, OA.hasBody, link.body.node
    yield iri, ZT.linkProperty, link.term
    yield iri, ZT.evidence, ZT.byTerm
    yield iri, ZT.quote, plain(link.subject.quote)
    yield iri, ZT.objectQuote, plain(link.body.quote)
    yield iri, ZT.score, decimal(link.confidence)
    yield iri, ZT.confidence, decimal(link.confidence)
