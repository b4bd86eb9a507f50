"""The fields of the text index that narrow a search and are counted, and what they hold.

Values are IRIs of nodes, or plain words for the type, the year and the roles. Beside `agency`,
`line` and `official`, which hold agents in any role, there is a field for each role: `agency_lead`.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph.index.entries.entries import ITEMS
from ontology.roles import ROLES

KINDS = {
    "theme": ("theme",),
    "agency": ("agency", "group"),
    "official": ("official",),
    "line": ("line",),
    "category": ("category",),
    "place": ("place",),
    "jurisdiction": ("place",),
    "document": ("document",),
    "programme": ("programme",),
    "item": ITEMS,
}
"""Kinds of nodes that a filter or parameter may name, and the types of entry they cover."""

FACETS = (
    "type",
    "theme",
    "agency",
    "official",
    "line",
    "category",
    "place",
    "jurisdiction",
    "year",
    "document",
    "programme",
)
"""What is counted over the results of a search, in the order of the answer."""

LINKS = ("heading", "mention", "elaborates", "member", "classification", "figure", "assignments")
"""What else the columns hold: headings, what a work item mentions or elaborates, whether it states
a number, how many assignments it has; the members of a collective, the types of a body."""

MAIN = "main"
"""The role of whoever has the work first: those who lead, or are responsible where nobody leads."""

ROLE_GROUPS = {**{name: (name,) for name in ROLES}, MAIN: ("lead", "responsible")}
"""Each role that may be asked for, and the roles of the graph that it covers."""


@dataclass(frozen=True)
class Condition:
    """A field (a facet, `role`, `agency_lead`) holds one of `values`, or none."""

    field: str
    values: tuple[str, ...]
    is_negated: bool = False


def agent_field(kind: str, role: str = "") -> str:
    """Return the field of the agencies or officials in `role`; without one, in any role.

    >>> agent_field("agency", "lead"), agent_field("official")
    ('agency_lead', 'official')
    """
    return f"{kind}_{role}" if role else kind


def kinds_of_role(role: str) -> tuple[str, ...]:
    """Return who has a role: officials, or agencies and with them their business lines.

    >>> kinds_of_role("supervising"), kinds_of_role("main")
    (('official',), ('agency', 'line'))
    """
    return ("official",) if ROLES[ROLE_GROUPS[role][0]].is_personal else ("agency", "line")


TOGETHER = "of"
"""The one field of the engine that holds most others: each field of its own costs every entry."""

NUMBER = "number"
"""The field with the number of an entry, by which `columns` knows it."""

OWN = ("iri", "part", "key", "sound", "leader", "year")
"""Fields that the engine must know by themselves, to look up by patterns or to order by."""


TEXTS = ("words", "name_words", "pairs")
"""Fields of what is cut out of the texts of an entry."""


def path_of(name: str) -> str:
    """Return what the engine calls a field.

    >>> path_of("theme"), path_of("year")
    ('of.theme', 'year')
    """
    return name if name in (*OWN, *TEXTS) else f"{TOGETHER}.{name}"
