"""From a rule and a place to the body itself: its identifier, its names, its type and line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loader.bodies.seats import LEVELS, Seat
from loader.entities import Agent, Body
from loader.registers.body_rules import BodyRule
from ontology import ids


def rule_agent(rule: BodyRule, seat: Seat, parent: Seat | None = None) -> Agent:
    """Return the body that `rule` makes in the place `seat`; `parent` is what it lies in."""
    name = official_name(rule, seat, parent)
    english = " ".join(word for word in (spelt(seat.short or seat.name), rule.name_en) if word)
    return named_agent(rule.slug, name, english, seat, rule)


def named_agent(slug: str, name: str, english: str, seat: Seat, rule: BodyRule) -> Agent:
    """Return a body of the place `seat` under a name of its own."""
    own = rule.forms if slug == rule.slug else ()
    forms = own if seat.key else (*_placeless(name, seat), *own)
    iri = ids.agency(seat.code, f"{seat.mark}-{slug}" if seat.mark else slug)
    confidence = min(rule.confidence, seat.confidence, key=float)
    level = LEVELS.get(seat.level, "")
    body = Body(
        english,
        rule.type,
        rule.line,
        level,
        seat.key,
        rule.stem,
        confidence=confidence,
        forms=forms,
    )
    return Agent(iri, name, "agency", "rule", confidence, body)


def _placeless(name: str, seat: Seat) -> Iterator[str]:
    """Yield a name without its place, which nobody could tell apart: no register has it."""
    stem = name.removeprefix(seat.name)
    if stem not in ("", name):
        yield stem


def official_name(rule: BodyRule, seat: Seat, parent: Seat | None) -> str:
    """Return the full name of a body: its pattern with the names of its place."""
    above = parent.name if parent else ""
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
