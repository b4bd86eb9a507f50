"""The rows of the other registers: the columns that are read. Those left out are for people."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from loader.registers.forms import (
    BODIES,
    MEANINGS,
    Code,
    Confidence,
    Filled,
    Form,
    Part,
    PlaceSlug,
    Role,
    Slug,
    Weight,
    Year,
    one_of,
)
from ontology.marks import unmarked


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
    place `within` or everywhere; `between` says what two places do together: 沪苏合作; with a
    `number` the documents of the province `code` begin: 湘政发〔2019〕1号.
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
    meaning: Annotated[
        str, one_of("", *MEANINGS, "supervising", "annual", "approval", "beside", *BODIES)
    ]


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
        if title := re.fullmatch("《(.+)》", surface):
            return cls(code, "", surface, "document", "", title[1], "", "")
        return cls(code, "", surface, "meeting", "", unmarked(surface), "", "")


@dataclass(frozen=True)
class ThemeTermRow:
    theme: Slug
    scope: Annotated[str, one_of("heading", "not", "text")]
    term: Filled
    weight: Weight
