"""Put what other endpoints answer into the places of the clauses that ask them."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from graph.outward.hosts import NOBODY, Outward
from graph.outward.quota import Quota
from graph.sparql.evaluate import Query
from graph.sparql.federation.clauses import Clause, read_clauses
from graph.sparql.federation.replies import Reply, ask
from graph.sparql.solution_tables import MARK, Rows, table, written
from graph.sparql.syntax.guard import check_length, check_size, has_services, may_have
from ontology.errors import QueryRefused, QueryTimeout, QueryTooLong

Ask = Callable[[Outward, Clause], Reply]

MOST_REQUESTS = 5
"""Requests to others for one query."""
_LONGEST = 20_000
"""Characters of such a query: it is read in the process of the server."""


@dataclass(frozen=True)
class Visit:
    """A request to another host, and when it was made; it may have `failed`.

    >>> str(Visit("example.org", "2026-01-01T00:00:00Z", failed=True))
    'example.org;at=2026-01-01T00:00:00Z;failed'
    """

    host: str
    at: str
    failed: bool

    def __str__(self) -> str:
        return f"{self.host};at={self.at}{';failed' if self.failed else ''}"


@dataclass(frozen=True)
class Asker:
    """For whom others are asked, and what a query of theirs may take."""

    client: str
    seconds: float
    characters: int = 100_000
    depth: int = 100


class Federation:
    """Asks the hosts that `outward` allows, as often as `quota` does, by `ask`."""

    def __init__(
        self, outward: Outward = NOBODY, quota: Quota | None = None, ask: Ask = ask
    ) -> None:
        self._outward = outward
        self._quota = quota or Quota()
        self._ask = ask

    @property
    def is_open(self) -> bool:
        """Tell whether any host may be asked."""
        return bool(self._outward.hosts)

    def concerns(self, text: str) -> bool:
        """Tell whether `text` may ask others, and some may be asked; it is worth while to look."""
        return self.is_open and may_have(text, ("SERVICE",))

    def joined(
        self, query: Query, prefixes: Mapping[str, str], asker: Asker
    ) -> tuple[Query, tuple[Visit, ...]]:
        """Return `query` with tables for its clauses, and who was asked; that takes a while.

        Nobody is asked unless all may be. Raises QueryRefused or OutwardRefused where one may not,
        RemoteError for one that does not answer, QueryTooLong, TooManyQueries, ServerBusy,
        QueryTimeout.
        """
        check_length(query.text, asker.characters)
        if not has_services(query.text):
            return query, ()
        check_size(query.text, _LONGEST, asker.depth)
        if MARK in query.text:
            raise QueryRefused(f"IRIs that begin with <{MARK} are kept for our own")
        clauses = read_clauses(query.text, prefixes, query.base)
        hosts = {clause.endpoint: self._outward.listed(clause.endpoint) for clause in clauses}
        if len({(clause.endpoint, clause.question) for clause in clauses}) > MOST_REQUESTS:
            raise QueryTooLong(f"a query asks others {MOST_REQUESTS} times at the most")
        replies = self._replies(clauses, hosts, asker)
        text, tables = _with_tables(query.text, clauses, [reply.rows for reply, _ in replies])
        visits = tuple(dict.fromkeys(visit for _, visit in replies))
        return replace(query, text=text, tables=tables), visits

    def _replies(
        self, clauses: tuple[Clause, ...], hosts: Mapping[str, str], asker: Asker
    ) -> list[tuple[Reply, Visit]]:
        """Ask for each clause, once for those that are alike; see `joined`."""
        latest = time.monotonic() + asker.seconds
        known: dict[tuple[str, str], tuple[Reply, Visit]] = {}
        for clause in clauses:
            key = clause.endpoint, clause.question
            if key not in known:
                host = hosts[clause.endpoint]
                known[key] = self._asked(clause, host, asker, latest - time.monotonic())
            error = known[key][0].error
            if error and not clause.silent:
                raise error
        found = (known[clause.endpoint, clause.question] for clause in clauses)
        return [
            (Reply(_unit(clause)) if reply.error else reply, visit)
            for clause, (reply, visit) in zip(clauses, found, strict=True)
        ]

    def _asked(self, clause: Clause, host: str, asker: Asker, left: float) -> tuple[Reply, Visit]:
        if left <= 0:
            raise QueryTimeout(f"others took over {asker.seconds:g} s to answer SERVICE")
        outward = replace(self._outward, seconds=min(left, self._outward.seconds))
        at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        with self._quota.one_more(asker.client, host):
            reply = self._ask(outward, clause)
        return reply, Visit(host, at, failed=reply.error is not None)


def _unit(clause: Clause) -> Rows:
    """Return the one empty solution, which SILENT has for a failure."""
    return ((None,) * len(clause.variables),)


def _with_tables(
    text: str, clauses: tuple[Clause, ...], found: list[Rows]
) -> tuple[str, tuple[str, ...]]:
    """Return `text` with a table for each clause, and the rows that are to fill these."""
    for number in reversed(range(len(clauses))):
        clause = clauses[number]
        new = table(number, clause.variables, found[number])
        lines = "\n" * text.count("\n", clause.start, clause.end)
        text = f"{text[: clause.start]}{new}{lines}{text[clause.end :]}"
    return text, tuple(map(written, found))
