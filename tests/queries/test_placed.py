"""Items that a question finds by their place are named before anything is asked of them."""

import pytest

from graph.opened import OpenSnapshot
from queries.asking.answers import ask

PLACED = {
    "附件1里紧跟在“263”专项行动后面的那一条是哪条？": "附件1第104行“",
    "附件1中排在“263”专项行动前面的那一条是哪条": "附件1第102行“",
    "建成投运500千伏东吴—太仓线路那条的上一条，主要责任单位是谁？": "太仓市水利（水务）局（1 项）",
    "附件1第50行的下一行是什么": "附件1第51行“",
    "附件1第50条的前一条由谁牵头": "中共太仓市委农村工作办公室（1 项）",
    "农工办在附件1中最先出现在第几条？": "附件1第49行“",
    "环保局最后一次作为主要责任单位出现，是附件1的哪一条？": "附件1第114行“",
    "冯晋在附件2里最早出现在哪一项": "附件2第15行“",
}


@pytest.mark.parametrize("question", PLACED)
def test_an_item_beside_another_or_the_first_of_somebody_is_named(
    question: str, opened: OpenSnapshot
) -> None:
    answer = ask(question, opened)
    assert PLACED[question] in answer.sentence
    assert len(answer.rows) == 1


@pytest.mark.parametrize(
    "question",
    [
        "附件1第142行的下一行是什么",
        "附件1里河长制的上一条和下一条分别是什么",
        "环保局牵头的前一条任务",
    ],
)
def test_what_stands_beside_no_one_item_is_no_sure_answer(
    question: str, opened: OpenSnapshot
) -> None:
    assert ask(question, opened).status != "answered"


COMPARED = {
    "附件1和附件2哪个任务多": "附件1更多。",
    "附件1和附件2哪个任务少": "附件2更少。",
    "“加快推进绿色发展”和“加快实施创新驱动”两个门类，哪个任务多？": (
        "加快推进绿色发展，显著提高生态文明水平更多。"
    ),
    "教育文化和公共交通两类实事工程哪个多": "教育文化更多。",
}


@pytest.mark.parametrize("question", COMPARED)
def test_parts_are_compared_by_which_has_more(question: str, opened: OpenSnapshot) -> None:
    assert ask(question, opened).sentence.startswith(COMPARED[question])
