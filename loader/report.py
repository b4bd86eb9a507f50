"""The report of a load: what was read, carried down, corrected, and what was left.

It is a product of every load, as much as the graph is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from loader.source import Cell, Paragraph

KINDS = {
    "inherited": "an empty cell that carries a value down",
    "missing": "a row without the cell, which carries a value down",
    "corrected": "words that a register corrects",
    "undated": "a time limit that names no day (work that goes on), or no year where none is told",
    "unread": "a cell that no part of a work item took",
    "unused": "a bracket or line that looks like an assignment and is none",
    "unresolved": "a body, official or place that no register knows",
    "jurisdiction": "whose document it is, where its parts disagree or its place was another then",
    "unknown header": "a table that looks like tasks below a header that no register knows",
    "no year": "a document that tells no year, neither in its text nor by the name of its file",
    "unaccounted": "characters of the file that its reader lost",
    "skipped": "text that is no part of the document, such as a page header or a menu",
    "told columns": "a table without a header, whose columns were told by their cells",
    "standing rule": "a rule stated once that gives roles to units of several items",
    "plain text": "words above, between or below the work items that are part of none",
    "no task table": "a table in which no column names work and who does it",
    "empty": "a document in which nothing assigns work",
    "no tasks": "a policy read by its provisions, in which nothing assigns work",
}
"""What a note may be, in words for the reader of a report."""

LEFT_OUT = frozenset(
    {"unread", "unused", "unresolved", "unknown header", "no year", "unaccounted", "empty"}
)
"""Kinds of notes that say something was left out: with --strict they are a failure."""


@dataclass(frozen=True)
class Place:
    """Where in a file: a cell of a table, a paragraph, or a `part` that is neither."""

    file: str
    annex: int | None = None
    row: int | None = None
    column: int | None = None
    paragraph: int | None = None
    part: str | None = None

    def __str__(self) -> str:
        """Return the place in words: `notice.txt, annex 1, row 37, column 4`."""
        if self.part is not None:
            return f"{self.file}, {self.part}" if self.part else self.file
        if self.paragraph is not None:
            return f"{self.file}, paragraph {self.paragraph}"
        return f"{self.file}, annex {self.annex}, row {self.row}, column {self.column}"


@dataclass(frozen=True)
class Note:
    """One line of the report: what happened, where, to which text, by which rule."""

    kind: str
    where: Place
    text: str
    message: str


@dataclass(frozen=True)
class RecognisedTable:
    """A task table: the words of its header and the field of each column, None if not known.

    A table that lost its lines has no first cell, and its header words are not kept.
    """

    layout: str
    words: tuple[str, ...]
    fields: tuple[str | None, ...]
    annex: int | None = None
    row: int | None = None


@dataclass
class Report:
    """The report of one document; stages add notes while they work."""

    file: str
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    tables: list[RecognisedTable] = field(default_factory=list)
    _noted: set[Note] = field(default_factory=set, repr=False)

    def add(self, kind: str, where: Cell | Paragraph, text: str, message: str) -> None:
        """Add a note of a kind in `KINDS`."""
        self.notes.append(Note(kind, self.place(where), text, message))

    def add_once(self, kind: str, where: Cell | Paragraph, text: str, message: str) -> None:
        """Add a note unless it is there: of a name that one place prints for several items."""
        note = Note(kind, self.place(where), text, message)
        if note not in self._noted:
            self._noted.add(note)
            self.notes.append(note)

    def recognise(
        self,
        layout: str,
        words: tuple[str, ...],
        fields: tuple[str | None, ...],
        first: Cell | None = None,
    ) -> None:
        """Note a task table with its header; `first` is its first cell."""
        where = (first.annex, first.row) if first else (None, None)
        self.tables.append(RecognisedTable(layout, words, fields, *where))

    def add_part(self, kind: str, part: str, text: str, message: str) -> None:
        """Add a note of a kind in `KINDS` on text that is in no cell or paragraph."""
        self.notes.append(Note(kind, Place(self.file, part=part), text, message))

    def place(self, where: Cell | Paragraph) -> Place:
        if isinstance(where, Paragraph):
            return Place(self.file, where.annex, paragraph=where.number)
        return Place(self.file, where.annex, where.row, where.column)

    def count(self, name: str, values: list[str]) -> None:
        self.counts[name] = dict(sorted(Counter(values).items()))

    def as_json(self) -> dict[str, object]:
        return {
            "file": self.file,
            "counts": self.counts,
            "tables": [asdict(table) for table in self.tables],
            "notes": [{**vars(note), "where": _where(note.where)} for note in self.notes],
        }


def _where(place: Place) -> dict[str, object]:
    return {name: value for name, value in vars(place).items() if value is not None}


def left_out(reports: Iterable[dict[str, Any]]) -> int:
    """Return how many notes in the reports of documents say that something was left out."""
    notes = (note for document in reports for note in document["notes"])
    return sum(note["kind"] in LEFT_OUT for note in notes)
