"""Who answers for the items of two documents, and how that changed.

A body that took over from another is no change of who answers: 环保局 → 生态环境局 is a reform.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pyoxigraph import Store

from graph.statements.solutions import solutions_of
from ontology.roles import ROLES

_DUTIES = """
PREFIX zt: <https://w3id.org/zhengtu/def#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?document ?item ?role ?agent ?name WHERE {
  ?item zt:inDocument ?document ; zt:hasAssignment ?assignment .
  ?assignment zt:role ?role ; zt:agent ?agent ; zt:surface ?surface .
  OPTIONAL { ?agent skos:prefLabel ?label . FILTER(LANG(?label) = "zh") }
  BIND(COALESCE(STR(?label), ?surface) AS ?name)
}
ORDER BY ?item ?role ?agent ?name
"""

_REFORMS = """
PREFIX zt: <https://w3id.org/zhengtu/def#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT DISTINCT ?document ?agent ?successor ?date WHERE {
  ?item zt:inDocument ?document ; zt:responsibleAgent ?agent .
  ?agent zt:successor+ ?successor .
  OPTIONAL { ?event a org:ChangeEvent ; org:resultingOrganization ?successor ; dcterms:date ?date }
}
ORDER BY ?agent ?successor ?date
"""

_ROLES = {role.iri.value.rsplit("#", 1)[-1]: name for name, role in ROLES.items()}


@dataclass(frozen=True)
class Party:
    """A body or person with the roles it has in an item."""

    iri: str
    name: str
    roles: frozenset[str]

    @property
    def is_person(self) -> bool:
        return any(ROLES[role].is_personal for role in self.roles)

    def as_json(self) -> dict[str, Any]:
        return {"iri": self.iri, "name": self.name, "roles": sorted(self.roles)}


@dataclass(frozen=True)
class DutyChange:
    """How those who answer for an item changed: the bodies, or the leaders."""

    added: tuple[Party, ...] = ()
    gone: tuple[Party, ...] = ()
    roles: tuple[tuple[Party, Party], ...] = ()
    reformed: tuple[tuple[Party, Party, str], ...] = ()

    @property
    def is_change(self) -> bool:
        """Tell whether others answer for it, or in other roles; a reform alone is none."""
        return bool(self.added or self.gone or self.roles)

    def as_json(self) -> dict[str, Any]:
        return {
            "added": [party.as_json() for party in self.added],
            "gone": [party.as_json() for party in self.gone],
            "roles": [[old.as_json(), new.as_json()] for old, new in self.roles],
            "reformed": [
                {"older": old.as_json(), "newer": new.as_json(), "date": date}
                for old, new, date in self.reformed
            ],
        }


Parties = Mapping[str, tuple[Party, ...]]
"""The parties of each item, by its IRI."""


def read_parties(document: str, store: Store, base_iri: str) -> Parties:
    """Return who answers for the items of a document."""
    names: dict[str, str] = {}
    roles: dict[str, dict[str, set[str]]] = {}
    for row in solutions_of(store, _DUTIES, {"document": document}, base_iri):
        names.setdefault(row["agent"], row["name"])
        role = _ROLES[row["role"].rsplit("#", 1)[-1]]
        roles.setdefault(row["item"], {}).setdefault(row["agent"], set()).add(role)
    return {
        item: tuple(Party(iri, names[iri], frozenset(held)) for iri, held in parties.items())
        for item, parties in roles.items()
    }


def read_reforms(document: str, store: Store, base_iri: str) -> dict[tuple[str, str], str]:
    """Return the date by old and new body, for the bodies of a document that others succeeded."""
    rows = solutions_of(store, _REFORMS, {"document": document}, base_iri)
    return {(row["agent"], row["successor"]): row.get("date", "") for row in rows}


def compare_parties(
    older: Iterable[Party], newer: Iterable[Party], reforms: Mapping[tuple[str, str], str]
) -> DutyChange:
    """Return how the parties of an item changed.

    >>> old = Party("urn:huanbaoju", "环保局", frozenset({"lead"}))
    >>> new = Party("urn:shengtaiju", "生态环境局", frozenset({"lead"}))
    >>> compare_parties([old], [new], {("urn:huanbaoju", "urn:shengtaiju"): "2019"}).is_change
    False
    """
    before = {party.iri: party for party in older}
    after = {party.iri: party for party in newer}
    kept = [(before[iri], after[iri]) for iri in before if iri in after]
    left = [party for iri, party in before.items() if iri not in after]
    come = [party for iri, party in after.items() if iri not in before]
    reformed = list(_reformed(left, come, reforms))
    known = {party.iri for old, new, _ in reformed for party in (old, new)}
    return DutyChange(
        added=tuple(party for party in come if party.iri not in known),
        gone=tuple(party for party in left if party.iri not in known),
        roles=(
            *(pair for pair in kept if pair[0].roles != pair[1].roles),
            *_in_new_roles(reformed),
        ),
        reformed=tuple(reformed),
    )


def _in_new_roles(reformed: Iterable[tuple[Party, Party, str]]) -> Iterator[tuple[Party, Party]]:
    """Yield the first of those that a body took over from, if it has a role that none of them had.

    >>> land, woods = (Party(n, n, frozenset({r})) for n, r in (("a", "supporting"), ("b", "lead")))
    >>> new = Party("c", "c", frozenset({"lead"}))
    >>> list(_in_new_roles([(land, new, ""), (woods, new, "")]))
    []
    """
    before: dict[str, list[Party]] = {}
    after: dict[str, Party] = {}
    for old, new, _ in reformed:
        before.setdefault(new.iri, []).append(old)
        after[new.iri] = new
    for iri, new in after.items():
        if not new.roles <= frozenset().union(*(old.roles for old in before[iri])):
            yield before[iri][0], new


def _reformed(
    left: Iterable[Party], come: Iterable[Party], reforms: Mapping[tuple[str, str], str]
) -> Iterator[tuple[Party, Party, str]]:
    come = list(come)
    for old in left:
        for new in come:
            if (old.iri, new.iri) in reforms:
                yield old, new, reforms[old.iri, new.iri]
