"""Steps that look a surface up in the registers: the division's own, the country's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from loader.bodies.resolution import OUTSIDE, Found, NamingContext, Resolution, registered_agent
from loader.entities import Agent
from loader.registers.national import nearest
from ontology.values import fold_width


def registered(context: NamingContext, surface: str, prefix: str) -> Found:
    """Return what the register of the division has for the surface."""
    for name, found in _known(context, surface, prefix):
        year = context.territory.year
        if found.body is None or year is None or year <= found.body.until:
            return Resolution(found, "register", f"surfaces.csv or agencies.csv: {name}")
    return None


def registered_before(context: NamingContext, surface: str, prefix: str) -> Found:
    """Return what the register has for the surface though the body stood before."""
    for name, found in _known(context, surface, prefix):
        text = f"surfaces.csv or agencies.csv: {name}, outside of its years"
        return Resolution(replace(found, confidence=OUTSIDE), "register before", text)
    return None


def _known(context: NamingContext, surface: str, prefix: str) -> Iterator[tuple[str, Agent]]:
    """Yield what the register has for a surface, with the name that it has it under.

    Without the word for a level only bodies of the place itself are meant: 市国家保密局 is no
    national body.
    """
    for name in (surface, prefix + surface):
        if found := context.known.get(fold_width(name)):
            yield name, found
    bare = _without_level(surface)
    found = context.known.get(fold_width(bare))
    if found and (found.body is None or found.body.place == context.territory.code):
        yield bare, found


def nationwide(context: NamingContext, surface: str, prefix: str) -> Found:
    """Return the national body that `surface` means: anywhere, or in a national document."""
    readings = list(context.territory.readings(surface, prefix))
    at_home = [reading for reading in readings if reading.seat.level == "national"]
    names = [(surface, "any"), *((reading.rest, "national") for reading in at_home)]
    for name, scope in names:
        rows = context.registers.national.bodies(name, scope)
        if rows:
            row, sure = nearest(rows, context.territory.year)
            others = tuple(other.name_zh for other in rows if other is not row)
            agent = registered_agent(row, row.confidence if sure else OUTSIDE)
            text = f"agencies.csv: {row.key}{'' if sure else ', outside of its years'}"
            return Resolution(agent, "national", text, alternatives=others)
    return None


def _without_level(surface: str) -> str:
    """Return `surface` without the level before it: 发改委 for 市发改委."""
    return surface[1:] if len(surface) > 3 and surface[0] in "省市区县州" else surface
