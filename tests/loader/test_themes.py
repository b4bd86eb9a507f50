"""A theme needs enough evidence, and a longer word is no evidence for a shorter one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from loader.entities import Printed, ThemeTag, WorkItem
from loader.registers.rows import ThemeTermRow
from loader.source import Cell, Span
from loader.themes import read_lexicons, tag_themes
from ontology import ids

ROWS = """
environment text 环境 0.6
environment text 河道 0.4
environment text 污水 0.3
environment text 河道保洁 0.9
environment heading 绿色 0.6
environment not 营商环境
economy-industry text 营商环境 0.8
economy-industry text 投资 0.3
economy-industry heading 产业 0.4
education text 学校 1
"""
FARM = ThemeTermRow("farming", "text", "农田", "1")
TERMS = [ThemeTermRow(*[*line.split(), ""][:4]) for line in ROWS.strip().splitlines()]


def item(text: str, title: str = "", heading: str = "", category: str = "") -> WorkItem:
    raw = f"\u3000{text}\n"
    text_cell, title_cell = (
        Cell(1, 2, column, words, Span(0, len(words)))
        for column, words in ((2, raw), (1, f"  {title} "))
    )
    iri = ids.task(ids.document("000000", "虚政发〔2019〕5号", "", ""), 1, text)
    return WorkItem(
        iri=iri,
        kind="project" if title else "task",
        annex=1,
        row=1,
        text=text,
        cells=(title_cell, text_cell),
        assignments=(),
        text_cell=text_cell,
        title=Printed(title, title_cell) if title else None,
        heading=heading or None,
        category=category or None,
    )


@pytest.mark.parametrize(
    ("text", "title", "heading", "category", "expected"),
    [
        ("保护环境。", "", "", "", {"environment": "0.6"}),
        ("疏浚河道。", "", "", "", {}),
        ("疏浚河道，处理污水。", "", "", "", {"environment": "0.7"}),
        ("疏浚河道，再疏浚河道。", "", "", "", {}),
        ("加强河道保洁。", "", "", "", {"environment": "0.9"}),
        ("优化营商环境。", "", "", "", {"economy-industry": "0.8"}),
        ("优化营商环境，保护环境。", "", "", "", {"economy-industry": "0.8", "environment": "0.6"}),
        ("完成。", "河道整治", "", "", {"environment": "0.8"}),
        ("疏浚河道。", "", "绿色发展", "", {"environment": "1"}),
        ("植树。", "", "绿色发展", "", {"environment": "0.6"}),
        ("植树。", "", "", "绿色发展", {"environment": "0.6"}),
        ("植树。", "", "其他", "绿色发展", {}),
        ("引进投资。", "", "产业", "", {"economy-industry": "0.7"}),
        ("新建学校，吸引投资。", "", "产业", "", {"economy-industry": "0.7", "education": "1"}),
        ("修路。", "", "", "", {}),
    ],
)
def test_themes_of_an_item(
    text: str, title: str, heading: str, category: str, expected: dict[str, str]
) -> None:
    tags = tag_themes(item(text, title, heading, category), read_lexicons(TERMS))
    assert {tag.theme: Decimal(tag.score) for tag in tags} == {
        theme: Decimal(score) for theme, score in expected.items()
    }
    for tag in tags:
        assert tag.quotes
        assert set(tag.evidence) <= {"byTerm", "byHeading"}
        if tag.cell:
            assert tag.cell.raw[tag.start : tag.end] in tag.quotes
        assert bool(tag.cell) == ("byTerm" in tag.evidence)


def test_what_a_text_only_touches_is_no_theme() -> None:
    """The sum of the minor theme is enough by itself, but under the share of the major one."""
    text = "新建学校。保护环境。"
    terms = [*TERMS, ThemeTermRow("education", "text", "新建", "0.2")]
    tags = tag_themes(item(text), read_lexicons(terms))
    assert themes_of(tags) == {"education", "environment"}
    heavier = [*terms, ThemeTermRow("education", "text", "新建学校", "1.3")]
    tags = tag_themes(item(text), read_lexicons(heavier))
    assert themes_of(tags) == {"education"}


def test_in_a_short_text_a_term_that_is_enough_alone_counts_beside_any_other() -> None:
    terms = [*TERMS, ThemeTermRow("education", "text", "新建", "3"), FARM]
    lexicons = read_lexicons(terms)
    assert themes_of(tag_themes(item("新建学校，保护农田。"), lexicons)) == {"education", "farming"}
    long = "新建学校，保护农田。" + "认真抓好各项工作，确保完成全年目标。" * 3
    assert themes_of(tag_themes(item(long), lexicons)) == {"education"}


def test_words_of_names_are_no_evidence() -> None:
    text = "与虚州农田大学合作，保护环境。"
    lexicons = read_lexicons([*TERMS, FARM])
    assert themes_of(tag_themes(item(text), lexicons)) == {"farming", "environment"}
    [tag] = tag_themes(item(text), lexicons, ["虚州农田大学"])
    assert tag.theme == "environment"
    assert tag.cell is not None
    assert tag.cell.raw[tag.start : tag.end] == "环境"


def themes_of(tags: tuple[ThemeTag, ...]) -> set[str]:
    return {tag.theme for tag in tags}


def test_a_term_may_be_one_character_and_the_longest_of_a_theme_counts() -> None:
    terms = [ThemeTermRow("farming", "text", term, "1") for term in ("农", "田地", "农田")]
    [tag] = tag_themes(item("养护农田地，助农。"), read_lexicons(terms))
    assert tag.quotes == ("农田", "农")


def test_heaviest_term_is_the_one_pointed_at() -> None:
    [tag] = tag_themes(item("处理污水，加强河道保洁。"), read_lexicons(TERMS))
    assert tag.cell is not None
    assert tag.cell.raw[tag.start : tag.end] == "河道保洁"
    assert set(tag.quotes) == {"污水", "河道保洁"}
