"""Tables without a column for who does the work: the rows of its sections name them.

序号 | 任务内容 | 完成时限
一、市教育局（2项）
1    | 新建幼儿园 | 8月底

So does a line above the table, or the title of its sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import CONTENT, OWNING, fields_of
from loader.assignments.labels import read_label
from loader.assignments.owner_headings import (
    OwnerHeading,
    read_bracket_heading,
    read_owner_heading,
)
from loader.assignments.standing import HeldRules, find_standing
from loader.drafts import Mentioned
from loader.entities import Place
from loader.running.sections import name_owner
from loader.source import Cell, Paragraph, Source, Table
from loader.tables.header import Header, words_of_header
from loader.texts.outline import SECTION, is_title, leading_mark, mark_style, style_of
from ontology.values import fold_space

_DEEPEST = 4
_GOVERNMENT = re.compile(
    "(?:中共)?[\u4e00-\u9fff]{2,}[省市县区州盟旗镇乡](?:人民)?(?:政府|委员会|委)(?:办公[室厅])?"
)
"""A government or its office with the name of its place."""


def find_owned(table: Table, reader: ClauseReader) -> Header | None:
    """Return the header of `table` if all of its sections, from the first row on, name bodies."""
    for position, row in enumerate(table.rows[:_DEEPEST]):
        words = words_of_header((row,), reader.registers)
        fields = fields_of(words, reader.registers)
        if not (CONTENT & set(fields) and {"number", "deadline"} & set(fields)):
            continue
        below = table.rows[position + 1 :]
        titles = [cell for one in below if (cell := _title(one))]
        begins = bool(below) and _title(below[0]) is not None
        if begins and len(titles) < len(below) and all(_names(one, reader) for one in titles):
            return Header((row,), words, fields, position + 1)
    return None


def signer_of(source: Source, issuer: str) -> str:
    """Return `issuer` if it signs `source`, and heads no table as other governments do there."""
    lines = {fold_space(line.text) for line in source.paragraphs()}
    others = any(_GOVERNMENT.fullmatch(line) for line in lines - {issuer})
    return issuer if _GOVERNMENT.fullmatch(issuer) and not others else ""


@dataclass
class RowOwners:
    """Who answers for the rows of a table by what stands above them.

    They are `named` by a line or title for all below it, `of_section` by the brackets of a section,
    or `above` a table: it is theirs if none of its columns says whose it is, and then titles of
    sections that are bodies alone name them, too (`are_bare`). A line above that is the `signer` of
    the document signs it.
    """

    reader: ClauseReader
    rules: HeldRules
    named: tuple[Mentioned, ...] = ()
    of_section: tuple[Mentioned, ...] = ()
    above: tuple[Mentioned, ...] = ()
    are_bare: bool = False
    signer: str = ""

    @property
    def all(self) -> tuple[Mentioned, ...]:
        return (*self.named, *self.of_section)

    def stand_below(self, lines: Sequence[Paragraph], *, divides: bool) -> bool:
        """Let the last of `lines` name who answers below it; tell whether it does so surely.

        Others say what those are whom titles name. Bodies alone may answer if work is divided.
        """
        for line in lines:
            standing = find_standing(line.text, self.reader)
            if standing.placed.titled:
                self.rules.hold(standing, line)
        self.of_section, self.above = (), ()
        if not lines:
            return False
        if not self._closes_point(lines) and self._take(lines[-1]):
            return True
        last = lines[-1]
        is_section = SECTION.match(last.text) and is_title(last.text)
        self.of_section = _owners_in_title(last, self.reader) if is_section else ()
        self.above = self._bodies_of(last) if divides else ()
        self.named = ()
        return False

    def _closes_point(self, lines: Sequence[Paragraph]) -> bool:
        """Tell whether the last of `lines` is a label of the sentence with a mark above it."""
        labels = list(takewhile(self._is_label, reversed(lines)))
        above = lines[: len(lines) - len(labels)][-1:]
        return bool(labels) and any(
            style_of(one) and one.text.endswith(("。", "；")) for one in above
        )

    def _is_label(self, line: Paragraph) -> bool:
        label = read_label(line.text, self.reader.registers)
        return label is not None and not style_of(line)

    def fall_to(self, fields: Iterable[str | None]) -> None:
        """Let the bodies above answer for a table none of whose `fields` says who does."""
        self.are_bare = not OWNING & set(fields)
        if self.are_bare:
            self.named = self.named or self.above

    def begin_section(self, title: Place) -> bool:
        """Let a title within a table name who answers below it; tell whether it says no more.

        One that names nobody ends those whom one of the same form named before it.
        """
        if self._take(title):
            self.of_section = ()
            return True
        self.of_section = _owners_in_title(title, self.reader)
        style = mark_style(leading_mark(title.text))
        if any(style == mark_style(leading_mark(one.where.text)) for one in self.named if style):
            self.named = ()
        return False

    def _take(self, place: Place) -> bool:
        """Let those answer whom `place` names; bodies alone do only where that is said."""
        heading = read_owner_heading(place.text, self.reader)
        if heading is None or not heading.shares:
            return False
        names_leaders = heading.names_leaders or heading.names_both
        titled = self.rules.standing.placed.titled
        if heading.is_bare and not (self.are_bare or names_leaders or titled):
            return False
        self.named = self._named(heading, place)
        return True

    def _bodies_of(self, line: Paragraph) -> tuple[Mentioned, ...]:
        """Return the bodies that are all of a line, unless it signs the document."""
        if self.signer and fold_space(line.text) == self.signer:
            return ()
        heading = read_owner_heading(line.text, self.reader)
        is_bare = heading and heading.is_bare and heading.is_named and not heading.names_leaders
        return self._named(heading, line) if heading and is_bare else ()

    def _named(self, heading: OwnerHeading, place: Place) -> tuple[Mentioned, ...]:
        named = (name_owner(one, [place]) for one in heading.shares)
        return tuple(map(self.rules.entitle, named) if heading.is_bare else named)


def _owners_in_title(place: Place, reader: ClauseReader) -> tuple[Mentioned, ...]:
    """Return who answers for the rows below a title, as its brackets say.

    一、绿化（督办领导：王明）
    """
    heading = read_bracket_heading(place.text, reader)
    return tuple(name_owner(one, [place]) for one in heading.shares) if heading else ()


def _title(row: tuple[Cell, ...]) -> Cell | None:
    """Return the one cell that a row fills."""
    filled = [cell for cell in row if cell.text]
    return filled[0] if len(filled) == 1 else None


def _names(title: Cell, reader: ClauseReader) -> bool:
    heading = read_owner_heading(title.text, reader)
    return heading is not None and bool(heading.shares)
