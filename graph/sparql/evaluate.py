"""Evaluate one query on a store. This runs in a worker process, which holds one open store."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import Any

from pyoxigraph import (
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Variable,
    serialize,
)

from graph.sparql.complaints import ROOM, query_error
from graph.sparql.joining.plans import Key
from graph.sparql.output import Bounded, packer_of
from graph.sparql.rewriting.datasets import Dataset, dataset_of
from graph.sparql.rewriting.kinds import NONE, Found, kinds_in
from graph.sparql.rewriting.names import written_out
from graph.sparql.rewriting.prefixes import mentioned
from graph.sparql.rewriting.rewrite import Rewritten, is_plain, rewrite_query
from graph.sparql.rewriting.spaces import closed_up
from graph.sparql.rewriting.spellings import respelt
from graph.sparql.rewriting.types import Holds, Told, may_be_shorter, without_known_types
from graph.sparql.rows import RowCounter
from graph.sparql.search_tables import Hits, filled
from graph.sparql.solution_tables import with_rows
from graph.sparql.syntax.tokens import NotUnderstood
from graph.sparql.unknown_functions import UnknownFunctions
from graph.sparql.xml_text import XmlText, for_triples, sayable
from ontology.errors import NotAcceptable, QueryError, QueryRefused, ResultTooLarge

RESULTS_XML, RDF_XML = "application/sparql-results+xml", "application/rdf+xml"
SOLUTION_FORMATS = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    RESULTS_XML: QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}
"""Media types of SELECT and ASK results; ASK has no CSV or TSV."""

GRAPH_FORMATS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
    RDF_XML: RdfFormat.RDF_XML,
}
"""Media types of CONSTRUCT and DESCRIBE results."""

Sift = Callable[[str], str]
Count = Callable[[str], QuerySolutions | None]
Term = NamedNode | Literal
"""What a variable of a query may be bound to."""


@dataclass(frozen=True)
class Query:
    """A query with its dataset and the media types that the client takes, None for none.

    `values` binds variables: each must be projected by the SELECT. `base` is what relative IRIs
    are relative to, where the query has no BASE. With the `encoding` `ZSTD` the
    answer is packed while it is written: identifiers repeat so much that it takes a tenth of its
    size, and the limit is on what is kept and sent. `hits` fill the tables
    of `graph.sparql.search_tables`, `tables` those of `graph.sparql.solution_tables`; `asked` is
    the text before the former were put into it.
    """

    text: str
    solutions_as: str | None = "application/sparql-results+json"
    graph_as: str | None = "text/turtle"
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    base: str | None = None
    values: Mapping[str, Term] = field(default_factory=dict)
    encoding: str = ""
    hits: tuple[Hits, ...] = ()
    tables: tuple[str, ...] = ()
    asked: str = ""


@dataclass(frozen=True)
class Answer:
    """A serialised result, whole unless it is `truncated`: of a description, never of a query.

    `rows` counts its solutions or triples, where it is made of these. `learnt` is what was found
    out of the store on the way, `lacks` what must be kept so that the same is counted sooner.
    """

    body: bytes
    media_type: str
    truncated: bool = False
    encoding: str = ""
    rows: int | None = None
    learnt: tuple[Told, ...] = ()
    lacks: tuple[Key, ...] = ()


def names_graphs(query: Query) -> bool:
    return bool(query.default_graphs or query.named_graphs)


def evaluate(
    store: Store,
    query: Query,
    prefixes: dict[str, str],
    most_bytes: int,
    most_rows: int = sys.maxsize,
    *,
    holds: Holds | None = None,
    kinds: Found | None = None,
    sift: Sift | None = None,
    count: Count | None = None,
) -> Answer:
    """Return the complete answer to `query`; `prefixes` may be used undeclared.

    `holds` tells what is so in a store that never changes: an aggregate is the quicker for it.
    `kinds` tells there of what kind the values of a property are: a sort is the quicker for it.
    `sift` writes a text anew that asks the same there, and is quicker. `count` answers some that
    need not be evaluated.

    Raises QueryError with its position, ResultTooLarge, or NotAcceptable.
    """
    unknown = UnknownFunctions()
    if query.tables:
        holds = kinds = sift = count = None
    if holds and not names_graphs(query) and may_be_shorter(query.text) and is_plain(query.text):
        query = replace(query, text=without_known_types(query.text, prefixes, holds))
    results: QuerySolutions | QueryBoolean | QueryTriples | None = None
    if count and not names_graphs(query) and not query.values and not query.hits:
        results = count(query.text)
    if results is None:
        results = results_of(store, query, prefixes, unknown, kinds=kinds, sift=sift)
    packer = packer_of(query.encoding)
    if isinstance(results, QueryTriples):
        wanted = _accepted(query.graph_as, "CONSTRUCT and DESCRIBE", GRAPH_FORMATS)
        is_xml, numbers = wanted == RDF_XML, itertools.count()
        output = Bounded(most_bytes, packer, xml=for_triples() if is_xml else None)
        found = sayable(results) if is_xml else results
        triples = map(itemgetter(0), zip(found, numbers, strict=False))
        short = mentioned(prefixes, query.text)
        serialize(triples, output, format=GRAPH_FORMATS[wanted], prefixes=short)
        rows = next(numbers)
    else:
        wanted = _accepted(query.solutions_as, "SELECT and ASK", SOLUTION_FORMATS)
        counter = RowCounter(wanted)
        xml = XmlText() if wanted == RESULTS_XML else None
        output = Bounded(most_bytes, packer, counter, xml)
        results.serialize(output, format=SOLUTION_FORMATS[wanted])
        rows = 1 if isinstance(results, QueryBoolean) else counter.rows()
    unknown.check()
    if rows > most_rows:
        raise ResultTooLarge(f"the result has {rows} rows, over {most_rows}; add a LIMIT")
    return Answer(output.finished(), wanted, encoding=query.encoding, rows=rows)


def results_of(
    store: Store,
    query: Query,
    prefixes: dict[str, str],
    unknown: UnknownFunctions,
    dataset: Dataset | None = None,
    *,
    kinds: Found | None = None,
    sift: Sift | None = None,
) -> QuerySolutions | QueryBoolean | QueryTriples:
    """Return what the engine finds; when all of it is read, `unknown` says whether it holds.

    Without a `dataset` it is the one that the query says.
    """
    values: dict[Variable, Any] = {Variable(name): v for name, v in query.values.items()}
    if (text := closed_up(_changed(written_out, query.text, query.base))) != query.text:
        query = replace(query, text=text)
    is_plain_text = not names_graphs(query) and not query.values
    rewritten = _rewritten(query, prefixes, kinds if is_plain_text else None)
    if sift and is_plain_text:
        rewritten = replace(rewritten, text=sift(rewritten.text))
    given = (query.default_graphs, query.named_graphs)
    dataset = dataset or dataset_of(store, given, rewritten, prefixes, query.base)
    if rewritten.doubt:
        _check_doubt(dataset.store, rewritten.doubt, prefixes, query.base)
    if rewritten.text != text or query.hits:
        text = closed_up(filled(rewritten.text, query.hits))
    text = with_rows(text, query.tables) + ROOM
    unknown.know(text)
    while True:
        try:
            return dataset.store.query(
                text,
                prefixes=mentioned(prefixes, text),
                base_iri=query.base,
                default_graph=dataset.default,
                named_graphs=dataset.named,
                substitutions=values or None,
                custom_functions=unknown.by_name or None,
            )
        except SyntaxError as error:
            if (other := _changed(respelt, query.text)) != query.text:
                query = replace(query, text=other)
                return results_of(store, query, prefixes, unknown, dataset, kinds=kinds, sift=sift)
            if rewritten.text != query.text or query.asked:
                _check_syntax(query, prefixes)
            raise query_error(str(error), query.text) from None
        except RuntimeError as error:
            if not unknown.learn(str(error)):
                raise QueryError(str(error)) from None
        except ValueError as error:
            raise QueryError(str(error)) from None


def _check_doubt(store: Store, doubt: str, prefixes: dict[str, str], base: str | None) -> None:
    """Refuse a query for which `doubt` finds values that paths take for others."""
    try:
        is_founded = store.query(doubt, prefixes=prefixes, base_iri=base)
    except (SyntaxError, ValueError):
        return  # the query has the same fault, and its error is told
    if is_founded:
        raise QueryRefused(
            "a path that leads to a value such as -1 or 255 and back from it, as in (:p|^:p)+,"
            " is not answered rightly here; write its steps as patterns: ?a :p ?v . ?b :p ?v"
        )


def _rewritten(query: Query, prefixes: dict[str, str], found: Found | None) -> Rewritten:
    """Return the query that is right; the engine says what is wrong with a text that is none."""
    kinds = kinds_in(query.text, prefixes, query.base, found) if found else NONE
    try:
        return rewrite_query(query.text, is_bound=bool(query.values), kinds=kinds)
    except NotUnderstood as error:
        _check_syntax(query, prefixes)
        raise QueryRefused(
            f"the query cannot be checked ({error}); write it more plainly"
        ) from None


def _changed(change: Callable[..., str], text: str, *more: object) -> str:
    """Return `text` as `change` makes it, or as it is if it cannot be read."""
    try:
        return change(text, *more)
    except (NotUnderstood, RecursionError):
        return text


def _check_syntax(query: Query, prefixes: dict[str, str]) -> None:
    """Raise what is wrong with a query as it was asked."""
    text = query.asked or query.text
    try:
        Store().query(text + ROOM, prefixes=prefixes, base_iri=query.base)
    except SyntaxError as error:
        raise query_error(str(error), text) from None
    except (ValueError, RuntimeError) as error:
        raise QueryError(str(error)) from None
    if query.asked:
        raise QueryRefused(
            "what zt:search finds is a table, and none can stand there; write"
            ' ?item zt:search "words" in a group of its own'
        )


def _accepted(media_type: str | None, forms: str, formats: Iterable[str]) -> str:
    if media_type is None:
        raise NotAcceptable(f"{forms} are answered as {', '.join(formats)}; ask for one of these")
    return media_type
