"""One document, from its source to all that is understood of it."""

from __future__ import annotations

from functools import lru_cache

from loader.cleaning import clean_source
from loader.entities import Extraction, WorkItem
from loader.items import read_items
from loader.letter import read_letter
from loader.links import find_elaborations
from loader.register_rows import ThemeTermRow
from loader.registers import Registers
from loader.report import Report
from loader.source import Cell, Paragraph, Source
from loader.themes import Lexicon, read_lexicons, tag_themes


def extract(source: Source, registers: Registers) -> tuple[Extraction, Report]:
    """Return what `source` says and the report of how it was read. A pure function.

    Raises LayoutError, naming file, annex and row, for what cannot be understood.
    """
    report = Report(source.name)
    source = clean_source(source)
    letter = read_letter(source, registers, report)
    items = tuple(read_items(source, letter, registers, report))
    lexicons = _lexicons(tuple(registers.theme_terms))
    themes = {item.iri: tag_themes(item, lexicons) for item in items}
    _count(source, items, report)
    if not items:
        report.add(
            "empty",
            _first(source),
            letter.title,
            "nothing in it assigns work: no known table, bracket, label or sentence",
        )
    return Extraction(letter, items, themes, tuple(find_elaborations(items))), report


@lru_cache(maxsize=2)
def _lexicons(rows: tuple[ThemeTermRow, ...]) -> list[Lexicon]:
    """Return the lexicons, made once for all documents."""
    return read_lexicons(rows)


def _first(source: Source) -> Paragraph | Cell:
    """Return where a file begins: a sheet may hold a table and no line."""
    first = source.blocks[0]
    return first if isinstance(first, Paragraph) else first.rows[0][0]


def _count(source: Source, items: tuple[WorkItem, ...], report: Report) -> None:
    assignments = [assignment for item in items for assignment in item.assignments]
    cells = [cell for table in source.tables() for cell in table.cells()]
    report.count("source", ["paragraphs"] * len(list(source.paragraphs())) + ["cells"] * len(cells))
    report.count("items", [item.kind for item in items])
    report.count("layouts", [item.layout for item in items])
    report.count("assignments", [assignment.role for assignment in assignments])
    report.count("cell status", [f"{a.role} {a.status}" for a in assignments])
    report.count("notes", [note.kind for note in report.notes])
