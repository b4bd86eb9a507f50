"""Another SPARQL endpoint, whose answers a test chooses."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from pyoxigraph import RdfFormat, Store

from bench.conformance.endpoints import JSON, Given, answer_from, outward_to, serve
from graph.outward.hosts import Outward


class Endpoint:
    """Answers from `data` at `/sparql`, and below that by the last name of the path.

    `questions` are those that came, `heads` the headers with them.
    """

    def __init__(self, data: str, answers: Mapping[str, Given]) -> None:
        self.data, self.answers = data, answers
        self.questions: list[str] = []
        self.heads: list[Mapping[str, str]] = []
        self.host = ""

    @property
    def iri(self) -> str:
        return f"http://{self.host}/sparql"

    def outward(self, most_bytes: int = 10_000_000) -> Outward:
        return outward_to(self.host, most_bytes=most_bytes)

    def answer(self, path: str, query: str, headers: Mapping[str, str]) -> Given:
        self.questions.append(query)
        self.heads.append(headers)
        if path != "/sparql":
            return self.answers.get(path.rpartition("/")[2], (404, {}, b""))
        store = Store()
        store.load(self.data.encode(), RdfFormat.TURTLE)
        return answer_from(store, query)


def bindings(*rows: Mapping[str, Mapping[str, str]]) -> Given:
    """Return an answer with solutions as JSON."""
    names = sorted({name for row in rows for name in row})
    content = {"head": {"vars": names}, "results": {"bindings": list(rows)}}
    return 200, {"Content-Type": JSON}, json.dumps(content).encode()


@contextmanager
def endpoint(data: str, answers: Mapping[str, Given] | None = None) -> Iterator[Endpoint]:
    """Serve an endpoint on a port of this machine."""
    served = Endpoint(data, answers or {})
    with serve(served.answer) as served.host:
        yield served
