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

_MEANINGS = ("unit", "leader", "person", "text", "deadline", "title")

Filled = Annotated[str, Form(r"(?s).*\S.*", "some words")]
Confidence = Annotated[str, Form(r"0|1|0\.\d*[1-9]", "a decimal from 0 to 1, such as 0.95")]
Weight = Annotated[str, Form(r"[01]\.\d", "a decimal with one place, such as 0.6")]
Code = Annotated[str, Form(r"\d{6}(?:\d{3})?", "a division code of 6 or 9 digits")]
Slug = Annotated[str, Form(r"[a-z0-9]+(?:-[a-z0-9]+)*", "lower-case letters, digits, hyphens")]
PlaceSlug = Annotated[str, Form(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", "a slug, or nothing")]
Year = Annotated[str, Form(r"\d{4}", "a year of four digits")]
Extent = Annotated[str, one_of("all", "relevant", "open")]
Role = Annotated[str, one_of(*_BODIES)]
Part = Annotated[str, one_of(*_PARTS, "remark", "supervising", "in_charge", *_BODIES)]
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
    confidence: Confidence


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
class TypeRow:
    slug: Slug
    label_zh: Filled
    label_en: Filled


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
    meaning: Annotated[str, one_of("", *_MEANINGS, "supervising", "annual", *_BODIES)]


@dataclass(frozen=True)
class ItemKindRow:
    label: Filled
    kind: Annotated[str, one_of("indicator")]


@dataclass(frozen=True)
class RoleWordRow:
    """A word that gives units a role: 牵头 is lead."""

    word: Filled
    role: Role


@dataclass(frozen=True)
class UnitEndingRow:
    """What the names of bodies end with."""

    ending: Filled


@dataclass(frozen=True)
class CorrectionRow:
    document: Filled
    field: Annotated[str, one_of("category", "heading")]
    as_written: Filled
    meant: Filled
    why: Filled


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
