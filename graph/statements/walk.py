"""Walks through a store: what paths of properties lead to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Store, Triple

from graph.statements.matching import matching
from ontology import ids

Term = NamedNode | Literal
Description = Mapping[NamedNode, list[NamedNode | Literal | BlankNode | Triple]]
_KEPT = 2_000


@dataclass(frozen=True)
class Inverse:
    """A step of a path against the direction of `term`."""

    term: NamedNode


Path = tuple[NamedNode | Inverse, ...]


def turned(step: NamedNode | Inverse) -> NamedNode | Inverse:
    """Return the step back."""
    return step.term if isinstance(step, Inverse) else Inverse(step)


class Descriptions:
    """What the default graph of a store says of a node, read at once: for a store that stays as is.

    A look-up in the store takes much longer than one in memory, and readers ask a node for many
    properties, one after another.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        # a cache of functools would hold this object in a ring, and so the store open
        self._kept: dict[NamedNode, Description] = {}

    def of(self, node: NamedNode) -> Description:
        """Return the values of each property of `node`."""
        if node not in self._kept:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            self._kept[node] = self._read(node)
        return self._kept[node]

    def _read(self, node: NamedNode) -> Description:
        found: dict[NamedNode, list[NamedNode | Literal | BlankNode | Triple]] = {}
        for quad in self._store.quads_for_pattern(node, None, None, DefaultGraph()):
            found.setdefault(quad.predicate, []).append(quad.object)
        return found


@dataclass(frozen=True)
class Walker:
    """Walks in a store whose terms stand under `base_iri`; paths are written in our own terms.

    The store stays as it is meanwhile.
    """

    store: Store
    base_iri: str

    @cached_property
    def _descriptions(self) -> Descriptions:
        return Descriptions(self.store)

    def ends(self, node: NamedNode, *paths: Path) -> set[Term]:
        """Return the ends of all paths from `node`."""
        found: set[Term] = set()
        for path in paths:
            reached: set[Term] = {node}
            for step in path:
                reached = {end for start in reached for end in self._step(start, step)}
            found |= reached
        return found

    def nodes(self, node: NamedNode, *paths: Path) -> list[NamedNode]:
        """Return the ends that are nodes, in the order of their IRIs."""
        found = (end for end in self.ends(node, *paths) if isinstance(end, NamedNode))
        return sorted(found, key=lambda end: end.value)

    def literals(self, node: NamedNode, *paths: Path) -> list[Literal]:
        """Return the ends that are words or numbers: Chinese and plain ones before English."""
        found = (end for end in self.ends(node, *paths) if isinstance(end, Literal))
        return sorted(found, key=lambda end: (end.language == "en", end.value))

    def members(self, class_: NamedNode, rdf_type: NamedNode) -> list[NamedNode]:
        return self.nodes(self.at(class_), (Inverse(rdf_type),))

    def at(self, term: NamedNode) -> NamedNode:
        """Return a term of our vocabulary as it stands in the store."""
        return ids.rebased(term, self.base_iri)

    def _step(self, start: Term, step: NamedNode | Inverse) -> Iterator[Term]:
        if isinstance(step, Inverse):
            term = self.at(step.term)
            quads = matching(self.store, None, term, start, DefaultGraph())
            yield from (q.subject for q in quads if isinstance(q.subject, NamedNode))
        elif isinstance(start, NamedNode):
            found = self._descriptions.of(start).get(self.at(step), ())
            yield from (end for end in found if isinstance(end, NamedNode | Literal))
