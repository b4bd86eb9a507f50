"""A load links each document to the year before; what is less sure is offered in its report."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from graph.opened import OpenSnapshot
from graph.storage.parts import Part
from graph.storage.snapshot import Issue, LoadedDocument
from loader.continuations import pairs_of_years
from loader.load import Loader
from ontology.ids import DEFAULT_BASE
from ontology.standards import OA, PROV
from ontology.terms import ZT
from queries.ask import answer
from queries.catalogue import find_question
from queries.comparison import compare
from queries.explanation import explain
from zhengtu.reporting import links_text

FROM, TO = "桃政发〔2018〕5号", "桃政发〔2019〕3号"


def test_items_that_go_on_are_linked_with_their_evidence(two_years: OpenSnapshot) -> None:
    rows = answer(find_question("continuations"), {"document": TO}, two_years).rows
    assert [(row["rowNumber"], row["olderRowNumber"]) for row in rows] == [(1, 5), (2, 3), (3, 1)]
    for row in rows:
        assert str(row["quote"]) in str(row["text"])
        assert str(row["olderQuote"]) in str(row["olderText"])
        shown = explain(str(row["link"]), two_years)["sources"]
        assert [mark["quote"] for source in shown for mark in source["marks"]] == [
            row["quote"],
            row["olderQuote"],
        ]


def test_links_are_those_of_a_comparison(two_years: OpenSnapshot) -> None:
    rows = answer(find_question("continuations"), {}, two_years).rows
    compared = compare(FROM, TO, two_years).rows
    pairs = {(row["newer"]["iri"], row["older"]["iri"]) for row in compared if row["similarity"]}
    assert {(row["item"], row["older"]) for row in rows} == pairs


def test_the_link_is_marked_as_inferred(two_years: OpenSnapshot) -> None:
    store = Store.read_only(str(two_years.snapshot.store_path))
    graphs = {quad.graph_name for quad in store.quads_for_pattern(None, ZT.continues, None, None)}
    enrichment = NamedNode("https://w3id.org/zhengtu/id/graph/enrichment")
    assert graphs == {DefaultGraph(), enrichment}


def test_two_steps_lead_from_a_link_to_both_cells(two_years: OpenSnapshot) -> None:
    store = Store.read_only(str(two_years.snapshot.store_path))
    links = [
        quad.subject
        for quad in store.quads_for_pattern(None, ZT.linkProperty, ZT.continues, DefaultGraph())
    ]
    assert links
    for link in links:
        for side in (OA.hasTarget, OA.hasBody):
            [item] = [q.object for q in store.quads_for_pattern(link, side, None, DefaultGraph())]
            cells = store.quads_for_pattern(item, PROV.wasDerivedFrom, None, DefaultGraph())
            assert any(
                isinstance(q.object, Literal)
                for cell in cells
                for q in store.quads_for_pattern(cell.object, ZT.rawText, None, DefaultGraph())
            )


def test_the_report_tells_what_was_linked(two_years: OpenSnapshot) -> None:
    told = links_text(two_years.snapshot.link_reports())
    assert told.startswith(f"{TO} goes on from {FROM}: 3 items linked, 0 that may be")


def test_order_of_loads_changes_nothing(
    years: list[Path], two_years: OpenSnapshot, tmp_path: Path, root: Path
) -> None:
    """The second year first, then the first, is the snapshot of both at once."""
    loader = Loader(tmp_path, root / "data", DEFAULT_BASE)
    assert list(loader.load([years[1]]).snapshot.links()) == []
    both = loader.load([years[0]]).snapshot
    assert both.id == two_years.snapshot.id
    for name in ("manifest.json", "report.json"):
        assert (both.folder / name).read_bytes() == (two_years.snapshot.folder / name).read_bytes()


@pytest.mark.parametrize(
    ("older", "linked"),
    [
        ("430725 2018 关于分解落实2018年政府重点工作任务的通知", True),
        ("430725 2018 关于印发2018年政府重点工作任务分解表的通知", True),
        ("430725 2018 关于做好防汛抗旱的通知", False),
        ("430726 2018 关于分解落实2018年政府重点工作任务的通知", False),
        ("430725 2017 关于分解落实2017年政府重点工作任务的通知", False),
        ("430725 2019 关于分解落实2019年政府重点工作任务的通知", False),
        ("- 2018 关于分解落实2018年政府重点工作任务的通知", False),
    ],
)
def test_only_the_same_document_of_the_year_before_is_linked(older: str, linked: bool) -> None:  # noqa: FBT001
    newer = "430725 2019 关于分解落实2019年政府重点工作任务的通知"
    documents = [described(f"urn:{n}", words) for n, words in enumerate((older, newer))]
    found = list(pairs_of_years(documents))
    assert found == ([(documents[1], documents[0])] if linked else [])


def test_of_several_documents_the_one_with_the_likest_title_is_taken() -> None:
    words = (
        "2018 关于2018年重点工作安排的通知",
        "2018 2018年民生实事任务分解表",
        "2019 2019年民生实事任务分解方案",
    )
    documents = [described(f"urn:{n}", f"430725 {one}") for n, one in enumerate(words)]
    found = pairs_of_years(documents)
    assert list(found) == [(documents[2], documents[1])]


def described(iri: str, words: str) -> LoadedDocument:
    """Return a document by its place, year and title."""
    place, year, title = words.split()
    issue = None if place == "-" else Issue(place, int(year), title)
    part = Part("key", "sha256", "packed", {})
    return LoadedDocument(iri, "name", "sha256", "label", {}, part, "tasks", issue)
