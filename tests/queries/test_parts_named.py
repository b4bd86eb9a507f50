"""Parts of a document, of an item and of a name are told by the words for them."""

import pytest

from graph.opened import OpenSnapshot
from queries.asking.answers import ask

TOLD = {
    "市一中扩建、实验幼儿园扩建、市中心公园小学三个项目一共增加多少个学位？": "合计 3015个",
    "南郊小学和市中心公园小学的建筑面积加起来多少平方米？": "合计 53593平方米",
    "主城区和双凤镇两块，公共自行车投资额之和是多少万元？": "合计 1560万元",
    "市一中扩建和实验幼儿园扩建，学位总数是多少？": "合计 1395个",
    "南郊小学、实验幼儿园、市中心公园小学三所一共多少轨": "合计 13轨",
    "“加快推进绿色发展，显著提高生态文明水平”有哪些项目？": "所属的项目共 3 个",
    "“公共交通”里有几个项目？": "共 4 项",
    "“健康养老”分类里有哪些项目？": "附件2第11行",
    "建设法治型政府、建设服务型政府、建设廉洁型政府各有几条？": "建设法治型政府（5 项）",
    "教育文化、医疗卫生、公共交通三类工程各有几项？": "医疗卫生（2 项）",
    "工程名称那一栏里含“改造”的实事工程有哪些？": "名称含“改造”、为工程的工作事项共 4 项",
    "工程名称栏中含“公共”字样的有哪几项": "共 3 项（任务 0、工程 3、指标 0）",
    "工程名称一栏里含“健康”的实事工程有几项？": "没有",
    "绿色社区试点区域的四至是什么": "人民路西、上海路北、盐铁塘东、新华路南",
    "海绵城市试点区域东西南北到哪儿？": "太平路西、县府街北、小北门街东、北城河南",
    "附件二的表题写的是什么？": "2018年政府实事工程情况表",
    "名称末字为“局”的主要责任单位有几个？": "名称末字为“局”的：牵头工作事项的单位共 26 个",
    "名称以“委”字结尾的主要责任单位有哪些？": "共 6 个",
    "Which units lead the rental-housing inspection campaign?": "太仓市公安消防大队",
    "附件1里分管任务、没有分管工程的领导有几位": "在附件1、为任务的工作事项，且不分管为工程",
    "Under which section (门类) does the “river chief system” (河长制) fall?": "绿色发展",
    "绿色发展那个门类又细分成哪几个项目？": "所属的项目共 3 个",
    "转型升级这个门类包含几个项目？": "所属的项目共 4 个",
    "转型升级门类下的各个项目分别有多少条内容？": "优化发展现代农业（5 项）",
    "附件2里边冯晋只管一个工程，是哪一个？": "附件2第15行",
    "交运局，附件1里唯一的一条是什么？": "附件1第63行",
    "发改委的任务里唯一一条不由顾晓东分管的是哪条？": "附件1第58行",
    "研发经费占GDP比重要达到多少": "达2.6%",
    "Which bureau is responsible for the three-year action plan on sorting household waste in "
    "town and country?": "太仓市城市管理局",
    "Which category of Annex 2 has only one project?": "健康养老 (1)",
    "How many public bicycles will be placed in Huangjing Town (璜泾镇)?": "400辆 (annex 2",
}


@pytest.mark.parametrize("question", TOLD)
def test_the_part_that_is_named_is_told(question: str, opened: OpenSnapshot) -> None:
    assert TOLD[question] in ask(question, opened).sentence


LETTER = {
    "对各地、各部门目标任务的完成情况作经常性督查，由哪个机构来做？": "市政府办公室将",
    "正文里要求各相关单位树立的是什么思想？": "“一盘棋”思想",
    "经常性督查由谁来做": "市政府办公室将",
}


@pytest.mark.parametrize("question", LETTER)
def test_a_sentence_of_the_letter_that_prints_all_words_is_sure(
    question: str, opened: OpenSnapshot
) -> None:
    answer = ask(question, opened)
    assert answer.status == "answered"
    assert LETTER[question] in answer.sentence


@pytest.mark.parametrize(
    "question",
    [
        "通知说由谁负责考核各部门？",
        "通知要求各相关单位树立什么榜样",
        "通知要求各单位多久报一次完成情况？",
        "全文主要责任单位数目居首的，是哪一条（不会并列）",
    ],
)
def test_a_sentence_of_the_letter_that_lacks_a_word_is_a_doubt(
    question: str, opened: OpenSnapshot
) -> None:
    assert ask(question, opened).status == "unsure"


NOWHERE = {
    "沪通铁路太仓南站的站前广场，须于几月底以前竣工？": "附件2第14行",
    "这份通知抄送给了哪些单位？": "没有写明",
    "通知有没有写抄送单位？": "否：",
    "通知里有没有提到区块链": "否：",
}


@pytest.mark.parametrize("question", NOWHERE)
def test_what_no_page_prints_is_not_stated(question: str, opened: OpenSnapshot) -> None:
    answer = ask(question, opened)
    assert (answer.status, answer.rows) == ("answered", ())
    assert answer.sentence.startswith(NOWHERE[question])


NOT_ALONE = {
    "附件2里边韩飚只管一个工程，是哪一个？": 9,
    "环保局，附件1里唯一的一条是什么？": 15,
    "韩飚和许超震只在一条任务上同时分管，是哪条？": 2,
    "环保局的任务几乎都由韩飚分管，唯一不是他分管的是哪条？": 2,
}


@pytest.mark.parametrize("question", NOT_ALONE)
def test_one_that_is_not_alone_is_a_doubt(question: str, opened: OpenSnapshot) -> None:
    answer = ask(question, opened)
    assert answer.status == "unsure"
    assert f"没有把握：问的是 1 项，找到 {NOT_ALONE[question]} 项。" in answer.notes
