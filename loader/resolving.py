"""Who is meant: the steps from a surface to a body, each with its rule, in one table.

Similarity never identifies a body; it only suggests names, in the report.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from loader.body_rules import BodyRule
from loader.division_names import level_of
from loader.entities import Agent, Body
from loader.governments import READERS
from loader.national import NationalRegister, nearest
from loader.register_rows import AgencyRow
from loader.registers import Registers
from loader.rule_bodies import named_agent, official_name, rule_agent, spelt
from loader.seats import LEVELS, Reading, Seat, Territory
from ontology import ids
from ontology.values import fold_width

_OUTSIDE = "0.6"
"""Confidence of a body that is named outside of the years in which it stood."""

_BRANCH = re.compile(r"^(?P<head>.+?局)(?P<at>[^局]{1,6})分局$")
_CLEAN = re.compile(r"^[\u4e00-\u9fff（）()“”\"]{3,24}$")
_GENERIC = re.compile(r"^直属|各|有关|相关|主管|等|及其|以及|其他|所在|部门|单位|级")


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
class Resolver:
    """Resolves the surfaces of one document: its registers, its place and its year."""

    registers: Registers
    territory: Territory
    known: dict[str, Agent] = field(default_factory=dict)
    """Agents by folded surface: what the register of the division knows."""

    def resolve(self, surface: str, prefix: str = "") -> Resolution:
        """Return who `surface` is; unresolved, with suggestions, if no step knows it.

        `prefix` is what its list said before it once for all: 省 in 省教育厅、科技厅.
        """
        steps: list[Step] = []
        for name, step in STEPS.items():
            found = step(self, surface, prefix)
            if found:
                outcome = f"{found.agent.name} <{found.agent.iri.value}>"
                steps.append(Step(name, f"{outcome}: {found.row}" if found.row else outcome))
                return replace(found, steps=tuple(steps))
            steps.append(Step(name, "nothing"))
        return Resolution(self.unresolved(prefix + surface), "unresolved", steps=tuple(steps))

    def unresolved(self, surface: str) -> Agent:
        name = surface.translate(_FULL_WIDTH)
        iri = ids.agency(self.territory.code, ids.unresolved(name))
        return Agent(iri, name, "agency", "unresolved", "0")

    def suggestions(self, surface: str) -> list[str]:
        """Return names of the registers that look like `surface`: for people, never a result."""
        names = [fold_width(name) for name in self.known] + self.national.names
        return difflib.get_close_matches(fold_width(surface), names, n=3, cutoff=0.6)

    @cached_property
    def national(self) -> NationalRegister:
        return self.registers.national

    # Steps, in the order of STEPS.

    def corrected(self, surface: str, prefix: str) -> Found:
        """Return the body that a row of corrections.csv gives for `surface`."""
        for place in (self.territory.code, ""):
            row = self.registers.corrections.get((place, "unit", fold_width(surface)))
            if row is None:
                continue
            by_iri = {agent.iri: agent for agent in self.known.values()}
            named = ":" in row.meaning
            agent = by_iri.get(ids.agent(row.meaning)) if named else None
            agent = agent or (None if named else self.resolve(row.meaning).agent)
            if agent:
                text = f"corrections.csv: {row.reason} ({row.by}, {row.date})"
                return Resolution(replace(agent, confidence=row.certainty), "correction", text)
        return None

    def registered(self, surface: str, prefix: str) -> Found:
        """Return what the register of the division has for the surface."""
        for name in (surface, prefix + surface, _without_level(surface)):
            found = self.known.get(fold_width(name))
            if found and (found.body is None or self.territory.year <= found.body.until):
                return Resolution(found, "register", f"surfaces.csv or agencies.csv: {name}")
        return None

    def registered_before(self, surface: str, prefix: str) -> Found:
        """Return what the register has for the surface though the body stood before."""
        for name in (surface, prefix + surface, _without_level(surface)):
            found = self.known.get(fold_width(name))
            if found:
                text = f"surfaces.csv or agencies.csv: {name}, outside of its years"
                return Resolution(replace(found, confidence=_OUTSIDE), "register before", text)
        return None

    def nationwide(self, surface: str, prefix: str) -> Found:
        """Return the national body that `surface` means: anywhere, or in a national document."""
        readings = list(self.territory.readings(surface, prefix))
        at_home = [reading for reading in readings if reading.seat.level == "national"]
        names = [(surface, "any"), *((reading.rest, "national") for reading in at_home)]
        for name, scope in names:
            rows = self.national.bodies(name, scope)
            if rows:
                row, sure = nearest(rows, self.territory.year)
                others = tuple(other.name_zh for other in rows if other is not row)
                agent = registered_agent(row, row.confidence if sure else _OUTSIDE)
                text = f"agencies.csv: {row.key}{'' if sure else ', outside of its years'}"
                return Resolution(agent, "national", text, alternatives=others)
        return None

    def expanded(self, surface: str, prefix: str) -> Found:
        """Return the local body that a rule makes of `surface`, in its years."""
        return self._by_rule(surface, prefix, lambda rule: not rule.years_from(self.territory.year))

    def outside_years(self, surface: str, prefix: str) -> Found:
        """Return the local body that a rule makes though it stood in other years."""
        found = self._by_rule(surface, prefix, lambda _: True)
        if found is None:
            return None
        agent = replace(found.agent, confidence=_OUTSIDE)
        return replace(found, agent=agent, rule="expansion outside its years")

    def _by_rule(self, surface: str, prefix: str, fits: Callable[[BodyRule], bool]) -> Found:
        rulebook, year = self.registers.rulebook, self.territory.year
        for reading in self._local(surface, prefix):
            rules = [r for r in rulebook.rules(reading.rest, reading.seat.level) if fits(r)]
            if rules:
                rule = min(rules, key=lambda r: (r.years_from(year), not r.levels, -r.since))
                others = tuple(
                    official_name(r, reading.seat, None) for r in rules if r.name != rule.name
                )
                found = self._made(rule, reading, "expansion")
                return replace(found, alternatives=others)
        return None

    def patterned(self, surface: str, prefix: str) -> Found:
        """Return the body whose name holds its place inside: 人行忻州中心支行."""
        text = fold_width(surface)
        for pattern, form in self._patterns:
            match = pattern.match(text)
            seat = self._seat_in(match) if match else None
            rules = self.registers.rulebook.rules(form, seat.level) if seat else []
            if seat and rules:
                spelt_out = [rule for rule in rules if rule.name in surface]
                rule, _ = nearest(spelt_out or rules, self.territory.year)
                return self._made(rule, Reading(seat, form, "the place inside"), "pattern")
        for pattern, rule in self.registers.rulebook.whole_patterns:
            match = pattern.match(text)
            seat = self._seat_in(match) if match else None
            if seat and rule.is_of(seat.level):
                return self._made(rule, Reading(seat, surface, "the full name"), "pattern")
        return None

    def _seat_in(self, match: re.Match[str]) -> Seat | None:
        groups = match.groupdict()
        if level := groups.get("level"):
            return self.territory.of_letter(level)
        name = groups.get("place") or ""
        if not name or _GENERIC.search(name):
            return None
        return self.territory.inside(name)

    @cached_property
    def _patterns(self) -> list[tuple[re.Pattern[str], str]]:
        """Patterns with their forms, those with more words of their own first."""
        rows = sorted(self.registers.name_patterns, key=lambda row: -len(row.pattern))
        return [(_regex(row.pattern), row.form) for row in rows]

    def governing(self, surface: str, prefix: str) -> Found:
        """Return the government, committee, town, zone or village that `surface` names."""
        for rule, read in READERS.items():
            for reading in self._local(surface, prefix):
                agent = read(reading, self.territory)
                if agent:
                    return Resolution(self._registered_twin(agent), rule, reading.by)
        return None

    def branched(self, surface: str, prefix: str) -> Found:
        """Return a branch that a department keeps elsewhere: 市生态环境局桃源分局, 区国土分局."""
        match = _BRANCH.match(surface)
        if match:
            head = self.resolve(match["head"]).agent
            if head.body and head.resolution != "unresolved":
                return self._branch(head, match["at"])
        for reading in self._local(surface, prefix):
            if not reading.rest.endswith("分局"):
                continue
            stem = reading.rest.removesuffix("分局")
            for start in range(min(len(stem) - 1, 7)):
                rules = self.registers.rulebook.rules(stem[start:] + "局", "")
                if rules:
                    rule, _ = nearest(rules, self.territory.year)
                    named = stem[:start] if start > 1 else ""
                    at = named or reading.seat.short
                    return self._branch(rule_agent(rule, self._above(reading.seat)), at)
        return None

    def _above(self, seat: Seat) -> Seat:
        """Return what a county lies in; a branch in it belongs to that city's department."""
        chain = self.territory.chain
        if seat.level == "county" and seat in chain[:-1] and chain[chain.index(seat) + 1].name:
            above = chain[chain.index(seat) + 1]
            return above if above.level != "national" else seat
        return seat

    def _branch(self, head: Agent, at: str) -> Resolution:
        name = f"{head.name}{at}分局" if at else f"{head.name.removesuffix('局')}分局"
        body = replace(
            head.body or Body(),
            name_en=f"{spelt(at)} Branch of {head.body.name_en if head.body else head.name}",
            type="dispatched-office",
            parent=head.iri.value,
            confidence="0.8",
        )
        iri = ids.agency_part(head.iri, f"fenju-{ids.hash10(at)}")
        confidence = min(head.confidence, "0.8", key=float)
        agent = Agent(iri, name, "agency", "rule", confidence, body)
        return Resolution(agent, "branch", f"a branch of {head.name}")

    def compounded(self, surface: str, prefix: str) -> Found:
        """Return the body whose name joins words for functions: 教科局."""
        for reading in self._local(surface, prefix):
            rule = self.registers.rulebook.compound(reading.rest)
            if rule and (reading.seat.name or not prefix):
                return self._made(rule, reading, "compound")
        return None

    def as_printed(self, surface: str, prefix: str) -> Found:
        """Return a body under its own name as printed, by what the name ends with: 中心医院."""
        if not _CLEAN.match(surface) or _GENERIC.search(surface):
            return None
        for row in sorted(self.registers.body_endings, key=lambda row: -len(row.ending)):
            if surface.endswith(row.ending) and len(surface) > len(row.ending):
                seat, name = self._printed_name(surface, prefix, row.type)
                slug = f"named-{ids.hash10(name)}"
                rule = BodyRule(slug, "", name, "", "", row.type, row.line, "0.6")
                agent = named_agent(slug, name, spelt(name), seat, rule)
                text = f"body_endings.csv: {row.ending}"
                return Resolution(self._registered_twin(agent), "as printed", text)
        return None

    def _printed_name(self, surface: str, prefix: str, type_: str) -> tuple[Seat, str]:
        own = self.territory.own
        for reading in list(self.territory.readings(surface, prefix))[1:]:
            if reading.by.endswith("before it") and len(reading.rest) > 1:
                return reading.seat, reading.seat.name + reading.rest
        return own, surface if "enterprise" in type_ or own.level == "national" else (
            own.name + surface
        )

    def _local(self, surface: str, prefix: str) -> Iterator[Reading]:
        """Yield the readings of a surface as a local body."""
        for reading in self.territory.readings(surface, prefix):
            if reading.seat.level != "national" and reading.rest:
                yield reading

    def _made(self, rule: BodyRule, reading: Reading, name: str) -> Resolution:
        chain = self.territory.chain
        seat = reading.seat
        at = chain.index(seat) if seat in chain else -1
        parent = chain[at + 1] if 0 <= at < len(chain) - 1 else None
        agent = self._registered_twin(rule_agent(rule, seat, parent))
        return Resolution(agent, name, f"{rule.row}; {reading.by}")

    def _registered_twin(self, agent: Agent) -> Agent:
        """Return the registered body that has the name or identifier of one made by a rule."""
        for row in self._agencies_by_name.get(fold_width(agent.name), ()):
            return registered_agent(row, min(row.confidence, agent.confidence, key=float))
        row = self._agencies_by_iri.get(agent.iri.value)
        if row:
            return registered_agent(row, min(row.confidence, agent.confidence, key=float))
        return agent

    @cached_property
    def _agencies_by_name(self) -> dict[str, list[AgencyRow]]:
        return {fold_width(row.name_zh): [row] for row in self.registers.agencies}

    @cached_property
    def _agencies_by_iri(self) -> dict[str, AgencyRow]:
        return {ids.agency(row.code, row.slug).value: row for row in self.registers.agencies}


_FULL_WIDTH = str.maketrans("(),;:", "（），；：")

STEPS: dict[str, Callable[[Resolver, str, str], Found]] = {
    "correction": Resolver.corrected,
    "register of the division": Resolver.registered,
    "general register": Resolver.nationwide,
    "expansion rules": Resolver.expanded,
    "government, town, zone, village": Resolver.governing,
    "names with their place inside": Resolver.patterned,
    "branches": Resolver.branched,
    "compound names": Resolver.compounded,
    "register of the division, earlier": Resolver.registered_before,
    "expansion rules outside of their years": Resolver.outside_years,
    "proper names as printed": Resolver.as_printed,
}


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


def _without_level(surface: str) -> str:
    """Return `surface` without the level before it: 发改委 for 市发改委."""
    return surface[1:] if len(surface) > 3 and surface[0] in "省市区县州" else surface


def _regex(pattern: str) -> re.Pattern[str]:
    """Return the regular expression of a row of name_patterns.csv."""
    text = re.escape(fold_width(pattern))
    text = text.replace(r"\{place\}", "(?P<place>.{2,10}?)").replace(r"\{province\}", ".{2,3}?")
    text = text.replace(r"\{level\}", "(?P<level>自治区|[省市县区州盟旗])")
    return re.compile(f"^{text}$")
