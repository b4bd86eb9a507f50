"""Task tables that lost their lines: one cell per paragraph, pipes, or columns by spaces.

A run of header words opens such a table. After it, each word group is a cell; to which column it
belongs is told by what it is (a number, a text, units, a name, a date) and by the order of columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Literal

from loader.deadlines import find_deadlines
from loader.entities import Printed
from loader.even import even_columns, is_section
from loader.people import bare_name
from loader.registers import Registers
from loader.source import Paragraph
from loader.tables import AS_ABOVE, PEOPLE, ROLES, Row
from loader.units import ENDINGS, are_plausible, split_list
from ontology.values import fold_space

Type = Literal["number", "text", "units", "person", "date", "section"]

_CONTENT = ("category", "heading", "title", "indicator", "text", "annual_task")
_UNITS = ("lead", "responsible", "supporting", "guiding")
_SECTION = re.compile(r"^[一二三四五六七八九十]{1,3}[、.．]")
_NUMBER = re.compile(r"^[（(]?\d{1,4}[）).．、]?$")
_NAME = re.compile(r"^[\u4e00-\u9fff·]{2,4}$")
_TASK = re.compile(
    r"^(?:开工|新建|[改扩续]建|建设|建成|完成|推[进动]|启动|实施|开展|加[快强]|提升|打造|改造|落实)"
)
_LEVELLED = re.compile(r"^[省市县区州][\u4e00-\u9fff]{2,7}$")
_FEWEST_COLUMNS = 3
_MOST_JOINED = 6
_MOST_COLUMNS = 24
MOST_HEADER_LINES = 40
"""Lines that a header of one word per line takes at the most."""

_PAGE = re.compile(r"^[—\-－–]\s*\d{1,3}\s*[—\-－–]$|^第\s*\d+\s*页")


@dataclass(frozen=True)
class Token:
    """A cell of a loose table; `line` tells cells of one line from those of the next."""

    text: str
    place: Paragraph
    line: int = 0


@dataclass
class LooseTable:
    """The columns of a loose table and its cells in printed order."""

    fields: tuple[str, ...]
    tokens: list[Token] = field(default_factory=list)
    by_lines: bool = False


def find_loose(lines: list[Paragraph], registers: Registers) -> tuple[LooseTable, int] | None:
    """Return the table whose header begins with the first of `lines`, and the lines it takes.

    `lines` need not be more than MOST_HEADER_LINES.
    """
    cells = (token for line in lines for token in cells_of(line))
    tokens = list(islice(cells, _MOST_JOINED))
    if _header_word(tokens, 0, registers) is None:
        return None
    tokens += cells
    fields, length = _header(tokens, registers)
    if not length:
        return None
    last = tokens[length - 1].place
    return LooseTable(fields), lines.index(last) + 1


def spaced_table(line: Paragraph, registers: Registers) -> LooseTable | None:
    """Return the table that `line` opens if it begins with header words apart by spaces.

    Where nothing else stands in it, a line is a row. A table in a single line has its header and
    its cells there, the header again at page breaks.
    """
    tokens = [Token(part, line, line.number) for part in line.text.split()]
    fields, length = _header(tokens, registers)
    if not length:
        return None
    rest = list(_without_headers(tokens[length:], registers))
    return LooseTable(fields, rest, by_lines=not rest)


def _without_headers(tokens: list[Token], registers: Registers) -> Iterator[Token]:
    position = 0
    while position < len(tokens):
        _, end = _header(tokens, registers, position)
        if not end:
            yield tokens[position]
        position = end or position + 1


def cells_of(line: Paragraph, *, by_spaces: bool = False) -> list[Token]:
    """Return the cells of a line: cut at pipes, and at white space with `by_spaces`."""
    parts = line.text.split() if by_spaces else [part.strip() for part in line.text.split("|")]
    return [Token(part, line, line.number) for part in parts if part and not _PAGE.match(part)]


def _header(
    tokens: list[Token], registers: Registers, start: int = 0
) -> tuple[tuple[str, ...], int]:
    """Return the fields that the run of header words from `start` on names, and where it ends.

    The end is 0 where no header begins.
    """
    fields: list[str] = []
    position = start
    while position < len(tokens) and len(fields) <= _MOST_COLUMNS:
        step = _header_word(tokens, position, registers)
        if step is None:
            break
        name, length = step
        if name == "lead" and "lead" in fields:
            name = "supporting"
        fields.append(name)
        position += length
    known = set(fields)
    told_apart = [name for name in fields if name != "remark"]
    whole = len(fields) >= _FEWEST_COLUMNS and len(known - {"remark"}) > len(told_apart) - 2
    if whole and known & set(_CONTENT) and known & set(ROLES):
        return tuple(fields), position
    return (), 0


def _header_word(
    tokens: list[Token], position: int, registers: Registers
) -> tuple[str, int] | None:
    """Return the field of the longest header word that the next tokens make, and their number.

    Tokens that each are a header are not joined to one.
    """
    for length in range(_MOST_JOINED, 0, -1):
        group = [token.text for token in tokens[position : position + length]]
        apart = length > 1 and all(registers.field_of(words) for words in group)
        name = registers.field_of("".join(group)) if len(group) == length and not apart else None
        if name:
            return name, length
    return None


@dataclass
class RowBuilder:
    """Makes rows of the cells of one loose table."""

    table: LooseTable
    registers: Registers
    above: dict[str, Printed] = field(default_factory=dict)

    def rows(self) -> Iterator[Row | Printed]:
        """Yield the rows in printed order; a section title comes as what it prints."""
        columns = even_columns(self.table.fields, [token.text for token in self.table.tokens])
        if columns:
            yield from self._even_rows(columns)
            return
        current: list[tuple[Type, Token]] = []
        for token in self.table.tokens:
            if current and current[-1][0] == "units" and token.text in ENDINGS:
                _, before = current.pop()
                current.append(("units", replace(before, text=before.text + token.text)))
                continue
            kind = self._type(token, current)
            if self._begins_row(kind, token, current) and not self._is_category(kind, current):
                yield from self._row(current)
                current = []
            if kind == "section":
                yield Printed(token.text, token.place)
            else:
                current.append((kind, token))
        yield from self._row(current)

    def _even_rows(self, columns: tuple[str, ...]) -> Iterator[Row | Printed]:
        """Yield the rows of a table in which each has a cell for every one of `columns`."""
        row: list[Token] = []
        for token in self.table.tokens:
            if not row and is_section(token.text):
                yield Printed(token.text, token.place)
                continue
            row.append(token)
            if len(row) == len(columns):
                cells = zip(columns, row, strict=True)
                values = {name: Printed(cell.text, cell.place) for name, cell in cells}
                yield Row(token.place.annex, values)
                row = []

    def _type(self, token: Token, current: list[tuple[Type, Token]]) -> Type:
        text = token.text
        kinds = {kind for kind, _ in current}
        if _NUMBER.match(text) and "number" in self.table.fields:
            return "number"
        if current and current[-1][0] == "number" and not self._has_name_first():
            return "text"
        if "deadline" in self.table.fields and len(text) <= 24:
            dates = find_deadlines(text, 2000)
            if dates and dates[0].start == 0:
                return "date"
        folded = fold_space(text)
        people = set(PEOPLE) & set(self.table.fields)
        named = _NAME.match(bare_name(folded)) and not self.registers.ends_like_unit(folded)
        if people and named and self._may_be_person(kinds):
            return "person"
        is_task = text.endswith("。") and _TASK.match(text)
        if (
            kinds
            and not is_task
            and (self._lists_units(text) or self._goes_on_with_units(text, current))
        ):
            return "units"
        return "section" if _SECTION.match(text) and len(text) < 45 else "text"

    def _lists_units(self, text: str) -> bool:
        return are_plausible(split_list(text), self.registers)

    def _goes_on_with_units(self, text: str, current: list[tuple[Type, Token]]) -> bool:
        """Tell whether a short name of a level (省新闻出版) stands in a list of units."""
        return bool(current) and current[-1][0] == "units" and bool(_LEVELLED.match(text))

    def _may_be_person(self, kinds: set[Type]) -> bool:
        """Tell whether the row has reached the column of names, and not gone past it."""
        place = min(self.table.fields.index(name) for name in PEOPLE if name in self.table.fields)
        past = {
            kind
            for kind in kinds - {"number", "text", "person"}
            if any(name in self.table.fields[place:] for name in _COLUMNS[kind])
        }
        numbered = "number" in kinds or not self._has_category_first()
        return not past and (("text" in kinds and numbered) or self._has_name_first())

    def _has_name_first(self) -> bool:
        """Tell whether a column of names or units comes before the first of content."""
        order = [name for name in self.table.fields if name != "number"]
        return bool(order) and order[0] not in _CONTENT

    def _begins_row(self, kind: Type, token: Token, current: list[tuple[Type, Token]]) -> bool:
        if not current:
            return False
        if self.table.by_lines:
            return token.line != current[-1][1].line
        kinds = [k for k, _ in current]
        if kind in ("number", "section"):
            return True
        return kind == "text" and bool({"units", "date", "person"} & set(kinds))

    def _is_category(self, kind: Type, current: list[tuple[Type, Token]]) -> bool:
        """Tell whether the cells before a number are its category, whose column comes first."""
        only_text = {k for k, _ in current} == {"text"}
        return kind == "number" and only_text and self._has_category_first()

    def _has_category_first(self) -> bool:
        order = [name for name in self.table.fields if name in ("category", "number")]
        return order == ["category", "number"]

    def _row(self, current: list[tuple[Type, Token]]) -> Iterator[Row]:
        values: dict[str, Printed] = {}
        kinds = [kind for kind, _ in current]
        if "number" in kinds[1:]:
            before = kinds.index("number")
            category = "".join(token.text for _, token in current[:before])
            values["category"] = Printed(category, current[0][1].place)
            current = current[before:]
        for kind in ("number", "text", "units", "person", "date"):
            self._place(kind, [token for k, token in current if k == kind], values)
        if not values:
            return
        self._carry(values, only_text=set(kinds) <= {"text"})
        self.above = {**self.above, **values}
        yield Row(current[0][1].place.annex, values)

    def _place(self, kind: str, tokens: list[Token], values: dict[str, Printed]) -> None:
        """Give the cells of one kind to the columns of that kind."""
        names = [name for name in self.table.fields if name in _COLUMNS[kind]]
        if not names or not tokens:
            return
        if kind == "text":
            names = names[-len(tokens) :]
        elif kind == "date":
            names = ["deadline"]
        for position, token in enumerate(tokens):
            name = names[min(position, len(names) - 1)]
            if token.text in AS_ABOVE:
                continue
            before = values.get(name)
            joined = f"{before.text}\n{token.text}" if before else token.text
            values[name] = Printed(joined, before.cell if before else token.place)

    def _carry(self, values: dict[str, Printed], *, only_text: bool) -> None:
        """Carry merged values down: names always, all else into a row that has no number."""
        goes_on = "number" in self.table.fields and "number" not in values and not only_text
        for name, value in self.above.items():
            merged = name in ("category", "heading") or (name in PEOPLE and not only_text)
            if name not in values and (merged or (goes_on and name in ("number", *_UNITS))):
                if name in _UNITS and set(_UNITS) & set(values):
                    continue
                values[name] = Printed(value.text, value.cell, "inherited")


_COLUMNS = {
    "number": ("number",),
    "text": _CONTENT,
    "units": _UNITS,
    "person": PEOPLE,
    "date": ("deadline",),
}
