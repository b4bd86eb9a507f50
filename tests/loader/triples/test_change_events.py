"""Reforms: the national ones are facts, those of a place are inferred and say so."""

from __future__ import annotations

import pytest

from loader.bodies.agents import Directory
from loader.registers.registers import Registers
from loader.triples.change_events import (
    Change,
    change_triples,
    event_triples,
    known_changes,
    local_changes,
    met_changes,
)
from ontology.standards import ORG
from ontology.terms import ZT


def names(change: Change) -> tuple[list[str], list[str]]:
    return [a.name for a in change.originals], [a.name for a in change.results]


@pytest.mark.parametrize(
    ("printed", "slug", "before", "after"),
    [
        (("320900", 2015, "市环保局"), "huanbao", ["盐城市环境保护局"], ["盐城市生态环境局"]),
        (("320900", 2020, "生态环境局"), "huanbao", ["盐城市环境保护局"], ["盐城市生态环境局"]),
        (("370000", 2015, "省环保厅"), "huanbao", ["山东省环境保护厅"], ["山东省生态环境厅"]),
        (
            ("430725", 2020, "税务局"),
            "shuiwu",
            ["桃源县国家税务局", "桃源县地方税务局"],
            ["国家税务总局桃源县税务局"],
        ),
    ],
)
def test_reform_of_all_places_gives_a_body_its_counterpart(
    printed: tuple[str, int, str],
    slug: str,
    before: list[str],
    after: list[str],
    registers: Registers,
) -> None:
    code, year, surface = printed
    agent = Directory(registers, code, year).body(surface)
    [change] = [
        c for c in local_changes([agent], registers) if c.slug == f"local-2018-{slug}-{code}"
    ]
    assert names(change) == (before, after)
    assert change.inferred


def test_body_that_no_reform_made_has_no_predecessor_inferred(registers: Registers) -> None:
    agent = Directory(registers, "320900", 2020).body("市财政局")
    assert list(local_changes([agent], registers)) == []
    agriculture = Directory(registers, "320900", 2020).body("市农业农村局")
    slugs = [change.slug for change in local_changes([agriculture], registers)]
    assert slugs == ["local-2018-nongye-320900"]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (["林业局", "国土局"], ["自然资源和规划局"], [("林业局", "自然资源和规划局")]),
        (["旅游局"], ["文化旅游广电体育局"], [("旅游局", "文化旅游广电体育局")]),
        (["林业局"], ["林业局", "自然资源局"], []),
        (["林业局"], ["水利局"], []),
        (["教育局"], ["自然资源局"], []),
    ],
)
def test_a_body_that_two_years_show_to_have_merged_has_its_successor(
    before: list[str], after: list[str], expected: list[tuple[str, str]], registers: Registers
) -> None:
    def keys(year: int, surfaces: list[str]) -> list[str]:
        directory = Directory(registers, "430725", year)
        return [directory.body(s).iri.value.partition("/agency/")[2] for s in surfaces]

    changes = list(met_changes(keys(2018, before), keys(2019, after), registers))
    found = [(a.name, b.name) for c in changes for a in c.originals for b in c.results]
    assert found == [(f"桃源县{old}", f"桃源县{new}") for old, new in expected]
    assert all(change.inferred for change in changes)
    for change in changes:
        old, new = change.originals[0].iri, change.results[0].iri
        assert (old, ZT.successor, new) in set(event_triples(change))


def test_national_reforms_are_facts_with_source(registers: Registers) -> None:
    changes = {change.slug: change for change in known_changes(registers)}
    assert names(changes["2018-shengtaihuanjing"]) == (["环境保护部"], ["生态环境部"])
    assert names(changes["2013-weijiwei"])[0] == ["卫生部", "国家人口和计划生育委员会"]
    national = [change for change in changes.values() if change.row.code == "100000"]
    assert len(national) > 30
    assert not any(change.inferred for change in national)
    assert all(change.row.source for change in national)


def test_change_is_written_both_ways(registers: Registers) -> None:
    [change] = [c for c in known_changes(registers) if c.slug == "2018-shengtaihuanjing"]
    triples = set(change_triples(change))
    old, new = change.originals[0].iri, change.results[0].iri
    event = next(s for s, p, o in triples if p == ORG.originalOrganization and o == old)
    assert (old, ZT.successor, new) in triples
    assert (old, ORG.changedBy, event) in triples
    assert (new, ORG.resultedFrom, event) in triples
