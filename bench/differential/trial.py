"""One trial: a query, answered by what answers queries in a worker, and by the brute evaluator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    Quad,
    QueryResultsFormat,
    QuerySolutions,
    Store,
    parse_query_results,
)

from bench.differential.brute import Brute, Dataset
from bench.differential.compare import Row, difference
from bench.differential.datasets import random_choice_of_graphs, random_dataset
from bench.differential.generate import Maker
from bench.differential.syntax import Select, write_select
from bench.differential.values import Undefined
from graph.sparql.evaluate import Query, evaluate
from graph.sparql.joining.kept import Counter, Kept
from graph.sparql.joining.plans import read_plan
from graph.sparql.rewriting.kinds import Found
from graph.sparql.rewriting.scans import Scanner
from graph.sparql.rewriting.sizes import Sizes
from graph.sparql.rewriting.types import Implied
from graph.sparql.syntax.guard import check_query
from ontology.errors import QueryRefused

Graphs = tuple[Sequence[NamedNode], Sequence[NamedNode]]
PER_DATASET = 20
MOST_ROWS = 3_000


@dataclass(frozen=True)
class Trial:
    """What came of a query: `right`, `wrong`, `refused` or `undefined`."""

    seed: int
    query: str
    outcome: str
    detail: str = ""


_LARGE = Sizes(lambda _: 1_000, lambda _: 1_000)


def run_trials(count: int, seed: int = 1) -> Iterator[Trial]:
    """Yield `count` trials whose right answer is defined, beside those whose is not."""
    done = 0
    while done < count:
        random = Random(seed)  # noqa: S311 - a test, no secret
        dataset = random_dataset(random)
        store = store_of(dataset)
        for _ in range(PER_DATASET):
            graphs = random_choice_of_graphs(random)
            trial = run_trial(Maker(random).query(), dataset, store, seed, graphs)
            done += trial.outcome != "undefined"
            yield trial
        seed += 1


def store_of(dataset: Dataset) -> Store:
    store = Store()
    for triple in dataset.default:
        store.add(Quad(*triple, DefaultGraph()))
    for graph, triples in dataset.named.items():
        for triple in triples:
            store.add(Quad(*triple, graph))
    return store


def chosen(dataset: Dataset, graphs: Graphs) -> Dataset:
    """Return the dataset of a query with FROM and FROM NAMED (13.2)."""
    default, named = graphs
    if not default and not named:
        return dataset
    merged = frozenset(triple for graph in default for triple in dataset.named.get(graph, ()))
    return Dataset(merged, {graph: dataset.named.get(graph, frozenset()) for graph in named})


def run_trial(
    select: Select, dataset: Dataset, store: Store, seed: int, graphs: Graphs = ((), ())
) -> Trial:
    clauses = [f"FROM {g}" for g in graphs[0]] + [f"FROM NAMED {g}" for g in graphs[1]]
    text = write_select(select, " ".join(clauses))
    dataset = chosen(dataset, graphs)
    try:
        true = right_rows(select, dataset)
    except Undefined as error:
        return Trial(seed, text, "undefined", str(error))
    try:
        found = answer(text, store)
    except QueryRefused as error:
        return Trial(seed, text, "refused", str(error))
    wrong = difference(select, found, true)
    return Trial(seed, text, "wrong" if wrong else "right", wrong)


def right_rows(select: Select, dataset: Dataset) -> list[Row]:
    """Return the right answer; raises Undefined where there is none, or one too large."""
    true: list[Row] = list(Brute(dataset, dataset.default).select(select))
    if len(true) > MOST_ROWS:
        raise Undefined("too large")
    return true


def answer(text: str, store: Store) -> list[Row]:
    """Answer a SELECT as a worker does, from the text to the bytes that go out."""
    check_query(text, 100_000, 100)
    count = partial(counted, store)
    holds, kinds = Implied(store), Found(store)
    sift = Scanner(_LARGE, {}).scanned
    known = {"holds": holds, "kinds": kinds, "sift": sift, "count": count}
    return rows_of(evaluate(store, Query(text), {}, 100_000_000, **known).body)


def rows_of(body: bytes) -> list[Row]:
    """Return the solutions of a result in JSON."""
    results = parse_query_results(body, QueryResultsFormat.JSON)
    assert isinstance(results, QuerySolutions)  # noqa: S101 - the query is a SELECT
    names = [variable.value for variable in results.variables]
    return [
        {name: node for name in names if (node := solution[name]) is not None}
        for solution in results
    ]


def counted(store: Store, text: str) -> QuerySolutions | None:
    """Return what is counted from arrays, which are made for it; None for any other query."""
    if read_plan(text, {}) is None:
        return None
    with TemporaryDirectory() as folder:
        kept = Kept(Path(folder, "snapshot/store/key"), store, {}, _LARGE)
        lacking = kept.answer(text)
        if isinstance(lacking, tuple):
            kept.make(lacking)
        return Counter(kept).answer(text)
