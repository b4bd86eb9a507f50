"""What introduces a question says nothing of what is asked; a condition there stays."""

import pytest

from graph.opened import OpenSnapshot
from queries.asking.answers import ask

INTRODUCED = {
    "沿线居民问：提到“铁路”的任务由哪个部门牵头？": "提到“铁路”的任务由哪个部门牵头？",
    "年底要考核了，先数一数：民政局牵头几项？": "民政局牵头几项？",
    "我在双凤镇政府上班，领导让建台账：双凤镇牵头哪些任务？": "双凤镇牵头哪些任务？",
    "老家沙溪的，沙溪镇牵头哪些任务？": "沙溪镇牵头哪些任务？",
    "孩子在沙溪上学，沙溪镇牵头哪些任务？": "沙溪镇牵头哪些任务？",
    "水利上的事我盯得紧：十八港北枢纽谁牵头？": "十八港北枢纽谁牵头？",
    "得先知道该找谁：内容里有“垃圾”二字的任务，主要责任单位有哪几家？": (
        "内容里有“垃圾”二字的任务，主要责任单位有哪几家？"
    ),
    "给领导做张小表：附件1主要责任单位按条数排前三。": "附件1主要责任单位按条数排前三。",
    "邻居今天又问起，教育局牵头哪些任务？": "教育局牵头哪些任务？",
    "孩子马上要上小学了，教育局牵头哪些实事工程？": "教育局牵头哪些实事工程？",
    "开学在即，教育局牵头哪些实事工程？": "教育局牵头哪些实事工程？",
    "书记要求：列出环保局牵头、陈力分管的任务。": "列出环保局牵头、陈力分管的任务。",
    "手头在做台账：附件2按分管领导分，各几项？": "附件2按分管领导分，各几项？",
    "领导问附件1里牵头最多的单位是哪家？": "附件1里牵头最多的单位是哪家？",
    "平时常去河边散步。公安局在附件2里负责哪些工程？": "公安局在附件2里负责哪些工程？",
    "作为一名餐饮店老板，食品药品专项检查由哪个部门负责？": "食品药品专项检查由哪个部门负责？",
    "想上门对接，环保局牵头哪些任务？": "环保局牵头哪些任务？",
    "我注意到高彬的名字总和许超震一起出现。附件1里高彬分管的任务都由许超震分管吗？": (
        "附件1里高彬分管的任务都由许超震分管吗？"
    ),
    "想知道哪位领导担子最重：附件1里分管任务条数最多的领导是谁？": (
        "附件1里分管任务条数最多的领导是谁？"
    ),
    "我想了解领导之间分工交叉的程度：附件1里由两位领导分管的有多少条？": (
        "附件1里由两位领导分管的有多少条？"
    ),
    "写文化工作综述时想先摸个底：文广新局牵头几项？": "文广新局牵头几项？",
    "数一下就行：环保局牵头几项？": "环保局牵头几项？",
    "科长让我把附件2里赵建初分管的工程列出来做台账，有哪些？": "附件2里赵建初分管的工程有哪些？",
    "听说沙溪古镇要申遗，由哪些单位牵头？": "沙溪古镇要申遗，由哪些单位牵头？",
    "我正在写河长制的汇报材料，请问太仓这项工作由谁分管？": "河长制由谁分管？",
    "我们在起草雪亮工程的简报，此项工作的牵头单位是哪些？": "雪亮工程的牵头单位是哪些？",
    "为编制领导分工台账，烦请将许蕾分管的各项任务逐条列示。": "请列出许蕾分管的各项任务。",
}


@pytest.mark.parametrize("question", INTRODUCED)
def test_an_introduction_is_set_aside_without_a_doubt(question: str, opened: OpenSnapshot) -> None:
    plain, answer = ask(INTRODUCED[question], opened), ask(question, opened)
    assert answer.status == plain.status == "answered"
    assert answer.sentence == plain.sentence


CONDITIONS = {
    "只看附件2：赵建初分管几项工程？": "附件2",
    "涉及双凤的，有哪些工程？": "双凤",
    "教育方面，谁牵头的任务最多？": "教育",
    "除了发改委，谁牵头的任务最多？": "除外",
    "提到垃圾的，主要责任单位有哪几家？": "垃圾",
    "没有发改委参与的，胡捷分管几条？": "不由太仓市发展和改革委员会",
    "韩飚不在场，赵建初分管的有几条？": "不由韩飚",
    "环保局牵头的，由谁分管？": "太仓市环境保护局",
    "听说只由一位领导分管，附件1里这样的任务有多少条？": "恰好1个领导",
    "作为附件2的工程，公安局负责的是哪几项？": "在附件2",
    "我发现有的任务由五家以上单位牵头，附件1里这样的任务有多少条？": "5",
    "想知道只由一家单位牵头的最多的：附件1里谁单独牵头的任务最多？": "1个单位",
    "我注意到许超震分管很多任务。附件1里由高彬分管的有多少条？": "许超震",
    "我们老板让我去对接爱心暑托班，请问这项工程的主要责任单位是谁？": "爱心暑托班",
    "要建农村集体资产的地理信息库，主要责任单位是哪家？": "农村集体资产",
    "我在整理农村集体资产地理信息库，由谁分管？": "农村集体资产地理信息库",
    "工人文化宫快要开工了，分管领导是哪几位？": "工人文化宫",
}


@pytest.mark.parametrize("question", CONDITIONS)
def test_a_condition_before_a_question_stays(question: str, opened: OpenSnapshot) -> None:
    assert CONDITIONS[question] in ask(question, opened).sentence


@pytest.mark.parametrize(
    "question",
    [
        "领导要求年底前完成的，环保局牵头哪些任务？",
        "居民反映的机场噪音问题，环保局牵头哪些任务？",
        "最近完成了验收的，住建局牵头哪些工程？",
        "老家沙溪的，双凤镇牵头哪些任务？",
        "记者问的是环保：谁牵头？",
        "群众关心的停车难，哪个部门牵头的任务最多？",
        "代表问到的垃圾分类，城管局牵头几项？",
        "家长问的入学：教育局牵头哪些任务？",
        "我住双凤镇，镇里牵头哪些任务？",
        "我在教育局工作，顾建康分管几条？",
        "上级要求完成的，环保局牵头哪些？",
    ],
)
def test_what_may_be_a_condition_is_a_doubt(question: str, opened: OpenSnapshot) -> None:
    assert ask(question, opened).status == "unsure"


@pytest.mark.parametrize(
    "question",
    ["我在写一篇材料，请问这项工作由谁分管？", "我在整理韩飚的材料，这项工作由谁牵头？"],
)
def test_work_that_nothing_names_is_doubted(question: str, opened: OpenSnapshot) -> None:
    assert any("指的是什么" in note for note in ask(question, opened).notes)


@pytest.mark.parametrize(
    "question",
    [
        "我在研究体系建设，主要责任单位是哪家？",
        "我在研究企业发展，主要责任单位是哪家？",
        "我在研究爱心暑托班，附件2的牵头单位有哪些？",
    ],
)
def test_a_matter_that_nothing_was_made_of_is_a_doubt(question: str, opened: OpenSnapshot) -> None:
    assert ask(question, opened).status == "unsure"
