"""Two documents side by side: what goes on, what changed and how, what was dropped, what is new."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from graph.opened import OpenSnapshot
from graph.serving.workers import Limits
from ontology.errors import UnknownName, UnknownValue
from queries.comparison import COLUMNS, Comparison, compare
from zhengtu.comparing import comparison_answer

FROM, TO = "桃政发〔2018〕5号", "桃政发〔2019〕3号"


@pytest.fixture(scope="module")
def found(two_years: OpenSnapshot) -> Comparison:
    return compare(FROM, TO, two_years)


@pytest.fixture(scope="module")
def by_rows(found: Comparison) -> dict[tuple[int, int], dict[str, Any]]:
    """Return the rows by the row numbers on both sides, 0 where there is none."""
    return {
        tuple((row[s] or {"row": 0})["row"] for s in ("older", "newer")): row for row in found.rows
    }


@pytest.mark.parametrize(
    ("rows", "status", "changed"),
    [
        ((5, 1), "continued", []),
        ((3, 2), "changed", ["text", "figures", "agencies", "leaders"]),
        ((1, 3), "changed", ["text", "figures"]),
        ((0, 4), "new", []),
        ((2, 0), "dropped", []),
        ((4, 0), "dropped", []),
    ],
)
def test_each_work_has_its_status_and_what_changed(
    rows: tuple[int, int], status: str, changed: list[str], by_rows: dict[Any, dict[str, Any]]
) -> None:
    assert by_rows[rows]["status"] == status
    assert by_rows[rows]["changed"] == changed
    assert by_rows[rows]["reason"]


def test_every_item_of_both_documents_is_in_one_row(found: Comparison) -> None:
    older = [row["older"]["iri"] for row in found.rows if row["older"]]
    newer = [row["newer"]["iri"] for row in found.rows if row["newer"]]
    assert (len(older), len(newer)) == (len(set(older)), len(set(newer))) == (5, 4)
    assert found.counts == {"continued": 1, "changed": 2, "dropped": 2, "new": 1}


def test_a_reform_is_no_change_of_agency(by_rows: dict[Any, dict[str, Any]]) -> None:
    agencies = by_rows[1, 3]["agencies"]
    [reform] = agencies["reformed"]
    assert "环境保护局" in reform["older"]["name"]
    assert "生态环境局" in reform["newer"]["name"]
    assert reform["date"]
    assert agencies["added"] == agencies["gone"] == agencies["roles"] == []


def test_roles_and_leaders_that_changed_are_named(by_rows: dict[Any, dict[str, Any]]) -> None:
    row = by_rows[3, 2]
    [[old, new]] = row["agencies"]["roles"]
    assert "财政局" in old["name"]
    assert (old["roles"], new["roles"]) == (["lead"], ["supporting"])
    assert [party["name"] for party in row["leaders"]["added"]] == ["李丙"]
    assert [party["name"] for party in row["leaders"]["gone"]] == ["孙乙"]


def test_figures_that_changed_are_named_with_their_difference(
    by_rows: dict[Any, dict[str, Any]],
) -> None:
    [change] = by_rows[3, 2]["figures"]["changed"]
    assert (change["older"]["quote"], change["newer"]["quote"]) == ("900个", "1200个")
    assert change["difference"] == 300
    assert [figure["quote"] for figure in by_rows[1, 3]["figures"]["gone"]] == ["5条"]


def test_changed_words_are_shown_stretch_by_stretch(by_rows: dict[Any, dict[str, Any]]) -> None:
    edits = [(edit["older"], edit["newer"]) for edit in by_rows[3, 2]["text"]]
    assert edits == [("", "二期"), ("900", "1200")]


@pytest.mark.parametrize("older", ["", "nothing", TO])
def test_documents_that_cannot_be_compared_are_named(older: str, two_years: OpenSnapshot) -> None:
    with pytest.raises(UnknownValue):
        compare(older, TO, two_years)


def test_document_that_is_only_referred_to_says_so(two_years: OpenSnapshot) -> None:
    with pytest.raises(UnknownName, match="no work items to compare; load the document"):
        compare("太仓市2019年政府工作报告", TO, two_years)


def test_table_and_csv_hold_every_row(found: Comparison, two_years: OpenSnapshot) -> None:
    printed = comparison_answer(two_years, FROM, TO, "table")
    assert "6 works: 1 goes on, 2 changed, 2 dropped, 1 new" in printed
    read = list(csv.DictReader(io.StringIO(found.as_csv(), newline="")))
    assert list(read[0]) == list(COLUMNS)
    assert len(read) == len(found.rows)
    assert (
        "桃源县环境保护局 = 常德市生态环境局桃源分局" in read[2]["agencies"] or read[2]["agencies"]
    )


def test_over_http_it_is_the_same(found: Comparison, two_years: OpenSnapshot) -> None:
    app = create_app(two_years.snapshot.folder.parent, Limits())
    with TestClient(app) as client:
        answer = client.get("/api/compare", params={"from": FROM, "to": TO})
        assert answer.json() == found.as_json()
        table = client.get("/api/compare", params={"from": FROM, "to": TO, "format": "csv"})
        assert table.text == found.as_csv()
        wrong = [
            ({"from": FROM}, 422),
            ({"from": FROM, "to": "nothing"}, 422),
            ({"from": FROM, "to": TO, "format": "xml"}, 422),
            ({"from": "太仓市2019年政府工作报告", "to": TO}, 404),
        ]
        for parameters, status in wrong:
            response = client.get("/api/compare", params=parameters)
            assert response.status_code == status, parameters
            assert response.json()["detail"]
