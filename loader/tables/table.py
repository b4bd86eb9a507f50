"""Task tables: which value stands in each row below the header.

A vertically merged cell prints its value once; the places below it are covered, or, in a format
that stores no merges, empty, or, at the very end of a table, missing. All carry the value down.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from loader.assignments.fields import (
    AS_ABOVE,
    MERGED,
    PEOPLE,
    TOTALS,
    UNITS,
)
from loader.drafts import Mentioned
from loader.entities import Place, Printed
from loader.report import Report
from loader.source import Cell, Table
from loader.tables.cut_rows import with_cut_rows_joined
from loader.tables.header import Header, columns_of
from loader.tables.repeats import BlankCells
from loader.texts.people import names_officials
from ontology.errors import LayoutError
from ontology.values import fold_space

_GROUPING = frozenset({"category", "heading", "number"})
_OWNERS = ("lead", "responsible")
_HELPERS = frozenset({"supporting", "guiding"})


@dataclass(frozen=True)
class Row:
    """A printed row as values by field; `values` holds only what is not empty.

    `carried` are the notes of the values that stand in rows above, and of cells of columns that
    nobody knows. `mentioned` are those whom the
    header names and `signs` in the row give a role.
    """

    annex: int
    values: dict[str, Printed]
    carried: tuple[tuple[str, Place, str, str], ...] = ()
    mentioned: tuple[Mentioned, ...] = ()
    signs: tuple[Place, ...] = ()


def read_rows(
    table: Table,
    header: Header,
    report: Report,
    *,
    is_continued: bool = False,
    blank: BlankCells | None = None,
) -> Iterator[Row]:
    """Yield the rows of `table` below its `header`, merged values carried down.

    `is_continued`: the header stands in an earlier table. `blank` is what notes say of
    empty cells. Raises LayoutError for a row that lacks a
    cell which cannot be merged.
    """
    above: dict[str, Printed] = {}
    merged = _merged_fields(table, header, blank or BlankCells())
    along = _owned_along(table, header)
    below = table.rows if is_continued else table.rows[header.height :]
    rows = with_cut_rows_joined(below, header.fields, header.repeats_in, _cell_of_two)
    for cells in rows:
        _check_width(cells, header, report.file, last=cells is rows[-1])
        alone = along if _prints_owner(cells, header) else frozenset()
        above = {name: value for name, value in above.items() if name not in alone}
        values = _values(cells, header, above, merged, report)
        notes = tuple(_carried_notes(cells, header, values))
        above |= values
        yield Row(table.annex, values, notes)


def _cell_of_two(upper: Cell, lower: Cell, text: str) -> Cell:
    return replace(upper, clean=text, parts=(*(upper.parts or (upper,)), lower))


def _merged_fields(table: Table, header: Header, blank: BlankCells) -> frozenset[str]:
    """Return the fields in which an empty cell is merged with the one above.

    Where the format stores no merges, all empty cells are; those of units are not if each row is
    whole without them (and those of who helps only with those of who leads: `_owned_along`). Where
    it stores merges and the table has some, only covered cells are. Where the table has none, its
    empty cells are, if category, heading or number are left empty so; else only those of officials,
    and of units that every row needs where some row lacks them. None is
    in columns that print anew what the row above prints.
    """
    texts = [[cell.text for cell in row] for row in table.rows[header.height :]]
    free = blank.unmerged(header.fields, header.words, texts)
    if not table.stores_merges:
        return MERGED - free - (set(UNITS) if _are_whole(table, header) else set())
    if any(cell.rowspan > 1 for cell in table.cells()):
        return frozenset()
    if _are_grouped(table, header):
        return MERGED - free
    whole = _are_whole(table, header)
    return frozenset({*PEOPLE, *(() if whole else _OWNERS)} - free)


def _are_grouped(table: Table, header: Header) -> bool:
    """Tell whether rows leave category, heading or number blank: they go on with those above."""
    grouping = {n for n, name in enumerate(header.fields) if name in _GROUPING}
    rows = table.rows[header.height :]
    return any(not cell.text for row in rows for n, cell in enumerate(row) if n in grouping)


def _owned_along(table: Table, header: Header) -> frozenset[str]:
    """Return the columns of those who help, if they are merged only where those who lead are."""
    owned = set(_OWNERS) & set(header.fields)
    is_alone = not table.stores_merges and not _are_grouped(table, header)
    return _HELPERS if owned and is_alone else frozenset()


def _prints_owner(cells: Sequence[Cell], header: Header) -> bool:
    named = zip(cells, header.fields, strict=False)
    return any(cell.text and name in _OWNERS for cell, name in named)


def _check_width(cells: Sequence[Cell], header: Header, name: str, *, last: bool) -> None:
    missing = header.fields[len(cells) :]
    if len(cells) > len(header.fields) or (missing and not (last and set(missing) <= MERGED)):
        raise LayoutError(
            f"{name}, annex {cells[0].annex}, row {cells[0].row}: {len(cells)} cells where the "
            f"header has {len(header.fields)}; give every row as many cells as the header"
        )


def _values(
    cells: Sequence[Cell],
    header: Header,
    above: dict[str, Printed],
    merged: frozenset[str],
    report: Report,
) -> dict[str, Printed]:
    values: dict[str, Printed] = {}
    reached = {n for cell in cells for n in columns_of(cell)[1:]}
    for index, field in enumerate(header.fields):
        cell = cells[index] if index < len(cells) else None
        if field is not None and (named := _named_behind(cells, index, header)) is not None:
            values[field] = Printed(named.text, named)
        elif field is None and cell and index and _named_behind(cells, index - 1, header) is cell:
            _report_unread(cells[index - 1], header.words[index - 1], report)
        elif field is None:
            _report_unread(cell, header.words[index], report)
        elif cell is not None and cell.text and not (cell.text in AS_ABOVE and field in above):
            values[_field_spanned(cell, field, header)] = Printed(cell.text, cell)
        elif index + 1 in reached and field in UNITS:
            continue
        elif field in above and _goes_on(cell, field, merged):
            values[field] = replace(above[field], status="inherited")
            if cell is None:
                message = f"the row has no cell for {header.words[index]}; {_origin(above[field])}"
                report.add("missing", cells[0], above[field].text, message)
    return values


def _named_behind(cells: Sequence[Cell], index: int, header: Header) -> Cell | None:
    """Return the cell behind a mark (1), ① under the same header cell, None if there is no mark."""
    if index + 1 >= min(len(cells), len(header.fields)) or header.fields[index + 1] is not None:
        return None
    shared = any(
        {index + 1, index + 2} <= {*columns_of(cell)} for row in header.rows for cell in row
    )
    mark, named = cells[index], cells[index + 1]
    return named if shared and named.text and _PART.fullmatch(mark.text) else None


_PART = re.compile(r"[(（]\d{1,2}[)）]|\d{1,2}[)）.．、]?|[①-⑳]")


def _goes_on(cell: Cell | None, field: str, merged: frozenset[str]) -> bool:
    """Tell whether `cell` has the value above it: it says so (同上), or is merged with that one."""
    if cell and cell.text:
        return True
    return field in MERGED and (cell is None or cell.covered or field in merged)


def _carried_notes(
    cells: Sequence[Cell], header: Header, values: dict[str, Printed]
) -> Iterator[tuple[str, Cell, str, str]]:
    """Yield what is to be said of each cell that has the value of one above it."""
    for cell, field, words in zip(cells, header.fields, header.words, strict=False):
        value = values.get(field) if field else None
        if value and value.status == "inherited":
            yield (
                "inherited",
                cell,
                value.text,
                f"empty cell under {words or field}; {_origin(value)}",
            )


def _are_whole(table: Table, header: Header) -> bool:
    """Tell whether each row has a number of its own and says who answers for it.

    Then no cell of units is merged with the one above: an empty one names nobody.
    """
    owner = next((name for name in _OWNERS if name in header.fields), None)
    if owner is None or "number" not in header.fields:
        return False
    told = [header.fields.index(name) for name in ("number", owner)]
    filled = (
        (row, [cell.text for cell in row if cell.text]) for row in table.rows[header.height :]
    )
    rows = (row for row, texts in filled if len(texts) > 1 and fold_space(texts[0]) not in TOTALS)
    return all(row[n].text for row in rows for n in told if n < len(row))


def _field_spanned(cell: Cell, field: str, header: Header) -> str:
    """Return `field`, or the text where its cell reaches over that too: a task without parts.

    A body that stands below the words for officials and for bodies is no official.
    """
    reached = [header.fields[n - 1] for n in columns_of(cell) if n <= len(header.fields)]
    units = [name for name in reached if name in UNITS]
    if field in PEOPLE and units and not names_officials(cell.text):
        return units[0] or field
    return "text" if field in _ABOVE_TEXT and "text" in reached else field


_ABOVE_TEXT = ("category", "heading")
"""Fields that stand before the text and part it from what it belongs to."""


def _origin(value: Printed) -> str:
    return f"carried down from row {value.cell.row}" if isinstance(value.cell, Cell) else ""


def _report_unread(cell: Cell | None, words: str, report: Report) -> None:
    if cell is not None and cell.text:
        report.add(*unread_cell(cell, cell.text, words, cell.column))


def unread_cell(place: Place, text: str, words: str, column: int) -> tuple[str, Place, str, str]:
    """Return the note of a cell below a header of which no field is known."""
    called = f"the column '{words}'" if words else f"column {column}, which has no header"
    return "unread", place, text, f"no field is known for {called}"
