"""Each bracket in running text closes its own part of an item and names all who answer for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from loader.entities import Extraction, WorkItem
from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers
from loader.report import Report

Read = Callable[[str], Sequence[WorkItem]]
Extract = Callable[[str], tuple[Extraction, Report]]
TITLE = "青石县2022年重点工作任务分工\n\n"


@pytest.fixture
def extract_text(tmp_path: Path, registers: Registers) -> Extract:
    def understand(text: str) -> tuple[Extraction, Report]:
        path = tmp_path / "青石2022.txt"
        path.write_text(TITLE + text, encoding="utf-8")
        return extract(read_document(path), registers)

    return understand


@pytest.fixture
def items_of(extract_text: Extract) -> Read:
    return lambda text: extract_text(text)[0].items


def printed(item: WorkItem) -> tuple[str | None, str, str]:
    return item.number, item.text, " ".join(f"{a.role}:{a.surface}" for a in item.assignments)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "3.修补渡口栈桥（县交通局负责）。清淤后塘两口（县水务局牵头，县财政局配合）。",
            [
                ("3.", "修补渡口栈桥", "responsible:县交通局"),
                ("3.", "清淤后塘两口", "lead:县水务局 supporting:县财政局"),
            ],
        ),
        (
            "（一）养护老树。给古樟挂牌（县林业局负责），给枯枝上夹板（县林业局、县文旅局负责），"
            "并立碑三方（县文旅局负责）。",
            [
                ("（一）", "养护老树。给古樟挂牌", "responsible:县林业局"),
                ("（一）", "给枯枝上夹板", "responsible:县林业局 responsible:县文旅局"),
                ("（一）", "并立碑三方", "responsible:县文旅局"),
            ],
        ),
        (
            "九、环境。新建管网三公里，由县住建局牵头，县财政局配合；淘汰旧船十条，由县交通局负责。",
            [
                ("九、", "环境。新建管网三公里", "lead:县住建局 supporting:县财政局"),
                ("九、", "淘汰旧船十条", "responsible:县交通局"),
            ],
        ),
        (
            "4.更新船坞设备。（修船：县交通局牵头，县财政局配合；造船：县工信局牵头）",
            [("4.", "更新船坞设备。", "lead:县交通局 supporting:县财政局 lead:县工信局")],
        ),
        (
            "5.疏浚河道，清淤十里。（县水务局牵头，县财政局、县环保局参与将河道两岸的旧船坞列入拆除计划。（县交通局负责）",
            [
                (
                    "5.",
                    "疏浚河道，清淤十里。",
                    "lead:县水务局 supporting:县财政局 supporting:县环保局",
                ),
                ("5.", "将河道两岸的旧船坞列入拆除计划。", "responsible:县交通局"),
            ],
        ),
        (
            "（二）办好晒谷节。一是搭台（县文旅局负责）；二是招商(县商务局负责)；三是保畅（县公安局负责）。",
            [
                ("（二）", "办好晒谷节。一是搭台", "responsible:县文旅局"),
                ("（二）", "招商", "responsible:县商务局"),
                ("（二）", "保畅", "responsible:县公安局"),
            ],
        ),
        (
            "5.翻修粮仓〔县粮食局负责〕；6.补种茶苗〔县农业农村局负责〕。",
            [
                ("5.", "翻修粮仓", "responsible:县粮食局"),
                ("6.", "补种茶苗", "responsible:县农业农村局"),
            ],
        ),
        (
            "7.新建水塔（县水务局负责）、水渠（县农业农村局负责）和水闸（县应急局负责）。",
            [
                ("7.", "新建水塔", "responsible:县水务局"),
                ("7.", "水渠", "responsible:县农业农村局"),
                ("7.", "水闸", "responsible:县应急局"),
            ],
        ),
        (
            "9.清理街巷（县城管局、县住建局）。铺路2项（责任单位：县交通局）。修复漫水桥一座（县水务局）。",
            [
                ("9.", "清理街巷", "responsible:县城管局 responsible:县住建局"),
                ("9.", "铺路2项", "responsible:县交通局"),
                ("9.", "修复漫水桥一座", "responsible:县水务局"),
            ],
        ),
        (
            "8.整修校舍（县教育局负责），2022年8月底前全部完工。",
            [("8.", "整修校舍", "responsible:县教育局")],
        ),
        ("8.整修校舍（县教育局负责），让孩子就近入学。", []),
    ],
)
def test_each_bracket_closes_its_part(
    text: str, parts: list[tuple[str, str, str]], items_of: Read
) -> None:
    assert [printed(item) for item in items_of(text)] == parts


def test_date_behind_a_bracket_is_that_of_its_item(items_of: Read) -> None:
    [item] = items_of("8.整修校舍（县教育局负责），2022年8月底前全部完工。")
    assert item.deadlines == ("2022-08",)


def test_bracket_on_its_own_line_closes_what_is_behind_the_last_one(items_of: Read) -> None:
    items = items_of("9．整修校舍。（县教育局负责）６月底前铺路。\n（县交通局负责）\n")
    assert [printed(item) for item in items] == [
        ("9．", "整修校舍。", "responsible:县教育局"),
        ("9．", "6月底前铺路", "responsible:县交通局"),
    ]
    assert items[1].deadlines == ("2022-06",)
    assert "６月" in items[1].cells[0].raw


@pytest.mark.parametrize(
    "text",
    [
        "1.整修长街，６月底前完⼯。（县⽔务局牵头）",
        "1.整修⻓街，6月底前完工。（县\u200b水务局\ufeff牵头）",
        "1.整修\u00ad长街，6\u200b月底前完工。（县水务局牵头）",
        "1.\u202a整修长街，\u202c6月\u200e底前完工。（县\u2068水务局\u2069牵头）",
    ],
)
def test_characters_that_look_the_same_are_read_the_same(text: str, items_of: Read) -> None:
    [item] = items_of(text)
    assert printed(item) == ("1.", "整修长街，6月底前完工。", "lead:县水务局")
    assert item.deadlines == ("2022-06",)
    assert item.cells[0].raw == text


def test_radicals_are_read_as_the_characters_of_today(items_of: Read) -> None:
    """The text layer of a browser has ⼾ for 户, which Unicode takes for 戶."""
    [item] = items_of("1.整修长街⿈⽲⽥7000⼾。（县水务局牵头）")
    assert printed(item)[1] == "整修长街黄禾田7000户。"


def test_title_of_the_item_stands_above_its_parts(items_of: Read) -> None:
    text = (
        "（一）养护老树。挂牌（县林业局负责）；立碑（县文旅局负责）。\n（二）植柳。（县林业局负责）"
    )
    assert [item.heading for item in items_of(text)] == ["养护老树", "养护老树", None]


OUTLINE = """一、农业
（一）春耕。
1.翻地三遍。（县农业局负责）
2.播种。
（县农业局负责）
（二）秋收。抢收早稻。（县农业局负责）
（三）冬藏。
晒谷入仓（县粮食局负责）；封仓（县应急局负责）。
二、工业
1.开炉。（县工信局负责）
"""


def test_heading_stands_above_its_own_items(items_of: Read) -> None:
    assert [(item.number, item.heading) for item in items_of(OUTLINE)] == [
        ("1.", "春耕"),
        ("2.", "春耕"),
        ("（二）", None),
        (None, "冬藏"),
        (None, "冬藏"),
        ("1.", None),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "一、衣\n（一）织布。\n织布千匹，年内完工。〔县工信局牵头〕\n"
            "（二）裁衣\n裁衣百件，入冬送到。由县民政局负责。\n各乡镇要抓好落实。",
            [("（一）", "织布。织布千匹，年内完工。"), ("（二）", "裁衣。裁衣百件，入冬送到。")],
        ),
        (
            "一、衣\n1.织布\n布匹不足。\n织布千匹。（县工信局负责）\n2.裁衣\n裁衣百件。（县民政局负责）",
            [("1.", "织布。布匹不足。织布千匹。"), ("2.", "裁衣。裁衣百件。")],
        ),
        (
            "一、衣\n（一）织布\n织布。（县工信局负责）\n染布。（县环保局负责）",
            [(None, "织布。"), (None, "染布。")],
        ),
        (
            "一、衣\n裁衣。（县民政局负责）\n二、食\n送饭。（县民政局负责）\n三、行\n修车。（县残联负责）",
            [("一、", "衣。裁衣。"), ("二、", "食。送饭。"), ("三、", "行。修车。")],
        ),
        (
            "一、衣\n裁衣。（县民政局负责）\n二、食\n送饭。（县民政局负责）\n三、行\n修车。（县残联负责）\n"
            "四、住\n1.修屋。（县住建局负责）",
            [(None, "裁衣。"), (None, "送饭。"), (None, "修车。"), ("1.", "修屋。")],
        ),
    ],
)
def test_only_paragraph_below_a_title_is_one_item_with_it(
    text: str, told: list[tuple[str | None, str]], items_of: Read
) -> None:
    assert [printed(item)[:2] for item in items_of(text)] == told


@pytest.mark.parametrize(
    "sentence",
    [
        "各乡镇、各部门要认真抓好落实。",
        "各乡镇要切实做好配合。",
        "各有关部门须加强协作，共同推进落实。",
        "各级政府要根据本方案组织实施。",
        "县政府各部门按照职责分工抓好落实。",
        "本方案由县发改委会同有关部门负责解释。",
        "扩大试点，有序推进村卫生室实施。",
        "扫一扫在手机打开当前页 某县人民政府办公室主办",
    ],
)
def test_what_groups_are_told_to_do_is_no_item(sentence: str, items_of: Read) -> None:
    text = f"（一）修塘坝。（县水务局负责）\n（二）工作要求。{sentence}\n{sentence}"
    assert [item.number for item in items_of(text)] == ["（一）"]


def test_group_that_a_sentence_charges_by_word_answers(items_of: Read) -> None:
    [item] = items_of("（一）清理沟渠，由各乡镇负责落实。")
    assert printed(item) == ("（一）", "清理沟渠", "responsible:各乡镇")


UNNUMBERED = """一、老人
送饭。每日一次。
（县民政局负责）
理发。每月一次。
（县残联负责）
二、孩子
接送。每日两次。
（县教育局负责）
"""


def test_unnumbered_item_is_not_called_by_its_section(items_of: Read) -> None:
    items = items_of(UNNUMBERED)
    assert [printed(item)[:2] for item in items[:2]] == [
        (None, "送饭。每日一次。"),
        (None, "理发。每月一次。"),
    ]
    assert [item.category for item in items] == ["老人", "老人", "孩子"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (
            "一、照料老人每日送饭一次，入冬前装好扶手。（县民政局负责）每月理发一次，送医上门。（县残联负责）"
            "二、照料孩子上学放学接送两次。（县教育局负责）每周加一餐鲜奶。（县卫健局负责）",
            [None, None, None, None],
        ),
        (
            "一、送饭。（县民政局负责）添衣。（县残联负责）二、接送，每日两次，风雨无阻，不收费用。（县教育局负责）"
            "三、修灯。（县住建局负责）",
            ["一、", "一、", "二、", "三、"],
        ),
        (
            "县政府2023年实事任务分工一、照料老人1.每日送饭一次，由县民政局牵头，县商务局配合。2.入冬前装好扶手，"
            "由县住建局负责。二、照料孩子3.上学放学接送：1.分班；2.定车。由县教育局负责。",
            ["1.", "2.", "3."],
        ),
        (
            "一、照料老人 每日送饭一次。（县商务局负责） 每月理发一次。（县残联负责） "
            "二、照料孩子 上学放学接送两次。（县交通局负责） 各单位要抓好落实。",
            [None, None, None],
        ),
        (
            "一、 照料老人1. 送饭上门。每日一次。(县民政局牵头,县商务局配合)2. 装好扶手。"
            "入冬前完成。(县住建局负责)二、 照料孩子3. 接送。每日两次。(县教育局负责)",
            ["1.", "2.", "3."],
        ),
        (
            "一、工作分工关于“送饭上门”的问题，由县民政局牵头，县商务局配合。关于“装好扶手”的问题，由县住建局负责。"
            "关于“理发”的问题，由县残联牵头。二、有关要求各单位要精心组织。任务涉及多家的，要主动协商。",
            [None, None, None],
        ),
        (
            "一、照料老人每日送饭一次。（县民政局）每月理发一次，送医上门。（县残联）"
            "二、照料孩子上学放学接送两次。（县教育局）每周加一餐鲜奶。（县卫健局、县教育局）",
            [None, None, None, None],
        ),
        (
            "县政府2023年实事任务分工方案为办好实事，制定本方案。每日送饭一次，入冬前装好扶手。由县民政局牵头，"
            "县商务局配合。上学放学接送两次，责任单位：县教育局。县住建局牵头修灯五盏。各单位要抓好落实。",
            [None, None, None],
        ),
        (
            "县政府2023年实事任务分工如下：每日送饭一次，入冬前装好扶手（县民政局负责）。上学放学接送两次，"
            "每周加一餐鲜奶（县教育局牵头，县卫健局配合）。",
            [None, None],
        ),
    ],
)
def test_document_stands_on_one_line(text: str, numbers: list[str | None], items_of: Read) -> None:
    items = items_of(text)
    assert [item.number for item in items] == numbers
    assert not any(word in item.text for item in items for word in ("分工", "方案", "抓好落实"))


def test_item_without_a_bracket_is_no_part_of_the_next(items_of: Read) -> None:
    text = (
        "一、水利（一）清淤。挖净。（县水务局负责）"
        "（二）植柳。自办。（三）修闸。换门。（县应急局负责）"
    )
    assert [(item.number, item.text) for item in items_of(text)] == [
        ("（一）", "清淤。挖净。"),
        ("（三）", "修闸。换门。"),
    ]


RULED = """（一）发放桌椅。
（县教育局、县财政局负责。排在首位的为牵头单位，分别负责为各部门分别牵头，下同）
（二）检修灯具。（县教育局、县供电公司分别负责）
（三）更换黑板。（县教育局、县财政局负责，县林业局参与）"""


def test_rule_says_who_of_a_list_leads(items_of: Read) -> None:
    items = items_of(RULED)
    assert [printed(item)[2] for item in items] == [
        "lead:县教育局 responsible:县财政局",
        "lead:县教育局 lead:县供电公司",
        "lead:县教育局 responsible:县财政局 supporting:县林业局",
    ]
    assert [a.status for a in items[1].assignments] == ["byRule", "byRule"]


@pytest.mark.parametrize(
    ("bracket", "named", "deadline", "unread"),
    [
        ("县教育局负责，年底前出台实施办法", "responsible:县教育局", "2022", None),
        ("9月底前完成验收并报县政府，县教育局负责", "responsible:县教育局", "2022-09", None),
        ("2022年底前由县教育局落实", "responsible:县教育局", "2022", None),
        ("县教育局负责，列入明年预算", "responsible:县教育局", None, "列入明年预算"),
        (
            "县教育局牵头；县财政局配合；各乡镇结合实际制定细则",
            "lead:县教育局 supporting:县财政局",
            None,
            "各乡镇结合实际制定细则",
        ),
        (
            "县教育局负责，列入考核，各乡镇落实",
            "responsible:县教育局 responsible:各乡镇",
            None,
            "列入考核",
        ),
        ("以上由县教育局负责）（9月底前完成", "responsible:县教育局", "2022-09", None),
        ("县教育局牵头，具体由各乡镇负责实施", "lead:县教育局 responsible:各乡镇", None, None),
    ],
)
def test_bracket_says_more_than_who_answers(
    bracket: str, named: str, deadline: str | None, unread: str | None, extract_text: Extract
) -> None:
    extraction, report = extract_text(f"（一）加固围墙。逐校加固。（{bracket}）")
    [item] = extraction.items
    assert printed(item)[2] == named
    assert item.deadlines == ((deadline,) if deadline else ())
    assert [note.text for note in report.notes if note.kind == "unread"] == (
        [unread] if unread else []
    )


@pytest.mark.parametrize(
    "text",
    [
        "（一）修塘坝。（县水务局、各有\n关县（市、区）政府负责）",
        "（一）修塘坝。【县水务局、各有关县（市、\n区）政府负责】",
        "（一）修塘坝。（县水务局、各有关县（市、区）政府负责",
        "（一）修塘坝（县水务局、各有关县（市、区）政府负责。另有通知的从其规定。",
        "（一）修塘坝。(县水务局、各有关县（市、区）政府负责）",
    ],
)
def test_bracket_is_damaged(text: str, items_of: Read) -> None:
    [item] = items_of(text)
    assert printed(item)[2] == "responsible:县水务局 responsible:各有关县（市、区）政府"


@pytest.mark.parametrize("joint", ["\n", ""])
def test_words_behind_the_bracket_of_a_title_are_of_the_item(joint: str, items_of: Read) -> None:
    lines = (
        "（一）扫街（县住建局负责）。9月底前全城扫净。",
        "（二）洒水（县水务局负责）。每日两遍。",
        "（三）植柳。（县林业局负责）",
    )
    assert [(item.text, item.deadlines) for item in items_of(joint.join(lines))] == [
        ("扫街。9月底前全城扫净。", ("2022-09",)),
        ("洒水。每日两遍。", ()),
        ("植柳。", ()),
    ]


def test_number_stands_before_a_year_or_a_month(items_of: Read) -> None:
    text = (
        "一、水利（一）疏浚。疏浚内河。（县水务局负责）具体措施：1.2022年底前清淤。（县水务局负责）"
        "2.6月底前植柳。（县林业局负责）"
    )
    assert [(item.number, item.text[:3]) for item in items_of(text)] == [
        ("（一）", "疏浚。"),
        ("1.", "202"),
        ("2.", "6月底"),
    ]


@pytest.mark.parametrize(
    ("bracket", "named"),
    [
        (
            "县财政局，各省、自治区、直辖市人民政府负责",
            "responsible:县财政局 responsible:各省、自治区、直辖市人民政府",
        ),
        ("有关市、县人民政府、县水务局负责", "responsible:有关市、县人民政府 responsible:县水务局"),
        (
            "县水务局牵头，沿河8个乡（镇）政府负总责",
            "lead:县水务局 responsible:沿河8个乡（镇）政府",
        ),
        ("县教育局负责，县财政局督促", "responsible:县教育局 guiding:县财政局"),
        ("县教育局会同县财政局推进", "lead:县教育局 supporting:县财政局"),
        (
            "副县长王明、李强负责，县教育局牵头",
            "supervising:副县长王明 supervising:李强 lead:县教育局",
        ),
        ("县教育局负责，县法院支持配合", "responsible:县教育局 supporting:县法院"),
        ("县民政局统筹协调，县残联协助", "lead:县民政局 supporting:县残联"),
        (
            "公安、住房城乡建设等部门负责",
            "responsible:公安 responsible:住房城乡建设 responsible:部门",
        ),
        ("县民政局（牵头）、县残联", "lead:县民政局 responsible:县残联"),
        (
            "县民政局、毗邻三省一市人民政府负责",
            "responsible:县民政局 responsible:毗邻三省一市人民政府",
        ),
        (
            "县民政局牵头，县残联参与；各乡镇结合实际落实",
            "lead:县民政局 supporting:县残联 responsible:各乡镇",
        ),
    ],
)
def test_all_are_named(bracket: str, named: str, items_of: Read) -> None:
    [item] = items_of(f"（一）照料孤老。上门理发。（{bracket}）")
    assert printed(item)[2] == named


@pytest.mark.parametrize("text", ["一年内还清欠账", "3年内还清欠账", "半年内还清欠账"])
def test_span_of_years_is_no_deadline(text: str, items_of: Read) -> None:
    [item] = items_of(f"1.{text}。（县财政局负责）")
    assert item.deadlines == ()


def test_a_numeral_within_quotes_opens_no_item(items_of: Read) -> None:
    first, second = items_of(
        "（一）实行“三证合一、一照一码”登记。〔牵头单位：县市场监管局〕\n"
        "（二）建成公示系统。〔牵头单位：县财政局〕\n"
    )
    assert (first.number, first.text) == ("（一）", "实行“三证合一、一照一码”登记。")
    assert second.number == "（二）"


def test_what_all_are_told_below_is_no_part_of_the_last_item(items_of: Read) -> None:
    told = "各乡镇、各部门要抓好落实，6月底前报送进展。"
    [item] = items_of(f"（一）照料孤老，上门理发。（县民政局负责）{told}")
    assert (item.text, item.deadlines) == ("照料孤老，上门理发。", ())


@pytest.mark.parametrize(
    ("said", "leaders"),
    [
        ("以上1—2项责任领导：王明", ["王明", "王明"]),
        ("以上2项责任领导：副县长王明、李强。", ["副县长王明", "李强", "副县长王明", "李强"]),
        ("以上3—4项责任领导：王明", []),
    ],
)
def test_leaders_below_points_lead_those_that_have_bodies(
    said: str, leaders: list[str], items_of: Read
) -> None:
    items = items_of(f"1.修渠三公里。（县水务局负责）\n2.筑坝。（县财政局负责）\n{said}")
    named = [one for item in items for one in item.assignments]
    assert [one.surface for one in named if one.role == "supervising"] == leaders
    assert [one.surface for one in named if one.role == "responsible"] == ["县水务局", "县财政局"]


def test_a_title_that_names_a_leader_stands_above_all_parts_below(items_of: Read) -> None:
    text = (
        "各项任务后括号内所列单位，排在首位的为牵头单位，其余为配合单位。\n"
        "一、预期目标（县领导：孟晓）\n"
        "总产值增长7%（县发改局、县统计局）；新港年内挂牌运行（县交通局、县财政局）。\n"
        "二、乡村（县领导：韦炜）\n"
        "粮食稳产三万吨（县农业农村局）；沿江植树二百亩（县林业局、县财政局）。\n"
    )
    leaders = [
        [one.surface for one in item.assignments if one.role == "supervising"]
        for item in items_of(text)
    ]
    assert leaders == [["孟晓"], ["孟晓"], ["韦炜"], ["韦炜"]]


def test_bodies_right_behind_a_stop_answer_if_most_points_end_so(items_of: Read) -> None:
    closed = items_of(
        "1.修路三公里。县交通局、县财政局。\n2.植树九百棵。县林业局。\n3.清淤后塘两口。\n"
    )
    assert [item.text for item in closed] == ["修路三公里。", "植树九百棵。"]
    labelled = (
        "1.健全机构。各乡镇、各部门确定分管负责人和承办科室,名单报县政务公开办。\n责任单位：县政府办公室\n"
        "2.培训。举办三期骨干培训班，轮训联络员。\n责任单位：县监察局\n"
        "3.设立查阅点。在县档案馆和县行政服务中心各设一处查阅场所。\n责任单位：县档案局\n"
        "4.落实经费。升级网站一个，改造场所两处。\n责任单位：县财政局\n"
        "5.公示汇总。听取意见，修改后上网公开。\n责任单位：县政府办公室\n"
    )
    owners = [[one.surface for one in item.assignments] for item in items_of(labelled)]
    assert owners == [["县政府办公室"], ["县监察局"], ["县档案局"], ["县财政局"], ["县政府办公室"]]


def test_a_sentence_on_what_owners_do_names_none(items_of: Read) -> None:
    said = "二、重点建议须于7月31日前办结，主办单位将答复件同时抄报县人大常委会和县政府办公室。"
    assert not items_of(said)
    assert printed(items_of("1.修路三公里。主办单位应城市交通局。")[0])[2] == "lead:应城市交通局"
