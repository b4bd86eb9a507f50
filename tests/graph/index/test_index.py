"""What stands in an item is found by any part of it, and what is counted is exact."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import asdict
from itertools import product
from typing import Any

import pytest

from bench.search_quality import read_judged
from graph.index import index as index_module
from graph.index.counting.sets import EntrySets
from graph.index.entries.fields import FACETS, Condition
from graph.index.index import TextIndex
from graph.index.ranking.scores import Ranking
from graph.index.search.highlights import LONGEST, find_spans, snippet
from graph.index.search.searches import Found, Search
from graph.index.search.ways import words_of
from graph.index.words.words import fold, runs
from graph.opened import OpenSnapshot
from loader.registers.registers import Registers
from ontology.errors import UnknownValue
from queries.filters import read_filters

ID = "https://w3id.org/zhengtu/id/"
ALL = 10_000
ITEM_TYPES = {"task", "project", "indicator"}

Key = tuple[int, int]


@pytest.fixture(scope="module")
def index(opened: OpenSnapshot) -> TextIndex:
    return opened.index


@pytest.fixture(scope="module")
def texts(truth: dict[str, Any]) -> dict[Key, list[str]]:
    """Return the texts of each item by annex and row, as the independent reader wrote them."""
    return {
        (i["annex"], i["row"]): [t for t in (i["title"], i["text"], i["annual_task"]) if t]
        for i in truth["items"]
    }


def keys(found: Found) -> set[Key]:
    return {tuple(card["order"]) for _, card in found.hits if card["type"] in ITEM_TYPES}


def find(index: TextIndex, text: str, **filters: str) -> Found:
    return index.search(Search(text, read_filters(filters, index).conditions(), limit=ALL))


def found_by(index: TextIndex, part: str) -> set[Key]:
    """Return the items that hold `part`; a bracket or quotation mark in it is no sign."""
    text = "".join(" " if c in '()"' else c for c in part) if set(part) & set('()"') else part
    return keys(index.search(Search(text, limit=ALL, facets=0)))


def parts(texts: dict[Key, list[str]], length: int) -> dict[str, set[Key]]:
    """Return every substring of `length` that has a letter, and the items that hold it."""
    found: dict[str, set[Key]] = {}
    for key, own in texts.items():
        for text in own:
            for start in range(len(text) - length + 1):
                part = text[start : start + length]
                if runs(part):
                    found.setdefault(part, set()).add(key)
    return found


@pytest.mark.parametrize(("length", "sample"), [(2, None), (1, 300), (3, 400), (7, 400)])
def test_every_part_of_a_text_finds_its_item(
    length: int, sample: int | None, index: TextIndex, texts: dict[Key, list[str]]
) -> None:
    wanted = parts(texts, length)
    if sample:
        wanted = dict(random.Random(length).sample(sorted(wanted.items()), sample))  # noqa: S311
    assert len(wanted) > 250
    missed = {part: held - found_by(index, part) for part, held in wanted.items()}
    assert {part: held for part, held in missed.items() if held} == {}


@pytest.mark.parametrize(
    "words", ["河长制", "“263”专项行动", "万m³", "互联网+", "24小时城市阅读空间", "G15高速公路"]
)
def test_wording_finds_only_items_that_hold_its_words(words: str, index: TextIndex) -> None:
    found = find(index, f'"{words}"')
    assert found.total == len(found.hits) > 0
    for _, card in found.hits:
        held = fold(" ".join(str(value) for value in card.values())).text
        assert all(word in held for run in runs(words) for word in index.words.words(run))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("24小时", "２４小时"),
        ("G15", "ｇ１５"),
        ("G15", "g15"),
        ("水利（水务）局", "水利(水务)局"),
        ("万m³", "万M3"),
        ("互联网+", "互联网＋"),
        ("农委", "农　委"),
        ("河长制", " 河长制\n"),
    ],
)
def test_width_case_and_padding_do_not_matter(one: str, other: str, index: TextIndex) -> None:
    first, second = find(index, one), find(index, other)
    assert first.total == second.total > 0
    assert keys(first) == keys(second)


@pytest.mark.parametrize(
    ("names", "iri", "surface"),
    [
        (
            ("发改委", "发展和改革委员会", "太仓市发展和改革委员会"),
            "agency/320585/fagaiwei",
            "发改委",
        ),
        (("环保局", "环境保护局", "太仓市环境保护局"), "agency/320585/huanbaoju", "环保局"),
        (("水务局", "水利局", "水利（水务）局"), "agency/320585/shuilishuiwuju", "水利（水务）局"),
        (("卫计委", "太仓市卫生和计划生育委员会"), "agency/320585/weijiwei", "卫计委"),
        (("总工会", "太仓市总工会"), "agency/320585/zonggonghui", "总工会"),
    ],
)
def test_alias_and_full_name_find_the_agency_and_its_items(
    names: tuple[str, ...], iri: str, surface: str, index: TextIndex, truth: dict[str, Any]
) -> None:
    assigned = {
        (item["annex"], item["row"])
        for item in truth["items"]
        for role in ("lead", "supporting")
        for unit in item[role]
        if unit["surface"] == surface
    }
    assert assigned
    for name in names:
        found = find(index, name)
        assert assigned <= keys(found), name
        assert f"{ID}{iri}" in [card["iri"] for _, card in found.hits[:3]], name
        filtered = find(index, "", agency=name)
        assert keys(filtered) == assigned, name


def test_every_registered_surface_finds_its_body(index: TextIndex, registers: Registers) -> None:
    assert len(registers.surfaces) > 50
    for row in registers.surfaces:
        found = [card["iri"] for _, card in find(index, row.as_written).hits]
        assert ID + row.agent.replace(":", "/") in found, row.as_written


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        (
            "agency",
            ("huanbaoju", "环保局", f"{ID}agency/320585/huanbaoju", "太仓市环境保护局"),
            lambda item: any(u["surface"] == "环保局" for u in item["lead"] + item["supporting"]),
        ),
        (
            "agency",
            ("Taicang Federation of Trade Unions", "总工会"),
            lambda item: any(u["surface"] == "总工会" for u in item["lead"] + item["supporting"]),
        ),
        (
            "official",
            ("hanbiao", "韩飚", "韩　飚", "Han Biao", "han biao", f"{ID}person/320585/hanbiao"),
            lambda item: any(u["surface"] == "韩飚" for u in item["supervising"]),
        ),
        (
            "category",
            ("综合指标", "综 合 指 标"),
            lambda item: item["category"] == "综合指标",
        ),
        ("type", ("project",), lambda item: item["kind"] == "project"),
        ("type", ("indicator",), lambda item: item["kind"] == "indicator"),
        ("year", ("2018",), lambda item: True),  # noqa: ARG005
    ],
)
def test_filter_takes_any_name_of_its_value(
    name: str, values: tuple[str, ...], expected: Any, index: TextIndex, truth: dict[str, Any]
) -> None:
    wanted = {(item["annex"], item["row"]) for item in truth["items"] if expected(item)}
    assert wanted
    for value in values:
        assert keys(find(index, "", **{name: value})) == wanted, value


def test_item_is_found_by_its_iri_and_by_the_end_of_it(index: TextIndex) -> None:
    card = next(card for _, card in index.search(Search("河长制")).hits if card["type"] == "task")
    slug = card["iri"].rpartition("/")[2]
    assert {card["iri"]} == {node.iri for node in index.find_nodes("item", card["iri"])}
    assert card["iri"] in {node.iri for node in index.find_nodes("item", slug)}
    assert not index.find_nodes("item", slug[1:])


def test_theme_filter_by_slug_label_and_iri_is_one(index: TextIndex) -> None:
    values = ("environment", "生态环境", f"{ID}theme/environment")
    found = [keys(find(index, "", theme=value)) for value in values]
    assert len(found[0]) > 10
    assert found[0] == found[1] == found[2]


def test_filters_and_words_narrow_together(index: TextIndex, truth: dict[str, Any]) -> None:
    wanted = {
        (item["annex"], item["row"])
        for item in truth["items"]
        if "建设" in item["text"]
        and item["kind"] == "task"
        and any(unit["surface"] == "韩飚" for unit in item["supervising"])
    }
    found = find(index, "建设", type="task", official="韩飚")
    assert wanted
    assert wanted <= keys(found)
    assert keys(found) <= keys(find(index, "建设")) & keys(find(index, "", official="韩飚"))


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("colour", "red", ("no filter 'colour'", "type", "agency")),
        ("agency", "不存在局", ("no agency '不存在局'", "alias")),
        ("agency", "顾晓东", ("no agency '顾晓东'",)),
        ("official", "环保局", ("no official '环保局'",)),
        ("theme", "weather", ("no theme 'weather'",)),
        ("category", "无", ("no category '无'",)),
        ("type", "tasks", ("no type 'tasks'", "task", "project")),
        ("year", "1999", ("no year '1999'", "2018")),
        ("year", "", ("no year ''",)),
        ("agency", "", ("no agency ''",)),
    ],
)
def test_unknown_filter_or_value_is_named(
    name: str, value: str, words: tuple[str, ...], index: TextIndex
) -> None:
    with pytest.raises(UnknownValue) as raised:
        find(index, "", **{name: value})
    assert raised.value.name == name
    assert [word for word in words if word not in str(raised.value)] == []


def counted(found: Found, name: str) -> dict[str, int]:
    return {facet.label: facet.count for facet in found.facets[name]}


def test_facets_are_what_counting_over_the_truth_gives(
    index: TextIndex, truth: dict[str, Any], registers: Registers
) -> None:
    found = find(index, "")
    items = truth["items"]
    named = {row.key: row.name_zh for row in registers.agencies}
    named |= {row.key: row.label_zh for row in registers.groups}
    bodies = {row.as_written: named[row.agent.partition(":")[2]] for row in registers.surfaces}
    bodies |= {row.name_zh: row.name_zh for row in registers.agencies}
    agencies: Counter[str] = Counter()
    officials: Counter[str] = Counter()
    for item in items:
        units = {bodies[unit["surface"]] for unit in item["lead"] + item["supporting"]}
        agencies.update(units)
        officials.update({unit["surface"] for unit in item["supervising"]})
    assert counted(found, "agency") == agencies
    assert counted(found, "official") == officials
    kinds = Counter(item["kind"] for item in items)
    types = counted(found, "type")
    assert {kind: types[kind] for kind in ITEM_TYPES} == kinds
    assert sum(types.values()) == found.total == len(found.hits)
    for name in FACETS:
        order = [(-facet.count, facet.value) for facet in found.facets[name]]
        assert order == sorted(order)


@pytest.mark.parametrize("kind", sorted(ITEM_TYPES))
def test_facets_of_categories_and_years_count_the_items(
    kind: str, index: TextIndex, truth: dict[str, Any]
) -> None:
    found = find(index, "", type=kind)
    items = [item for item in truth["items"] if item["kind"] == kind]
    assert counted(found, "category") == Counter(item["category"] for item in items)
    assert counted(found, "year") == {"2018": len(items)}
    assert counted(found, "type") == {kind: len(items)}


@pytest.mark.parametrize("text", ["", "建设", "发改委"])
def test_facet_counts_what_its_filter_would_find(text: str, index: TextIndex) -> None:
    found = find(index, text)
    checked = 0
    for name in FACETS:
        for facet in found.facets[name][:5]:
            assert find(index, text, **{name: facet.value}).total == facet.count
            checked += 1
    assert checked >= 10


def test_arrays_find_count_and_rank_as_the_engine_does(opened: OpenSnapshot) -> None:
    judged = [one.query for one in read_judged()]
    asked = [*judged, *(f'"{text}"' for text in judged[::3]), "", "1", "河", "hbj", "镇、村"]
    asked += [f"{one} OR {other}" for one, other in zip(judged[::4], judged[2::4], strict=False)]
    asked += [f"{one} -{other}" for one, other in zip(judged[::5], judged[3::5], strict=False)]
    asked += [
        "水利 OR (河道 -整治)",
        "建设 OR (农村 -工程)",
        '"工程" OR (建设 -"城市")',
        "河 OR (-河道 学校)",
    ]
    searches = [Search(text, limit=300) for text in asked]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Ranking, "is_quick", lambda *_: False)
        engine = TextIndex(opened.snapshot.index_path)
        expected = [engine.search(search) for search in searches]
    for search, other in zip(searches, expected, strict=True):
        found = opened.index.search(search)
        assert ranks(found) == ranks(other), search.text
        counted = sum(one.count for one in found.facets["type"])
        assert counted == found.total, search.text
        assert len(other.hits) == min(found.total, search.limit), search.text
    assert sum(found.total > 0 for found in expected) > 150


def test_what_few_entries_meet_is_found_among_them_alone(opened: OpenSnapshot) -> None:
    texts = ["", "河道", '"农村公路"', "建设 -工程", "hbj", "水利 OR (河道 -整治)", "没有这样的字"]
    conditions = [
        (Condition("theme", (theme,)), *others)
        for theme in opened.index.values("theme")
        for others in (
            (),
            (Condition("type", ("task",)),),
            (Condition("year", ("2018",), is_negated=True),),
        )
    ]
    searches = [
        Search(text, own, limit=5, offset=offset, facets=5, sort=sort)
        for text, own, offset, sort in product(texts, conditions, (0, 4), ("relevance", "year"))
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index_module, "_FEW", 0)
        expected = [TextIndex(opened.snapshot.index_path).search(search) for search in searches]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index_module, "_LOOKED_AT", -1)
        patch.setattr(EntrySets, "positions", _never)
        index = TextIndex(opened.snapshot.index_path)
        narrow = [index.search(search) for search in searches]
    for search, found, other in zip(searches, narrow, expected, strict=True):
        assert (found.total, found.facets) == (other.total, other.facets), search
        assert [c["iri"] for _, c in found.hits] == [c["iri"] for _, c in other.hits], search
    assert sum(found.total > 5 for found in narrow) > 50


def _never(*_: object) -> None:
    raise AssertionError("all entries that hold a word were read")


def ranks(found: Found) -> list[tuple[float, str]]:
    """Return the results in their order, but for those whose scores are nearly the same."""
    return sorted((-round(score, 3), card["iri"]) for score, card in found.hits)


@pytest.mark.parametrize("refused", ["-河道", "-河道 -学校", "NOT 河道 NOT (学校 OR 医院)"])
def test_what_is_only_refused_leaves_all_the_rest(refused: str, index: TextIndex) -> None:
    words = [word for word in ("河道", "学校", "医院") if word in refused]
    unwanted = find(index, " OR ".join(words))
    assert find(index, refused).total == find(index, "").total - unwanted.total > 0


@pytest.mark.parametrize(("text", "size"), [("", 37), ("建设", 10), ("建设", 1)])
def test_pages_cover_every_result_once(text: str, size: int, index: TextIndex) -> None:
    whole = find(index, text)
    paged: list[str] = []
    for offset in range(0, whole.total + size, size):
        page = index.search(Search(text, limit=size, offset=offset))
        assert page.total == whole.total
        assert page.facets == whole.facets
        paged += [card["iri"] for _, card in page.hits]
    assert len(paged) == len(set(paged)) == whole.total
    assert paged == [card["iri"] for _, card in whole.hits]


@pytest.mark.parametrize(
    "text", ["，", "。、；", "“”", "《》", "…", "*", '""', "\\", "()", "+ - &"]
)
def test_punctuation_alone_finds_nothing(text: str, index: TextIndex) -> None:
    found = find(index, text)
    assert (found.total, found.hits) == (0, [])


@pytest.mark.parametrize("text", ["", " ", "\n\u3000"])
def test_no_words_find_everything(text: str, index: TextIndex) -> None:
    assert find(index, text).total == find(index, "").total > 166


@pytest.mark.parametrize(
    "text", ["text:河长制", "河长制*", "河长制^2", "[河长制 TO", "河长制 +", "&& 河长制"]
)
def test_signs_of_a_query_language_mean_nothing(text: str, index: TextIndex) -> None:
    assert find(index, text).total <= find(index, "河长制").total


@pytest.mark.parametrize("text", ["从未出现的词语组合", "qwertz", "龘"])
def test_words_that_occur_nowhere_find_nothing(text: str, index: TextIndex) -> None:
    assert find(index, text).total == 0


@pytest.mark.parametrize("pair", ["健康 促进", "国际 产业园", "金融 支持", "服务　平台", "150 37"])
def test_words_that_read_otherwise_when_joined_are_found_apart(
    pair: str, index: TextIndex, texts: dict[Key, list[str]]
) -> None:
    wanted = {k for k, own in texts.items() if all(w in "\n".join(own) for w in pair.split())}
    assert wanted
    assert wanted <= keys(find(index, pair))
    assert set(pair.split()) <= set(words_of(find(index, pair).terms))


def test_two_words_with_a_space_find_what_holds_both(
    index: TextIndex, texts: dict[Key, list[str]]
) -> None:
    dice = random.Random(7)  # noqa: S311
    pairs: dict[str, Key] = {}
    for key, own in texts.items():
        words = sorted({w for t in own for w in index.words.words(t) if len(w) > 1})
        for _ in range(8):
            pairs[" ".join(dice.choices(words, k=2))] = key
    assert len(pairs) > 800
    missed = [pair for pair, key in pairs.items() if key not in keys(find(index, pair))]
    assert missed == []


@pytest.mark.parametrize(
    "text", ["建设", "河长制", "ｇ１５", "发改委", "消防 安全", "顾晓东", "万M3"]
)
def test_highlights_stand_where_the_words_do(text: str, index: TextIndex) -> None:
    found = find(index, text)
    terms = words_of(found.terms)
    assert found.hits
    marked = 0
    for _, card in found.hits:
        shown = snippet(card, terms)
        values = card[shown.field] if shown.field != "label" else card["label"]
        whole = [values] if isinstance(values, str) else values
        assert any(w[shown.start : shown.start + len(shown.text)] == shown.text for w in whole)
        assert len(shown.text) <= LONGEST
        for start, end in shown.highlights:
            assert fold(shown.text[start:end]).text in terms
            marked += 1
        assert shown.highlights == sorted(shown.highlights)
    assert marked > 0


def test_snippet_of_a_long_text_shows_the_word() -> None:
    card = {"text": "前" * 500 + "河长制" + "后" * 500, "label": "", "names": [], "surfaces": []}
    shown = snippet(card, ["河长制"])
    [(start, end)] = shown.highlights
    assert shown.text[start:end] == "河长制"
    assert card["text"][shown.start + start : shown.start + end] == "河长制"
    assert len(shown.text) == LONGEST


@pytest.mark.parametrize(
    ("text", "terms", "spans"),
    [
        ("河长制", ["河长制"], [(0, 3)]),
        ("河 长　制", ["河长制"], [(0, 5)]),
        ("Ｇ１５沿线", ["g15"], [(0, 3)]),
        ("1万m³/天", ["m3"], [(2, 4)]),
        ("河长制，河长", ["河长", "河长制"], [(0, 3), (4, 6)]),
        ("河长制", [], []),
        ("河长制", ["湖"], []),
        ("a.c abc", ["a.c"], [(0, 3)]),
    ],
)
def test_spans_count_in_the_text_as_it_is(
    text: str, terms: list[str], spans: list[tuple[int, int]]
) -> None:
    assert find_spans(text, terms) == spans


def test_cards_show_who_does_what_when(index: TextIndex, truth: dict[str, Any]) -> None:
    first = truth["items"][0]
    [card] = [
        c for _, c in find(index, "地区生产总值", type="indicator").hits if c["order"] == [1, 1]
    ]
    assert (card["label"], card["text"], card["year"]) == (first["title"], first["text"], "2018")
    officials = {(o["label"], o["role"]) for o in card["officials"]}
    assert officials == {(u["surface"], "supervising") for u in first["supervising"]}
    assert ("太仓市发展和改革委员会", "lead") in {(a["label"], a["role"]) for a in card["agencies"]}
    assert card["category"]["label"] == first["category"]
    assert card["document"]["label"] == truth["document"]["title"]
    assert asdict(find(index, "地区生产总值").facets["year"][0])["value"] == "2018"
