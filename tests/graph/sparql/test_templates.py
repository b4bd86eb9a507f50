"""Solutions that make the same triples are told once, and what is made stays the same."""

from __future__ import annotations

from random import Random

import pytest
from pyoxigraph import Store

from bench.differential.datasets import random_dataset
from bench.differential.generate import Maker, scope
from bench.differential.syntax import write_group
from bench.differential.trial import store_of
from graph.serving.worker import Stores
from graph.serving.workers import place_of
from graph.sparql.evaluate import Query, Sift, evaluate
from graph.sparql.rewriting.templates import with_each_once
from graph.storage.snapshot import Snapshot
from ontology.errors import QueryRefused

MADE = "CONSTRUCT { ?t <x:p> ?a }"
TOLD_ONCE = [
    f"{MADE} {{ ?t <x:p> ?a ; <x:q> ?h }}",
    f"{MADE} WHERE {{ ?t <x:p> ?a ; <x:q> ?h }} ORDER BY ?h LIMIT 5 OFFSET 1 # five",
    "PREFIX : <http://e/> CONSTRUCT { $t a :C, ?a ; :p 5 } { ?t :p ?a { ?t :q ?h } }",
    "CONSTRUCT { <x:s> <x:p> ?a } { GRAPH ?g { ?t <x:p> ?a } }",
]
AS_IT_WAS = [
    f"{MADE} {{ ?t <x:p> ?a }} LIMIT 5",
    f"{MADE} {{ ?t <x:p> ?b }}",
    f"{MADE} FROM <x:g> {{ ?t <x:p> ?a ; <x:q> ?h }}",
    f"{MADE} {{ ?t <x:p> ?a ; <x:q> ?h }} GROUP BY ?t ?a",
    f"{MADE} {{ ?t <x:p> ?a ; <x:q> ?h }} VALUES ?h {{ 1 }}",
    "CONSTRUCT { ?t <x:p> [] } { ?t <x:p> ?a ; <x:q> ?h }",
    "CONSTRUCT { ?t <x:p> _:new } { ?t <x:p> ?a ; <x:q> ?h }",
    "CONSTRUCT { ?t <x:p> (?a) } { ?t <x:p> ?a ; <x:q> ?h }",
    "CONSTRUCT { <x:s> <x:p> 1 } { ?t <x:p> ?a ; <x:q> ?h }",
    "CONSTRUCT WHERE { ?t <x:p> ?a ; <x:q> ?h }",
    "SELECT ?t { ?t <x:p> ?a ; <x:q> ?h # CONSTRUCT\n}",
    "DESCRIBE ?t { ?t <x:p> ?construct ; <x:q> ?h }",
    "CONSTRUCT { ?t",
]


@pytest.mark.parametrize("text", [*TOLD_ONCE, *AS_IT_WAS])
def test_solutions_are_told_once_where_the_template_lacks_a_variable(text: str) -> None:
    once = with_each_once(text)
    assert (once != text) is (text in TOLD_ONCE)
    if text in TOLD_ONCE:
        Store().query(once)


def test_what_is_made_of_generated_patterns_is_the_same() -> None:
    changed = 0
    for seed in range(150):
        chance = Random(seed)  # noqa: S311 - a test, no secret
        store = store_of(random_dataset(chance))
        text = _random_construct(chance)
        once = with_each_once(text)
        changed += once != text
        assert _made(store, text, with_each_once) == _made(store, text, None), text
    assert changed > 50


def _random_construct(chance: Random) -> str:
    group = Maker(chance).group(2)
    names = sorted(scope(group)) or ["x"]
    subject, value, key = (chance.choice(names) for _ in range(3))
    tails = ["", "LIMIT 3", "LIMIT 9 OFFSET 1", f"ORDER BY ?{key}", f"ORDER BY ?{key} LIMIT 4 # x"]
    template = f"?{subject} <http://e/p> ?{value} ; <http://e/q> 5"
    return f"CONSTRUCT {{ {template} }} WHERE {write_group(group)} {chance.choice(tails)}"


def _made(store: Store, text: str, sift: Sift | None) -> list[bytes] | str:
    query = Query(text, graph_as="application/n-triples")
    try:
        return sorted(evaluate(store, query, {}, 1_000_000, sift=sift).body.split(b"\n"))
    except QueryRefused as error:
        return str(error)


def test_a_worker_tells_them_once(snapshot: Snapshot) -> None:
    sift = Stores().sift(place_of(snapshot))
    assert [sift(text) for text in TOLD_ONCE] == [with_each_once(text) for text in TOLD_ONCE]


def test_the_limit_counts_all_solutions() -> None:
    store = Store()
    store.update("INSERT DATA { <x:a> <x:p> <x:b>, <x:c> ; <x:q> 1, 2, 3 }")
    text = f"{MADE} {{ ?t <x:p> ?a ; <x:q> ?h }} ORDER BY ?a LIMIT 3"
    assert len(list(store.query(with_each_once(text)))) == 1  # type: ignore[arg-type]
