"""The W3C suite for SPARQL 1.1, through HTTP: nothing is answered wrongly, and the page says so."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from bench.conformance.outcome import FAILED, PASSED, Outcome
from bench.conformance.report import PARTS, page
from bench.conformance.run import run_suite


@pytest.fixture(scope="module")
def outcomes(root: Path) -> list[Outcome]:
    shared = Path(os.environ.get("ZHENGTU_SHARED", root.parent / "shared"))
    suite = shared / "w3c" / "sparql" / "sparql11"
    if not suite.is_dir():
        pytest.skip(f"{suite} is not there; set ZHENGTU_SHARED to the folder of the W3C suite")
    return run_suite(suite.absolute())


def test_only_a_number_type_that_the_store_does_not_know_fails(outcomes: list[Outcome]) -> None:
    assert [o for o in outcomes if o.state == FAILED and o.name != "tsv03"] == []


@pytest.mark.parametrize(
    ("part", "tests", "passed"),
    [
        ("Query evaluation and syntax", 328, 328),
        ("Results formats", 10, 9),
        ("Federation", 10, 7),
        ("Update", 157, 157),
        ("Protocol", 34, 34),
        ("Graph Store Protocol", 13, 13),
        ("Service Description", 3, 3),
    ],
)
def test_each_part_is_run_whole(
    outcomes: list[Outcome], part: str, tests: int, passed: int
) -> None:
    found = [outcome for outcome in outcomes if outcome.group in PARTS[part]]
    assert len(found) == tests
    assert sum(outcome.state == PASSED for outcome in found) == passed


def test_what_is_read_and_not_permitted_asks_others_and_does_nothing_else(
    outcomes: list[Outcome],
) -> None:
    noted = [outcome for outcome in outcomes if outcome.state == PASSED and outcome.why]
    assert Counter(outcome.group for outcome in noted) == {"syntax-update-1": 5, "syntax-fed": 3}


def test_the_page_is_what_the_suite_gave(outcomes: list[Outcome], root: Path) -> None:
    """Run `python -m bench.conformance --write` to bring it up to date."""
    assert (root / "docs" / "conformance.md").read_text(encoding="utf-8") == page(outcomes)
