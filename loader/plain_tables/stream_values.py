"""What the cells of a row of a stream say: pieces joined, and what is merged carried down."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby, pairwise

from loader.assignments.fields import AS_ABOVE, BLANK, CONTENT, PEOPLE, UNITS, before_numbers
from loader.entities import Place, Printed
from loader.plain_tables.tokens import Token
from loader.registers.registers import Registers
from loader.source import gap_between
from loader.tables.table import unread_cell
from loader.tables.wrapped_cells import are_one_name, is_cut_name
from loader.texts.led import split_off_leaders
from loader.texts.units import ENDINGS

_CARRIED = ("category", "heading", *PEOPLE)
_OF_LEVEL = re.compile("[省市县区州旗盟][\u4e00-\u9fff]{2}")
_FARTHEST = 3
"""Rows more that may be lost with a number; a part that was cut out leaves out many."""

_FEWEST_WHOLE = 4
"""Rows that all name bodies from which on the last one, which names nobody, is taken to be cut."""

_FEWEST = 2
"""Rows that repeat a name from which on its column is taken to be printed whole."""

Fields = tuple[str | None, ...]
Values = dict[str, Printed]


@dataclass(frozen=True)
class StreamValues:
    """Reads the cells of rows below `fields`.

    Columns of officials that are `unmerged` print a name anew in each row: there a blank line,
    longer than the usual `gap` between two cells, is nobody's cell; so is what a row leaves out
    where a line is a row (`in_lines`). A list of proposals, each of someone, merges none. Rows that
    begin with the cells `lost` had a number of their own, which the page left out: 3, a row without
    one, 5. The row that begins with the cell `cut` ends where its page does. In columns of the
    fields `led` a leader may stand above the bodies led. The first column `repeats_first` what the
    row above prints.
    """

    fields: Fields
    registers: Registers
    unmerged: frozenset[str] = frozenset()
    gap: int = 0
    lost: frozenset[Token] = frozenset()
    cut: Token | None = None
    led: frozenset[str] = frozenset()
    in_lines: bool = False
    repeats_first: bool = False

    @classmethod
    def of(
        cls,
        fields: Fields,
        rows: Iterable[tuple[list[Token], list[int]]],
        registers: Registers,
        led: frozenset[str] = frozenset(),
        *,
        in_lines: bool = False,
    ) -> StreamValues:
        """Return the reader of `rows`, each its cells and the columns of these."""
        listed = [row for row in rows if row[1][0] < len(fields)]
        places = [[cell.place for cell in cells] for cells, _ in listed]
        gaps = [gap_between(*two) for held in places for two in pairwise(held)]
        people = [name for name in PEOPLE if name in fields]
        is_asked = "proposer" in fields
        unmerged = frozenset(n for n in people if is_asked or _repeats(fields.index(n), listed))
        lost = frozenset(_without_numbers(fields, listed))
        cut = _cut_row(fields, listed)
        gap, again = min(gaps, default=0), _repeats(0, listed)
        return cls(fields, registers, unmerged, gap, lost, cut, led, in_lines, again)

    def values(self, cells: list[Token], columns: list[int], above: Values) -> Values:
        values: dict[str, Printed] = {}
        blank: set[str] = set()
        for column, held in groupby(zip(columns, cells, strict=True), key=lambda pair: pair[0]):
            name = self.fields[column]
            printed = [cell for _, cell in held]
            words = [cell.text for cell in printed if cell.text not in BLANK | AS_ABOVE]
            if name and printed[0].text in AS_ABOVE and name in above:
                values[name] = replace(above[name], status="inherited")
            elif name is None or not words:
                blank |= {name or ""} if printed[0].text in BLANK else set()
            else:
                values[name] = self._value(printed, words, name)
        if values:
            free = self.unmerged & set(self._left_blank(cells, columns))
            own = {"number"} if cells[0] in self.lost else set()
            own |= {*UNITS, *PEOPLE} if cells[0] == self.cut else set()
            self._carry(values, (blank - set(PEOPLE)) | free | own, above)
        return values

    def _value(self, printed: Sequence[Token], words: list[str], name: str) -> Printed:
        """Return the value of a cell, which may stand in several pieces."""
        parts = tuple(part for cell in printed for part in cell.place.lines)
        place = replace(parts[0], parts=parts) if len(set(parts)) > 1 else parts[0]
        return Printed(self._joined(words, name), place)

    def _left_blank(self, cells: Sequence[Token], columns: Sequence[int]) -> Iterator[str]:
        """Yield the columns without a cell in whose place a row has a blank line.

        Where a line is a row, all that it leaves out.
        """
        if self.in_lines:
            yield from (name for n, name in enumerate(self.fields) if name and n not in columns)
            return
        for (one, left), (other, right) in pairwise(zip(cells, columns, strict=True)):
            if 0 < self.gap < gap_between(one.place, other.place):
                yield from (name for name in self.fields[left + 1 : right] if name)

    def _joined(self, words: list[str], name: str) -> str:
        """Return the text of a cell in pieces; a name that was cut is one again.

        A piece is whole that ends with a body, or says what bodies do: 县水务局牵头.
        """
        if name not in UNITS:
            return "\n".join(words)
        text = last = words[0]
        for word in words[1:]:
            whole = self.registers.ends_like_unit(text) and word not in ENDINGS
            whole = whole and not are_one_name(last, word, self.registers)
            whole = whole or self._ends_with_verb.search(text) is not None
            is_next = _OF_LEVEL.match(word) is not None
            whole = whole or (is_next and is_cut_name(last, self.registers))
            whole = whole or self._is_leader(last, word, name)
            last = word
            text += f"\n{word}" if whole else word
        return text

    def _is_leader(self, word: str, following: str, name: str) -> bool:
        """Tell whether a name above a body is its leader's, and not that of the body's place."""
        is_level = _OF_LEVEL.match(following) is not None
        is_place = f"{word}{following[0]}" in self.registers.divisions.all_names
        may_be = name in self.led or (is_level and not is_place)
        ends_body = self.registers.ends_like_unit
        return may_be and bool(split_off_leaders(f"{word}\n{following}", ends_body)[1])

    @cached_property
    def _ends_with_verb(self) -> re.Pattern[str]:
        return re.compile(rf"[\u4e00-\u9fff]{{3}}(?:{self.registers.role_word.pattern})$")

    def _carry(self, values: Values, blank: Set[str], above: Values) -> None:
        """Carry down what is merged: groups and leaders, units where a row has none.

        Units of columns before that of the numbers are where a row has none of these; so are those
        of a first column before the work of a table without numbers.
        """
        opens_groups = "number" not in self.fields and not self.repeats_first
        merged_first = self.fields[: 1 if opens_groups else 0]
        units = set(UNITS) & {*before_numbers(self.fields), *merged_first}
        units = set() if units & set(values) else units
        assigned, numbered = bool(set(UNITS) & set(values)), "number" in values
        has_text = bool(CONTENT & set(values))
        for name, value in above.items():
            shared = name == "number" and not numbered
            merged = name in (*_CARRIED, *units) or shared or (name in UNITS and not assigned)
            if has_text and merged and name not in values and name not in blank:
                values[name] = Printed(value.text, value.cell, "inherited")


def _without_numbers(
    fields: Fields, rows: Sequence[tuple[list[Token], list[int]]]
) -> Iterator[Token]:
    """Yield the first cells of rows that lost their number: those around them leave one out."""
    column = fields.index("number") if "number" in fields else -1
    counted, waiting = 0, list[Token]()
    for cells, columns in rows:
        printed = [one.text for one, n in zip(cells, columns, strict=True) if n == column]
        digits = re.search(r"\d+", "".join(printed))
        if not printed:
            waiting.append(cells[0])
        elif digits:
            number = int(digits[0])
            lost = number - counted - 1
            yield from waiting if 0 < lost <= len(waiting) + _FARTHEST else ()
            counted, waiting = number, []


def _cut_row(fields: Fields, rows: Sequence[tuple[list[Token], list[int]]]) -> Token | None:
    """Return the first cell of the last row if it ends with its text, and no other names nobody.

    Such a table merges no bodies: the page was cut within the row.
    """
    names = [{fields[n] for n in columns} for _, columns in rows]
    is_whole = len(rows) > _FEWEST_WHOLE and all(row & set(UNITS) for row in names[:-1])
    if not is_whole or fields[rows[-1][1][-1]] not in CONTENT:
        return None
    return rows[-1][0][0]


def _repeats(column: int, rows: Iterable[tuple[list[Token], list[int]]]) -> bool:
    """Tell whether rows print what the row above prints in a column, more often than nothing."""
    printed = [
        "".join(cell.text for cell, n in zip(*row, strict=True) if n == column) for row in rows
    ]
    repeated = sum(one == above != "" for above, one in pairwise(printed))
    return repeated >= _FEWEST and repeated > printed.count("")


def unread_cells(
    cells: Sequence[Token], columns: Sequence[int], fields: Fields
) -> Iterator[tuple[str, Place, str, str]]:
    """Yield the notes of cells of columns that no field is known for."""
    for cell, column in zip(cells, columns, strict=True):
        if fields[column] is None and cell.text not in BLANK:
            yield unread_cell(cell.place, cell.text, "", column + 1)
