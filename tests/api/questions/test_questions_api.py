"""The saved questions can be listed, asked by name, and answered as JSON or CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from queries.catalogue import catalogue

Problem = Callable[[httpx.Response, int], dict[str, Any]]
QUESTIONS = sorted(catalogue())
BUREAU = {"agency": "环保局"}


def example(question: dict[str, Any]) -> dict[str, str]:
    return {p["name"]: p["example"] for p in question["parameters"] if p["required"]}


@pytest.fixture(scope="module")
def listed(client: httpx.Client) -> dict[str, dict[str, Any]]:
    return {question["name"]: question for question in client.get("/api/questions").json()}


def test_all_questions_are_listed_with_what_they_need(listed: dict[str, dict[str, Any]]) -> None:
    assert len(QUESTIONS) > 20
    assert sorted(listed) == QUESTIONS
    for name, question in listed.items():
        assert question["url"] == f"/api/questions/{name}"
        assert question["title"]["zh"]
        assert question["title"]["en"]
        assert question["row"]
        assert "SELECT" in question["sparql"]
        for parameter in question["parameters"]:
            assert set(parameter) == {"name", "type", "required", "example", "description"}


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_answers_alike_in_json_and_csv(
    client: httpx.Client, listed: dict[str, dict[str, Any]], name: str
) -> None:
    asked = example(listed[name])
    found = client.get(listed[name]["url"], params=asked).json()
    as_csv = client.get(listed[name]["url"], params={**asked, "format": "csv"})
    rows = list(csv.DictReader(io.StringIO(as_csv.text)))
    assert found["question"] == name
    assert found["count"] == len(found["rows"]) == len(rows)
    shown = [{k: "" if v is None else str(v) for k, v in row.items()} for row in found["rows"]]
    assert rows == shown
    assert found["columns"] == as_csv.text.splitlines()[0].split(",")
    assert set(found["parameters"]) == set(asked)


def test_the_sparql_of_a_list_can_be_run_as_it_stands(
    client: httpx.Client, listed: dict[str, dict[str, Any]]
) -> None:
    free = {name: q for name, q in listed.items() if not example(q)}
    assert len(free) > 3
    for name, question in free.items():
        answer = client.post("/sparql", data={"query": question["sparql"]})
        rows = answer.json()["results"]["bindings"]
        assert len(rows) == client.get(question["url"]).json()["count"], name


@pytest.mark.parametrize(
    ("accept", "format_", "expected"),
    [
        (None, None, "application/json"),
        ("text/csv", None, "text/csv"),
        ("text/html, */*;q=0.1", None, "text/html; charset=utf-8"),
        ("text/csv", "json", "application/json"),
        ("application/json", "csv", "text/csv"),
    ],
)
def test_the_format_is_asked_for_by_parameter_or_accept(
    client: httpx.Client, accept: str | None, format_: str | None, expected: str
) -> None:
    headers = {"Accept": accept} if accept else {}
    asked = {"format": format_} if format_ else {}
    answer = client.get("/api/questions/themes-overview", params=asked, headers=headers)
    assert answer.headers["content-type"].startswith(expected)


def test_an_answer_says_its_snapshot(client: httpx.Client, snapshot_id: str) -> None:
    answer = client.get("/api/questions/themes-overview")
    assert answer.headers["zhengtu-snapshot"] == answer.json()["snapshot"] == snapshot_id


@pytest.mark.parametrize("name", ["环保局", "太仓市环境保护局", "huanbaoju", "环境保护局"])
def test_a_value_may_be_any_name(client: httpx.Client, name: str) -> None:
    found = client.get("/api/questions/tasks-of-agency", params={"agency": name}).json()
    assert found["count"] > 10
    assert found["parameters"] == {
        "agency": "https://w3id.org/zhengtu/id/agency/320585/huanbaoju",
    }


def test_an_optional_parameter_narrows(client: httpx.Client) -> None:
    def rows(**more: str) -> list[dict[str, Any]]:
        answer = client.get("/api/questions/tasks-of-agency", params={**BUREAU, **more})
        return list(answer.json()["rows"])

    leads = rows(role="lead")
    assert leads
    assert {row["roleName"] for row in leads} == {"牵头"}
    assert rows(role="supporting") == [row for row in rows() if row["roleName"] != "牵头"]
    assert rows(year="2018") == rows()


@pytest.mark.parametrize(
    ("name", "asked", "named"),
    [
        ("tasks-of-agency", {}, "agency"),
        ("tasks-of-agency", {"agency": ""}, "agency"),
        ("tasks-of-agency", {"agency": "环保署"}, "agency"),
        ("tasks-of-agency", {"agency": ["环保局", "水利局"]}, "agency"),
        ("tasks-of-agency", {"agency": "> } #"}, "agency"),
        ("tasks-of-agency", {**BUREAU, "role": "boss"}, "role"),
        ("tasks-of-agency", {**BUREAU, "year": "20x8"}, "year"),
        ("tasks-of-agency", {**BUREAU, "year": ""}, "year"),
        ("tasks-of-agency", {**BUREAU, "year": "9" * 5_000}, "year"),
        ("tasks-of-agency", {**BUREAU, "colour": "red"}, "colour"),
        ("tasks-of-agency", {**BUREAU, "format": "xml"}, "format"),
        ("tasks-of-agency", {**BUREAU, "format": ["csv", "json"]}, "format"),
        ("themes-overview", {"theme": "environment"}, "theme"),
    ],
)
def test_what_is_not_known_is_422_and_named(
    client: httpx.Client, problem: Problem, name: str, asked: dict[str, Any], named: str
) -> None:
    found = problem(client.get(f"/api/questions/{name}", params=asked), 422)
    assert found["parameter"] == named
    assert named in found["detail"]


@pytest.mark.parametrize("word", ['"', "'", "\\", "\x00", '" } #', "?x", "\n", "😀", "${snapshot}"])
def test_a_value_is_bound_never_pasted(client: httpx.Client, word: str) -> None:
    answer = client.get("/api/questions/items-mentioning", params={"word": word})
    assert answer.status_code == 200, answer.text
    assert answer.json()["parameters"] == {"word": word}
    for row in answer.json()["rows"]:
        assert word in str(row)


@pytest.mark.parametrize(
    "name", ["nothing", "task-of-agency", "tasks-of-agency.rq", "..%2Fask", "%00"]
)
def test_an_unknown_question_is_404(client: httpx.Client, problem: Problem, name: str) -> None:
    found = problem(client.get(f"/api/questions/{name}"), 404)
    if name == "task-of-agency":
        assert "tasks-of-agency" in found["detail"]
