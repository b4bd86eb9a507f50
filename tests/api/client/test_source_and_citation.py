"""A number leads back to the printed characters, and is cited so that it can be run again."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import uvicorn

import zhengtu
from api.app import Application, create_app
from api.serving import Serving
from graph.serving.workers import Limits
from ontology.errors import ResultTooLarge, UnknownName, UnknownValue
from tests.graph.sparql.endpoint import endpoint
from zhengtu.client.graph import KnowledgeGraph
from zhengtu.client.sources import SourceCell, SourceText

QUERY = """
SELECT ?item ?agency ?surface WHERE {
  ?item zt:hasAssignment ?assignment . ?assignment zt:agent ?agent ; zt:surface ?surface ;
    zt:role zt:role-lead . ?agent skos:prefLabel ?agency FILTER(LANG(?agency) = "zh")
} ORDER BY ?item ?agency
"""


def test_the_words_of_an_item_are_marked_in_its_cells(remote: KnowledgeGraph) -> None:
    items = remote.sparql("SELECT ?item ?text { ?item a zt:Task ; zt:text ?text } ORDER BY ?item")
    for row in items.head(5).to_dict("records"):
        source = remote.source(row["item"])
        words = {"".join(word.split()) for cell in source.cells for word in cell.words}
        assert "".join(row["text"].split()) in words
        assert all(cell.where.startswith("taizhengfa-2018-3.txt 附件") for cell in source.cells)


def test_a_row_with_an_agency_leads_to_where_it_is_printed(
    remote: KnowledgeGraph, notice_text: str
) -> None:
    rows = remote.sparql(QUERY.replace("?item ?agency ?surface", "?item ?agent ?surface", 1))
    assert len(rows) > 100
    for _, row in rows.head(8).iterrows():
        source = remote.source(row)
        found = [word for cell in source.cells for word in cell.words]
        assert row["surface"] in {"".join(word.split()) for word in found}
        for cell in source.cells:
            assert cell.start is not None
            assert notice_text[cell.start : cell.start + len(cell.text)] == cell.text


def test_of_several_nodes_in_a_row_the_narrowest_is_marked(remote: KnowledgeGraph) -> None:
    targets = remote.question("targets-of-theme", theme="环境")
    assert {"target", "item", "document", "theme"} <= set(targets.columns)
    for _, row in targets.head(4).iterrows():
        (cell,) = remote.source(row).cells
        assert cell.words == [row["quote"]]
    row = targets.iloc[0]
    whole = remote.source({"document": row["document"], "item": row["item"]})
    assert whole == remote.source(row["item"])
    assert len(whole.cells) > 3


def test_in_a_notebook_the_source_is_escaped() -> None:
    text = "<b>甲&乙</b>"
    shown = SourceText((SourceCell("x", text, ((3, 4),), "<f>", None),))._repr_html_()
    assert "&lt;b&gt;<mark>甲</mark>&amp;乙&lt;/b&gt;" in shown
    assert "&lt;f&gt;" in shown
    assert "<b>" not in shown


@pytest.mark.parametrize("row", ["环境", {"n": 7}, 7])
def test_a_row_without_a_node_is_refused(remote: KnowledgeGraph, row: object) -> None:
    with pytest.raises(UnknownValue, match="IRI"):
        remote.source(row)


def test_a_node_that_no_cell_states_is_named(remote: KnowledgeGraph) -> None:
    with pytest.raises(UnknownName, match="no cell of a source"):
        remote.source("id:theme/environment")


def test_a_citation_has_what_it_takes_to_run_it_again(
    remote: KnowledgeGraph, url: str, snapshot_id: str
) -> None:
    frame = remote.question("lead-agencies-of-theme", theme="环境")
    text = frame.cite()
    for part in (snapshot_id, "太政发〔2018〕3号", "lead-agencies-of-theme", "theme=环境"):
        assert part in text
    line = f'zhengtu.connect("{url}", snapshot="{snapshot_id}")'
    assert line in text
    with eval(line, {"zhengtu": zhengtu}) as again:  # noqa: S307 - what a reader would type
        assert again.question("lead-agencies-of-theme", theme="环境").equals(frame)
    assert frame.cite() != remote.question("lead-agencies-of-theme", theme="reform").cite()
    assert snapshot_id in remote.cite()


def test_bibtex_is_escaped(remote: KnowledgeGraph) -> None:
    entry = remote.sparql("SELECT ?a { ?a zt:text ?b } LIMIT 1").cite("bibtex")
    assert entry.startswith("@misc{zhengtu-")
    assert r"SELECT ?a \{ ?a zt:text ?b \} LIMIT 1" in entry
    assert entry.count("{") - entry.count(r"\{") == entry.count("}") - entry.count(r"\}")
    with pytest.raises(UnknownValue, match="no style 'apa', only text, bibtex"):
        remote.cite("apa")


def test_a_snapshot_that_is_not_there_is_named(url: str) -> None:
    with pytest.raises(UnknownName, match="0000000000000000"):
        zhengtu.connect(url, snapshot="0000000000000000")


@pytest.fixture(scope="module")
def notice_text(notice: object) -> str:
    from pathlib import Path

    return Path(str(notice)).read_text(encoding="utf-8")


@contextmanager
def served(app: Application) -> Iterator[str]:
    """Serve `app` in this process, where it may take this machine for the open net."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical"))
        server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
        running = threading.Thread(
            target=lambda: asyncio.run(server.serve(sockets=[listener])), daemon=True
        )
        running.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            running.join(timeout=10)


def test_what_came_from_elsewhere_is_cited_with_its_time(home: Path) -> None:
    with endpoint('<x:a> <x:note> "记下" .') as other:
        serving = Serving(services=other.outward())
        app = create_app(home, Limits(result_bytes=3_000), serving=serving)
        with served(app) as url, zhengtu.connect(url) as graph:
            query = f"SELECT ?note {{ SERVICE <{other.iri}> {{ ?s <x:note> ?note }} }}"
            found = graph.sparql(query)
            assert found["note"].tolist() == ["记下"]
            for style in ("text", "bibtex"):
                assert f"elsewhere, where the answer may be another now: {other.host};at=2" in (
                    found.cite(style)
                )
            assert "elsewhere" not in graph.sparql("SELECT (1 AS ?a) {}").cite()
            large = query.replace("?note {", "?note ?text { ?t a zt:Task ; zt:text ?text .")
            with pytest.raises(ResultTooLarge, match="page by page"):
                graph.sparql(large)
