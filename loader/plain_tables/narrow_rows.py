"""Rows of a table whose cells came below each other, broken at the widths of their columns.

    4
    深化商事制度改革，实
    行“三证合一”
    市工商局*、市质
    监局、市国税局
    2015年10月

A line is broken where the next character would not fit. So the widths of the columns tell which
lines are of one cell: those widths are taken with which the cells fit their columns best.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise

from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import CONTENT, PEOPLE, UNITS
from loader.entities import Printed
from loader.plain_tables.fixed import width_of
from loader.plain_tables.stream_values import StreamValues
from loader.plain_tables.streams import ReadHeader
from loader.plain_tables.tokens import Token, counting_up, with_brackets_joined, without_pages
from loader.plain_tables.wrapped_rows import OF_LEVEL, names_levels
from loader.tables.alignment import SIGNS, fit, names_body_beside_date
from loader.tables.table import Row
from loader.tables.wrapped_cells import goes_on
from loader.texts.outline import SECTION

_FEWEST_ROWS, _MOST_LINES, _MOST_TRIED, _ROUNDS = 3, 30, 10, 2
"""Rows at the least, lines of a row at the most, rows by which widths are found, and how often."""

_MOST, _OFTEN = 0.9, 0.3
"""The part of the breaks that are at the width of their column and of the rows that are whole, and
how many breaks for each row are within a name, at the least."""

_LEFT_OUT = {"text": 6.0, "title": 6.0, "annual_task": 3.0, "lead": 3.0, "responsible": 3.0}
_USUAL_COST, _TOO_WIDE, _NOT_FULL, _LISTED, _UNTOLD = 0.6, 6.0, 3.0, 1.0, 0.7
"""What it costs to leave a column out, that a line is wider than it, and that a cell goes on below
one that does not fill it, where it may list names, or where no width is known."""

_FULL, _NEARLY = 0.1, 0.4
"""What a break at the width of the column costs, and one near it, or a line a little wider than
that; words of work, twice as much."""

_UNENDED, _OPEN = 3.0, ("、", "，")
"""What it costs that a cell ends with a sign behind which a list goes on, and such signs."""

_NO_DATE = -3.0
"""How well a cell fits at the most in a column of dates that names a body, too."""

_NO_LEVEL = -1.0
"""How well names fit at the most that begin with no level of a body where others do."""

_LEEWAY = 1
"""How much narrower or wider than others a full line may be set: 高到每人每月600."""

_SQUEEZED = re.compile("[，。、；：！？“”‘’（）《》〈〉【】]")
"""Signs that may be set half as wide, or hang over the border of the column."""

_IN_PLACE = 1.0
"""How well the words behind a number fit at the least: 组建农村产权交易中心."""

_TOLD = frozenset({*CONTENT, *UNITS, *PEOPLE, "deadline"})
_WORD = re.compile(r"[\dA-Za-z.%％]+|.")
"""What is not broken: a character, or figures and letters."""

Cut = tuple[tuple[Token, ...], ...]
Widths = Mapping[int, int]


def narrow_rows(
    headers: Sequence[ReadHeader], tokens: Sequence[Token], reader: ClauseReader
) -> list[Row | Printed] | None:
    """Return the rows of `tokens` if most are longer than the header and broken at widths.

    A section title comes as what it prints.
    """
    cells = with_brackets_joined(without_pages(tokens, numbered=True))
    starts = sorted(counting_up(cells))
    parts = [cells[start:end] for start, end in pairwise([*starts, len(cells)])]
    rows = [
        (part[: len(part) - n], part[len(part) - n :]) for part in parts for n in [_titles(part)]
    ]
    above = cells[: starts[0]] if starts else []
    printed = [row for row, _ in rows]
    lists = [_words(row).partition("、")[2] for row in printed]
    levels = names_levels([replace(cells[0], text=text) for text in lists if text], reader)
    cutters = [
        NarrowCutter(header.fields, levels, reader)
        for header in headers
        if header.fields[:1] == ("number",) and not header.words
    ]
    if not cutters or not _are_narrow(printed, cutters[0].fields) or _titles(above) < len(above):
        return None
    readings = [(*cutter.find_widths(printed), cutter) for cutter in cutters]
    _, widths, cutter = max(readings, key=lambda reading: reading[0])
    cuts = [cutter.cut(row, widths)[1] for row in printed]
    is_sure = cutter.is_sure(cuts, widths)
    return list(_rows(above, rows, cuts, cutter, widths)) if is_sure else None


def _words(row: Sequence[Token]) -> str:
    return "".join(line.text for line in row)


def _are_narrow(rows: Sequence[Sequence[Token]], fields: Sequence[str | None]) -> bool:
    """Tell whether most rows have more lines than there are columns."""
    longer = sum(len(row) > len(fields) for row in rows)
    is_short = all(len(row) <= _MOST_LINES for row in rows)
    return len(rows) >= _FEWEST_ROWS and longer * 2 > len(rows) and is_short


def _titles(part: Sequence[Token]) -> int:
    """Return how many of the last cells of `part` are titles of sections."""
    others = [n for n, cell in enumerate(part, 1) if not SECTION.match(cell.text)]
    return len(part) - max(others, default=0)


def _rows(
    above: Sequence[Token],
    rows: Sequence[tuple[Sequence[Token], Sequence[Token]]],
    cuts: Sequence[Cut],
    cutter: NarrowCutter,
    widths: Widths,
) -> Iterator[Row | Printed]:
    read = StreamValues(cutter.fields, cutter.reader.registers)
    carried: dict[str, Printed] = {}
    yield from (Printed(title.text, title.place) for title in above)
    for (row, titles), cut in zip(rows, cuts, strict=True):
        filled = [n for n, pieces in enumerate(cut) if pieces]
        values = read.values(
            [cutter.cell(cut[n], widths.get(n, 0)) for n in filled], filled, carried
        )
        carried |= values
        yield Row(row[0].place.annex, values)
        yield from (Printed(title.text, title.place) for title in titles)


@dataclass(frozen=True)
class NarrowCutter:
    """Cuts the lines of rows into the cells of `fields`.

    In a table that `names_levels` a cell of bodies begins with the level of one.
    """

    fields: tuple[str | None, ...]
    names_levels: bool
    reader: ClauseReader
    _fits: dict[tuple[str, str | None], float] = field(default_factory=dict)

    def find_widths(self, rows: Sequence[Sequence[Token]]) -> tuple[float, Widths]:
        """Return how well the longest of `rows` fit, and the widths of columns that fit best."""
        tried = sorted(rows, key=len, reverse=True)[:_MOST_TRIED]
        lines = [line.text for row in tried for line in row[1:]]
        printed = sorted({*map(width_of, lines), *map(_least_width, lines)})
        widths: dict[int, int] = {}
        best = self._score(tried, widths)
        for column in [*range(1, len(self.fields))] * _ROUNDS:
            for width in printed:
                score = self._score(tried, {**widths, column: width})
                if score > best:
                    best, widths = score, {**widths, column: width}
        return best, widths

    def _score(self, rows: Sequence[Sequence[Token]], widths: Widths) -> float:
        return sum(self.cut(row, widths)[0] for row in rows)

    def cut(self, row: Sequence[Token], widths: Widths) -> tuple[float, Cut]:
        """Return how well `row` fits columns of `widths`, and the lines of its cells."""
        end, last = len(row), len(self.fields)

        @cache
        def best(begin: int, column: int) -> tuple[float, Cut]:
            if column == last:
                return (0.0 if begin == end else float("-inf")), ()
            name = self.fields[column]
            score, cut = best(begin, column + 1)
            found: tuple[float, Cut]
            found = score - _LEFT_OUT.get(name or "", _USUAL_COST), ((), *cut)
            cost, text = 0.0, ""
            width = widths.get(column, 0)
            for stop in range(begin + 1, end + 1):
                line = row[stop - 1]
                cost += _cost_of_width(line.text, width) if width else 0.0
                if stop > begin + 1:
                    cost += self._break(row[stop - 2], line, name, width)
                    text += _joint(row[stop - 2], line, width)
                text += line.text
                score, cut = best(stop, column + 1)
                score -= _UNENDED * (name in UNITS and line.text.endswith(_OPEN))
                score += self._fit(text, name) - cost
                if score > found[0]:
                    found = score, (tuple(row[begin:stop]), *cut)
            return found

        score, cut = best(1, 1)
        return score, ((row[0],), *cut)

    def _break(self, line: Token, below: Token, name: str | None, width: int) -> float:
        """Return what it costs that a cell goes on below a line."""
        if width == 0:
            return _UNTOLD
        if is_full(line, below, width, _LEEWAY):
            cost = _FULL if is_full(line, below, width) else _NEARLY
            return cost * (1 + (name in CONTENT))
        return _LISTED if name in UNITS or name in PEOPLE else _NOT_FULL

    def cell(self, lines: Sequence[Token], width: int) -> Token:
        """Return the lines of a cell as one; those that fill it go on without a sign."""
        text = lines[0].text
        for line, below in pairwise(lines):
            text += _joint(line, below, width) + below.text
        parts = tuple(part for line in lines for part in line.place.lines)
        place = replace(parts[0], parts=parts) if len(parts) > 1 else parts[0]
        return Token(text, place, lines[0].line)

    def _fit(self, text: str, name: str | None) -> float:
        if name not in _TOLD:
            return 0.0
        key = text, name
        if key not in self._fits:
            found = fit(text, name, self.reader)
            if name in UNITS and self.names_levels and not self._names_level(text.lstrip(SIGNS)):
                found = min(found, _NO_LEVEL)
            if name == "deadline" and names_body_beside_date(text, self.reader):
                found = min(found, _NO_DATE)
            self._fits[key] = max(found, _IN_PLACE) if name == self.fields[1] else found
        return self._fits[key]

    def _names_level(self, text: str) -> bool:
        """Tell whether a name begins with the level of a body or with a place: 阳泉公交公司."""
        places = self.reader.registers.divisions.all_names
        return bool(OF_LEVEL.match(text)) or text[:2] in places or text[:3] in places

    def is_sure(self, cuts: Sequence[Cut], widths: Widths) -> bool:
        """Tell whether nearly all rows are whole and breaks at the widths, many in names."""
        breaks = [
            (n, *pair) for cut in cuts for n, lines in enumerate(cut) for pair in pairwise(lines)
        ]
        full = sum(is_full(line, below, widths.get(n, 0), _LEEWAY) for n, line, below in breaks)
        within = sum(self._ends_in_name(line, below, self.fields[n]) for n, line, below in breaks)
        whole = sum(self._is_whole(cut, widths) for cut in cuts)
        are_cut = within > _OFTEN * len(cuts)
        return are_cut and whole >= _MOST * len(cuts) and full >= _MOST * len(breaks)

    def _ends_in_name(self, line: Token, below: Token, name: str | None) -> bool:
        """Tell whether a line ends within the name of a body: 市教育局、市人, 区农业农村 / 局."""
        others, _, last = line.text.rpartition("、")
        registers = self.reader.registers
        if name not in UNITS or not last:
            return False
        is_ended = len(last) > 1 and registers.ends_like_unit(last)
        return not is_ended and (others != "" or goes_on(last, below.text, registers, is_full=True))

    def _is_whole(self, cut: Cut, widths: Widths) -> bool:
        """Tell whether a row has work and bodies, and no cell that is not of its column."""
        filled = {
            self.fields[n]: self._fit(self.cell(lines, widths.get(n, 0)).text, self.fields[n])
            for n, lines in enumerate(cut)
            if lines and self.fields[n] in _TOLD
        }
        has_all = bool(CONTENT & filled.keys()) and bool({*UNITS} & filled.keys())
        return has_all and all(score > 0 for score in filled.values())


def _joint(line: Token, below: Token, width: int) -> str:
    """Return what stands between two lines of a cell: nothing where the first is full."""
    return "" if is_full(line, below, width, _LEEWAY) else "\n"


def is_full(line: Token, below: Token, width: int, leeway: int = 0) -> bool:
    """Tell whether a column is too narrow for a line with the first word of the next."""
    word = _WORD.match(below.text)
    return width > 0 and width_of(line.text + (word[0] if word else "")) > width - leeway


def _least_width(text: str) -> int:
    """Return how wide a line is with all signs set as narrow as they may be."""
    return width_of(text) - len(_SQUEEZED.findall(text))


def _cost_of_width(text: str, width: int) -> float:
    """Return what it costs that a line stands in a column of a `width`."""
    over = width_of(text) - width
    if over <= 0:
        return 0.0
    return _NEARLY if _least_width(text) <= width + _LEEWAY else _TOO_WIDE
