"""An answer says so where questions that are worded like it are hardly ever read like it."""

import csv
from dataclasses import replace
from importlib.resources import files

import pytest

from graph.opened import OpenSnapshot
from queries.asking.answering.customary import unsure_if_unusual
from queries.asking.answering.showing import Shown
from queries.asking.answers import ask
from queries.asking.cutting.cutting import read_question
from queries.asking.doubts.plain import plain_traits
from queries.asking.doubts.usage import LIMIT, improbability, is_unusual, traits, wording

MISREAD = {
    "环保局牵头多少项任务": {"measure": "rank", "order": "most", "top": 1},
    "哪些单位牵头环境类任务": {"focus": "item", "measure": "count"},
    "哪个单位牵头的任务最多": {"measure": "list", "order": "", "top": 0},
    "赵建初分管哪些任务": {"focus": "target"},
    "How many tasks does the Environmental Protection Bureau lead?": {"focus": "official"},
}


@pytest.mark.parametrize("question", MISREAD)
def test_a_reading_that_the_words_speak_against_is_unusual(
    question: str, opened: OpenSnapshot
) -> None:
    shown = _shown(question, opened)
    tokens = shown.draft.tokens
    answer = ask(question, opened)
    assert answer.reading is not None
    assert answer.status == "answered"
    assert not is_unusual(tokens, answer.reading)
    misread = replace(answer, reading=replace(answer.reading, **MISREAD[question]))
    doubted = unsure_if_unusual(misread, tokens, shown)
    assert doubted.status == "unsure"
    assert doubted.notes[0].startswith(
        ("没有把握：这样的问法", "Unsure: questions worded like this")
    )
    assert replace(doubted, status=misread.status, notes=misread.notes) == misread


def test_what_is_unsure_already_gets_no_second_doubt(opened: OpenSnapshot) -> None:
    question = "养老方面的任务有哪些"
    answer = ask(question, opened)
    assert answer.status == "unsure"
    assert answer.reading is not None
    shown = _shown(question, opened)
    unlike = replace(answer, reading=replace(answer.reading, focus="official", measure="rank"))
    assert unsure_if_unusual(unlike, shown.draft.tokens, shown) is unlike


def _shown(question: str, opened: OpenSnapshot) -> Shown:
    draft, origin = read_question(question, opened)
    return Shown(question, origin, draft, opened)


@pytest.mark.parametrize(
    "question", ["“雪亮工程”由哪两家抓？", "实事工程上，承担项目数并列第一的是哪两家？"]
)
def test_a_rare_role_is_no_doubt_where_bodies_have_the_same_in_any(
    question: str, opened: OpenSnapshot
) -> None:
    answer = ask(question, opened)
    assert answer.reading is not None
    assert is_unusual(_shown(question, opened).draft.tokens, answer.reading)
    assert answer.status == "answered"


STRUCTURE = {
    "附件2里承担工程项数最多的责任单位是哪家或哪几家（并列都写）？": (
        "condition roles lead|responsible"
    ),
    "附件1凡是冯晋参与分管的任务，主要责任单位总共有哪些？": "focus agency",
    "今年的“爱心暑托班”服务提升是哪家单位牵头干的呀": "condition item",
    "进出口总额要增长8%，是吗？": "measure exists",
    "公安局和综治办共同牵头的任务由谁分管？": "focus official",
    "请教：2018年完成整治的黑臭河道共有几条？": "measure list",
    "哪些门类里环保局和住建局都牵头了任务？": "clauses 2",
    "人社局，附件1的条数减去附件2的项数，等于几？": "condition agent",
    "37.5%指的是啥指标？": "among",
    "有没有哪些单位，附件1当过主要责任单位、附件2也当过？把名字列全。": "clauses 2",
    "附件1主要责任单位写了港区或国开区（任一即可）的任务有几条？": "condition agent several",
}


@pytest.mark.parametrize("question", STRUCTURE)
def test_what_the_structure_of_a_question_decides_is_no_matter_of_usage(
    question: str, opened: OpenSnapshot
) -> None:
    tokens = read_question(question, opened)[0].tokens
    answer = ask(question, opened)
    reading = answer.reading
    assert reading is not None
    plain = plain_traits(tokens, reading, traits(reading), answer.sentence, answer.rows)
    assert STRUCTURE[question] in plain
    assert is_unusual(tokens, reading)
    assert answer.status == "answered"


def test_whoever_and_whatever_is_named_does_not_matter(opened: OpenSnapshot) -> None:
    found = []
    for question in ("环保局牵头哪些任务", "教育局牵头哪些任务"):
        answer = ask(question, opened)
        assert answer.reading is not None
        words = wording(read_question(question, opened)[0].tokens)
        found.append((words, traits(answer.reading)))
    assert found[0] == found[1]
    assert improbability(*found[0]) < LIMIT


def test_the_table_has_each_word_of_a_trait_once_and_in_order() -> None:
    text = files("queries.asking").joinpath("usage.csv").read_text("utf-8")
    header, *rows = csv.reader(text.splitlines())
    assert header == ["trait", "word", "weight"]
    assert rows == sorted(rows, key=lambda row: row[:2])
    assert len({(trait, word) for trait, word, _ in rows}) == len(rows)
    assert all(abs(float(weight)) < 30 for *_, weight in rows)
