"""A measure is the indicator that the register says it is, or none; likeness decides nothing."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pytest
from pyoxigraph import Store

from loader.registers.indicators import find_indicator, find_indicators
from loader.registers.registers import Registers
from ontology.errors import RegisterError
from ontology.standards import PREFIXES


@pytest.mark.parametrize(
    ("measure", "label"),
    [
        ("GDP", "地区生产总值"),
        ("ＧＤＰ增速", "地区生产总值"),
        ("国内生产总值", "地区生产总值"),
        ("全省地区生产总值年均增长", "地区生产总值"),
        ("固投", "固定资产投资"),
        ("全社会固定资产投资", "固定资产投资"),
        ("规上工业总产值增", "规模以上工业总产值"),
        ("规模以上工业增加值", "规模以上工业增加值"),
        ("一般公共预算收入（同口径）", "一般公共预算收入"),
        ("社零", "社会消费品零售总额"),
        ("力争城镇登记失业率控制", "城镇登记失业率"),
        ("城镇调查失业率", "城镇调查失业率"),
        ("CPI涨幅", "居民消费价格涨幅"),
        ("细颗粒物（PM2.5）年均浓度", "PM2.5平均浓度"),
        ("PM₂.₅浓度降幅", "PM2.5平均浓度"),
        ("研究与试验发展经费支出占国内生产总值比例", "全社会研发经费投入占地区生产总值比重"),
        ("Ｒ＆Ｄ投入强度", "全社会研发经费投入占地区生产总值比重"),
        ("全社会研发经费投入", "全社会研发经费投入"),
        ("单位地区生产总值能耗", "单位地区生产总值能耗"),
        ("农村居民人均可支配收入增幅", "农村居民人均可支配收入"),
        ("全 市 常 住 人 口", "常住人口"),
        ("绿色GDP", None),
        ("地区生产总值和财政收入", None),
        ("新增教师", None),
        ("增长", None),
        ("全市", None),
        ("", None),
        ("推动" * 40 + "地区生产总值", None),
    ],
)
def test_measure_is_one_indicator_or_none(
    measure: str, label: str | None, registers: Registers
) -> None:
    found = find_indicator(measure, registers)
    assert (found.label if found else None) == label


@pytest.mark.parametrize(
    ("title", "labels"),
    [
        ("进出口总额和实际使用外资", ["进出口总额", "实际使用外资"]),
        ("单位GDP能耗及主要污染物减排等约束性指标", ["单位地区生产总值能耗", "主要污染物减排"]),
        ("粮食产量、粮食播种面积", ["粮食产量", "粮食播种面积"]),
        ("研究与试验发展经费支出与地区生产总值之比", ["全社会研发经费投入占地区生产总值比重"]),
        ("GDP、地区生产总值", ["地区生产总值"]),
        ("重点工作", []),
    ],
)
def test_title_names_each_of_its_indicators(
    title: str, labels: list[str], registers: Registers
) -> None:
    assert [indicator.label for indicator in find_indicators(title, registers)] == labels


def test_every_name_in_the_register_leads_to_its_own_row(registers: Registers) -> None:
    assert len(registers.indicators) >= 80
    for row in registers.indicators:
        for name in filter(None, (row.label_zh, *row.synonyms.split("|"))):
            found = find_indicator(name, registers)
            assert found, name
            assert found.label == row.label_zh, name


@pytest.mark.parametrize("name", ["indicators", "indicator_words"])
def test_register_is_in_canonical_order(name: str, root: Path) -> None:
    path = root / "data" / "registers" / f"{name}.csv"
    header, *rows = csv.reader(path.read_text("utf-8").splitlines())
    kinds = ["same", "before", "after"]
    key = (lambda row: row[0]) if name == "indicators" else lambda r: (kinds.index(r[1]), r[0])
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *sorted(rows, key=key)])
    assert path.read_text("utf-8") == text.getvalue()


def test_name_of_two_indicators_is_refused(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "registers"
    shutil.copytree(root / "data" / "registers", folder)
    with (folder / "indicators.csv").open("a", encoding="utf-8") as file:
        file.write("zero-growth,零增长,zero growth,国内生产总值,没有增长,%,\n")
    with pytest.raises(RegisterError, match="'国内生产总值' names both gdp and zero-growth"):
        Registers(folder).check()


def test_indicator_item_leads_to_its_concept(exported: Store) -> None:
    rows = exported.query(
        """SELECT ?label WHERE { ?item zt:indicator ?indicator ; a zt:IndicatorItem .
        ?indicator a zt:Indicator, skos:Concept ; skos:prefLabel ?label ; skos:definition ?said
        FILTER(LANG(?label) = "zh") }""",
        prefixes=PREFIXES,
        use_default_graph_as_union=True,
    )
    labels = {row["label"].value for row in rows}
    assert {"地区生产总值", "城镇登记失业率", "进出口总额", "居民人均可支配收入"} <= labels
