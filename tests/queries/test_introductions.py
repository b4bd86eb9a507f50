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
        "上级要求完成的，环保局牵头哪些？",
    ],
)
def test_what_may_be_a_condition_is_a_doubt(question: str, opened: OpenSnapshot) -> None:
    assert ask(question, opened).status == "unsure"
