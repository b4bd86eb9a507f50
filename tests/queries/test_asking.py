"""Free questions are answered as counting by hand gives, and say what they do not know."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bench.ask import (
    blind_sets,
    family_table,
    judge,
    judge_known,
    known_sets,
    read_truth,
    reworded_sets,
)
from bench.ask_answers import Known
from bench.ask_truth import Truth
from graph.index.entries.columns import Numbers
from graph.opened import OpenSnapshot
from ontology.errors import QueryTooLong, UnknownValue
from queries.asking.answers import MOST_CHARACTERS, Answer, ask
from queries.asking.readings import light
from queries.asking.readings.reading import Clause, Condition, Reading
from queries.asking.rows.compiling import compile_reading
from queries.asking.rows.grouping import count_groups
from queries.asking.rows.item_ranks import count_each
from queries.asking.rows.selecting import elaborated_items, select_items
from queries.asking.rows.solutions import found_items, solutions
from queries.asking.rows.tables import item_rows, with_agents
from queries.asking.warming import warm
from queries.asking.words import sounding
from queries.asking.words.grammar import Example, examples, families
from queries.filters import read_filters

DOCUMENTATION = Path(__file__).parents[2] / "docs" / "asking.md"
BLIND = [pair for questions in blind_sets().values() for pair in questions]


@pytest.fixture(scope="session")
def notice_truth(opened: OpenSnapshot) -> Truth:
    return read_truth(opened)


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.question)
def test_examples_are_answered_exactly(
    example: Example, opened: OpenSnapshot, notice_truth: Truth
) -> None:
    answer = ask(example.question, opened)
    expected = "unsure, exact" if example.check.startswith("unsure ") else "exact"
    assert judge(answer, example.check, notice_truth) == expected
    assert answer.family == ("" if answer.status == "refused" else example.family)


@pytest.mark.parametrize(("question", "check"), BLIND, ids=[question for question, _ in BLIND])
def test_no_question_of_the_blind_sets_is_answered_wrongly_without_saying_so(
    question: str, check: str, opened: OpenSnapshot, notice_truth: Truth
) -> None:
    assert judge(ask(question, opened), check, notice_truth) != "wrong"


STRANGERS = [known for questions in known_sets().values() for known in questions][::6]
"""Every sixth one: `python -m bench.ask` asks them all."""


@pytest.mark.parametrize("known", STRANGERS, ids=lambda known: known.question)
def test_no_question_of_a_stranger_is_answered_wrongly_without_saying_so(
    known: Known, opened: OpenSnapshot, notice_truth: Truth
) -> None:
    assert judge_known(ask(known.question, opened), known, notice_truth) != "wrong"


def test_few_rewordings_are_misread_without_saying_so(
    opened: OpenSnapshot, notice_truth: Truth
) -> None:
    asked = [known for questions in reworded_sets().values() for known in questions][::5]
    verdicts = [judge_known(ask(k.question, opened), k, notice_truth) for k in asked]
    assert verdicts.count("wrong") < len(asked) * 0.03
    assert sum("exact" in verdict for verdict in verdicts) > len(asked) * 0.75


OF_LETTER = {
    "通知正文要求各主要责任单位做什么": ("unsure", "各主要责任单位要加强组织协调"),
    "正文要求相关单位树立什么样的思想": ("answered", "“一盘棋”思想"),
    "通知对各部门主要负责人提了什么要求": ("unsure", "主要负责人要切实担负起组织领导责任"),
    "正文里怎么说督查考核的": ("answered", "加大督查考核力度"),
}


@pytest.mark.parametrize("question", OF_LETTER)
def test_the_letter_answers_what_is_asked_of_it_and_says_so(
    question: str, opened: OpenSnapshot
) -> None:
    answer = ask(question, opened)
    status, words = OF_LETTER[question]
    assert words in answer.sentence
    assert answer.status == status


BEYOND = (
    "长期护理保险个人每年要缴多少",
    "长江禁渔由谁批准",
    "人社局有多少人",
    "太仓市有几个镇",
    "去年GDP增长多少",
    "城区停车泊位现在有多少",
    "韩飚是哪里人",
    "附件1第142行的下一行是什么",
    "附件1第12行与第13行由同一个单位牵头吗",
    "联系人是谁",
)


@pytest.mark.parametrize("question", BEYOND)
def test_what_no_document_of_tasks_says_is_never_answered_surely(
    question: str, opened: OpenSnapshot
) -> None:
    assert ask(question, opened).status != "answered"


FILTERED = {
    ("环保局牵头哪些任务", "theme", "reform"): "items | lead=环保局; theme=reform",
    ("哪些部门牵头环境类任务", "official", "赵建初"): (
        "agencies lead | theme=environment; sup=赵建初"
    ),
    ("一共有多少项", "type", "project"): "count | kind=project",
    ("环境类任务占全部任务的比例", "type", "task"): (
        "share | theme=environment; kind=task of kind=task"
    ),
}


@pytest.mark.parametrize("asked", FILTERED, ids=lambda asked: asked[0])
def test_questions_are_narrowed_by_the_filters_of_search(
    asked: tuple[str, str, str], opened: OpenSnapshot, notice_truth: Truth
) -> None:
    question, name, value = asked
    answer = ask(question, opened, {name: value})
    assert judge(answer, FILTERED[asked], notice_truth) == "exact"
    assert f"{name}={value}" in answer.sentence or answer.sentence[0].isdigit()


def test_a_filter_that_does_not_exist_is_the_same_error_as_in_search(opened: OpenSnapshot) -> None:
    for filters in ({"theme": "nothing"}, {"colour": "red"}):
        with pytest.raises(UnknownValue) as asked:
            ask("一共有多少项", opened, filters)
        with pytest.raises(UnknownValue) as read:
            read_filters(filters, opened.index)
        assert str(asked.value) == str(read.value)


def test_each_thing_that_is_asked_has_its_own_answer(opened: OpenSnapshot) -> None:
    answer = ask("冯晋分管几项工作？由哪些部门牵头？", opened)
    assert [more.family for more in answer.also] == ["agencies-of-official"]
    assert answer.also[0].sentence in answer.sentence
    assert list(answer.as_json()["also"][0]["rows"]) == list(answer.also[0].rows)


@pytest.mark.parametrize(
    "question", ["河长制谁牵头谁配合", "谁牵头谁配合河长制", "谁牵头、谁配合河长制"]
)
def test_who_beside_who_asks_for_both(question: str, opened: OpenSnapshot) -> None:
    answer = ask(question, opened)
    assert "牵头提到河长制的工作事项的单位共 1 个：太仓市水利（水务）局" in answer.sentence
    assert {row["name"] for row in answer.also[0].rows} == {"各有关镇（区）", "有关部门"}


def test_the_columns_of_the_index_say_what_the_graph_says(opened: OpenSnapshot) -> None:
    answers = [ask(example.question, opened) for example in examples()[::3]]
    readings = [answer.reading for answer in answers if answer.reading]
    compared = 0
    for reading in readings:
        compiled = compile_reading(reading, "zh")
        if reading.focus not in ("item", "target"):
            counted = count_groups(replace(reading, measure="list"), opened.index)
            asked = solutions(opened, compiled.answer) if counted is not None else []
            numbers = [(row["thing"], int(row["items"])) for row in asked if "thing" in row]
            assert [(group.iri, group.items) for group in counted or ()] == numbers
            compared += counted is not None
        elif reading.focus == "item" and (places := _places(reading, opened)) is not None:
            items = {row["item"] for row in solutions(opened, compiled.answer)}
            assert set(opened.index.items.iris(places)) == items
            compared += 1
    assert compared > len(readings) * 0.8


def _places(reading: Reading, opened: OpenSnapshot) -> Numbers | None:
    if not compile_reading(reading, "zh").items:
        counted = count_each(reading, opened.index)
        return counted and counted.places
    if {"parent", "children"} & set(reading.asks):
        mask = elaborated_items(reading, opened.index)
    else:
        mask = select_items(reading.conditions, opened.index)
    return mask if mask is None else np.flatnonzero(mask)


def test_there_are_enough_families_and_examples() -> None:
    names = {family.name for family in families()}
    assert {example.family for example in examples()} <= names
    assert names <= {example.family for example in examples()}
    assert len(names) >= 25
    assert len({example.question for example in examples()}) == len(examples()) >= 300


def test_the_documentation_lists_all_families() -> None:
    assert "\n".join(family_table()) in DOCUMENTATION.read_text("utf-8")


UNKNOWN = {
    "张三分管哪些任务？": "张三",
    "苏州市交通局牵头哪些任务？": "苏州市交通局",
    "苏州市环保局牵头的任务": "苏州市环保局",
    "Which tasks does Wang Xiaoming supervise?": "wang xiaoming",
}


@pytest.mark.parametrize("question", UNKNOWN)
def test_an_unknown_name_is_named_and_not_skipped(question: str, opened: OpenSnapshot) -> None:
    answer = ask(question, opened)
    assert (answer.status, answer.rows) == ("refused", ())
    assert UNKNOWN[question] in answer.sentence
    assert answer.saved_questions


def test_what_is_not_understood_is_said(opened: OpenSnapshot) -> None:
    answer = ask("环保局牵头的任务概览图", opened)
    assert answer.status == "unsure"
    assert answer.not_understood == ("概览图",)
    assert any("概览图" in note for note in answer.notes)


@pytest.fixture(scope="session")
def portfolio(opened: OpenSnapshot) -> Answer:
    return ask("請問赵建初分管的 涉农任务有哪些？", opened)


def test_each_part_of_the_question_is_explained(portfolio: Answer) -> None:
    shown = {slot.text: (slot.slot, slot.meaning) for slot in portfolio.understood}
    assert shown["赵建初"] == ("agent", "赵建初")
    assert shown["分管"] == ("role", "supervising")
    assert shown["涉农"] == ("theme", "农业农村")
    for slot in portfolio.understood:
        assert portfolio.question[slot.start : slot.end] == slot.text


@pytest.mark.parametrize(
    "question",
    [
        "请问赵建初分管的涉农任务有哪些？",
        "实事工程有哪些？",
        "2018年的任务有哪些",
        "综合指标有哪些",
        "提到“263”或者河道的任务有哪些",
        "城区背街小巷提档改造工程对应哪项任务？",
        "Which tasks does 赵建初 supervise?",
    ],
)
def test_rows_are_what_the_sparql_that_is_shown_finds(question: str, opened: OpenSnapshot) -> None:
    answer = ask(question, opened)
    found = item_rows(solutions(opened, answer.sparql))
    assert found
    assert list(answer.rows) == with_agents(found, opened.index)
    assert answer.count == len(found)


def test_the_index_narrows_words_to_what_the_graph_finds(opened: OpenSnapshot) -> None:
    words = ("河道", "水", "263", "“263”", "PM2.5", "2018年", "、", "GDP", "亿元，", "不存在的词")
    numbers = {}
    for texts in [*((word,) for word in words), ("学校", "医院"), ("263", "、")]:
        reading = Reading("item", "list", (Clause((), (Condition("text", texts=texts),)),))
        sparql = compile_reading(reading, "zh").answer
        found = found_items(opened, sparql)[0]
        assert found == solutions(opened, sparql), texts
        numbers[texts] = len(found)
    assert sum(number > 0 for number in numbers.values()) > len(numbers) // 2
    assert numbers[("不存在的词",)] == 0


def test_rows_have_their_source(opened: OpenSnapshot) -> None:
    answer = ask("哪些部门牵头环境类任务？", opened)
    for row in answer.rows:
        assert len(row["sources"]) == row["items"]
        assert all(s["text"] and s["annexNumber"] and s["rowNumber"] for s in row["sources"])


def test_work_of_collectives_is_stated_and_not_counted(opened: OpenSnapshot) -> None:
    answer = ask("沙溪镇牵头了哪些任务？", opened)
    assert answer.count == 2
    assert any("集合主体" in note and "各有关镇（区）" in note for note in answer.notes)


def test_agents_that_are_joined_plainly_are_doubtful(opened: OpenSnapshot) -> None:
    answer = ask("环保局和农委牵头的任务", opened)
    assert answer.status == "unsure"
    assert any("共同" in note for note in answer.notes)


def test_what_first_questions_need_is_loaded_before_them(opened: OpenSnapshot) -> None:
    kept = (light._light_words, sounding._bodies, sounding._by_sound)
    for one in kept:
        one.cache_clear()
    warm(opened)
    assert all(one.cache_info().currsize for one in kept)


def test_a_question_over_the_limit_is_an_error(opened: OpenSnapshot) -> None:
    with pytest.raises(QueryTooLong, match="200 characters"):
        ask("问" * (MOST_CHARACTERS + 1), opened)


@pytest.mark.parametrize(
    "question",
    ["？", "。。。", "1", "a", "的", "“”", "\n", "𠀀", "、内容", "是不是都", "有哪些集合主体"],
)
def test_nonsense_is_no_error(question: str, opened: OpenSnapshot) -> None:
    assert ask(question, opened).status in ("refused", "unsure", "answered")
