"""What runs inside a worker process: one question after another, on stores that stay open."""

from __future__ import annotations

import gc
import json
import os
import pickle
import struct
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path

from pyoxigraph import Store, serialize

from graph.allocator import share_memory
from graph.continuity.comparison import compare_documents, counts_of
from graph.describe import as_json, describe
from graph.evaluate import GRAPH_FORMATS, Answer, Query, Sift, evaluate
from graph.evidence.explanation import explain
from graph.fence import fence
from graph.guard import check_query
from graph.joining.kept import Counter, Kept
from graph.joining.plans import Key
from graph.lookups.passages import Passages, Texts, collect
from graph.memory import most_held, open_status, resident
from graph.rewriting.scans import Scanner
from graph.rewriting.sifting import Sifter
from graph.rewriting.sizes import Sizes, sizes_in
from graph.rewriting.types import Fact, Implied
from ontology.errors import UnknownName
from ontology.ids import rebase
from ontology.standards import PREFIXES

_MOST_STORES = 2
"""Stores that one process keeps open: the current snapshot and one that was cited."""
_GROWTH = 20_000_000
"""Bytes that a process may keep of its questions; then another takes over."""
_PART = 4
"""The engine may hold this part of the memory of a process of its stores at the most."""

LENGTH = struct.Struct("!Q")
"""How the length of a message stands before it."""
_ROOM = 65_536

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
    return lambda text: scanned(sifted(text))


Question = Callable[..., object]
"""What a worker is asked: a function of this package that takes the stores first."""


def warm(stores: Stores, place: Place) -> None:
    """Open the store at `place`, which otherwise the first question would wait for."""
    stores.at(place)


def answer_query(
    stores: Stores, place: Place, query: Query, most: Most, known: tuple[Fact, ...] = ()
) -> Answer:
    """Return the complete answer to `query`, or raise what is wrong with it.

    `known` has been found out of the store before.
    """
    if len(query.text) > CHECKED_AT_ONCE and not query.hits:
        check_query(query.text, len(query.text), most.depth)
    store, prefixes = stores.at(place)
    holds, counts = Implied(store, known), Counter(stores.kept(place))
    answer = evaluate(
        store,
        query,
        prefixes,
        most.bytes,
        most.rows,
        holds=holds,
        sift=stores.sift(place),
        count=counts.answer,
    )
    if not holds.learnt and not counts.lacks:
        return answer
    return replace(answer, learnt=holds.learnt, lacks=counts.lacks)


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
    body = serialize(triples, format=GRAPH_FORMATS[media_type], prefixes=prefixes)
    return Answer(body or b"", media_type, description.truncated, rows=len(triples))


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


def serve(connection: Connection, memory: int, place: Place | None) -> None:
    """Answer what comes through `connection` until it ends, within `memory` bytes."""
    share_memory()
    fence(memory)
    stores = Stores()
    if place:
        # what is wrong with the store is said to the first who asks
        with suppress(OSError, ValueError):
            warm(stores, place)
    gc.freeze()  # what is there now stays: a collection need not look at it
    with suppress(EOFError, ConnectionError):  # the pool is gone, or has done with this process
        _answer_all(connection, stores, memory // _PART)


def _answer_all(connection: Connection, stores: Stores, most: int) -> None:
    """Answer until the process has grown: by what the engine may hold of the stores, up to `most`
    bytes, and by `_GROWTH`."""
    _send(connection, Reply())
    status = open_status()
    least = resident(status)
    while True:
        question, arguments = pickle.loads(_received(connection.fileno()))  # noqa: S301 - of the pool
        begun = time.process_time()
        reply = _reply(question, stores, arguments)
        seconds = time.process_time() - begun
        retires = resident(status) > least + min(stores.held(), most) + _GROWTH
        _send(connection, Reply(reply.value, reply.error, retires, seconds))


def _received(file: int) -> memoryview:
    """Return the next message; there is never more than one. Raises EOFError at the end.

    Most are read at once. The connections of multiprocessing read the length first, then the rest.
    """
    data = _piece(file)
    while len(data) < LENGTH.size:
        data += _piece(file)
    (length,) = LENGTH.unpack_from(data)
    while len(data) < LENGTH.size + length:
        data += _piece(file)
    return memoryview(data)[LENGTH.size :]


def _piece(file: int) -> bytes:
    piece = os.read(file, _ROOM)
    if not piece:
        raise EOFError
    return piece


def _send(connection: Connection, reply: Reply) -> None:
    """Send `reply`, all at once: whoever reads it would be woken by its length alone.

    The pickle of connections knows sockets too, and takes longer.
    """
    message = memoryview(pickle.dumps(reply, protocol=5))
    file, head = connection.fileno(), LENGTH.pack(len(message))
    sent = os.writev(file, [head, message]) - len(head)
    while sent < len(message):
        sent += os.write(file, message[sent:])


def _reply(question: Question, stores: Stores, arguments: tuple[object, ...]) -> Reply:
    try:
        return Reply(question(stores, *arguments))
    except MemoryError:
        raise
    except Exception as error:
        # nothing that the question had open outlives it: a traceback would keep a store that
        # goes on writing files while whoever asked takes its folder away
        error.__context__ = error.__cause__ = None
        return Reply(error=error.with_traceback(None))
