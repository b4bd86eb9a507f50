"""Generated queries with SERVICE around some of their groups: the answer must stay the same.

The endpoint has the same data, and is played in this process. What stands in EXISTS or GRAPH is
left as it is, and an OPTIONAL with a FILTER of its own, which sees what stands outside.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from pyoxigraph import Store

from bench.differential.compare import difference
from bench.differential.datasets import random_dataset
from bench.differential.generate import Maker
from bench.differential.syntax import write_select
from bench.differential.trial import PER_DATASET, Trial, right_rows, rows_of, store_of
from bench.differential.values import Undefined
from graph.outward.fetch import Fetched
from graph.outward.hosts import Outward
from graph.outward.quota import Quota
from graph.sparql.evaluate import Query, evaluate
from graph.sparql.federation.clauses import Clause
from graph.sparql.federation.joining import Asker, Federation
from graph.sparql.federation.replies import Reply, read_rows
from graph.sparql.syntax.guard import check_query
from graph.sparql.syntax.read import read_query
from graph.sparql.syntax.tree import Exists, Filter, Graph, Group, Inner, Node, Select, Union
from ontology.errors import QueryRefused

_MOST_CLAUSES = 3
_BYTES = 100_000_000
_HOST = "a.example"
_OFTEN = 10**9


def run_federated(count: int, seed: int = 1) -> Iterator[Trial]:
    """Yield `count` trials of queries that have a clause."""
    done = 0
    while done < count:
        random = Random(seed)  # noqa: S311 - a test, no secret
        dataset = random_dataset(random)
        store = store_of(dataset)
        for _ in range(PER_DATASET):
            select = Maker(random).query()
            text = with_services(write_select(select), random)
            try:
                true = right_rows(select, dataset)
                wrong = difference(select, rows_of(_answered(text, store)), true)
            except Undefined:
                continue
            except QueryRefused as error:
                done += 1
                yield Trial(seed, text, "refused", str(error))
                continue
            done += 1
            yield Trial(seed, text, "wrong" if wrong else "right", wrong)
        seed += 1


def with_services(text: str, random: Random) -> str:
    """Return a query with SERVICE around some groups that may have it, none within another."""
    _, query = read_query(text)
    places = list(_places(query))
    chosen: list[tuple[int, int, bool]] = []
    for start, end, is_element in random.sample(places, len(places)):
        if all(end <= other[0] or start >= other[1] for other in chosen[:_MOST_CLAUSES]):
            chosen.append((start, end, is_element))
    for start, end, is_element in sorted(chosen[:_MOST_CLAUSES], reverse=True):
        clause = f"SERVICE <http://{_HOST}/> {text[start:end]}"
        text = f"{text[:start]}{clause if is_element else f'{{ {clause} }}'}{text[end:]}"
    return text


def _places(node: Node) -> Iterator[tuple[int, int, bool]]:
    """Yield where groups stand, and whether each is an element of another."""
    match node:
        case Exists() | Graph():
            return
        case Select(where=Group() as where):
            yield where.start, where.end, False
        case Group():
            yield from ((e.start, e.end, True) for e in node.elements if isinstance(e, Group))
        case Union():
            yield from ((group.start, group.end, False) for group in node.groups)
        case Inner(kind=kind, group=group):
            if kind == "MINUS" or not any(isinstance(e, Filter) for e in group.elements):
                yield group.start, group.end, False
    for child in node.children():
        yield from _places(child)


def _answered(text: str, store: Store) -> bytes:
    """Answer a query as a server and its worker do, but for the way to the endpoint."""

    def ask(_: Outward, clause: Clause) -> Reply:
        body = evaluate(store, Query(clause.question), {}, _BYTES).body
        return Reply(read_rows(Fetched(body, "", "the endpoint"), clause.variables))

    federation = Federation(Outward(frozenset({_HOST})), Quota(_OFTEN, _OFTEN), ask)
    joined, _ = federation.joined(Query(text), {}, Asker("", 60))
    check_query(joined.text, 100_000, 100)
    return evaluate(store, joined, {}, _BYTES).body
