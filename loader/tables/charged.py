"""Tables whose rows are charged to bodies by lines beside the table, by their numbers.

序号 | 任务内容
1    | 新建学校
2    | 修建公路
第1项由市教育局牵头，第2项由市交通局负责。

The lines stand right below the table, in its last rows, or above it; an index of bodies stands
anywhere. They are taken out of the text, and each row has whom they name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import CONTENT, ROLES, UNITS, fields_of
from loader.assignments.group_owners import read_group_owners
from loader.assignments.references import find_points
from loader.documents.lines import NOTE, is_of_letter
from loader.drafts import Mentioned
from loader.entities import Place
from loader.running.charges import read_charges
from loader.running.sections import name_owner
from loader.source import Cell, Paragraph, Table, parts_of
from loader.tables.header import Header, words_of_header
from loader.tables.indexes import find_index
from loader.tables.table import Row
from loader.texts.brackets import NUMERAL
from loader.texts.marks import numeral

Block = Paragraph | Table

_DEEPEST = 4
_MARKS = "（()）.．、 "


@dataclass
class Charges:
    """Who has the rows of tables, and the places that say so, by table and number of the row."""

    rows: dict[int, dict[int, list[tuple[Mentioned, Place]]]] = field(default_factory=dict)

    def of(self, table: Table) -> Mapping[int, list[tuple[Mentioned, Place]]]:
        """Return whom the lines beside `table` name, by the numbers of its printed rows."""
        return self.rows.get(id(table), {})


def find_charged(
    runs: Sequence[Sequence[Block]], reader: ClauseReader
) -> tuple[list[list[Block]], Charges]:
    """Return `runs` of paragraphs or tables without the lines that charge rows, and what these say.

    Lines that name a row which a table has not, or one that names its own body, stay in the text.
    """
    charges, spent = Charges(), set[int]()
    indexes = _Indexes(runs, reader)
    for n, run in enumerate(runs):
        for position, table in enumerate(run):
            header = header_of_open(table, reader) if isinstance(table, Table) else None
            if header is None or not isinstance(table, Table):
                continue
            numbers = _open_rows(table, header)
            for lines in _candidates(indexes, n, position) if numbers else ():
                if said := _said_of(lines, numbers, header, reader):
                    charges.rows[id(table)] = said
                    spent |= {id(line) for line in lines if not line.row}
                    break
    left = [[block for block in run if id(block) not in spent] for run in runs]
    return [run for run in left if run], charges


def header_of_open(table: Table, reader: ClauseReader) -> Header | None:
    """Return the header of a table that may lack a column for who answers, None if it has none."""
    for position, row in enumerate(table.rows[:_DEEPEST]):
        words = words_of_header((row,), reader.registers)
        fields = fields_of(words, reader.registers)
        if CONTENT & set(fields) and sum(name is not None for name in fields) > 1:
            return Header((row,), words, fields, position + 1)
    return None


def charge_row(row: Row, said: Mapping[int, list[tuple[Mentioned, Place]]]) -> Row:
    """Return `row` with those whom a line beside the table names for it.

    A body that the cell above it names is none of its own.
    """
    cells = [value.cell for value in row.values.values() if value.status == "explicit"]
    numbers = {part.row for cell in cells for part in parts_of(cell) if isinstance(part, Cell)}
    found = [one for number in numbers for one in said.get(number, ())]
    if not found:
        return row
    own = {n: v for n, v in row.values.items() if n not in UNITS or v.status == "explicit"}
    mentioned = (*row.mentioned, *(one for one, _ in found))
    places = tuple(dict.fromkeys(place for _, place in found))
    return replace(row, values=own, mentioned=mentioned, signs=(*row.signs, *places))


def _open_rows(table: Table, header: Header) -> dict[int, int]:
    """Return the rows that name nobody by their numbers, counted where none are printed."""
    owners = [n for n, name in enumerate(header.fields) if name in ROLES]
    number = header.fields.index("number") if "number" in header.fields else None
    rows: dict[int, int] = {}
    for row in table.rows[header.height :]:
        filled = [cell for cell in row if cell.text]
        counted = _numeral(row[number].text) if number is not None and number < len(row) else None
        counted = len(rows) + 1 if number is None else counted
        is_open = not any(row[n].text or row[n].covered for n in owners if n < len(row))
        if counted is None or counted in rows or not is_open or len(filled) < min(2, len(row)):
            continue
        rows[counted] = row[0].row
    return rows


def _numeral(text: str) -> int | None:
    plain = text.strip(_MARKS)
    is_number = plain.isdecimal() or (plain and all(c in NUMERAL for c in plain))
    return numeral(plain) if is_number else None


@dataclass(frozen=True)
class _Indexes:
    """The runs of a document, and the indexes of bodies in them, looked for once."""

    runs: Sequence[Sequence[Block]]
    reader: ClauseReader

    @cached_property
    def by_run(self) -> dict[int, list[Paragraph]]:
        found = {n: find_index(run, self.reader) for n, run in enumerate(self.runs)}
        return {n: [line for _, line in index] for n, index in found.items() if index}


def _candidates(indexes: _Indexes, n: int, position: int) -> Iterator[list[Paragraph]]:
    """Yield the lines that may charge the rows of a table: below it, in it, above it, an index."""
    runs, reader = indexes.runs, indexes.reader
    table = runs[n][position]
    if isinstance(table, Table):
        yield _last_rows(table, reader)
    if position + 1 == len(runs[n]) and n + 1 < len(runs):
        yield _leading(runs[n + 1], reader)
    above = [one for one in runs[n - 1] if isinstance(one, Paragraph)] if n and not position else []
    if above and not find_points(above):
        yield _leading(above[::-1], reader)[::-1]
    yield from (lines for other, lines in indexes.by_run.items() if other != n)


def _leading(run: Sequence[Block], reader: ClauseReader) -> list[Paragraph]:
    lines: list[Paragraph] = []
    for line in run:
        if not isinstance(line, Paragraph) or not _clauses(line, reader):
            break
        lines.append(line)
    return lines


def _last_rows(table: Table, reader: ClauseReader) -> list[Paragraph]:
    """Return the rows at the end of `table` that print one cell which charges others."""
    lines: list[Paragraph] = []
    for row in reversed(table.rows):
        filled = [cell for cell in row if cell.text]
        line = Paragraph(0, filled[0].raw, None, table.annex, row=(filled[0],)) if filled else None
        if line is None or len(filled) > 1 or not _clauses(line, reader):
            break
        lines.insert(0, line)
    return lines


Said = tuple[str, tuple[int, ...] | None, int]
"""A clause, the numbers of the rows that it is of, and of how many of the last, 0 for all."""


def _clauses(line: Paragraph, reader: ClauseReader) -> list[Said]:
    """Return what a line says of rows, nothing if it says anything else."""
    note = NOTE.match(line.text)
    text = line.text[note.end() :] if note else line.text
    if is_of_letter(text):
        return []
    if owners := read_group_owners(text, reader.registers):
        return [(one.clause, one.numbers or None, one.count) for one in owners]
    charges = read_charges(replace(line, clean=text), reader)
    if any(one.above or not one.numbers for charge in charges for one in charge.references):
        return []
    return [
        (charge.clause, tuple(n for one in charge.references for n in one.numbers), 0)
        for charge in charges
    ]


def _said_of(
    lines: Sequence[Paragraph], numbers: Mapping[int, int], header: Header, reader: ClauseReader
) -> dict[int, list[tuple[Mentioned, Place]]]:
    """Return whom `lines` name, by the row; nothing if they name a row that is not open.

    Where a column names who answers, what is said of all rows is not of the blank ones.
    """
    has_owners = bool(set(ROLES) & set(header.fields))
    said: dict[int, list[tuple[Mentioned, Place]]] = defaultdict(list)
    for line in lines:
        places = parts_of(line)
        for words, named, count in _clauses(line, reader):
            clause = reader.for_brackets.read(words)
            given = (
                {n for n in numbers if numbers[n] in said} if named is None and not count else ()
            )
            wanted = named or [n for n in numbers if n not in given][-count:]
            fits = set(wanted) <= set(numbers) and len(wanted) >= count
            if not (clause.is_assignment and fits) or (has_owners and not named):
                return {}
            for share in clause.shares:
                one = replace(name_owner(share, places), status="explicit")
                for number in wanted:
                    said[numbers[number]] += [(one, place) for place in places]
    return dict(said)
