"""Tables as CSV, with a data dictionary and the metadata of CSV on the Web (CSVW)."""

from __future__ import annotations

import csv
import datetime
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from queries.exports.about import About
from queries.exports.tables import Cell, Column, Filled, tables

METADATA = "csv-metadata.json"
DICTIONARY = "dictionary.csv"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_DATATYPES = {
    "iri": "anyURI",
    "text": "string",
    "integer": "integer",
    "decimal": "decimal",
    "boolean": "boolean",
    "year": "gYear",
    "date": "string",  # a document may print a day that no calendar has
}


def write_csv(filled: Sequence[Filled], about: About, folder: Path) -> None:
    """Write a file for each table, `dictionary.csv` that explains them, and `csv-metadata.json`."""
    for one in filled:
        header = [column.name for column in one.table.columns]
        types = [column.type for column in one.table.columns]
        rows = [
            [_written(c, t, about) for c, t in zip(row, types, strict=True)] for row in one.rows
        ]
        _write(folder / f"{one.table.name}.csv", [header, *rows], about)
    _write(folder / DICTIONARY, dictionary(filled), about)
    text = json.dumps(metadata(filled, about), ensure_ascii=False, indent=1)
    (folder / METADATA).write_text(text + "\n", encoding="utf-8")


def _write(path: Path, rows: Sequence[Sequence[object]], about: About) -> None:
    encoding = "utf-8-sig" if about.bom else "utf-8"
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)


def _written(cell: Cell, type_: str, about: About) -> object:
    """Return a cell as CSV has it; for Excel, a text that it would run gets an apostrophe."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    if isinstance(cell, float):
        return decimal_text(cell)
    if about.bom and type_ == "text" and isinstance(cell, str):
        return f"'{cell}" if cell.startswith(_FORMULA) else cell
    return "" if cell is None else cell


def decimal_text(number: float) -> str:
    """Return a number without an exponent, which xsd:decimal has not.

    >>> decimal_text(0.00001), decimal_text(7.0)
    ('0.00001', '7')
    """
    text = format(number, "f") if abs(number) >= 1e16 else repr(number)
    if "e" in text:
        text = f"{number:.20f}".rstrip("0")
    return text.removesuffix(".0")


def dictionary(filled: Sequence[Filled]) -> list[list[object]]:
    """Return the rows of the data dictionary, its header first."""
    rows: list[list[object]] = [["table", "column", "type", "rule", "description", "rows"]]
    for one in filled:
        table = one.table
        meaning = f"{table.title_zh} {table.title_en}; each row: {table.row}"
        rows.append([table.name, "", "", "", meaning, len(one.rows)])
        rows += [[table.name, c.name, c.type, rule_of(c), c.description, ""] for c in table.columns]
    return rows


def rule_of(column: Column) -> str:
    """Return what holds of a column, in words."""
    if column.is_key:
        return "key"
    if column.refers_to:
        return f"a key of {column.refers_to}"
    return "required" if column.required else "optional"


def metadata(filled: Sequence[Filled], about: About) -> dict[str, Any]:
    """Return the table group as CSVW metadata (W3C Recommendation of 2015)."""
    written = {one.table.name for one in filled}
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "zh"}],
        "dc:title": about.source,
        "dc:identifier": about.snapshot,
        "dialect": {"encoding": "utf-8", "header": True, "delimiter": ","},
        "tables": [_table(one, written) for one in filled],
    }


def _table(one: Filled, written: set[str]) -> dict[str, Any]:
    table = one.table
    schema: dict[str, Any] = {"columns": [_column(column) for column in table.columns]}
    if table.key:
        schema["primaryKey"] = table.key.name
    # a reader takes an empty cell for a reference that leads nowhere
    full = [c for i, c in enumerate(table.columns) if all(row[i] is not None for row in one.rows)]
    if keys := [_foreign_key(column) for column in full if column.refers_to in written]:
        schema["foreignKeys"] = keys
    return {
        "url": f"{table.name}.csv",
        "dc:title": f"{table.title_zh} {table.title_en}",
        "dc:description": {"@value": table.row, "@language": "en"},
        "tableSchema": schema,
    }


def _column(column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "titles": column.name,
        "datatype": _DATATYPES[column.type],
        "required": column.required,
        "dc:description": {"@value": column.description, "@language": "en"},
    }


def _foreign_key(column: Column) -> dict[str, Any]:
    key = tables()[column.refers_to].key
    assert key is not None  # noqa: S101 - a test compares all references
    reference = {"resource": f"{column.refers_to}.csv", "columnReference": key.name}
    return {"columnReference": column.name, "reference": reference}
