"""Why the graph says something: the cells that it was read from, with the characters marked.

A statement that is a node (assignment, target, theme tag, mention, link, work item, provision) is
at most two steps from its cell. A body, programme, indicator or category has no words of its own:
it is explained by the statements that lead to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from pyoxigraph import NamedNode, Store

from graph.evidence.marks import Mark, find_words, joined
from graph.evidence.reading import Cell, Reader
from ontology.errors import UnknownName
from ontology.standards import DCTERMS, ELI, OA, PROV, SKOS
from ontology.terms import ZT

MOST_STATEMENTS = 20
"""Statements by which a node without words of its own is explained."""

_WORDS = (ZT.quote, ZT.objectQuote, ZT.surface, ZT.text, ZT.annualTask, DCTERMS.title)
_GROUPS = (ZT.category, ZT.heading)
"""Properties to what a cell above or beside an item prints: its own label is sought there."""
_LEADING = (
    *(ZT.mentionOf, ZT.agent, ZT.indicator, *_GROUPS, ZT.theme),
    *(ZT.refersToPolicy, ZT.mentions, ELI.based_on, ELI.cites),
)
"""Properties by which statements and items lead to a node that has no source of its own."""
_FACTS = (
    *(ZT.role, ZT.agent, ZT.cellStatus, ZT.resolutionRule, ZT.linkProperty, OA.hasTarget),
    *(OA.hasBody, ZT.mentionOf, ZT.measureText, ZT.comparator, ZT.value, ZT.unitText),
    *(ZT.indicator, ZT.evidence, ZT.score, ZT.confidence),
)
"""What is told of a statement beside its source."""


@dataclass(frozen=True)
class Source:
    """A cell with the stretches of its raw text that say so; none where its text was repaired."""

    cell: Cell
    marks: tuple[Mark, ...]

    def as_json(self) -> dict[str, Any]:
        cell = self.cell
        found = asdict(cell)
        found["marks"] = [self._mark(mark) for mark in self.marks]
        return found

    def _mark(self, mark: Mark) -> dict[str, Any]:
        words = self.cell.raw[mark.start : mark.end]
        stands = {"start": mark.start, "end": mark.end, "quote": words}
        if self.cell.start >= 0:
            stands["fileStart"] = self.cell.start + mark.start
            stands["fileEnd"] = self.cell.start + mark.end
        return stands


@dataclass(frozen=True)
class Explained:
    """A statement with its sources; `path` are the properties that lead from it to the cells."""

    iri: str
    kinds: tuple[str, ...]
    label: str
    path: tuple[str, ...]
    sources: tuple[Source, ...]
    facts: dict[str, str]
    note: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "iri": self.iri,
            "types": list(self.kinds),
            "label": self.label,
            "path": list(self.path),
            "facts": self.facts,
            "sources": [source.as_json() for source in self.sources],
            "note": self.note,
        }


@dataclass(frozen=True)
class Explanation:
    """A node explained, or the statements that lead to it; `truncated` if there are more."""

    node: Explained
    statements: tuple[Explained, ...] = ()
    truncated: bool = False

    def as_json(self) -> dict[str, Any]:
        statements = [statement.as_json() for statement in self.statements]
        return {**self.node.as_json(), "statements": statements, "truncated": self.truncated}


def explain(iri: str, store: Store, base_iri: str) -> Explanation:
    """Return where the node `iri` comes from.

    Raises UnknownName for a node that the graph does not know.
    """
    reader = Reader(store, base_iri)
    try:
        node = NamedNode(iri)
    except ValueError:
        raise UnknownName(f"'{iri}' is not an IRI; copy one from an answer") from None
    if not reader.knows(node):
        raise UnknownName(f"the graph has no node <{iri}>; copy the IRI from an answer")
    own = _explained(node, reader)
    if own.sources:
        return Explanation(own)
    term, found = _leading(node, reader)
    words = [reader.label(node)] if term in _GROUPS else []
    statements = tuple(_explained(one, reader, words) for one in found[:MOST_STATEMENTS])
    return Explanation(own, statements, truncated=len(found) > MOST_STATEMENTS)


def _leading(node: NamedNode, reader: Reader) -> tuple[NamedNode | None, list[NamedNode]]:
    """Return the statements and items that lead to `node`, by the first property that has any."""
    for term in _LEADING:
        if found := reader.pointing(node, term, MOST_STATEMENTS + 1):
            return term, sorted(found, key=lambda one: one.value)
    return None, []


def _explained(node: NamedNode, reader: Reader, sought: Sequence[str] = ()) -> Explained:
    """Return `node` with its sources; with the words `sought`, only what prints them."""
    own = [words for term in _WORDS for words in reader.values(node, term)]
    path, cells = _cells(node, reader)
    sources = [_source(cell, node, sought or own, path, reader) for cell in cells]
    if reader.is_a(node, ZT.Cell):
        sources = [Source(reader.cell(node), ())]
    elif sought or len(path) > 1:
        sources = [source for source in sources if source.marks] or sources
    return Explained(
        node.value,
        tuple(reader.kinds(node)),
        reader.label(node) or next(iter(own), ""),
        path,
        tuple(sources),
        _facts(node, path, reader),
        reader.first(node, SKOS.note),
    )


def _facts(node: NamedNode, path: tuple[str, ...], reader: Reader) -> dict[str, str]:
    """Return what a statement says, by the names of the properties; nodes by their labels."""
    terms = _FACTS if path else (*_FACTS, PROV.wasDerivedFrom)
    facts = {term.value: _values(node, term, reader) for term in terms}
    return {re.split("[#/]", iri)[-1]: "、".join(words) for iri, words in facts.items() if words}


def _values(node: NamedNode, term: NamedNode, reader: Reader) -> list[str]:
    nodes = (reader.label(value) or value.value for value in reader.nodes(node, term))
    return [*nodes, *reader.values(node, term)]


def _cells(node: NamedNode, reader: Reader) -> tuple[tuple[str, ...], list[NamedNode]]:
    """Return the cells that a node leads to, with the properties on the way."""
    ways: list[tuple[NamedNode, ...]] = [
        (OA.hasSource,),
        (PROV.wasDerivedFrom,),
        (OA.hasTarget, PROV.wasDerivedFrom),
        (PROV.wasDerivedFrom, PROV.wasDerivedFrom),
    ]
    for way in ways:
        cells = _ends(node, way, reader)
        if way[0] == OA.hasTarget:
            cells += _ends(node, (OA.hasBody, PROV.wasDerivedFrom), reader)
        found = [cell for cell in dict.fromkeys(cells) if reader.is_a(cell, ZT.Cell)]
        if found:
            return tuple(term.value for term in way), found
    return (), []


def _ends(node: NamedNode, way: tuple[NamedNode, ...], reader: Reader) -> list[NamedNode]:
    ends = [node]
    for term in way:
        ends = [end for start in ends for end in reader.nodes(start, term)]
    return ends


def _source(
    iri: NamedNode, node: NamedNode, words: Iterable[str], path: tuple[str, ...], reader: Reader
) -> Source:
    """Return a cell with what stands in it: the stretch that is selected, or the words found.

    Only the first term of a theme tag is selected; its other words are found.
    """
    cell = reader.cell(iri)
    selected = reader.selected(node) if path == (OA.hasSource.value,) else None
    if selected:
        known = cell.raw[selected.start : selected.end]
        words = [quote for quote in reader.values(node, ZT.quote) if quote != known]
    found = [find_words(one, cell.raw) for one in words]
    return Source(cell, tuple(joined(mark for mark in (selected, *found) if mark)))
