"""Which documents and annexes there are, each with how much is in it, counted from the columns.

The saved questions count the same in the graph, which reads all assignments of all items for it.
Here the graph says what the documents are, as few statements as there are documents.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from graph.index.entries.columns import Columns, Numbers
from graph.opened import OpenSnapshot
from queries.ask import Cell, Result, answer
from queries.catalogue import Question

_PREFIXES = """\
PREFIX zt: <https://w3id.org/zhengtu/def#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
"""
_DOCUMENTS = """\
SELECT DISTINCT ?document ?documentTitle ?number ?issuer ?issuerName ?date ?year WHERE {
  ?document a zt:PolicyDocument ; dcterms:hasVersion ?version ;
    dcterms:title ?documentTitle .
  FILTER(LANG(?documentTitle) = "zh")
  OPTIONAL { ?document zt:period ?year }
  OPTIONAL { ?document eli:id_local ?number }
  OPTIONAL { ?document eli:date_document ?date }
  OPTIONAL {
    ?document zt:issuedBy ?issuer .
    ?issuer skos:prefLabel ?issuerName .
    FILTER(LANG(?issuerName) = "zh")
  }
} ORDER BY ?year ?number ?document ?issuer"""
_ANNEXES = """\
SELECT DISTINCT ?document ?documentTitle ?annexNumber ?annexName ?annex WHERE {
  ?document eli:has_annex ?annex ; dcterms:title ?documentTitle .
  ?annex zt:annexNumber ?annexNumber ; dcterms:title ?annexName .
  FILTER(LANG(?documentTitle) = "zh" && LANG(?annexName) = "zh")
} ORDER BY ?document ?annexNumber"""
_LARGEST = 1 << 16
"""An annex number is kept in 16 bits."""


def count_documents(
    question: Question, given: Mapping[str, str], opened: OpenSnapshot
) -> Result | None:
    """Return the rows of the saved questions `documents` and `annexes`; None for any other.

    None, too, for an index of before, whose columns do not know the assignments.
    """
    columns = opened.columns
    if question.name == "documents" and columns.has_assignments:
        found = _told(question, _DOCUMENTS, given, opened)
        counts = _of_documents(columns)
        nothing: dict[str, Cell] = {"items": 0, "assignments": 0, "provisions": 0}
        rows = [row | counts.get(str(row["document"]), nothing) for row in found.rows]
        return replace(found, columns=[*found.columns, *nothing], rows=rows)
    if question.name == "annexes" and columns.has_links:
        found = _told(question, _ANNEXES, given, opened)
        items = _of_annexes(columns)
        rows = [
            row | {"items": items.get((str(row["document"]), int(row["annexNumber"] or 0)), 0)}
            for row in found.rows
        ]
        return replace(found, columns=[*found.columns, "items"], rows=rows)
    return None


def _told(
    question: Question, sparql: str, given: Mapping[str, str], opened: OpenSnapshot
) -> Result:
    """Return what the graph says of documents, as an answer to `question` without its numbers."""
    asked = replace(question, sparql=_PREFIXES + sparql)
    return replace(answer(asked, given, opened), question=question)


def _of_documents(columns: Columns) -> dict[str, dict[str, Cell]]:
    """Return the numbers of work items, assignments and provisions of each document."""
    documents = columns.column("document")
    provisions = columns.column("type").holders(("provision",), columns.count)
    counted = (columns.are_items.astype(np.int64), _assignments(columns), provisions)
    sums = [
        np.bincount(documents.codes, weights[documents.items], len(documents.values))
        for weights in counted
    ]
    table = np.stack(sums, axis=1).astype(np.int64).tolist()
    return {
        iri: {"items": items, "assignments": assignments, "provisions": others}
        for iri, (items, assignments, others) in zip(documents.values, table, strict=True)
    }


def _assignments(columns: Columns) -> Numbers:
    """Return how many assignments each entry has."""
    column = columns.column("assignments")
    found = np.zeros(columns.count, np.int64)
    found[column.items] = np.array([int(value) for value in column.values] or [0])[column.codes]
    return found


def _of_annexes(columns: Columns) -> dict[tuple[str, int], int]:
    """Return how many work items each annex of a document has."""
    column = columns.column("document").within(columns.are_items)
    keys = column.codes.astype(np.int64) * _LARGEST + columns.annexes[column.items]
    found, counts = np.unique(keys, return_counts=True)
    places = zip((found // _LARGEST).tolist(), (found % _LARGEST).tolist(), strict=True)
    return {
        (column.values[code], annex): number
        for (code, annex), number in zip(places, counts.tolist(), strict=True)
    }
