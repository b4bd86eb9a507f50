"""Answer a saved question on an open snapshot."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.opened import OpenSnapshot
from graph.sparql.evaluate import Query, Term
from ontology.errors import UnknownValue
from ontology.ids import rebase
from ontology.standards import XSD
from queries.catalogue import Question
from queries.values import read_value

_PATTERN = "WHERE {"
Cell = str | int | float | None


@dataclass(frozen=True)
class Result:
    """The complete answer to a question: columns in order, one dictionary per row."""

    question: Question
    parameters: dict[str, str]
    columns: list[str]
    rows: list[dict[str, Cell]]
    snapshot: str

    def as_json(self) -> dict[str, Any]:
        return {
            "question": self.question.name,
            "title": {"zh": self.question.title_zh, "en": self.question.title_en},
            "row": self.question.row,
            "parameters": self.parameters,
            "columns": self.columns,
            "count": len(self.rows),
            "rows": self.rows,
            "snapshot": self.snapshot,
        }

    def as_csv(self) -> str:
        text = io.StringIO()
        writer = csv.DictWriter(text, self.columns)
        writer.writeheader()
        writer.writerows(self.rows)
        return text.getvalue()


def query_of(question: Question, given: Mapping[str, str], opened: OpenSnapshot) -> Query:
    """Return the query of `question` with the values that were given.

    Raises UnknownValue for a parameter that is unknown or missing, or a value that is unknown.
    """
    _check_names(question, given)
    base_iri = opened.snapshot.base_iri
    values = {
        parameter.name: read_value(parameter, given[parameter.name], opened.index, base_iri)
        for parameter in question.parameters
        if parameter.name in given
    }
    return Query(_stating(rebase(question.sparql, base_iri), values), values=values)


def _stating(sparql: str, values: Mapping[str, Term]) -> str:
    """Return a query whose pattern begins with its values.

    They are bound anyway; but the engine plans by what stands in the pattern, and read the targets
    of all themes for one of them. What the query only asks for where it is known must be there.
    """
    for name in values:
        sparql = _demanding(sparql, name)
    stated = "".join(f" VALUES ?{name} {{ {value} }}" for name, value in values.items())
    return sparql.replace(_PATTERN, _PATTERN + stated, 1)


def _demanding(sparql: str, name: str) -> str:
    """Return a query that demands a value which it only asks for where it is known.

    >>> _demanding("SELECT ?x WHERE { ?x a ?class OPTIONAL { ?x zt:period ?year } }", "year")
    'SELECT ?x WHERE { ?x zt:period ?year . ?x a ?class  }'
    """
    found = re.search(rf"OPTIONAL {{ ([^{{}}]*\?{name}) }}", sparql)
    if found is None:
        return sparql
    start = _group_of(sparql, found.start())
    before, behind = sparql[start : found.start()], sparql[found.end() :]
    return f"{sparql[:start]} {found[1]} .{before}{behind}"


def _group_of(sparql: str, position: int) -> int:
    """Return where the group begins that `position` stands in: behind its brace."""
    depth = 0
    for start in range(position, 0, -1):
        depth += {"}": 1, "{": -1}.get(sparql[start - 1], 0)
        if depth < 0:
            return start
    return 0


def _check_names(question: Question, given: Mapping[str, str]) -> None:
    known = [parameter.name for parameter in question.parameters]
    for name in given:
        if name not in known:
            names = ", ".join(known) or "none"
            raise UnknownValue(f"{question.name} has no parameter '{name}', only {names}", name)
    for parameter in question.parameters:
        if parameter.required and parameter.name not in given:
            message = f"{question.name} needs {parameter.name}, such as {parameter.example}"
            raise UnknownValue(message, parameter.name)


def answer(question: Question, given: Mapping[str, str], opened: OpenSnapshot) -> Result:
    """Answer `question`; all rows, never a page of them.

    Raises what `query_of` and the query raise.
    """
    query = query_of(question, given, opened)
    body = opened.workers.answer(query).body
    return read_result(question, query, body, opened.snapshot.id)


def read_result(question: Question, query: Query, body: bytes, snapshot: str) -> Result:
    """Read the SPARQL JSON `body` of an answered `query` into a result."""
    content = json.loads(body)
    columns = content["head"]["vars"]
    bindings = content["results"]["bindings"]
    rows = [{name: _cell(binding.get(name)) for name in columns} for binding in bindings]
    bound = {name: term.value for name, term in query.values.items()}
    return Result(question, bound, columns, rows, snapshot)


def _cell(term: dict[str, str] | None) -> Cell:
    if term is None:
        return None
    if term.get("datatype") == XSD.integer.value:
        return int(term["value"])
    if term.get("datatype") == XSD.decimal.value:
        number = float(term["value"])
        return int(number) if number.is_integer() else number
    return term["value"]
