"""The first step: what a row of corrections.csv says that a surface means.

A meaning is the key of a registered body (agency:320585/nongwei), or a name. A name is looked up as
if it were printed; one that nothing knows is the name of a body of its own.
"""

from __future__ import annotations

from dataclasses import replace

from loader.bodies.name_steps import own_named, patterned
from loader.bodies.register_steps import nationwide, registered
from loader.bodies.resolution import Found, NamingContext, Resolution
from loader.bodies.rule_steps import compounded, expanded, governing, outside_years
from loader.entities import Agent
from loader.registers.short_endings import ENDINGS
from ontology import ids
from ontology.values import fold_width


def corrected(context: NamingContext, surface: str, _prefix: str) -> Found:
    """Return the body that a row of corrections.csv gives for `surface`."""
    for place in (context.territory.code, ""):
        row = context.registers.corrections.get((place, "unit", fold_width(surface)))
        agent = _meant(context, row.meaning) if row else None
        if row and agent:
            text = f"corrections.csv: {row.reason} ({row.by}, {row.date})"
            return Resolution(replace(agent, confidence=row.certainty), "correction", text)
    return None


def _meant(context: NamingContext, meaning: str) -> Agent | None:
    """Return the body that a correction means: by its key, or by a name."""
    if ":" in meaning:
        wanted = ids.agent(meaning)
        return next((agent for agent in context.known.values() if agent.iri == wanted), None)
    for step in (registered, nationwide, expanded, governing, patterned, outside_years, compounded):
        found = step(context, meaning, "")
        if found:
            return found.agent
    return _named(context, meaning)


def _named(context: NamingContext, name: str) -> Agent:
    """Return a body of the document's place called `name`, with the type that its ending tells."""
    ending = next((one for one in ENDINGS.values() if name.endswith(one.full)), None)
    return own_named(context, name, context.territory.own, ending.type if ending else "")
