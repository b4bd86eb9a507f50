"""Ask an open snapshot where a statement comes from, and say it in words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import Future
from typing import Any

from graph.evidence.marks import Mark, marked
from graph.opened import OpenSnapshot
from graph.sparql.evaluate import Answer
from ontology.ids import iri_of

OPENING, CLOSING = "⟦", "⟧"
"""What marks the characters of the source in words for people."""


def begin_explanation(node: str, opened: OpenSnapshot) -> Future[Answer]:
    """Start to find out where `node` comes from: an IRI, or its part after `/id/`, with `id:`."""
    return opened.workers.submit_explanation(iri_of(node, opened.snapshot.base_iri))


def read_explanation(body: bytes, snapshot: str) -> dict[str, Any]:
    """Read the answer of a worker; `marked` is the raw text of a cell with its marks."""
    found: dict[str, Any] = {**json.loads(body), "snapshot": snapshot}
    for one in (found, *found["statements"]):
        for source in one["sources"]:
            source["marked"] = _marked(source)
    return found


def explain(node: str, opened: OpenSnapshot) -> dict[str, Any]:
    """Return where `node` comes from.

    Raises UnknownName for a node that the graph does not know, and what stops the work.
    """
    return read_explanation(begin_explanation(node, opened).result().body, opened.snapshot.id)


def explanation_lines(found: dict[str, Any], base_iri: str) -> Iterator[str]:
    """Yield an explanation in words: the statement, and each cell with the characters marked."""
    yield from _statement_lines(found, base_iri)
    for statement in found["statements"]:
        yield ""
        yield from _statement_lines(statement, base_iri)
    if found["truncated"]:
        yield f"… and more; these are the first {len(found['statements'])}"
    elif not found["sources"] and not found["statements"]:
        yield "  no cell: a register, the vocabulary or a document that is not loaded says so"


def _statement_lines(one: dict[str, Any], base_iri: str) -> Iterator[str]:
    kinds = ", ".join(_short(kind, base_iri) for kind in one["types"])
    yield f"{_short(one['iri'], base_iri)} ({kinds}) {' '.join(one['label'].split())}"
    if one["facts"]:
        yield "  " + "; ".join(f"{name} {value}" for name, value in one["facts"].items())
    if one["note"]:
        yield f"  {one['note']}"
    for source in one["sources"]:
        yield f"  {_place(source)}"
        yield from (f"    {line}" for line in source["marked"].splitlines() if line.strip())


def _place(source: dict[str, Any]) -> str:
    parts = [source["number"] or source["title"]]
    if source["row"]:
        column = f"column {source['column_number']} {source['column']}".rstrip()
        parts += [f"annex {source['annex']}", f"row {source['row']}", column]
    else:
        parts.append(f"paragraph {source['paragraph']}")
    stretches = [f"{mark['start']}–{mark['end']}" for mark in source["marks"]]
    if stretches:
        parts.append(f"characters {', '.join(stretches)}")
    in_file = [
        f"{mark['fileStart']}–{mark['fileEnd']}" for mark in source["marks"] if "fileStart" in mark
    ]
    where = f" at {', '.join(in_file)}" if in_file else ""
    return f"{', '.join(parts)} ({source['file']}{where})"


def _marked(source: dict[str, Any]) -> str:
    marks = [Mark(mark["start"], mark["end"]) for mark in source["marks"]]
    return marked(source["raw"], marks, OPENING, CLOSING)


def _short(iri: str, base_iri: str) -> str:
    known = {f"{base_iri}id/": "id:", f"{base_iri}def#": "zt:"}
    for long, short in known.items():
        if iri.startswith(long):
            return short + iri.removeprefix(long)
    return iri
