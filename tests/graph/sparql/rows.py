"""The stores that tests ask, and the rows of an answer as they compare them."""

from __future__ import annotations

import json
from pathlib import Path

from pyoxigraph import RdfFormat, Store

from graph.sparql.evaluate import Query, evaluate
from ontology.standards import PREFIXES


def store_of(turtle: str, path: Path | None = None) -> Store:
    """Return a store of what is said in Turtle, in memory or at `path`."""
    store = Store(path) if path else Store()
    store.load(turtle.encode(), RdfFormat.TURTLE)
    return store


def rows_of(store: Store, query: str | Query, unbound: str = "") -> list[list[str]]:
    """Return the rows of an answer, sorted, without `http://e/`; an ASK has one, a graph its lines.

    `unbound` stands where a variable has no value; a text may use `:` for `http://e/`.
    """
    asked = Query(f"PREFIX : <http://e/> {query}") if isinstance(query, str) else query
    answer = evaluate(store, asked, PREFIXES, 1_000_000)
    if answer.media_type == "application/n-triples":
        return sorted([line] for line in answer.body.decode().splitlines())
    content = json.loads(answer.body)
    if "boolean" in content:
        return [[str(content["boolean"]).lower()]]
    names, rows = content["head"]["vars"], content["results"]["bindings"]
    cells = [[row[n]["value"] if n in row else unbound for n in names] for row in rows]
    return sorted([cell.removeprefix("http://e/") for cell in row] for row in cells)
