"""Every saved question is answered on the notice, and a wrong request says what is wrong."""

import csv
import io
import json
from collections.abc import Callable

import pytest

from graph.opened import OpenSnapshot
from ontology.errors import UnknownName, UnknownValue
from ontology.ids import DEFAULT_BASE
from queries.ask import Result, answer, query_of
from queries.catalogue import Parameter, catalogue, find_question

Ask = Callable[..., Result]

MAY_BE_EMPTY = {
    "provisions-of-document": "the notice is not read as a policy",
    "unresolved-agents": "the registers know every agent of the notice",
    "continuations": "one year alone goes on from none",
    "items-without-theme": "each item may have a theme",
}

OPTIONAL = [
    (question.name, parameter)
    for question in catalogue().values()
    for parameter in question.parameters
    if not parameter.required
]


@pytest.mark.parametrize("name", catalogue())
def test_a_question_is_answered_with_its_examples(name: str, ask: Ask) -> None:
    question = find_question(name)
    result = ask(name, **question.examples)
    assert result.rows or name in MAY_BE_EMPTY
    assert set(result.parameters) == set(question.examples)
    assert {parameter.name for parameter in question.parameters} <= set(result.columns)
    assert all(list(row) == result.columns for row in result.rows)
    assert all(result.columns)


@pytest.mark.parametrize("name", catalogue())
def test_rows_come_once_and_in_the_same_order(name: str, ask: Ask, opened: OpenSnapshot) -> None:
    question = find_question(name)
    first, second = ask(name, **question.examples), answer(question, question.examples, opened)
    assert first.rows == second.rows
    rows = [json.dumps(row) for row in first.rows]
    assert len(set(rows)) == len(rows)


@pytest.mark.parametrize("name", catalogue())
def test_an_agent_theme_or_role_never_comes_without_its_name(name: str, ask: Ask) -> None:
    result = ask(name, **find_question(name).examples)
    kinds = ("agency", "other", "supporter", "group", "official", "agent", "theme", "role")
    for column in result.columns:
        kind, mark, suffix = column.partition("_")
        if kind in kinds:
            named = f"{kind}Name{mark}{suffix}"
            assert all(row[named] for row in result.rows if row[column])


@pytest.mark.parametrize(("name", "parameter"), OPTIONAL, ids=lambda value: str(value)[:40])
def test_an_optional_parameter_only_leaves_rows_out(
    name: str, parameter: Parameter, ask: Ask
) -> None:
    examples = find_question(name).examples
    narrowed = ask(name, **examples, **{parameter.name: parameter.example})
    assert narrowed.rows or name in MAY_BE_EMPTY
    bound = narrowed.parameters[parameter.name]
    assert {str(row[parameter.name]) for row in narrowed.rows} <= {bound}
    free = ask(name, **examples)
    assert narrowed.rows == [row for row in free.rows if str(row[parameter.name]) == bound]


@pytest.mark.parametrize("name", catalogue())
def test_every_row_is_in_the_csv(name: str, ask: Ask) -> None:
    result = ask(name, **find_question(name).examples)
    read = list(csv.reader(io.StringIO(result.as_csv(), newline="")))
    assert read[0] == result.columns
    assert len(read) == 1 + len(result.rows)


@pytest.mark.parametrize("name", catalogue())
def test_a_graph_under_another_base_gives_the_same_answer(
    name: str, ask: Ask, moved: OpenSnapshot
) -> None:
    question = find_question(name)
    expected = json.dumps(ask(name, **question.examples).rows)
    there = answer(question, question.examples, moved)
    assert json.dumps(there.rows) == expected.replace(DEFAULT_BASE, moved.snapshot.base_iri)


FREE = [name for name, question in catalogue().items() if not question.examples]


@pytest.mark.parametrize("name", FREE)
def test_what_two_documents_both_state_comes_once(name: str, several: OpenSnapshot) -> None:
    """The graph of each document has the labels of its agents; their union repeats them."""
    rows = [json.dumps(row) for row in answer(find_question(name), {}, several).rows]
    assert len(set(rows)) == len(rows)


def test_items_of_several_documents_are_counted_together(several: OpenSnapshot) -> None:
    assert len(answer(find_question("documents"), {}, several).rows) == 3
    unresolved = answer(find_question("unresolved-agents"), {}, several).rows
    assert len({row["agent"] for row in unresolved}) == len(unresolved) > 0
    leads = answer(find_question("items-per-agency"), {}, several).rows
    assert [row["lead"] for row in leads if row["agencyName"].endswith("水务局")] == [2, 1]


def test_an_answer_says_what_was_asked(ask: Ask) -> None:
    said = ask("lead-agencies-of-theme", theme="生态环境").as_json()
    assert said["question"] == "lead-agencies-of-theme"
    assert said["parameters"] == {"theme": "https://w3id.org/zhengtu/id/theme/environment"}
    assert said["count"] == len(said["rows"]) > 0
    assert said["title"]["zh"] and said["title"]["en"] and said["row"] and said["snapshot"]
    assert isinstance(said["rows"][0]["items"], int)


@pytest.mark.parametrize("theme", ["生态环境", "https://w3id.org/zhengtu/id/theme/environment"])
def test_a_theme_goes_by_slug_name_or_iri(theme: str, ask: Ask) -> None:
    rows = ask("tasks-of-theme", theme=theme).rows
    assert rows
    assert rows == ask("tasks-of-theme", theme="environment").rows


@pytest.mark.parametrize("agency", ["环保局", "太仓市环境保护局", "huanbaoju", "环 保 局"])
def test_an_agency_goes_by_any_name(agency: str, ask: Ask) -> None:
    assert [row["agencyName"] for row in ask("items-per-agency", agency=agency).rows] == [
        "太仓市环境保护局"
    ]


@pytest.mark.parametrize("word", ["没有这个词", '"', "\\", "?word", "环境 } UNION { ?s ?p ?o"])
def test_a_word_is_bound_and_never_pasted(word: str, ask: Ask) -> None:
    assert ask("items-mentioning", word=word).rows == []


def test_an_unknown_question_is_an_error_with_a_suggestion() -> None:
    with pytest.raises(UnknownName, match=r"did you mean .*co-lead-agencies") as error:
        find_question("colead-agencies")
    assert error.value.status == 404


ERRORS: dict[str, tuple[str, dict[str, str], str, str]] = {
    "unknown parameter": (
        "tasks-of-theme",
        {"theme": "environment", "topic": "x"},
        "topic",
        "tasks-of-theme has no parameter 'topic', only theme, document, year",
    ),
    "parameter where there is none": (
        "co-lead-agencies",
        {"agency": "环保局"},
        "agency",
        "co-lead-agencies has no parameter 'agency', only none",
    ),
    "missing parameter": (
        "tasks-of-theme",
        {"year": "2018"},
        "theme",
        "tasks-of-theme needs theme, such as environment",
    ),
    "unknown theme": ("tasks-of-theme", {"theme": "weather"}, "theme", "no theme 'weather'"),
    "unknown agency": ("themes-of-agency", {"agency": "气象台"}, "agency", "no agency '气象台'"),
    "official as agency": (
        "themes-of-agency",
        {"agency": "赵建初"},
        "agency",
        "no agency '赵建初'",
    ),
    "unknown official": (
        "tasks-of-official",
        {"official": "张三"},
        "official",
        "no official '张三'",
    ),
    "unknown role": (
        "tasks-of-agency",
        {"agency": "环保局", "role": "牵头"},
        "role",
        "no role '牵头', only supervising, inCharge, lead, responsible, supporting, guiding",
    ),
    "no integer": ("tasks-with-many-leads", {"minimum": "many"}, "minimum", "is no integer; 3 is"),
    "no year": ("indicators", {"year": "去年"}, "year", "'去年' is no year; 2018 is one"),
    "unknown document": (
        "addressees",
        {"document": "太政发〔2018〕4号"},
        "document",
        "no document",
    ),
    "unknown item": ("source-of-item", {"item": "a9-99"}, "item", "no item 'a9-99'"),
}


@pytest.mark.parametrize("case", ERRORS)
def test_a_wrong_request_is_an_error_that_names_the_parameter(
    case: str, opened: OpenSnapshot
) -> None:
    name, given, parameter, message = ERRORS[case]
    with pytest.raises(UnknownValue) as error:
        query_of(find_question(name), given, opened)
    assert message in str(error.value)
    assert error.value.name == parameter
    assert error.value.status == 422
