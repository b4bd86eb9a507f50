"""What is searched: one entry per work item, provision, agent, document and concept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from ontology import ids
from ontology.roles import ROLES
from ontology.standards import DCTERMS, ELI, RDF, SKOS
from ontology.terms import ZT

TYPES = {
    "task": ZT.Task,
    "project": ZT.Project,
    "indicator": ZT.IndicatorItem,
    "document": ZT.PolicyDocument,
    "provision": ZT.Provision,
    "agency": ZT.Agency,
    "group": ZT.CollectiveAgent,
    "official": ZT.Official,
    "place": ZT.Place,
    "theme": ZT.ThemeConcept,
    "category": ZT.DocumentCategory,
    "heading": ZT.DocumentHeading,
    "event": ZT.Event,
}
"""The types of a search result, in the order in which equal scores are listed."""

_NAMES = (SKOS.prefLabel, SKOS.altLabel, DCTERMS.title, ELI.id_local)
_OFFICIALS = {name: role.shortcut for name, role in ROLES.items() if role.is_personal}
_AGENCIES = {name: role.shortcut for name, role in ROLES.items() if not role.is_personal}


@dataclass(frozen=True)
class Named:
    """A node with the label to show for it."""

    iri: str
    label: str


@dataclass(frozen=True)
class Responsible:
    """An agent of a work item in one role."""

    iri: str
    label: str
    role: str


@dataclass(frozen=True)
class Entry:
    """What a search result shows of a node. `names` are all its labels, in any language."""

    iri: str
    type: str
    label: str
    names: tuple[str, ...]
    text: str = ""
    annual_task: str = ""
    surfaces: tuple[str, ...] = ()
    document: Named | None = None
    jurisdiction: Named | None = None
    agencies: tuple[Responsible, ...] = ()
    officials: tuple[Responsible, ...] = ()
    themes: tuple[Named, ...] = ()
    category: Named | None = None
    year: str = ""
    order: tuple[int, int] = (0, 0)

    def card(self) -> dict[str, Any]:
        """Return the entry as plain data."""
        return asdict(self)


@dataclass(frozen=True)
class EntryReader:
    """Reads entries from a store whose terms stand under `base_iri`."""

    store: Store
    base_iri: str
    _labels: dict[str, str] = field(default_factory=dict)

    def entries(self) -> Iterator[Entry]:
        """Yield all entries: by type, then in the order of the document or of identifiers."""
        for type_name, class_ in TYPES.items():
            nodes = self._subjects(RDF.type, self._at(class_))
            yield from sorted((self._entry(type_name, node) for node in nodes), key=_order)

    def words(self) -> Iterator[str]:
        """Yield the terms by which themes are known, for the word list."""
        for quad in self.store.quads_for_pattern(None, SKOS.hiddenLabel, None, DefaultGraph()):
            if isinstance(quad.object, Literal):
                yield quad.object.value

    def _entry(self, type_name: str, node: NamedNode) -> Entry:
        order = ZT.provisionOrder if type_name == "provision" else ZT.rowNumber
        rows = self._values(node, ZT.annexNumber) + self._values(node, order)
        return Entry(
            iri=node.value,
            type=type_name,
            label=self._label(node),
            names=tuple(dict.fromkeys(n for term in _NAMES for n in self._values(node, term))),
            text=self._first(node, ZT.text),
            annual_task=self._first(node, ZT.annualTask),
            surfaces=self._surfaces(node),
            document=next(iter(self._named(node, ZT.inDocument)), None),
            jurisdiction=next(iter(self._named(node, ZT.jurisdiction)), None),
            agencies=self._responsible(node, _AGENCIES),
            officials=self._responsible(node, _OFFICIALS),
            themes=self._named(node, ZT.theme),
            category=next(iter(self._named(node, ZT.category)), None),
            year=self._first(node, ZT.period),
            order=(int(rows[0]), int(rows[1])) if len(rows) == 2 else (0, 0),
        )

    def _surfaces(self, node: NamedNode) -> tuple[str, ...]:
        """Return the names of agents as the row of a work item prints them."""
        assignments = self._objects(node, ZT.hasAssignment)
        printed = (s for a in assignments for s in self._values(a, ZT.surface))
        return tuple(sorted(set(printed)))

    def _named(self, node: NamedNode, term: NamedNode) -> tuple[Named, ...]:
        return tuple(Named(found.value, self._label(found)) for found in self._objects(node, term))

    def _responsible(self, node: NamedNode, roles: dict[str, NamedNode]) -> tuple[Responsible, ...]:
        return tuple(
            Responsible(agent.value, self._label(agent), role)
            for role, term in roles.items()
            for agent in self._objects(node, term)
        )

    def _label(self, node: NamedNode) -> str:
        """Return the Chinese name of `node`, else the beginning of its text, else its IRI."""
        if node.value not in self._labels:
            self._labels[node.value] = self._find_label(node)
        return self._labels[node.value]

    def _find_label(self, node: NamedNode) -> str:
        for term in (SKOS.prefLabel, DCTERMS.title):
            found = self._literals(node, term)
            chinese = [literal.value for literal in found if literal.language != "en"]
            if found:
                return min(chinese or [literal.value for literal in found])
        text = self._first(node, ZT.text)
        return (text if len(text) <= 40 else text[:39] + "…") or node.value

    def _first(self, node: NamedNode, term: NamedNode) -> str:
        return min(self._values(node, term), default="")

    def _values(self, node: NamedNode, term: NamedNode) -> list[str]:
        return [literal.value for literal in self._literals(node, term)]

    def _literals(self, node: NamedNode, term: NamedNode) -> list[Literal]:
        quads = self.store.quads_for_pattern(node, self._at(term), None, DefaultGraph())
        found = {quad.object for quad in quads if isinstance(quad.object, Literal)}
        return sorted(found, key=lambda literal: (literal.language or "", literal.value))

    def _objects(self, node: NamedNode, term: NamedNode) -> list[NamedNode]:
        quads = self.store.quads_for_pattern(node, self._at(term), None, DefaultGraph())
        found = {quad.object for quad in quads if isinstance(quad.object, NamedNode)}
        return sorted(found, key=lambda iri: iri.value)

    def _subjects(self, term: NamedNode, value: NamedNode) -> list[NamedNode]:
        quads = self.store.quads_for_pattern(None, term, value, DefaultGraph())
        found = {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}
        return sorted(found, key=lambda iri: iri.value)

    def _at(self, term: NamedNode) -> NamedNode:
        """Return a term of our vocabulary as it stands in the store."""
        if self.base_iri == ids.DEFAULT_BASE:
            return term
        return NamedNode(ids.rebase(term.value, self.base_iri))


def _order(entry: Entry) -> tuple[str, int, int, str]:
    return (entry.document.iri if entry.document else "", *entry.order, entry.iri)
