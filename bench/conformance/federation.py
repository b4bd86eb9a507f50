"""Federation: queries that ask other endpoints, which are served here with the data they have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import httpx
from pyoxigraph import Store

from bench.conformance.endpoints import Given, answer_from
from bench.conformance.homes import write_snapshot
from bench.conformance.manifests import QT, Test
from bench.conformance.outcome import PASSED, Outcome
from bench.conformance.queries import (
    data_of,
    not_answered,
    outcome_of,
    quads_of,
    text_of,
)

FEDERATION_GROUPS = ("service", "syntax-fed")
_ENDPOINT = re.compile(r"<http://([\w.]+)/sparql>")


class Endpoints:
    """The endpoints of the test that runs, each at a path that begins with its name."""

    def __init__(self) -> None:
        self.host = ""
        self._stores: dict[str, Store] = {}

    def hold(self, test: Test) -> None:
        """Have the data that `test` gives its endpoints, and no other."""
        self._stores = {}
        for described in test.manifest.all(test.action, QT + "serviceData"):
            iri = test.manifest.text(described, QT + "endpoint")
            store = self._stores[self._path(iri)] = Store()
            store.extend(quads_of(test.manifest.all(described, QT + "data"), ""))

    def answer(self, path: str, query: str, _: Mapping[str, str]) -> Given:
        """Answer for an endpoint; for one that no data is given to, as nobody would."""
        store = self._stores.get(path)
        return answer_from(store, query) if store is not None else (404, {}, b"")

    def placed(self, query: str) -> str:
        """Return `query` with the endpoints where they are here."""
        return _ENDPOINT.sub(rf"<http://{self.host}/\1/sparql>", query)

    def _path(self, iri: str) -> str:
        return iri.removeprefix("http:/")


async def run_federation_test(
    client: httpx.AsyncClient, home: Path, endpoints: Endpoints, test: Test
) -> Outcome:
    """Run one test, with the endpoints that it names."""
    endpoints.hold(test)
    if "Syntax" in test.kind:
        return await _run_syntax(client, home, test)
    write_snapshot(home, data_of(test))
    query = endpoints.placed(text_of(test.manifest.one(test.action, QT + "query")))
    return await outcome_of(client, test, query)


async def _run_syntax(client: httpx.AsyncClient, home: Path, test: Test) -> Outcome:
    """Run a test of a text alone: it is read whole, and then its endpoint may not be asked."""
    write_snapshot(home, {})
    response = await client.post("/sparql", data={"query": text_of(test.action)})
    problem = response.json()
    if response.status_code == 403:
        return Outcome(test.group, test.name, PASSED, problem["detail"].partition(">: ")[2])
    return not_answered(test, response)
