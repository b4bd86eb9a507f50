"""Query evaluation, syntax and results formats."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import httpx
from pyoxigraph import Quad

from bench.conformance.homes import read_graph, write_snapshot
from bench.conformance.manifests import FORMATS, QT, Node, Test, path_of
from bench.conformance.outcome import FAILED, PASSED, REFUSED, Outcome
from bench.conformance.results import (
    SOLUTIONS,
    csv_rows,
    read_rdf,
    read_result_set,
    read_solutions,
)

QUERY_GROUPS = (
    "aggregates",
    "bind",
    "bindings",
    "cast",
    "construct",
    "exists",
    "functions",
    "grouping",
    "negation",
    "project-expression",
    "property-path",
    "subquery",
    "syntax-query",
)
RESULT_GROUPS = ("csv-tsv-res", "json-res")
TURTLE = "text/turtle"
_RELATIVE = re.compile(r"<(?![a-zA-Z][\w+.\-]*:)[^<>\s]*>")
NOT_ANSWERED = "The query is not answered here"


async def run_query_test(client: httpx.AsyncClient, home: Path, test: Test) -> Outcome:
    """Run one test of a query."""
    if "Syntax" in test.kind:
        return await _run_syntax(client, home, test)
    query = text_of(test.manifest.one(test.action, QT + "query"))
    write_snapshot(home, data_of(test))
    return await outcome_of(client, test, query)


async def outcome_of(client: httpx.AsyncClient, test: Test, query: str) -> Outcome:
    """Ask `query` of the snapshot that is there, and compare the answer with the file of `test`."""
    expected = path_of(test.result)
    accept = SOLUTIONS.get(expected.suffix, ("application/sparql-results+xml", None))[0]
    response = await client.post(
        "/sparql",
        content=query.encode(),
        headers={"Content-Type": "application/sparql-query", "Accept": f"{accept}, {TURTLE};q=0.9"},
    )
    if response.status_code != 200:
        return not_answered(test, response)
    difference = _difference(response, expected)
    return Outcome(test.group, test.name, FAILED if difference else PASSED, difference)


def not_answered(test: Test, response: httpx.Response) -> Outcome:
    """Return the outcome of a query with an error."""
    problem = response.json()
    refused = problem["title"] == NOT_ANSWERED
    return Outcome(test.group, test.name, REFUSED if refused else FAILED, problem["detail"])


def _difference(response: httpx.Response, expected: Path) -> str:
    """Say how a response differs from the file `expected`, or return an empty text."""
    body, wanted = response.content, expected.read_bytes()
    if response.headers["content-type"].startswith(TURTLE):
        base = expected.absolute().as_uri()
        same = read_rdf(body, FORMATS[".ttl"]) == read_rdf(wanted, FORMATS[expected.suffix], base)
        return "" if same else f"another graph: {body.decode()[:300]}"
    if expected.suffix == ".csv":
        return "" if csv_rows(body) == csv_rows(wanted) else f"other rows: {body.decode()[:300]}"
    if expected.suffix in FORMATS:
        found, true = read_solutions(body, ".srx"), read_result_set(expected)
    else:
        found, true = (read_solutions(text, expected.suffix) for text in (body, wanted))
    return "" if found == true else f"other solutions: {body.decode()[:600]}"


async def _run_syntax(client: httpx.AsyncClient, home: Path, test: Test) -> Outcome:
    write_snapshot(home, {})
    response = await client.post(
        "/sparql",
        content=text_of(test.action).encode(),
        headers={"Content-Type": "application/sparql-query"},
    )
    accepted = response.status_code == 200
    if test.kind.startswith("Negative"):
        rejected = response.status_code == 400 and response.json()["title"] != NOT_ANSWERED
        why = "" if rejected else "was accepted"
        return Outcome(test.group, test.name, FAILED if why else PASSED, why)
    return Outcome(test.group, test.name, PASSED) if accepted else not_answered(test, response)


def text_of(node: Node | None) -> str:
    """Return a query, told what its relative IRIs are relative to."""
    path = path_of(node)
    text = path.read_text(encoding="utf-8")
    return f"BASE <{path.as_uri()}>\n{text}" if _RELATIVE.search(text) else text


def data_of(test: Test) -> dict[str, list[Quad]]:
    """Return the dataset of a test by the names of its graphs."""
    manifest, action = test.manifest, test.action
    default = manifest.all(action, QT + "data")
    graphs = {"": list(quads_of(default, ""))}
    for node in manifest.all(action, QT + "graphData"):
        name = str(getattr(node, "value", ""))
        graphs[name] = list(quads_of([node], name))
    return graphs


def quads_of(nodes: Iterable[Node], name: str) -> Iterable[Quad]:
    for node in nodes:
        path = path_of(node)
        yield from read_graph(path, FORMATS[path.suffix], name, path.as_uri())
