"""The dataset of a query that names its graphs, by FROM or by parameters of the request.

The engine puts several graphs together for a default graph without taking out what two of them
state, so that such a triple counts twice. Where that happens, they are put together here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Store

from graph.sparql.rewriting.prefixes import resolved
from graph.sparql.rewriting.rewrite import Rewritten
from ontology.errors import QueryError, QueryRefused

MOST_STATEMENTS = 300_000
"""Statements that are put together for one query."""


@dataclass(frozen=True)
class Dataset:
    """What a query is evaluated on; None for both kinds of graphs means what its text says."""

    store: Store
    default: list[NamedNode | BlankNode | DefaultGraph] | None = None
    named: list[NamedNode | BlankNode] | None = None


def dataset_of(
    store: Store,
    given: tuple[tuple[str, ...], tuple[str, ...]],
    query: Rewritten,
    prefixes: Mapping[str, str],
    base: str | None,
) -> Dataset:
    """Return the dataset of `query`: the graphs `given` with the request, else those it names.

    Raises QueryError for a graph that is no IRI, QueryRefused for graphs too large to put together.
    """
    try:
        default, named = ([NamedNode(iri) for iri in graphs] for graphs in given)
        if not default and not named:
            prologue = query.prologue
            default = [resolved(text, prologue, prefixes, base) for text in query.default_graphs]
            named = [resolved(text, prologue, prefixes, base) for text in query.named_graphs]
    except ValueError as error:
        raise QueryError(str(error)) from None
    if not default and not named:
        return Dataset(store)
    default, named = list(dict.fromkeys(default)), list(dict.fromkeys(named))
    if len(default) < 2 or not _overlap(store, default):
        return Dataset(store, [*default], [*named])
    return Dataset(_merged(store, default, named), [DefaultGraph()], [*named])


def _overlap(store: Store, graphs: list[NamedNode]) -> bool:
    """Tell whether two of `graphs` state the same triple."""
    looked = 0
    for number, graph in enumerate(graphs):
        for quad in store.quads_for_pattern(None, None, None, graph):
            looked += 1
            if looked > MOST_STATEMENTS:
                raise _too_large()
            if any(_moved(quad, other) in store for other in graphs[:number]):
                return True
    return False


def _merged(store: Store, default: list[NamedNode], named: list[NamedNode]) -> Store:
    merged = Store()
    room = MOST_STATEMENTS
    for graph in [*default, *named]:
        quads = list(islice(store.quads_for_pattern(None, None, None, graph), room + 1))
        room -= len(quads)
        if room < 0:
            raise _too_large()
        merged.extend(quads if graph in named else ())
        if graph in default:
            merged.extend(_moved(quad, DefaultGraph()) for quad in quads)
    return merged


def _moved(quad: Quad, graph: NamedNode | DefaultGraph) -> Quad:
    subject, term, value = quad.triple
    return Quad(subject, term, value, graph)


def _too_large() -> QueryRefused:
    return QueryRefused(
        f"the graphs that are to be one default graph have over {MOST_STATEMENTS} statements;"
        " leave FROM out to ask all graphs, or name one"
    )
