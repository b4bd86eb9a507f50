"""One document, from its source to all that is understood of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from pyoxigraph import NamedNode

from graph.storage.snapshot import Reading
from loader.accounting import draw_up_account
from loader.assignments.clauses import ClauseReader
from loader.bodies.agents import Directory
from loader.documents.cleaning import clean_source
from loader.documents.empty import why_empty, why_no_tasks
from loader.documents.letter import read_letter
from loader.documents.lost_breaks import with_breaks_restored
from loader.documents.page_data import with_data_as_lines
from loader.documents.provisions import find_provisions, read_provisions
from loader.entities import Extraction, LocatedTarget, Place, ThemeTag, WorkItem
from loader.items import read_items
from loader.links import find_elaborations
from loader.mentions.citations import find_citations, find_programmes
from loader.mentions.items import Mention, find_mentions
from loader.mentions.proper import names_beside_the_matter
from loader.mentions.vocabulary import vocabulary_of
from loader.registers.registers import Registers
from loader.registers.rows import ThemeTermRow
from loader.report import Report
from loader.source import Cell, Paragraph, Source
from loader.targets.locating import locate_targets
from loader.themes import Lexicons, read_lexicons, tag_themes


def extract(
    source: Source, registers: Registers, reading: Reading = "tasks"
) -> tuple[Extraction, Report]:
    """Return what `source` says and the report of how it was read. A pure function.

    Read as a policy, it has its provisions too, and each work item stands in one of them.
    Raises LayoutError, naming file, annex and row, for what cannot be understood.
    """
    report = Report(source.name)
    printed = clean_source(source)
    source = with_breaks_restored(with_data_as_lines(printed), registers)
    letter = read_letter(source, registers, report)
    items = tuple(read_items(source, letter, registers, report))
    targets = {item.iri: locate_targets(item, letter.year, registers) for item in items}
    for place, texts in _standing_rules(items).items():
        report.add("standing rule", place, place.text, f"gives the roles of {texts} assignments")
    draw_up_account(printed, items, ClauseReader(registers), report)
    provisions = read_provisions(printed, letter, report) if reading == "policy" else ()
    if not items:
        kind, why = ("no tasks", why_no_tasks) if provisions else ("empty", why_empty)
        report.add(kind, _first(source), letter.title, why(source, registers, report))
    _count(printed, items, targets.values(), report)
    directory = Directory(registers, letter.code, letter.year)
    directory = directory.informed_by(_units(items), letter.title)
    vocabulary = vocabulary_of(letter.jurisdiction, letter.year, registers, directory)
    mentions = find_mentions(items, vocabulary)
    columns = {(table.annex, table.row): table.words for table in report.tables}
    return Extraction(
        letter,
        items,
        dict(_themes(items, mentions, registers)),
        elaborations=tuple(find_elaborations(items)),
        provisions=provisions,
        provision_of=find_provisions(items, provisions),
        targets=targets,
        columns=columns,
        mentions=mentions,
        citations=find_citations(source, letter, vocabulary),
        programmes=find_programmes(source, vocabulary) if reading == "policy" else (),
    ), report


def _standing_rules(items: tuple[WorkItem, ...]) -> Counter[Place]:
    """Return where standing rules are stated, and how many assignments each gives a role."""
    return Counter(one.rule for item in items for one in item.assignments if one.rule)


def _units(items: tuple[WorkItem, ...]) -> Iterator[str]:
    """Yield the names of single bodies that the cells of units print."""
    for item in items:
        yield from (one.surface for one in item.assignments if one.agent.kind == "agency")


def _themes(
    items: Iterable[WorkItem],
    mentions: Mapping[NamedNode, tuple[Mention, ...]],
    registers: Registers,
) -> Iterator[tuple[NamedNode, tuple[ThemeTag, ...]]]:
    lexicons = _lexicons(tuple(registers.theme_terms))
    for item in items:
        names = names_beside_the_matter(mentions.get(item.iri, ()))
        yield item.iri, tag_themes(item, lexicons, names)


@lru_cache(maxsize=2)
def _lexicons(rows: tuple[ThemeTermRow, ...]) -> Lexicons:
    """Return the lexicons, made once for all documents."""
    return read_lexicons(rows)


def _first(source: Source) -> Paragraph | Cell:
    """Return where a file begins: a sheet may hold a table and no line."""
    first = source.blocks[0]
    return first if isinstance(first, Paragraph) else first.rows[0][0]


def _count(
    source: Source,
    items: tuple[WorkItem, ...],
    targets: Iterable[tuple[LocatedTarget, ...]],
    report: Report,
) -> None:
    assignments = [assignment for item in items for assignment in item.assignments]
    cells = [cell for table in source.tables() for cell in table.cells()]
    report.count("source", ["paragraphs"] * len(list(source.paragraphs())) + ["cells"] * len(cells))
    report.count("items", [item.kind for item in items])
    report.count("layouts", [item.layout for item in items])
    report.count("assignments", [assignment.role for assignment in assignments])
    report.count("targets", [one.target.target_kind for of_item in targets for one in of_item])
    report.count("cell status", [f"{a.role} {a.status}" for a in assignments])
    report.count("notes", [note.kind for note in report.notes])
