"""The registers: curated facts and rules, one CSV file each, read once per load.

Nothing about a single document stands in code; it stands here, in a row with its reason.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from loader.registers.body_rows import (
    AgencyChangeRow,
    AgencyRow,
    BodyEndingRow,
    FunctionWordRow,
    GroupRow,
    LineRow,
    LocalBodyRow,
    NamePatternRow,
    NationalFormRow,
    OfficialRow,
    PlaceFormRow,
    SurfaceRow,
    ZoneFormRow,
)
from loader.registers.countries import Countries
from loader.registers.division_editions import merge, read_table
from loader.registers.divisions import Divisions, division_of, is_county_code, place_as_division
from loader.registers.indicators import IndicatorIndex
from loader.registers.known import Known
from loader.registers.name_lexicon import BodyClosings, NameLexicon
from loader.registers.name_rows import (
    BodyClosingRow,
    CountryRow,
    FeatureRow,
    ListNounRow,
    NameEndingRow,
    NameWordRow,
    PolicyRow,
    ProgrammeRow,
)
from loader.registers.national import NationalRegister
from loader.registers.policies import Policies
from loader.registers.references import references_of
from loader.registers.rows import (
    CorrectionRow,
    DivisionRow,
    EditionRow,
    IndicatorRow,
    IndicatorWordRow,
    OutcomeRow,
    PlaceRow,
    PlaceWordRow,
    ReferenceRow,
    SearchWordRow,
    ThemeTermRow,
    TypeRow,
    UnitEndingRow,
)
from loader.registers.rulebook import Rulebook
from loader.registers.table_words import TableWords
from loader.registers.target_grammar import Grammar
from loader.registers.target_rows import ComparatorRow, NameRow, UnitRow, WordingRow, WordRow
from loader.registers.zone_names import ZoneNames
from ontology.errors import RegisterError

if TYPE_CHECKING:
    from loader.places.lexicon import PlaceLexicon

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
    "unit_ending",
    "corrections",
    "theme_terms",
    "target_grammar",
)
"""Registers that refer to no other."""

_BRACKET = re.compile(r"(?:[（(][^（）()]*[）)]|〔[^〔〕]*〕)$")
_NO_BODY = re.compile(
    "(?:[运执通先实施举推进流飞出旅步试履奉另]|(?<!农)发)行$|[东西南北中内外局干]部$"
)
"""What ends like the name of a bank and is work, or like one of a department and is where.

So do 试运行 and 北部; 农发行 is a bank.
"""


class Registers(TableWords):
    """All registers of one folder."""

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
        """The names of the indicators; `loader.registers.indicators` looks measures up in it."""
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
    def place_lexicons(self) -> dict[tuple[str, int | None], PlaceLexicon]:
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
    def unit_ending(self) -> re.Pattern[str]:
        rows = self._rows("unit_endings", UnitEndingRow)
        endings = sorted((row.ending for row in rows), key=len, reverse=True)
        return re.compile(f"(?:{'|'.join(map(re.escape, endings))})$")

    def ends_like_unit(self, name: str) -> bool:
        """Tell whether `name` ends as bodies do, a place in brackets after it left aside.

        The national bodies count too whose names end otherwise: 国家电网, 最高法.
        """
        plain = _BRACKET.sub("", name)
        is_ended = self.unit_ending.search(plain) is not None and not _NO_BODY.search(plain)
        return is_ended or plain in self._national_names

    def is_line_of_work(self, name: str) -> bool:
        """Tell whether a body is called by `name`, its kind left out: 公安, 住房城乡建设."""
        return name in self._function_words or any(
            name + kind in self._national_names for kind in ("部", "委", "局", "署", "办", "总局")
        )

    def is_part_of_line(self, name: str) -> bool:
        """Tell whether `name` begins or ends within a line of work: 人力资源社, 会保障厅."""
        words = re.sub("^(?:自治区|[省市县区州盟旗])", "", name)
        end = re.sub("[局委办厅部]$", "", words)
        return any(
            (line.startswith(words) or (end != words and line.endswith(end)))
            and not self.is_line_of_work(end)
            for line in self._function_words
            if line not in (words, end)
        )

    @cached_property
    def _function_words(self) -> frozenset[str]:
        return frozenset(row.word for row in self.rulebook.words)

    @cached_property
    def _national_names(self) -> frozenset[str]:
        return frozenset(row.form for row in self.national_forms)

    def check(self) -> None:
        """Raise RegisterError, naming file and row, for a reference that leads nowhere.

        All registers are read, so that a value of the wrong form is found before any document.
        """
        for name, row_name, key, known in references_of(self):
            if key and key not in known:
                path = self.folder / f"{name}.csv"
                raise RegisterError(f"{path}, row '{row_name}': no register has '{key}'")
        for name in _OTHERS:
            getattr(self, name)
