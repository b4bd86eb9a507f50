"""Words that cannot change an answer are no doubt; those that may are one."""

import pytest

from graph.opened import OpenSnapshot
from queries.asking.answers import ask
from queries.asking.cutting.cutting import read_question
from queries.asking.doubts.idle import PROBABLE, is_borne_out
from queries.asking.doubts.usage import LIMIT

SURE = {
    "落款处署的是哪个机关的名字？": "太仓市人民政府印发",
    "主送名单里唯一的院校叫什么？": "健雄",
    "天镜湖在哪几条里被提到？": "共 2 项",
    "孩子放暑假，爱心暑托班是哪家单位在办呀": "共青团太仓市委员会",
    "哪位（或哪几位）领导分管的条目最多？": "许超震（40 项）、顾晓东（40 项）",
    "发改委＋经信委＋科技局，三家同列主责，条目清单": "共 4 项",
    "就环保税一项，试列主要负责单位及全体分管领导。": "共 5 个",
    "附件2中，2018年工作任务栏只写“完成全部建设内容”的工程有多少个？": "共 11 项",
    "“263”专项行动摊给哪些单位？照表上顺序。": "共 6 个",
    "两个附件的标题分别叫什么？": "分解落实表",
    "附件1中主要责任单位不止一家的条目数": "共 52 项",
    "许蕾名下有哪些分管任务？": "共 4 项",
    "韩彪分管多少项任务？": "韩飚",
    "韩飚同陈力共管的事有多少件？": "共 14 项",
    "凡是许蕾分管的，顾晓东是不是项项都一起分管？": "是",
    "背街小巷改造名单里，属于高新区的是哪两条路？": "五洲路、兴旺路",
    "盘活1500亩闲置低效用地是哪一条？": "附件1第30行",
    "交运局牵头的项目": "共 3 项",
    "任务完成情况由谁进行经常性督查？": "经常性督查",
    "城区停车泊位打算增加多少？": "1000个",
    "许蕾担任什么职务？": "没有写明",
    "全社会研发经费投入占地区生产总值的比重要达到多少？": "2.6%",
    "征收环保税归哪几位领导分管？": "共 3 个",
    "市财政局的办公电话是多少？": "没有写明",
    "滨河公园东延工程由哪家施工企业中标？": "没有写明",
    "“强化城市精细管理”里，主要责任单位既没有住建局也没有城管局的是哪条？": "共 1 项",
    "对接“中国制造2025”由双凤镇牵头吗": "是：",
    "沙溪古镇申遗由浏河镇牵头吗": "否：",
    "附件1每位领导分管几项，共同分管的每人各算一项": "赵建初（30 项）",
    "按合并单元格顺延来读，王建国分管几项？": "共 15 项",
    "面源污染综合治理由哪些单位牵头？": "共 2 个",
    "滨河公园东延工程全长多少公里？": "2.7公里",
    "困难群体就业援助工程在附件1和附件2里都由人社局负责，对吗？": "是：",
    "孩子放暑假没人带，“爱心暑托班”这项工程归哪个单位负责？": "共青团太仓市委员会",
    "哪些条目提到了璜泾或浮桥？": "共 3 项",
    "把主城区、双凤镇、璜泾镇三处加起来，公共自行车总投资额是多少万元？": "合计 1980万元",
}

UNSURE = {
    "光伏发电的任务分给了哪家单位？": "a word of the name of what is asked about",
    "劳动仲裁由哪位领导分管？": "a word behind the name",
    "廉洁型政府建设部分一共列了几项任务？": "a word before a theme",
    "市公安局没法自己一家说了算、还有别家并列主责的工作有哪些": "a word that denies",
    "附件1的最后一条往上再数两条，说的是什么事？": "a word that leads elsewhere",
    "想查一下“沪通铁路”分别写在哪些任务里，主表和实事工程表都翻一遍": "another table",
    "滨河路东延伸建设的路段，起点和终点分别是哪里？": "the word is what is asked for",
    "谁排在“人才新政20条”那一条分管领导的第一位？": "a number of something else",
    "论实事工程，手里攥着三个的是哪几家单位？": "a number that is not that of the rows",
    "哪些实事工程2018年只要求做到主体基本封顶？": "只, where the tasks say more",
    "陈力、高彬二人之间，谁的分管担子按条数算更重？": "who has more, where both are told",
    "收文的各单位当中，健雄学院在列吗？": "one of those addressed",
    "“263”专项行动的依据文件文号是多少、什么时候发的": "something of the contents",
    "不经陈力分管的环保局工作都有哪些呀": "a denial that was left out",
    "农委与水务局是否曾在同一项里都做主要责任单位？": "都 of bodies, and of no items",
    "财政局负主要责任的任务，顾晓东是否项项都分管？": "not of all",
    "科技局主责任务中，把联合主责的去掉，余下哪几条？": "others beside one who is named",
    "环保据当主责、韩飚分管、但陈力没有参与分管的附件1条目都有啥": "a role of somebody unknown",
    "环保局和经信委牵头的任务有哪些": "both, or either",
    "主要责任单位={科技局，人才办}，符合的条目？": "those and nobody else",
    "城区背街小巷改造里，属于高新区的是哪两条路？城厢镇的又是哪条？": "two questions",
    "谁管的项目最少？": "projects alone, or all work",
    "正文要求相关单位树立什么样的榜样": "a word that the letter does not print",
    "顾晓东担任什么职务？": "from the registers",
    "直接点名进入“城镇登记失业率”的镇有哪几个？": "an item that prints a part of a single word",
    "企业走访这件事，由谁分管？": "a word behind a type of bodies",
    "居民关心机场建设，哪几个单位牵头？": "a word that says what is asked about, as no other does",
    "关于社区食堂，分管领导是谁？": "the matter is what was left out",
    "附件1的牵头单位有哪些？领导让推进机场建设。": "the matter stands behind",
    "验收雪亮工程由哪家单位牵头？": "a verb that does not undertake",
    "环保局牵头的任务，联系电话是多少？": "more may be asked",
    "便民热线的电话是多少？": "a number that texts may print",
    "信报箱由谁分管，由何单位主责落实？": "a question that was left out",
}


@pytest.mark.parametrize("question", SURE)
def test_what_cannot_change_an_answer_is_no_doubt(question: str, opened: OpenSnapshot) -> None:
    answer = ask(question, opened)
    assert answer.status == "answered", answer.notes
    assert not answer.not_understood
    assert SURE[question] in answer.sentence


@pytest.mark.parametrize("question", UNSURE)
def test_what_may_change_an_answer_stays_a_doubt(question: str, opened: OpenSnapshot) -> None:
    answer = ask(question, opened)
    assert answer.status in ("unsure", "refused"), UNSURE[question]


def test_a_person_who_is_written_by_sound_is_named_as_understood(opened: OpenSnapshot) -> None:
    assert "没有“韩彪”，按“韩飚”理解。" in ask("韩彪分管多少项任务？", opened).notes


def test_what_was_left_out_is_said_without_a_doubt(opened: OpenSnapshot) -> None:
    answer = ask("研究跨领导协调：附件1里分管领导达到四位及以上的任务有哪些？", opened)
    assert answer.status == "answered"
    assert answer.notes[0].startswith("没有计入")


def test_usage_must_bear_a_reading_out_more_than_it_must_not_speak_against_it(
    opened: OpenSnapshot,
) -> None:
    assert PROBABLE < LIMIT
    question = "环保局牵头哪些任务"
    answer = ask(question, opened)
    tokens = read_question(question, opened)[0].tokens
    assert answer.reading is not None
    assert is_borne_out(tokens, answer.reading, answer.sentence, answer.rows)
    other = read_question("哪个单位牵头的任务最多", opened)[0].tokens
    assert not is_borne_out(other, answer.reading, answer.sentence, answer.rows)
