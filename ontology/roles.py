"""The roles of an assignment, by the names that questions, results and registers use."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

from ontology.terms import ZT


@dataclass(frozen=True)
class Role:
    """A role: its term, and the shortcut from a work item to those who have it.

    `is_personal`: officials have it, not bodies or groups.
    """

    iri: NamedNode
    shortcut: NamedNode
    is_personal: bool = False


ROLES = {
    "supervising": Role(ZT.role_supervising, ZT.supervisedBy, is_personal=True),
    "inCharge": Role(ZT.role_inCharge, ZT.officialInCharge, is_personal=True),
    "lead": Role(ZT.role_lead, ZT.leadAgency),
    "responsible": Role(ZT.role_responsible, ZT.responsibleAgency),
    "supporting": Role(ZT.role_supporting, ZT.supportingAgency),
    "guiding": Role(ZT.role_guiding, ZT.guidingAgency),
}
"""All roles, in the order in which a row prints them."""
