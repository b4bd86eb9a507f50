"""Free questions over HTTP."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from starlette.requests import Request

from api.questions.asking import AskParameters, ask_freely
from graph.opened import OpenSnapshot

Problem = Callable[[httpx.Response, int], dict[str, Any]]
QUESTION = "哪些部门牵头环境类任务？"


def test_json_and_csv_hold_the_same_rows(client: httpx.Client) -> None:
    found = client.get("/api/ask", params={"q": QUESTION}).json()
    as_csv = client.get("/api/ask", params={"q": QUESTION, "format": "csv"})
    rows = list(csv.DictReader(io.StringIO(as_csv.text)))
    assert found["status"] == as_csv.headers["Zhengtu-Status"] == "answered"
    assert found["count"] == len(found["rows"]) == len(rows) > 5
    assert [row["name"] for row in rows] == [row["name"] for row in found["rows"]]
    assert found["columns"] == list(rows[0])


def test_the_sparql_can_be_run_at_the_endpoint(client: httpx.Client) -> None:
    found = client.get("/api/ask", params={"q": QUESTION}).json()
    answer = client.get("/sparql", params={"query": found["sparql"]}).json()
    names = [binding["name"]["value"] for binding in answer["results"]["bindings"]]
    assert names == [row["name"] for row in found["rows"]]


def test_a_refused_question_has_no_table(client: httpx.Client, problem: Problem) -> None:
    asked = {"q": "张三分管哪些任务？"}
    assert client.get("/api/ask", params=asked).json()["status"] == "refused"
    shown = problem(client.get("/api/ask", params={**asked, "format": "csv"}), 422)
    assert "张三" in shown["detail"]


def test_a_question_over_the_limit_is_refused(client: httpx.Client, problem: Problem) -> None:
    problem(client.get("/api/ask", params={"q": "问" * 201}), 422)
    problem(client.get("/api/ask", params={"q": ""}), 422)
    problem(client.get("/api/ask", params={"question": QUESTION}), 422)


def test_a_large_number_says_where_its_items_are(
    opened: OpenSnapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("queries.asking.readings.apart.MOST_TOLD", 8)

    def get(query: str) -> bytes:
        request = Request(
            {"type": "http", "query_string": query.encode(), "path": "/", "headers": []}
        )
        return bytes(ask_freely(request, opened, AskParameters(**request.query_params)).body)

    asked = str(httpx.QueryParams({"q": "环境类任务有多少项", "year": "2018"}))
    found = json.loads(get(asked))
    assert (found["rows"], found["apart"]) == ([], found["count"])
    listed = json.loads(get(found["listing"].removeprefix("?")))
    assert (len(listed["rows"]), listed["apart"], listed["listing"]) == (found["count"], 0, "")
    as_csv = get(f"{asked}&format=csv").decode()
    assert len(list(csv.DictReader(io.StringIO(as_csv)))) == found["count"] > 8
