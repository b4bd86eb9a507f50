"""Look-ups by chance find what the engine finds, whatever way they take."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator
from itertools import islice

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad, QueryResultsFormat, QuerySolutions, Store

from graph.lookups.finding import TooMuch, answer
from graph.lookups.reading import LookupReader
from graph.snapshot import Snapshot

COUNT = 300
UNION = DefaultGraph()


@pytest.fixture(scope="module")
def store(snapshot: Snapshot) -> Store:
    return Store.read_only(str(snapshot.store_path))


@pytest.fixture(scope="module")
def quads(store: Store) -> list[Quad]:
    return list(islice(store.quads_for_pattern(None, None, None, UNION), 0, None, 7))


def chance_of(seed: int, quads: list[Quad], store: Store) -> str:
    """Return a query that goes on from a node: to where it leads, or to where it does not."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    start = chance.choice(quads).subject
    ends, triples = {str(start): start}, list[str]()
    for number in range(chance.randint(1, 5)):
        name, node = chance.choice(list(ends.items()))
        said = [] if not isinstance(node, NamedNode) else list(_said(store, node))
        verb, value = chance.choice(said) if said else (chance.choice(quads).predicate, None)
        if value is not None and chance.random() < 0.1:
            triples.append(
                f"{name} {verb} {value}" if '"' not in str(value) else f"{name} {verb} ?x"
            )
            continue
        ends[f"?v{number}"] = value if value is not None else start
        triples.append(f"{name} {verb} ?v{number}")
    chance.shuffle(triples)
    body = " . ".join(triples)
    names = sorted({word for word in body.split() if word.startswith("?")})
    told = chance.sample(names, chance.randint(1, len(names))) if names else []
    head = f"SELECT {' '.join(told)}" if told else "ASK"
    limit = " LIMIT 40" if told and chance.random() < 0.3 else ""
    return f"{head} {{ {body} }}{limit}"


def _said(store: Store, node: NamedNode) -> Iterator[tuple[NamedNode, object]]:
    for quad in store.quads_for_pattern(node, None, None, UNION):
        yield quad.predicate, quad.object


def rows_of(body: bytes) -> object:
    found = json.loads(body)
    rows = found.get("results", {}).get("bindings", [])
    return found.get("boolean"), Counter(json.dumps(row, sort_keys=True) for row in rows)


def test_lookups_by_chance_find_what_the_engine_finds(store: Store, quads: list[Quad]) -> None:
    reader, seen = LookupReader({}), Counter[str]()
    for seed in range(COUNT):
        text = chance_of(seed, quads, store)
        lookup = reader.read(text)
        if lookup is None:
            seen["no look-up"] += 1
            continue
        try:
            body, rows = answer(store, lookup)
        except TooMuch:
            seen["too much"] += 1
            continue
        found = store.query(text)
        expected = found.serialize(format=QueryResultsFormat.JSON) or b""
        assert rows_of(body) == rows_of(expected), text
        is_select = isinstance(found, QuerySolutions)
        assert rows == (sum(rows_of(body)[1].values()) if is_select else 1)  # type: ignore[index]
        seen["by the engine" if lookup.plan.tree else "by statement"] += 1
    assert min(seen["by the engine"], seen["by statement"]) > COUNT // 10, seen
