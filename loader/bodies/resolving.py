"""Who is meant: the steps from a surface to a body, each with its rule, in one table.

Similarity never identifies a body; it only suggests names, in the report.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extract

from loader.bodies.correction_steps import corrected
from loader.bodies.name_steps import as_printed, branched, patterned
from loader.bodies.register_steps import nationwide, registered, registered_before
from loader.bodies.resolution import Found, NamingContext, Resolution, Step
from loader.bodies.rule_steps import compounded, expanded, governing, outside_years
from loader.entities import Agent
from ontology import ids, keys
from ontology.values import WIDE_MARKS, fold_width

_BRACKETED = re.compile(r"^(?P<first>[^（(]{2,})[（(][^（）()]{2,}[）)]$")


def resolve(surface: str, prefix: str, context: NamingContext) -> Resolution:
    """Return who `surface` is; unresolved if no step knows it.

    `prefix` is what its list said before it once for all: 省 in 省教育厅、科技厅.
    """
    steps: list[Step] = []
    for name, step in STEPS.items():
        found = step(context, surface, prefix)
        if found:
            outcome = f"{found.agent.name} <{found.agent.iri.value}>"
            steps.append(Step(name, f"{outcome}: {found.row}" if found.row else outcome))
            agent = replace(found.agent, rule=found.rule)
            return replace(found, agent=agent, steps=tuple(steps))
        steps.append(Step(name, "nothing"))
    agent = _unresolved(prefix + surface, context.territory.code)
    return Resolution(agent, "unresolved", steps=tuple(steps))


def first_of_two(context: NamingContext, surface: str, prefix: str) -> Found:
    """Return the body whose second name stands in brackets: 科委（外国专家局）."""
    match = _BRACKETED.match(surface)
    found = resolve(match["first"], prefix, context) if match else None
    if match is None or found is None or found.rule == "unresolved":
        return None
    agent = replace(found.agent, confidence=min(found.agent.confidence, "0.85", key=float))
    return replace(found, agent=agent, row=f"{found.row}; without the second name in brackets")


def _unresolved(surface: str, code: str) -> Agent:
    name = surface.translate(WIDE_MARKS)
    iri = ids.agency(code, keys.unresolved(name))
    return Agent(iri, name, "agency", "unresolved", "0", rule="unresolved")


def similar_names(surface: str, context: NamingContext) -> list[str]:
    """Return names that look like `surface`, of the country's bodies and those of the same place.

    They are for people, never a result.
    """
    own = context.territory.code
    near = (name for name, agent in context.known.items() if agent.body and agent.body.place == own)
    names = dict.fromkeys((*near, *context.registers.national.names))
    found = extract(fold_width(surface), list(names), scorer=ratio, limit=3, score_cutoff=60)
    return [name for name, _, _ in found]


STEPS: dict[str, Callable[[NamingContext, str, str], Found]] = {
    "correction": corrected,
    "register of the division": registered,
    "general register": nationwide,
    "expansion rules": expanded,
    "government, town, zone, village": governing,
    "names with their place inside": patterned,
    "branches": branched,
    "register of the division, earlier": registered_before,
    "expansion rules outside of their years": outside_years,
    "compound names": compounded,
    "second name in brackets": first_of_two,
    "proper names as printed": as_printed,
}
"""What is tried, in this order; the first that finds a body is right."""
