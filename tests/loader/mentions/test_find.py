"""Names in running text are found whole, of the right kind, and what is no name is not found."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.elsewhere import read_items
from bench.entities import read_marks, sentence_samples
from bench.quality import compare
from loader.entities import Printed
from loader.extract import extract
from loader.mentions.entities import entity_of
from loader.mentions.find import find_names
from loader.mentions.vocabulary import Vocabulary, vocabulary_of
from loader.placements import Placement
from loader.places.jurisdictions import jurisdiction_of_code
from loader.readers import read_document
from loader.registers.registers import Registers
from loader.source import Paragraph


def vocabulary(registers: Registers, code: str = "320585", year: int = 2018) -> Vocabulary:
    return vocabulary_of(jurisdiction_of_code(code, year, registers), year, registers)


def names(text: str, registers: Registers) -> list[tuple[str, str]]:
    found = find_names(text, vocabulary(registers))
    return [(name.kind, text[name.start : name.end]) for name in found]


@pytest.mark.parametrize(
    "marked",
    [
        "拓宽[facility|虚河北路]，新建[facility|石板桥]",
        "提升[facility|三里闸]、[facility|新石桥镇]等国考断面水质",
        "在[place|浮桥镇][place|新石村]、[place|柳林村]等村新建舞台",
        "支持[organization|虚河集团]建设[facility|虚河第二水厂]，推动[organization|鸿飞公司]设立总部",
        "新建[facility|县体育馆]，扩建[organization|县中医院]",
        "融入[place|沪][place|太]同城，深化[place|沪][place|苏]合作",
        "开发[place|柳林]、[place|石板塘]等片区",
        "推进[facility|石板路]、[facility|柳林桥]等12条道路改造",
        "建设[facility|[place|江苏]—[place|德国]技术转移[place|太仓]平台]",
        "扶持[organization|鸿飞电子]、[organization|瑞虚]等骨干企业",
        "落实[policy|《虚河流域管理条例》]，学习《虚河日报》",
        "按照[policy|苏政发〔2017〕86号]要求",
        "开展[programme|“虚河清流”专项行动]",
        "落实[programme|“河长制”]",
        "推行[programme|“双随机、一公开”]监管",
        "办好[event|第三届德国“虚河日”]",
        "深化对[place|德]合作，新增[place|德]资项目",
        "敷设110千伏[facility|石板变]",
        "由[organization|市环保局]牵头，[organization|市公安局]、[organization|交运局]配合",
        "会同[organization|省财政厅]、[organization|科技厅]和[organization|国家发展改革委]",
        "报[organization|市委]、[organization|市政府]同意后，由[organization|团市委]发起",
        "[organization|浮桥镇政府]与[organization|高新区管委会]共建",
        "向[organization|苏州市政府]报告，接受[organization|市人大常委会]监督",
        "支持[organization|鸿飞特]、[organization|鸿飞股份]增资扩产",
        "招引[organization|比亚迪]配套企业6家",
        "推动[organization|虚河大学]、[organization|鸿飞特]共建实验室",
        "开发[place|柳北]、[place|石板片区]，推进[place|柳林]、[place|石塘]两镇治理",
        "办好[event|第三届虚河油菜花节]和[event|中国（虚河）国际摄影大赛]",
        "加快[facility|地铁1号线]建设，开展[programme|第三次全国国土调查]",
        "实施[programme|“虚河清流”水体保洁行动]",
        "整治[facility|旬河]，建设[facility|虚河内港]",
        "在[organization|市二中]和[organization|虚河小学]各建一座食堂",
    ],
)
def test_names_are_found_whole_and_of_their_kind(marked: str, registers: Registers) -> None:
    text, expected = read_marks(marked)
    found = sorted((kind, text[start:end]) for kind, start, end in expected)
    assert sorted(names(text, registers)) == found


@pytest.mark.parametrize(
    "text",
    [
        "新建学校3所、公园5个",
        "改造12条农村公路",
        "完善公路网、供水线路和污水管网",
        "培育龙头企业",
        "牢固树立“四个意识”",
        "落实“一岗双责”",
        "赴马德里招商",
        "电力、化工等行业循环生产",
        "建设23个日间照料中心",
        "实现“一个号码服务社会、一个平台管理城市”",
        "学习先进经验",
        "市政府采购、政府购买服务",
        "各市政府、市直部门和各委办局",
        "认真办理市人大代表建议、市政协委员提案",
        "促进企业上市，支持纺织服装、电子信息等企业做大做强",
        "整治内河、出海河道，保护绿水青山",
        "新改建卫生院2所，建成示范村10个",
        "打开新局面，争取上级部门和行政部门支持",
        "",
    ],
)
def test_what_is_no_name_is_not_found(text: str, registers: Registers) -> None:
    assert names(text, registers) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("建设市第二水厂", "建设太仓市第二水厂", True),
        ("建设第二水厂", "建设太仓市第二水厂", True),
        ("落实“河长制”", "落实河长制", True),
        ("根据国发〔2016〕31号", "根据国发[2016]31号", True),
        ("建设柳林桥", "建设石板桥", False),
    ],
)
def test_what_is_called_differently_is_one_thing(
    *, one: str, other: str, same: bool, registers: Registers
) -> None:
    known = vocabulary(registers)
    first, second = (entity_of(find_names(t, known)[0], t, known) for t in (one, other))
    assert (first.iri == second.iri) is same


def test_things_of_two_cities_are_two_and_those_of_the_country_one(registers: Registers) -> None:
    here, there = vocabulary(registers), vocabulary(registers, "320581")
    for text, same in (("建设柳林桥", False), ("与复旦大学合作", True), ("沿长江建设", True)):
        first, second = (entity_of(find_names(text, v)[0], text, v) for v in (here, there))
        assert (first.iri == second.iri) is same, text


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("浮桥镇柳林、石板、虚河等八个村", "浮桥镇"),
        ("浮桥镇柳林村、石板村和虚河村", "浮桥镇"),
        ("沙溪镇柳林村、浮桥镇石板村", "浮桥镇"),
    ],
)
def test_villages_of_a_list_lie_in_the_town_before_them(
    text: str, town: str, registers: Registers
) -> None:
    known = vocabulary(registers)
    found = [entity_of(name, text, known) for name in find_names(text, known)]
    last = found[-1].place
    assert last is not None
    above = registers.divisions.by_code(last.parent, 2018)
    assert above is not None
    assert above.name == town


def test_a_body_in_text_is_the_body_of_unit_cells(registers: Registers) -> None:
    known = vocabulary(registers)
    text = "会同市环保局和省环保厅"
    bodies = [entity_of(name, text, known) for name in find_names(text, known)]
    units = [known.directory.body(unit).iri for unit in ("环保局", "江苏省环境保护厅")]
    assert [body.iri for body in bodies] == units


def test_a_name_that_a_line_break_cuts_is_quoted_as_printed() -> None:
    cell = Paragraph(1, "　建设石板\n桥，绿化", None, 1)
    where = Placement(Printed("建设石板桥，绿化", cell)).span(2, 5)
    assert where is not None
    assert cell.raw[where[1].start : where[1].end] == "石板\n桥"


def test_a_policy_cites_others_but_not_itself(registers: Registers, tmp_path: Path) -> None:
    path = tmp_path / "policy.txt"
    path.write_text(
        "虚河市人民政府关于印发《虚河清流行动方案》的通知\n虚政发〔2019〕7号\n各镇人民政府：\n"
        "根据《虚河流域管理条例》和国发〔2015〕17号，制定《虚河清流行动方案》。\n"
        "一、落实河长制。\n虚河市人民政府\n2019年3月1日\n",
        encoding="utf-8",
    )
    extraction, _ = extract(read_document(path), registers, "policy")
    assert [m.quote for m in extraction.citations] == ["《虚河流域管理条例》", "国发〔2015〕17号"]
    assert [m.quote for m in extraction.programmes] == ["河长制"]


@pytest.mark.parametrize(("kind", "least"), [("targets", 0.95), ("names", 0.9), ("themes", 0.85)])
def test_most_of_what_items_of_other_cities_say_is_found(
    kind: str, least: float, registers: Registers
) -> None:
    items = read_items()
    assert len(items) == 159
    found = {pair for item in items for pair in item.found(kind, registers)}
    true = {pair for item in items for pair in item.true(kind)}
    assert compare(found, true).f1 > least


@pytest.mark.parametrize("part", ["dev", "held"])
def test_most_names_in_sentences_of_other_places_are_found(part: str, registers: Registers) -> None:
    sample = sentence_samples(registers)[f"own sentences, {part}"]
    right = len(sample.found & sample.true)
    assert right / len(sample.found) > 0.9
    assert right / len(sample.true) > 0.85
