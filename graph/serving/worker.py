"""What a worker process can be asked, on stores that stay open."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from pyoxigraph import Store, serialize

from graph.continuity.comparison import compare_documents, counts_of
from graph.evidence.explanation import explain
from graph.machine.memory import give_back, most_held
from graph.sparql.evaluate import GRAPH_FORMATS, RDF_XML, Answer, Query, Sift, evaluate
from graph.sparql.joining.kept import Counter, Kept
from graph.sparql.joining.plans import Key
from graph.sparql.lookups.passages import Passages, Texts, collect
from graph.sparql.rewriting.kinds import Found
from graph.sparql.rewriting.scans import Scanner
from graph.sparql.rewriting.sifting import Sifter
from graph.sparql.rewriting.sizes import Sizes, sizes_in
from graph.sparql.rewriting.templates import with_each_once
from graph.sparql.rewriting.types import Implied, Told
from graph.sparql.syntax.guard import check_query
from graph.sparql.xml_text import for_triples, sayable
from graph.statements.describe import as_json, describe
from ontology.errors import UnknownName
from ontology.ids import rebase
from ontology.standards import PREFIXES

_MOST_STORES = 2
"""Stores that one process keeps open: the current snapshot and one that was cited."""
CHECKED_AT_ONCE = 2_000
"""Characters of a query that are checked before it comes here. To read a long one takes so long
that a server would hold up everybody meanwhile."""


@dataclass(frozen=True)
class Place:
    """Where a question is asked: the store of a snapshot and the root of its identifiers."""

    store_path: str
    base_iri: str


@dataclass(frozen=True)
class Most:
    """What the answer to a query may have, and how deep its brackets may be nested."""

    bytes: int
    rows: int
    depth: int


@dataclass(frozen=True)
class Reply:
    """What a worker answers: a value, or the error that took its place.

    `retires` says that the process has grown and takes no further question, `seconds` how long it
    had a processor for this one.
    """

    value: object = None
    error: Exception | None = None
    retires: bool = False
    seconds: float = 0.0


def prefixes_of(base_iri: str) -> dict[str, str]:
    """Return the prefixes that may be used undeclared where identifiers begin with `base_iri`."""
    return {name: rebase(iri, base_iri) for name, iri in PREFIXES.items()}


class Stores:
    """The stores that a process has open, at most `_MOST_STORES`: the last ones used."""

    def __init__(self) -> None:
        self._open: OrderedDict[Place, tuple[Store, dict[str, str], Sift, Kept]] = OrderedDict()
        self._held = dict[Place, int]()

    def held(self) -> int:
        """Return how many bytes of the stores that are open the engine may hold."""
        return sum(self._held.values())

    def reopen(self) -> None:
        """Open the store that was used last anew: the engine keeps nothing of it in memory then."""
        last = next(reversed(self._open), None)
        self._open.clear()
        self._held.clear()
        give_back()
        if last:
            with suppress(OSError, ValueError):  # it was deleted: whoever asks is told
                self.at(last)

    def at(self, place: Place) -> tuple[Store, dict[str, str]]:
        """Return the store at `place`, and the prefixes that may be used undeclared."""
        return self._at(place)[:2]

    def sift(self, place: Place) -> Sift:
        """Return what writes queries on the store at `place` anew, so that they are quicker."""
        return self._at(place)[2]

    def kept(self, place: Place) -> Kept:
        """Return what is kept of the snapshot whose store is at `place`."""
        return self._at(place)[3]

    def _at(self, place: Place) -> tuple[Store, dict[str, str], Sift, Kept]:
        if place not in self._open:
            store, prefixes = Store.read_only(place.store_path), prefixes_of(place.base_iri)
            sizes = sizes_in(store, place.base_iri)
            kept = Kept(Path(place.store_path), store, prefixes, sizes)
            self._open[place] = store, prefixes, _sift(sizes, prefixes), kept
            self._held[place] = most_held(Path(place.store_path))
            if len(self._open) > _MOST_STORES:
                del self._held[self._open.popitem(last=False)[0]]
        self._open.move_to_end(place)
        return self._open[place]


def _sift(sizes: Sizes, prefixes: Mapping[str, str]) -> Sift:
    sifted, scanned = Sifter(sizes, prefixes).sifted, Scanner(sizes, prefixes).scanned
    return lambda text: with_each_once(scanned(sifted(text)))


Question = Callable[..., object]
"""What a worker is asked: a function of this package that takes the stores first."""


def warm(stores: Stores, place: Place) -> None:
    """Open the store at `place`, which otherwise the first question would wait for."""
    stores.at(place)


def answer_query(
    stores: Stores, place: Place, query: Query, most: Most, known: tuple[Told, ...] = ()
) -> Answer:
    """Return the complete answer to `query`, or raise what is wrong with it.

    `known` has been found out of the store before.
    """
    if len(query.text) > CHECKED_AT_ONCE and not query.hits:
        check_query(query.text, len(query.text), most.depth)
    store, prefixes = stores.at(place)
    holds, kinds = Implied(store, known), Found(store, known)
    counts = Counter(stores.kept(place))
    answer = evaluate(
        store,
        query,
        prefixes,
        most.bytes,
        most.rows,
        holds=holds,
        kinds=kinds,
        sift=stores.sift(place),
        count=counts.answer,
    )
    learnt: tuple[Told, ...] = (*holds.learnt, *kinds.learnt)
    if not learnt and not counts.lacks:
        return answer
    return replace(answer, learnt=learnt, lacks=counts.lacks)


def keep_relations(stores: Stores, place: Place, keys: tuple[Key, ...]) -> None:
    """Keep the statements of some properties and classes where aggregates find them."""
    stores.kept(place).make(keys)


def keep_for(stores: Stores, place: Place, text: str) -> None:
    """Keep what an aggregate lacked that was not answered in time."""
    stores.kept(place).make_for(text)


def read_texts(stores: Stores, place: Place, texts: Texts) -> Passages | None:
    """Return the first of `texts`, None where one of them is no string."""
    return collect(stores.at(place)[0], texts)


def describe_node(stores: Stores, place: Place, iri: str, media_type: str) -> Answer:
    """Return all that is said of the node `iri`; raises UnknownName if that is nothing."""
    store, prefixes = stores.at(place)
    try:
        description = describe(store, iri)
    except ValueError:
        raise UnknownName(f"'{iri}' is not an IRI") from None
    if description is None:
        raise UnknownName(f"the graph has no node <{iri}>")
    if media_type == "application/json":
        text = json.dumps(as_json(description), ensure_ascii=False, indent=1)
        return Answer(text.encode(), media_type, description.truncated)
    triples = list(description.triples())
    if media_type == RDF_XML:
        triples = list(sayable(triples))
    body = serialize(triples, format=GRAPH_FORMATS[media_type], prefixes=prefixes) or b""
    if media_type == RDF_XML:
        body = for_triples().right(body)
    return Answer(body, media_type, description.truncated, rows=len(triples))


def compare(stores: Stores, place: Place, older: str, newer: str) -> Answer:
    """Return the comparison of two documents, by their IRIs, as JSON.

    Raises UnknownName for a document without work items.
    """
    store, _ = stores.at(place)
    rows = compare_documents(older, newer, store, place.base_iri)
    found = {"counts": counts_of(rows), "rows": [row.as_json() for row in rows]}
    return Answer(
        json.dumps(found, ensure_ascii=False).encode(), "application/json", rows=len(rows)
    )


def explain_node(stores: Stores, place: Place, iri: str) -> Answer:
    """Return where the node `iri` comes from, as JSON; raises UnknownName if there is none."""
    store, _ = stores.at(place)
    found = explain(iri, store, place.base_iri).as_json()
    return Answer(json.dumps(found, ensure_ascii=False).encode(), "application/json", rows=1)
