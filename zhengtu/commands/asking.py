"""The commands that ask the current snapshot."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from zhengtu.commands.common import Home, given_values, opened_at, read_text, settings_of
from zhengtu.exploring import NetworkFormat, TableFormat
from zhengtu.filter_options import Given, with_filters


class QueryFormat(StrEnum):
    """Formats of a query's answer, for both solutions and graphs where they have one."""

    table = "table"
    json = "json"
    xml = "xml"
    csv = "csv"
    tsv = "tsv"
    ttl = "ttl"
    nt = "nt"
    jsonld = "jsonld"


class AskFormat(StrEnum):
    table = "table"
    json = "json"
    csv = "csv"


def query(
    file: Annotated[str, typer.Argument(help="file with a SPARQL query, - for standard input")],
    format: Annotated[QueryFormat, typer.Option(help="format of the answer")] = QueryFormat.table,  # noqa: A002
    home: Home = None,
) -> None:
    """Run a SPARQL query on the current snapshot."""
    from zhengtu.answers import query_answer

    text = sys.stdin.read() if file == "-" else read_text(Path(file))
    with opened_at(home) as opened:
        typer.echo(query_answer(opened, text, format.value), nl=False)


@with_filters
def search(
    words: Annotated[list[str] | None, typer.Argument(help='words, "phrases", OR, -not')] = None,
    *,
    sort: Annotated[str, typer.Option(help="relevance, year or agency")] = "relevance",
    like: Annotated[str, typer.Option(help="IRI of what the results resemble")] = "",
    limit: Annotated[int, typer.Option(min=1, max=10_000)] = 20,
    offset: Annotated[int, typer.Option(min=0)] = 0,
    home: Home = None,
    filters: Given,
) -> None:
    """Find work items, agencies, officials, places, programmes and documents by words."""
    from graph.index.search.searches import Search
    from queries.filters import read_filters
    from zhengtu.answers import search_answer

    for word in words or []:
        if word.startswith("--"):
            raise typer.BadParameter(f"no option {word}")
    with opened_at(home) as opened:
        conditions = read_filters(filters, opened.index).conditions()
        text = " ".join(words or [])
        asked = Search(text, conditions, limit, offset, sort=sort, like=like, facets=0)
        typer.echo(search_answer(opened, asked), nl=False)


@with_filters
def pivot(
    rows: Annotated[str, typer.Argument(help="theme, agency, official, category, place …")],
    columns: Annotated[str, typer.Argument(help="the same; year, document, programme …")],
    *,
    measure: Annotated[str, typer.Option(help="count: work items; targets: theirs")] = "count",
    format: Annotated[TableFormat, typer.Option(help="format of the table")] = TableFormat.table,  # noqa: A002
    home: Home = None,
    filters: Given,
) -> None:
    """Count work items by two dimensions, in the role and within the filters that are given."""
    from queries.pivot import Axes
    from zhengtu.exploring import pivot_text

    with opened_at(home) as opened:
        axes = Axes(rows, columns, measure)
        typer.echo(pivot_text(opened, axes, filters, format), nl=False)


@with_filters
def network(
    kind: Annotated[str, typer.Argument(help="co-lead, official-agency or agency-theme")],
    *,
    weight: Annotated[int, typer.Option(min=1, help="least weight of an edge")] = 1,
    format: Annotated[NetworkFormat, typer.Option(help="format")] = NetworkFormat.table,  # noqa: A002
    home: Home = None,
    filters: Given,
) -> None:
    """Say who is joined to whom by common work items."""
    from zhengtu.exploring import network_text

    with opened_at(home) as opened:
        typer.echo(network_text(opened, kind, weight, filters, format), nl=False)


def ask(
    name: Annotated[
        str | None, typer.Argument(help="a free question, or the name of a saved one")
    ] = None,
    values: Annotated[
        list[str] | None, typer.Argument(help="parameters or filters as name=value")
    ] = None,
    *,
    format: Annotated[AskFormat, typer.Option(help="format of the answer")] = AskFormat.table,  # noqa: A002
    all_rows: Annotated[
        bool, typer.Option("--all", help="also the items behind a large number")
    ] = False,
    home: Home = None,
) -> None:
    """Answer a free question, or a saved one by its name; without one, list all saved questions."""
    from queries.asking.readings.apart import ALL, MOST_TOLD
    from zhengtu.answers import free_answer, is_free, question_answer, question_list

    if name is None:
        typer.echo(question_list(), nl=False)
        return
    if is_free(name):
        words = [value for value in values or [] if "=" not in value]
        narrowed = given_values([value for value in values or [] if "=" in value])
        with opened_at(home) as opened:
            text, is_answered = free_answer(
                opened,
                " ".join([name, *words]),
                format.value,
                narrowed,
                ALL if all_rows else MOST_TOLD,
            )
        typer.echo(text, nl=False)
        if not is_answered:
            raise typer.Exit(1)
        return
    given = given_values(values or [])
    with opened_at(home) as opened:
        typer.echo(question_answer(opened, name, given, format.value), nl=False)


def explain(
    iri: Annotated[str, typer.Argument(help="a node or statement, as an answer prints it")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="as plain data")] = False,
    home: Home = None,
) -> None:
    """Show where a statement comes from: its cells, with the exact characters marked."""
    from zhengtu.explaining import explanation_answer

    with opened_at(home) as opened:
        typer.echo(explanation_answer(opened, iri, as_json=as_json), nl=False)


def compare(
    older: Annotated[str, typer.Argument(help="the older document: number, title or IRI")],
    newer: Annotated[str, typer.Argument(help="the newer document")],
    format: Annotated[AskFormat, typer.Option(help="format of the answer")] = AskFormat.table,  # noqa: A002
    home: Home = None,
) -> None:
    """Compare two documents: what goes on, what changed and how, what was dropped or is new."""
    from zhengtu.comparing import comparison_answer

    with opened_at(home) as opened:
        typer.echo(comparison_answer(opened, older, newer, format.value), nl=False)


def why(
    surface: Annotated[str, typer.Argument(help="a unit as a document prints it")],
    doc: Annotated[str, typer.Option(help="only in this document: number, title or IRI")] = "",
    home: Home = None,
) -> None:
    """Say who a name is, and by which steps, rule and register row."""
    from zhengtu.why import explain, why_text

    folder = settings_of(home).data / "registers"
    with opened_at(home) as opened:
        typer.echo(why_text(explain(surface, doc, opened, folder)), nl=False)
