"""The rows of the registers of names: see `loader.registers.forms`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pyoxigraph import NamedNode

from loader.registers.forms import Code, Confidence, Filled, Form, Slug, one_of
from ontology import ids


@dataclass(frozen=True)
class CountryRow:
    """A foreign country by its ISO 3166-1 code; `short` is its character in 对德, 德资."""

    code: Annotated[str, Form(r"[A-Z]{2}", "two capital letters")]
    name_zh: Filled
    name_en: Filled
    short: Annotated[str, Form(r"\S?", "one character, or nothing")]


_KINDS = ("place", "facility", "organization", "programme", "event")


@dataclass(frozen=True)
class NameEndingRow:
    """What names end with, and of what kind they are.

    `open`: any words before it that are not common make a name. `proper`: they must look like one.
    `rated`: after a voltage. `listed`: in lists alone. `scope`: whether a name means the same in
    the whole country.
    """

    ending: Filled
    kind: Annotated[str, one_of(*_KINDS)]
    reading: Annotated[str, one_of("open", "proper", "rated", "listed")]
    scope: Annotated[str, one_of("local", "national")]


@dataclass(frozen=True)
class NameWordRow:
    """A word that tells where a name begins or whether it is one; see `name_lexicon`."""

    word: Filled
    kind: Annotated[
        str,
        one_of(
            *("opening", "generic", "local", "road", "phrase", "head", "event-head", "document"),
            "company-verb",
        ),
    ]


@dataclass(frozen=True)
class ListNounRow:
    """What stands after a list and 等, and says of what kind its members are.

    `open`: all members are names; `named`: of its kind whatever they end with, 新丰桥镇等断面;
    `proper`: those that look like one; `quoted`: those in quotes.
    """

    noun: Filled
    kind: Annotated[str, one_of(*_KINDS)]
    reading: Annotated[str, one_of("open", "named", "proper", "quoted")]


@dataclass(frozen=True)
class BodyClosingRow:
    """What names of bodies end with in a text; before the words `not_before` it ends none."""

    ending: Filled
    not_before: str


@dataclass(frozen=True)
class KnownRow:
    """What documents of the place `code` call by one of the `surfaces`, which are apart by bars."""

    code: Code
    slug: Slug
    name_zh: Filled
    name_en: Filled
    surfaces: Filled
    kind: Slug
    confidence: Confidence


@dataclass(frozen=True)
class FeatureRow(KnownRow):
    """A known facility, organization or event."""

    kind: Annotated[str, one_of("facility", "organization", "event")]


@dataclass(frozen=True)
class ProgrammeRow(KnownRow):
    """A programme: a campaign, system, plan or award.

    `policy` is the number or title, in policies.csv, of what created it; `link` says whether that
    is stated (`established`) or inferred.
    """

    policy: str
    link: Annotated[str, one_of("", "established", "inferred")]


@dataclass(frozen=True)
class PolicyRow:
    """A policy document that programmes rest on or texts cite; `alias` is another title of it.

    `date` is as precise as it is known: 2016, 2016-12 or 2016-12-01.
    """

    code: Code
    number: str
    title_zh: Filled
    alias: str
    issuer: Filled
    date: Annotated[str, Form(r"(?:\d{4}(?:-\d{2}(?:-\d{2})?)?)?", "a year, month or day")]
    confidence: Confidence

    @property
    def iri(self) -> NamedNode:
        return ids.document(self.code, self.number or None, self.title_zh, self.issuer)
