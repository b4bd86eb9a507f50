"""Tables and networks over HTTP: JSON and CSV, with the errors of all other routes."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import httpx
import pytest

Problem = Callable[[httpx.Response, int], dict[str, Any]]
LEADS = {"rows": "theme", "columns": "agency", "role": "lead"}


def test_a_cell_is_what_a_search_finds(client: httpx.Client, snapshot_id: str) -> None:
    answer = client.get("/api/pivot", params=LEADS)
    assert answer.headers["zhengtu-snapshot"] == snapshot_id
    table = answer.json()
    assert table["measure"] == "count"
    rows, columns = table["rows"]["values"], table["columns"]["values"]
    assert max(row["total"] for row in rows) == rows[0]["total"]
    for row, column, number in table["cells"][::25]:
        asked = {"theme": rows[row]["value"], "agency": columns[column]["value"], "role": "lead"}
        found = client.get("/api/search", params={**asked, "type": "item"}).json()
        assert found["total"] == number


@pytest.mark.parametrize(
    "ask",
    [
        {"params": {**LEADS, "format": "csv"}},
        {"params": LEADS, "headers": {"accept": "text/csv"}},
        {"params": {**LEADS, "format": "csv", "shape": "long"}},
    ],
    ids=str,
)
def test_a_table_as_csv(client: httpx.Client, ask: dict[str, Any]) -> None:
    answer = client.get("/api/pivot", **ask)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(answer.text)))
    assert rows[0][:2] == ["theme", "themeLabel"]
    assert len({len(row) for row in rows}) == 1
    assert len(rows) > 10


def test_a_network_as_json_and_csv(client: httpx.Client) -> None:
    asked = {"kind": "co-lead", "theme": "environment"}
    found = client.get("/api/network", params=asked).json()
    assert {edge["source"] for edge in found["edges"]} <= {node["id"] for node in found["nodes"]}
    text = client.get("/api/network", params={**asked, "format": "csv"}).text
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [int(row["weight"]) for row in rows] == [edge["weight"] for edge in found["edges"]]


@pytest.mark.parametrize(
    ("path", "asked", "named"),
    [
        ("pivot", {"rows": "theme"}, "columns"),
        ("pivot", {**LEADS, "rows": "colour"}, "rows"),
        ("pivot", {**LEADS, "measure": "sum"}, "measure"),
        ("pivot", {**LEADS, "shape": "tall", "format": "csv"}, "shape"),
        ("pivot", {**LEADS, "format": "xlsx"}, "format"),
        ("pivot", {**LEADS, "role": "boss"}, "role"),
        ("pivot", {**LEADS, "limit": "5"}, "limit"),
        ("pivot", {**LEADS, "theme": ["a", "b"]}, "theme"),
        ("network", {}, "kind"),
        ("network", {"kind": "friends"}, "kind"),
        ("network", {"kind": "co-lead", "agency": "环保署"}, "agency"),
        ("network", {"kind": "co-lead", "weight": "0"}, "weight"),
        ("network", {"kind": "co-lead", "weight": f"{10**30}"}, "weight"),
        ("pivot", {**LEADS, "weight": "2"}, "weight"),
    ],
)
def test_what_is_not_known_is_422_and_named(
    client: httpx.Client, problem: Problem, path: str, asked: dict[str, Any], named: str
) -> None:
    found = problem(client.get(f"/api/{path}", params=asked), 422)
    assert found["parameter"] == named
    assert named in found["detail"]
