"""What items mention is asked for by item, place, programme and document, with the words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from queries.ask import Result

Ask = Callable[..., Result]
Row = tuple[Any, ...]


def rows(result: Result, *columns: str) -> list[Row]:
    return [tuple(row[column] for column in columns) for row in result.rows]


def test_places_of_an_item_come_with_words_and_parent(ask: Ask) -> None:
    found = ask("places-of-item", item="现代公共文化服务体系建设完善工程")
    villages = ["浮南社区", "丁泾村", "时思社区", "茜泾村", "浮桥村", "浪港村", "新邵村", "七丫村"]
    expected = [("浮桥镇", "浮桥镇", "太仓市"), *((name, name, "浮桥镇") for name in villages)]
    expected += [("娄东街道", "娄东街道", "太仓市"), ("朝阳", "朝阳", "娄东街道")]
    expected += [("沙溪镇", "沙溪镇", "太仓市")]
    expected += [("岳王", "岳王", "沙溪镇")]
    assert rows(found, "quote", "placeName", "parentName") == expected


def test_mentions_of_an_item_stand_in_the_order_of_the_text(ask: Ask) -> None:
    found = ask("mentions-of-item", item="滨河公园东延工程")
    expected = [
        "滨河公园",
        "新浏河风光带",
        "G15高速公路",
        "岳鹿路",
        "新浏河",
        "滨河路",
        "十八港",
        "白云渡路",
    ]
    assert rows(found, "quote") == [(quote,) for quote in expected]
    assert {row["how"] for row in found.rows} == {"提及设施"}


def test_items_about_a_place_include_those_about_its_parts(ask: Ask) -> None:
    found = rows(ask("items-about-place", place="沙溪镇"), "annexNumber", "rowNumber", "namedName")
    assert (1, 45, "沙溪镇") in found
    assert (1, 77, "归庄") in found
    assert (2, 18, "直塘") in found
    assert {name for *_, name in found} <= {"沙溪镇", "沙溪古镇", "归庄", "直塘", "岳王"}


@pytest.mark.parametrize(
    ("programme", "items"),
    [
        ("河长制", [(1, 112)]),
        ("“263”专项行动", [(1, 103)]),
        ("双随机、一公开", [(1, 131)]),
        ("长期护理保险", [(1, 83), (2, 10)]),
    ],
)
def test_items_of_a_programme(programme: str, items: list[Row], ask: Ask) -> None:
    found = ask("items-of-programme", programme=programme)
    assert rows(found, "annexNumber", "rowNumber") == items


@pytest.mark.parametrize(
    ("programme", "number", "inferred"),
    [
        ("“263”专项行动", "苏发〔2016〕47号", "false"),
        ("河长制", "厅字〔2016〕42号", "false"),
        ("长期护理保险", "人社厅发〔2016〕80号", "true"),
        ("三社联动", None, None),
    ],
)
def test_a_programme_says_what_created_it_and_whether_that_is_inferred(
    programme: str, number: str | None, inferred: str | None, ask: Ask
) -> None:
    found = {row["programmeName"]: row for row in ask("programmes-overview").rows}
    assert (found[programme]["policyNumber"], found[programme]["inferred"]) == (number, inferred)


def test_no_political_phrase_is_a_programme(ask: Ask) -> None:
    names = {row["programmeName"] for row in ask("programmes-overview").rows}
    assert not names & {"四个自信", "四个意识", "四风", "一岗双责"}


def test_policies_of_an_item_say_how_they_were_found(ask: Ask) -> None:
    found = ask("policies-of-item", item="长期护理保险试点惠民工程")
    expected = [("行动", "true", "长期护理保险", "人社厅发〔2016〕80号")]
    assert rows(found, "by", "inferred", "through", "policyNumber") == expected


def test_a_facility_is_of_its_place_unless_its_name_is_known_everywhere(ask: Ask) -> None:
    found = {row["facilityName"]: row for row in ask("facilities").rows}
    assert (found["沪通铁路"]["placeName"], found["沪通铁路"]["items"]) == (None, 2)
    assert (found["第二水厂"]["placeName"], found["第二水厂"]["items"]) == ("太仓市", 1)
    assert "新丰桥镇" in found, "a section for the quality of water is no town"


def test_what_a_document_cites(ask: Ask) -> None:
    found = rows(ask("citations"), "citedName", "loaded")
    assert found == [("政府工作报告（2018年，市十六届人大二次会议）", "false")]
