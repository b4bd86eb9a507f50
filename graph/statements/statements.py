"""Where entries are read: statements that are asked for one node and one property at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store, Triple

from graph.statements.walk import Descriptions
from ontology.roles import ROLES
from ontology.standards import DCTERMS, ELI, GEO, ORG, RDF, SKOS
from ontology.terms import ZT

NAMES = (SKOS.prefLabel, SKOS.altLabel, DCTERMS.title, ELI.id_local)
"""The properties by which things are called."""
_READ = frozenset(
    {
        RDF.type,
        *NAMES,
        *(role.shortcut for role in ROLES.values()),
        SKOS.hiddenLabel,
        ZT.text,
        ZT.annualTask,
        ZT.hasAssignment,
        ZT.hasTarget,
        ZT.value,
        ZT.heading,
        ZT.mentions,
        ZT.elaborates,
        ZT.member,
        ZT.possibleMember,
        ORG.classification,
        ZT.aboutPlace,
        ZT.mentionsProgramme,
        ZT.businessLine,
        ZT.successor,
        GEO.sfWithin,
        ORG.subOrganizationOf,
        ZT.surface,
        ZT.inDocument,
        ZT.jurisdiction,
        ZT.theme,
        ZT.category,
        ZT.period,
        ZT.annexNumber,
        ZT.rowNumber,
        ZT.officialNumber,
        ZT.deadline,
        ZT.provisionOrder,
    }
)
"""The properties that entries are read from."""


Term = NamedNode | Literal | BlankNode | Triple
Statement = tuple[NamedNode | BlankNode | Triple, NamedNode, Term, NamedNode]
"""Subject, predicate, object and graph. Quads hold copies of them, which takes longer to read."""


class Statements(Protocol):
    """A graph that is asked for one node and one property at a time."""

    def objects(self, node: NamedNode, term: NamedNode) -> Iterable[Term]: ...

    def subjects(self, class_: NamedNode) -> Iterable[NamedNode]: ...


class StoreStatements:
    """The statements of the default graph of a store that stays as it is."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._descriptions = Descriptions(store)

    def objects(self, node: NamedNode, term: NamedNode) -> Iterable[Term]:
        return self._descriptions.of(node).get(term, ())

    def subjects(self, class_: NamedNode) -> Iterator[NamedNode]:
        quads = self.store.quads_for_pattern(None, RDF.type, class_, DefaultGraph())
        return (quad.subject for quad in quads if isinstance(quad.subject, NamedNode))


class ListedStatements:
    """A few `statements`, on top of `others` that stay the same."""

    def __init__(
        self, statements: Iterable[Statement | Quad], others: ListedStatements | None = None
    ) -> None:
        self._others = others
        self._objects: dict[tuple[NamedNode, NamedNode], dict[Term, None]] = {}
        self._subjects: dict[NamedNode, dict[NamedNode, None]] = {}
        for subject, term, value, _ in statements:
            if term in _READ and isinstance(subject, NamedNode):
                self._add(subject, term, value)

    def _add(self, subject: NamedNode, term: NamedNode, value: Term) -> None:
        self._objects.setdefault((subject, term), {})[value] = None
        if term == RDF.type and isinstance(value, NamedNode):
            self._subjects.setdefault(value, {})[subject] = None

    def own_objects(self, node: NamedNode, term: NamedNode) -> Iterable[Term]:
        """Return values of a property of `node`, those of `others` left out."""
        return self._objects.get((node, term), ())

    def objects(self, node: NamedNode, term: NamedNode) -> Iterator[Term]:
        yield from self.own_objects(node, term)
        if self._others:
            yield from self._others.objects(node, term)

    def subjects(self, class_: NamedNode) -> Iterable[NamedNode]:
        """Return the nodes of a class, those of `others` left out."""
        return self._subjects.get(class_, ())

    def nodes(self) -> list[NamedNode]:
        """Return all nodes of which the statements, those of `others` left out, say something."""
        return list(dict.fromkeys(node for node, _ in self._objects))

    def values(self, term: NamedNode) -> list[str]:
        """Return all values of a property."""
        found = (o for (_, p), objects in self._objects.items() if p == term for o in objects)
        return [literal.value for literal in found if isinstance(literal, Literal)]
