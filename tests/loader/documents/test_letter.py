"""The head of a letter is found in the ways that letters write it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from loader.documents.head import Head, read_head
from loader.documents.letter import distribute
from loader.entities import Extraction
from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers
from loader.report import Report
from loader.source import Paragraph

Extract = Callable[..., tuple[Extraction, Report]]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["甲区", "乙区", "丙区管委会"], ["甲区管委会", "乙区管委会", "丙区管委会"]),
        (["甲镇", "乙镇人民政府"], ["甲镇人民政府", "乙镇人民政府"]),
        (
            ["甲镇人民政府", "乙街道", "丙街道办事处"],
            ["甲镇人民政府", "乙街道办事处", "丙街道办事处"],
        ),
        (["甲局", "乙区管委会"], ["甲局", "乙区管委会"]),
        (["甲办", "乙学院", "丙委员会"], ["甲办", "乙学院", "丙委员会"]),
        (["各镇", "各单位"], ["各镇", "各单位"]),
        (["甲局"], ["甲局"]),
    ],
)
def test_shared_ending_belongs_to_each_name(names: list[str], expected: list[str]) -> None:
    assert distribute(names) == expected


@pytest.mark.parametrize(
    ("number", "read", "iri"),
    [
        ("虚政发〔2019〕5号", "虚政发〔2019〕5号", "doc/000000-ayrxi6halv/xzf-2019-5"),
        ("虚政发[2019]5号", "虚政发〔2019〕5号", "doc/000000-ayrxi6halv/xzf-2019-5"),
        ("虚政发(2019)5号", "虚政发〔2019〕5号", "doc/000000-ayrxi6halv/xzf-2019-5"),
        ("虚政发（2019）5号", "虚政发〔2019〕5号", "doc/000000-ayrxi6halv/xzf-2019-5"),
        ("虚政发【2019】5号", "虚政发〔2019〕5号", "doc/000000-ayrxi6halv/xzf-2019-5"),
        ("  虚政发 〔 2019 〕 5 号", "虚政发〔2019〕5号", "doc/000000-ayrxi6halv/xzf-2019-5"),
        ("虚政发〔二〇一九〕五号", "虚政发〔2019〕5号", "doc/000000-ayrxi6halv/xzf-2019-5"),
        ("虚政发〔2019〕05号", "虚政发〔2019〕5号", "doc/000000-ayrxi6halv/xzf-2019-5"),
        ("虚河政办〔2019〕123号", "虚河政办〔2019〕123号", "doc/000000-ayrxi6halv/xhzb-2019-123"),
    ],
)
def test_number_is_read_in_every_spelling(
    number: str, read: str, iri: str, extracted: Extract
) -> None:
    letter = extracted(number=number)[0].letter
    assert letter.number == read
    assert letter.iri.value == f"https://w3id.org/zhengtu/id/{iri}"
    assert letter.title == "关于分解落实2019年政府重点工作任务的通知"


def test_number_may_stand_after_the_title(extracted: Extract) -> None:
    title = "关于分解落实2019年政府重点工作任务的通知\n虚政发〔2019〕5号"
    letter = extracted(number="", title=title)[0].letter
    assert (letter.number, letter.title) == ("虚政发〔2019〕5号", title.partition("\n")[0])


def test_letter_without_number_is_called_by_its_title_and_issuer(extracted: Extract) -> None:
    first = extracted(number="")[0].letter
    assert first.number is None
    tail = first.iri.value.removeprefix("https://w3id.org/zhengtu/id/doc/000000-ayrxi6halv/")
    assert len(tail) == 10
    assert extracted(number="")[0].letter.iri == first.iri
    assert extracted(number="", title="2019年工作方案")[0].letter.iri != first.iri
    assert extracted(number="", issuer="实河市人民政府")[0].letter.iri != first.iri


@pytest.mark.parametrize(
    ("title", "read", "year"),
    [
        (
            "关于印发2020年\n政府重点  工作\n任务分解的通知",
            "关于印发2020年政府重点工作任务分解的通知",
            2020,
        ),
        ("虚河市人民政府\n关于2020年工作的意见", "虚河市人民政府关于2020年工作的意见", 2020),
        ("虚河市规划和2035年远景目标任务分工方案", "虚河市规划和2035年远景目标任务分工方案", 2019),
        ("【重点工作】虚河市关于2020年工作的通知", "虚河市关于2020年工作的通知", 2020),
        ("重点工作任务分解方案（试行）", "重点工作任务分解方案（试行）", 2019),
        ("2020年重点任务分解表", "2020年重点任务分解表", 2020),
    ],
)
def test_title_over_lines_is_joined_and_gives_the_year(
    title: str, read: str, year: int, extracted: Extract
) -> None:
    letter = extracted(title=title)[0].letter
    assert (letter.title, letter.year) == (read, year)
    assert [addressee.surface for addressee in letter.addressees] == ["各镇人民政府", "市各委办局"]


@pytest.mark.parametrize(
    ("addressees", "read"),
    [
        ("各区人民政府，\n市政府各部门：", ["各区人民政府", "市政府各部门"]),
        ("市教育局、市水务\n局、市财政局：", ["市教育局", "市水务局", "市财政局"]),
        ("各镇人民政府，市各委办局：", ["各镇人民政府", "市各委办局"]),
        ("甲镇人民政府；市各  委办局:", ["甲镇人民政府", "市各委办局"]),
        ("各区、乙镇人民政府，某局：", ["各区人民政府", "乙镇人民政府", "某局"]),
        (
            "城厢镇、沙溪镇人民政府，市各委办局：",
            ["城厢镇人民政府", "沙溪镇人民政府", "市各委办局"],
        ),
        ("各县、市、区人民政府，市政府各部门：", ["各县、市、区人民政府", "市政府各部门"]),
        ("各区、县级市人民政府,各直属机构:", ["各区、县级市人民政府", "各直属机构"]),
        ("各市、县、自治县人民政府：", ["各市、县、自治县人民政府"]),
        ("", []),
    ],
)
def test_addressees(addressees: str, read: list[str], extracted: Extract) -> None:
    letter = extracted(addressees=addressees)[0].letter
    assert [addressee.surface for addressee in letter.addressees] == read


FOUND_ON_PAGES = [
    "虚河市政府关于印发2019年方案的通知（虚政发〔2019〕5号）",
    "虚政发〔2019〕5号《虚河市政府关于印发2019年方案的通知》\n浏览量: 时间:2024-01-10",
    "虚河市政府关于印发2019年方案的通知-虚河市政府网站\n虚河市政府关于印发2019年方案的通知\n虚政发〔2019〕5号",
    "文章属性\n∙【制定机关】虚河市政府\n∙【字 号】虚政发〔2019〕5号\n∙【时效性】现行有效\n正文\n"
    "虚河市政府关于印发2019年\n方案的通知\n虚政发〔2019〕5号",
    "虚河市政府关于印发2019年方案的通知\n2020年07月23日\n发布文号: 虚政发[2019]5号",
    "索引号 0001/2020-052 主题分类 综合政务\n发文机构虚河市政府发文字号虚政发〔2019〕5号\n"
    "成文日期2019年1月17日\n虚河市政府关于印发2019年方案的通知",
    "无障碍\n您现在所在的位置: 网站首页> 信息公开\n索引号: 001H/2019-044 组配分类: 重点工作\n"
    "名称: 虚河市政府关于印发2019年方案的通知 文号: 虚政发〔2019〕5号\n发布日期: 2019-01-30\n"
    "虚河市政府关于印发2019年方案的通知\n发布时间:2019-01-30 08:56 来源:虚河市政府 字体:[ ]",
    "虚河市政府关于印发2019年方案的通知\n索 引 号 MB15/2019-05475 发文日期 2019-01-03\n"
    "发布机构 虚河市政府 文    号 虚政发〔2019〕5号\n分   类 政务公开 有 效 性 有效",
    "|\n虚河市政府关于印发2019年方案的通知 (虚政发〔2019〕5号)",
    "虚政发[2019]5号\n颁布时间:2019-04-06 发文单位:虚河市政府\n虚河市政府关于印发2019年方案的通知",
    "虚河市政府关于印发2019年方案的通知-虚河市政府门户网站\n虚政发〔2019〕5号",
    "虚政发〔2019〕5号\n二○一九年三月二十八日\n虚河市政府关于印发2019年方案的通知",
]


@pytest.mark.parametrize("above", FOUND_ON_PAGES)
def test_head_of_a_page_is_read(above: str) -> None:
    lines = f"{above}\n各区、县（市）人民政府，市政府各部门：\n现将方案印发给你们。".splitlines()
    head = read_head([Paragraph(n, text, None, 0) for n, text in enumerate(lines, 1)])
    assert (head.title, head.number) == ("虚河市政府关于印发2019年方案的通知", "虚政发〔2019〕5号")
    assert head.addressees == "各区、县（市）人民政府，市政府各部门"


@pytest.mark.parametrize(
    "line",
    [
        "为落实川政办发〔2022〕52号、虚政发〔2023〕9号文件要求，制定本方案。",
        "根据川政发〔2022〕7号文件精神，提出如下措施。",
        "川政发〔2022〕7号和川府函〔2022〕8号要求各地修路。",
    ],
)
def test_a_number_that_a_sentence_cites_is_another_documents(line: str) -> None:
    lines = ["各区人民政府：", "《方案》已经同意，现印发给你们。", "2023年6月30日", line]
    head = read_head([Paragraph(n, text, None, 0) for n, text in enumerate(lines, 1)])
    assert (head.number, head.date) == (None, "2023-06-30")


@pytest.mark.parametrize(
    ("lines", "publisher"),
    [
        (
            ["索 引 号：1/2019-2　发布机构：虚河区政府办公室　文号：虚政发〔2019〕5号", "方案"],
            "虚河区政府办公室",
        ),
        (
            ["定了！今年的十件实事", "一、修路。", "来源：虚河市人民政府办公室"],
            "虚河市人民政府办公室",
        ),
        (["今年的十件实事", "来源：虚河日报"], ""),
        (["今年的十件实事", "由虚河市政府发布"], ""),
    ],
)
def test_who_put_it_on_a_page_is_read(lines: list[str], publisher: str) -> None:
    head = read_head([Paragraph(n, text, None, 0) for n, text in enumerate(lines, 1)])
    assert head.publisher == publisher


PORTAL = """EN
索 引 号：000014349/2014-00023　主题分类：农业、林业、水利
发文机关：国务院办公厅　成文日期：2014年02月23日
标　　题：国务院办公厅关于落实有关政策措施分工的通知
发文字号：国办函〔2014〕31号　发布日期：2014年03月10日
时　　效：
失效
"""


def test_what_a_portal_prints_above_the_title_is_no_part_of_the_head() -> None:
    own = "国务院办公厅关于落实\n有关政策措施分工的通知\n国务院各部委、各直属机构：\n请修路。"
    for below, addressees in ((own, "国务院各部委、各直属机构"), ("请修路。", "")):
        lines = f"{PORTAL}{below}".splitlines()
        head = read_head([Paragraph(n, text, None, 0) for n, text in enumerate(lines, 1)])
        assert head.title == "国务院办公厅关于落实有关政策措施分工的通知"
        assert (head.number, head.date) == ("国办函〔2014〕31号", "2014-02-23")
        assert head.addressees == addressees


def test_what_a_portal_prints_above_is_no_work(tmp_path: Path, registers: Registers) -> None:
    path = tmp_path / "page.txt"
    text = "（一）修路。\n责任单位：县水务局\n完成时限：十一月\n（二）架桥。\n责任单位：县交通局\n"
    path.write_text(f"{PORTAL}{text}", encoding="utf-8")
    items = extract(read_document(path), registers)[0].items
    assert [item.text for item in items] == ["修路。", "架桥。"]
    assert items[0].deadlines == ("2014-11",)


@pytest.mark.parametrize(
    ("addressees", "kinds"),
    [
        ("各省、自治区、直辖市人民政府，国务院各部委、各直属机构：", ["group"] * 3),
        ("各设区市人民政府，自治区人民政府各部门：", ["group"] * 2),
        ("各县（市、区）人民政府，市各委、办、局（公司），市直各单位：", ["group"] * 3),
        ("自治区人民政府：", ["agency"]),
    ],
)
def test_who_is_addressed_as_all_of_a_kind_is_a_group(
    addressees: str, kinds: list[str], extracted: Extract
) -> None:
    letter = extracted(addressees=addressees)[0].letter
    assert [addressee.agent.kind for addressee in letter.addressees] == kinds


@pytest.mark.parametrize(
    ("annexes", "read"),
    [
        ("附件：1．甲表\n2．乙 表\n3、丙表", [(1, "甲表"), (2, "乙表"), (3, "丙表")]),
        ("附  件: 1. 甲表\n10. 乙表", [(1, "甲表"), (10, "乙表")]),
        ("", []),
        ("附件：1．甲表\n此件公开发布\n2．不是附件", [(1, "甲表")]),
    ],
)
def test_annexes_are_those_of_the_list(
    annexes: str, read: list[tuple[int, str]], extracted: Extract
) -> None:
    assert list(extracted(annexes=annexes)[0].letter.annexes) == read


@pytest.mark.parametrize(
    ("body", "read"),
    [
        (
            "根据市委一届二次全体会议精神和《虚河市工作规则》，现将任务分解如下。见《不是依据》。",
            [("meeting", "市委一届二次全体会议"), ("document", "虚河市工作规则")],
        ),
        (
            "为全面贯彻落实《甲规划》、《乙规划》，现印发。",
            [("document", "甲规划"), ("document", "乙规划")],
        ),
        ("现将任务印发给你们。", []),
    ],
)
def test_basis_is_what_the_first_such_sentence_names(
    body: str, read: list[tuple[str, str]], extracted: Extract
) -> None:
    based_on = extracted(body=body)[0].letter.based_on
    assert [(reference.kind, reference.title_zh) for reference in based_on] == read


@pytest.mark.parametrize(
    ("issuer", "code", "resolution"),
    [
        ("太仓市人民政府", "320585", "register"),
        ("         太仓市 人民政府", "320585", "register"),
        ("太仓市档案局", "320585", "rule"),
        ("太仓市甲乙局", "320585", "unresolved"),
        ("虚河市人民政府", "000000-ayrxi6halv", "rule"),
    ],
)
def test_issuer_gives_the_division(
    issuer: str, code: str, resolution: str, extracted: Extract
) -> None:
    letter = extracted(issuer=issuer)[0].letter
    assert letter.code == code
    assert letter.issuer is not None
    assert letter.issuer.agent.resolution == resolution
    assert f"/doc/{code}/" in letter.iri.value


def test_letter_without_issuer_is_read_and_reported(extracted: Extract) -> None:
    extraction, report = extracted(issuer="")
    assert extraction.letter.issuer is None
    assert any("place is in no register" in note.message for note in report.notes)
    assert len(extraction.items) == 3


def test_every_unresolved_body_of_the_head_is_reported(extracted: Extract) -> None:
    _, report = extracted(addressees="市丙委，市乙局：", issuer="虚河市甲乙局")
    noted = {note.text for note in report.notes if note.where.paragraph is not None}
    assert {"虚河市甲乙局", "市丙委", "市乙局"} <= noted


def test_place_of_a_note_is_named_in_words(extracted: Extract) -> None:
    _, report = extracted(addressees="市丙委，市乙局：")
    [*places] = {str(note.where) for note in report.notes}
    assert "invented.txt, paragraph 3" in places
    assert "invented.txt, annex 1, row 2, column 4" in places


def test_year_may_stand_in_the_cells_alone(tmp_path: Path, registers: Registers) -> None:
    """A sheet without a title names its year by its deadlines."""
    path = tmp_path / "ledger.csv"
    rows = ["任务名称,责任单位,完成时限", "修桥,甲局,2024/6/30", "补路,乙局,2024/12/31"]
    path.write_text("\n".join(rows), encoding="utf-8")
    extraction, _ = extract(read_document(path), registers)
    assert (extraction.letter.year, extraction.letter.states_year) == (2024, False)
    assert len(extraction.items) == 2


@pytest.mark.parametrize(
    ("name", "first", "year"),
    [("a.csv", "二○○六年重点工作任务", 2006), ("09年任务分解.csv", "重点工作任务", 2009)],
)
def test_year_in_numerals_or_short_in_the_name_of_the_file(
    name: str, first: str, year: int, tmp_path: Path, registers: Registers
) -> None:
    path = tmp_path / name
    path.write_text(f"{first}\n\n重点工作,单位\n修建大桥,甲局\n扩建道路,乙局\n", "utf-8")
    extraction, _ = extract(read_document(path), registers)
    assert extraction.letter.year == year
    assert len(extraction.items) == 2


@pytest.mark.parametrize(
    "body",
    [
        "1.修建大桥。（甲局牵头，6月底前完成）\n2.修路。（甲局负责）",
        "任务,单位,完成时限\n修建大桥,甲局,6月底前\n扩建道路,甲局,持续推进\n",
    ],
)
def test_year_that_nothing_tells_is_not_guessed(
    body: str, tmp_path: Path, registers: Registers
) -> None:
    """Dates without a year are left out, and the report says why, and how to give a year."""
    path = tmp_path / f"plan.{'csv' if ',' in body else 'txt'}"
    path.write_text(f"重点工作任务分解\n\n{body}", "utf-8")
    extraction, report = extract(read_document(path), registers)
    assert (extraction.letter.year, extraction.letter.states_year) == (None, False)
    assert [item.deadlines for item in extraction.items] == [(), ()]
    notes = {note.kind: note for note in report.notes}
    assert "name of the file" in notes["no year"].message
    assert any(n.kind == "undated" and n.text.startswith("6月底前") for n in report.notes)


def test_document_without_a_table_is_loaded_and_reported(extracted: Extract) -> None:
    extraction, report = extracted(header=(), rows=())
    assert extraction.items == ()
    assert [note.kind for note in report.notes if note.kind == "empty"] == ["empty"]
    assert report.counts["items"] == {}


@pytest.mark.parametrize(
    ("printed", "date"),
    [
        ("2019年3月5日", "2019-03-05"),
        ("二○一九年十二月三十一日", "2019-12-31"),
        ("二〇一九年十月二十日", "2019-10-20"),
        ("二〇一九年二三月一日", None),
        ("2019年13月1日", None),
        ("二〇一九年三月十十日", None),
    ],
)
def test_date_of_signature_is_read_or_left(
    printed: str, date: str | None, extracted: Extract
) -> None:
    assert extracted(issuer=f"太仓市人民政府\n{printed}")[0].letter.date == date


def _head(text: str) -> Head:
    return read_head([Paragraph(n, line, None, 0) for n, line in enumerate(text.split("\n"), 1)])


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            "临江市人民政府\n关于分解2016年政府工作报告\n重点工作任务的通知\n各区人民政府：",
            "临江市人民政府关于分解2016年政府工作报告重点工作任务的通知",
        ),
        (
            "临江县人民政府办公室关于落实县委工作要点\n和政府工作报告责任分工\n方案的通知\n各乡镇：",
            "临江县人民政府办公室关于落实县委工作要点和政府工作报告责任分工方案的通知",
        ),
        (
            "临江市人民政府关于2016年工作要点的通知\n一、推进有关工作的意见",
            "临江市人民政府关于2016年工作要点的通知",
        ),
    ],
)
def test_title_goes_on_behind_a_report_that_it_speaks_of(lines: str, title: str) -> None:
    assert _head(lines).title == title


@pytest.mark.parametrize(
    ("lines", "addressees"),
    [
        ("各区人民政府，市各委、办、局，各直属\n单位，驻市各单位：", "各直属单位，驻市各单位"),
        ("各乡镇人民政府、街道办\n事处，县直各单位：", "街道办事处，县直各单位"),
        ("各市人民政府，省政府各部门、各直\n属机构，中央驻省\n各单位：", "中央驻省各单位"),
    ],
)
def test_addressees_may_be_cut_by_the_end_of_a_line(lines: str, addressees: str) -> None:
    assert _head(f"关于做好防汛工作的通知\n{lines}\n一、查险。").addressees.endswith(addressees)


@pytest.mark.parametrize(
    ("lines", "signature", "date"),
    [
        (
            "转发市教育局关于校车的意见的通知\n各区：\n请落实。\n临江市人民政府办公室\n2014年9月2日\n"
            "关于校车的意见\n市教育局\n2014年8月1日",
            "临江市人民政府办公室",
            "2014-09-02",
        ),
        (
            "关于校车的通知\n成文日期：2014-09-02\n文号：临政发〔2014〕3号\n各区：\n修路。",
            "",
            "2014-09-02",
        ),
        ("关于校车的通知\n各区：\n修路。\n临江市教育局办公室 2014年9月2日印发", "", "2014-09-02"),
    ],
)
def test_signature_and_date_of_the_letter_itself(lines: str, signature: str, date: str) -> None:
    head = _head(lines)
    assert (head.signature, head.date) == (signature, date)


def test_title_of_an_annex_that_a_page_shows_alone(tmp_path: Path, registers: Registers) -> None:
    work = "虚河市2019年重点任务分工\n（1）修桥。（市交通局负责）\n"
    page = f"来源：虚河市政府办公室 浏览次数：12\n附件\n\n{work}"
    path = tmp_path / "page.txt"
    path.write_text(page, encoding="utf-8")
    letter = extract(read_document(path), registers)[0].letter
    assert (letter.title, letter.year) == ("虚河市2019年重点任务分工", 2019)
