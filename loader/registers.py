"""The registers: curated facts and rules, one CSV file each, read once per load.

Nothing about a single document stands in code; it stands here, in a row with its reason.
"""

from __future__ import annotations

import csv
import hashlib
import inspect
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from loader.body_rules import Rulebook
from loader.division_editions import merge, read_table
from loader.divisions import Divisions, division_of, is_county_code, place_as_division
from loader.header_words import HeaderParts, year_pattern
from loader.indicators import IndicatorIndex
from loader.mentions.countries import Countries
from loader.mentions.known import Known
from loader.mentions.lexicon import BodyClosings, NameLexicon
from loader.mentions.policies import Policies
from loader.mentions.rows import (
    BodyClosingRow,
    CountryRow,
    FeatureRow,
    ListNounRow,
    NameEndingRow,
    NameWordRow,
    PolicyRow,
    ProgrammeRow,
)
from loader.national import NationalRegister
from loader.register_rows import (
    AgencyChangeRow,
    AgencyRow,
    BodyEndingRow,
    ColumnRow,
    CorrectionRow,
    DivisionRow,
    EditionRow,
    FunctionWordRow,
    GroupRow,
    HeaderPartRow,
    IndicatorRow,
    IndicatorWordRow,
    ItemKindRow,
    LineRow,
    LocalBodyRow,
    NamePatternRow,
    NationalFormRow,
    OfficialRow,
    OutcomeRow,
    PlaceFormRow,
    PlaceRow,
    PlaceWordRow,
    ReferenceRow,
    RoleWordRow,
    SearchWordRow,
    SurfaceRow,
    ThemeTermRow,
    TypeRow,
    UnitEndingRow,
    ZoneFormRow,
    forms_of,
)
from loader.targets.grammar import Grammar
from loader.targets.rows import ComparatorRow, NameRow, UnitRow, WordingRow, WordRow
from loader.zone_names import ZoneNames
from ontology.errors import RegisterError
from ontology.values import fold_width

if TYPE_CHECKING:
    from loader.place_lexicon import PlaceLexicon

Fields = dict[str, str]
T = TypeVar("T")

_LONGEST_HEADER = 40
_REMARK = re.compile(r"\([^()]*\)$")
_YEAR = "{year}"
"""Stands for four digits in the words of a register."""

_OTHERS = (
    "agency_changes",
    "body_endings",
    "business_lines",
    "countries",
    "divisions",
    "indicator_index",
    "names",
    "policies",
    "rulebook",
    "_item_kinds",
    "_columns",
    "_header_parts",
    "_role_words",
    "_unit_ending",
    "corrections",
    "theme_terms",
    "target_grammar",
)
"""Registers that refer to no other."""


@dataclass(frozen=True)
class Registers:
    """All registers of one folder."""

    folder: Path

    def _rows(self, name: str, make: type[T]) -> list[T]:
        """Return the rows of a register as instances of `make`, which names the columns it takes.

        Raises RegisterError if the register lacks one of them, or, naming line and column, for a
        value that is not of the form of its column.
        """
        path = self.folder / f"{name}.csv"
        columns = list(inspect.signature(make).parameters)
        rows: list[T] = []
        for line, row in read_fields(path):
            if missing := [column for column in columns if column not in row]:
                message = f"{path}: no column {', '.join(missing)}; name it in the header"
                raise RegisterError(message)
            _check_forms(make, row, f"{path}, line {line}")
            rows.append(make(*(row[column] for column in columns)))
        return rows

    @cached_property
    def agencies(self) -> list[AgencyRow]:
        return self._rows("agencies", AgencyRow)

    @cached_property
    def groups(self) -> list[GroupRow]:
        return self._rows("groups", GroupRow)

    @cached_property
    def surfaces(self) -> list[SurfaceRow]:
        return self._rows("surfaces", SurfaceRow)

    @cached_property
    def business_lines(self) -> list[LineRow]:
        return self._rows("business_lines", LineRow)

    @cached_property
    def national_forms(self) -> list[NationalFormRow]:
        return self._rows("national_forms", NationalFormRow)

    @cached_property
    def rulebook(self) -> Rulebook:
        """The rules for the names of local bodies."""
        bodies = self._rows("local_bodies", LocalBodyRow)
        words = self._rows("function_words", FunctionWordRow)
        patterns = self._rows("name_patterns", NamePatternRow)
        forms = self._rows("place_forms", PlaceFormRow)
        return Rulebook(tuple(bodies), tuple(words), tuple(patterns), tuple(forms))

    @cached_property
    def zone_names(self) -> ZoneNames:
        """The full names of zones."""
        return ZoneNames(tuple(self._rows("zone_forms", ZoneFormRow)))

    @cached_property
    def agency_changes(self) -> list[AgencyChangeRow]:
        return self._rows("agency_changes", AgencyChangeRow)

    def agency(self, key: str) -> AgencyRow | None:
        """Return the agency whose key is `key`, such as 320585/huanbaoju."""
        return self._agencies_by_key.get(key)

    @cached_property
    def _agencies_by_key(self) -> dict[str, AgencyRow]:
        return {row.key: row for row in self.agencies}

    @cached_property
    def national(self) -> NationalRegister:
        """The bodies of the country as a whole, by all their names."""
        return NationalRegister(tuple(self.agencies), tuple(self.national_forms))

    @cached_property
    def body_endings(self) -> list[BodyEndingRow]:
        return self._rows("body_endings", BodyEndingRow)

    @cached_property
    def indicators(self) -> list[IndicatorRow]:
        return self._rows("indicators", IndicatorRow)

    @cached_property
    def outcomes(self) -> list[OutcomeRow]:
        return self._rows("outcomes", OutcomeRow)

    @cached_property
    def indicator_index(self) -> IndicatorIndex:
        """The names of the indicators; `loader.indicators` looks measures up in it."""
        words = self._rows("indicator_words", IndicatorWordRow)
        return IndicatorIndex.of(self.indicators, words)

    @cached_property
    def officials(self) -> list[OfficialRow]:
        return self._rows("officials", OfficialRow)

    @cached_property
    def places(self) -> list[PlaceRow]:
        return self._rows("places", PlaceRow)

    @cached_property
    def divisions(self) -> Divisions:
        """The divisions of China, the towns and zones of `places`, and tables that users added."""
        rows = self._rows("divisions", DivisionRow)
        below = [place_as_division(row) for row in self.places if not is_county_code(row.key)]
        tables = [read_table(path) for path in sorted(self.folder.glob("divisions-*.csv"))]
        added = [division for table in tables for division in merge(table)]
        divisions = [*map(division_of, rows), *below, *added]
        return Divisions.of(divisions, self._rows("division_editions", EditionRow))

    @cached_property
    def countries(self) -> Countries:
        """Foreign countries."""
        return Countries(tuple(self._rows("countries", CountryRow)))

    @cached_property
    def names(self) -> NameLexicon:
        """The words by which names in text are recognised."""
        return NameLexicon(
            tuple(self._rows("name_endings", NameEndingRow)),
            tuple(self._rows("name_words", NameWordRow)),
            tuple(self._rows("list_nouns", ListNounRow)),
            BodyClosings(tuple(self._rows("body_closings", BodyClosingRow))),
        )

    @cached_property
    def known(self) -> Known:
        """Programmes, facilities, organisations and events that are known by name."""
        features = self._rows("features", FeatureRow)
        return Known(self._rows("programmes", ProgrammeRow), features)

    @cached_property
    def policies(self) -> Policies:
        return Policies(tuple(self._rows("policies", PolicyRow)))

    @cached_property
    def place_lexicons(self) -> dict[tuple[str, int], PlaceLexicon]:
        """The lexicons that were made from these registers, by jurisdiction and year."""
        return {}

    @cached_property
    def place_words(self) -> list[PlaceWordRow]:
        return self._rows("place_words", PlaceWordRow)

    @cached_property
    def agency_types(self) -> list[TypeRow]:
        return self._rows("agency_types", TypeRow)

    @cached_property
    def place_types(self) -> list[TypeRow]:
        return self._rows("place_types", TypeRow)

    @cached_property
    def _item_kinds(self) -> dict[str, str]:
        rows = self._rows("item_kinds", ItemKindRow)
        return {fold_width(row.label): row.kind for row in rows}

    @cached_property
    def corrections(self) -> dict[tuple[str, str, str], CorrectionRow]:
        rows = self._rows("corrections", CorrectionRow)
        return {(row.document, row.field, row.as_written): row for row in rows}

    @cached_property
    def references(self) -> list[ReferenceRow]:
        return self._rows("references", ReferenceRow)

    @cached_property
    def theme_terms(self) -> list[ThemeTermRow]:
        return self._rows("theme_terms", ThemeTermRow)

    @cached_property
    def target_grammar(self) -> Grammar:
        """The words by which targets are found in texts."""
        return Grammar(
            tuple(self._rows("target_units", UnitRow)),
            tuple(self._rows("comparators", ComparatorRow)),
            tuple(self._rows("target_words", WordRow)),
            tuple(self._rows("target_names", NameRow)),
            tuple(self._rows("target_wordings", WordingRow)),
        )

    @cached_property
    def search_words(self) -> list[SearchWordRow]:
        return self._rows("search_words", SearchWordRow)

    @cached_property
    def _columns(self) -> dict[str, str]:
        rows = self._rows("columns", ColumnRow)
        return {fold_width(row.header): row.field for row in rows}

    @cached_property
    def _role_rows(self) -> list[RoleWordRow]:
        return self._rows("role_words", RoleWordRow)

    @cached_property
    def _role_words(self) -> dict[str, str]:
        return {row.word: row.role for row in self._role_rows}

    @cached_property
    def _unit_ending(self) -> re.Pattern[str]:
        rows = self._rows("unit_endings", UnitEndingRow)
        endings = sorted((row.ending for row in rows), key=len, reverse=True)
        return re.compile(f"(?:{'|'.join(map(re.escape, endings))})$")

    def ends_like_unit(self, name: str) -> bool:
        """Tell whether `name` ends as bodies do, a place in brackets after it left aside.

        The national bodies count too whose names end otherwise: 国家电网, 最高法.
        """
        plain = re.sub(r"[（(][^（）()]*[）)]$", "", name)
        return self._unit_ending.search(plain) is not None or plain in self._national_names

    def is_line_of_work(self, name: str) -> bool:
        """Tell whether a body is called by `name`, its kind left out: 公安, 住房城乡建设."""
        return name in self._function_words or any(
            name + kind in self._national_names for kind in ("部", "委", "局", "署", "办", "总局")
        )

    @cached_property
    def _function_words(self) -> frozenset[str]:
        return frozenset(row.word for row in self.rulebook.words)

    @cached_property
    def _national_names(self) -> frozenset[str]:
        return frozenset(row.form for row in self.national_forms)

    def role_of_label(self, label: str) -> str | None:
        """Return the role that a label gives: a header word (责任单位), or a role word (协办)."""
        field = self.field_of(label)
        known = self._role_words if self.role_word.fullmatch(fold_width(label)) else {}
        return field or known.get(fold_width(label))

    def role_of(self, words: str) -> str | None:
        """Return the role of the first role word in `words`; 牵头负责 is lead."""
        found = self.role_word.search(words)
        return self._role_words[found[0]] if found else None

    def role_of_word(self, word: str) -> str:
        """Return the role that a role word gives."""
        return self._role_words[word]

    @cached_property
    def role_word(self) -> re.Pattern[str]:
        """The pattern of the role words of a sentence, longer ones first."""
        return _any_of(row.word for row in self._role_rows if row.scope == "any")

    @cached_property
    def role_word_in_bracket(self) -> re.Pattern[str]:
        """The pattern of all role words, longer ones first."""
        return _any_of(self._role_words)

    def field_of(self, header: str) -> str | None:
        """Return the field that a header stands for, or None if it is not known.

        A header is known as a whole (`columns.csv`) or by its parts (`header_parts.csv`), with or
        without the remark in brackets that ends it.
        """
        if len(header) > _LONGEST_HEADER:
            return self._read_field(header)
        if header not in self._fields:
            self._fields[header] = self._read_field(header)
        return self._fields[header]

    @cached_property
    def _fields(self) -> dict[str, str | None]:
        """The fields of the words that were asked for: the same stand in every row."""
        return {}

    def _read_field(self, header: str) -> str | None:
        words = fold_width(header)
        return self._field_of(words) or self._field_of(_REMARK.sub("", words))

    def _field_of(self, header: str) -> str | None:
        return _look_up(self._columns, header) or self._header_parts.field_of(fold_width(header))

    @cached_property
    def _header_parts(self) -> HeaderParts:
        return HeaderParts.of(self._rows("header_parts", HeaderPartRow))

    @cached_property
    def label(self) -> re.Pattern[str]:
        """The pattern of a header word that a colon follows; the word is its first group."""
        return re.compile(f"({self.header_word.pattern})[：:]")

    @cached_property
    def header_run(self) -> re.Pattern[str]:
        """The pattern of three and more header words that run together."""
        return re.compile(f"{self.header_word.pattern}{{3,}}")

    def fields_of_run(self, words: str) -> list[str]:
        """Return the fields of the header words that run together in `words`."""
        found = (self.field_of(match[0]) for match in self.header_word.finditer(words))
        return [name for name in found if name]

    @cached_property
    def header_word(self) -> re.Pattern[str]:
        """The pattern of a header word, whole or made of parts."""
        words = sorted(map(year_pattern, self._columns), key=len, reverse=True)
        return re.compile(f"(?:{self._header_parts.pattern}|{'|'.join(words)})")

    def kind_of(self, category: str) -> str | None:
        """Return the kind of item that a category makes of its rows, or None for a plain task."""
        return _look_up(self._item_kinds, category)

    def check(self) -> None:
        """Raise RegisterError, naming file and row, for a reference that leads nowhere.

        All registers are read, so that a value of the wrong form is found before any document.
        """
        for name, row_name, key, known in self._references():
            if key and key not in known:
                path = self.folder / f"{name}.csv"
                raise RegisterError(f"{path}, row '{row_name}': no register has '{key}'")
        for name in _OTHERS:
            getattr(self, name)

    def _references(self) -> Iterator[tuple[str, str, str, Collection[str]]]:
        """Yield register, row, key and the keys there are, for each key that a row names."""
        agencies = {row.key for row in self.agencies}
        groups = {row.key for row in self.groups}
        places = {row.key for row in self.places}
        bodies = {f"agency:{key}" for key in agencies} | {f"group:{key}" for key in groups}
        agency_types = {row.slug for row in self.agency_types}
        place_types = {row.slug for row in self.place_types}
        lines = {row.slug for row in self.business_lines}
        for form in self.national_forms:
            yield "national_forms", form.form, form.agency, agencies
        for surface in self.surfaces:
            yield "surfaces", surface.as_written, surface.agent, bodies
        policies = self.policies.by_key
        for programme in self.known.programmes:
            yield "programmes", programme.slug, programme.policy, policies
        for agency in self.agencies:
            yield "agencies", agency.slug, agency.parent, agencies
            yield "agencies", agency.slug, agency.type, agency_types
            yield "agencies", agency.slug, agency.line, lines
            yield "agencies", agency.slug, agency.administers, places
        for group in self.groups:
            for key in (*group.members.split("|"), *group.possible_members.split("|")):
                yield "groups", group.slug, key, agencies
        for official in self.officials:
            yield "officials", official.name, official.organization, agencies
        for place in self.places:
            yield "places", place.name_zh, place.type, place_types
            yield "places", place.name_zh, place.parent, places
        indicators = {row.slug for row in self.indicators}
        for outcome in self.outcomes:
            yield "outcomes", outcome.indicator or outcome.item, outcome.indicator, indicators
            yield "outcomes", outcome.indicator or outcome.item, outcome.source_issuer, agencies
        for reference in self.references:
            yield "references", reference.surface, reference.issuer, agencies

    def fingerprint(self) -> str:
        """Return the SHA-256 over all register files: the version of the registers."""
        digest = hashlib.sha256()
        for path in sorted(self.folder.glob("*.csv")):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
        return digest.hexdigest()


def _check_forms(make: type, row: Fields, where: str) -> None:
    for column, form in forms_of(make).items():
        if not form.fits(row[column]):
            raise RegisterError(f"{where}, column {column}: '{row[column]}' is not {form.words}")


def read_fields(path: Path) -> Iterator[tuple[int, Fields]]:
    """Yield the rows of the CSV file at `path`, each complete, with the line it ends on.

    Raises RegisterError with file and line if the file is missing or a row has the wrong width.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        message = f"{path}: no such register; set ZHENGTU_DATA to the folder that holds registers/"
        raise RegisterError(message) from None
    except UnicodeDecodeError as error:
        message = f"{path}: not UTF-8 at byte {error.start}; save it as CSV UTF-8"
        raise RegisterError(message) from None
    reader = csv.DictReader(text.splitlines())
    for fields in reader:
        if None in fields or None in fields.values():
            raise RegisterError(f"{path}, line {reader.line_num}: not as many cells as the header")
        yield reader.line_num, fields


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


def _look_up(known: dict[str, str], words: str) -> str | None:
    """Return the value for `words` whatever year they name."""
    key = fold_width(words)
    return known.get(key) or known.get(re.sub(r"\d{4}", _YEAR, key))
