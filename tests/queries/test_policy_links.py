"""Work items lead to the policies and provisions that share their programmes or that they cite."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Store

from graph.opened import OpenSnapshot
from graph.serving.workers import Limits
from graph.storage.export import export
from graph.storage.snapshot import Snapshot
from loader.load import Loader
from ontology import ids
from ontology.standards import ELI, OA
from ontology.terms import ZT
from queries.ask import answer
from queries.catalogue import find_question

ROOT = Path(__file__).parents[2]
ROWS = (
    ("河湖治理", "治水", "全面推行河长制，疏浚河道12公里。", "钱甲", "水务局", ""),
    ("", "护河", "落实《虚河市河湖保护管理办法》，沿岸种树。", "", "园林处", ""),
)
POLICY = """虚河市人民政府关于{title}的通知
虚政发〔{year}〕{number}号
各镇人民政府，市各委办局：
现印发给你们，请认真贯彻执行。
一、总体要求。坚持源头治理。
二、{words}
虚河市人民政府
{year}年5月6日
"""
POLICIES = {
    "earlier": ("全面推行河长制", 2018, 31, "河长制覆盖全市河道。"),
    "later": ("深化河长制工作", 2021, 32, "河长制向村级延伸。"),
    "rules": ("印发《虚河市河湖保护管理办法》", 2017, 33, "保护河岸树木。"),
}


@pytest.fixture(scope="module")
def linked(
    tmp_path_factory: pytest.TempPathFactory, invent: Callable[..., str]
) -> Iterator[OpenSnapshot]:
    """Load a document with tasks, and after it three policies."""
    folder, home = tmp_path_factory.mktemp("texts"), tmp_path_factory.mktemp("linked")
    tasks = folder / "tasks.txt"
    tasks.write_text(invent(rows=ROWS), encoding="utf-8")
    paths = []
    for name, (title, year, number, words) in POLICIES.items():
        text = POLICY.format(title=title, year=year, number=number, words=words)
        paths.append(folder / f"{name}.txt")
        paths[-1].write_text(text, encoding="utf-8")
    Loader(home, ROOT / "data", ids.DEFAULT_BASE).load([tasks])
    loader = Loader(home, ROOT / "data", ids.DEFAULT_BASE, reading="policy")
    with OpenSnapshot(loader.load(paths).snapshot, Limits()) as opened:
        yield opened


def links(opened: OpenSnapshot) -> dict[tuple[str, str], set[str]]:
    """Return the numbers of the documents that links lead to, by property and quote."""
    store = Store.read_only(str(opened.snapshot.store_path))

    def one(node: object, term: NamedNode) -> NamedNode | Literal:
        return next(q.object for q in store.quads_for_pattern(node, term, None))  # type: ignore[arg-type,return-value]

    found: dict[tuple[str, str], set[str]] = {}
    for quad in store.quads_for_pattern(None, ZT.linkProperty, None):
        body = one(quad.subject, OA.hasBody)
        owners = [q.object for q in store.quads_for_pattern(body, ZT.inDocument, None)]  # type: ignore[arg-type]
        number = one(owners[0] if owners else body, ELI.id_local).value
        key = (
            quad.object.value.rpartition("/")[2].rpartition("#")[2],
            one(quad.subject, ZT.quote).value,
        )  # type: ignore[union-attr]
        found.setdefault(key, set()).add(number)
    return found


def test_an_item_is_based_on_an_earlier_policy_and_never_on_a_later_one(
    linked: OpenSnapshot,
) -> None:
    found = links(linked)
    assert found["based_on", "河长制"] == {"虚政发〔2018〕31号"}
    assert found["relation", "河长制"] == {"虚政发〔2021〕32号"}


def test_a_cited_title_leads_to_the_loaded_document_that_issues_it(linked: OpenSnapshot) -> None:
    found = links(linked)
    assert found["refersToPolicy", "《虚河市河湖保护管理办法》"] == {"虚政发〔2017〕33号"}
    assert {"虚政发〔2017〕33号"} in found.values()


def test_a_question_leads_from_an_item_to_the_provision(linked: OpenSnapshot) -> None:
    items = answer(find_question("items-of-programme"), {"programme": "河长制"}, linked).rows
    assert [row["rowNumber"] for row in items] == [1]
    given = {"item": str(items[0]["item"])}
    rows = answer(find_question("policies-of-item"), given, linked).rows
    by_link = {row["policyNumber"]: row for row in rows if row["by"] == "关联"}
    assert set(by_link) == {"虚政发〔2018〕31号", "虚政发〔2021〕32号"}
    assert all(row["inferred"] == "true" and row["provision"] for row in by_link.values())


def test_the_id_still_follows_from_the_export(
    linked: OpenSnapshot, work_out_id: Callable[[bytes, Snapshot], str]
) -> None:
    output = io.BytesIO()
    export(linked.snapshot, "nq", output)
    assert work_out_id(output.getvalue(), linked.snapshot) == linked.snapshot.id
