"""Steps for names that hold a place inside, for branches, and for proper names as printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from loader.bodies.register_steps import registered
from loader.bodies.resolution import Found, NamingContext, Resolution
from loader.bodies.rule_bodies import named_agent, rule_agent, spelt
from loader.bodies.rule_steps import compounded, expanded, made
from loader.bodies.seats import Reading, Seat
from loader.entities import Agent, Body
from loader.registers.body_rules import BodyRule
from loader.registers.national import nearest
from ontology import ids, keys
from ontology.marks import unmarked
from ontology.values import fold_width

_BRANCH = re.compile(r"^(?P<head>.+?局)(?P<at>[^局]{1,6})分局$")
_CLEAN = re.compile(r"^[\u4e00-\u9fff（）()“”\"]{3,24}$")
_OWN_NAMES = ("enterprise", "financial-institution", "social-organization")
"""Types of bodies whose names need no place before them."""

_GENERIC = re.compile(r"^直属|^地方|各|有关|相关|主管|等|及其|以及|其他|所在|部门|单位|级")


def patterned(context: NamingContext, surface: str, _prefix: str) -> Found:
    """Return the body whose name holds its place inside: 人行忻州中心支行."""
    text = fold_width(surface)
    for pattern, form in context.registers.rulebook.inner_patterns:
        match = pattern.match(text)
        seat = _seat_in(context, match) if match else None
        rules = context.registers.rulebook.rules(form, seat.level, seat.code) if seat else []
        if seat and rules:
            spelt_out = [rule for rule in rules if rule.name in surface]
            rule, _ = nearest(spelt_out or rules, context.territory.year)
            return made(context, rule, Reading(seat, form, "the place inside"), "pattern")
    for pattern, rule in context.registers.rulebook.whole_patterns:
        match = pattern.match(text)
        seat = _seat_in(context, match) if match else None
        if seat and "{committee}" in rule.pattern and not _is_place(context, seat.name):
            continue
        if seat and rule.is_of(seat.level):
            return made(context, rule, Reading(seat, surface, "the full name"), "pattern")
    return None


def _is_place(context: NamingContext, name: str) -> bool:
    """Tell whether a name is that of a place: known, or as those of places end."""
    return context.territory.named(name) is not None or _PLACE_END.search(name) is not None


_NO_PLACE = re.compile("中心(?:支行)?|[支分]行|中支|出入境|国家|部队|财政")
"""What stands where a place may: 人行中支, 国家税务局."""

_PLACE_END = re.compile("[省市县区州盟旗镇乡]$|街道$|地区$")


def _seat_in(context: NamingContext, match: re.Match[str]) -> Seat | None:
    groups = match.groupdict()
    if level := groups.get("level"):
        return context.territory.of_letter(level)
    name = groups.get("place") or ""
    if not name or _GENERIC.search(name) or _NO_PLACE.fullmatch(name):
        return None
    is_level = name[0] in "省市县区州" and context.territory.named(name) is None
    return None if is_level else context.territory.inside(name)


def branched(context: NamingContext, surface: str, prefix: str) -> Found:
    """Return a branch that a department keeps elsewhere: 市生态环境局桃源分局, 区国土分局."""
    match = _BRANCH.match(surface)
    if match:
        head = _department(context, match["head"], prefix)
        if head:
            return _branch(head, match["at"])
    rulebook = context.registers.rulebook
    for reading in context.local(surface, prefix):
        if rulebook.rules(reading.rest, reading.seat.level, reading.seat.code):
            return None
        if reading.rest.endswith("分局"):
            stem = reading.rest.removesuffix("分局")
            found = _of_stem(context, stem, reading.seat)
            if found:
                return found
    return None


def _of_stem(context: NamingContext, stem: str, seat: Seat) -> Found:
    """Return the branch that `stem` names: 国土, with its place before it or after it, 公安雁塔."""
    year = context.territory.year
    for at, words in _cut(stem, seat, context):
        rules = context.registers.rulebook.rules(words + "局", "")
        if rules:
            rule, _ = nearest(rules, year)
            return _branch(rule_agent(rule, _above(context, seat), context.registers), at)
    return None


def _cut(stem: str, seat: Seat, context: NamingContext) -> Iterator[tuple[str, str]]:
    """Yield place and department in the stem of a branch's name, the whole stem first."""
    yield seat.short, stem
    for cut in range(1, min(len(stem) - 1, 7)):
        yield (stem[:cut] if cut > 1 else seat.short), stem[cut:]
        if stem[cut:] == seat.short or context.territory.named(stem[cut:]):
            yield stem[cut:], stem[:cut]


def _department(context: NamingContext, words: str, prefix: str) -> Agent | None:
    """Return the department that `words` name: of a register, or by a rule."""
    for step in (registered, expanded, compounded):
        found = step(context, words, prefix)
        if found and found.agent.body:
            return found.agent
    return None


def _above(context: NamingContext, seat: Seat) -> Seat:
    """Return what a county lies in; a branch in it belongs to that city's department."""
    chain = context.territory.chain
    if seat.level == "county" and seat in chain[:-1] and chain[chain.index(seat) + 1].name:
        above = chain[chain.index(seat) + 1]
        return above if above.level != "national" else seat
    return seat


def _branch(head: Agent, at: str) -> Resolution:
    at = unmarked(at)
    name = f"{head.name}{at}分局" if at else f"{head.name.removesuffix('局')}分局"
    body = replace(
        head.body or Body(),
        name_en=f"{spelt(at)} Branch of {head.body.name_en if head.body else head.name}",
        type="dispatched-office",
        parent=head,
        confidence="0.8",
    )
    iri = ids.agency_part(head.iri, f"fenju-{keys.hash10(at)}")
    confidence = min(head.confidence, "0.8", key=float)
    agent = Agent(iri, name, "agency", "rule", confidence, body)
    return Resolution(agent, "branch", f"a branch of {head.name}")


def as_printed(context: NamingContext, surface: str, prefix: str) -> Found:
    """Return a body under its own name as printed, by what the name ends with: 中心医院."""
    if not _CLEAN.match(surface) or _GENERIC.search(surface):
        return None
    for row in sorted(context.registers.body_endings, key=lambda row: -len(row.ending)):
        if surface.endswith(row.ending) and len(surface) > len(row.ending):
            seat, name = _printed_name(context, surface, prefix, row.type)
            agent = own_named(context, name, seat, row.type, row.line)
            text = f"body_endings.csv: {row.ending}"
            return Resolution(agent, "as printed", text)
    return None


def own_named(
    context: NamingContext, name: str, seat: Seat, type_: str = "", line: str = ""
) -> Agent:
    """Return the body that is called `name` and nothing else, the registered one if there is one.

    Documents print its name with other marks, or none.
    """
    once = unmarked(name)
    slug = f"named-{keys.hash10(once)}"
    rule = BodyRule(slug, "", once, "", "", type_, line, "0.6")
    agent = named_agent(slug, once, spelt(once), seat, rule)
    twin = context.registered_twin(replace(agent, name=name))
    return agent if twin.resolution == "rule" else twin


def _printed_name(
    context: NamingContext, surface: str, prefix: str, type_: str
) -> tuple[Seat, str]:
    own = context.territory.own
    for reading in list(context.territory.readings(surface, prefix))[1:]:
        if reading.by.endswith("before it") and len(reading.rest) > 1:
            short = surface.startswith(reading.seat.short) and reading.seat.short
            whole = short and not surface.startswith(reading.seat.name)
            return reading.seat, surface if whole else reading.seat.name + reading.rest
    own_name = type_ in _OWN_NAMES or own.level == "national"
    return own, surface if own_name else own.name + surface
