"""Provisions are found by words, listed in order, and lead to the characters of their source."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Store

from graph.index.entries.fields import Condition
from graph.index.search.searches import Search
from graph.opened import OpenSnapshot
from graph.serving.workers import Limits
from graph.storage.check import check_shapes
from loader.load import Loader
from ontology import ids
from ontology.standards import OA, PROV
from ontology.terms import ZT
from queries.ask import Result, answer
from queries.asking.rows.document_counts import count_documents
from queries.catalogue import find_question

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "tests" / "samples" / "policies"


@pytest.fixture(scope="module")
def policies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenSnapshot]:
    """Load all samples as policies."""
    home = tmp_path_factory.mktemp("policies")
    loader = Loader(home, ROOT / "data", ids.DEFAULT_BASE, reading="policy")
    with OpenSnapshot(loader.load(sorted(FOLDER.glob("*.txt"))).snapshot, Limits()) as opened:
        yield opened


def ask(opened: OpenSnapshot, name: str, **given: str) -> Result:
    return answer(find_question(name), given, opened)


@pytest.mark.filterwarnings(
    "ignore:Dataset.default_context is deprecated:DeprecationWarning",
    "ignore:Dataset.identifier is deprecated:DeprecationWarning",
)
def test_the_snapshot_conforms_to_the_shapes(policies: OpenSnapshot) -> None:
    assert check_shapes(policies.snapshot) == []


def test_provisions_are_listed_in_printed_order(policies: OpenSnapshot) -> None:
    rows = ask(policies, "provisions-of-document", document="虚政发〔2020〕8号").rows
    assert [row["order"] for row in rows] == list(range(1, 22))
    assert [(row["kind"], row["number"], row["title"]) for row in rows[1:4]] == [
        ("部分", "一、", "总体要求"),
        ("项", "（一）", "指导思想"),
        ("自然段", None, None),
    ]
    assert rows[3]["text"] == "坚持政府搭台、社会参与，让老年人吃得上热饭。"
    assert rows[3]["above"] == rows[2]["provision"]
    assert rows[0]["above"] == rows[0]["document"]


def test_work_items_are_counted_with_their_provision(policies: OpenSnapshot) -> None:
    rows = ask(policies, "provisions-of-document", document="虚政办发〔2023〕6号").rows
    assert [row["items"] for row in rows] == [1, 0, 0, 1, 0, 0, 0]


def test_documents_are_listed_with_date_and_number_of_provisions(policies: OpenSnapshot) -> None:
    rows = {row["number"]: row for row in ask(policies, "documents").rows}
    assert len(rows) == 5, "two of the six samples have no number"
    opinion, measures = rows["虚政发〔2020〕8号"], rows["虚政办发〔2023〕6号"]
    assert (opinion["date"], opinion["items"], opinion["provisions"]) == ("2020-04-02", 0, 21)
    assert (measures["date"], measures["items"], measures["provisions"]) == ("2023-02-03", 2, 7)
    assert measures["assignments"] == 3


@pytest.mark.parametrize(
    ("name", "given"),
    [("documents", {}), ("documents", {"year": "2018"}), ("annexes", {})],
)
def test_documents_and_annexes_are_counted_from_columns_as_in_the_graph(
    policies: OpenSnapshot, opened: OpenSnapshot, name: str, given: dict[str, str]
) -> None:
    question = find_question(name)
    answers = [(one, answer(question, given, one)) for one in (policies, opened)]
    assert any(result.rows for _, result in answers)
    for one, result in answers:
        assert count_documents(question, given, one) == result


def test_other_saved_questions_are_asked_of_the_graph(opened: OpenSnapshot) -> None:
    assert count_documents(find_question("addressees"), {}, opened) is None


@pytest.mark.parametrize(
    ("words", "labels"),
    [
        ("古树名木", ["古树名木逐株登记。"]),
        ("日常养护", ["日常养护"]),
        ("末班车", ["延长公交运营时间"]),
        ("缺此一词", []),
    ],
)
def test_a_provision_is_found_by_its_words(
    words: str, labels: list[str], policies: OpenSnapshot
) -> None:
    found = policies.index.search(Search(words, (Condition("type", ("provision",)),)))
    assert [card["label"] for _, card in found.hits] == labels


def test_a_provision_leads_to_its_characters(policies: OpenSnapshot) -> None:
    store = Store.read_only(str(policies.snapshot.store_path))

    def value(node: object, term: NamedNode) -> str:
        [quad] = {(q.object) for q in store.quads_for_pattern(node, term, None)}  # type: ignore[arg-type]
        return str(quad.value)  # type: ignore[union-attr]

    checked = 0
    for quad in set(store.quads_for_pattern(None, ZT.provisionOrder, None)):
        provision = quad.subject
        assert list(store.quads_for_pattern(provision, PROV.wasDerivedFrom, None))
        if not list(store.quads_for_pattern(provision, OA.hasSource, None)):
            continue
        raw = value(NamedNode(value(provision, OA.hasSource)), ZT.rawText)
        selector = NamedNode(value(provision, OA.hasSelector))
        start, end = int(value(selector, OA.start)), int(value(selector, OA.end))
        assert raw[start:end] == value(provision, ZT.text)
        checked += 1
    assert checked > 60
