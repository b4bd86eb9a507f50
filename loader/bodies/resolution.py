"""What a resolution is: the body that a surface means, with the steps that led to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from loader.bodies.seats import LEVELS, Reading, Territory
from loader.entities import Agent, Body
from loader.registers.body_rows import AgencyRow
from loader.registers.division_names import level_of
from loader.registers.registers import Registers
from ontology import ids
from ontology.values import fold_width

OUTSIDE = "0.6"
"""Confidence of a body that is named outside of the years in which it stood."""


@dataclass(frozen=True)
class Step:
    """One step of a resolution: what was tried, and what it gave."""

    rule: str
    outcome: str


@dataclass(frozen=True)
class Resolution:
    """The body that a surface means, the rule that gave it, its register row and all steps.

    `alternatives` are other bodies that the same words can mean.
    """

    agent: Agent
    rule: str
    row: str = ""
    steps: tuple[Step, ...] = ()
    alternatives: tuple[str, ...] = ()


Found = Resolution | None


@dataclass(frozen=True)
class NamingContext:
    """What the surfaces of one document are resolved with: its registers, its place and its year.

    `known` are agents by folded surface: what the register of the division knows.
    """

    registers: Registers
    territory: Territory
    known: dict[str, Agent] = field(default_factory=dict)

    def local(self, surface: str, prefix: str) -> Iterator[Reading]:
        """Yield the readings of a surface as a local body."""
        for reading in self.territory.readings(surface, prefix):
            if reading.seat.level != "national" and reading.rest:
                yield reading

    def registered_twin(self, agent: Agent) -> Agent:
        """Return the registered body that has the name or identifier of one made by a rule."""
        return registered_twin(agent, self.registers)


def registered_twin(agent: Agent, registers: Registers) -> Agent:
    """Return the registered body that has the name or identifier of one made by a rule.

    Whatever a rule makes goes through here, so that a body is described by one source alone.
    """
    by_name, by_iri = _agencies(registers)
    row = by_name.get(fold_width(agent.name)) or by_iri.get(agent.iri.value)
    if row is None:
        return agent
    return registered_agent(row, min(row.confidence, agent.confidence, key=float))


@lru_cache(maxsize=2)
def _agencies(registers: Registers) -> tuple[dict[str, AgencyRow], dict[str, AgencyRow]]:
    """Return the registered bodies by folded name and by identifier, made once for all."""
    by_name = {fold_width(row.name_zh): row for row in registers.agencies}
    by_iri = {ids.agency(row.code, row.slug).value: row for row in registers.agencies}
    return by_name, by_iri


@lru_cache(maxsize=2)
def registered_agents(registers: Registers) -> tuple[tuple[Agent, str, str], ...]:
    """Return bodies and groups, each with its folded name and the division of a group, "" if none.

    They are made once for all documents.
    """
    bodies = [(registered_agent(row, row.confidence), "") for row in registers.agencies]
    groups = [
        (Agent(ids.group(g.code, g.slug), g.label_zh, "group", "register", g.confidence), g.code)
        for g in registers.groups
    ]
    agents = {agent.iri: (agent, code) for agent, code in (*bodies, *groups)}
    return tuple((agent, fold_width(agent.name), code) for agent, code in agents.values())


def registered_agent(row: AgencyRow, confidence: str) -> Agent:
    """Return the body of a row of agencies.csv."""
    body = Body(
        row.name_en,
        row.type,
        row.line,
        level_of_agency(row),
        row.code,
        until=int(row.until or 9999),
        confidence=row.confidence,
    )
    return Agent(
        ids.agency(row.code, row.slug), row.name_zh, "agency", "register", confidence, body
    )


def level_of_agency(row: AgencyRow) -> str:
    """Return the level of a body: that of its place, of towns and zones their own."""
    if row.type in ("town-government", "subdistrict-office"):
        return LEVELS["township"]
    zone = row.type == "development-zone-committee"
    return LEVELS["zone" if zone else level_of(row.code)]
