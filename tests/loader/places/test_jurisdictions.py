"""Whose document it is: found for any place of China and year, and never guessed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from loader.entities import Extraction
from loader.places.jurisdictions import Traces, find_jurisdiction, jurisdiction_of_code
from loader.registers.divisions import Divisions
from loader.registers.registers import Registers
from loader.report import Report

Extract = Callable[..., tuple[Extraction, Report]]

BODIES = [
    # year, body, code, level, nearest parent
    (2018, "太仓市人民政府", "320585", "county", "苏州市"),
    (2024, "苏州市吴江区人民政府办公室", "320509", "county", "苏州市"),
    (2024, "吴江区人民政府", "320509", "county", "苏州市"),
    (2010, "吴江市人民政府", "320584", "county", "苏州市"),
    (2012, "吴江市人民政府", "320584", "county", "苏州市"),
    (2012, "吴江区人民政府", "320509", "county", "苏州市"),
    (2016, "大竹县人民政府", "511724", "county", "达州市"),
    (2006, "嘉兴市人民政府", "330400", "prefecture", "浙江省"),
    (2018, "南京市鼓楼区人民政府", "320106", "county", "南京市"),
    (2018, "中共徐州市鼓楼区委办公室", "320302", "county", "徐州市"),
    (2018, "吉林省吉林市人民政府", "220200", "prefecture", "吉林省"),
    (2018, "吉林省人民政府", "220000", "province", "中国"),
    (2018, "海南藏族自治州人民政府", "632500", "prefecture", "青海省"),
    (2018, "海南州人民政府办公室", "632500", "prefecture", "青海省"),
    (2018, "海南省人民政府", "460000", "province", "中国"),
    (2018, "朝阳市人民政府", "211300", "prefecture", "辽宁省"),
    (2018, "北京市朝阳区人民政府", "110105", "county", "北京市"),
    (2018, "长春市朝阳区人民政府", "220104", "county", "长春市"),
    (2018, "大连市西岗区人民政府", "210203", "county", "大连市"),
    (2008, "通州市人民政府", "320683", "county", "南通市"),
    (2018, "南通市通州区人民政府", "320612", "county", "南通市"),
    (2019, "恩施土家族苗族自治州人民政府", "422800", "prefecture", "湖北省"),
    (2019, "恩施州人民政府", "422800", "prefecture", "湖北省"),
    (2019, "恩施市人民政府", "422801", "county", "恩施土家族苗族自治州"),
    (2008, "襄樊市人民政府", "420600", "prefecture", "湖北省"),
    (2013, "襄阳市人民政府", "420600", "prefecture", "湖北省"),
    (2006, "思茅市人民政府", "530800", "prefecture", "云南省"),
    (2010, "普洱市人民政府", "530800", "prefecture", "云南省"),
    (2010, "巢湖市人民政府", "341400", "prefecture", "安徽省"),
    (2013, "巢湖市人民政府", "340181", "county", "合肥市"),
    (2017, "莱芜市人民政府", "371200", "prefecture", "山东省"),
    (2020, "济南市莱芜区人民政府", "370116", "county", "济南市"),
    (2009, "毕节地区行政公署", "522400", "prefecture", "贵州省"),
    (2013, "毕节市人民政府", "520500", "prefecture", "贵州省"),
    (2013, "三沙市人民政府", "460300", "prefecture", "海南省"),
    (2022, "杭州市钱塘区人民政府", "330114", "county", "杭州市"),
    (2019, "杭州市下城区人民政府", "330103", "county", "杭州市"),
    (2011, "苏州市沧浪区人民政府", "320502", "county", "苏州市"),
    (2014, "苏州市姑苏区人民政府", "320508", "county", "苏州市"),
    (2018, "仙桃市人民政府", "429004", "county", "湖北省"),
    (2018, "内蒙古自治区人民政府", "150000", "province", "中国"),
    (2018, "内蒙古准格尔旗人民政府", "150622", "county", "鄂尔多斯市"),
    (2019, "锡林郭勒盟行政公署", "152500", "prefecture", "内蒙古自治区"),
    (2018, "上海市徐汇区人民政府", "310104", "county", "上海市"),
    (2018, "浦东新区人民政府", "310115", "county", "上海市"),
    (2026, "重庆市两江新区人民政府", "500157", "county", "重庆市"),
    (2018, "江苏省教育厅", "320000", "province", "中国"),
    (2018, "苏州工业园区管理委员会", "320576", "zone", "苏州市"),
    (2018, "太仓市沙溪镇人民政府", "320585101", "township", "太仓市"),
    (2016, "中共黄冈市委黄冈市人民政府", "421100", "prefecture", "湖北省"),
    (2015, "沙县人民政府", "350427", "county", "三明市"),
    (2018, "呼和浩特市新城区人民政府", "150102", "county", "呼和浩特市"),
    (2014, "和田地区行政公署", "653200", "prefecture", "新疆维吾尔自治区"),
    (2018, "国务院办公厅", "100000", "national", None),
    (2018, "教育部", "100000", "national", None),
    (2018, "国家发展改革委办公厅", "100000", "national", None),
]


def found(registers: Registers, year: int = 2018, **traces: Any) -> Any:
    return find_jurisdiction(Traces(year, **traces), registers)


@pytest.mark.parametrize("case", BODIES)
@pytest.mark.parametrize("part", ["issuer", "signature"])
def test_body_tells_the_place_of_its_year(
    case: tuple[int, str, str, str, str | None], part: str, registers: Registers
) -> None:
    year, body, code, level, parent = case
    jurisdiction = found(registers, year, **{part: body})
    above = jurisdiction.parents[0].name if jurisdiction.parents else None
    assert (jurisdiction.code, jurisdiction.level, above) == (code, level, parent)
    assert jurisdiction.doubts == ()


@pytest.mark.parametrize(
    "traces",
    [
        {"issuer": "鼓楼区人民政府"},
        {"issuer": "朝阳区人民政府"},
        {"issuer": "通州区人民政府"},
        {"issuer": "城关区人民政府"},
        {"issuer": "新区管理委员会"},
        {"issuer": "沙溪镇人民政府"},
        {"issuer": "虚河市人民政府"},
        {"issuer": "湖滨市人民政府"},
        {"title": "金水县2018年任务分解"},
        {"number": "东市府办函〔2018〕2号"},
        {"issuer": "县人民政府办公室"},
        {"title": "关于做好对口支援新疆维吾尔自治区工作的意见"},
        {"title": "关于发展中山区特色农业的意见"},
        {"title": "北京路小学2018年改造方案"},
        {"title": "关于学习借鉴浙江省经验的意见"},
        {"title": "关于太仓市与昆山市协作的方案"},
        {"addressees": "各镇人民政府，市各委办局"},
        {"text": "由市教育局牵头，昆山市人民政府配合。"},
        {"number": "湘政发〔2018〕7号", "text": "由市教育局牵头。"},
        {"number": "太政发〔2018〕3号", "text": "治理太湖，由市水利局牵头。"},
        {"publisher": "某某网"},
        {"addressees": "宿迁经济开发区、苏州宿迁工业园区、各县、区人民政府"},
        {},
    ],
)
def test_what_does_not_tell_leaves_it_unknown(traces: dict[str, str], registers: Registers) -> None:
    jurisdiction = found(registers, **traces)
    assert jurisdiction.code.startswith("000000-")
    assert (jurisdiction.level, jurisdiction.chain) == ("unknown", ())


@pytest.mark.parametrize(
    ("traces", "code"),
    [
        ({"addressees": "南京市各街道办事处："}, "320106"),
        ({"title": "福州市2018年任务分工"}, "350102"),
        ({"text": "报徐州市有关部门备案。"}, "320302"),
        ({"text": "报徐州市、南京市有关部门备案。"}, "000000"),
    ],
)
def test_what_it_lies_in_chooses_between_places_of_one_name(
    traces: dict[str, str], code: str, registers: Registers
) -> None:
    jurisdiction = found(registers, signature="鼓楼区人民政府", **traces)
    assert jurisdiction.code.partition("-")[0] == code
    assert bool(jurisdiction.doubts) == (code == "000000")


def test_doubt_names_all_that_a_name_can_be(registers: Registers) -> None:
    (doubt,) = found(registers, signature="通州区人民政府").doubts
    assert "北京市通州区" in doubt
    assert "江苏省南通市通州区" in doubt


@pytest.mark.parametrize(
    ("traces", "code", "rule"),
    [
        ({"title": "2018年大竹县民生实事目标任务分解表"}, "511724", "title"),
        ({"title": "关于印发太仓市2018年工作要点的通知"}, "320585", "title"),
        ({"title": "太仓2018年任务分解表"}, "320585", "title"),
        ({"file_name": "官渡区2018年任务"}, "530111", "file name"),
        ({"first_lines": ("恩施土家族苗族自治州人民政府文件",)}, "422800", "heading"),
        ({"first_lines": ("—1—《嘉兴市规划纲要》任务分解",)}, "330400", "first words"),
        ({"number": "国办发〔2018〕3号"}, "100000", "number"),
        ({"addressees": "各省、自治区、直辖市人民政府"}, "100000", "number"),
        ({"addressees": "玄武区、鼓楼区、雨花台区人民政府"}, "320100", "addressees"),
        (
            {"text": "（市建委、黄埔区政府、南沙区政府配合）"},
            "440100",
            "governments below it",
        ),
        ({"text": "财政部、教育部牵头，民政部配合。"}, "100000", "ministries"),
        ({"title": "大理州贯彻落实督察意见措施清单"}, "532900", "title"),
        ({"publisher": "丽水市人民政府办公室"}, "331100", "publisher"),
        (
            {"number": "鄂政发〔2018〕26号", "text": "（省商务厅负责）"},
            "420000",
            "place in the number",
        ),
        (
            {"number": "浙水办〔2008〕1号", "text": "，省水利厅配合"},
            "330000",
            "place in the number",
        ),
        ({"number": "恩施州政办发〔2018〕2号"}, "422800", "place in the number"),
        (
            {"number": "潜政办发〔2018〕5号", "text": "报潜江市审计局"},
            "429005",
            "place in the number",
        ),
        (
            {"number": "徐政发〔2010〕29号", "text": "徐州经济开发区、铜山区负责"},
            "320300",
            "place in the number",
        ),
    ],
)
def test_other_parts_tell_it_where_no_body_does(
    traces: dict[str, Any], code: str, rule: str, registers: Registers
) -> None:
    jurisdiction = found(registers, **traces)
    assert (jurisdiction.code, jurisdiction.rule) == (code, rule)


@pytest.mark.parametrize(
    ("year", "traces", "code", "words"),
    [
        (2018, {"issuer": "太仓市人民政府", "signature": "昆山市人民政府"}, "320585", "昆山市"),
        (2024, {"issuer": "吴江市人民政府"}, "320584", "stood until 2012"),
        (1998, {"issuer": "太仓市人民政府"}, "320585", "nearest edition"),
    ],
)
def test_doubt_is_told_beside_the_place(
    year: int, traces: dict[str, str], code: str, words: str, registers: Registers
) -> None:
    jurisdiction = found(registers, year, **traces)
    assert jurisdiction.code == code
    assert any(words in doubt for doubt in jurisdiction.doubts)


@pytest.mark.parametrize(
    ("body", "parent"),
    [
        ("四川天府新区管理委员会", "510000"),
        ("成都天府新区管委会", "510100"),
        ("昆山市花桥镇人民政府", "320583"),
        ("重庆两江新区管理委员会", "500000"),
        ("北京市西城区西长安街街道办事处", "110102"),
        ("新疆生产建设兵团办公厅", "650000"),
    ],
)
def test_part_without_a_code_belongs_to_the_place_it_lies_in(
    body: str, parent: str, registers: Registers
) -> None:
    jurisdiction = found(registers, issuer=body)
    assert jurisdiction.code.startswith(f"{parent}-")
    assert jurisdiction.parents[0].code == parent


def test_unknown_places_share_no_code(registers: Registers) -> None:
    files = ("任务甲", "任务乙")
    codes = {found(registers, file_name=name).code for name in files}
    assert len(codes) == len(files)


def test_letter_belongs_to_its_place_and_says_so(extracted: Extract) -> None:
    number = "吴政发〔2010〕5号"
    letter = extracted(number=number, issuer="吴江市人民政府")[0].letter
    assert letter.iri.value.endswith("id/doc/320584/wzf-2010-5")
    _, report = extracted(number=number, issuer="鼓楼区人民政府")
    assert any("徐州市鼓楼区" in note.message for note in report.notes if note.kind == "unresolved")


@pytest.mark.parametrize(
    ("name", "year", "codes"),
    [
        ("鼓楼区", 2018, ["320106", "320302", "350102", "410204"]),
        ("恩施", 2018, ["422800", "422801"]),
        ("吉林", 2018, ["220000"]),
        ("吴江", 2012, ["320509", "320584"]),
        ("吴江", 2013, ["320509"]),
        ("虚河市", 2018, []),
        ("沙", 2018, []),
    ],
)
def test_name_finds_all_that_had_it_in_the_year(
    name: str, year: int, codes: list[str], registers: Registers
) -> None:
    assert sorted(place.code for place in registers.divisions.named(name, year)) == codes


def test_code_finds_the_name_of_the_year(registers: Registers) -> None:
    divisions: Divisions = registers.divisions
    names = {}
    for year in (2005, 2015):
        place = divisions.by_code("420600", year)
        assert place
        names[year] = [above.name for above in divisions.chain(place, year)]
    assert names == {2005: ["襄樊市", "湖北省", "中国"], 2015: ["襄阳市", "湖北省", "中国"]}
    assert jurisdiction_of_code("420600", 2005, registers).name == "襄樊市"
    assert not jurisdiction_of_code("999999", 2005, registers).chain


def test_code_that_was_given_away_keeps_two_places_apart(registers: Registers) -> None:
    divisions = registers.divisions
    old, new = divisions.by_code("450107", 2000), divisions.by_code("450107", 2022)
    assert old
    assert new
    assert (old.name, new.name) == ("市郊区", "西乡塘区")
    assert (divisions.key_of(old), divisions.key_of(new)) == ("450107-2001", "450107")
