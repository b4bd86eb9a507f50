"""What is seen of the server from outside: figures for Prometheus, and a line for each query."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Iterable
from functools import cache, lru_cache, partial
from http import HTTPStatus
from typing import Protocol

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from api.asked import Asked

LOG = logging.getLogger("zhengtu.queries")
_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
_OTHER = "other"
_OUTCOMES = {
    200: "answered",
    304: "known",
    400: "invalid",
    406: "not acceptable",
    413: "too large",
    429: "too many",
    499: "left",
    503: "busy",
    504: "timeout",
    507: "memory",
}


class Load(Protocol):
    """What has queries that run and wait."""

    def counts(self) -> dict[str, int]: ...


class Observer:
    """Counts requests and queries of one application, and logs queries.

    A query is logged by its hash; its text may say what somebody works on, so that it is written
    only where `with_text` is set.
    """

    def __init__(self, *, with_text: bool = False) -> None:
        self._with_text = with_text
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "zhengtu_requests", "requests answered", ["route", "status"], registry=self._registry
        )
        self._seconds = Histogram(
            "zhengtu_request_seconds",
            "time until a request was answered",
            ["route"],
            buckets=_BUCKETS,
            registry=self._registry,
        )
        self._queries = Counter(
            "zhengtu_queries", "queries by how they ended", ["outcome"], registry=self._registry
        )
        self._cached = Counter(
            "zhengtu_query_cache_hits", "queries answered from memory", registry=self._registry
        )
        self._figures_of = lru_cache(maxsize=1024)(self._labelled)
        self._load = Gauge(
            "zhengtu_load", "queries and processes now", ["what"], registry=self._registry
        )

    def observe(self, route: str, asked: Asked) -> None:
        """Count and log a request that has ended, by the path of its route if it has one."""
        route, status = route or _OTHER, asked.status or 499
        count, time, ended = self._figures_of(route, status)
        count.inc()
        time.observe(asked.seconds)
        if asked.query:
            ended().inc()
            if asked.from_cache:
                self._cached.inc()
            if LOG.isEnabledFor(logging.INFO):
                LOG.info(json.dumps(self._line(asked, status), ensure_ascii=False))

    def _labelled(
        self, route: str, status: int
    ) -> tuple[Counter, Histogram, Callable[[], Counter]]:
        """Return the figures of such requests; the library takes long to look for them."""
        ended = cache(partial(self._queries.labels, outcome_of(status)))
        return self._requests.labels(route, status), self._seconds.labels(route), ended

    def _line(self, asked: Asked, status: int) -> dict[str, object]:
        line: dict[str, object] = {
            "query": hashlib.sha256(asked.query.encode()).hexdigest()[:16],
            "snapshot": asked.snapshot,
            "outcome": outcome_of(status),
            "status": status,
            "seconds": round(asked.seconds, 4),
            "rows": asked.rows,
            "cached": asked.from_cache,
        }
        return {**line, "text": asked.query} if self._with_text else line

    def figures(self, loads: Iterable[Load]) -> bytes:
        """Return all figures in the text format of Prometheus."""
        for load in loads:
            for what, count in load.counts().items():
                self._load.labels(what).set(count)
        return generate_latest(self._registry)


def outcome_of(status: int) -> str:
    """Return in a word how a query ended.

    >>> outcome_of(504), outcome_of(418)
    ('timeout', "I'm a Teapot")
    """
    return _OUTCOMES.get(status) or HTTPStatus(status).phrase
