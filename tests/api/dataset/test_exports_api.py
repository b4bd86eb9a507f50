"""Exports over HTTP are those of the command line, and bounded."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import httpx
import pandas as pd
import pytest

Problem = Callable[[httpx.Response, int], dict[str, Any]]


def test_formats_and_tables_are_listed(client: httpx.Client, snapshot_id: str) -> None:
    listed = client.get("/export").json()
    assert {table["name"] for table in listed["tables"]} >= {"items", "assignments", "targets"}
    assert len(listed["formats"]) == 11
    for one in listed["formats"]:
        if one["name"] not in ("nq", "sqlite"):
            continue  # the others are written by the same function; tests/queries opens them
        found = client.get(one["url"])
        assert found.status_code == 200, found.text
        assert snapshot_id in found.headers["content-disposition"]
        assert found.headers["zhengtu-snapshot"] == snapshot_id
        assert found.content


def test_tables_are_an_archive_and_one_table_is_a_file(client: httpx.Client) -> None:
    archive = zipfile.ZipFile(io.BytesIO(client.get("/export/csv").content))
    assert {"items.csv", "csv-metadata.json", "dictionary.csv"} <= set(archive.namelist())
    single = client.get("/export/csv", params={"table": "items"})
    assert single.headers["content-type"].startswith("text/csv")
    assert single.content == archive.read("items.csv")
    marked = client.get("/export/csv", params={"table": "items", "bom": "true"})
    assert marked.content == b"\xef\xbb\xbf" + single.content


def test_an_answer_is_exported(client: httpx.Client) -> None:
    given = {"theme": "环境"}
    url = "/export/xlsx"
    found = client.get(url, params={"question": "lead-agencies-of-theme", **given})
    frame = pd.read_excel(io.BytesIO(found.content), sheet_name="lead-agencies-of-theme")
    path = "/api/questions/lead-agencies-of-theme"
    expected = client.get(path, params={**given, "format": "json"}).json()
    assert frame.to_dict("records") == expected["rows"]


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/export/docx", 422, "no export format 'docx', only nq"),
        ("/export/csv?table=tasks", 404, "no table 'tasks'"),
        ("/export/csv?theme=x", 422, "no parameter 'theme'"),
        ("/export/csv?bom=yes", 422, "neither true nor false"),
        ("/export/gexf?table=items", 422, "is of the whole graph"),
        ("/export/csv?question=lead-agencies-of-theme", 422, "needs theme"),
        ("/export/csv?question=nothing", 404, "no question 'nothing'"),
    ],
)
def test_a_mistake_is_a_problem(
    client: httpx.Client, problem: Problem, path: str, status: int, said: str
) -> None:
    assert said in problem(client.get(path), status)["detail"]
