"""Tables and networks are what SPARQL counts on the same snapshot."""

from __future__ import annotations

import csv
import io
import json
import re
from itertools import combinations_with_replacement

import pytest

from graph.index.entries.columns import DIMENSIONS
from graph.index.entries.fields import ROLE_GROUPS, kinds_of_role
from graph.opened import OpenSnapshot
from graph.sparql.evaluate import Query
from ontology.errors import ResultTooLarge, UnknownValue
from ontology.ids import rebase
from queries import network as networks
from queries import pivot as pivots
from queries.filter_patterns import path_of, patterns
from queries.filters import read_filters
from queries.network import KINDS, network
from queries.pivot import Axes, Pivot, pivot
from tests.conftest import OTHER_BASE

Cells = dict[tuple[str, ...], int]
ANY_ROLE = {
    "agency": "(zt:leadAgency|zt:responsibleAgency|zt:supportingAgency|zt:guidingAgency)",
    "official": "(zt:supervisedBy|zt:officialInCharge)",
}


def end_pattern(name: str, role: str, variable: str) -> str:
    """Return the pattern from an item to the values of a dimension, written without the index."""
    if name == "type":
        return f"VALUES {variable} {{ zt:Task zt:Project zt:IndicatorItem }} ?item a {variable} ."
    if role and name in kinds_of_role(role):
        return f"?item {path_of(name, role)} {variable} ."
    if name == "line":
        return f"?item {ANY_ROLE['agency']}/zt:businessLine {variable} ."
    return f"?item {ANY_ROLE.get(name, path_of(name))} {variable} ."


def counted_by_sparql(
    opened: OpenSnapshot, ends: tuple[str, str], given: dict[str, str], measure: str = "?item"
) -> Cells:
    where = patterns(read_filters(given, opened.index))
    role = given.get("role", "")
    first, second = (end_pattern(n, role, v) for n, v in zip(ends, ("?a", "?b"), strict=True))
    targets = "?item zt:hasTarget ?target ." if measure == "?target" else ""
    asked = f"""SELECT ?a ?b (COUNT(DISTINCT {measure}) AS ?n)
        WHERE {{ {where} {first} {second} {targets} }} GROUP BY ?a ?b"""
    body = opened.workers.answer(Query(rebase(asked, opened.snapshot.base_iri))).body
    found = json.loads(body)["results"]["bindings"]
    return {(_value(f["a"]), _value(f["b"])): int(f["n"]["value"]) for f in found}


def _value(term: dict[str, str]) -> str:
    names = {"Task": "task", "Project": "project", "IndicatorItem": "indicator"}
    return names.get(term["value"].rpartition("#")[2], term["value"])


def counted(found: Pivot) -> Cells:
    return {(found.rows[r]["value"], found.columns[c]["value"]): n for r, c, n in found.cells}


@pytest.mark.parametrize("row", DIMENSIONS)
def test_cells_are_what_sparql_counts(opened: OpenSnapshot, row: str) -> None:
    for column in DIMENSIONS[DIMENSIONS.index(row) :]:
        cells = counted(pivot(Axes(row, column), {}, opened))
        assert cells == counted_by_sparql(opened, (row, column), {}), column


@pytest.mark.parametrize(
    ("ends", "given"),
    [
        *((("theme", kinds_of_role(role)[0]), {"role": role}) for role in ROLE_GROUPS),
        (("agency", "official"), {"role": "lead"}),
        (("line", "theme"), {"role": "lead"}),
        (("theme", "agency"), {"role": "lead", "agency": "环保局,农委"}),
        (("theme", "agency"), {"role": "lead", "official": "韩飚", "type": "task"}),
        (("category", "theme"), {"theme": "!environment", "year": "2018"}),
        (("theme", "theme"), {"agency": "环保局;有关部门"}),
        (("agency", "year"), {"role": "supervising"}),
        (("document", "jurisdiction"), {"category": "综合指标"}),
    ],
    ids=str,
)
def test_cells_within_filters_are_what_sparql_counts(
    opened: OpenSnapshot, ends: tuple[str, str], given: dict[str, str]
) -> None:
    assert counted(pivot(Axes(*ends), given, opened)) == counted_by_sparql(opened, ends, given)


def test_targets_are_summed_as_sparql_counts_them(opened: OpenSnapshot) -> None:
    for ends in (("theme", "agency"), ("category", "year"), ("type", "official")):
        found = counted(pivot(Axes(*ends, "targets"), {"role": "lead"}, opened))
        assert found == counted_by_sparql(opened, ends, {"role": "lead"}, "?target")


def test_columns_of_one_name_are_told_apart(several: OpenSnapshot) -> None:
    table = pivot(Axes("document", "agency"), {}, several)
    labels = [one["label"] for one in table.columns]
    header = table.lines()[0]
    assert len(set(labels)) < len(labels)
    assert len(set(header)) == len(header)


def test_documents_that_share_agents_are_counted_together(several: OpenSnapshot) -> None:
    for ends in combinations_with_replacement(("agency", "document", "official", "theme"), 2):
        assert counted(pivot(Axes(*ends), {}, several)) == counted_by_sparql(several, ends, {})


def test_another_base_gives_the_same_numbers(opened: OpenSnapshot, moved: OpenSnapshot) -> None:
    axes, given = Axes("theme", "agency"), {"role": "lead", "theme": "environment,education"}
    here, there = pivot(axes, given, opened), pivot(axes, given, moved)
    assert there.cells == here.cells
    assert [head["label"] for head in there.rows] == [head["label"] for head in here.rows]
    bases = {head["value"].partition("id/")[0] for head in there.rows}
    assert bases == {moved.snapshot.base_iri} == {OTHER_BASE}


def test_totals_count_an_item_once(opened: OpenSnapshot) -> None:
    found = pivot(Axes("theme", "agency"), {"role": "lead"}, opened)
    by_theme = counted(pivot(Axes("theme", "theme"), {"role": "lead"}, opened))
    assert {row["value"]: row["total"] for row in found.rows} == {
        one: n for (one, other), n in by_theme.items() if one == other
    }
    with_both = found.filters.conditions()
    items = {c["iri"]: c for _, c in _items(opened) if c["themes"]}
    leads = {i for i, c in items.items() if any(a["role"] == "lead" for a in c["agencies"])}
    assert with_both
    assert found.counted == len(leads)
    assert found.items == sum(1 for _, c in _items(opened) if _has_lead(c))


def _items(opened: OpenSnapshot) -> list[tuple[float, dict[str, list[dict[str, str]]]]]:
    from graph.index.search.searches import Search

    conditions = read_filters({"type": "item"}, opened.index).conditions()
    return opened.index.search(Search("", conditions, 10_000)).hits


def _has_lead(card: dict[str, list[dict[str, str]]]) -> bool:
    return any(agent["role"] == "lead" for agent in card["agencies"])


def test_both_forms_of_csv_hold_the_cells(opened: OpenSnapshot) -> None:
    found = pivot(Axes("theme", "official"), {}, opened)
    head, *body = csv.reader(io.StringIO(found.as_csv("wide")))
    assert head == ["theme", "themeLabel", *(c["label"] for c in found.columns), "total"]
    wide = {
        (row[0], found.columns[at]["value"]): int(n)
        for row in body
        for at, n in enumerate(row[2:-1])
        if n != "0"
    }
    long = csv.DictReader(io.StringIO(found.as_csv("long")))
    listed = {(row["theme"], row["official"]): int(row["count"]) for row in long}
    assert wide == listed == counted(found)
    same = next(csv.reader(io.StringIO(pivot(Axes("theme", "theme"), {}, opened).as_csv("long"))))
    assert len(set(same)) == len(same) == 5


def test_a_wide_table_that_is_too_large_says_what_to_do(
    opened: OpenSnapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pivots, "_MOST_CELLS", 10)
    found = pivot(Axes("theme", "agency"), {}, opened)
    with pytest.raises(ResultTooLarge, match="shape=long"):
        found.as_csv("wide")
    assert found.as_csv("long").count("\n") == len(found.cells) + 1


@pytest.mark.parametrize(
    ("axes", "given", "name", "word"),
    [
        (Axes("colour", "theme"), {}, "rows", "theme"),
        (Axes("theme", "role"), {}, "columns", "official"),
        (Axes("theme", "agency", "sum"), {}, "measure", "targets"),
        (Axes("theme", "agency"), {"role": "boss"}, "role", "lead"),
        (Axes("theme", "agency"), {"theme": "x"}, "theme", "environment"),
    ],
)
def test_what_does_not_exist_is_named(
    opened: OpenSnapshot, axes: Axes, given: dict[str, str], name: str, word: str
) -> None:
    with pytest.raises(UnknownValue, match=word) as raised:
        pivot(axes, given, opened)
    assert raised.value.name == name
    assert word in " ".join(raised.value.choices)


def test_a_network_that_is_too_large_names_the_weight_that_fits(
    opened: OpenSnapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = network("official-agency", {}, opened)
    for most in (30, 100, len(whole.edges) - 1):
        monkeypatch.setattr(networks, "MOST_EDGES", most)
        with pytest.raises(ResultTooLarge) as raised:
            network("official-agency", {}, opened)
        weight, left = map(int, re.findall(r"weight=(\d+) leaves the (\d+)", str(raised.value))[0])
        assert len(network("official-agency", {}, opened, weight).edges) == left <= most
        assert sum(edge.weight >= weight - 1 for edge in whole.edges) > most
    monkeypatch.setattr(networks, "MOST_EDGES", 0)
    with pytest.raises(ResultTooLarge, match="narrow it by filters"):
        network("official-agency", {}, opened)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("given", [{}, {"theme": "environment"}, {"role": "main"}], ids=str)
def test_edges_are_what_sparql_counts(
    opened: OpenSnapshot, kind: str, given: dict[str, str]
) -> None:
    shape = KINDS[kind]
    asked = {"role": "lead", **given} if kind == "co-lead" else given
    cells = counted_by_sparql(opened, (shape.source, shape.target), asked)
    if shape.source == shape.target:
        cells = {ends: n for ends, n in cells.items() if ends[0] < ends[1]}
    found = network(kind, given, opened)
    assert {(edge.source, edge.target): edge.weight for edge in found.edges} == cells
    assert cells
    joined = {iri for ends in cells for iri in ends}
    assert {node.id for node in found.nodes} == joined
    assert all(node.label and node.items > 0 for node in found.nodes)


def test_a_network_as_csv_has_a_line_for_each_edge(opened: OpenSnapshot) -> None:
    found = network("co-lead", {}, opened)
    rows = list(csv.DictReader(io.StringIO(found.as_csv())))
    assert [(row["source"], row["target"], int(row["weight"])) for row in rows] == [
        (edge.source, edge.target, edge.weight) for edge in found.edges
    ]
    heavy = network("co-lead", {}, opened, weight=3)
    assert heavy.edges == [edge for edge in found.edges if edge.weight >= 3] != found.edges
    assert {node.id for node in heavy.nodes} == {
        i for e in heavy.edges for i in (e.source, e.target)
    }
    with pytest.raises(UnknownValue, match="co-lead"):
        network("friends", {}, opened)
    with pytest.raises(UnknownValue, match="weight: no '10000000000"):
        network("co-lead", {}, opened, weight=10**30)


@pytest.mark.parametrize(
    ("kind", "asked", "role"),
    [
        ("co-lead", "supporting", "supporting"),
        ("co-lead", "supervising", "lead"),
        ("official-agency", "supervising", "supervising"),
        ("official-agency", "lead", "lead"),
        ("agency-theme", "supervising", ""),
    ],
)
def test_the_role_is_that_of_who_is_joined(
    opened: OpenSnapshot, kind: str, asked: str, role: str
) -> None:
    assert network(kind, {"role": asked}, opened).role == role
