"""A heading that names who answers gives that to the points below it."""

from pathlib import Path

import pytest

from loader.assignments.clauses import ClauseReader
from loader.assignments.owner_headings import read_owner_heading
from loader.entities import WorkItem
from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers

LETTER = "青石县人民政府关于分解2016年重点工作任务的通知\n\n各乡镇：\n现将任务分解如下。\n\n"
POINTS = "1.新建幼儿园一所。\n2.招聘教师六十名，8月底前完成。\n"
CLOSED = "1.修建水渠三公里。（责任单位：县水务局）\n2.架桥一座。由县交通局负责。\n"


def read(text: str, folder: Path, registers: Registers) -> tuple[WorkItem, ...]:
    path = folder / "letter.txt"
    path.write_text(LETTER + text, encoding="utf-8")
    return extract(read_document(path), registers)[0].items


def named(item: WorkItem) -> list[tuple[str, str]]:
    return [(one.role, one.surface) for one in item.assignments]


@pytest.mark.parametrize(
    ("heading", "named"),
    [
        (
            "一、牵头单位：县教育局（联系县领导：孟晓）",
            [("lead", "县教育局"), ("supervising", "孟晓")],
        ),
        ("一、县教育局牵头的工作", [("lead", "县教育局")]),
        ("（一）由县教育局牵头负责的任务（2项）", [("lead", "县教育局")]),
        ("一、由副县长古丽·艾山同志负责的工作", [("supervising", "副县长古丽·艾山同志")]),
        ("（一）孟晓同志（县长）", [("supervising", "孟晓同志")]),
        ("一、县长：孟  晓", [("supervising", "孟晓")]),
        ("一、孟晓副县长（常务）", [("supervising", "孟晓副县长")]),
        ("三、刀  美英副县长（女,傣族）", [("supervising", "刀美英副县长")]),
        ("【责任领导：孟晓】", [("supervising", "孟晓")]),
        ("一、县教育局", [("responsible", "县教育局")]),
        ("九、各乡镇政府", [("responsible", "各乡镇政府")]),
        ("◎县教育局、县残联", [("responsible", "县教育局"), ("responsible", "县残联")]),
        ("县教育局牵头（4项，分管领导：孟晓）", [("lead", "县教育局"), ("supervising", "孟晓")]),
        (
            "一、县教育局（共4项，分管副县长孟晓）",
            [("responsible", "县教育局"), ("supervising", "副县长孟晓")],
        ),
        ("县教育局（牵头，3项）", [("lead", "县教育局")]),
        ("县委宣传部牵头负责（3件）", [("lead", "县委宣传部")]),
        ("一、市长热线", []),
        ("一、加快教育发展", []),
        ("一、各有关部门要高度重视", []),
    ],
)
def test_heading_says_who_answers(
    heading: str, named: list[tuple[str, str]], registers: Registers
) -> None:
    found = read_owner_heading(heading, ClauseReader(registers))
    shares = found.shares if found else ()
    assert [(one.role, one.unit.surface) for one in shares] == named


def test_points_are_work_of_the_body_that_their_heading_names(
    tmp_path: Path, registers: Registers
) -> None:
    text = f"一、牵头单位：县教育局\n责任领导：孟晓\n{POINTS}二、牵头单位：县水务局\n3.治理河道。"
    items = read(text + "（配合单位：县财政局）\n三、工作要求\n4.加强领导。\n", tmp_path, registers)
    assert [item.number for item in items] == ["1.", "2.", "3."]
    assert named(items[1]) == [("supervising", "孟晓"), ("lead", "县教育局")]
    assert items[1].deadlines == ("2016-08",)
    assert named(items[2]) == [("lead", "县水务局"), ("supporting", "县财政局")]


def test_numbers_that_blanks_alone_set_off_count_items(
    tmp_path: Path, registers: Registers
) -> None:
    text = (
        "1　做强工业〔总牵头：县水务局〕\n1.1　新建泵站40座。〔牵头：县水务局〕\n"
        "1.2　修渠。〔牵头：县交通局〕\n2　建设新城〔总牵头：县教育局〕\n"
        "2.1　建校。〔牵头：县教育局〕\n"
    )
    items = read(text, tmp_path, registers)
    assert [item.number for item in items] == ["1.", "1.1", "1.2", "2.", "2.1"]
    assert [item.category for item in items[1:]] == ["做强工业", "做强工业", None, "建设新城"]
    assert named(items[2]) == [("lead", "县交通局")]


def test_labels_below_a_title_are_of_all_points_below(tmp_path: Path, registers: Registers) -> None:
    labels = "责任领导：孟晓（县委常委、副县长）\n牵头单位：县教育局\n"
    points = "（一）新建幼儿园一所。\n（二）招聘教师六十名。\n"
    more = "二、水利建设\n责任领导：戴林（副县长）\n牵头单位：县水务局\n（一）治理河道两条。\n"
    items = read(f"一、教育发展\n{labels}{points}{more}", tmp_path, registers)
    assert [item.category for item in items] == ["教育发展", "教育发展", "水利建设"]
    assert named(items[1]) == [("supervising", "孟晓"), ("lead", "县教育局")]
    assert named(items[2]) == [("supervising", "戴林"), ("lead", "县水务局")]


@pytest.mark.parametrize(
    ("title", "last", "mark"),
    [
        ("（{}）供水工程", "配合单位：\n工作任务：\n", "{}."),
        ("（{}）供水工程", "配合单位：\n工作任务：\n", ""),
        ("【供水工程{}】", "配合单位：无\n重点任务：\n", "{}."),
        ("{}、供水工程", "", ""),
    ],
)
def test_labels_above_tasks_are_of_each(
    title: str, last: str, mark: str, tmp_path: Path, registers: Registers
) -> None:
    names = "小型水库三座", "提水泵站五座"
    tasks = "".join(f"{mark.format(n)}新建{what}；\n" for n, what in enumerate(names, 1))
    block = f"责任领导：王明\n牵头单位：县水利局\n完成时限：2023年6月底\n{last}"
    parts = "".join(f"{title.format(number)}\n{block}{tasks}" for number in "一二")
    path = tmp_path / "plan.txt"
    path.write_text(f"县2023年重点任务清单\n{parts}", encoding="utf-8")
    found = extract(read_document(path), registers)[0].items
    assert [one.text.split("新建")[1].rstrip("；") for one in found] == [*names] * 2
    assert {tuple(a.surface for a in one.assignments) for one in found} == {("王明", "县水利局")}
    assert {one.deadlines for one in found} == {("2023-06",)}


def test_headings_with_owners_stand_lower_in_one_section_than_in_those_before_it(
    tmp_path: Path, registers: Registers
) -> None:
    plain = "一、做强农业（牵头单位：县农业局）\n1.扩种早稻。\n2.配备专（兼）职农技员。\n"
    nested = "二、改善民生\n（一）教育（县教育局牵头，县财政局配合）\n3.新建学校。\n4.招聘教师。\n"
    last = "（二）水利（牵头单位：县水务局）\n5.治理河道。\n三、工作要求\n（一）加强领导。\n"
    items = read(plain + nested + last, tmp_path, registers)
    assert [item.number for item in items] == ["1.", "2.", "3.", "4.", "5."]
    assert [(item.category, item.heading) for item in items[2:]] == [
        ("改善民生", "教育"),
        ("改善民生", "教育"),
        ("改善民生", "水利"),
    ]
    assert named(items[3]) == [("lead", "县教育局"), ("supporting", "县财政局")]
    assert named(items[4]) == [("lead", "县水务局")]


@pytest.mark.parametrize("title", ["附：考核要求", "考核要求"])
def test_bodies_in_titles_have_the_role_that_a_rule_gives_them(
    title: str, tmp_path: Path, registers: Registers
) -> None:
    rule = "本清单按牵头单位归并，标题即为牵头单位。\n\n"
    helped = "一、县教育局（2项）\n1.新建学校。（配合单位：县财政局）\n2.招聘教师。\n"
    others = f"二、县水务局（1项）\n3.治理河道。\n{title}\n1.按月亮灯。\n2.按季通报。\n"
    items = read(rule + helped + others, tmp_path, registers)
    assert [named(item) for item in items] == [
        [("lead", "县教育局"), ("supporting", "县财政局")],
        [("lead", "县教育局")],
        [("lead", "县水务局")],
    ]
    assert {a.status for item in items for a in item.assignments if a.role == "lead"} == {"byRule"}
    assert all(item.assignments[0].cell in item.cells for item in items)


def test_labels_below_a_point_end_at_the_next_heading(tmp_path: Path, registers: Registers) -> None:
    first = "一、牵头单位：县教育局\n1.新建学校。\n配合单位：县财政局\n完成时限：8月底\n"
    second = "二、牵头单位：县水务局\n2.治理河道。\n完成时限：9月底\n"
    items = read(first + second, tmp_path, registers)
    assert [named(item) for item in items] == [
        [("lead", "县教育局"), ("supporting", "县财政局")],
        [("lead", "县水务局")],
    ]
    assert [item.deadlines for item in items] == [("2016-08",), ("2016-09",)]


def test_brackets_on_lines_of_their_own_close_points_below_a_letter(
    tmp_path: Path, registers: Registers
) -> None:
    letter = "各镇、县政府各部门：\n为抓好落实，现将任务分工通知如下：\n\n一、水利\n"
    points = "1) 治理河道\n〔县水务局、县财政局〕\n2) 清理水渠\n〔县农业局〕\n"
    items = read(letter + points, tmp_path, registers)
    assert [[surface for _, surface in named(item)] for item in items] == [
        ["县水务局", "县财政局"],
        ["县农业局"],
    ]


def test_marks_of_one_form_may_differ_in_their_stops(tmp_path: Path, registers: Registers) -> None:
    first = "第一部分　县教育局\n1．新建学校。\n2、招聘教师。\n"
    items = read(f"{first}第二部分　县水务局\n3.治理河道。\n", tmp_path, registers)
    assert [named(item) for item in items] == [
        [("responsible", "县教育局")],
        [("responsible", "县教育局")],
        [("responsible", "县水务局")],
    ]
    alone = "1．治理河道。\n〔责任单位：县水务局〕\n2、架桥一座。\n〔责任单位：县交通局〕\n"
    items = read(f"一、建设\n{alone}3．植树。\n", tmp_path, registers)
    assert [surface for item in items for _, surface in named(item)] == ["县水务局", "县交通局"]


def test_a_leader_above_points_leads_those_that_name_bodies(
    tmp_path: Path, registers: Registers
) -> None:
    items = read(f"一、孟晓县长\n{CLOSED}二、戴林副县长\n3.读书。\n", tmp_path, registers)
    assert [named(item) for item in items] == [
        [("supervising", "孟晓县长"), ("responsible", "县水务局")],
        [("supervising", "孟晓县长"), ("responsible", "县交通局")],
    ]


def test_last_item_of_an_annex_keeps_its_label_where_another_annex_follows(
    tmp_path: Path, registers: Registers
) -> None:
    tasks = "{}\n\n1.新建学校。\n责任单位：县教育局\n2.治理河道。\n责任单位：县水务局\n\n"
    text = f"附件1\n\n{tasks.format('重点工作任务分解')}附件2\n\n{tasks.format('实事任务分解')}"
    items = read(text, tmp_path, registers)
    assert [item.number for item in items] == ["1.", "2.", "1.", "2."]
    assert [named(item) for item in items] == [
        [("responsible", "县教育局")],
        [("responsible", "县水务局")],
    ] * 2


def test_label_of_the_date_is_before_dates_of_single_measures(
    tmp_path: Path, registers: Registers
) -> None:
    text = "1.污水直排。\n责任单位：县水务局\n整改时限：12月底\n整改措施：6月底前完成排查。\n"
    items = read(
        text + "2.管网破损。\n责任单位：县水务局\n整改措施：6月底前补齐。\n", tmp_path, registers
    )
    assert [item.deadlines for item in items] == [("2016-12",), ("2016-06",)]


def test_work_that_ends_like_a_bank_is_no_body(registers: Registers) -> None:
    names = "垃圾处理厂试运行", "县农发行", "工商银行"
    assert [registers.ends_like_unit(name) for name in names] == [False, True, True]


def test_groups_alone_are_owners_where_headings_beside_theirs_name_bodies(
    tmp_path: Path, registers: Registers
) -> None:
    text = "一、县教育局\n1.新建学校。\n二、县水务局\n1.治理河道。\n三、各乡镇政府\n1.清扫道路。\n"
    items = read(text, tmp_path, registers)
    assert [named(item) for item in items][2:] == [[("responsible", "各乡镇政府")]]


def test_bodies_behind_signs_do_the_work_below_with_those_that_brackets_add(
    tmp_path: Path, registers: Registers
) -> None:
    said = "（会同县财政局、县发展和改革局）"
    text = f"◆县教育局、县残联\n1.新建学校。{said}\n◆县水务局\n2.治理河道。\n"
    text += "◆各乡镇政府\n3.清扫道路。（县水务局指导）\n"
    items = read(text, tmp_path, registers)
    owners = [("responsible", "县教育局"), ("responsible", "县残联")]
    helpers = [("supporting", "县财政局"), ("supporting", "县发展和改革局")]
    assert named(items[0]) == owners + helpers
    assert named(items[-1]) == [("responsible", "各乡镇政府"), ("guiding", "县水务局")]


def test_minutes_charge_those_whom_the_meeting_decided_to_charge(
    tmp_path: Path, registers: Registers
) -> None:
    heard = "一、关于防汛工作\n会议听取了县水务局的汇报，防汛由县交通局负责。会议议定：\n"
    decided = "1.河道清淤由县水务局牵头，县财政局配合，六月底前完成。\n"
    decided += "2.由县农机局牵头，检修泵站，县财政局配合。\n"
    decided += "3.由县教育局负责，排查校舍。\n二、会议认为，去年防汛由县水务局牵头、各乡镇配合。\n"
    path = tmp_path / "minutes.txt"
    attended = "出席：县水务局、县财政局负责人。\n"
    path.write_text(
        f"青石县政府专题会议纪要\n\n2016年5月3日，县长主持会议。\n{heard}{decided}{attended}",
        "utf-8",
    )
    items = extract(read_document(path), registers)[0].items
    assert [named(item) for item in items] == [
        [("lead", "县水务局"), ("supporting", "县财政局")],
        [("lead", "县农机局"), ("supporting", "县财政局")],
        [("responsible", "县教育局")],
    ]
    assert items[0].deadlines == ("2016-06",)


def test_bodies_alone_are_no_owners_where_duties_are_told(
    tmp_path: Path, registers: Registers
) -> None:
    text = "附件\n\n成员单位职责\n\n一、县教育局\n1.指导学校防汛。\n二、县水务局\n1.监测水情。\n"
    path = tmp_path / "plan.txt"
    path.write_text("青石县2016年防汛预案\n\n" + text, encoding="utf-8")
    assert extract(read_document(path), registers)[0].items == ()


def test_line_without_a_mark_and_with_labels_is_work_of_its_heading(
    tmp_path: Path, registers: Registers
) -> None:
    text = (
        "（一）县教育局牵头的工作\n新建幼儿园一所。\n协同单位：县住建局。\n"
        "（二）县水务局牵头的工作\n1.治理河道。\n2.清淤水库。\n协同单位：县财政局。\n"
        "（三）县体育局牵头的工作\n举办龙舟赛。\n协同单位：县公安局。\n"
        "各单位要转变作风，确保任务完成。\n二○一六年三月五日\n"
    )
    owners = [[one.surface for one in item.assignments] for item in read(text, tmp_path, registers)]
    assert owners == [
        ["县教育局", "县住建局"],
        ["县水务局"],
        ["县水务局", "县财政局"],
        ["县体育局", "县公安局"],
    ]


@pytest.mark.parametrize(
    ("said", "owners"),
    [
        ("（以上2项由县水务局负责）", ["县水务局", "县水务局"]),
        ("（第2项由县水务局负责，1项由县交通局负责）", ["县交通局", "县水务局"]),
        ("（以上2项由县水务局负责）\n以上工作由县督查局负责。", ["县水务局", "县水务局"]),
        ("（以上5项由县水务局负责）", []),
        ("以上工作完成情况由县水务局负责通报。其余另行通知。", []),
        ("以上1—2项责任领导：张三；牵头单位：县水务局", ["张三", "县水务局"] * 2),
        ("以上第1至第2项，牵头单位：县水务局，责任单位：县财政局", ["县水务局", "县财政局"] * 2),
        ("牵头单位（上述两项）：县水务局\n配合单位：县财政局", ["县水务局", "县财政局"] * 2),
        ("以上各项由县水务局牵头。", ["县水务局"] * 2),
        ("以上所列任务，牵头单位为县水务局。", ["县水务局"] * 2),
        ("（以上由县水务局负责）", ["县水务局"] * 2),
        ("以上2项由县水务局负责，其中第2项配合单位为县财政局。", ["县水务局"] * 2 + ["县财政局"]),
    ],
)
def test_line_below_several_points_says_who_answers_for_each(
    said: str, owners: list[str], tmp_path: Path, registers: Registers
) -> None:
    """One that speaks of more points than there are is left out, and the report tells so."""
    path = tmp_path / "notice.txt"
    path.write_text(f"{LETTER}一、水利\n1.修建水渠三公里。\n2.加固水坝一座。\n{said}\n", "utf-8")
    extraction, report = extract(read_document(path), registers)
    named = [one.surface for item in extraction.items for one in item.assignments]
    assert named == owners
    left_out = any(note.message.startswith("speaks of items above") for note in report.notes)
    assert left_out == said.startswith("（以上5")


@pytest.mark.parametrize(
    ("first", "second", "dates"),
    [
        ("一、4月底前完成（2项）", "二、三季度完成", [("2016-04",), ("2016-08",), ("2016-09",)]),
        ("4月底前完成（2项）", "持续推进（1项）", [("2016-04",), ("2016-08",), ()]),
        ("▲四月份", "▲ 长期坚持", [("2016-04",), ("2016-08",), ()]),
        ("■ 4月份完成", "■ 长期坚持", [("2016-04",), ("2016-08",), ()]),
        ("一、教育（4月底前完成）", "二、水利（长期）", [("2016-04",), ("2016-08",), ()]),
        ("一、2016年教育工作", "2016年4月1日", [(), ("2016-08",), ()]),
    ],
)
def test_title_says_when_all_below_is_due_that_names_no_date(
    first: str, second: str, dates: list[tuple[str, ...]], tmp_path: Path, registers: Registers
) -> None:
    school = "1.新建幼儿园一所。（县教育局负责）\n2.招聘教师六十名，8月底前完成。（县教育局负责）\n"
    text = f"{first}\n{school}{second}\n3.治理河道。（县水利局负责）\n"
    assert [item.deadlines for item in read(text, tmp_path, registers)] == dates


SLASH = "各项括号中，“/”前为牵头单位，“/”后为配合单位。\n"


@pytest.mark.parametrize(
    ("stated", "roles", "status"),
    [(SLASH, ["lead", "supporting"], "byRule"), ("", ["responsible"] * 2, "explicit")],
)
def test_slash_gives_roles_where_the_letter_says_so(
    stated: str, roles: list[str], status: str, tmp_path: Path, registers: Registers
) -> None:
    points = "1.新建幼儿园一所。（县教育局/县财政局）\n2.维修食堂。（县教育局/县卫生局）\n"
    items = read(f"{stated}一、教育\n{points}", tmp_path, registers)
    assert [[one.role for one in item.assignments] for item in items] == [roles, roles]
    assert {one.status for item in items for one in item.assignments} == {status}


def test_minutes_assign_what_they_decide(tmp_path: Path, registers: Registers) -> None:
    """What was reported and done before is no work; those who only guide are given none."""
    path = tmp_path / "minutes.txt"
    path.write_text(
        "县长办公会议纪要\n〔2009〕11号\n青石县人民政府办公室 2009年5月14日\n"
        "5月12日，县长主持召开会议，研究防汛工作，县水利局、财政局列席。纪要如下：\n"
        "一、关于防汛\n会议听取了县水利局的汇报。去冬以来，县水利局会同城关镇政府清淤六公里。会议议定：\n"
        "（一）秸秆禁烧，由各乡（镇）政府负责落实，县环保局、气象局配合做好巡查。\n"
        "（二）工程概算，由县财政局会同县审计局审核后提交下次会议。\n"
        "（三）安全鉴定由县建设局指导，委托有资质的机构承担。\n",
        encoding="utf-8",
    )
    extraction, _ = extract(read_document(path), registers)
    assert extraction.letter.title == "县长办公会议纪要"
    assert [(item.number, named(item)) for item in extraction.items] == [
        (
            "（一）",
            [
                ("responsible", "各乡（镇）政府"),
                ("supporting", "县环保局"),
                ("supporting", "气象局"),
            ],
        ),
        ("（二）", [("lead", "县财政局"), ("supporting", "县审计局")]),
    ]


def test_title_gives_the_body_above_its_role(tmp_path: Path, registers: Registers) -> None:
    text = (
        "一、县教育局\n（一）牵头任务\n1.新建幼儿园一所。（配合部门：县财政局）\n2.招聘教师六十名。（配合部门：县人社局）\n"
        "（二）配合任务\n3.清理校园周边摊点。（牵头部门：县城管局）\n二、县水务局\n（一）牵头任务\n4.修建水渠三公里。（配合部门：县财政局）\n"
        "（二）配合任务\n5.关停小造纸厂两家。（牵头部门：县环保局）\n"
    )
    items = read(text, tmp_path, registers)
    assert [set(named(item)) for item in items] == [
        {("lead", "县教育局"), ("supporting", "县财政局")},
        {("lead", "县教育局"), ("supporting", "县人社局")},
        {("supporting", "县教育局"), ("lead", "县城管局")},
        {("lead", "县水务局"), ("supporting", "县财政局")},
        {("supporting", "县水务局"), ("lead", "县环保局")},
    ]


@pytest.mark.parametrize(
    ("tasks", "read"),
    [
        ("新建幼儿园3所。", ["新建幼儿园3所。"]),
        ("1.新建幼儿园3所。\n2.培训教师90人。", ["新建幼儿园3所。", "培训教师90人。"]),
    ],
)
def test_headings_that_are_labels_say_what_stands_below(
    tasks: str, read: list[str], tmp_path: Path, registers: Registers
) -> None:
    section = f"（一）工作任务\n{tasks}\n（二）责任分工\n县教育局牵头，县财政局配合。\n"
    path = tmp_path / "a.txt"
    path.write_text(
        f"青石县2023年重点工作任务分工\n一、扩容工程\n{section}二、提质工程\n{section}",
        encoding="utf-8",
    )
    items = extract(read_document(path), registers)[0].items
    found = [(item.text, [one.role for one in item.assignments]) for item in items]
    assert found == [(text, ["lead", "supporting"]) for text in read] * 2


@pytest.mark.parametrize(
    "heading",
    [
        "{body}牵头（2项，分管领导：{leader}）",
        "一、{body}牵头（2项，分管领导：{leader}）",
        "【{body}牵头】\n责任领导：{leader}",
        "（一）{body}牵头的任务（共2项）\n责任领导：{leader}",
        "牵头单位：{body}（2项，分管领导：{leader}）",
    ],
)
@pytest.mark.parametrize("helped", [{0}, {1}, {0, 1}, {0, 2, 3}, {1, 2}, set[int]()])
def test_helpers_below_a_point_are_its_own_below_any_heading(
    heading: str, helped: set[int], tmp_path: Path, registers: Registers
) -> None:
    tasks = ("新建幼儿园一所。", "招聘教师六十名。", "治理河道两条。", "修建水渠三公里。")
    heads = {0: ("县教育局", "孟晓"), 2: ("县水务局", "韦炜")}
    lines = list[str]()
    for n, task in enumerate(tasks):
        if n in heads:
            body, leader = heads[n]
            mark = heading.replace("一", "二") if n else heading
            lines.append(mark.format(body=body, leader=leader))
        lines += [f"{n + 1}.{task}", *["配合单位：县财政局、县审计局"] * (n in helped)]
    items = read("\n".join(lines), tmp_path, registers)
    assert [item.text for item in items] == list(tasks)
    for n, item in enumerate(items):
        body, leader = heads[n - n % 2]
        helpers = [("supporting", "县财政局"), ("supporting", "县审计局")] * (n in helped)
        assert set(named(item)) == {("lead", body), ("supervising", leader), *helpers}
