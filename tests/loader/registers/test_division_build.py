"""A user brings an edition of the code, or towns, and the register takes them in."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from loader.registers.division_build import add_source, write_towns
from loader.registers.registers import Registers
from ontology.errors import RegisterError


@pytest.fixture
def folder(tmp_path: Path, registers: Registers) -> Path:
    return Path(shutil.copytree(registers.folder, tmp_path / "registers"))


def table(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(["code,name,parent,year", *rows]) + "\n", encoding="utf-8")
    return path


def whole_edition(registers: Registers, date: str, **changes: str) -> list[str]:
    """Return the rows of an edition that is the register of its year but for `changes`."""
    year = int(date[:4])
    standing = [d for d in registers.divisions.rows if d.code.isdecimal() and len(d.code) == 6]
    names = {d.code: d.name for d in standing if d.first <= year < d.last} | changes
    return [f"{code},{name},,{date}" for code, name in sorted(names.items()) if name]


def package(folder: Path, version: str, registers: Registers) -> Path:
    """Write an edition in the form of the npm package: codes shortened by level."""
    (folder / "dist").mkdir(parents=True)
    (folder / "package.json").write_text(json.dumps({"version": version}), encoding="utf-8")
    standing = [d for d in registers.divisions.rows if d.code.isdecimal() and d.last > 2023]
    levels = {"province": ("provinces", 2), "prefecture": ("cities", 4), "county": ("areas", 6)}
    for level, (name, digits) in levels.items():
        rows = [
            {"code": d.code[:digits], "name": d.name}
            for d in standing
            if d.level == level and d.first <= 2023
        ]
        (folder / "dist" / f"{name}.json").write_text(json.dumps(rows), encoding="utf-8")
    towns = [{"code": "320583103", "name": "虚浦镇"}]
    (folder / "dist" / "streets.json").write_text(json.dumps(towns), encoding="utf-8")
    return folder


def test_new_edition_ends_what_it_lacks_and_begins_what_is_new(
    folder: Path, tmp_path: Path, registers: Registers
) -> None:
    rows = whole_edition(registers, "2027-12", **{"320585": "", "320510": "太仓区"})
    added = add_source(table(tmp_path / "new.csv", *rows), "", folder)
    assert added.dates == ("2027-12",)
    divisions = Registers(folder).divisions
    assert [(d.code, d.first, d.last) for d in divisions.named("太仓市", 2020)] == [
        ("320585", 0, 2027)
    ]
    (new,) = divisions.named("太仓区", 2028)
    assert (new.code, new.last) == ("320510", 9999)
    assert 2027 in divisions.known
    assert divisions.named("吴江区", 2015) == registers.divisions.named("吴江区", 2015)


def test_edition_that_is_known_changes_nothing(
    folder: Path, tmp_path: Path, registers: Registers
) -> None:
    before = (folder / "divisions.csv").read_bytes()
    add_source(package(tmp_path / "package", "2.7.0", registers), "", folder)
    assert (folder / "divisions.csv").read_bytes() == before


@pytest.mark.parametrize(
    ("version", "edition", "words"),
    [("9.9.9", "", "--edition"), ("2.7.0", "soon", "write 2018 or 2018-10")],
)
def test_edition_without_a_date_is_refused(
    version: str, edition: str, words: str, tmp_path: Path, registers: Registers
) -> None:
    source = package(tmp_path / "package", version, registers)
    with pytest.raises(RegisterError, match=words):
        add_source(source, edition, registers.folder)


def test_folder_or_table_of_another_kind_is_refused(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match=r"package\.json: no such file"):
        add_source(tmp_path, "", folder)
    other = tmp_path / "other.csv"
    other.write_text("code,label\n1,x\n", encoding="utf-8")
    with pytest.raises(RegisterError, match="no column name, year"):
        add_source(other, "", folder)


def test_towns_of_a_table_are_known_within_their_county(
    folder: Path, tmp_path: Path, registers: Registers
) -> None:
    assert write_towns(package(tmp_path / "package", "2.7.0", registers), "", folder) == 1
    table(folder / "divisions-own.csv", "320583104,虚塘乡,,2020", "320583104201,虚塘村,,2020")
    divisions = Registers(folder).divisions
    for name, code, level in [
        ("虚浦镇", "320583103", "township"),
        ("虚塘乡", "320583104", "township"),
        ("虚塘村", "320583104201", "village"),
    ]:
        (place,) = divisions.named(name, 2018)
        assert (place.code, place.level) == (code, level)
        assert "昆山市" in [above.name for above in divisions.chain(place, 2018)]
