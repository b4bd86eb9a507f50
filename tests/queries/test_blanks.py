"""What a text says in the place of a question word is told, and what it does not say is, too."""

import pytest

from graph.opened import OpenSnapshot
from queries.asking.answers import ask

FILLED = {
    "电镀和印染行业将全面推行什么预警系统？": "IC卡超标预警系统：附件1第100行",
    "全面推行的预警系统是什么？": "IC卡超标预警系统：附件1第100行",
    "对德经贸合作要主动对接哪两项中外制造业战略？": (
        "中国制造2025、德国工业4.0，共 2 个：附件1第53行"
    ),
    "继续推进哪两项计划来强化企业创新主体地位？": "雏鹰计划、瞪羚计划，共 2 个：附件1第34行",
    "点名的系列人才政策有哪两个？": "娄东英才、人才新政20条，共 2 个：附件1第36行",
    "文化惠民活动里要办好的是哪两项？": "文化书场、欢乐文明百村（社区）行，共 2 个：附件1第92行",
    "困难群体就业援助工程开展的五大行动分别叫什么？": "就业指导、技能培训、岗位推荐、托底安置、",
    "IC卡超标预警系统在哪两个行业全面推行？": "电镀、印染，共 2 个：附件1第100行",
    "养老服务提质增效工程要建养老机构的是哪两个镇？": "璜泾镇、双凤镇，共 2 个：附件2第11行",
    "高新区有哪两条路列入了背街小巷改造？": "五洲路、兴旺路：附件2第16行",
    "背街小巷改造中，城厢镇改的是哪条路？": "官厅路：附件2第16行",
    "扶持的骨干企业是哪两家？": "舍弗勒、宝洁，共 2 个：附件1第13行",
    "商事制度改革全面推行的是“几证合一”？": "二十证合一：附件1第47行",
    "扎实开展第几次全国经济普查？": "第四次全国经济普查：附件1第32行",
}


@pytest.mark.parametrize("question", FILLED)
def test_what_a_text_says_in_the_place_of_a_question_word_is_sure(
    question: str, opened: OpenSnapshot
) -> None:
    answer = ask(question, opened)
    assert answer.status == "answered"
    assert answer.sentence.startswith(FILLED[question])
    assert len(answer.rows) == 1


@pytest.mark.parametrize(
    "question",
    [
        "对德经贸合作要主动对接哪三项中外制造业战略？",
        "电镀和印染行业不推行什么预警系统？",
        "电镀和酿酒行业将全面推行什么预警系统？",
        "电镀行业取消推行什么预警系统？",
        "与哪两所大学深化交流合作？",
        "搜索“消防”，哪几条的文字能匹配上？",
        "岳王，哪几项工程提到",
        "璜泾在哪些任务里被提到过？",
    ],
)
def test_another_number_or_a_word_that_the_text_lacks_fills_nothing(
    question: str, opened: OpenSnapshot
) -> None:
    assert "写的是“" not in ask(question, opened).sentence


SITES = {
    "市美术馆新建工程的选址在哪条路上？": "没有写明：附件1第92行",
    "工人文化宫建在哪里？": "没有写明：附件2第22行",
    "市公共卫生服务中心的选址定在哪里？": "没有写明：附件1第89行",
    "信报箱装在哪里？": "附件2第24行写的是“新建科教新城拆迁小区居民楼信报箱7000户",
}


@pytest.mark.parametrize("question", SITES)
def test_where_something_stands_is_told_as_the_text_says_it_or_not(
    question: str, opened: OpenSnapshot
) -> None:
    answer = ask(question, opened)
    assert answer.status == "answered"
    assert answer.sentence.startswith(SITES[question])
    assert bool(answer.rows) != SITES[question].startswith("没有写明")


@pytest.mark.parametrize(
    "question",
    [
        "长期护理保险参保人每年个人要交多少钱？",
        "智慧停车一小时收费多少元？",
        "What is the total budget of the smart parking project in the main urban area?",
        "How much will the smart parking project cost?",
    ],
)
def test_money_of_which_no_item_speaks_is_not_stated(question: str, opened: OpenSnapshot) -> None:
    answer = ask(question, opened)
    assert (answer.status, answer.rows) == ("answered", ())


@pytest.mark.parametrize("question", ["实际利用外资多少钱？", "双凤镇公共自行车投资多少钱？"])
def test_money_that_an_item_states_is_told(question: str, opened: OpenSnapshot) -> None:
    assert ask(question, opened).rows


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("挥发性有机物专项治理，汽修企业比工业企业多几家？", "相差 33家"),
        ("璜泾镇新投放的公共自行车比双凤镇少多少辆？", "相差 50辆"),
        ("双凤镇新建的公共自行车站点比璜泾镇多几个？", "相差 2个"),
    ],
)
def test_two_numbers_of_one_text_are_compared(
    question: str, told: str, opened: OpenSnapshot
) -> None:
    answer = ask(question, opened)
    assert answer.status == "answered"
    assert answer.sentence.startswith(told)
