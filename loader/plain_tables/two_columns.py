"""Task tables of two columns of a page that was read line by line across both.

    重点任务 责任部门
    对老旧小区逐栋逐户开展摸底调查,建立三级 省住建厅牵头,省
    (一)摸清
    项目储备库,8月底前完成数据录入。 财政厅按职责分工负责。
    底数

Each line prints a piece of both cells of a row, or of one. A narrow column of titles may stand left
of them, whose words come between the lines. A row ends where both of its cells do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import CONTENT, UNITS
from loader.documents.dates import DATE
from loader.documents.lines import ANNEXED, NOTE, TAIL
from loader.plain_tables.delimited import DelimitedTable
from loader.plain_tables.delimited_lines import Cells, DelimitedCell
from loader.plain_tables.tokens import is_page_number
from loader.source import Paragraph, joined
from loader.tables.alignment import lists_units
from loader.texts.brackets import MARK, NUMERAL

_LONGEST_HEADER, _MOST_LINES = 16, 2_000
_FEWEST_ROWS, _FEWEST_PAIRS = 2, 4
_FULL = 0.6
"""How much of the width of its column a line fills at least that is no title."""

_SLACK = 6
"""Characters that a line may be longer than any that prints both cells."""

_STOPS = ("。", "；", ";", "！")
_OPEN = ("、", "，", ",", "和", "及")
_OF_BODIES = re.compile("(?:单位|部门|分工|主体|机构|责任)$")
"""How a header word of bodies ends."""

_DATED = re.compile(rf"\s*{DATE.pattern}\s*(?:印发|发布)?\s*")
_PAIR = re.compile(r"(?P<left>.*\S)\s+(?P<right>\S+)")

Lines = Sequence[Paragraph]


def find_two_columns(
    lines: Lines, position: int, reader: ClauseReader
) -> tuple[DelimitedTable, int] | None:
    """Return the table whose header stands at `position`, and the lines that it takes."""
    head = lines[position]
    columns = _columns(head.text, reader)
    if columns is None:
        return None
    below = list(_below(lines[position + 1 : position + _MOST_LINES]))
    table = _Columns.of(below, "".join(head.text.split()), reader)
    rows = list(table.rows(below)) if table else []
    told = [row for row in rows if lists_units(row.right, reader)]
    if len(rows) < _FEWEST_ROWS or len(told) < len(rows) or not any(map(_Row.is_wrapped, rows)):
        return None
    fields = ("number", "heading", columns[0], columns[1], None)
    words = ("", "", "", "", "")
    last = rows[-1].lines[-1].number
    taken = next(n for n, line in enumerate(below, 1) if line.number == last)
    return DelimitedTable(fields, words, [row.cells() for row in rows]), taken + 1


def _columns(text: str, reader: ClauseReader) -> tuple[str, str] | None:
    """Return the fields of a line that prints two header words: of work, and of bodies."""
    words = "".join(text.split())
    if len(words) > _LONGEST_HEADER or not _OF_BODIES.search(words):
        return None
    for cut in range(2, len(words) - 1):
        work, bodies = (reader.registers.field_of(one) for one in (words[:cut], words[cut:]))
        if work in CONTENT and bodies in UNITS:
            return "text", bodies
    return None


def _below(lines: Lines) -> Iterator[Paragraph]:
    """Yield the lines above a note, an annex, the tail, or who signs above a date."""
    for line, following in zip_longest(lines, lines[1:]):
        is_signed = following is not None and _DATED.fullmatch(following.text)
        if NOTE.match(line.text) or ANNEXED.match(line.text) or TAIL.search(line.text) or is_signed:
            return
        yield line


@dataclass
class _Row:
    """The pieces of the two cells of a row, of its title, and of what stands above it."""

    left: str = ""
    right: str = ""
    title: list[Paragraph] = field(default_factory=list)
    above: list[Paragraph] = field(default_factory=list)
    lines: list[Paragraph] = field(default_factory=list)
    piece: str = ""
    """The last piece of the cell of bodies."""

    def is_wrapped(self) -> bool:
        return len(self.lines) - len(self.title) > 1

    def cells(self) -> Cells:
        """Return number, title, work and bodies, and the words above that are of no row alone."""
        title = "".join(line.text for line in self.title)
        mark = MARK.match(title) or (MARK.match(self.left) if not title else None)
        number = mark[0].strip() if mark else ""
        title, work = title.removeprefix(number), self.left if title else self.left[len(number) :]
        place = joined(self.lines)
        texts = (number, title.strip(), work.strip(), self.right)
        cells = [DelimitedCell(text, place) for text in texts if isinstance(place, Paragraph)]
        above = "".join(line.text for line in self.above)
        return [*cells, DelimitedCell(above, self.above[0] if above else cells[0].place)]


@dataclass(frozen=True)
class _Columns:
    """How wide the columns are, what ends a cell of bodies, and which lines are of pages.

    `form` is that of the marks with which the work of each row begins, if it does.
    """

    left: int
    right: int
    has_stops: bool
    form: str
    of_pages: frozenset[str]
    reader: ClauseReader

    @classmethod
    def of(cls, lines: Lines, header: str, reader: ClauseReader) -> _Columns | None:
        """Return the columns of `lines` if enough of these print pieces of both cells."""
        pairs = [found for line in lines if (found := _PAIR.fullmatch(line.text))]
        bodies = [pair for pair in pairs if not pair["right"].isascii()]
        if len(bodies) < _FEWEST_PAIRS:
            return None
        widths = sorted(len(pair["left"]) for pair in bodies)
        ends = [pair["right"].endswith(_STOPS) for pair in bodies]
        again = Counter(_without_figures(line.text) for line in lines if _has_figures(line.text))
        of_pages = {one for one, times in again.items() if times > 1} | {header}
        right = max(len(pair["right"]) for pair in bodies)
        has_stops = sum(ends) >= _FEWEST_ROWS
        forms = [_form(pair["left"]) for pair in bodies]
        form = forms[0] if forms.count(forms[0]) >= _FEWEST_ROWS else ""
        left = widths[len(widths) * 3 // 4]
        return cls(left, right, has_stops, form, frozenset(of_pages), reader)

    def rows(self, lines: Lines) -> Iterator[_Row]:
        """Yield the rows as far as the lines are pieces of their cells."""
        row, last, titled = _Row(), _Row(), False
        for line in lines:
            if self._is_of_page(line):
                continue
            if len(line.text) > self.left + self.right + _SLACK:
                break
            is_title = self._is_title(line.text, row)
            titled = titled or bool(last.title)
            if is_title and not row.left and self._is_title_of(last, line.text, titled=titled):
                last.title.append(line)
                last.lines.append(line)
                continue
            if self.form and _form(line.text) == self.form and row.left:
                yield row
                row = _Row()
            if self.form and self._is_below(line.text, row):
                break
            self._take(row, line, is_title=is_title)
            if not self.form and self._is_whole(row):
                if last.left:
                    yield last
                row, last = _Row(), row
        if last.left or (self.form and row.left):
            yield row if self.form else last

    def _is_of_page(self, line: Paragraph) -> bool:
        text = "".join(line.text.split())
        return is_page_number(line) or text in self.of_pages or self._is_again(line.text)

    def _is_again(self, text: str) -> bool:
        return _has_figures(text) and _without_figures(text) in self.of_pages

    def _is_title(self, text: str, row: _Row) -> bool:
        """Tell whether a line prints words of the narrow column of titles, or of what is above."""
        is_narrow = not self.form and not _PAIR.fullmatch(text) and len(text) < self.left * _FULL
        closes = row.left and not row.left.endswith(_STOPS) and text.endswith(_STOPS)
        return is_narrow and not closes and not self._is_of_bodies(text, row)

    def _is_of_bodies(self, text: str, row: _Row) -> bool:
        """Tell whether a lone piece goes on with the bodies of a row whose work is told."""
        is_told = row.left.endswith(_STOPS) and not MARK.match(text)
        is_open = bool(row.right) and not self._ends_bodies(row.right)
        ends = len(text) >= self.right * _FULL or self._ends_bodies(row.right + text)
        is_full = bool(self.form) and len(row.piece) >= self.right * _FULL
        return is_told and (is_full or (is_open and ends))

    def _is_below(self, text: str, row: _Row) -> bool:
        """Tell whether a lone piece goes on with no cell of the row, and so stands below it."""
        is_lone = not _PAIR.fullmatch(text) and row.left.endswith(_STOPS)
        return is_lone and not self._is_of_bodies(text, row)

    @staticmethod
    def _is_title_of(row: _Row, text: str, *, titled: bool) -> bool:
        """Tell whether words below a row are of its title, which has but its number, or nothing.

        The title of a row may be missing where others are `titled`.
        """
        if not row.title:
            return titled and bool(row.left) and MARK.match(text) is not None
        return len(row.title) == 1 and MARK.match(row.title[0].text) is not None

    def _take(self, row: _Row, line: Paragraph, *, is_title: bool) -> None:
        text = line.text
        row.lines.append(line)
        pair = _PAIR.fullmatch(text)
        if is_title:
            is_above = not row.left and not MARK.match(text) and not row.title
            (row.above if is_above else row.title).append(line)
        elif pair:
            row.left += "".join(pair["left"].split())
            row.piece = pair["right"]
            row.right += row.piece
        elif self._is_of_bodies(text, row):
            row.piece = text
            row.right += row.piece
        else:
            row.left += text

    def _is_whole(self, row: _Row) -> bool:
        return row.left.endswith(_STOPS) and bool(row.right) and self._ends_bodies(row.right)

    def _ends_bodies(self, right: str) -> bool:
        if self.has_stops:
            return right.endswith(_STOPS[:1])
        return not right.endswith(_OPEN) and lists_units(right, self.reader)


def _form(text: str) -> str:
    """Return the form of the mark that `text` begins with: #. of 12. and （#） of （三）."""
    mark = MARK.match(text)
    return re.sub(rf"(?:\d|{NUMERAL})+", "#", mark[0].strip()) if mark else ""


def _has_figures(text: str) -> bool:
    return any(sign.isdecimal() for sign in text)


def _without_figures(text: str) -> str:
    return re.sub(r"\d+", "#", text)
