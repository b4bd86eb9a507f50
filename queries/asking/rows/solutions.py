"""What the snapshot says to a query, and the rows of an answer with their sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import orjson

from graph.opened import OpenSnapshot
from graph.sparql.evaluate import Query
from graph.sparql.search_tables import table
from ontology.ids import rebase
from queries.asking.readings.apart import Items
from queries.asking.readings.reading import Reading
from queries.asking.rows.narrowing import narrowed
from queries.asking.rows.tables import Row


@dataclass(frozen=True)
class Found:
    """The rows of a reading with the sentence that tells them, and what is doubtful of them."""

    reading: Reading
    sentence: str
    columns: tuple[str, ...]
    rows: list[Row]
    sparql: str
    doubts: tuple[str, ...] = ()
    is_absent: bool = False
    """The items that are named print nothing of the kind asked for: no row is the answer."""
    remarks: tuple[str, ...] = ()
    """What is said beside the rows and doubts none of them."""
    apart: Items | None = None
    """The items that are counted and not told, neither as rows nor behind them."""

    @property
    def is_empty(self) -> bool:
        return not self.rows and not self.apart


def solutions(opened: OpenSnapshot, sparql: str) -> list[dict[str, str]]:
    """Return what a query finds, each solution as the texts of its values."""
    return at_once(opened, sparql)[0]


def solutions_of(
    opened: OpenSnapshot, sparql: str, variable: str, things: Iterable[str]
) -> list[dict[str, str]]:
    """Return what a query finds of `things` alone, which may be many, for its `variable`."""
    named = sparql.replace("WHERE {", f"WHERE {{\n  {table(0, (variable,))}", 1)
    hits = tuple((iri, 0.0) for iri in things)
    return _answered(opened, [Query(named, hits=(hits,))])[0]


def at_once(opened: OpenSnapshot, *queries: str) -> list[list[dict[str, str]]]:
    """Return the solutions of queries that are answered side by side."""
    return _answered(opened, map(Query, queries))


def found_items(opened: OpenSnapshot, *queries: str) -> list[list[dict[str, str]]]:
    """Return the solutions of queries that find work items, answered side by side."""
    return _answered(opened, (narrowed(sparql, opened.index) for sparql in queries))


def _answered(opened: OpenSnapshot, queries: Iterable[Query]) -> list[list[dict[str, str]]]:
    base_iri = opened.snapshot.base_iri
    asked = [
        opened.workers.submit(replace(query, text=rebase(query.text, base_iri)))
        for query in queries
    ]
    return [_read(future.result().body) for future in asked]


def _read(body: bytes) -> list[dict[str, str]]:
    content: Mapping[str, Any] = orjson.loads(body)
    return [
        {name: term["value"] for name, term in binding.items()}
        for binding in content["results"]["bindings"]
    ]
