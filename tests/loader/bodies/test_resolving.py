"""Who is meant in any place and year: the truth, what must stay apart, what must merge."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.resolution import differences, read_truth, reference_differences
from bench.units import print_units
from loader.bodies.agents import Directory
from loader.bodies.mappings import sssom_tsv
from loader.bodies.seats import level_shown
from loader.registers.registers import Registers

Resolve = Callable[..., Directory]

AT_LEAST = {"apart first": 63, "apart second": 58, "cities first": 49, "cities last": 26}
"""Rows of the parts that were kept apart which resolve right; a rule must not lose one."""


@pytest.fixture(scope="session")
def directory(registers: Registers) -> Callable[[str, int], Directory]:
    return lambda code, year: Directory(registers, code, year)


def test_truth_is_reached(registers: Registers) -> None:
    rows = read_truth()
    assert len(rows) >= 150
    tuned = [row for row in rows if row["part"] == "tuned"]
    assert list(differences(tuned, registers)) == []
    for part, least in AT_LEAST.items():
        apart = [row for row in rows if row["part"] == part]
        assert len(apart) - len(list(differences(apart, registers))) >= least


def test_every_surface_of_the_reference_resolves_as_there(registers: Registers) -> None:
    assert list(reference_differences(registers)) == []


@pytest.mark.parametrize(
    ("code", "year", "surfaces"),
    [
        ("440600", 2019, ("市发改局", "市发展改革局", "发展和改革局", "佛山市发展与改革局")),
        ("320900", 2015, ("市经信委", "经济和信息化委员会", "盐城市经济信息化委")),
        ("430300", 2017, ("高新区", "湘潭高新区", "湘潭高新区管委会", "高新区管委会")),
        ("430725", 2019, ("县委组织部", "组织部", "中共桃源县委组织部")),
        ("430725", 2019, ("县政府办", "县人民政府办公室", "政府办公室", "桃源县人民政府办公室")),
        ("640000", 2021, ("财政厅", "自治区财政厅", "宁夏回族自治区财政厅")),
        ("140900", 2019, ("人行忻州中心支行", "人民银行忻州市中心支行", "人行")),
        ("100000", 2019, ("发展改革委", "国家发展改革委", "国家发改委")),
        ("130000", 2017, ("供销合作总社", "省供销合作总社", "河北省供销合作总社")),
        ("320585", 2018, ("市发改委", "市发展改革委", "太仓市发展和改革委员会")),
    ],
)
def test_surfaces_of_one_body_are_one_node(
    code: str, year: int, surfaces: tuple[str, ...], directory: Resolve
) -> None:
    found = {directory(code, year).body(surface).iri for surface in surfaces}
    assert len(found) == 1, found


@pytest.mark.parametrize(
    "bodies",
    [
        [("320900", 2018, "环保局"), ("320900", 2019, "生态环境局")],
        [("320900", 2017, "国土局"), ("320900", 2020, "自然资源局")],
        [("320900", 2020, "国土局"), ("320900", 2020, "自然资源局")],
        [("320900", 2017, "卫计委"), ("320900", 2019, "卫健委"), ("320900", 2012, "卫生局")],
        [("320900", 2017, "地税局"), ("320900", 2017, "国税局"), ("320900", 2019, "税务局")],
        [("440600", 2019, "市发改局"), ("440600", 2019, "市发改委")],
        [("320585", 2018, "农委"), ("320585", 2018, "农工办")],
        [("100000", 2019, "能源局"), ("370000", 2019, "能源局"), ("370100", 2019, "能源局")],
        [("100000", 2012, "广电总局"), ("100000", 2019, "广电总局")],
        [("430725", 2019, "县财政局"), ("430725", 2019, "市财政局"), ("430725", 2019, "省财政厅")],
        [("320900", 2015, "市委宣传部"), ("100000", 2015, "中央宣传部")],
        [("430725", 2019, "县委办"), ("430725", 2019, "县政府办")],
        [("000000-aaa", 2019, "区财政局"), ("000000-aaa", 2019, "市财政局")],
        [("000000-aaa", 2019, "区财政局"), ("000000-bbb", 2019, "区财政局")],
        [("410100", 2019, "中原区政府"), ("410100", 2019, "市政府")],
    ],
)
def test_bodies_that_differ_are_never_merged(
    bodies: list[tuple[str, int, str]], directory: Resolve
) -> None:
    found = [directory(code, year).body(surface) for code, year, surface in bodies]
    assert all(agent.resolution != "unresolved" for agent in found)
    assert len({agent.iri for agent in found}) == len(bodies)


def test_a_name_out_of_its_years_is_the_old_body_and_doubtful(directory: Resolve) -> None:
    found = directory("320900", 2022).explain("市卫计委")
    assert found.agent.name == "盐城市卫生和计划生育委员会"
    assert (found.rule, found.agent.confidence) == ("expansion outside its years", "0.6")


@pytest.mark.parametrize(
    ("code", "year", "surface", "name"),
    [
        ("320500", 2022, "市园林绿化局", "苏州市园林和绿化管理局"),
        ("320600", 2022, "市园林绿化局", "南通市园林绿化局"),
        ("440300", 2010, "市卫人委", "深圳市卫生和人口计划生育委员会"),
        ("430725", 2023, "县文旅广体局", "桃源县文化旅游广电体育局"),
        ("410300", 2008, "市建委", "洛阳市建设委员会"),
        ("340100", 2016, "市建委", "合肥市城乡建设委员会"),
        ("510000", 2021, "省政府国资委", "四川省政府国有资产监督管理委员会"),
        ("500000", 2021, "市政府口岸物流办", "重庆市人民政府口岸和物流办公室"),
        ("350100", 2025, "福建金融监管局", "国家金融监督管理总局福建监管局"),
        ("320900", 2020, "市国家保密局", "盐城市国家保密局"),
        ("320900", 2020, "盐城师范学院", "盐城师范学院"),
        ("420100", 2022, "东湖高新区管委会", "武汉东湖新技术开发区管理委员会"),
        ("520100", 2017, "贵阳综保区管委会", "贵阳综合保税区管理委员会"),
        ("430100", 2024, "民盟市委", "中国民主同盟长沙市委员会"),
    ],
)
def test_bodies_are_called_as_their_place_calls_them(
    code: str, year: int, surface: str, name: str, directory: Resolve
) -> None:
    assert directory(code, year).body(surface).name == name


@pytest.mark.parametrize(
    ("code", "surface", "wholes"),
    [
        ("320900", "市财政局", ["盐城市人民政府", "江苏省人民政府"]),
        ("320900", "市委宣传部", ["中共盐城市委员会"]),
        ("440600", "南海区政府", ["佛山市人民政府", "广东省人民政府"]),
        ("430725", "漳江镇", ["桃源县人民政府", "常德市人民政府", "湖南省人民政府"]),
        ("430725", "县电视台", []),
    ],
)
def test_bodies_are_part_of_the_government_or_committee_of_their_place(
    code: str, surface: str, wholes: list[str], directory: Resolve
) -> None:
    agent, found = directory(code, 2019).body(surface), []
    while agent.body and agent.body.parent:
        agent = agent.body.parent
        found.append(agent.name)
    assert found == wholes


def test_a_table_of_units_is_judged_row_by_row(
    registers: Registers, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "units.tsv"
    lines = (
        "jurisdiction\tlevel\tyear\tsurface\tcanonical\ttype",
        "江苏省盐城市\tprefecture\t2020\t市卫健委\t卫生健康委员会\t政府工作部门",
        "盐城市\t市\t2020\t市委宣传部\t中国共产党盐城市委员会宣传部\tparty-organ",
        "盐城市\t市\t2020\t市委宣传口\t中共盐城市委宣传部\t党委工作机关",
        "盐城市\t县\t2020\t市财政局\t盐城市财政局\t事业单位",
        "盐城市\t市\t2020\t财政局\t盐城市财政和国资局\t政府工作部门",
    )
    table.write_text("\n".join(lines), encoding="utf-8")
    print_units(table, registers)
    printed = capsys.readouterr().out
    for figure in ("5 units of 2 places", "name right               3  0.600", "merged:"):
        assert figure in printed
    assert "all three right          2  0.400" in printed
    assert "市财政局: 盐城市财政局/government-department/prefectural, not" in printed


@pytest.mark.parametrize(
    "surface", ["省级交通运输主管部门", "县级市政府", "各镇办", "市级部门", "新经济局", "局"]
)
def test_what_names_no_single_body_stays_unresolved(surface: str, directory: Resolve) -> None:
    assert directory("440100", 2019).body(surface).resolution == "unresolved"


def test_every_resolution_tells_its_rule_and_steps(directory: Resolve) -> None:
    found = directory("430725", 2019).explain("县科工局")
    assert found.rule == "expansion"
    assert "local_bodies.csv: kegong" in found.row
    assert [step.outcome for step in found.steps[:-1]] == ["nothing"] * (len(found.steps) - 1)
    assert "桃源县科技和工业信息化局" in found.steps[-1].outcome


def test_prefix_that_a_list_left_out_gives_the_place(directory: Resolve) -> None:
    assert directory("440600", 2019).body("科技厅", "省").name == "广东省科学技术厅"


@pytest.mark.parametrize(
    ("surfaces", "letter"),
    [
        (["县财政局", "县教育局", "市生态环境局"], "县"),
        (["财政部", "水利部", "省级部门"], "国家"),
        (["市场监管局", "教育局"], ""),
    ],
)
def test_level_of_an_unknown_place_is_what_its_units_show(surfaces: list[str], letter: str) -> None:
    assert level_shown(surfaces) == letter


def test_correction_of_a_unit_holds_in_its_place_only(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "registers"
    shutil.copytree(root / "data" / "registers", folder)
    with (folder / "corrections.csv").open("a", encoding="utf-8") as file:
        file.write("440600,unit,发改位,agency:100000/fagaiwei,a slip,0.7,reader,2026-01-01\n")
        file.write("440600,unit,岸线办,市港航局,a short form,0.8,reader,2026-01-01\n")
        file.write("440600,unit,村改局,佛山市旧村改造局,a short form,0.8,reader,2026-01-01\n")
    corrected = Registers(folder)
    found = Directory(corrected, "440600", 2019).explain("发改位")
    assert (found.agent.name, found.agent.confidence) == ("国家发展和改革委员会", "0.7")
    assert found.rule == "correction"
    assert "a slip (reader, 2026-01-01)" in found.row
    assert Directory(corrected, "440100", 2019).body("发改位").resolution == "unresolved"
    by_name = [Directory(corrected, "440600", 2019).body(one) for one in ("岸线办", "村改局")]
    assert [agent.name for agent in by_name] == ["佛山市港航管理局", "佛山市旧村改造局"]
    mappings = sssom_tsv(corrected, "https://example.org/")
    assert "岸线办\trdfs literal\tskos:exactMatch\tzhengtu:agency/440600/gangwuju" in mappings
