"""What rows of the registers refer to: keys that must stand in another register."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from loader.registers.registers import Registers


def references_of(registers: Registers) -> Iterator[tuple[str, str, str, Collection[str]]]:
    """Yield register, row, key and the keys there are, for each key that a row names."""
    agencies = {row.key for row in registers.agencies}
    groups = {row.key for row in registers.groups}
    places = {row.key for row in registers.places}
    bodies = {f"agency:{key}" for key in agencies} | {f"group:{key}" for key in groups}
    agency_types = {row.slug for row in registers.agency_types}
    place_types = {row.slug for row in registers.place_types}
    lines = {row.slug for row in registers.business_lines}
    for form in registers.national_forms:
        yield "national_forms", form.form, form.agency, agencies
    for surface in registers.surfaces:
        yield "surfaces", surface.as_written, surface.agent, bodies
    policies = registers.policies.by_key
    for programme in registers.known.programmes:
        yield "programmes", programme.slug, programme.policy, policies
    for agency in registers.agencies:
        yield "agencies", agency.slug, agency.parent, agencies
        yield "agencies", agency.slug, agency.type, agency_types
        yield "agencies", agency.slug, agency.line, lines
        yield "agencies", agency.slug, agency.administers, places
    for group in registers.groups:
        for key in (*group.members.split("|"), *group.possible_members.split("|")):
            yield "groups", group.slug, key, agencies
    for official in registers.officials:
        yield "officials", official.name, official.organization, agencies
    for place in registers.places:
        yield "places", place.name_zh, place.type, place_types
        yield "places", place.name_zh, place.parent, places
    indicators = {row.slug for row in registers.indicators}
    for outcome in registers.outcomes:
        yield "outcomes", outcome.indicator or outcome.item, outcome.indicator, indicators
        yield "outcomes", outcome.indicator or outcome.item, outcome.source_issuer, agencies
    for reference in registers.references:
        yield "references", reference.surface, reference.issuer, agencies
