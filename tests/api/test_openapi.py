"""The description of the API is complete and well formed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from fastapi.routing import APIRoute

from api.app import CONCERNS
from api.pages import assets, pages
from queries.filters import FILTERS


@pytest.fixture(scope="module")
def described(client: httpx.Client) -> dict[str, Any]:
    return dict(client.get("/openapi.json").json())


def operations(described: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            if method == "parameters":  # those of all methods
                continue
            yield method.upper(), path, operation


def test_every_route_is_described(described: dict[str, Any]) -> None:
    shown = {(method, path) for method, path, _ in operations(described)}
    routed = {
        (method, route.path.replace(":path", ""))
        for module in set(CONCERNS) - {pages, assets}  # those are for people
        for route in module.router.routes
        if isinstance(route, APIRoute)
        for method in route.methods
    }
    assert routed <= shown
    assert {path for _, path in shown} == {
        "/sparql",
        "/api/compare",
        "/api/explain",
        "/api/search",
        "/api/pivot",
        "/api/network",
        "/api/suggest",
        "/api/questions",
        "/api/questions/{name}",
        "/api/ask",
        "/api/resolve",
        "/id/{path}",
        "/reconcile",
        "/reconcile/suggest/entity",
        "/reconcile/suggest/type",
        "/reconcile/suggest/property",
        "/reconcile/flyout",
        "/reconcile/preview",
        "/reconcile/properties",
        "/api/info",
        "/health",
        "/ready",
        "/metrics",
        "/api/queries",
        "/api/queries/{number}",
        "/.well-known/void",
        "/export",
        "/export/{format_name}",
        "/graphs",
        "/graphs/{path}",
        "/snapshots",
        "/snapshots/{snapshot_id}",
        "/snapshots/{snapshot_id}/citation",
        "/snapshots/{snapshot_id}/graph.{format_name}",
    }


def test_the_description_is_well_formed(described: dict[str, Any]) -> None:
    assert described["openapi"].startswith("3.1")
    assert described["info"]["title"]
    assert described["info"]["version"]
    names = [operation["operationId"] for _, _, operation in operations(described)]
    assert len(names) == len(set(names)) > 5
    for method, path, operation in operations(described):
        assert operation["description"], (method, path)
        assert {"200", "204"} & set(operation["responses"])
        assert "default" in operation["responses"]
        given = {p["name"] for p in operation.get("parameters", []) if p["in"] == "path"}
        assert given == set(re.findall("{([a-z_]+)}", path))


def test_every_reference_resolves(described: dict[str, Any]) -> None:
    text = json.dumps(described)
    references = {part.split('"')[0] for part in text.split('"$ref": "')[1:]}
    assert len(references) > 3
    for reference in references:
        node = described
        for part in reference.removeprefix("#/").split("/"):
            node = node[part]


@pytest.mark.parametrize(
    ("path", "own"),
    [
        ("/api/search", ["q", "sort", "like", "facets", "limit", "offset"]),
        ("/api/pivot", ["rows", "columns", "measure", "shape", "format"]),
        ("/api/network", ["kind", "weight", "format"]),
    ],
)
def test_filters_and_other_parameters_are_described_with_examples(
    path: str, own: list[str], described: dict[str, Any]
) -> None:
    parameters = described["paths"][path]["get"]["parameters"]
    assert [parameter["name"] for parameter in parameters] == [*FILTERS, *own]
    for parameter in parameters:
        assert parameter["schema"]["type"] == "integer" or parameter["schema"]["examples"]


def test_no_page_needs_a_content_delivery_network(client: httpx.Client) -> None:
    assert client.get("/docs").status_code == 404
    assert client.get("/redoc").status_code == 404
