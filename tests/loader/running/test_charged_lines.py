"""Notices without a word of plans: who does what as sentences of their sections or lists tell."""

from pathlib import Path

import pytest

from bench.layouts import Sample, compare_sample, read_samples
from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers

NOTICE = "青石县人民政府办公室关于做好碑刻普查的通知\n各乡镇人民政府：\n现将有关事项通知如下。\n"
LONG = (
    "普查对象是县域内露天的碑刻和摩崖，以2019年6月30日为标准时点，逐件登记年代、尺寸、文字和保存状况，"
    "填写统一印制的登记表，由普查员在现场拍照，照片不少于三张，登记表一式两份，一份存档。"
)
BY_WORK = (
    "碑刻登记由县文物局牵头，县档案局参加。\n所需航空影像由县测绘院负责提供。\n"
    "普查所需资金由县财政局负责安排，6月底前到位。\n"
)
NAMED = ["县文物局", "县档案局", "县测绘院", "县财政局"]


def owners(text: str, folder: Path, registers: Registers) -> list[str]:
    """Return whom the items of a document name, in printed order."""
    path = folder / "page.txt"
    path.write_text(text, encoding="utf-8")
    items = extract(read_document(path), registers)[0].items
    return [one.surface for item in items for one in item.assignments]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (f"{NOTICE}一、碑刻普查\n{BY_WORK}", NAMED),
        (f"{NOTICE}一、碑刻普查\n近年来，保护工作取得进展。\n{BY_WORK}二、要求\n", NAMED),
        # no title above, or too few
        (f"{NOTICE}{BY_WORK}", []),
        (f"{NOTICE}一、碑刻普查\n{BY_WORK.partition('普查所需')[0]}", []),
        # most lines of the section say something else
        (f"{NOTICE}一、碑刻普查\n{BY_WORK}{'碑刻是珍贵的遗产。' * 3}\n" + "要加强宣传。\n" * 3, []),
        # what was done, a report, an explanation
        (f"{NOTICE}一、进展\n{BY_WORK}".replace("。", "，已经完成。"), []),
        (f"青石县碑刻普查进展情况的通报\n一、碑刻普查\n{BY_WORK}", []),
        (f"《青石县碑刻普查方案》解读\n一、碑刻普查\n{BY_WORK}", []),
        (f"青石县碑刻管理办法\n一、碑刻普查\n{BY_WORK}", []),
        # who is competent
        (
            f"{NOTICE}一、窗口\n碑刻拓印由县文物局负责受理。\n碑刻迁移由县住建局负责审批。\n"
            "拓片出境由县文旅局负责核发许可。\n",
            [],
        ),
        (
            f"{NOTICE}一、体制\n寺院碑刻由民族宗教部门负责。\n学校碑刻由教育部门负责。\n"
            "林区碑刻由林业部门负责。\n",
            [],
        ),
        (
            f"{NOTICE}一、机构\n普查办公室由县文物局牵头组建。\n领导小组由县政府办公室负责召集。\n"
            "工作专班由县档案局负责组织。\n",
            [],
        ),
    ],
)
def test_sentences_of_a_section_say_who_has_which_work(
    text: str, named: list[str], tmp_path: Path, registers: Registers
) -> None:
    assert owners(text, tmp_path, registers) == named


LISTED = (
    "涉及经费方面的事项，由县财政局负责和协调；涉及图件方面的事项，由县测绘院负责和协调；"
    "涉及宣传方面的事项，由县委宣传部负责和协调，县融媒体中心配合。"
)
LISTING = ["县财政局", "县测绘院", "县委宣传部", "县融媒体中心"]


@pytest.mark.parametrize(
    ("said", "named"),
    [
        (f"普查办设在县文物局，负责日常工作。其中，{LISTED}各乡镇要配足人员。", LISTING),
        (f"普查办设在县文物局，负责日常工作。{LISTED}", LISTING),
        (f"普查办设在县文物局，负责日常工作。{LISTED}要按时填报。".replace("；", "。"), LISTING),
        (f"普查办设在县文物局，负责日常工作。其中：{LISTED}".replace("涉及", ""), LISTING),
        (f"普查办设在县文物局，负责日常工作。{LISTED}".replace("涉及", ""), []),
        (f"普查办设在县文物局，负责日常工作。{LISTED}".replace("；", "，"), []),
        ("普查办设在县文物局，由县文物局负责日常工作。", []),
    ],
)
def test_parts_listed_within_a_line_are_items(
    said: str, named: list[str], tmp_path: Path, registers: Registers
) -> None:
    text = f"{NOTICE}一、对象\n{LONG}\n二、组织\n{said}\n三、要求\n{LONG}\n"
    assert owners(text, tmp_path, registers) == named


DUTIES = (
    "县文物局：负责编印登记表。",
    "县教育局、县文旅局：做好志愿者培训。",
    "各乡镇：确保人员到位。",
)
CHARGED = ["县文物局", "县教育局", "县文旅局", "各乡镇"]
SPOKEN = "县文物局负责编印登记表。\n县教育局负责培训志愿者。\n县测绘院负责制图，县档案局配合。\n"


@pytest.mark.parametrize(
    ("heading", "lines", "named"),
    [
        ("二、明确部门职责", DUTIES, CHARGED),
        ("2．部门职责和任务分工", DUTIES, CHARGED),
        ("各部门任务分工如下：", DUTIES, CHARGED),
        ("二、职责分工", [f"{n}.{one}" for n, one in enumerate(DUTIES, 1)], CHARGED),
        (
            "二、职责分工",
            [f"{n}.{one.replace('：', '。')}" for n, one in enumerate(DUTIES, 1)],
            CHARGED,
        ),
        (
            "二、职责分工",
            ["县文物局——负责编印登记表。", "县测绘院——负责制图。"],
            ["县文物局", "县测绘院"],
        ),
        ("二、职责分工", [SPOKEN], ["县文物局", "县教育局", "县测绘院", "县档案局"]),
        # no heading of duties, or one of what members of a group always do
        ("二、有关要求", DUTIES, []),
        ("二、成员单位职责", DUTIES, []),
        # parts of a group, members, whom to call
        ("二、职责分工", ["领导小组办公室：负责日常工作。", "宣传组：负责宣传报道。"], []),
        ("二、职责分工", ["组长：孟晓，县长。", "副组长：戴林，县文物局局长。"], []),
        ("二、职责分工", ["县文物局：王明，0912-1234567", "县测绘院：李娜，0912-7654321"], []),
    ],
)
def test_duties_below_a_heading_are_items(
    heading: str, lines: list[str], named: list[str], tmp_path: Path, registers: Registers
) -> None:
    text = f"{NOTICE}一、对象\n{LONG}\n{heading}\n" + "\n".join(lines)
    assert owners(f"{text}\n三、要求\n各乡镇要抓好落实。\n", tmp_path, registers) == named


def test_a_title_that_ends_as_bodies_do_is_none(tmp_path: Path, registers: Registers) -> None:
    text = (
        "青石县2019年政务服务工作意见\n（一）推进企业开办全程网办。统一登记数据。（县政务办负责）\n"
        "（二）推进异地事项跨域办。做好数据共享。（县数据局负责）\n"
    )
    assert owners(text, tmp_path, registers) == ["县政务办", "县数据局"]


@pytest.mark.parametrize(
    "title",
    ["青石县碑刻抢险应急预案", "关于成立青石县碑刻普查领导小组的通知", "青石县碑刻普查工作职责"],
)
def test_duties_that_stand_for_good_are_none(
    title: str, tmp_path: Path, registers: Registers
) -> None:
    text = f"{title}\n一、对象\n{LONG}\n二、职责分工\n" + "\n".join(DUTIES)
    assert owners(text, tmp_path, registers) == []


@pytest.mark.parametrize(
    "words", ["乡镇（街道、林场）", "乡镇（场、街道）", "县（市、区）", "行政村（社区）"]
)
def test_a_bracket_with_more_kinds_of_places_names_nobody(
    words: str, tmp_path: Path, registers: Registers
) -> None:
    text = (
        "青石县2019年碑刻保护任务\n1.新建碑廊两处。（县文物局、县住建局）\n"
        f"2.看护人员覆盖全部{words}。（县文物局）\n3.编印图录。（县档案局、县文联）\n"
    )
    named = ["县文物局", "县住建局", "县文物局", "县档案局", "县文联"]
    assert owners(text, tmp_path, registers) == named


def test_a_bracket_that_says_what_is_not_meant_names_nobody(
    tmp_path: Path, registers: Registers
) -> None:
    text = (
        "青石县2019年金融工作任务\n1.发放贷款三亿元（不含政策性银行）。（县财政局牵头）\n"
        "2.新设网点两处（包括农商银行）。（县金融办负责）\n"
    )
    assert owners(text, tmp_path, registers) == ["县财政局", "县金融办"]


def test_projects_called_as_bodies_are_the_work_of_their_lines(
    tmp_path: Path, registers: Registers
) -> None:
    path = tmp_path / "page.txt"
    path.write_text(
        "青石县2019年项目责任分解表\n"
        "序号 项目名称 总投资 年度投资 联系领导 牵头单位 责任单位 完成时限\n"
        "1 碑林游客服务中心 900 300 石磊 县文旅局 县水务局 2019年8月\n"
        "2 青石县第三中学 800 800 石磊 县教育局 县住建局 2019年9月\n"
        "3 改造碑廊两处,长九十米 500 500 石磊 县文物局 县住建局 2019年6月\n",
        encoding="utf-8",
    )
    items = extract(read_document(path), registers)[0].items
    assert [item.text for item in items][:2] == ["碑林游客服务中心", "青石县第三中学"]
    assert [len(item.assignments) for item in items] == [3, 3, 3]


def test_a_truth_may_print_the_post_of_a_leader(registers: Registers) -> None:
    samples = read_samples(Path(__file__).parents[2] / "samples" / "layouts")
    sample = next(one for one in samples if one.path.stem.startswith("P95"))
    rows = [row | {"leaders": [f"副县长 {row['leaders'][0]}"]} for row in sample.rows]
    assert compare_sample(Sample(sample.path, sample.truth | {"rows": rows}), registers).score == 1
    wrong = [row | {"leaders": ["副县长 王明"]} for row in sample.rows]
    assert compare_sample(Sample(sample.path, sample.truth | {"rows": wrong}), registers).score < 1
