"""Reforms of public bodies: who took over from whom, when and by which document.

National changes are facts of the register. Those of a place are mostly inferred from a reform of
all places: they are made only for bodies that documents name, say that they are inferred, and stand
in the enrichment graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import NamedNode

from loader.bodies.resolution import registered_agent
from loader.bodies.rule_bodies import rule_agent
from loader.bodies.seats import Seat, seat_of
from loader.entities import Agent
from loader.registers.body_rows import AgencyChangeRow
from loader.registers.body_rules import BodyRule
from loader.registers.registers import Registers
from loader.triples.agencies import Triple, rule_triples
from ontology import ids
from ontology.standards import DCTERMS, ORG, RDF, SKOS
from ontology.terms import ZT
from ontology.values import boolean, date, decimal, label

MET = "met"
"""What the register says of a change that is inferred only where two years of a place show it."""

_KINDS = {
    "renamed": ZT.renamed,
    "merged": ZT.merged,
    "split": ZT.split,
    "transferred": ZT.transferred,
    "abolished": ZT.abolished,
}


@dataclass(frozen=True)
class Change:
    """A change of bodies in one place; `slug` ends its identifier."""

    slug: str
    row: AgencyChangeRow
    originals: tuple[Agent, ...]
    results: tuple[Agent, ...]

    @property
    def inferred(self) -> bool:
        return self.row.inferred != "no"


def known_changes(registers: Registers) -> Iterator[Change]:
    """Yield the changes whose bodies the register names, of the country and of single places."""
    for row in registers.agency_changes:
        if row.code:
            yield Change(row.slug, row, *_sides(row, registers))


def _sides(
    row: AgencyChangeRow, registers: Registers
) -> tuple[tuple[Agent, ...], tuple[Agent, ...]]:
    def agents(slugs: str) -> tuple[Agent, ...]:
        return tuple(body_of(row.code, slug, registers) for slug in slugs.split("|") if slug)

    return agents(row.original), agents(row.resulting)


def body_of(code: str, slug: str, registers: Registers) -> Agent:
    """Return the body `slug` of the division `code`: of the register, else as a rule makes it.

    Raises RegisterError for a slug that neither has.
    """
    row = registers.agency(f"{code}/{slug}")
    if row:
        return registered_agent(row, row.confidence)
    division = registers.divisions.by_code(code, _LATEST)
    seat = seat_of(division, registers.divisions) if division else Seat(code, "", "", "")
    return rule_agent(registers.rulebook.of_slug(slug), seat, registers)


_LATEST = 2025


def local_changes(agents: Iterable[Agent], registers: Registers) -> Iterator[Change]:
    """Yield the changes that a reform of all places made of the bodies `agents`.

    Only bodies that a rule made, of places that are known, have such changes. Where the register
    tells what became of a body, nothing is inferred of it.
    """
    made: set[str] = set()
    told = _told(registers)
    for agent in agents:
        seat = _seat(agent, registers)
        for row in registers.agency_changes if seat and agent.body else ():
            slug = f"{row.slug}-{seat.code}" if seat else ""
            if row.code or row.inferred == MET or slug in made or not seat:
                continue
            if seat.level not in row.levels.split("|"):
                continue
            change = _instance(slug, row, agent, seat, registers)
            if change and not any(one.iri in told for one in change.originals):
                made.add(slug)
                yield change


@lru_cache(maxsize=2)
def _told(registers: Registers) -> frozenset[NamedNode]:
    """Return the bodies of which the register itself tells what became."""
    return frozenset(agent.iri for one in known_changes(registers) for agent in one.originals)


def met_changes(
    before: Iterable[str], after: Iterable[str], registers: Registers
) -> Iterator[Change]:
    """Yield the changes that two years of a place show; bodies are named by code and slug.

    A body of the year before that is not named any more went into one that is, where the register
    says that it may have: 430725/linyeju into 430725/ziranziyuanheguihuaju.
    """
    gone, there = set(before) - set(after), set(after)
    for row in (row for row in registers.agency_changes if row.inferred == MET):
        for old in sorted(gone):
            code, _, slug = old.partition("/")
            results = row.resulting.split("|")
            new = sorted(key for key in there if _is_of(key, code, results, registers))
            if new and registers.rulebook.stem_of(slug) in row.original.split("|"):
                bodies = (body_of(code, key.partition("/")[2], registers) for key in new[:1])
                yield Change(
                    f"{row.slug}-{code}", row, (body_of(code, slug, registers),), tuple(bodies)
                )


def _is_of(key: str, code: str, stems: Sequence[str], registers: Registers) -> bool:
    place, _, slug = key.partition("/")
    return place == code and registers.rulebook.stem_of(slug) in stems


def _seat(agent: Agent, registers: Registers) -> Seat | None:
    body = agent.body
    if agent.resolution != "rule" or body is None or not body.place or not body.stem:
        return None
    division = registers.divisions.by_code(body.place, _LATEST)
    return seat_of(division, registers.divisions) if division else None


def _instance(
    slug: str, row: AgencyChangeRow, agent: Agent, seat: Seat, registers: Registers
) -> Change | None:
    """Return the change `row` in the place `seat` if `agent` is on one of its sides.

    Where the successor's name differs by place, it is the one that was met, else the one that the
    place is known to use, else the first.
    """
    stem = agent.body.stem if agent.body else ""
    originals, results = row.original.split("|"), row.resulting.split("|")
    if stem in originals:
        return Change(slug, row, (agent,), (_successor(results, row, seat, registers),))
    if stem in results and _came_about(stem, row, registers):
        before = tuple(_counterpart(one, seat, registers) for one in originals)
        return Change(slug, row, before, (agent,))
    return None


def _successor(
    stems: Sequence[str], row: AgencyChangeRow, seat: Seat, registers: Registers
) -> Agent:
    """Return the body that came of a change, by the name of the place if one is known."""
    year = int(row.date[:4]) + 1
    rule = registers.rulebook.in_place(stems, seat.level, seat.code, year)
    if rule is None:
        return _counterpart(stems[0], seat, registers)
    return rule_agent(rule, seat, registers)


def _came_about(stem: str, row: AgencyChangeRow, registers: Registers) -> bool:
    """Tell whether the bodies of `stem` began with the change, give or take three years.

    Those that were there before, and took something over, have no predecessor inferred.
    """
    year = int(row.date[:4])
    return any(abs(rule.since - year) <= 3 for rule in registers.rulebook.of_stem(stem))


def _counterpart(stem: str, seat: Seat, registers: Registers) -> Agent:
    """Return the body of the rule row `stem` in the place `seat`, with the usual ending."""
    rules = [rule for rule in registers.rulebook.of_stem(stem) if rule.is_of(seat.level)]
    return rule_agent(_usual(rules, seat), seat, registers)


def _usual(rules: list[BodyRule], seat: Seat) -> BodyRule:
    province = [rule for rule in rules if rule.name.endswith("厅")]
    return province[0] if seat.level == "province" and province else rules[0]


def change_triples(change: Change) -> Iterator[Triple]:
    """Yield a change with its bodies; those that a rule made are described."""
    yield from event_triples(change)
    for agent in (*change.originals, *change.results):
        if agent.resolution == "rule" and agent.body:
            yield from rule_triples(agent, agent.body)


def event_triples(change: Change) -> Iterator[Triple]:
    """Yield a change and what it led from and to, without saying more of the bodies."""
    event, row = ids.event(change.slug), change.row
    yield event, RDF.type, ORG.ChangeEvent
    yield event, ZT.changeKind, _KINDS[row.kind]
    yield event, DCTERMS.date, date(row.date)
    yield event, DCTERMS.source, label(row.source)
    yield event, ZT.confidence, decimal(row.confidence)
    yield event, ZT.inferredChange, boolean(value=change.inferred)
    if row.note:
        yield event, SKOS.note, label(row.note, "en")
    yield from _links(event, change)


def _links(event: NamedNode, change: Change) -> Iterator[Triple]:
    for agent in change.originals:
        yield event, ORG.originalOrganization, agent.iri
        yield agent.iri, ORG.changedBy, event
        for result in change.results:
            yield agent.iri, ZT.successor, result.iri
    for agent in change.results:
        yield event, ORG.resultingOrganization, agent.iri
        yield agent.iri, ORG.resultedFrom, event
