"""Why a surface means a body: the steps, the rule and the register row, document by document.

What is resolved is resolved again with the registers as they are now, so that a correction can be
tried before the next load; `registers` says whether the snapshot was loaded with the same ones.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from graph.opened import OpenSnapshot
from graph.sparql.evaluate import Query
from loader.bodies.agents import Directory
from loader.bodies.resolution import Resolution
from loader.registers.registers import Registers
from ontology.errors import UnknownValue
from ontology.ids import rebase
from ontology.values import fold_space

_SOLUTIONS = "application/sparql-results+json"
_CODE = re.compile(r"/id/doc/(?P<code>[^/]+)/")
_NOWHERE = ("100000", 2025)
"""Code and year that a surface is read with which no document prints."""

_DOCUMENTS = """
PREFIX zt: <https://w3id.org/zhengtu/def#>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT DISTINCT ?document ?title ?year ?surface WHERE {
  ?document a zt:PolicyDocument ; dcterms:title ?title .
  OPTIONAL { ?document zt:period ?year }
  ?item zt:inDocument ?document ; zt:hasAssignment ?assignment .
  ?assignment zt:surface ?surface .
} ORDER BY ?document ?surface
"""


@dataclass(frozen=True)
class Context:
    """A document that a surface is read in: its place, its year if known, and what it prints."""

    document: str
    title: str
    code: str
    year: int | None
    surfaces: tuple[str, ...] = ()


def explain(surface: str, document: str, opened: OpenSnapshot, folder: Path) -> dict[str, Any]:
    """Return who `surface` is in `document`, or in each document that prints it if none is given.

    A surface that no document prints is read as one of the country. Raises UnknownValue for a
    document that the snapshot does not hold, or an empty surface.
    """
    words = fold_space(surface)
    if not words:
        raise UnknownValue("surface: empty; give a name as a document prints it", "surface")
    registers = Registers(folder)
    contexts = list(_contexts(opened))
    if document:
        iri = _document(document, opened)
        contexts = [context for context in contexts if context.document == iri]
    else:
        contexts = [context for context in contexts if words in context.surfaces]
    chosen = contexts or [Context("", "", *_NOWHERE)]
    loaded_with = opened.snapshot.manifest["versions"]["registers"]
    return {
        "surface": words,
        "answers": [_answer(words, context, registers, opened) for context in chosen],
        "registers": {"version": registers.fingerprint(), "loadedWith": loaded_with},
        "toCorrect": "add a row with field 'unit' to data/registers/corrections.csv and load again",
    }


def _document(value: str, opened: OpenSnapshot) -> str:
    found = opened.index.find_nodes("document", value)
    if len(found) != 1:
        known = "; ".join(f"{named.label} <{named.iri}>" for named in found)
        message = f"document: '{value}' may be {known}" if found else f"no document '{value}'"
        raise UnknownValue(message, "document")
    return found[0].iri


def _contexts(opened: OpenSnapshot) -> Iterator[Context]:
    """Yield the documents of the snapshot with the surfaces that they print."""
    text = rebase(_DOCUMENTS, opened.snapshot.base_iri)
    answer = opened.workers.answer(Query(text, _SOLUTIONS, None))
    by_document: dict[tuple[str, str, int | None], list[str]] = {}
    for row in json.loads(answer.body)["results"]["bindings"]:
        year = int(row["year"]["value"]) if "year" in row else None
        key = (row["document"]["value"], row["title"]["value"], year)
        by_document.setdefault(key, []).append(row["surface"]["value"])
    for (iri, title, of_year), surfaces in by_document.items():
        code = _CODE.search(iri)
        yield Context(iri, title, code["code"] if code else _NOWHERE[0], of_year, tuple(surfaces))


def _answer(
    surface: str, context: Context, registers: Registers, opened: OpenSnapshot
) -> dict[str, Any]:
    directory = Directory(registers, context.code, context.year)
    directory = directory.informed_by(context.surfaces, context.title)
    found = directory.explain(surface)
    agent = found.agent
    return {
        "document": context.document,
        "title": context.title,
        "place": context.code,
        "year": context.year,
        "agent": rebase(agent.iri.value, opened.snapshot.base_iri),
        "name": agent.name,
        "resolution": agent.resolution,
        "confidence": agent.confidence,
        **_body(found),
        "rule": found.rule,
        "row": found.row,
        "alternatives": list(found.alternatives),
        "similar": directory.similar(agent) if agent.resolution == "unresolved" else [],
        "steps": [asdict(step) for step in found.steps],
    }


def _body(found: Resolution) -> dict[str, str]:
    body = found.agent.body
    if body is None:
        return {}
    return {"type": body.type, "level": body.level, "businessLine": body.line}


def why_text(answer: dict[str, Any]) -> str:
    """Return an explanation in words for a terminal."""
    return "\n".join(line for one in answer["answers"] for line in _lines(one, answer)) + "\n"


def _lines(one: dict[str, Any], answer: dict[str, Any]) -> Iterator[str]:
    where = (
        f"{one['title']} ({one['place']}, {one['year'] or 'no year'})"
        if one["title"]
        else "no document"
    )
    yield f"{answer['surface']} in {where}"
    yield f"  is {one['name']} <{one['agent']}>"
    known = [one.get(name, "") for name in ("type", "level", "businessLine")]
    if any(known):
        yield f"  type {known[0] or '?'}, level {known[1] or '?'}, business line {known[2] or '?'}"
    yield f"  by {one['rule']}, confidence {one['confidence']}"
    if one["row"]:
        yield f"  row: {one['row']}"
    yield from (f"  {step['rule']}: {step['outcome']}" for step in one["steps"])
    if one["alternatives"]:
        yield f"  could also be: {'、'.join(one['alternatives'])}"
    if one["similar"]:
        yield f"  looks like, no more: {'、'.join(one['similar'])}"
    if answer["registers"]["version"] != answer["registers"]["loadedWith"]:
        yield "  the registers have changed since the load: load again"
