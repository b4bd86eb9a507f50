"""The queries on one snapshot: checked, bounded, and answered by the processes of a pool."""

from __future__ import annotations

import math
import time
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial

from graph.serving.jobs import KEEPER, Crew, Job
from graph.serving.pool import Pool
from graph.serving.worker import (
    CHECKED_AT_ONCE,
    Most,
    Place,
    Question,
    answer_query,
    compare,
    describe_node,
    explain_node,
    keep_for,
    keep_relations,
    prefixes_of,
    read_texts,
)
from graph.sparql.evaluate import Answer, Query
from graph.sparql.joining.kept import planned
from graph.sparql.lookups.passages import Passages, PassageSearch, Texts
from graph.sparql.rewriting.kinds import may_compare
from graph.sparql.rewriting.types import AGGREGATES, Facts, may_be_shorter
from graph.sparql.search_clauses import Find, has_clauses, with_hits
from graph.sparql.syntax.guard import check_length, check_query, may_have
from graph.storage.snapshot import Snapshot
from ontology.errors import QueryTimeout, QueryTooLong

_KEEPING = 120.0
"""Seconds that it may take: a disk that is busy is waited for."""
_LONGEST_SEARCH = 20_000
"""Characters of a query that searches: it is read beside the loop of the server."""


@dataclass(frozen=True)
class Limits:
    """What one query may take. `memory` is the address space of its process in bytes."""

    seconds: float = 30.0
    memory: int = 4_000_000_000
    result_bytes: int = 100_000_000
    characters: int = 100_000
    depth: int = 100
    result_rows: int = 1_000_000


def place_of(snapshot: Snapshot) -> Place:
    """Return where the queries on `snapshot` are asked."""
    return Place(str(snapshot.store_path), snapshot.base_iri)


class Workers:
    """Answers queries on `snapshot`, for one client if `client` names it, `until` when it waits.

    `find` is the keyword search, for queries that have one in them, `facts` what their processes
    have found out of the store, `passages` what it keeps of its texts. The processes are those of
    `pool`; without one it has its own, of `processes`. Close it then.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        limits: Limits,
        processes: int = 2,
        pool: Pool | None = None,
        *,
        client: str = "",
        until: float = math.inf,
        find: Find | None = None,
        facts: Facts | None = None,
        passages: PassageSearch | None = None,
    ) -> None:
        self.snapshot = snapshot
        self.limits = limits
        self.client = client
        self._until = until
        self._place = place_of(snapshot)
        self._pool = pool or Pool(Crew(processes, memory=limits.memory), self._place)
        self._is_own = pool is None
        self._find = find
        self._facts = facts or Facts()
        self._passages = passages

    def of(self, client: str, seconds: float | None = None) -> Workers:
        """Return these workers for `client`, which waits `seconds` from now on if it says so.

        A query may run no longer than the limits say, whatever the client does.
        """
        limits, until = self.limits, math.inf
        if seconds:
            until = time.monotonic() + seconds
            limits = replace(limits, seconds=min(seconds, limits.seconds))
        return Workers(
            self.snapshot,
            limits,
            pool=self._pool,
            client=client,
            until=until,
            find=self._find,
            facts=self._facts,
            passages=self._passages,
        )

    def warm(self) -> None:
        """Start the processes, which otherwise the first queries would wait for."""
        self._pool.warm()

    def submit(self, query: Query) -> Future[Answer]:
        """Start `query` and return the future of its answer. Cancelling the future stops it.

        Raises QueryTooLong or QueryRefused for a query that must not start; the future fails with
        the error of the query, or with what stopped it.
        """
        limits = self.limits
        query = self.prepare(query)
        most = Most(limits.result_bytes, limits.result_rows, limits.depth)
        is_known_by = may_be_shorter(query.text) or may_compare(query.text)
        known = self._facts.known if is_known_by else ()
        arguments = (self._place, query, most, known)
        job = self._job(answer_query, arguments, query.text)
        if is_known_by or may_have(query.text, AGGREGATES):
            job.future.add_done_callback(partial(self._learn, query.text))
        future: Future[Answer] = self._pool.submit(job)
        if self._passages and (texts := self._passages.wanted(query.text)):
            self._read_texts(texts, self._passages)
        return future

    def _read_texts(self, texts: Texts, passages: PassageSearch) -> None:
        """Let a process read what the client looks into again and again; it is its own time."""

        def learn(future: Future[Passages | None]) -> None:
            if not future.cancelled() and not future.exception():
                passages.learn(texts, future.result())

        what = f"read the texts of <{texts.verb}>"
        job = Job(read_texts, (self._place, texts), self.limits.seconds, self.client, what)
        self._pool.submit(job).add_done_callback(learn)

    def _learn(self, text: str, future: Future[Answer]) -> None:
        """Keep what a process found out, for all others, and let one keep what it lacked."""
        if future.cancelled():
            return
        if error := future.exception():
            is_late = isinstance(error, QueryTimeout)
            if is_late and planned(text, prefixes_of(self._place.base_iri)):
                for one in self._facts.unasked([text]):
                    self._keep(keep_for, one, "keep what would have been quicker")
            return
        answer = future.result()
        self._facts.learn(answer.learnt)
        if keys := self._facts.unasked(answer.lacks):
            what = f"keep the statements of {', '.join(f'<{key.verb}>' for key in keys)}"
            self._keep(keep_relations, keys, what)

    def _keep(self, question: Question, which: object, what: str) -> None:
        arguments = (self._place, which)
        self._pool.submit(Job(question, arguments, _KEEPING, KEEPER, what))

    def _job(self, question: Question, arguments: tuple[object, ...], text: str) -> Job:
        return Job(question, arguments, self.limits.seconds, self.client, text, self._until)

    def seconds_left(self) -> float:
        """Return how long the client waits at the most, which is no longer than a query may run."""
        return max(0.0, min(self.limits.seconds, self._until - time.monotonic()))

    def prepare(self, query: Query) -> Query:
        """Return `query`, checked, with what its searches find; twice is not more than once.

        Raises QueryTooLong or QueryRefused for a query that must not start; a long one is checked
        by the process that evaluates it. A search takes the time
        of one in the index, so that a server does this beside its loop.
        """
        if query.hits:
            return query
        text, limits = query.text, self.limits
        searches = self._find is not None and has_clauses(text)
        check_length(text, limits.characters)
        if searches and len(text) > _LONGEST_SEARCH:
            raise QueryTooLong(
                f"a query that searches has {_LONGEST_SEARCH} characters at the most"
            )
        if searches or len(text) <= CHECKED_AT_ONCE:
            check_query(text, limits.characters, limits.depth)
        return with_hits(query, self.snapshot.base_iri, self._find) if self._find else query

    def submit_description(self, iri: str, media_type: str) -> Future[Answer]:
        """Start to describe the node `iri` as an RDF media type or application/json."""
        arguments = (self._place, iri, media_type)
        return self._pool.submit(self._job(describe_node, arguments, f"DESCRIBE <{iri}>"))

    def submit_comparison(self, older: str, newer: str) -> Future[Answer]:
        """Start to compare two documents, given by their IRIs."""
        arguments = (self._place, older, newer)
        what = f"compare <{older}> <{newer}>"
        return self._pool.submit(self._job(compare, arguments, what))

    def submit_explanation(self, iri: str) -> Future[Answer]:
        """Start to find out where the node `iri` comes from."""
        arguments = (self._place, iri)
        return self._pool.submit(self._job(explain_node, arguments, f"explain <{iri}>"))

    def answer(self, query: Query) -> Answer:
        """Return the answer to `query`, or raise its error or what stopped it."""
        return self.submit(query).result()

    def close(self) -> None:
        """Stop the processes, if they are its own; queries that still run are lost."""
        if self._is_own:
            self._pool.close()
