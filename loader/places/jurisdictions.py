"""Whose document it is: the place that governs, with its level and what it lies in.

The evidence is asked in order: who issued the document by its title, who signs, the heading, the
number of a national body, the places that the title names, the name of the file, who put it on a
page, the addressees, what its number begins with. The first that names a place decides, and what
is found later only chooses between places of one name. Where nothing decides, the place stays
unknown and the report says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from loader.places.evidence import Evidence, Traces, find_evidence
from loader.registers.divisions import Division, Divisions
from loader.registers.registers import Registers
from ontology import keys
from ontology.values import fold_space

__all__ = ["Jurisdiction", "Traces", "find_jurisdiction", "jurisdiction_of_code"]


@dataclass(frozen=True)
class Jurisdiction:
    """The place that a document or body belongs to.

    `code` is its key in identifiers: a division code; `code-slug` for a zone or town of the
    register of places that has none; `code-hash` for one that no table lists; `000000-hash` if the
    place is not known. `chain` is the place and what it lies in, up to the country; empty if it is
    not known. `rule` says by what it was known, `doubts` what a reader of the report has to know.
    """

    code: str
    chain: tuple[Division, ...] = ()
    rule: str = "unknown"
    confidence: str = "0"
    doubts: tuple[str, ...] = field(default=(), compare=False)

    @property
    def known(self) -> bool:
        return not self.code.startswith(keys.NO_DIVISION)

    @property
    def level(self) -> str:
        """Return national, province, prefecture, county, zone, township or unknown."""
        return self.chain[0].level if self.chain else "unknown"

    @property
    def name(self) -> str:
        return self.chain[0].name if self.chain else ""

    @property
    def names(self) -> tuple[str, ...]:
        """Return the full name of the place and its shorter ones."""
        return self.chain[0].names if self.chain else ()

    @property
    def parents(self) -> tuple[Division, ...]:
        """Return what the place lies in, the nearest first, up to the country."""
        return self.chain[1:]


def jurisdiction_of_code(code: str, year: int | None, registers: Registers) -> Jurisdiction:
    """Return the jurisdiction whose key is `code`, as of `year`."""
    divisions = registers.divisions
    division = divisions.by_code(code, year)
    if division:
        return Jurisdiction(code, divisions.chain(division, year), "code", "1")
    return Jurisdiction(code)


def find_jurisdiction(traces: Traces, registers: Registers) -> Jurisdiction:
    """Return whose document left `traces`; unknown if they do not tell or leave a choice."""
    divisions = registers.divisions
    evidence = [found for found in find_evidence(traces, registers) if found.places]
    unknown = keys.unknown_division(
        traces.issuer or traces.signature or traces.title or traces.file_name
    )
    if not evidence:
        return Jurisdiction(unknown)
    places = _choose(evidence, traces, divisions)
    first = evidence[0]
    if len(places) != 1:
        names = "、".join(_path(place, divisions, traces.year) for place in places)
        doubt = f"'{first.words}' can be {names}; name what it lies in, or add it to places.csv"
        return Jurisdiction(unknown, doubts=(doubt,))
    (place,) = places
    doubts = (*_conflicts(place, evidence, divisions, traces), *_doubts(place, divisions, traces))
    chain = divisions.chain(place, traces.year)
    key = place.code.replace("/", "-")
    return Jurisdiction(key, chain, first.rule, first.confidence, tuple(doubts))


def _choose(
    evidence: Sequence[Evidence], traces: Traces, divisions: Divisions
) -> tuple[Division, ...]:
    """Return the places of the first evidence that agree with the others, as far as they can."""
    places = evidence[0].places
    for other in evidence[1:]:
        agreeing = [place for place in places if _agrees(place, other.places, divisions, traces)]
        places = tuple(agreeing) or places
    if len(places) > 1:
        head = fold_space(traces.title + traces.addressees + traces.signature + traces.text)
        named = [place for place in places if _parent_name(place, divisions, traces.year) in head]
        places = tuple(named) or places
    return places


def _agrees(
    place: Division, others: Sequence[Division], divisions: Divisions, traces: Traces
) -> bool:
    return any(
        divisions.lies_in(place, other.code, traces.year)
        or divisions.lies_in(other, place.code, traces.year)
        for other in others
    )


def _parent_name(place: Division, divisions: Divisions, year: int | None) -> str:
    parent = divisions.by_code(place.parent, year)
    return parent.name if parent else "\0"


def _conflicts(
    place: Division, evidence: Sequence[Evidence], divisions: Divisions, traces: Traces
) -> Iterator[str]:
    for other in evidence[1:]:
        if other.places and not _agrees(place, other.places, divisions, traces):
            names = "、".join(_path(found, divisions, traces.year) for found in other.places[:3])
            yield (
                f"{evidence[0].rule} says {place.name}, {other.rule} '{other.words[:40]}' "
                f"says {names}; the first is taken"
            )


def _doubts(place: Division, divisions: Divisions, traces: Traces) -> Iterator[str]:
    if traces.year is None:
        return
    if traces.year not in divisions.known:
        first, last = divisions.known[0], divisions.known[-1]
        yield f"divisions are known for {first} to {last}; {traces.year} has the nearest edition"
    elif not place.stood_in(traces.year):
        until = f"until {place.last}" if place.last < traces.year else f"from {place.first}"
        yield f"{place.name} ({place.code}) stood {until}; the document is of {traces.year}"


def _path(place: Division, divisions: Divisions, year: int | None) -> str:
    above = [division.name for division in divisions.chain(place, year)[:-1]]
    return "".join(reversed(above)) or place.name
