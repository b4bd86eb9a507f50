"""Tables as a SQLite database with keys and indexes, which datasette can serve."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from queries.exports.about import About
from queries.exports.csv_files import dictionary
from queries.exports.tables import Cell, Column, Filled, tables

_TYPES = {"integer": "INTEGER", "year": "INTEGER", "decimal": "REAL", "boolean": "INTEGER"}


def write_sqlite(filled: Sequence[Filled], about: About, path: Path) -> None:
    """Write the tables, `dictionary` and `snapshot`; each key is unique, each reference indexed."""
    path.unlink(missing_ok=True)
    written = {one.table.name for one in filled}
    with closing(sqlite3.connect(path)) as database, database:
        for one in filled:
            database.execute(_create(one, written))
            names = ", ".join("?" * len(one.table.columns))
            insert = f"INSERT INTO {_quoted(one.table.name)} VALUES ({names})"  # noqa: S608
            database.executemany(insert, ([_stored(c) for c in row] for row in one.rows))
            for column in one.table.columns:
                if column.refers_to or column.name in ("agent", "entity", "theme"):
                    database.execute(_index(one.table.name, column.name))
        _describe(database, filled, about)


def _quoted(name: str) -> str:
    return f'"{name}"'


def _create(one: Filled, written: set[str]) -> str:
    columns = [_column(column) for column in one.table.columns]
    for column in one.table.columns:
        if column.refers_to in written:
            key = tables()[column.refers_to].key
            assert key is not None  # noqa: S101 - a test compares all references
            target = f"{_quoted(column.refers_to)} ({_quoted(key.name)})"
            columns.append(f"FOREIGN KEY ({_quoted(column.name)}) REFERENCES {target}")
    return f"CREATE TABLE {_quoted(one.table.name)} ({', '.join(columns)})"


def _column(column: Column) -> str:
    rule = " PRIMARY KEY NOT NULL" if column.is_key else " NOT NULL" if column.required else ""
    return f"{_quoted(column.name)} {_TYPES.get(column.type, 'TEXT')}{rule}"


def _index(table: str, column: str) -> str:
    return f"CREATE INDEX {_quoted(f'{table}_{column}')} ON {_quoted(table)} ({_quoted(column)})"


def _stored(cell: Cell) -> object:
    return cell.isoformat() if isinstance(cell, datetime.date) else cell


def _describe(database: sqlite3.Connection, filled: Sequence[Filled], about: About) -> None:
    header, *rows = dictionary(filled)
    database.execute(f"CREATE TABLE dictionary ({', '.join(_quoted(str(n)) for n in header)})")
    database.executemany("INSERT INTO dictionary VALUES (?, ?, ?, ?, ?, ?)", rows)
    database.execute("CREATE TABLE snapshot (id TEXT, source TEXT)")
    database.execute("INSERT INTO snapshot VALUES (?, ?)", [about.snapshot, about.source])
