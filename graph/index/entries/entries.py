"""What is searched: one entry per work item, provision, agent, document and concept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode

from graph.statements.statements import NAMES, Statements
from ontology import ids
from ontology.roles import ROLES
from ontology.standards import DCTERMS, GEO, ORG, RDF, SKOS
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
    "programme": ZT.Programme,
    "facility": ZT.Facility,
    "metric": ZT.Indicator,
    "theme": ZT.ThemeConcept,
    "category": ZT.DocumentCategory,
    "heading": ZT.DocumentHeading,
    "event": ZT.Event,
    "line": ZT.BusinessLine,
}
"""The types of a search result, in the order in which equal scores are listed.

An `indicator` is a row of a document, a `metric` the indicator that rows and targets speak of.
"""

ITEMS = ("task", "project", "indicator")
"""The types of work items."""

OWNED = ("task", "project", "indicator", "provision", "category", "heading")
"""Types whose nodes one document alone describes; the others may be spoken of by several."""

_ITEM_LINKS = {
    "heading": (ZT.heading,),
    "mention": (ZT.mentions,),
    "elaborates": (ZT.elaborates,),
}
_BODY_LINKS = {"classification": (ORG.classification,), "member": (ZT.member, ZT.possibleMember)}
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
    """What a search result shows of a node. `names` are all its labels, in any language.

    The `jurisdiction` of a work item is that of its document; `lines` are the business lines of
    its agencies in their roles, or of the agency itself; `above` is what a place or body is
    directly part of. Of a work item `number` is what its document prints as such, `deadlines` are
    days or years. `links` are what the columns alone hold, by their names (`fields.LINKS`).
    """

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
    places: tuple[Named, ...] = ()
    programmes: tuple[Named, ...] = ()
    lines: tuple[Responsible, ...] = ()
    above: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()
    targets: int = 0
    category: Named | None = None
    year: str = ""
    order: tuple[int, int] = (0, 0)
    number: str = ""
    deadlines: tuple[str, ...] = ()
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def beginning_of(text: str) -> str:
    """Return the beginning of a text, by which something without a name is called."""
    return text if len(text) <= 40 else text[:39] + "…"


@dataclass(frozen=True)
class EntryReader:
    """Reads entries from statements whose terms stand under `base_iri`."""

    statements: Statements
    base_iri: str = ids.DEFAULT_BASE
    _labels: dict[str, str] = field(default_factory=dict)

    def entries(self, types: Iterable[str] = TYPES) -> Iterator[Entry]:
        """Yield all entries of `types`: by type, then in the order of the document or of IRIs."""
        for name in types:
            nodes = set(self.statements.subjects(self._at(TYPES[name])))
            yield from sorted((self._entry(name, node) for node in nodes), key=_order)

    def entries_of(self, iri: str) -> Iterator[Entry]:
        """Yield the entries of a node, one for each type that is searched."""
        node = NamedNode(iri)
        classes = set(self._objects(node, RDF.type))
        for name, class_ in TYPES.items():
            if self._at(class_) in classes:
                yield self._entry(name, node)

    def _entry(self, type_name: str, node: NamedNode) -> Entry:
        order = ZT.provisionOrder if type_name == "provision" else ZT.rowNumber
        rows = self._values(node, ZT.annexNumber) + self._values(node, order)
        document = next(iter(self._named(node, ZT.inDocument)), None)
        owner = NamedNode(document.iri) if document else node
        agencies = self._responsible(node, _AGENCIES)
        called = (*NAMES, SKOS.hiddenLabel) if type_name == "agency" else NAMES
        return Entry(
            iri=node.value,
            type=type_name,
            label=self._label(node),
            names=tuple(dict.fromkeys(n for term in called for n in self._values(node, term))),
            text=self._first(node, ZT.text),
            annual_task=self._first(node, ZT.annualTask),
            surfaces=self._surfaces(node),
            document=document,
            jurisdiction=next(iter(self._named(owner, ZT.jurisdiction)), None),
            agencies=agencies,
            officials=self._responsible(node, _OFFICIALS),
            themes=self._named(node, ZT.theme),
            places=self._named(node, ZT.aboutPlace),
            programmes=self._named(node, ZT.mentionsProgramme),
            lines=self._lines(node, agencies),
            above=tuple(self._iris(node, GEO.sfWithin) + self._iris(node, ORG.subOrganizationOf)),
            successors=tuple(self._iris(node, ZT.successor)),
            targets=len(self._objects(node, ZT.hasTarget)),
            category=next(iter(self._named(node, ZT.category)), None),
            year=self._first(node, ZT.period),
            order=(int(rows[0]), int(rows[1])) if len(rows) == 2 else (0, 0),
            number=self._first(node, ZT.officialNumber),
            deadlines=tuple(self._values(node, ZT.deadline)),
            links=self._links(node, type_name),
        )

    def _links(self, node: NamedNode, type_name: str) -> dict[str, tuple[str, ...]]:
        """Return what a node is linked to that its card does not tell."""
        found = {
            name: tuple(dict.fromkeys(iri for term in terms for iri in self._iris(node, term)))
            for name, terms in (_ITEM_LINKS if type_name in ITEMS else _BODY_LINKS).items()
            if type_name in (*ITEMS, "agency", "group")
        }
        if type_name in ITEMS:
            found["figure"] = ("yes",) if self._has_figure(node) else ()
            found["assignments"] = (str(len(self._objects(node, ZT.hasAssignment))),)
        return {name: iris for name, iris in found.items() if iris}

    def _has_figure(self, node: NamedNode) -> bool:
        targets = self._objects(node, ZT.hasTarget)
        return any(self._values(target, ZT.value) for target in targets)

    def _surfaces(self, node: NamedNode) -> tuple[str, ...]:
        """Return the names of agents as the row of a work item prints them."""
        assignments = self._objects(node, ZT.hasAssignment)
        printed = (s for a in assignments for s in self._values(a, ZT.surface))
        return tuple(sorted(set(printed)))

    def _lines(self, node: NamedNode, agencies: Iterable[Responsible]) -> tuple[Responsible, ...]:
        """Return the business lines of a body, or those of the bodies of a work item by role."""
        bodies = [(node, ""), *((NamedNode(agent.iri), agent.role) for agent in agencies)]
        found = (
            Responsible(line.iri, line.label, role)
            for body, role in bodies
            for line in self._named(body, ZT.businessLine)
        )
        return tuple(dict.fromkeys(found))

    def _iris(self, node: NamedNode, term: NamedNode) -> list[str]:
        return [found.value for found in self._objects(node, term)]

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
        return beginning_of(text) or node.value

    def _first(self, node: NamedNode, term: NamedNode) -> str:
        return min(self._values(node, term), default="")

    def _values(self, node: NamedNode, term: NamedNode) -> list[str]:
        return [literal.value for literal in self._literals(node, term)]

    def _literals(self, node: NamedNode, term: NamedNode) -> list[Literal]:
        objects = self.statements.objects(node, self._at(term))
        found = {value for value in objects if isinstance(value, Literal)}
        return sorted(found, key=lambda literal: (literal.language or "", literal.value))

    def _objects(self, node: NamedNode, term: NamedNode) -> list[NamedNode]:
        objects = self.statements.objects(node, self._at(term))
        found = {value for value in objects if isinstance(value, NamedNode)}
        return sorted(found, key=lambda iri: iri.value)

    def _at(self, term: NamedNode) -> NamedNode:
        """Return a term of our vocabulary as it stands in the store."""
        return ids.rebased(term, self.base_iri)


def _order(entry: Entry) -> tuple[str, int, int, str]:
    return (entry.document.iri if entry.document else "", *entry.order, entry.iri)
