"""What the rows do not bear out is said, so that no answer says more than was found."""

import pytest
from starlette.requests import Request

from api.questions.asking import AskParameters, ask_freely
from graph.opened import OpenSnapshot
from ontology.errors import UnknownValue
from queries.asking.answers import ask
from queries.asking.figures import figures
from queries.asking.rows.solutions import solutions
from queries.asking.words.grammar import examples

DOUBTED = {
    "顾晓东、许超震和高彬只有一人分管的任务": "只有一人",
    "附件1里韩飚分管的占陈力分管的百分之几": "占",
    "港区和国开区共同负责的任务有哪些": "同一单位",
    "国开区有哪些任务": "同一单位",
    "总共只牵头一项任务的单位有多少个": "“国开区”、“港区”按登记是同一单位",
    "哪些任务是新增的": "新增",
    "环保局牵头的任务里有没有写明期限的": "写明",
    "附件1第10行的任务已经完成一半了吗": "一半",
    "省级GDP增长多少": "省级",
    "违规化工企业关停多少家": "违规",
    "一季度新增停车泊位多少个": "一季度",
    "污水处理厂扩建规模是多少": "污水处理厂",
    "哪些单位牵头部分环境类任务": "部分",
    "哪些单位牵头农村的环境类任务": "任一",
    "附件2里未列入预算的工程有哪些": "预算",
    "附件2里紧急工程有哪些": "紧急",
    "环保局的任务里哪些不是陈力不管的": "不是",
    "环保局牵头或者由陈力分管的任务": "或者",
    "陈力和韩飚分管的任务里，发改委和环保局各牵头几条": "comparison",
    "主城区有多少条背街小巷要改造": "主城区",
    "目标超过100个的任务有哪些": "100个",
    "赵建初分管的附件1任务和实事工程分别是多少": "实事工程",
    "许超震分管的占顾晓东分管的百分之几": "占",
    "提到“机场”的任务是不是都归发改委": "没有问到的这种事项",
    "工业企业挥发性有机物专项治理几家": "工业企业",
    "秸秆综合利用由谁负责": "可能是分管领导",
    "发改委牵头的20项里，顾晓东没分管的是哪些": "20项",
}


@pytest.mark.parametrize("question", DOUBTED)
def test_what_the_rows_do_not_bear_out_is_a_doubt(question: str, opened: OpenSnapshot) -> None:
    answer = ask(question, opened)
    assert answer.status in ("unsure", "refused")
    assert DOUBTED[question] in "".join(answer.notes)


def test_a_body_of_many_towns_is_a_choice_with_what_each_has(several: OpenSnapshot) -> None:
    answer = ask("水务局牵头哪些任务", several)
    assert answer.status == "ambiguous"
    assert [choice["items"] for choice in answer.choices] == [2, 1]
    assert len(answer.sentence) < 200


def test_a_filter_says_which_of_many_bodies_is_meant(several: OpenSnapshot) -> None:
    first, second = (choice["iri"] for choice in ask("水务局牵头哪些任务", several).choices)
    for iri, count in ((first, 2), (second, 1)):
        assert ask("水务局牵头哪些任务", several, {"agency": str(iri)}).count == count


def test_an_ambiguous_question_has_no_table_but_choices(several: OpenSnapshot) -> None:
    request = Request({"type": "http", "query_string": b"", "path": "/", "headers": []})
    asked = AskParameters(q="水务局牵头哪些任务", format="csv")
    with pytest.raises(UnknownValue) as raised:
        ask_freely(request, several, asked)
    meant = ask(asked.q, several).choices
    assert raised.value.choices == tuple(choice["iri"] for choice in meant)


@pytest.mark.parametrize("question", ["？", "   ", "。。。", "\ufffd", "😀"])
def test_what_asks_nothing_is_refused(question: str, opened: OpenSnapshot) -> None:
    answer = ask(question, opened)
    assert (answer.status, answer.rows) == ("refused", ())


CLAIMS = {
    "在附件1中，环保局的任务由陈力分管的占多少？": "60.0%，即 15 项中的 9 项",
    "政府办在附件1承担的任务里，王建国一个人分管的占多少": "55.6%，即 9 项中的 5 项",
    "经信委独家负责（没有其他主要责任单位）且高彬参与分管的条目有哪些？": (
        "只由太仓市经济和信息化委员会牵头或负责、由高彬分管的工作事项共 3 项"
    ),
    "按附件1分管条数排，最多的前三位领导及条数；末位若有并列请一并列出。": (
        "分管在附件1的工作事项的领导共 4 个"
    ),
    "顾晓东和许超震只有一人分管的附件1任务有多少条？": (
        "由顾晓东或许超震分管、不由顾晓东和许超震分管"
    ),
    "水利局在两个附件里都是主要责任单位吗": "是：附件1有 6 项，附件2有 2 项",
    "公共自行车在附件1和附件2里都提到了吗？": "是：附件1有 1 项，附件2有 1 项",
    "附件1里环保局承担的任务，韩飚和陈力是不是每条都在分管领导之列？": (
        "否：由太仓市环境保护局牵头或负责、在附件1的工作事项共 15 项"
    ),
    "发改委牵头的21项里，顾晓东没分管的是哪些": (
        "由太仓市发展和改革委员会牵头、不由顾晓东分管的工作事项共 1 项"
    ),
    "顾建康分管的16项里，落在附件2的是哪些": "由顾建康分管、在附件2的工作事项共 6 项",
    "顾晓东分管的条目占附件1全部142条的比重": "28.2%",
    "附件1中顾晓东分管的条目，占附件1全部142条的比重": "28.2%",
    "发改委主责的事项占全部166项的百分之几": "12.7%",
    "进出口总额的目标给出了具体数字吗": "否：进出口总额：保持稳定增长",
    "一般公共预算收入的目标给出了具体数字吗": "是：一般公共预算收入：增长8%",
    "胡捷名下没有工程，对不对": "是：没有",
    "赵建初名下没有工程，对不对": "否：由赵建初分管、为工程",
    "环保局没有牵头任何工程，对吗": "是：没有",
    "附件2里没有提到上海，对吗": "否",
    "有没有环保局没有牵头的环境类任务": "是：不由",
    "公安局的任务中有不由高彬分管的吗": "是：",
    "韩飚只分管环境类任务吗": "否：由韩飚分管的工作事项共 39 项",
    "只有环保局牵头环境类任务吗": "否：属于主题“生态环境”",
    "冯晋是否只分管一项工程": "是：",
    "高彬分管的任务比陈力少吗": "是：",
    "许超震和顾晓东分管的任务一样多吗": "是：",
    "胡捷和冯晋谁分管的更少": "冯晋更少",
    "住建局牵头的任务中，韩飚分管的比顾晓东分管的多几条": "韩飚比顾晓东多 12 项",
    "环保局的任务陈力都管吗": "否：由太仓市环境保护局牵头或负责的工作事项共 15 项",
    "城管局那几项全归韩飚管吗": "是：",
    "Are all projects in Annex 2 supervised by Han Biao?": "No: of 24 work items",
    "Does Feng Jin supervise all items led by the Public Security Bureau?": "Yes: of 6",
    "鹿河今年要启动整治提升吗": "否：附件2第18行",
    "主要工作分解落实表总共多少条任务": "在附件1的工作事项共 142 项",
    "乡村振兴那一栏里安排了哪几条工作": "属于项目“推动乡村振兴发展”",
    "附件2最后两项工程由谁牵头": "牵头在附件2、在附件的最后2行",
}


@pytest.mark.parametrize("question", CLAIMS)
def test_what_a_question_denies_or_restricts_is_claimed(
    question: str, opened: OpenSnapshot
) -> None:
    answer = ask(question, opened)
    assert (answer.status, answer.sentence.startswith(CLAIMS[question])) == ("answered", True)


COUNTED = ("count", "share", "exists", "all", "agencies", "officials", "themes", "rank")


def test_items_that_stand_apart_leave_no_other_doubt(opened: OpenSnapshot) -> None:
    """What is said of many items that are only counted is what is said of items that are read."""
    asked = [e.question for e in examples() if e.check.startswith(COUNTED)][::2]
    apart = 0
    for question in (*asked, *DOUBTED):
        whole, counted = ask(question, opened), ask(question, opened, most_told=8)
        notes = [n for n in counted.notes if "没有逐一列出" not in n and "not listed" not in n]
        assert (counted.status, counted.sentence) == (whole.status, whole.sentence)
        assert (counted.count, notes) == (whole.count, list(whole.notes))
        assert not counted.apart or len(notes) < len(counted.notes)
        apart += bool(counted.apart)
    assert apart > 20


def test_a_number_tells_the_query_that_lists_its_items(opened: OpenSnapshot) -> None:
    counted = ask("环境类任务有多少项", opened, most_told=8)
    assert counted.rows == ()
    assert counted.count == counted.apart == len(solutions(opened, counted.sparql)) > 8
    listed = ask("环境类任务有哪些", opened, most_told=8)
    assert (len(listed.rows), listed.apart) == (counted.count, 0)


def test_numbers_of_too_many_items_are_not_looked_for(
    opened: OpenSnapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures, "_MOST_ITEMS", 100)
    many = ask("任务里写了哪些数字", opened)
    assert (many.status, many.count) == ("unsure", 0)
    assert any("166 项的数值，超过 100 项" in note for note in many.notes)
    few = ask("环保局的量化目标有哪些", opened)
    assert few.count > 0
    none = ask("火星基地今年要建多少个", opened)
    assert not any("超过" in note for note in none.notes)
