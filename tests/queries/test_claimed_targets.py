"""Claims that compare two targets get yes or no; fees that no text states get nothing."""

import pytest

from graph.opened import OpenSnapshot
from queries.asking.answers import ask

CLAIMS = {
    "一般公共预算收入的增长目标比地区生产总值的增长目标高，对不对？": "是",
    "地区生产总值的增幅比社会消费品零售总额的增幅高，这个说法对吗？": "否",
    "社会消费品零售总额与规模以上工业产值的预期增幅一样，是否属实？": "否",
    "社会消费品零售总额与一般公共预算收入的增长目标是否相同？": "是",
    "进出口总额的目标是保持稳定增长，对吗？": "是",
    "秸秆综合利用的内容在通知里出现了没有？": "是",
    "市中心公园小学按计划2018年内就要建成，是这样吗？": "否",
}


@pytest.mark.parametrize("question", CLAIMS)
def test_a_claim_is_held_against_both_targets(question: str, opened: OpenSnapshot) -> None:
    answer = ask(question, opened)
    assert answer.status == "answered"
    assert answer.sentence.startswith(CLAIMS[question])


@pytest.mark.parametrize(
    "question",
    [
        "规模以上工业产值和地区生产总值的增长目标不一样，对吗？",
        "进出口总额的目标不是保持稳定增长，对吗？",
        "科技进步贡献率与高新技术产业产值占比的目标一样吗？",
    ],
)
def test_a_claim_that_is_denied_or_open_is_unsure(question: str, opened: OpenSnapshot) -> None:
    assert ask(question, opened).status == "unsure"


@pytest.mark.parametrize(
    "question",
    [
        "请问工人文化宫建成后的门票或收费标准是怎样的？",
        "公共自行车收费标准是多少？",
        "完不成任务的单位会被扣多少考核分？",
        "新建的幼儿园学费是多少？",
    ],
)
def test_fees_and_points_are_no_other_numbers(question: str, opened: OpenSnapshot) -> None:
    assert not ask(question, opened).rows


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("新兴产业产值占规上工业产值的比重，年内要达到百分之几？", "54.5%"),
        ("信报箱7000户那个实事工程谁分管", "韩飚"),
        ("实验幼儿园扩建工程今年的目标进度是什么？", "完成结构封顶"),
        ("How much foreign capital is to be actually utilised in 2018?", "5亿美元"),
        ("Which leader is in charge of the advanced treatment at the No. 2 waterworks?", "赵建初"),
    ],
)
def test_what_the_structure_decides_is_sure(question: str, told: str, opened: OpenSnapshot) -> None:
    answer = ask(question, opened)
    assert answer.status == "answered"
    assert told in answer.sentence
