"""The files of the saved questions say what they ask, and a file that does not is an error."""

import re
from collections.abc import Iterator
from importlib.resources import files

import pytest
from pyoxigraph import Store, Variable

from ontology.errors import UnknownName
from queries.catalogue import Question, catalogue, find_question, read_question

HEAD = """\
# title-zh: 哪些单位牵头？
# title-en: Which agencies lead?
# param: theme | theme | required | environment | a theme
# param: role | role | optional | lead | only this role
# row: one agency
SELECT ?theme ?role ?agency WHERE { ?agency ?role ?theme }
"""


def header_lines(question: Question) -> Iterator[str]:
    for line in question.sparql.splitlines():
        if not line.startswith("#"):
            return
        yield line


def test_a_question_is_read_from_its_file() -> None:
    question = read_question("lead", HEAD)
    assert (question.title_zh, question.title_en) == ("哪些单位牵头？", "Which agencies lead?")
    assert question.row == "one agency"
    assert [p.name for p in question.parameters] == ["theme", "role"]
    assert [p.required for p in question.parameters] == [True, False]
    assert question.parameters[0].description == "a theme"
    assert question.examples == {"theme": "environment"}
    assert question.sparql == HEAD


@pytest.mark.parametrize("line", ["title-zh", "title-en", "row"])
def test_a_header_that_lacks_a_line_is_an_error(line: str) -> None:
    text = re.sub(rf"# {line}: .*\n", "", HEAD)
    with pytest.raises(ValueError, match=rf"lead\.rq: the header lacks {line}$"):
        read_question("lead", text)


def test_all_lines_that_a_header_lacks_are_named() -> None:
    with pytest.raises(ValueError, match="the header lacks row, title-en, title-zh"):
        read_question("lead", "SELECT ?s WHERE { ?s ?p ?o }")


@pytest.mark.parametrize("line", ["# parm: theme | theme", "# title-zh: 又一次？", "# Row: one"])
def test_a_header_line_that_would_be_lost_is_an_error(line: str) -> None:
    with pytest.raises(ValueError, match="not known, or twice"):
        read_question("lead", f"{line}\n{HEAD}")


def test_a_header_ends_at_the_first_line_of_another_form() -> None:
    with pytest.raises(ValueError, match="the header lacks row"):
        read_question("lead", HEAD.replace("# row:", "PREFIX e: <http://e/>\n# row:"))


@pytest.mark.parametrize(
    "parameter",
    [
        "theme",
        "theme | theme | required | environment",
        "theme | theme | required | environment | a | theme",
        "theme | subject | required | environment | a theme",
        "theme | theme | maybe | environment | a theme",
    ],
)
def test_a_malformed_parameter_is_an_error(parameter: str) -> None:
    text = HEAD.replace("theme | theme | required | environment | a theme", parameter)
    with pytest.raises(ValueError, match=r"lead\.rq: not 'name \| type \|") as error:
        read_question("lead", text)
    assert parameter in str(error.value)


def test_the_catalogue_holds_every_file_in_alphabetical_order() -> None:
    found = sorted(f.name for f in files("queries").iterdir() if f.name.endswith(".rq"))
    assert len(found) >= 30
    assert [f"{name}.rq" for name in catalogue()] == found


def test_an_unknown_question_is_named_with_those_that_look_alike() -> None:
    with pytest.raises(UnknownName, match="no question 'tasks-of-themes'; did you mean") as error:
        find_question("tasks-of-themes")
    assert "tasks-of-theme" in str(error.value)
    assert str(len(catalogue())) in str(error.value)


def test_nothing_is_suggested_where_nothing_looks_alike() -> None:
    with pytest.raises(UnknownName) as error:
        find_question("天气")
    assert "did you mean" not in str(error.value)


@pytest.mark.parametrize("name", catalogue())
class TestFiles:
    def test_name_and_titles(self, name: str) -> None:
        question = catalogue()[name]
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name)
        assert question.title_zh.endswith("？"), "a question ends with a question mark"
        assert question.title_en.endswith("?")
        titles = [q.title_zh for q in catalogue().values()]
        assert titles.count(question.title_zh) == 1

    def test_no_line_of_the_header_is_lost(self, name: str) -> None:
        question = catalogue()[name]
        keys = [line.removeprefix("# ").partition(":")[0] for line in header_lines(question)]
        params = ["param"] * len(question.parameters)
        assert keys == ["title-zh", "title-en", *params, "row"]

    def test_parameters_have_one_name_each(self, name: str) -> None:
        names = [parameter.name for parameter in catalogue()[name].parameters]
        assert len(set(names)) == len(names)
        for parameter in names:
            assert re.fullmatch(r"[a-z_]+", parameter), "a variable has no hyphen"

    def test_the_file_is_a_query_of_its_own_that_projects_its_parameters(self, name: str) -> None:
        question = catalogue()[name]
        results = Store().query(question.sparql)
        projected = {variable.value for variable in results.variables}  # type: ignore[union-attr]
        assert {parameter.name for parameter in question.parameters} <= projected
        assert Variable("item") not in projected or {"annexNumber", "rowNumber"} <= projected

    def test_what_a_row_counts_is_said(self, name: str) -> None:
        question = catalogue()[name]
        for counted in re.findall(r"COUNT\(.*? AS \?(\w+)\)", question.sparql):
            assert f"`{counted}`" in question.row, counted

    def test_every_row_comes_once_and_in_order(self, name: str) -> None:
        sparql = catalogue()[name].sparql
        assert "ORDER BY" in sparql
        assert "SELECT DISTINCT" in sparql or "GROUP BY" in sparql, "graphs may repeat a triple"
        assert "COUNT(?" not in sparql, "graphs may repeat a triple: count distinct nodes"
