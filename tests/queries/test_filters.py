"""One grammar of filters: what it takes, what it refuses, and that index and graph agree."""

from __future__ import annotations

import json

import pytest

from api.search.filters import FilterParameters
from graph.index.search.searches import Search
from graph.opened import OpenSnapshot
from graph.sparql.evaluate import Query
from ontology.errors import UnknownValue
from queries.filter_patterns import patterns
from queries.filters import FILTERS, read_filters
from zhengtu.filter_options import OPTIONS

ALL = 10_000


def found_by_index(opened: OpenSnapshot, given: dict[str, str]) -> set[str]:
    only_items = {"type": ";".join(["item", given["type"]] if "type" in given else ["item"])}
    filters = read_filters({**given, **only_items}, opened.index)
    hits = opened.index.search(Search("", filters.conditions(), ALL)).hits
    return {card["iri"] for _, card in hits}


def found_by_sparql(opened: OpenSnapshot, given: dict[str, str]) -> set[str]:
    where = patterns(read_filters(given, opened.index))
    asked = f"SELECT DISTINCT ?item WHERE {{ {where} }}"
    bindings = json.loads(opened.workers.answer(Query(asked)).body)["results"]["bindings"]
    return {binding["item"]["value"] for binding in bindings}


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"type": "project"},
        {"type": "task,indicator"},
        {"type": "!task"},
        {"theme": "environment"},
        {"theme": "environment,transport"},
        {"theme": "environment；agriculture-rural"},
        {"theme": "environment;!agriculture-rural"},
        {"theme": "!environment"},
        {"agency": "环保局"},
        {"agency": "环保局;农委"},
        {"agency": "环保局，农委", "role": "lead"},
        {"agency": "各有关镇（区）", "role": "supporting"},
        {"agency": "!环保局", "role": "lead", "theme": "生态环境"},
        {"agency": "环保局", "role": "main"},
        {"agency": "环保局:lineage"},
        {"agency": "有关部门"},
        {"official": "赵建初", "role": "supervising"},
        {"official": "赵建初", "agency": "农委", "role": "lead"},
        {"official": "赵建初;韩飚"},
        {"role": "lead"},
        {"role": "supporting", "type": "project"},
        {"line": "生态环境"},
        {"category": "综合指标"},
        {"jurisdiction": "太仓市"},
        {"jurisdiction": "江苏省:parts"},
        {"year": "2016-2018"},
        {"year": "-2018"},
        {"document": "太政发〔2018〕3号"},
        {"document": "tzf-2018-3", "theme": "教育"},
    ],
    ids=str,
)
def test_index_and_graph_find_the_same_items(opened: OpenSnapshot, given: dict[str, str]) -> None:
    found = found_by_index(opened, given)
    assert found == found_by_sparql(opened, given)
    assert found


def test_extents_are_what_paths_of_the_graph_give(opened: OpenSnapshot) -> None:
    cases = {
        ("place", "江苏省"): "geo:sfWithin*",
        ("agency", "环保局"): "zt:successor*|(^zt:successor)*",
    }
    for (name, value), path in cases.items():
        extent = "parts" if name == "place" else "lineage"
        nodes = read_filters({name: f"{value}:{extent}"}, opened.index).nodes()[name]
        [start] = read_filters({name: value}, opened.index).nodes()[name]
        asked = f"SELECT DISTINCT ?node WHERE {{ ?node ({path}) <{start.iri}> }}"
        bindings = json.loads(opened.workers.answer(Query(asked)).body)["results"]["bindings"]
        assert {b["node"]["value"] for b in bindings} == {node.iri for node in nodes}
        assert len(nodes) > 1


@pytest.mark.parametrize(
    ("name", "bodies"), [("水务局", {"水务局", "市水务局"}), ("市水务局", {"市水务局"})]
)
def test_a_name_takes_all_bodies_that_are_called_so(
    several: OpenSnapshot, name: str, bodies: set[str]
) -> None:
    nodes = read_filters({"agency": name}, several.index).nodes()["agency"]
    assert {node.label for node in nodes} == bodies


@pytest.mark.parametrize(
    "name", ["发改委", "市发改委", "太仓市发改委", "太仓发改委", "太倉市發改委"]
)
def test_a_body_is_found_by_its_place_with_any_of_its_names(
    opened: OpenSnapshot, name: str
) -> None:
    (node,) = read_filters({"agency": name}, opened.index).nodes()["agency"]
    assert node.label == "太仓市发展和改革委员会"


@pytest.mark.parametrize(
    ("given", "name", "words"),
    [
        ({"colour": "red"}, "colour", ["no filter 'colour'", "agency", "programme"]),
        ({"type": "tasks"}, "type", ["no type 'tasks'", "task", "item"]),
        ({"theme": "weather"}, "theme", ["no theme 'weather'", "environment"]),
        ({"theme": "environment,weather"}, "theme", ["no theme 'weather'"]),
        ({"theme": "environment;"}, "theme", ["no theme ''"]),
        ({"theme": "!"}, "theme", ["no theme ''"]),
        ({"role": "boss"}, "role", ["no role 'boss'", "lead", "supervising", "main"]),
        ({"role": "lead,supporting"}, "role", ["no role"]),
        ({"agency": "太仓市环境保护"}, "agency", ["did you mean", "太仓市环境保护局"]),
        ({"agency": "苏州市环保局"}, "agency", ["no agency '苏州市环保局'"]),
        ({"agency": "环保局:all"}, "agency", ["no extent ':all'", "parts", "lineage"]),
        ({"official": "赵建初:parts"}, "official", ["no extent ':parts'", "none is possible"]),
        ({"year": "1999"}, "year", ["no year '1999'", "2018"]),
        ({"year": "2019-"}, "year", ["no year '2019-'", "2018"]),
        ({"place": ",".join(["太仓市"] * 60)}, "place", ["more than 50"]),
    ],
    ids=str,
)
def test_what_does_not_exist_is_named_with_what_does(
    opened: OpenSnapshot, given: dict[str, str], name: str, words: list[str]
) -> None:
    with pytest.raises(UnknownValue) as raised:
        read_filters(given, opened.index)
    assert raised.value.name == name
    assert [word for word in words if word not in str(raised.value)] == []


def test_choices_are_listed_for_programs_too(opened: OpenSnapshot) -> None:
    for given, choice in (
        ({"theme": "weather"}, "environment"),
        ({"role": "boss"}, "main"),
        ({"agency": "太仓市环境保护"}, "太仓市环境保护局"),
        ({"agency": "环宝局"}, "太仓市环境保护局"),
        ({"agency": "hbj"}, "太仓市环境保护局"),
        ({"official": "zjc"}, "赵建初"),
        ({"category": "xx"}, "综合指标"),
        ({"line": "环保"}, "生态环境"),
        ({"document": "xx"}, "关于分解落实2018年政府各项主要工作任务的通知"),
        ({"jurisdiction": "北京市"}, "太仓市"),
    ):
        with pytest.raises(UnknownValue) as raised:
            read_filters(given, opened.index)
        assert choice in raised.value.choices


def test_every_door_has_every_filter() -> None:
    assert list(FilterParameters.model_fields) == list(FILTERS) == list(OPTIONS)
    for name, field in FilterParameters.model_fields.items():
        assert field.examples == [FILTERS[name].example]
        assert field.description
