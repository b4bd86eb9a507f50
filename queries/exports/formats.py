"""All formats of an export, and what writes each: `write_export` is the one way in."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from graph.opened import OpenSnapshot
from graph.storage.export import export
from ontology.errors import UnknownValue
from queries.catalogue import find_question
from queries.exports.about import about
from queries.exports.answers import fill_answer
from queries.exports.tables import Filled, fill, find_table, tables


@dataclass(frozen=True)
class Format:
    """A format: `holds` is what it is made of, `is_folder` that it is several files.

    `writer` is the module and function that write it, imported on first use.
    """

    name: str
    suffix: str
    media_type: str
    description: str
    holds: str = "tables"
    is_folder: bool = False
    writer: str = ""


_ZIP = "application/zip"

FORMATS = {
    one.name: one
    for one in (
        Format("nq", ".nq", "application/n-quads", "the whole graph, sorted", "quads"),
        Format("ttl", ".ttl", "text/turtle", "the whole graph as one", "quads"),
        Format("trig", ".trig", "application/trig", "the whole graph, graph by graph", "quads"),
        Format(
            "jsonld",
            ".jsonld",
            "application/ld+json",
            "work items as trees",
            "items",
            writer="jsonld.write_jsonld",
        ),
        Format(
            "csv",
            ".csv.zip",
            _ZIP,
            "tables with dictionary and CSVW metadata",
            is_folder=True,
            writer="csv_files.write_csv",
        ),
        Format(
            "parquet",
            ".parquet.zip",
            _ZIP,
            "tables with their types",
            is_folder=True,
            writer="parquet.write_parquet",
        ),
        Format(
            "xlsx",
            ".xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "tables as a workbook",
            writer="workbook.write_workbook",
        ),
        Format(
            "sqlite",
            ".sqlite",
            "application/vnd.sqlite3",
            "tables as a database",
            writer="sqlite.write_sqlite",
        ),
        Format(
            "graphml",
            ".graphml",
            "application/graphml+xml",
            "the network of all tables",
            "network",
            writer="network.write_graphml",
        ),
        Format(
            "gexf",
            ".gexf",
            "application/gexf+xml",
            "the network of all tables, for Gephi",
            "network",
            writer="network.write_gexf",
        ),
        Format(
            "neo4j",
            ".neo4j.zip",
            _ZIP,
            "the network for neo4j-admin",
            "network",
            is_folder=True,
            writer="neo4j.write_neo4j",
        ),
    )
}
"""All formats by name."""

_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The date of the files in an archive: equal exports are equal bytes."""


@dataclass(frozen=True)
class Wanted:
    """What is to be exported: everything, one table, or the answer to a saved question."""

    format: Format
    table: str = ""
    question: str = ""
    given: Mapping[str, str] = field(default_factory=dict)
    bom: bool = False

    @property
    def name(self) -> str:
        """The name of the file, without what tells one snapshot from another."""
        return self.question or self.table or "graph"


def find_format(name: str) -> Format:
    """Return the format `name`.

    Raises UnknownValue, with those that exist.
    """
    if name not in FORMATS:
        known = ", ".join(FORMATS)
        raise UnknownValue(f"no export format '{name}', only {known}", "format")
    return FORMATS[name]


def write_export(wanted: Wanted, opened: OpenSnapshot, path: Path) -> None:
    """Write what is `wanted` of `opened` to `path`: a file, or a folder for several.

    Raises UnknownValue where format and content do not go together, UnknownName for a table or
    question that does not exist, MissingPackage, and what the queries raise.
    """
    _check(wanted)
    if wanted.format.holds == "quads":
        with path.open("wb") as file:
            export(opened.snapshot, wanted.format.name, file)
        return
    said = about(opened.snapshot, bom=wanted.bom)
    if wanted.format.holds == "items":
        _writer(wanted.format)(opened.workers.answer, said, path)
        return
    if wanted.format.is_folder:
        path.mkdir(parents=True, exist_ok=True)
    _writer(wanted.format)(_filled(wanted, opened), said, path)


def write_one_file(wanted: Wanted, opened: OpenSnapshot, path: Path) -> None:
    """Write what is `wanted` to one file: several are packed into an archive.

    A single table or answer as CSV or Parquet is that file itself.
    """
    if not wanted.format.is_folder:
        write_export(wanted, opened, path)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_export(wanted, opened, folder)
        if single := single_file(wanted):
            path.write_bytes((folder / single).read_bytes())
        else:
            _pack(folder, path)


def single_file(wanted: Wanted) -> str:
    """Return the name of the one file that matters, or nothing if there are several."""
    one = wanted.table or wanted.question
    return f"{one}.{wanted.format.name}" if one and wanted.format.name in ("csv", "parquet") else ""


def suffix_of(wanted: Wanted) -> str:
    """Return the ending of the name of the file."""
    return f".{wanted.format.name}" if single_file(wanted) else wanted.format.suffix


def media_type_of(wanted: Wanted) -> str:
    """Return the media type of the file."""
    if not single_file(wanted):
        return wanted.format.media_type
    return "text/csv" if wanted.format.name == "csv" else "application/vnd.apache.parquet"


def _check(wanted: Wanted) -> None:
    one = wanted.table or wanted.question
    if one and wanted.format.holds != "tables":
        able = ", ".join(name for name, format_ in FORMATS.items() if format_.holds == "tables")
        message = f"{wanted.format.name} is of the whole graph; a table or answer can be {able}"
        raise UnknownValue(message, "format")
    if wanted.table and wanted.question:
        raise UnknownValue("give a table or a question, not both", "table")


def _filled(wanted: Wanted, opened: OpenSnapshot) -> list[Filled]:
    if wanted.question:
        return [fill_answer(find_question(wanted.question), wanted.given, opened)]
    chosen = [find_table(wanted.table)] if wanted.table else list(tables().values())
    ask, base_iri = opened.workers.answer, opened.snapshot.base_iri
    return [fill(table, ask, base_iri) for table in chosen]


def _writer(format_: Format) -> Callable[..., None]:
    module, _, name = format_.writer.partition(".")
    written: Callable[..., None] = getattr(import_module(f"queries.exports.{module}"), name)
    return written


def _pack(folder: Path, path: Path) -> None:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for file in sorted(folder.iterdir()):
            entry = ZipInfo(file.name, _EARLIEST)
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, file.read_bytes())
