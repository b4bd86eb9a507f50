"""Rules that a document states once are found in all their wordings, and never assumed."""

from pathlib import Path

import pytest

from loader.assignments.clauses import ClauseReader
from loader.assignments.standing import find_standing
from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers


@pytest.fixture(scope="module")
def reader(registers: Registers) -> ClauseReader:
    return ClauseReader(registers)


@pytest.mark.parametrize(
    ("text", "left", "said"),
    [
        ("甲局、乙局，排在第一位的部门为牵头部门，下同", "甲局、乙局", (True, False)),
        ("甲局、乙局(列第一位者为牵头或汇总单位,下同)", "甲局、乙局", (True, False)),
        ("甲局、乙局（列第一位的为牵头单位，其余为责任单位，下同）", "甲局、乙局", (True, False)),
        ("列首位者为牵头单位", "", (False, False)),
        (
            "甲局等负责。列第一位者为牵头部门或单位，其他部门或单位按职责分工负责，下同",
            "甲局等负责",
            (True, False),
        ),
        ("甲局。列在首位的部门或单位为牵头部门或单位，下同", "甲局", (True, False)),
        ("甲局。列首位者为牵头部门，其他有关部门和单位按职责分工负责，下同", "甲局", (True, False)),
        ("甲局，列在首位的为牵头部门，其他为参与部门，下同", "甲局", (True, True)),
        ("甲局，列在第一位的部门牵头（下同）", "甲局", (True, False)),
        ("名列首位的为牵头单位，名列其后的为配合单位", "", (False, True)),
        ("甲局，排名第一位为牵头单位，下同", "甲局", (True, False)),
        ("排名第一的责任单位为牵头单位，其他列入单位为参与单位。", "。", (False, True)),
        ("甲局、乙局。居首位者牵头，其他部门参加，以下类同", "甲局、乙局", (True, True)),
        ("甲局；排在前面的为牵头单位（部门），后列单位协办。余同", "甲局", (True, True)),
        ("甲局，署名第一的部门承担牵头责任，其余按职责分工负责", "甲局", (False, False)),
        ("甲局。牵头单位列首位，其余为参加单位，以下各项同", "甲局", (True, True)),
        (
            "各项任务列在第一位的作为牵头单位，其他单位由甲局协调，下同",
            "，其他单位由甲局协调",
            (True, False),
        ),
        ("排名第一的责任部门为主牵头部门，其他列入部门为参与部门。", "。", (False, True)),
    ],
)
def test_first_unit_leads(
    text: str, left: str, said: tuple[bool, bool], reader: ClauseReader
) -> None:
    standing = find_standing(text, reader)
    assert standing.first_is_lead
    assert standing.text == left
    assert (standing.goes_on, standing.others_support) == said


@pytest.mark.parametrize(
    "text",
    ["首批项目牵头单位：甲局", "甲局为第一责任单位，其他部门参加", "主要负责人为第一责任人，下同"],
)
def test_no_rule_is_assumed(text: str, reader: ClauseReader) -> None:
    assert find_standing(text, reader).text == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("甲局负责。列第一位者为牵头部门，分别负责为各部门按职责分别牵头，下同", "甲局负责"),
        ("甲局、乙局分别负责。“分别负责”是指各有关部门分别牵头", "甲局、乙局分别负责"),
    ],
)
def test_those_who_answer_severally_all_lead(text: str, left: str, reader: ClauseReader) -> None:
    standing = find_standing(text, reader)
    assert standing.several_lead
    assert standing.text == left
    assert {share.severally for share in reader.read(left).shares} == {"分别" in left}


def test_rule_of_several_says_nothing_of_one(tmp_path: Path, registers: Registers) -> None:
    path = tmp_path / "several.txt"
    path.write_text(
        "青石县2014年工作分工\n1.修建大桥（由县水务局，县财政局负责。"
        "任务涉及多个部门的，由排名首位的部门牵头，下同）。\n2.铺设道路（由县交通局负责）。",
        encoding="utf-8",
    )
    items = extract(read_document(path), registers)[0].items
    assert [[(a.role, a.surface) for a in item.assignments] for item in items] == [
        [("lead", "县水务局"), ("responsible", "县财政局")],
        [("responsible", "县交通局")],
    ]


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("甲局牵头。以下均需各县区政府配合，不再列出", ["各县区政府"]),
        ("以下任务均需各乡镇抓好落实，不再逐项列出", ["各乡镇"]),
        ("甲局负责。具体任务均涉及相关市州人民政府,不再做分工,下同", ["相关市州人民政府"]),
        ("甲局牵头。以下均需各县区政府落实,没有职能的,由市直部门负责,不再列出", ["各县区政府"]),
    ],
)
def test_group_is_added_to_all(text: str, surfaces: list[str], reader: ClauseReader) -> None:
    assert [share.unit.surface for share in find_standing(text, reader).shares] == surfaces


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("甲局负责。具体任务均涉及相关市州人民政府，不再做分工，下同", "responsible"),
        ("甲局牵头。以下均需各县区政府配合，不再列出", "supporting"),
    ],
)
def test_those_whom_all_work_concerns_answer_for_it(
    text: str, role: str, reader: ClauseReader
) -> None:
    assert [share.role for share in find_standing(text, reader).shares] == [role]


def test_group_helps_where_it_is_said_who_leads(reader: ClauseReader, tmp_path: Path) -> None:
    stated = "甲局牵头。明确牵头部门的,有关部门配合,不逐一列出,下同"
    assert find_standing(stated, reader).text == "甲局牵头"
    path = tmp_path / "led.txt"
    path.write_text(
        f"关于2014年工作分工的意见\n1.修建大桥（{stated}）。\n2.铺设道路（乙局负责）。\n3.架设路灯（丙局牵头，丁局配合）。",
        encoding="utf-8",
    )
    items = extract(read_document(path), reader.registers)[0].items
    found = [[(a.role, a.surface) for a in item.assignments] for item in items]
    assert found == [
        [("lead", "甲局"), ("supporting", "有关部门")],
        [("responsible", "乙局")],
        [("lead", "丙局"), ("supporting", "丁局"), ("supporting", "有关部门")],
    ]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("本清单按牵头单位归并，各项任务末尾注明完成时限。", "lead"),
        ("各部分标题所列单位为牵头单位。", "lead"),
        ("以责任单位为序分列如下。", "responsible"),
        ("按承办部门分列下达。所列部门为该项工作的牵头单位，负总责。", "lead"),
        ("（按牵头部门排序）", "lead"),
        ("按照牵头单位先后顺序排列", "lead"),
        ("以主办司局分类编排", "lead"),
        ("各项任务按责任单位分解如下", "responsible"),
        ("按牵头单位、配合单位顺序排列", None),
        ("各牵头单位要按标题逐项抓好落实。", None),
    ],
)
def test_titles_name_those_in_a_role(text: str, role: str | None, reader: ClauseReader) -> None:
    assert find_standing(text, reader).placed.titled == role


CALENDAR = """青石县2017年重点工作月度安排
冒号前的单位为{}单位，括号内的单位为协办单位。
一月
县水务局：疏浚河道三公里。两岸植树。（县林业局、各乡镇）
第二季度（4—6月）
1．县教育局、县体育局：举办春季运动会{}
"""


@pytest.mark.parametrize(
    ("role", "owner", "last"),
    [("牵头", "lead", "（县财政局）。"), ("责任", "responsible", "（配合：县财政局）；")],
)
def test_place_in_a_line_gives_the_role(
    role: str, owner: str, last: str, tmp_path: Path, registers: Registers
) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(CALENDAR.format(role, last), encoding="utf-8")
    items = extract(read_document(path), registers)[0].items
    named = [[(one.role, one.surface) for one in item.assignments] for item in items]
    assert named == [
        [(owner, "县水务局"), ("supporting", "县林业局"), ("supporting", "各乡镇")],
        [(owner, "县教育局"), (owner, "县体育局"), ("supporting", "县财政局")],
    ]
    assert [item.deadlines for item in items] == [("2017-01",), ("2017-06",)]
    assert {one.status for one in items[0].assignments} == {"byRule"}


def test_bracket_in_a_cell_has_the_role_that_a_note_gives(
    tmp_path: Path, registers: Registers
) -> None:
    path = tmp_path / "plan.txt"
    rows = "1|新建码头|县旅游局（县住建局、双溪镇）\n合计|一项|\n"
    text = "青石县2018年重点项目\n注：括号内为配合单位。\n序号|任务|责任单位\n"
    path.write_text(text + rows, encoding="utf-8")
    [item] = extract(read_document(path), registers)[0].items
    assert [(one.role, one.surface, one.status) for one in item.assignments] == [
        ("responsible", "县旅游局", "explicit"),
        ("supporting", "县住建局", "byRule"),
        ("supporting", "双溪镇", "byRule"),
    ]


def test_month_before_the_task_is_of_all_rows_below(tmp_path: Path, registers: Registers) -> None:
    path = tmp_path / "plan.txt"
    rows = "1月|修路|县交通局|各乡镇\n|架桥|县水务局|县财政局\n2月|建校|县教育局|县住建局\n"
    text = "青石县2016年重点工作月安排表\n月份|工作任务|牵头单位|责任单位\n"
    path.write_text(text + rows, encoding="utf-8")
    items = extract(read_document(path), registers)[0].items
    assert [item.deadlines for item in items] == [("2016-01",), ("2016-01",), ("2016-02",)]


def test_a_sentence_that_states_a_rule_is_no_work(tmp_path: Path, registers: Registers) -> None:
    path = tmp_path / "plan.txt"
    rule = "本方案中，每项任务首个单位负总责，其余单位按职责配合。"
    points = "1.修路。（县交通局、县财政局）\n2.架桥。（县水务局）\n"
    path.write_text(f"青石县2022年任务分工方案\n{rule}\n\n{points}", encoding="utf-8")
    items = extract(read_document(path), registers)[0].items
    assert [item.text for item in items] == ["修路。", "架桥。"]
    assert [one.role for one in items[0].assignments] == ["lead", "supporting"]


@pytest.mark.parametrize(
    "text",
    [
        "各项任务后标注*的为牵头单位，其他为参加单位；未标注*的，由所列单位按职责分别落实",
        "注：带▲的单位为主办单位，不带▲的为会办单位",
        "名称前加“★”者牵头，其余单位配合",
    ],
)
def test_those_without_a_star_support(text: str, reader: ClauseReader) -> None:
    standing = find_standing(text, reader)
    assert standing.starred
    assert "所列" not in standing.text


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("各事项括号中，“/”前为牵头单位，“/”后为配合单位。", ("lead", "supporting")),
        ("斜线前的为主办单位，斜线后的为协办单位", ("lead", "supporting")),
        ("责任单位一栏“/”之前为牵头单位，之后为责任单位。", ("lead", "responsible")),
        ("牵头单位／配合单位", ("lead", "supporting")),
        ("责任单位（牵头/配合）", ("lead", "supporting")),
        ("责任单位/责任人", None),
        ("甲局/乙局", None),
    ],
)
def test_a_slash_parts_those_of_two_roles(
    text: str, roles: tuple[str, str] | None, reader: ClauseReader
) -> None:
    assert find_standing(text, reader).sides == (("/", *roles) if roles else None)


def test_those_behind_a_slash_are_all_that_follow_in_the_list(reader: ClauseReader) -> None:
    shares = reader.read("市水务局/市财政局，各镇人民政府", "responsible").shares
    assert ["/" in share.unit.behind for share in shares] == [False, True, True]


@pytest.mark.parametrize(
    "text", ["甲局、乙局负责", "市发改委为牵头单位", "各牵头单位要排好时间表", "以下单位要抓好落实"]
)
def test_nothing_is_assumed(text: str, reader: ClauseReader) -> None:
    assert not find_standing(text, reader).states_rule


def test_a_rule_below_the_items_that_speaks_of_those_above_holds_for_all(
    tmp_path: Path, registers: Registers
) -> None:
    path = tmp_path / "青石2009.txt"
    path.write_text(
        "青石县2009年重点工作分工\n\n一、任务\n1、修建水渠三公里。（县水务局、县财政局）\n"
        "2、新建茶园二百亩。（县农业局、县林业局）\n二、要求\n"
        "（一）明确责任。上述任务中，列在第一位的部门为牵头单位，其他为配合单位。\n",
        encoding="utf-8",
    )
    items = extract(read_document(path), registers)[0].items
    assert [[(one.role, one.surface) for one in item.assignments] for item in items] == [
        [("lead", "县水务局"), ("supporting", "县财政局")],
        [("lead", "县农业局"), ("supporting", "县林业局")],
    ]


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("牵头单位（无牵头单位的，责任单位即为牵头单位，下同）要统筹办理", True),
        ("未注明牵头部门的事项，由责任部门负责牵头。", True),
        ("只列责任单位的，责任单位为牵头单位。", True),
        ("没有责任单位的，牵头单位要说明。", False),
        ("无牵头单位的，第一责任单位要说明。", False),
    ],
)
def test_those_responsible_lead_where_nobody_else_does(
    text: str, leads: object, reader: ClauseReader
) -> None:
    assert find_standing(text, reader).unled_lead is leads


@pytest.mark.parametrize(
    ("text", "ranked"),
    [
        ("括号内排在首位的为牵头处室（单位），其他为配合处室（单位）。", True),
        ("括号中第一个科室为牵头科室，其余配合。", True),
        ("括号内为责任单位。", False),
        ("列第一位的为牵头单位。", False),
    ],
)
def test_those_in_brackets_are_ranked(text: str, ranked: object, reader: ClauseReader) -> None:
    assert find_standing(text, reader).placed.ranked is ranked
