"""The rows of the registers of bodies, collectives and officials: the columns that are read."""

from __future__ import annotations

from dataclasses import dataclass

from loader.registers.forms import (
    Agent,
    Code,
    Confidence,
    Extent,
    Filled,
    Keyed,
    Provinces,
    Slug,
    Year,
)


@dataclass(frozen=True)
class AgencyRow(Keyed):
    name_zh: Filled
    name_en: Filled
    type: Slug
    parent: str
    administers: str
    line: str
    since: str
    until: str
    confidence: Confidence

    def years_from(self, year: int | None) -> int:
        """Return how many years lie between `year` and the years of the body; 0 within them."""
        since, until = int(self.since or 0), int(self.until or 9999)
        return max(since - year, year - until, 0) if year is not None else 0


@dataclass(frozen=True)
class LineRow:
    """A line of work (业务条线) that bodies of all levels share."""

    slug: str
    label_zh: str
    label_en: str


@dataclass(frozen=True)
class NationalFormRow:
    """A short form of a national body (`agency` is its key).

    `scope`: `any`, or `national` for a form that means the local body in a local document.
    """

    form: str
    agency: str
    scope: str
    confidence: str


@dataclass(frozen=True)
class LocalBodyRow:
    """How a local body is called in full; see `loader.registers.body_rules`.

    With `endings`, `name` and `forms` (apart by bars) go before each of them; a form that begins
    with = is whole. `since` and `until` are years, both included; empty `levels` are all. `within`
    are the provinces or cities, codes apart by bars, in which the forms mean this body; empty for
    all.
    """

    slug: str
    name: str
    name_en: str
    forms: str
    endings: str
    levels: str
    within: Provinces
    since: str
    until: str
    pattern: str
    type: str
    line: str
    confidence: str


@dataclass(frozen=True)
class PlaceFormRow:
    """What short forms mean in some provinces and cities: 园林绿化局 is 园林和绿化管理局 in Suzhou.

    `forms` are apart by bars, `name` is the full name without its place, which a row of
    local_bodies.csv or function_words.csv must give; the rest is as in `LocalBodyRow`.
    """

    within: Provinces
    name: Filled
    forms: Filled
    levels: str
    since: str
    until: str


@dataclass(frozen=True)
class ZoneFormRow:
    """A short name of a zone and its full one, in a division, or as the end of any zone's name."""

    within: Provinces
    form: Filled
    name: Filled


@dataclass(frozen=True)
class FunctionWordRow:
    """A word for a function in names of bodies, and what it is short for."""

    word: str
    meaning: str
    slug: str
    line: str
    name_en: str


@dataclass(frozen=True)
class AgencyChangeRow:
    """A reform: of the bodies of `code` by their slugs, or without a code of all places of `levels`
    by rows of local_bodies.csv; `original` and `resulting` are apart by bars.
    """

    slug: str
    date: str
    levels: str
    code: str
    original: str
    resulting: str
    kind: str
    inferred: str
    source: str
    confidence: str
    note: str


@dataclass(frozen=True)
class BodyEndingRow:
    """What the proper name of a body ends with, and its type: 医院 is a public institution."""

    ending: str
    type: str
    line: str


@dataclass(frozen=True)
class NamePatternRow:
    """A short form with its place inside, and the form it stands for in that place."""

    pattern: str
    form: str


@dataclass(frozen=True)
class GroupRow(Keyed):
    """A collective; `members` and `possible_members` are keys of agencies, apart by bars."""

    label_zh: Filled
    label_en: Filled
    extent: Extent
    members: str
    possible_members: str
    confidence: Confidence


@dataclass(frozen=True)
class SurfaceRow:
    """How a body is written in a document of the division `code`; `agent` is `kind:key`."""

    as_written: Filled
    code: Code
    agent: Agent
    confidence: Confidence


@dataclass(frozen=True)
class OfficialRow:
    code: Code
    slug: Slug
    name: Filled
    name_en: Filled
    post_zh: Filled
    period: Year
    organization: str
    confidence: Confidence
    evidence: Filled
