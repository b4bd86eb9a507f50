"""The answer to a saved question as a table of an export."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from graph.opened import OpenSnapshot
from ontology.standards import PREFIXES
from queries.ask import query_of
from queries.catalogue import Question
from queries.exports.tables import READERS, Cell, Column, Filled, Table
from queries.tsv import plain_term, read_columns

_TSV = "text/tab-separated-values"
_XSD = PREFIXES["xsd"]
_DATATYPES = {
    f"{_XSD}gYear": "year",
    f"{_XSD}date": "date",
    f"{_XSD}integer": "integer",
    f"{_XSD}decimal": "decimal",
    f"{_XSD}double": "decimal",
    f"{_XSD}boolean": "boolean",
}


def fill_answer(question: Question, given: Mapping[str, str], opened: OpenSnapshot) -> Filled:
    """Return the answer to `question` as a table; types are those of its terms.

    Raises what the question raises.
    """
    query = replace(query_of(question, given, opened), solutions_as=_TSV)
    body = opened.workers.answer(query).body
    names = read_columns(body)
    lines = body.decode().split("\n")[1:-1]
    terms = [line.split("\t") for line in lines]
    types = [type_of({row[i] for row in terms}) for i in range(len(names))]
    columns = tuple(Column(name, type_, "") for name, type_ in zip(names, types, strict=True))
    rows = [[_cell(term, type_) for term, type_ in zip(row, types, strict=True)] for row in terms]
    table = Table(
        question.name,
        question.title_zh,
        question.title_en,
        question.row,
        columns,
        question.sparql,
    )
    return Filled(table, rows)


def _cell(term: str, type_: str) -> Cell:
    text = plain_term(term)
    return None if text is None else READERS[type_](text)


def type_of(terms: set[str]) -> str:
    """Return the type that all of `terms` have, as TSV writes them; else text.

    >>> type_of({"7", "", "8"}), type_of({"7", "7.5"}), type_of({"<http://a.b/c>"})
    ('integer', 'decimal', 'iri')
    """
    kinds = {_kind(term) for term in terms if term}
    if kinds == {"integer", "decimal"}:
        return "decimal"
    return kinds.pop() if len(kinds) == 1 else "text"


def _kind(term: str) -> str:
    if term[0] == "<":
        return "iri"
    if term[0] == '"':
        _, marked, datatype = term.rpartition('"^^<')
        return _DATATYPES.get(datatype.removesuffix(">"), "text") if marked else "text"
    if term in ("true", "false"):
        return "boolean"
    return "integer" if term.lstrip("+-").isdigit() else "decimal"
