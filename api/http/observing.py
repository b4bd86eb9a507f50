"""What is seen of the server from outside: figures for Prometheus, and a line for each query."""

from __future__ import annotations

import hashlib
import json
import logging
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import accumulate
from typing import Protocol

from prometheus_client import CollectorRegistry, Gauge, Metric, generate_latest
from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily
from prometheus_client.registry import Collector
from prometheus_client.utils import floatToGoString

from api.http.asked import Asked

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
    500: "fault",
    503: "busy",
    504: "timeout",
    507: "memory",
}


class Load(Protocol):
    """What has queries that run and wait."""

    def counts(self) -> dict[str, int]: ...


@dataclass(slots=True)
class _Times:
    """How many requests were answered within each bound, and in how many seconds in all."""

    within: list[int] = field(default_factory=lambda: [0] * (len(_BUCKETS) + 1))
    seconds: float = 0.0

    def note(self, seconds: float) -> None:
        self.within[bisect_left(_BUCKETS, seconds)] += 1
        self.seconds += seconds

    def add(self, others: _Times) -> None:
        self.within = [own + other for own, other in zip(self.within, others.within, strict=True)]
        self.seconds += others.seconds

    def buckets(self) -> list[tuple[str, float]]:
        """Return for each bound how many were answered within it, as Prometheus counts."""
        bounds = [*map(floatToGoString, _BUCKETS), "+Inf"]
        return list(zip(bounds, map(float, accumulate(self.within)), strict=True))


@dataclass(slots=True)
class Figures:
    """Requests by route and status, their times by route, queries by status and from memory."""

    requests: Counter[tuple[str, int]] = field(default_factory=Counter)
    times: defaultdict[str, _Times] = field(default_factory=lambda: defaultdict(_Times))
    ended: Counter[int] = field(default_factory=Counter)
    cached: int = 0

    def add(self, others: Figures) -> None:
        """Count what `others` counted, too."""
        self.requests.update(others.requests)
        self.ended.update(others.ended)
        self.cached += others.cached
        for route, times in others.times.items():
            self.times[route].add(times)


class Observer(Collector):
    """Counts requests and queries of one process, and logs queries.

    A query is logged by its hash; its text may say what somebody works on, so that it is written
    only where `with_text` is set. All is counted in the loop of the server, so that it takes no
    locks, which take longer than to answer from memory.
    """

    def __init__(self, *, with_text: bool = False) -> None:
        self._with_text = with_text
        self.counted = Figures()
        self._registry = CollectorRegistry()
        self._load = Gauge(
            "zhengtu_load", "queries and processes now", ["what"], registry=self._registry
        )
        self._registry.register(self)

    def answered(self) -> int:
        """Return the number of requests that have ended."""
        return self.counted.requests.total()

    def take(self) -> Figures:
        """Return what was counted since this was last called, for another process to count."""
        counted, self.counted = self.counted, Figures()
        return counted

    def observe(self, route: str, asked: Asked) -> None:
        """Count and log a request that has ended, by the path of its route if it has one."""
        route, status = route or _OTHER, asked.status or 499
        counted = self.counted
        counted.requests[route, status] += 1
        counted.times[route].note(asked.seconds)
        if asked.query:
            counted.ended[status] += 1
            counted.cached += asked.from_cache
            if LOG.isEnabledFor(logging.INFO):
                LOG.info(json.dumps(self._line(asked, status), ensure_ascii=False))

    def collect(self) -> Iterator[Metric]:
        """Yield the figures of requests and queries, as the library asks for them."""
        requests = CounterMetricFamily(
            "zhengtu_requests", "requests answered", labels=["route", "status"]
        )
        for (route, status), count in list(self.counted.requests.items()):
            requests.add_metric([route, str(status)], count)
        yield requests
        times = HistogramMetricFamily(
            "zhengtu_request_seconds", "time until a request was answered", labels=["route"]
        )
        for route, found in list(self.counted.times.items()):
            times.add_metric([route], found.buckets(), found.seconds)
        yield times
        queries = CounterMetricFamily(
            "zhengtu_queries", "queries by how they ended", labels=["outcome"]
        )
        for status, count in list(self.counted.ended.items()):
            queries.add_metric([outcome_of(status)], count)
        yield queries
        cached = "queries answered from memory"
        yield CounterMetricFamily("zhengtu_query_cache_hits", cached, value=self.counted.cached)

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
