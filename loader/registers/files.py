"""The files of the registers: CSV, UTF-8, each value of the form of its column."""

from __future__ import annotations

import csv
import hashlib
import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from loader.registers.forms import forms_of
from ontology.errors import RegisterError

Fields = dict[str, str]
T = TypeVar("T")


@dataclass(frozen=True)
class RegisterFolder:
    """A folder with one CSV file for each register."""

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
