"""The report of a load: what was read, carried down, corrected, and what was left.

It is a product of every load, as much as the graph is.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

from loader.source import Cell, Paragraph

KINDS = {
    "inherited": "an empty cell that carries a value down",
    "missing": "a row without the cell, which carries a value down",
    "corrected": "words that a register corrects",
    "unread": "a cell that no part of a work item took",
    "unused": "a bracket or line that looks like an assignment and is none",
    "unresolved": "a body, official or place that no register knows",
    "jurisdiction": "whose document it is, where its parts disagree or its place was another then",
    "no task table": "a table in which no column names work and who does it",
    "empty": "a document in which nothing assigns work",
}
"""What a note may be, in words for the reader of a report."""

LEFT_OUT = frozenset({"unread", "unused", "unresolved", "empty"})
"""Kinds of notes that say something was left out: with --strict they are a failure."""


@dataclass(frozen=True)
class Place:
    """Where in a file: a cell of a table, or a paragraph."""

    file: str
    annex: int
    row: int | None = None
    column: int | None = None
    paragraph: int | None = None

    def __str__(self) -> str:
        """Return the place in words: `notice.txt, annex 1, row 37, column 4`."""
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


@dataclass
class Report:
    """The report of one document; stages add notes while they work."""

    file: str
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    def add(self, kind: str, where: Cell | Paragraph, text: str, message: str) -> None:
        """Add a note of a kind in `KINDS`."""
        self.notes.append(Note(kind, self.place(where), text, message))

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
            "notes": [{**asdict(note), "where": _where(note.where)} for note in self.notes],
        }


def _where(place: Place) -> dict[str, object]:
    return {name: value for name, value in asdict(place).items() if value is not None}


def left_out(report: dict[str, Any]) -> int:
    """Return how many notes of a whole load's report say that something was left out."""
    notes = (note for document in report["documents"] for note in document["notes"])
    return sum(note["kind"] in LEFT_OUT for note in notes)
