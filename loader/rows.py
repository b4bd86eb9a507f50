"""From the rows of a task table to drafts of work items."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import BLANK
from loader.assignments.joint_marks import joint_in_cells
from loader.assignments.legends import Legend
from loader.assignments.standing import HeldRules, find_standing
from loader.bodies.agents import Directory
from loader.documents.lines import NOTE
from loader.drafts import Draft
from loader.entities import Place, Printed
from loader.plain_tables.boxed import BoxedTable, boxed_rows
from loader.plain_tables.delimited import DelimitedTable, delimited_rows
from loader.plain_tables.flat import FlatTable, read_flat
from loader.plain_tables.glued_rows import GluedTable, read_glued
from loader.plain_tables.layouts import first_line, words_of
from loader.plain_tables.loose import LooseTable
from loader.plain_tables.loose_rows import loose_rows
from loader.report import Report
from loader.running.sections import led_by
from loader.source import Cell, Paragraph, Table
from loader.tables.card_headings import CARDS
from loader.tables.cards import are_cards, read_cards, stands_in_pairs
from loader.tables.centred_names import with_names_of_groups
from loader.tables.charged import Charges, charge_row, header_of_open
from loader.tables.header import Header, find_header
from loader.tables.headers_within import parts_at_headers, title_above
from loader.tables.headless import HeadlessTables
from loader.tables.labelled_cells import with_labels_as_columns
from loader.tables.listed import with_lists_apart
from loader.tables.matrices import TAKEN, Matrix, read_matrix
from loader.tables.months import with_months_as_limit
from loader.tables.moved_cells import with_cells_moved
from loader.tables.nested import with_tables_within
from loader.tables.other import Columns, report_other, tells_what_was
from loader.tables.owned import RowOwners, find_owned
from loader.tables.repeats import BlankCells
from loader.tables.row_dates import RowDates
from loader.tables.row_values import (
    answers_of,
    bare_number,
    counts_by_text,
    counts_in_figures,
    headings_as_text,
    is_note,
    led_columns,
    numbered,
    only_text,
    own_headings,
    parted_numbers,
    places_of,
    section_title,
    sums_up,
    with_answers,
    with_headings,
    without_list_mark,
)
from loader.tables.side_by_side import with_tables_below_another
from loader.tables.table import Row, read_rows
from loader.tables.told_titles import with_titles_told
from loader.tables.unit_cells import CellReader
from loader.tables.wrapped_cells import widths_of
from loader.texts.outline import SECTION, is_title
from ontology.values import fold_space

_UNTOLD = "its cells cannot be told: too many for the header, or no sign where one ends"


@dataclass
class TableReader:
    """Reads the work items of the tables of one document.

    A table without a header of its own goes on with the header of the table before it, if it is as
    wide.
    """

    reader: ClauseReader
    directory: Directory
    report: Report
    dates: RowDates
    rules: HeldRules
    headless: HeadlessTables
    header: Header | None = None
    section: Printed | None = None
    section_used: bool = False
    counts_rows: bool = False
    counts_by_text: bool = False
    parted: frozenset[str] = frozenset()
    told_above: tuple[str, ...] = ()
    layout: str = "table"
    title: str = ""
    blank: BlankCells = field(default_factory=BlankCells)
    titled: Printed | None = None
    columns: Columns = field(default_factory=lambda: Columns(()))
    legend: Legend = field(default_factory=Legend)
    charges: Charges = field(default_factory=Charges)
    owners: RowOwners = field(init=False)
    cells: CellReader = field(init=False)

    def __post_init__(self) -> None:
        self.owners = RowOwners(self.reader, self.rules)

    def stand_below(self, lines: list[Paragraph]) -> list[Paragraph]:
        """Let the last of `lines` above a table say who answers or title it; return the others."""
        self.headless.stand_below(lines)
        last = lines[-1] if lines else None
        is_section = last and SECTION.match(last.text) and is_title(last.text)
        self.titled = Printed(last.text, last) if last and is_section else None
        is_taken = self.owners.stand_below(lines, divides=self.headless.divides_work())
        return lines[:-1] if is_taken else lines

    def read(self, table: Table) -> Iterator[Draft]:
        """Yield the items of `table` in printed order.

        Raises LayoutError for a row that does not fit the header.
        """
        registers = self.reader.registers
        table = with_labels_as_columns(with_tables_within(table, registers), registers)
        matrix = read_matrix(table, self.legend, registers)
        if matrix:
            yield from self.read_matrix(matrix, table.rows[0][0])
            return
        for part in parts_at_headers(table, registers):
            yield from self._read_one(part)

    def _read_one(self, table: Table) -> Iterator[Draft]:
        """Yield the items of a table with one header at the most."""
        registers = self.reader.registers
        charged = self.charges.of(table)
        table = with_months_as_limit(with_tables_below_another(table))
        is_of_cards = stands_in_pairs(table, registers) or are_cards(table, registers)
        found = None if is_of_cards else find_header(table, self.reader)
        owned = None if found or is_of_cards else find_owned(table, self.reader)
        found = found or owned
        is_theirs = charged or self.owners.above
        found = found or (header_of_open(table, self.reader) if is_theirs else None)
        width = max(len(row) for row in table.rows)
        goes_on = self.header and len(self.header.fields) == width and not is_of_cards
        if not (found or goes_on or is_of_cards):
            found = self.headless.find(table)
        if found is None and not goes_on:
            yield from self._cards(table)
            return
        self.header, self.layout = found or self.header, "table"
        if self.header is None:
            return
        columns = Columns(self.header.fields, self.header.words)
        self.columns = columns
        if self._tells_no_work(columns, table.rows[0][0]):
            return
        self.owners.fall_to(columns.fields)
        for cell in (cell for printed in self.header.rows for cell in printed):
            self.rules.hold(find_standing(cell.text, self.reader), cell)
        self.report.recognise(self.layout, self.header.words, self.header.fields, table.rows[0][0])
        self.section, self.section_used = self.titled, True
        goes_on = found is None
        if found:
            self.section = title_above(table, found) or self.titled
            table = with_cells_moved(table, found, self.reader)
        rows = read_rows(table, self.header, self.report, is_continued=goes_on, blank=self.blank)
        yield from self._rows(charge_row(row, charged) for row in rows)

    def read_matrix(self, matrix: Matrix, place: Place) -> Iterator[Draft]:
        """Yield the items of a table with a column for each body that begins at `place`."""
        self.layout, self.section, self.section_used = "matrix of bodies", self.titled, True
        first = place if isinstance(place, Cell) else None
        self.report.recognise(self.layout, matrix.words, matrix.fields, first)
        if matrix.taken:
            self.report.add("told columns", place, matrix.taken, TAKEN)
        yield from self._rows(matrix.rows)

    def read_part(
        self, table: LooseTable | DelimitedTable | BoxedTable | FlatTable
    ) -> Iterator[Draft]:
        """Yield the items of a table that lost its lines."""
        registers = self.reader.registers
        columns = Columns(table.fields, words_of(table))
        self.columns = columns
        if self._tells_no_work(columns, first_line(table)):
            return
        self.owners.fall_to(table.fields)
        self.section, self.section_used = self.titled, True
        for line in getattr(table, "header", ()):
            self.rules.hold(replace(find_standing(line.text, self.reader), goes_on=True), line)
        if isinstance(table, LooseTable):
            self.layout, rows = loose_rows(table, self.reader, columns.of_leaders)
            yield from self._rows(rows)
        elif isinstance(table, GluedTable):
            self.layout = "table with glued cells in plain lines"
            yield from self._rows(read_glued(table, registers))
        elif isinstance(table, FlatTable):
            self.layout = "table flattened to one line"
            yield from self._rows(read_flat(table, registers))
        elif isinstance(table, BoxedTable):
            self.layout = "table drawn with box characters"
            yield from self._rows(boxed_rows(table, self.blank))
        else:
            self.layout = "table with delimiters in plain lines"
            yield from self._rows(delimited_rows(table, self.reader, self.blank))
        self.report.recognise(self.layout, (), table.fields)

    def _tells_no_work(self, columns: Columns, place: Place | None) -> bool:
        """Tell, and report, whether a table says what was granted, paid or done."""
        if place is None or not tells_what_was(columns, self.title):
            return False
        message = "its columns tell what was granted, paid or done, not what is to be done"
        self.report.add("no task table", place, place.raw[:200], message)
        return True

    def _rows(self, rows: Iterable[Row | Printed | Paragraph]) -> Iterator[Draft]:
        """Yield the items of `rows`, among which section titles stand as what they print."""
        listed = with_names_of_groups(with_titles_told(with_lists_apart(rows)))
        printed = [row for row in listed if isinstance(row, Row)]
        self.counts_rows, self.parted = counts_in_figures(printed), parted_numbers(printed)
        self.counts_by_text = counts_by_text(printed)
        self.told_above = own_headings(printed, counts_rows=self.counts_rows)
        values = [row.values for row in printed]
        led = led_columns(values, self.reader.registers)
        named = led, self.columns.of_leaders, self.columns.of_people
        told = self.legend, widths_of(values), joint_in_cells(values)
        self.cells = CellReader(self.reader, self.directory, *named, *told)
        for row in listed:
            if isinstance(row, Printed):
                self._begin_section(row)
            elif isinstance(row, Paragraph):
                self.report.add("unread", row, row.text, _UNTOLD)
            elif draft := self._draft(row):
                yield draft
        self._begin_section(None)

    def _cards(self, table: Table) -> Iterator[Draft]:
        """Yield the items of a table whose header words stand at the left of its rows."""
        rows, left = read_cards(table, self.reader.registers)
        if not rows:
            report_other(table, self.reader.registers, self.directory, self.report)
            return
        fields = tuple(dict.fromkeys(name for row in rows for name in row.values))
        if self._tells_no_work(Columns(fields), table.rows[0][0]):
            return
        self.layout, self.section = CARDS, None
        self.report.recognise(self.layout, (), tuple(rows[0].values), table.rows[0][0])
        yield from self._rows(rows)
        for cell in left:
            self.report.add("unread", cell, cell.text, "stands in no card of the table")

    def _draft(self, row: Row) -> Draft | None:
        """Return the item of `row`; every value is popped, and what is left is reported."""
        values = {n: v for n, v in row.values.items() if v.text.strip() not in BLANK}
        if not any(value.status == "explicit" for value in values.values()):
            return None
        if section := section_title(values, counts_rows=self.counts_rows, parted=self.parted):
            self._begin_section(section)
            return None
        listed = [*self.cells.pop_mentioned(values), *row.mentioned]
        named = list(led_by(listed, self.owners.all))
        mentioned = tuple(self.rules.apply(named))
        told_above = () if self._counts(values) else self.told_above
        text = values.pop("text", None) or headings_as_text(values, told_above)
        text = text or values.pop("annual_task", None) or only_text(values, named)
        if text is None or not mentioned or sums_up(row.values) or is_note(row.values):
            self._report_left(row.values, "no work item: no text, nobody assigned, total or note")
            return None
        for note in row.carried:
            self.report.add(*note)
        printed_number = values.pop("number", None) or bare_number(values)
        text, number = numbered(text, printed_number, by_text=self.counts_by_text)
        above = [values[name] for name in told_above if name in values]
        text = with_headings(text, values, told_above)
        if number is None and above and above[0].status == "explicit":
            text, number = without_list_mark(text)
        is_indicator = "indicator" in values and "title" not in values
        title = values.pop("title", None) or values.pop("indicator", None)
        if title and number is None:
            title, number = without_list_mark(title)
        category, heading = self._titles_above(values)
        annual_task = values.pop("annual_task", None)
        answers = answers_of(values)
        draft = Draft(
            layout=self.layout,
            annex=row.annex,
            text=with_answers(text, answers),
            mentioned=mentioned,
            places=places_of(row),
            title=title,
            is_indicator=is_indicator,
            annual_task=annual_task,
            number=number,
            category=category,
            heading=heading,
            deadlines=self.dates.of(values, (text, annual_task, *answers), self.section),
        )
        self._report_left(values, "no part of a work item takes this field yet")
        return draft

    def _counts(self, values: dict[str, Printed]) -> bool:
        """Tell whether a row stands below a category of indicators: its heading is one."""
        category = values.get("category") or self.section
        kind = category and self.reader.registers.kind_of(fold_space(category.text))
        return kind == "indicator"

    def _titles_above(self, values: dict[str, Printed]) -> tuple[Printed | None, Printed | None]:
        """Return category and heading of a row: where both are told, a section is no part of it."""
        category, heading = values.pop("category", None), values.pop("heading", None)
        if self.section is None or (category and heading):
            return category, heading
        self.section_used = True
        return self.section, heading or category

    def _begin_section(self, title: Printed | None) -> None:
        """Let `title` stand for the rows from here on; one that stood for none is reported.

        A note is none, and one that names who answers for them is no title beside.
        """
        if title and NOTE.match(title.text):
            if not find_standing(title.text, self.reader).states_rule:
                self.report.add("unread", title.cell, title.text, "a note that states no rule")
            return
        if title and self.owners.begin_section(title.cell):
            return
        if self.section and not self.section_used:
            message = "looks like a section title, but no row follows it"
            self.report.add("unread", self.section.cell, self.section.text, message)
        self.section, self.section_used = title, False

    def _report_left(self, values: dict[str, Printed], message: str) -> None:
        for name, value in values.items():
            if value.status == "explicit":
                self.report.add("unread", value.cell, value.text, f"{name}: {message}")
