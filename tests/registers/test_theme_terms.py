"""The theme lexicon: its bytes, its vocabulary and the sense of its exclusions."""

import csv
import io
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LEXICON = ROOT / "data" / "registers" / "theme_terms.csv"
COLUMNS = ["theme", "scope", "term", "weight", "note"]
SCOPES = {"heading", "not", "text"}
THEMES = {
    "agriculture-rural",
    "community-governance",
    "culture-sports-tourism",
    "economy-industry",
    "education",
    "environment",
    "finance-audit",
    "government-building",
    "health",
    "housing-urban",
    "opening-up",
    "reform",
    "safety-stability",
    "science-innovation",
    "social-security-employment",
    "transport",
}

Row = dict[str, str]


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    with LEXICON.open(encoding="utf-8", newline="") as stream:
        found = list(csv.DictReader(stream))
    assert len(found) > 1000, "the lexicon is missing most of its rows"
    return found


def terms(rows: list[Row], scope: str) -> dict[str, set[str]]:
    """The terms of one scope, by theme."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row["scope"] == scope:
            found[row["theme"]].add(row["term"])
    return found


def test_bytes_are_canonical(rows: list[Row]) -> None:
    ordered = sorted(rows, key=lambda row: (row["theme"], row["scope"], row["term"]))
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(ordered)
    assert LEXICON.read_bytes() == buffer.getvalue().encode("utf-8")


def test_each_term_stands_once_per_theme_and_scope(rows: list[Row]) -> None:
    keys = [(row["theme"], row["scope"], row["term"]) for row in rows]
    assert len(keys) == len(set(keys))


def test_themes_and_scopes_are_the_known_ones(rows: list[Row]) -> None:
    assert {row["theme"] for row in rows} == THEMES
    assert {row["scope"] for row in rows} == SCOPES


def test_terms_are_words_of_at_least_two_characters_without_white_space(rows: list[Row]) -> None:
    wrong = [
        row["term"]
        for row in rows
        if len(row["term"]) < 2 or any(character.isspace() for character in row["term"])
    ]
    assert wrong == []


def test_weights_are_decimals_above_zero_and_up_to_one(rows: list[Row]) -> None:
    wrong = [row for row in rows if not Decimal(0) < Decimal(row["weight"]) <= Decimal(1)]
    assert wrong == []


def test_every_theme_has_terms_enough(rows: list[Row]) -> None:
    text = terms(rows, "text")
    heading = terms(rows, "heading")
    assert {theme: len(text[theme]) for theme in THEMES if len(text[theme]) < 40} == {}
    assert {theme for theme in THEMES if not heading[theme]} == set()


def test_every_exclusion_contains_a_shorter_term_of_its_theme(rows: list[Row]) -> None:
    text = terms(rows, "text")
    excluded = terms(rows, "not")
    assert sum(len(found) for found in excluded.values()) > 100
    idle = [
        (theme, term)
        for theme, found in sorted(excluded.items())
        for term in sorted(found)
        if not any(short in term and short != term for short in text[theme])
    ]
    assert idle == []


def test_no_term_is_both_evidence_and_exclusion(rows: list[Row]) -> None:
    text = terms(rows, "text")
    excluded = terms(rows, "not")
    assert {theme: text[theme] & excluded[theme] for theme in THEMES} == {
        theme: set() for theme in THEMES
    }
