"""Labels of the IRIs of a column, fetched once for each IRI."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from ontology.errors import UnknownValue
from zhengtu.client.columns import TEXT
from zhengtu.client.terms import expand

if TYPE_CHECKING:
    from zhengtu.client.connection import Connection

_BATCH = 500
"""IRIs of one query, which may have 100,000 characters."""

_QUERY = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?iri ?rank ?label WHERE {
  { ?iri skos:prefLabel ?label BIND(1 AS ?rank) }
  UNION { ?iri dcterms:title ?label BIND(2 AS ?rank) }
  UNION { ?iri rdfs:label ?label BIND(3 AS ?rank) }
  FILTER(LANG(?label) IN ("", ?language_))
} ORDER BY ?iri ?rank ?label
"""


def add_labels(
    graph: Connection, table: pa.Table, names: Iterable[str] | None, language: str
) -> pa.Table:
    """Return `table` with a column `xLabel` behind each column x of `names`, or of all with IRIs.

    A node without a label in `language` has none there. Raises UnknownValue for an unknown column.
    """
    chosen = table.column_names if names is None else list(names)
    for name in chosen:
        if name not in table.column_names:
            has = ", ".join(table.column_names)
            raise UnknownValue(f"labels: no column '{name}', only {has}", "labels")
    columns = {}
    for name in table.column_names:
        columns[name] = table[name]
        labels = _labels(graph, table[name], language) if name in chosen else None
        if labels is None and names is not None and name in chosen:
            labels = pa.nulls(table.num_rows, TEXT)
        if labels is not None:
            columns.setdefault(f"{name}Label", labels)
    return pa.table(columns)


def _labels(graph: Connection, column: pa.ChunkedArray, language: str) -> pa.Array | None:
    """Return the label of each value, or None for a column without IRIs."""
    if column.type != TEXT:
        return None
    encoded = column.combine_chunks().dictionary_encode()
    iris = {value: expand(value, graph.prefixes) for value in encoded.dictionary.to_pylist()}
    if not any(iris.values()):
        return None
    known = dict(_fetch(graph, sorted({iri for iri in iris.values() if iri}), language))
    labels = pa.array([known.get(iri or "") for iri in iris.values()], TEXT)
    return pc.take(labels, encoded.indices)


def _fetch(graph: Connection, iris: list[str], language: str) -> Iterator[tuple[str, str]]:
    """Yield the labels of `iris`: preferred ones before titles, those of a schema last."""
    cache = graph.labels_of(language)
    missing = [iri for iri in iris if iri not in cache]
    for start in range(0, len(missing), _BATCH):
        batch = missing[start : start + _BATCH]
        cache |= dict.fromkeys(batch, "")
        found = graph.sparql(_QUERY, iris="full", iri=batch, language_=language).to_arrow()
        for iri, label in zip(found["iri"].to_pylist(), found["label"].to_pylist(), strict=True):
            cache[iri] = cache[iri] or label
    yield from ((iri, cache[iri]) for iri in iris if cache[iri])
