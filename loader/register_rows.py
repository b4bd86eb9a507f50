"""The rows of the registers: the columns that are read. The others are for people.

The type of a column says which values it may have; `Registers` checks each against it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Annotated, get_type_hints

from ontology.roles import ROLES


@dataclass(frozen=True)
class Form:
    """What a value looks like, as a pattern and in words for who wrote another."""

    pattern: str
    words: str

    def fits(self, value: str) -> bool:
        return re.fullmatch(self.pattern, value) is not None


def one_of(*values: str) -> Form:
    """Return the form of a value that is one of a list.

    >>> one_of("all", "open").fits("some"), one_of("all", "open").words
    (False, 'one of all, open')
    """
    return Form("|".join(map(re.escape, values)), f"one of {', '.join(values)}")


_BODIES = [name for name, role in ROLES.items() if not role.is_personal]
_PARTS = ("category", "heading", "number", "title", "text", "annual_task", "indicator", "deadline")

_MEANINGS = ("unit", "leader", "person", "text", "deadline", "title", "project", "remark")

Filled = Annotated[str, Form(r"(?s).*\S.*", "some words")]
Confidence = Annotated[str, Form(r"0|1|0\.\d*[1-9]", "a decimal from 0 to 1, such as 0.95")]
Weight = Annotated[str, Form(r"[01]\.\d", "a decimal with one place, such as 0.6")]
Code = Annotated[str, Form(r"\d{6}(?:\d{3})?", "a division code of 6 or 9 digits")]
Provinces = Annotated[
    str, Form(r"|\d{6}(?:\|\d{6})*", "codes of provinces or cities apart by bars, or nothing")
]
Slug = Annotated[str, Form(r"[a-z0-9]+(?:-[a-z0-9]+)*", "lower-case letters, digits, hyphens")]
PlaceSlug = Annotated[str, Form(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", "a slug, or nothing")]
Year = Annotated[str, Form(r"\d{4}", "a year of four digits")]
Extent = Annotated[str, one_of("all", "relevant", "open")]
Role = Annotated[str, one_of(*_BODIES)]
Part = Annotated[
    str, one_of(*_PARTS, "remark", "outcome", "record", "supervising", "in_charge", *_BODIES)
]
Agent = Annotated[str, Form(r"(?:agency|group):\S+", "agency: or group: and a key")]


@cache
def forms_of(row: type) -> dict[str, Form]:
    """Return the form of each column of a kind of row that has one.

    >>> forms_of(RoleWordRow)["role"].words
    'one of lead, responsible, supporting, guiding'
    """
    hints = get_type_hints(row, include_extras=True)
    return {
        column: form
        for column, hint in hints.items()
        for form in getattr(hint, "__metadata__", ())
        if isinstance(form, Form)
    }


@dataclass(frozen=True)
class _Keyed:
    """A row whose `key` ends the IRI of what it describes."""

    code: Code
    slug: Slug

    @property
    def key(self) -> str:
        return f"{self.code}/{self.slug}"


@dataclass(frozen=True)
class AgencyRow(_Keyed):
    name_zh: Filled
    name_en: Filled
    type: Slug
    parent: str
    administers: str
    line: str
    since: str
    until: str
    confidence: Confidence

    def years_from(self, year: int) -> int:
        """Return how many years lie between `year` and the years of the body; 0 within them."""
        return max(int(self.since or 0) - year, year - int(self.until or 9999), 0)


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
    """How a local body is called in full; see `loader.body_rules`.

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
class GroupRow(_Keyed):
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


@dataclass(frozen=True)
class PlaceRow:
    code: Code
    slug: PlaceSlug
    name_zh: Filled
    name_en: Filled
    type: Slug
    parent: str
    notation: str
    confidence: Confidence

    @property
    def key(self) -> str:
        return f"{self.code}/{self.slug}" if self.slug else self.code


@dataclass(frozen=True)
class DivisionRow:
    """A division under one name; the years are those in which it stood, both included.

    An empty year is before all editions, or not over.
    """

    code: str
    name: str
    parent: str
    first_year: str
    last_year: str
    certainty: str


@dataclass(frozen=True)
class ChangeRow:
    """Years of a division, kept by hand with their source, that editions leave open.

    An empty year leaves that of the editions; `open` is before, or after, all editions.
    """

    code: str
    name: str
    first_year: str
    last_year: str
    certainty: str


@dataclass(frozen=True)
class EditionRow:
    """An edition of the division code that the register of divisions was built from."""

    date: str
    source: str


@dataclass(frozen=True)
class PlaceWordRow:
    """A word that tells names of places in text from other words.

    `common` is a word that a short name is, or that an abbreviation begins; `thing` makes of a name
    before it something else; an `abbreviation` stands for the place `code`, in documents of the
    place `within` or everywhere; `between` says what two places do together: 沪苏合作.
    """

    word: str
    kind: str
    code: str
    within: str


@dataclass(frozen=True)
class TypeRow:
    slug: Slug
    label_zh: Filled
    label_en: Filled


@dataclass(frozen=True)
class IndicatorRow:
    """A quantity that documents measure; `synonyms` are apart by bars, `unit` is the usual one.

    `better` is what is striven for, where that is beyond doubt.
    """

    slug: Slug
    label_zh: Filled
    label_en: Filled
    synonyms: str
    definition: Filled
    unit: Filled
    better: Annotated[str, one_of("", "more", "less")]


@dataclass(frozen=True)
class IndicatorWordRow:
    """A word in names of indicators: the `same` as its `meaning`, or one that a measure carries
    `before` or `after` the name of the quantity."""

    word: Filled
    kind: Annotated[str, one_of("same", "before", "after")]
    meaning: str


@dataclass(frozen=True)
class OutcomeRow:
    """What was reached in `year` in the place `code`: of an indicator, or of a work item.

    `indicator` is a slug, `item` the path of an item's IRI after `/id/`; a fall is negative.
    """

    code: Code
    year: Year
    indicator: PlaceSlug
    item: Annotated[str, Form(r"(?:(?:task|project)/\S+)?", "task/ or project/ and a key")]
    measure: Annotated[str, one_of("count", "level", "share", "growthRate", "change")]
    value: Annotated[str, Form(r"-?\d+(?:\.\d+)?", "a number")]
    unit: Filled
    source_title: Filled
    source_issuer: Filled
    source_date: Annotated[str, Form(r"(?:\d{4}(?:-\d\d){0,2})?", "a date, or nothing")]
    confidence: Confidence
    evidence: Filled


@dataclass(frozen=True)
class ColumnRow:
    """A header word and the field it stands for; `{year}` in the word matches four digits."""

    header: Filled
    field: Part


@dataclass(frozen=True)
class HeaderPartRow:
    """A part of header words. A head says what a column holds, a modifier in which role, and a
    filler, which has no meaning, nothing."""

    part: Filled
    kind: Annotated[str, one_of("head", "modifier", "filler")]
    meaning: Annotated[str, one_of("", *_MEANINGS, "supervising", "annual", "approval", *_BODIES)]


@dataclass(frozen=True)
class ItemKindRow:
    label: Filled
    kind: Annotated[str, one_of("indicator")]


@dataclass(frozen=True)
class RoleWordRow:
    """A word that gives units a role: 牵头 is lead.

    One of the scope `bracket` does so where a bracket says nothing else; in a sentence it may have
    an object: 推进改革.
    """

    word: Filled
    role: Role
    scope: Annotated[str, one_of("any", "bracket")]


@dataclass(frozen=True)
class SearchWordRow:
    """Who searches for `word` also means `other`; with direction `both` the other way too."""

    word: Filled
    other: Filled
    direction: Annotated[str, one_of("both", "forward")]
    weight: Weight


@dataclass(frozen=True)
class UnitEndingRow:
    """What the names of bodies end with."""

    ending: Filled


@dataclass(frozen=True)
class CorrectionRow:
    """What is read otherwise than printed; `field` is category, heading or unit.

    `document` is a document's number, or for units a division code; empty is everywhere.
    `meaning` is words, for units `agency:key`, `group:key` or the name of a body.
    """

    document: str
    field: Annotated[str, one_of("category", "heading", "unit")]
    as_written: Filled
    meaning: Filled
    reason: Filled
    certainty: Confidence
    by: Filled
    date: Filled


@dataclass(frozen=True)
class ReferenceRow:
    """What a letter says it is based on: a meeting (`slug`) or a document (`issuer`)."""

    code: Code
    year: Year
    surface: Filled
    kind: Annotated[str, one_of("document", "meeting")]
    slug: str
    title_zh: Filled
    title_en: Filled
    issuer: str

    @classmethod
    def of_unknown(cls, code: str, surface: str) -> ReferenceRow:
        """Return the row for a surface that the register lacks: its words are its title."""
        kind = "document" if surface.startswith("《") else "meeting"
        return cls(code, "", surface, kind, "", surface.strip("《》"), "", "")


@dataclass(frozen=True)
class ThemeTermRow:
    theme: Slug
    scope: Annotated[str, one_of("heading", "not", "text")]
    term: Filled
    weight: Weight
