"""Whose items are all of one sort, how many the one with most has, and what counts a column."""

import pytest

from graph.opened import OpenSnapshot
from queries.asking.answers import ask

SURE = {
    "哪几家单位的任务全部由赵建初分管？": "共 7 个",
    "哪些单位牵头的任务均不由韩飚分管？": "共 39 个",
    "牵头任务全部属于附件2的单位是哪几家？": "共 3 个",
    "哪些单位的任务赵建初都分管？": "共 7 个",
    "哪些小标题全归许超震管？": "共 5 个",
    "哪些小标题下的任务都由赵建初分管？": "共 2 个",
    "环保局牵头的任务都由哪些领导分管？": "共 6 个",
    "哪些领导在附件1有分管任务，到了附件2却一项工程都没有？": "共 7 个",
    "附件1里主要责任单位列得最多的那一条，一共列了几家？": "8 个单位：",
    "分管领导最多的那几条，每条有几位领导？": "5 个领导：",
    "附件1各门类条目数的最大值是多少？": "22 项：",
    "附件1有多少项任务的分管领导仅为一人（合并单元格按上格续算）？": "共 80 项",
    "附件1有多少项分管领导只有一人的任务？": "共 80 项",
    "附件1里主要责任单位数=2且分管领导数=1的任务有几条？": "共 11 项",
    "分管条目数超过10的领导有几位": "共 9 个",
    "附件2末项的工程名称是什么？": "附件2第24行",
    "附件1首项由谁分管？": "在第1行",
    "市一中扩建的班数比实验幼儿园扩建的班数多几个班？": "相差 15班",
    "官厅路今年改造归哪个单位管？": "太仓市城市管理局（1 项）",
}

UNSURE = {
    "哪些领导分管的任务都涉及改革？": "nobody's are, so that any may be meant",
    "哪些门类全部由王建国分管？": "none is, so that any may be meant",
    "哪些单位的任务都只有一家牵头？": "what no clause says of all items",
    "太仓要建的露天舞台都在哪个镇？": "places that are no towns",
    "附件1中“政府办”排首列的主要责任单位有几条？": "where in the column",
}


@pytest.mark.parametrize("question", SURE)
def test_what_is_asked_of_all_is_told_of_all(question: str, opened: OpenSnapshot) -> None:
    answer = ask(question, opened)
    assert answer.status == "answered", answer.notes
    assert SURE[question] in answer.sentence


@pytest.mark.parametrize("question", UNSURE)
def test_what_cannot_be_told_of_all_is_a_doubt(question: str, opened: OpenSnapshot) -> None:
    assert ask(question, opened).status in ("unsure", "refused"), UNSURE[question]


def test_numbers_of_other_towns_are_none_of_one(opened: OpenSnapshot) -> None:
    assert not ask("沙溪镇今年要新设多少个公共自行车站点？", opened).rows
    assert "26个" in ask("双凤镇今年要新设多少个公共自行车站点？", opened).sentence


def test_a_town_that_is_left_out_of_towns_is_one_of_them(opened: OpenSnapshot) -> None:
    answer = ask("行政管理体制改革试点，除了沙溪镇，还有哪个镇？", opened)
    assert [row["name"] for row in answer.rows] == ["太仓市浏河镇人民政府"]
