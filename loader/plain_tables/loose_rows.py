"""The rows of a table that lost its lines: its cells in printed order, whole or wrapped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import chain

from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import PEOPLE, UNITS
from loader.entities import Printed
from loader.plain_tables.cut_cells import with_names_whole, with_quotas_beside
from loader.plain_tables.cut_lines import with_cut_lines_whole, without_cut_name
from loader.plain_tables.cut_posts import with_posts_whole
from loader.plain_tables.leads_first import rows_with_leads_first
from loader.plain_tables.loose import LooseTable
from loader.plain_tables.loose_headers import headers_of
from loader.plain_tables.narrow_rows import narrow_rows
from loader.plain_tables.number_within import rows_with_number_within
from loader.plain_tables.streams import StreamReader
from loader.plain_tables.tokens import Token, lists_names
from loader.plain_tables.wrapped_rows import wrapped_rows
from loader.plain_tables.wrapped_words import wrapped_cells
from loader.registers.registers import Registers
from loader.source import Paragraph
from loader.tables.alignment import is_date
from loader.tables.table import Row


def _with_list(token: Token, registers: Registers) -> Token:
    """Return a cell with 、 between names that blanks part: 县水利局 县财政局, 李建中 王文娟."""
    is_list = lists_names(token.text, registers)
    return replace(token, text="、".join(token.text.split())) if is_list else token


def loose_rows(
    table: LooseTable, reader: ClauseReader, led: frozenset[str]
) -> tuple[str, Iterator[Row | Printed | Paragraph]]:
    """Return how `table` is laid out, and its rows.

    Leaders stand above bodies in columns of the fields `led`.
    """
    if led_first := rows_with_leads_first(table, reader.registers):
        return "table of wrapped cells", iter(led_first)
    if within := rows_with_number_within(table, reader.registers):
        return "table of wrapped cells", iter(within)
    headers = headers_of(table, reader.registers)
    if not table.by_lines:
        table = replace(table, tokens=[_with_list(one, reader.registers) for one in table.tokens])
    if narrow := narrow_rows(headers, table.tokens, reader):
        return "table of wrapped cells", iter(narrow)
    has_people = any(set(PEOPLE) & set(header.fields) for header in headers)
    with_posts = partial(
        with_posts_whole,
        registers=reader.registers,
        has_proposers=any("proposer" in header.fields for header in headers),
    )
    if wrapped := wrapped_cells(table, reader):
        wrapped = with_posts(wrapped) if has_people and table.by_lines else wrapped
        return "table of wrapped cells", wrapped_rows(headers, wrapped, reader)
    stream = StreamReader(reader, table.by_lines, led)
    tokens = with_posts(table.tokens) if has_people and table.by_lines else table.tokens
    tokens = with_names_whole(tokens, reader.registers)
    tokens = with_quotas_beside(tokens, table.fields, reader.registers)
    cut: list[Paragraph] = []
    if tokens and table.by_lines and any("number" in header.fields for header in headers):
        width = max(len(header.fields) for header in headers)
        tokens = with_cut_lines_whole(tokens, width, reader.registers, has_people=has_people)
        tokens, cut = without_cut_name(tokens, reader)
    return "table of one cell per line", chain(_unshifted(stream.rows(headers, tokens)), cut)


def _unshifted(rows: Iterable[Row | Printed | Paragraph]) -> Iterator[Row | Printed | Paragraph]:
    """Yield `rows`, as a line that is not read each that has a date where a body should stand.

    Where most have one, the cells of the others do not stand in their columns either.
    """
    whole = list(rows)
    shifted = [row for row in whole if isinstance(row, Row) and _names_date(row)]
    are_most = 2 * len(shifted) > sum(isinstance(row, Row) for row in whole)
    for row in whole:
        if isinstance(row, Row) and (are_most or _names_date(row)):
            yield from _lines_of(row)
        else:
            yield row


def _names_date(row: Row) -> bool:
    return any(is_date(row.values[name].text) for name in UNITS if name in row.values)


def _lines_of(row: Row) -> Iterator[Paragraph]:
    """Yield the cells of a row as lines, those that it does not take from one above."""
    for value in row.values.values():
        if value.status == "explicit" and isinstance(value.cell, Paragraph):
            yield value.cell.with_words(value.text)
