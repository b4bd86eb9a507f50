"""What is asked in other words is answered as in plain ones; what is not understood is said."""

import pytest

from graph.opened import OpenSnapshot
from queries.asking.answers import ask
from queries.asking.cutting.rewrites import Rewrite, rewrites


@pytest.mark.parametrize("rewrite", rewrites(), ids=lambda rewrite: rewrite.question)
def test_a_wording_is_answered_as_what_it_means(rewrite: Rewrite, opened: OpenSnapshot) -> None:
    asked, meant = ask(rewrite.question, opened), ask(rewrite.means, opened)
    assert (asked.status, asked.sentence) == (meant.status, meant.sentence)
    assert not asked.not_understood


@pytest.mark.parametrize("rewrite", rewrites(), ids=lambda rewrite: rewrite.question)
def test_each_part_of_another_wording_stands_in_the_question(
    rewrite: Rewrite, opened: OpenSnapshot
) -> None:
    for slot in ask(rewrite.question, opened).understood:
        assert 0 <= slot.start < slot.end <= len(rewrite.question)


@pytest.mark.parametrize(
    ("question", "note", "plainly"),
    [
        ("民证局牵头的是哪些任务", "按读音理解：证→政", "民政局牵头的是哪些任务"),
        ("付件2的题目是什么", "按读音理解：付→附", "附件2的题目是什么"),
        (
            "论文里有一节写交叉分管。顾晓东与韩飚都要过问的条目，我需要一份完整清单。",
            "没有计入：“论文里有一节写交叉分管”",
            "顾晓东与韩飚都要过问的条目，我需要一份完整清单。",
        ),
    ],
)
def test_what_is_clear_without_words_is_answered_and_says_so(
    question: str, note: str, plainly: str, opened: OpenSnapshot
) -> None:
    answer = ask(question, opened)
    assert answer.status in ("unsure", "answered")
    assert answer.question == question
    assert note in answer.notes[0]
    assert answer.rows == ask(plainly, opened).rows


@pytest.mark.parametrize(
    "question",
    [
        "张三分管的环境任务有哪些",
        "李明牵头哪些任务",
        "城建局牵头的实事工程有哪些",
        "民政局局长叫什么名字",
        "通知里有没有写每项任务没完成要扣多少分？扣几分？",
    ],
)
def test_no_name_and_nothing_unknowable_is_passed_over(question: str, opened: OpenSnapshot) -> None:
    assert ask(question, opened).status == "refused" or not ask(question, opened).rows
