"""Steps that expand a surface by rules: short names, governments and zones, compound names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from loader.bodies.governments import READERS
from loader.bodies.hierarchy import placed
from loader.bodies.resolution import OUTSIDE, Found, NamingContext, Resolution
from loader.bodies.rule_bodies import official_name, rule_agent
from loader.bodies.seats import Reading
from loader.registers.body_rules import BodyRule
from loader.registers.rulebook import Rulebook


def expanded(context: NamingContext, surface: str, prefix: str) -> Found:
    """Return the local body that a rule makes of `surface`, in its years.

    Where the year is not known and it tells which body is meant, none is sure.
    """
    year = context.territory.year
    found = _by_rule(context, surface, prefix, lambda rule: not rule.years_from(year))
    if found and found.alternatives and year is None:
        return replace(found, agent=replace(found.agent, confidence=OUTSIDE))
    return found


def outside_years(context: NamingContext, surface: str, prefix: str) -> Found:
    """Return the local body that a rule makes though it stood in other years."""
    found = _by_rule(context, surface, prefix, lambda _: True)
    if found is None:
        return None
    agent = replace(found.agent, confidence=OUTSIDE)
    return replace(found, agent=agent, rule="expansion outside its years")


def _by_rule(
    context: NamingContext, surface: str, prefix: str, fits: Callable[[BodyRule], bool]
) -> Found:
    rulebook, year = context.registers.rulebook, context.territory.year
    for reading in context.local(surface, prefix):
        seat = reading.seat
        rules = [rule for rule in _named(reading, rulebook) if fits(rule)]
        if rules:
            rule = min(rules, key=lambda r: _distance(r, year))
            others = tuple(official_name(r, seat) for r in rules if r.name != rule.name)
            found = made(context, rule, reading, "expansion")
            return replace(found, alternatives=others)
    return None


def _named(reading: Reading, rulebook: Rulebook) -> list[BodyRule]:
    """Return the rules for what follows the place: as it stands, else without 政府 or 委 before it
    for bodies of the government or of the Party committee: 市政府国资委, 市委编办.
    """
    seat, words = reading.seat, reading.rest
    found = rulebook.rules(words, seat.level, seat.code)
    for organ, types in () if found else _ORGANS.items():
        bare = words.removeprefix(organ)
        if bare != words and len(bare) > 1:
            named = rulebook.rules(bare, seat.level, seat.code)
            found = found or [rule for rule in named if rule.type.startswith(types)]
    return found


_ORGANS = {
    "人民政府": ("government", "public"),
    "政府": ("government", "public"),
    "党委": ("party",),
    "委": ("party",),
}
"""What may stand before a body's name, with how the types of the bodies that it can own begin."""


def _distance(rule: BodyRule, year: int | None) -> tuple[int, int, bool, int]:
    """Return how far a rule is from a body of `year`: one of a city is nearer than of a province,
    that nearer than one of all places.
    """
    return rule.years_from(year), -rule.reach, not rule.levels, -rule.since


def governing(context: NamingContext, surface: str, prefix: str) -> Found:
    """Return the government, committee, town, zone or village that `surface` names."""
    readings = list(context.local(surface, prefix))
    own_letter = context.territory.own.letter
    for rule, read in READERS.items():
        open_ended = rule in ("town", "zone", "village")
        for reading in sorted(readings, key=lambda r: not (open_ended and _is_own(r, own_letter))):
            agent = read(reading, context.territory)
            if agent:
                agent = placed(context.registered_twin(agent), reading.seat, context)
                return Resolution(agent, rule, reading.by)
    return None


def _is_own(reading: Reading, letter: str) -> bool:
    """Tell whether the word for the document's own level was taken off: 县 in 县城关镇."""
    return bool(letter) and reading.by == f"{letter} before it"


def compounded(context: NamingContext, surface: str, prefix: str) -> Found:
    """Return the body whose name joins words for functions: 教科局."""
    for reading in context.local(surface, prefix):
        rule = context.registers.rulebook.compound(reading.rest)
        if rule and (reading.seat.name or not prefix):
            return made(context, rule, reading, "compound")
    return None


def made(context: NamingContext, rule: BodyRule, reading: Reading, name: str) -> Resolution:
    agent = rule_agent(rule, reading.seat, context.registers)
    return Resolution(placed(agent, reading.seat, context), name, f"{rule.row}; {reading.by}")
