"""What the graph says of a node that leads to its source: one node and one property at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from pyoxigraph import Literal, NamedNode, Quad, Store

from graph.evidence.marks import Mark
from graph.statements.describe import LABELS, UNION
from ontology import ids
from ontology.standards import ELI, OA, RDF
from ontology.terms import ZT

_LONGEST = 40


@dataclass(frozen=True)
class Cell:
    """A cell or paragraph of a document, and where it stands.

    `start` is where its raw text begins in the decoded file, -1 in formats without characters.
    """

    iri: str
    raw: str
    document: str
    title: str
    number: str
    annex: int
    row: int
    column_number: int
    column: str
    paragraph: int
    file: str
    sha256: str
    start: int


@dataclass(frozen=True)
class Reader:
    """Reads from a store whose default graph is the union, with its terms under `base_iri`."""

    store: Store
    base_iri: str

    def knows(self, node: NamedNode) -> bool:
        pointing = self.store.quads_for_pattern(None, None, node, UNION)
        return any(True for _ in chain(self._quads(node, None), pointing))

    def nodes(self, node: NamedNode, term: NamedNode) -> list[NamedNode]:
        found = (quad.object for quad in self._quads(node, self.at(term)))
        return sorted((o for o in found if isinstance(o, NamedNode)), key=lambda o: o.value)

    def values(self, node: NamedNode, term: NamedNode) -> list[str]:
        """Return the words and numbers of a property; of those in two languages the Chinese."""
        found = [quad.object for quad in self._quads(node, self.at(term))]
        literals = sorted(
            (literal for literal in found if isinstance(literal, Literal)),
            key=lambda literal: (literal.language == "en", literal.value),
        )
        chinese = [literal.value for literal in literals if literal.language != "en"]
        return chinese or [literal.value for literal in literals]

    def first(self, node: NamedNode, term: NamedNode) -> str:
        return next(iter(self.values(node, term)), "")

    def number(self, node: NamedNode, term: NamedNode, default: int = 0) -> int:
        return int(self.first(node, term) or default)

    def pointing(self, node: NamedNode, term: NamedNode, most: int) -> list[NamedNode]:
        """Return the first `most` nodes that have `node` as a value of a property."""
        quads = self.store.quads_for_pattern(None, self.at(term), node, UNION)
        subjects = (quad.subject for quad in quads)
        return list(islice((s for s in subjects if isinstance(s, NamedNode)), most))

    def is_a(self, node: NamedNode, class_: NamedNode) -> bool:
        return self.at(class_) in self.nodes(node, RDF.type)

    def label(self, node: NamedNode) -> str:
        """Return the name or title of a node, else the beginning of its text."""
        named = next((words for term in LABELS if (words := self.first(node, term))), "")
        text = "" if named else self.first(node, ZT.text)
        return named or (text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…")

    def kinds(self, node: NamedNode) -> list[str]:
        """Return the classes of a node as their vocabulary calls them."""
        return [class_.value for class_ in self.nodes(node, RDF.type)]

    def selected(self, node: NamedNode) -> Mark | None:
        """Return the stretch that a node selects."""
        for selector in self.nodes(node, OA.hasSelector):
            return Mark(self.number(selector, OA.start), self.number(selector, OA.end))
        return None

    def cell(self, node: NamedNode) -> Cell:
        version = next(iter(self.nodes(node, ZT.inVersion)), node)
        document = next(iter(self.nodes(version, ZT.inDocument)), version)
        stretch = self.selected(node)
        return Cell(
            iri=node.value,
            raw=self.first(node, ZT.rawText),
            document=document.value,
            title=self.label(document),
            number=self.first(document, ELI.id_local),
            annex=self.number(node, ZT.annexNumber),
            row=self.number(node, ZT.printedRow),
            column_number=self.number(node, ZT.columnNumber),
            column=self.first(node, ZT.column),
            paragraph=self.number(node, ZT.paragraphNumber),
            file=self.first(version, ZT.fileName),
            sha256=self.first(version, ZT.sha256),
            start=stretch.start if stretch else -1,
        )

    def at(self, term: NamedNode) -> NamedNode:
        """Return a term of our vocabulary as it stands in the store."""
        return ids.rebased(term, self.base_iri)

    def _quads(self, node: NamedNode, term: NamedNode | None) -> Iterator[Quad]:
        return self.store.quads_for_pattern(node, term, None, UNION)
