"""One document, from its source to all that is understood of it."""

from __future__ import annotations

from loader.entities import Extraction, WorkItem
from loader.items import read_items
from loader.letter import read_letter
from loader.links import find_elaborations
from loader.registers import Registers
from loader.report import Report
from loader.source import Source
from loader.themes import read_lexicons, tag_themes


def extract(source: Source, registers: Registers) -> tuple[Extraction, Report]:
    """Return what `source` says and the report of how it was read. A pure function.

    Raises LayoutError, naming file, annex and row, for what cannot be understood.
    """
    report = Report(source.name)
    letter = read_letter(source, registers, report)
    items = tuple(read_items(source, letter, registers, report))
    lexicons = read_lexicons(registers.theme_terms)
    themes = {item.iri: tag_themes(item, lexicons) for item in items}
    _count(source, items, report)
    if not items:
        report.add("empty", letter.paragraphs[0], letter.title, "no table that assigns work found")
    return Extraction(letter, items, themes, tuple(find_elaborations(items))), report


def _count(source: Source, items: tuple[WorkItem, ...], report: Report) -> None:
    assignments = [assignment for item in items for assignment in item.assignments]
    cells = [cell for table in source.tables() for cell in table.cells()]
    report.count("source", ["paragraphs"] * len(list(source.paragraphs())) + ["cells"] * len(cells))
    report.count("items", [item.kind for item in items])
    report.count("assignments", [assignment.role for assignment in assignments])
    report.count("cell status", [f"{a.role} {a.status}" for a in assignments])
    report.count("notes", [note.kind for note in report.notes])
