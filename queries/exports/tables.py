"""The tables of an export: each a query with its columns, described once for all formats.

    # title-zh: 领导
    # title-en: Officials
    # row: one named leader
    # column: official | iri | key | the official
    # column: jurisdiction | iri | places | the place

A column is the key of its table, required, optional, or refers to the key of another table.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby
from operator import itemgetter

from graph.sparql.evaluate import Answer, Query
from ontology.errors import UnknownName
from ontology.ids import rebase
from queries.catalogue import read_header
from queries.tsv import read_rows

Cell = str | int | float | bool | datetime.date | None
Row = list[Cell]
Ask = Callable[[Query], Answer]
"""What answers a query: the workers of an open snapshot."""

NAMES = (
    "documents",
    "items",
    "assignments",
    "themes",
    "targets",
    "agencies",
    "officials",
    "places",
    "programmes",
    "mentions",
    "links",
)
"""All tables, in the order of the export."""

TYPES = ("iri", "text", "integer", "decimal", "boolean", "year", "date")
_RULES = ("key", "required", "optional")
_TSV = "text/tab-separated-values"


@dataclass(frozen=True)
class Column:
    """A column; `refers_to` names the table whose key it holds, or is empty."""

    name: str
    type: str
    description: str
    is_key: bool = False
    required: bool = False
    refers_to: str = ""


@dataclass(frozen=True)
class Table:
    """A table: what one row is, its columns, and the SPARQL that gives its rows."""

    name: str
    title_zh: str
    title_en: str
    row: str
    columns: tuple[Column, ...]
    sparql: str

    @property
    def key(self) -> Column | None:
        return next((column for column in self.columns if column.is_key), None)


@dataclass(frozen=True)
class Filled:
    """A table with its rows, ready to be written; rows may be read more than once."""

    table: Table
    rows: list[Row]


@cache
def tables() -> dict[str, Table]:
    """Return all tables by name."""
    folder = files("queries") / "tables"
    return {name: read_table(name, (folder / f"{name}.rq").read_text("utf-8")) for name in NAMES}


def find_table(name: str) -> Table:
    """Return the table `name`.

    Raises UnknownName, with those that exist.
    """
    if name not in tables():
        raise UnknownName(f"no table '{name}', only {', '.join(tables())}")
    return tables()[name]


def read_table(name: str, text: str) -> Table:
    """Read a table from the text of its file.

    Raises ValueError for a header that is not as it should be.
    """
    header = list(read_header(text))
    single = {key: value for key, value in header if key != "column"}
    if missing := {"title-zh", "title-en", "row"} - set(single):
        raise ValueError(f"{name}.rq: the header lacks {', '.join(sorted(missing))}")
    columns = tuple(_column(name, value) for key, value in header if key == "column")
    return Table(name, single["title-zh"], single["title-en"], single["row"], columns, text)


def _column(table: str, line: str) -> Column:
    parts = [part.strip() for part in line.split("|")]
    if len(parts) != 4 or parts[1] not in TYPES or parts[2] not in (*_RULES, *NAMES):
        raise ValueError(f"{table}.rq: not 'name | type | rule | text': {line}")
    name, type_, rule, description = parts
    is_key = rule == "key"
    refers_to = "" if rule in _RULES else rule
    return Column(name, type_, description, is_key, is_key or rule == "required", refers_to)


def fill(table: Table, ask: Ask, base_iri: str) -> Filled:
    """Return `table` with its rows, in their order. Raises what the query raises."""
    answer = ask(Query(rebase(table.sparql, base_iri), solutions_as=_TSV))
    readers = [READERS[column.type] for column in table.columns]
    rows = (
        [None if cell is None else read(cell) for cell, read in zip(row, readers, strict=True)]
        for row in read_rows(answer.body)
    )
    return Filled(table, list(_one_per_key(table, rows)))


def _one_per_key(table: Table, rows: Iterable[Row]) -> Iterator[Row]:
    """Yield one row for each key: several texts are joined, of other values the first is given.

    All of them are in the graph; a table has one cell.
    """
    if table.key is None:
        yield from rows
        return
    position = table.columns.index(table.key)
    for _, same in groupby(rows, key=itemgetter(position)):
        yield [_joined(values) for values in zip(*same, strict=True)]


def _joined(values: tuple[Cell, ...]) -> Cell:
    distinct = [value for value in dict.fromkeys(values) if value is not None]
    texts = [value for value in distinct if isinstance(value, str)]
    if len(texts) > 1 and not any(text.startswith(("http://", "https://")) for text in texts):
        return "；".join(texts)
    return distinct[0] if distinct else None


def read_boolean(text: str) -> bool:
    return text in ("true", "1")


def read_date(text: str) -> Cell:
    """Return a day; what is none, such as 2018-02-31, stays text."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return text


def read_text(text: str) -> Cell:
    return text


READERS: dict[str, Callable[[str], Cell]] = {
    "iri": read_text,
    "text": read_text,
    "integer": int,
    "decimal": float,
    "boolean": read_boolean,
    "year": int,
    "date": read_date,
}
"""What reads the lexical form of a term of each type."""
