"""A row of a table is what its lines and cells say together, whatever the page did to them."""

from pathlib import Path

import pytest

from loader.entities import WorkItem
from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers

LETTER = "青石县人民政府关于分解2016年重点工作任务的通知\n"


def read(text: str, folder: Path, registers: Registers, name: str = "table.txt") -> list[WorkItem]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return list(extract(read_document(path), registers)[0].items)


def summary(item: WorkItem) -> tuple[str | None, str, str, tuple[str, ...]]:
    named = "；".join(f"{one.role} {one.surface}" for one in item.assignments)
    return item.number, item.text, named, item.deadlines


ROAD = ("1", "修路三公里。", "lead 县交通局；supporting 县财政局", ("2016-06",))
SCHOOL = ("2", "建校一所。", "lead 县教育局；supporting 县住建局；supporting 县财政局", ("2016",))
IN_ONE_CELL = "序号\t工作任务\t分工\t时限\n"
IN_TWO_CELLS = "序号\t工作任务\t牵头单位\t配合单位\t时限\n"


@pytest.mark.parametrize(
    "table",
    [
        f"{IN_ONE_CELL}1\t修路三公里。\t牵头：县交通局\n配合：县财政局\t6月底前\n"
        "2\t建校一所。\t牵头：县教育局\n配合：县住建局、\n县财政局\t年底前\n",
        f"{IN_TWO_CELLS}1\t修路三公里。\t县交通局\t县财政局\t6月底前\n"
        "2\t建校一所。\t县教育局\t县住建局\n县财政局\t年底前\n",
        "序号\t工作任务\t时限\t牵头单位\t配合单位\n1\t修路三公里。\t6月底前\t县交通局\t县财政局\n"
        "2\t建校一所。\t年底前\t县教育局\t县住建局\n县财政局\n",
    ],
    ids=["roles in one cell", "a list in the middle", "a list in the last cell"],
)
def test_a_line_break_in_a_cell_makes_no_second_row(
    table: str, tmp_path: Path, registers: Registers
) -> None:
    assert list(map(summary, read(LETTER + table, tmp_path, registers))) == [ROAD, SCHOOL]


def test_a_name_that_a_line_break_cuts_is_whole(tmp_path: Path, registers: Registers) -> None:
    rows = (
        "1\t整修码头三座，添置趸\n船。\t县交通局\t县水务局、县市场监\n管局、县金融\n办\t6月底前\n"
        "2\t疏浚航道。\t县交通局\t县水务局\t年底前\n"
    )
    read_rows = [summary(one) for one in read(LETTER + IN_TWO_CELLS + rows, tmp_path, registers)]
    named = "lead 县交通局；supporting 县水务局；supporting 县市场监管局；supporting 县金融办"
    assert [(number, who, when) for number, _, who, when in read_rows] == [
        ("1", named, ("2016-06",)),
        ("2", "lead 县交通局；supporting 县水务局", ("2016",)),
    ]


@pytest.mark.parametrize("numbers", [("一", "1", "二", "2"), ("1", "1.1", "2", "2.1")])
def test_a_row_that_counts_by_a_numeral_or_has_parts_is_the_title_of_those_below(
    numbers: tuple[str, ...], tmp_path: Path, registers: Registers
) -> None:
    above, first, between, second = numbers
    rows = f"{above},交通,,,\n{first},修路三公里。,县交通局,县财政局,6月底前\n{between},教育,,,\n"
    header = "序号,工作任务,牵头单位,配合单位,时限\n"
    last = f"{second},建校一所。,县教育局,县住建局、县财政局,年底前\n"
    items = read(f"2016年任务分解表,,,,\n{header}{rows}{last}", tmp_path, registers, "rows.csv")
    assert [summary(item)[1:] for item in items] == [ROAD[1:], SCHOOL[1:]]
    assert [(item.number, item.category) for item in items] == [(first, "交通"), (second, "教育")]


def test_a_column_of_an_unknown_word_is_the_work_of_the_title_that_stands_for_several(
    tmp_path: Path, registers: Registers
) -> None:
    header = "".join(f"<td>{word}</td>" for word in ("项目", "分解到点", "责任单位"))
    first = "<td rowspan=2>教育惠民</td><td>新建幼儿园一所。</td><td>县教育局</td>"
    rows = f"<tr>{first}</tr><tr><td>改造食堂五个。</td><td>县教育局</td></tr>"
    page = f"<meta charset=utf-8><p>{LETTER}</p><table><tr>{header}</tr>{rows}</table>"
    items = read(page, tmp_path, registers, "page.html")
    assert [item.text for item in items] == ["新建幼儿园一所。", "改造食堂五个。"]
    assert {item.heading for item in items} == {"教育惠民"}


def test_a_bracket_on_a_line_of_its_own_belongs_to_the_cell_above(
    tmp_path: Path, registers: Registers
) -> None:
    header = "序号\n工作任务\n牵头单位\n配合单位\n"
    rows = (
        "1\n清理审批事项。\n县编办\n（县审改办）\n县法制办\n2\n修路三公里。\n县交通局\n县财政局\n"
    )
    items = read(LETTER + header + rows, tmp_path, registers)
    found = [[(one.role, one.surface) for one in item.assignments] for item in items]
    assert found[0] == [("lead", "县编办（县审改办）"), ("supporting", "县法制办")]


BELOW = (
    "附：2015年完成情况（略）",
    "县政府督查室联系电话：5222116",
    "主办：县政府办公室　承办：县信息中心　技术支持：县数据局",
)


@pytest.mark.parametrize(
    ("before", "between", "after"), [("", " |\n", " |"), ("| ", " | ", " |"), ("", "\n", "")]
)
def test_title_above_and_foot_below_a_table_are_none_of_its_cells(
    before: str, between: str, after: str, tmp_path: Path, registers: Registers
) -> None:
    """The persons whom brackets name behind bodies are no part of these names."""
    rows = [
        ("序号", "工作任务", "牵头单位（联络员）", "配合单位", "时限"),
        ("1", "修路三公里。", "县交通局（段俊生）", "县财政局（闫锐、孟晓）", "6月底前"),
        ("2", "建校一所。", "县教育局（周斌）", "县住建局、县财政局（闫锐）", "年底前"),
    ]
    lines = (f"{before}{between.join(cells)}{after}" for cells in rows)
    text = "\n".join(("2016年重点工作及责任清单", *lines, *BELOW))
    items = read(LETTER + text, tmp_path, registers)
    ours = [(one.number, one.text, one.deadlines) for one in items]
    assert ours == [(number, text, dates) for number, text, _, dates in (ROAD, SCHOOL)]
    named = [{one.surface for one in item.assignments} for item in items]
    assert named[0] == {"县交通局", "段俊生", "县财政局", "闫锐", "孟晓"}
    assert named[1] == {"县教育局", "周斌", "县住建局", "县财政局", "闫锐"}


def test_those_who_keep_a_page_do_no_work_below_a_table(
    tmp_path: Path, registers: Registers
) -> None:
    """The first of them stands above another, and not above what no document prints."""
    header = "序号\n内容与要求\n进展情况\n责任单位\n"
    rows = "1\n修路三公里。\n已动工。\n县交通局\n2\n建校一所。\n已开学。\n县教育局\n"
    foot = "【打印本页】 【关闭窗口】\n主办：县政府办公室\n承办：县信息中心\n某ICP备00000000号\n"
    text = (header + rows + foot).replace("\n", "\n\n")
    items = read(LETTER + text, tmp_path, registers)
    found = [[one.surface for one in item.assignments] for item in items]
    assert found == [["县交通局"], ["县教育局"]]


@pytest.mark.parametrize("lower", [("牵头单位", "配合单位"), ("牵头", "配合")])
def test_a_second_header_row_parts_the_blank_places_of_the_first(
    lower: tuple[str, str], tmp_path: Path, registers: Registers
) -> None:
    header = f"序号,工作任务,责任单位,,季度目标,,时限\n,,{','.join(lower)},上半年,下半年,\n"
    rows = "1,修路三公里。,县交通局,县财政局,动工,通车,6月底前\n"
    last = "2,建校一所。,县教育局,县住建局、县财政局,—,开学,年底前\n"
    text = f"2016年任务分解表,,,,,,\n填报单位：督查室,,,,,2月1日,\n{header}{rows}{last}"
    items = read(text, tmp_path, registers, "split.csv")
    assert list(map(summary, items)) == [ROAD, SCHOOL]


@pytest.mark.parametrize("between", ["\t", "|"])
@pytest.mark.parametrize(
    ("signs", "roles"),
    [
        (["●", "○", ""], [["lead 县交通局", "supporting 县财政局"], ["lead 县财政局"]]),
        (["120", "80", ""], []),
    ],
)
def test_signs_below_bodies_say_who_does_what(
    signs: list[str], roles: list[list[str]], between: str, tmp_path: Path, registers: Registers
) -> None:
    """In plain lines; figures of bodies are no signs."""
    rows = [["序号", "工作任务", "县交通局", "县财政局", "各镇"], ["一、交通", "", "", "", ""]]
    rows += [["1", "修路三公里", *signs], ["2", "筹措资金", "", signs[0], ""]]
    lines = "\n".join(between.join(row) for row in rows)
    items = read(f"{LETTER}\n{lines}\n\n注：●表示牵头，○表示配合。\n", tmp_path, registers)
    assert [[f"{a.role} {a.surface}" for a in item.assignments] for item in items] == roles


def test_a_star_beside_another_sign_leads_and_the_report_says_so(
    tmp_path: Path, registers: Registers
) -> None:
    lines = "工作任务\t县交通局\t县财政局\n修路三公里\t★\t√\n筹措资金\t\t★\n"
    items = read(f"{LETTER}\n{lines}", tmp_path, registers)
    assert [[f"{a.role} {a.surface}" for a in item.assignments] for item in items] == [
        ["lead 县交通局", "responsible 县财政局"],
        ["lead 县财政局"],
    ]


FIRST = "分管领导 主办单位 序号 项目名称 完成时间 协办单位"
MORE = " 孟晓 县交通局 1 修路三公里并试运行 6月底 县财政局"
MORE += " 2 架桥一座 9月底 县住建局 闫锐 县教育局 3 建校一所 年底前 县财政局"


def test_what_is_printed_before_the_number_is_of_all_rows_up_to_the_next(
    tmp_path: Path, registers: Registers
) -> None:
    """One cell per line, below a title that reads like a header word."""
    text = "2016年县政府民生实事责任清单\n\n" + (FIRST + MORE).replace(" ", "\n\n") + "\n"
    items = read(text, tmp_path, registers)
    named = ["、".join(one.surface for one in item.assignments) for item in items]
    assert named == [
        "孟晓、县交通局、县财政局",
        "孟晓、县交通局、县住建局",
        "闫锐、县教育局、县财政局",
    ]
    assert [item.deadlines for item in items] == [("2016-06",), ("2016-09",), ("2016",)]


def test_lines_below_a_row_set_in_columns_go_on_with_it(
    tmp_path: Path, registers: Registers
) -> None:
    """A title behind a numeral is of those below, and an annex below has columns of its own."""
    header = "序号  工作任务              责任单位        配合单位        时限\n"
    road = "1     修路三公里，            县交通局        县财政局        6月底\n"
    more = "      架桥一座                                县住建局\n      （二）教育\n"
    school = "2     建校一所                县教育局                        年底前\n"
    annex = "附：项目资金\n      项目        万元\n      道路        240\n"
    text = f"{LETTER}\n{header}      （一）交通\n{road}{more}{school}\n{annex}"
    items = read(text, tmp_path, registers)
    assert [item.text for item in items] == ["修路三公里，架桥一座", "建校一所"]
    assert [one.surface for one in items[0].assignments] == ["县交通局", "县财政局", "县住建局"]
    assert [one.surface for one in items[1].assignments] == ["县教育局"]


CARDS = """# 2016年实事

## 一、民生

### {first}

| {rows} |

### {second}

| 项目 | 内容 |
|---|---|
| 工作内容 | 建校一所。 |
| 牵头单位 | 县教育局 |
| 配合单位 | 县住建局、县财政局 |
| 时限 | 年底前 |
"""
IN_PAIRS = (
    "牵头单位 | 县交通局 | 时限 | 6月底 |\n|---|---|---|---|\n"
    "| 配合单位 | 县财政局 | 工作内容 | 修路三公里。"
)


@pytest.mark.parametrize("heads", [("（一）交通", "（二）教育"), ("任务1：交通", "任务2：教育")])
def test_a_card_has_its_number_from_the_heading_above(
    heads: tuple[str, str], tmp_path: Path, registers: Registers
) -> None:
    text = CARDS.format(first=heads[0], second=heads[1], rows=IN_PAIRS)
    items = read(text, tmp_path, registers, "cards.md")
    assert [summary(item)[1:] for item in items] == [ROAD[1:], SCHOOL[1:]]
    assert [(item.category, item.heading) for item in items] == [("民生", "交通"), ("民生", "教育")]
    assert [item.number for item in items] in (["（一）", "（二）"], ["1.", "2."])


@pytest.mark.parametrize("first", ["序号", "No.", ""])
def test_columns_that_tell_one_row_each_are_its_text_and_numbers_need_no_word(
    first: str, tmp_path: Path, registers: Registers
) -> None:
    header = f"{first},目标任务,完成标准,工作举措,责任单位\n"
    own = "1,修路三公里,通车,分段施工,县交通局\n2,建校一所,通车,抓紧选址,县教育局\n"
    items = read(f"{LETTER.strip()},,,,\n{header}{own}", tmp_path, registers, "rows.csv")
    assert [(item.number, item.text, item.heading) for item in items] == [
        ("1", "修路三公里\n通车\n分段施工", None),
        ("2", "建校一所\n通车\n抓紧选址", None),
    ]
    shared = own.replace("建校一所", "修路三公里")
    items = read(f"{LETTER.strip()},,,,\n{header}{shared}", tmp_path, registers, "rows.csv")
    assert [(item.text, item.category) for item in items] == [
        ("分段施工", "修路三公里"),
        ("抓紧选址", "修路三公里"),
    ]


@pytest.mark.parametrize(("name", "between"), [("same.csv", ","), ("same.txt", "\t")])
def test_the_same_as_above_is_read_in_any_column(
    name: str, between: str, tmp_path: Path, registers: Registers
) -> None:
    table = (
        "序号,反馈问题,整改措施,牵头单位,时限\n1,散煤未清零,改造锅炉五台,县环保局,6月底前\n"
        "2,同上,关停销售点三处,县工商局,同上\n"
    )
    text = f"{LETTER.strip()},,,,\n{table}" if between == "," else LETTER + table
    items = read(text.replace(",", between), tmp_path, registers, name)
    assert [(item.text, item.deadlines) for item in items] == [
        ("散煤未清零\n改造锅炉五台", ("2016-06",)),
        ("散煤未清零\n关停销售点三处", ("2016-06",)),
    ]


def test_a_column_of_names_before_the_aims_of_years_is_the_text(
    tmp_path: Path, registers: Registers
) -> None:
    head = "行动\t序号\t任务名称\t2019年目标\t2020年目标\t牵头单位\n"
    rows = "兴港\t1\t清淤\t十里\t二十里\t县水务局\n兴港\t2\t修堤\t三里\t六里\t县交通局\n"
    items = read(LETTER + head + rows, tmp_path, registers)
    assert [(i.number, i.text, i.annual_task and i.annual_task.text) for i in items] == [
        ("1", "清淤", "十里"),
        ("2", "修堤", "三里"),
    ]


def test_a_header_may_be_padded_and_stacked_beside_its_words(
    tmp_path: Path, registers: Registers
) -> None:
    table = (
        " 序                                                      责任\n"
        "          项  目  内  容              责 任 单 位                 完成时限\n"
        " 号                                                      领导\n\n"
        "     修建水渠三公里，同步整修    县水务局、县财政\n"
        " 1   渡槽。                      局、县农业局            孟晓     10 月底前\n\n"
        " 2   新建茶园二百亩，栽种        县农业局                韦炜     9 月底前\n"
        "     茶苗。\n"
    )
    rows = [summary(one) for one in read(LETTER + table, tmp_path, registers)]
    assert [(number, named, when) for number, _, named, when in rows] == [
        (
            "1",
            "supervising 孟晓；responsible 县水务局；responsible 县财政局；responsible 县农业局",
            ("2016-10",),
        ),
        ("2", "supervising 韦炜；responsible 县农业局", ("2016-09",)),
    ]


def test_nobody_is_carried_down_who_helps_with_what_somebody_else_proposed(
    tmp_path: Path, registers: Registers
) -> None:
    table = (
        "提案编号\t案由\t第一提案人\t主办单位\t会办单位\t答复时限\n"
        "第001号\t关于修桥的建议\t何田\t县交通局\t县财政局\t6月底前\n"
        "第002号\t关于植树的建议\t沈青\t县林业局\t\t6月底前\n"
    )
    rows = read(LETTER + table, tmp_path, registers)
    assert [[one.surface for one in row.assignments] for row in rows] == [
        ["县交通局", "县财政局"],
        ["县林业局"],
    ]


def test_a_person_run_together_with_bodies_is_none_of_them(
    tmp_path: Path, registers: Registers
) -> None:
    path = tmp_path / "table.txt"
    rows = "1\t修路。\t果（县交通局）县财政局、县水务局\n2\t建校。\t县教育局\n"
    path.write_text(f"{LETTER}序号\t工作任务\t责任单位\n{rows}", encoding="utf-8")
    extraction, report = extract(read_document(path), registers)
    named = [[one.surface for one in item.assignments] for item in extraction.items]
    assert named == [["县水务局"], ["县教育局"]]
    assert "果（县交通局）县财政局" in [note.text for note in report.notes if note.kind == "unread"]
