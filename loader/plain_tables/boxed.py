"""Task tables drawn with box characters, ┌─┬─┐ │ │ ├─┼─┤, or with typed ones, +---+ | | +===+.

    │ 工 作 任 务 │分管领│牵头单位│
    │             │  导  │        │
    ├─────────────┼───┼────┤

A cell goes over the lines between two borders of its column; its lines are put together. A cell
beside several tasks stands for all of them. Where no border stands between rows, a line is a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, takewhile

from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import AS_ABOVE, BLANK, PEOPLE, ROLES, fields_of, names_work
from loader.entities import Place, Printed
from loader.plain_tables.fixed import width_of
from loader.source import Paragraph
from loader.tables.repeats import BlankCells
from loader.tables.table import Row, unread_cell
from loader.texts.brackets import MARK
from loader.texts.outline import is_title

_JUNCTION = re.compile(r"[┌┐└┘├┤┬┴┼│┃┏┓┗┛┣┫┳┻╋┠┨┯┷┿╂]")
_BORDER = re.compile(r"^[─━═\s]*[─━═][─━═\s]*$|^:?(?:-{2,}|={2,}):?$")
_TYPED_RULE = re.compile(r"\+(?:[-=:]{2,}\+)+")
_PADDING = 2
"""Places at both sides of a cell that stay blank."""

_POINT = re.compile(r"^[△▲○●◆◇■□★※·]")
_CORNERS = tuple("┌┏╔")
_MOST_OUTER = 3
"""Borders of a table that has none between its rows: above and below the header, and at its end."""

_DEEPEST_HEADER = 12
_WIDEST = 24
_CARRIED = (*PEOPLE, "category", "heading")
"""Fields whose cells may be left empty below the first of several rows."""

_CONTENT = ("text", "annual_task", "title", "heading")


@dataclass
class _Cell:
    """The lines of one cell, what they print, and the places that the column has for each.

    `begins`, `ends` and `at`, where its lines stand, are positions of lines; blank ones may be
    between these.
    """

    begins: int
    ends: int = 0
    lines: list[Paragraph] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    rooms: list[int] = field(default_factory=list)
    at: list[int] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.texts)

    @property
    def broken_text(self) -> str:
        """The text with the line breaks that stand where the next character had room."""
        words = self.texts[0]
        for above, room, text in zip(self.texts, self.rooms, self.texts[1:], strict=False):
            had_room = width_of(above) + width_of(text[0]) <= room - _PADDING
            words += f"\n{text}" if had_room else text
        return words

    @property
    def place(self) -> Paragraph:
        first, *others = self.lines
        return replace(first, parts=tuple(self.lines)) if others else first


@dataclass(frozen=True)
class BoxedTable:
    """The columns of a drawn table and the cells of each, the header left out.

    The column `content` says what the rows are.
    """

    fields: tuple[str | None, ...]
    columns: tuple[tuple[_Cell, ...], ...]
    content: int


def find_boxed(
    lines: list[Paragraph], position: int, reader: ClauseReader
) -> tuple[BoxedTable, int] | None:
    """Return the table that the line at `position` opens, and the lines it takes."""
    text = lines[position].text
    if text[:1] not in _CORNERS and not _TYPED_RULE.fullmatch(text):
        return None
    head = lines[position : position + _DEEPEST_HEADER]
    if not names_work(_fields(_columns(_drawn(head)), reader)):
        return None
    drawn = _drawn(islice(lines, position, None))
    columns = _columns(drawn)
    fields = _fields(columns, reader)
    cells = [tuple(column[1:]) for column in columns]
    content = _content_of(fields, cells)
    if content is None:
        return None
    cells[content] = _by_points(cells[content])
    return BoxedTable(fields, tuple(cells), content), len(drawn)


def _content_of(fields: Sequence[str | None], cells: Sequence[Sequence[_Cell]]) -> int | None:
    """Return the column that says what the rows are, each with a cell of it; the first of several.

    One with fewer cells names groups of rows.
    """
    found = [n for n, name in enumerate(fields) if name in _CONTENT]
    return max(found, key=lambda n: len(cells[n]), default=None)


def _drawn(lines: Iterable[Paragraph]) -> list[Paragraph]:
    return list(takewhile(lambda line: _JUNCTION.match(line.text) or _is_typed(line.text), lines))


def _is_typed(text: str) -> bool:
    return bool(_TYPED_RULE.fullmatch(text)) or (text[:1] == "|" and text[-1:] in ("|", "+"))


def _cut(line: Paragraph) -> list[str]:
    """Return what stands between the borders of a line; + is one beside a border of its kind."""
    text = line.text
    if not _is_typed(text):
        return _JUNCTION.split(text)[1:-1]
    return re.split(r"\||\+(?=[-=:]{2})|(?<=[-=:]{2})\+", text)[1:-1]


def _fields(columns: list[list[_Cell]], reader: ClauseReader) -> tuple[str | None, ...]:
    """Return the fields of the headers, which are the first cells of the columns."""
    words = ("".join(column[0].text.split()) if column else "" for column in columns[:_WIDEST])
    return fields_of(tuple(words), reader.registers)


def _columns(lines: list[Paragraph]) -> list[list[_Cell]]:
    """Return the cells of each column; a line that is cut into fewer columns is left out."""
    cut = [_cut(line) for line in lines]
    width = max(len(parts) for parts in cut)
    columns: list[list[_Cell]] = [[] for _ in range(width)]
    is_open = [False] * width
    row_opens = _first_lines(cut) if lines and _is_typed(lines[0].text) else frozenset()
    for position, (line, parts) in enumerate(zip(lines, cut, strict=True)):
        if len(parts) != width:
            continue
        is_open = [one and position not in row_opens for one in is_open]
        for number, part in enumerate(parts):
            if _BORDER.match(part):
                is_open[number] = False
                continue
            if not is_open[number]:
                columns[number].append(_Cell(position))
                is_open[number] = True
            _add_line(columns[number][-1], position, line, part)
    return [[cell for cell in column if cell.texts] for column in columns]


def _first_lines(cut: list[list[str]]) -> frozenset[int]:
    """Return the positions of the lines below the header that begin a row without a border.

    They print a first cell.
    """
    rules = [n for n, parts in enumerate(cut) if any(map(_BORDER.match, parts))]
    if not 1 < len(rules) <= _MOST_OUTER:
        return frozenset()
    return frozenset(n for n in range(rules[1] + 1, len(cut)) if cut[n] and cut[n][0].strip())


def _add_line(cell: _Cell, position: int, line: Paragraph, part: str) -> None:
    cell.ends = position
    if text := part.strip():
        cell.lines.append(line)
        cell.texts.append(text)
        cell.rooms.append(width_of(part))
        cell.at.append(position)


def _by_points(cells: Sequence[_Cell]) -> tuple[_Cell, ...]:
    """Return `cells` of tasks, one that lists several points cut into these."""
    cut: list[_Cell] = []
    for cell in cells:
        printed = zip(cell.lines, cell.texts, cell.rooms, cell.at, strict=True)
        for number, (line, text, room, position) in enumerate(printed):
            if number == 0 or _POINT.match(text) or MARK.match(text):
                cut.append(_Cell(position if number else cell.begins))
            cut[-1].lines.append(line)
            cut[-1].texts.append(text)
            cut[-1].rooms.append(room)
            cut[-1].ends = position
    return tuple(cut)


def boxed_rows(table: BoxedTable, blank: BlankCells) -> Iterator[Row | Printed]:
    """Yield a row for each task, with the cells that stand beside it, and titles of sections.

    A title has none beside it, not even one merged with those above. `blank` is what notes say of
    blank cells.
    """
    merged = blank.same.union(_CARRIED) - blank.nobody
    given: set[int] = set()
    above: dict[str, Printed] = {}
    for own, task in _tasks(table):
        values: dict[str, Printed] = {}
        unread: list[tuple[str, Place, str, str]] = []
        for n, (name, column) in enumerate(zip(table.fields, table.columns, strict=True)):
            beside = [task] if n == own else _beside(task, column)
            if name is not None:
                values.update(_value(name, beside, given))
                continue
            cells = [cell for cell in beside if id(cell) not in given and cell.text not in BLANK]
            unread += [unread_cell(cell.place, cell.text, "", n + 1) for cell in cells]
            given.update(map(id, cells))
        if not blank.same and _is_title_row(task, values):
            above = {}
            yield Printed(task.text, task.place)
            continue
        said_above = {name for name, value in values.items() if value.text in AS_ABOVE}
        carried = said_above | (merged - {*values})
        inherited = {n: replace(above[n], status="inherited") for n in carried if n in above}
        values |= inherited
        above |= values
        yield Row(task.lines[0].annex, values, tuple(unread))


def _tasks(table: BoxedTable) -> list[tuple[int, _Cell]]:
    """Return the cells that say what rows are, each with its column, in printed order.

    Where the column for it is blank, another one of work says so: a project without contents.
    """
    tasks = [(table.content, cell) for cell in table.columns[table.content]]
    taken = {n for _, cell in tasks for n in range(cell.begins, cell.ends + 1)}
    for n, (name, column) in enumerate(zip(table.fields, table.columns, strict=True)):
        if name in _CONTENT and n != table.content:
            free = [cell for cell in column if not taken & {*range(cell.begins, cell.ends + 1)}]
            tasks += [(n, cell) for cell in free]
            taken |= {row for cell in free for row in range(cell.begins, cell.ends + 1)}
    return sorted(tasks, key=lambda task: task[1].begins)


def _is_title_row(task: _Cell, values: dict[str, Printed]) -> bool:
    """Tell whether a row prints a title and nothing else: │抓好财税工作│ │ │."""
    is_point = _POINT.match(task.text) or MARK.match(task.text)
    return len(values) == 1 and not is_point and is_title(task.text)


def _beside(task: _Cell, column: tuple[_Cell, ...]) -> list[_Cell]:
    return [cell for cell in column if cell.begins <= task.ends and cell.ends >= task.begins]


def _value(name: str, cells: list[_Cell], given: set[int]) -> dict[str, Printed]:
    """Return the value of a field, inherited where an earlier task already has its cell."""
    if not cells:
        return {}
    inherited = all(id(cell) in given for cell in cells)
    given.update(id(cell) for cell in cells)
    joint = "、" if name in ROLES and name not in PEOPLE else "\n"
    texts = (cell.broken_text if name in ROLES else cell.text for cell in cells)
    text = _POINT.sub("", joint.join(texts))
    return {name: Printed(text, cells[0].place, "inherited" if inherited else "explicit")}
