"""SPARQL Update: evaluation and syntax."""

from __future__ import annotations

from pathlib import Path

import httpx
from pyoxigraph import Quad, Store

from bench.conformance.homes import write_snapshot
from bench.conformance.manifests import RDFS, UT, Node, Test
from bench.conformance.outcome import FAILED, PASSED, REFUSED, Outcome
from bench.conformance.queries import NOT_ANSWERED, quads_of, text_of
from bench.conformance.results import canonical
from graph.storage.snapshot import open_current

UPDATE_GROUPS = (
    "add",
    "basic-update",
    "clear",
    "copy",
    "delete-data",
    "delete-insert",
    "delete-where",
    "delete",
    "drop",
    "move",
    "syntax-update-1",
    "syntax-update-2",
    "update-silent",
)


async def run_update_test(client: httpx.AsyncClient, home: Path, test: Test) -> Outcome:
    """Run one test of an update on a snapshot of its own, which it changes."""
    is_syntax = "Syntax" in test.kind
    if is_syntax:
        write_snapshot(home, {})
        node = test.action
    else:
        write_snapshot(home, _graphs(test, test.action))
        node = test.manifest.one(test.action, UT + "request")
    response = await client.post(
        "/sparql",
        content=text_of(node).encode(),
        headers={"Content-Type": "application/sparql-update"},
    )
    if test.kind.startswith("Negative"):
        rejected = response.status_code == 400 and response.json()["title"] != NOT_ANSWERED
        why = "" if rejected else "was accepted"
        return Outcome(test.group, test.name, FAILED if why else PASSED, why)
    if response.status_code != 200:
        return _not_done(test, response, is_syntax=is_syntax)
    if is_syntax:
        return Outcome(test.group, test.name, PASSED)
    found = canonical(_current(home))
    expected = canonical(quad for quads in _graphs(test, test.result).values() for quad in quads)
    why = "" if found == expected else f"left {sorted(map(str, found))}"
    return Outcome(test.group, test.name, FAILED if why else PASSED, why)


def _not_done(test: Test, response: httpx.Response, *, is_syntax: bool) -> Outcome:
    """Return the outcome of an update with an error; of one that is only parsed, what it means."""
    problem = response.json()
    if is_syntax and response.status_code == 404:  # it is read, and finds nothing to change
        return Outcome(test.group, test.name, PASSED)
    if is_syntax and response.status_code == 403:  # it is read, and its LOAD not permitted
        return Outcome(test.group, test.name, PASSED, problem["detail"].partition(">: ")[2])
    state = REFUSED if problem["title"] == NOT_ANSWERED else FAILED
    return Outcome(test.group, test.name, state, problem["detail"])


def _current(home: Path) -> list[Quad]:
    """Return what the current snapshot states, but for the record of edits."""
    snapshot = open_current(home)
    edits = f"{snapshot.base_iri}id/graph/edits"
    quads = list(Store.read_only(str(snapshot.store_path)))
    return [quad for quad in quads if getattr(quad.graph_name, "value", "") != edits]


def _graphs(test: Test, node: Node | None) -> dict[str, list[Quad]]:
    """Return the graphs of an action or a result by their names."""
    manifest = test.manifest
    graphs = {"": list(quads_of(manifest.all(node, UT + "data"), ""))}
    for described in manifest.all(node, UT + "graphData"):
        name = manifest.text(described, RDFS + "label")
        graphs[name] = list(quads_of(manifest.all(described, UT + "graph"), name))
    return graphs
