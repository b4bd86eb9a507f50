"""What a text sets as a target is found, with number, unit and comparator; names are left alone."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from loader.entities import Target
from loader.registers.registers import Registers
from loader.targets.finding import find_targets

# text [| title] => value unit comparator [; …]
CASES = """
新增高标准农田2万亩。 => 2 万亩 eq
新增科技领军人才超40名。 => 40 名 gt
建设特色田园乡村3个以上。 => 3 个 ge
控制在3%以内 | 城镇登记失业率 => 3 % le
比重提高0.5个百分点。 => 0.5 个百分点 eq
与上年持平 | 固定资产投资 => - - maintain
保持稳定增长 | 进出口总额 => - - qualitative
增幅高于地区生产总值增幅 | 居民收入 => - - above
完成上级下达任务 | 主要污染物减排 => - - qualitative
氮氧化物削减完成市下达任务。 => - - qualitative
生猪存栏3万头只，深松整地2万亩次。 => 3 万头只 eq ; 2 万亩次 eq
建筑面积约5万平方米。 => 5 万平方米 about
新增2万m³/天处理规模。 => 2 万m³/天 eq
投资额1100万元。 => 1100 万元 eq
引进总部企业5家。 => 5 家 eq
培育企业3—5家。 => 3 家 ge ; 5 家 le
入住率50%至60%。 => 50 % ge ; 60 % le
三分之一以上的村完成改造。 => 0.333333 - ge
占比提高到百分之四十。 => 40 百分之 eq
改造农田一百二十亩。 => 120 亩 eq
新增车位两万个。 => 20000 个 eq
整治河道二十余条。 => 20 条 gt
接待游客10余万人次。 => 10 万人次 gt
旅游人数翻一番。 => 1 番 eq
实现村级卫生室全覆盖。 => - - qualitative
建设保障体系，打造全覆盖、多层次的网络。 =>
培育苏州市级以上龙头企业2家以上。 => 2 家 ge
建成10个苏州市级以上智能制造示范车间。 => 10 个 eq
新增20个助餐点和2所镇老年大学。 => 20 个 eq ; 2 所 eq
新增日间照料中心、助餐点20个。 => 20 个 eq
接包合同额、离岸执行额保持稳定。 => - - maintain ; - - maintain
社会大局保持稳定。 =>
达到或超过90％。 => 90 % ge
减排量不少于1,250吨。 => 1250 吨 ge
死亡率控制在0.06以内。 => 0.06 - le
企业开办时间压缩至3个工作日内。 => 3 个工作日 le
自决定作出之日起20个工作日内公开。 =>
增长9%以上，力争10%。 => 9 % ge ; 10 % eq
扩8轨24班。 => 8 轨 eq ; 24 班 eq
建成500千伏变电站。 => 500 千伏 eq
持续开展“263”专项行动。 =>
落实“人才新政20条”和人才新政20条。 =>
建设24小时书房。 =>
连通G15高速和S338省道。 =>
办好第十一届龙舟节。 =>
迎接2022年省运会。 =>
1.建设泵站；2.清淤。 =>
（一）强化监管。（2）落实责任。 =>
拓展“12345”热线。 =>
电话0512-53521234，13812345678。 =>
落实国办发〔2018〕129号和《条例》第三十二条。 =>
12月31日前报送附件2。 =>
严守三条控制线，落实八个方面任务。 =>
引进10亿元以上项目3个。 => 3 个 eq
60岁以上老人免费乘车。 =>
实施三年行动计划，完成二期工程。 =>
建设5G基站，打造5A级景区，推广4.0版。 =>
一方面打通最后一公里，另一方面破除二元结构。 =>
成熟一个、推进一个，培育一批，填报一张表。 =>
新建两个公园、三所小学和一座图书馆。 => 2 个 eq ; 3 所 eq ; 1 座 eq
举办培训班10期。 => 10 期 eq
失业率、物价分别控制在3%和2%以内。 => 3 % le ; 2 % le
分别提高3个和5个百分点。 => 3 个百分点 eq ; 5 个百分点 eq
惠及群众3万余人。 => 3 万人 gt
贫困人口减少1000万以上。 => 1000 万 ge
清偿一半以上。 => 0.5 - ge
税收达到15万元/亩。 => 15 万元/亩 eq
每镇至少办好1所幼儿园。 => 1 所 ge
6亩以下（不含6亩）由区审查。 =>
排名进入全国前50位，争取考核前三名。 =>
孕产妇死亡率控制在10/10万以内。 => 10 /10万 le
法制审核人员不少于执法人员总数的5%。 => 5 % ge
入围企业为2家的，采取议价方式。 =>
支持单户担保金额500万元及以下的小微企业。 =>
计算方法：处方数/处方总数×100%。 =>
由质量等4个方面构成，整合为一张表，周期为1年。 =>
全面完成上级下达任务。 => - - qualitative
确保完成市政府下达的各项目标任务。 => - - qualitative
完成县里交给的工作。 =>
盘活厂房15万至20万平方米。 => 15 万平方米 ge ; 20 万平方米 le
农村居民收入增幅高于城镇居民。 => - - above
关闭9万吨/年以下小煤矿4处，淘汰35蒸吨以下锅炉12台。 => 4 处 eq ; 12 台 eq
开工甲电厂2×60万千瓦机组。 => 60 万千瓦 eq
满意度达到95分以上。 => 95 分 ge
压缩企业开办时间至1个工作日内。 => 1 个工作日 le
自受理之日至公示期满5个工作日内。 =>
"""


def cases() -> list[tuple[str, str, str]]:
    rows = (line.partition("=>") for line in CASES.strip().splitlines())
    return [
        (text.partition("|")[0].strip(), text.partition("|")[2].strip(), expected.strip())
        for text, _, expected in rows
    ]


def find(registers: Registers, text: str, title: str = "") -> list[Target]:
    return find_targets(text, registers.target_grammar, title=title, year=2018)


def number(target: Target) -> str:
    value = "-" if target.value is None else format(target.value, "f")
    return f"{value} {target.unit_text or '-'} {target.comparator}"


@pytest.mark.parametrize(("text", "title", "expected"), cases())
def test_value_unit_and_comparator(
    text: str, title: str, expected: str, registers: Registers
) -> None:
    assert " ; ".join(map(number, find(registers, text, title))) == expected


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        ("增长7%", "地区生产总值", ("地区生产总值", "growthRate", "commitment")),
        ("科技进步贡献率超62%。", "", ("科技进步贡献率", "share", "commitment")),
        ("占比提高0.5个百分点。", "", ("占比", "change", "commitment")),
        ("万人发明专利拥有量达47件。", "", ("万人发明专利拥有量", "level", "commitment")),
        ("服务业增加值增速保持在8%以上。", "", ("服务业增加值", "growthRate", "commitment")),
        ("推进36个文化中心标准化建设。", "", ("文化中心", "count", "scope")),
        ("完成12条黑臭河道整治。", "", ("黑臭河道", "count", "commitment")),
        ("新建东村、西村等8座露天舞台。", "", ("露天舞台", "count", "commitment")),
        ("建筑面积4500平方米。", "", ("建筑面积", "level", "specification")),
        ("（包括地下停车库1万平方米）", "", ("地下停车库", "level", "specification")),
        ("对污水厂现状1万m³/天处理设施改造。", "", ("污水厂", "level", "baselineState")),
        ("对污水厂2万吨/日处理能力进行提标。", "", ("污水厂", "level", "baselineState")),
        ("对2017年10个试点站点优化。", "", ("试点站点", "count", "baselineState")),
        ("补助标准由每人550元提高到580元。", "", ("补助标准", "level", "baselineState")),
        ("建成投运500千伏变电站。", "", ("变电站", "level", "rating")),
        ("收入、支出分别增长8%和9%。", "", ("收入", "growthRate", "commitment")),
        ("建设全长18公里的大道。", "", ("全长", "level", "specification")),
        ("处理能力提升至10万吨。", "", ("处理能力", "level", "commitment")),
        ("问题化解率达80%。", "", ("问题化解率", "share", "commitment")),
        ("年内开工项目71个、竣工30个。", "", ("项目", "count", "commitment")),
        (
            "生活垃圾无害化处理能力达到800吨/日。",
            "",
            ("生活垃圾无害化处理能力", "level", "commitment"),
        ),
        ("供热面积新增120万平方米。", "", ("供热面积", "level", "commitment")),
        ("完成省下达的减排任务。", "", ("减排", "", "commitment")),
        ("产值增长三分之一。", "", ("产值", "growthRate", "commitment")),
        ("2017年有10个站点。", "", ("站点", "count", "baselineState")),
        ("对甲水厂30万吨/日工艺增加深度处理。", "", ("甲水厂", "level", "baselineState")),
        ("对128户监测对象逐户落实帮扶。", "", ("监测对象", "count", "scope")),
        ("公用经费在上年基础上再压减5%。", "", ("公用经费", "growthRate", "commitment")),
        ("九成以上事项“一证通办”。", "", ("事项“一证通办”", "share", "commitment")),
    ],
)
def test_measure_and_kinds(
    text: str, title: str, expected: tuple[str, str, str], registers: Registers
) -> None:
    first = find(registers, text, title)[0]
    assert (first.measure, first.measure_kind, first.target_kind) == expected


@pytest.mark.parametrize(
    ("text", "unit", "normalized"),
    [
        ("新增农田2万亩", "zt:unit-mu", "20000"),
        ("利用外资8亿美元", "unit:CCY_USD", "800000000"),
        ("新增处理规模0.5万m³/天", "unit:M3-PER-DAY", "5000"),
        ("占比达七成", "unit:PERCENT", "70"),
        ("失信率不高于1.5‰", "unit:PERCENT", "1.5E-1"),
        ("能耗下降3%", "unit:PERCENT", "-3"),
        ("能耗降至3%", "unit:PERCENT", "3"),
        ("成本下降3个百分点", "zt:unit-percentagePoint", "-3"),
        ("粮食产量35亿斤", "unit:KiloGM", "1750000000"),
        ("建成书房5座", "unit:NUM", "5"),
    ],
)
def test_normalized_value(text: str, unit: str, normalized: str, registers: Registers) -> None:
    (target,) = find(registers, text)
    assert target.qudt == unit
    assert target.normalized == Decimal(normalized)


@pytest.mark.parametrize(
    ("text", "baseline", "period"),
    [
        ("投资与上年持平。", 2017, None),
        ("能耗比2015年下降3%。", 2015, None),
        ("较上年提高2个百分点。", 2017, None),
        ("对2016年10个站点优化。", 2016, None),
        ("在2016年10个的基础上优化。", 2016, None),
        ("到2020年，森林覆盖率达到25%。", None, 2020),
        ("2020年底前新增泊位100个。", None, 2020),
        ("新增泊位100个。", None, None),
        ("在上年基础上压减5%。", 2017, None),
    ],
)
def test_years(text: str, baseline: int | None, period: int | None, registers: Registers) -> None:
    (target,) = find(registers, text)
    assert (target.baseline, target.period) == (baseline, period)


def test_a_reference_is_told_in_the_words_of_the_text(registers: Registers) -> None:
    (above,) = find(registers, "增幅高于城镇居民收入增幅2个百分点", "农村居民收入")
    assert above.reference == "城镇居民收入增幅"
    assert (number(above), above.measure) == ("2 个百分点 above", "农村居民收入")
    assert above.quote == "增幅高于城镇居民收入增幅2个百分点"


def test_every_pattern_of_names_hides_its_example(registers: Registers) -> None:
    rows = registers.target_grammar.name_rows
    assert rows
    hidden = {row.example: re.search(row.pattern, row.example) for row in rows}
    assert [example for example, match in hidden.items() if match is None] == []
    for example, match in hidden.items():
        assert match
        inside = range(*match.span())
        assert not [
            t.quote for t in find(registers, example) if {*inside} & {*range(t.start, t.end)}
        ]


def test_a_run_of_digits_is_no_number(registers: Registers) -> None:
    assert find(registers, f"达到{'9' * 5000}个，新增3座。")[0].value == 3


def test_every_wording_is_found_in_its_example(registers: Registers) -> None:
    rows = registers.target_grammar.wording_rows
    found = [(row, find(registers, row.example, "某指标")) for row in rows]
    assert found
    assert [row.example for row, targets in found if len(targets) != 1] == []
    assert [row.comparator for row, _ in found] == [t.comparator for _, (t,) in found]
