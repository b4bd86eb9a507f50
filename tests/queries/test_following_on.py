"""What is known of one body is not asked of the other; what is not said again is meant of both."""

import pytest

from graph.opened import OpenSnapshot
from queries.asking.answers import ask

ASKED = {
    "住建局的实事工程看过了，那交运局的实事工程又是哪几项？": "交运局的实事工程是哪几项？",
    "韩飚分管的工程看过了，再看冯晋的，是哪一项？": "冯晋分管的工程是哪一项？",
    "教育局牵头的实事工程已经知道了，那卫计委牵头的又有哪几项？": "卫计委牵头的实事工程有哪几项？",
    "刚才问的是民政局的任务，现在换成司法局，它主责的任务是哪几条？": "司法局主责的任务是哪几条？",
    "附件1里环保局的任务数完了，接着数农委的，有几条？": "附件1里农委的任务有几条？",
    "顾晓东分管几条我已经清楚了，那许超震呢，两个附件一共几条？": ("许超震分管两个附件一共几条？"),
    "知道了城管局主责多少条，那农委主责多少条？": "农委主责多少条？",
    "民政局的已经列出来了，那么体育局的任务有几条": "体育局的任务有几条",
}


@pytest.mark.parametrize("question", ASKED)
def test_only_the_other_is_asked_about(question: str, opened: OpenSnapshot) -> None:
    answer, plainly = ask(question, opened), ask(ASKED[question], opened)
    assert answer.status == "answered"
    assert answer.sentence == plainly.sentence


@pytest.mark.parametrize(
    "question",
    [
        "科技局的任务我知道了，那教育局和它谁的任务多？",
        "科技局牵头哪几条？那教育局呢",
        "教育局的任务和科技局的任务看过了，那两家共同牵头的呢？",
    ],
)
def test_both_stay_where_both_are_meant(question: str, opened: OpenSnapshot) -> None:
    assert "科学技术局" in ask(question, opened).sentence
