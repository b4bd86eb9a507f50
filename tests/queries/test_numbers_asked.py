"""Who asks for a number is told no words and no number of another kind as if it were one."""

import pytest

from graph.opened import OpenSnapshot
from queries.asking.answers import ask


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("进出口总额今年要增长百分之几？", "保持稳定增长"),
        ("今年进出口增速要多大？", "保持稳定增长"),
        ("全社会固定资产投资增长率是几", "与上年持平"),
        ("居民人均可支配收入要增长多少个百分点？", "增幅高于地区生产总值增幅"),
        ("单位GDP能耗要下降百分之几？", "完成上级下达任务"),
        ("How much should foreign trade grow?", "保持稳定增长"),
    ],
)
def test_a_target_in_words_is_no_number(question: str, said: str, opened: OpenSnapshot) -> None:
    answer = ask(question, opened)
    assert answer.sentence.startswith(
        ("原文没有写明数值，写的是：", "The text states no number, but: ")
    )
    assert said in answer.sentence
    assert (answer.status, answer.rows) == ("answered", ())


def test_of_several_numbers_the_one_in_words_is_named(opened: OpenSnapshot) -> None:
    answer = ask("地区生产总值和进出口总额各增长多少", opened)
    assert "增长7%" in answer.sentence
    assert answer.sentence.endswith("“保持稳定增长”不是数值。")


@pytest.mark.parametrize("question", ["进出口总额的目标是什么", "进出口总额怎么定的目标？"])
def test_a_target_is_told_as_it_stands(question: str, opened: OpenSnapshot) -> None:
    assert ask(question, opened).rows


@pytest.mark.parametrize(
    "question",
    [
        "科技进步贡献率今年要提高几个百分点？",  # the level: 62%
        "城镇登记失业率要下降百分之几？",
        "By how many percentage points should the registered unemployment rate fall?",
        "强化企业创新主体地位要完成几成？",  # 60 enterprises
        "加快打造美丽乡村覆盖率要达到多少？",
        "项目总占地面积要达到百分之几？",
        "紧扣深耕德国要花多少钱？",  # what is invested from abroad
        "苏州市级以上智能制造示范车间多少人？",  # 10 of them
        "新兴产业产值占规上工业产值比重多少公里？",
        "新兴产业产值占规上工业产值比重多少天？",
        "对排污企业全面开征环保税要达到百分之几？",  # and not one of all items
        "完成十八港北枢纽工程占多大比重？",
        "社会消费品零售总额要求增长8%以上吗？",  # just 8%
        "高新技术产业产值占比是不是要达到37.5%以上？",
        "今年要启动整治提升的被撤并镇是哪几个，其余的呢？",
    ],
)
def test_what_is_of_another_kind_is_unsure(question: str, opened: OpenSnapshot) -> None:
    assert ask(question, opened).status == "unsure"


TOLD = {
    "科技进步贡献率要达到百分之几？": "科技进步贡献率：超62%",
    "服务业增加值占比提高几个百分点？": "提高0.5个百分点",
    "规上工业产值增长几个百分点？": "增长4.5%",
    "高新技术产业产值占规上工业产值的比重是多少？": "达45.6%",
    "城镇登记失业率是不是要求控制在3%以内？": "是：",
    "城镇登记失业率要控制在3%以下，对吗？": "是：",
    "研发投入占GDP的比重要求不低于2.6%，对吗？": "是：",
    "工人文化宫要求建完吗？": "否：附件2第22行写的是“项目主体基本封顶”",
    "智慧停车工程涉及的机关企事业单位、封闭式物业小区、商业广场合计多少家（个）？": "合计 152家",
    "智慧停车工程里的机关企事业单位有多少家？": "65家",
    "今年要启动（不是完成）整治提升的被撤并镇是哪几个？": "：浏家港、牌楼、归庄、直塘，",
    "被撤并镇里今年不启动但要完成整治提升的是哪几个？": "：新毛、新塘、新湖、王秀、时思、九曲，",
    "13个被撤并镇里，除今年要完成和要启动整治提升的以外，还剩哪几个？": "老闸、岳王、鹿河",
    "两个附件都算上，民政局和人社局哪个负责的事项多？": "太仓市人力资源和社会保障局更多",
    "两个附件都计入，哪些单位牵头任务超过10项": "共 6 个",
}


@pytest.mark.parametrize("question", TOLD)
def test_what_is_asked_for_is_told(question: str, opened: OpenSnapshot) -> None:
    answer = ask(question, opened)
    assert answer.status == "answered"
    assert TOLD[question] in answer.sentence
