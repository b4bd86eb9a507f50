"""The register of divisions is whole: parents exist, years are in order, names do not overlap."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

import pytest

from loader.registers.division_editions import editions_of, merge
from loader.registers.divisions import AFTER, BEFORE, COUNTRY, Division, division_of
from loader.registers.files import read_fields
from loader.registers.registers import Registers
from loader.registers.rows import DivisionRow
from ontology.errors import RegisterError

# Codes that two lists gave to a place under two names for some time.
LISTED_TWICE = {"210112"}


@pytest.fixture(scope="module")
def divisions(registers: Registers) -> list[Division]:
    rows = [row for row in registers.divisions.rows if len(row.code) == 6 and row.code.isdecimal()]
    assert len(rows) > 4000
    return rows


def test_every_parent_stood_with_its_children(divisions: list[Division]) -> None:
    by_code: dict[str, list[Division]] = defaultdict(list)
    for division in divisions:
        by_code[division.code].append(division)
    orphans = [
        (d.code, d.name)
        for d in divisions
        if d.parent != COUNTRY
        and not any(p.first <= d.last and d.first <= p.last for p in by_code[d.parent])
    ]
    assert orphans == []


def test_parent_is_told_by_the_digits(divisions: list[Division]) -> None:
    odd = [
        d for d in divisions if d.parent not in {COUNTRY, d.code[:4] + "00", d.code[:2] + "0000"}
    ]
    assert odd == []


def test_years_are_in_order(divisions: list[Division]) -> None:
    assert [d for d in divisions if d.first > d.last] == []


def test_periods_of_one_code_follow_each_other(divisions: list[Division]) -> None:
    """In the year of a change both names stand; no longer."""
    by_code: dict[str, list[Division]] = defaultdict(list)
    for division in divisions:
        if division.level != "zone":
            by_code[division.code].append(division)
    periods = [sorted(found, key=lambda d: (d.first, d.last)) for found in by_code.values()]
    overlaps = {
        later.code for found in periods for a, later in pairwise(found) if later.first < a.last
    }
    assert overlaps <= LISTED_TWICE


def test_name_stands_once_in_its_place_and_year(divisions: list[Division]) -> None:
    """A change of code leaves at most the year of the change with two."""
    by_name: dict[tuple[str, str], list[Division]] = defaultdict(list)
    for division in divisions:
        by_name[division.name, division.parent].append(division)
    twice = [
        (a.code, b.code, a.name)
        for found in by_name.values()
        for a, b in pairwise(sorted(found, key=lambda d: (d.first, d.last)))
        if b.first < a.last
    ]
    assert twice == []


def test_merging_what_the_register_says_gives_the_register(registers: Registers) -> None:
    rows = [fields for _, fields in read_fields(registers.folder / "divisions.csv")]
    dates = [row["date"] for _, row in read_fields(registers.folder / "division_editions.csv")]
    own = [d for d in registers.divisions.rows if len(d.code) == 6 and d.code.isdecimal()]
    again = {(d.code, d.name): (d.first, d.last) for d in merge(editions_of(own, dates))}
    differing = {
        (d.code, d.name)
        for d in own
        if d.first != d.last
        and d.level != "zone"
        and again.get((d.code, d.name)) != (d.first, d.last)
    }
    assert len(rows) > 4000
    assert differing == set()


@pytest.mark.parametrize(
    ("year", "provinces", "prefectures", "counties"),
    [(2005, 34, 333, 2862), (2015, 34, 334, 2850), (2020, 34, 333, 2844), (2025, 34, 333, 2846)],
)
def test_each_year_has_as_many_as_the_yearbooks_say(
    year: int, provinces: int, prefectures: int, counties: int, divisions: list[Division]
) -> None:
    """By the end of the year; counted by the Ministry of Civil Affairs, districts included.

    The statistical lists count some districts and islands more.
    """
    standing = [d for d in divisions if d.first <= year < d.last or d.last == AFTER >= d.first]
    standing = [d for d in standing if d.first <= year]
    count = {level: sum(d.level == level for d in standing) for level in ("province", "prefecture")}
    assert count == {"province": provinces, "prefecture": prefectures}
    assert abs(sum(d.level == "county" for d in standing) - counties) <= 12


def test_abbreviations_stand_for_divisions(registers: Registers) -> None:
    rows = [row for row in registers.place_words if row.kind == "abbreviation"]
    assert len(rows) > 10
    codes = {code for row in rows for code in (row.code, row.within) if code}
    assert {code for code in codes if registers.divisions.by_code(code, 2018) is None} == set()


def test_year_that_is_no_number_is_named() -> None:
    row = DivisionRow("320585", "太仓市", "320500", "soon", "", "1")
    with pytest.raises(RegisterError, match="320585 太仓市"):
        division_of(row)


def test_open_ends_are_written_as_empty_cells(registers: Registers) -> None:
    rows = [fields for _, fields in read_fields(registers.folder / "divisions.csv")]
    assert not {str(BEFORE), str(AFTER)} & {row["first_year"] for row in rows}
    assert not {str(BEFORE), str(AFTER)} & {row["last_year"] for row in rows}
