"""Each export is opened by the tool it is for, and holds what the graph holds."""

from __future__ import annotations

import asyncio
import datetime
import re
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import networkx as nx
import openpyxl
import pandas as pd
import pytest
import rdflib
from csvw import CSVW
from datasette.app import Datasette
from pyarrow import parquet
from pyoxigraph import RdfFormat, parse

from graph.opened import OpenSnapshot
from graph.sparql.evaluate import Query
from ontology.errors import UnknownName, UnknownValue
from queries.ask import answer
from queries.catalogue import find_question
from queries.exports.about import About
from queries.exports.csv_files import write_csv
from queries.exports.formats import FORMATS, Wanted, write_export, write_one_file
from queries.exports.network import network_of
from queries.exports.parquet import write_parquet
from queries.exports.sqlite import write_sqlite
from queries.exports.tables import Filled, find_table, read_table, tables
from queries.exports.workbook import write_workbook
from zhengtu.commands.serving import ExportFormat

pytestmark = pytest.mark.filterwarnings(
    "ignore::DeprecationWarning", "ignore::ResourceWarning", "ignore::PendingDeprecationWarning"
)
ABOUT = About("0123456789abcdef", "https://w3id.org/zhengtu/", ("太政发〔2018〕3号",))
Export = Callable[[str], Path]

COUNTS = {
    "items": "?x a zt:WorkItem",
    "assignments": "?x a zt:Assignment",
    "agencies": "{ ?x a zt:Agency } UNION { ?x a zt:CollectiveAgent }",
    "officials": "?x a zt:Official",
    "places": "?x a zt:Place",
    "programmes": "?x a zt:Programme",
    "targets": "?i zt:hasTarget ?x",
    "links": "?x a zt:Link ; oa:hasTarget ?a ; oa:hasBody ?b ; zt:linkProperty ?p",
    "documents": "?x a zt:PolicyDocument",
}


@pytest.mark.parametrize("name", COUNTS)
def test_a_table_has_a_row_for_each_thing(
    opened: OpenSnapshot, filled: list[Filled], name: str
) -> None:
    query = f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {COUNTS[name]} }}"
    body = opened.workers.answer(Query(query, "text/csv")).body
    (found,) = [one for one in filled if one.table.name == name]
    assert len(found.rows) == int(body.split()[1])


def test_tables_are_defined_as_they_say(filled: list[Filled]) -> None:
    keys = {one.table.name: {row[0] for row in one.rows} for one in filled if one.table.key}
    for one in filled:
        query = re.search(r"SELECT (?:DISTINCT )?([^{]*?)\s*WHERE", one.table.sparql)
        assert query is not None
        assert query[1].split() == [f"?{column.name}" for column in one.table.columns]
        for position, column in enumerate(one.table.columns):
            cells = [row[position] for row in one.rows]
            assert column.description
            assert not column.required or None not in cells
            assert not column.is_key or len(set(cells)) == len(cells)
            if column.refers_to:
                assert set(cells) - {None} <= keys[column.refers_to]
    assert len(keys) == 9


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# title-zh: 甲\nSELECT ?x {}", "the header lacks row, title-en"),
        ("# title-zh: 甲\n# title-en: A\n# row: b\n# column: x | word | key | y\n", "not 'name"),
    ],
)
def test_a_table_that_is_not_defined_well_is_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_table("x", text)


def test_csv_is_read_by_pandas_and_described_by_csvw(export: Export, filled: list[Filled]) -> None:
    folder = export("csv")
    for one in filled:
        frame = pd.read_csv(folder / f"{one.table.name}.csv")
        assert len(frame) == len(one.rows)
        assert list(frame.columns) == [column.name for column in one.table.columns]
    group = CSVW(str(folder / "csv-metadata.json"))
    assert group.is_valid
    described = pd.read_csv(folder / "dictionary.csv")
    assert set(described["table"]) == set(tables())
    assert {t.url.string for t in group.tables} == {f"{name}.csv" for name in tables()}


def test_parquet_is_read_by_arrow(export: Export, filled: list[Filled]) -> None:
    for one in filled:
        table = parquet.read_table(export("parquet") / f"{one.table.name}.parquet")
        # days and years in one column, as documents state them, are text there
        found = [[_text(cell) for cell in row.values()] for row in table.to_pylist()]
        assert found == [[_text(cell) for cell in row] for row in one.rows]
    schema = parquet.read_schema(export("parquet") / "items.parquet")
    assert str(schema.field("year").type) == "int64"
    assert schema.field("text").metadata[b"description"]


def _text(cell: Any) -> Any:
    return cell.isoformat() if isinstance(cell, datetime.date) else cell


def test_the_workbook_is_read_by_openpyxl(export: Export, filled: list[Filled]) -> None:
    book = openpyxl.load_workbook(export("xlsx"), read_only=True)
    assert book.sheetnames == ["dictionary", *tables()]
    for one in filled:
        rows = list(book[one.table.name].iter_rows(values_only=True))
        assert rows[0] == tuple(column.name for column in one.table.columns)
        assert len(rows) == len(one.rows) + 1


def test_sqlite_is_served_by_datasette(export: Export, filled: list[Filled]) -> None:
    path = export("sqlite")
    with sqlite3.connect(path) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()
    leads = (
        "select a.name, count(*) as n from assignments s join agencies a on a.agency = s.agent "
        "where s.role = 'lead' group by 1 order by 2 desc limit 1"
    )

    async def ask() -> Any:
        served = Datasette([str(path)])
        await served.invoke_startup()
        name = next(iter(served.databases.keys() - {"_internal"}))
        found = await served.client.get(f"/{name}.json", params={"sql": leads, "_shape": "array"})
        return found.json()

    (row,) = asyncio.run(ask())
    (assignments,) = [one.rows for one in filled if one.table.name == "assignments"]
    names = [r[3] for r in assignments if r[5] == "lead"]
    assert row["n"] == max(names.count(name) for name in set(names)) > 10


@pytest.mark.parametrize(("name", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_the_network_is_read_by_networkx(
    export: Export, filled: list[Filled], name: str, read: Callable[[Path], Any]
) -> None:
    graph, expected = read(export(name)), network_of(filled)
    assert set(graph) == set(expected.nodes)
    assert graph.number_of_edges() == len(expected.edges) > 1_000
    item = next(key for key, node in expected.nodes.items() if node.kind == "WorkItem")
    assert graph.nodes[item]["type"] == "WorkItem"
    assert graph.nodes[item]["label"]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_jsonld_is_read_by_rdflib_and_says_what_the_graph_says(
    export: Export,
) -> None:
    graph = rdflib.Graph().parse(export("jsonld"), format="json-ld")
    kind = "https://w3id.org/zhengtu/def#WorkItem"
    items = set(graph.subjects(rdflib.RDF.type, rdflib.URIRef(kind)))
    assert len(items) == 166
    known = {str(quad.triple) for quad in parse(path=export("nq"), format=RdfFormat.N_QUADS)}
    written = graph.serialize(format="nt", encoding="utf-8")
    found = {str(q.triple) for q in parse(written, format=RdfFormat.N_TRIPLES)}
    assert found <= known
    prefix = "<https://w3id.org/zhengtu/id/task/320585/tzf-2018-3/"
    assert {t for t in known if t.startswith(prefix)} <= found | {
        t for t in known if "/theme-" in t.split(" ", 1)[0]
    }


def test_the_command_line_names_all_formats() -> None:
    assert {one.value for one in ExportFormat} == set(FORMATS)


@pytest.mark.parametrize("name", ["csv", "parquet", "xlsx", "sqlite"])
def test_an_answer_is_exported_with_its_types(
    opened: OpenSnapshot, tmp_path: Path, name: str
) -> None:
    question = find_question("lead-agencies-of-theme")
    expected = answer(question, {"theme": "环境"}, opened)
    path = tmp_path / f"answer.{name}"
    wanted = Wanted(FORMATS[name], question=question.name, given={"theme": "环境"})
    write_one_file(wanted, opened, path)
    readers: dict[str, Callable[[], pd.DataFrame]] = {
        "csv": lambda: pd.read_csv(path),
        "parquet": lambda: pd.read_parquet(path),
        "xlsx": lambda: pd.read_excel(path, sheet_name=question.name),
        "sqlite": lambda: _read_sql(path, f'select * from "{question.name}"'),  # noqa: S608
    }
    frame = readers[name]()
    assert list(frame.columns) == expected.columns
    assert frame.to_dict("records") == expected.rows
    assert frame["items"].dtype == "int64"


def _read_sql(path: Path, query: str) -> pd.DataFrame:
    database = sqlite3.connect(path)
    try:
        return pd.read_sql(query, database)
    finally:
        database.close()


EVIL = ("=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0")


@pytest.fixture
def evil() -> Filled:
    table = find_table("officials")
    return Filled(table, [[f"http://e/{i}", text, None, None] for i, text in enumerate(EVIL)])


def test_excel_runs_no_text_as_a_formula(evil: Filled, tmp_path: Path) -> None:
    write_csv([evil], replace(ABOUT, bom=True), tmp_path)
    assert (tmp_path / "officials.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    frame = pd.read_csv(tmp_path / "officials.csv")
    assert list(frame["name"]) == [f"'{text}" for text in EVIL]
    write_workbook([evil], ABOUT, tmp_path / "x.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx")["officials"]
    cells = [sheet.cell(row, 2) for row in range(2, len(EVIL) + 2)]
    assert [cell.value for cell in cells] == list(EVIL)
    assert {cell.data_type for cell in cells} == {"s"}


def test_other_files_give_each_text_back_as_it_was(evil: Filled, tmp_path: Path) -> None:
    write_csv([evil], ABOUT, tmp_path)
    assert list(pd.read_csv(tmp_path / "officials.csv")["name"]) == list(EVIL)
    write_parquet([evil], ABOUT, tmp_path)
    assert list(pd.read_parquet(tmp_path / "officials.parquet")["name"]) == list(EVIL)
    write_sqlite([evil], ABOUT, tmp_path / "x.sqlite")
    assert list(_read_sql(tmp_path / "x.sqlite", "select name from officials")["name"]) == list(
        EVIL
    )


@pytest.mark.parametrize(
    ("wanted", "error", "message"),
    [
        (Wanted(FORMATS["gexf"], table="items"), UnknownValue, "can be csv, parquet, xlsx, sqlite"),
        (Wanted(FORMATS["csv"], table="tasks"), UnknownName, "no table 'tasks', only documents"),
        (Wanted(FORMATS["csv"], question="nothing"), UnknownName, "no question 'nothing'"),
        (Wanted(FORMATS["csv"], "items", "nothing"), UnknownValue, "a table or a question"),
    ],
)
def test_what_does_not_go_together_is_named(
    opened: OpenSnapshot, tmp_path: Path, wanted: Wanted, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        write_export(wanted, opened, tmp_path / "x")
