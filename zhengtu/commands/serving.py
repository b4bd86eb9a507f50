"""The commands that serve a snapshot to others: over HTTP, to assistants, as files."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from zhengtu.commands.common import Home, Output, given_values, settings_of


class ExportFormat(StrEnum):
    """The names of `queries.exports.formats.FORMATS`, which is imported when it is needed."""

    nq = "nq"
    ttl = "ttl"
    trig = "trig"
    jsonld = "jsonld"
    csv = "csv"
    parquet = "parquet"
    xlsx = "xlsx"
    sqlite = "sqlite"
    graphml = "graphml"
    gexf = "gexf"
    neo4j = "neo4j"


def serve(
    host: Annotated[str | None, typer.Option(help="address to listen on")] = None,
    port: Annotated[int | None, typer.Option(help="port to listen on")] = None,
    home: Home = None,
) -> None:
    """Serve the current snapshot over HTTP: SPARQL, search, questions, things."""
    from graph.machine.allocator import keep_pieces

    keep_pieces()
    from graph.serving.process import start_server

    settings = settings_of(home)
    start_server()  # what processes are forked from gets ready while this one imports the rest
    from zhengtu.server import run

    run(settings, host or settings.host, settings.port if port is None else port)


def mcp(
    where: Annotated[str, typer.Argument(help="address or folder; default: the local one")] = "",
    home: Home = None,
) -> None:
    """Serve tools for language-model assistants (MCP) on standard input and output."""
    from ontology.packages import require

    require("mcp", "httpx")
    from zhengtu.assistant import run

    run(where or str(settings_of(home).home))


def export(
    values: Annotated[list[str] | None, typer.Argument(help="parameters as name=value")] = None,
    *,
    format: Annotated[ExportFormat, typer.Option(help="of the file")] = ExportFormat.nq,  # noqa: A002
    table: Annotated[str, typer.Option(help="only this table: items, assignments …")] = "",
    question: Annotated[str, typer.Option(help="the answer to a saved question")] = "",
    bom: Annotated[
        bool, typer.Option("--bom", help="CSV for Excel: marked as UTF-8, no text is a formula")
    ] = False,
    output: Output = None,
    home: Home = None,
) -> None:
    """Write the graph, its tables, or an answer, for other tools; several files are a folder."""
    from queries.exports.formats import Wanted, find_format
    from zhengtu.exporting import export_to

    wanted = Wanted(find_format(format.value), table, question, given_values(values or []), bom=bom)
    try:
        export_to(wanted, settings_of(home), output)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise typer.BadParameter(f"{output}: {error.strerror}", param_hint="--output") from None
