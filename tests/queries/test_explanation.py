"""Every statement leads in two steps to its cell and to the exact characters."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Store
from starlette.testclient import TestClient

from api.app import create_app
from graph.evidence.explanation import Explanation
from graph.evidence.explanation import explain as explain_in_store
from graph.opened import OpenSnapshot
from graph.serving.workers import Limits
from ontology.errors import UnknownName
from ontology.ids import DEFAULT_BASE, ID
from ontology.standards import RDF
from ontology.terms import ZT
from queries.explanation import explain, explanation_lines

ITEM = "task/320585/tzf-2018-3/a1-m2k7ufxapc"
STATEMENTS = (ZT.Assignment, ZT.Target, ZT.ThemeTag, ZT.Link, ZT.WorkItem, ZT.Mention)


@pytest.fixture(scope="module")
def explained(opened: OpenSnapshot) -> dict[NamedNode, list[Explanation]]:
    """Explain every statement of the notice, by its class."""
    store, base = Store.read_only(str(opened.snapshot.store_path)), opened.snapshot.base_iri

    def nodes(class_: NamedNode) -> list[str]:
        quads = store.quads_for_pattern(None, RDF.type, class_, DefaultGraph())
        return sorted(quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode))

    return {
        class_: [explain_in_store(iri, store, base) for iri in nodes(class_)]
        for class_ in STATEMENTS
    }


@pytest.mark.parametrize("class_", STATEMENTS, ids=lambda class_: class_.value.split("#")[-1])
def test_each_statement_of_the_notice_leads_to_marked_characters(
    class_: NamedNode, explained: dict[NamedNode, list[Explanation]], notice: Path
) -> None:
    text = notice.read_text(encoding="utf-8")
    found = [explanation.node for explanation in explained[class_]]
    assert found or class_ == ZT.Mention
    for node in found:
        assert 1 <= len(node.path) <= 2, node.iri
        assert any(source.marks for source in node.sources), node.iri
        for source in (source.as_json() for source in node.sources):
            for mark in source["marks"]:
                assert source["raw"][mark["start"] : mark["end"]] == mark["quote"]
                assert text[mark["fileStart"] : mark["fileEnd"]] == mark["quote"], node.iri


def test_a_link_is_shown_on_both_sides(explained: dict[NamedNode, list[Explanation]]) -> None:
    for explanation in explained[ZT.Link]:
        annexes = Counter(source.cell.annex for source in explanation.node.sources)
        assert set(annexes) == {1, 2}, explanation.node.iri


@pytest.mark.parametrize(
    ("node", "marks"),
    [
        (f"id:{ITEM}/target-1", ["达54.5%"]),
        (f"{ID}{ITEM}/lead-2", ["经信委"]),
        (f"<{ID}{ITEM}/supervising-3>", ["高  彬"]),
    ],
)
def test_the_characters_are_marked(node: str, marks: list[str], opened: OpenSnapshot) -> None:
    [source] = explain(node, opened)["sources"]
    assert [mark["quote"] for mark in source["marks"]] == marks
    for words in marks:
        assert f"⟦{words}⟧" in source["marked"]
    assert source["document"] == f"{ID}doc/320585/tzf-2018-3"
    assert (source["annex"], source["row"], source["file"]) == (1, 14, "taizhengfa-2018-3.txt")


@pytest.mark.parametrize(
    ("node", "says"),
    [
        ("id:agency/320585/fagaiwei", ["发展和改革委员会", "⟦发改委⟧", "role 牵头", "… and more"]),
        ("id:person/320585/gaobin", ["⟦高  彬⟧", "annex 1, row 4"]),
        ("id:indicator/exports", ["出口总额", "no cell: a register"]),
        ("id:outcome/320585/gdp-2018-level", ["1330亿元", "太仓市2019年政府工作报告", "no cell"]),
        ("id:doc/320585/tzf-2018-3", ["太政发〔2018〕3号", "paragraph 1"]),
        (f"id:{ITEM}", ["⟦重点推进高端装备制造、新材料", "column 3 内容和要求"]),
        ("https://w3id.org/zhengtu/def#leadAgency", ["牵头单位", "no cell"]),
    ],
)
def test_an_explanation_is_told_in_words(node: str, says: list[str], opened: OpenSnapshot) -> None:
    told = "\n".join(explanation_lines(explain(node, opened), DEFAULT_BASE))
    for words in says:
        assert words in told


def test_a_category_is_shown_where_it_is_printed(opened: OpenSnapshot) -> None:
    item = explain(ITEM, opened)
    category = next(source for source in item["sources"] if source["column"] == "门类")
    [row] = opened_rows(opened, "category", item["iri"])
    found = explain(row, opened)
    quoted = {s["marks"][0]["quote"] for one in found["statements"] for s in one["sources"]}
    assert quoted == {category["raw"].strip()}


def opened_rows(opened: OpenSnapshot, term: str, item: str) -> list[str]:
    store = Store.read_only(str(opened.snapshot.store_path))
    quads = store.quads_for_pattern(NamedNode(item), getattr(ZT, term), None, DefaultGraph())
    return [quad.object.value for quad in quads if isinstance(quad.object, NamedNode)]


@pytest.mark.parametrize("node", ["id:task/nowhere", "urn:nothing", "", "http://a b", "<>"])
def test_a_node_that_is_unknown_is_named(node: str, opened: OpenSnapshot) -> None:
    with pytest.raises(UnknownName, match="copy"):
        explain(node, opened)


def test_over_http_it_is_the_same(opened: OpenSnapshot) -> None:
    with TestClient(create_app(opened.snapshot.folder.parent, Limits())) as client:
        answer = client.get("/api/explain", params={"iri": f"id:{ITEM}/target-1"})
        assert answer.json() == explain(f"id:{ITEM}/target-1", opened)
        for parameters, status in (({"iri": "id:nowhere"}, 404), ({}, 422)):
            response = client.get("/api/explain", params=parameters)
            assert response.status_code == status
            assert response.headers["content-type"] == "application/problem+json"
