"""What is meant is found under its other names, and each result says why it was found."""

from __future__ import annotations

import pytest

from graph.index.completion import complete
from graph.index.index import TextIndex
from graph.index.search.highlights import snippet
from graph.index.search.searches import Found, Search
from graph.index.search.ways import words_of
from graph.index.text_query import why_found
from graph.index.words.words import folded
from graph.opened import OpenSnapshot
from ontology.errors import UnknownValue

ALL = 10_000


@pytest.fixture(scope="module")
def index(opened: OpenSnapshot) -> TextIndex:
    return opened.index


def find(index: TextIndex, text: str, **more: str) -> Found:
    return index.search(Search(text, limit=ALL, facets=0, **more))  # type: ignore[arg-type]


def iris(found: Found) -> set[str]:
    return {card["iri"] for _, card in found.hits}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("環境保護局", "环境保护局"),
        ("衞計委", "卫计委"),
        ("黨風廉政", "党风廉政"),
        ("huanbaoju", "hbj"),
        ("HuanBaoJu", "huanbaoju"),
        ("市环保局", "太仓市环保局"),
    ],
)
def test_two_spellings_find_the_same(one: str, other: str, index: TextIndex) -> None:
    assert iris(find(index, one)) == iris(find(index, other)) != set()


@pytest.mark.parametrize(
    ("asked", "printed"),
    [
        ("发改委", "发改委"),
        ("发展和改革委员会", "发改委"),
        ("fagaiwei", "发改委"),
        ("fgw", "发改委"),
        ("环保局", "环保局"),
        ("环境保护局", "环保局"),
        ("两减六治三提升", "263"),
        ("“263”", "263"),
        ("上海", "沪"),
        ("沪", "上海"),
        ("规上", "规模以上"),
    ],
)
def test_other_names_find_what_is_printed(asked: str, printed: str, index: TextIndex) -> None:
    items = {"task", "project", "indicator"}
    expected = {c["iri"] for _, c in find(index, f'"{printed}"').hits if c["type"] in items}
    assert expected
    assert expected <= iris(find(index, asked))


@pytest.mark.parametrize(
    ("asked", "other"),
    [
        ("R&D", "研发"),
        ("Ｒ＆Ｄ", "研发"),
        ("研发", "R&D"),
        ("R&D经费", "研发经费"),
        ("专业化、精细化、特色化、新颖化", "专精特新"),
    ],
)
def test_a_word_with_a_sign_is_looked_up_as_a_whole(
    asked: str, other: str, index: TextIndex
) -> None:
    found = iris(find(index, asked))
    assert found >= iris(find(index, f'"{asked}"')) | iris(find(index, f'"{other}"')) != set()
    assert len(found) < 10


@pytest.mark.parametrize(
    ("asked", "printed"),
    [
        ('"水利（水务）局"', "水利（水务）局"),
        ('"水利·水务〔局〕"', "水利（水务）局"),
        ('"企业“专"', "企业“专"),
        ('"PM2.5平均浓度"', "PM2.5平均浓度"),
        ('"8%"', "8%"),
        ("8%", "8%"),
        ("1+X", "1+X"),
    ],
)
def test_a_wording_with_signs_follows_each_other(
    asked: str, printed: str, index: TextIndex
) -> None:
    found = find(index, asked)
    assert found.hits
    for _, card in found.hits:
        texts = (card["label"], card["text"], card["annual_task"])
        assert any(printed in text for text in (*texts, *card["names"], *card["surfaces"])), card
        assert why_found(found.terms, card)


@pytest.mark.parametrize(
    "asked", ['"城区、河道"', '"环保局、农委"', '"A&B"', '"S&P"', "A&B", '"2、5"', "3.5亿"]
)
def test_what_stands_apart_is_no_wording(asked: str, index: TextIndex) -> None:
    assert find(index, asked).total == 0


@pytest.mark.parametrize("marks", ["“{}”", "「{}」", "『{}』"])
@pytest.mark.parametrize("wording", ["环保局", "公共自行车", "三公"])
def test_chinese_quotation_marks_ask_for_the_wording(
    wording: str, marks: str, index: TextIndex
) -> None:
    exact = iris(find(index, f'"{wording}"'))
    assert iris(find(index, marks.format(wording))) == exact != set()


@pytest.mark.parametrize("name", ['"1123" action', "China (Shanghai) Pilot Free Trade Zone"])
def test_the_signs_of_a_whole_name_are_no_grammar(name: str, index: TextIndex) -> None:
    assert {card["type"] for _, card in find(index, name).hits} & {"task", "project", "indicator"}


def test_quotation_marks_within_a_name_belong_to_it(index: TextIndex) -> None:
    assert iris(find(index, "“三公”经费")) >= iris(find(index, '"三公经费"')) | set()
    assert iris(find(index, "“三公”经费")) & iris(find(index, '"三公"'))
    assert iris(find(index, "“263”")) == iris(find(index, "263"))


def test_a_short_name_of_a_place_counts_less_than_the_place(index: TextIndex) -> None:
    scores = {card["iri"]: score for score, card in find(index, "上海").hits}
    printed = iris(find(index, '"上海"'))
    only_short = iris(find(index, '"沪"')) - printed
    assert only_short
    assert max(scores[i] for i in only_short) < min(scores[i] for i in printed)


@pytest.mark.parametrize(
    ("text", "held", "refused"),
    [
        ("河道 -农村", ["河道"], ["农村"]),
        ("学校 OR 医院", [], []),
        ('"实施方案"', ["实施方案"], []),
        ("(学校 OR 医院) -建设", [], ["建设"]),
    ],
)
def test_operators_narrow_and_widen(
    text: str, held: list[str], refused: list[str], index: TextIndex
) -> None:
    found = find(index, text)
    for _, card in found.hits:
        whole = folded("\n".join([card["label"], card["text"], *card["names"], *card["surfaces"]]))
        assert all(word in whole for word in held), card["label"]
        assert not any(word in card["text"] for word in refused), card["label"]
    either = [iris(find(index, word)) for word in ("学校", "医院")]
    assert iris(find(index, "学校 OR 医院")) == either[0] | either[1]
    assert iris(find(index, "学校 -医院")) == either[0] - either[1]
    assert iris(find(index, "(学校 OR 医院) -建设")) == (either[0] | either[1]) - iris(
        find(index, "建设")
    )


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("河长制", {"wording", "alias", "link"}),
        ("发展和改革委员会", {"wording", "alias", "link", "words", "synonym"}),
        ("hbj", {"sound", "link"}),
        ("两减六治三提升", {"wording", "alias", "synonym", "link"}),
        ("环保局 河道", {"wording", "words"}),
        ("赵建初", {"wording", "link"}),
    ],
)
def test_every_result_says_why(text: str, reasons: set[str], index: TextIndex) -> None:
    found = find(index, text)
    assert found.hits
    words = words_of(found.terms)
    for _, card in found.hits:
        whys = why_found(found.terms, card)
        assert whys, card["label"]
        assert {why.by for why in whys} <= reasons
        for why in whys:
            shown = card[why.field]
            texts = [shown] if isinstance(shown, str) else [str(value) for value in shown]
            assert any(folded(why.found) in folded(text) for text in texts), why
        extract = snippet(card, words)
        for start, end in extract.highlights:
            assert folded(extract.text[start:end]) in words


def test_orders(index: TextIndex) -> None:
    by_agency = [card for _, card in find(index, "建设", sort="agency").hits]
    leaders = [
        next((a["label"] for a in c["agencies"] if a["role"] in ("lead", "responsible")), "\uffff")
        for c in by_agency
    ]
    assert leaders == sorted(leaders)
    assert len(set(leaders)) > 5
    years = [card["year"] for _, card in find(index, "建设", sort="year").hits]
    assert years == sorted(years, reverse=True)
    assert iris(find(index, "建设")) == {card["iri"] for card in by_agency}
    paged = [
        card["iri"]
        for offset in range(0, len(by_agency), 7)
        for _, card in index.search(Search("建设", (), 7, offset, sort="agency")).hits
    ]
    assert paged == [card["iri"] for card in by_agency]
    with pytest.raises(UnknownValue, match="relevance, year, agency"):
        find(index, "建设", sort="size")


def test_what_resembles_an_item_shares_its_rare_words(index: TextIndex) -> None:
    item = next(card for _, card in find(index, "黑臭河道").hits if card["type"] == "task")
    found = find(index, "", like=item["iri"])
    assert item["iri"] not in iris(found)
    assert any("整治" in card["label"] for _, card in found.hits[:3])
    whole = folded(item["label"] + item["text"] + item["annual_task"])
    for _, card in found.hits:
        whys = why_found(found.terms, card)
        assert {why.by for why in whys} == {"likeness"}
        assert all(why.term in whole for why in whys)
    with pytest.raises(UnknownValue, match="nothing has the identifier"):
        find(index, "", like="https://example.org/none")


@pytest.mark.parametrize(
    ("typed", "by", "label"),
    [
        ("环保", "name", "太仓市环境保护局"),
        ("太仓市环", "name", "太仓市环境保护局"),
        ("huanb", "name", "太仓市环境保护局"),
        ("hbj", "sound", "太仓市环境保护局"),
        ("赵建", "name", "赵建初"),
        ("zhaojian", "name", "赵建初"),
        ("zjc", "sound", "赵建初"),
        ("赵健初", "sound", "赵建初"),
        ("环宝局", "sound", "太仓市环境保护局"),
        ("环境保户局", "sound", "太仓市环境保护局"),
        ("环境保局", "likeness", "太仓市环境保护局"),
        ("huanbaojv", "likeness", "太仓市环境保护局"),
        ("太政发〔2018", "name", "关于分解落实2018年政府各项主要工作任务的通知"),
        ("關於分解", "name", "关于分解落实2018年政府各项主要工作任务的通知"),
    ],
)
def test_the_beginning_of_a_name_is_completed(
    typed: str, by: str, label: str, index: TextIndex
) -> None:
    found = complete(index, typed)
    assert label in [one.label for one in found]
    assert by in {one.by for one in found if one.label == label} | {"name"}
    assert all(one.matched for one in found)


def test_only_the_wanted_types_are_suggested(index: TextIndex) -> None:
    assert {one.type for one in complete(index, "太仓", ("agency",))} <= {"agency", "group"}
    assert {one.type for one in complete(index, "太仓", ("place",))} == {"place"}
    assert complete(index, "，") == complete(index, "") == []


def test_a_search_forgives_no_slip(index: TextIndex) -> None:
    assert find(index, "环宝局").total == find(index, "huanbaojv").total == 0
