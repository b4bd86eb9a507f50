"""Task tables copied with a line for each row, in which nothing is left between the cells.

    序号实事内容及目标要求主要责任单位协办单位完成时间
    一、交通
    1新修公路120公里。市交通局各县区政府11月底
    2改造街巷20条。市城管局、市建委市财政局

The header is a line of nothing but header words. The number of a row is the next one, a date ends
it, and the bodies stand behind the last sentence. Where one body meets the next without a mark, the
next column begins; where that happens more often, or nothing tells where the bodies begin, a row
comes back as its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from loader.assignments.fields import CONTENT, PEOPLE, UNITS, with_one_lead
from loader.assignments.plausibility import is_plausible
from loader.assignments.run_together import LEVEL
from loader.documents.lines import NOTE, TAIL
from loader.documents.signatures import IMPRINT
from loader.entities import Printed
from loader.plain_tables.flat import FlatTable, without_date
from loader.plain_tables.glued_names import glued_names, start_of_known
from loader.plain_tables.tokens import is_page_number
from loader.registers.registers import Registers
from loader.source import Paragraph
from loader.tables.table import Row
from loader.texts.brackets import split_outside
from loader.texts.listed_groups import goes_on
from loader.texts.outline import SECTION
from loader.texts.posts import SURNAMES
from loader.texts.units import split_list

_FEWEST_ROWS, _MOST_BLANKS = 2, 2
_LONGEST_TITLE = 30
_SEAM = re.compile(
    r"[局厅](?=[\u4e00-\u9fff]{2})|(?<![省市县区州盟旗镇乡])委(?=[\u4e00-\u9fff]{2})(?![员会])"
    r"|办(?![公事])(?=[\u4e00-\u9fff]{2})"
)
"""Where one body may meet the next within what could be one name: 市教育局|团市委."""

_OF_BODY = re.compile(r".{0,8}(?:支队|大队|中队|总队|分局|监委|办公室|[处科室所站]|中心)")
"""What a body is called behind the name of that which it belongs to: 市公安局交警支队."""


@dataclass(frozen=True)
class GluedTable(FlatTable):
    """A table with glued cells: `body` is empty, its rows are the lines."""

    lines: tuple[Paragraph, ...] = ()


def find_glued(
    lines: Sequence[Paragraph], position: int, registers: Registers
) -> tuple[GluedTable, int] | None:
    """Return the table whose header of glued words is the line at `position`, and its lines."""
    head = lines[position]
    fields = tuple(filter(None, with_one_lead(registers.fields_of_glued(head.text))))
    if not fields or not _are_in_order(fields):
        return None
    rows, taken = _rows(lines[position + 1 :], head.text)
    numbered = [row for row in rows if _NUMBERED.match(row.text)]
    if len(numbered) < _FEWEST_ROWS or sum(map(_is_parted, numbered)) * 2 > len(numbered):
        return None
    return GluedTable(fields, "", head, tuple(rows)), taken + 1


_NUMBERED = re.compile(r"\d")
_STOPS = "、.．，, "
"""What may stand behind the number of a row."""


def _is_parted(row: Paragraph) -> bool:
    return len(row.text.split()) > _MOST_BLANKS or "|" in row.text


def _are_in_order(fields: Sequence[str]) -> bool:
    """Tell whether columns stand as rows are read: number, work, leaders, bodies, leaders, date."""
    kinds = "".join(_KINDS.get(name, "?") for name in fields)
    return re.fullmatch("nw+(?:p?b+|b+p)d?r?", kinds) is not None


_KINDS = {
    "number": "n",
    **dict.fromkeys(CONTENT, "w"),
    **dict.fromkeys(UNITS, "b"),
    **dict.fromkeys(PEOPLE, "p"),
    "deadline": "d",
    "remark": "r",
}


def _rows(lines: Sequence[Paragraph], header: str) -> tuple[list[Paragraph], int]:
    """Return the rows, numbered one after the other, titles among them, and the lines they take.

    A row may go on in the next lines, up to the next number.
    """
    rows: list[Paragraph] = []
    last = taken = position = 0
    while position < len(lines):
        line = lines[position]
        if NOTE.match(line.text) or TAIL.search(line.text) or IMPRINT.match(line.text):
            break
        ahead = _next_row(lines[position : position + _FARTHEST], last + 1)
        if ahead is None:
            break
        is_title = SECTION.match(line.text) and len(line.text) <= _LONGEST_TITLE
        if ahead == 0:
            rows, last, taken = [*rows, line], last + 1, position + 1
        elif is_title:
            rows.append(line)
        elif rows and not (is_page_number(line) or line.text == header):
            rows[-1] = _joined(rows[-1], line)
        position += 1
    return rows, taken


_FARTHEST = 4
"""Lines among which the next row begins."""


def _next_row(lines: Sequence[Paragraph], number: int) -> int | None:
    return next((n for n, one in enumerate(lines) if one.text.startswith(str(number))), None)


def _joined(row: Paragraph, line: Paragraph) -> Paragraph:
    parts = (*row.lines, *line.lines)
    return replace(row, clean=row.text + line.text, parts=parts)


def read_glued(table: GluedTable, registers: Registers) -> Iterator[Row | Printed | Paragraph]:
    """Yield the rows of a table; a title comes as what it prints, a row not told as its words."""
    reader = _RowReader(table, registers)
    number = 0
    for line in table.lines:
        if not line.text.startswith(str(number + 1)):
            yield Printed(SECTION.sub("", line.text), line)
            continue
        number += 1
        cells = reader.cells(line.text.removeprefix(str(number)).lstrip(_STOPS))
        if not cells:
            yield line
            continue
        values = {"number": str(number), **cells}
        yield Row(line.annex, {name: Printed(said, line) for name, said in values.items() if said})


@dataclass(frozen=True)
class _RowReader:
    """Takes the rows of a table apart."""

    table: GluedTable
    registers: Registers

    def cells(self, words: str) -> dict[str, str]:
        """Return the cells of a row by field; none if nothing tells where they begin."""
        work, behind, date = self._cut(words)
        found = self._readings(behind) if behind else []
        sure = [one for one in found if len(found) == 1 or self._is_sure(one)]
        dated = {"deadline": date} if date else {}
        return {"text": work, **sure[0], **dated} if len(sure) == 1 else {}

    def _cut(self, words: str) -> tuple[str, str, str]:
        """Return the work, what stands behind it, and the date of a row."""
        date = ""
        if "deadline" in self.table.fields:
            words, date = without_date(words)
        start = words.rfind("。") + 1 or start_of_known(words, self.registers)
        return words[:start], words[start:] if start else "", date

    def _is_sure(self, cells: dict[str, str]) -> bool:
        """Tell whether the leader of a row is named in another one or stands before a level."""
        name = cells.get(self.table.people or "", "")
        return name in self._named or self._opens_body(cells)

    def _opens_body(self, cells: dict[str, str]) -> bool:
        return LEVEL.match(cells[self.table.roles[0]]) is not None

    @cached_property
    def _named(self) -> frozenset[str]:
        """The leaders of the rows that can be read in one way."""
        people = self.table.people or ""
        rows = [self._readings(self._cut(line.text)[1]) for line in self.table.lines]
        opened = [[one for one in found if self._opens_body(one)] for found in rows]
        return frozenset(one[0].get(people, "") for one in opened if len(one) == 1) - {""}

    def _readings(self, words: str) -> list[dict[str, str]]:
        """Return the ways to read leaders and bodies, by field."""
        people = self.table.people
        if people is None:
            return list(filter(None, [_bodies(words, self.table, self.registers)]))
        found = []
        for length in (2, 3):
            cut = len(words) - length if self.table.has_leaders_last else length
            parts = words[:cut], words[cut:]
            name, rest = reversed(parts) if self.table.has_leaders_last else parts
            bodies = _bodies(rest, self.table, self.registers) if name[:1] in SURNAMES else {}
            found += [{people: name, **bodies}] if bodies else []
        return found


def _bodies(words: str, table: GluedTable, registers: Registers) -> dict[str, str]:
    """Return the bodies by column: one ends where a body meets the next without a mark."""
    columns: list[list[str]] = [[]]
    for part in split_outside(words.strip(), "、，,；;"):
        if columns[-1] and goes_on(columns[-1][-1], part.strip()):
            columns[-1][-1] += f"、{part.strip()}"
            continue
        first, *others = _names(part.strip(), registers) or [""]
        if not first:
            return {}
        columns[-1].append(first)
        columns += [[name] for name in others]
    if len(table.roles) == 1:
        columns = [[name for column in columns for name in column]]
    if len(columns) not in (len(table.roles), 1) or len(table.roles) > len(columns) + 1:
        return {}
    return {role: "、".join(names) for role, names in zip(table.roles, columns, strict=False)}


def _names(part: str, registers: Registers) -> list[str]:
    """Return the one or more names that `part` is made of; none if other words may be there."""
    found: list[str] = []
    for name in glued_names(part, registers) or [part]:
        if "会同" in name:
            found.append(name)
            continue
        seams = [seam.end() for seam in _SEAM.finditer(name)]
        seams = [seam for seam in seams if not _OF_BODY.fullmatch(name, seam)]
        pieces = [name[: seams[0]], name[seams[0] :]] if seams else [name]
        if len(seams) > 1 or not all(_is_single(piece, registers) for piece in pieces):
            return []
        found += pieces
    return found


def _is_single(name: str, registers: Registers) -> bool:
    units = split_list(name)
    return len(units) == 1 and is_plausible(units[0], registers)
