"""What values of registers look like: the types of columns, checked as they are read."""

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


BODIES = [name for name, role in ROLES.items() if not role.is_personal]
PARTS = ("category", "heading", "number", "title", "text", "annual_task", "indicator", "deadline")

MEANINGS = ("unit", "leader", "person", "text", "deadline", "title", "project", "remark")

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
Role = Annotated[str, one_of(*BODIES)]
Part = Annotated[
    str,
    one_of(*PARTS, "remark", "proposer", "outcome", "record", "supervising", "in_charge", *BODIES),
]
Agent = Annotated[str, Form(r"(?:agency|group):\S+", "agency: or group: and a key")]


@cache
def forms_of(row: type) -> dict[str, Form]:
    """Return the form of each column of a kind of row that has one.

    >>> forms_of(Keyed)["slug"].words
    'lower-case letters, digits, hyphens'
    """
    hints = get_type_hints(row, include_extras=True)
    return {
        column: form
        for column, hint in hints.items()
        for form in getattr(hint, "__metadata__", ())
        if isinstance(form, Form)
    }


@dataclass(frozen=True)
class Keyed:
    """A row whose `key` ends the IRI of what it describes."""

    code: Code
    slug: Slug

    @property
    def key(self) -> str:
        return f"{self.code}/{self.slug}"
