"""An editor of a store: it changes named graphs, keeps their union, and asks who may write what."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store, Triple

from graph.sparql.rewriting.numbers import is_too_long
from graph.statements.matching import matching
from graph.storage.statistics import Tally
from ontology.errors import Forbidden, UnknownValue

Name = NamedNode | DefaultGraph
GraphName = NamedNode | BlankNode | DefaultGraph
MayWrite = Callable[[str], bool]
"""Tells whether the graph of an IRI may be written; the default graph goes by an empty one."""


@dataclass(frozen=True)
class Own:
    """The graphs that we write ourselves: what was edited, and what the snapshot holds."""

    record: NamedNode
    description: NamedNode


class Editor:
    """Changes `store`; `touched` are the graphs that are not what they were.

    `tally` is told what the union gains and loses.
    With `is_union`, the default graph of the store is the union of the others: it follows them, and
    is not written itself.
    """

    def __init__(
        self, store: Store, may_write: MayWrite, *, is_union: bool, own: Own, tally: Tally
    ) -> None:
        self.store = store
        self.is_union = is_union
        self.own = own
        self.tally = tally
        self.touched: set[str] = set()
        self.added = self.removed = 0
        self._may_write = may_write

    def change(self, removed: Iterable[Quad], added: Iterable[Quad]) -> None:
        """Remove some quads and then add others.

        Raises Forbidden for a graph that may not be written, UnknownValue for a literal that the
        store would keep as another.
        """
        for quad in removed:
            self._check(quad)
            if quad in self.store:
                self.store.remove(quad)
                self.removed += 1
                self._follow_removal(quad)
        for quad in added:
            self._check(quad)
            if quad not in self.store:
                self.store.add(quad)
                self._check_kept(quad)
                self.added += 1
                self._note(quad)
                if self.is_union:
                    self._follow(quad)

    def graphs(self) -> list[NamedNode]:
        """Return the named graphs that state anything, but for the record of edits itself."""
        names = [name for name in self.store.named_graphs() if isinstance(name, NamedNode)]
        return [name for name in names if self.holds(name) and name != self.own.record]

    def holds(self, name: Name) -> bool:
        return next(iter(self.quads(name)), None) is not None

    def quads(self, name: Name) -> Iterable[Quad]:
        return self.store.quads_for_pattern(None, None, None, name)

    def check_graph(self, name: Name) -> None:
        """Raise Forbidden unless the graph may be written."""
        if isinstance(name, DefaultGraph):
            if self.is_union:
                raise Forbidden(
                    "the default graph is the union of all graphs and is not written itself;"
                    " name a graph: GRAPH <…> { … } or WITH <…>"
                )
            iri = ""
        else:
            iri = name.value
        if not self._may_write(iri):
            shown = f"the graph <{iri}>" if iri else "the default graph"
            raise Forbidden(f"the token does not permit to write {shown}")

    def _check(self, quad: Quad) -> None:
        graph = quad.graph_name
        if isinstance(graph, BlankNode):
            raise UnknownValue("a graph is named by an IRI, not by a blank node", "graph")
        self.check_graph(graph)

    def _check_kept(self, quad: Quad) -> None:
        """Refuse a literal of a datatype that the store takes for another, as for xsd:byte."""
        value = quad.object
        if not isinstance(value, Literal):
            return
        if value.direction is not None:
            raise UnknownValue(
                f"{value} has a direction, which is not kept; leave it out", "literal"
            )
        if is_too_long(value.value, value.datatype.value):
            message = (
                f"{value} is too long for a number here; round it, or write a double, as in 1.5e30"
            )
            raise UnknownValue(message, "literal")
        kept = matching(self.store, quad.subject, quad.predicate, value, quad.graph_name)
        for found in kept:
            other = found.object
            if isinstance(other, Literal) and other.datatype != value.datatype:
                message = f"{value} would be kept as {other}; write it with that datatype"
                raise UnknownValue(message, "literal")

    def _follow(self, quad: Quad) -> None:
        """Have in the union what was added to a graph."""
        self.store.add(_in_union(quad))
        if self._holders(quad.triple) == {quad.graph_name}:
            self.tally.note(quad.triple, 1)

    def _follow_removal(self, quad: Quad) -> None:
        self._note(quad)
        if self.is_union and not self._holders(quad.triple):
            self.store.remove(_in_union(quad))
            self.tally.note(quad.triple, -1)

    def is_described_only(self, triple: Triple) -> bool:
        """Tell whether no graph states `triple` but the description."""
        return self._holders(triple) <= {self.own.description}

    def _holders(self, triple: Triple) -> set[GraphName]:
        """Return the named graphs that state `triple`."""
        found = matching(self.store, triple.subject, triple.predicate, triple.object, None)
        return {holder.graph_name for holder in found} - {DefaultGraph()}

    def _note(self, quad: Quad) -> None:
        self.touched.add(quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else "")


def _in_union(quad: Quad) -> Quad:
    return Quad(quad.subject, quad.predicate, quad.object, DefaultGraph())
