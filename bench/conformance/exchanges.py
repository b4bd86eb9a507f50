"""The protocol and the graph store: requests that the suite describes, and what must come back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
from pyoxigraph import Literal, NamedNode, RdfFormat

from bench.conformance.homes import read_graph, write_snapshot
from bench.conformance.manifests import FORMATS, MF, RDFS, UT, Manifest, Node, Test, path_of
from bench.conformance.outcome import FAILED, PASSED, Outcome
from bench.conformance.results import read_rdf

HT = "http://www.w3.org/2011/http#"
CNT = "http://www.w3.org/2011/content#"
STATUS = "http://www.w3.org/2011/http-statusCodes#"
HOST = "http://www.example"
_PATHS = {"/sparql/": "/sparql", "/gsp": "/graphs"}
_NAMED = {"OK": 200, "Created": 201, "NoContent": 204, "NotFound": 404, "BadRequest": 400}
_KINDS = {
    "boolean": ("application/sparql-results+json", "application/sparql-results+xml"),
    "tabular": (
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    ),
    "RDF": ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"),
}
NEW = "$LOCATION$"


@dataclass
class Exchange:
    """A test in progress: `created` is the address that a response gave for a new graph."""

    client: httpx.AsyncClient
    test: Test
    created: str = ""

    @property
    def manifest(self) -> Manifest:
        return self.test.manifest

    async def run(self) -> str:
        """Send the requests in their order; return what was wrong with a response, or nothing."""
        connection = self.manifest.one(self.test.node, MF + "action")
        for number, node in enumerate(self._list(connection, "requests"), start=1):
            response = await self.client.send(self._request(node))
            expected = self.manifest.one(node, HT + "resp")
            if why := self._wrong(response, expected):
                return f"request {number}: {why}"
            self.created = response.headers.get("location", self.created)
        return ""

    def _list(self, node: Node | None, term: str) -> Iterator[Node]:
        yield from self.manifest.items(self.manifest.one(node, HT + term))

    def _request(self, node: Node) -> httpx.Request:
        path = self._placed(self.manifest.text(node, HT + "absolutePath"))
        for theirs, ours in _PATHS.items():
            if path.startswith(theirs):
                path = ours + path.removeprefix(theirs)
                break
        headers = {
            self.manifest.text(header, HT + "fieldName"): self.manifest.text(
                header, HT + "fieldValue"
            )
            for header in self._list(node, "headers")
        }
        body = self.manifest.one(node, HT + "body")
        encoding = self.manifest.text(body, CNT + "characterEncoding") or "UTF-8"
        content = self._placed(self.manifest.text(body, CNT + "chars")).encode(encoding)
        method = self.manifest.text(node, HT + "methodName")
        address = path if path.startswith("http") else HOST + path
        return self.client.build_request(
            method, address, headers=headers, content=content if body else None
        )

    def _placed(self, text: str) -> str:
        """Return a text of the suite with its places as they are here."""
        return text.replace(NEW, self.created)

    def _wrong(self, response: httpx.Response, expected: Node | None) -> str:
        statuses = [
            str(getattr(node, "value", "")).removeprefix(STATUS)
            for node in self.manifest.all(expected, MF + "expectedStatus")
        ]
        if not any(_is_status(response.status_code, name) for name in statuses):
            return f"status {response.status_code}, not {' or '.join(statuses)}: {response.text}"
        kind = self.manifest.text(expected, MF + "expectedFormat")
        media_type = response.headers.get("content-type", "").split(";")[0]
        if kind and media_type not in _KINDS[kind]:
            return f"a {media_type}, not {kind}"
        wanted = self.manifest.one(expected, MF + "expectedBoolean")
        if isinstance(wanted, Literal) and str(response.json()["boolean"]).lower() != wanted.value:
            return f"not {wanted.value}"
        return self._other_graph(response, self.manifest.one(expected, HT + "body"))

    def _other_graph(self, response: httpx.Response, body: Node | None) -> str:
        if body is None:
            return ""
        text = self._placed(self.manifest.text(body, CNT + "chars")).encode()
        same = read_rdf(response.content, RdfFormat.TURTLE) == read_rdf(text, RdfFormat.TURTLE)
        return "" if same else f"another graph: {response.text}"


def _is_status(status: int, name: str) -> bool:
    if name.startswith("StatusCode"):
        return str(status)[0] == name.removeprefix("StatusCode")[0]
    return _NAMED[name] == status


async def run_exchange(client: httpx.AsyncClient, home: Path, test: Test) -> Outcome:
    """Run one test on a snapshot of its data."""
    graphs = {"": []}
    for described in test.manifest.all(test.node, UT + "graphData"):
        name = test.manifest.text(described, RDFS + "label")
        node = test.manifest.one(described, UT + "graph")
        assert isinstance(node, NamedNode)  # noqa: S101 - what the suite's files say
        path = path_of(node)
        graphs[name] = read_graph(path, FORMATS[path.suffix], name, path.as_uri())
    write_snapshot(home, graphs)
    why = await Exchange(client, test).run()
    return Outcome(test.group, test.name, FAILED if why else PASSED, why)
