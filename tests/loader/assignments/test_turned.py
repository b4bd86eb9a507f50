"""Who answers is read alike before what is to be done, behind it, or above a whole table."""

from pathlib import Path

import pytest

from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers
from loader.source import Cell

LETTER = "青石县人民政府关于分解2019年重点工作任务的通知\n\n各乡镇：\n现将任务分解如下：\n\n"
TABLE = "序号\t工作任务\t牵头单位\n1\t新建幼儿园三所\t县教育局\n2\t治理河道三公里\t县水务局\n"
SCHOOL, RIVER = [("lead", "县教育局")], [("lead", "县水务局")]
PEOPLE = [("inCharge", "孟晓"), ("supporting", "县财政局"), ("inCharge", "戴林")]
MENG, DAI = ("supervising", "孟晓"), ("supervising", "戴林")


@pytest.mark.parametrize(
    ("text", "numbers", "named"),
    [
        (
            "1.县教育局牵头，县财政局配合，新建幼儿园三所。\n2.县水务局牵头，治理河道三公里。\n",
            ["1.", "2."],
            [[*SCHOOL, ("supporting", "县财政局")], RIVER],
        ),
        (
            "1.建设幼儿园避难场所。由县教育局牵头，建成两处。\n2.治理河道。由县水务局牵头，修建三公里。\n",
            ["1.", "2."],
            [SCHOOL, RIVER],
        ),
        (
            "1.由县教育局会同县财政局，6月底前新建幼儿园三所。\n2.由县水务局牵头，治理河道三公里。\n",
            ["1.", "2."],
            [[*SCHOOL, ("supporting", "县财政局")], RIVER],
        ),
        (
            "1.由县教育局牵头，新建幼儿园三所。\n2.由县水务局牵头，治理河道三公里。\n"
            "3.由镇区会同心路段，新装路灯八盏。\n",
            ["1.", "2."],
            [SCHOOL, RIVER],
        ),
        (
            "一、民生\n县教育局：\n新建幼儿园三所。\n改造幼儿园两所。\n二、水利\n县水务局、县财政局：\n"
            "治理河道三公里\n各单位要抓好落实。\n\n青石县人民政府\n2019年2月3日\n",
            [None, None, None],
            [
                [("responsible", "县教育局")],
                [("responsible", "县教育局")],
                [("responsible", "县水务局"), ("responsible", "县财政局")],
            ],
        ),
        (
            "县教育局：\n你局关于新建幼儿园三所的请示收悉。\n县水务局：\n请按要求治理河道三公里。\n",
            [],
            [],
        ),
        (
            "一、办学\n责任单位：县教育局\n序号|任务|时限\n1|新建幼儿园三所|6月底\n2|改造幼儿园两所|9月底\n"
            "二、治水\n责任单位：县水务局\n序号|任务|时限\n1|治理河道三公里|8月底\n",
            ["1.", "2.", "1."],
            [
                [("responsible", "县教育局")],
                [("responsible", "县教育局")],
                [("responsible", "县水务局")],
            ],
        ),
        (
            "1.【县教育局牵头，县财政局配合】新建幼儿园三所。\n2.【县水务局】治理河道三公里。\n",
            ["1.", "2."],
            [[*SCHOOL, ("supporting", "县财政局")], [("responsible", "县水务局")]],
        ),
        (
            "一、办学\n1.新建幼儿园三所。\n二、治水\n2.治理河道三公里。\n三、分工\n"
            "1.县教育局牵头第1项。\n2.县财政局：配合第1—2项。\n3.县水务局：牵头第2项任务；\n",
            ["1.", "2."],
            [[*SCHOOL, ("supporting", "县财政局")], [*RIVER, ("supporting", "县财政局")]],
        ),
        (
            "一、办学\n1.新建幼儿园三所。\n2.改造幼儿园三所。\n责任分工：第1、2项由县教育局牵头。\n"
            "二、治水\n1.治理河道三公里。\n2.清理河道一公里。\n【责任分工】1-2项县水务局牵头。\n",
            ["1.", "2."] * 2,
            [SCHOOL, SCHOOL, RIVER, RIVER],
        ),
        (
            "一、办学\n1.新建幼儿园三所。\n2.改造幼儿园三所。\n二、治水\n1.治理河道三公里。\n"
            "三、分工\n第一部分由县教育局牵头；第二部分第1项牵头单位：县水务局。\n",
            ["1.", "2.", "1."],
            [SCHOOL, SCHOOL, RIVER],
        ),
        (
            "一、办学\n1.新建幼儿园三所。\n2.改造幼儿园三所。\n二、治水\n1.治理河道三公里。\n"
            "三、分工\n一、第1项由县教育局牵头，第2项由县教育局牵头；“二”中第1项由县水务局牵头。\n",
            ["1.", "2.", "1."],
            [SCHOOL, SCHOOL, RIVER],
        ),
        (
            "（一）办学\n1.新建幼儿园三所。\n（二）治水\n1.治理河道三公里。\n三、分工\n"
            "（一）中第1条由县教育局牵头。\n（二）中第1条由县水务局牵头。\n",
            ["1.", "1."],
            [SCHOOL, RIVER],
        ),
        (
            "1.新建幼儿园三所。\n2.治理河道三公里。\n附件2\n分工索引\n一、县教育局\n牵头事项：第1项\n"
            "二、县财政局\n配合县教育局做好第1项任务\n三、县水务局\n（1）牵头事项：第2项\n",
            ["1.", "2."],
            [[*SCHOOL, ("supporting", "县财政局")], RIVER],
        ),
        (
            "（一）新建幼儿园三所。\n（二）治理河道三公里。\n"
            "牵头单位：第（一）项为县教育局，第（二）项为县水务局\n配合单位：（一）（二）县财政局\n",
            ["（一）", "（二）"],
            [[*SCHOOL, ("supporting", "县财政局")], [*RIVER, ("supporting", "县财政局")]],
        ),
        (
            "1.新建幼儿园三所；2.治理河道三公里。（第1项由县教育局牵头；第2项由县水务局牵头）\n",
            ["1.", "2."],
            [SCHOOL, RIVER],
        ),
        (
            "1.新建幼儿园三所。\n2.治理河道三公里。\n以上第1、2项分别由县教育局、县水务局牵头。\n",
            ["1.", "2."],
            [SCHOOL, RIVER],
        ),
        (
            "1.新建幼儿园三所。\n2.治理河道三公里。\n第1项：县教育局牵头\n第2项：县水务局牵头\n",
            ["1.", "2."],
            [SCHOOL, RIVER],
        ),
        (
            "县教育局：新建幼儿园三所。\n县水务局：治理河道三公里。\n县财政局：孟晓、戴林。\n",
            [None, None],
            [[("responsible", "县教育局")], [("responsible", "县水务局")]],
        ),
        (
            "牵头单位：县教育局\n1.新建幼儿园三所。\n牵头单位：县水务局\n2.治理河道三公里。\n",
            ["1.", "2."],
            [SCHOOL, RIVER],
        ),
        (
            "1.新建幼儿园三所。\n牵头单位及责任人：县教育局 孟晓\n"
            "配合单位及责任人：县财政局（戴林）\n"
            "2.治理河道三公里。\n牵头单位：县水务局\n责任人：戴林\n配合单位：县财政局\n责任人：孟晓\n",
            ["1.", "2."],
            [[*SCHOOL, *PEOPLE], [*RIVER, *reversed(PEOPLE)]],
        ),
        (
            "一、办学\n1.新建幼儿园三所。\n2.改造幼儿园三所。\n牵头单位：县教育局\n"
            "二、治水\n1.治理河道三公里。\n2.清理河道一公里。\n牵头单位：县水务局\n",
            ["1.", "2."] * 2,
            [SCHOOL, SCHOOL, RIVER, RIVER],
        ),
        (
            "一、办学\n本项工作由县教育局牵头。\n1.新建幼儿园三所。\n"
            "二、治水\n本项工作由县水务局牵头。\n2.治理河道三公里。\n",
            ["1.", "2."],
            [SCHOOL, RIVER],
        ),
        (
            "（一）责任领导：孟晓\n牵头单位：县教育局\n工作任务：新建幼儿园三所。\n"
            "（二）责任领导：戴林\n牵头单位：县水务局\n工作任务：治理河道三公里。\n",
            ["（一）", "（二）"],
            [[MENG, *SCHOOL], [DAI, *RIVER]],
        ),
        (
            "任务一：办学\n工作目标：新建幼儿园三所。\n工作举措：选好校址。\n● 牵头单位　县教育局\n"
            "任务二：治水\n工作目标：治理河道三公里。\n工作举措：清淤。\n● 牵头单位　县水务局\n",
            ["一、", "二、"],
            [SCHOOL, RIVER],
        ),
        (
            "任务1：新建幼儿园三所。\n标准要求：选好校址。\n责任单位：县教育局（牵头）\n"
            "任务2：整治河道街巷。\n标准要求：清淤。\n责任单位：县水务局（牵头）\n",
            ["1.", "2."],
            [SCHOOL, RIVER],
        ),
        (
            "（一）办学（分管领导：孟晓）\n1.新建幼儿园三所。\n牵头单位：县教育局\n"
            "（二）治水（分管领导：戴林）\n2.治理河道三公里。\n牵头单位：县水务局\n责任人：孟晓\n",
            ["1.", "2."],
            [[MENG, *SCHOOL], [DAI, *RIVER, ("inCharge", "孟晓")]],
        ),
        (
            f"{TABLE}".replace("2\t治", "1\t1-2 治").replace("\t新", "\t1-1 新"),
            ["1-1", "1-2"],
            [SCHOOL, RIVER],
        ),
        (
            "（一）办学\nA1. 新建幼儿园三所。\n牵头单位：县教育局\n"
            "（二）治水\nB1. 治理河道三公里。\n牵头单位：县水务局\n配合社区：各社区\n",
            ["A1.", "B1."],
            [SCHOOL, [*RIVER, ("supporting", "各社区")]],
        ),
        (
            "★县长 牵头负责\n1.新建幼儿园三所。 县教育局\n2.治理河道三公里。 县水务局\n",
            ["1.", "2."],
            [
                [("supervising", "县长"), ("responsible", "县教育局")],
                [("supervising", "县长"), ("responsible", "县水务局")],
            ],
        ),
        (
            "县教育局\n● 新建幼儿园三所，招聘教师六十名。\n县水务局\n● 治理河道三公里。\n",
            [None, None],
            [[("responsible", "县教育局")], [("responsible", "县水务局")]],
        ),
        (
            "●新建幼儿园\n建成三所。\n▲牵头单位：县教育局\n●治理河道\n清淤三公里。\n▲牵头单位：县水务局\n",
            [None, None],
            [SCHOOL, RIVER],
        ),
        (
            "隐患1：幼儿园围墙倾斜\n整改措施：拆除重建。\n牵头单位：县教育局\n"
            "隐患2：河道护坡塌陷\n整改措施：加固。\n牵头单位：县水务局\n",
            ["1.", "2."],
            [SCHOOL, RIVER],
        ),
        (
            "一、新建幼儿园三所………………县教育局\n二、治理河道三公里…………县水务局\n",
            ["一、", "二、"],
            [[("responsible", "县教育局")], [("responsible", "县水务局")]],
        ),
        (
            "一、县教育局牵头，县财政局配合\n1.新建幼儿园三所。\n二、县水务局牵头，县财政局配合\n"
            "1.治理河道三公里。\n",
            ["1.", "1."],
            [[*SCHOOL, ("supporting", "县财政局")], [*RIVER, ("supporting", "县财政局")]],
        ),
        (
            "1.关于幼儿园。由县教育局牵头，县财政局配合，于6月底前建成三所。\n"
            "牵头单位：县教育局\n2.关于河道。由县水务局牵头，县财政局配合，于年底前治理。\n"
            "牵头单位：县水务局\n",
            ["1.", "2."],
            [SCHOOL, RIVER],
        ),
        (
            "一、办学（牵头单位：县教育局，配合单位：县财政局）\n（一）新建幼儿园三所。\n"
            "二、治水（牵头单位：县水务局，配合单位：县财政局）\n（二）治理河道三公里。\n",
            ["（一）", "（二）"],
            [[*SCHOOL, ("supporting", "县财政局")], [*RIVER, ("supporting", "县财政局")]],
        ),
        (
            "1\n新建幼儿园三所\n牵头单位：县教育局\n2\n治理河道三公里\n牵头单位：县水务局\n",
            ["1.", "2."],
            [SCHOOL, RIVER],
        ),
        (f"分管领导：孟晓\n{TABLE}", ["1", "2"], [[MENG, *SCHOOL], [MENG, *RIVER]]),
        (
            "目标任务|责任分解\n新建幼儿园三所|县教育局牵头\n治理河道三公里|县水务局牵头\n",
            [None, None],
            [SCHOOL, RIVER],
        ),
        (
            "目标任务\n牵头单位\n工作举措\n新建幼儿园三所\n县教育局\n选好校址。\n"
            "治理河道三公里\n县水务局\n先清淤后护坡。\n",
            [None, None],
            [SCHOOL, RIVER],
        ),
        (
            f"{TABLE}".replace("2\t", "分管领导：戴林\n2\t"),
            ["1", "2"],
            [SCHOOL, [DAI, *RIVER]],
        ),
        (
            "1.新建幼儿园三所。\n（县教育局、县财政局）\n2.治理河道三公里。\n（县水务局）\n",
            ["1.", "2."],
            [
                [("responsible", "县教育局"), ("responsible", "县财政局")],
                [("responsible", "县水务局")],
            ],
        ),
        (
            "新建幼儿园三所(县教育局牵头)' k2 T7 Q4 m\n; w3 L) {9 h\" v\n"
            "治理河道三公里(县水务局牵头)& B5 s! 8N ~c |7 p\n",
            [None, None],
            [SCHOOL, RIVER],
        ),
    ],
)
def test_who_answers_may_stand_anywhere(
    text: str,
    numbers: list[str | None],
    named: list[list[tuple[str, str]]],
    tmp_path: Path,
    registers: Registers,
) -> None:
    path = tmp_path / "letter.txt"
    path.write_text(LETTER + text, encoding="utf-8")
    items = extract(read_document(path), registers)[0].items
    assert [item.number for item in items] == numbers
    assert [[(one.role, one.surface) for one in item.assignments] for item in items] == named
    words = [(item.title.text if item.title else "") + item.text for item in items]
    assert all("幼儿园" in text or "河道" in text for text in words)


ITEMS = "附件1\n\n1.新建幼儿园三所。\n2.治理河道三公里。\n\n附件2\n\n责任单位索引\n\n"


@pytest.mark.parametrize(
    ("index", "places", "left_out"),
    [
        ("县教育局：牵头第1项\n县水务局：牵头第2项；配合第1、7项\n", [9, 10, 10], ["第1、7项"]),
        ("县教育局（2项）：第1项（牵头）\n县水务局（牵头第2项；配合第1项）\n", [9, 10, 10], []),
        (
            "牵头单位：\n县教育局：第1项\n县水务局：第2项\n配合单位：\n县水务局：第1项\n",
            [10, 11, 13],
            [],
        ),
        ("单位|牵头事项|配合事项\n县教育局|1|\n县水务局|第2项|1\n", [10, 11, 11], []),
        (
            "|单位|牵头序号|配合序号|\n|--|--|--|\n|县教育局|1|—|\n|县水务局|2|1|",
            [2, 3, 3],
            [],
        ),
    ],
)
def test_index_of_bodies_in_another_annex_says_who_has_which_items(
    index: str, places: list[int], left_out: list[str], tmp_path: Path, registers: Registers
) -> None:
    path = tmp_path / ("letter.md" if "--" in index else "letter.txt")
    path.write_text(LETTER + ITEMS + index, encoding="utf-8")
    extraction, report = extract(read_document(path), registers)
    said = [one for item in extraction.items for one in item.assignments]
    helped = [*SCHOOL, ("supporting", "县水务局"), *RIVER]
    assert [(one.role, one.surface) for one in said] == helped
    cells = [one.cell.row if isinstance(one.cell, Cell) else one.cell.number for one in said]
    assert [cells[0], cells[2], cells[1]] == places
    assert [note.text.split()[-1] for note in report.notes if "numbers" in note.message] == left_out


LISTS = {
    "修订章程": "改革任务\t序号\t具体举措\t牵头单位\n机制改革\t1\t修订章程\t市国资委\n",
    "污水直排\n封堵排口": "序号\t反馈问题\t整改措施\t责任单位\n1\t污水直排\t封堵排口\t县住建局\n",
    "扩大供水": "序号\t建议标题\t领衔代表\t主办\t会办\n3\t扩大供水\t周斌\t县水务局\t县住建局\n",
    "新建幼儿园三所": "序号\t攻坚战役\t牵头单位\t配合单位\n1\t新建幼儿园三所\t县教育局\t县财政局\n",
}


@pytest.mark.parametrize("text", LISTS)
@pytest.mark.parametrize("separator", ["\t", "\n", "\n\n"])
def test_one_of_several_columns_of_text_is_the_work(
    text: str, separator: str, tmp_path: Path, registers: Registers
) -> None:
    path = tmp_path / "list.txt"
    lines = LISTS[text].replace("\t", separator)
    path.write_text(f"青石县2019年任务清单\n\n{lines}", encoding="utf-8")
    items = extract(read_document(path), registers)[0].items
    assert [item.text for item in items] == [text]
    assert items[0].assignments


DUTIES = (
    "一、县教育局负责新建幼儿园三所。\n二、县水务局协同县财政局负责治理河道三公里。\n"
    "三、县林业局负责补植行道树。\n"
)
BY_BODY = (
    "（一）校舍整治，由教育部门负责，有关部门配合。拆除危房。\n"
    "（二）街巷整治，由建设部门负责，有关部门配合。翻修路面。\n"
    "（三）河道整治，由水务部门负责，有关部门配合。清理淤泥。\n"
)
OWN = (
    "一、县教育局办公室负责起草文稿。\n二、人事科负责考核职工。\n"
    "三、财务科负责编制预算。\n四、督查室负责检查。\n"
)


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        (DUTIES, ["县教育局", "县水务局", "县林业局"]),
        (BY_BODY, ["教育部门", "建设部门", "水务部门"]),
        (OWN, []),
        (f"县政府工作部门主要职责\n\n{DUTIES}", []),
        (DUTIES.partition("三、")[0], []),
    ],
)
def test_points_that_charge_one_body_after_the_other_are_work_without_a_title(
    text: str, owners: list[str], tmp_path: Path, registers: Registers
) -> None:
    path = tmp_path / "page.txt"
    path.write_text(f"县政府各部门：\n为整治环境，分工如下：\n{text}", encoding="utf-8")
    if text.startswith("县政府"):
        path.write_text(text, encoding="utf-8")
    items = extract(read_document(path), registers)[0].items
    assert [item.assignments[0].surface for item in items] == owners
