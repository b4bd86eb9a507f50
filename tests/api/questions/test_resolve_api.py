"""`/api/resolve` says who a name is in a document, and why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

Problem = Callable[[httpx.Response, int], dict[str, Any]]


def test_surface_is_resolved_with_its_steps(client: httpx.Client) -> None:
    asked = {"surface": "环保局", "document": "太政发〔2018〕3号"}
    content = client.get("/api/resolve", params=asked).json()
    [answer] = content["answers"]
    assert answer["name"] == "太仓市环境保护局"
    assert answer["agent"].endswith("/id/agency/320585/huanbaoju")
    assert (answer["type"], answer["level"]) == ("government-department", "county")
    assert answer["rule"] == "register"
    assert answer["steps"][0] == {"rule": "correction", "outcome": "nothing"}
    assert content["registers"]["version"] == content["registers"]["loadedWith"]


def test_without_a_document_every_one_that_prints_it_answers(client: httpx.Client) -> None:
    content = client.get("/api/resolve", params={"surface": "环保局"}).json()
    assert [answer["place"] for answer in content["answers"]] == ["320585"]


@pytest.mark.parametrize(
    ("asked", "parameter"),
    [
        ({}, "surface"),
        ({"surface": " "}, "surface"),
        ({"surface": "环保局", "document": "虚政发〔2019〕5号"}, "document"),
    ],
)
def test_wrong_request_names_the_parameter(
    asked: dict[str, str], parameter: str, client: httpx.Client, problem: Problem
) -> None:
    assert problem(client.get("/api/resolve", params=asked), 422)["parameter"] == parameter
