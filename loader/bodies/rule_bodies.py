"""From a rule and a place to the body itself: its identifier, its names, its type and line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loader.bodies.resolution import registered_twin
from loader.bodies.seats import LEVELS, Seat
from loader.entities import Agent, Body
from loader.registers.body_rules import BodyRule
from loader.registers.registers import Registers
from ontology import ids


def rule_agent(rule: BodyRule, seat: Seat, registers: Registers) -> Agent:
    """Return the body that `rule` makes in the place `seat`, as the register has it if it does.

    What is said of it is the same in every document, whichever name of it was met, and whether the
    document is of the place itself or of another.
    """
    rule = registers.rulebook.settled(rule, seat.level, seat.code)
    name = official_name(rule, seat, _above(seat, registers))
    english = " ".join(word for word in (spelt(seat.short or seat.name), rule.name_en) if word)
    return registered_twin(named_agent(rule.slug, name, english, seat, rule), registers)


def _above(seat: Seat, registers: Registers) -> str:
    """Return the name of what a place lies in, below the country; "" where that is not known."""
    divisions = registers.divisions
    place = divisions.by_code(seat.code, None) if seat.key else None
    chain = divisions.chain(place, None) if place else ()
    return chain[1].name if len(chain) > 2 else ""


def named_agent(slug: str, name: str, english: str, seat: Seat, rule: BodyRule) -> Agent:
    """Return a body of the place `seat` under a name of its own."""
    own = rule.forms if slug == rule.slug else ()
    forms = own if seat.key else (*_placeless(name, seat), *own)
    iri = ids.agency(seat.key or seat.code, f"{seat.mark}-{slug}" if seat.mark else slug)
    confidence = min(rule.confidence, seat.confidence, key=float)
    certainty = min(rule.certainty or rule.confidence, seat.confidence, key=float)
    level = LEVELS.get(seat.level, "")
    body = Body(
        english,
        rule.type,
        rule.line,
        level,
        seat.key,
        rule.stem,
        confidence=certainty,
        forms=forms,
    )
    return Agent(iri, name, "agency", "rule", confidence, body)


def _placeless(name: str, seat: Seat) -> Iterator[str]:
    """Yield a name without its place, which nobody could tell apart: no register has it."""
    stem = name.removeprefix(seat.name)
    if stem not in ("", name):
        yield stem


def official_name(rule: BodyRule, seat: Seat, above: str = "") -> str:
    """Return the full name of a body: its pattern with the names of its place, and of what that
    lies in.
    """
    committee = f"{seat.name}委员会" if seat.name.endswith("自治区") else f"{seat.name}委"
    values = {
        "place": seat.name,
        "bare": seat.short or seat.name,
        "parent": above or seat.name,
        "committee": f"中共{committee}",
        "letter": seat.letter.removeprefix("自治") or "市",
    }
    filled = rule.pattern.replace("{name}", rule.name)
    return re.sub(r"\{(\w+)\}", lambda slot: values[slot[1]], filled)


def spelt(chinese: str) -> str:
    """Return a Chinese name in Pinyin as one word: a label for those who read no Chinese.

    >>> spelt("佛山"), spelt("")
    ('Foshan', '')
    """
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(chinese)).capitalize()
