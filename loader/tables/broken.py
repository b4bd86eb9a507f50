"""Tables that pages broke in several: one again, merged cells that the break cut included.

门类 | 项目 | 内容和要求 | 分管领导      the header is printed again above a part, or left out;
     |      | 架桥。     |               what is merged with cells above the break is left empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, takewhile

from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import MERGED
from loader.documents.lines import PAGE_NUMBER
from loader.source import Cell, Paragraph, Table
from loader.tables.alignment import NUMBER
from loader.tables.header import Header, find_header
from ontology.values import fold_width

Row = tuple[Cell, ...]

GROUPING = ("category", "heading")


def without_page_numbers(blocks: Iterable[Paragraph | Table]) -> list[Paragraph | Table]:
    """Return `blocks` but the numbers of pages that stand between two tables and nothing else."""
    kept: list[Paragraph | Table] = []
    numbers: list[Paragraph | Table] = []
    for block in blocks:
        if isinstance(block, Paragraph) and PAGE_NUMBER.fullmatch(block.text):
            numbers.append(block)
            continue
        is_within = isinstance(block, Table) and bool(kept) and isinstance(kept[-1], Table)
        kept += [block] if is_within else [*numbers, block]
        numbers = []
    return [*kept, *numbers]


def with_parts_joined(
    run: Sequence[Paragraph | Table], reader: ClauseReader
) -> list[Paragraph | Table]:
    """Return a run of tables, those that go on with the one before them joined with it."""
    tables = [block for block in run if isinstance(block, Table)]
    if len(tables) < len(run) or len(tables) == 1:
        return list(run)
    return [*_joined_tables(tables, reader)]


def _joined_tables(tables: Sequence[Table], reader: ClauseReader) -> Iterator[Table]:
    parts, header = [tables[0]], find_header(tables[0], reader)
    for table in tables[1:]:
        if header and _goes_on(table, parts, header, reader):
            parts.append(table)
            continue
        yield _joined(parts, header)
        parts, header = [table], find_header(table, reader)
    yield _joined(parts, header)


def _goes_on(table: Table, parts: Sequence[Table], header: Header, reader: ClauseReader) -> bool:
    """Tell whether `table` is below the same header as the `parts` before it, and counts on."""
    first = parts[0]
    if len(table.rows[0]) != len(first.rows[0]) or table.stores_merges != first.stores_merges:
        return False
    above = _printed_again(table, first, header)
    below = table.rows[len(above) :]
    if not below or _counts_anew(below[0], header):
        return False
    if any(map(header.repeats_in, above)):
        return True
    follows = _is_cut(below[0], header) or _counts_on(below[0], parts[-1].rows[-1], header)
    return not above and follows and find_header(table, reader) is None


def _printed_again(table: Table, first: Table, header: Header) -> list[Row]:
    """Return the rows on top of a part that stand above the rows of the first one, too."""
    printed = [_words(row) for row in first.rows[: header.height]]
    return [*takewhile(lambda row: _words(row) in printed, table.rows)]


def _words(row: Row) -> list[str]:
    return [fold_width(cell.raw) for cell in row]


def _counts_anew(row: Row, header: Header) -> bool:
    """Tell whether `row` has the number one, as the first of a table of its own has."""
    return _number(row, header) == 1


def _counts_on(row: Row, above: Row, header: Header) -> bool:
    """Tell whether `row` has the number that comes next to that of the one `above`."""
    number, before = _number(row, header), _number(above, header)
    return before > 0 and number == before + 1


def _number(row: Row, header: Header) -> int:
    """Return the number of `row` in figures, 0 if it has none."""
    numbers = [cell.text for cell, name in _named(row, header) if name == "number"]
    found = (text.strip("（()）.、． ") for text in numbers if NUMBER.match(text))
    return next((int(one) for one in found if one.isdecimal()), 0)


def _named(row: Row, header: Header) -> Iterator[tuple[Cell, str | None]]:
    return zip(row, header.fields, strict=False)


def _is_cut(row: Row, header: Header) -> bool:
    """Tell whether the groups of `row` are left empty: a break cut the cells that hold them."""
    return any(name in GROUPING and _is_blank(cell) for cell, name in _named(row, header))


def _is_blank(cell: Cell) -> bool:
    return not (cell.text or cell.covered)


def _joined(parts: Sequence[Table], header: Header | None) -> Table:
    if header is None or len(parts) == 1:
        return parts[0]
    below = [table.rows[len(_printed_again(table, parts[0], header)) :] for table in parts]
    free = _left_blank(below, header)
    again = [[*filter(header.repeats_in, table.rows[: header.height])] for table in parts]
    rest = (
        (*titles, _with_cut_merged(rows[0], header, free), *rows[1:])
        for titles, rows in zip(again[1:], below[1:], strict=True)
    )
    return replace(parts[0], rows=(*parts[0].rows, *chain.from_iterable(rest)))


def _left_blank(parts: Sequence[Sequence[Row]], header: Header) -> frozenset[str | None]:
    """Return the columns in which a cell may be blank: one is that stands below no break."""
    rows = chain(parts[0], *(rows[1:] for rows in parts[1:]))
    pairs = chain.from_iterable(_named(row, header) for row in rows)
    return frozenset(name for cell, name in pairs if _is_blank(cell))


def _with_cut_merged(row: Row, header: Header, free: frozenset[str | None]) -> Row:
    """Return the first row below a break, its empty cells merged with those above.

    All groups are, other cells where the break cut a group, in columns without a blank elsewhere.
    """
    if not _is_cut(row, header):
        return row
    merged = [
        name in GROUPING or (name in MERGED and name not in free)
        for name in (*header.fields, *[None] * len(row))
    ]
    return tuple(
        replace(cell, covered=True) if one and _is_blank(cell) else cell
        for cell, one in zip(row, merged, strict=False)
    )
