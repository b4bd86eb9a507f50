"""Two sides are held against each other, all of some items are looked at, and who asks is known."""

import pytest

from graph.opened import OpenSnapshot
from queries.asking.answers import ask

AGREE = {
    "滨河公园东延，附件1和附件2写的主要责任单位一样吗？": "否，不同：附件1第62行",
    "背街小巷提档改造，两个附件里写的分管领导完全一样吗？": "否，不同：附件1第70行",
    "背街小巷提档改造在两个附件里的分管领导不一样，是不是？": "是，不同：",
    "长期护理保险在附件1和附件2里的分管领导是同一个人吗？": "是，相同：附件1第83行",
    "附件1第70项和附件2第16项的分管领导一样吗？": "否，不同：附件1第70行",
    "推进实施长期护理保险制度和做亮双元制职业教育品牌的分管领导是不是同一个人？": "否，不同：",
    "银监办和人行（人民银行）承担的任务是不是完全重合？": "是，相同：都有的 2 项",
    "环保局和水利局牵头的任务一样吗": "否，不同：都有的 2 项，只有环保局的 13 项",
}
COUNTED = ("环保局和水利局牵头的任务数相同吗", "环保局和水利局牵头的任务一样多吗")
THROUGHOUT = {
    "招商局牵头的每一项任务里都同时出现的另一个部门是谁？": "1 个：太仓市商务局。",
    "许蕾分管的那几条，条条都一起署名的另一位领导是谁？": "1 个：顾晓东。",
    "城厢镇党政办问一下，我们镇牵头的那两条，两条都跟我们挂在一起的是哪个局？": "1 个：太仓市住房",
    "“263”专项行动和引进沪上总部经济那两条，哪些领导两条都挂了名？": "3 个：",
}
OF_EACH = ("每一项任务都有哪些牵头单位？", "综合指标的每一项各由哪些单位牵头，一起列出来")
RECORDS = {
    "牵头单位最多的任务由哪些单位牵头？": 8,
    "牵头单位最多的任务由谁牵头？": 8,
    "主要责任单位最多的那项任务由谁分管？": 5,
    "整个通知中主要责任单位列得最多的那一项，是哪些单位在牵头？": 8,
}
ASKED_BY = {
    "双凤镇办公室请教：写了我们镇做主要责任单位的那条，市里是哪些领导分管的呀": (
        "双凤镇牵头的任务由哪些领导分管"
    ),
    "我是住建局综合科的，我们局两张表一共当主要责任单位多少次？": "住建局当主要责任单位多少次",
    "我是国土资源局的办事员，请把我们局列为主要责任单位的任务都找出来。": "国土资源局牵头的任务",
}


@pytest.mark.parametrize("question", AGREE)
def test_what_two_sides_have_is_compared(question: str, opened: OpenSnapshot) -> None:
    assert ask(question, opened).sentence.startswith(AGREE[question])


@pytest.mark.parametrize("question", COUNTED)
def test_numbers_are_compared_as_numbers(question: str, opened: OpenSnapshot) -> None:
    assert "15 项" in ask(question, opened).sentence


@pytest.mark.parametrize("question", THROUGHOUT)
def test_who_has_every_one_of_some_items_is_told(question: str, opened: OpenSnapshot) -> None:
    assert THROUGHOUT[question] in ask(question, opened).sentence


@pytest.mark.parametrize("question", OF_EACH)
def test_those_of_each_item_are_all_of_them(question: str, opened: OpenSnapshot) -> None:
    assert "每一项都有的" not in ask(question, opened).sentence


@pytest.mark.parametrize("question", RECORDS)
def test_an_item_that_has_most_is_named(question: str, opened: OpenSnapshot) -> None:
    answer = ask(question, opened)
    assert answer.sentence.startswith("工作事项共 1 项：附件1第21行")
    assert len(answer.rows) == RECORDS[question]


@pytest.mark.parametrize("question", ASKED_BY)
def test_a_body_that_asks_is_the_one_that_it_calls_its_own(
    question: str, opened: OpenSnapshot
) -> None:
    asked, plain = ask(question, opened), ask(ASKED_BY[question], opened)
    assert asked.rows == plain.rows
    assert asked.rows


NARROWER = (
    "附件2里环保局和水利局牵头的任务一样吗",
    "招商局牵头的每一项任务里都在农村同时出现的另一个部门是谁？",
    "长期护理保险在附件1和附件2里的分管领导在农业方面一样吗？",
)


@pytest.mark.parametrize("question", NARROWER)
def test_no_word_that_restricts_the_question_is_passed_over(
    question: str, opened: OpenSnapshot
) -> None:
    answer = ask(question, opened)
    assert answer.status != "answered"
    assert "只有环保局的 13 项" not in answer.sentence
    assert "每一项都有的" not in answer.sentence
    assert not answer.sentence.startswith("是，相同")


def test_what_is_asked_of_items_beside_categories_is_a_doubt(opened: OpenSnapshot) -> None:
    answer = ask("实事工程里哪个分类只有一项工程？这项工程叫什么", opened)
    assert answer.status == "unsure"
