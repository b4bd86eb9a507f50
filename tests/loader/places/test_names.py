"""Places in text are recognised by their context; what only looks like a place is none."""

from __future__ import annotations

import pytest

from bench.places import Sentence, found_in, read_sentences, score
from loader.places.jurisdictions import jurisdiction_of_code
from loader.places.names import find_places
from loader.registers.registers import Registers

TAICANG = "320585"


def names(text: str, registers: Registers, code: str = TAICANG) -> list[tuple[str, str]]:
    return list(found_in(Sentence("", code, 2018, text, ()), registers))


@pytest.mark.parametrize(
    "text",
    [
        "新丰桥镇等国考省考断面",
        "浏河、七浦塘等5个省考断面",
        "上海路大修",
        "北京西路亮化",
        "赴马德里招商",
        "发展中山区农业",
        "经济南北联动",
        "推广东部经验",
        "保持社会长治久安",
        "幸福安康",
        "推进平安建设",
        "苏州大学开学",
        "太仓港吞吐量",
        "太仓市人民政府",
        "昆山市委办公室",
        "上海人",
        "在太湖流域",
        "来太多了",
        "鼓楼区",
        "新区",
        "",
    ],
)
def test_what_is_no_place_is_not_found(text: str, registers: Registers) -> None:
    assert names(text, registers) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("高新区扩容", [("高新区", "320585/gaoxinqu")]),
        ("沙溪镇、城厢", [("沙溪镇", "320585101"), ("城厢", "320585100")]),
        ("江苏省苏州市吴江区", [("江苏省苏州市吴江区", "320509")]),
        ("南京市鼓楼区", [("南京市鼓楼区", "320106")]),
        ("临沪优势", [("沪", "310000")]),
        ("来太投资", [("太", TAICANG)]),
        ("京津冀协同", [("京", "110000"), ("津", "120000"), ("冀", "130000")]),
        ("太仓市场监管", [("太仓", TAICANG)]),
        ("常熟市长论坛", [("常熟", "320581")]),
    ],
)
def test_place_is_found_with_its_code(
    text: str, found: list[tuple[str, str]], registers: Registers
) -> None:
    assert names(text, registers) == found


@pytest.mark.parametrize(
    ("code", "found"),
    [("320106", "320106"), ("320302", "320302"), ("320100", "320106"), ("110000", None)],
)
def test_name_of_several_places_is_the_one_of_the_jurisdiction(
    code: str, found: str | None, registers: Registers
) -> None:
    assert names("鼓楼区绿化", registers, code) == ([("鼓楼区", found)] if found else [])


def test_abbreviation_of_one_place_is_not_read_elsewhere(registers: Registers) -> None:
    assert names("来太投资", registers, "320583") == []


def test_towns_are_read_in_their_county_only(registers: Registers) -> None:
    assert names("沙溪镇建桥", registers, "320583") == []


def test_place_is_of_the_year(registers: Registers) -> None:
    for year, code in ((2010, "320584"), (2024, "320509")):
        jurisdiction = jurisdiction_of_code("320500", year, registers)
        (found,) = find_places("吴江城区改造", jurisdiction, year, registers)
        assert found.place.code == code


def test_found_names_stand_in_the_text_in_order(registers: Registers) -> None:
    for sentence in read_sentences():
        jurisdiction = jurisdiction_of_code(sentence.code, sentence.year, registers)
        found = find_places(sentence.text, jurisdiction, sentence.year, registers)
        ends = [0, *(place.end for place in found)]
        assert all(end <= place.start for end, place in zip(ends, found, strict=False))
        assert all(0 < float(place.confidence) < 1 for place in found)


@pytest.mark.parametrize("part", ["dev", "held"])
def test_sentences_are_read_well(part: str, registers: Registers) -> None:
    result = score(part, registers)
    assert result.sentences > 40
    assert min(result.precision, result.recall) >= 0.95
