"""The rows of the registers: the columns that are read. The others are for people."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class _Keyed:
    """A row whose `key` ends the IRI of what it describes."""

    code: str
    slug: str

    @property
    def key(self) -> str:
        return f"{self.code}/{self.slug}"


@dataclass(frozen=True)
class AgencyRow(_Keyed):
    name_zh: str
    name_en: str
    type: str
    parent: str
    administers: str
    line: str
    since: str
    until: str
    confidence: str

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
    with = is whole. `since` and `until` are years, both included; empty `levels` are all.
    """

    slug: str
    name: str
    name_en: str
    forms: str
    endings: str
    levels: str
    since: str
    until: str
    pattern: str
    type: str
    line: str
    confidence: str


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

    label_zh: str
    label_en: str
    extent: str
    members: str
    possible_members: str
    confidence: str


@dataclass(frozen=True)
class SurfaceRow:
    """How a body is written in a document of the division `code`; `agent` is `kind:key`."""

    as_written: str
    code: str
    agent: str
    confidence: str


@dataclass(frozen=True)
class OfficialRow:
    code: str
    slug: str
    name: str
    name_en: str
    post_zh: str
    period: str
    organization: str
    confidence: str
    evidence: str


@dataclass(frozen=True)
class PlaceRow:
    code: str
    slug: str
    name_zh: str
    name_en: str
    type: str
    parent: str
    notation: str
    confidence: str

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
    place `within` or everywhere.
    """

    word: str
    kind: str
    code: str
    within: str


@dataclass(frozen=True)
class TypeRow:
    slug: str
    label_zh: str
    label_en: str


@dataclass(frozen=True)
class ColumnRow:
    """A header word and the field it stands for; `{year}` in the word matches four digits."""

    header: str
    field: str


@dataclass(frozen=True)
class ItemKindRow:
    label: str
    kind: str


@dataclass(frozen=True)
class RoleWordRow:
    """A word that gives units a role: 牵头 is lead."""

    word: str
    role: str


@dataclass(frozen=True)
class UnitEndingRow:
    """What the names of bodies end with."""

    ending: str


@dataclass(frozen=True)
class CorrectionRow:
    """What is read otherwise than printed; `field` is category, heading or unit.

    `document` is a document's number, or for units a division code; empty is everywhere.
    `meaning` is words, for units `agency:key`, `group:key` or the name of a body.
    """

    document: str
    field: str
    as_written: str
    meaning: str
    reason: str
    certainty: str
    by: str
    date: str


@dataclass(frozen=True)
class ReferenceRow:
    """What a letter says it is based on: a meeting (`slug`) or a document (`issuer`)."""

    code: str
    year: str
    surface: str
    kind: str
    slug: str
    title_zh: str
    title_en: str
    issuer: str

    @classmethod
    def of_unknown(cls, code: str, surface: str) -> ReferenceRow:
        """Return the row for a surface that the register lacks: its words are its title."""
        kind = "document" if surface.startswith("《") else "meeting"
        return cls(code, "", surface, kind, "", surface.strip("《》"), "", "")


@dataclass(frozen=True)
class ThemeTermRow:
    theme: str
    scope: str
    term: str
    weight: str
