"""Task tables: which column holds what, and which value stands in each row.

A vertically merged cell prints its value once; the places below it are covered, or, in a format
that stores no merges, empty, or, at the very end of a table, missing. All carry the value down.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from loader.entities import Printed
from loader.registers import Registers
from loader.report import Report
from loader.source import Cell, Table
from ontology.errors import LayoutError
from ontology.values import fold_width

ROLES = {
    "supervising": "supervising",
    "in_charge": "inCharge",
    "lead": "lead",
    "responsible": "responsible",
    "supporting": "supporting",
    "guiding": "guiding",
}
"""Fields that name agents, and the roles they stand for, in the order of a row."""

PEOPLE = ("supervising", "in_charge")
"""Fields that name officials; the other roles are of bodies and groups."""

UNITS = tuple(name for name in ROLES if name not in PEOPLE)
"""Fields that name bodies."""

PERSONAL = frozenset(ROLES[name] for name in PEOPLE)
"""Roles of officials."""

MERGED = frozenset({"category", "heading", "number", "deadline", *ROLES})
"""Fields whose cells are merged over several rows."""

AS_ABOVE = frozenset({"同上", "〃", "″"})
"""What a cell prints that says what the one above it says."""

BLANK = frozenset({"", "—", "——", "-", "－", "/", "／", "无", "--"})
"""What a cell prints that says nothing."""

_GROUPING = frozenset({"category", "heading", "number"})

CONTENT = frozenset({"text", "title", "annual_task", "heading", "indicator"})
"""Fields that say what is to be done."""

PROBLEM = re.compile("问题|^整改")
_OF_THINGS = re.compile("名称|姓名|地[点址]|电话|性质|类型|职务|金额|依据|来源|情况|进展")
"""Header words of columns that tell no work."""

_SHORTEST_TASK = 6
"""Characters that cells have on the average which tell work."""

_DEEPEST_HEADER = 6
"""Rows at the top of a table among which its header is looked for."""


@dataclass(frozen=True)
class Row:
    """A printed row as values by field; `values` holds only what is not empty."""

    annex: int
    values: dict[str, Printed]


@dataclass(frozen=True)
class Header:
    """The header of a table: its printed rows, and words and field of each column.

    A field is None where no register knows the words. `height` counts the rows above the data.
    """

    rows: tuple[tuple[Cell, ...], ...]
    words: tuple[str, ...]
    fields: tuple[str | None, ...]
    height: int

    def repeats_in(self, row: tuple[Cell, ...]) -> bool:
        """Tell whether `row` prints a row of the header again, as at a page break."""
        folded = [fold_width(cell.raw) for cell in row]
        return any(folded == [fold_width(cell.raw) for cell in printed] for printed in self.rows)


def find_header(table: Table, registers: Registers) -> Header | None:
    """Return the header of `table`, or None if no row at its top names work and who does it."""
    for position, row in enumerate(table.rows[:_DEEPEST_HEADER]):
        following = table.rows[position + 1] if position + 1 < len(table.rows) else ()
        for rows in ((row, following), (row,)):
            words = _words(rows, registers)
            below = table.rows[position + len(rows) :]
            cells = [[cell.text for cell in one] for one in below]
            fields = with_told_text(fields_of(words, registers), words, cells)
            is_header = len(rows) == 1 or _is_lower_header(following, row, registers)
            if names_work(fields) and is_header:
                return Header(rows, words, fields, position + len(rows))
    return None


def _words(rows: tuple[tuple[Cell, ...], ...], registers: Registers) -> tuple[str, ...]:
    """Return the words of each column: those of the lowest row that has some.

    Words that are no header by themselves go before those above them: 牵头 below 责任部门. A header
    of work that is as wide as several columns is that of each of them.
    """
    above = {n: _folded(cell) for cell in rows[0] for n in _columns(cell) if cell.text}
    words: list[str] = []
    for number, column in enumerate(zip_longest(*rows), 1):
        texts = [_folded(cell) for cell in column if cell]
        word = next((text for text in reversed(texts) if text), "")
        if not word and registers.field_of(above.get(number, "")) == "text":
            word = above[number]
        whole = word + above.get(number, "")
        is_part = word != above.get(number) and not registers.field_of(word)
        words.append(whole if word and is_part and registers.field_of(whole) else word)
    return tuple(words)


def _folded(cell: Cell) -> str:
    return "".join(cell.text.split())


def fields_of(words: tuple[str, ...], registers: Registers) -> tuple[str | None, ...]:
    """Return the field of each column.

    A header may be no more than a word of a role (主办, 会办). A second lead column is for those
    who support the first.
    """
    found = [_field_of(word, registers) for word in words]
    fields: list[str | None] = []
    for name in _without_answers(found, words):
        field = "supporting" if name == "lead" and "lead" in fields else name
        fields.append(field if field not in fields else None)
    return tuple(fields)


def with_told_text(
    fields: tuple[str | None, ...], words: Sequence[str], rows: Sequence[Sequence[str]]
) -> tuple[str | None, ...]:
    """Return `fields` with a column for the text, if no word of the header says which it is.

    It is the column of an unknown word whose cells are longest, where others say who does the work
    and when, or in which roles. What stands for several rows of it (实事 beside 分项) is a heading.
    """
    known = [n for n, name in enumerate(fields) if name in CONTENT]
    if not (names_work(fields) if known else answers_for_work(fields)):
        return fields
    longest = _longest_unknown(fields, words, rows)
    if longest is None or (known and not _stands_for_several(known, longest, rows)):
        return fields
    above = known[-1] if known and "heading" not in fields else None
    told = ("heading" if n == above else name for n, name in enumerate(fields))
    return tuple("text" if n == longest else name for n, name in enumerate(told))


def _longest_unknown(
    fields: tuple[str | None, ...], words: Sequence[str], rows: Sequence[Sequence[str]]
) -> int | None:
    """Return the column of an unknown word whose cells are longest, and long enough for work."""
    lengths: dict[int, float] = {}
    for n, (word, field) in enumerate(zip(words, fields, strict=True)):
        texts = [row[n] for row in rows if len(row) > n and row[n]]
        if field is None and texts and word and not _OF_THINGS.search(word):
            lengths[n] = sum(map(len, texts)) / len(texts)
    longest = max(lengths, key=lambda n: lengths[n], default=None)
    return None if longest is None or lengths[longest] < _SHORTEST_TASK else longest


def _stands_for_several(known: list[int], longest: int, rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether all of the columns `known` are blank in rows in which `longest` is filled."""
    whole = [row for row in rows if len(row) > max(*known, longest) and row[longest]]
    filled = max(sum(bool(row[n]) for row in whole) for n in known)
    return filled < len(whole)


def answers_for_work(fields: Sequence[str | None]) -> bool:
    """Tell whether columns say more of work than a body: roles of several, a leader or a date."""
    known = set(fields)
    return bool(known & set(UNITS)) and len(known & {*UNITS, "supervising", "deadline"}) > 1


def _field_of(word: str, registers: Registers) -> str | None:
    return registers.role_of_label(word) if word else None


def _without_answers(fields: list[str | None], words: Sequence[str]) -> list[str | None]:
    """Return `fields` with one column of text: what a problem (反馈问题) calls for is no other."""
    texts = _side_by_side(fields)
    problem = next((n for n in texts if PROBLEM.search(words[n])), None)
    if problem is not None:
        return [None if n in texts and n != problem else name for n, name in enumerate(fields)]
    return with_one_text(fields)


def with_one_text(fields: Sequence[str | None]) -> list[str | None]:
    """Return `fields` with one column of text.

    Of several side by side the last tells the work, and the one before it is its heading, one more
    its category, where no column is a heading by its name.

    >>> with_one_text(["text", "number", "text", "lead"])
    ['heading', 'number', 'text', 'lead']
    """
    texts = _side_by_side(fields)
    if "heading" in fields:
        return list(fields)
    above = [*(["category"] if "category" not in fields else []), "heading"]
    places = dict(zip(reversed(texts[:-1]), reversed(above), strict=False))
    return [places.get(n, name) for n, name in enumerate(fields)]


def _side_by_side(fields: Sequence[str | None]) -> list[int]:
    """Return the columns of text from the first on, with no more than a number between them."""
    texts: list[int] = []
    for n, name in enumerate(fields):
        if name == "text":
            texts.append(n)
        elif texts and name != "number":
            break
    return texts


def names_work(fields: tuple[str | None, ...]) -> bool:
    return bool(CONTENT & set(fields)) and bool(set(ROLES) & set(fields))


def _is_lower_header(row: tuple[Cell, ...], upper: tuple[Cell, ...], registers: Registers) -> bool:
    """Tell whether `row` is the second row of a header: its cells go on with those of `upper`.

    Then cells of the upper row reach down into it, and the others are split in it; or, where the
    format does not say so, it holds nothing but header words.
    """
    filled = [cell for cell in row if cell.text]
    covered = [cell for cell in row if cell.covered]
    if not filled or not covered:
        return False
    split = {n for cell in upper if cell.colspan > 1 for n in _columns(cell)}
    if split and any(cell.rowspan > 1 for cell in upper):
        return all(cell.column in split for cell in filled)
    return all(registers.field_of(cell.text) for cell in filled)


def _columns(cell: Cell) -> range:
    return range(cell.column, cell.column + cell.colspan)


def read_rows(
    table: Table, header: Header, report: Report, *, is_continued: bool = False
) -> Iterator[Row]:
    """Yield the rows of `table` below its `header`, merged values carried down.

    `is_continued`: the header stands in an earlier table. Raises LayoutError for a row that lacks a
    cell which cannot be merged.
    """
    above: dict[str, Printed] = {}
    merged = _merged_fields(table, header)
    rows = table.rows if is_continued else table.rows[header.height :]
    for cells in rows:
        if header.repeats_in(cells):
            continue
        _check_width(cells, header, report.file, last=cells is table.rows[-1])
        values = _values(cells, header, above, merged, report)
        above |= {field: value for field, value in values.items() if field in MERGED}
        yield Row(table.annex, values)


def _merged_fields(table: Table, header: Header) -> frozenset[str]:
    """Return the fields in which an empty cell is merged with the one above.

    Where the format stores merges and the table has some, only covered cells are merged. Where it
    has none, its empty cells are, if category, heading or number are left empty so; else only those
    of officials and of units that every row needs.
    """
    if not table.stores_merges:
        return MERGED
    if any(cell.rowspan > 1 for cell in table.cells()):
        return frozenset()
    grouping = {n for n, name in enumerate(header.fields) if name in _GROUPING}
    rows = table.rows[header.height :]
    if any(not cell.text for row in rows for n, cell in enumerate(row) if n in grouping):
        return MERGED
    return frozenset({*PEOPLE, "lead", "responsible"})


def _check_width(cells: tuple[Cell, ...], header: Header, name: str, *, last: bool) -> None:
    missing = header.fields[len(cells) :]
    if len(cells) > len(header.fields) or (missing and not (last and set(missing) <= MERGED)):
        raise LayoutError(
            f"{name}, annex {cells[0].annex}, row {cells[0].row}: {len(cells)} cells where the "
            f"header has {len(header.fields)}; give every row as many cells as the header"
        )


def _values(
    cells: tuple[Cell, ...],
    header: Header,
    above: dict[str, Printed],
    merged: frozenset[str],
    report: Report,
) -> dict[str, Printed]:
    values: dict[str, Printed] = {}
    for index, field in enumerate(header.fields):
        cell = cells[index] if index < len(cells) else None
        if field is None:
            _report_unread(cell, header.words[index], report)
        elif cell is not None and cell.text and not (cell.text in AS_ABOVE and field in above):
            values[_field_spanned(cell, field, header)] = Printed(cell.text, cell)
        elif field in above and (cell is None or cell.text or cell.covered or field in merged):
            values[field] = _carried(above[field], cell, cells[0], header.words[index], report)
    return values


def _field_spanned(cell: Cell, field: str, header: Header) -> str:
    """Return `field`, or the text where its cell reaches over that too: a task without parts."""
    reached = {header.fields[n - 1] for n in _columns(cell) if n <= len(header.fields)}
    return "text" if field in _ABOVE_TEXT and "text" in reached else field


_ABOVE_TEXT = ("category", "heading")
"""Fields that stand before the text and part it from what it belongs to."""


def _carried(value: Printed, cell: Cell | None, first: Cell, words: str, report: Report) -> Printed:
    origin = f"carried down from row {value.cell.row}" if isinstance(value.cell, Cell) else ""
    if cell is None:
        report.add("missing", first, value.text, f"the row has no cell for {words}; {origin}")
    else:
        report.add("inherited", cell, value.text, f"empty cell under {words}; {origin}")
    return Printed(value.text, value.cell, "inherited")


def _report_unread(cell: Cell | None, words: str, report: Report) -> None:
    if cell is not None and cell.text:
        report.add("unread", cell, cell.text, f"no field is known for the column '{words}'")
