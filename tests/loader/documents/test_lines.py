"""Lines that a page cut are put together, and each keeps the lines it was made of."""

import pytest

from loader.documents.lines import whole_lines
from loader.registers.registers import Registers
from loader.source import Paragraph

WRAPPED = [
    "（一）推行一件事一次办，年底前将二十个事项纳入综合窗口办理并压缩",
    "办理时间一半以上。（县政务中心牵头，县市场监管局、县自然资源局按职",
    "责分工负责）",
    "（二）健全企业诉求响应机制，建立台账并且按月通报情况，对超过期限没",
    "有办结的事项提级督办。（县工信局负责）",
    "（三）清理规范中介服务收费，公布收费目录清单，清单以外一律不得收取",
    "任何费用，对违规收费的中介机构依法依规进行查处，结果向社会予以公",
    "布。（县发改局负责）",
    "（四）加强窗口工作人员培训，全年组织集中培训不少于四次，并开展服务",
    "明星评选。（县人社局负责）",
]


def lines_of(*texts: str) -> list[Paragraph]:
    return [Paragraph(number, text, None, 0) for number, text in enumerate(texts, 1)]


def test_wrapped_lines_make_paragraphs(registers: Registers) -> None:
    whole = list(whole_lines(lines_of(*WRAPPED), registers))
    assert [line.text[:3] for line in whole] == ["（一）", "（二）", "（三）", "（四）"]
    assert [len(line.parts) for line in whole] == [3, 2, 3, 2]
    assert "".join(line.text for line in whole) == "".join(WRAPPED)


ONE_LINE = (
    "青石县人民政府关于做好二〇二一年重点工作的意见一、总体要求坚持稳中求进，狠抓落实。二、兴业富民（一）扩种"
    "早稻。全年播种面积不少于两万亩，落实补贴资金，推广良种良法。（县农业农村局牵头，县财政局配合）（二）疏浚"
    "河道。完成青河城区段清淤八公里，修复两岸步道，汛前全部完工。（县水利局负责）三、改善民生（一）新建幼儿"
    "园。在城东城西各建一所，秋季学期招生，配齐教师和保育员。（县教育局牵头，县住建局配合）"
)


@pytest.mark.parametrize("width", [18, 19, 20, 21, 22])
def test_paragraph_cut_to_one_width_is_one_again(width: int, registers: Registers) -> None:
    """A cut may stand before a list mark, and after a sentence; a comma may hang over the edge."""
    for hangs in ("", "，。、"):
        cut, left = list[str](), ONE_LINE
        while left:
            end = width + (left[width : width + 1] in tuple(hangs))
            cut, left = [*cut, left[:end]], left[end:]
        whole = list(whole_lines(lines_of(*cut), registers))
        assert [line.text for line in whole] == [ONE_LINE]
        assert len(whole[0].parts) == len(cut)


def test_sentence_goes_on_over_the_end_of_a_page(registers: Registers) -> None:
    pages = [*WRAPPED[:2], "— 1 —", *WRAPPED[2:4], "第2页 共3页", *WRAPPED[4:]]
    whole = list(whole_lines(lines_of(*pages), registers))
    assert "".join(line.text for line in whole) == "".join(WRAPPED)
    assert [line.text[:3] for line in whole] == ["（一）", "（二）", "（三）", "（四）"]


def test_few_wrapped_lines_reach_the_edge_of_the_page(registers: Registers) -> None:
    """Labels in an open bracket and sentences that end at the edge go on; others begin anew."""
    cut = [
        "　　1.新建幼儿园。",
        "　　2.整修乡镇卫生院，添置急救车辆。（牵头单位：",
        "县卫健局；配合单位：县财政局、县住建局、县交通局、",
        "县教育局）",
        "　　3.改造低压线路，更换老化电表箱，确保安全供电。",
        "年底前实现抢修当日到达。（县供电公司、县发改局、",
        "县应急局按职责分工负责）",
        "　　4.扩建污水处理厂，同步改造城区雨水管网和泵站，",
        "日处理能力达到两万吨。（县住建局负责）",
        "　　5.修订考核办法，把群众评价作为评优的重要依据，",
        "按季通报排名。（县委组织部负责）",
        "　　6.植树造林，重点抓好通道和河渠两侧的绿化补植，",
        "成活率达到九成。（县林业局负责）",
        "　　7.清淤。",
    ]
    whole = list(whole_lines(lines_of(*cut), registers))
    assert [line.text[:2] for line in whole] == [f"{n}." for n in range(1, 8)]
    assert whole[2].text.endswith("负责）")


def test_bracket_that_says_who_answers_stands_in_the_line_of_its_point(
    registers: Registers,
) -> None:
    texts = [
        "1.修路。",
        "（责任单位：甲局）",
        "[领导：孟晓]",
        "（1）选线。",
        "（2）铺路。",
        "（责任单位：乙局）",
    ]
    whole = [line.text for line in whole_lines(lines_of(*texts), registers)]
    assert whole == [
        "1.修路。（责任单位：甲局）[领导：孟晓]",
        "（1）选线。",
        "（2）铺路。",
        "责任单位：乙局",
    ]


@pytest.mark.parametrize(
    "texts",
    [
        ("修路一条", "架桥一座", "建校一所"),
        ("一、交通", "1.修路。", "责任单位：市交通局"),
        tuple(f"{n}.新建学校两所，改建学校一所，年底前全部完工并投用。" for n in range(1, 9)),
    ],
)
def test_paragraphs_stay_as_they_are(texts: tuple[str, ...], registers: Registers) -> None:
    assert [line.text for line in whole_lines(lines_of(*texts), registers)] == list(texts)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        (
            "（一）整治河道。牵头领导：江川责任部门：水务站（二）整治道路。责任部门：路政站",
            [
                "（一）整治河道。",
                "牵头领导：江川",
                "责任部门：水务站",
                "（二）整治道路。",
                "责任部门：路政站",
            ],
        ),
        ("责任部门：甲局 配合部门：乙局", ["责任部门：甲局", "配合部门：乙局"]),
        (
            "修路。 责任部门：甲局 完成时限：6月 实际完成情况：已通车。",
            ["修路。", "责任部门：甲局", "完成时限：6月", "实际完成情况：已通车。"],
        ),
        ("◇责任部门：甲局　◇时限：6月底", ["◇责任部门：甲局", "◇时限：6月底"]),
        ("修路。▶责任部门：甲局★ ▶时限：全年", ["修路。", "▶责任部门：甲局★", "▶时限：全年"]),
        ("修路。（牵头单位：甲局；配合单位：乙局）", ["修路。（牵头单位：甲局；配合单位：乙局）"]),
    ],
)
def test_glued_labels_are_set_apart(text: str, pieces: list[str], registers: Registers) -> None:
    whole = list(whole_lines(lines_of(text), registers))
    assert [line.text for line in whole] == pieces


def test_numbers_of_proposals_and_signs_open_lines(registers: Registers) -> None:
    """Titles as wide as a page are none that it cut; a numeral or a year is no such sign."""
    lines = [
        "【第7号建议】关于修复北塘古廊桥周边步道的建议",
        "督办领导：副县长石磊",
        "承办单位：县文广新局、县住建局、县财政局、北塘镇",
        "◆县政协九届五次会议委员重点提案",
        "【第12号提案】关于增设山区乡村客运班线的提案",
        "督办领导：副县长高立民",
        "承办单位：县交通运输局、县公安局、县安监局、东湖乡",
        "【第31号提案】关于推广竹笋保鲜贮藏技术的提案",
    ] * 3
    assert [line.text for line in whole_lines(lines_of(*lines), registers)] == lines


@pytest.mark.parametrize("end", ["○一六年底前办理完毕。", "〔2016〕38号文件要求办理完毕。"])
def test_a_numeral_or_a_year_opens_no_line(end: str, registers: Registers) -> None:
    cut = [*WRAPPED, "（五）县乡两级要对照清单逐项落实，确保全部事项于二〇二〇年至二", end]
    assert list(whole_lines(lines_of(*cut), registers))[-1].text == "".join(cut[-2:])


def test_blanks_part_labels_of_roles_from_what_they_say(registers: Registers) -> None:
    lines = lines_of(
        "1.新建公办幼儿园三所。",
        "责任领导  王明",
        "责任分工  市教育局牵头，市财政局配合。",
        "2.整治河道五公里。",
        "责任领导  江红",
        "责任分工  市水务局牵头。",
        "牵头单位  配合单位",
    )
    assert [line.text for line in whole_lines(lines, registers)][1:3] == [
        "责任领导：王明",
        "责任分工：市教育局牵头，市财政局配合。",
    ]
