"""The administrative divisions of China over time: by code and year, by name and year.

Where a year is not known (None) all that ever stood may be meant.
A period is of whole years, both included, so in the year of a change the old and the new division
both stand: documents of 2012 are signed by 吴江市 and by 吴江区.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from loader.registers.division_names import level_of, names_of, type_of
from loader.registers.rows import DivisionRow, EditionRow, PlaceRow
from ontology import keys
from ontology.errors import RegisterError
from ontology.marks import unmarked
from ontology.values import fold_width

COUNTRY = "100000"
BEFORE, AFTER = 0, 9999
"""The years that open ends are counted as."""


@dataclass(frozen=True)
class Division:
    """A division with the years in which it stood; `first` 0 and `last` 9999 are open ends."""

    code: str
    name: str
    parent: str
    first: int
    last: int
    certainty: str = "1"

    @property
    def level(self) -> str:
        return level_of(self.code, self.name)

    @property
    def type(self) -> str:
        return type_of(self.code, self.name)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the full name and the shorter ones: 恩施土家族苗族自治州, 恩施州, 恩施."""
        return names_of(self.name)

    def stood_in(self, year: int | None) -> bool:
        return year is None or self.first <= year <= self.last

    def years_from(self, year: int | None) -> int:
        """Return how many years lie between `year` and the period; 0 within it, or if not known."""
        return max(self.first - year, year - self.last, 0) if year is not None else 0

    def begins_by(self, year: int | None) -> bool:
        """Tell whether a document of `year` may name it: what is set up a year later, too."""
        return year is None or self.first <= year + 1


def _is_alike(earlier: Division, later: Division) -> bool:
    """Tell whether a name may follow another one: 襄阳市 on 襄樊市, 林芝市 on 林芝地区."""
    return earlier.name[-1] == later.name[-1] or earlier.names[-1] == later.names[-1]


_CHINA = Division(COUNTRY, "中国", "", BEFORE, AFTER)


def unlisted_part(code: str, name: str) -> Division:
    """Return a zone, town or part of the division `code` that no table lists: its key is its own.

    >>> unlisted_part("510000", "天府新区").type
    'functional-zone'
    """
    return Division(keys.part_of(code, name), unmarked(name), code, BEFORE, AFTER, _UNLISTED)


_UNLISTED = "0.75"
"""Certainty of a place that documents alone name."""


@dataclass(frozen=True)
class Divisions:
    """All divisions that the registers know, with look-ups."""

    rows: tuple[Division, ...]
    known: range = range(BEFORE, AFTER)
    """The years of the editions that the register was built from."""

    @classmethod
    def of(cls, divisions: Iterable[Division], editions: Iterable[EditionRow]) -> Divisions:
        """Return what answers from `divisions`, which were built from `editions`."""
        years = [int(row.date[:4]) for row in editions]
        known = range(min(years), max(years) + 1) if years else range(BEFORE, AFTER)
        first: dict[tuple[str, str], Division] = {}
        for division in divisions:
            first.setdefault((division.code, division.name), division)
        return cls(tuple(first.values()), known)

    def by_code(self, code: str, year: int | None) -> Division | None:
        """Return the division that had `code` in `year`, else the one nearest in time."""
        found = self._by_code.get(code, [])
        return min(found, key=lambda d: (d.years_from(year), -d.first), default=None)

    def named(self, name: str, year: int | None) -> tuple[Division, ...]:
        """Return the divisions that had `name`, in full or short, in `year`, by code.

        If none had, those nearest in time: `Division.stood_in` tells. A short name that a province
        has means the province: 吉林 is 吉林省, 吉林市 the city.
        """
        found = self._by_name.get(fold_width(name), [])
        nearest = min((division.years_from(year) for division in found), default=0)
        found = [division for division in found if division.years_from(year) == nearest]
        exact = [division for division in found if division.name == name]
        provinces = [division for division in found if division.level == "province"]
        return tuple(exact or provinces or found)

    def chain(self, division: Division, year: int | None) -> tuple[Division, ...]:
        """Return `division` and what it lay in in `year`, up to the country."""
        chain = [division]
        while chain[-1].parent:
            parent = self.by_code(chain[-1].parent, year)
            if parent is None:
                break
            chain.append(parent)
        return tuple(chain)

    def lies_in(self, division: Division, code: str, year: int | None) -> bool:
        """Tell whether `division` is, or lies in, the division `code`."""
        return any(above.code == code for above in self.chain(division, year))

    def under_code(self, division: Division) -> tuple[Division, ...]:
        """Return `division` under all names that it had with its code, the latest first.

        A code that was given to another place does not count: after years without use, or under
        a name that shares neither its kind nor its words (昌江黎族自治县, then 西沙群岛).
        """
        same = self._by_code.get(division.code, [division])
        found = sorted(same, key=lambda d: (-d.first, -d.last))
        runs: list[list[Division]] = [[found[0]]]
        for earlier in found[1:]:
            renamed = runs[-1][-1]
            apart = earlier.last + 1 < renamed.first or not _is_alike(earlier, renamed)
            runs = [*runs, [earlier]] if apart else [*runs[:-1], [*runs[-1], earlier]]
        return tuple(next((run for run in runs if division in run), [division]))

    def key_of(self, division: Division) -> str:
        """Return what names the place in identifiers: its code; with its last year if another
        place has the code now.
        """
        latest = max(self._by_code.get(division.code, [division]), key=lambda d: d.last)
        names = self.under_code(division)
        return division.code if latest in names else f"{division.code}-{names[0].last}"

    @cached_property
    def longest_name(self) -> int:
        return max(map(len, self._by_name), default=0)

    @cached_property
    def all_names(self) -> frozenset[str]:
        """All names, in full and short, of any year."""
        return frozenset(self._by_name)

    @cached_property
    def _by_code(self) -> dict[str, list[Division]]:
        found: dict[str, list[Division]] = defaultdict(list)
        for division in (_CHINA, *self.rows):
            found[division.code].append(division)
        return dict(found)

    @cached_property
    def _by_name(self) -> dict[str, list[Division]]:
        found: dict[str, list[Division]] = defaultdict(list)
        for division in self.rows:
            for name in division.names:
                found[fold_width(name)].append(division)
        return dict(found)


def division_of(row: DivisionRow) -> Division:
    """Return the division that a row of the register states.

    Raises RegisterError for a year that is no number.
    """
    try:
        first, last = int(row.first_year or BEFORE), int(row.last_year or AFTER)
    except ValueError:
        message = f"divisions.csv, row '{row.code} {row.name}': a year is four digits, or empty"
        raise RegisterError(message) from None
    return Division(row.code, row.name, row.parent, first, last, row.certainty)


def place_as_division(row: PlaceRow) -> Division:
    """Return a town or zone of the register of places."""
    return Division(row.key, row.name_zh, row.parent, BEFORE, AFTER, row.confidence)


def is_county_code(key: str) -> bool:
    """Tell whether a key is a code of the country, a province, a prefecture or a county."""
    return len(key) == 6 and key.isdecimal()


def parent_of(code: str, known: Iterable[str]) -> str:
    """Return the code of what a division lies in, by its digits.

    Counties that a province administers itself lie in the province: 429004 in 420000.

    >>> parent_of("320585", {"320500"}), parent_of("429004", set()), parent_of("110101", {"110000"})
    ('320500', '420000', '110000')
    """
    if len(code) > 6:
        return code[:6] if len(code) == 9 else code[:9]
    if code.endswith("0000"):
        return COUNTRY
    prefecture = f"{code[:4]}00"
    return prefecture if code != prefecture and prefecture in known else f"{code[:2]}0000"
