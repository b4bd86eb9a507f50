"""A session of OpenRefine, request by request, as its source sends them.

OpenRefine registers the address, guesses the type of a column from its first cells, reconciles in
batches of ten, lets its user search for what was not matched, and adds columns from what was.
Identifiers are put into the templates of the manifest as its pages do it.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any
from urllib.parse import quote, quote_plus

import httpx
import pytest

from bench.openrefine import TABLE as OPENREFINE_TABLE

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
ORIGIN = {"Origin": "http://127.0.0.1:3333"}
TABLE = OPENREFINE_TABLE[1:]
"""A researcher's own table without its header: body, place."""
MATCHED = {
    0: "huanbaoju",
    1: "fagaiwei",
    2: "caizhengju",
    3: "shuilishuiwuju",
    4: "jiaoyuju",
    9: "guowuyuanbangongting",
    10: "liuhezhen",
    11: "zhaoshangju",
}
"""Rows that are certain; the others must be left to the researcher."""


def post(client: httpx.Client, field: str, content: object) -> Any:
    """Send a form as Java's URLEncoder writes it: UTF-8, white space as a plus sign."""
    body = f"{field}={quote_plus(json.dumps(content, ensure_ascii=False))}"
    answer = client.post("/reconcile", content=body.encode("ascii"), headers=FORM)
    assert answer.status_code == 200, answer.text
    return answer.json()


def get(client: httpx.Client, address: str) -> httpx.Response:
    """Ask as a page of OpenRefine does, which is of another origin."""
    answer = client.get(address, headers=ORIGIN)
    assert answer.status_code == 200, answer.text
    assert answer.headers["access-control-allow-origin"] == "*"
    return answer


@pytest.fixture(scope="module")
def service(client: httpx.Client) -> dict[str, Any]:
    return dict(get(client, "/reconcile").json())


@pytest.fixture(scope="module")
def guessed(client: httpx.Client) -> str:
    """Guess the type of the column: that of most candidates of its first ten cells."""
    queries = {f"q{i}": {"query": body, "limit": 3} for i, (body, _) in enumerate(TABLE[:10])}
    candidates = (c for r in post(client, "queries", queries).values() for c in r["result"])
    counted = Counter(type_["id"] for c in candidates for type_ in c["type"])
    return counted.most_common(1)[0][0]


@pytest.fixture(scope="module")
def judged(client: httpx.Client, guessed: str) -> list[list[dict[str, Any]]]:
    """Reconcile the column in batches of ten, with the column of places as a property."""
    found: list[list[dict[str, Any]]] = []
    for start in range(0, len(TABLE), 10):
        rows = TABLE[start : start + 10]
        queries = {f"q{i}": query_of(body, place, guessed) for i, (body, place) in enumerate(rows)}
        answer = post(client, "queries", queries)
        found += [answer[f"q{i}"]["result"] for i in range(len(rows))]
    return found


def query_of(body: str, place: str, type_: str) -> dict[str, Any]:
    query: dict[str, Any] = {"query": body, "type": type_, "type_strict": "should"}
    return {**query, "properties": [{"pid": "jurisdiction", "v": place}]} if place else query


def test_the_column_is_guessed_to_be_of_agencies(guessed: str) -> None:
    assert guessed == "Agency"


def test_exactly_the_certain_rows_are_matched(judged: list[list[dict[str, Any]]]) -> None:
    """OpenRefine takes the first candidate where that is a match, and no other."""
    firsts = {row: found[0] for row, found in enumerate(judged) if found}
    matched = {row: c["id"].split("/")[-1] for row, c in firsts.items() if c["match"]}
    assert matched == MATCHED


def test_what_is_not_certain_has_the_right_candidate(judged: list[list[dict[str, Any]]]) -> None:
    named = {6: "太仓市农业委员会", 7: "太仓市住房和城乡建设局"}
    for row, name in named.items():
        assert name in [candidate["name"] for candidate in judged[row]]


def test_a_place_may_be_given_as_a_cell_that_was_reconciled_before(client: httpx.Client) -> None:
    places = post(client, "queries", {"q0": {"query": "太仓市", "type": "Place"}})
    [place] = places["q0"]["result"]
    assert place["match"]
    value = {"id": place["id"], "name": place["name"]}
    query = {"query": "环保局", "properties": [{"pid": "jurisdiction", "v": value}]}
    assert post(client, "queries", {"q0": query})["q0"]["result"][0]["match"]


def test_the_addresses_of_the_manifest_lead_somewhere(
    client: httpx.Client, service: dict[str, Any], judged: list[list[dict[str, Any]]]
) -> None:
    matched = judged[0][0]["id"]
    for written in (matched, quote(matched, safe="")):
        view = client.get(service["view"]["url"].replace("{{id}}", written))
        assert view.json()["iri"] == service["identifierSpace"] + matched
        preview = get(client, service["preview"]["url"].replace("{{id}}", written))
        assert judged[0][0]["name"] in preview.text


@pytest.mark.parametrize(
    ("kind", "typed", "expected"),
    [("entity", "农业委", "太仓市农业委员会"), ("type", "机", "机构"), ("property", "辖", "辖区")],
)
def test_what_is_typed_is_suggested(
    client: httpx.Client, service: dict[str, Any], kind: str, typed: str, expected: str
) -> None:
    offered = service["suggest"][kind]
    address = offered["service_url"] + offered["service_path"]
    found = get(client, f"{address}?prefix={quote(typed)}&lang=zh").json()["result"]
    [suggested] = [suggestion for suggestion in found if suggestion["name"] == expected]
    template = offered["flyout_service_url"] + offered["flyout_service_path"]
    shown = get(client, template.replace("${id}", quote(suggested["id"], safe=""))).json()
    assert expected in shown["html"]


def test_columns_are_added_from_matched_rows(
    client: httpx.Client, service: dict[str, Any], judged: list[list[dict[str, Any]]]
) -> None:
    proposing = service["extend"]["propose_properties"]
    address = proposing["service_url"] + proposing["service_path"]
    proposed = {p["id"] for p in get(client, f"{address}?type=Agency").json()["properties"]}
    assert {"classification", "parent", "alias"} <= proposed
    assert proposed <= {p["id"] for p in get(client, f"{address}?type=").json()["properties"]}
    ids = [judged[row][0]["id"] for row in MATCHED]
    columns = [{"id": "classification"}, {"id": "parent", "settings": {"limit": "1"}}]
    answer = post(client, "extend", {"ids": ids, "properties": columns})
    assert [column["name"] for column in answer["meta"]] == ["机构类型", "上级机构"]
    assert set(answer["rows"]) == set(ids)
    for id_ in ids:
        assert len(answer["rows"][id_]["classification"]) == 1
        assert len(answer["rows"][id_]["parent"]) <= 1
