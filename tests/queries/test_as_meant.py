"""What the rows show of a reading is heard: who is named is no answer, names are as printed."""

import pytest

from graph.opened import OpenSnapshot
from queries.asking.answers import ask

ITEMS = {
    "主责名单里既能找到科技局、又能找到人才办的，都是哪些条？": 6,
    "主责栏里有经信委、无发改委的，共几条？": 10,
    "太仓农委被点名为主要责任单位，共计几回？": 9,
    "实事工程里，水利局担主要责任单位的列一下": 2,
    "分管栏里能找到冯晋名字的，在附件1、附件2中各是哪些条": 8,
}
BESIDE = {
    "有水务局的主责条目，共同主责方是哪些单位？": "太仓市环境保护局",
    "请指出综治办所有主责任务中的共同主责单位。": "太仓市公安局",
    "人民银行承担主责的那几条，跟它并排写着的主责单位有哪些？": "太仓市物价局",
}
YES_OR_NO = {
    "两张表的“相关单位”一栏，有没有哪一行点名写了公安局？": "否：",
    "发改委有没有在哪一条的“相关单位”栏里被点名？": "否：",
    "顾建康有没有跟其他市领导合管的任务？有的话是哪一行": "是：",
}


@pytest.mark.parametrize("question", ITEMS)
def test_the_items_of_those_who_are_named_are_asked_for(
    question: str, opened: OpenSnapshot
) -> None:
    answer = ask(question, opened)
    assert answer.reading is not None
    assert answer.reading.focus == "item"
    assert len(answer.rows) == ITEMS[question]


@pytest.mark.parametrize("question", BESIDE)
def test_who_is_beside_somebody_is_another(question: str, opened: OpenSnapshot) -> None:
    answer = ask(question, opened)
    assert answer.status == "answered"
    assert BESIDE[question] in [row["name"] for row in answer.rows]
    assert answer.reading is not None
    excluded = {node.label for node in answer.reading.excluded}
    assert excluded
    assert not excluded & {row["name"] for row in answer.rows}


@pytest.mark.parametrize(
    ("question", "rows", "status"),
    [
        ("港区列为主要责任单位的任务", {20, 37, 57, 61}, "answered"),
        ("国开区列为主要责任单位的是哪几条", {46}, "answered"),
        ("港区牵头的任务有哪些？", {20, 37, 57, 61}, "unsure"),
        ("高新区列为主要责任单位的任务", {37, 52, 53, 55, 57, 61, 62, 20}, "answered"),
    ],
)
def test_a_body_is_meant_as_the_columns_print_it(
    question: str, rows: set[int], status: str, opened: OpenSnapshot
) -> None:
    answer = ask(question, opened)
    assert {row["rowNumber"] for row in answer.rows} == rows
    assert answer.status == status
    said = any("按登记与" in note for note in answer.notes)
    assert said == ("高新区" not in question), "the other name is told beside"


@pytest.mark.parametrize(
    ("question", "leader"),
    [
        ("秸秆综合利用由谁负责", "赵建初"),
        ("2-22归谁负责？", "赵建初"),
        ("地税局是和谁一起负责任务的？", "陈力、韩飚、顾晓东"),
    ],
)
def test_of_who_answers_for_something_bodies_and_leaders_are_told(
    question: str, leader: str, opened: OpenSnapshot
) -> None:
    answer = ask(question, opened)
    assert answer.status == "unsure"
    assert {row["class"] for row in answer.rows} == {"agency"}
    assert f"分管领导：{leader}。" in answer.sentence


@pytest.mark.parametrize("question", YES_OR_NO)
def test_whether_there_is_any_is_answered(question: str, opened: OpenSnapshot) -> None:
    answer = ask(question, opened)
    assert answer.sentence.startswith(YES_OR_NO[question])
    assert answer.status == "answered"


@pytest.mark.parametrize(
    "question", ["牵头件数仅次于发改委的单位是哪家？", "城建局牵头的是哪些条", "谁跟环保局最像"]
)
def test_what_is_asked_of_somebody_named_may_still_be_doubtful(
    question: str, opened: OpenSnapshot
) -> None:
    assert ask(question, opened).status != "answered"
