"""Task tables: which column holds what, and which value stands in each row.

A vertically merged cell prints its value once; the rows below it have an empty cell there, or, at
the very end of a table, none. Both carry the value down.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

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

MERGED = frozenset({"category", "heading", *ROLES})
"""Fields whose cells are merged over several rows."""

_CONTENT = frozenset({"text", "title", "annual_task"})


@dataclass(frozen=True)
class Row:
    """A printed row as values by field; `values` holds only what is not empty."""

    annex: int
    printed_row: int
    values: dict[str, Printed]


@dataclass(frozen=True)
class Header:
    """The printed header row of a table and the field of each column, None if not known."""

    cells: tuple[Cell, ...]
    fields: tuple[str | None, ...]

    def repeats_in(self, row: tuple[Cell, ...]) -> bool:
        """Tell whether `row` prints the header again, as at a page break."""
        return [fold_width(cell.raw) for cell in row] == [fold_width(c.raw) for c in self.cells]


def read_header(table: Table, registers: Registers, name: str) -> Header:
    """Return the header of `table`.

    Raises LayoutError if its words name no content or nobody responsible.
    """
    cells = table.rows[0]
    fields: list[str | None] = []
    for cell in cells:
        field = registers.field_of(cell.raw)
        fields.append(field if field not in fields else None)
    if not _CONTENT & set(fields) or not set(ROLES) & set(fields):
        words = " | ".join("".join(cell.raw.split()) for cell in cells)
        raise LayoutError(
            f"{name}, annex {table.annex}, row {cells[0].row}: the header '{words}' is not "
            "known; add its words to data/registers/columns.csv"
        )
    return Header(cells, tuple(fields))


def read_rows(table: Table, registers: Registers, report: Report) -> Iterator[Row]:
    """Yield the rows of `table` below its header, merged values carried down.

    Raises LayoutError for an unknown header, or a row that lacks a cell which cannot be merged.
    """
    header = read_header(table, registers, report.file)
    above: dict[str, Printed] = {}
    for number, cells in enumerate(table.rows[1:], 1):
        if header.repeats_in(cells):
            continue
        last = number == len(table.rows) - 1
        _check_width(cells, header, report.file, last=last)
        values = _values(cells, header, above, report)
        above |= {field: value for field, value in values.items() if field in MERGED}
        yield Row(table.annex, cells[0].row, values)


def _check_width(cells: tuple[Cell, ...], header: Header, name: str, *, last: bool) -> None:
    missing = header.fields[len(cells) :]
    if len(cells) > len(header.fields) or (missing and not (last and set(missing) <= MERGED)):
        raise LayoutError(
            f"{name}, annex {cells[0].annex}, row {cells[0].row}: {len(cells)} cells where the "
            f"header has {len(header.fields)}; give every row as many cells as the header"
        )


def _values(
    cells: tuple[Cell, ...], header: Header, above: dict[str, Printed], report: Report
) -> dict[str, Printed]:
    values: dict[str, Printed] = {}
    for index, field in enumerate(header.fields):
        cell = cells[index] if index < len(cells) else None
        if field is None:
            _report_unread(cell, header.cells[index], report)
        elif cell is not None and cell.text:
            values[field] = Printed(cell.text, cell)
        elif field in above:
            values[field] = _carried(above[field], cell, cells[0], header.cells[index], report)
    return values


def _carried(
    value: Printed, cell: Cell | None, first: Cell, header: Cell, report: Report
) -> Printed:
    words = "".join(header.raw.split())
    origin = f"carried down from row {value.cell.row}"
    if cell is None:
        report.add("missing", first, value.text, f"the row has no cell for {words}; {origin}")
    else:
        report.add("inherited", cell, value.text, f"empty cell under {words}; {origin}")
    return Printed(value.text, value.cell, "inherited", missing=cell is None)


def _report_unread(cell: Cell | None, header: Cell, report: Report) -> None:
    if cell is not None and cell.text:
        words = "".join(header.raw.split())
        report.add("unread", cell, cell.text, f"no field is known for the column '{words}'")
