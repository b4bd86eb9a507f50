"""Numbers are those of the thing that a question names, wherever it names it."""

import pytest

from graph.opened import OpenSnapshot
from queries.asking.answers import ask

TOLD = {
    "污水处理厂，扩建规模多少？": "合计 7万m³/天",
    "四座污水处理厂扩建后，新增处理规模加起来每天多少万立方米？": "合计 7万m³/天",
    "新延伸的滨河路（十八港—白云渡路）一共几公里": "全长：1.8公里（附件2第20行）。",
    "请问全市新增日间照料中心、助餐点的目标数。": "日间照料中心、助餐点：20个（附件2第11行）。",
    "智慧停车覆盖机关企事业单位、封闭式物业小区和商业广场，三类合计多少家？": "合计 152家",
    "教育资源扩建工程里，市一中、实验幼儿园、南郊小学的学位数各是多少？": "：315个",
}


@pytest.mark.parametrize("question", TOLD)
def test_the_numbers_of_what_is_named_are_told(question: str, opened: OpenSnapshot) -> None:
    answer = ask(question, opened)
    assert answer.status == "answered"
    assert TOLD[question] in answer.sentence


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("沙县小学，建筑面积多少平方米？", "沙县"),
        ("东港幼儿园，扩几轨几班？", "东港"),
        ("西郊污水处理厂，扩建规模多少？", "西郊"),
        ("规划中的市中心公圆小学，多少平米建筑面积", "公圆"),
    ],
)
def test_a_name_that_no_text_prints_is_a_doubt(
    question: str, name: str, opened: OpenSnapshot
) -> None:
    answer = ask(question, opened)
    assert answer.status == "unsure"
    assert name in "".join(answer.notes)


LISTED = {
    "背街小巷里城厢镇的是哪条路？": "官厅路：",
    "高新区范围内要改造的背街小巷叫什么名字？": "五洲路、兴旺路：",
    "高新区有哪几条背街小巷要改造？": "五洲路、兴旺路：",
    "请教，城厢镇在背街小巷改造里是哪条路？": "官厅路：",
    "15条背街小巷当中主城区占了几条？": "11 个：",
    "背街小巷改造名单里，属于主城区的有几条？": "11 个：",
}


@pytest.mark.parametrize("question", LISTED)
def test_what_a_text_lists_in_one_place_is_told(question: str, opened: OpenSnapshot) -> None:
    answer = ask(question, opened)
    assert answer.status == "answered"
    assert answer.sentence.startswith(LISTED[question])


@pytest.mark.parametrize(
    "question",
    [
        "双凤镇有哪几条背街小巷要改造？",
        "美丽乡村里双凤镇的是哪几个",
        "城区背街小巷改造里，属于高新区的是哪两条路？城厢镇的又是哪条？",
    ],
)
def test_no_list_of_another_place_is_sure(question: str, opened: OpenSnapshot) -> None:
    assert ask(question, opened).status == "unsure"
