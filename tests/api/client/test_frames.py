"""A query gives a frame with types, the same from afar and from one's own snapshot."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import rdflib

import zhengtu
from ontology.errors import QueryError, QueryRefused, RemoteError, UnknownName, UnknownValue
from zhengtu.client.graph import KnowledgeGraph

XSD = "http://www.w3.org/2001/XMLSchema#"
THEME = "https://w3id.org/zhengtu/id/theme/environment"
LEADS = (
    "SELECT ?item ?agency { ?item zt:leadAgency ?agency ; zt:theme ?theme } ORDER BY ?item ?agency"
)


@pytest.mark.parametrize(
    ("values", "dtype", "expected"),
    [
        ("1 2", "int64", [1, 2]),
        ("1 UNDEF", "Int64", [1, pd.NA]),
        ("1 2.5", "float64", [1.0, 2.5]),
        ("0.9 -0.5", "float64", [0.9, -0.5]),
        ('"1000"^^xsd:double', "float64", [1000.0]),
        ("true false", "bool", [True, False]),
        ('"2018"^^xsd:gYear "2019"^^xsd:gYear', "int64", [2018, 2019]),
        ('"2018-12-31"^^xsd:date', "datetime64[s]", [datetime.datetime(2018, 12, 31)]),
        ('"2018-12"^^xsd:gYearMonth', "str", ["2018-12"]),
        ('"2018"^^xsd:gYear "2018-12"^^xsd:gYearMonth', "str", ["2018", "2018-12"]),
        ('"2018-02-31"^^xsd:date', "str", ["2018-02-31"]),
        ('"环境"@zh "environment"@en', "str", ["环境", "environment"]),
        ('"7"', "str", ["7"]),
        ('"" UNDEF', "str", ["", float("nan")]),
        ('"a\\tb\\nc\\\\n \\"d\\""', "str", ['a\tb\nc\\n "d"']),
        ('"say \\"hi\\"@zh"', "str", ['say "hi"@zh']),
        ("id:theme/environment zt:Task", "str", ["id:theme/environment", "zt:Task"]),
        ("<http://example.org/a>", "str", ["http://example.org/a"]),
        ('"<http://example.org/a>"', "str", ["<http://example.org/a>"]),
        ('7 "seven" zt:Task', "str", ["7", "seven", "zt:Task"]),
    ],
)
def test_columns_are_typed(
    remote: KnowledgeGraph, values: str, dtype: str, expected: list[Any]
) -> None:
    values = values.replace("id:theme/environment", f"<{THEME}>")
    frame = remote.sparql(f"SELECT ?x {{ VALUES ?x {{ {values} }} }}")
    assert frame["x"].dtype == dtype
    pd.testing.assert_series_equal(
        frame["x"], pd.Series(expected, dtype=dtype, name="x"), check_dtype=True
    )


def test_an_answer_without_rows_has_its_columns(remote: KnowledgeGraph) -> None:
    frame = remote.sparql("SELECT ?a ?b { ?a zt:leadAgency ?b . FILTER(false) }")
    assert list(frame.columns) == ["a", "b"]
    assert frame.empty


def test_a_frame_knows_its_snapshot_and_what_is_made_of_it_is_plain(
    remote: KnowledgeGraph, snapshot_id: str
) -> None:
    frame = remote.sparql(LEADS)
    assert frame.snapshot == snapshot_id
    made = frame.groupby("agency").size()
    assert made.sum() == len(frame)
    assert type(frame[frame["agency"] != ""]) is pd.DataFrame
    assert frame[frame["agency"] != ""].attrs["snapshot"] == snapshot_id


def test_arrow_and_polars_hold_the_same(remote: KnowledgeGraph) -> None:
    frame = remote.sparql("SELECT ?item ?row ?year { ?item zt:rowNumber ?row ; zt:period ?year }")
    table, polars = frame.to_arrow(), frame.to_polars()
    assert table.schema.field("row").type == pa.int64()
    assert polars.schema["year"] == pl.Int64
    assert table.to_pylist() == polars.to_dicts() == frame.to_dict("records")


CALLS: dict[str, Callable[[KnowledgeGraph], Any]] = {
    "select": lambda kg: kg.sparql(LEADS, theme="id:theme/environment", labels=True),
    "ask": lambda kg: kg.sparql("ASK { ?item zt:theme ?theme }", theme=THEME),
    "question": lambda kg: kg.question("lead-agencies-of-theme", theme="环境"),
    "search": lambda kg: kg.search("河", theme="environment"),
    "words": lambda kg: kg.ask("哪些部门牵头环境任务？"),
    "pivot": lambda kg: kg.pivot("theme", "official", year="2018"),
    "network": lambda kg: sorted(kg.network(theme="environment").edges(data=True)),
    "describe": lambda kg: kg.describe("id:agency/320585/huanbaoju"),
    "documents": lambda kg: kg.documents(),
    "questions": lambda kg: kg.questions(),
    "source": lambda kg: kg.source(kg.sparql(LEADS, theme=THEME).iloc[0]),
    "snapshot": lambda kg: kg.snapshot,
}


@pytest.mark.parametrize("call", CALLS)
def test_embedded_and_remote_say_the_same(
    remote: KnowledgeGraph, local: KnowledgeGraph, same: Callable[[Any, Any], None], call: str
) -> None:
    same(CALLS[call](remote), CALLS[call](local))


@pytest.mark.parametrize(
    ("values", "query", "count"),
    [
        ({"theme": "id:theme/environment"}, LEADS, 47),
        ({"theme": THEME}, LEADS, 47),
        ({"theme": rdflib.URIRef(THEME)}, LEADS, 47),
        ({"theme": ["id:theme/environment", "id:theme/transport"]}, LEADS, None),
        ({"row": 3}, "SELECT ?item { ?item zt:rowNumber ?row ; a zt:WorkItem }", 2),
        ({"surface": "环保局"}, "SELECT ?a WHERE { ?a zt:surface ?surface }", None),
        (
            {"name": rdflib.Literal("生态环境", lang="zh")},
            "PREFIX s: <http://www.w3.org/2004/02/skos/core#> SELECT ?x { ?x s:prefLabel ?name }",
            None,
        ),
        ({"x": 'quote " and } brace'}, "SELECT ?x { }", 1),
        ({"x": Decimal("0.50")}, "SELECT ?x { FILTER(?x = 0.5) }", 1),
        ({"x": datetime.date(2018, 12, 31)}, "SELECT ?x { FILTER(YEAR(?x) = 2018) }", 1),
        ({"x": True}, "SELECT ?x { FILTER(?x) }", 1),
        (
            {"n": 2},
            "SELECT * { { SELECT (COUNT(*) AS ?m) { ?s zt:listPosition ?n } GROUP BY ?s } }",
            None,
        ),
    ],
)
def test_values_are_bound(
    remote: KnowledgeGraph, values: dict[str, Any], query: str, count: int | None
) -> None:
    frame = remote.sparql(query, **values)
    assert len(frame)
    if count is not None:
        assert len(frame) == count


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"nothing": 1}, r"no variable \?nothing, only \?agency, \?item, \?theme"),
        ({"theme": None}, "theme: None stands for no node"),
        ({"theme": []}, "theme: an empty list"),
        ({"theme": object()}, "theme: no value of SPARQL for a object"),
        ({"theme": "http://example.org/a b"}, ""),
    ],
)
def test_a_value_that_cannot_be_bound_is_named(
    remote: KnowledgeGraph, values: dict[str, Any], message: str
) -> None:
    if not message:  # with a space it is text, which no theme is
        assert remote.sparql(LEADS, **values).empty
        return
    with pytest.raises(UnknownValue, match=message):
        remote.sparql(LEADS, **values)


def test_labels_and_languages_are_chosen(remote: KnowledgeGraph) -> None:
    query = (
        "SELECT ?theme ?name { ?theme a zt:ThemeConcept ; skos:prefLabel ?name } ORDER BY ?theme"
    )
    both = remote.sparql(query)
    assert both.origin.languages == {"name": ["en", "zh"]}
    chosen = remote.sparql(query, language="zh", labels=["theme"])
    assert len(both) == 2 * len(chosen) > 0
    assert list(chosen.columns) == ["theme", "themeLabel", "name"]
    assert list(chosen["themeLabel"]) == list(chosen["name"])
    english = remote.sparql(query, language="en", labels=["theme"])
    assert all(map(str.isascii, [*english["name"], *english["themeLabel"]]))


def test_a_free_question_is_a_frame_with_its_sentence(remote: KnowledgeGraph) -> None:
    frame = remote.ask("哪些部门牵头环境任务？")
    expected = remote.question("lead-agencies-of-theme", theme="环境")
    assert dict(zip(frame["name"], frame["items"], strict=True)) == dict(
        zip(expected["agencyName"], expected["items"], strict=True)
    )
    assert frame["thing"][0].startswith("id:agency/")
    assert len(frame.origin.more["sources"][0]) == frame["items"][0]
    assert frame.origin.more["sentence"] in frame._repr_html_()
    with pytest.raises(UnknownValue):
        remote.ask("火星局牵头哪些任务？")


def test_tables_and_networks_count_what_sparql_counts(remote: KnowledgeGraph) -> None:
    table = remote.pivot("theme", "official", role="supervising").set_index("theme")
    expected = remote.question("portfolio-of-official", official="赵建初")
    for theme, items in zip(expected["themeName"], expected["items"], strict=True):
        assert table.loc[theme, "赵建初"] == items
    graph = remote.network("co-lead", theme="environment")
    assert graph.nodes["id:agency/320585/huanbaoju"]["items"] == 15
    together = remote.sparql(
        "SELECT (COUNT(DISTINCT ?item) AS ?n) "
        "{ ?item zt:theme ?theme ; zt:leadAgency ?one ; zt:leadAgency ?other }",
        theme=THEME,
        one="id:agency/320585/huanbaoju",
        other="id:agency/320585/nongwei",
    )
    weight = graph.edges["id:agency/320585/huanbaoju", "id:agency/320585/nongwei"]["weight"]
    assert weight == together["n"][0] > 0


def test_whole_iris_are_given_on_request(remote: KnowledgeGraph) -> None:
    frame = remote.sparql("SELECT ?theme { VALUES ?theme { zt:Task } }", iris="full")
    assert frame["theme"][0] == "https://w3id.org/zhengtu/def#Task"


def test_triples_are_a_graph(remote: KnowledgeGraph) -> None:
    found = remote.sparql("CONSTRUCT WHERE { ?item zt:theme ?theme }")
    assert isinstance(found, rdflib.Graph)
    assert (None, None, rdflib.URIRef(THEME)) in found


@pytest.mark.parametrize(
    ("query", "values", "shown"),
    [
        (
            "SELECT ?x {\n  ?环境 zt:leadAgency ?x ?? }",
            {},
            "line 2, column 24: not understood from here on\n"
            "  1 | SELECT ?x {\n"
            "  2 |   ?环境 zt:leadAgency ?x ?? }\n"
            "    |                          ^",
        ),
        (
            "SELECT ?theme { ?theme a ?c . 环境 }",
            {"theme": THEME},
            "line 1, column 31: not understood from here on\n"
            "  1 | SELECT ?theme { ?theme a ?c . 环境 }\n"
            "    |                               ^",
        ),
        (
            "SELECT ?x { ?x zt:theme ?? }",
            {},
            "line 1, column 27: expected a name\n"
            "  1 | SELECT ?x { ?x zt:theme ?? }\n"
            "    |                           ^",
        ),
    ],
)
def test_an_error_shows_the_query_with_a_caret(
    remote: KnowledgeGraph, query: str, values: dict[str, Any], shown: str
) -> None:
    with pytest.raises(QueryError) as error:
        remote.sparql(query, **values)
    assert str(error.value) == shown


def test_other_errors_are_those_of_the_family(remote: KnowledgeGraph) -> None:
    with pytest.raises(QueryRefused, match="SERVICE"):
        remote.sparql("SELECT * { SERVICE <http://example.org/> { ?a ?b ?c } }")
    with pytest.raises(UnknownName, match="did you mean"):
        remote.question("lead-agencies-of-themes")
    with pytest.raises(UnknownValue, match="no theme '环镜'"):
        remote.question("lead-agencies-of-theme", theme="环镜")
    with pytest.raises(UnknownValue, match="typ"):
        remote.search("河", typ="task")
    with pytest.raises(UnknownName, match="no node"):
        remote.describe("id:agency/320585/nowhere")


def test_who_cannot_be_reached_is_named(tmp_path: Path) -> None:
    with pytest.raises(RemoteError, match=r"http://127.0.0.1:9: no answer"):
        zhengtu.connect("http://127.0.0.1:9")
    with pytest.raises(UnknownName, match="no snapshot there"):
        zhengtu.connect(tmp_path)


def test_a_search_gives_all_results_on_request(remote: KnowledgeGraph) -> None:
    some, every = remote.search(limit=3), remote.search(limit=None)
    assert len(some) == 3
    assert len(every) == every.origin.more["total"] > 200
    assert every["iri"].is_unique


ROWS = """
SELECT ?s ?o (SHA512(CONCAT(STR(?s), STR(?o))) AS ?hash)
{ ?s zt:agent|zt:role|zt:surface|zt:rawText|prov:wasDerivedFrom|a ?o }"""


@pytest.mark.parametrize("order", ["", "ORDER BY DESC(?o) LIMIT 15000 OFFSET 7"])
def test_an_answer_over_the_limit_comes_in_exact_pages(
    remote: KnowledgeGraph, local: KnowledgeGraph, order: str
) -> None:
    query = f"{ROWS} {order}"
    whole, cut = remote.sparql(query), local.sparql(query)
    assert len(whole) == len(cut) > 9_000
    assert not cut.duplicated().any()
    if order:
        assert list(whole["o"]) == list(cut["o"])
    columns = ["s", "o", "hash"]
    one, other = (frame.sort_values(columns, ignore_index=True) for frame in (whole, cut))
    if not order:
        pd.testing.assert_frame_equal(one, other)
